"""Judge speakers: draw claims whose source is a pronoun or nominal, and count what two readers said of their speakers.

    python tests/benchmarks/speakers.py draw GOLD.jsonl WIRE.jsonl SHEET.jsonl [--count 100] [--seed 6]
    python tests/benchmarks/speakers.py agree SHEET.jsonl FIRST.csv SECOND.csv

GOLD.jsonl has articles with attributions, WIRE.jsonl is what `seedlib read -f jsonl` says of the same texts. A claim can be drawn if its
content shares half of its words with one that people marked, whose source is a pronoun or nominal. SHEET.jsonl has the claims with
the text around them, for readers who judge by docs/explanation/judging-speakers.md, each alone, and write lines of `number,verdict`.
A benchmark, not a test: it prints figures and never fails on them.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from seedlib.training.grouping import Grouper, reading_registry
from seedlib.training.scoring import SAME, Attribution, TextWords, judge
from seedlib.training.sets import ROLES, Article, read_articles

#: What a reader may say: the guide explains each.
VERDICTS = ("right", "wrong", "missing", "none")

#: So many characters before and after a claim are shown.
BEFORE, AFTER = 1500, 400


def found_claims(article: Article, held: dict[str, Any], grouper: Grouper) -> Iterator[dict[str, Any]]:
    """Yield the claims that are found and whose marked source is a pronoun or nominal."""
    words = TextWords(article.text)
    claims = [claim for claim in held["claims"] if not claim["by_author"] and claim["content"]]
    spans = [{role: [tuple(span) for span in claim[role]] for role in ROLES} for claim in claims]
    marked = [held for held in article.attributions if held["content"]]
    judged = judge((Attribution.of(words, each) for each in marked), (Attribution.of(words, each) for each in spans))
    kept = [[each for each in side if Attribution.of(words, each).content] for side in (marked, spans)]
    by_spans = {id(span): claim for span, claim in zip(spans, claims, strict=True)}
    reading = grouper.read(article.text)
    for pair in judged.pairs:
        source = grouper.groups_of(reading, kept[0][pair.expected])["source"]
        if pair.alike >= SAME and source in {"pronoun", "nominal"}:
            yield {"source is": source, "marked": kept[0][pair.expected], "claim": by_spans[id(kept[1][pair.found])]}


def shown(article: Article, held: dict[str, Any], row: dict[str, Any]) -> dict[str, Any]:
    """Return what a reader is shown of a claim."""
    text, claim = article.text, row["claim"]
    names = {actor["id"]: actor for actor in held["actors"]}
    spans = [span for role in ROLES for span in claim[role]]
    first, last = min(start for start, _ in spans), max(end for _, end in spans)
    return {
        "article": article.id,
        "claim": claim["id"],
        "source is": row["source is"],
        "source": [text[start:end] for start, end in row["marked"]["source"]],
        "source at": row["marked"]["source"],
        "cue": [text[start:end] for start, end in claim["cue"]],
        "content": [text[start:end] for start, end in claim["content"]],
        "speakers": [
            {
                "name": names[speaker]["name"],
                "kind": names[speaker]["kind"],
                "mentions": [text[m["start"] : m["end"]] for m in names[speaker]["mentions"]][:12],
            }
            for speaker in claim["speakers"]
        ],
        "text before": text[max(0, first - BEFORE) : first],
        "text": text[first:last],
        "text after": text[last : last + AFTER],
    }


def draw(arguments: argparse.Namespace) -> None:
    """Write the sheet: claims drawn by chance with a fixed seed, in the order of the articles."""
    wire = {row["id"]: row for row in map(json.loads, arguments.wire.open(encoding="utf-8"))}
    grouper = Grouper(reading_registry())
    rows = [
        shown(article, wire[article.id], row)
        for article in read_articles(arguments.gold)
        for row in found_claims(article, wire[article.id], grouper)
    ]
    chosen = sorted(random.Random(arguments.seed).sample(range(len(rows)), min(arguments.count, len(rows))))  # noqa: S311  # no secret
    with arguments.sheet.open("w", encoding="utf-8") as file:
        for number, row in enumerate(chosen, 1):
            file.write(json.dumps({"number": number, **rows[row]}, ensure_ascii=False) + "\n")
    print(f"{len(rows)} claims, {len(chosen)} drawn")  # noqa: T201  # a script's output


def agree(arguments: argparse.Namespace) -> None:
    """Print how often two readers say each verdict, how often the same, and Cohen's kappa."""
    sheet = [json.loads(line)["number"] for line in arguments.sheet.open(encoding="utf-8")]
    sides = []
    for path in (arguments.first, arguments.second):
        said = {int(row[0]): row[1].strip() for row in csv.reader(path.open(encoding="utf-8")) if row and row[0].strip().isdigit()}
        sides.append([said[number] for number in sheet])
    pairs = Counter(zip(*sides, strict=True))
    same = sum(count for (one, other), count in pairs.items() if one == other) / len(sheet)
    chance = sum(sides[0].count(verdict) * sides[1].count(verdict) for verdict in VERDICTS) / len(sheet) ** 2
    for name, side in zip(("first", "second"), sides, strict=True):
        print(name, *(f"{verdict} {side.count(verdict)}" for verdict in VERDICTS))  # noqa: T201  # as above
    print(f"both right or none: {sum(pairs[one, other] for one in ('right', 'none') for other in ('right', 'none'))} of {len(sheet)}")  # noqa: T201
    print(f"agree {100 * same:.0f} %, kappa {(same - chance) / (1 - chance):.2f}" if chance < 1 else "agree")  # noqa: T201  # as above


def main() -> None:
    """Draw, or count."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    drawing = commands.add_parser("draw")
    for name in ("gold", "wire", "sheet"):
        drawing.add_argument(name, type=Path)
    drawing.add_argument("--count", type=int, default=100)
    drawing.add_argument("--seed", type=int, default=6)
    drawing.set_defaults(handler=draw)
    counting = commands.add_parser("agree")
    for name in ("sheet", "first", "second"):
        counting.add_argument(name, type=Path)
    counting.set_defaults(handler=agree)
    arguments = parser.parse_args()
    arguments.handler(arguments)


if __name__ == "__main__":
    main()
