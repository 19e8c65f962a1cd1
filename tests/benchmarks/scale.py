"""Measure what a run over many documents takes.

    python tests/benchmarks/scale.py [--documents 10 100 1000] [--workers 1 2] [--tagger bundled]

Small stories, each with an id of its own, are read from JSON Lines by `seedlib.corpus.run`, each run in a process of its own and into
a folder of its own. Printed are CPU seconds of all processes, wall-clock seconds, the peak of resident memory of the parent and of the
largest of its processes in megabytes (10⁶ bytes), and the kilobytes that the tables take for a document; last, the same documents through
`seedlib.read_many`, which writes nothing. A benchmark, not a test: it prints figures and never fails on them.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import seedlib
from seedlib.corpus import Choices, run

#: A small story: claims of two people and of the author, and a text problem.
TEXT = """\
“We will not pay twice , whatever it is called,” said Ruta Voss, the mayor of Alta Bay, on Monday.
According to Jon Falk of the boatmen’s union, {number} crews may strike. The council should drop the plan.
"""


def take(count: int, workers: int, tagger: str) -> None:
    """Read documents with this many workers, or without an engine where it is 0; print a row of figures."""
    settings = seedlib.Settings(language="en", options=seedlib.Attributes({"tagger.weights": "none"} if tagger == "none" else {}))
    with tempfile.TemporaryDirectory() as held:
        source, out = Path(held, "stories.jsonl"), Path(held, "out")
        with source.open("w", encoding="utf-8") as file:
            for number in range(count):
                file.write(json.dumps({"id": f"story-{number}", "text": TEXT.format(number=number)}) + "\n")
        begun = time.monotonic()
        if workers:
            run([source], out, choices=Choices(workers=workers), settings=settings)
        else:
            for _ in seedlib.read_many([source], settings=settings):
                pass
        wall = time.monotonic() - begun
        size = sum(path.stat().st_size for path in out.glob("*/*.parquet"))
    own, others = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime
    parent, worker = (1024 * used.ru_maxrss / 1e6 for used in (own, others))
    row = f"{count:9} {workers or 'bare':>7} {cpu:8.1f} {wall:8.1f} {parent:9.0f} {worker:9.0f} {size / count / 1e3:9.2f}"
    print(row, flush=True)  # noqa: T201


def main() -> None:
    """Print a row for each number of documents and of workers."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, nargs="+", default=[10, 100, 1000])
    parser.add_argument("--workers", type=int, nargs="+", default=[0, 1, 2])
    parser.add_argument("--tagger", choices=["none", "bundled"], default="none")
    parser.add_argument("--one", action="store_true", help="take the first of each here, instead of each in a process of its own")
    given = parser.parse_args()
    if given.one:
        take(given.documents[0], given.workers[0], given.tagger)
        return
    print("documents workers    CPU s   wall s parent MB worker MB    kB out", flush=True)  # noqa: T201
    for count in given.documents:
        for workers in given.workers:
            choice = ["--one", "--documents", str(count), "--workers", str(workers), "--tagger", given.tagger]
            subprocess.run([sys.executable, __file__, *choice], check=True)


if __name__ == "__main__":
    main()
