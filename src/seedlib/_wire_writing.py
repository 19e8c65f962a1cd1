"""Model to wire: one function a value, each a plain dict whose order is the order on the wire.

Rules:

- Every field is written, empty or not; only `attributes`, and what a newer seedlib wrote (`unknown`), stand there when they hold something.
- Numbers are written to the letter: constructors have rounded the library's own, and attributes and unknown fields are somebody else's.
- Nothing is converted by looking at types: these functions are called for every value of every document.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from seedlib.model import (
    Actor,
    Analysis,
    Attributes,
    Block,
    Claim,
    Document,
    Failure,
    FrozenMapping,
    Layers,
    Mention,
    Notice,
    Origin,
    Provenance,
    Quotation,
    Span,
    Spans,
    TextProblem,
    Unread,
    thaw,
)

__all__ = ["analysis_to_dict", "unread_to_dict"]


def analysis_to_dict(analysis: Analysis, schema: str, *, layers: bool) -> dict[str, Any]:
    """Return an analysis in the shape of the wire; mentions stand under their actors.

    A mention whose actor is not among the analysis's actors stands in a list `mentions` of its own, with its `actor`.
    """
    under: dict[str | None, list[dict[str, Any]]] = {actor.id: [] for actor in analysis.actors}
    loose: list[dict[str, Any]] = []
    for mention in analysis.mentions:
        if mention.actor in under:
            under[mention.actor].append(_mention(mention))
        else:
            loose.append({"actor": mention.actor, **_mention(mention)})
    made = _document(analysis.document, schema, layers=layers)
    made["problems"] = [_problem(problem) for problem in analysis.problems]
    made["actors"] = [_actor(actor, under.pop(actor.id, [])) for actor in analysis.actors]  # popped: a second one of an id has none
    if loose:
        made["mentions"] = loose
    made["claims"] = [_claim(claim) for claim in analysis.claims]
    made["notices"] = [_notice(notice) for notice in analysis.notices]
    made["failures"] = [_failure(failure) for failure in analysis.failures]
    if layers:
        made["layers"] = _layers(analysis.layers, analysis.stated)
    return _more(made, unknown=analysis.unknown)


def unread_to_dict(unread: Unread, schema: str, *, layers: bool) -> dict[str, Any]:
    """Return an input that gave no document in the shape of the wire."""
    made = {
        "schema": schema,
        "origin": _origin(unread.origin, layers=layers),
        "failures": [_failure(failure) for failure in unread.failures],
    }
    return _more(made, unread.attributes, unread.unknown)


def _more(made: dict[str, Any], attributes: Attributes | None = None, unknown: FrozenMapping[Any] | None = None) -> dict[str, Any]:
    """Add what stands there only when it holds something; a known field is never replaced by an unknown one."""
    if attributes:
        made["attributes"] = _plain(attributes)
    if unknown:
        made.update((name, thaw(held)) for name, held in unknown.items() if name not in made)
    return made


def _plain(attributes: Mapping[str, Any]) -> dict[str, Any]:
    return {name: thaw(held) for name, held in attributes.items()}


def _pairs(spans: Iterable[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


def _packed(spans: Spans | None) -> list[list[int]] | None:
    return None if spans is None else [list(pair) for pair in spans.pairs()]


def _pair(span: Span | None) -> list[int] | None:
    return None if span is None else [span.start, span.end]


def _document(document: Document, schema: str, *, layers: bool) -> dict[str, Any]:
    made: dict[str, Any] = {
        "schema": schema,
        "id": document.id,
        "text": document.text,
        "title": document.title,
        "authors": list(document.authors),
        "publisher": document.publisher,
        "first_publisher": document.first_publisher,
        "published": document.published,
        "updated": document.updated,
        "language": document.language,
        "genre": document.genre,
        "url": document.url,
        "origin": _origin(document.origin, layers=layers),
        "provenance": [_provenance(provenance) for provenance in document.provenance],
    }
    _more(made, document.attributes)
    made["blocks"] = [_block(block) for block in document.blocks]
    return made


def _origin(origin: Origin, *, layers: bool) -> dict[str, Any]:
    made: dict[str, Any] = {
        "sha256": origin.sha256,
        "media_type": origin.media_type,
        "encoding": origin.encoding,
        "encoding_by": origin.encoding_by,
        "parser": origin.parser,
        "filename": origin.filename,
        "uri": origin.uri,
        "part": origin.part,
    }
    if layers:
        made["source_map"] = [
            {"start": run.start, "end": run.end, "source_start": run.source_start, "source_end": run.source_end, "exact": run.exact}
            for run in origin.source_map
        ]
    return _more(made, unknown=origin.unknown)


def _provenance(provenance: Provenance) -> dict[str, Any]:
    made = {
        "about": provenance.about,
        "component": provenance.component,
        "version": provenance.version,
        "rule": provenance.rule,
        "confidence": provenance.confidence,
        "spans": _pairs(provenance.spans),
    }
    return _more(made, unknown=provenance.unknown)


def _block(block: Block) -> dict[str, Any]:
    made = {"kind": block.kind, "start": block.span.start, "end": block.span.end}
    return _more(made, block.attributes, block.unknown)


def _problem(problem: TextProblem) -> dict[str, Any]:
    made = {
        "kind": problem.kind,
        "start": problem.span.start if problem.span else None,
        "end": problem.span.end if problem.span else None,
        "note": problem.note,
        "suggestion": problem.suggestion,
    }
    return _more(made, unknown=problem.unknown)


def _mention(mention: Mention) -> dict[str, Any]:
    made = {
        "start": mention.span.start,
        "end": mention.span.end,
        "form": mention.form,
        "use": mention.use,
        "confidence": mention.confidence,
        "provenance": [_provenance(provenance) for provenance in mention.provenance],
    }
    return _more(made, mention.attributes, mention.unknown)


def _actor(actor: Actor, mentions: list[dict[str, Any]]) -> dict[str, Any]:
    made = {
        "id": actor.id,
        "name": actor.name,
        "kind": actor.kind,
        "country": actor.country,
        "roles": list(actor.roles),
        "aliases": list(actor.aliases),
        "same_as": list(actor.same_as),
        "provenance": [_provenance(provenance) for provenance in actor.provenance],
        "mentions": mentions,
    }
    return _more(made, actor.attributes, actor.unknown)


def _claim(claim: Claim) -> dict[str, Any]:
    made = {
        "id": claim.id,
        "kind": claim.kind,
        "source": _pairs(claim.source),
        "cue": _pairs(claim.cue),
        "content": _pairs(claim.content),
        "speakers": list(claim.speakers),
        "by_author": claim.by_author,
        "within": claim.within,
        "quotation": claim.quotation,
        "modality": claim.modality,
        "polarity": claim.polarity,
        "time": claim.time,
        "addressees": list(claim.addressees),
        "targets": list(claim.targets),
        "arguments": {name: _pairs(spans) for name, spans in claim.arguments.items()},
        "confidence": claim.confidence,
        "provenance": [_provenance(provenance) for provenance in claim.provenance],
    }
    return _more(made, claim.attributes, claim.unknown)


def _notice(notice: Notice) -> dict[str, Any]:
    made = {"code": notice.code, "message": notice.message, "component": notice.component}
    return _more(made, unknown=notice.unknown)


def _failure(failure: Failure) -> dict[str, Any]:
    made = {
        "stage": failure.stage,
        "component": failure.component,
        "error": failure.error,
        "message": failure.message,
        "advice": failure.advice,
        "part": failure.part,
    }
    return _more(made, unknown=failure.unknown)


def _quotation(quotation: Quotation) -> dict[str, Any]:
    return {
        "start": quotation.span.start,
        "end": quotation.span.end,
        "words": _pair(quotation.words),
        "depth": quotation.depth,
        "closed": quotation.closed,
        "speaker": _pair(quotation.speaker),
    }


def _layers(layers: Layers, stated: frozenset[str]) -> dict[str, Any]:
    return {
        "stated": sorted(stated),
        "tokens": _packed(layers.tokens),
        "sentences": _packed(layers.sentences),
        "quotations": None if layers.quotations is None else [_quotation(quotation) for quotation in layers.quotations],
        "labels": [
            {
                "start": label.span.start,
                "end": label.span.end,
                "name": label.name,
                "value": label.value,
                "score": label.score,
            }
            for label in layers.labels
        ],
        "links": [
            {"head": _pair(link.head), "dependent": _pair(link.dependent), "name": link.name, "score": link.score} for link in layers.links
        ],
        "taggers": [_provenance(provenance) for provenance in layers.taggers],
    }
