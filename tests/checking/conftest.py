"""What the tests of checking share."""

from __future__ import annotations

from functools import cache

import attrs

from seedlib.checking import TEXT_CHECKS
from seedlib.components import Context
from seedlib.languages import PACKS, pack
from seedlib.matching import Entry, Phrases
from seedlib.model import Analysis, Document, Notice, TextProblem
from seedlib.segmentation import SEGMENTERS

CHECKS = {record.name: record.check for record in TEXT_CHECKS}


@cache
def context(language: str = "en") -> Context:
    """Return a context with the language's own pack, or with none."""
    entries: dict[str, list[Entry]] = {}
    for lexicon in pack(language) if language in PACKS else ():
        entries.setdefault(lexicon.type, []).extend(lexicon.entries)
    return Context(language=language, lexicons={type_: Phrases(held) for type_, held in entries.items()})


def segmented(document: Document, language: str = "en") -> Analysis:
    """Return an analysis of a document with its working layers."""
    analysis = Analysis(document=document)
    return attrs.evolve(analysis, layers=SEGMENTERS[0].segment(analysis, context(language)))


def answers(name: str, text: str | Document | Analysis, language: str = "en") -> list[TextProblem | Notice]:
    """Return what a check answers to a text."""
    if isinstance(text, str):
        text = Document(text=text)
    analysis = segmented(text, language) if isinstance(text, Document) else text
    return list(CHECKS[name](analysis, context(language)))


def words(name: str, text: str | Document | Analysis, language: str = "en") -> list[str]:
    """Return the words that a check finds fault with."""
    document = Document(text=text) if isinstance(text, str) else text
    plain = document.document if isinstance(document, Analysis) else document
    found = answers(name, document, language)
    return [plain[held.span] for held in found if isinstance(held, TextProblem) and held.span is not None]
