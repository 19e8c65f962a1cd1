"""Scoring: what was found held against what people marked, and what confidence is worth.

Rules:

- Spans are compared as sets of words, so that marks and blanks at an edge never matter.
- `source`, `cue` and `content` count the words that carry the role in any attribution of a text.
- `found`: contents share at least half of their words (intersection over union), one to one, the most alike first.
  `exact`: they hold the same words. `full`: found, and the sources share a word, or neither has one.
- An attribution whose content has no word counts for nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from seedlib.model import value
from seedlib.training.sets import ROLES, Offsets

__all__ = [
    "FIGURES",
    "SAME",
    "Attribution",
    "Bin",
    "Count",
    "Judged",
    "Pair",
    "TextWords",
    "bins_of",
    "calibration_error",
    "count",
    "judge",
    "source_accuracy",
]

#: A word. The standard library's `re` takes other signs for parts of words than `regex` does (`½`, combining marks): figures are to be
#: those of the program by which other systems were measured.
_WORD = re.compile(r"\w+")

#: All that is counted.
FIGURES = (*ROLES, "found", "exact", "full")

#: From which share of common words on two contents are one.
SAME = 0.5


class TextWords:
    """The words of a text.

    >>> words = TextWords("“No,” he said.")
    >>> words.touched([(0, 5), (9, 13)])
    frozenset({0, 2})
    """

    __slots__ = ("ends", "starts")
    #: Their first code points.
    starts: list[int]
    #: The code points after their last ones.
    ends: list[int]

    def __init__(self, text: str) -> None:
        spans = [match.span() for match in _WORD.finditer(text)]
        self.starts = [start for start, _ in spans]
        self.ends = [end for _, end in spans]

    def __len__(self) -> int:
        return len(self.starts)

    def touched(self, spans: Iterable[Offsets]) -> frozenset[int]:
        """Return the indices of the words that overlap any of the spans."""
        found: set[int] = set()
        for start, end in spans:
            at = bisect_right(self.ends, start)
            while at < len(self.starts) and self.starts[at] < end:
                found.add(at)
                at += 1
        return frozenset(found)


class Attribution(NamedTuple):
    """Who says what by which words: indices of words."""

    source: frozenset[int]
    cue: frozenset[int]
    content: frozenset[int]

    @classmethod
    def of(cls, words: TextWords, spans: Mapping[str, Iterable[Offsets]]) -> Attribution:
        """Return an attribution given by the spans of its roles; a role may be absent."""
        return cls(*(words.touched(spans.get(role) or ()) for role in ROLES))


class Pair(NamedTuple):
    """Two contents that share words."""

    #: Common words over all words of both, in (0, 1].
    alike: float
    #: Index of the one that was marked.
    expected: int
    #: Index of the one that was found.
    found: int


@value(kw_only=True)
class Judged:
    """A text's attributions, those that people marked and those that were found, and which are which."""

    expected: tuple[Attribution, ...]
    found: tuple[Attribution, ...]
    #: One to one, the most alike first.
    pairs: tuple[Pair, ...]

    def is_full(self, pair: Pair) -> bool:
        """Say whether a pair is found and its sources agree."""
        wanted, had = self.expected[pair.expected].source, self.found[pair.found].source
        return pair.alike >= SAME and (bool(wanted & had) or wanted == had)

    def grades(self, pair: Pair) -> dict[str, bool]:
        """Say for `found`, `exact` and `full` whether a pair is it."""
        return {"found": pair.alike >= SAME, "exact": pair.alike == 1.0, "full": self.is_full(pair)}


class Count(NamedTuple):
    """How many were marked, how many found, and how many of either are right."""

    #: Of those found, how many were marked.
    right: int = 0
    found: int = 0
    expected: int = 0
    #: Of those marked, how many were found; differs from `right` only where the two are grouped each by its own words.
    recalled: int | None = None

    @property
    def precision(self) -> float:
        """The part of those found that is right; 0 where nothing was found."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """The part of those marked that was found; 0 where nothing was marked."""
        return (self.right if self.recalled is None else self.recalled) / self.expected if self.expected else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def _pairs(expected: Sequence[Attribution], found: Sequence[Attribution]) -> Iterable[Pair]:
    alike = []
    for i, wanted in enumerate(expected):
        for j, had in enumerate(found):
            common = len(wanted.content & had.content)
            if common:
                alike.append(Pair(common / len(wanted.content | had.content), i, j))
    taken: tuple[set[int], set[int]] = set(), set()
    for pair in sorted(alike, key=lambda pair: (-pair.alike, pair.expected, pair.found)):
        if pair.expected not in taken[0] and pair.found not in taken[1]:
            taken[0].add(pair.expected)
            taken[1].add(pair.found)
            yield pair


def judge(expected: Iterable[Attribution], found: Iterable[Attribution]) -> Judged:
    """Hold what was found in a text against what was marked there."""
    kept = [tuple(held for held in side if held.content) for side in (expected, found)]
    return Judged(expected=kept[0], found=kept[1], pairs=tuple(_pairs(*kept)))


def _words_of(side: Iterable[Attribution], role: str) -> frozenset[int]:
    return frozenset().union(*(getattr(held, role) for held in side))


def count(texts: Iterable[Judged]) -> dict[str, Count]:
    """Return each of `FIGURES` over some texts."""
    totals = {name: Count() for name in FIGURES}

    def add(name: str, right: int, found: int, expected: int) -> None:
        held = totals[name]
        totals[name] = Count(held.right + right, held.found + found, held.expected + expected)

    for text in texts:
        for role in ROLES:
            wanted, had = _words_of(text.expected, role), _words_of(text.found, role)
            add(role, len(wanted & had), len(had), len(wanted))
        grades = [text.grades(pair) for pair in text.pairs]
        for name in FIGURES[len(ROLES) :]:
            add(name, sum(grade[name] for grade in grades), len(text.found), len(text.expected))
    return totals


def source_accuracy(counts: Mapping[str, Count]) -> float:
    """Return how many of those found have the right source."""
    return counts["full"].right / counts["found"].right if counts["found"].right else 0.0


class Bin(NamedTuple):
    """Claims of about the same confidence."""

    claims: int
    #: The mean of their confidence.
    said: float
    #: How many of them are right.
    right: float


def bins_of(claims: Iterable[tuple[float, bool]], bins: int = 10) -> list[Bin]:
    """Return claims in bins of equal count, the least sure first.

    Args:
        claims: the confidence of each, and whether it is right.
        bins: how many; fewer where there are fewer claims.

    >>> bins_of([(0.9, True), (0.2, False), (0.8, True), (0.4, True)], bins=2)
    [Bin(claims=2, said=0.3, right=0.5), Bin(claims=2, said=0.85, right=1.0)]
    """
    held = sorted(claims, key=lambda claim: claim[0])
    borders = [len(held) * number // bins for number in range(bins + 1)]
    out = []
    for first, last in pairwise(borders):
        if chosen := held[first:last]:
            said = sum(confidence for confidence, _ in chosen) / len(chosen)
            out.append(Bin(len(chosen), round(said, 12), sum(right for _, right in chosen) / len(chosen)))
    return out


def calibration_error(bins: Iterable[Bin]) -> float:
    """Return the expected calibration error: by how much confidence is off, a mean over all claims; 0 without claims."""
    bins = list(bins)
    total = sum(held.claims for held in bins)
    return sum(held.claims * abs(held.said - held.right) for held in bins) / total if total else 0.0
