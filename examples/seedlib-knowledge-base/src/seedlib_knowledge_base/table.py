"""The index of a table of actors: an SQLite file beside it, made once, in which a name is found without reading the table.

Rules:

- The table is a CSV in UTF-8, or an SQLite file with a table `actors`; both have the columns `COLUMNS`, of which `id` and `name` are
  needed. Several aliases, or words, in one cell are parted by semicolons.
- A row that is no actor, and one whose id an earlier row has, is left out and kept as a problem with its line.
- The index is made anew when the table changes. It is put in its place when it is whole, and is only read from then on, so any
  number of threads and processes may share it.
"""

from __future__ import annotations

import csv
import os
import sqlite3
import threading
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

import regex

from seedlib import Actor
from seedlib.errors import ModelError, UsageError
from seedlib.model import ACTOR_KINDS, is_local_id

__all__ = ["COLUMNS", "Entry", "fold", "look_up", "opened", "problems"]

#: The columns of the table.
COLUMNS = ("id", "name", "kind", "country", "aliases", "words")

#: Changes whenever an index of an older version of this plugin is of no use any more.
VERSION = 1

#: How an SQLite file begins, says its documentation.
SQLITE = b"SQLite format 3\0"

#: How many names are asked for at once: SQLite allows 999 and more.
AT_ONCE = 500

SCHEMA = """
CREATE TABLE made (of TEXT);
CREATE TABLE problems (line INTEGER, message TEXT);
CREATE TABLE actors (number INTEGER PRIMARY KEY, id TEXT UNIQUE, name TEXT, kind TEXT, country TEXT, words TEXT);
CREATE TABLE names (folded TEXT, number INTEGER, PRIMARY KEY (folded, number)) WITHOUT ROWID;
CREATE TEMP TABLE found (folded TEXT, number INTEGER);
"""

#: Sorted first, so that the tree of names is written from left to right rather than all over the file.
SORT = "INSERT INTO names SELECT DISTINCT folded, number FROM found ORDER BY folded, number"

#: A build that breaks off leaves nothing, so nothing need be safe before it is whole; 64 MB keep the tree of ids in memory.
FAST = "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-65536;"

QUERY = "SELECT folded, id, name, kind, country, words FROM names JOIN actors USING (number) WHERE folded IN ({})"

_WORD = regex.compile(r"[\p{L}\p{N}][\p{L}\p{M}\p{N}]*")
_ACCENT = regex.compile(r"(?<=\p{Script=Latin}\p{M}*)\p{M}")


class Entry(NamedTuple):
    """An actor of the table."""

    id: str
    name: str
    kind: str
    country: str | None
    #: Folded words that stand beside it in texts: `striker`, `harbour`.
    words: frozenset[str]


def fold(name: str) -> str:
    """Return a name as it is looked up: capitals, signs and Latin accents make no difference.

    >>> fold("Inês  Falk-Rey")
    'ines falk rey'
    """
    plain = _ACCENT.sub("", unicodedata.normalize("NFKD", name))
    return " ".join(_WORD.findall(unicodedata.normalize("NFC", plain).casefold()))


@contextmanager
def opened(table: str) -> Iterator[sqlite3.Connection]:
    """Give the index of a table, to be asked; it is made where it is not there, or is of an older table.

    One for each document: SQLite is opened in a tenth of a millisecond, and nothing has to be kept or shared.

    Raises:
        UsageError: the table cannot be read, or the index cannot be written.
    """
    path = Path(table).resolve()
    try:
        status = path.stat()
        index = path.with_name(f"{path.name}.index")
        made = f"{VERSION} {status.st_size} {status.st_mtime_ns}"
        connection = _opened(index, made)
        if connection is None:
            _build(path, index, made)
            connection = _open(index)
    except (OSError, UnicodeDecodeError, csv.Error, sqlite3.Error) as error:
        advice = "check the file, and that its folder can be written"
        raise UsageError(f"found a table that cannot be read or indexed: {error}", where=table, advice=advice) from error
    with closing(connection):
        yield connection


