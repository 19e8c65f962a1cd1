"""A small registry that other processes can import, with components that hang, end and fail on demand; and what runs leave."""

from __future__ import annotations

import json
import os
import signal
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from seedlib.components import Context, Extractor, Hint, Parser, Rank, Recognizer
from seedlib.corpus.running import TABLES, Choices, Progress, run
from seedlib.model import Analysis, Claim, Document, Mention, Span
from seedlib.parsing.archives import ZIP
from seedlib.parsing.jsonlines import JSON
from seedlib.parsing.text import TEXT
from seedlib.plugins import Registry, hookimpl
from seedlib.reading import Options

__all__ = ["OPTIONS", "Trouble", "files_of", "lines", "run_here", "table", "tables"]


def _do(text: str) -> None:
    """Do what a text asks for: take its time, hang, end this process or its parent, or end it the first time that the text is met."""
    if "SLOW" in text:
        time.sleep(0.005)
    if "LATE" in text:
        time.sleep(0.2)
    if "HANG" in text:
        time.sleep(3_600)
    if "KILL" in text:
        os.kill(os.getpid(), signal.SIGKILL)
    if "PARENT" in text:
        os.kill(os.getppid(), signal.SIGKILL)
    if "ONCE" in text:
        flag = Path(text.split("ONCE ", 1)[1].strip())
        if not flag.exists():
            flag.touch()
            os.kill(os.getpid(), signal.SIGKILL)
    if "EXIT" in text:
        raise SystemExit(3)
    if "MEMORY" in text:
        raise MemoryError("none left")


def _extract(analysis: Analysis, context: Context) -> Iterator[Claim]:
    text = analysis.document.text
    _do(text)
    first, _, rest = text.partition(" ")
    if rest:
        yield Claim(content=[Span(len(first) + 1, len(text))], source=[Span(0, len(first))])


def _recognize(analysis: Analysis, context: Context) -> Iterator[Mention]:
    first = analysis.document.text.split(" ", 1)[0]
    yield Mention(span=Span(0, len(first)), actor="acme:1", form="name")


def _accepts(head: bytes, hint: Hint) -> Rank:
    """Accept what is for this parser, and do what a text asks for that is for this function."""
    if head.startswith(b"ACCEPTS "):
        _do(head.decode())
    return Rank.CONTENT if head.startswith(b"PARSER ") else Rank.NO


def _parse(stream: BinaryIO, hint: Hint, context: Context) -> Iterator[Analysis]:
    """Do what the text asks for while it is parsed, between two documents."""
    text = stream.read().decode()
    yield Analysis(document=Document(text=f"Before {text.lower()}"))
    _do(text)
    yield Analysis(document=Document(text=f"Behind {text.lower()}"))


class Trouble:
    """The plugin; an instance of it is rebuilt by its class in another process."""

    @hookimpl
    def seedlib_parsers(self) -> Iterable[Parser]:
        """Return few of the library's, and the one that makes trouble."""
        return [TEXT, JSON, ZIP, Parser(name="trouble", accepts=_accepts, parse=_parse, suffixes=(".trouble",))]

    @hookimpl
    def seedlib_extractors(self) -> Iterable[Extractor]:
        """Return the one that makes trouble."""
        return [Extractor(name="trouble", extract=_extract)]

    @hookimpl
    def seedlib_recognizers(self) -> Iterable[Recognizer]:
        """Return one that finds an actor in every document."""
        return [Recognizer(name="first", recognize=_recognize)]


OPTIONS = Options(registry=Registry.build(plugins=[("acme", Trouble())], entry_points=False, disabled=["seedlib"]))


def run_here(folder: Path, *inputs: Path | str, resume: bool = False, options: Options = OPTIONS, **choices: Any) -> Progress:
    """Run with one worker, and parts of seven results, unless it is said otherwise."""
    how = Choices(**{"workers": 1, "part_size": 7, "timeout": 60, **choices})
    return run(inputs, folder, choices=how, resume=resume, options=options)


def lines(path: Path, count: int, *, first: int = 0, **texts: str) -> Path:
    """Write documents as JSON Lines; `texts` are those of some, by `t` and their number."""
    held = ({"id": f"{path.stem}-{n}", "text": texts.get(f"t{n}", f"Ada said that {n} ships came.")} for n in range(first, first + count))
    path.write_text("".join(f"{json.dumps(line)}\n" for line in held), "utf-8")
    return path


def table(folder: Path, name: str) -> list[dict[str, Any]]:
    """Return the rows of a table, in their order."""
    from pyarrow import parquet

    return [row for path in sorted((folder / name).glob("*.parquet")) for row in parquet.read_table(path).to_pylist()]


def tables(folder: Path) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of all tables."""
    return {name: table(folder, name) for name in TABLES}


def files_of(folder: Path) -> dict[str, bytes]:
    """Return the bytes of all part files."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.glob("*/*.parquet"))}
