"""A document as the templates are given it."""

import pytest

from seedlib.exporting.page.sheets import place_of, sheet_of, unreadable_of
from seedlib.model import Analysis, Document, Failure, Origin, Unread

PLACES = {
    "a file": (Origin(filename="a.txt"), "a.txt"),
    "a line": (Origin(filename="a.jsonl", part="line 7"), "a.jsonl, line 7"),
    "a member": (Origin(filename="a.zip", part="a.zip!/b.txt"), "a.zip!/b.txt"),
    "what an archive holds": (Origin(filename="b.html", part="b.html.gz!/b.html"), "b.html.gz!/b.html"),
    "nothing": (Origin(), ""),
}


@pytest.mark.parametrize(("origin", "expected"), PLACES.values(), ids=PLACES.keys())
def test_a_place_is_said_once(origin: Origin, expected: str) -> None:
    """File and part, or the part that says both."""
    assert place_of(origin) == expected


@pytest.mark.parametrize(
    ("document", "title"),
    [
        (Document(text="x", title=" Dam\n talks ", origin=Origin(filename="a.txt")), "Dam talks"),
        (Document(text="x", origin=Origin(filename="a.txt")), "a.txt"),
        (Document(text="x", id="d1"), "d1"),
    ],
    ids=["title", "file", "id"],
)
def test_every_document_has_a_title(document: Document, title: str) -> None:
    """Its own, else its file's name, else its id."""
    assert sheet_of(Analysis(document=document)).title == title


def test_a_document_says_where_it_is_from(analysis: Analysis) -> None:
    """What is not known is not said."""
    sheet = sheet_of(analysis, 2)
    assert (sheet.prefix, sheet.above, sheet.address) == ("d2-", ("The Ledger", "news"), None)
    assert sheet.below == (
        ("By", "Ana Ito"),
        ("Published", "2024-06-24"),
        ("Updated", "2024-06-25"),
        ("First in", "The Weekly"),
        ("Language", "en"),
        ("File", "dam.txt"),
    )


def test_an_address_of_the_file_serves_where_the_text_has_none() -> None:
    """As for a page that was read from a web archive."""
    document = Document(text="x", origin=Origin(uri="https://news.example/a"))
    assert sheet_of(Analysis(document=document)).address == "https://news.example/a"


def test_an_input_without_a_document_is_named(unread: Unread) -> None:
    """By its file, else its address, else not at all."""
    failure = Failure(stage="parsing", error="ParseError", message="found nothing")
    assert unreadable_of(unread, 3).title == "empty.txt"
    assert unreadable_of(Unread(origin=Origin(uri="https://x.example"), failures=[failure]), 1).title == "https://x.example"
    assert unreadable_of(Unread(origin=Origin(), failures=[failure]), 1).title == "input"