def _opened(index: Path, made: str) -> sqlite3.Connection | None:
    """Return an index, or None where there is none, or that of another table."""
    if not index.exists():
        return None
    connection = _open(index)
    try:
        if connection.execute("SELECT of FROM made").fetchone() == (made,):
            return connection
    except sqlite3.Error:  # it is no index
        pass
    connection.close()
    return None


def _open(path: Path, more: str = "&immutable=1") -> sqlite3.Connection:
    """Open an SQLite file to be read; a table of the user's may be written meanwhile, an index never is."""
    return sqlite3.connect(f"{path.as_uri()}?mode=ro{more}", uri=True)


def _build(table: Path, index: Path, made: str) -> None:
    unfinished = index.with_name(f".{index.name}.{os.getpid()}-{threading.get_ident()}.part")
    try:
        with closing(sqlite3.connect(unfinished, isolation_level=None)) as connection:
            connection.executescript(f"{FAST}{SCHEMA}BEGIN;")
            for line, row in _rows(table):
                try:
                    _add(connection, row)
                except ModelError as error:
                    connection.execute("INSERT INTO problems VALUES (?, ?)", (line, f"{error.where}: {error.message}"))
            connection.execute(SORT)
            connection.execute("INSERT INTO made VALUES (?)", (made,))
            connection.execute("COMMIT")
        unfinished.replace(index)
    finally:
        unfinished.unlink(missing_ok=True)


def _rows(table: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the rows of a table, each with its line, or its number where it has no lines."""
    with table.open("rb") as file:
        is_sqlite = file.read(len(SQLITE)) == SQLITE
    if is_sqlite:
        with closing(_open(table, more="")) as connection:
            connection.row_factory = sqlite3.Row
            for number, row in enumerate(connection.execute("SELECT * FROM actors"), 1):
                yield number, {name: str(row[name]) for name in row.keys() if row[name] is not None}  # noqa: SIM118  # a Row is no dict
        return
    with table.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        for row in reader:
            yield reader.line_num, {name: held for name, held in row.items() if name and held}


def _add(connection: sqlite3.Connection, row: dict[str, str]) -> None:
    """Add a row.

    Raises:
        ModelError: it is no actor, or there is one with its id.
    """
    given = {name: row.get(name, "").strip() for name in COLUMNS}
    identifier, name, kind, country = given["id"], given["name"], given["kind"] or "unknown", given["country"] or None
    Actor(id=identifier, name=name, kind=kind, country=country)  # its own checks see what is wrong
    if is_local_id(identifier):
        raise ModelError(f"found {identifier!r}, expected an id with a namespace of yours, such as 'acme:1'", where="id")
    if kind not in ACTOR_KINDS and ":" not in kind:
        raise ModelError(f"found {kind!r}, expected one of {', '.join(sorted(ACTOR_KINDS))}, or one with a prefix", where="kind")
    words = " ".join(sorted(set(fold(given["words"]).split())))
    added = connection.execute("INSERT OR IGNORE INTO actors VALUES (NULL, ?, ?, ?, ?, ?)", (identifier, name, kind, country, words))
    if not added.rowcount:
        raise ModelError(f"found {identifier!r} again, expected a row an actor", where="id")
    names = {fold(one) for one in (name, *given["aliases"].split(";"))} - {""}
    connection.executemany("INSERT INTO found VALUES (?, ?)", ((folded, added.lastrowid) for folded in names))


def look_up(index: sqlite3.Connection, names: Iterable[str]) -> dict[str, list[Entry]]:
    """Return the actors of a table that have each of these names, in the order of their ids.

    Args:
        index: what `opened` gives.
        names: folded.
    """
    wanted = sorted(set(names))
    found: dict[str, list[Entry]] = {}
    for start in range(0, len(wanted), AT_ONCE):
        asked = wanted[start : start + AT_ONCE]
        for folded, identifier, name, kind, country, words in index.execute(QUERY.format(",".join("?" * len(asked))), asked):
            found.setdefault(folded, []).append(Entry(identifier, name, kind, country, frozenset(words.split())))
    return {folded: sorted(entries, key=lambda entry: entry.id) for folded, entries in found.items()}


def problems(index: sqlite3.Connection) -> list[tuple[int, str]]:
    """Return what is wrong with the rows that were left out, each with its line."""
    return index.execute("SELECT line, message FROM problems ORDER BY line").fetchall()
