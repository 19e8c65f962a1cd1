"""CSV and TSV: a text a row, its other columns beside it.

Rules:

- The first row names the columns; which of them holds the texts says `columns`.
- Rows are read one at a time; a row with too many or too few cells is an `Unread` with its line number, and the others are read.
- Cells are kept to the letter, line ends in them too, and may be of any length up to the limit for texts: the module `csv` has a
  limit of 131,072 characters that only a process-wide setting can raise, so this reader is its own (RFC 4180).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import BinaryIO

import attrs
import regex

from seedlib.components import Context, Hint, Parsed, Parser, Rank
from seedlib.errors import LimitError, ParseError
from seedlib.model import Notice, Origin, value
from seedlib.parsing.columns import Columns, columns_of, first_rows, is_whole, row_by_row, with_id
from seedlib.parsing.decoding import Decoded, declared_encoding, decode
from seedlib.parsing.formats import media_type_of, rank_of
from seedlib.parsing.records import Place, analysis_of_record, unread
from seedlib.parsing.streams import TooLong, chunks_of, decode_line, line_limit, lines_of

__all__ = ["CSV", "Row", "rows_of"]

_NAME = "seedlib:csv"
_MEDIA_TYPES = {"\t": "text/tab-separated-values", ",": "text/csv"}

#: What may part the cells of a file that does not say: commas, semicolons (Excel where the comma is the decimal sign), tabs, bars.
_DELIMITERS = (",", ";", "\t", "|")

#: The rest of a quoted cell: to a quotation mark that is not doubled, or as far as the line goes.
_QUOTED = regex.compile(r'(?P<held>(?:[^"]|"")*+)(?P<close>"?)')

#: How many bytes the head has that the encoding and the delimiter are found by.
_HEAD = 1 << 16


@value(kw_only=True)
class Row:
    """A row of a table and where it begins; `problem` says what is wrong with it."""

    #: Counted from 1.
    line: int
    cells: tuple[str, ...] = ()
    decoded: Decoded | None = None
    problem: ParseError | None = None


def rows_of(lines: Iterable[Decoded | ParseError], delimiter: str, limit: int, *, first: int = 1, alone: bool = False) -> Iterator[Row]:
    """Yield the rows of a table, without blank ones.

    Args:
        lines: decoded, each with its line end; an error for one that cannot be read.
        delimiter: what parts cells.
        limit: how many characters a row may have.
        first: the number of the first line.
        alone: whether each line is a row: what is read again after a quotation mark that nobody closed.
    """
    cells: list[str] = []
    parts: list[str] = []  # of the cell that goes on in the next line
    held: list[Decoded] = []
    begin = size = 0
    inside = False
    for number, line in enumerate(lines, first):
        if isinstance(line, ParseError):
            yield Row(line=number, problem=line)
            cells, parts, held, size, inside = [], [], [], 0, False
            continue
        begin = begin if size else number
        size += len(line.text)
        was, (pieces, inside) = inside, _cut(line.text, delimiter, inside=inside)
        if size > limit:
            cells, parts, held, pieces = [], [], [], [""]
        held.append(line)
        parts += pieces[: int(was)]
        if was and (len(pieces) > 1 or not inside):
            cells.append("".join(parts))
            parts = []
        cells += pieces[int(was) : -1] if inside else pieces[int(was) :]
        if inside:
            parts += pieces[int(was) :][-1:]
        if inside and not alone:
            continue
        yield from _row(begin, cells, held[0], _flaw(size, limit, inside=inside))
        cells, parts, held, size, inside = [], [], [], 0, False
    if inside:
        yield Row(line=begin, problem=_flaw(size, limit, inside=True), decoded=held[0])
        yield from rows_of(held[1:], delimiter, limit, first=begin + 1, alone=True) if size <= limit else ()


def _row(begin: int, cells: list[str], decoded: Decoded, flaw: ParseError | None) -> Iterator[Row]:
    if flaw:
        yield Row(line=begin, decoded=decoded, problem=flaw)
    elif len(cells) > 1 or cells[0].strip():
        yield Row(line=begin, cells=tuple(cells), decoded=decoded)


def _flaw(size: int, limit: int, *, inside: bool) -> ParseError | None:
    """Return what is wrong with a row: it is too long, or its last cell is not closed."""
    if size > limit:
        return _too_long(limit)
    if not inside:
        return None
    message = "found a quotation mark that opens a cell and none that closes it"
    return ParseError(message, advice="double the marks inside cells, and close the cell")


def _too_long(limit: int) -> LimitError:
    return LimitError(f"found a row of more than {limit:,} characters, expected at most that many", advice="raise Settings.max_characters")


def _cut(line: str, delimiter: str, *, inside: bool) -> tuple[list[str], bool]:
    """Return a line's cells, and whether the last one goes on in the next line; `inside`: the first one began in a line before."""
    cells: list[str] = []
    at, body = 0, line.rstrip("\r\n")
    while True:
        quoted = ""
        if not inside and body.startswith('"', at):
            inside, at = True, at + 1
        if inside:
            found = _QUOTED.match(line, at)
            assert found is not None  # noqa: S101  # the pattern matches everywhere; for mypy
            quoted = found["held"].replace('""', '"')
            if not found["close"]:
                return [*cells, quoted], True
            inside, at = False, found.end()
        end = body.find(delimiter, at)
        cells.append(quoted + body[at : len(body) if end < 0 else end])
        if end < 0:
            return cells, False
        at = end + len(delimiter)


