"""What a component answered, and the one answer that several make: the surest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Generic, TypeVar

from seedlib.components import Proposal
from seedlib.model import Actor, Claim, Mention, Provenance, evolved, value
from seedlib.plugins.contracts import apply_fields
from seedlib.plugins.registry import Component

__all__ = ["Answer", "by_subject", "proposed", "stamp", "surest_first"]

T = TypeVar("T")
S = TypeVar("S", Actor, Claim, Mention)  # what has provenance, and can be proposed on


@value
class Answer(Generic[T]):
    """What a component answered."""

    held: T
    component: Component


def stamp(answers: Iterable[Answer[S]], about: str) -> list[Answer[S]]:
    """Return answers whose provenance names the component that gave them; a value that has none gets one.

    Where one of our own names another component that stays: a claim made of a tagger's labels is the tagger's work.

    Args:
        answers: claims, mentions or actors.
        about: what a provenance of its own is about.
    """
    made: dict[tuple[int, str], tuple[Provenance, ...]] = {}  # components share one provenance among the values of a rule
    stamped = []
    for answer in answers:
        given, component = answer.held.provenance, answer.component
        key = id(given), component.full_name
        if key not in made:
            named = given or (Provenance(about=about, component=component.full_name),)
            made[key] = tuple(_stamped(provenance, component) for provenance in named)
        stamped.append(Answer(evolved(answer.held, provenance=made[key]), component))
    return stamped


def _stamped(given: Provenance, component: Component) -> Provenance:
    if component.builtin and given.component != component.full_name:
        return given
    return evolved(given, component=component.full_name, version=component.version)


def surest_first(answers: Sequence[Answer[Any]], confidence: str = "confidence") -> Sequence[Answer[Any]]:
    """Return answers the surest first, ties by full name, third parties' before the built-in ones."""
    if len(answers) == 1:
        return answers
    component = answers[0].component if answers else None
    if all(answer.component is component for answer in answers):  # as most often: no ties
        return sorted(answers, key=lambda a: -getattr(a.held, confidence))
    return sorted(answers, key=lambda a: (-getattr(a.held, confidence), a.component.builtin, a.component.full_name))


def by_subject(proposals: Iterable[Answer[Proposal]]) -> dict[Any, list[Answer[Proposal]]]:
    """Return proposals by what they are about: a mention's span, or the id of an actor or a claim."""
    votes: dict[Any, list[Answer[Proposal]]] = {}
    for answer in proposals:
        votes.setdefault(answer.held.subject, []).append(answer)
    return votes


def proposed(subject: S, proposals: Sequence[Answer[Proposal]], **more: Any) -> S:
    """Return a copy of `subject` in which each proposed field holds the surest value, with its provenance.

    Args:
        subject: an actor, claim or mention.
        proposals: all that are for it.
        more: further fields to change, by name.
    """
    fields: dict[str, Any] = {}
    provenance = list(subject.provenance)
    for answer in surest_first(proposals):
        proposal, component = answer.held, answer.component
        if proposal.field in fields:
            continue
        fields[proposal.field] = proposal.value
        provenance.append(
            Provenance(
                about=proposal.field.rpartition(".")[2],
                component=component.full_name,
                version=component.version,
                rule=proposal.rule,
                confidence=proposal.confidence,
                spans=proposal.spans,
            )
        )
    changed: S = apply_fields(subject, fields, provenance=provenance, **more) if fields or more else subject
    return changed
