"""The ids that a run has met, so that none stands for two documents; and the lock that lets one run at a time write a folder.

Rules:

- Ids are in a database beside the results, not in memory.
- They are committed before the journal has their part; what belongs to no part of the journal is forgotten.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from seedlib.errors import CorpusError

__all__ = ["KnownIds"]


class KnownIds:
    """The ids of a folder, which nobody else can write to meanwhile.

    Args:
        path: the database.
        parts: how many parts the journal has.

    Raises:
        CorpusError: another run writes to the folder, or the file is no such database.
    """

    def __init__(self, path: Path, parts: int) -> None:
        self._path = path
        self._database = sqlite3.connect(path, timeout=0, isolation_level=None)
        try:
            for statement in (
                "PRAGMA locking_mode = EXCLUSIVE",
                "PRAGMA synchronous = FULL",
                "BEGIN EXCLUSIVE",
                "CREATE TABLE IF NOT EXISTS ids (id TEXT, number INT, place TEXT, part INT, PRIMARY KEY (id, number)) WITHOUT ROWID",
            ):
                self._database.execute(statement)
            self._database.execute("DELETE FROM ids WHERE part >= ?", (parts,))
            self.commit()
        except sqlite3.Error as error:
            self._database.close()
            raise self._error(error) from error

    def add(self, identifier: str, place: str, part: int) -> int:
        """Keep an id, and where it was met; return how often it was met now."""
        clean = _clean(identifier)
        try:
            (most,) = self._database.execute("SELECT max(number) FROM ids WHERE id = ?", (clean,)).fetchone()
            number = 1 + (most or 0)
            self._database.execute("INSERT INTO ids VALUES (?, ?, ?, ?)", (clean, number, place, part))
        except sqlite3.Error as error:
            raise self._error(error) from error
        return int(number)

    def first(self, identifier: str) -> str:
        """Return the place in which an id was met first."""
        try:
            (place,) = self._database.execute("SELECT place FROM ids WHERE id = ? AND number = 1", (_clean(identifier),)).fetchone()
        except sqlite3.Error as error:
            raise self._error(error) from error
        return str(place)

    def commit(self) -> None:
        """See what was added on the disk."""
        try:
            self._database.execute("COMMIT")
            self._database.execute("BEGIN")
        except sqlite3.Error as error:
            raise self._error(error) from error

    def close(self) -> None:
        """Forget what was not committed, and let others write to the folder."""
        self._database.close()

    def _error(self, error: sqlite3.Error) -> CorpusError:
        if getattr(error, "sqlite_errorcode", None) in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
            found, advice = "found another run that writes to this folder", "wait for it, or choose another folder"
        elif getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_NOTADB:
            found, advice = "found no database of ids", "put it back from a copy, or begin a new run in another folder"
        else:
            found, advice = f"found a database of ids that cannot be written: {error}", "free the place, and take the run up with --resume"
        return CorpusError(found, where=str(self._path), advice=advice)


def _clean(identifier: str) -> str:
    return identifier.encode("utf-8", "replace").decode()
