"""Texts made ready for the extractor: cut by the built-in segmenter, in one block a line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import attrs
import pytest
import regex

from seedlib.attribution import EXTRACTORS
from seedlib.components import Context
from seedlib.languages import pack
from seedlib.matching import Entry, Phrases
from seedlib.model import Analysis, Block, Claim, Document, Span
from seedlib.segmentation import SEGMENTERS


def context_of(lexicons: Mapping[str, Iterable[Entry]]) -> Context:
    """Return a context with these lexicons, by type."""
    return Context(lexicons={name: Phrases(entries) for name, entries in lexicons.items()})


def segmented(text: str, context: Context) -> Analysis:
    """Return a text with its layers; each line is a paragraph."""
    blocks = [Block(kind="paragraph", span=Span(*line.span())) for line in regex.finditer(r"[^\n]*\S[^\n]*", text)]
    analysis = Analysis(document=Document(text=text, blocks=tuple(blocks)))
    return attrs.evolve(analysis, layers=SEGMENTERS[0].segment(analysis, context))


def extracted(text: str, context: Context) -> list[Claim]:
    """Return the claims that the rules find in a text."""
    return list(EXTRACTORS[0].extract(segmented(text, context), context))


def in_words(text: str, claims: Iterable[Claim]) -> list[dict[str, Any]]:
    """Return claims as words, as the case files write them."""
    return [
        {name: " … ".join(text[span.start : span.end] for span in getattr(claim, name)) for name in ("source", "cue", "content")}
        | {"kind": claim.kind, "quotation": claim.quotation, "rule": claim.provenance[0].rule}
        for claim in claims
    ]


@pytest.fixture(scope="session")
def english() -> Context:
    """Return the context of a document in English."""
    return context_of({lexicon.type: lexicon.entries for lexicon in pack("en")})
