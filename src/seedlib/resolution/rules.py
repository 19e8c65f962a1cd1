"""The resolver: groups, roles, pronouns, speakers and targets of one document, as actors and proposals."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from seedlib.components import Context, Proposal
from seedlib.model import Actor, Analysis, Spans, actor_id
from seedlib.resolution.groups import Group, Grouping
from seedlib.resolution.knowledge import Knowledge, knowledge
from seedlib.resolution.pronouns import Antecedents, join
from seedlib.resolution.roles import Reader
from seedlib.resolution.speakers import Speaking

__all__ = ["resolve"]

#: How sure the speakers and targets of a claim are, as long as nobody has measured it.
_SPEAKER, _TARGET = 0.8, 0.5

#: A claim has at most this many targets: those that its content names first.
_TARGETS = 3


def resolve(analysis: Analysis, context: Context) -> Iterator[Actor | Proposal]:
    """Yield the actors, which mention means which of them, and the speakers and targets of claims."""
    if not analysis.mentions and not analysis.claims:
        return
    known = context.once(knowledge)
    document, layers = analysis.document, analysis.layers
    tokens = layers.tokens or Spans()
    grouping = Grouping(analysis.mentions, context.words(analysis), document.text, known)
    reader = Reader(context.words(analysis), known, document, frozenset(grouping.groups))
    _learn_roles(grouping, reader)
    antecedents = Antecedents(grouping, layers.sentences or tokens)
    join(grouping, reader, antecedents, _pronouns(analysis, known))
    _own(grouping, analysis)
    authors = _authors(analysis, grouping)
    yield from _actors(grouping)
    for position, (group, confidence) in sorted(grouping.of.items()):
        if analysis.mentions[position].actor is None:
            yield Proposal(subject=analysis.mentions[position].span, field="actor", value=group.id, confidence=confidence, rule="words")
    speakers = Speaking(grouping, antecedents, reader, authors).all(analysis.claims)
    for claim, ids in speakers.items():
        yield Proposal(subject=claim, field="speakers", value=ids, confidence=_SPEAKER, rule="source-head")
    yield from _first_persons(analysis, speakers)
    yield from _targets(analysis, grouping, speakers)


def _own(grouping: Grouping, analysis: Analysis) -> None:
    """Give each nominal in a claim's source that nothing grouped an actor of its own: `The mayor said …`."""
    sources = sorted({(span.start, span.end) for claim in analysis.claims for span in claim.source})
    starts = [start for start, _ in sources]
    for position, mention in enumerate(analysis.mentions):
        if mention.form == "nominal" and position not in grouping.of:
            at = bisect_right(starts, mention.span.start) - 1
            if at >= 0 and mention.span.start < sources[at][1]:
                grouping.own(position)


def _first_persons(analysis: Analysis, speakers: dict[str, tuple[str, ...]]) -> Iterator[Proposal]:
    """Yield whom `I` and `we` mean, where they are the source of a claim with one speaker."""
    pronouns = {mention.span for mention in analysis.mentions if mention.form == "pronoun"}
    for claim in analysis.claims:
        ids = speakers.get(claim.id, ())
        if len(ids) == 1 and len(claim.source) == 1 and claim.source[0] in pronouns:
            yield Proposal(subject=claim.source[0], field="actor", value=ids[0], confidence=_SPEAKER, rule="first-person")


def _learn_roles(grouping: Grouping, reader: Reader) -> None:
    for position, (group, _) in grouping.of.items():
        span = grouping.mentions[position].span
        if group.kind == "person":
            numbers = reader.words.tokens.within(span.start, span.end)
            reader.learn(group, numbers.start, numbers.stop)


def _pronouns(analysis: Analysis, known: Knowledge) -> dict[int, str]:
    """Return the value of each pronoun by its position among the mentions."""
    text = analysis.document.text
    values = {}
    for position, mention in enumerate(analysis.mentions):
        if mention.form == "pronoun":
            value = known.pronouns.get(text[mention.span.start : mention.span.end].casefold())
            if value in {"he", "she", "they", "it"}:
                values[position] = value
    return values


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
    )


def _targets(analysis: Analysis, grouping: Grouping, speakers: dict[str, tuple[str, ...]]) -> Iterator[Proposal]:
    """Yield whom each claim is about: the actors that its content names first, but for its speakers and places."""
    placed = sorted(grouping.of)
    starts = [grouping.mentions[position].span.start for position in placed]
    for claim in analysis.claims:
        apart = set(speakers.get(claim.id, ()))
        targets: dict[str, None] = {}
        for span in claim.content:
            for position in placed[bisect_left(starts, span.start) : bisect_left(starts, span.end)]:
                group = grouping.of[position][0]
                if group.kind != "place" and group.id not in apart:
                    targets[group.id] = None
        if targets:
            yield Proposal(subject=claim.id, field="targets", value=tuple(targets)[:_TARGETS], confidence=_TARGET, rule="named-in-content")
