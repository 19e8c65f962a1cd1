"""Actors of annotated texts: mentions by the types of words, and who is the same.

Rules:

- Who is the same is said by equivalences (`* Alias T1 T4`), by relations of such names, and by ids of a knowledge base.
- Without any of these the mentions have no actor: resolution finds who is the same, as for any text.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence

from seedlib.model import FORMS, KIND, USES, Actor, Attributes, Document, Mention, Provenance, Span, actor_id, id_rank, is_actor_id
from seedlib.parsing.brat.claims import Links, part_of
from seedlib.parsing.brat.standoff import Bound, Standoff

__all__ = ["actors_of", "is_mention", "mentions_of", "says_of_mention", "speakers_of"]

#: Kinds of actors by the types of words, in small letters: the model's own, and those of CoNLL, ACE and OntoNotes.
_KINDS = {
    **{name: name for name in ("person", "organization", "group", "place", "country", "publication", "unknown")},
    "per": "person", "org": "organization", "organisation": "organization", "company": "organization",
    "loc": "place", "location": "place", "gpe": "place", "fac": "place", "facility": "place", "norp": "group",
}  # fmt: skip


#: Attributes of mentions, and what they may say.
_ALLOWED = {"form": FORMS, "use": USES}


def is_mention(bound: Bound) -> bool:
    """Say whether words mean an actor, by their type."""
    return bound.type.lower() in _KINDS


def says_of_mention(name: str, held: str) -> bool:
    """Say whether an attribute, by its name in small letters and its value, says what a mention is."""
    return held.lower() in _ALLOWED.get(name, ())


def mentions_of(standoff: Standoff, links: Links, document: Document) -> dict[str, Mention]:
    """Return the mentions by the ids of their words, with actors where the file says who is the same."""
    bounds = [bound for bound in standoff.bounds.values() if is_mention(bound)]
    ids = _ids(bounds, standoff, links, document) if links.same or standoff.known else {}
    found = {}
    for bound in bounds:
        said = standoff.attributes.get(bound.id, {})
        fields = {name: said[name].lower() for name in _ALLOWED if says_of_mention(name, said.get(name, ""))}
        found[bound.id] = Mention(
            span=_span(bound),
            actor=ids.get(bound.id),
            form=fields.get("form", "name"),
            use=fields.get("use", "literal"),
            attributes=Attributes().having(KIND, _KINDS[bound.type.lower()]),
            provenance=(Provenance(about="actor", component="seedlib:brat", rule="annotation"),),
        )
    return found


def _span(bound: Bound) -> Span:
    return Span(bound.spans[0].start, bound.spans[-1].end)


def _words(bound: Bound, document: Document) -> str:
    return " ".join(document[_span(bound)].split())


def _ids(bounds: Sequence[Bound], standoff: Standoff, links: Links, document: Document) -> dict[str, str]:
    """Return the id of the actor of each mention, by the id of its words."""
    heads = {bound.id: bound.id for bound in bounds}

    def head(name: str) -> str:
        while heads[name] != name:
            heads[name] = name = heads[heads[name]]
        return name

    for group in links.same:
        members = [name for name in group if name in heads]
        for name in members[1:]:
            heads[head(name)] = head(members[0])
    groups: dict[str, list[Bound]] = defaultdict(list)
    for bound in bounds:
        groups[head(bound.id)].append(bound)
    found: dict[str, str] = {}
    for members_of_group in groups.values():
        known = [_known(name) for bound in members_of_group for name in standoff.known.get(bound.id, ())]
        ids = sorted((name for name in known if is_actor_id(name)), key=id_rank)
        identifier = ids[0] if ids else actor_id(_name(members_of_group, standoff, document))
        found |= {bound.id: identifier for bound in members_of_group}
    return found


def _known(name: str) -> str:
    namespace, _, key = name.partition(":")
    return f"{namespace.lower()}:{key}"


def _name(bounds: Sequence[Bound], standoff: Standoff, document: Document) -> str:
    """Return what a known id is called, else the fullest name among mentions of one actor; a longer description where none is a name."""
    called = next((standoff.names[bound.id] for bound in bounds if bound.id in standoff.names), None)
    if called:
        return called
    names = [bound for bound in bounds if standoff.attributes.get(bound.id, {}).get("form", "name").lower() == "name"]
    return max((_words(bound, document) for bound in names or bounds), key=len) or "unnamed"


def actors_of(mentions: Mapping[str, Mention], standoff: Standoff, document: Document) -> tuple[Actor, ...]:
    """Return the actors of mentions that have one."""
    groups: dict[str, list[Bound]] = defaultdict(list)
    for name, mention in mentions.items():
        if mention.actor is not None:
            groups[mention.actor].append(standoff.bounds[name])
    found = []
    for identifier, bounds in groups.items():
        name = _name(bounds, standoff, document)
        named = {_words(b, document) for b in bounds if mentions[b.id].form == "name"}
        known = {_known(one) for bound in bounds for one in standoff.known.get(bound.id, ())}
        found.append(
            Actor(
                id=identifier,
                name=name,
                kind=_KINDS[bounds[0].type.lower()],
                aliases=tuple(sorted(named - {name})),
                same_as=tuple(sorted((one for one in known - {identifier} if is_actor_id(one)), key=id_rank)),
                provenance=(Provenance(about="name", component="seedlib:brat", rule="annotation"),),
            )
        )
    return tuple(found)


def speakers_of(mentions: Mapping[str, Mention], standoff: Standoff) -> dict[str, str]:
    """Return the ids of actors by the ids of words that name them: of mentions, and of sources that hold one, a person's before others."""
    found = {name: mention.actor for name, mention in mentions.items() if mention.actor is not None}
    placed = sorted(found, key=lambda name: mentions[name].span)
    starts = [mentions[name].span.start for name in placed]
    for bound in standoff.bounds.values():
        if part_of(bound) == "source" and bound.id not in found:
            inside = [
                name
                for span in bound.spans
                for name in placed[bisect_left(starts, span.start) : bisect_left(starts, span.end)]
                if span.covers(mentions[name].span)
            ]
            if inside:
                found[bound.id] = found[min(inside, key=lambda name: (mentions[name].attributes[KIND] != "person", mentions[name].span))]
    return found
