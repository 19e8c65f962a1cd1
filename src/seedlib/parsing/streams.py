"""Streams of lines: one line in memory at a time, none of them without bound.

Rules:

- A line ends at a line feed; at a carriage return only in a file whose beginning has no line feed.
- UTF-16 and UTF-32 are turned into UTF-8 on the way, so that a line end is a line end.
- A line that is too long is read past, and its size answered in its place.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from seedlib.components import Hint, Settings
from seedlib.model import value
from seedlib.parsing.decoding import Decoded, codec_name, declared_encoding, decode, mark_of

__all__ = ["TooLong", "chunks_of", "decode_line", "line_limit", "lines_of"]

#: How many bytes are read at a time.
_CHUNK = 1 << 16

#: What a line may hold beside its text, in bytes: names, other fields, escapes.
_BESIDE = 1 << 20


@value
class TooLong:
    """Stands for a line that has more bytes than it may."""

    size: int


def line_limit(settings: Settings) -> int:
    """Return how many bytes a line may have: four for each character that a text may have, and room for what is beside it."""
    return 4 * settings.max_characters + _BESIDE


def chunks_of(stream: BinaryIO, hint: Hint) -> Iterator[bytes]:
    """Yield a stream's bytes, those of UTF-16 and UTF-32 as UTF-8; a byte order mark is left out."""
    chunk = stream.read(_CHUNK)
    mark, codec = mark_of(chunk)
    declared = declared_encoding(hint)
    codec = codec or (codec_name(declared) if declared else None)
    chunk = chunk[len(mark) :]
    wide = codec is not None and codec.startswith(("utf-16", "utf-32"))
    decoder = codecs.getincrementaldecoder(codec)("replace") if wide and codec else None
    while chunk:
        yield decoder.decode(chunk).encode("utf-8") if decoder else chunk
        chunk = stream.read(_CHUNK)
    if decoder:
        yield decoder.decode(b"", final=True).encode("utf-8")


def lines_of(chunks: Iterable[bytes], limit: int) -> Iterator[bytes | TooLong]:
    r"""Yield the lines of a stream, each with its end.

    >>> list(lines_of([b"a\nb", b"c\n"], 10))
    [b'a\n', b'bc\n']
    """
    held: list[bytes] = []
    size = 0
    sign = b""
    for chunk in chunks:
        sign = sign or (b"\r" if b"\r" in chunk and b"\n" not in chunk else b"\n")
        for piece in chunk.split(sign)[:-1]:
            size += len(piece) + 1
            yield b"".join([*held, piece, sign]) if size <= limit else TooLong(size)
            held, size = [], 0
        rest = chunk[chunk.rfind(sign) + 1 :]
        size += len(rest)
        held = [*held, rest] if size <= limit and rest else held if size <= limit else []
    if size:
        yield b"".join(held) if size <= limit else TooLong(size)


def decode_line(raw: bytes, hint: Hint) -> Decoded:
    """Decode one line of a file; most are UTF-8."""
    declared = declared_encoding(hint)
    name = codec_name(declared) if declared else None
    if name in {None, "utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"}:
        try:
            return Decoded(text=raw.decode("utf-8"), encoding="utf-8", by="declared" if name else "valid")
        except UnicodeDecodeError:
            pass
    return decode(raw, declared)
