"""What a text answers about its words, and that it looks at a bounded part of a content."""

from __future__ import annotations

import pytest

from seedlib.model import Span
from seedlib.qualification.texts import REACH, Text
from tests.qualification.conftest import context, make_analysis


def test_pieces_are_sentences_without_signs_at_their_edges() -> None:
    """A content of two sentences has two pieces."""
    text = Text(make_analysis("“It rains. We go home.”"), context())
    assert [text.analysis.document[text.span(*run)] for run in text.pieces([Span(0, 23)])] == ["It rains", "We go home"]


@pytest.mark.parametrize("piece", ["(", "a ", ". ", "it rains. "])
def test_pieces_of_an_endless_content_are_few_and_short(piece: str) -> None:
    """However long a content is, signs alone or words, no more than some sentences' worth of it is read."""
    text = Text(make_analysis(piece * 5_000), context())
    pieces = text.pieces([Span(0, len(piece) * 5_000)])
    assert len(pieces) <= 8
    assert all(last - first <= 2 * REACH for first, last in pieces)


def test_text_within_spans_has_only_their_words() -> None:
    """Words outside are not there, and sentences count from the first that is."""
    text = Text(make_analysis("It rains. We go."), context(), within=[Span(10, 16)])
    assert (text.words.texts, text.sentences) == (["We", "go", "."], [0])
