"""Analyses for a person's eyes: in colour on a terminal, as plain text elsewhere.

Rules:

- What is shown is `listing.Listing`s; here they are drawn, within a width that the caller gives.
- Plain text needs no library, so that a file or pipe gets the same whatever is installed; colour needs the extra `cli`.
- A stream is written document by document.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from seedlib.components import Context
from seedlib.exporting.display import fitted, width, wrap
from seedlib.exporting.listing import Listing, Section, document_listing, listing
from seedlib.model import Analysis, AttributeKey, Unread

__all__ = ["COLOUR", "WIDTH", "draw", "section_lines", "write_documents", "write_table"]

#: How many columns of a terminal there are.
WIDTH = AttributeKey("table.width", int, "the columns that a table may take; 100 unless given")

#: Whether to draw for a terminal.
COLOUR = AttributeKey("table.colour", bool, 'draw in colour, which needs the extra "cli"')

#: The width where none is given: it fits a terminal, a mail and a printed page.
_WIDTH = 100

#: The least that a column that takes what is left is given, however narrow the terminal.
_LEAST = 16

#: The least that any column is given: a wide character and a little.
_NARROWEST = 4

_GAP = "  "


def write_table(results: Iterable[Analysis | Unread], target: BinaryIO, context: Context) -> None:
    """Write each document's heading, text problems, actors and claims."""
    _write(map(listing, results), target, context)


def write_documents(results: Iterable[Analysis | Unread], target: BinaryIO, context: Context) -> None:
    """Write each document's heading and blocks, for documents that were parsed and not analyzed."""
    _write(map(document_listing, results), target, context)


def _write(shown: Iterable[Listing], target: BinaryIO, context: Context) -> None:
    columns = max(context.settings.options.get(WIDTH, _WIDTH), 2 * _LEAST)
    colour = context.settings.options.get(COLOUR, False)
    for position, one in enumerate(shown):
        target.write((("\n" if position else "") + draw(one, columns, colour=colour)).encode())
        target.flush()


def draw(shown: Listing, columns: int, *, colour: bool = False) -> str:
    """Return a listing as text of at most `columns` columns.

    Raises:
        MissingExtraError: colour is asked for and its library is not installed.
    """
    if colour:
        from seedlib.exporting.coloured import draw_in_colour

        return draw_in_colour(shown, columns)
    return "".join(f"{line.rstrip()}\n" for line in _plain(shown, columns))


def _plain(shown: Listing, columns: int) -> Iterator[str]:
    title = wrap(shown.title, columns)
    yield from title
    yield "=" * max(map(width, title))
    for fact in shown.facts:
        yield from wrap(fact, columns)
    for section in shown.sections:
        yield from ("", section.title) if section.title else ("",)
        yield from section_lines(section, columns)


def section_lines(section: Section, columns: int) -> Iterator[str]:
    """Yield a section's table as lines of plain text: a header, a rule, and rows whose cells are wrapped."""
    if not section.rows:
        return
    widths = _widths(section, columns - len(_GAP))
    names = [column.name for column in section.columns]
    yield from _row(section, names, widths)
    yield from _row(section, ["-" * width for width in widths], widths)
    for row in section.rows:
        yield from _row(section, row, widths)


def _widths(section: Section, columns: int) -> list[int]:
    """Return the width of each column: what its cells need up to its most; the open ones get what is left, the others give way to them."""
    room = columns - len(_GAP) * (len(section.columns) - 1)
    needed = []
    for position, column in enumerate(section.columns):
        natural = max(width(cell) for cell in (column.name, *(row[position] for row in section.rows)))
        needed.append(natural if column.most is None else min(natural, max(column.most, width(column.name))))
    closed = [n for n, column in zip(needed, section.columns, strict=True) if column.most is not None]
    wanted = min([_LEAST, *(n for n, column in zip(needed, section.columns, strict=True) if column.most is None)])
    cap = max(closed, default=0)
    while cap > _NARROWEST and sum(min(n, cap) for n in closed) > room - wanted:
        cap -= 1
    left = max(_NARROWEST, room - sum(min(n, cap) for n in closed))
    return [min(n, left if column.most is None else cap) for n, column in zip(needed, section.columns, strict=True)]


def _row(section: Section, cells: Iterable[str], widths: list[int]) -> Iterator[str]:
    wrapped = [wrap(cell, columns) for cell, columns in zip(cells, widths, strict=True)]
    for number in range(max(map(len, wrapped))):
        line = _GAP
        for lines, columns, column in zip(wrapped, widths, section.columns, strict=True):
            text = lines[number] if number < len(lines) else ""
            line += (" " * (columns - width(text)) + text if column.number else fitted(text, columns)) + _GAP
        yield line
