"""A run over files whose work Spark does: what is planned becomes jobs, and their rows come home in order.

Rules:

- Small files are parsed by Spark's tasks, so every node must see the inputs under the paths that they have here. A large file of
  many documents is parsed here, once, in a process of its own, and its documents are handed on: to let every task parse it for a share
  would cost as many parsings as there are tasks.
- A job has enough for all that the cluster does at once, and some jobs are ahead of the one whose rows are taken: the cores that a slow
  task leaves idle are used by the next job. Nothing else waits here, so memory does not grow with the number of documents.
- A document that hangs or ends its process is given up beside Spark's tasks (`working`). Where it takes the whole task with it, as one
  that fills a container's memory may, what Spark cannot do is done in smaller pieces, until it is one document or one file.
"""

from __future__ import annotations

import os
import pickle
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, TypeAlias

import attrs

from seedlib.corpus.running.reader import Reader
from seedlib.corpus.running.results import Results
from seedlib.corpus.running.running import Begin, Choices
from seedlib.corpus.running.tasks import ADVICE, Output, Stretch, Task, without_part
from seedlib.corpus.running.worker import Setup
from seedlib.corpus.spark.working import Answer, do_tasks
from seedlib.errors import CorpusError, MissingExtraError, SeedlibError
from seedlib.model import Failure

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

__all__ = ["engine", "session"]

#: How many jobs are under way: with two, the cores that the end of one leaves idle are used by the other; the third is for the time
#: in which rows are written here.
_JOBS = 3

#: How many of a run's tasks, each of some 64 kB, a task of Spark has: a job of two tasks takes 100 ms of CPU beside its work, whether it
#: has 2 of these or 16, and one of these takes half a second at least.
_TASKS = 8

#: How long nothing may happen before progress is told, in seconds.
_TICK = 0.25

#: What was done, and rows of it.
_Done: TypeAlias = tuple[Task, Output]


def session(master: str | None = None) -> SparkSession:
    """Return a session of Spark.

    >>> session("local[2]").sparkContext.master  # doctest: +SKIP
    'local[2]'

    Args:
        master: the cluster, such as `spark://host:7077` or `local[2]`; by default what Spark itself is set up for.

    Raises:
        MissingExtraError: pyspark is not installed.
    """
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise MissingExtraError("pyspark", "spark") from error
    builder = SparkSession.builder.appName("seedlib").config("spark.ui.showConsoleProgress", "false")  # beside ours it is noise
    return (builder if master is None else builder.master(master)).getOrCreate()


