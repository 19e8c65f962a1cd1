"""Quotation marks where the cases do not reach: blocks, and layers that are not ours."""

from __future__ import annotations

import attrs

from seedlib.model import Analysis, Block, Document, Layers, Quotation, Span
from tests.checking.conftest import answers, segmented, words


def document(*parts: tuple[str, str]) -> Document:
    """Return a document of blocks, each a kind and its words."""
    text, made = "", []
    for kind, held in parts:
        text += "\n" if text else ""
        made.append(Block(kind=kind, span=Span(len(text), len(text) + len(held))))
        text += held
    return Document(text=text, blocks=made)


def test_a_speech_that_furniture_parts_is_closed_later() -> None:
    """What is open before a caption is no fault where the text after it begins with the same mark."""
    held = document(("paragraph", "“We won."), ("caption", "A pier"), ("paragraph", "“They lost,” he said."))
    assert words("quotation-marks", held) == []


def test_a_speech_that_nobody_goes_on_with_is_a_fault() -> None:
    """It is a fault where the text after the caption begins with other words."""
    assert words("quotation-marks", document(("paragraph", "“We won."), ("caption", "A pier"), ("paragraph", "They “lost”."))) == ["“"]


def test_no_layer_no_answer() -> None:
    """Without a quotations layer there is nothing to judge."""
    assert answers("quotation-marks", Analysis(document=Document(text="He “left."))) == []


def test_turns_of_a_transcript_are_not_checked() -> None:
    """A format that states its quotations has no marks around them."""
    analysis = segmented(Document(text="He “left. “ Go ”"))
    stated = attrs.evolve(analysis, stated=["quotations"])
    assert (answers("quotation-marks", stated), answers("spaces", stated)) == ([], [])


def test_a_quotation_without_marks_is_reported_and_does_not_raise() -> None:
    """Another segmenter may answer a quotation that has no marks of this language."""
    held = Layers(quotations=(Quotation(span=Span(0, 3), words=Span(0, 3)), Quotation(span=Span(4, 7), words=None, closed=False)))
    assert words("quotation-marks", attrs.evolve(Analysis(document=Document(text="yes no.")), layers=held)) == ["yes", "n"]
