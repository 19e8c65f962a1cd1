"""Mojibake where the cases do not reach: without ftfy, and without sentences."""

from __future__ import annotations

import sys

import pytest

from seedlib.model import Analysis, Document, Notice
from tests.checking.conftest import answers, words


def test_without_ftfy_a_notice_says_what_was_not_done(monkeypatch: pytest.MonkeyPatch) -> None:
    """The notice names the extra and stands only where something was to be checked."""
    monkeypatch.setitem(sys.modules, "ftfy", None)
    (notice,) = answers("mojibake", "The pier donâ€™t hold.")
    assert isinstance(notice, Notice)
    assert (notice.code, "seedlib[checks]" in notice.message) == ("extra-absent", True)
    assert answers("mojibake", "The pier “holds”.") == []


def test_blocks_serve_where_there_are_no_sentences() -> None:
    """A language that nobody cuts into sentences is checked block by block."""
    assert words("mojibake", Analysis(document=Document(text="The pier donâ€™t hold."))) == ["â€™"]


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("The pier donâ€™t hold.", "text in utf-8 was decoded as sloppy-windows-1252"),
        ("É. Ã© and â€œyesâ€\x9d", "text was decoded by the wrong encoding"),
        ("voilÃ le monde", "text in utf-8 was decoded as latin-1"),
    ],
)
def test_the_note_says_how_it_came_about(text: str, note: str) -> None:
    """The encodings are named where ftfy is sure of them."""
    assert [getattr(held, "note", None) for held in answers("mojibake", text)] == [note]
