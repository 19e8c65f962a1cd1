"""What a worker process does: parse and analyze documents, and make rows of them; or parse alone, for others to analyze.

Rules:

- A worker keeps nothing between tasks but what its registry and the tagger keep; it ends when its parent does, whatever it is at.
- It says in its pulse what it is at before it begins it, so that whatever stops it names the document.
- What is raised beside the guarded calls of the pipeline goes to the parent, which ends the run, if it is an error of this library;
  anything else ends the worker.
"""

from __future__ import annotations

import itertools
import logging
import os
import pickle
import threading
import time
import warnings
from collections.abc import Callable, Iterator
from multiprocessing import connection, parent_process
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

from seedlib.corpus.running.pulse import Pulse
from seedlib.corpus.running.tasks import START, At, Done, Output, Ready, Stretch, Task
from seedlib.dispatch import failure_of
from seedlib.errors import CorpusError, LimitError, ParseError, SeedlibError
from seedlib.exporting.arrow import batch_of_rows
from seedlib.exporting.kept import kept_tables
from seedlib.model import Analysis, Origin, Unread, document_id, evolved, value
from seedlib.pipeline import analyze_parsed
from seedlib.reading import Options, parse_input

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

__all__ = ["TABLES", "Raised", "Setup", "encode", "main", "read", "results_of", "work"]

#: The tables of a run, each a folder.
TABLES = ("documents", "actors", "mentions", "claims", "problems", "notices", "failures")

#: What is done is sent after so many seconds, results or characters, whatever comes first: a worker that is killed loses no more.
_SECONDS, _RESULTS, _CHARACTERS = 0.5, 64, 1 << 20

#: A reader hands on so many bytes or documents, or what it has after so many seconds.
_BYTES, _DOCUMENTS, _HELD = 1 << 16, 64, 0.2


class Raised(NamedTuple):
    """The last words of a worker."""

    why: str


@value(kw_only=True)
class Setup:
    """What all workers of a run are given."""

    options: Options
    #: Inputs of more bytes are not read; none for no limit.
    max_bytes: int | None = None


