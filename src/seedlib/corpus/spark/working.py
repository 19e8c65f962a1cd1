"""What a task of Spark does of a run: its Python worker gives the documents to a worker process of its own.

Rules:

- A document that hangs or ends its process is given up as in a run without Spark, by the same schedule. Spark sees nothing of it: a
  Python worker that ends would cost the whole task, be tried again in vain, and end the job.
- A Python worker keeps its process from one task of Spark to the next, with the registry and the tagger; the process ends with it.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from seedlib.corpus.running.pool import Pool
from seedlib.corpus.running.schedule import Schedule
from seedlib.corpus.running.tasks import Output, Task
from seedlib.corpus.running.worker import Setup
from seedlib.errors import SeedlibError

__all__ = ["Answer", "do_tasks"]

#: Rows, and the numbers of the inputs that they are of, by `Done.unit`; or the error that ends the run.
Answer: TypeAlias = tuple[tuple[int, ...], Output] | SeedlibError


class _Crew(NamedTuple):
    """What a Python worker keeps."""

    setup: Setup
    timeout: float | None
    pool: Pool


class _Taken:
    """Rows in order; as many as there are."""

    full = cut = False

    def __init__(self) -> None:
        self.answers: list[Answer] = []

    def add(self, task: Task, output: Output) -> None:
        """Take rows."""
        if output.documents:
            self.answers.append((tuple(stretch.input for stretch in task.stretches), output))


@lru_cache(maxsize=1)  # the one thing that is kept: to begin a process takes as long as hundreds of documents
def _crew(told: bytes) -> _Crew:
    """Return what does the tasks of a run; that of another run ends where nothing holds the other end of its pipe."""
    setup, timeout = pickle.loads(told)  # noqa: S301  # our own driver wrote it
    return _Crew(setup, timeout, Pool(setup, 1))


def do_tasks(tasks: Iterator[bytes], *, told: bytes) -> Iterator[bytes]:
    """Do tasks; yield what comes of them in order, each an `Answer`, pickled.

    Args:
        tasks: each pickled.
        told: the setup of the run and the timeout, pickled.
    """
    for answer in _answers(map(pickle.loads, tasks), told):
        yield pickle.dumps(answer, pickle.HIGHEST_PROTOCOL)


def _answers(tasks: Iterator[Task], told: bytes) -> list[Answer]:
    crew, taken = _crew(told), _Taken()
    try:
        Schedule(tasks, taken, crew.setup, workers=crew.pool, timeout=crew.timeout).run(_never)
    except BaseException as error:
        crew.pool.close()  # it may still be at something
        _crew.cache_clear()
        if not isinstance(error, SeedlibError):
            raise
        taken.answers.append(error)
    return taken.answers


def _never() -> bool:
    """Say that nobody stops it: Spark ends the process."""
    return False
