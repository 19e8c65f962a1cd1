"""SQLite: a database of results that seedlib wrote, whose analyses are taken as they are.

Rules:

- A database is known as ours by the id in its first bytes; any other is refused (`formats`).
- Results come in the order in which they were written, those without a document in their places.
- A row that cannot be read is an `Unread` with its number; the others are read.
- A database is foreign like any file: nothing in its schema is trusted, and views and virtual tables are not read.
"""

from __future__ import annotations

import heapq
import json
import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, BinaryIO

from seedlib.components import Context, Hint, Parsed, Parser, Rank
from seedlib.errors import LimitError, ParseError, SeedlibError
from seedlib.model import Origin
from seedlib.parsing.records import Place, as_it_is, unread
from seedlib.parsing.streams import line_limit

if TYPE_CHECKING:
    import sqlite3

__all__ = ["SQLITE"]

_NAME = "seedlib:sqlite"
_MEDIA_TYPE = "application/vnd.sqlite3"

#: How a database begins, and where its application's id stands: https://www.sqlite.org/fileformat2.html. Ours is "seed".
_MAGIC, _ID_AT, _ID = b"SQLite format 3\0", 68, b"seed"

#: What stands for the text of a result that has none, so that a document's that was lost is told from it.
_NONE = 0

_BYTES = "length(CAST({} AS BLOB))"

#: The tables that hold results. Of each: its number, its text and wire, which are left where they are if they are too long, and their size.
_QUERIES = {
    "documents": f"""
        SELECT document_key, iif(size > ?1, NULL, text), iif(size > ?1, NULL, wire), size
        FROM (SELECT *, {_BYTES.format("text")} + {_BYTES.format("wire")} AS size FROM documents) ORDER BY 1
    """,  # noqa: S608  # of ours alone
    "failures": f"""
        SELECT result, {_NONE}, iif(size > ?1, NULL, wire), size
        FROM (SELECT *, {_BYTES.format("wire")} AS size FROM failures WHERE wire IS NOT NULL) ORDER BY 1
    """,  # noqa: S608  # of ours alone
}


def _accepts(head: bytes, hint: Hint) -> Rank:
    del hint
    return Rank.CONTENT if head.startswith(_MAGIC) and head[_ID_AT : _ID_AT + len(_ID)] == _ID else Rank.NO


def _parse(stream: BinaryIO, hint: Hint, context: Context) -> Iterator[Parsed]:
    del hint
    try:
        import sqlite3
    except ImportError as error:  # CPython can be built without
        raise ParseError("found a Python without SQLite, which this file needs", advice="use another Python") from error
    with TemporaryDirectory(prefix="seedlib-") as folder:
        path = Path(folder, "results.sqlite")
        with path.open("wb") as file:
            shutil.copyfileobj(stream, file, 1 << 20)
        try:
            with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
                yield from _results(connection, context)
        except sqlite3.Error as error:
            raise ParseError(f"found a database that cannot be read: {error}", advice="check how it was made or copied") from error


def _results(connection: sqlite3.Connection, context: Context) -> Iterator[Parsed]:
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.text_factory = bytes  # a damaged text is that of one row
    query = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE 'CREATE TABLE %' AND name IN (?, ?)"  # no virtual one
    tables = {name.decode() for (name,) in connection.execute(query, tuple(_QUERIES))}
    if tables != set(_QUERIES):
        missing = " and ".join(sorted(set(_QUERIES) - tables))
        raise ParseError(f"found a database without the table {missing}, expected what seedlib wrote", advice="write it anew: -f sqlite")
    limit = line_limit(context.settings)
    cursors = (connection.execute(query, (limit,)) for query in _QUERIES.values())
    for row in heapq.merge(*cursors, key=lambda row: row[0]):
        yield _result(row, limit)


def _result(row: tuple[int, Any, Any, int | None], limit: int) -> Parsed:
    """Return the result of a row: its number, the text where it is of a document, the rest of it, and how many bytes both have."""
    number, text, wire, size = row
    place = Place(component=_NAME, origin=Origin(media_type=_MEDIA_TYPE, part=f"result {number}"))
    try:
        if size is not None and size > limit:
            raise LimitError(f"found {size:,} bytes, expected at most {limit:,}", advice="raise Settings.max_characters")
        line = json.loads(wire)
        return as_it_is(line if text == _NONE else {**line, "text": text.decode()})
    except SeedlibError as error:
        return unread(error, place)
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        return unread(ParseError(f"found a result that cannot be read: {error}", advice="write it anew: -f sqlite"), place)


#: Reads databases of results.
SQLITE = Parser(name="sqlite", accepts=_accepts, parse=_parse, suffixes=(".sqlite",), media_types=(_MEDIA_TYPE,))
