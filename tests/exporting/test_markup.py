r"""Foreign text as XML: what a parser reads back is what was written, character for character."""

from xml.etree.ElementTree import fromstring

import pytest

from seedlib.exporting.markup import element


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("</x><y a='b'>&amp;", "</x><y a='b'>&amp;"),
        ("a\r\nb\rc\td\x85\u2028", "a\r\nb\rc\td\x85\u2028"),
        ("]]>", "]]>"),
        ("e\u0301 🌧 \u202eback", "e\u0301 🌧 \u202eback"),
        ("\0\x1b\x7f\ufffe\uffff\ud83d", "\ufffd\ufffd\x7f\ufffd\ufffd\ufffd"),
    ],
)
def test_text_is_read_back(text: str, expected: str) -> None:
    """In an element and in an attribute; what XML cannot hold is U+FFFD, one for one."""
    held = fromstring(element("x", text, y=text))  # noqa: S314  # our own markup
    assert (expected, expected) == (held.text, held.attrib["y"])


def test_nothing_is_an_empty_element_and_an_absent_attribute() -> None:
    """An empty text is none."""
    assert (element("x", y=None), element("x", "", y="")) == ("<x/>", '<x y=""></x>')
