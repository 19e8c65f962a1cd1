"""Which sentences are the author's own claims, on made-up texts."""

from __future__ import annotations

from typing import Any

import attrs
import pytest

from seedlib.model import Analysis, Block, Claim, Document, Layers, Quotation, Span, Spans
from seedlib.qualification.author import author_claims
from tests.qualification.conftest import cases, context, make_analysis, span_of


@pytest.mark.parametrize("row", cases("qualification-author"))
def test_author_claims_what_he_marks(row: dict[str, Any]) -> None:
    """The contents of the author's claims are the expected ones, in text order."""
    text = row["text"]
    analysis = make_analysis(
        text, block=row.get("block", "paragraph"), genre=row["genre"], title=row.get("title"), authors=row.get("authors", ())
    )
    source = [span_of(text, row["by"])] if "by" in row else ()
    others = [Claim(content=[span_of(text, words)], source=source) for words in row.get("others", [])]
    quotations = [Quotation(span=Span(0, text.index("”") + 1))] if text.startswith("“") else []
    analysis = attrs.evolve(analysis, claims=others, layers=attrs.evolve(analysis.layers, quotations=tuple(quotations)))
    found = author_claims(analysis, context(author_claims=row.get("settings", "marked")))
    assert row["claims"] == [analysis.text_of(claim.content) for claim in found]


def test_author_claim_names_rule_confidence_and_evidence() -> None:
    """A claim says why it is one, and has no source or cue."""
    analysis = make_analysis("The council should sell the pier.", genre="opinion")
    (claim,) = author_claims(analysis, context())
    (why,) = claim.provenance
    assert (
        claim.by_author, claim.source, claim.cue, why.about, why.rule, analysis.text_of(why.spans)
    ) == (True, (), (), "content", "modal", "should")  # fmt: skip
    assert claim.confidence == why.confidence


def test_line_without_a_full_stop_is_no_sentence_among_others() -> None:
    """A teaser or a caption stands between paragraphs; a text may be one line."""
    text = "Why the pier must never be sold\nThe council should sell it."
    analysis = make_analysis(text, genre="opinion")
    lines = [Span(0, text.index("\n")), Span(text.index("The"), len(text))]
    sentences = Spans((span.start, span.end) for span in lines)
    analysis = attrs.evolve(analysis, layers=attrs.evolve(analysis.layers, sentences=sentences))
    parted = attrs.evolve(analysis.document, blocks=[Block(kind="paragraph", span=span) for span in lines])
    among = author_claims(attrs.evolve(analysis, document=parted), context())
    assert [analysis.text_of(claim.content) for claim in among] == ["The council should sell it"]
    alone = make_analysis("Why the pier must never be sold", genre="opinion")
    assert [alone.text_of(claim.content) for claim in author_claims(alone, context())] == [alone.document.text]


def test_items_of_a_list_belong_to_the_sentence_that_leads_in() -> None:
    """Each item is a claim, though nothing marks it; what stands behind the list is not."""
    text = "The city should do this:\nSell the old pier;\nClose the summer fair\nShips come and go."
    analysis = make_analysis(text, genre="opinion")
    lines = [Span(text.index(line), text.index(line) + len(line)) for line in text.split("\n")]
    kinds = ("paragraph", "list-item", "list-item", "paragraph")
    document = attrs.evolve(analysis.document, blocks=[Block(kind=kind, span=span) for kind, span in zip(kinds, lines, strict=True)])
    sentences = Spans((span.start, span.end) for span in lines)
    analysis = attrs.evolve(analysis, document=document, layers=attrs.evolve(analysis.layers, sentences=sentences))
    found = [analysis.text_of(claim.content) for claim in author_claims(analysis, context())]
    assert found == ["The city should do this", "Sell the old pier", "Close the summer fair"]


def test_author_claim_says_why_its_text_is_opinion() -> None:
    """Where no metadata do: the words in which he names himself, or the marks of his judgement."""
    analysis = make_analysis("I visited the pier. We must save it. Nobody asked me.", genre=None)
    first, *_ = author_claims(analysis, context())
    why = first.provenance[-1]
    assert (why.about, why.rule, analysis.text_of(why.spans)) == ("genre", "first-person", "I … We … me")


@pytest.mark.parametrize("genre", ["opinion", None])
def test_author_claim_of_a_title_or_stated_opinion_needs_no_reason(genre: str | None) -> None:
    """A title's claim stands in any genre, and metadata have their own provenance."""
    analysis = make_analysis("Harbour plan must fail", genre=genre, block="title")
    (claim,) = author_claims(analysis, context())
    assert [why.about for why in claim.provenance] == ["content"]


def test_document_without_blocks_is_read_whole() -> None:
    """Where no parser found blocks, all text is the author's."""
    analysis = make_analysis("The council should sell the pier.", genre="opinion")
    bare = attrs.evolve(analysis, document=attrs.evolve(analysis.document, blocks=()))
    assert len(list(author_claims(bare, context()))) == 1


def test_news_is_read_in_its_title_alone() -> None:
    """A title's hedge counts in front of a text that hedges too, whose words are not looked at."""
    text = "Harbour plan may collapse. The plan may well collapse. It may rain all day."
    analysis = make_analysis(text, genre="news")
    blocks = (Block(kind="title", span=Span(0, 26)), Block(kind="paragraph", span=Span(27, len(text))))
    analysis = attrs.evolve(analysis, document=attrs.evolve(analysis.document, blocks=blocks))
    assert [analysis.text_of(claim.content) for claim in author_claims(analysis, context())] == ["Harbour plan may collapse"]


def test_empty_text_has_no_author_claims() -> None:
    """Nothing comes of nothing."""
    assert list(author_claims(Analysis(document=Document(text=""), layers=Layers()), context())) == []


def test_language_without_lexicons_has_no_marked_sentences() -> None:
    """Without words to look for, only a question mark is a mark."""
    analysis = make_analysis("Der Hafen sollte bald schließen. Wer soll das alles zahlen?", genre="opinion")
    assert [analysis.text_of(claim.content) for claim in author_claims(analysis, context("de"))] == ["Wer soll das alles zahlen"]
