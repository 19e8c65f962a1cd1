"""Documents: ids, blocks, metadata, surrogates, and the way back to the source."""

from __future__ import annotations

from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedlib.errors import ModelError
from seedlib.model import (
    MAIN_TEXT_KINDS,
    Block,
    Document,
    Origin,
    SourceRun,
    Span,
    TextProblem,
    document_id,
    in_source,
    without_surrogates,
)
from tests import strategies

TEXT = "Rain fell.\nThe dam held.\n"


def test_a_span_of_a_document_is_the_very_words() -> None:
    """Whatever the text holds."""
    assert Document(text="a\r\n😀b")[Span(1, 4)] == "\r\n😀"


@given(strategies.filled, st.data())
def test_words_are_never_edited(text: str, data: st.DataObject) -> None:
    """A document gives back what it was given, to the letter."""
    span = data.draw(strategies.spans(len(text)))
    assert (Document(text=text).text, Document(text=text)[span]) == (text, text[span.start : span.end])


def test_id_is_given_or_made_of_text_part_and_url() -> None:
    """The same text from another page of a site is another document; where it lay on a disk does not matter."""
    plain = Document(text=TEXT)
    assert plain.id == document_id(TEXT) == "sha256:f187aec5213aeb70"
    assert Document(text=TEXT, id="a/1").id == "a/1"
    others = [Document(text=TEXT, url="u"), Document(text=TEXT, origin=Origin(part="u")), Document(text=TEXT + " ")]
    assert len({plain.id, *(document.id for document in others)}) == 4
    assert Document(text=TEXT, origin=Origin(filename="a.txt", sha256="0" * 64)).id == plain.id


def test_id_does_not_mix_up_its_parts() -> None:
    """A NUL closes the text and the part."""
    assert len({document_id("a", "b", "c"), document_id("ab", "", "c"), document_id("a", "", "bc"), document_id("a", "bc")}) == 4


def test_main_text_is_what_the_article_says() -> None:
    """Furniture and title stand outside."""
    kinds = ["title", "byline", "heading", "paragraph", "list-item", "quote", "caption", "disclosure", "boilerplate", "acme:box"]
    document = Document(text="x" * len(kinds), blocks=[Block(kind=kind, span=Span(i, i + 1)) for i, kind in enumerate(kinds)])
    assert [kinds[span.start] for span in document.main_text] == [kind for kind in kinds if kind in MAIN_TEXT_KINDS]
    assert document.spans_of(iter(["title", "acme:box"])) == (Span(0, 1), Span(9, 10))


@pytest.mark.parametrize(("offset", "line"), [(0, 1), (10, 1), (11, 2), (24, 2), (25, 3)])
def test_lines_are_counted_from_one(offset: int, line: int) -> None:
    """The line end belongs to the line that it ends."""
    assert Document(text=TEXT).line_of(offset) == line


@pytest.mark.parametrize(
    ("fields", "where", "found"),
    [
        ({"text": 5}, "Document.text", "found 5, expected a string"),
        ({"text": b"x"}, "Document.text", "expected a string"),
        ({"text": "a\ud800"}, "Document.text", "found the lone surrogate U.D800 at 1"),
        ({"text": "é\udfff"}, "Document.text", "found the lone surrogate U.DFFF at 1"),
        ({"id": ""}, "Document.id", "not empty"),
        ({"id": 5}, "Document.id", "found 5"),
        ({"title": 5}, "Document.title", "found 5, expected a string"),
        ({"url": ["u"]}, "Document.url", "expected a string"),
        ({"authors": "Ann Poe"}, "", "put it in a tuple"),
        ({"authors": [""]}, "Document.authors", "not empty"),
        ({"published": "24 June 2024"}, "Document.published", "expected an ISO 8601 date"),
        ({"updated": "2024-6-4"}, "Document.updated", "expected an ISO 8601 date"),
        ({"published": 2024}, "Document.published", "found 2024, expected a string"),
        ({"language": "english language"}, "Document.language", "expected a BCP 47 tag"),
        ({"language": ""}, "Document.language", "expected a BCP 47 tag"),
        ({"genre": "two words"}, "Document.genre", "expected a name"),
        ({"blocks": [Block(kind="title", span=Span(0, 26))]}, "Document.blocks", "a title block at 0-26 after 0"),
        ({"blocks": [Block(kind="title", span=Span(0, 3)), Block(kind="quote", span=Span(2, 4))]}, "Document.blocks", "at 2-4 after 3"),
        ({"blocks": [Block(kind="title", span=Span(5, 6)), Block(kind="quote", span=Span(2, 4))]}, "Document.blocks", "at 2-4 after 6"),
        ({"attributes": {"a": {1}}}, "attributes.a", "found set"),
    ],
)
def test_document_refuses(fields: dict[str, Any], where: str, found: str) -> None:
    """What was found, what was expected, and where."""
    with pytest.raises(ModelError, match=found) as caught:
        Document(**{"text": TEXT, **fields})
    assert caught.value.where == where


