"""Learn what the evidence for antecedents weighs: `python -m seedlib.resolution.make_antecedents GOLD.jsonl …`.

It writes `antecedents.json` of the English pack; with `--check` it writes nothing, and prints how many choices are right among every fifth
document, learnt from the others. Needs NumPy (extra `tagger`).

A line of GOLD is a text with mentions or with single pronouns, as can be made of GUM (Zeldes, LRE 2017; CC BY 4.0) and of GAP (Webster et
al., TACL 2018; Apache-2.0): `{"id", "text"}` and `"mentions": [{"start", "end", "head", "type", "form", "cluster"}, …]` or
`"pronouns": [{"pronoun", "true", "false"}, …]`, each place a `[start, end)` in code points. A document whose `genre` is one of
`_NOT_LEARNT` is left out: their licence forbids sale.

Rules:

- The library reads the texts as they are; single pronouns and half of the others with the gold's names and nominals, as a tagger would tell
  them. How often a pronoun means nobody is so learnt from whole texts.
- No text has a gold for what says `it said`: that a claim's source is somebody is given (`_SOMEBODY`).
- A choice is right if the actor has a mention of the pronoun's cluster; nobody is right where no option is, or where the gold has no such
  pronoun.
- While it learns, pronouns are joined as the gold says, so that later ones see a right past.
"""

from __future__ import annotations

import json
import sys
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import seedlib
from seedlib.components import Context, Resolver, Tagger
from seedlib.model import Analysis, Document, Label, Span, value
from seedlib.resolution.candidates import PRONOUNS, Case
from seedlib.resolution.choosing import choose, likelihoods, weights
from seedlib.resolution.evidence import Option
from seedlib.resolution.groups import Grouping
from seedlib.resolution.pronouns import Decide
from seedlib.resolution.rules import grouped

if TYPE_CHECKING:
    import numpy as np

__all__ = ["main"]

#: The genres of GUM whose texts are CC BY-NC-SA.
_NOT_LEARNT = frozenset({"essay", "fiction", "letter", "podcast", "whow"})

#: The types of mentions that are actors.
_TYPES = frozenset({"person", "organization", "place"})

#: How sure the gold is of its mentions, as a trained tagger is of most.
_TOLD = 0.9

#: The fit’s regularisation, steps and rate, chosen by `--check`.
_DECAY, _STEPS, _RATE = 4.0, 300, 0.1

#: What speaks against nobody where a pronoun is the source of a claim, which somebody has made: twenty to one.
_SOMEBODY = -3.0

#: A weight below this tells nothing.
_SMALL = 0.02

_SOURCE = (
    "learnt by seedlib.resolution.make_antecedents from GAP train (Webster et al., TACL 2018; Apache-2.0) and GUM train (Zeldes, LRE 2017;"
    " CC BY 4.0, its CC BY-NC-SA genres left out). value: the class of what is resolved."
    " weights: by piece of evidence, added to the score of an option for which it holds"
)


@value  # positional: made once a case
class Choice:
    """A case as it was met: the evidence of each option, and which are right."""

    kind: str
    options: tuple[tuple[str, ...], ...]
    right: tuple[bool, ...]


