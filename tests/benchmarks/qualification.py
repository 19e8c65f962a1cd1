"""Write what seedlib says of how sentences and events are put, in the fields of the sets that have them: maps, never decides.

    python tests/benchmarks/qualification.py GOLD.jsonl PREDICTED.jsonl [--kinds GOLD-OF-KINDS.jsonl] [--rules]

GOLD.jsonl has `id` and `text` a line and what its set marks: `factuality` of the words at `target`, `counterfactual`, `uncertain`,
`condition`, `consequent`, `negation`, `speculation`, `attributions`, or `kind` after PLOVER. A path that is not there is looked for in the
folder that SEEDLIB_DATA names. PREDICTED.jsonl has the same fields, a line an item. `seedlib.qualify` is asked about the target, else about
each sentence; the attributions are the claims of `seedlib.analyze`.

PLOVER's other kinds are deeds rather than claims: `--kinds` writes both files cut to the items whose kind is one of ours. `--rules`
leaves out the learned tagger, which costs most of the time.
"""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import attrs

import seedlib
from seedlib import Analysis, Claim, Qualification, Span
from seedlib.components import Settings
from seedlib.tagging.tagger import NO_NETWORK, WEIGHTS

#: Our kinds under PLOVER's names (Open Event Data Alliance, PLOVER, 2018); each stands for one of ours.
PLOVER = {
    "demand": "DEMAND",
    "threat": "THREATEN",
    "denial": "REJECT",
    "accusation": "DISAPPROVE",
    "endorsement": "SUPPORT",
    "commitment": "AGREE",
}

#: The modalities that are told by a hedge or a modal of possibility.
UNCERTAIN = frozenset({"probable", "possible"})

#: A line of a file.
Row = dict[str, Any]


def pairs(spans: Iterable[Span]) -> list[list[int]]:
    """Return spans as the files hold them."""
    return [[span.start, span.end] for span in spans]


def evidence(found: Iterable[Qualification], name: str) -> list[Span]:
    """Return all spans of a kind of evidence."""
    return [span for each in found for span in each.arguments.get(name, ())]


def rules(found: Iterable[Qualification], field: str) -> set[str]:
    """Return the rules that spoke for a field."""
    return {held.rule for each in found for held in each.provenance if held.about == field}


def without(whole: Iterable[Span], holes: Iterable[Span]) -> Iterator[Span]:
    """Yield what is left of spans without others."""
    for span in whole:
        start = span.start
        for hole in sorted(holes):
            if start < hole.end and hole.start < span.end:
                if start < hole.start:
                    yield Span(start, hole.start)
                start = hole.end
        if start < span.end:
            yield Span(start, span.end)


def kind_of(found: Iterable[Qualification]) -> str:
    """Return the first kind that PLOVER knows under its name, else ours."""
    kinds = [each.kind for each in found]
    return next((PLOVER[kind] for kind in kinds if kind in PLOVER), next(iter(kinds), "statement"))


def cues(found: list[Qualification], name: str, scope: str) -> Row:
    """Return cues and their scope, each cue by itself."""
    return {"cues": [[pair] for pair in pairs(evidence(found, name))], "scope": pairs(evidence(found, scope))}


def attribution(claim: Claim) -> Row:
    """Return a claim as an attribution."""
    return {"attribution": pairs((*claim.source, *claim.cue)), "content": pairs(claim.content), "polarity": claim.polarity}


def consequents(found: list[Qualification], sentences: list[Span]) -> list[Span]:
    """Return what is left of the sentences that have a condition."""
    conditions = evidence(found, "condition")
    held = [span for span, each in zip(sentences, found, strict=True) if each.arguments.get("condition")]
    return list(without(held, conditions))


#: How each field of a set is written: from the qualifications, the spans that were asked about, and the analysis.
FIELDS: dict[str, Callable[[list[Qualification], list[Span], Analysis], Any]] = {
    "factuality": lambda found, _spans, _: found[0].factuality,
    "counterfactual": lambda found, _spans, _: "counterfactual" in rules(found, "modality"),
    "uncertain": lambda found, _spans, _: any(each.modality in UNCERTAIN for each in found),
    "kind": lambda found, _spans, _: kind_of(found),
    "condition": lambda found, _spans, _: pairs(evidence(found, "condition")),
    "consequent": lambda found, spans, _: pairs(consequents(found, spans)),
    "negation": lambda found, _spans, _: cues(found, "negation", "negation-scope"),
    "speculation": lambda found, _spans, _: cues([each for each in found if each.modality in UNCERTAIN], "modality", "modality-scope"),
    "attributions": lambda _found, _spans, analysis: [attribution(claim) for claim in analysis.claims if claim.source or claim.cue],
}


def predicted(gold: Row, analysis: Analysis) -> Row:
    """Return an item's fields as seedlib fills them."""
    layers = analysis.layers
    spans = [Span(*gold["target"])] if "target" in gold else list(layers.sentences or ())
    found = list(seedlib.qualify(analysis, spans))
    return {"id": gold["id"], **{field: write(found, spans, analysis) for field, write in FIELDS.items() if field in gold}}


def settings(*, rules: bool) -> Settings:
    """Return what texts are read with: as English, and without the tagger's network where rules alone are wanted."""
    held = Settings(language="en")
    return attrs.evolve(held, options=held.options.having(WEIGHTS, NO_NETWORK)) if rules else held


def main() -> None:
    """Read, map, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("predicted", type=Path)
    parser.add_argument("--kinds", type=Path, metavar="FILE", help="write and predict those gold items alone whose kind is ours")
    parser.add_argument("--rules", action="store_true", help="leave out the tagger")
    given = parser.parse_args()
    path = given.gold if given.gold.exists() else Path(os.environ.get("SEEDLIB_DATA", "."), given.gold)
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    if given.kinds:
        rows = [row for row in rows if row["kind"] in PLOVER.values()]
        given.kinds.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    chosen = settings(rules=given.rules)

    @lru_cache(maxsize=64)  # the events of one text follow one another
    def analyzed(text: str) -> Analysis:
        return seedlib.analyze(text, settings=chosen)

    with given.predicted.open("w", encoding="utf-8") as file:
        for row in rows:
            file.write(json.dumps(predicted(row, analyzed(row["text"]))) + "\n")


if __name__ == "__main__":
    main()
