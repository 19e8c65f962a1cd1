"""How Word files, OpenDocument texts and EPUB books are known, and their parsers, which are loaded when the first file is read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from seedlib.components import Context, Hint, Parsed, Parser, Rank
from seedlib.parsing.formats import rank_of
from seedlib.parsing.office.package import ZIP_START, has_media_type
from seedlib.parsing.xml import root_tag

__all__ = ["DOCX", "EPUB", "EPUB_TYPE", "ODF_FLAT", "ODF_ROOT", "ODF_TYPE", "OPENDOCUMENT", "WORD_TYPES"]

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
WORD_TYPES = (
    f"{_WORD}.document",
    f"{_WORD}.template",
    "application/vnd.ms-word.document.macroenabled.12",
    "application/vnd.ms-word.template.macroenabled.12",
)
EPUB_TYPE = "application/epub+zip"
ODF_TYPE = "application/vnd.oasis.opendocument.text"
ODF_FLAT = f"{ODF_TYPE}-flat-xml"

#: The root of an OpenDocument file that is one XML file.
ODF_ROOT = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}document"

#: What the first member of a Word file is named; an archive of Word files has other names there.
_FIRST = (b"[Content_Types].xml", b"_rels/", b"docProps/", b"word/", b"customXml/")


def _accepts_word(head: bytes, hint: Hint) -> Rank:
    if head.startswith(ZIP_START) and (hint.suffix in DOCX.suffixes or (b"word/document.xml" in head and head[30:].startswith(_FIRST))):
        return Rank.CONTENT
    return rank_of(hint, DOCX)


def _parse_word(stream: BinaryIO, hint: Hint, context: Context) -> Iterator[Parsed]:
    from seedlib.parsing.office.word import parse

    return parse(stream, hint, context)


#: Reads Word files.
DOCX = Parser(
    name="docx",
    accepts=_accepts_word,
    parse=_parse_word,
    suffixes=(".docx", ".docm", ".dotx", ".dotm"),
    media_types=WORD_TYPES,
)


def _accepts_opendocument(head: bytes, hint: Hint) -> Rank:
    if has_media_type(head, ODF_TYPE) or (head.startswith(ZIP_START) and hint.suffix in {".odt", ".ott"}):
        return Rank.CONTENT
    if (b"opendocument" in head or b"o\0p\0e\0n\0d\0o\0c\0u\0m\0e\0n\0t" in head) and root_tag(head) == ODF_ROOT:
        return Rank.CONTENT
    return rank_of(hint, OPENDOCUMENT)


def _parse_opendocument(stream: BinaryIO, hint: Hint, context: Context) -> Iterator[Parsed]:
    from seedlib.parsing.office.opendocument import parse

    return parse(stream, hint, context)


#: Reads OpenDocument texts.
OPENDOCUMENT = Parser(
    name="opendocument",
    accepts=_accepts_opendocument,
    parse=_parse_opendocument,
    suffixes=(".odt", ".ott", ".fodt"),
    media_types=(ODF_TYPE, f"{ODF_TYPE}-template", f"{ODF_TYPE}-master", f"{ODF_TYPE}-web", ODF_FLAT),
)


def _accepts_epub(head: bytes, hint: Hint) -> Rank:
    if has_media_type(head, EPUB_TYPE) or (head.startswith(ZIP_START) and hint.suffix in EPUB.suffixes):
        return Rank.CONTENT
    return rank_of(hint, EPUB)


def _parse_epub(stream: BinaryIO, hint: Hint, context: Context) -> Iterator[Parsed]:
    from seedlib.parsing.office.epub import parse

    return parse(stream, hint, context)


#: Reads EPUB books.
EPUB = Parser(name="epub", accepts=_accepts_epub, parse=_parse_epub, suffixes=(".epub",), media_types=(EPUB_TYPE,))
