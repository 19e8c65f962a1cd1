"""Measure how much memory every exporter takes for how many documents.

    python tests/benchmarks/memory.py [--documents 1000 10000] [--formats sqlite parquet/ …]

Small documents that were analyzed before are read from JSON Lines and written in each format, in a process of its own (`seedlib read
KEPT.jsonl -f FORMAT -o …`); its peak of resident memory is printed in megabytes (10⁶ bytes), for each number of documents, and by how many
bytes it grew for each document more. A format with a `/` is written into a folder. A benchmark, not a test: it prints figures and never
fails on them.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import seedlib
from seedlib.plugins import default_registry

#: A small story: claims of two people and of the author, and a text problem.
TEXT = """\
Council splits over ferry tax – Harbour Post

“We will not pay twice , whatever it is called,” said Ruta Voss, the mayor of Alta Bay, on Monday.
According to Jon Falk of the boatmen’s union, crews may strike. The council should drop the plan.
"""

#: What else a format writes into, where both are possible.
FOLDERS = ("brat/", "csv/", "parquet/", "tei/")


def lines(count: int) -> Iterator[str]:
    """Yield this many documents as lines of the wire format, each with an id, a title and a number of its own."""
    settings = seedlib.Settings(language="en", options=seedlib.Attributes({"tagger.weights": "none"}))
    held = json.loads(seedlib.dumps(seedlib.analyze(TEXT, settings=settings)))
    for number in range(count):
        yield json.dumps({**held, "id": f"story-{number}", "title": f"Ferry tax {number}", "attributes": {"number": number}})


def ran(*words: str) -> tuple[int, float]:
    """Run `seedlib` with these words; return the peak of its resident memory in bytes, and its CPU seconds."""
    program = [sys.executable, "-m", "seedlib", *words]
    process = os.posix_spawn(sys.executable, program, os.environ, file_actions=[(os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0)])
    _, status, used = os.wait4(process, 0)
    if status:
        raise SystemExit(f"seedlib {' '.join(words)} ended with {os.waitstatus_to_exitcode(status)}")
    return used.ru_maxrss * (1 if sys.platform == "darwin" else 1024), used.ru_utime + used.ru_stime


def measured(formats: Sequence[str], counts: Sequence[int], folder: Path) -> Iterator[str]:
    """Yield a row of a table for each format."""
    kept = {count: folder / f"{count}.jsonl" for count in counts}
    for count, path in kept.items():
        with path.open("w", encoding="utf-8") as file:
            file.writelines(f"{line}\n" for line in lines(count))
    for name in formats:
        peaks, seconds = [], 0.0
        for count, path in kept.items():
            out = f"{folder}/out{count}{'/' if name.endswith('/') else ''}"
            peak, seconds = ran("read", str(path), "-f", name.rstrip("/"), "-o", out)
            peaks.append(peak)
        growth = (peaks[-1] - peaks[0]) / max(1, counts[-1] - counts[0])
        cells = [f"`{name}`", *(f"{peak / 1e6:.0f}" for peak in peaks), f"{growth:,.0f}", f"{seconds:.0f}"]
        yield f"| {' | '.join(cells)} |"


def main() -> None:
    """Print the table, a row as it is measured."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    names = [component.record.name for component in default_registry().components["exporters"]]
    parser.add_argument("--documents", type=int, nargs="+", default=[1000, 10_000])
    parser.add_argument("--formats", nargs="+", default=[*names, *FOLDERS])
    arguments = parser.parse_args()
    heads = ["format", *(f"{count:,} documents, MB" for count in arguments.documents), "bytes a document more", "CPU seconds for the most"]
    told = sys.stdout.write
    told(f"| {' | '.join(heads)} |\n|{'---|' * len(heads)}\n")
    with tempfile.TemporaryDirectory() as folder:
        for row in measured(arguments.formats, arguments.documents, Path(folder)):
            told(f"{row}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