def main(pipe: Connection, pulse: Pulse, setup: Setup) -> None:
    """Serve the parent at the other end of a pipe until it closes it."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    warnings.simplefilter("ignore")  # the parent has said them
    logging.disable(logging.CRITICAL)
    pipe.send("ready")
    while True:
        try:
            given = pipe.recv()
        except EOFError:
            return
        try:
            for answer in read(given, pulse, setup) if isinstance(given, Stretch) else work(given, pulse, setup):
                pipe.send(answer)
            pipe.send("done")
        except SeedlibError as error:
            pulse.rest()
            pipe.send(error)
        except Exception as error:  # noqa: BLE001  # a lack of memory, a broken library: the document is tried alone by another one
            pipe.send(Raised(f"{type(error).__name__}: {error}"))
            return


def _end_with_parent() -> None:
    """End this process when the parent is gone, be it killed: what hangs would stay for ever else."""
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)


def results_of(
    stretch: Stretch, unit: int, pulse: Pulse, setup: Setup, opened: Callable[[BinaryIO], None] | None = None
) -> Iterator[tuple[Analysis | Unread, At]]:
    """Parse the results of a stretch; yield each with the place behind it."""
    start = stretch.start
    reasons = dict(start.lost)
    ordinals = itertools.count()

    def begin() -> None:
        ordinal = next(ordinals)
        pulse.ask(ordinal)
        if ordinal in reasons:
            raise CorpusError(reasons[ordinal], advice="look at it alone: seedlib parse FILE; the others are read")

    told, untold, first = 0, start.untold, start.position
    pulse.parse(unit, first, untold=untold)
    pulse.ask(0)
    pulse.rest()  # until a parser is asked: the digest of a very large file takes its time
    parsed = _bounded(stretch, setup) or parse_input(Path(stretch.path), setup.options, begin=begin, opened=opened)
    for position, result in enumerate(parsed):
        if isinstance(result, Unread) and result.failures[0].error == CorpusError.__name__:
            told += 1
            if told > len(start.lost) - start.untold:
                first, untold = min(first, position), len(start.lost) - told
        if position >= first:
            pulse.analyse(unit, position, untold=untold)
            yield _placed(result, stretch), At(position + 1, start.lost, untold)
        if stretch.stop is not None and position + 1 >= stretch.stop:  # not later: what follows may be what ends a parser
            return
        pulse.parse(unit, max(first, position + 1), untold=untold)


def _placed(result: Analysis | Unread, stretch: Stretch) -> Analysis | Unread:
    """Return a result with the whole path as its file's name: in a corpus many files are called `index.html`.

    Members of archives have names of their own; what says itself where it is from keeps that. A file that cannot be opened is called
    by its path in the failure too, which may be another process's.
    """
    origin = result.origin if isinstance(result, Unread) else result.document.origin
    if origin.filename != Path(stretch.path).name:
        return result
    placed = evolved(origin, filename=stretch.name)
    if isinstance(result, Unread):
        named = (evolved(failure, part=stretch.name) if failure.part == stretch.path else failure for failure in result.failures)
        return evolved(result, origin=placed, failures=tuple(named))
    return evolved(result, document=evolved(result.document, origin=placed))


def _bounded(stretch: Stretch, setup: Setup) -> Iterator[Unread] | None:
    """Return the one result of an input that is too large, or None."""
    path = Path(stretch.path)
    size = path.stat().st_size if setup.max_bytes is not None and path.is_file() else 0
    if setup.max_bytes is None or size <= setup.max_bytes:
        return None
    error = LimitError(f"found a file of {size:,} bytes, expected at most {setup.max_bytes:,}", advice="raise --max-bytes, or cut it")
    failure = failure_of(error, "reading", part=stretch.name)
    return iter((Unread(origin=Origin(filename=stretch.name), failures=(failure,)),))


def read(stretch: Stretch, pulse: Pulse, setup: Setup) -> Iterator[tuple[list[Ready], int]]:
    """Parse for others: yield documents that are ready for them, and how many bytes of the file are read."""
    streams: list[BinaryIO] = []
    ready: list[Ready] = []
    size, begun = 0, time.monotonic()
    for result, after in results_of(stretch, 0, pulse, setup, streams.append):
        ready.append(Ready(pickle.dumps(result, pickle.HIGHEST_PROTOCOL), after))
        size += len(ready[-1].held)
        if size >= _BYTES or len(ready) >= _DOCUMENTS or time.monotonic() - begun >= _HELD:
            pulse.rest()
            yield ready, streams[0].tell() if streams else 0
            ready, size, begun = [], 0, time.monotonic()
    pulse.rest()
    if ready:
        yield ready, 0


def work(task: Task, pulse: Pulse, setup: Setup) -> Iterator[Output]:
    """Analyze the documents of a task; yield rows."""
    batch = _Batch(setup.options)
    for count, (unit, result, after) in enumerate(_given(task, pulse, setup), 1):
        batch.add(unit, after, _analyzed(result, task, setup))
        if batch.full:
            pulse.rest()
            yield batch.output((unit, after if task.ready is None else At(count)))
            batch = _Batch(setup.options)
    pulse.rest()
    yield batch.output((len(task.stretches), START))


def _given(task: Task, pulse: Pulse, setup: Setup) -> Iterator[tuple[int, Analysis | Unread, At]]:
    if task.ready is None:
        for unit, stretch in enumerate(task.stretches):
            for result, after in results_of(stretch, unit, pulse, setup):
                yield unit, result, after
        return
    for position, ready in enumerate(task.ready):
        pulse.analyse(0, position, untold=0)
        pulse.start()
        yield 0, pickle.loads(ready.held), ready.after  # noqa: S301  # our own reader wrote it


def _analyzed(result: Analysis | Unread, task: Task, setup: Setup) -> Analysis | Unread:
    options = setup.options
    if isinstance(result, Unread):
        if options.strict:
            failure = result.failures[0]
            raise ParseError(failure.message, where=failure.part or result.origin.filename or "", advice=failure.advice)
        return result
    if task.verdict is not None:
        return evolved(result, failures=(*result.failures, task.verdict))
    return analyze_parsed(result, settings=options.settings, registry=options.registry, strict=options.strict)


class _Batch:
    """Rows of results that wait to be sent together."""

    def __init__(self, options: Options) -> None:
        self._rows = _Rows(options)
        self._documents: list[Done] = []
        self._characters = 0
        self._begun = time.monotonic()

    def add(self, unit: int, after: At, result: Analysis | Unread) -> None:
        """Take a result, of which only its rows are kept: they are made for less while it is fresh in the processor's memory."""
        self._documents.append(_done(unit, after, result, self._rows.add(result)))
        self._characters += self._documents[-1].characters

    @property
    def full(self) -> bool:
        """Whether it is time to send them."""
        late = time.monotonic() - self._begun >= _SECONDS
        return late or len(self._documents) >= _RESULTS or self._characters >= _CHARACTERS

    def output(self, reached: tuple[int, At]) -> Output:
        """Return their rows."""
        return Output(self._documents, self._rows.encoded() if self._documents else [], reached)


class _Rows:
    """Rows of all tables."""

    def __init__(self, options: Options) -> None:
        self._options = options.settings.options
        self._held: dict[str, list[dict[str, Any]]] = {table: [] for table in TABLES}

    def add(self, result: Analysis | Unread) -> tuple[int, ...]:
        """Take those of a result; return how many each table has."""
        (made,) = kept_tables((result,), TABLES, options=self._options)
        for table, rows in made.items():
            self._held[table].extend(rows)
        return tuple(map(len, made.values()))

    def encoded(self) -> list[bytes]:
        """Return a serialized record batch a table."""
        batches = (batch_of_rows(rows, table, options=self._options) for table, rows in self._held.items())
        return [batch.serialize().to_pybytes() for batch in batches]


def _done(unit: int, after: At, result: Analysis | Unread, rows: tuple[int, ...]) -> Done:
    if isinstance(result, Unread):
        return Done(unit, after, None, False, result.origin.filename, result.origin.part, 0, len(result.failures), rows)
    document = result.document
    own = document_id(document.text, document.origin.part, document.url)
    return Done(
        unit,
        after,
        document.id,
        document.id != own,
        document.origin.filename,
        document.origin.part,
        len(document.text),
        len(result.failures),
        rows,
    )


def encode(result: Analysis | Unread, options: Options) -> list[bytes]:
    """Return the rows of a result as a serialized record batch a table."""
    rows = _Rows(options)
    rows.add(result)
    return rows.encoded()
