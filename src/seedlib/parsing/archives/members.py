"""What the readers of archives share: ZIP files opened with clear errors, members read in memory, and which of them hold no text.

Rules:

- A member's name is a label: nothing here, and nothing that calls this, makes a path of it.
- What is left out of an archive is counted, and said in a notice.
- `open_zip` is for documents that are ZIP files inside (Word, OpenDocument, EPUB): what they unpack to is checked before any of it is
  read. No member can unpack to more than its entry says, since `zipfile` stops there.
- Every error of `zipfile` becomes a `ParseError` here.
"""

from __future__ import annotations

import io
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import PurePosixPath
from typing import BinaryIO

from seedlib.components import Hint, Readable, Settings
from seedlib.errors import LimitError, ParseError
from seedlib.model import Notice

__all__ = [
    "ANNOTATIONS",
    "MEBIBYTE",
    "TEXT",
    "ErrorsNamed",
    "Torn",
    "hint_of",
    "kind_left_out",
    "label_of",
    "left_out",
    "member",
    "open_zip",
    "opened_zip",
    "text_of",
    "unpacking_errors",
]

#: What an input may unpack to before its ratio counts, as in `seedlib.dispatch`.
MEBIBYTE = 1 << 20

#: The bit of an entry's flags that says it is encrypted (APPNOTE.TXT of PKWARE, 4.4.4).
_ENCRYPTED = 0x1

#: The list of members of an archive is held in memory whole: about a kilobyte for each entry, which has at least 46 bytes in the file.
_LONGEST_LIST = 64 * MEBIBYTE

#: The records at the end of an archive, of ZIP64 and of every ZIP, and the most bytes that they and the comment after them may have.
_END_64, _END, _END_SIZE = b"PK\x06\x06", b"PK\x05\x06", 56 + 20 + 22 + 65_535

#: What `zipfile` and `tarfile` raise for files that are not as they should be.
_BROKEN = (
    zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError, IndexError, OverflowError,
    RecursionError,
)  # fmt: skip


@contextmanager
def unpacking_errors(what: str, where: str = "") -> Iterator[None]:
    """Turn what `zipfile` and `tarfile` raise into a `ParseError` that says which file, and which member, is broken.

    Args:
        what: what the file should be, with its article.
        where: the member; empty for the archive itself.
    """
    try:
        yield
    except ParseError:
        raise
    except NotImplementedError as error:  # a method of compression that Python lacks, or strong encryption
        raise ParseError(f"found {what} packed in a way that cannot be read: {error}", where=where, advice="pack it again") from error
    except _BROKEN as error:
        words = f"found {what} that is broken or cut off: {error or type(error).__name__}"
        raise ParseError(words, where=where, advice="fetch or save it again") from error
    except RuntimeError as error:  # zipfile's word for an encrypted member
        raise ParseError(f"found {what} that needs a password", where=where, advice="save it without one") from error


def opened_zip(stream: BinaryIO, what: str) -> zipfile.ZipFile:
    """Open a ZIP archive, whatever it unpacks to; for the parser of archives, whose members are counted one by one.

    Args:
        stream: can seek; stays open when the archive is closed.
        what: what the file should be, with its article: `a Word file`.

    Raises:
        LimitError: its list of members is too long to be held.
        ParseError: it is no ZIP archive, or a broken one.
    """
    with unpacking_errors(what):
        _check_list(stream, what)
        stream.seek(0)
        return zipfile.ZipFile(stream)


