"""Quotations, by cases and by properties."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seedlib.components import Context
from seedlib.matching import Entry, Phrases
from seedlib.model import Analysis, Block, Document, Layers, Quotation, Span
from seedlib.segmentation import SEGMENTERS
from tests.segmentation.conftest import cases, segment

MARKS = st.text(st.sampled_from("aB1 \n.,“”„«»‘’\"'`(—s"), max_size=60)


def quotations(document: str | Document, language: str = "en") -> tuple[Quotation, ...]:
    """Return the quotations of a text."""
    found = segment(document, language).quotations
    assert found is not None
    return found


def shown(document: Document, found: tuple[Quotation, ...]) -> list[dict[str, Any]]:
    """Return quotations as the cases write them."""
    return [{"quotation": document[q.span], "words": q.words and document[q.words], "depth": q.depth, "closed": q.closed} for q in found]


@pytest.mark.parametrize("case", cases("quotations"))
def test_marks_are_paired(case: dict[str, Any]) -> None:
    """Each case has the quotations that a careful reader sees."""
    document = Document(text=case["text"])
    assert case["expect"] == shown(document, quotations(document, case.get("language", "en")))


@pytest.mark.parametrize("language", ["en", "xx"])
@given(text=MARKS)
@settings(deadline=None)
def test_any_marks_give_sound_quotations(language: str, text: str) -> None:
    """No text raises; quotations are in text order, nested and never crossed, and their words lie inside."""
    found = quotations(text, language)
    assert sorted(found, key=lambda q: (q.span.start, -q.span.end)) == list(found)
    for place, inner in enumerate(found):
        assert inner.words is None or inner.span.covers(inner.words)
        around = [outer for outer in found[:place] if outer.span.end > inner.span.start]
        assert all(outer.span.covers(inner.span) for outer in around)
        assert len(around) == inner.depth


@pytest.mark.parametrize("mark", ['"', "'", "“", "”", "‘", "’", "«“", "“‘”’", "``", "x” y "])
def test_many_marks_take_one_walk(mark: str) -> None:
    """Two hundred thousand marks are paired without a look back; a quadratic walk would take hours."""
    text = mark * (200_000 // len(mark))
    assert all(quotation.span.end <= len(text) for quotation in quotations(text))


def blocks(*parts: tuple[str, str]) -> Document:
    """Return a document of blocks, each a kind and its words."""
    text, made = "", []
    for kind, words in parts:
        text += "\n" if text else ""
        made.append(Block(kind=kind, span=Span(len(text), len(text) + len(words))))
        text += words
    return Document(text=text, blocks=made)


def test_a_speech_runs_over_adjacent_blocks() -> None:
    """One quotation over all paragraphs whose openers repeat."""
    document = blocks(("paragraph", "“We won."), ("quote", "“They lost,” he said."))
    assert [(document[q.span], q.closed) for q in quotations(document)] == [("“We won.\n“They lost,”", True)]


@pytest.mark.parametrize("kind", ["caption", "boilerplate", "heading"])
def test_a_speech_stops_at_what_is_set_apart(kind: str) -> None:
    """Furniture between paragraphs parts a speech in two; boilerplate is not cut at all."""
    document = blocks(("paragraph", "“We won."), (kind, "“Buy” this"), ("paragraph", "“They lost,” he said."))
    found = [(document[q.span], q.closed) for q in quotations(document)]
    between = [] if kind == "boilerplate" else [("“Buy”", True)]
    assert [("“We won.", False), *between, ("“They lost,”", True)] == found


def test_a_language_brings_its_own_marks() -> None:
    """A lexicon of marks replaces the universal table; a phrase without a value closes itself."""
    marks = Phrases([Entry(phrase="<<", value=">>"), Entry(phrase="|")])
    toy = Context(language="xx", lexicons={"quotation-marks": marks})
    document = Document(text="Ba <<lo |mi| ke>> “no”")
    layers = SEGMENTERS[0].segment(Analysis(document=document), toy)
    assert isinstance(layers, Layers)
    assert [document[q.span] for q in layers.quotations or ()] == ["<<lo |mi| ke>>", "|mi|"]
