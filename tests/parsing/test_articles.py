"""Blocks and metadata of plain texts, from `tests/cases/parsing.json`, and what holds of any text."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedlib.components import Context
from seedlib.model import BLOCK_KINDS, Analysis
from seedlib.parsing.articles import Given, analysis_of
from seedlib.parsing.layout import Piece
from tests.growth import assert_linear

CASES = json.loads((Path(__file__).parents[1] / "cases" / "parsing.json").read_text("utf-8"))["cases"]


def marked(case: dict[str, Any]) -> Any:
    """Return a case with its label as id, and as a strict known failure where it is one."""
    marks = [pytest.mark.xfail(strict=True)] if case.get("known_failure") else []
    return pytest.param(case, id=case["label"], marks=marks)


def analysed(text: str, context: Context, **fields: Any) -> Analysis:
    """Return the analysis of a plain text."""
    return analysis_of(text, Given(component="seedlib:text", fields=fields), context)


@pytest.mark.parametrize("case", [marked(case) for case in CASES])
def test_blocks_and_fields_are_as_the_case_says(case: dict[str, Any], context: Context) -> None:
    """Each case names the kinds of its blocks, or some of its fields, or both."""
    document = analysed(case["text"], context).document
    fields = {name: getattr(document, name) for name in case["fields"]}
    fields = {name: list(held) if isinstance(held, tuple) else held for name, held in fields.items()}
    kinds = [block.kind for block in document.blocks]

    assert (case["fields"], case.get("blocks", kinds)) == (fields, kinds)


@pytest.mark.parametrize("case", [marked(case) for case in CASES if not case.get("known_failure")])
def test_what_a_text_states_has_its_words_as_evidence(case: dict[str, Any], context: Context) -> None:
    """The spans of the provenance are the very words of the field, but for dates and agencies."""
    document = analysed(case["text"], context).document

    for item in document.provenance:
        held = getattr(document, item.about)
        if item.about in {"title", "authors", "publisher", "first_publisher"}:
            assert ([held] if isinstance(held, str) else list(held)) == [document[span] for span in item.spans]
        else:
            assert held
            assert item.spans


def test_a_transcript_states_a_quotation_a_turn(context: Context) -> None:
    """A turn goes on over paragraphs to the next one, and its speaker is a span."""
    text = "MR. ROE: Welcome.\n\nMS. DOE: They ended.\n\nThey go on.\n\nMR. ROE: Thanks."
    analysis = analysed(text, context)
    found = [(text[q.speaker.start : q.speaker.end], analysis.document[q.span]) for q in analysis.layers.quotations or () if q.speaker]

    assert {"quotations"} == analysis.stated
    assert found == [("MR. ROE", "Welcome."), ("MS. DOE", "They ended.\n\nThey go on."), ("MR. ROE", "Thanks.")]


def test_a_given_title_is_found_in_the_text_and_no_other_is_sought(context: Context) -> None:
    """The first line is the title block where it equals the given title, a stop and capitals aside."""
    text = "Talks End.\n\nThey ended on Monday without an accord, both sides said."

    assert [b.kind for b in analysed(text, context, title="Talks end").document.blocks] == ["title", "paragraph"]
    assert [b.kind for b in analysed(text, context, title="Other words").document.blocks] == ["paragraph", "paragraph"]


def test_given_fields_go_before_what_the_text_states(context: Context) -> None:
    """A byline does not replace the authors that a format gives."""
    text = "Talks end without accord – Example Times\n\nBy Jane Doe\n\nOSLO (Reuters) - They ended on Monday.\n\nIt rained."
    document = analysed(text, context, authors=("Ann Poe",), publisher="Northern Review", genre="opinion").document

    assert (
        document.authors,
        document.publisher,
        document.first_publisher,
        document.genre,
    ) == (("Ann Poe",), "Northern Review", "Reuters", "opinion")


def test_furniture_that_a_format_marks_stays_and_hides_no_other(context: Context) -> None:
    """What stands between it and the text is still looked at."""
    kinds = ("title", "byline", "paragraph", "paragraph", "paragraph", "biography")
    texts = ("Rain", "Von Eva Stein", "24 June 2024", "It rained for a week.", "Reporting by John Roe", "Sie lebt in Bonn.")
    text, pieces = "", []
    for kind, words in zip(kinds, texts, strict=True):
        text += "\n\n" if text else ""
        pieces.append(Piece(kind, len(text), len(text) + len(words)))
        text += words
    document = analysis_of(text, Given(component="acme:pages"), context, pieces).document
    assert [block.kind for block in document.blocks] == ["title", "byline", "dateline", "paragraph", "byline", "biography"]
    assert document.published == "2024-06-24"


def test_a_language_without_the_lexicon_has_paragraphs() -> None:
    """Without words for furniture there is none but bylines, which are known in many languages, and nothing fails."""
    document = analysed("Gespräche enden\n\nBy Jane Doe\n\nSie endeten am Montag ohne Ergebnis.", Context()).document

    assert [block.kind for block in document.blocks] == ["title", "byline", "paragraph"]


#: Pieces of articles that furniture rules look at, to be put together at will.
PIECES = st.sampled_from(
    ["By Jane Doe", "OSLO (AP) — Rain fell.", "June 24, 2024", "© 2024", "A: b", "B: c", "- ", "1. x", "***", "###", "“", " ", "\0",
     "Jane Doe is an author.", "This article was originally published by", "Talks | Example Times", "Published:", "(Reporting by",
     "\n", "\r", "\r\n", "\n\n", "\u2028"],
)  # fmt: skip


@given(st.one_of(st.text(), st.lists(st.one_of(PIECES, st.text(max_size=5)), max_size=30).map("".join)))
def test_blocks_of_any_text_are_in_order_inside_it_and_cover_all_its_words(text: str) -> None:
    """Nothing but white space lies outside of the blocks, no block is blank at its ends, and no text raises."""
    analysis = analysed(text, CONTEXT)
    document = analysis.document
    covered = "".join("x" * len(block.span) for block in document.blocks)
    outside, last = "", 0
    for block in document.blocks:
        assert block.kind in BLOCK_KINDS
        assert document[block.span].strip()
        outside += document.text[last : block.span.start]
        last = block.span.end
    outside += document.text[last:]

    assert (len(covered), "") == (len(text) - len(outside), outside.strip())


def _context() -> Context:
    from seedlib.languages import pack
    from seedlib.matching import Phrases

    return Context(lexicons={lexicon.type: Phrases(lexicon.entries) for lexicon in pack("en")})


CONTEXT = _context()


@pytest.mark.parametrize("unit", ["a", "“", "(", "- ", "A: b\n", "\n", "\r", "A ", "By A B, ", "1. ", "A – ", "x.\n\n", "A B and "])
def test_hostile_texts_take_linear_time(unit: str) -> None:
    """Four times the text takes nothing like sixteen times the time."""

    def seconds(size: int) -> float:
        began = time.process_time()
        analysed(unit * (size // len(unit)), CONTEXT)
        return time.process_time() - began

    assert_linear(seconds, 50_000)
