"""Bodies of HTTP responses as web archives keep them: put together from chunks, and unpacked.

Rules:

- A body that is not as its header says is taken as it stands: archives often keep the header of what they have unpacked themselves.
- What is broken or cut off later raises, as the decompressors do; `seedlib.parsing.archives.compressed.Salvaged` ends it there.
"""

from __future__ import annotations

import io
import zlib
from typing import Any, BinaryIO, Protocol

from seedlib.errors import ParseError
from seedlib.parsing.archives.compressed import Gzip, Members

__all__ = ["Lined", "body_of"]


class Lined(Protocol):
    """A stream of lines, such as `warcio` gives for a record."""

    def read(self, length: int | None = None) -> bytes:
        """Return at most so many bytes; none at the end."""

    def readline(self, length: int | None = None) -> bytes:
        """Return a line, at most so many bytes of it; none at the end."""


class _Chunks(io.RawIOBase):
    """Puts the chunks of a body together (RFC 9112, 7.1)."""

    def __init__(self, stream: Lined) -> None:
        self.stream = stream
        self.left = 0
        self.begun = self.whole = self.ended = False
        self.ahead = b""

    def read(self, size: int | None = -1) -> bytes:
        """Return the next bytes, at most `size`; none at the end."""
        size = 1 << 16 if size is None or size < 0 else size
        if not self.left and not self.ended and not self.whole:
            self._begin()
        if self.ahead:
            found, self.ahead = self.ahead[:size], self.ahead[size:]
            return found
        if self.ended:
            return b""
        found = self.stream.read(size if self.whole else min(size, self.left))
        if self.whole:
            return found
        if not found:
            raise EOFError("it ends inside a chunk")
        self.left -= len(found)
        if not self.left:
            self.stream.readline(4)
        return found

    def _begin(self) -> None:
        line = self.stream.readline(128)
        try:
            self.left = int(line.partition(b";")[0].strip(), 16)
        except ValueError:
            if self.begun:
                raise ValueError(f"found {line[:16]!r}, expected the size of a chunk") from None
            self.whole, self.ahead = True, line  # it is in no chunks, whatever its header says
        if self.left < 0:
            raise ValueError(f"found {line[:16]!r}, expected the size of a chunk")
        self.begun, self.ended = True, not self.left and not self.whole


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


class _Ahead(io.RawIOBase):
    """A stream of which some bytes were read already."""

    def __init__(self, ahead: bytes, stream: Any) -> None:
        self.ahead, self.stream = ahead, stream

    def read(self, size: int | None = -1) -> bytes:
        """Return the next bytes, at most `size`; none at the end."""
        if self.ahead:
            found, self.ahead = self.ahead, b""
            return found
        rest: bytes = self.stream.read(size)
        return rest


def body_of(stream: Lined, transfer: str, encodings: str) -> BinaryIO:
    """Return a body as the server meant it.

    Args:
        stream: the body as it stands in the archive.
        transfer: the header `Transfer-Encoding`; empty if there is none.
        encodings: the header `Content-Encoding`; empty if there is none.

    Raises:
        ParseError: it is packed in a way that nothing here unpacks.
    """
    body: Any = _Chunks(stream) if "chunked" in transfer.lower() else stream
    for name in reversed([name.strip().lower() for name in encodings.split(",")]):
        if name in {"", "identity", "none"}:
            continue
        first = body.read(1 << 14)
        body = _Ahead(first, body)
        if name in {"gzip", "x-gzip"}:
            body = Members(body, Gzip) if first.startswith(b"\x1f\x8b") else body
        elif name == "deflate":
            body = body if first[:20].lstrip().startswith(b"<") else Members(body, _Deflate)
        elif not first[:20].lstrip().startswith(b"<"):  # br has no bound on what it unpacks to at once in most versions of its library
            raise ParseError(f"found a body that is packed by {name!r}, which is not read", advice="crawl without that encoding")
    unpacked: BinaryIO = body
    return unpacked
