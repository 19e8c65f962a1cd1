"""What the tests of qualification share."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import attrs
import pytest

from seedlib.components import Context, Settings
from seedlib.languages import PACKS, pack
from seedlib.matching import WORD, Phrases
from seedlib.model import EMPTY, Analysis, Block, Claim, Document, FrozenMapping, Layers, Mention, Span, Spans, value
from seedlib.qualification import core
from seedlib.qualification.findings import Finding
from seedlib.qualification.texts import Text

CASES = Path(__file__).parents[1] / "cases"


def cases(name: str) -> list[Any]:
    """Return the cases of a file as parameters, known failures marked."""
    rows = json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))
    marks = {True: [pytest.mark.xfail(strict=True)], False: []}
    return [pytest.param(row, id=row["label"], marks=marks[row.get("known_failure", False)]) for row in rows]


@cache
def context(language: str = "en", author_claims: str = "marked") -> Context:
    """Return a context with the language's own pack, or with none."""
    lexicons = pack(language) if language in PACKS else ()
    compiled = {lexicon.type: Phrases(lexicon.entries) for lexicon in lexicons}
    return Context(language=language, lexicons=compiled, settings=Settings(author_claims=author_claims))


def span_of(text: str, words: str) -> Span:
    """Return where words stand in a text, by their first occurrence."""
    start = text.index(words)
    return Span(start, start + len(words))


def make_analysis(text: str, *, block: str = "paragraph", **document: Any) -> Analysis:
    """Return an analysis of one block, cut into words, and into sentences where a stop stands before a capital or a mark."""
    ends = [i + 1 for i in range(len(text)) if text[i] in ".?!" and text[i + 1 : i + 2] in {"", " "}]
    ends = [*ends, len(text)] if not ends or ends[-1] < len(text) else ends
    starts = [0, *(end + 1 for end in ends[:-1])]
    sentences = Spans((a, b) for a, b in zip(starts, ends, strict=True) if a < b)
    blocks = (Block(kind=block, span=Span(0, len(text))),) if text else ()
    layers = Layers(tokens=Spans(found.span() for found in WORD.finditer(text)), sentences=sentences, quotations=())
    return Analysis(document=Document(text=text, blocks=blocks, **document), layers=layers)


def make_claim(row: dict[str, Any]) -> Claim:
    """Return the claim that a case describes in words."""
    text = row["text"]
    content = row["content"] if isinstance(row["content"], list) else [row["content"]]
    return Claim(
        content=[span_of(text, words) for words in content],
        source=[span_of(text, row["source"])] if "source" in row else (),
        cue=[span_of(text, row["cue"])] if "cue" in row else (),
        kind=row.get("kind", "statement"),
        quotation=row.get("quotation", "indirect"),
    )


def with_mentions(analysis: Analysis, names: list[str]) -> Analysis:
    """Return the analysis with a mention of each name."""
    text = analysis.document.text
    mentions = [Mention(span=span_of(text, name), form="name", actor=f"doc:{name.casefold()}") for name in names]
    return attrs.evolve(analysis, mentions=mentions)


@value(kw_only=True)
class Findings:
    """How a stretch of text is put, and what that rests on."""

    kind: str = "statement"
    modality: str = "asserted"
    polarity: str = "positive"
    time: str | None = None
    #: Evidence by name, as in `Claim.arguments`.
    arguments: FrozenMapping[tuple[Span, ...]] = EMPTY
    #: What was found, with rule, confidence and evidence.
    findings: tuple[Finding, ...] = ()


def qualify(text: Text, claim: Claim) -> Findings:
    """Return what the rules find of a stretch, as values; the last finding of a field counts."""
    held: dict[str, Any] = {"kind": claim.kind}
    arguments = {}
    findings = core.qualify(text, claim)
    for finding in findings:
        base, _, name = finding.field.partition(".")
        if base == "arguments":
            arguments[name] = finding.value
        elif base in {"kind", "modality", "polarity", "time"}:
            held[base] = finding.value
    return Findings(**held, arguments=FrozenMapping(arguments), findings=findings)
