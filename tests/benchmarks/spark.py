"""Measure what a run costs on Spark, beside the same run without it.

    python tests/benchmarks/spark.py [--documents 1000] [--few 100] [--texts FILE.jsonl] [--tagger none bundled] [--rounds 1]

`seedlib corpus run` reads the same files, of fifty documents each, with two processes of this machine and with the master `local[2]`, in
turn: once with a few documents, so that all is begun, and once with all. Printed are CPU seconds of all processes (driver, Java, Python
workers) and of Java alone, wall-clock seconds and resident megabytes (what processes share counts for each), milliseconds of CPU for
each further document, and how many times the local engine's that is, with start-up and without; last, whether the part files are the
same to the byte. CPU is read from /proc twenty times a second, so that what a process does in its last moment is not seen. A benchmark,
not a test: it prints figures and never fails on them.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import count, islice
from pathlib import Path
from typing import NamedTuple

from scale import TEXT

#: What Spark is told, so that it stays on this machine and says little.
SPARK = {"SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_SUBMIT_ARGS": "--conf spark.ui.enabled=false pyspark-shell"}

ENGINES = {"local": ["--workers", "2"], "spark": ["--engine", "spark", "--master", "local[2]"]}

#: How many of the short stories one of these has: some 400 words, as an article.
STORIES = 10

#: How many documents a file has: two files are two tasks, so that a few documents begin all processes that many have.
TOGETHER = 50


class Used(NamedTuple):
    """What a run took."""

    cpu: float
    #: Of that, Java's part.
    java: float
    wall: float
    memory: float


def documents(texts: Path | None) -> Iterator[dict[str, str]]:
    """Yield made stories without end, or the texts of a file."""
    if texts is None:
        for number in count():
            paragraphs = (TEXT.format(number=STORIES * number + part) for part in range(STORIES))
            yield {"id": f"story-{number}", "text": "\n".join(paragraphs)}
    else:
        with texts.open(encoding="utf-8") as file:
            for number, line in enumerate(file):
                yield {"id": f"text-{number}", "text": json.loads(line)["text"]}


class Process(NamedTuple):
    """A process, with CPU seconds and megabytes."""

    parent: int
    name: str
    cpu: float
    memory: float


def processes() -> dict[int, Process]:
    """Return the processes of this machine by their numbers."""
    found = {}
    tick, page = os.sysconf("SC_CLK_TCK"), os.sysconf("SC_PAGE_SIZE") / 1e6
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            before, _, after = path.read_text("ascii", "replace").rpartition(")")
        except OSError:  # it has ended
            continue
        held = after.split()
        cpu, memory = (int(held[11]) + int(held[12])) / tick, int(held[21]) * page
        found[int(path.parent.name)] = Process(int(held[1]), before.partition("(")[2], cpu, memory)
    return found


def watched(command: list[str]) -> Used:
    """Run a command; return what it and all that it begins took."""
    begun = time.monotonic()
    with tempfile.TemporaryFile() as said, subprocess.Popen(command, stdout=said, stderr=said, env={**os.environ, **SPARK}) as process:
        ours: dict[int, Process] = {}
        memory = 0.0
        while process.poll() is None:
            now = processes()
            known = {process.pid, *ours}
            while new := {pid for pid, held in now.items() if held.parent in known and pid not in known}:
                known |= new
            ours |= {pid: now[pid] for pid in known if pid in now}
            memory = max(memory, sum(now[pid].memory for pid in known if pid in now))
            time.sleep(0.05)
        if process.returncode:
            said.seek(0)
            sys.exit(said.read().decode("utf-8", "replace")[-3_000:])
    java = sum(held.cpu for held in ours.values() if held.name == "java")
    return Used(sum(held.cpu for held in ours.values()), java, time.monotonic() - begun, memory)


def take(folder: Path, source: Path, engine: str, tagger: str) -> Used:
    """Run once; print a row of figures."""
    weights = ["--tagger", "none"] if tagger == "none" else []
    command = [sys.executable, "-m", "seedlib", "corpus", "run", str(source), "-o", str(folder), "--language", "en", *weights]
    used = watched([*command, *ENGINES[engine]])
    print(f"{source.name:>8} {tagger:>8} {engine:>6} {used.cpu:8.1f} {used.java:8.1f} {used.wall:8.1f} {used.memory:8.0f}", flush=True)  # noqa: T201
    return used


def compare(folder: Path, sources: list[tuple[int, Path]], tagger: str, number: int) -> None:
    """Run both engines on few and on all documents; print how they compare."""
    (few, _), (many, _) = sources
    each, whole, files = {}, {}, {}
    for engine in ENGINES:
        small, large = (take(folder / f"{engine}-{tagger}-{size}-{number}", source, engine, tagger) for size, source in sources)
        each[engine], whole[engine] = 1e3 * (large.cpu - small.cpu) / (many - few), large.cpu
        out = folder / f"{engine}-{tagger}-{many}-{number}"
        files[engine] = {str(path.relative_to(out)): path.read_bytes() for path in out.glob("*/*.parquet")}
    same = "the same" if files["local"] == files["spark"] else "OTHERS"
    print(  # noqa: T201
        f"{tagger}: a further document {each['local']:.1f} and {each['spark']:.1f} ms, {each['spark'] / each['local']:.2f} times;"
        f" with the start-up {whole['spark'] / whole['local']:.2f} times; {len(files['spark'])} part files, {same}",
        flush=True,
    )


def main() -> None:
    """Print a row for each run, and a line for each comparison."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--few", type=int, default=100)
    parser.add_argument("--texts", type=Path, help="JSON Lines whose `text` is taken, instead of made stories")
    parser.add_argument("--tagger", choices=["none", "bundled"], nargs="+", default=["none", "bundled"])
    parser.add_argument("--rounds", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as held:
        sources = []
        for size in (given.few, given.documents):
            lines = [json.dumps(document, ensure_ascii=False) for document in islice(documents(given.texts), size)]
            folder = Path(held, str(len(lines)))
            folder.mkdir()
            for start in range(0, len(lines), TOGETHER):
                (folder / f"{start:06}.jsonl").write_text("\n".join(lines[start : start + TOGETHER]) + "\n", "utf-8")
            sources.append((len(lines), folder))
        print("   texts   tagger engine    CPU s   Java s   wall s       MB", flush=True)  # noqa: T201
        for number in range(given.rounds):
            for tagger in given.tagger:
                compare(Path(held), sources, tagger, number)


if __name__ == "__main__":
    main()
