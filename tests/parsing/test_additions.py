"""What a format adds after the text has been judged."""

from __future__ import annotations

import pytest

from seedlib.model import Analysis, Attributes, Block, Document, Span
from seedlib.parsing.additions import Marked, completed, date_of, real_title, with_attributes

TEXT = "Quay to close\n\nBy Ada Poe\n\nThe board met in 2024."


@pytest.mark.parametrize(
    ("held", "title"),
    [
        ("Rain  in the\nnorth", "Rain in the north"),
        ("Manifesto", "Manifesto"),
        ("Why slide 3 matters", "Why slide 3 matters"),
        ("关于2024年", "关于2024年"),
        ("iPads for all", "iPads for all"),
        ("Microsoft Word - press3.doc", None),
        ("press release final.docx", None),
        ("press_3b", None),
        ("fake-memo", None),
        ("Document1", None),
        ("untitled", None),
        ("PowerPoint Presentation", None),
        (" TeX output 2006.04.14:1650", None),
        ("https://example.org/a b", None),
        ("2024/17", None),
        ("1" * 100_000 + " é", None),
        ("", None),
        (None, None),
    ],
)
def test_real_titles(held: str | None, title: str | None) -> None:
    """Names of files and of programs are none."""
    assert real_title(held) == title


@pytest.mark.parametrize(
    ("held", "date"),
    [
        ("2024-06-24T08:15:00Z", "2024-06-24T08:15:00Z"),
        ("2024", "2024"),
        ("1601-01-01T00:00:00Z", None),
        ("1970-01-01T00:00:00Z", None),
        ("soon", None),
        (None, None),
    ],
)
def test_dates(held: str | None, date: str | None) -> None:
    """Clocks that were never set are none."""
    assert date_of(held) == date


def analysis(**fields: str) -> Analysis:
    starts = [0, 15, 27]
    ends = [13, 25, len(TEXT)]
    blocks = [Block(kind="paragraph", span=Span(start, end)) for start, end in zip(starts, ends, strict=True)]
    return Analysis(document=Document(text=TEXT, blocks=blocks, **fields))  # type: ignore[arg-type]  # fields that are strings


def test_what_the_text_says_stays() -> None:
    """Facts fill what is open; a date only where the text has its year."""
    facts = {"title": "Template", "publisher": "Quay Press", "published": "2024-06-24", "language": None}
    document = completed(analysis(title="Quay to close"), facts, component="acme:x", rule="info").document
    assert (document.title, document.publisher, document.published) == ("Quay to close", "Quay Press", "2024-06-24")
    assert [(item.about, item.component, item.rule) for item in document.provenance] == [
        ("published", "acme:x", "info"),
        ("publisher", "acme:x", "info"),
    ]
    assert completed(analysis(), {"published": "2019-01-01"}, component="acme:x", rule="info") == analysis()


def test_blocks_get_the_attributes_of_what_covers_their_beginning() -> None:
    """Also where a format's block was cut in two."""
    marks = [Marked(0, 25, Attributes({"page": 1})), Marked(30, len(TEXT), Attributes({"page": 2}))]
    found = with_attributes(analysis(), marks).document.blocks
    assert [dict(block.attributes) for block in found] == [{"page": 1}, {"page": 1}, {}]
