"""Decoding: what scores mean."""

from __future__ import annotations

import itertools
from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seedlib.tagging.decoding import Arrow, Floats, Pointer, best_path, decode, runs_of, whole_words, word_firsts

TAGS = ("O", *(f"{part}-attribution:{label}" for label in ("source", "cue", "content") for part in "BI"))
LETTERS = {"O": 0, "S": 1, "s": 2, "U": 3, "u": 4, "C": 5, "c": 6}


def scores(tags: str, probability: float = 0.9) -> Floats:
    """Return scores for which these tags are the best: a letter a piece, a capital where a run begins."""
    out = np.full((len(tags), 7), (1 - probability) / 6)
    out[np.arange(len(tags)), [LETTERS[tag] for tag in tags]] = probability
    logarithms: Floats = np.log(out).astype(np.float32)
    return logarithms


def pointer(count: int, arrows: Mapping[int, int | Mapping[int, float]]) -> Floats:
    """Return the probabilities of pieces that point to others; pieces not named point to the mark, -1."""
    out = np.zeros((count + 2, count + 2), np.float32)
    for piece in range(-1, count + 1):
        held = arrows.get(piece, -1)
        for target, probability in (held if isinstance(held, Mapping) else {held: 1.0}).items():
            out[piece + 1, target + 1] = probability
    return out


def read(tags: str, of_cue: Mapping[int, int | Mapping[int, float]], from_source: Mapping[int, int] | None = None) -> list[tuple[str, str]]:
    """Return the arrows of a window, from a run to its anchor, runs written as their pieces' numbers."""
    pointers = {"attribution:of-cue": pointer(len(tags), of_cue), "attribution:from-source": pointer(len(tags), from_source or {})}
    found = decode(scores(tags), pointers, TAGS)
    names = ["".join(map(str, range(run.first, run.last))) for run in found.runs]
    return [(names[arrow.dependent], names[arrow.anchor]) for arrow in found.arrows]


@pytest.mark.parametrize(
    ("tags", "of_cue", "from_source", "expected"),
    [
        ("SUCc", {0: 1, 1: 1, 2: 1, 3: 1}, {1: 0}, [("1", "1"), ("23", "1"), ("0", "1")]),  # Ann said it rains
        ("CcOS", {0: 0, 1: 0, 3: 0}, {}, [("01", "01"), ("3", "01")]),  # a headline's “It rains”: Ann
        ("CcUSC", {0: 2, 1: 2, 2: 2, 3: 2, 4: 2}, {2: 3}, [("01", "2"), ("2", "2"), ("4", "2"), ("3", "2")]),  # content in pieces
        ("UOUC", {0: 0, 2: 0, 3: 0}, {}, [("0", "0"), ("2", "0"), ("3", "0")]),  # a cue in pieces
        ("SUCUC", {0: 1, 1: 1, 2: 1, 3: 3, 4: 3}, {1: 0, 3: 0}, [("1", "1"), ("2", "1"), ("3", "3"), ("4", "3"), ("0", "1"), ("0", "3")]),
        ("UCUC", {0: 2, 1: 0, 2: 0, 3: 2}, {}, [("0", "0"), ("1", "0"), ("2", "0"), ("3", "0")]),  # cues that point round
        ("CC", {0: 1, 1: 0}, {}, [("0", "0"), ("1", "0")]),  # a content never belongs to a later one
        ("SU", {0: 1, 1: 1}, {1: 0}, []),  # nothing is said: nothing is claimed
        ("OOO", {}, {}, []),
        ("SUC", {0: {1: 0.5, -1: 0.5}, 1: 1, 2: 1}, {1: -1}, [("1", "1"), ("2", "1"), ("0", "1")]),  # half to nothing is enough
    ],
)
def test_runs_go_to_their_anchors(
    tags: str, of_cue: Mapping[int, int | Mapping[int, float]], from_source: Mapping[int, int], expected: list[tuple[str, str]]
) -> None:
    """Sources shared, cues and contents in pieces, claims without a cue."""
    assert expected == read(tags, of_cue, from_source)


def test_scores_are_probabilities_of_the_run_and_of_the_arrow() -> None:
    """A run's is the mean of its tags', an arrow's the mean of its pieces'."""
    given = scores("SUCc")
    given[3] = scores("SUCc", 0.4)[3]
    of_cue = pointer(4, {0: 1, 1: 1, 2: 1, 3: {1: 0.5, -1: 0.5}})
    found = decode(given, {"attribution:of-cue": of_cue, "attribution:from-source": pointer(4, {1: 0})}, TAGS)
    assert [round(run.score, 4) for run in found.runs] == [0.9, 0.9, 0.6]
    assert found.arrows[1] == Arrow(2, 1, 0.75)


