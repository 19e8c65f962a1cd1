"""Measure the example plugin for knowledge bases on a table of many names: `python knowledge_base.py [ROWS]`, a million by default.

It makes up a table in a folder of its own, and tells how long its index takes to make, with how much memory, how many names are looked
up a second, and what is added to the time of a document. All times are CPU seconds of this process.
"""

from __future__ import annotations

import csv
import random
import re
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import seedlib
import seedlib_knowledge_base as plugin
from seedlib_knowledge_base.table import fold, look_up, opened

#: Syllables of made-up names: some 27,000 family names and 900 given ones.
SYLLABLES = re.findall("..", "baremidokulanesotivanugejopamufisotorewenyazuanesilorulfedake")

#: A document of some 15 names, 4 of which stand in the table.
TEXT = """{} said on Monday that the harbour of Gull Bay would stay open. {}, the British minister of tides, disagreed.
“Nobody asked the Gull Street Choir,” {} told The Tern in Oslo. The Marlow Harbour Board and the Dockers’ Lodge had signed with Norway.

According to {}, a lecturer at the Institute for Coastal Policy, Lithuania and the European Union may follow. Roe was not asked.
"""


def made_up(number: int) -> str:
    """Return the name of a row; one in some has a namesake."""
    draw = random.Random(number)  # noqa: S311  # made up, and the same each time
    given, family = ("".join(draw.choices(SYLLABLES, k=k)).capitalize() for k in (2, 3))
    return f"{given} {family}"


def write_table(path: Path, rows: int) -> None:
    """Write a table: each actor with two aliases and three words."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "name", "kind", "country", "aliases", "words"])
        for number in range(rows):
            name = made_up(number)
            given, _, family = name.partition(" ")
            writer.writerow([f"acme:{number}", name, "person", "GBR", f"{given} X. {family}; {family} {given}", "minister; tides; sea"])


def tell(line: str) -> None:
    """Write a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def make(table: str) -> None:
    """Make the index of a table."""
    with opened(table):
        pass


def timed(work: Callable[[int], object], times: int = 1) -> float:
    """Return the CPU seconds that one round of some work takes."""
    begin = time.process_time()
    for number in range(times):
        work(number)
    return (time.process_time() - begin) / times


def main(rows: int) -> None:
    """Measure, and print a line a figure."""
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder, "table.csv")
        write_table(table, rows)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        tell(f"index made: {timed(lambda _: make(str(table))):.0f} s for {rows:,} rows of {table.stat().st_size / 1e6:.0f} MB")
        tell(f"memory: {before / 1024:.0f} MB before, {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB at its peak")
        tell(f"size of the index: {Path(f'{table}.index').stat().st_size / 1e6:.0f} MB")

        def look_up_all(names: list[str]) -> None:
            with opened(str(table)) as index:
                look_up(index, names)

        draw = random.Random(1)  # noqa: S311  # as above
        asked = [[fold(made_up(draw.randrange(2 * rows))) for _ in range(15)] for _ in range(2_000)]
        look_up_all(asked[0])
        seconds = timed(lambda number: look_up_all(asked[number]), len(asked))
        tell(f"names looked up a second, 15 at once: {15 / seconds:,.0f} ({1000 * seconds:.2f} ms)")
        registry = seedlib.Registry.build(plugins=[("kb", plugin)], entry_points=False)
        for title, options in (("without the table", {}), ("with it", {"kb:file": str(table)})):
            settings = seedlib.Settings(language="en", options={"tagger.weights": "none", **options})
            texts = [TEXT.format(*(made_up(4 * n + k) for k in range(4))) for n in range(200)]
            seedlib.analyze(texts[0], registry=registry, settings=settings)
            each = timed(lambda n, t=texts, s=settings: seedlib.analyze(t[n], registry=registry, settings=s), len(texts))
            tell(f"a document of {len(texts[0].split())} words, rules alone, {title}: {1000 * each:.2f} ms")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
