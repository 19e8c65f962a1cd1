"""The check of components that answer for an analysis: segmenters, taggers, recognisers, extractors, resolvers, qualifiers, text checks.

Rules:

- A component's answers depend on the analysis and the context alone: the texts are given in one order, then in the other.
- What it answers can be written: it comes back the same from JSON.
- It raises nothing: but a `MissingExtraError` where its library is absent, and, once the document's time is up, a `DeadlineError` or
  the `TimeoutError` that `regex` raises.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from typing import Any

import attrs

from seedlib import wire
from seedlib.components import Context, Extractor, Proposal, Qualifier, Recognizer, Resolver, Segmenter, Tagger, TextCheck
from seedlib.errors import ContractError, DeadlineError, ModelError
from seedlib.model import Actor, Analysis, Claim, Label, Layers, Link, Mention, Notice, TextProblem
from seedlib.plugins.contracts import apply_fields, check_answer
from seedlib.plugins.registry import Registry
from seedlib.testing.guarding import CLEAN, answered, named, round_trip, same

__all__ = ["STAGES", "check_stages", "context_of", "functions"]

#: The stages in which a record's functions are called, and the functions' names.
STAGES: Mapping[type, tuple[tuple[str, str], ...]] = {
    Segmenter: (("segmentation", "segment"),),
    Tagger: (("tagging", "tag"),),
    Recognizer: (("recognition", "recognize"),),
    Extractor: (("attribution", "extract"),),
    Resolver: (("resolution", "resolve"),),
    Qualifier: (("author", "claims"), ("qualification", "propose")),
    TextCheck: (("checking", "check"),),
}


def functions(record: Any) -> Iterator[tuple[str, Callable[..., Any]]]:
    """Yield the stages of a record with its functions; none for one that it leaves out."""
    for stage, name in STAGES[type(record)]:
        function = getattr(record, name)
        if function is not None:
            yield stage, function


def context_of(record: Any, registry: Registry) -> Context:
    """Return what a component is given beside an analysis, in a language that it serves."""
    return registry.context(language="en" if "*" in record.languages else record.languages[0])


def check_stages(record: Any, analyses: Iterable[Analysis], registry: Registry) -> None:
    """Check all functions of a record on these analyses.

    Raises:
        ContractError: it breaks its contract; the message says how, and on which text.
    """
    analyses = tuple(analyses)
    for stage, function in functions(record):
        firsts = [_first(record, stage, function, analysis, registry) for analysis in analyses]
        for analysis, first in zip(reversed(analyses), reversed(firsts), strict=True):
            with named(record, analysis.document.text):
                _check_again(record, function, analysis, first, registry)
        for analysis in analyses[-1:]:
            with named(record, analysis.document.text), suppress(DeadlineError, TimeoutError):
                answered(function(analysis, attrs.evolve(context_of(record, registry), deadline=time.monotonic() - 1)))


def _first(record: Any, stage: str, function: Callable[..., Any], analysis: Analysis, registry: Registry) -> list[Any]:
    """Return what a function answers to an analysis, all of which is as it must be."""
    before = wire.dumps(analysis, layers=True)
    with named(record, analysis.document.text):
        answers = answered(function(analysis, context_of(record, registry)))
        same(before, wire.dumps(analysis, layers=True), "states of the analysis it was given", CLEAN)
        for answer in answers:
            check_answer(answer, stage, analysis, registry)
        round_trip(_carrying(answers, analysis))
    return answers


def _check_again(record: Any, function: Callable[..., Any], analysis: Analysis, first: list[Any], registry: Registry) -> None:
    """Raise a ContractError unless a function answers as it did when other analyses had gone before."""
    if answered(function(analysis, context_of(record, registry))) == first:
        return
    second, third = (answered(function(analysis, context_of(record, registry))) for _ in range(2))
    same(second, third, "answers")
    advice = "keep nothing between calls: documents come in any order, and in several processes"
    raise ContractError("found answers that depend on the texts before, expected them to depend on this one alone", advice=advice)


def _carrying(answers: Iterable[Any], analysis: Analysis) -> Analysis:
    """Return an analysis that holds the answers, so that it can be written."""
    answers = [_applied(answer, analysis) if type(answer) is Proposal else answer for answer in answers]
    mentions = [held for held in answers if type(held) is Mention]
    known = {held.id: held for held in answers if type(held) is Actor}
    spoken = {mention.actor for mention in mentions if mention.actor is not None} - known.keys()
    layers = next((held for held in answers if type(held) is Layers), Layers())
    labels = [held for held in answers if type(held) is Label]
    links = [held for held in answers if type(held) is Link]
    return Analysis(
        document=analysis.document,
        problems=[held for held in answers if type(held) is TextProblem],
        actors=[*known.values(), *(Actor(id=name, name=name) for name in sorted(spoken))],
        mentions=mentions,
        claims=list({held.id: held for held in answers if type(held) is Claim}.values()),
        notices=[held for held in answers if type(held) is Notice],
        layers=attrs.evolve(layers, labels=(*layers.labels, *labels), links=(*layers.links, *links)),
    )


def _applied(proposal: Proposal, analysis: Analysis) -> Any:
    """Return a proposal's subject with the value in its field; none where the analysis has no such subject, or it cannot take it."""
    subjects: dict[Any, Any] = {mention.span: mention for mention in analysis.mentions}
    subjects |= {actor.id: actor for actor in analysis.actors} | {claim.id: claim for claim in analysis.claims}
    if proposal.subject not in subjects:
        return None
    try:
        return apply_fields(subjects[proposal.subject], {proposal.field: proposal.value})
    except (ModelError, TypeError, ValueError, AttributeError):  # a field of another kind of subject, which the pipeline tells by itself
        return None
