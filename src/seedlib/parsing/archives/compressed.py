"""Compressed files (gzip, bzip2, xz, and zstd where Python has it): each holds one part, which is parsed in its turn.

Rules:

- The part's name is the file's without its last suffix: `story.html.gz` holds `story.html`.
- What comes out is a stream: `seedlib.dispatch` counts its bytes as they are unpacked.
- Where the file is broken or cut off, what was unpacked until there is read, and an `Unread` says that the rest is missing.
"""

from __future__ import annotations

import bz2
import io
import lzma
import zlib
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import PurePosixPath
from typing import Any, BinaryIO

from seedlib.components import Context, Hint, Parsed, Parser, Part, Rank, Readable
from seedlib.errors import ParseError
from seedlib.model import Origin, value
from seedlib.parsing.formats import media_type_of
from seedlib.parsing.records import Place, unread

__all__ = ["COMPRESSED", "WEB_ARCHIVES", "Gzip", "Members", "Method", "Salvaged", "beginning_of", "method_of"]

#: How many bytes are read at a time.
_CHUNK = 1 << 16

#: How much memory an xz file may ask for, in bytes: `xz -9` asks for 65 MiB, the format allows 4 GiB.
_XZ_MEMORY = 1 << 28

#: What the decompressors raise for a broken file.
_BROKEN = (OSError, EOFError, ValueError, zlib.error, lzma.LZMAError)

#: What comes for a compressed suffix: `archive.tgz` holds `archive.tar`.
_SUFFIXES = {".gz": "", ".bz2": "", ".xz": "", ".zst": "", ".tgz": ".tar", ".tbz2": ".tar", ".tbz": ".tar", ".txz": ".tar", ".tzst": ".tar"}


class Gzip:
    """A gzip member's unpacker with the methods of those of `bz2` and `lzma`."""

    def __init__(self) -> None:
        self.unpacker = zlib.decompressobj(wbits=31)  # with the header and the checksum of gzip

    def decompress(self, more: bytes, size: int) -> bytes:
        """Return what is unpacked of these bytes and those kept from before, at most `size`."""
        return self.unpacker.decompress(self.unpacker.unconsumed_tail + more, size)

    @property
    def eof(self) -> bool:
        """Whether the member's end was reached."""
        return self.unpacker.eof

    @property
    def unused_data(self) -> bytes:
        """What lies behind that end."""
        return self.unpacker.unused_data

    @property
    def needs_input(self) -> bool:
        """Whether there is nothing more to unpack without more bytes."""
        return not self.unpacker.unconsumed_tail


class Members:
    """Unpacks a file of one member or more, one after the other.

    The files of `gzip`, `bz2` and `lzma` drop what they unpacked before an error, that of `lzma` has no bound on memory, and none says
    where a member begins.

    Args:
        stream: where the file stands.
        make: makes what unpacks a member.
    """

    def __init__(self, stream: Readable, make: Callable[[], Any]) -> None:
        self.stream, self.make = stream, make
        self.unpacker = make()
        #: Where the member begins that is being unpacked, and what was read so far, in bytes from where the stream stood.
        self.start = self.taken = 0

    def read(self, size: int, /) -> bytes:
        """Return the next bytes, at most `size`; none at the end."""
        while True:
            if self.unpacker.eof:
                rest = (self.unpacker.unused_data or self._more()).lstrip(b"\0")  # it may be padded
                if not rest:
                    return b""
                self.start = self.taken - len(rest)
                self.unpacker = self.make()
                found = self.unpacker.decompress(rest, size)
            else:
                asked = self.unpacker.needs_input
                more = self._more() if asked else b""
                found = self.unpacker.decompress(more, size)
                if asked and not more and not found and not self.unpacker.eof:
                    raise EOFError("it ends before its end mark")
            if found:
                return bytes(found)

    def _more(self) -> bytes:
        more = self.stream.read(_CHUNK)
        self.taken += len(more)
        return more


def _gzip(stream: Readable) -> Members:
    return Members(stream, Gzip)


def _bzip2(stream: Readable) -> Members:
    return Members(stream, bz2.BZ2Decompressor)


def _xz(stream: Readable) -> Members:
    return Members(stream, lambda: lzma.LZMADecompressor(memlimit=_XZ_MEMORY))


class _Zstd(Members):
    """Unpacks zstd; its library has an error of its own."""

    def __init__(self, stream: Readable, library: Any) -> None:
        super().__init__(stream, library.ZstdDecompressor)
        self.error: type[Exception] = library.ZstdError

    def read(self, size: int, /) -> bytes:
        """Return the next bytes, at most `size`; none at the end."""
        try:
            return super().read(size)
        except self.error as error:
            raise ValueError(str(error)) from error


