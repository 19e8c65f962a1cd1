"""Lines of a stream, one at a time."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedlib.components import Hint
from seedlib.parsing.streams import TooLong, chunks_of, lines_of


@given(st.binary(max_size=40), st.lists(st.integers(1, 7), min_size=1))
def test_lines_are_the_same_however_the_bytes_arrive(raw: bytes, sizes: list[int]) -> None:
    """Cut at line feeds, or at carriage returns where the beginning has only those."""
    pieces, at, number = [], 0, 0
    while at < len(raw):
        size = sizes[number % len(sizes)]
        pieces.append(raw[at : at + size])
        at, number = at + size, number + 1

    assert raw == b"".join(line for line in lines_of(pieces, 100) if isinstance(line, bytes))


def test_a_long_line_is_counted_and_left_out() -> None:
    """Also the last one."""
    chunks = [b"a\n", b"b" * 9, b"b" * 9, b"\nc\n", b"d" * 20]

    assert [b"a\n", TooLong(19), b"c\n", TooLong(20)] == list(lines_of(chunks, 10))


@pytest.mark.parametrize(
    ("raw", "encoding", "expected"),
    [
        (b"\xef\xbb\xbfa", None, b"a"),
        ("ö".encode("utf-16"), None, "ö".encode()),
        ("ö".encode("utf-16-be"), "utf-16-be", "ö".encode()),
        (b"\xff\xfea\0b", None, "a\ufffd".encode()),
        (b"\xf6", "latin-1", b"\xf6"),
        (b"", None, b""),
    ],
)
def test_wide_encodings_become_utf_8(raw: bytes, encoding: str | None, expected: bytes) -> None:
    """Others stay as they are."""
    assert expected == b"".join(chunks_of(io.BytesIO(raw), Hint(encoding=encoding)))
