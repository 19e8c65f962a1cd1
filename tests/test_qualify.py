"""What `seedlib.qualify` answers: a value a span, by the qualifiers that are installed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import seedlib
from seedlib import Analysis, Claim, Registry, Span
from seedlib.components import Context, Proposal, Qualifier
from seedlib.errors import UsageError
from tests.qualification.conftest import span_of

TEXT = "The mayor said that the port may not open. Guards refused to leave."


class Learned:
    """A plugin whose qualifier knows the probabilities of several values."""

    @staticmethod
    @seedlib.hookimpl
    def seedlib_qualifiers() -> list[Qualifier]:
        def propose(analysis: Analysis, _: Context) -> Iterator[Proposal]:
            for claim in analysis.claims:
                for modality, share in (("asserted", 0.5), ("probable", 0.3), ("possible", 0.2)):
                    yield Proposal(subject=claim.id, field="modality", value=modality, confidence=share)
                yield Proposal(subject=claim.id, field="polarity", value="negative", confidence=0.25)

        return [Qualifier(name="learned", propose=propose)]


def analyzed() -> Analysis:
    return seedlib.analyze(TEXT, settings=seedlib.Settings(language="en"))


def test_one_value_a_span_in_the_order_given() -> None:
    """Spans may stand in any order, and twice."""
    leave, opened = span_of(TEXT, "leave"), span_of(TEXT, "open")
    found = seedlib.qualify(analyzed(), [leave, opened, leave])
    assert [(held.modality, held.polarity) for held in found] == [
        ("asserted", "negative"),
        ("possible", "negative"),
        ("asserted", "negative"),
    ]


def test_no_spans_no_values() -> None:
    """Nothing is asked, nothing is answered."""
    assert seedlib.qualify(analyzed(), []) == ()


def test_a_span_outside_of_the_text_is_refused() -> None:
    """The message says how long the text is."""
    with pytest.raises(UsageError, match=rf"found the span 5 to 9999, expected one inside of the text's {len(TEXT)} code points"):
        seedlib.qualify(analyzed(), [Span(0, 3), Span(5, 9999)])


def test_content_of_a_claim_is_put_as_the_claim_is() -> None:
    """The pipeline asks the same qualifiers: axes and evidence agree."""
    analysis = analyzed()
    (claim,) = (held for held in analysis.claims if len(held.content) == 1 and held.cue)
    (found,) = seedlib.qualify(analysis, claim.content)
    assert (found.kind, found.modality, found.polarity) == (claim.kind, claim.modality, claim.polarity)
    assert dict(found.arguments) == dict(claim.arguments)


def test_evidence_says_why() -> None:
    """The words that decide are kept, and the rule is named."""
    analysis = analyzed()
    (found,) = seedlib.qualify(analysis, [span_of(TEXT, "leave")])
    assert analysis.text_of(found.arguments["negation"]) == "refused to"
    assert "negation" in {held.about for held in found.provenance}


@pytest.mark.parametrize(
    ("text", "event", "lowest", "highest"),
    [
        ("The pier burned.", "burned", 3, 3),
        ("The pier did not burn.", "burn", -3, -1.5),
        ("The pier may burn.", "burn", 0.5, 1.5),
        ("The pier will burn.", "burn", 2, 3),
        ("If the pier burns, the town must pay.", "burns", 0.5, 1.5),
        ("She denied that the pier burned.", "burned", -3, -0.5),
    ],
)
def test_factuality_says_how_far_it_is_so(text: str, event: str, lowest: float, highest: float) -> None:
    """From -3, it did not happen, to 3, it did."""
    (found,) = seedlib.qualify(seedlib.analyze(text), [span_of(text, event)])
    assert lowest <= found.factuality <= highest


def test_an_analysis_read_back_is_cut_again() -> None:
    """The wire holds no words; they are found anew."""
    analysis = analyzed()
    spans = [span_of(TEXT, "leave")]
    assert seedlib.qualify(analysis, spans) == seedlib.qualify(seedlib.loads(seedlib.dumps(analysis)), spans)


def test_probabilities_of_a_plugin_enter_factuality() -> None:
    """What one qualifier proposes in shares is weighed by them."""
    registry = Registry.build(plugins=[Learned], entry_points=False, disabled=["seedlib"])
    (found,) = seedlib.qualify(Analysis(document=seedlib.Document(text=TEXT)), [Span(0, 9)], registry=registry)
    assert found.modality == "asserted"
    assert found.factuality == pytest.approx((0.5 * 3 + 0.3 * 2.2 + 0.2 * 1.1) * (1 - 2 * 0.25))


def test_stated_claims_are_asked_about_too() -> None:
    """A claim that a parser stated is a stretch like any other."""
    claim = Claim(content=[span_of(TEXT, "the port may not open")], cue=[span_of(TEXT, "said")])
    stated = Analysis(document=seedlib.Document(text=TEXT), claims=[claim], stated={"claims"})
    (found,) = seedlib.qualify(stated, claim.content)
    assert (found.modality, found.polarity) == ("possible", "negative")
