"""SQLite: all tables of results in one file, with keys, search and views, for Datasette and for SQL.

Rules:

- What is in it says `database`; the same results give the same bytes, with one version of SQLite.
- SQLite writes files, not streams: the database is made in a temporary file and copied at the end.
- No more than one document is held at once.
- Texts are bound with their length, so that a NUL in them stays; a lone surrogate becomes U+FFFD.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from importlib.metadata import PackageNotFoundError, version
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, BinaryIO

from seedlib.components import Context
from seedlib.errors import UsageError
from seedlib.exporting.database import APPLICATION_ID, FINISHING, KEYS, creating, insertion
from seedlib.exporting.dictionary import VERSION
from seedlib.exporting.kept import kept_tables, scrubbed, spread_columns
from seedlib.exporting.rows import TABLES
from seedlib.model import Analysis, Attributes, Claim, Unread
from seedlib.wire import SCHEMA

if TYPE_CHECKING:
    import sqlite3

__all__ = ["write_sqlite"]

#: After how many results what was written is made lasting: a transaction each costs more than the rows.
_TRANSACTION = 500

_ADVICE = "use another Python: those of python.org and of most systems have both"


def write_sqlite(results: Iterable[Analysis | Unread], target: BinaryIO, context: Context) -> None:
    """Write one database.

    Raises:
        UsageError: this Python has no SQLite, or one without full-text search; or the option `tables.columns` asks for a column that
            there is.
    """
    try:
        import sqlite3
    except ImportError as error:  # CPython can be built without
        raise UsageError("found a Python without SQLite, expected one with the module sqlite3", advice=_ADVICE) from error
    with TemporaryDirectory(prefix="seedlib-") as folder:
        path = Path(folder, "results.sqlite")
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            _Database(connection, context.settings.options).fill(results)
        with path.open("rb") as file:
            shutil.copyfileobj(file, target, 1 << 20)


class _Database:
    """A database that is being filled."""

    def __init__(self, connection: sqlite3.Connection, options: Attributes) -> None:
        self._connection = connection
        self._options = options
        self._next = {table: count(1) for table in TABLES}

    def fill(self, results: Iterable[Analysis | Unread]) -> None:
        """Make the tables, write all rows, and what is made of them."""
        run = self._connection.execute
        for setting in ("journal_mode = OFF", "synchronous = OFF", f"application_id = {APPLICATION_ID}"):  # it is copied when it is whole
            run(f"PRAGMA {setting}")
        run("BEGIN")
        for statement in creating(spread_columns(self._options)):
            run(statement)
        self._insert("meta", [{"name": name, "value": held} for name, held in _meta()])
        for position, result in enumerate(results, 1):
            self._add(position, result)
            if position % _TRANSACTION == 0:
                run("COMMIT")
                run("BEGIN")
        self._finish()
        run("COMMIT")

    def _finish(self) -> None:
        from sqlite3 import OperationalError

        try:
            for statement in FINISHING:
                self._connection.execute(statement)
        except OperationalError as error:
            if "fts5" not in str(error):
                raise
            raise UsageError("found an SQLite without full-text search, expected one with FTS5", advice=_ADVICE) from error

    def _add(self, position: int, result: Analysis | Unread) -> None:
        """Write the rows of a result; a document's key is the position of its result, so that the order can be read back."""
        (rows,) = kept_tables((result,), TABLES, options=self._options)
        document = position if isinstance(result, Analysis) else None
        for table in TABLES:
            for row in rows[table]:
                row["document_key"] = document
                row[KEYS[table]] = document if table == "documents" else next(self._next[table])
        for row in rows["failures"]:
            row["result"] = position
        if isinstance(result, Analysis):
            _refer(rows, result)
        for table, held in rows.items():
            self._insert(table, held)

    def _insert(self, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
        if rows:
            values = ([_value(held) for held in row.values()] for row in rows)
            self._connection.executemany(insertion(table, list(rows[0])), values)


def _meta() -> Iterator[tuple[str, str | None]]:
    yield "schema", VERSION
    yield "wire", SCHEMA
    try:
        yield "seedlib", version("seedlib")
    except PackageNotFoundError:  # a checkout that is not installed
        yield "seedlib", None


def _refer(rows: dict[str, list[dict[str, Any]]], analysis: Analysis) -> None:
    """Add the keys that refer to rows of other tables, and the rows of those that only a database has."""
    actors: dict[str | None, dict[str, Any]] = {name: rows["actors"][place] for name, place in analysis.actor_places().items()}
    claims: dict[str | None, int] = {}
    for row in rows["claims"]:
        claims.setdefault(row["claim"], row["claim_key"])
    for row in rows["mentions"]:
        row["actor_key"] = actors.get(row["actor"], {}).get("actor_key")
    rows["claim_actors"], rows["spans"] = [], []
    for claim, row in zip(analysis.claims, rows["claims"], strict=True):
        row["within_key"] = claims.get(row["within"])
        rows["claim_actors"] += _claim_actors(row, actors)
        rows["spans"] += _spans(claim, row["claim_key"], analysis)


def _claim_actors(row: Mapping[str, Any], actors: Mapping[str | None, Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    for role, column in (("speaker", "speakers"), ("addressee", "addressees"), ("target", "targets")):
        for position, identifier in enumerate(row[column], 1):
            actor = actors.get(identifier, {})
            yield {
                "claim_key": row["claim_key"],
                "actor_key": actor.get("actor_key"),
                "role": role,
                "position": position,
                "actor": identifier,
                "name": actor.get("name", identifier),
            }


def _spans(claim: Claim, key: int, analysis: Analysis) -> Iterator[dict[str, Any]]:
    for role, spans in (("source", claim.source), ("cue", claim.cue), ("content", claim.content), *claim.arguments.items()):
        for position, span in enumerate(spans, 1):
            words = analysis.document[span]
            yield {"claim_key": key, "role": role, "position": position, "start": span.start, "end": span.end, "words": words}


def _value(held: Any) -> Any:
    """Return what SQLite holds for a value of a row."""
    if isinstance(held, list | dict):
        held = json.dumps(held, ensure_ascii=False)
    return scrubbed(held) if isinstance(held, str) else held
