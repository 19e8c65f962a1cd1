"""Quotations that have no cue of their own, and turns.

    "We won," she said. "We won twice."                   the second is hers too
    "We won. (paragraph) "We won twice," she said.        so is the first, which nothing closes
    Lee warned that we might lose: (paragraph) > We won.  a quotation that a sentence before it introduces
    MAYOR LEE: We won.                                    a turn, whose speaker the format states

Rules:

- A quotation goes on from the one before if nothing but the clause of speech stands between, or if that one is not closed.
- A quotation that another claim holds is left to it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

from seedlib.attribution.findings import Finding
from seedlib.attribution.ground import Ground

__all__ = ["join_quotations", "quotations_alone", "quotations_held", "quotations_introduced"]

#: Rule and confidence of a quotation that stands after somebody spoke in its paragraph, and of one that does not: how often PolNeAR's
#: train part has such a claim with such a source.
_AFTER_SPEAKER = "quotation-after-speaker", 0.41
_ALONE = "quotation-alone", 0.02

#: The same of a quotation that begins a paragraph after one that ends with a colon; there are but six.
_INTRODUCED = "quotation-introduced", 0.7

#: A quotation alone has at least this many words, so that titles and words in scare quotes are none.
_ALONE_WORDS = 6


def join_quotations(ground: Ground, findings: Iterable[Finding]) -> set[int]:
    """Give each quotation without a cue to the claim that it goes on from; the findings grow. Return which are held."""
    holder = _holders(ground, findings)
    speaking: Finding | None = None
    for index in range(len(ground.quotes)):
        held = holder.get(index)
        if held is None and speaking is not None and _goes_on(ground, speaking, index):
            speaking.add_quote(index, ground.quotes[index])
            holder[index] = speaking
        else:
            speaking = held if held is not None and index in held.quotes else None
    _carry_back(ground, holder)
    return set(holder)


def quotations_held(ground: Ground, findings: Iterable[Finding]) -> set[int]:
    """Return the quotations that findings hold as they are: whether one goes on, a tagger knows better."""
    return set(_holders(ground, findings))


def _holders(ground: Ground, findings: Iterable[Finding]) -> dict[int, Finding]:
    """Return the claim that holds each quotation; one whose quotation it is comes before one that only covers it."""
    covered: dict[int, Finding] = {}
    quoted: dict[int, Finding] = {}
    for finding in findings:
        for index in finding.quotes:
            quoted.setdefault(index, finding)
        for first, last in finding.content:
            at = bisect_left(ground.quote_firsts, first)
            while at < len(ground.quotes) and ground.quotes[at][0] < last:
                covered.setdefault(at, finding)
                at += 1
    return covered | quoted


def _goes_on(ground: Ground, speaking: Finding, index: int) -> bool:
    """Say whether the quotation goes on from the one before: after an open one, or a sentence that follows in the same paragraph."""
    first = ground.quotes[index][0]
    if index - 1 in speaking.quotes and (not ground.quotations[index - 1].closed or _follows_as_paragraph(ground, index)):
        return True
    if first not in ground.sentence_starts:
        return False
    between = bisect_left(ground.sentence_firsts, first) - bisect_left(ground.sentence_firsts, speaking.end)
    return between == 0 and ground.paragraph_of(first) == ground.paragraph_of(speaking.end - 1)


def _follows_as_paragraph(ground: Ground, index: int) -> bool:
    """Say whether the quotation is a paragraph of its own, and the one before ends the paragraph before."""
    first, last = ground.quotes[index]
    at = ground.paragraph_of(first)
    return ground.paragraphs[at] == (first, last) and ground.quotes[index - 1][1] == ground.paragraphs[at - 1][1]


def _carry_back(ground: Ground, holder: dict[int, Finding]) -> None:
    """Give an open quotation, one that no mark closes, to the speaker of the one that goes on from it."""
    for index in range(len(ground.quotes) - 2, -1, -1):
        after = holder.get(index + 1)
        if index in holder or ground.quotations[index].closed or after is None or index + 1 not in after.quotes:
            continue
        after.add_quote(index, ground.quotes[index])
        holder[index] = after


def quotations_introduced(ground: Ground, findings: Sequence[Finding], held: set[int], colon: frozenset[str]) -> Iterator[Finding]:
    """Yield the quotations that begin a paragraph after a colon, said by whoever speaks last before it."""
    speaking = [(finding.cue[0], finding.source) for finding in findings if finding.cue and finding.source and finding.form != "noun"]
    cues = [cue for cue, _ in speaking]
    for index, (first, last) in enumerate(ground.quotes):
        at = ground.paragraph_of(first)
        if index in held or at < 1 or ground.paragraphs[at][0] != first or ground.words.folded[first - 1] not in colon:
            continue
        before = bisect_right(cues, first) - 1
        if before >= 0 and cues[before] >= ground.paragraphs[at - 1][0]:
            finding = Finding("statement", *_INTRODUCED, source=speaking[before][1])
            finding.add_quote(index, (first, last))
            yield finding


def quotations_alone(ground: Ground, findings: Sequence[Finding], held: set[int]) -> Iterator[Finding]:
    """Yield the quotations of whole sentences that no claim holds, said by whoever spoke before in the paragraph."""
    speaking = [(finding.cue[0], finding.source) for finding in findings if finding.cue and finding.source and finding.form != "noun"]
    cues = [cue for cue, _ in speaking]
    for index, (first, last) in enumerate(ground.quotes):
        if index in held or index in ground.bare or first not in ground.sentence_starts or last - first < _ALONE_WORDS:
            continue
        at = bisect_right(cues, first) - 1
        near = at >= 0 and ground.paragraph_of(first) == ground.paragraph_of(cues[at])
        finding = Finding("statement", *(_AFTER_SPEAKER if near else _ALONE), source=speaking[at][1] if near else None)
        finding.add_quote(index, (first, last))
        yield finding
