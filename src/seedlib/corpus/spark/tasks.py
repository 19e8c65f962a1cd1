"""What happens in Spark's Python workers: the tasks of a run, and the rows of a data frame.

Rules:

- A worker keeps what it was told, with its registry and its tagger, from one task of Spark to the next: these are built once.
- What is wrong with a document is a row. Only what ends the process ends the task, and Spark then tries it again.
"""

from __future__ import annotations

import faulthandler
import pickle
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate
from json import dumps
from typing import TYPE_CHECKING, Any

import attrs

from seedlib.corpus.running import TABLES
from seedlib.corpus.running.tasks import Task
from seedlib.corpus.running.worker import Setup, work
from seedlib.dispatch import failure_of
from seedlib.errors import SeedlibError
from seedlib.exporting.arrow import batch_of_rows, library
from seedlib.exporting.kept import kept_tables
from seedlib.exporting.parquet import batched
from seedlib.model import Analysis, Origin, Unread, document_id
from seedlib.parsing.columns import plain
from seedlib.pipeline import analyze_parsed
from seedlib.reading import Options, parse_input

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["Clock", "analyze_batches", "do_tasks"]


class Clock:
    """Ends this process when a document takes too long: by a thread of C's, which a pattern that never ends does not hold up.

    Args:
        timeout: seconds; none for no limit.
    """

    def __init__(self, timeout: float | None) -> None:
        self._timeout = timeout

    def parse(self, unit: int, position: int, *, untold: int) -> None:
        """Begin a document's time."""
        del unit, position, untold
        self.start()

    def ask(self, ordinal: int) -> None:
        """Begin the time of an input, or of a part of it."""
        del ordinal
        self.start()

    def analyse(self, unit: int, position: int, *, untold: int) -> None:
        """Let the time go on that began with the parsing."""

    def start(self) -> None:
        """Begin a document's time."""
        if self._timeout is not None:
            faulthandler.dump_traceback_later(self._timeout, exit=True)

    def rest(self) -> None:
        """Stop the clock."""
        if self._timeout is not None:
            faulthandler.cancel_dump_traceback_later()


@lru_cache(maxsize=1)  # the one thing that a worker keeps: to build a registry takes as long as some documents
def _told(held: bytes) -> Any:
    """Return what the driver pickled."""
    return pickle.loads(held)  # noqa: S301  # our own driver wrote it


def do_tasks(batches: Iterator[pa.RecordBatch], *, told: bytes, tasks: tuple[bytes, ...]) -> Iterator[pa.RecordBatch]:
    """Do the tasks whose numbers stand in the column `id`; yield what they answer, pickled, in the columns `task` and `output`.

    Args:
        batches: of numbers.
        told: the setup of the run and the timeout, pickled.
        tasks: all tasks of the job, each pickled.
    """
    pa = library()
    setup, timeout = _told(told)
    for batch in batches:
        for number in batch.column(0).to_pylist():
            for answer in _answers(pickle.loads(tasks[number]), setup, timeout):  # noqa: S301  # as above
                columns = [pa.array([number], pa.int64()), pa.array([pickle.dumps(answer)], pa.binary())]
                yield pa.RecordBatch.from_arrays(columns, names=["task", "output"])


def _answers(task: Task, setup: Setup, timeout: float | None) -> Iterator[Any]:
    """Yield a task's rows, and the error that ends the run, if one does."""
    clock = Clock(timeout)
    try:
        yield from work(task, clock, setup)
    except SeedlibError as error:
        yield error
    finally:
        clock.rest()


def analyze_batches(batches: Iterator[pa.RecordBatch], *, told: bytes, text: str, identifier: str | None) -> Iterator[pa.RecordBatch]:
    """Analyze the text of each row; yield a row for each, with a column a table.

    Args:
        batches: rows.
        told: the options, pickled.
        text: the column of the texts.
        identifier: the column of the ids, or none.
    """
    options: Options = _told(told)
    rows = (row for batch in batches for row in batch.to_pylist())
    for results in batched(_result(row, options, text, identifier) for row in rows):
        yield _nested(results, options)


def _nested(results: Sequence[Analysis | Unread], options: Options) -> pa.RecordBatch:
    pa = library()
    columns = []
    kept = list(kept_tables(results, TABLES, options=options.settings.options))
    for table in TABLES:
        ends = accumulate((len(held[table]) for held in kept), initial=0)
        rows = batch_of_rows([row for held in kept for row in held[table]], table, options=options.settings.options)
        columns.append(pa.ListArray.from_arrays(pa.array(ends, pa.int32()), rows.to_struct_array()))
    return pa.RecordBatch.from_arrays(columns, names=list(TABLES))


def _result(row: Mapping[str, Any], options: Options, text: str, identifier: str | None) -> Analysis | Unread:
    """Return what comes of a row: it is read as a line of JSON Lines is."""
    given = None if identifier is None else row[identifier]
    part = None if given is None else str(given)
    try:
        cells = {name: plain(held) for name, held in row.items()}
        line = dumps({name: held for name, held in cells.items() if name == text or held is not None}).encode()
        parsed = next(parse_input(line, options))
        if isinstance(parsed, Unread):
            failures = (attrs.evolve(failure, part=part or "") for failure in parsed.failures)
            return attrs.evolve(parsed, origin=Origin(part=part), failures=failures)
        return analyze_parsed(_placed(parsed, given=part is not None), settings=options.settings, registry=options.registry)
    except Exception as error:  # noqa: BLE001  # a lack of memory, a broken library: one document must not end everybody's job
        return Unread(origin=Origin(part=part), failures=(failure_of(error, "corpus", part=part or ""),))


def _placed(parsed: Analysis, *, given: bool) -> Analysis:
    """Return a document without the place in the line that was made of its row."""
    if "analysis" in parsed.stated:  # it says itself where it is from
        return parsed
    document = parsed.document
    own = document.id if given else document_id(document.text, None, document.url)
    origin = Origin(parser=document.origin.parser)
    return attrs.evolve(parsed, document=attrs.evolve(document, id=own, origin=origin))
