"""Compressed files (gzip, bzip2, xz, and zstd where Python has it): each holds one part, which is parsed in its turn.

Rules:

- The part's name is the file's without its last suffix: `story.html.gz` holds `story.html`.
- What comes out is a stream: `seedlib.dispatch` counts its bytes as they are unpacked.
- Where the file is broken or cut off, what was unpacked until there is read, and an `Unread` says that the rest is missing.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import zlib
from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import PurePosixPath
from typing import Any, BinaryIO

from seedlib.components import Context, Hint, Parsed, Parser, Part, Rank
from seedlib.errors import ParseError
from seedlib.model import Origin, value
from seedlib.parsing.formats import media_type_of
from seedlib.parsing.records import Place, unread

__all__ = ["COMPRESSED", "beginning_of", "unpacked"]

#: How many bytes are read at a time.
_CHUNK = 1 << 16

#: How much memory an xz file may ask for, in bytes: `xz -9` asks for 65 MiB, the format allows 4 GiB.
_XZ_MEMORY = 1 << 28

#: What the decompressors raise for a broken file.
_BROKEN = (OSError, EOFError, ValueError, zlib.error, lzma.LZMAError)

#: What comes for a compressed suffix: `archive.tgz` holds `archive.tar`.
_SUFFIXES = {".gz": "", ".bz2": "", ".xz": "", ".zst": "", ".tgz": ".tar", ".tbz2": ".tar", ".tbz": ".tar", ".txz": ".tar", ".tzst": ".tar"}


class _Chain(io.RawIOBase):
    """Unpacks a file of one or more streams, one after the other, by an object of `bz2` or `lzma`."""

    def __init__(self, stream: BinaryIO, make: Callable[[], Any]) -> None:
        self.stream, self.make = stream, make
        self.unpacker = make()

    def read(self, size: int | None = -1) -> bytes:
        """Return the next bytes, at most `size`; none at the end."""
        size = _CHUNK if size is None or size < 0 else size
        while True:
            if self.unpacker.eof:
                rest = (self.unpacker.unused_data or self.stream.read(_CHUNK)).lstrip(b"\0")  # xz files may be padded
                if not rest:
                    return b""
                self.unpacker = self.make()
                found = self.unpacker.decompress(rest, size)
            else:
                more = self.stream.read(_CHUNK) if self.unpacker.needs_input else b""
                if not more and self.unpacker.needs_input:
                    raise EOFError("it ends before its end mark")
                found = self.unpacker.decompress(more, size)
            if found:
                return bytes(found)


class _Gzip(gzip.GzipFile):
    """Gives what it has before it raises for what is broken: `read1` asks for no more than is at hand."""

    def read(self, size: int | None = -1) -> bytes:
        """Return the next bytes, at most `size`; none at the end."""
        return self.read1(_CHUNK if size is None or size < 0 else size)


def _gzip(stream: BinaryIO) -> BinaryIO:
    return _Gzip(fileobj=stream, mode="rb")  # type: ignore[return-value]  # has what is used of one


def _bzip2(stream: BinaryIO) -> BinaryIO:
    return _Chain(stream, bz2.BZ2Decompressor)  # type: ignore[return-value]  # has what is used of one


def _xz(stream: BinaryIO) -> BinaryIO:
    return _Chain(stream, lambda: lzma.LZMADecompressor(memlimit=_XZ_MEMORY))  # type: ignore[return-value]  # has what is used of one


def _zstd(stream: BinaryIO) -> BinaryIO:
    if find_spec("compression") is None:
        advice = "use Python 3.14 or newer, or unpack it first: zstd -d FILE"
        raise ParseError("found a zstd file, which this Python cannot unpack", advice=advice)
    return _Chain(stream, import_module("compression.zstd").ZstdDecompressor)  # type: ignore[return-value]  # has what is used of one


@value(kw_only=True)
class _Method:
    """A way of compression."""

    #: With its article.
    name: str
    signature: bytes
    opened: Callable[[BinaryIO], BinaryIO]


#: From RFC 1952, the manual of bzip2, "The .xz File Format" 2.1.1.1, and RFC 8878.
_METHODS = (
    _Method(name="a gzip file", signature=b"\x1f\x8b\x08", opened=_gzip),
    _Method(name="a bzip2 file", signature=b"BZh", opened=_bzip2),
    _Method(name="an xz file", signature=b"\xfd7zXZ\0", opened=_xz),
    _Method(name="a zstd file", signature=b"\x28\xb5\x2f\xfd", opened=_zstd),
)

#: What follows the `BZh` and the level: a block, or the end of a file that holds nothing. A text may begin with `BZh`.
_BZIP2_BLOCKS = (b"1AY&SY", b"\x17\x72\x45\x38\x50\x90")

#: A web archive that is compressed record by record, or as a whole, is the business of its own parser.
_WEB_ARCHIVES = (b"WARC/", b"filedesc://")


def _method_of(head: bytes) -> _Method | None:
    found = next((method for method in _METHODS if head.startswith(method.signature)), None)
    return None if found and found.opened is _bzip2 and head[4:10] not in _BZIP2_BLOCKS else found


def unpacked(stream: BinaryIO) -> BinaryIO:
    """Return a stream of what a compressed file holds; the stream itself if it is not compressed."""
    head = stream.read(10)
    stream.seek(0)
    method = _method_of(head)
    return method.opened(stream) if method else stream


def beginning_of(head: bytes) -> bytes:
    """Return the first bytes of what a compressed file holds, from its own first bytes; the head itself if it is not compressed."""
    try:
        return unpacked(io.BytesIO(head)).read(16)
    except (*_BROKEN, ParseError):
        return b""


class _Read(io.RawIOBase):
    """A stream that ends where it is broken, and keeps the error."""

    def __init__(self, stream: BinaryIO, method: _Method) -> None:
        self.stream, self.method = stream, method
        self.size = 0
        self.error: ParseError | None = None

    def read(self, size: int | None = -1) -> bytes:
        """Return the next bytes; none at the end, and where the file is broken.

        Raises:
            ParseError: it is broken at its very beginning.
        """
        if self.error:
            return b""
        try:
            found = self.stream.read(-1 if size is None else size)
        except _BROKEN as error:
            words = f"found {self.method.name} that is broken or cut off after {self.size:,} bytes unpacked: {error}"
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
    return Rank.CONTENT if _method_of(head) and not beginning_of(head).startswith(_WEB_ARCHIVES) else Rank.NO


def _parse(stream: BinaryIO, hint: Hint, context: Context) -> Iterator[Parsed]:
    del context
    head = stream.read(10)
    stream.seek(0)
    method = _method_of(head)
    if method is None:
        raise ParseError(f"found {head!r} at its beginning, expected a gzip, bzip2, xz or zstd file", advice="check what the file is")
    inner = _inner(hint)
    read = _Read(method.opened(stream), method)
    yield Part(stream=read, hint=inner, locator=inner.filename or "unpacked")  # type: ignore[arg-type]  # has what is used of one
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
