"""Measure what a run over many documents takes.

    python tests/benchmarks/scale.py [--documents 10 100 1000] [--ways bare tables 1 2] [--tagger bundled] [--texts articles.jsonl]

Documents, each with an id of its own, are read from JSON Lines, each time in a process of its own and into a folder of its own: by
`seedlib.corpus.run` with so many workers, or in one process that writes nothing (*bare*, `seedlib.read_many`) or the same tables
(*tables*, as `seedlib read -f parquet` does). Printed are CPU seconds of all processes, wall-clock seconds, the peak of resident memory
of the parent and of the largest of its processes in megabytes (10⁶ bytes), and the kilobytes that the tables take for a document. The
documents are small stories, or the `text` of each line of a file, over and over. A benchmark, not a test: it prints figures and never
fails on them.
"""

from __future__ import annotations

import argparse
import itertools
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import seedlib
from seedlib.components import Context
from seedlib.corpus import Choices, run
from seedlib.exporting.parquet import write_parquet

#: A small story: claims of two people and of the author, and a text problem.
TEXT = """\
“We will not pay twice , whatever it is called,” said Ruta Voss, the mayor of Alta Bay, on Monday.
According to Jon Falk of the boatmen’s union, {number} crews may strike. The council should drop the plan.
"""


def texts_of(path: str | None) -> Iterator[str]:
    """Yield texts without end."""
    if path is None:
        yield from (TEXT.format(number=number) for number in itertools.count())
        return
    yield from itertools.cycle([json.loads(line)["text"] for line in Path(path).read_text("utf-8").splitlines()])


def take(count: int, way: str, tagger: str, texts: str | None) -> None:
    """Read documents in one of the ways; print a row of figures."""
    settings = seedlib.Settings(language="en", options=seedlib.Attributes({"tagger.weights": "none"} if tagger == "none" else {}))
    with tempfile.TemporaryDirectory() as held:
        source, out = Path(held, "stories.jsonl"), Path(held, "out")
        with source.open("w", encoding="utf-8") as file:
            for number, text in enumerate(itertools.islice(texts_of(texts), count)):
                file.write(json.dumps({"id": f"story-{number}", "text": text}) + "\n")
        begun = time.monotonic()
        if way == "bare":
            for _ in seedlib.read_many([source], settings=settings):
                pass
        elif way == "tables":
            out.mkdir()
            write_parquet(seedlib.read_many([source], settings=settings), out, Context(settings=settings))
        else:
            run([source], out, choices=Choices(workers=int(way)), settings=settings)
        wall = time.monotonic() - begun
        size = sum(path.stat().st_size for path in out.rglob("*.parquet"))
    own, others = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime
    parent, worker = (1024 * used.ru_maxrss / 1e6 for used in (own, others))
    row = f"{count:9} {way:>7} {cpu:8.1f} {wall:8.1f} {parent:9.0f} {worker:9.0f} {size / count / 1e3:9.2f}"
    print(row, flush=True)  # noqa: T201


def main() -> None:
    """Print a row for each number of documents and each way."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, nargs="+", default=[10, 100, 1000])
    parser.add_argument("--ways", nargs="+", default=["bare", "tables", "1", "2"], help="bare, tables, or a number of workers")
    parser.add_argument("--tagger", choices=["none", "bundled"], default="none")
    parser.add_argument("--texts", help="JSON Lines with a field text")
    parser.add_argument("--one", action="store_true", help="take the first of each here, instead of each in a process of its own")
    given = parser.parse_args()
    if given.one:
        take(given.documents[0], given.ways[0], given.tagger, given.texts)
        return
    print("documents     way    CPU s   wall s parent MB worker MB    kB out", flush=True)  # noqa: T201
    for count in given.documents:
        for way in given.ways:
            choice = ["--one", "--documents", str(count), "--ways", way, "--tagger", given.tagger]
            subprocess.run([sys.executable, __file__, *choice, *(["--texts", given.texts] if given.texts else [])], check=True)


if __name__ == "__main__":
    main()
