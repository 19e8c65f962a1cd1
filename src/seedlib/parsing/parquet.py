"""Parquet: results that seedlib wrote, whose analyses are taken as they are; and tables of texts (extra `arrow`).

Rules:

- A row whose column `wire` holds an object of the wire format is a result, in whatever file it stands: what was kept may be filtered and
  sorted by other programs before it is read again.
- Any other table is read as a CSV is, see `columns`: a text a row, its other columns beside it. Its values become what JSON has: days
  and times ISO 8601, decimal numbers text, what is no finite number nothing.
- Some rows are in memory at a time, of the columns that are needed. A row that cannot be read is an `Unread` with its number.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import chain
from typing import Any, BinaryIO

from seedlib.components import Context, Hint, Parsed, Parser, Rank
from seedlib.errors import LimitError, MissingExtraError, ParseError, SeedlibError
from seedlib.model import Notice, Origin
from seedlib.parsing.columns import Columns, columns_of, first_rows, plain, row_by_row, with_id
from seedlib.parsing.keys import TEXT_COLUMN
from seedlib.parsing.records import Place, analysis_of_record, as_it_is, unread
from seedlib.parsing.streams import line_limit

__all__ = ["PARQUET", "table_without_results"]

_NAME = "seedlib:parquet"
_MEDIA_TYPE = "application/vnd.apache.parquet"

#: The format's magic number, and the byte with which what follows it begins (a field of 32 bits in compact Thrift), a page or the footer:
#: a text may begin with the letters.
_MAGIC = b"PAR1\x15"

#: What our own tables say of themselves, and the columns that hold a result.
_TABLE, _TEXT, _WIRE = b"seedlib.table", "text", "wire"

#: How an object of the wire format begins, as seedlib writes it.
_BEGIN = '{"schema": "seedlib/'

#: How many rows are made into Python's values at a time: a text may have megabytes.
_ROWS = 16


@contextmanager
def _readable() -> Iterator[None]:
    """Turn pyarrow's errors into ours.

    Raises:
        MissingExtraError: pyarrow is not installed.
        ParseError: the file cannot be read.
    """
    try:
        import pyarrow as pa
    except ImportError as error:
        raise MissingExtraError("pyarrow", "arrow") from error
    try:
        yield
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        found = str(error).partition("\n")[0]
        raise ParseError(f"found a Parquet file that cannot be read: {found}", advice="check how it was made or copied") from error


def table_without_results(stream: BinaryIO) -> bool:
    """Say whether a Parquet file is a table that seedlib wrote and that holds no results: claims, say, or failures of documents alone.

    False too where pyarrow is not installed, or the file cannot be read: whoever reads it says so.
    """
    try:
        with _readable():
            from pyarrow.parquet import ParquetFile

            file = ParquetFile(stream)
            if _TABLE not in (file.schema_arrow.metadata or {}):
                return False
            at = file.schema_arrow.get_field_index(_WIRE)
            if at < 0:
                return True
            groups = (file.metadata.row_group(n).column(at) for n in range(file.metadata.num_row_groups))
            return all(held.statistics is not None and held.statistics.num_values == 0 for held in groups)
    except SeedlibError:
        return False


def _accepts(head: bytes, hint: Hint) -> Rank:
    del hint
    return Rank.CONTENT if head.startswith(_MAGIC) else Rank.NO


def _parse(stream: BinaryIO, hint: Hint, context: Context) -> Iterator[Parsed]:
    del hint
    with _readable():
        from pyarrow.parquet import ParquetFile

        file = ParquetFile(stream, pre_buffer=False, buffer_size=1 << 16)
    names = file.schema_arrow.names
    if _WIRE in names and TEXT_COLUMN.name not in context.settings.options:
        wanted = [name for name in (_TEXT, _WIRE) if name in names]
        first = next(_rows(file, [_WIRE]), {})
        if _TABLE in (file.schema_arrow.metadata or {}) or str(first.get(_WIRE)).startswith(_BEGIN):
            yield from _results(file, wanted, context)
            return
    if _TABLE in (file.schema_arrow.metadata or {}):
        table = file.schema_arrow.metadata[_TABLE].decode(errors="replace")
        message = f"found the table {table} that seedlib wrote, expected texts, or results"
        raise ParseError(message, advice="read documents.parquet, which holds the results")
    yield from _texts(file, names, context)


def _rows(file: Any, names: list[str] | None = None) -> Iterator[dict[str, Any]]:
    with _readable():
        for batch in file.iter_batches(batch_size=_ROWS, columns=names):
            yield from batch.to_pylist()


def _place(number: int, notices: tuple[Notice, ...] = ()) -> Place:
    return Place(component=_NAME, origin=Origin(media_type=_MEDIA_TYPE, part=f"row {number}"), notices=notices)


def _results(file: Any, names: list[str], context: Context) -> Iterator[Parsed]:
    limit = line_limit(context.settings)
    for number, row in enumerate(_rows(file, names), 1):
        if row[_WIRE] is not None:  # only the first failure of an input that gave no document holds it
            yield _result(row, number, limit)


def _result(row: Mapping[str, Any], number: int, limit: int) -> Parsed:
    text, wire = row.get(_TEXT, ""), row[_WIRE]
    try:
        if len(wire) + len(text or "") > limit:
            raise LimitError(f"found a result of more than {limit:,} characters", advice="raise Settings.max_characters")
        held = json.loads(wire)
        return as_it_is({**held, "text": text} if _TEXT in row else held)
    except SeedlibError as error:
        return unread(error, _place(number))
    except (ValueError, TypeError, RecursionError) as error:
        return unread(ParseError(f"found a result that cannot be read: {error}", advice="write it anew: -f parquet"), _place(number))


def _texts(file: Any, names: list[str], context: Context) -> Iterator[Parsed]:
    if len(set(names)) < len(names):
        raise ParseError(f"found two columns of one name among {', '.join(map(repr, names))}", advice="name each column once")
    rows = _rows(file)
    sample = first_rows(rows, _cells)
    columns = columns_of(names, [_cells(row) for row in sample], context, _NAME)
    context = with_id(context, columns)
    for number, (row, known) in enumerate(row_by_row(chain(sample, rows), _cells, columns, _NAME), 1):
        yield _text(row, known, _place(number, known.notices), context)


def _cells(row: Mapping[str, Any]) -> Sequence[Any]:
    return tuple(row.values())


def _text(row: Mapping[str, Any], columns: Columns, place: Place, context: Context) -> Parsed:
    try:
        record = {name: plain(held) for name, held in row.items()}
    except ParseError as error:
        return unread(error, place)
    return analysis_of_record(record, columns.text, place, context, day_first=columns.day_first)


#: Reads results and tables of texts.
PARQUET = Parser(name="parquet", accepts=_accepts, parse=_parse, suffixes=(".parquet", ".pq"), media_types=(_MEDIA_TYPE,))
