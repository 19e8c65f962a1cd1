"""Links to words on the page that a text is from."""

import pytest

from seedlib.exporting.page.fragments import text_link, web_address
from seedlib.model import Document, Span

ADDRESSES = {
    "https": ("https://example.org/a?b=c#d", True),
    "http": ("http://example.org", True),
    "capitals": ("HTTPS://EXAMPLE.ORG", True),
    "script": ("javascript:alert(1)", False),
    "script after a line end": ("java\nscript:alert(1)", False),
    "script after a space": (" javascript:alert(1)", False),
    "data": ("data:text/html,<script>alert(1)</script>", False),
    "file": ("file:///etc/passwd", False),
    "no scheme": ("//example.org/a", False),
    "no host": ("https:///a", False),
    "broken": ("http://[::1", False),
    "control": ("https://example.org/\x01", False),
    "nothing": ("", False),
}


@pytest.mark.parametrize(("address", "leads"), ADDRESSES.values(), ids=ADDRESSES.keys())
def test_only_the_web_is_linked(address: str, leads: bool) -> None:
    """What else an address can be is not."""
    assert web_address(address) == (address if leads else None)


def test_the_first_that_leads_to_the_web_counts() -> None:
    """A document's own address before that of its file."""
    assert web_address(None, "file:///a", "https://b.example/", "https://c.example/") == "https://b.example/"


TEXT = (
    "Rain fell on the dam.\nWell-known, old & tired – it held, she said.\nRain fell on the town.\n"
    "The long and winding words of the minister who would not sign before the winter had come and gone, "
    "and whose pen was as dry as the land itself."
)
LONG = TEXT.rpartition("\n")[2]

LINKS = {
    "words": (["on the dam"], "text=on%20the%20dam"),
    "signs of the form": (["Well-known, old & tired –"], "text=Well%2Dknown%2C%20old%20%26%20tired%20%E2%80%93"),
    "words that stand twice": (["Rain fell"], "text=Rain%20fell,-on%20the%20dam."),
    "long words": (["LONG"], "text=The%20long%20and%20winding%20words%20of,as%20dry%20as%20the%20land%20itself."),
    "over lines": (["the dam.\nWell-known"], "text=Rain%20fell%20on-,the,Well%2Dknown,-%2C%20old%20%26"),
    "pieces": (["old", "held"], "text=old&text=held"),
}


def spans(words: list[str]) -> list[Span]:
    """Return where words stand first."""
    found = [LONG if one == "LONG" else one for one in words]
    return [Span(TEXT.index(one), TEXT.index(one) + len(one)) for one in found]


@pytest.mark.parametrize(("words", "expected"), LINKS.values(), ids=LINKS.keys())
def test_links_name_the_words(words: list[str], expected: str) -> None:
    """By the draft's form: a start, an end where they are long, and what stands around where they stand twice."""
    assert text_link("https://example.org/a", Document(text=TEXT), spans(words)) == f"https://example.org/a#:~:{expected}"


def test_a_second_occurrence_is_told_by_what_stands_before() -> None:
    """Or behind, where nothing stands before in its line."""
    document = Document(text="Yes, she said. No, she said.")
    assert text_link("https://e.example/", document, [Span(19, 27)]) == "https://e.example/#:~:text=she%20said.%20No%2C-,she%20said,-."


def test_a_fragment_is_kept_and_an_old_directive_is_not() -> None:
    """`#top` leads where it led."""
    document = Document(text="Rain fell.")
    assert text_link("https://e.example/a#top:~:text=x", document, [Span(0, 4)]) == "https://e.example/a#top:~:text=Rain"


def test_white_space_is_no_link() -> None:
    """Nor are words beyond the text, as another program may state them."""
    document = Document(text="Rain   fell.")
    assert text_link("https://e.example/a", document, [Span(4, 7), Span(90, 99)]) == "https://e.example/a"
