"""Which claims are one, and how a claim is put by what qualifiers propose."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from seedlib.components import Proposal
from seedlib.merging.answers import Answer, proposed, surest_first
from seedlib.model import Claim, Qualification, claim_id, evolved, overlapping

__all__ = ["merge_claims", "qualification", "twins"]

#: How far a positive claim of each modality holds, see `Qualification.factuality`. FactBank (Saurí and Pustejovsky 2009) has 3, 2 and 1 for
#: the certain, probable and possible; the numbers here are nearer to what readers say of events in news (Lee et al. 2015, training part).
_HOLDS = {"asserted": 3.0, "probable": 2.2, "required": 1.4, "desired": 1.4, "possible": 1.1, "hypothetical": 0.9}

#: What is so where nobody proposes anything else.
_PLAIN = {"modality": "asserted", "polarity": "positive"}


def merge_claims(answers: Sequence[Answer[Claim]], text: str, stated: Sequence[Claim] = ()) -> tuple[Claim, ...]:
    """Return one claim for those with the same content words and overlapping, or no, sources; `stated` ones always stay.

    Each claim's id is that of its spans, and `within` follows the claims that stay.
    """
    kept: dict[tuple[tuple[int, int], ...], list[Claim]] = {}
    owners: dict[str, str] = {}  # from a claim's id to the component whose ids its `within` is in
    moved: dict[tuple[str, str], str] = {}
    for claim in stated:
        kept.setdefault(_words_of(claim, text), []).append(claim)
    for answer in surest_first(answers):
        claim, owner = answer.held, answer.component.full_name
        own_id = _own_id(claim)
        same = kept.setdefault(_words_of(claim, text), [])
        twin = next((other for other in same if other.id == own_id or _one_claim(claim, other)), None)
        moved[owner, claim.id] = twin.id if twin else own_id
        if twin is None:
            owners[own_id] = owner
            same.append(claim if claim.id == own_id else evolved(claim, id=own_id))
    claims = [claim for same in kept.values() for claim in same]
    ids = {claim.id for claim in claims}

    def placed(claim: Claim) -> Claim:
        if claim.within is None or claim.id not in owners:
            return claim
        within: str | None = moved.get((owners[claim.id], claim.within), claim.within)
        within = within if within in ids and within != claim.id else None
        return claim if within == claim.within else evolved(claim, within=within)

    return tuple(placed(claim) for claim in claims)


def _words_of(claim: Claim, text: str) -> tuple[tuple[int, int], ...]:
    """Return where a claim's content begins and ends, quotation marks, other signs and white space at the edges left out."""
    out = []
    for span in claim.content:
        start, end = span.start, span.end
        while start < end and not text[start].isalnum():
            start += 1
        while end > start and not text[end - 1].isalnum():
            end -= 1
        if start < end:
            out.append((start, end))
    return tuple(out)


def _one_claim(one: Claim, other: Claim) -> bool:
    if one.by_author or other.by_author:
        return one.by_author == other.by_author
    return not (one.source and other.source) or overlapping(one.source, other.source)


def twins(claim: Claim, answers: Sequence[Answer[Claim]], text: str) -> list[Answer[Claim]]:
    """Return the answers that are one claim with this one, as `merge_claims` sees it, the surest first; its own is among them.

    Args:
        claim: one that stands.
        answers: what extractors answered.
        text: the document's.
    """
    place = _words_of(claim, text)
    same = (answer for answer in surest_first(answers) if _words_of(answer.held, text) == place)
    return [answer for answer in same if _own_id(answer.held) == claim.id or _one_claim(answer.held, claim)]


def _own_id(claim: Claim) -> str:
    return claim_id(claim.content, claim.source, claim.cue)


def qualification(claim: Claim, proposals: Sequence[Answer[Proposal]]) -> Qualification:
    """Return how a claim is put, by what qualifiers propose for it."""
    put = proposed(claim, proposals)
    modality, polarity = (_probabilities(field, proposals) for field in _PLAIN)
    holds = sum(_HOLDS[name] * share for name, share in modality.items())
    return Qualification(
        kind=put.kind,
        modality=put.modality,
        polarity=put.polarity,
        time=put.time,
        arguments=put.arguments,
        provenance=put.provenance,
        factuality=round(holds * (1 - 2 * polarity.get("negative", 0.0)), 4),
    )


def _probabilities(field: str, proposals: Iterable[Answer[Proposal]]) -> dict[str, float]:
    """Return the probability of each value that is proposed for a field; what they leave is that of the plain value.

    A qualifier that knows the probabilities of several values, as a learned one does, proposes them all.
    """
    shares: dict[str, float] = {}
    for answer in proposals:
        held = answer.held
        if held.field == field:
            shares[held.value] = max(shares.get(held.value, 0.0), held.confidence)
    left = 1 - sum(shares.values())
    if left > 0:
        shares[_PLAIN[field]] = shares.get(_PLAIN[field], 0.0) + left
    return {name: share / sum(shares.values()) for name, share in shares.items()}
