"""Mentions: from the network's scores for a window to names and nominals, and to what pronouns and nominals may mean.

Rules:

- Names and nominals are tagged by two heads, so that a name may stand in a nominal.
- A pronoun or nominal gets an arrow to each of the few mentions that it most probably means; what is missing to 1 is the probability
  that it means none of this window.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from seedlib.tagging.decoding import Arrow, Floats, Run, best_path, mass_of, runs_of

__all__ = ["Referring", "mention_runs", "referring"]

#: At most so many arrows a pronoun or nominal, each from this probability on.
_ARROWS, _LEAST = 4, 0.05


class Referring(NamedTuple):
    """The runs of a window that mention somebody, and the arrows between them by number."""

    runs: list[Run]
    arrows: list[Arrow]


def mention_runs(scores: Floats, tags: Sequence[str]) -> list[Run]:
    """Return the mentions that a head tags.

    Args:
        scores: (pieces, tags) log-probabilities, without the window's marks.
        tags: what the columns of `scores` stand for.
    """
    return runs_of(best_path(scores), scores, tags)


def referring(names: Sequence[Run], nominals: Sequence[Run], pronouns: Sequence[Run], pointer: Floats) -> Referring:
    """Return all mentions of a window, and whom pronouns and nominals may mean.

    Args:
        names: the runs that the head of names tags.
        nominals: those of the head of nominals.
        pronouns: those of the words that are pronouns; their label and score are nobody's.
        pointer: (pieces, pieces) probabilities that a row's piece points to a column's, with the window's marks.
    """
    runs = [*names, *nominals, *pronouns]
    return Referring(runs, list(_arrows(runs, range(len(names), len(runs)), pointer)))


def _arrows(runs: Sequence[Run], dependents: Sequence[int], pointer: Floats) -> Iterator[Arrow]:
    if not dependents:
        return
    mass = mass_of(pointer, [runs[number] for number in dependents], runs)
    for dependent, row in zip(dependents, mass, strict=True):
        run = runs[dependent]
        apart = [(score, place) for place, score in enumerate(row) if score >= _LEAST and _are_apart(runs[place], run)]
        yield from (Arrow(dependent, place, score) for score, place in sorted(apart, key=lambda held: (-held[0], held[1]))[:_ARROWS])


def _are_apart(one: Run, other: Run) -> bool:
    return one.last <= other.first or other.last <= one.first
