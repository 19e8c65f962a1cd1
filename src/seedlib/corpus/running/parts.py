"""Part files: rows wait until a part is full, and then all tables' files are there at once, or none is.

Rules:

- A part is full after so many results or characters: it depends on the inputs alone, so that the same inputs give the same files,
  byte by byte, however many workers there were and whatever was killed. Only a run that has a limit, or is asked to end, cuts its last
  part before.
- Files are written beside their places, seen on the disk, and put there when the journal has them. Whoever takes a run up again
  puts the last ones there, drops what the journal does not know, and looks at every file the journal knows.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

from seedlib.corpus.running.journal import Entry, Journal, PartFile
from seedlib.corpus.running.worker import TABLES
from seedlib.errors import CorpusError
from seedlib.exporting.arrow import library, schema_of
from seedlib.model import Attributes

__all__ = ["UNFINISHED", "Part", "check_parts", "drop", "publish", "sync_folder"]

#: Where files are written before they are put in their places.
UNFINISHED = ".unfinished"

#: How many rows are written as one group: readers skip whole groups.
_GROUP = 1 << 17

_CHUNK = 1 << 20

_ADVICE = "put it back from a copy, or begin a new run in another folder"


class Part:
    """The rows of a part that is not full yet."""

    def __init__(self, options: Attributes) -> None:
        self._schemas = [schema_of(table, options=options) for table in TABLES]
        self._batches: list[list[Any]] = [[] for _ in TABLES]

    def read(self, tables: Sequence[bytes]) -> list[Any]:
        """Return the record batches that a worker has sent."""
        ipc = library().ipc
        return [ipc.read_record_batch(library().py_buffer(held), schema) for held, schema in zip(tables, self._schemas, strict=True)]

    def renamed(self, batches: Sequence[Any], begin: Sequence[int], end: Sequence[int], behind: str) -> list[Any]:
        """Return the rows of a document, whose id was made of its text, with something behind that id."""
        held = [batch.slice(first, last - first) for batch, first, last in zip(batches, begin, end, strict=True)]
        documents = held[TABLES.index("documents")]
        before = documents.column("document")[0].as_py()
        after = before + behind
        wire = documents.column("wire")[0].as_py().replace(f'"id": "{before}"', f'"id": "{after}"', 1)
        held[TABLES.index("documents")] = _with(documents, "wire", wire)
        return [_with(batch, "document", after) for batch in held]

    def add(self, batches: Sequence[Any], begin: Sequence[int], end: Sequence[int]) -> None:
        """Take some rows of each table."""
        for held, batch, first, last in zip(self._batches, batches, begin, end, strict=True):
            if last > first:
                held.append(batch.slice(first, last - first))

    def write(self, folder: Path, number: int) -> dict[str, PartFile]:
        """Write the files of this part beside their places; return what the journal is to say of them.

        Raises:
            OSError: they cannot be written.
        """
        from pyarrow import parquet

        unfinished = folder / UNFINISHED
        files = {}
        for table, schema, batches in zip(TABLES, self._schemas, self._batches, strict=True):
            held = library().Table.from_batches(batches, schema=schema).combine_chunks()
            path = unfinished / _beside(table, number)
            with path.open("wb") as file:
                with parquet.ParquetWriter(file, schema, compression="zstd") as writer:
                    if held.num_rows:  # a group of no rows would hide that the table holds nothing
                        writer.write_table(held, row_group_size=_GROUP)
                file.flush()
                os.fsync(file.fileno())
            files[table] = PartFile(rows=held.num_rows, size=path.stat().st_size, sha256=_digest(path))
        sync_folder(unfinished)
        return files


def _with(batch: Any, column: str, text: str) -> Any:
    """Return a batch with one text in all cells of a column."""
    place = batch.schema.get_field_index(column)
    return batch.set_column(place, batch.schema.field(place), library().array([text] * batch.num_rows, library().string()))


def drop(folder: Path, number: int) -> None:
    """Free the place of a part that could not be written."""
    for table in TABLES:
        with suppress(OSError):
            (folder / UNFINISHED / _beside(table, number)).unlink(missing_ok=True)


def publish(folder: Path, entry: Entry) -> None:
    """Put the files of a part that the journal has into their places."""
    for table in entry.files:
        place = folder / table / _name(entry.part)
        (folder / UNFINISHED / _beside(table, entry.part)).replace(place)
        sync_folder(place.parent)


def check_parts(folder: Path, journal: Journal) -> None:
    """See that every file is as the journal has it, and finish what was being put in its place.

    Raises:
        CorpusError: a file is missing, changed, or unknown.
    """
    known: dict[str, set[str]] = {table: set() for table in TABLES}
    for entry in journal.entries():
        for table, file in entry.files.items():
            place, beside = folder / table / _name(entry.part), folder / UNFINISHED / _beside(table, entry.part)
            known[table].add(place.name)
            if not place.exists() and beside.exists():
                _check(beside, file)
                beside.replace(place)
                sync_folder(place.parent)
            else:
                _check(place, file)
    for path in _foreign(folder, known):
        raise CorpusError("found a file that the journal does not know", where=str(path), advice="take it away")
    for left in (folder / UNFINISHED).iterdir():
        left.unlink()


def _foreign(folder: Path, known: Mapping[str, set[str]]) -> Iterator[Path]:
    for table, names in known.items():
        yield from (path for path in sorted((folder / table).iterdir()) if path.suffix == ".parquet" and path.name not in names)


def _check(path: Path, expected: PartFile) -> None:
    try:
        size = path.stat().st_size
    except OSError as error:
        raise CorpusError("found no such part file, which the journal has", where=str(path), advice=_ADVICE) from error
    if size != expected.size:
        raise CorpusError(f"found {size:,} bytes, expected {expected.size:,} by the journal", where=str(path), advice=_ADVICE)
    if _digest(path) != expected.sha256:
        raise CorpusError("found other bytes than were written (by their SHA-256 in the journal)", where=str(path), advice=_ADVICE)


def _digest(path: Path) -> str:
    digest = sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _name(number: int) -> str:
    return f"part-{number:06d}.parquet"


def _beside(table: str, number: int) -> str:
    return f"{table}-{number:06d}.parquet"


def sync_folder(folder: Path) -> None:
    """See a folder's names on the disk; where folders cannot be opened, as on Windows, the system does so itself."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
