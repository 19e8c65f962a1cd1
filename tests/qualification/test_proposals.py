"""What the pipeline is proposed, and that the stage keeps its time."""

from __future__ import annotations

import attrs
import pytest

from seedlib.components import Proposal
from seedlib.model import Analysis, Claim, Span
from seedlib.qualification import QUALIFIERS
from seedlib.qualification.proposals import propose
from tests.qualification.conftest import context, make_analysis, make_claim


def _words(analysis: Analysis, proposal: Proposal) -> str:
    held = proposal.value
    return held if isinstance(held, str) else analysis.text_of(held)


def test_proposals_name_claim_field_rule_and_evidence() -> None:
    """Each finding is proposed for its claim."""
    text = "The mayor said the pier may not open."
    claim = make_claim({"text": text, "content": "the pier may not open", "cue": "said", "source": "The mayor"})
    analysis = attrs.evolve(make_analysis(text), claims=[claim])
    found = {(p.subject, p.field, _words(analysis, p), p.rule) for p in propose(analysis, context())}
    assert found == {
        (claim.id, "modality", "possible", "modal"),
        (claim.id, "arguments.modality", "may", "modal"),
        (claim.id, "polarity", "negative", "negation"),
        (claim.id, "arguments.negation", "not", "negation"),
        (claim.id, "arguments.negation-scope", "open", "clause-end"),
    }


def test_no_claims_no_proposals() -> None:
    """Without claims nothing is read."""
    assert list(propose(make_analysis("It may rain."), context())) == []


def test_author_claims_are_qualified_like_others() -> None:
    """The stage's two functions fit: a condition that the content leaves out comes back as an argument."""
    analysis = make_analysis("If it rains, the fair must close.", genre="opinion")
    (qualifier,) = QUALIFIERS
    assert qualifier.claims is not None
    assert qualifier.propose is not None
    analysis = attrs.evolve(analysis, claims=list(qualifier.claims(analysis, context())))
    found = {p.field: _words(analysis, p) for p in qualifier.propose(analysis, context())}
    assert (found["kind"], found["modality"], found["arguments.condition"]) == ("demand", "required", "If it rains")


@pytest.mark.parametrize("piece", ["if ", "not ", ", ", "“", "(", "who ", "the mayor may ", "May 9 ", "x", "should we? "])
def test_repetition_costs_no_more_than_length(piece: str) -> None:
    """A claim over one endless sentence reads a bounded part of it, and nothing raises."""
    text = piece * 20_000
    analysis = make_analysis(text)
    claims = [Claim(content=[Span(offset, len(text))], cue=[Span(0, 1)]) for offset in range(50)]
    analysis = attrs.evolve(analysis, claims=claims)
    assert all(p.confidence <= 1 for p in propose(analysis, context()))
