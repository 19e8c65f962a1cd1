"""What Word and OpenDocument files share: blocks to a text, tables to rows, old formats refused by name.

Rules:

- A row of a table is a block, its cells apart by tabs; a table whose cells hold paragraphs is a way to set a page, and they are blocks.
- Two line breaks in a row end a block, as an empty paragraph does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import regex

from seedlib.errors import ParseError
from seedlib.parsing.formats import is_binary, refusal_of
from seedlib.parsing.layout import HEADING_WORDS, SENTENCE_END, Piece

__all__ = ["OLE", "Part", "blocks_of", "counted", "is_bold_heading", "not_zip", "parts_of_rows", "text_of"]

#: How old Office files begin, and those that are encrypted ([MS-CFB], 2.2), and the name of the stream that these have.
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")

#: A cell with more characters is not one of a table of data.
_LONGEST_CELL = 300

_EMPTY_LINE = regex.compile(r"[ \t\u00a0]*\n(?:[ \t\u00a0]*\n)+")


class Part(NamedTuple):
    """A block to be: its kind and its words."""

    kind: str
    words: str


def blocks_of(kind: str, words: str) -> Iterator[Part]:
    """Yield the blocks of a paragraph: none if it is empty, several if it has empty lines."""
    for stretch in _EMPTY_LINE.split(words):
        if stretch.strip():
            yield Part(kind, stretch.strip())


def parts_of_rows(rows: Iterable[Sequence[Sequence[Part]]]) -> Iterator[Part]:
    """Yield the blocks of a table: its rows, or the blocks of its cells where it holds text rather than data."""
    rows = list(rows)
    cells = [cell for row in rows for cell in row]
    if any(len(cell) > 2 or sum(len(part.words) for part in cell) > _LONGEST_CELL for cell in cells) or len(cells) == 1:
        yield from (part for cell in cells for part in cell)
        return
    for row in rows:
        words = "\t".join(" ".join(part.words.replace("\n", " ") for part in cell) for cell in row)
        if words.strip():
            yield Part("paragraph", words.strip())


def is_bold_heading(words: str) -> bool:
    """Say whether words in bold letters alone, in a paragraph of their own, are a heading: few, and no sentence."""
    return len(words.split()) <= HEADING_WORDS and "\n" not in words and not SENTENCE_END.search(words) and not words.endswith((":", ","))


def counted(count: int, one: str, many: str) -> str:
    """Return `1 comment is`, `3 comments are`."""
    return f"1 {one}" if count == 1 else f"{count} {many}"


def text_of(parts: Iterable[Part]) -> tuple[str, list[Piece]]:
    """Return the text of blocks, an empty line between them, and its pieces; a second title is a heading."""
    words: list[str] = []
    pieces: list[Piece] = []
    at, titled = 0, False
    for part in parts:
        kind = "heading" if part.kind == "title" and titled else part.kind
        titled |= part.kind == "title"
        pieces.append(Piece(kind, at, at + len(part.words)))
        words.append(part.words)
        at += len(part.words) + 2
    return "\n\n".join(words), pieces


def not_zip(raw: bytes, what: str) -> ParseError:
    """Return the error for a file that should be a ZIP archive inside, and is none.

    Args:
        raw: its beginning.
        what: what it should be, with its article.
    """
    if raw.startswith(OLE) and _ENCRYPTED in raw:
        return ParseError(f"found {what} that needs a password to be opened", advice="save a copy without a password")
    if not is_binary(raw):
        return ParseError(
            f"found text that begins with {raw[:16]!r}, expected {what}", advice="check how it was made; --parser text reads text"
        )
    error = refusal_of(raw)
    return ParseError(error.message.replace("expected text", f"expected {what}"), advice=error.advice)
