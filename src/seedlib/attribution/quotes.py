"""Quotations that have no cue of their own: they go on from the one before, over sentences and paragraphs.

    "We won," she said. "We won twice."          the second is hers too
    "We won. (paragraph) "We won twice," she said.   so is the first, which nothing closes

Rules:

- A quotation goes on from the one before if nothing but the clause of speech stands between, or if that one is not closed.
- A quotation that another claim holds is left to it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from seedlib.attribution.findings import Finding
from seedlib.attribution.ground import Ground

__all__ = ["join_quotations"]


def join_quotations(ground: Ground, findings: Iterable[Finding]) -> None:
    """Give each quotation without a cue to the claim that it goes on from; the findings grow."""
    holder = _holders(ground, findings)
    speaking: Finding | None = None
    for index, (first, last) in enumerate(ground.quotes):
        held = holder.get(index)
        if held is None and speaking is not None and _goes_on(ground, speaking, index):
            speaking.add_quote(index, (first, last))
            continue
        speaking = held if held is not None and index in held.quotes else None
    _carry_back(ground, holder)


def _holders(ground: Ground, findings: Iterable[Finding]) -> dict[int, Finding]:
    """Return the claim that holds each quotation; the claims whose quotation it is come before those that only cover it."""
    covered: dict[int, Finding] = {}
    quoted: dict[int, Finding] = {}
    for finding in findings:
        quoted.update((index, finding) for index in finding.quotes if index not in quoted)
        for start, end in finding.content:
            at = bisect_left(ground.quote_firsts, start)
            while at < len(ground.quotes) and ground.quotes[at][0] < end:
                covered.setdefault(at, finding)
                at += 1
    return covered | quoted


def _goes_on(ground: Ground, speaking: Finding, index: int) -> bool:
    """Say whether the quotation stands right after what the claim holds: in its paragraph, at a sentence's start."""
    first = ground.quotes[index][0]
    before = index - 1
    if not ground.quotations[before].closed and before in speaking.quotes:
        return True
    end = max(speaking.cue[1], speaking.source[1] if speaking.source else 0, speaking.content[-1][1])
    between = bisect_left(ground.sentence_firsts, end), bisect_left(ground.sentence_firsts, first)
    return (
        first in ground.sentence_starts
        and between[0] == between[1]
        and ground.paragraph_of(first) == ground.paragraph_of(speaking.cue[0])
    )


def _carry_back(ground: Ground, holder: dict[int, Finding]) -> None:
    """Give an open quotation, one that no mark closes, to the speaker of the one that goes on from it."""
    for index in range(len(ground.quotes) - 2, -1, -1):
        after = holder.get(index + 1)
        if index in holder or ground.quotations[index].closed or after is None or index + 1 not in after.quotes:
            continue
        after.add_quote(index, ground.quotes[index])
        holder[index] = after