class Observer:
    """A plugin whose resolver reads documents and answers nothing, but keeps the choices that it meets.

    Args:
        gold: the lines, by their ids.
    """

    def __init__(self, gold: Mapping[str, Mapping[str, Any]]) -> None:
        self._gold = gold
        #: By document.
        self.choices: defaultdict[str, list[Choice]] = defaultdict(list)

    @seedlib.hookimpl
    def seedlib_resolvers(self) -> Iterable[Resolver]:
        """Supply the resolver."""
        return [Resolver(name="observer", resolve=self.observe)]

    @seedlib.hookimpl
    def seedlib_taggers(self) -> Iterable[Tagger]:
        """Supply the tagger that tells the gold's mentions."""
        return [Tagger(name="gold", tag=self.tag)]

    def tag(self, analysis: Analysis, context: Context) -> Iterable[Label]:  # noqa: ARG002  # the record's shape
        """Yield the gold's mentions of actors, if the document is one of those that are told."""
        gold = self._gold[analysis.document.id]
        if not gold["told"]:
            return
        for row in gold.get("mentions") or ():
            if row["type"] in _TYPES and row["form"] != "pronoun":
                end = row["head"][1] if row.get("head") and row["form"] == "nominal" else row["end"]
                yield Label(Span(row["start"], end), f"mention:{row['type']}", row["form"], _TOLD)
        for row in gold.get("pronouns") or ():
            yield from (Label(Span(start, end), "mention:person", "name", _TOLD) for start, end in (*row["true"], *row["false"]))

    def observe(self, analysis: Analysis, context: Context) -> Iterable[Any]:
        """Keep the choices of one document."""
        grouped(analysis, context, lambda grouping: self._decide(analysis, context, grouping))
        return ()

    def _decide(self, analysis: Analysis, context: Context, grouping: Grouping) -> Decide:
        gold, held = self._gold[analysis.document.id], context.once(weights)
        of = _clusters(gold.get("mentions") or (), analysis)
        clusters: defaultdict[str, Counter[Any]] = defaultdict(Counter)
        for position, (group, _) in grouping.of.items():
            clusters[group.id][of.get(position)] += 1
        main = {identifier: counts.most_common(1)[0][0] for identifier, counts in clusters.items()}

        def decide(case: Case, options: Sequence[Option]) -> tuple[int, float]:
            likely = likelihoods(case, options, held)
            span = analysis.mentions[case.position].span
            if "pronouns" in gold:
                right = _right_pronoun(gold["pronouns"], (span.start, span.end), options, grouping)
            else:
                cluster = of.get(case.position)
                of_options = [main.get(option.group.id, of.get(option.position)) if option.group else None for option in options]
                right = [cluster is not None and found == cluster for found in of_options]
                right[0] = not any(right)
            if right is None:
                return choose(likely)
            self.choices[analysis.document.id].append(Choice(case.kind, tuple(option.evidence for option in options), tuple(right)))
            best = max((n for n, good in enumerate(right) if good), key=likely.__getitem__)
            return best, 1.0

        return decide


def _right_pronoun(pronouns: Iterable[Any], span: tuple[int, int], options: Sequence[Option], grouping: Grouping) -> list[bool] | None:
    """Return which options are right of a pronoun of which the gold has the name; None of any other, and where no right name was found."""
    gold = next((row for row in pronouns if tuple(row["pronoun"]) == span), None)
    if gold is None:
        return None
    spans: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for position, (group, _) in grouping.of.items():
        spans[group.id].append((grouping.mentions[position].span.start, grouping.mentions[position].span.end))

    def touches(option: Option, places: Iterable[Sequence[int]]) -> bool:
        return option.group is not None and any(s < end and start < e for start, end in places for s, e in spans[option.group.id])

    right = [touches(option, gold["true"]) for option in options]
    return right if any(right) else None


def _clusters(mentions: Sequence[Mapping[str, Any]], analysis: Analysis) -> dict[int, Any]:
    """Return the gold cluster of each mention: that of the smallest gold mention around it whose head it touches."""
    ranked = sorted(mentions, key=lambda m: (m["start"], -m["end"]))
    starts = [m["start"] for m in ranked]
    found = {}
    for position, mention in enumerate(analysis.mentions):
        start, end = mention.span.start, mention.span.end
        near = ranked[max(0, bisect_right(starts, start) - 40) : bisect_right(starts, start)]
        around = [m for m in near if m["end"] >= end and _touches(m.get("head") or (m["start"], m["end"]), start, end)]
        if mention.form == "pronoun":
            around = [m for m in around if (m["start"], m["end"]) == (start, end)]
        if around:
            found[position] = min(around, key=lambda m: m["end"] - m["start"])["cluster"]
    return found


def _touches(head: Sequence[int], start: int, end: int) -> bool:
    return bool(start < head[1] and head[0] < end)


def observe(paths: Iterable[Path]) -> dict[str, list[Choice]]:
    """Read the gold files with the library; return the choices by document."""
    rows = [json.loads(line) for path in paths for line in path.read_text("utf-8").splitlines() if line.strip()]
    gold = {row["id"]: row for row in rows if row.get("genre") not in _NOT_LEARNT}
    observer = Observer(gold)
    registry = seedlib.Registry.build(plugins=[("observer", observer)], entry_points=False, strict=True)
    options = seedlib.Attributes({"tagger.weights": "none"})
    settings = seedlib.Settings(language="en", author_claims="none", options=options)
    for number, (identifier, row) in enumerate(gold.items()):
        row["told"] = "pronouns" in row or number % 2 == 0
        seedlib.analyze(Document(id=identifier, text=row["text"], language="en"), settings=settings, registry=registry)
    return dict(observer.choices)


