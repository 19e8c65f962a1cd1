"""A run over many documents, from its inputs to its tables: begun, or taken up where it ended."""

from __future__ import annotations

import os
import pickle
import signal
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager
from functools import partial
from pathlib import Path
from typing import Protocol, TypeAlias

import attrs

from seedlib.components import Settings
from seedlib.corpus.running.inputs import Input, Listed, Skip, check_named, check_same, list_inputs, read_inputs
from seedlib.corpus.running.journal import JOURNAL, Journal
from seedlib.corpus.running.known import KnownIds
from seedlib.corpus.running.manifest import check_manifest, make_manifest, write_manifest
from seedlib.corpus.running.parts import UNFINISHED, check_parts, sync_folder
from seedlib.corpus.running.planning import plan
from seedlib.corpus.running.pool import Pool, refuse_workers
from seedlib.corpus.running.results import Results
from seedlib.corpus.running.schedule import Schedule
from seedlib.corpus.running.tasks import Stretch, Task
from seedlib.corpus.running.worker import TABLES, Setup
from seedlib.errors import CorpusError, ModelError, UsageError
from seedlib.exporting.arrow import library
from seedlib.finding import INPUTS, MANIFEST
from seedlib.model import value
from seedlib.plugins.registry import Registry, default_registry
from seedlib.reading import Options

__all__ = ["PART_SIZE", "TERMINATED", "TIMEOUT", "Begin", "Choices", "Engine", "Progress", "run"]

#: After how many results a part is full: a few megabytes a table; a kill costs no more than what a part lacks.
PART_SIZE = 2_000

#: Seconds that a document may take before its worker is stopped: ten million characters take some five minutes with the tagger.
TIMEOUT = 600.0

#: The status of a process that SIGTERM ended, as shells have it: 128 and the number of the signal.
TERMINATED = 128 + signal.SIGTERM

_IDS = "ids.sqlite"

#: What a run that was killed before it had a manifest may have left.
_LEFT = {INPUTS, _IDS, f"{_IDS}-journal", UNFINISHED, f".{MANIFEST}.unfinished", *TABLES}

#: How often progress is told, in seconds.
_OFTEN = 0.2


@value(kw_only=True)
class Choices:
    """How a run is done; nothing of it but `max_bytes` and `part_size` changes what is found.

    >>> Choices(workers=4, timeout=60.0, max_bytes=10_000_000).part_size
    2000
    >>> Choices(workers=0)
    Traceback (most recent call last):
        ...
    seedlib.errors.ModelError: Choices.workers: found 0, expected a number above 0
    """

    #: How many processes analyze; by default as many as there are cores.
    workers: int = attrs.field(factory=lambda: len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)
    #: After how many results the run ends, to be taken up later; none for all.
    limit: int | None = None
    #: Seconds after which a document is given up, and its worker stopped; none for never.
    timeout: float | None = TIMEOUT
    #: Inputs of more bytes are not read, nor what unpacks to more; none for the limit of the settings.
    max_bytes: int | None = None
    #: After how many results a part of the tables is full.
    part_size: int = PART_SIZE

    def __attrs_post_init__(self) -> None:
        for name in ("workers", "limit", "timeout", "max_bytes", "part_size"):
            held = getattr(self, name)
            if held is not None and not held > 0:
                raise ModelError(f"found {held!r}, expected a number above 0", where=f"Choices.{name}")


@value(kw_only=True)
class Progress:
    """How far a run is; the last one says how it ended.

    >>> def show(progress):  # is given to `run`
    ...     print(f"{progress.results} results, {progress.read / progress.size:.0%} read")
    >>> counts = {"results": 50, "documents": 49, "failures": 1, "before": 0, "skipped": 2}
    >>> show(Progress(**counts, read=6_000, read_before=0, size=9_000, seconds=4.5))
    50 results, 67% read
    """

    #: Documents, and inputs and pieces that gave none, of all times that the run was taken up.
    results: int
    #: How many of them are documents.
    documents: int
    #: What failed, be it a whole input or a component at one document.
    failures: int
    #: Those that were done before it was taken up.
    before: int
    #: Bytes of the inputs that are read, about.
    read: int
    #: How many of them were read before it was taken up.
    read_before: int
    #: Bytes of all inputs.
    size: int
    #: Files in folders that are not read.
    skipped: int
    #: Since it was begun or taken up.
    seconds: float
    #: Files that were named more than once, and are read once.
    repeated: int = 0
    #: Whether nothing is left to do.
    finished: bool = False


