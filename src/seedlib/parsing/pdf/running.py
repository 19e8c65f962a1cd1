"""What stands at the head and foot of pages: running heads, page numbers, and what lies outside of the page.

Rules:

- A line is furniture where it is repeated at the same place of several pages, its numbers aside, or is a lone number at the edge.
- Only the edges of a page are looked at: a line that repeats in its middle is text.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

import regex

from seedlib.parsing.pdf.characters import Line, Page

__all__ = ["furniture_of"]

#: Which part of a page's height its head and foot may take each, and of how many rows they are at most.
_EDGE, _ROWS = 0.12, 5

#: Two lines stand at the same place if they are no further apart than this, in points.
_NEAR = 6.0

#: A line on so many pages is a running one, or on this part of them where they are few.
_ENOUGH, _SHARE = 4, 0.2

#: Heads and feet of several rows are no more than this part of a page's text.
_MOST = 0.4

#: What stands in one row differs by less than this in height, in points.
_ROW = 3.0

#: A page's number alone: `12`, `– 3 –`, `[4]`, `3/12`, `1.9`, `iv`.
_NUMBER = regex.compile(r"[^\p{L}\p{N}]*(?:\d{1,4}(?:\s?[/.-]\s?\d{1,4})?|[ivxlc]{1,7})[^\p{L}\p{N}]*", regex.IGNORECASE)

_LONGEST_NUMBER = 12

_DIGITS = regex.compile(r"\d+|\b[ivxlc]+\b", regex.IGNORECASE)


def furniture_of(pages: Sequence[Page]) -> frozenset[Line]:
    """Return the lines of all pages that are heads, feet or numbers of pages, or lie outside of what is seen of a page."""
    found: set[Line] = set()
    edges: dict[str, list[Line]] = defaultdict(list)
    for page in pages:
        found.update(line for line in page.lines if _outside(line, page))
        for line in _edge_lines(page):
            edges[_DIGITS.sub("#", line.text.casefold())].append(line)
    for same in edges.values():
        found.update(_repeated(same, len(pages)))
    for page in pages:
        running = [line for line in page.lines if line in found]
        if len(running) >= _ROWS and sum(map(_length, running)) > _MOST * sum(map(_length, page.lines)):
            found.difference_update(line for line in page.lines if not _outside(line, page))  # a page that repeats another
        found.update(_lone_numbers(page))
    return frozenset(found)


def _length(line: Line) -> int:
    return len(line.text)


def _outside(line: Line, page: Page) -> bool:
    left, bottom, right, top = line.box
    first, floor, last, roof = page.bounds
    x, y = (left + right) / 2, (bottom + top) / 2
    return not (first - 1 <= x <= last + 1 and floor - 1 <= y <= roof + 1) and last > first and roof > floor


def _edge_lines(page: Page) -> list[Line]:
    """Return the lines in the first rows and the last rows of a page, those at its edges."""
    inside = [line for line in page.lines if not _outside(line, page)]
    if not inside:
        return []
    tops = sorted({round(line.top) for line in inside if not line.turn})
    low, high = tops[:_ROWS], tops[-_ROWS:]
    floor, roof = page.bounds[1], page.bounds[3]
    edge = _EDGE * (roof - floor)
    return [
        line
        for line in inside
        if line.turn or (round(line.top) in low and line.bottom < floor + edge) or (round(line.top) in high and line.top > roof - edge)
    ]


def _repeated(same: list[Line], pages: int) -> Iterator[Line]:
    """Yield those of lines with the same words that stand at the same place of enough pages."""
    enough = max(2, min(_ENOUGH, _SHARE * pages))
    ordered = sorted(same, key=lambda line: line.top)
    near: Counter[int] = Counter()  # the pages of the lines from `first` to `stop`, which are those at the same place
    first = stop = 0
    for line in ordered:
        while stop < len(ordered) and ordered[stop].top <= line.top + _NEAR:
            near[ordered[stop].page] += 1
            stop += 1
        while ordered[first].top < line.top - _NEAR:
            near[ordered[first].page] -= 1
            if not near[ordered[first].page]:
                del near[ordered[first].page]
            first += 1
        if len(near) >= enough:
            yield line


def _lone_numbers(page: Page) -> Iterator[Line]:
    """Yield the row at the very top or bottom of a page, if a number stands in it alone or apart: `Chapter 2      31`."""
    lines = [line for line in _edge_lines(page) if not line.turn]
    if not lines or len(page.lines) == 1:
        return
    floor, roof = min(line.bottom for line in lines), max(line.top for line in lines)
    for row in (
        [line for line in lines if line.bottom - floor <= _ROW],
        [line for line in lines if roof - line.top <= _ROW],
    ):
        if any(len(line.text) <= _LONGEST_NUMBER and _NUMBER.fullmatch(line.text) for line in row):
            yield from row
