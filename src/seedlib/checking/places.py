"""Where checks look, and how they report; shared by all of them."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from seedlib.model import Document, Span, TextProblem

__all__ = ["matches", "problem", "regions"]


def regions(document: Document) -> Iterator[tuple[int, int]]:
    """Yield the offsets of every block but `boilerplate`; those of the whole text where there are no blocks."""
    if not document.blocks:
        yield 0, len(document.text)
    for block in document.blocks:
        if block.kind != "boilerplate":
            yield block.span.start, block.span.end


def matches(pattern: regex.Pattern[str], document: Document) -> Iterator[regex.Match[str]]:
    """Yield the matches of a pattern in the regions of a document; text outside of a region counts for nothing."""
    for start, end in regions(document):
        yield from pattern.finditer(document.text, start, end)


def problem(kind: str, start: int, end: int, note: str, suggestion: str | None = None) -> TextProblem:
    """Return a problem with these words."""
    return TextProblem(kind=kind, span=Span(start, end), note=note, suggestion=suggestion)
