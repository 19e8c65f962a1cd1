"""Mojibake where the cases do not reach: without ftfy, and without sentences."""

from __future__ import annotations

import sys

import pytest

from seedlib.model import Analysis, Document, Notice, TextProblem
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
    assert {getattr(held, "note", None) for held in answers("mojibake", text)} == {note}


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("É. Ã© and â€œyesâ€\x9d", [("Ã©", "é"), ("â€œ", "“"), ("â€\x9d", "”")]),
        ("Le barÃ¨me de dÃ©placement va Ã l’usine.", [("Ã¨", "è"), ("Ã©", "é"), ("Ã", "à")]),
    ],
)
def test_faults_of_several_kinds_are_told_apart(text: str, faults: list[tuple[str, str]]) -> None:
    """Each with what was meant."""
    meant = [held.suggestion for held in answers("mojibake", text) if isinstance(held, TextProblem)]
    assert list(zip(words("mojibake", text), meant, strict=True)) == faults


def test_a_long_sentence_of_several_kinds_has_one_finding() -> None:
    """From its first fault to its last; to compare it sign by sign would take long."""
    text = "Le barÃ¨me va Ã l’usine, " + "et encore " * 200 + "de dÃ©placement."
    (found,) = answers("mojibake", text)
    assert isinstance(found, TextProblem)
    assert words("mojibake", text)[0].startswith("Ã¨me va")
    assert (found.suggestion or "").startswith("ème va à l’usine")
