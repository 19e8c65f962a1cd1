"""ZIP archives: each member that may hold text is a part, in the order of the archive's own list.

Rules:

- Members are unpacked one after the other, as they are asked for; nothing is written anywhere under their names.
- A member that is encrypted or broken is an `Unread`; the others are read.
- A Word, OpenDocument or EPUB file that is named `.zip` is known by its members, and handed on to the parser of its format.
- A text and its annotations, `doc.txt` and `doc.ann`, are one part.
"""

from __future__ import annotations

import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import BinaryIO

import attrs

from seedlib.components import Context, Hint, Parsed, Parser, Part, Rank
from seedlib.errors import ParseError
from seedlib.model import value
from seedlib.parsing.archives.members import (
    ErrorsNamed,
    Torn,
    hint_of,
    kind_left_out,
    label_of,
    left_out,
    opened_zip,
    text_of,
    unpacking_errors,
)
from seedlib.parsing.formats import media_type_of

__all__ = ["ZIP"]

_NAME = "seedlib:zip"
_WHAT = "a ZIP archive"

#: How an archive begins: with a member, or with its end where it has none (APPNOTE.TXT of PKWARE, 4.3.7 and 4.3.16); with the mark
#: of one that is split or was meant to be (8.5.3).
_SIGNATURES = (b"PK\x03\x04", b"PK\x05\x06", b"PK00PK\x03\x04", b"PK\x07\x08PK\x03\x04")

#: Documents that are ZIP archives inside and have a parser of their own; that of an archive hands on what it knows by its members.
_DOCUMENTS = frozenset({".docx", ".docm", ".dotx", ".dotm", ".odt", ".ott", ".epub"})

#: Other files that are ZIP archives inside: what a plugin says of them goes first.
_OTHERS = frozenset({".key", ".numbers", ".odg", ".odp", ".ods", ".pages", ".potx", ".ppsx", ".pptm", ".pptx", ".xlsm", ".xlsx", ".xltx"})


@value(kw_only=True)
class _Format:
    """A format whose files are ZIP archives inside."""

    #: With its article.
    name: str
    #: A member that every such file has, or for those of `mimetype`, the beginning of what that member holds.
    sign: str
    #: The suffix and the media type by which its parser knows it; empty where nobody reads it.
    suffix: str = ""
    media_type: str = ""


_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_OPEN = "application/vnd.oasis.opendocument"

#: From ECMA-376 part 2 and OpenDocument 1.3 part 2; `mimetype` is the first member of OpenDocument and EPUB files.
_BY_MEMBER = (
    _Format(name="a Word file", sign="word/document.xml", suffix=".docx", media_type=_WORD),
    _Format(name="an Excel file", sign="xl/workbook.xml"),
    _Format(name="a PowerPoint file", sign="ppt/presentation.xml"),
    _Format(name="an EPUB file", sign="META-INF/container.xml", suffix=".epub", media_type="application/epub+zip"),
)
_BY_TYPE = (
    _Format(name="an EPUB file", sign="application/epub+zip", suffix=".epub", media_type="application/epub+zip"),
    _Format(name="an OpenDocument text", sign=f"{_OPEN}.text", suffix=".odt", media_type=f"{_OPEN}.text"),
    _Format(name="an OpenDocument file that is no text", sign=_OPEN),
)


def _format_of(archive: zipfile.ZipFile) -> _Format | None:
    """Return the format that an archive is known for by its members, or None."""
    names = set(archive.namelist())
    if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
        with unpacking_errors(_WHAT, "mimetype"):
            declared = archive.read("mimetype").decode("ascii", "replace").strip()
        for known in _BY_TYPE:
            if declared.startswith(known.sign):
                return known
    return next((known for known in _BY_MEMBER if known.sign in names), None)


def _document(stream: BinaryIO, hint: Hint, known: _Format) -> Part:
    """Return the file itself as a part of its own format."""
    if not known.suffix:
        raise ParseError(f"found {known.name}, expected texts", advice="save it as a PDF, Word or CSV file")
    stream.seek(0)
    name = f"{PurePosixPath(hint.filename or 'document').stem}{known.suffix}"
    return Part(stream=stream, hint=attrs.evolve(hint, filename=name, media_type=known.media_type), locator=name)


def _name_of(entry: zipfile.ZipInfo) -> str:
    """Return a member's name; one in UTF-8 that does not say so is read as code page 437 by `zipfile`."""
    if entry.flag_bits & 0x800 or entry.filename.isascii():
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return entry.filename


def _parse(stream: BinaryIO, hint: Hint, context: Context) -> Iterator[Parsed]:
    archive = opened_zip(stream, _WHAT)
    if not archive.filelist:
        raise ParseError("found an empty ZIP archive, expected documents in it", advice="check how it was made")
    known = _format_of(archive)
    if known:
        yield _document(stream, hint, known)
        return
    labelled = [(entry, label_of(_name_of(entry))) for entry in archive.filelist if not entry.filename.endswith("/")]
    yield from left_out(Counter(kind for _, label in labelled if (kind := kind_left_out(label))), "Members of the archive", _NAME)
    wanted = [(entry, label) for entry, label in labelled if not kind_left_out(label)]
    texts = _texts(wanted)
    annotated = {text_of(label) for label in texts}
    for entry, label in wanted:
        if label in annotated:
            continue
        yield _part(archive, entry, label, texts.get(label), context)


def _texts(wanted: list[tuple[zipfile.ZipInfo, str]]) -> dict[str, zipfile.ZipInfo]:
    """Return the members that are annotated texts, by the names of their annotations."""
    by_label = {label: entry for entry, label in wanted}
    pairs = ((label, text_of(label)) for label in by_label)
    return {label: by_label[text] for label, text in pairs if text in by_label}


def _part(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, label: str, text: zipfile.ZipInfo | None, context: Context) -> Part:
    try:
        with unpacking_errors("a member of a ZIP archive"):
            member = archive.open(entry)
            beside = archive.open(text).read(context.settings.max_text_bytes + 1) if text else None
    except ParseError as error:
        return Part(stream=Torn(error), hint=hint_of(label), locator=label)
    return Part(stream=ErrorsNamed(member, _WHAT), hint=hint_of(label, beside), locator=label)


def _accepts(head: bytes, hint: Hint) -> Rank:
    if not head.startswith(_SIGNATURES) or hint.suffix in _DOCUMENTS:
        return Rank.NO
    if hint.suffix in ZIP.suffixes or media_type_of(hint) in ZIP.media_types:
        return Rank.CONTENT
    return Rank.SUFFIX if hint.suffix in _OTHERS else Rank.MEDIA_TYPE


#: Reads the members of ZIP archives.
ZIP = Parser(
    name="zip",
    accepts=_accepts,
    parse=_parse,
    suffixes=(".zip",),
    media_types=("application/zip", "application/x-zip-compressed"),
)
