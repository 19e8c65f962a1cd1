r"""What is done of a run, so that it can be taken up again: a line a part, and nothing is done before its line is on the disk.

Rules:

- A line is whole when it ends in `\n`; what follows the last such line was cut off by whatever ended the run, and is dropped.
- A line has the number of its part, how much it holds, each file's size and SHA-256, and the place in the inputs behind it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from errno import ENOSPC
from pathlib import Path
from typing import Any

import attrs

from seedlib.corpus.running.tasks import At, Cursor
from seedlib.errors import CorpusError
from seedlib.finding import is_run
from seedlib.model import value

__all__ = ["JOURNAL", "Entry", "Journal", "PartFile", "is_unfinished"]

#: The file's name in the folder of a run.
JOURNAL = "journal.jsonl"

_ADVICE = "put the folder back from a copy, or begin a new run in another one"


@value(kw_only=True)
class PartFile:
    """A file of a part."""

    rows: int
    size: int
    sha256: str


@value(kw_only=True)
class Entry:
    """A part that is done."""

    part: int
    #: Results in it: documents, and inputs or pieces that gave none.
    results: int
    documents: int
    failures: int
    cursor: Cursor
    files: Mapping[str, PartFile]
    #: Whether nothing follows it.
    finished: bool = False


def is_unfinished(folder: Path) -> bool:
    """Say whether a folder is that of a run which is under way or was stopped: what is in it is not all there will be."""
    if not is_run(folder):
        return False
    try:
        last = Journal(folder / JOURNAL).last
    except (CorpusError, OSError):  # whoever takes it up says so
        return True
    return last is None or not last.finished


class Journal:
    """The journal of a folder.

    Args:
        path: the file; there need not be one.

    Raises:
        CorpusError: a line in it cannot be read.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._whole = 0
        #: What all parts hold together.
        self.results = self.documents = self.failures = self.parts = 0
        self.last: Entry | None = None
        for entry in self.entries():
            self._count(entry)

    def entries(self) -> Iterator[Entry]:
        """Yield what is done, in order; remember where the last whole line ends."""
        if not self._path.exists():
            return
        with self._path.open("rb") as file:
            self._whole = 0
            for number, line in enumerate(file):
                if not line.endswith(b"\n"):
                    return
                try:
                    entry = _entry(json.loads(line))
                    if entry.part != number:
                        raise ValueError(f"part {entry.part}")
                except (ValueError, KeyError, TypeError) as error:
                    found = f"found a line that cannot be read ({error}), expected part {number}"
                    raise CorpusError(found, where=f"{self._path}: line {number + 1}", advice=_ADVICE) from error
                self._whole += len(line)
                yield entry

    def append(self, entry: Entry) -> None:
        """Write a line, and see it on the disk.

        Raises:
            OSError: it cannot be written; the journal is then as it was.
        """
        line = json.dumps(_plain(entry)).encode() + b"\n"
        with self._path.open("ab", buffering=0) as file:
            try:
                file.truncate(self._whole)
                if file.write(line) != len(line):
                    raise OSError(ENOSPC, os.strerror(ENOSPC))
                os.fsync(file.fileno())
            except OSError:  # a line that may not be on the disk is none: the files of its part are dropped
                with suppress(OSError):
                    file.truncate(self._whole)
                raise
        self._whole += len(line)
        self._count(entry)

    def _count(self, entry: Entry) -> None:
        self.last = entry
        self.parts += 1
        self.results += entry.results
        self.documents += entry.documents
        self.failures += entry.failures


def _plain(entry: Entry) -> dict[str, Any]:
    number, at = entry.cursor
    place = {"input": number, "position": at.position, "lost": at.lost, "untold": at.untold}
    files = {table: attrs.asdict(file) for table, file in entry.files.items()}
    return {**attrs.asdict(entry, recurse=False), "cursor": place, "files": files}


def _entry(held: dict[str, Any]) -> Entry:
    place = held["cursor"]
    lost = tuple((int(ordinal), str(why)) for ordinal, why in place["lost"])
    cursor = Cursor(place["input"], At(place["position"], lost, place["untold"]))
    files = {table: PartFile(**file) for table, file in held["files"].items()}
    return Entry(**{**held, "cursor": cursor, "files": files})
