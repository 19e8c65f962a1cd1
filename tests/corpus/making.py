"""Analyses made by hand: documents of which only the actors matter."""

from __future__ import annotations

from seedlib.corpus import ActorIndex
from seedlib.model import Actor, Analysis, Claim, Document, Mention, Span, actor_id

__all__ = ["actor", "analysis", "groups", "member_of"]

TEXT = "x" * 50


def actor(name: str, country: str | None = None, *roles: str, kind: str = "person", id: str = "", same_as: tuple[str, ...] = ()) -> Actor:  # noqa: A002
    """Return an actor; its id is a `doc:` one unless it is given."""
    return Actor(id=id or actor_id(name), name=name, kind=kind, country=country, roles=roles, same_as=same_as)


def analysis(identifier: str, *actors: Actor, form: str = "name", text: str = TEXT, publisher: str | None = None) -> Analysis:
    """Return an analysis in which each actor has a mention and makes a claim about the first."""
    return Analysis(
        document=Document(id=identifier, text=text, publisher=publisher),
        actors=actors,
        mentions=[Mention(span=Span(place, place + 1), actor=held.id, form=form) for place, held in enumerate(actors)],
        claims=[
            Claim(content=[Span(20 + place, 21 + place)], speakers=[held.id], targets=[actors[0].id]) for place, held in enumerate(actors)
        ],
    )


def groups(index: ActorIndex) -> set[frozenset[str]]:
    """Return what is one actor: the documents of each actor that is in more than one."""
    found: dict[str, set[str]] = {}
    for member in index.members():
        found.setdefault(member.corpus_actor, set()).add(member.document)
    return {frozenset(documents) for documents in found.values() if len(documents) > 1}


def member_of(index: ActorIndex, document: str) -> str:
    """Return the `corpus:` id of the one actor of a document."""
    (found,) = [member.member for member in index.members() if member.document == document]
    return found