def engine(spark: SparkSession) -> Begin:
    """Return what lets `seedlib.corpus.run` work on a cluster: `run(inputs, output, engine=engine(spark))`.

    Every node needs seedlib, its extras and the plugins, and has to see the inputs under the paths that they have here. The results are
    written by this process. Of the choices, `workers` has no meaning here.

    >>> from tempfile import TemporaryDirectory
    >>> from seedlib.corpus import run
    >>> with TemporaryDirectory() as folder:  # doctest: +SKIP
    ...     run(["seeds/090_articles.jsonl"], folder, engine=engine(spark)).documents
    3

    Args:
        spark: a session that runs in this process; none of Spark Connect, which has no RDDs.
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
        self._context, self._results = spark.sparkContext, results
        self._told = pickle.dumps((setup, choices.timeout))
        self._reader = Reader(planned, setup, choices.timeout)
        self._width = max(1, int(self._context.defaultParallelism))
        self._tag = f"seedlib-{os.getpid()}-{id(self)}"
        self._threads = ThreadPoolExecutor(_JOBS)
        self._jobs: deque[Future[list[_Done]]] = deque()
        #: The tasks of the next job.
        self._ahead: list[Task] = []
        self._closed = False

    @property
    def read(self) -> int:
        """How many bytes are read of a large file that is not done."""
        return self._reader.read

    def close(self) -> None:
        """End all jobs."""
        self._closed = True
        self._reader.close()
        if self._jobs:
            self._context.cancelJobsWithTag(self._tag)
        self._threads.shutdown(cancel_futures=True)

    def run(self, tick: Callable[[], bool]) -> bool:
        """Do all there is to do; see `seedlib.corpus.running.Engine`."""
        while True:
            reading = self._fill()
            if not self._jobs and not reading:
                return True
            self._take(0 if reading else _TICK)
            if tick() or self._results.full:
                return self._reader.done and not self._jobs and not self._results.cut

    def _fill(self) -> bool:
        """Begin jobs while there is room; say whether more is being read for the next."""
        while len(self._jobs) < _JOBS:
            if not self._gathered():
                return True
            if not self._ahead:
                return False
            self._jobs.append(self._threads.submit(self._do, self._ahead))
            self._ahead = []
        return False

    def _gathered(self) -> bool:
        """Gather tasks; say whether they are enough for a job, or all that are left."""
        enough = self._width * (_TASKS if self._jobs else 1)  # who has nothing to do does not wait for more
        while len(self._ahead) < enough and not self._reader.done:
            if self._reader.busy:
                self._ahead += islice(self._reader.tasks(_TICK), enough - len(self._ahead))
                if self._reader.busy and len(self._ahead) < enough:
                    return False
                continue
            if (task := self._reader.next()) is not None:
                self._ahead.append(task)
        return True

    def _take(self, seconds: float) -> None:
        """Take the rows of the first job if it ends in this time."""
        if not self._jobs or not wait([self._jobs[0]], seconds).done:
            return
        for task, output in self._jobs.popleft().result():
            self._results.add(task, output)

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
            if self._closed:
                raise
            why = str(error).strip().partition("\n")[0]
            return [done for piece in _pieces(tasks, why) for done in self._do([piece])]

    def _job(self, tasks: list[Task]) -> list[_Done]:
        self._context.addJobTag(self._tag)  # to the jobs of this thread
        sent = self._context.parallelize([pickle.dumps(_absolute(task)) for task in tasks], min(self._width, len(tasks)))
        stretches = {stretch.input: stretch for task in tasks for stretch in task.stretches}
        done = []
        for held in sent.mapPartitions(partial(do_tasks, told=self._told)).collect():
            answer: Answer = pickle.loads(held)  # noqa: S301  # our own task wrote it
            if isinstance(answer, SeedlibError):
                raise answer
            inputs, output = answer
            done.append((Task(stretches=[stretches[number] for number in inputs]), output))
        return done


def _pieces(tasks: list[Task], why: str) -> Iterator[Task]:
    """Yield what is to be done instead of tasks of a job that failed: less at a time, or the same without what ends its task."""
    if len(tasks) > 1:
        yield from tasks
        return
    (task,) = tasks
    told = f"found a task of Spark that failed at it ({why}), expected an answer"
    if task.ready is not None and len(task.ready) > 1:
        yield from (attrs.evolve(task, ready=(held,)) for held in task.ready)
    elif len(task.stretches) > 1:
        yield from (attrs.evolve(task, stretches=[held]) for held in task.stretches)
    elif task.verdict is None:
        yield attrs.evolve(task, verdict=Failure(stage="corpus", error=CorpusError.__name__, message=told, advice=ADVICE))
    elif task.ready is None and not task.stretches[0].start.lost:
        (held,) = task.stretches
        yield attrs.evolve(task, stretches=[attrs.evolve(held, start=without_part(held.start, 0, told))])
    else:
        raise CorpusError(f"found a cluster that ends every job: {why}", advice="look at its logs, and take the run up with --resume")


def _absolute(task: Task) -> Task:
    """Return a task whose paths mean the same in another process."""
    if task.ready is not None:
        return task
    return attrs.evolve(task, stretches=[attrs.evolve(held, path=os.path.abspath(held.path)) for held in task.stretches])  # noqa: PTH100  # no link is to be followed: a file's name says its format