def test_offsets_move_the_path_and_not_the_scores() -> None:
    """Where a content costs something to begin, it does not begin on a doubt."""
    given = scores("UCO")
    given[2] = np.log(np.array([0.4, 0.04, 0.01, 0.04, 0.01, 0.45, 0.05], np.float32))
    pointers = {"attribution:of-cue": pointer(3, dict.fromkeys(range(3), 0)), "attribution:from-source": pointer(3, {})}
    assert [run.first for run in decode(given, pointers, TAGS).runs] == [0, 1, 2]
    runs = decode(given, pointers, TAGS, {"B-attribution:content": -1.0}).runs
    assert [(run.first, run.last, round(run.score, 4)) for run in runs] == [(0, 1, 0.9), (1, 2, 0.9)]


def test_vectors_are_as_good_as_the_probabilities_that_they_make() -> None:
    """In training a pointer is known by its vectors."""
    chance = np.random.default_rng(4)
    vectors = [chance.normal(size=size).astype(np.float32) for size in ((6, 8), (6, 8), (6,))]
    pointers = {link: Pointer(*vectors) for link in ("attribution:of-cue", "attribution:from-source")}
    made = {link: held.probabilities() for link, held in pointers.items()}
    assert np.allclose(made["attribution:of-cue"].sum(1), 1)
    assert decode(scores("SUCc"), pointers, TAGS) == decode(scores("SUCc"), made, TAGS)


def allowed(path: tuple[int, ...]) -> bool:
    """Say whether each I stands after its own B or I."""
    return all(tag % 2 == 1 or tag == 0 or before in {tag, tag - 1} for before, tag in itertools.pairwise((0, *path)))


@given(st.lists(st.lists(st.integers(-9, 0), min_size=5, max_size=5), min_size=1, max_size=4))
@settings(deadline=None)
def test_the_best_path_is_the_best_of_all_that_are_allowed(rows: list[list[int]]) -> None:
    """Against all paths; two labels and four pieces make enough of them."""
    found = tuple(best_path(np.array(rows, np.float32)))
    best = max(
        sum(row[tag] for row, tag in zip(rows, path, strict=True))
        for path in itertools.product(range(5), repeat=len(rows))
        if allowed(path)
    )
    assert allowed(found)
    assert best == sum(row[tag] for row, tag in zip(rows, found, strict=True))


@given(st.integers(0, 2**32 - 1), st.integers(1, 120))
@settings(deadline=None)
def test_a_long_path_is_allowed_and_its_runs_cover_it(seed: int, count: int) -> None:
    """Also where it is sought anew in many places."""
    given = np.random.default_rng(seed).normal(size=(count, 7)).astype(np.float32)
    path = best_path(given)
    assert allowed(tuple(path))
    runs = runs_of(path, given, TAGS)
    covered = {piece for run in runs for piece in range(run.first, run.last)}
    assert covered == {piece for piece, tag in enumerate(path) if tag}
    assert all(a.last <= b.first for a, b in itertools.pairwise(runs))


def test_one_piece_is_a_window() -> None:
    """With its two marks."""
    assert read("C", {0: 0}) == [("0", "0")]


def test_a_word_is_what_its_first_piece_is() -> None:
    """Its later pieces go on with it, and how probable that is is not lost."""
    firsts = word_firsts([0, 2, 4, 8, 10], [0, 8])
    assert firsts.tolist() == [0, 0, 0, 3, 3]
    given = scores("UCOOC")
    (made,) = whole_words([given], firsts)
    assert [(run.first, run.last, run.label) for run in runs_of(best_path(made), made, TAGS)] == [(0, 3, "attribution:cue")]
    assert np.allclose(np.exp(made).sum(1), 1)
    assert np.array_equal(made[[0, 3]], given[[0, 3]])


def test_without_words_every_piece_is_one() -> None:
    """And a window whose first piece goes on with a word begins with it."""
    assert word_firsts([0, 2], []).tolist() == [0, 1]
    given = scores("COO")
    assert np.array_equal(whole_words([given], np.array([-1, 1, 2])), [given])
