"""TAR archives: each file in them that may hold text is a part, in order.

Rules:

- Members are read where they lie, one after the other; nothing is written anywhere under their names, and no link is followed.
- Where a header is broken, what came before it is read, and an `Unread` says that the rest is not.
- `archive.tar.gz` comes here unpacked, by way of `seedlib.parsing.archives.compressed`.
"""

from __future__ import annotations

import io
import tarfile
from collections import Counter
from collections.abc import Iterator
from typing import BinaryIO

from seedlib.components import Context, Hint, Parsed, Parser, Part, Rank, Readable
from seedlib.errors import ParseError
from seedlib.model import Notice, Origin
from seedlib.parsing.archives.members import (
    MEBIBYTE,
    ErrorsNamed,
    Torn,
    hint_of,
    kind_left_out,
    label_of,
    left_out,
    text_of,
    unpacking_errors,
)
from seedlib.parsing.formats import rank_of
from seedlib.parsing.records import Place, unread

__all__ = ["TAR"]

_NAME = "seedlib:tar"
_WHAT = "a TAR archive"

#: Where the magic word of a header stands, and what it is (POSIX.1-2024, ustar; GNU tar's has a blank after it).
_MAGIC_AT, _MAGIC = 257, b"ustar"

#: A header is a block of this many bytes, and an archive ends with a block of NULs.
_BLOCK = 512

#: `tarfile` reads long names and pax headers at once; a longer one is none that a file's name needs.
_LONGEST_HEADER = MEBIBYTE


class _Bounded(io.RawIOBase):
    """A stream that gives no more at once than a header may need."""

    def __init__(self, stream: BinaryIO) -> None:
        self.stream = stream

    def read(self, size: int | None = -1) -> bytes:
        """Return the next bytes, exactly `size` unless the stream ends.

        Raises:
            ParseError: more is asked for than any header needs.
        """
        if size is None or not 0 <= size <= _LONGEST_HEADER:
            raise ParseError(f"found a header of {size} bytes in {_WHAT}, expected at most {_LONGEST_HEADER}", advice="make it again")
        return self.stream.read(size)

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Move to a place, and return it."""
        return self.stream.seek(offset, whence)

    def tell(self) -> int:
        """Return the place."""
        return self.stream.tell()


def _members(archive: tarfile.TarFile) -> Iterator[tarfile.TarInfo]:
    """Yield the members of an archive, none of which is kept."""
    while member := archive.next():
        archive.members.clear()  # type: ignore[attr-defined]  # the stubs lack it; it would keep them all
        yield member


def _kind_left_out(member: tarfile.TarInfo) -> str:
    """Return what a member is that is not read; empty for one that is."""
    return kind_left_out(label_of(member.name)) or ("" if member.isreg() else "link or device")


def _survey(stream: BinaryIO) -> tuple[Counter[str], dict[str, tarfile.TarInfo]]:
    """Return what is left out, and the members that are annotated texts by their names; only headers are read for it."""
    counts: Counter[str] = Counter()
    names = set()
    for member in _headers(stream):
        if kind := _kind_left_out(member):
            counts[kind] += not member.isdir()
        else:
            names.add(text_of(label_of(member.name)))
    members = _headers(stream) if names - {None} else ()
    return +counts, {label: member for member in members if (label := label_of(member.name)) in names and not _kind_left_out(member)}


def _headers(stream: BinaryIO) -> Iterator[tarfile.TarInfo]:
    """Yield the members of an archive up to its end, or to where it is broken."""
    try:
        with unpacking_errors(_WHAT):
            yield from _members(_opened(stream))
    except ParseError:
        return  # told when it is read


def _opened(stream: BinaryIO) -> tarfile.TarFile:
    stream.seek(0)
    with unpacking_errors(_WHAT):
        return tarfile.open(fileobj=_Bounded(stream), mode="r:", errors="surrogateescape")


def _rest(stream: BinaryIO, offset: int) -> Iterator[Parsed]:
    """Yield what is wrong with the end of an archive, if anything is."""
    stream.seek(offset)
    block = stream.read(_BLOCK)
    if block.strip(b"\0"):
        error = ParseError(f"found a broken header at byte {offset} of {_WHAT}; what follows is not read", advice="fetch or make it again")
        yield unread(error, Place(component=_NAME, origin=Origin()))
    elif not block:
        yield Notice(code="no-end-mark", message="The TAR archive has no end mark: it may be cut off.", component=_NAME)


def _parse(stream: BinaryIO, hint: Hint, context: Context) -> Iterator[Parsed]:
    del hint
    counts, texts = _survey(stream)
    yield from left_out(counts, "Members of the archive", _NAME)
    archive = _opened(stream)
    members = _members(archive)
    while True:
        with unpacking_errors(_WHAT):
            member = next(members, None)
        if member is None:
            break
        label = label_of(member.name)
        if label not in texts and not _kind_left_out(member):
            yield _part(archive, member, texts.get(text_of(label) or ""), context)
    yield from _rest(stream, archive.offset)


def _part(archive: tarfile.TarFile, member: tarfile.TarInfo, text: tarfile.TarInfo | None, context: Context) -> Part:
    label = label_of(member.name)
    try:
        with unpacking_errors(_WHAT):
            beside = _whole(tarfile.ExFileObject(archive, text), context.settings.max_text_bytes + 1) if text else None
    except ParseError as error:
        return Part(stream=Torn(error), hint=hint_of(label), locator=label)
    return Part(stream=ErrorsNamed(tarfile.ExFileObject(archive, member), _WHAT), hint=hint_of(label, beside), locator=label)


def _whole(member: Readable, limit: int) -> bytes:
    """Return the bytes of a member, at most so many, read in the pieces that `_Bounded` allows."""
    pieces, size = [], 0
    while size < limit and (chunk := member.read(min(_LONGEST_HEADER, limit - size))):
        pieces.append(chunk)
        size += len(chunk)
    return b"".join(pieces)


def _accepts(head: bytes, hint: Hint) -> Rank:
    if head.startswith(_MAGIC, _MAGIC_AT):
        return Rank.CONTENT
    return rank_of(hint, TAR)


#: Reads the files in TAR archives.
TAR = Parser(name="tar", accepts=_accepts, parse=_parse, suffixes=(".tar",), media_types=("application/x-tar",))
