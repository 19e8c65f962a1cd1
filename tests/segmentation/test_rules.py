"""The segmenter as the pipeline sees it: tokens, blocks, and layers that stand already."""

from __future__ import annotations

from typing import Any

import pytest

from seedlib.model import Analysis, Block, Document, Layers, Quotation, Span, Spans
from seedlib.segmentation import SEGMENTERS
from tests.segmentation.conftest import cases, context, segment


@pytest.mark.parametrize("case", cases("segmentation"))
def test_tokens_are_words_numbers_and_signs(case: dict[str, Any]) -> None:
    """Each case has the tokens that the matcher cuts phrases into."""
    tokens = segment(case["text"]).tokens
    assert tokens is not None
    assert case["expect"] == [case["text"][start:end] for start, end in tokens.pairs()]


def test_boilerplate_is_not_cut() -> None:
    """Tokens and sentences stand in every block but boilerplate, and none crosses a block."""
    text = "Home | Menu\nThe pier\nis gone"
    spans = [("boilerplate", 0, 11), ("title", 12, 20), ("byline", 21, 28)]
    layers = segment(Document(text=text, blocks=[Block(kind=kind, span=Span(start, end)) for kind, start, end in spans]))
    assert layers.sentences == Spans([(12, 20), (21, 28)])
    assert layers.tokens == Spans([(12, 15), (16, 20), (21, 23), (24, 28)])


def test_layers_that_stand_are_left_alone() -> None:
    """What a parser or an earlier segmenter filled is answered with None."""
    turn = Quotation(span=Span(0, 3))
    held = Layers(tokens=Spans([(0, 3)]), sentences=Spans([(0, 3)]), quotations=(turn,))
    analysis = Analysis(document=Document(text="“a”"), layers=held)
    assert Layers() == SEGMENTERS[0].segment(analysis, context())


def test_stated_quotations_are_not_sought() -> None:
    """A format that states its quotations may state that there are none."""
    analysis = Analysis(document=Document(text="“a”"), stated=["quotations"])
    layers = SEGMENTERS[0].segment(analysis, context())
    assert (layers.quotations, layers.tokens) == (None, Spans([(0, 1), (1, 2), (2, 3)]))
