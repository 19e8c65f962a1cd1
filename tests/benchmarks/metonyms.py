"""Measure `use`: which names of places stand for a government, people or team, against GeoWebNews.

    python tests/benchmarks/metonyms.py GOLD.jsonl WIRE.jsonl [--errors]

GOLD.jsonl has `id`, `text` and `mentions` a line, each with `start`, `end`, `form` and `use`; WIRE.jsonl is what `seedlib read -f jsonl`
says of the same texts. Of the names that are found (the same words, but for an article before them and a possessive after them) those
that gold calls Metonymic or Coercion should have the use `metonym`; Literal, Literal_Modifier and Embedded_Literal should not; all
others count for nothing. A benchmark, not a test: it prints figures and never fails on them.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

#: What gold calls uses: Gritta and others, A Pragmatic Guide to Geoparsing Evaluation, LRE 2019.
METONYMS, LITERAL = frozenset({"Metonymic", "Coercion"}), frozenset({"Literal", "Literal_Modifier", "Embedded_Literal"})

ARTICLE = re.compile(r"the\s+", re.IGNORECASE)
POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])$")

#: So many characters around a name are shown with an error.
AROUND = 50


def bare(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a span without an article before it and a possessive after it."""
    article, possessive = ARTICLE.match(text, start, end), POSSESSIVE.search(text[start:end])
    return article.end() if article else start, start + possessive.start() if possessive else end


def lines(path: Path) -> dict[str, dict[str, Any]]:
    """Return the objects of a file of JSON Lines by their id."""
    with path.open(encoding="utf-8") as file:
        return {row["id"]: row for row in map(json.loads, file)}


def compared(gold: dict[str, Any], found: dict[str, Any]) -> Iterator[tuple[str, bool, bool | None]]:
    """Yield each name that counts: with its context, whether it is a metonym, and whether it was taken for one; None if not found."""
    text = gold["text"]
    uses = {bare(text, m["start"], m["end"]): m["use"] for actor in found["actors"] for m in actor["mentions"] if m["form"] == "name"}
    for mention in gold["mentions"]:
        if mention["form"] == "name" and mention["use"] in METONYMS | LITERAL:
            start, end = bare(text, mention["start"], mention["end"])
            use = uses.get((start, end))
            shown = f"{text[max(0, start - AROUND) : start]}[[{text[start:end]}]]{text[end : end + AROUND]}".replace("\n", " ")
            yield shown, mention["use"] in METONYMS, None if use is None else use == "metonym"


def main() -> None:
    """Print how many names were found, and precision, recall and F1 of the metonyms among them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("wire", type=Path)
    parser.add_argument("--errors", action="store_true", help="print each name with the wrong use")
    arguments = parser.parse_args()
    wire, counts = lines(arguments.wire), Counter[tuple[bool, bool | None]]()
    for identifier, document in lines(arguments.gold).items():
        for shown, is_metonym, taken in compared(document, wire[identifier]):
            counts[is_metonym, taken] += 1
            if arguments.errors and taken is not None and taken != is_metonym:
                print("missed" if is_metonym else "wrong ", shown)  # noqa: T201  # a script's output
    right, wrong, missed = counts[True, True], counts[False, True], counts[True, False]
    found = right + wrong + missed + counts[False, False]
    precision, recall = right / max(1, right + wrong), right / max(1, right + missed)
    f1 = 2 * right / max(1, 2 * right + wrong + missed)
    print(f"names {sum(counts.values())}, found {found}, of these metonyms {right + missed}")  # noqa: T201  # as above
    print(f"use=metonym: precision {100 * precision:.1f}, recall {100 * recall:.1f}, F1 {100 * f1:.1f}")  # noqa: T201  # as above


if __name__ == "__main__":
    main()
