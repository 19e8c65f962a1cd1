"""Paragraphs: the pieces of text inside which words and sentences are sought.

Rules:

- Paragraphs lie in blocks other than `boilerplate`, or anywhere where a document has no blocks.
- They begin and end with a character that is no white space, and have no blank line inside.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import regex

from seedlib.model import MAIN_TEXT_KINDS, Document

__all__ = ["Paragraph", "paragraphs"]

#: An empty line, or one of white space only; U+2029 is Unicode's paragraph separator. `One.\n \nTwo.`
_BLANK_LINE = regex.compile(r"\n [^\S\n]* \n \s* | \u2029 \s*", regex.VERBOSE)

#: Text that is set apart from the paragraphs around it, so that a speech does not run on through it: `“We won. / Photo: AP / “We did.”`
_RUNNING_TEXT = MAIN_TEXT_KINDS - {"heading"}


class Paragraph(NamedTuple):
    """A run of text without a blank line."""

    #: The first code point.
    start: int
    #: The first code point after it.
    end: int
    #: Whether running text stands right before it, so that a quotation may go on in it.
    follows: bool


def paragraphs(document: Document) -> list[Paragraph]:
    """Return the paragraphs of a document in text order."""
    text = document.text
    if not document.blocks:
        return list(_pieces(text, 0, len(text), follows=False, running=True))
    found: list[Paragraph] = []
    follows = False
    for block in document.blocks:
        running = block.kind in _RUNNING_TEXT
        if block.kind != "boilerplate":
            found.extend(_pieces(text, block.span.start, block.span.end, follows=follows and running, running=running))
        follows = running
    return found


def _pieces(text: str, start: int, end: int, *, follows: bool, running: bool) -> Iterator[Paragraph]:
    """Yield what lies between the blank lines of `text[start:end]`."""
    first = start
    for blank in (*(gap.span() for gap in _BLANK_LINE.finditer(text, start, end)), (end, end)):
        piece = text[first : blank[0]]
        body = piece.strip()
        if body:
            begin = first + len(piece) - len(piece.lstrip())
            yield Paragraph(begin, begin + len(body), follows)
            follows = running
        first = blank[1]
