"""`seedlib corpus run`: many documents in several processes, with the results as Parquet tables.

Rules:

- Nothing but words is written to the screen; failures are rows of a table, and counted here.
- On a terminal there is a line that moves; elsewhere, as in a log, a line every half minute.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from seedlib.cli import choices, words
from seedlib.cli.copies import add_to_run
from seedlib.cli.inputs import counted, is_own_table
from seedlib.corpus.copies.signing import rensa
from seedlib.corpus.copies.values import TABLES as COPIES
from seedlib.corpus.running import PART_SIZE, TIMEOUT, Begin, Choices, Progress
from seedlib.corpus.running import run as run_corpus
from seedlib.corpus.running.running import TERMINATED
from seedlib.errors import ModelError, UsageError
from seedlib.reading import Options

__all__ = ["add"]

#: How many notices, and how many failures, are told on the screen.
_NOTICES, _FAILURES = 5, 3

#: How often a log gets a line, in seconds.
_OFTEN = 30.0


def add(subparsers: argparse._SubParsersAction[Any]) -> None:
    """Add the action to the command `corpus`."""
    parser = subparsers.add_parser(
        "run",
        help="read many documents into tables",
        description="Read and analyze many documents in several processes, and write the results as Parquet tables.",
    )
    choices.add_inputs(parser, "files, folders, or patterns such as 'pages/*.html'")
    parser.add_argument("-o", "--output", metavar="DIR", required=True, help="the folder of the results")
    parser.add_argument("--workers", type=int, metavar="N", help="how many processes analyze (default: one a core)")
    limit = "end after so many results (documents, and inputs and parts that gave none); --resume goes on"
    parser.add_argument("--limit", type=int, metavar="N", help=limit)
    parser.add_argument(
        "--timeout", type=float, metavar="S", default=TIMEOUT, help=f"stop a document's worker after so many seconds (default: {TIMEOUT:g})"
    )
    parser.add_argument("--max-bytes", type=int, metavar="N", help="do not read inputs of more bytes, nor what unpacks to more")
    parser.add_argument(
        "--part-size", type=int, metavar="N", default=PART_SIZE, help=f"results in a part of the tables (default: {PART_SIZE:,})"
    )
    parser.add_argument(
        "--engine", choices=["local", "spark"], default="local", help="what does the work (default: processes of this machine)"
    )
    parser.add_argument("--master", metavar="URL", help="Spark's cluster: spark://HOST:PORT, yarn, local[2] (default: as Spark is set up)")
    parser.add_argument(
        "--copies", action="store_true", help="find copies of documents and repeated quotations at the end, as further tables"
    )
    parser.add_argument("--resume", action="store_true", help="take up the run that wrote to DIR, if there is one")
    choices.add_choices(parser)
    parser.set_defaults(handler=run, format="parquet", layers=False)


def run(arguments: argparse.Namespace) -> int:
    """Run, with progress; return the exit status."""
    registry = choices.registry_for(arguments)
    options = Options(
        parser=arguments.parser,
        media_type=arguments.media_type,
        settings=choices.settings_for(arguments, registry),
        registry=registry,
        strict=arguments.strict,
    )
    chosen = {name: getattr(arguments, name) for name in ("workers", "limit", "timeout", "max_bytes", "part_size")}
    try:
        how = Choices(**{name: held for name, held in chosen.items() if held is not None})
    except ModelError as error:
        option = "--" + error.where.removeprefix("Choices.").replace("_", "-")
        raise UsageError(error.message, where=option) from error
    copies = Path(arguments.output, COPIES[0])
    copying = arguments.copies or copies.is_dir()  # those that are there would be of fewer documents
    if copying:
        rensa()  # it is asked for before all is read
    begin = _engine(arguments)
    try:
        with _shown() as progress:
            ended = run_corpus(
                arguments.files,
                arguments.output,
                choices=how,
                resume=arguments.resume,
                options=options,
                skip=None if arguments.text_column is not None else is_own_table,
                progress=progress,
                engine=begin,
            )
    except (KeyboardInterrupt, SystemExit) as stop:
        words.note(f"what is done is kept in {arguments.output}; --resume goes on from there")
        if isinstance(stop, SystemExit):
            words.stopped()
            return TERMINATED
        raise
    _close(ended, arguments.output)
    _tell_notices(Path(arguments.output))
    status = 1 if ended.failures else 0
    if copying and (ended.results > ended.before or not copies.is_dir()):
        status = add_to_run(arguments.output, options.settings, registry) or status
    return status


def _engine(arguments: argparse.Namespace) -> Begin | None:
    """Return what begins the engine that was asked for, or None for processes of this machine."""
    if arguments.engine == "local":
        if arguments.master is not None:
            raise UsageError("found --master without --engine spark, expected both", advice="add --engine spark")
        return None
    if arguments.workers is not None:
        advice = "leave it out; spark.executor.cores and --master local[N] say how many there are"
        raise UsageError("found --workers with --engine spark, expected the cluster's own number", advice=advice)
    from seedlib.corpus.spark import engine, session

    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # else Spark takes whatever python3 it finds
    return engine(session(arguments.master))


def _close(ended: Progress, output: str) -> None:
    """Say how a run ended."""
    if ended.skipped:
        found = counted(ended.skipped, "file")
        what = "hidden, an expectation, a table of results, a link to a folder or to nothing, or of a suffix that no parser knows"
        words.note(f"{found} skipped in folders: {what}")
    if ended.repeated:
        words.note(f"{counted(ended.repeated, 'file')} named more than once, and read where it is named first")
    if ended.failures:
        _tell_failures(Path(output, "failures"))
        words.error(f"{counted(ended.failures, 'failure')}: the table {Path(output, 'failures')} has each with its cause")
    none = ended.results - ended.documents
    others = f"; {counted(none, 'input or part', 'inputs or parts')} gave none" if none else ""
    more = "" if ended.finished else "; the limit was reached, --resume with a higher one goes on"
    words.note(f"{counted(ended.documents, 'document')} in {output}{others}{more}")


def _tell_failures(table: Path) -> None:
    """Say the first few with their cause; the table has all."""
    from pyarrow.dataset import dataset

    if not (paths := sorted(map(str, table.glob("*.parquet")))):
        return
    columns = ["filename", "part", "stage", "component", "message", "advice"]
    for row in dataset(paths, format="parquet").head(_FAILURES, columns=columns).to_pylist():
        filename, part = row["filename"] or "", row["part"] or ""
        place = part if not filename or filename in part else f"{filename}{part}" if part.startswith("!/") else f"{filename}: {part}"
        who = f"{row['component']}: " if row["component"] and row["stage"] not in {"parsing", "reading"} else ""
        advice = f" ({row['advice']})" if row["advice"] else ""
        words.error(f"{place if part else filename}: {who}{row['message']}{advice}")


def _tell_notices(output: Path) -> None:
    """Say what components had to say, the commonest first; the table has it by document."""
    from pyarrow.dataset import dataset

    if not (output / "notices").is_dir():
        return
    batches = dataset(output / "notices", format="parquet").to_batches(columns=["message"])
    found = Counter(message for batch in batches for message in batch.column(0).to_pylist())
    for message, count in found.most_common(_NOTICES):
        words.note(f"{message} ({counted(count, 'document')})")
    if len(found) > _NOTICES:
        words.note(f"{counted(len(found) - _NOTICES, 'notice')} of other words: the table {output / 'notices'} has all")


@contextmanager
def _shown() -> Iterator[Callable[[Progress], None]]:
    if not sys.stderr.isatty() or find_spec("rich") is None:
        yield _Log()
        return
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("reading"), BarColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False) as bar:
        task = bar.add_task("", total=None)
        yield lambda progress: bar.update(task, description=_line(progress), total=progress.size or 1, completed=progress.read)


class _Log:
    """A line now and then."""

    def __init__(self) -> None:
        self._next = _OFTEN

    def __call__(self, progress: Progress) -> None:
        if progress.seconds >= self._next:
            self._next = progress.seconds + _OFTEN
            words.note(_line(progress))


def _line(progress: Progress) -> str:
    """Return how far a run is, how fast it goes, and how long it may take."""
    done = progress.results - progress.before
    rate = done / progress.seconds if progress.seconds else 0.0
    said = [counted(progress.results, "document"), f"{rate:,.1f} a second", counted(progress.failures, "failure")]
    if (now := progress.read - progress.read_before) > 0:
        said.append(f"about {_span((progress.size - progress.read) * progress.seconds / now)} left")
    return ", ".join(said)


def _span(seconds: float) -> str:
    minutes = round(seconds / 60)
    if minutes < 2:
        return f"{seconds:.0f} s"
    return f"{minutes} min" if minutes < 120 else f"{seconds / 3600:.1f} h"