def _decoded_lines(stream: BinaryIO, hint: Hint, limit: int) -> Iterator[Decoded | ParseError]:
    for raw in lines_of(chunks_of(stream, hint), limit):
        if isinstance(raw, TooLong):
            yield _too_long(limit)
            continue
        try:
            yield decode_line(raw, hint) if raw.strip() else Decoded(text=raw.decode("ascii"), encoding="utf-8", by="valid")
        except ParseError as error:
            yield error


def _delimiter(head: str, hint: Hint) -> str:
    """Return what parts the cells: a tab in a `.tsv`, else what the first line has most of outside of quotation marks."""
    if hint.suffix in {".tsv", ".tab"} or media_type_of(hint) == _MEDIA_TYPES["\t"]:
        return "\t"
    first = regex.sub(r'"(?:[^"]|"")*+"', "", head.lstrip("\r\n").partition("\n")[0])
    return max(_DELIMITERS, key=lambda sign: (first.count(sign), -_DELIMITERS.index(sign)))


def _names(cells: Sequence[str]) -> list[str]:
    """Return the columns' names, each once: an empty one by its number, a second one with its number behind it."""
    names: list[str] = []
    for number, cell in enumerate(cells, 1):
        name = cell.strip() or f"column {number}"
        names.append(name if name not in names else f"{name} {number}")
    return names


def _parse(stream: BinaryIO, hint: Hint, context: Context) -> Iterator[Parsed]:
    head = stream.read(_HEAD)
    stream.seek(0)
    if not head:
        raise ParseError("found an empty file, expected a table", advice="check how it was made or fetched")
    delimiter = _delimiter(decode(head[: len(head) - len(head) % 4] or head, declared_encoding(hint)).text, hint)
    limit = line_limit(context.settings)
    rows = rows_of(_decoded_lines(stream, hint, limit), delimiter, limit)
    header = next(rows, None)
    if header is None or header.problem:
        raise (header.problem if header and header.problem else ParseError("found no row, expected the columns' names in the first"))
    sample = first_rows(rows, _cells)
    columns = columns_of(_names(header.cells), [row.cells for row in sample], context, _NAME)
    context = with_id(context, columns)
    for row, known in row_by_row(chain(sample, rows), _cells, columns, _NAME):
        yield _answer(row, known, _place(row, delimiter, known.notices), context)


def _cells(row: Row) -> tuple[str, ...]:
    return row.cells


def _place(row: Row, delimiter: str, notices: tuple[Notice, ...]) -> Place:
    origin = Origin(media_type=_MEDIA_TYPES.get(delimiter, "text/csv"), part=f"line {row.line}")
    if row.decoded is None:
        return Place(component=_NAME, origin=origin, notices=notices)
    origin = attrs.evolve(origin, encoding=row.decoded.encoding, encoding_by=row.decoded.by)
    return Place(component=_NAME, origin=origin, problems=row.decoded.problems, notices=(*notices, *row.decoded.notices))


def _answer(row: Row, columns: Columns, place: Place, context: Context) -> Parsed:
    if row.problem:
        return unread(row.problem, place)
    if not is_whole(row.cells, columns):
        message = f"found {len(row.cells)} cells, expected {len(columns.names)} as in the first row"
        return unread(ParseError(message, advice="put cells that hold the delimiter in quotation marks"), place)
    record = dict(zip(columns.names, row.cells, strict=False))
    return analysis_of_record(record, columns.text, place, context, day_first=columns.day_first)


def _accepts(head: bytes, hint: Hint) -> Rank:
    del head
    return rank_of(hint, CSV)


#: Reads tables of texts.
CSV = Parser(
    name="csv",
    accepts=_accepts,
    parse=_parse,
    suffixes=(".csv", ".tsv", ".tab"),
    media_types=tuple(sorted(_MEDIA_TYPES.values())),
)
