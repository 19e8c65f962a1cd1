"""From rows in order to parts: what is refused on the way, where a part ends, and where the run does.

Rules:

- Rows come in the order of the inputs; a part is written when it is full, and only then is anything done.
- Of two documents with one given id the second is refused: a failure names both places, and its rows are dropped. An id that is made of
  the text says that two texts are the same, and no more: the second gets `-2` behind it, so that an id stands for one document.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from seedlib.corpus.running.journal import Entry, Journal
from seedlib.corpus.running.known import KnownIds
from seedlib.corpus.running.parts import Part, drop, publish
from seedlib.corpus.running.tasks import Cursor, Done, Output, Task
from seedlib.corpus.running.worker import TABLES, encode
from seedlib.errors import CorpusError
from seedlib.model import Failure, Origin, Unread
from seedlib.reading import Options

__all__ = ["CHARACTERS", "Results"]

#: A part is full at so many characters of text, if not before at so many results: some hundred megabytes in memory.
CHARACTERS = 32_000_000

_NO_ROWS = (0,) * len(TABLES)


class Results:
    """What a run writes.

    Args:
        folder: where.
        journal: what is done.
        ids: those that were met.
        options: of the run.
        size: after how many results a part is full.
        limit: after how many results in all the run ends; none for no limit.
    """

    def __init__(  # noqa: PLR0913  # what it is made of, and two numbers
        self, folder: Path, journal: Journal, ids: KnownIds, options: Options, *, size: int, limit: int | None
    ) -> None:
        self._folder, self._journal, self._ids, self._options, self._size = folder, journal, ids, options, size
        self._limit = limit
        #: Whether rows were left that follow those at which the limit was reached.
        self.cut = False
        self._begin()
        self.cursor = journal.last.cursor if journal.last else Cursor()
        #: Of the whole run, with what waits.
        self.results, self.documents, self.failures = journal.results, journal.documents, journal.failures

    def _begin(self) -> None:
        self._part = Part(self._options.settings.options)
        self._results = self._documents = self._failures = self._characters = 0

    @property
    def full(self) -> bool:
        """Whether the limit is reached."""
        return self._limit is not None and self.results >= self._limit

    def add(self, task: Task, output: Output) -> None:
        """Take the rows of some results that follow those taken before.

        Raises:
            CorpusError: they cannot be written.
        """
        if not output.documents:
            return
        batches = self._part.read(output.tables)
        begin = end = _NO_ROWS
        for done in output.documents:
            if self.full:
                self.cut = True
                break
            stretch = task.stretches[done.unit]
            before, end = end, tuple(a + b for a, b in zip(end, done.rows, strict=True))
            number = self._number(done, stretch.path)
            if number > 1:
                self._part.add(batches, begin, before)
                other = self._refused(done, stretch.path) if done.given else self._part.renamed(batches, before, end, f"-{number}")
                self._part.add(other, _NO_ROWS, [batch.num_rows for batch in other])
                begin = end
            self._count(done, refused=number > 1 and done.given)
            self.cursor = Cursor(stretch.input, done.after)
            if self._results >= self._size or self._characters >= CHARACTERS:
                self._part.add(batches, begin, end)
                begin = end
                self.commit()
        self._part.add(batches, begin, end)

    def _number(self, done: Done, path: str) -> int:
        """Return how many documents with this id there are now; 1 where there is no document."""
        if done.identifier is None:
            return 1
        return self._ids.add(done.identifier, _place(done, path), self._journal.parts)

    def _refused(self, done: Done, path: str) -> list[Any]:
        """Return the rows of a document whose id was given to another one before: a failure.

        Raises:
            CorpusError: the run is strict.
        """
        found = f"found the id {done.identifier!r} a second time in {_place(done, path)}, first in {self._ids.first(done.identifier or '')}"
        error = CorpusError(f"{found}; expected one document an id", advice="give each its own, or leave one out")
        if self._options.strict:
            raise error
        failure = Failure(stage="corpus", error="CorpusError", message=error.message, advice=error.advice, part=done.part or "")
        unread = Unread(origin=Origin(filename=done.filename, part=done.part), failures=(failure,))
        return self._part.read(encode(unread, self._options))

    def _count(self, done: Done, *, refused: bool) -> None:
        documents, failures = (0, 1) if refused else (done.rows[0], done.failures)
        self._results, self.results = self._results + 1, self.results + 1
        self._documents, self.documents = self._documents + documents, self.documents + documents
        self._failures, self.failures = self._failures + failures, self.failures + failures
        self._characters += done.characters

    def commit(self, *, finished: bool = False) -> None:
        """Write the part, if anything waits for it or nothing follows.

        Raises:
            CorpusError: it cannot be written; what was done before stays as it is.
        """
        if not self._results and not finished:
            return
        number = self._journal.parts
        try:
            files = self._part.write(self._folder, number) if self._results or not number else {}
            self._ids.commit()
            entry = Entry(
                part=number,
                results=self._results,
                documents=self._documents,
                failures=self._failures,
                cursor=self.cursor,
                files=files,
                finished=finished,
            )
            self._journal.append(entry)
            publish(self._folder, entry)
        except OSError as error:
            if self._journal.parts == number:
                drop(self._folder, number)
            raise CorpusError(
                f"found a place that cannot be written: {error.strerror or error}",
                where=str(self._folder),
                advice="free or mend it, and take the run up with --resume: nothing that was done before is lost",
            ) from error
        self._begin()


def _place(done: Done, path: str) -> str:
    return f"{path}, {done.part}" if done.part else path
