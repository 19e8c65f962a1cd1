"""How the answers of several components become one: pure functions from answers to values.

Rules:

- Nothing depends on the order of components: confidence decides, and ties go by full name.
- An answer comes with the component that gave it, as an `Answer`.
- What a parser stated is never edited.
"""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Generic, TypeVar

from seedlib.components import Proposal
from seedlib.model import (
    KIND,
    Actor,
    Analysis,
    Attributes,
    Claim,
    Label,
    Link,
    Mention,
    Provenance,
    Qualification,
    Span,
    TextProblem,
    actor_id,
    claim_id,
    evolved,
    id_rank,
    is_local_id,
    overlapping,
    value,
)
from seedlib.plugins.contracts import apply_fields
from seedlib.plugins.registry import Component

__all__ = [
    "Answer",
    "author_ids",
    "by_subject",
    "labellers",
    "merge_actors",
    "merge_claims",
    "merge_labels",
    "merge_mentions",
    "merge_problems",
    "proposed",
    "qualification",
    "shown_actors",
    "stamp",
    "surest_first",
    "twins",
    "without_bystanders",
]

#: The fields of a claim that hold actors' ids.
_ACTOR_FIELDS = ("speakers", "addressees", "targets")

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


def merge_labels(answers: Sequence[Answer[Label | Link]]) -> tuple[tuple[Label, ...], tuple[Link, ...]]:
    """Return labels and links in text order; of two taggers' overlapping labels of one name the higher score stays."""
    ranked = _without_overlaps(surest_first([a for a in answers if isinstance(a.held, Label)], "score"))
    # by numbers: comparing spans calls a method each time, and labels come in thousands
    labels = sorted(ranked, key=lambda label: (label.span.start, label.span.end, label.name, label.value or ""))
    links = {(*_link_place(answer.held), answer.held.score): answer.held for answer in answers if isinstance(answer.held, Link)}
    return tuple(labels), tuple(links[place] for place in sorted(links))


def _link_place(link: Link) -> tuple[int, int, int, int, str]:
    return link.dependent.start, link.dependent.end, link.head.start, link.head.end, link.name


def labellers(answers: Iterable[Answer[Label | Link]]) -> list[Provenance]:
    """Return who gave labels or links, by full name; about what stands before the colon of their names: `attribution`."""
    gave = {(answer.component.full_name, answer.component.version, answer.held.name.partition(":")[0]) for answer in answers}
    return [Provenance(about=about, component=name, version=version) for name, version, about in sorted(gave)]


def _without_overlaps(ranked: Sequence[Answer[Any]]) -> list[Label]:
    """Return the labels but those that overlap a surer one of the same name from another tagger."""
    if len({answer.component.full_name for answer in ranked}) < 2:  # one tagger may overlap itself, as claims in claims do
        return [answer.held for answer in ranked]
    owners: dict[tuple[str, int], str] = {}
    kept = []
    for answer in ranked:
        label, owner = answer.held, answer.component.full_name
        letters = [(label.name, offset) for offset in range(label.span.start, label.span.end)]
        if all(owners.get(letter, owner) == owner for letter in letters):
            owners.update(dict.fromkeys(letters, owner))
            kept.append(label)
    return kept


def merge_mentions(answers: Sequence[Answer[Mention]]) -> tuple[Mention, ...]:
    """Return one mention a span, stamped; of two names of which one lies in the other, or that cross, the longer stays.

    Of equally long ones the surer stays. A name inside a nominal ("the president of Russia") stays beside it, but no nominal that only a
    part of a name is in ("the Justice" where "Justice Department" is a name). Of nominals that end together ("voters", "black voters")
    the surer stays, of those equally sure the longer.
    """
    by_span: dict[tuple[int, int], Answer[Mention]] = {}
    for answer in surest_first(answers):
        by_span.setdefault((answer.held.span.start, answer.held.span.end), answer)
    kept: list[Answer[Mention]] = []
    nominals: dict[int, Answer[Mention]] = {}
    taken = bytearray(max((end for _, end in by_span), default=0))
    for (start, end), answer in sorted(by_span.items(), key=lambda item: (item[0][0] - item[0][1], -item[1].held.confidence, item[0])):
        form = answer.held.form
        if form == "name":
            if any(taken[start:end]):
                continue
            taken[start:end] = b"\1" * (end - start)
        if form != "nominal":
            kept.append(answer)
        elif end not in nominals or answer.held.confidence > nominals[end].held.confidence:
            nominals[end] = answer
    names = sorted((answer.held.span.start, answer.held.span.end) for answer in kept if answer.held.form == "name")
    whole = (answer for answer in nominals.values() if not _cuts(answer.held.span, names))
    return tuple(answer.held for answer in stamp((*kept, *whole), "mention"))


def _cuts(span: Span, names: Sequence[tuple[int, int]]) -> bool:
    """Say whether a span begins or ends inside one of the names, which are sorted and do not overlap."""
    inside = (names[at] for offset in (span.start, span.end - 1) if (at := bisect_right(names, (offset, sys.maxsize)) - 1) >= 0)
    return any(start < span.start < end or start < span.end < end for start, end in inside)


