"""What is marked in a text, cut into runs that follow one another: overlapping and nested spans drawn without nesting markup.

Rules:

- The text is cut at every border of a mark and of a block; a run knows all the marks over it, outer ones first.
- Runs cover the text without a gap, so that nothing of it is lost; a mark that leaves the text, as another program may write it, is
  cut off at its end.
- A mark's number points into the analysis's tuple: claims, actors or problems, counted from 0.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise

from seedlib.model import Analysis, Span, value

__all__ = ["CLAIM_ROLES", "Mark", "Run", "cut", "marks_of"]

#: The parts of a claim that are marked: its words, whoever says it, what tells that it is said, and what it depends on.
CLAIM_ROLES = ("content", "source", "cue", "condition")


@value  # positional: a long text has tens of thousands
class Mark:
    """A stretch of text that something is said of."""

    start: int
    end: int
    #: One of `CLAIM_ROLES`, `mention` or `problem`.
    role: str
    #: Which claim, actor or problem.
    number: int


@value  # positional, as Mark
class Run:
    """A stretch of text over which the same marks stand."""

    start: int
    end: int
    marks: tuple[Mark, ...]


def marks_of(analysis: Analysis) -> Iterator[Mark]:
    """Yield everything that is marked in an analysis's text."""
    for number, claim in enumerate(analysis.claims):
        held = (claim.content, claim.source, claim.cue, claim.arguments.get("condition", ()))
        for role, spans in zip(CLAIM_ROLES, held, strict=True):
            yield from (Mark(span.start, span.end, role, number) for span in spans)
    actors = analysis.actor_places()
    for mention in analysis.mentions:
        if mention.actor in actors:
            yield Mark(mention.span.start, mention.span.end, "mention", actors[mention.actor])
    for number, problem in enumerate(analysis.problems):
        if problem.span is not None:
            yield Mark(problem.span.start, problem.span.end, "problem", number)


def cut(length: int, marks: Iterable[Mark], borders: Iterable[Span] = ()) -> Iterator[Run]:
    """Cut a text of `length` code points at every border, and yield its runs in order.

    >>> [(run.start, run.end, [mark.number for mark in run.marks]) for run in cut(9, [Mark(0, 6, "content", 0), Mark(4, 9, "content", 1)])]
    [(0, 4, [0]), (4, 6, [0, 1]), (6, 9, [1])]

    Args:
        length: of the text.
        marks: in any order; they may overlap and nest.
        borders: of blocks, no run of which goes on in another.
    """
    begins: dict[int, list[Mark]] = defaultdict(list)
    ends: dict[int, list[Mark]] = defaultdict(list)
    for mark in sorted(dict.fromkeys(marks), key=lambda mark: -mark.end):  # outer ones first; an actor's mention may be given twice
        if mark.start < length:
            begins[mark.start].append(mark)
            ends[min(mark.end, length)].append(mark)
    points = {0, length, *begins, *ends, *(min(at, length) for span in borders for at in (span.start, span.end))}
    over: dict[Mark, None] = {}
    for start, end in pairwise(sorted(points)):
        for mark in ends[start]:
            del over[mark]
        over.update(dict.fromkeys(begins[start]))
        yield Run(start, end, tuple(over))
