"""A tagger for seedlib: a spaCy pipeline of yours labels names, and who says what where it was trained for that.

- Its entities become `mention:person`, `mention:organization`, `mention:place` and `mention:group`.
- What its span categoriser or span ruler puts in `doc.spans["attribution"]` as `source`, `cue` or `content` becomes `attribution:…`.
- It reads block by block; offsets are code points, in spaCy as in seedlib.
- Which pipeline is the user's choice, by the option `spacy:pipeline`. Nothing is downloaded, and spaCy is imported at the first document.
"""

from __future__ import annotations

import threading
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cache

import seedlib
from seedlib import Analysis, AttributeKey, Label, Link, Notice, Span
from seedlib.components import Context, Tagger
from seedlib.errors import UsageError

__all__ = ["PIPELINE", "TAGGER", "seedlib_attribute_keys", "seedlib_taggers"]

#: The user's choice.
PIPELINE = AttributeKey("spacy:pipeline", str, "the spaCy pipeline that labels names: an installed package, or a folder")

#: The entities of OntoNotes, which most English pipelines have, and of WikiNER, which most others have. Dates, money and works are
#: no actors.
ENTITIES = {
    "PERSON": "mention:person", "PER": "mention:person",
    "ORG": "mention:organization",
    "GPE": "mention:place", "LOC": "mention:place", "FAC": "mention:place",
    "NORP": "mention:group",
}  # fmt: skip

#: Where a span categoriser or span ruler puts who says what (its setting `spans_key`), and under which labels.
SPANS_KEY = "attribution"
SOURCE, CUE, CONTENT = "attribution:source", "attribution:cue", "attribution:content"
PARTS = {name.rpartition(":")[2]: name for name in (SOURCE, CUE, CONTENT)}

#: How sure a label is where neither the pipeline's makers nor its categoriser say so.
UNMEASURED = 0.8

#: How often a source or content belongs to the cue that stands nearest to it in its paragraph: so it is in the training part of PolNeAR.
NEAREST = 0.98

#: spaCy refuses texts of more than a million characters, and needs memory by their length.
LONGEST = 100_000

#: Pieces are taken in batches, and between two the clock is looked at; spaCy's own thousand would be most documents as a whole.
BATCH = 32

#: spaCy does not promise that one pipeline may be asked by two threads at once.
_LOCK = threading.Lock()


def tag(analysis: Analysis, context: Context) -> Iterable[Label | Link | Notice]:
    """Return what the chosen pipeline finds; a notice where none is chosen, or it is for another language."""
    chosen = context.settings.options.get(PIPELINE, "")
    if not chosen:
        message = "No spaCy pipeline is chosen, so none was asked. Choose one with Settings.options, --set spacy:pipeline=NAME."
        return [Notice(code="spacy:no-pipeline", message=message, component="spacy:tagger")]
    with _LOCK:
        pipeline = load(chosen)
        if pipeline.lang not in {context.language, "xx"}:  # xx is spaCy's name for many languages
            message = f"{chosen} reads {pipeline.lang!r}, and this document was read as {context.language!r}: it was not asked."
            return [Notice(code="spacy:other-language", message=message, component="spacy:tagger")]
        docs = pipeline.pipe(pieces(analysis, context), as_tuples=True, batch_size=BATCH)
        return [answer for doc, start in docs for answer in answers(doc, start, pipeline.meta)]


@cache
def load(name: str):
    """Return a pipeline, loaded once a process.

    Raises:
        UsageError: there is none of this name, or it cannot be loaded.
    """
    try:
        import spacy

        return spacy.load(name)
    except (ImportError, OSError, ValueError) as error:
        advice = f"pip install spacy and the pipeline's package into this environment, or give its folder: --set {PIPELINE.name}=FOLDER"
        raise UsageError(f"found no spaCy pipeline {name!r}: {error}", where=PIPELINE.name, advice=advice) from error


def pieces(analysis: Analysis, context: Context) -> Iterator[tuple[str, int]]:
    """Yield what is read, with where it begins: each block but boilerplate, a very long one in pieces that end at white space."""
    text = analysis.document.text
    for block in analysis.document.blocks:
        start, end = block.span.start, block.span.end
        while block.kind != "boilerplate" and start < end:
            context.seconds_left()  # raises where the document's time is up
            stop = end if end - start <= LONGEST else text.rfind(" ", start, start + LONGEST) + 1 or start + LONGEST
            yield text[start:stop], start
            start = stop


def answers(doc, start: int, meta: dict) -> Iterator[Label | Link]:
    """Yield the labels of one piece, and the links between its attributions' parts.

    Args:
        doc: what the pipeline made of it.
        start: where the piece begins in the document.
        meta: what the pipeline's makers say of it.
    """
    for entity in doc.ents:
        if entity.label_ in ENTITIES:
            yield Label(span_of(entity, start), ENTITIES[entity.label_], "name", measured(entity.label_, meta))
    spans = doc.spans.get(SPANS_KEY) or []
    scores = spans.attrs.get("scores", [UNMEASURED] * len(spans)) if spans else []  # a categoriser gives them, a ruler does not
    parts = [
        Label(span_of(part, start), PARTS[part.label_], score=float(score))
        for part, score in zip(spans, scores, strict=True)
        if part.label_ in PARTS
    ]
    yield from parts
    yield from links(parts)


def span_of(found, start: int) -> Span:
    """Return where something that spaCy found stands in the document."""
    return Span(start + found.start_char, start + found.end_char)


def measured(label: str, meta: dict) -> float:
    """Return the precision that the pipeline's makers measured for an entity's label."""
    return meta.get("performance", {}).get("ents_per_type", {}).get(label, {}).get("p") or UNMEASURED


def links(parts: list[Label]) -> Iterator[Link]:
    """Yield a link from each source and content to the cue nearest to it; to the nearest content where a piece has no cue.

    A span categoriser finds no relations. A pipeline of yours that does can answer its own links here.
    """
    anchor = CUE if any(part.name == CUE for part in parts) else CONTENT
    anchors = sorted(part.span for part in parts if part.name == anchor)
    for part in parts:
        if anchors and part.name != anchor:
            at = bisect_left(anchors, part.span)
            beside = anchors[max(0, at - 1) : at + 1]
            nearest = min(beside, key=lambda span: max(span.start - part.span.end, part.span.start - span.end))
            yield Link(nearest, part.span, "attribution:of-cue", NEAREST)


#: The language is the pipeline's own, which nobody knows before it is chosen.
TAGGER = Tagger(name="tagger", tag=tag, languages=("*",))


@seedlib.hookimpl
def seedlib_taggers() -> Iterable[Tagger]:
    """Supply the tagger."""
    return [TAGGER]


@seedlib.hookimpl
def seedlib_attribute_keys() -> Iterable[AttributeKey]:
    """Register its option."""
    return [PIPELINE]