def merge_claims(answers: Sequence[Answer[Claim]], text: str, stated: Sequence[Claim] = ()) -> tuple[Claim, ...]:
    """Return one claim for those with the same content words and overlapping, or no, sources; `stated` ones always stay.

    Each claim's id is that of its spans, and `within` follows the claims that stay.
    """
    kept: dict[tuple[tuple[int, int], ...], list[Claim]] = {}
    owners: dict[str, str] = {}  # from a claim's id to the component whose ids its `within` is in
    moved: dict[tuple[str, str], str] = {}
    for claim in stated:
        kept.setdefault(_words_of(claim, text), []).append(claim)
    for answer in surest_first(answers):
        claim, owner = answer.held, answer.component.full_name
        own_id = _own_id(claim)
        same = kept.setdefault(_words_of(claim, text), [])
        twin = next((other for other in same if other.id == own_id or _one_claim(claim, other)), None)
        moved[owner, claim.id] = twin.id if twin else own_id
        if twin is None:
            owners[own_id] = owner
            same.append(claim if claim.id == own_id else evolved(claim, id=own_id))
    claims = [claim for same in kept.values() for claim in same]
    ids = {claim.id for claim in claims}

    def placed(claim: Claim) -> Claim:
        if claim.within is None or claim.id not in owners:
            return claim
        within: str | None = moved.get((owners[claim.id], claim.within), claim.within)
        within = within if within in ids and within != claim.id else None
        return claim if within == claim.within else evolved(claim, within=within)

    return tuple(placed(claim) for claim in claims)


def _words_of(claim: Claim, text: str) -> tuple[tuple[int, int], ...]:
    """Return where a claim's content begins and ends, quotation marks, other signs and white space at the edges left out."""
    out = []
    for span in claim.content:
        start, end = span.start, span.end
        while start < end and not text[start].isalnum():
            start += 1
        while end > start and not text[end - 1].isalnum():
            end -= 1
        if start < end:
            out.append((start, end))
    return tuple(out)


def _one_claim(one: Claim, other: Claim) -> bool:
    if one.by_author or other.by_author:
        return one.by_author == other.by_author
    return not (one.source and other.source) or overlapping(one.source, other.source)


def twins(claim: Claim, answers: Sequence[Answer[Claim]], text: str) -> list[Answer[Claim]]:
    """Return the answers that are one claim with this one, as `merge_claims` sees it, the surest first; its own is among them.

    Args:
        claim: one that stands.
        answers: what extractors answered.
        text: the document's.
    """
    place = _words_of(claim, text)
    same = (answer for answer in surest_first(answers) if _words_of(answer.held, text) == place)
    return [answer for answer in same if _own_id(answer.held) == claim.id or _one_claim(answer.held, claim)]


def _own_id(claim: Claim) -> str:
    return claim_id(claim.content, claim.source, claim.cue)


def merge_problems(*groups: Iterable[TextProblem]) -> tuple[TextProblem, ...]:
    """Return one problem a kind and span, the first one given."""
    seen: dict[tuple[str, Span | None], TextProblem] = {}
    for problem in (problem for group in groups for problem in group):
        seen.setdefault((problem.kind, problem.span), problem)
    return tuple(seen.values())


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


#: How far a positive claim of each modality holds, see `Qualification.factuality`. FactBank (Saurí and Pustejovsky 2009) has 3, 2 and 1 for
#: the certain, probable and possible; the numbers here are nearer to what readers say of events in news (Lee et al. 2015, training part).
_HOLDS = {"asserted": 3.0, "probable": 2.2, "required": 1.4, "desired": 1.4, "possible": 1.1, "hypothetical": 0.9}

#: What is so where nobody proposes anything else.
_PLAIN = {"modality": "asserted", "polarity": "positive"}


def qualification(claim: Claim, proposals: Sequence[Answer[Proposal]]) -> Qualification:
    """Return how a claim is put, by what qualifiers propose for it."""
    put = proposed(claim, proposals)
    modality, polarity = (_probabilities(field, proposals) for field in _PLAIN)
    holds = sum(_HOLDS[name] * share for name, share in modality.items())
    return Qualification(
        kind=put.kind,
        modality=put.modality,
        polarity=put.polarity,
        time=put.time,
        arguments=put.arguments,
        provenance=put.provenance,
        factuality=round(holds * (1 - 2 * polarity.get("negative", 0.0)), 4),
    )


def _probabilities(field: str, proposals: Iterable[Answer[Proposal]]) -> dict[str, float]:
    """Return the probability of each value that is proposed for a field; what they leave is that of the plain value.

    A qualifier that knows the probabilities of several values, as a learned one does, proposes them all.
    """
    shares: dict[str, float] = {}
    for answer in proposals:
        held = answer.held
        if held.field == field:
            shares[held.value] = max(shares.get(held.value, 0.0), held.confidence)
    left = 1 - sum(shares.values())
    if left > 0:
        shares[_PLAIN[field]] = shares.get(_PLAIN[field], 0.0) + left
    return {name: share / sum(shares.values()) for name, share in shares.items()}


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
