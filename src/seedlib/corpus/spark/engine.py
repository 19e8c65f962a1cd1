"""A run over files whose work Spark does: what is planned becomes jobs, and their rows come home in order.

Rules:

- Small files are parsed by Spark's tasks, so every node must see the inputs under the paths that they have here. A large file of
  many documents is parsed here, once, and its documents are handed on: to let every task parse it for a share would cost as many
  parsings as there are tasks.
- A job has as many tasks as the cluster does at once, and some jobs are ahead of the one whose rows are taken: the cores that a slow
  task leaves idle are used by the next job. Nothing else waits here, so memory does not grow with the number of documents.
- What Spark cannot do, however often it tries, is done in smaller pieces, until it is one document: that is read and not analyzed,
  and a failure says why.
"""

from __future__ import annotations

import os
import pickle
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeAlias

import attrs

from seedlib.corpus.running.results import Results
from seedlib.corpus.running.running import Begin, Choices
from seedlib.corpus.running.tasks import At, Output, Stretch, Task, without_part
from seedlib.corpus.running.worker import Setup, read
from seedlib.corpus.spark.tasks import Clock, do_tasks
from seedlib.errors import CorpusError, MissingExtraError, SeedlibError
from seedlib.model import Failure

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

__all__ = ["engine", "session"]

#: How many jobs are under way: with two, the cores that the end of one leaves idle are used by the other; the third is for the time
#: in which rows are written here.
_JOBS = 3

#: How long nothing may happen before progress is told, in seconds.
_TICK = 0.25

_ADVICE = "look at it alone (seedlib read); it may need more memory, or raise --timeout"

#: A task, and what it answered.
_Done: TypeAlias = tuple[Task, list[Output]]


def session(master: str | None = None) -> SparkSession:
    """Return a session of Spark.

    Args:
        master: the cluster, such as `spark://host:7077` or `local[2]`; by default what Spark itself is set up for.

    Raises:
        MissingExtraError: pyspark is not installed.
    """
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise MissingExtraError("pyspark", "spark") from error
    builder = SparkSession.builder.appName("seedlib")
    return (builder if master is None else builder.master(master)).getOrCreate()


def engine(spark: SparkSession) -> Begin:
    """Return what lets `seedlib.corpus.run` work on a cluster: `run(inputs, output, engine=engine(spark))`.

    Every node needs seedlib, its extras and the plugins, and has to see the inputs under the paths that they have here. The results are
    written by this process. Of the choices, `workers` has no meaning here.
    """
    return partial(_Engine, spark)


