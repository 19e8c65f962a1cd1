"""Which parser takes what, and plain text from bytes to a document."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest

from seedlib.components import Context, Hint
from seedlib.errors import ParseError
from seedlib.parsing.formats import REFUSED

#: The first bytes, the file's name, the media type, and who takes it.
TAKEN = [
    (b"Rain fell.", "a.txt", None, "text"),
    (b"Rain fell.", "README", None, "text"),
    (b"Rain fell.", None, None, "text"),
    (b"Rain fell.", "a.log", None, "text"),
    (b"Rain fell.", None, "text/plain; charset=utf-8", "text"),
    (b"Rain fell.", "a.md", None, "markdown"),
    (b"Rain fell.", "a", "text/markdown", "markdown"),
    (b"id,text\n", "a.csv", None, "csv"),
    (b"id,text\n", None, "text/csv", "csv"),
    (b"Rain fell.", "a.json", None, "json"),
    (b"x", None, "application/x-ndjson", "json"),
    (b' {"text": "a"}', "a.txt", None, "json"),
    (b'[\n {"text": "a"}', None, None, "json"),
    (b"[]", None, None, "json"),
    ('{"text": "a"}'.encode("utf-16"), None, None, "json"),
    (b"[Update] Rain fell.", None, None, "text"),
    (b"{sic} Rain fell.", "a.txt", None, "text"),
    ("Rain fell.".encode("utf-16"), "a", None, "text"),
    ("Rain fell.".encode("utf-16-le"), "a", None, "text"),
    ("雨が降った。".encode("iso2022_jp"), "a", None, "text"),
    (b"%PDF-1.7\n", "a.txt", None, "pdf"),
    (b"%PDF-1.7\n", "a.pdf", None, "pdf"),
    (b"\x89PNG\r\n\x1a\n", None, "text/plain", "refused"),
    (b"PK\x03\x04", "a.docx", None, "docx"),
    (b"{\\rtf1", "a.txt", None, "refused"),
    (b"<!-- x -->\n<!doctype html>", "a.html", None, "html"),
    (b"<?xml version='1.0'?><rss>", "a.xml", None, "feed"),
    (b"<rss version='2.0'>", "a.rss", None, "feed"),
    (b"<p>Rain fell.", "a.htm", None, "html"),
    (b"<p>Rain fell.", "a.txt", None, "text"),
    (b"<b>Rain</b> fell.", "a.md", None, "markdown"),
    (b"Return-Path: <a@b.c>\nSubject: Rain\n", "a.eml", None, "mail"),
    (b"From: a@b.c\nSubject: Rain\n at last\nMIME-Version: 1.0\n", None, None, "mail"),
    (b"From: a friend\n\nRain fell.", None, None, "text"),
    (bytes(range(256)), "a", None, "refused"),
    (b"", "a", None, "text"),
]


@pytest.mark.parametrize(("head", "filename", "media_type", "expected"), TAKEN)
def test_who_takes_an_input(
    head: bytes, filename: str | None, media_type: str | None, expected: str, accepted: Callable[..., str | None]
) -> None:
    """Content goes before media type, and that before suffix; no other format counts as plain text."""
    assert expected == accepted(head, filename, media_type=media_type)


def test_what_is_refused_is_named_and_says_what_to_do() -> None:
    """Also where the bytes are known to nobody."""
    for raw, words in ((b"%PDF-1.7", "PDF"), (b"\0" * 9, "binary data")):
        with pytest.raises(ParseError, match=words) as caught:
            list(REFUSED.parse(io.BytesIO(raw), Hint(), Context()))
        assert caught.value.advice


def test_the_text_is_the_file_to_the_letter(parse: Callable[..., Any]) -> None:
    """With its origin, and nothing else known."""
    text = "  Rain\tfell. \r\n\r\n\x0c “It” did\u2028so. "
    (analysis,) = parse(text)
    document = analysis.document

    assert (text, "text/plain", "utf-8", "valid") == (
        document.text,
        document.origin.media_type,
        document.origin.encoding,
        document.origin.encoding_by,
    )
    assert [document[block.span] for block in document.blocks] == ["Rain\tfell.", "“It” did\u2028so."]
