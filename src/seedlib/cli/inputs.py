"""From the files that a user names to results, with everything said on the way that he should know."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from importlib.util import find_spec
from pathlib import Path

from seedlib import corpus
from seedlib.cli import words
from seedlib.corpus.copies.values import COLUMNS as COPIES
from seedlib.corpus.running import is_unfinished
from seedlib.errors import ParseError, UsageError
from seedlib.exporting import rows
from seedlib.finding import is_run
from seedlib.languages.files import delimiter_of
from seedlib.model import Analysis, Unread
from seedlib.parsing.parquet import table_without_results
from seedlib.plugins.registry import Registry
from seedlib.reading import Source, find_files

__all__ = ["Tally", "counted", "is_own_table", "sources"]

#: How many of the files that were skipped are named.
_NAMED = 5

#: How many parts of one input are named that fail alike: a file of other JSON has an error a line.
_ALIKE = 3

#: How many bytes of a file are looked at to know a table of results; a line of an index with all aliases is shorter.
_HEADER = 1 << 16


class Tally:
    """What a run has read and what it has lost: the exit status, and the lines on standard error."""

    def __init__(self) -> None:
        #: What is being read, as the user knows it.
        self.current = ""
        self.read = 0
        self.lost = 0
        self.failed: Counter[tuple[str, str, str]] = Counter()
        #: Of an input, what its parts failed with.
        self.unread: Counter[tuple[str, str]] = Counter()
        self.notices: Counter[str] = Counter()
        #: The input in which a notice was first met.
        self.noticed: dict[str, str] = {}

    @property
    def status(self) -> int:
        """0 if nothing failed, else 1."""
        return 1 if self.lost or self.failed else 0

    def lose(self, error: ParseError) -> None:
        """Count an input that cannot be read, and say why."""
        self.lost += 1
        words.error(error)

    def watch(self, results: Iterable[Analysis | Unread]) -> Iterator[Analysis | Unread]:
        """Yield results as they are; say each input that is lost, and the first of each kind of failure."""
        for result in results:
            if isinstance(result, Unread):
                self.lost += 1
                for failure in result.failures:
                    self.unread[self.current, failure.message] += 1
                    if self.unread[self.current, failure.message] <= _ALIKE:
                        words.error(words.failure_line(failure, self.current, result.origin.filename))
            else:
                self.read += 1
                # results that were kept have told theirs when they were made
                for notice in () if "analysis" in result.stated else result.notices:
                    self.notices[notice.message] += 1
                    self.noticed.setdefault(notice.message, self.current)
                for failure in result.failures:
                    kind = (failure.component, failure.error, failure.message)
                    self.failed[kind] += 1
                    if self.failed[kind] == 1:
                        words.error(words.failure_line(failure, self.current, result.document.origin.filename))
            yield result

    def close(self) -> None:
        """Say what is to be said once for all documents."""
        for (component, _, message), count in self.failed.items():
            if count > 1:
                words.error(f"{component}: failed so {count} times in all: {message}")
        for (place, message), count in self.unread.items():
            if count > _ALIKE:
                words.error(f"{place}: {counted(count - _ALIKE, 'more part')} of it as well: {message}")
        for message, count in self.notices.items():
            place = self.noticed[message]
            words.note(f"{message} ({counted(count, 'document')}, the first in {place})" if count > 1 else f"{place}: {message}")
        if self.lost and self.lost + self.read > 1:
            words.note(f"{counted(self.read, 'document')} read; {counted(self.lost, 'input or part', 'inputs or parts')} gave none")


@contextmanager
def sources(named: Iterable[str], registry: Registry, tally: Tally, *, quiet: bool, tables: bool = False) -> Iterator[Iterator[Source]]:
    """Give what is to be read, in order, with progress on a terminal.

    Args:
        named: the user's words: files, folders, `-`.
        registry: where the parsers, and so the suffixes, are.
        tally: where a folder without documents is counted.
        quiet: whether results go to the terminal, so that progress would be in their way.
        tables: whether tables that seedlib wrote are read too, since the user names the column with their texts.

    Raises:
        UsageError: standard input is named twice.
    """
    named = list(named)
    if named.count("-") > 1:
        raise UsageError("found - twice, expected standard input once")
    found: list[Source] = []
    skipped: list[Path] = []
    own: list[Path] = []
    for name in named:
        if name == "-":
            if sys.stdin is None:  # closed by whoever started us
                raise UsageError("found no standard input to read from", advice="do not close it, or name files")
            if sys.stdin.isatty():
                words.note("reading what you type; end it with Ctrl-D (Windows: Ctrl-Z, Enter)")
            found.append(sys.stdin.buffer)
            continue
        try:
            inside = find_files([name], registry)
        except ParseError as error:
            tally.lose(error)
            continue
        written = [] if tables else [path for path in inside.files if is_own_table(path)]
        if written == list(inside.files):
            what = "a table" if written == [Path(name)] else "nothing but tables"
            advice = "give the results as JSON Lines (seedlib read -f jsonl), or the texts themselves"
            tally.lose(ParseError(f"found {what} that seedlib wrote, expected texts", where=name, advice=advice))
            continue
        found += [path for path in inside.files if path not in written]
        skipped += inside.skipped
        own += [] if is_run(Path(name)) else written  # the tables of a run are no news
        _tell_unfinished(Path(name))
    if skipped:
        what = "hidden, an expectation, a link to a folder or to nothing, or of a suffix that no parser knows"
        words.note(f"{counted(len(skipped), 'file')} skipped in folders: {what} ({_some(skipped)})")
    if own:
        words.note(f"{counted(len(own), 'table')} skipped in folders that seedlib wrote, and that hold no texts ({_some(own)})")
    with _progress(len(found), quiet=quiet) as advance:
        yield _advancing(found, advance, tally)


def _tell_unfinished(path: Path) -> None:
    """Say that the folder of a run, or one of its tables, does not hold all that the run will give."""
    for folder in (path, path.parent):
        if is_unfinished(folder):
            words.note(f"{folder} is of a run that is not finished: there may be more (seedlib corpus run with --resume goes on)")


def is_own_table(path: Path) -> bool:
    """Say whether a file is a table of results: its header, or the names of its first object, begin with the columns of one.

    Parquet says so itself; tables of it that hold whole results are read.
    """
    try:
        if path.suffix.lower() not in {".csv", ".jsonl", ".parquet"} or not path.is_file():  # a named pipe can be read but once
            return False
        with path.open("rb") as file:
            if path.suffix.lower() == ".parquet":
                return table_without_results(file)
            line = file.readline(_HEADER).decode("utf-8-sig", errors="replace").strip()
        names = list(json.loads(line)) if path.suffix.lower() == ".jsonl" else line.split(delimiter_of(line))
    except (OSError, ValueError, TypeError):  # whoever reads it says what is wrong
        return False
    return any(tuple(names[: len(columns)]) == columns for held in (rows.COLUMNS, corpus.COLUMNS, COPIES) for columns in held.values())


def _some(paths: list[Path]) -> str:
    return ", ".join(path.name for path in paths[:_NAMED]) + (", …" if len(paths) > _NAMED else "")


def counted(count: int, one: str, many: str = "") -> str:
    """Return a number of things in words."""
    return f"1 {one}" if count == 1 else f"{count:,} {many or one + 's'}"


def _advancing(found: list[Source], advance: Callable[[], None], tally: Tally) -> Iterator[Source]:
    for source in found:
        tally.current = str(source) if isinstance(source, Path) else "<stdin>"
        yield source
        advance()


def _progress(total: int, *, quiet: bool) -> AbstractContextManager[Callable[[], None]]:
    if quiet or total < 2 or not sys.stderr.isatty() or find_spec("rich") is None:
        return nullcontext(lambda: None)
    return _bar(total)


@contextmanager
def _bar(total: int) -> Iterator[Callable[[], None]]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False) as progress:
        task = progress.add_task("reading", total=total)
        yield lambda: progress.advance(task)
