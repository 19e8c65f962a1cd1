"""Decoding: from the network's scores for a window to labelled runs of pieces and the arrows between them.

Theory of operation:

- Tags are read by the best path that the labels allow (Viterbi): inside of a run follows only its beginning or its inside.
- An *anchor* is what the parts of an attribution point to: its cue, or its first content where it has no cue.
- Every cue and content goes to the anchor that gets most of its pieces' probability. Cues at one anchor are one cue in pieces.
- A source goes to the anchor that it points to, and to each one whose cue points back to it: people who say two things are named once.

Rules:

- Tags stand as O, then B and I of each label: an odd number begins a run, an even one above 0 goes on with it.
- Pointers count from the mark that begins the window: piece 0 stands in row 1; the last row is the mark that ends the window.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from operator import add
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from seedlib.model import EMPTY

__all__ = ["Arrow", "Floats", "Found", "Pointer", "Run", "best_path", "decode", "mass_of", "runs_of", "whole_words", "word_firsts"]

Floats: TypeAlias = NDArray[np.float32]
_Numbers: TypeAlias = NDArray[np.intp]

#: What an impossible step costs, in log-probability.
_NEVER = -1e4

#: From how far before a forbidden step the best path is sought anew, in pieces.
_LOOK_BACK = 8

#: A source that its cue points back to is its source from this probability on; on PolNeAR's dev part 0.8 costs 0.4 in full F1.
_POINTED_BACK = 0.5


class Pointer(NamedTuple):
    """The vectors by which the pieces of a window point to each other; the first row is the mark that begins the window."""

    #: (pieces, width), of what points.
    dependent: Floats
    #: (pieces, width), of what is pointed to.
    target: Floats
    #: (pieces,), how often a piece is pointed to at all.
    prior: Floats

    def probabilities(self) -> Floats:
        """Return (pieces, pieces) probabilities that the piece of a row points to the piece of a column."""
        scores: Floats = self.dependent @ self.target.T / math.sqrt(self.dependent.shape[1]) + self.prior
        scores -= scores.max(1, keepdims=True)
        np.exp(scores, out=scores)
        scores /= scores.sum(1, keepdims=True)
        return scores


class Run(NamedTuple):
    """A labelled run of pieces."""

    label: str
    first: int
    #: The piece after its last.
    last: int
    #: The mean probability of its tags (geometric), in [0, 1].
    score: float


class Arrow(NamedTuple):
    """That a run belongs to the anchor of an attribution; both by their number among the runs."""

    dependent: int
    anchor: int
    #: The probability, in [0, 1].
    score: float


class Found(NamedTuple):
    """What was found in a window."""

    runs: list[Run]
    arrows: list[Arrow]


def decode(scores: Floats, pointers: Mapping[str, Floats | Pointer], tags: Sequence[str], offsets: Mapping[str, float] = EMPTY) -> Found:
    """Read the scores of one window.

    Args:
        scores: (pieces, tags) log-probabilities, without the window's marks.
        pointers: of the links `attribution:of-cue` and `attribution:from-source`: (pieces, pieces) probabilities with the window's
            marks, or the vectors that they come from.
        tags: what the columns of `scores` stand for: O, then B and I of each label.
        offsets: by tag, what is added to its log-probability where the best path is sought; the scores of runs are without it.
    """
    shifted = scores + np.array([offsets.get(tag, 0.0) for tag in tags], scores.dtype) if offsets else scores
    runs = runs_of(best_path(shifted), scores, tags)
    return Found(runs, list(_arrows(runs, pointers)))


def word_firsts(pieces: Sequence[int], words: Sequence[int]) -> _Numbers:
    """Return for each piece the number of the first one that stands in its word.

    Args:
        pieces: the first code points of a text's pieces, in order.
        words: the first code points of its words, in order; where nobody has cut words every piece counts as one.
    """
    numbers = np.arange(len(pieces))
    if not len(words):
        return numbers
    word = np.searchsorted(np.asarray(words), np.asarray(pieces), "right")
    firsts: _Numbers = np.maximum.accumulate(np.where(np.diff(word, prepend=-1) != 0, numbers, 0))
    return firsts


def whole_words(scores: Sequence[Floats], firsts: _Numbers) -> list[Floats]:
    """Return scores by which the later pieces of a word go on with what its first piece is, so that no label ends inside of a word.

    Args:
        scores: of each head (pieces, tags) log-probabilities.
        firsts: (pieces,) the first piece of each one's word, counted from the window's first; below 0 where that is cut off.
    """
    firsts = np.maximum(firsts, 0)
    later = np.flatnonzero(firsts != np.arange(len(firsts)))
    return [_going_on(held, firsts, later) for held in scores] if len(later) else list(scores)


def _going_on(scores: Floats, firsts: _Numbers, later: _Numbers) -> Floats:
    made: Floats = scores[firsts]
    rows = made[later]
    rows[:, 2::2] = np.logaddexp(rows[:, 1::2], rows[:, 2::2])
    rows[:, 1::2] = _NEVER
    made[later] = rows
    return made


def best_path(scores: Floats) -> list[int]:
    """Return the number of the best tag for each row of log-probabilities, so that I-x follows B-x or I-x only.

    Where the best tags by themselves keep to the rule they are the best path; else it is sought from a little before the offence on,
    which misses a better one only where that differs in still earlier pieces: in 248 windows of news and speeches it never did.
    """
    tags = scores.argmax(1)
    labels = np.concatenate(([0], tags + 1)) // 2
    insides = (tags > 0) & (tags % 2 == 0)
    path: list[int] = tags.tolist()
    done = 0
    for place in np.flatnonzero(insides & (labels[1:] != labels[:-1])).tolist():
        if place >= done:
            first = max(0, place - _LOOK_BACK)
            done = next((end for end in range(place, len(path)) if path[end] == 0), len(path))
            path[first:done] = _viterbi(scores[first:done].tolist(), path[first - 1] if first else 0)
    return path


def _viterbi(rows: Sequence[Sequence[float]], before: int) -> list[int]:
    """Return the best path over some pieces: before B and O anything may stand, so only I has to choose between its own two tags."""
    insides = range(2, len(rows[0]), 2)
    best = [score if _may_follow(before, tag) else score + _NEVER for tag, score in enumerate(rows[0])]
    back = []
    for row in rows[1:]:
        highest = max(best)
        ways, reached = [best.index(highest)] * len(row), [highest] * len(row)
        for inside in insides:
            way = ways[inside] = inside - (best[inside - 1] >= best[inside])
            reached[inside] = best[way]
        best = list(map(add, reached, row))
        back.append(ways)
    path = [best.index(max(best))]
    for ways in reversed(back):
        path.append(ways[path[-1]])
    return path[::-1]


def _may_follow(before: int, tag: int) -> bool:
    """Say whether a tag may stand behind another."""
    return tag == 0 or tag % 2 == 1 or before in (tag, tag - 1)


def runs_of(path: Sequence[int], scores: Floats, tags: Sequence[str]) -> list[Run]:
    """Return the labelled runs of a path that keeps to the rule of tags, in text order."""
    runs: list[Run] = []
    firsts = [place for place, tag in enumerate(path) if tag % 2]
    held: list[float] = scores[np.arange(len(path)), path].tolist() if firsts else []
    for first in firsts:
        last, inside = first + 1, path[first] + 1
        while last < len(path) and path[last] == inside:
            last += 1
        runs.append(Run(tags[path[first]][2:], first, last, min(math.exp(sum(held[first:last]) / (last - first)), 1.0)))
    return runs


def mass_of(pointer: Floats | Pointer, runs: Sequence[Run], targets: Sequence[Run]) -> list[list[float]]:
    """Return (runs, targets) the mean probability by which the pieces of a run point into a target."""
    probable = pointer.probabilities() if isinstance(pointer, Pointer) else pointer
    (rows, row_firsts), (columns, column_firsts) = _inside(runs), _inside(targets)
    inside = probable.take(rows, 0).take(columns, 1)
    sums = np.add.reduceat(np.add.reduceat(inside, row_firsts, axis=0), column_firsts, axis=1)
    lengths = np.array([[run.last - run.first] for run in runs])
    mass: list[list[float]] = np.minimum(sums / lengths, 1.0).tolist()
    return mass


def _inside(runs: Sequence[Run]) -> tuple[_Numbers, list[int]]:
    """Return the rows of the pieces of runs, and at which of these each run begins; most rows are of none, and sums take time."""
    rows = np.array([row for run in runs for row in range(run.first + 1, run.last + 1)], dtype=np.intp)
    return rows, [0, *accumulate(run.last - run.first for run in runs[:-1])]


def _arrows(runs: Sequence[Run], pointers: Mapping[str, Floats | Pointer]) -> Iterator[Arrow]:
    """Yield which runs belong to which anchors."""
    cues, contents, sources = (
        [number for number, run in enumerate(runs) if run.label == f"attribution:{part}"] for part in ("cue", "content", "source")
    )
    if not contents:
        return
    places = sorted(cues + contents)
    mass = [dict(zip(places, row, strict=True)) for row in mass_of(pointers["attribution:of-cue"], runs, [runs[n] for n in places])]
    anchor_of = _anchors(cues, contents, mass)
    yield from (Arrow(number, anchor, mass[number][anchor]) for number, anchor in sorted(anchor_of.items()))
    if not sources:
        return
    chosen: dict[tuple[int, int], float] = {}
    for source in sources:
        anchor = anchor_of[_best(mass[source], places)]
        chosen[source, anchor] = mass[source][anchor]
    if cues:
        back = mass_of(pointers["attribution:from-source"], [runs[cue] for cue in cues], [runs[source] for source in sources])
        for cue, row in zip(cues, back, strict=True):
            score = max(row)
            if score >= _POINTED_BACK:
                key = sources[row.index(score)], anchor_of[cue]
                chosen[key] = max(chosen.get(key, 0.0), score)
    yield from (Arrow(source, anchor, score) for (source, anchor), score in sorted(chosen.items()))


def _best(mass: Mapping[int, float], allowed: Sequence[int]) -> int:
    """Return the place that gets most, the earliest of equal ones."""
    return max(allowed, key=lambda place: (mass[place], -place))


def _anchors(cues: Sequence[int], contents: Sequence[int], mass: Sequence[Mapping[int, float]]) -> dict[int, int]:
    """Return the anchor of each cue and content: a cue, or a content where that points to itself or to one before it."""
    anchor_of = {cue: _best(mass[cue], cues) for cue in cues}
    for cue in cues:  # of cues that point round to each other, the first is the anchor
        if anchor_of[anchor_of[cue]] != anchor_of[cue]:
            anchor_of[cue] = cue
    for content in contents:
        anchor = _best(mass[content], [*cues, *(other for other in contents if other <= content)])
        anchor_of[content] = content if anchor == content else anchor_of[anchor]
    return anchor_of
