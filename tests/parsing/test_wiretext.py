"""Wire text: messages of IPTC 7901 and ANPA 1312, their frames, paragraphs and damage."""

from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from seedlib.components import Context, Hint, Rank, Settings
from seedlib.errors import LimitError, SeedlibError
from seedlib.model import Analysis, Unread
from seedlib.parsing.wiretext import WIRE_TEXT
from seedlib.testing import check_parser

Parse = Callable[..., list[Any]]


def blocks(analysis: Analysis) -> list[tuple[str, str]]:
    """Return kind and words of each block."""
    return [(block.kind, analysis.document[block.span]) for block in analysis.document.blocks]


def iptc(text: str, header: str = "EXA0412 4 pol 131 ferries", after: str = "241030 GMT jun 24") -> str:
    """Return a message of IPTC 7901."""
    return f"\x16\x16\x01{header}\r\n\x02{text}\r\n\x03\r\n{after}\r\n\x04"


def anpa(text: str, after: str = "EXA-WF-06-25-24 0310GMT<") -> str:
    """Return a message of ANPA 1312."""
    return f"\x16\x16\x01V0413\x1f-----\nr i\x13\x11 BC-Ferry-Strike     06-24 0081\r\n\x02{text}\r\n\r\n\t   \x03{after}\r\n\x0c\r\n\x04"


WRAPPED = (
    "Ferry crews vote to strike over night shifts\r\n\r\n"
    "   SOLVIK, June 24 (EXA) - Crews of the island ferries voted on\r\n"
    "Monday to walk out for two days, their union said, after talks about\r\n"
    "night shifts had failed.\r\n"
    "   ``Nobody can work eleven nights in a row and steer a ship,'' said\r\n"
    "Ada Poe, who leads the union.\r\n"
    "(More)"
)

VOTE = "\r\n".join(WRAPPED.split("\r\n")[2:5])[len("   SOLVIK, June 24 (EXA) - ") :]

MARKED = (
    "^BC-Ferry Strike, 1st Ld,81<\r\n"
    "^Ferry strike called off<\r\n"
    "^Eds: Updates with deal.<\r\n"
    "^By LENA OST=\r\n"
    "^EXA Staff Writer=\r\n"
    "\t   SOLVIK (EXA) _ A strike was called off early on Tuesday, the ferry line said. \r\n"
    " \r\n"
    "\t   ``We have a promise,'' said Ada Poe.\r\n"
    "^Fares=\r\n"
    "\x08Adult\x1f12\x1e\r\n"
    "\t   ___="
)


def test_lines_that_the_sender_broke_are_paragraphs(parse: Parse) -> None:
    """Indents begin them; the text is kept to the letter."""
    text = iptc(WRAPPED)
    (found,) = parse(text, "story.txt")
    assert text == found.document.text
    assert blocks(found) == [
        ("boilerplate", "EXA0412 4 pol 131 ferries"),
        ("title", "Ferry crews vote to strike over night shifts"),
        ("dateline", "SOLVIK, June 24 (EXA) -"),
        ("paragraph", VOTE),
        ("paragraph", "``Nobody can work eleven nights in a row and steer a ship,'' said\r\nAda Poe, who leads the union."),
        ("boilerplate", "(More)"),
        ("boilerplate", "241030 GMT jun 24"),
    ]


def test_signs_of_setting_stand_outside_of_blocks(parse: Parse) -> None:
    """Keyword line, notes to editors and rows of tables are boilerplate; lines set centred are the byline, or headings."""
    text = anpa(MARKED)
    (found,) = parse(text, "story.txt")
    assert text == found.document.text
    assert blocks(found) == [
        ("boilerplate", "V0413\x1f-----"),
        ("boilerplate", "r i\x13\x11 BC-Ferry-Strike     06-24 0081"),
        ("boilerplate", "BC-Ferry Strike, 1st Ld,81"),
        ("title", "Ferry strike called off"),
        ("boilerplate", "Eds: Updates with deal."),
        ("byline", "By LENA OST"),
        ("byline", "EXA Staff Writer"),
        ("dateline", "SOLVIK (EXA) _"),
        ("paragraph", "A strike was called off early on Tuesday, the ferry line said."),
        ("paragraph", "``We have a promise,'' said Ada Poe."),
        ("paragraph", "Fares"),
        ("boilerplate", "Adult\x1f12"),
        ("boilerplate", "___"),
        ("boilerplate", "EXA-WF-06-25-24 0310GMT<"),
    ]


def test_headers_and_times_give_fields(parse: Parse) -> None:
    """In both formats."""
    (one,), (other,) = parse(iptc(WRAPPED), "a.txt"), parse(anpa(MARKED), "a.txt")
    assert (
        one.document.published,
        one.document.title,
        one.document.publisher,
        one.document.genre,
    ) == ("2024-06-24T10:30Z", "Ferry crews vote to strike over night shifts", "EXA", "news")
    assert dict(one.document.attributes) == {"keyword": "ferries", "priority": "4", "category": "pol", "message": "EXA0412"}
    assert (
        other.document.published,
        other.document.title,
        other.document.authors,
    ) == ("2024-06-25T03:10Z", "Ferry strike called off", ("LENA OST",))
    assert dict(other.document.attributes) == {"keyword": "BC-Ferry-Strike", "priority": "r", "category": "i", "message": "V0413"}