@pytest.mark.parametrize("date", ["2024", "2024-06", "2024-06-24", "2024-06-24T10", "2024-06-24T10:00Z", "2024-06-24T10:00:05.250+02:00"])
def test_dates_at_every_precision(date: str) -> None:
    """As the text states them."""
    assert Document(text="", published=date).published == date


@pytest.mark.parametrize(
    ("make", "where"),
    [
        (lambda: Block(kind="two words", span=Span(0, 1)), "Block.kind"),
        (lambda: Block(kind="title", span=(0, 1)), "Block.span"),  # type: ignore[arg-type]  # what the test is about
        (lambda: Origin(sha256="ABC"), "Origin.sha256"),
        (lambda: Origin(sha256="A" * 64), "Origin.sha256"),
        (lambda: Origin(encoding=5), "Origin.encoding"),  # type: ignore[arg-type]  # what the test is about
        (lambda: TextProblem(kind=""), "TextProblem.kind"),
        (lambda: TextProblem(kind="mojibake", span=3), "TextProblem.span"),  # type: ignore[arg-type]  # what the test is about
        (lambda: TextProblem(kind="mojibake", note=None), "TextProblem.note"),  # type: ignore[arg-type]  # what the test is about
        (lambda: TextProblem(kind="mojibake", suggestion=5), "TextProblem.suggestion"),  # type: ignore[arg-type]  # what the test is about
        (lambda: SourceRun(start=2, end=1, source_start=0, source_end=1), "SourceRun"),
        (lambda: SourceRun(start=0, end=1, source_start=-1, source_end=1), "SourceRun"),
        (lambda: SourceRun(start=0, end=1.0, source_start=0, source_end=1), "SourceRun"),  # type: ignore[arg-type]  # what the test is about
    ],
)
def test_parts_of_a_document_refuse(make: Any, where: str) -> None:
    """Each names its field."""
    with pytest.raises(ModelError) as caught:
        make()
    assert caught.value.where == where


@given(st.text(st.characters() | st.sampled_from("\ud800\udfffa😀")))
def test_surrogates_are_replaced_one_for_one(text: str) -> None:
    """Offsets stay, each replacement is reported, and nothing else changes."""
    clean, problems = without_surrogates(text)
    lone = [index for index, sign in enumerate(text) if "\ud800" <= sign <= "\udfff"]
    assert clean == "".join("\ufffd" if index in lone else sign for index, sign in enumerate(text))
    assert [(problem.kind, problem.span) for problem in problems] == [("lone-surrogate", Span(index, index + 1)) for index in lone]
    assert Document(text=clean).text == clean


RUNS = (
    SourceRun(start=0, end=4, source_start=100, source_end=104),
    SourceRun(start=4, end=5, source_start=104, source_end=110, exact=False),
    SourceRun(start=5, end=9, source_start=110, source_end=114),
)


@pytest.mark.parametrize(
    ("label", "span", "expected"),
    [
        ("inside an exact run", Span(1, 3), (101, 103, True)),
        ("an exact run", Span(5, 9), (110, 114, True)),
        ("an inexact run", Span(4, 5), (104, 110, False)),
        ("over runs", Span(2, 7), (100, 114, False)),
        ("beyond the last run", Span(8, 12), (110, 114, False)),
        ("where no run is", Span(20, 21), None),
    ],
)
def test_in_source_leads_back(label: str, span: Span, expected: tuple[int, int, bool] | None) -> None:
    """To the letter inside one exact run, else to the runs that are touched."""
    found = in_source(Document(text="x" * 30, origin=Origin(source_map=RUNS)), span)
    assert (found and (found.source_start, found.source_end, found.exact)) == expected, label
    assert found is None or (found.start, found.end) == (span.start, span.end)


def test_in_source_may_go_backwards() -> None:
    """A page may show what stands later in its source first: text in a table outside of its cells."""
    runs = (
        SourceRun(start=0, end=4, source_start=50, source_end=54),
        SourceRun(start=4, end=9, source_start=10, source_end=15),
    )
    found = in_source(Document(text="x" * 30, origin=Origin(source_map=runs)), Span(2, 6))
    assert (found and (found.source_start, found.source_end, found.exact)) == (10, 54, False)


def test_in_source_knows_nothing_without_a_map() -> None:
    """The source map is kept on demand."""
    assert in_source(Document(text=TEXT), Span(0, 4)) is None


def test_source_map_stands_outside_equality() -> None:
    """Two readings of one text are equal, with their maps or without."""
    assert Origin(source_map=RUNS) == Origin()
    assert attrs.evolve(Origin(), source_map=list(RUNS)).source_map == RUNS
