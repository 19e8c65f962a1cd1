"""What acts, or has no picture, is shown by a name."""

import pytest

from seedlib.exporting.page.visible import shown, shown_value

CASES = {
    "plain": ("Ruta Voss, “minister” – 日本 🚢", "Ruta Voss, “minister” – 日本 🚢"),
    "nothing": ("", ""),
    "line ends and tabs stay": ("a\tb\r\nc\rd\ne", "a\tb\r\nc\rd\ne"),
    "controls": ("\x00\x01\x07\x08\x0b\x0c\x1b\x1f\x7f", "‹NUL›‹SOH›‹BEL›‹BS›‹VT›‹FF›‹ESC›‹US›‹DEL›"),
    "controls of C1": ("\x80\x85\x9f", "‹U+0080›‹U+0085›‹U+009F›"),
    "what turns the direction": ("\u202eabc\u2066", "‹U+202E›abc‹U+2066›"),
    "weak marks and joiners, which scripts need": ("\u200e\u200f\u061c\u200c\u200d", "\u200e\u200f\u061c\u200c\u200d"),
    "right to left": ("שלום עולם, مرحبا", "שלום עולם, مرحبا"),
    "no characters": ("\uffff\ufffe\ufdd0", "‹U+FFFF›‹U+FFFE›‹U+FDD0›"),
    "half a pair": ("\ud800", "‹U+D800›"),
    "markup is not escaped here": ("<b>&amp;", "<b>&amp;"),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES.keys())
def test_text_is_made_visible(text: str, expected: str) -> None:
    """Each kind of character."""
    assert shown(text) == expected


def test_what_is_no_text_stays() -> None:
    """Numbers and None go through a template as they are."""
    assert [shown_value(held) for held in (3, None, 0.5, "\x00")] == [3, None, 0.5, "‹NUL›"]
