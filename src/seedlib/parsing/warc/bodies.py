"""Bodies of HTTP responses as web archives keep them: put together from chunks, and unpacked.

Rules:

- A body that is not as its header says is taken as it stands: archives often keep the header of what they have unpacked themselves.
- What is broken or cut off later raises, as the decompressors do; `seedlib.parsing.archives.compressed.Salvaged` ends it there.
  The readers of `warcio` end it without a word, and unpack without bound.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any, Protocol

import regex

from seedlib.components import Readable
from seedlib.errors import ParseError
from seedlib.parsing.archives.compressed import Gzip, Members

__all__ = ["Lined", "body_of"]

#: How many bytes are read at a time.
_CHUNK = 1 << 16

#: So many bytes show whether a body is packed: a page begins with a tag, behind a few blanks.
_ENOUGH = 20

#: The size of a chunk, and the most bytes that the line with it may have; what stands behind the size is for proxies.
_SIZE, _LONGEST_SIZE = regex.compile(rb"[0-9A-Fa-f]{1,15}(?=[ \t]*(?:;|\r?\n|\Z))"), 128


class Lined(Protocol):
    """A stream of lines, such as `warcio` gives for a record."""

    def read(self, size: int, /) -> bytes:
        """Return at most so many bytes; none at the end."""

    def readline(self, size: int, /) -> bytes:
        """Return a line, at most so many bytes of it; none at the end."""


class _Joined:
    """A stream of pieces that are there already, or made as they are asked for."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self.pieces = iter(pieces)

    def read(self, size: int, /) -> bytes:
        """Return the next piece, whatever its size; none at the end."""
        del size
        return next(self.pieces, b"")


def _pieces(stream: Readable) -> Iterator[bytes]:
    """Yield what a stream gives."""
    while found := stream.read(_CHUNK):
        yield found


def _unchunked(stream: Lined) -> Iterator[bytes]:
    """Yield the pieces of a body that was sent in chunks (RFC 9112, 7.1), or of one that is in none, whatever its header says."""
    line = stream.readline(_LONGEST_SIZE)
    left = _size(line)
    if left is None:
        yield line
        yield from _pieces(stream)
    while left:
        found = stream.read(min(left, _CHUNK))
        if not found:
            raise EOFError("it ends inside a chunk")
        yield found
        left -= len(found)
        if not left:
            stream.readline(4)  # its line end
            line = stream.readline(_LONGEST_SIZE)
            left = _size(line)
            if left is None:
                raise ValueError(f"found {line[:16]!r}, expected the size of a chunk")


def _size(line: bytes) -> int | None:
    """Return the size of a chunk, by the line before it; None if that is none."""
    found = _SIZE.match(line)
    return int(found[0], 16) if found else None


class _Deflate:
    """Unpacks deflated bytes, with the header of zlib or without it, as servers send both."""

    unused_data = b""
    needs_input = True

    def __init__(self) -> None:
        self.unpacker: Any = None

    def decompress(self, more: bytes, size: int) -> bytes:
        """Return what is unpacked of these bytes and those kept from before, at most `size`."""
        if self.unpacker is None:
            header = len(more) > 1 and more[0] & 0x0F == 8 and int.from_bytes(more[:2], "big") % 31 == 0  # RFC 1950, 2.2
            self.unpacker = zlib.decompressobj(wbits=15 if header else -15)
        found: bytes = self.unpacker.decompress(self.unpacker.unconsumed_tail + more, size)
        self.needs_input = not self.unpacker.unconsumed_tail
        return found

    @property
    def eof(self) -> bool:
        """Whether the end was reached."""
        return self.unpacker is not None and bool(self.unpacker.eof)


def body_of(stream: Lined, transfer: str, encodings: str) -> Readable:
    """Return a body as the server meant it; reading it raises a ParseError if it is packed in a way that nothing here unpacks.

    Args:
        stream: the body as it stands in the archive.
        transfer: the header `Transfer-Encoding`; empty if there is none.
        encodings: the header `Content-Encoding`; empty if there is none.
    """
    return _Joined(_unpacked(stream, transfer, encodings))


def _unpacked(stream: Lined, transfer: str, encodings: str) -> Iterator[bytes]:
    body: Readable = _Joined(_unchunked(stream)) if "chunked" in transfer.lower() else stream
    for name in reversed([name.strip().lower() for name in encodings.split(",")]):
        if name in {"", "identity", "none"}:
            continue
        first = b""
        while len(first) < _ENOUGH and (more := body.read(_CHUNK)):
            first += more
        body = _Joined(chain([first], _pieces(body)))
        if name in {"gzip", "x-gzip"}:
            body = Members(body, Gzip) if first.startswith(b"\x1f\x8b") else body
        elif name == "deflate":
            body = body if first[:_ENOUGH].lstrip().startswith(b"<") else Members(body, _Deflate)
        elif not first[:_ENOUGH].lstrip().startswith(b"<"):  # br has no bound on what it unpacks to at once in most versions of its library
            raise ParseError(f"found a body that is packed by {name!r}, which is not read", advice="crawl without that encoding")
    yield from _pieces(body)
