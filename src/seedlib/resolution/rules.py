"""The resolver: groups, roles, pronouns and speakers of one document, as actors and proposals."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

from seedlib.components import Context, Proposal
from seedlib.model import Actor, Analysis, Provenance, actor_id
from seedlib.resolution.choosing import weights
from seedlib.resolution.considering import Considered
from seedlib.resolution.groups import Group, Grouping
from seedlib.resolution.knowledge import knowledge
from seedlib.resolution.linking import link
from seedlib.resolution.offices import led_by, owned
from seedlib.resolution.pronouns import Decide, decide_by, join
from seedlib.resolution.roles import Reader
from seedlib.resolution.scene import Scene, grammar
from seedlib.resolution.speakers import Speaking
from seedlib.resolution.voices import Voices, occasions

__all__ = ["Deciding", "grouped", "resolve"]

#: This component's full name.
_COMPONENT = "seedlib:rules"

#: How sure a role or country is that the words beside a name tell.
_TOLD = 0.9

#: The provenance of an actor of whom no more is told than that he is one.
_ALONE = (Provenance(about="actor", component=_COMPONENT),)

#: What makes the choice in one document.
Deciding: TypeAlias = Callable[[Grouping], Decide]


def resolve(analysis: Analysis, context: Context) -> Iterator[Actor | Proposal]:
    """Yield the actors, which mention means which of them, and the speakers of claims."""
    if not analysis.mentions and not analysis.claims:
        return
    considered = Considered(context.once(weights)) if context.considered is not None else None
    grouping, reader, scene = grouped(analysis, context, considered.deciding if considered is not None else None)
    _own(grouping, reader)
    owned(grouping, reader.words, reader.knowledge)
    led_by(grouping, reader.words, reader)
    authors = _authors(analysis, grouping)
    speaking = Speaking(grouping, scene, reader, authors)
    speakers = speaking.all(analysis.claims)
    Voices(analysis, grouping, scene, speakers, authors).join(context.once(occasions))
    if considered is not None and context.considered is not None:
        for proposal in considered.proposals(grouping):
            context.considered(proposal)
    yield from _actors(grouping)
    for position, (group, confidence) in sorted(grouping.of.items()):
        if analysis.mentions[position].actor is None:
            yield Proposal(subject=analysis.mentions[position].span, field="actor", value=group.id, confidence=confidence, rule="words")
    for claim, ids in speakers.items():
        yield Proposal(subject=claim, field="speakers", value=ids, confidence=speaking.confidences[claim], rule="source-head")


def grouped(analysis: Analysis, context: Context, deciding: Deciding | None = None) -> tuple[Grouping, Reader, Scene]:
    """Return which mention means whom, with the reader and the scene that told it.

    Args:
        analysis: with mentions and claims.
        context: for the lexicons.
        deciding: makes what chooses among the options of a pronoun, from the groups of the names; weights choose if it is not given.
    """
    known = context.once(knowledge)
    words, present = context.words(analysis), frozenset(mention.actor for mention in analysis.mentions if mention.actor)
    reader = Reader(words, known, analysis.document, present)
    grouping = Grouping(analysis.mentions, words, analysis.document.text, known, reader.told)
    _learn_roles(grouping, reader)
    link(grouping, known)
    scene = Scene(analysis, reader.words, context.once(grammar))
    decide = deciding(grouping) if deciding else decide_by(context.once(weights))
    join(grouping, reader, scene, analysis.layers.links, decide)
    return grouping, reader, scene


def _own(grouping: Grouping, reader: Reader) -> None:
    """Give each nominal that nothing grouped an actor of its own: whom no claim means is dropped when all claims are read.

    A person whom nobody names has the role that his nominal tells: `a spokesman for the ministry`.
    """
    for position, mention in enumerate(grouping.mentions):
        if mention.form != "nominal":
            continue
        if position not in grouping.of:
            grouping.own(position)
        group = grouping.of[position][0]
        if group.kind == "person" and group.id in grouping.unnamed:
            role = reader.nominal(reader.words.tokens.within(mention.span.start, mention.span.end).start)
            if role is not None and not role.titles:
                group.learn(role.words, role.spans, role.country, role.grounds)


def _learn_roles(grouping: Grouping, reader: Reader) -> None:
    for position, (group, _) in grouping.of.items():
        span = grouping.mentions[position].span
        if group.kind == "person":
            numbers = reader.words.tokens.within(span.start, span.end)
            reader.learn(group, numbers.start, numbers.stop)


def _authors(analysis: Analysis, grouping: Grouping) -> list[str]:
    """Return the ids of the document's authors, of which those that the text names have groups."""
    named = {name.casefold(): group.id for group in grouping.groups.values() for name in group.names}
    return [named.get(name.casefold(), actor_id(name)) for name in analysis.document.authors]


def _actors(grouping: Grouping) -> Iterator[Actor]:
    used = {group.id for group, _ in grouping.of.values()}
    for group in grouping.groups.values():
        if group.id in used:
            yield _actor(group)


def _actor(group: Group) -> Actor:
    first = next(iter(group.names))
    name = next((n for n in group.names if n.casefold() == first.casefold() and not n.isupper()), first)  # Oslo, not a dateline's OSLO
    others = {other for other in group.names if other.casefold() != name.casefold()}
    if group.kind == "place" and name not in group.written:  # a dateline's GENEVA, where the text has no Geneva
        others |= {other for other in group.names if other != name and other.casefold() == name.casefold()}
    return Actor(
        id=group.id,
        name=name,
        kind=group.kind,
        country=group.country,
        roles=group.roles,
        aliases=sorted(others),
        provenance=_evidence(group),
    )


def _evidence(group: Group) -> tuple[Provenance, ...]:
    """Return where an actor is from, and the words that tell its roles and country."""
    if not group.evidence:
        return _ALONE
    told = sorted(group.evidence.items())
    beside = (Provenance(about=about, component=_COMPONENT, rule="beside", confidence=_TOLD, spans=sorted(spans)) for about, spans in told)
    return (*_ALONE, *beside)
