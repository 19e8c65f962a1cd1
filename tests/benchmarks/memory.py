"""Measure how much memory every exporter takes for how many documents.

    python tests/benchmarks/memory.py [--documents 1000 10000] [--formats sqlite parquet/ …]

Small documents that were analyzed before, each with an id, a title and an attribute of its own, are made one by one and given to the
exporter, in a process of its own; its peak of resident memory is printed in megabytes (10⁶ bytes) for each number of documents, with
how many bytes it grew for each document more, and the CPU seconds for the last. A format with a `/` is written into a folder.
A benchmark, not a test: it prints figures and never fails on them.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import attrs

import seedlib
from seedlib.plugins import Registry

#: A small story: claims of two people and of the author, and a text problem.
TEXT = """\
Council splits over ferry tax – Harbour Post

“We will not pay twice , whatever it is called,” said Ruta Voss, the mayor of Alta Bay, on Monday.
According to Jon Falk of the boatmen’s union, crews may strike. The council should drop the plan.
"""

#: What else a format writes into, where both are possible.
FOLDERS = ("brat/", "csv/", "parquet/", "tei/")


def analyses(count: int, registry: Registry) -> Iterator[seedlib.Analysis]:
    """Yield this many documents; no two are the same value, as no two that are read are."""
    settings = seedlib.Settings(language="en", options=seedlib.Attributes({"tagger.weights": "none"}))
    line = seedlib.dumps(seedlib.analyze(TEXT, settings=settings, registry=registry))
    for number in range(count):
        if number % 100 == 0:  # reading takes longer than most exporters, so each value serves a hundred times
            held = seedlib.loads(line)
        assert isinstance(held, seedlib.Analysis)  # for mypy
        changed = {"id": f"story-{number}", "title": f"Ferry tax {number}", "attributes": {"number": number}}
        yield attrs.evolve(held, document=attrs.evolve(held.document, **changed))


def write(name: str, count: int, out: Path) -> None:
    """Write documents in a format."""
    registry = Registry.build(entry_points=False)
    exporter = registry.find("exporters", name.rstrip("/")).record
    if name.endswith("/"):
        out.mkdir()
        exporter.write(analyses(count, registry), out, registry.context())
        return
    with out.open("wb") as file:
        exporter.write(analyses(count, registry), file, registry.context())


def spent(name: str, count: int, out: Path) -> tuple[int, float]:
    """Write documents in a process of its own; return the peak of its resident memory in bytes, and its CPU seconds."""
    program = [sys.executable, __file__, "--write", name, str(count), str(out)]
    _, status, used = os.wait4(os.posix_spawn(sys.executable, program, os.environ), 0)
    if status:
        raise SystemExit(f"{name} ended with {os.waitstatus_to_exitcode(status)}")
    return used.ru_maxrss * (1 if sys.platform == "darwin" else 1024), used.ru_utime + used.ru_stime


def row(name: str, counts: Sequence[int]) -> str:
    """Return the row of a table for a format."""
    with tempfile.TemporaryDirectory() as folder:
        found = [spent(name, count, Path(folder, f"out-{count}")) for count in counts]
    growth = (found[-1][0] - found[0][0]) / max(1, counts[-1] - counts[0])
    cells = [f"`{name}`", *(f"{peak / 1e6:.0f}" for peak, _ in found), f"{growth:,.0f}", f"{found[-1][1]:.0f}"]
    return f"| {' | '.join(cells)} |\n"


def main() -> None:
    """Print the table, a row as it is measured."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, nargs="+", default=[1000, 10_000])
    parser.add_argument("--formats", nargs="+")
    parser.add_argument("--write", nargs=3, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.write:
        name, count, out = arguments.write
        write(name, int(count), Path(out))
        return
    registry = Registry.build(entry_points=False)
    formats = arguments.formats or [*(component.record.name for component in registry.components["exporters"]), *FOLDERS]
    heads = ["format", *(f"{count:,} documents, MB" for count in arguments.documents), "bytes a document more", "CPU seconds"]
    sys.stdout.write(f"| {' | '.join(heads)} |\n|{'---|' * len(heads)}\n")
    for name in formats:
        sys.stdout.write(row(name, arguments.documents))
        sys.stdout.flush()


if __name__ == "__main__":
    main()
