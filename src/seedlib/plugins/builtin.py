"""The plugin that seedlib brings: the same hooks as everybody's, and no private door."""

from __future__ import annotations

from collections.abc import Iterable

from seedlib.components import (
    ClaimKind,
    Exporter,
    Extractor,
    Lexicon,
    Parser,
    Qualifier,
    Recognizer,
    Resolver,
    Segmenter,
    Tagger,
    TextCheck,
)
from seedlib.model import CLAIM_KINDS, KIND, AttributeKey
from seedlib.plugins.specs import hookimpl

__all__ = [
    "seedlib_attribute_keys",
    "seedlib_claim_kinds",
    "seedlib_exporters",
    "seedlib_extractors",
    "seedlib_lexicons",
    "seedlib_parsers",
    "seedlib_qualifiers",
    "seedlib_recognizers",
    "seedlib_resolvers",
    "seedlib_segmenters",
    "seedlib_taggers",
    "seedlib_text_checks",
]


@hookimpl
def seedlib_parsers() -> Iterable[Parser]:
    """Supply plain text, Markdown, JSON and JSON Lines, CSV and TSV."""
    from seedlib.parsing import PARSERS

    return PARSERS


@hookimpl
def seedlib_segmenters() -> Iterable[Segmenter]:
    """Supply tokens, sentences and quotations by rules."""
    from seedlib.segmentation import SEGMENTERS

    return SEGMENTERS


@hookimpl
def seedlib_taggers() -> Iterable[Tagger]:
    """Supply the learned tagger."""
    from seedlib.tagging import TAGGERS

    return TAGGERS


@hookimpl
def seedlib_lexicons() -> Iterable[Lexicon]:
    """Supply the language packs."""
    from seedlib.languages import PACKS, pack

    return [lexicon for language in PACKS for lexicon in pack(language)]


@hookimpl
def seedlib_recognizers() -> Iterable[Recognizer]:
    """Supply mentions by lexicon, by rules, and by what taggers labelled."""
    from seedlib.recognition import RECOGNIZERS

    return RECOGNIZERS


@hookimpl
def seedlib_extractors() -> Iterable[Extractor]:
    """Supply claims of others by rules."""
    from seedlib.attribution import EXTRACTORS

    return EXTRACTORS


@hookimpl
def seedlib_resolvers() -> Iterable[Resolver]:
    """Supply actors and speakers by rules."""
    from seedlib.resolution import RESOLVERS

    return RESOLVERS


@hookimpl
def seedlib_qualifiers() -> Iterable[Qualifier]:
    """Supply kind, modality, polarity and condition, and the author's own claims, by rules."""
    from seedlib.qualification import QUALIFIERS

    return QUALIFIERS


@hookimpl
def seedlib_text_checks() -> Iterable[TextCheck]:
    """Supply the findings about a text's characters, marks and spaces."""
    from seedlib.checking import TEXT_CHECKS

    return TEXT_CHECKS


@hookimpl
def seedlib_exporters() -> Iterable[Exporter]:
    """Supply what writes results: for people, for programs, and in the formats of others."""
    from seedlib.exporting import EXPORTERS

    return EXPORTERS


@hookimpl
def seedlib_claim_kinds() -> Iterable[ClaimKind]:
    """Supply the library's own kinds of claim."""
    return [ClaimKind(name=name) for name in sorted(CLAIM_KINDS)]


@hookimpl
def seedlib_attribute_keys() -> Iterable[AttributeKey[object]]:
    """Supply the options of parsers, taggers and exporters, and what stages tell each other about a mention."""
    from seedlib import exporting, parsing, qualification, tagging

    return (*parsing.ATTRIBUTE_KEYS, *tagging.ATTRIBUTE_KEYS, *qualification.ATTRIBUTE_KEYS, *exporting.ATTRIBUTE_KEYS, KIND)
