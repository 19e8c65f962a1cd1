"""Decoding: from the network's scores for a window to labelled runs of pieces and the arrows between them.

Theory of operation:

- Tags are read by the best path that the labels allow (Viterbi): inside of a run follows only its beginning or its inside.
- An *anchor* is what the parts of an attribution point to: its cue, or its first content where it has no cue.
- Every cue and content goes to the anchor that gets most of its pieces' probability. Cues at one anchor are one cue in pieces.
- A source goes to the anchor that it points to, and to each one whose cue points back to it: people who say two things are named once.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

__all__ = ["Arrow", "Found", "Pointer", "Run", "best_path", "decode", "pointed", "runs_of"]

Floats: TypeAlias = NDArray[np.float32]

#: What an impossible step costs, in log-probability.
_NEVER = -1e4

#: From how far before a forbidden step the best path is sought anew, in pieces.
_LOOK_BACK = 8


class Pointer(NamedTuple):
    """The vectors by which the pieces of a window point to each other; the first row is the mark that begins the window."""

    #: (pieces, width), of what points.
    dependent: Floats
    #: (pieces, width), of what is pointed to.
    target: Floats
    #: (pieces,), how often a piece is pointed to at all.
    prior: Floats


class Run(NamedTuple):
    """A labelled run of pieces."""

    label: str
    first: int
    #: The piece after its last.
    last: int
    #: The mean probability of its tags, in [0, 1].
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


def best_path(scores: Floats, tags: Sequence[str]) -> list[int]:
    """Return the number of the best tag for each piece, so that I-x follows B-x or I-x only.

    Where the best tags by themselves keep to the rule they are the best path; else it is sought from a little before the offence on.
    """
    path: list[int] = scores.argmax(1).tolist()
    before = -1
    for place, tag in enumerate(path):
        if not _may_follow(tags, path[place - 1] if place else 0, tag) and place > before:
            first = max(0, place - _LOOK_BACK)
            before = next((end for end in range(place, len(path)) if path[end] == 0), len(path))
            path[first:before] = _viterbi(scores[first:before], tags, path[first - 1] if first else 0)
    return path


def _may_follow(tags: Sequence[str], before: int, tag: int) -> bool:
    return tags[tag][0] != "I" or tags[before][1:] == tags[tag][1:]


def _viterbi(scores: Floats, tags: Sequence[str], before: int) -> list[int]:
    step = np.array([[0.0 if _may_follow(tags, a, b) else _NEVER for b in range(len(tags))] for a in range(len(tags))])
    best = scores[0] + step[before]
    back = []
    for row in scores[1:]:
        ways = best[:, None] + step
        back.append(ways.argmax(0))
        best = ways.max(0) + row
    path = [int(best.argmax())]
    for row in reversed(back):
        path.append(int(row[path[-1]]))
    return path[::-1]


def runs_of(path: Sequence[int], scores: Floats, tags: Sequence[str]) -> list[Run]:
    """Return the labelled runs of a path, in text order."""
    out = []
    place = 0
    while place < len(path):
        first = place
        place += 1
        if path[first] == 0:
            continue
        inside = path[first] + 1  # I-x stands after B-x
        while place < len(path) and path[place] == inside:
            place += 1
        chosen = scores[np.arange(first, place), path[first:place]]
        out.append(Run(tags[path[first]][2:], first, place, float(np.exp(chosen.mean()))))
    return out


def pointed(pointer: Pointer, rows: Sequence[int]) -> Floats:
    """Return (rows, pieces) probabilities that a piece of `rows` points to a piece; both count from the window's mark."""
    dependent = pointer.dependent[rows]
    scores = dependent @ pointer.target.T / math.sqrt(dependent.shape[1]) + pointer.prior
    scores -= scores.max(1, keepdims=True)
    np.exp(scores, out=scores)
    scores /= scores.sum(1, keepdims=True)
    return scores


def decode(scores: Floats, pointers: Mapping[str, Pointer], tags: Sequence[str]) -> Found:
    """Read the scores of one window.

    Args:
        scores: (pieces, tags) log-probabilities, without the window's marks.
        pointers: of the links `attribution:of-cue` and `attribution:from-source`, with the window's marks.
        tags: what the columns of `scores` stand for: O, then B and I of each label.
    """
    runs = runs_of(best_path(scores, tags), scores, tags)
    return Found(runs, list(_arrows(runs, pointers)))


def _mass(pointer: Pointer, runs: Sequence[Run], targets: Sequence[Run]) -> Floats:
    """Return (runs, targets) the mean probability by which the pieces of a run point into a target."""
    rows = [piece + 1 for run in runs for piece in range(run.first, run.last)]
    at = np.cumsum([0, *(run.last - run.first for run in runs)])[:-1]
    probable = pointed(pointer, rows)
    into = np.stack([probable[:, run.first + 1 : run.last + 1].sum(1) for run in targets], axis=1)
    means: Floats = np.add.reduceat(into, at, axis=0) / np.array([[run.last - run.first] for run in runs])
    return means


#: A source that its cue points back to is its source from this probability on.
_POINTED_BACK = 0.5


def _arrows(runs: Sequence[Run], pointers: Mapping[str, Pointer]) -> Iterator[Arrow]:
    """Yield which runs belong to which anchors."""
    cues = [number for number, run in enumerate(runs) if run.label == "attribution:cue"]
    contents = [number for number, run in enumerate(runs) if run.label == "attribution:content"]
    sources = [number for number, run in enumerate(runs) if run.label == "attribution:source"]
    places = sorted(cues + contents)
    if not contents:
        return
    mass = _mass(pointers["attribution:of-cue"], runs, [runs[number] for number in places])
    column = {number: at for at, number in enumerate(places)}

    def best(number: int, allowed: Sequence[int]) -> int:
        return max(allowed, key=lambda anchor: (mass[number, column[anchor]], -anchor))

    anchor_of: dict[int, int] = {cue: best(cue, cues) for cue in cues}
    for cue in cues:  # of cues that point round to each other, each is its own
        if anchor_of[anchor_of[cue]] != anchor_of[cue]:
            anchor_of[cue] = cue
    for content in contents:
        anchor = best(content, [*cues, *(other for other in contents if other <= content)])
        anchor_of[content] = anchor_of.get(anchor, anchor) if anchor != content else content
    for number, anchor in sorted(anchor_of.items()):
        yield Arrow(number, anchor, float(mass[number, column[anchor]]))
    anchors = sorted(set(anchor_of.values()))
    if not sources:
        return
    chosen = {(source, anchor_of[best(source, places)]): 0.0 for source in sources}
    for source, anchor in chosen:
        chosen[source, anchor] = float(mass[source, column[anchor]])
    if cues:
        back = _mass(pointers["attribution:from-source"], [runs[cue] for cue in cues], [runs[source] for source in sources])
        for row, cue in enumerate(cues):
            at = int(back[row].argmax())
            if back[row, at] >= _POINTED_BACK:
                key = sources[at], anchor_of[cue]
                chosen[key] = max(chosen.get(key, 0.0), float(back[row, at]))
    yield from (Arrow(source, anchor, score) for (source, anchor), score in sorted(chosen.items()) if anchor in anchors)