@pytest.mark.parametrize(
    ("after", "published"),
    [
        ("EXA-WF-02-30-24 0310GMT<", None),
        ("", None),
        ("251430 GMT jul 16", "2016-07-25T14:30Z"),
        ("251430 GMT foo 16", None),
    ],
)
def test_times_that_are_none_give_no_date(parse: Parse, after: str, published: str | None) -> None:
    """No day that the calendar lacks."""
    (found,) = parse(iptc("Rain fell on the whole coast on Monday.", after=after), "a.txt")
    assert published == found.document.published


LONG, SHORT = "Rain fell on the whole of the coast, and it fell rather hard there", "Wind blew on the whole of the coast as well."


@pytest.mark.parametrize(
    ("label", "body", "expected"),
    [
        ("blank lines", "Rain fell.\r\n\r\nIt fell hard.", ["Rain fell.", "It fell hard."]),
        ("long lines", f"{LONG}, {LONG}.\r\n{LONG}, {LONG}.", [f"{LONG}, {LONG}."] * 2),
        ("a short line ends", f"{LONG}\r\nall day.\r\n{SHORT}", [f"{LONG}\r\nall day.", SHORT]),
    ],
)
def test_paragraphs_without_indents(parse: Parse, label: str, body: str, expected: list[str]) -> None:
    """End with a blank line, or where the next word had room."""
    (found,) = parse(iptc("   SOLVIK (EXA) - The day was bad.\r\n\r\n" + body), "a.txt")
    assert [("paragraph", words) for words in expected] == blocks(found)[-1 - len(expected) : -1], label


def test_a_file_holds_many_messages(parse: Parse) -> None:
    """One without text is an `Unread`."""
    first, second, third = parse(f"{iptc(WRAPPED)}\r\n{anpa(MARKED)}{iptc(' ')}", "a.txt")
    assert [a.document.origin.part for a in (first, second)] == ["message 1", "message 2"]
    assert iptc(WRAPPED) + "\r\n" + anpa(MARKED) == (first.document.text + second.document.text)
    assert isinstance(third, Unread)
    assert "without text" in third.failures[0].message


def test_a_cut_message_is_read_as_far_as_it_goes(parse: Parse) -> None:
    """Without a line for the time."""
    (found,) = parse(iptc(WRAPPED)[:250], "a.txt")
    assert found.document.title == "Ferry crews vote to strike over night shifts"


def test_a_flash_is_no_binary_file(parse: Parse) -> None:
    """Though a tenth of it is control characters."""
    (found,) = parse("\x16\x16\x01EXA1 1 pol 2\r\n\x02BRIDGE OPEN\r\n\x03\x04", "a.txt")
    assert "BRIDGE OPEN" in found.document.text


def test_other_encodings_are_decoded(parse: Parse) -> None:
    """Agencies send Latin-1."""
    (found,) = parse(iptc("   KÖLN (EXA) - Das Wetter wird schön, hieß es in Köln am Montag.").encode("latin-1"), "a.txt")
    assert "Das Wetter wird schön, hieß es in Köln am Montag." in found.document.text


@pytest.mark.parametrize(
    ("head", "parser"),
    [(iptc("Rain.").encode(), "wire-text"), (b"Rain fell.\x01 \x02", "text"), (b"\x01\x02\x03\x04", "refused")],
)
def test_the_frame_says_what_a_file_is(accepted: Callable[..., str | None], head: bytes, parser: str) -> None:
    """A stray control character does not."""
    assert parser == accepted(head, "a.txt")


def test_messages_are_bounded(context: Context) -> None:
    """By the setting for parts."""
    few = Context(lexicons=context.lexicons, settings=Settings(max_parts=2))
    with pytest.raises(LimitError, match="more than 2 messages"):
        list(WIRE_TEXT.parse(io.BytesIO(iptc("Rain fell.").encode() * 3), Hint(), few))


def test_contract() -> None:
    """What is promised of every parser holds for this one."""
    assert WIRE_TEXT.accepts(b"", Hint(filename="a.txt")) == Rank.NO
    check_parser(WIRE_TEXT, {"a.txt": iptc(WRAPPED).encode(), "b.txt": (anpa(MARKED) * 2).encode()})


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from([iptc(WRAPPED), anpa(MARKED)]), st.integers(0, 500), st.binary(max_size=8))
def test_damaged_messages_are_documents_or_clear_errors(context: Context, source: str, at: int, put: bytes) -> None:
    """Whatever stands in them."""
    raw = source.encode()
    with suppress(SeedlibError):
        for found in WIRE_TEXT.parse(io.BytesIO(raw[:at] + put + raw[at + len(put) :]), Hint(filename="a.txt"), context):
            assert isinstance(found, Analysis | Unread)
