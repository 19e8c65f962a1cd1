"""What Word and OpenDocument files share: paragraphs to blocks, tables to rows, blocks to a text.

Rules:

- A row of a table is a block, its cells apart by tabs; a table whose cells hold paragraphs is a way to set a page, and they are blocks.
- Two line breaks in a row end a block, as an empty paragraph does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import regex

from seedlib.parsing.layout import HEADING_WORDS, SENTENCE_END, Piece
from seedlib.parsing.sections import Section, joined

__all__ = ["Passage", "counted", "furniture_of", "is_bold_heading", "joined_text", "passages_of", "passages_of_rows"]

#: A cell with more characters is not one of a table of data.
_LONGEST_CELL = 300

_EMPTY_LINE = regex.compile(r"[ \t\u00a0]*\n(?:[ \t\u00a0]*\n)+")


class Passage(NamedTuple):
    """A block to be: its kind and its words."""

    kind: str
    words: str


def passages_of(kind: str, words: str) -> Iterator[Passage]:
    """Yield the blocks of a paragraph: none if it is empty, several if it has empty lines."""
    for stretch in _EMPTY_LINE.split(words):
        if stretch.strip():
            yield Passage(kind, stretch.strip())


def passages_of_rows(rows: Iterable[Sequence[Sequence[Passage]]]) -> Iterator[Passage]:
    """Yield the blocks of a table: its rows, or the blocks of its cells where it holds text rather than data."""
    rows = list(rows)
    cells = [cell for row in rows for cell in row]
    if any(len(cell) > 2 or sum(len(part.words) for part in cell) > _LONGEST_CELL for cell in cells) or len(cells) == 1:
        yield from (part for cell in cells for part in cell)
        return
    for row in rows:
        words = "\t".join(" ".join(part.words.replace("\n", " ") for part in cell) for cell in row)
        if words.strip():
            yield Passage("paragraph", words.strip())


def furniture_of(passages: Iterable[Passage]) -> Iterator[Passage]:
    """Yield what stands at the edges of pages as boilerplate, the same words once."""
    yield from (Passage("boilerplate", words) for words in dict.fromkeys(passage.words for passage in passages))


def is_bold_heading(words: str) -> bool:
    """Say whether words in bold letters alone, in a paragraph of their own, are a heading: few, and no sentence."""
    return len(words.split()) <= HEADING_WORDS and "\n" not in words and not SENTENCE_END.search(words) and not words.endswith((":", ","))


def counted(count: int, one: str, many: str) -> str:
    """Return `1 comment is`, `3 comments are`."""
    return f"1 {one}" if count == 1 else f"{count} {many}"


def joined_text(passages: Iterable[Passage]) -> tuple[str, list[Piece]]:
    """Return the text of passages, an empty line between them, and its pieces; a second title is a heading."""
    sections: list[Section] = []
    titled = False
    for kind, words in passages:
        piece = Piece("heading" if kind == "title" and titled else kind, 0, len(words))
        titled |= kind == "title"
        sections.append(Section(text=words, pieces=(piece,)))
    return joined(sections)
