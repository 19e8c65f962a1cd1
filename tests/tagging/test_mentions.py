"""Mentions: names and nominals from tags, and whom pronouns and nominals may mean."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest

from seedlib.tagging.decoding import Run
from seedlib.tagging.mentions import mention_runs, referring
from tests.tagging.test_decoding import pointer

TAGS = ("O", *(f"{part}-mention:{kind}" for kind in ("person", "organization", "place") for part in "BI"))


def test_runs_are_the_best_path() -> None:
    """With the mean probability of their tags as score."""
    rows = np.log(np.full((4, 7), 0.02))
    for piece, tag in enumerate([1, 2, 0, 5]):
        rows[piece, tag] = np.log(0.88)
    runs = mention_runs(rows.astype(np.float32), TAGS)
    assert [(run.label, run.first, run.last) for run in runs] == [("mention:person", 0, 2), ("mention:place", 3, 4)]
    assert [round(run.score, 2) for run in runs] == [0.88, 0.88]


def names(*places: tuple[int, int]) -> list[Run]:
    """Return names at some pieces."""
    return [Run("mention:person", first, last, 0.9) for first, last in places]


@pytest.mark.parametrize(
    ("arrows", "expected"),
    [
        ({5: {0: 0.7, 2: 0.2, -1: 0.1}}, [(3, 0, 0.7), (3, 1, 0.2)]),  # the mark: none of this window
        ({5: {1: 0.6, 2: 0.4}}, [(3, 1, 0.4), (3, 0, 0.6)]),  # any piece of a name is the name
        ({5: {-1: 1.0}}, []),
        ({5: {0: 0.96, 2: 0.04}}, [(3, 0, 0.96)]),
        ({5: {5: 0.9, 0: 0.1}}, [(3, 0, 0.1)]),  # nobody is said to be himself
        ({3: {0: 0.5}, 4: {0: 0.9, 2: 0.1}}, [(2, 0, 0.7), (2, 1, 0.05)]),  # a nominal: the mean of its pieces
    ],
)
def test_arrows_are_the_few_that_say_something(arrows: Mapping[int, Mapping[int, float]], expected: list[tuple[int, int, float]]) -> None:
    """The surest first; a nominal and a pronoun each have their own."""
    found = referring(names((0, 2), (2, 3)), names((3, 5)), [Run("", 5, 6, 1.0)], pointer(6, arrows))
    assert sorted((arrow.dependent, arrow.anchor, round(arrow.score, 2)) for arrow in found.arrows) == sorted(expected)


def test_without_pronouns_and_nominals_there_are_no_arrows() -> None:
    """Names are compared by their words, elsewhere."""
    assert referring(names((0, 2)), [], [], pointer(3, {})).arrows == []
