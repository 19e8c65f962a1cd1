r"""CSV: the claims as one table, or every table as a file of a folder.

Rules:

- RFC 4180 with a header, UTF-8 without a byte order mark, `\r\n` after each row. The columns are those of `to_rows`.
- An attribute that only a later document has still gets its column: rows wait in a temporary file until all are known.
- Lists are joined by `; `, spans are `start-end`, truth is `true` and `false`, what is unknown is empty, and anything deeper is JSON.
- A spreadsheet takes a cell that begins with `=`, `+`, `-` or `@` for a formula, and a foreign text may begin so on purpose. `csv` puts
  `'` before such cells, as OWASP's page on CSV injection asks, and before those that begin with `'` and would be such a cell
  without it. Numbers stay. A spreadsheet that parts cells at `;`, as is usual where the comma is the decimal sign, takes what stands
  behind a `;` or a line end in a cell for a cell or a row of its own: there a `'` stands before such signs too.
  Whoever reads it back drops the first `'` in each of these places, and has the cell to the letter.
- `csv-exact` puts nothing before any cell: for programs, and for spreadsheets that *import* columns as text.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from io import TextIOWrapper
from itertools import chain
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import Any, BinaryIO

import regex

from seedlib.components import Context
from seedlib.exporting.rows import COLUMNS, TABLES, to_rows
from seedlib.model import Analysis, Unread

__all__ = ["cell", "write_csv", "write_exact_csv", "write_rows"]

#: Rows wait in memory up to this many bytes a table, then in a file.
_SPOOL = 1 << 22

#: What makes a spreadsheet take a cell for a formula, `=HYPERLINK("…")`: https://owasp.org/www-community/attacks/CSV_Injection. The wide
#: signs are those that some of them take for the narrow ones.
_FORMULA = regex.compile(r"'*[=+\-@\t\r\n＝＋－＠]")

#: Where a cell begins for a spreadsheet that parts them at `;`: `a;=HYPERLINK("…")`. A quotation mark there, which CSV doubles, is dropped.
_WITHIN = regex.compile(r"""(?<=[;\r\n])(?=['"\t]*[=+\-@＝＋－＠])""")

#: What begins so and is none: `-5`, `+0.25`, `-1e-05` (a number among the attributes, as Python writes it).
_NUMBER = regex.compile(r"[+-]?[0-9]+(\.[0-9]+)?(e[+-]?[0-9]+)?")

#: The table that a single file holds.
_SINGLE = "claims"


def cell(held: Any) -> str:
    """Return what stands in a row as the text of a cell.

    >>> cell(["a", "b"]), cell([[0, 4], [9, 12]]), cell(True), cell(None), cell({"a": 1})
    ('a; b', '0-4; 9-12', 'true', '', '{"a": 1}')
    """
    if held is None or held in ([], {}):
        return ""
    if isinstance(held, bool):
        return "true" if held else "false"
    if not isinstance(held, list | dict):
        return str(held)
    if isinstance(held, list) and all(isinstance(item, str) for item in held):
        return "; ".join(held)
    if isinstance(held, list) and all(_is_pair(item) for item in held):
        return "; ".join(f"{start}-{end}" for start, end in held)
    return json.dumps(held, ensure_ascii=False)


def _is_pair(item: Any) -> bool:
    return isinstance(item, list) and len(item) == 2 and all(type(offset) is int for offset in item)


class _Sheet:
    """One table on its way to a file: rows wait until all columns are known."""

    def __init__(self, table: str, *, exact: bool) -> None:
        self.table = table
        self.columns = dict.fromkeys(COLUMNS[table])
        self.exact = exact
        self.waiting = SpooledTemporaryFile(max_size=_SPOOL)  # noqa: SIM115  # whoever makes the sheet closes it

    def add(self, result: Analysis | Unread) -> None:
        """Take the rows of one result."""
        for row in to_rows(result, self.table):
            self.columns.update(dict.fromkeys(row))
            self.waiting.write(json.dumps([cell(row.get(name)) for name in self.columns]).encode() + b"\n")

    def write(self, target: BinaryIO) -> None:
        """Write the header and the rows; a row from before a column was known has an empty cell there."""
        self.waiting.seek(0)
        waiting = map(json.loads, self.waiting)
        lines = (cells + [""] * (len(self.columns) - len(cells)) for cells in waiting)
        _write_lines(chain([list(self.columns)], lines), target, exact=self.exact)


def write_rows(rows: Iterable[Mapping[str, Any]], columns: Sequence[str], target: BinaryIO, *, exact: bool = False) -> None:
    """Write rows as CSV.

    Args:
        rows: plain dicts, as `to_rows` makes them.
        columns: the names of those that are written, in order.
        target: a binary stream.
        exact: put nothing before a cell that a spreadsheet would take for a formula.
    """
    _write_lines(chain([list(columns)], ([cell(row.get(name)) for name in columns] for row in rows)), target, exact=exact)


def _write_lines(lines: Iterable[list[str]], target: BinaryIO, *, exact: bool) -> None:
    out = TextIOWrapper(target, encoding="utf-8", errors="backslashreplace", newline="")  # JSON may hold half a surrogate pair
    try:
        writer = csv.writer(out)
        for cells in lines:
            writer.writerow(cells if exact else map(_guarded, cells))
        out.flush()
    finally:
        out.detach()


def _guarded(text: str) -> str:
    mark = "'" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else ""
    return mark + _WITHIN.sub("'", text)


def _write(results: Iterable[Analysis | Unread], target: BinaryIO | Path, *, exact: bool) -> None:
    tables = TABLES if isinstance(target, Path) else (_SINGLE,)
    with ExitStack() as stack:
        sheets = [_Sheet(table, exact=exact) for table in tables]
        for sheet in sheets:
            stack.callback(sheet.waiting.close)
        for result in results:
            for sheet in sheets:
                sheet.add(result)
        for sheet in sheets:
            if isinstance(target, Path):
                with (target / f"{sheet.table}.csv").open("wb") as file:
                    sheet.write(file)
            else:
                sheet.write(target)


def write_csv(results: Iterable[Analysis | Unread], target: BinaryIO | Path, context: Context) -> None:  # noqa: ARG001  # an exporter's signature
    """Write the claims to a stream, or every table to a folder; with `'` before every cell that a spreadsheet would take for a formula."""
    _write(results, target, exact=False)


def write_exact_csv(results: Iterable[Analysis | Unread], target: BinaryIO | Path, context: Context) -> None:  # noqa: ARG001  # an exporter's signature
    """Write as `write_csv` does, cells to the letter."""
    _write(results, target, exact=True)