def open_zip(stream: BinaryIO, settings: Settings, what: str) -> zipfile.ZipFile:
    """Open a document that is a ZIP archive inside, and check what all its members together unpack to.

    >>> packed = io.BytesIO()
    >>> with zipfile.ZipFile(packed, "w") as archive:
    ...     archive.writestr("content.xml", "<a/>")
    >>> member(open_zip(packed, Settings(), "an ODT file"), "content.xml", "an ODT file")
    b'<a/>'

    Args:
        stream: can seek; stays open when the archive is closed.
        settings: with the limits.
        what: what the file should be, with its article: `a Word file`.

    Raises:
        LimitError: it unpacks to more than `max_bytes`, or to more than a mebibyte and `max_ratio` times its own size.
        ParseError: it is no ZIP archive, or a broken one, or encrypted as a whole.
    """
    archive = opened_zip(stream, what)
    entries = archive.filelist
    packed = stream.seek(0, io.SEEK_END)
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > settings.max_bytes:
        message = f"found {what} that unpacks to {unpacked} bytes, expected at most {settings.max_bytes}"
        raise LimitError(message, advice="raise Settings.max_bytes")
    if unpacked > max(MEBIBYTE, packed * settings.max_ratio):
        message = f"found {what} that unpacks to more than {settings.max_ratio:g} times its {packed} bytes"
        raise LimitError(message, advice="raise Settings.max_ratio if you trust it")
    if entries and all(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise ParseError(f"found {what} that needs a password", advice="save it without one")
    return archive


def member(archive: zipfile.ZipFile, name: str, what: str) -> bytes:
    """Return the bytes of a member of an archive that `open_zip` has checked.

    Args:
        archive: the archive.
        name: the member's full name, `word/document.xml`.
        what: what the archive is, with its article.

    Raises:
        ParseError: it has no such member, or the member is broken or encrypted.
    """
    try:
        entry = archive.getinfo(name)
    except KeyError:
        raise ParseError(f"found {what} without its member {name}", advice="check how it was made, or save it again") from None
    with unpacking_errors(what, name):
        return archive.read(entry)


def _check_list(stream: BinaryIO, what: str) -> None:
    """Raise an error if the stream has no end of a ZIP archive, or one whose list of members is too long to be held."""
    size = stream.seek(0, io.SEEK_END)
    stream.seek(max(0, size - _END_SIZE))
    tail = stream.read(_END_SIZE)
    at = tail.rfind(_END)
    if at < 0:
        stream.seek(0)
        head = stream.read(4)
        if head.startswith(b"PK"):
            raise ParseError(f"found {what} that is cut off: its list of members is missing", advice="fetch or save it again")
        raise ParseError(f"found {head!r} at its beginning, expected {what}", advice="check what the file is")
    length = int.from_bytes(tail[at + 12 : at + 16], "little")
    if length == 0xFFFF_FFFF and (before := tail.rfind(_END_64, 0, at)) >= 0:
        length = int.from_bytes(tail[before + 40 : before + 48], "little")
    if min(length, size) > _LONGEST_LIST:
        message = f"found {what} whose list of members has {length} bytes, expected at most {_LONGEST_LIST}"
        raise LimitError(message, advice="split it into several")


#: Annotations, and the text that they are of, have one name and these suffixes: they are one part.
ANNOTATIONS, TEXT = ".ann", ".txt"


def text_of(label: str) -> str | None:
    """Return the name of the text that a member has annotations of, `doc.txt` for `doc.ann`; None if it has none."""
    return label.removesuffix(ANNOTATIONS) + TEXT if label.endswith(ANNOTATIONS) else None


def label_of(name: str) -> str:
    """Return a member's name as it is shown: with `/` between folders, and nothing in it that leads out of them or cannot be seen."""
    shown = "".join(sign if sign.isprintable() else "\ufffd" for sign in name.replace("\\", "/"))
    return "/".join(part for part in shown.split("/") if part not in {"", ".", ".."}) or "unnamed"


def hint_of(label: str, text: bytes | None = None) -> Hint:
    """Return what is known of a member: the last part of its name, and the text that it has annotations of."""
    return Hint(filename=PurePosixPath(label).name, beside={} if text is None else {TEXT: text})


#: What lies beside texts in archives of saved pages and exports, and holds none to read, by suffix; `annotation.conf` is brat's.
_NO_TEXTS = {
    "configuration": ".conf",
    "picture": ".apng .avif .bmp .cur .gif .heic .ico .jfif .jpe .jpeg .jpg .jxl .png .psd .svg .svgz .tif .tiff .webp .wmf .emf",
    "sound or film": ".aac .avi .flac .flv .m4a .m4v .mkv .mov .mp3 .mp4 .mpeg .mpg .oga .ogg .ogv .opus .swf .wav .webm .wma .wmv",
    "style, script or font": ".css .eot .js .less .map .mjs .otf .scss .ttf .woff .woff2",
}
_KINDS = {suffix: kind for kind, suffixes in _NO_TEXTS.items() for suffix in suffixes.split()}

#: What systems leave in archives without being asked.
_SYSTEM = frozenset({"__macosx", "thumbs.db", "desktop.ini"})


def kind_left_out(label: str) -> str:
    """Return what a member is that is not read, `picture`; empty for one that is."""
    parts = label.lower().split("/")
    if any(part.startswith(".") or part in _SYSTEM for part in parts):
        return "hidden file"
    return _KINDS.get(PurePosixPath(parts[-1]).suffix, "")


def left_out(counts: Mapping[str, int], what: str, component: str) -> Iterator[Notice]:
    """Yield the notice that says what was left out, if anything was.

    Args:
        counts: how many, by what they are.
        what: what was counted: `Members of the archive`.
        component: the full name of the parser.
    """
    if counts:
        counted = ", ".join(f"{kind}: {count}" for kind, count in sorted(counts.items()))
        yield Notice(code="left-out", message=f"{what} were left out ({counted}).", component=component)


class ErrorsNamed:
    """A member's stream whose errors are `ParseError`s."""

    def __init__(self, stream: Readable, what: str) -> None:
        self.stream, self.what = stream, what

    def read(self, size: int, /) -> bytes:
        """Return the next bytes, at most `size`; none at the end."""
        with unpacking_errors(self.what):
            return self.stream.read(size)


class Torn:
    """Stands for the stream of a member that cannot be read at all."""

    def __init__(self, error: ParseError) -> None:
        self.error = error

    def read(self, size: int, /) -> bytes:
        """Raise what is wrong with the member."""
        del size
        raise self.error