def _zstd(stream: Readable) -> Members:
    try:
        library = import_module("compression.zstd")
    except ImportError as error:
        advice = "use Python 3.14 or newer, or unpack it first: zstd -d FILE"
        raise ParseError("found a zstd file, which this Python cannot unpack", advice=advice) from error
    return _Zstd(stream, library)


@value(kw_only=True)
class Method:
    """A way of compression."""

    #: With its article.
    name: str
    signature: bytes
    opened: Callable[[Readable], Members]


#: From RFC 1952, the manual of bzip2, "The .xz File Format" 2.1.1.1, and RFC 8878.
_METHODS = (
    Method(name="a gzip file", signature=b"\x1f\x8b\x08", opened=_gzip),
    Method(name="a bzip2 file", signature=b"BZh", opened=_bzip2),
    Method(name="an xz file", signature=b"\xfd7zXZ\0", opened=_xz),
    Method(name="a zstd file", signature=b"\x28\xb5\x2f\xfd", opened=_zstd),
)

#: What follows the `BZh` and the level: a block, or the end of a file that holds nothing. A text may begin with `BZh`.
_BZIP2_BLOCKS = (b"1AY&SY", b"\x17\x72\x45\x38\x50\x90")

#: How web archives begin, compressed record by record, or as a whole: they are the business of their own parser.
WEB_ARCHIVES = (b"WARC/", b"filedesc://")


def method_of(head: bytes) -> Method | None:
    """Return how a file is compressed, by its first bytes; None if it is not."""
    found = next((method for method in _METHODS if head.startswith(method.signature)), None)
    return None if found and found.opened is _bzip2 and head[4:10] not in _BZIP2_BLOCKS else found


def beginning_of(head: bytes) -> bytes:
    """Return the first bytes of what a compressed file holds, from its own first bytes; the head itself if it is not compressed."""
    method = method_of(head)
    try:
        return method.opened(io.BytesIO(head)).read(16) if method else head
    except (*_BROKEN, ParseError):
        return b""


class Salvaged:
    """A stream that ends where it is broken, and keeps the error.

    Args:
        stream: unpacks something.
        what: what it unpacks, with its article.
    """

    def __init__(self, stream: Readable, what: str) -> None:
        self.stream, self.what = stream, what
        self.size = 0
        self.error: ParseError | None = None

    def read(self, size: int, /) -> bytes:
        """Return the next bytes; none at the end, and where it is broken.

        Raises:
            ParseError: it is broken at its very beginning.
        """
        if self.error:
            return b""
        try:
            found = self.stream.read(size)
        except _BROKEN as error:
            words = f"found {self.what} that is broken or cut off after {self.size:,} bytes unpacked: {error}"
            self.error = ParseError(words, advice="fetch it again; what came before is read" if self.size else "fetch it again")
            if not self.size:
                raise self.error from error
            return b""
        self.size += len(found)
        return found


def _inner(hint: Hint) -> Hint:
    """Return what is known of the part: the file's name without its last suffix, and its media type unless it is that of the method."""
    name = hint.filename
    if name and hint.suffix in _SUFFIXES:
        name = PurePosixPath(name).stem + _SUFFIXES[hint.suffix]
    declared = None if media_type_of(hint) in {*COMPRESSED.media_types, "application/octet-stream"} else hint.media_type
    return Hint(filename=name, media_type=declared, encoding=hint.encoding, uri=hint.uri)


def _accepts(head: bytes, hint: Hint) -> Rank:
    del hint
    return Rank.CONTENT if method_of(head) and not beginning_of(head).startswith(WEB_ARCHIVES) else Rank.NO


def _parse(stream: BinaryIO, hint: Hint, context: Context) -> Iterator[Parsed]:
    del context
    head = stream.read(10)
    stream.seek(0)
    method = method_of(head)
    if method is None:
        raise ParseError(f"found {head!r} at its beginning, expected a gzip, bzip2, xz or zstd file", advice="check what the file is")
    inner = _inner(hint)
    read = Salvaged(method.opened(stream), method.name)
    yield Part(stream=read, hint=inner, locator=inner.filename or "unpacked")
    if read.error and read.size:  # else the part itself has failed by it
        yield unread(read.error, Place(component="seedlib:compressed", origin=Origin()))


#: Reads what a compressed file holds, but for web archives.
COMPRESSED = Parser(
    name="compressed",
    accepts=_accepts,
    parse=_parse,
    suffixes=tuple(_SUFFIXES),
    media_types=("application/gzip", "application/x-gzip", "application/x-bzip2", "application/x-xz", "application/zstd"),
)
