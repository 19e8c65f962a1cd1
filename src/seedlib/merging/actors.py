"""Which actors are one, whom mentions mean, and who of them stays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from seedlib.components import Proposal
from seedlib.merging.answers import Answer, by_subject, proposed, stamp, surest_first
from seedlib.model import KIND, Actor, Analysis, Attributes, Claim, Mention, actor_id, evolved, id_rank, is_local_id, value
from seedlib.plugins.contracts import apply_fields
from seedlib.plugins.registry import Component

__all__ = ["author_ids", "merge_actors", "shown_actors", "without_bystanders"]

#: The fields of a claim that hold actors' ids.
_ACTOR_FIELDS = ("speakers", "addressees", "targets")


@value
class _Known:
    """The actors so far, and which of their ids stands for which."""

    actors: dict[str, Actor]
    #: From every id of every actor to the id that is shown.
    shown: dict[str, str]


def merge_actors(analysis: Analysis, answers: Sequence[Answer[Actor]], proposals: Sequence[Answer[Proposal]]) -> Analysis:
    """Return the analysis with its actors: joined by their ids, each mention with one, and each author among them.

    Stated mentions and actors stay as they are. Any other mention goes where the surest proposal says, else to the id that its
    recogniser gave. One that nobody groups gets an actor of its own if it is a name, or a nominal in a claim's source; else it is
    dropped. A pronoun never gets one: "he" and the next "he" would be one actor.
    """
    known = _join([*((actor, None) for actor in analysis.actors), *((a.held, a.component) for a in stamp(answers, "actor"))])
    votes = by_subject(proposals)
    grouped = {answer.held.subject for answer in proposals if answer.held.field == "actor"}
    in_sources = _in_sources(analysis)
    mentions = [
        _placed(mention, votes.get(mention.span, ()), analysis.document[mention.span], known)
        for mention in analysis.mentions
        if "mentions" in analysis.stated
        or mention.form == "name"
        or mention.actor is not None
        or mention.span in grouped
        or (mention.form == "nominal" and mention.span.start in in_sources)
    ]
    _add_authors(analysis.document.authors, known)
    ids: dict[str, list[str]] = {}
    for identifier, shown in known.shown.items():
        ids.setdefault(shown, []).append(identifier)
    actors = [
        proposed(actor, [vote for identifier in ids[actor.id] for vote in votes.get(identifier, ())]) for actor in known.actors.values()
    ]
    claims = tuple(_with_speakers(claim, votes.get(claim.id, ()), known) for claim in analysis.claims)
    needed = {mention.actor for mention in mentions} | {actor.id for actor in analysis.actors}
    needed |= {identifier for claim in claims for name in _ACTOR_FIELDS for identifier in getattr(claim, name)}
    kept = [actor for actor in actors if actor.id in needed or not is_local_id(actor.id) or "author" in actor.roles]
    return evolved(analysis, actors=kept, mentions=mentions, claims=claims)


def without_bystanders(analysis: Analysis, given: Iterable[str] = ()) -> Analysis:
    """Return the analysis without actors that it never names and of whom no claim speaks: "a woman" in passing.

    Args:
        analysis: with its claims as they are at the end.
        given: ids of actors that stay whatever is said of them.
    """
    needed = {mention.actor for mention in analysis.mentions if mention.form == "name"} | set(given)
    needed |= {identifier for claim in analysis.claims for name in _ACTOR_FIELDS for identifier in getattr(claim, name)}
    in_sources = _in_sources(analysis)
    needed |= {mention.actor for mention in analysis.mentions if mention.form == "nominal" and mention.span.start in in_sources}
    actors = [actor for actor in analysis.actors if actor.id in needed or not is_local_id(actor.id) or "author" in actor.roles]
    if len(actors) == len(analysis.actors):
        return analysis
    kept = {actor.id for actor in actors}
    return evolved(analysis, actors=actors, mentions=[mention for mention in analysis.mentions if mention.actor in kept])


def _in_sources(analysis: Analysis) -> set[int]:
    """Return the code points of the sources of claims that have no speakers yet."""
    sources = (span for claim in analysis.claims if not claim.speakers for span in claim.source)
    return {offset for span in sources for offset in range(span.start, span.end)}


def _join(actors: Iterable[tuple[Actor, Component | None]]) -> _Known:
    """Join actors that share an id; the first of a group gives what the others lack."""
    parent: dict[str, str] = {}

    def root(identifier: str) -> str:
        while parent.setdefault(identifier, identifier) != identifier:
            parent[identifier] = parent[parent[identifier]]
            identifier = parent[identifier]
        return identifier

    ranked = sorted(actors, key=lambda pair: (pair[1].builtin, pair[1].full_name) if pair[1] else (False, ""))
    for actor, _ in ranked:
        for other in actor.same_as:
            parent[root(other)] = root(actor.id)
    groups: dict[str, list[Actor]] = {}
    for actor, _ in ranked:
        groups.setdefault(root(actor.id), []).append(actor)
    joined = [_one_actor(group) for group in groups.values()]
    return _Known({actor.id: actor for actor in joined}, {i: actor.id for actor in joined for i in (actor.id, *actor.same_as)})


def _one_actor(group: Sequence[Actor]) -> Actor:
    if len(group) == 1 and not group[0].same_as:
        return group[0]
    ids = sorted({i for actor in group for i in (actor.id, *actor.same_as)}, key=id_rank)
    first = group[0]
    return evolved(
        first,
        id=ids[0],
        same_as=ids[1:],
        kind=next((a.kind for a in group if a.kind != "unknown"), "unknown"),
        country=next((a.country for a in group if a.country is not None), None),
        roles=dict.fromkeys(role for a in group for role in a.roles),
        aliases=sorted({alias for a in group for alias in (a.name, *a.aliases)} - {first.name}),
        provenance=dict.fromkeys(p for a in group for p in a.provenance),
        attributes=Attributes({name: held for a in reversed(group) for name, held in a.attributes.items()}),
    )


def _placed(mention: Mention, votes: Sequence[Answer[Proposal]], words: str, known: _Known) -> Mention:
    """Return the mention under the shown id of the actor that is surest; one that nobody described is made from the words.

    A recogniser's own id counts with the mention's confidence.
    """
    ranked = surest_first(votes) if votes else ()
    best = next((answer for answer in ranked if answer.held.field == "actor"), None)
    if best is not None and mention.actor is not None and best.held.confidence < mention.confidence:
        ranked, best = [answer for answer in ranked if answer.held.field != "actor"], None
    given = best.held.value if best else mention.actor or actor_id(words)
    if given not in known.shown:
        kind = mention.attributes.get(KIND, "unknown")
        known.actors[given] = Actor(id=given, name=" ".join(words.split()), kind=kind, provenance=mention.provenance[:1])
        known.shown[given] = given
    shown = known.shown[given]
    if not ranked and mention.actor == shown:
        return mention
    changed = proposed(mention, ranked, confidence=best.held.confidence if best else mention.confidence)
    return changed if changed.actor == shown else evolved(changed, actor=shown)


def _add_authors(authors: Iterable[str], known: _Known) -> None:
    """Make sure that each author is an actor with the role `author`."""
    for name in authors:
        folded = name.casefold()
        named = (a for a in known.actors.values() if folded in {a.name.casefold(), *(alias.casefold() for alias in a.aliases)})
        actor = next(named, None) or Actor(id=actor_id(name), name=name, kind="person")
        if "author" not in actor.roles:
            actor = evolved(actor, roles=(*actor.roles, "author"))
        known.actors[actor.id] = actor
        known.shown[actor.id] = actor.id


def _with_speakers(claim: Claim, votes: Sequence[Answer[Proposal]], known: _Known) -> Claim:
    """Return the claim with what resolvers propose, actors under their shown ids; those that do not exist are left out."""
    return shown_actors(proposed(claim, votes), known.shown) if votes else claim


def shown_actors(claim: Claim, shown: Mapping[str, str]) -> Claim:
    """Return a claim whose actors are under their shown ids; ids that nobody shows are left out.

    Args:
        claim: the claim.
        shown: from every id of every actor to the id that is shown.
    """
    held = {name: tuple(dict.fromkeys(shown[i] for i in getattr(claim, name) if i in shown)) for name in _ACTOR_FIELDS}
    unchanged = all(getattr(claim, name) == ids for name, ids in held.items())
    changed: Claim = claim if unchanged else apply_fields(claim, held)
    return changed


def author_ids(analysis: Analysis) -> tuple[str, ...]:
    """Return the ids of the actors who are the document's authors, in its order."""
    names = {name.casefold(): actor.id for actor in reversed(analysis.actors) for name in (*actor.aliases, actor.name)}
    return tuple(dict.fromkeys(names[author.casefold()] for author in analysis.document.authors if author.casefold() in names))