class Engine(Protocol):
    """Does the work of one run."""

    @property
    def read(self) -> int:
        """How many bytes are read of a large file that is not done."""

    def run(self, tick: Callable[[], bool]) -> bool:
        """Give the rows of all there is to do to the results, in order; `tick` is called several times a second, and says whether to stop.

        Returns:
            Whether nothing is left to do.
        """

    def close(self) -> None:
        """End what is at work."""


#: Begins an engine: for what is planned, the results that take the rows, what workers are given, and how it is done.
Begin: TypeAlias = Callable[[Iterator[Task | Stretch], Results, Setup, Choices], Engine]


def _begin_here(planned: Iterator[Task | Stretch], results: Results, setup: Setup, choices: Choices) -> Engine:
    return Schedule(planned, results, setup, workers=Pool(setup, choices.workers), timeout=choices.timeout)


def run(  # noqa: PLR0913  # as for `read_many`
    inputs: Iterable[str | os.PathLike[str]],
    output: str | os.PathLike[str],
    *,
    choices: Choices | None = None,
    resume: bool = False,
    options: Options | None = None,
    settings: Settings | None = None,
    registry: Registry | None = None,
    skip: Skip | None = None,
    progress: Callable[[Progress], None] | None = None,
    engine: Begin | None = None,
) -> Progress:
    """Read and analyze every document of many inputs in several processes, and write the results as tables.

    A script that calls this needs `if __name__ == "__main__":` before what it does, since worker processes import it too.

    >>> import tempfile
    >>> from pathlib import Path
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     story, results = Path(folder, "rain.txt"), Path(folder, "results")
    ...     written = story.write_text("It rains, Ada Poe said.")
    ...     ended = run([story], results, choices=Choices(workers=1))
    >>> ended.documents, ended.failures, ended.finished
    (1, 0, True)

    Args:
        inputs: files, folders, and patterns such as `pages/*.html`.
        output: the folder of the results: one that is empty or not there; or, to take a run up again, the one that it wrote to.
        choices: how it is done.
        resume: take up the run that wrote to the folder, if there is one.
        options: how inputs are to be read: a parser, a media type; it has settings and a registry too.
        settings: what the user chooses, where `options` is not given.
        registry: the components, where `options` is not given; its plugins must be such as another process can import.
        skip: says which files in folders are not read, beside those of a suffix that no parser has.
        progress: is told several times a second how far it is.
        engine: begins what does the work, where that is not processes of this machine, such as `seedlib.corpus.spark.engine`; it
            changes nothing of what is found, so that one engine may take up what another one began.

    Returns:
        How it ended.

    Raises:
        CorpusError: the folder holds something else or another run's results, or it cannot be written.
        KeyboardInterrupt: Ctrl-C was pressed; what is done is kept.
        MissingExtraError: pyarrow is not installed.
        ParseError: an input is not there, a pattern fits nothing, or a folder holds no document.
        SystemExit: SIGTERM came, with the status 143; what is done is kept.
        UsageError: there is nothing to read.
    """
    refuse_workers()
    library()
    names = check_named(inputs)
    choices = choices or Choices()
    options = options or Options(settings=settings or Settings(), registry=registry or default_registry())
    if choices.max_bytes is not None:
        options = attrs.evolve(options, settings=attrs.evolve(options.settings, max_bytes=choices.max_bytes))
    setup = Setup(options=options, max_bytes=choices.max_bytes)
    _check_sendable(setup)
    folder = Path(output)
    with ExitStack() as stack:
        journal, ids, listed = _opened(
            folder, partial(list_inputs, names, skip=skip or _nothing), setup, choices, resume=resume, stack=stack
        )
        results = Results(folder, journal, ids, options, size=choices.part_size, limit=choices.limit)
        told = _Told(results, listed, read_inputs(folder / INPUTS), progress)
        if journal.last is not None and journal.last.finished:
            return told.now(finished=True)
        planned = plan(read_inputs(folder / INPUTS, results.cursor.input), results.cursor)
        interrupted = stack.enter_context(_interrupts())
        with closing((engine or _begin_here)(planned, results, setup, choices)) as working:
            finished = working.run(lambda: told.tick(working.read) or bool(interrupted))
        results.commit(finished=finished)
        if interrupted:
            _interrupt(interrupted[0])
        return told.now(finished=finished)


def _nothing(_: Path) -> bool:
    return False


def _check_sendable(setup: Setup) -> None:
    """Raise a UsageError if a plugin is none that another process can have."""
    try:
        pickle.dumps(setup)
    except (pickle.PicklingError, TypeError, AttributeError) as error:
        raise UsageError(
            f"found a registry that cannot be sent to another process: {error}",
            advice="give plugins that are installed, or objects of a class that stands in a module",
        ) from error


