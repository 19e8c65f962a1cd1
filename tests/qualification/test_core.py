"""How a claim is put: kind, modality, polarity, condition, addressee and time, on made-up sentences."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedlib.model import CLAIM_KINDS, MODALITIES, POLARITIES, Claim, Span
from seedlib.qualification.texts import Text
from tests.qualification.conftest import Findings, cases, context, make_analysis, make_claim, qualify, with_mentions

#: Words that the rules know, and signs that they look at.
PIECES = st.sampled_from(
    ["If ", "if ", "the mayor ", "would ", "not ", "that ", "who ", "said ", "told ", "to ", ", ", ". ", "? ", "“", "” ",
     "Had ", "May 9 ",
     "may ", "I think ", "no ", "because ", "and ", "he would ", "corrupt ", "— ", "a plan to ", "then ", "I'd "]
)  # fmt: skip


def _words(text: str, spans: tuple[Span, ...]) -> str | None:
    return " … ".join(text[span.start : span.end] for span in spans) or None


@pytest.mark.parametrize("row", cases("qualification"))
def test_claim_is_put_as_its_words_say(row: dict[str, Any]) -> None:
    """Every field is as expected; what a case does not name is at its default."""
    analysis = with_mentions(make_analysis(row["text"]), row.get("mentions", []))
    found = qualify(Text(analysis, context()), make_claim(row))
    defaults = {"kind": row.get("kind", "statement"), "modality": "asserted", "polarity": "positive"}
    expected = {**dict.fromkeys(("condition", "addressee", "time", "date")), **defaults, **row["expect"]}
    actual = {name: _words(row["text"], found.arguments.get(name, ())) for name in ("condition", "addressee", "time")}
    actual |= {"kind": found.kind, "modality": found.modality, "polarity": found.polarity, "date": found.time}
    if "words" in expected:
        actual["words"] = _words(row["text"], found.arguments.get("modality", ()))
    assert expected == actual


def test_named_addressee_is_an_actor_too() -> None:
    """A name in the addressee's words gives its actor."""
    text = "The mayor demanded that Norway cut taxes."
    analysis = with_mentions(make_analysis(text), ["Norway"])
    claim = make_claim({"text": text, "content": "that Norway cut taxes", "cue": "demanded", "kind": "demand"})
    found = {finding.field: finding.value for finding in qualify(Text(analysis, context()), claim).findings}
    assert found["addressees"] == ("doc:norway",)


def test_signs_alone_are_put_as_they_came() -> None:
    """A content without a word keeps the claim's kind, and nothing is found."""
    text = Text(make_analysis("“…” said Poe."), context())
    assert Findings(kind="belief") == qualify(text, Claim(content=[Span(0, 3)], kind="belief"))


def test_language_without_lexicons_finds_nothing() -> None:
    """Without words to look for, every claim is a positive assertion."""
    text = Text(make_analysis("Der Hafen könnte nicht schließen, sagte sie."), context("de"))
    assert Findings() == qualify(text, Claim(content=[Span(0, 32)]))


def test_analysis_without_layers_finds_nothing() -> None:
    """A text that nobody has cut has no words to read."""
    from seedlib.model import Analysis, Document

    text = Text(Analysis(document=Document(text="It may rain.")), context())
    assert Findings() == qualify(text, Claim(content=[Span(0, 11)]))


@given(st.lists(PIECES, min_size=1, max_size=40).map("".join), st.data())
def test_any_text_is_qualified_within_its_bounds(text: str, data: st.DataObject) -> None:
    """No text raises; values are known ones, and every piece of evidence lies in the text."""
    if not text.strip():
        return
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    cue = data.draw(st.integers(0, len(text) - 1))
    claim = Claim(content=[Span(start, end)], cue=[Span(cue, len(text))], quotation=data.draw(st.sampled_from(["direct", "indirect"])))
    found = qualify(Text(make_analysis(text), context()), claim)
    assert found.kind in CLAIM_KINDS
    assert found.modality in MODALITIES
    assert found.polarity in POLARITIES
    assert all(span.end <= len(text) for finding in found.findings for span in finding.spans)
    assert all(0 <= finding.confidence <= 1 for finding in found.findings)