class _Engine:
    """The work of one run.

    Args:
        spark: the session.
        planned: what is to be done, in order.
        results: takes the rows.
        setup: what workers are given.
        choices: how it is done.
    """

    def __init__(self, spark: SparkSession, planned: Iterator[Task | Stretch], results: Results, setup: Setup, choices: Choices) -> None:
        self._spark, self._results, self._setup = spark, results, setup
        self._told = pickle.dumps((setup, choices.timeout))
        self._tasks = self._cut(planned)
        self._width = max(1, int(spark.sparkContext.defaultParallelism))
        self._tag = f"seedlib-{os.getpid()}-{id(self)}"
        self._threads = ThreadPoolExecutor(_JOBS)
        self._jobs: deque[Future[list[_Done]]] = deque()
        self._planned_all = False
        self.read = 0

    def close(self) -> None:
        """End all jobs."""
        if self._jobs:
            self._spark.interruptTag(self._tag)
        self._threads.shutdown(cancel_futures=True)

    def run(self, tick: Callable[[], bool]) -> bool:
        """Do all there is to do; see `seedlib.corpus.running.Engine`."""
        while True:
            self._fill()
            if not self._jobs:
                return True
            wait([self._jobs[0]], _TICK)
            if self._jobs[0].done():
                for task, outputs in self._jobs[0].result():
                    for output in outputs:
                        if self._results.full:  # before anything else: what is left is done when the run is taken up
                            return False
                        self._results.add(task, output)
                self._jobs.popleft()
            if tick() or self._results.full:
                return False

    def _cut(self, planned: Iterator[Task | Stretch]) -> Iterator[Task]:
        """Yield tasks; read large files here."""
        for held in planned:
            if isinstance(held, Task):
                yield held
                continue
            for ready, size in read(held, Clock(None), self._setup):
                self.read = size
                yield Task(stretches=[held], ready=tuple(ready))
            self.read = 0

    def _fill(self) -> None:
        while len(self._jobs) < _JOBS and not self._planned_all:
            tasks = list(islice(self._tasks, self._width))
            self._planned_all = len(tasks) < self._width
            if tasks:
                self._jobs.append(self._threads.submit(self._do, tasks))

    def _do(self, tasks: list[Task]) -> list[_Done]:
        """Return what tasks answer; do them in pieces if Spark cannot.

        Raises:
            CorpusError: Spark cannot do the smallest piece either.
        """
        from py4j.protocol import Py4JError
        from pyspark.errors import PySparkException

        try:
            return self._job(tasks)
        except (Py4JError, PySparkException) as error:
            why = str(error).strip().partition("\n")[0]
            return [done for piece in self._pieces(tasks, why) for done in self._do([piece])]

    def _job(self, tasks: list[Task]) -> list[_Done]:
        self._spark.addTag(self._tag)  # of this thread
        sent = tuple(pickle.dumps(_absolute(task)) for task in tasks)
        numbers = self._spark.range(0, len(tasks), 1, len(tasks))  # a number a partition
        rows = numbers.mapInArrow(partial(do_tasks, told=self._told, tasks=sent), "task bigint, output binary").collect()
        done: list[_Done] = [(task, []) for task in tasks]
        for row in rows:
            answer: Any = pickle.loads(row["output"])  # noqa: S301  # our own task wrote it
            if isinstance(answer, SeedlibError):
                raise answer
            done[row["task"]][1].append(answer)
        return done

    def _pieces(self, tasks: list[Task], why: str) -> Iterator[Task]:
        """Yield what is to be done instead of tasks of a job that failed: less at a time, or the same without what ends its process."""
        if len(tasks) > 1:
            yield from tasks
            return
        (task,) = tasks
        told = f"found a process that ended at it, or found no end of it ({why}), expected an answer"
        if task.ready is not None and len(task.ready) > 1:
            yield from (attrs.evolve(task, ready=(held,)) for held in task.ready)
        elif len(task.stretches) > 1:
            yield from (attrs.evolve(task, stretches=[held]) for held in task.stretches)
        elif task.verdict is None:
            verdict = Failure(stage="corpus", error=CorpusError.__name__, message=told, advice=_ADVICE)
            yield from self._judged(attrs.evolve(task, verdict=verdict))
        elif task.ready is None and not task.stretches[0].start.lost:
            (held,) = task.stretches
            yield attrs.evolve(task, stretches=[attrs.evolve(held, start=without_part(held.start, 0, told))])
        else:
            raise CorpusError(f"found a cluster that ends every job: {why}", advice="look at its logs, and take the run up with --resume")

    def _judged(self, task: Task) -> Iterator[Task]:
        """Yield the task of a document that is not to be analyzed; of a file with many, each is tried alone before."""
        (held,) = task.stretches
        if task.ready is None and held.stop is None:
            parsed = self._do([task])
            first, count = held.start.position, sum(len(output.documents) for _, outputs in parsed for output in outputs)
            task = parsed[0][0]
            if count > 1 and not task.stretches[0].start.lost:
                for position in range(first, first + count):
                    yield Task(stretches=[attrs.evolve(held, start=At(position, held.start.lost), stop=position + 1)])
                return
        yield task


def _absolute(task: Task) -> Task:
    """Return a task whose paths mean the same in another process."""
    if task.ready is not None:
        return task
    return attrs.evolve(task, stretches=[attrs.evolve(held, path=os.path.abspath(held.path)) for held in task.stretches])  # noqa: PTH100  # no link is to be followed: a file's name says its format