@contextmanager
def _interrupts() -> Iterator[list[int]]:
    """Collect the first Ctrl-C or SIGTERM in a list, so that it never falls between two steps; a second one does as ever.

    SIGTERM is what a batch system, `timeout` and `docker stop` send before they kill; where somebody handles it already, it is left to him.
    """
    found: list[int] = []
    if threading.current_thread() is not threading.main_thread():  # only that one may ask for signals, and gets them
        yield found
        return
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    if before[signal.SIGTERM] is not signal.SIG_DFL:
        del before[signal.SIGTERM]

    def restore() -> None:
        for number, handler in before.items():
            signal.signal(number, handler)

    def note(number: int, _: object) -> None:
        found.append(number)
        restore()

    for number in before:
        signal.signal(number, note)
    try:
        yield found
    finally:
        restore()


def _interrupt(number: int) -> None:
    """Raise what a signal means to whoever called us."""
    if number == signal.SIGTERM:
        raise SystemExit(TERMINATED)
    raise KeyboardInterrupt


def _opened(  # noqa: PLR0913  # a step of `run`, with its arguments
    folder: Path, listing: Callable[..., Listed], setup: Setup, choices: Choices, *, resume: bool, stack: ExitStack
) -> tuple[Journal, KnownIds, Listed]:
    """Begin a run in a folder, or see that the one in it can go on; nobody else can write to it from then on."""
    try:
        begun = _is_begun(folder, resume=resume)
        for name in (UNFINISHED, *TABLES):
            (folder / name).mkdir(parents=True, exist_ok=True)
        journal = Journal(folder / JOURNAL)
        ids = stack.enter_context(closing(KnownIds(folder / _IDS, journal.parts)))
        now = folder / UNFINISHED / INPUTS
        listed = listing(now, setup.options.registry, without=folder)
        manifest = make_manifest(setup, listed, part_size=choices.part_size)
        if begun:
            check_manifest(folder / MANIFEST, manifest)
            check_same(folder / INPUTS, now)
            check_parts(folder, journal)
        else:
            now.replace(folder / INPUTS)
            sync_folder(folder)
            write_manifest(folder / MANIFEST, manifest)
            (folder / JOURNAL).touch()
            sync_folder(folder)  # its lines are seen on the disk one by one, its name now
    except OSError as error:
        found = f"found a place that cannot be written: {error.strerror or error}"
        raise CorpusError(found, where=str(error.filename or folder), advice="free or mend it, or choose another folder") from error
    return journal, ids, listed


def _is_begun(folder: Path, *, resume: bool) -> bool:
    """Say whether a folder has a run in it that is to go on.

    Raises:
        CorpusError: it has one that is not to go on, or something else.
    """
    if folder.exists() and not folder.is_dir():
        raise CorpusError("found a file, expected a folder for the results", where=str(folder), advice="choose another name")
    held = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
    if MANIFEST in held:
        if not resume:
            advice = "take it up with --resume (resume=True), or choose another folder"
            raise CorpusError("found a run in this folder, expected an empty one", where=str(folder), advice=advice)
        return True
    if JOURNAL in held:
        raise CorpusError(
            "found a journal without a manifest", where=str(folder), advice="put it back from a copy, or choose another folder"
        )
    if other := held - _LEFT:
        found = f"found {min(other)} in this folder, expected an empty one"
        raise CorpusError(found, where=str(folder), advice="choose another folder")
    return False


class _Told:
    """Tells how far a run is."""

    def __init__(self, results: Results, listed: Listed, inputs: Iterator[Input], progress: Callable[[Progress], None] | None) -> None:
        self._results, self._listed, self._inputs, self._progress = results, listed, inputs, progress
        self._before = results.results
        self._begun = time.monotonic()
        self._last = 0.0
        self._read_before = 0
        self._read = self._passed = 0
        self._read_before = self.now().read

    def tick(self, reading: int) -> bool:
        """Tell it, if it was not told just now; so many bytes are read of an input that is not done. Nobody is to stop for it."""
        if self._progress is not None and time.monotonic() - self._last >= _OFTEN:
            self._last = time.monotonic()
            self._progress(self.now(reading=reading))
        return False

    def now(self, *, finished: bool = False, reading: int = 0) -> Progress:
        """Return how far it is."""
        while self._passed < self._results.cursor.input:
            self._read += max(next(self._inputs).size, 0)
            self._passed += 1
        results = self._results
        return Progress(
            results=results.results,
            documents=results.documents,
            failures=results.failures,
            before=self._before,
            read=self._listed.size if finished else min(self._read + reading, self._listed.size),
            read_before=self._read_before,
            size=self._listed.size,
            skipped=self._listed.skipped,
            repeated=self._listed.repeated,
            seconds=time.monotonic() - self._begun,
            finished=finished,
        )