def learn(choices: Sequence[Choice]) -> dict[str, dict[str, float]]:
    """Return the weights that make the right options of the choices likely: regularised maximum likelihood, by Adam."""
    import numpy as np

    names: dict[tuple[str, str], int] = {}
    rows, columns, first = list[int](), list[int](), list[int]()
    right = list[bool]()
    for choice in choices:
        first.append(len(right))
        for evidence, good in zip(choice.options, choice.right, strict=True):
            for name in evidence:
                rows.append(len(right))
                columns.append(names.setdefault((choice.kind, name), len(names)))
            right.append(good)
    found = _fit(np.array(rows), np.array(columns), np.array(first), np.array(right), len(names))
    learnt: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for (kind, name), number in sorted(names.items()):
        if abs(found[number]) > _SMALL:
            learnt[kind][name] = round(float(found[number]), 3)
    for kind in PRONOUNS & set(learnt):
        learnt[kind]["none-source"] = _SOMEBODY
    return dict(learnt)


def _fit(rows: np.ndarray, columns: np.ndarray, first: np.ndarray, right: np.ndarray, count: int) -> np.ndarray:
    import numpy as np

    held, mean, square = np.zeros(count), np.zeros(count), np.zeros(count)
    of = np.repeat(np.arange(len(first)), np.diff([*first, len(right)]))
    for step in range(1, _STEPS + 1):
        scores = np.bincount(rows, held[columns], len(right))
        powers = np.exp(scores - np.maximum.reduceat(scores, first)[of])
        likely = powers / np.add.reduceat(powers, first)[of]
        good = powers * right
        wanted = good / np.maximum(np.add.reduceat(good, first), 1e-12)[of]
        slope = np.bincount(columns, (likely - wanted)[rows], count) + _DECAY * held
        mean = 0.9 * mean + 0.1 * slope
        square = 0.999 * square + 0.001 * slope * slope
        held = held - _RATE * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return held


def check(choices: Mapping[str, Sequence[Choice]]) -> None:
    """Print how many choices are right among every fifth document, by class."""
    parts: tuple[list[Choice], list[Choice]] = [], []
    for number, (_, held) in enumerate(sorted(choices.items())):
        parts[number % 5 == 0].extend(held)
    learnt = learn(parts[0])
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for choice in parts[1]:
        options = [Option(None, -1, evidence) for evidence in choice.options]
        best, likely = choose(likelihoods(Case(0, choice.kind), options, learnt))
        counts[choice.kind].update(cases=1, wanted=not choice.right[0], joined=best > 0, right=best > 0 and choice.right[best])
        counts[choice.kind][f"sure {int(likely * 10)}"] += best > 0
        counts[choice.kind][f"sure and right {int(likely * 10)}"] += best > 0 and choice.right[best]
    for kind, count in sorted(counts.items()):
        precision, recall = count["right"] / max(1, count["joined"]), count["right"] / max(1, count["wanted"])
        sure = "  ".join(f".{n}: {count[f'sure and right {n}']}/{count[f'sure {n}']}" for n in range(5, 10))
        print(f"{kind:14} {count['cases']:6} cases, precision {precision:.3f}, recall {recall:.3f}   right by likelihood {sure}")  # noqa: T201


def write(choices: Mapping[str, Sequence[Choice]]) -> None:
    """Learn the weights and write them."""
    learnt = learn([choice for held in choices.values() for choice in held])
    path = Path(seedlib.__file__).parent / "languages" / "en" / "antecedents.json"
    lines = ",\n".join(f'  {{"phrase": "{kind}", "value": "{kind}", "weights": {json.dumps(learnt[kind])}}}' for kind in sorted(learnt))
    head = f'{{"type": "antecedents", "language": "en",\n "source": {json.dumps(_SOURCE)},\n "entries": [\n'
    path.write_text(f"{head}{lines}\n ]}}\n", "utf-8")


def main() -> None:
    """Learn the weights, and write or check them."""
    given = [argument for argument in sys.argv[1:] if not argument.startswith("--")]
    choices = observe(map(Path, given))
    if "--check" in sys.argv:
        check(choices)
    else:
        write(choices)


if __name__ == "__main__":
    main()
