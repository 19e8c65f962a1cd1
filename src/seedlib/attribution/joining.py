"""From findings to claims: what belongs to the next speaker cut off, duplicates dropped, claims placed within claims.

Rules:

- A claim's kind, rule and confidence are those of its frame; what the words make of the kind is for qualification to say.
- Of claims with the same content and the same source the surest stays; one without a source gives way to one that has one.
- `within` is the smallest other claim that covers a claim's content.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from seedlib.attribution.attempts import Reader
from seedlib.attribution.findings import Finding
from seedlib.attribution.ground import Ground, Range
from seedlib.model import Claim, Provenance, Span, evolved

__all__ = ["cut_at_next", "nest", "to_claim", "turn_claim", "unique"]

#: That it is the rules' work.
_RULES = Provenance(about="content", component="seedlib:rules")

#: That a turn is its speaker's the format states; what is left is a parser's mistake.
_STATED = 0.99


def cut_at_next(reader: Reader, findings: Sequence[Finding]) -> None:
    """End a clause where the next speaker's begins: `he said A, while others said B`; the findings of a sentence shrink."""
    for finding, after in pairwise(findings):
        first, last = finding.content[-1]
        if after.behind and after.cue is not None and first < after.cue[0] < last and reader.folded[after.cue[0] - 1] in reader.comma:
            finding.content[-1] = first, after.cue[0] - 1  # dass sie sicher sei |, erklärt Kern|
            continue
        if after.source is None or after.cue is None or not first < after.source[0] <= after.cue[0] < last:
            continue
        end = after.source[0]
        while end > first and reader.joins_clauses(end - 1):
            end -= 1
        if first < end and reader.folded[end] in reader.comma:
            finding.content[-1] = first, end


def _merged(parts: Iterable[Range]) -> list[Range]:
    """Return the parts in text order, those that overlap as one."""
    out: list[Range] = []
    for first, last in sorted(parts):
        if out and first < out[-1][1]:
            out[-1] = out[-1][0], max(last, out[-1][1])
        else:
            out.append((first, last))
    return out


def _quotation(ground: Ground, finding: Finding, parts: Sequence[Range]) -> str:
    """Say how a content is reported: all of it in quotation marks, some of it, or none."""
    if len(finding.quotes) == len(parts) and all(ground.quotes[index] in parts for index in finding.quotes):
        return "direct"
    quoted = bool(finding.quotes) or any(ground.quoted_between(first, last) for first, last in parts)
    return "mixed" if quoted else "indirect"


def to_claim(ground: Ground, finding: Finding) -> Claim:
    """Turn a finding into a claim."""
    parts, cues = _merged(finding.content), _merged(finding.cues)
    return Claim(
        kind=finding.kind,
        content=[ground.span(part) for part in parts],
        source=[ground.span(part) for part in _merged(finding.sources)],
        cue=[ground.span(part) for part in cues],
        quotation=_quotation(ground, finding, parts),
        confidence=finding.confidence,
        provenance=[*_provenance(finding, [ground.span(part) for part in cues or parts[:1]])],
    )


def _provenance(finding: Finding, evidence: Sequence[Span]) -> Iterator[Provenance]:
    """Yield who found the claim: the taggers by whose labels it was made, or the rules; and whose source it has, if that is another's."""
    for maker in finding.taggers or (_RULES,):
        yield evolved(maker, about="content", rule=finding.rule, confidence=finding.confidence, spans=evidence)
    if finding.lent:
        yield evolved(_RULES, about="source", rule=finding.lent, confidence=finding.confidence, spans=evidence)


def turn_claim(words: Span, speaker: Span) -> Claim:
    """Make a claim of a turn, whose speaker the format states."""
    about = evolved(_RULES, rule="turn", confidence=_STATED, spans=(speaker,))
    return Claim(content=(words,), source=(speaker,), quotation="direct", confidence=_STATED, provenance=(about,))


def unique(claims: Iterable[Claim]) -> list[Claim]:
    """Return the claims in text order, without those that another one says too."""
    kept: dict[tuple[tuple[Span, ...], tuple[Span, ...]], Claim] = {}
    said: set[tuple[Span, ...]] = set()
    for claim in sorted(claims, key=lambda claim: (not claim.source, -claim.confidence)):
        key = claim.content, claim.source
        if key not in kept and (claim.source or claim.content not in said):
            kept[key] = claim
            said.add(claim.content)
    return sorted(kept.values(), key=lambda claim: (claim.content[0].start, -claim.content[-1].end, claim.id))


def _covers(outer: Claim, inner: Claim) -> bool:
    return all(any(part.covers(piece) for part in outer.content) for piece in inner.content)


def nest(claims: Sequence[Claim]) -> list[Claim]:
    """Return the claims, each with the id of the smallest longer one that covers its content as `within`."""
    lengths = [sum(len(part) for part in claim.content) for claim in claims]
    parts = sorted((part.start, -part.end, index) for index, claim in enumerate(claims) for part in claim.content)
    outer: dict[int, int] = {}
    open_parts: list[tuple[int, int]] = []  # (end, claim) of what covers the place
    for start, minus_end, index in parts:
        open_parts = [held for held in open_parts if held[0] > start]
        inner = claims[index]
        if start == inner.content[0].start:
            around = {held for end, held in open_parts if end >= -minus_end and held != index}
            fitting = [held for held in around if lengths[held] > lengths[index] and _covers(claims[held], inner)]
            if fitting:
                outer[index] = min(fitting, key=lambda held: (lengths[held], held))
        open_parts.append((-minus_end, index))
    return [evolved(claim, within=claims[outer[index]].id) if index in outer else claim for index, claim in enumerate(claims)]
