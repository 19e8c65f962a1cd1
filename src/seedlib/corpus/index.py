"""The actors of a corpus: who they are in many documents, how often, and why what is joined is joined.

Rules:

- The result does not depend on the order of documents; a document that comes twice counts once.
- Every actor of every document is a member of one actor here. One with a canonical id has that id; any other has the `corpus:` id of
  one of its members, which stays the same from run to run as long as the same documents are read.
- A decision that matches nothing is reported and never dropped: the file is only read.
"""

from __future__ import annotations

import os
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from seedlib.corpus.decisions import NO_DECISIONS, Decision, Decisions, read_decisions
from seedlib.corpus.gathering import COUNTS, Description, Gathered
from seedlib.corpus.ids import member_id
from seedlib.corpus.joining import BY_DECISION, Group, Joined, join, name_key
from seedlib.corpus.names import compared, is_full
from seedlib.corpus.namesakes import LEAST
from seedlib.errors import UsageError
from seedlib.model import Analysis, Failure, Notice, Unread, id_rank, value

__all__ = ["COLUMNS", "TABLES", "ActorIndex", "IndexedActor", "IndexedMember", "index_actors"]

#: How many ids, or lines of a file, a notice names.
_NAMED = 5


@value(kw_only=True)
class IndexedActor:
    """An actor of a corpus.

    >>> from seedlib import Actor, Analysis, Document
    >>> peru = Actor(id="iso3166:PER", name="Peru", kind="country", aliases=["Lima"])
    >>> documents = [Document(text="Peru said no."), Document(text="Lima agreed.")]
    >>> index = index_actors(Analysis(document=held, actors=[peru]) for held in documents)
    >>> (actor,) = index.actors
    >>> actor.name, actor.aliases, actor.documents, actor.reasons
    ('Peru', ('Lima',), 2, ('id',))
    """

    #: A canonical id, else the `corpus:` id of one of its members.
    id: str
    #: The name that most documents give; a person's full one, where there is one.
    name: str
    #: What most documents say.
    kind: str
    #: What most documents say; none where none does.
    country: str | None = None
    #: The commonest first.
    roles: tuple[str, ...] = ()
    #: Its other names, the commonest first.
    aliases: tuple[str, ...] = ()
    #: Its further ids.
    same_as: tuple[str, ...] = ()
    #: In how many documents it is.
    documents: int = 0
    #: How many mentions mean it, in all documents.
    mentions: int = 0
    #: How many claims it makes, its own and joint ones.
    claims: int = 0
    #: How many claims are addressed to it.
    addressed: int = 0
    #: How many claims are about it.
    targeted: int = 0
    #: Why its members are one actor, each reason once.
    reasons: tuple[str, ...] = ()
    #: The lowest of its members: the probability that the least sure of them is this actor.
    confidence: float = 1.0
    #: How many other actors of the corpus have its kind and one of its names; nominals are no names.
    namesakes: int = 0


@value(kw_only=True)
class IndexedMember:
    """An actor of a document, and which actor of the corpus it is.

    >>> from seedlib import Actor, Analysis, Document
    >>> poe = Actor(id="doc:ada-poe", name="Ada Poe", kind="person")
    >>> analysis = Analysis(document=Document(text="Ada Poe left.", id="a"), actors=[poe])
    >>> (member,) = index_actors([analysis]).members()
    >>> member.document, member.actor, member.member, member.reason
    ('a', 'doc:ada-poe', 'corpus:ada-poe-8a8dc963519b', 'alone')
    """

    #: The document's id.
    document: str
    #: Its id in that document, as `speakers` and `targets` of claims have it.
    actor: str
    #: The id of the actor of the corpus.
    corpus_actor: str
    #: Its own id in any corpus, for decisions.
    member: str
    #: What that document calls it.
    name: str
    #: As in `Actor`.
    kind: str
    #: As in `Actor`.
    country: str | None = None
    #: As in `Actor`.
    roles: tuple[str, ...] = ()
    #: How many mentions mean it in that document.
    mentions: int = 0
    #: How many of that document's claims it makes.
    claims: int = 0
    #: How many of them are addressed to it.
    addressed: int = 0
    #: How many of them are about it.
    targeted: int = 0
    #: Why it is this actor: `id`, `name` and what agrees beside it, `decision`; `alone` where it is joined to nothing.
    reason: str = "alone"
    #: The probability that it is this actor, in [0, 1].
    confidence: float = 1.0


#: The columns of each table, in order.
COLUMNS = {
    "actors": (
        "corpus_actor", "name", "kind", "country", "roles", "aliases", "same_as", "documents", *COUNTS, "reasons", "confidence",
        "namesakes",
    ),
    "members": (
        "document", "actor", "corpus_actor", "member", "name", "kind", "country", "roles", *COUNTS, "reason", "confidence",
    ),
}  # fmt: skip

#: The names of the tables.
TABLES = tuple(COLUMNS)


class ActorIndex:
    """The actors of a corpus, made by `index_actors`.

    >>> from seedlib import Actor, Analysis, Document
    >>> peru = Actor(id="iso3166:PER", name="Peru", kind="country")
    >>> documents = [Document(text="Peru said no."), Document(text="Peru agreed.")]
    >>> index = index_actors(Analysis(document=held, actors=[peru]) for held in documents)
    >>> [row["corpus_actor"] for row in index.rows("members")], index.failures
    (['iso3166:PER', 'iso3166:PER'], ())
    """

    def __init__(self, gathered: Gathered, decisions: Decisions, least: float, *, named: bool) -> None:
        self._gathered = gathered
        self._keys = gathered.keys()
        joined = join(gathered, self._keys, decisions.decisions, least)
        self._reasons = joined.reasons
        made = self._made(joined, named=named)
        #: The actors, those in most documents first.
        self.actors: tuple[IndexedActor, ...] = tuple(actor for actor, _ in made)
        #: By member, the place of its actor; -1 where that is left out.
        self._of = array("q", [-1]) * len(gathered)
        for place, (_, members) in enumerate(made):
            for number in members:
                self._of[number] = place
        #: The decisions whose actors are in none of these documents.
        self.unmatched: tuple[Decision, ...] = joined.unmatched
        self.notices: tuple[Notice, ...] = (*_notices(gathered.clashing(), joined.unmatched), *joined.notices)
        #: What the file of decisions has that cannot be done.
        self.failures: tuple[Failure, ...] = (*decisions.failures, *joined.failures)

    def members(self) -> Iterator[IndexedMember]:
        """Yield every actor of every document that is a member of one of these actors, by document and id."""
        gathered = self._gathered

        def place(number: int) -> tuple[str, str, int]:
            member = gathered[number]
            return gathered.documents[member.document], gathered.descriptions[member.description].actor, self._keys[number]

        for number in sorted((number for number, of in enumerate(self._of) if of >= 0), key=place):
            member, reason = gathered[number], self._reasons[number]
            said = gathered.descriptions[member.description]
            yield IndexedMember(
                document=gathered.documents[member.document],
                actor=said.actor,
                corpus_actor=self.actors[self._of[number]].id,
                member=member_id(said.name, self._keys[number]),
                name=said.name,
                kind=said.kind,
                country=said.country,
                roles=said.roles,
                **dict(zip(COUNTS, member.counts, strict=True)),
                reason=reason.name,
                confidence=reason.confidence,
            )

    def rows(self, table: str) -> Iterator[dict[str, Any]]:
        """Yield one table as plain dicts, one a row, for data frames.

        Args:
            table: one of `TABLES`.

        Raises:
            UsageError: there is no such table.
        """
        if table not in TABLES:
            raise UsageError(f"found the table {table!r}, expected one of: {', '.join(TABLES)}")
        for held in self.actors if table == "actors" else self.members():
            cells = {name: getattr(held, "id" if (table, name) == ("actors", "corpus_actor") else name) for name in COLUMNS[table]}
            yield {name: list(cell) if isinstance(cell, tuple) else cell for name, cell in cells.items()}

    def _made(self, joined: Joined, *, named: bool) -> list[tuple[IndexedActor, tuple[int, ...]]]:
        """Return the actors with their members, in order; only those that a name or an id means if `named`."""
        namesakes = Counter(name for group in joined.groups for name in self._names(group.members))
        kept = [group for group in joined.groups if not named or group.ids or self._names(group.members)]
        made = [(self._actor(group, namesakes), group.members) for group in kept]
        return sorted(made, key=lambda pair: (-pair[0].documents, -pair[0].mentions, pair[0].id))

    def _described(self, members: Iterable[int]) -> Iterator[Description]:
        return (self._gathered.descriptions[self._gathered[number].description] for number in members)

    def _names(self, members: Iterable[int]) -> set[tuple[str, str]]:
        return {name_key(description) for description in set(self._described(members)) if description.named}

    def _actor(self, group: Group, namesakes: Counter[tuple[str, str]]) -> IndexedActor:
        members = group.members
        descriptions = Counter(self._described(members))
        first = min(members, key=self._keys.__getitem__)
        own = member_id(next(self._described([first])).name, self._keys[first])
        shown = sorted(group.ids, key=id_rank) or [own]
        full = {said: times for said, times in descriptions.items() if said.kind == "person" and is_full(compared(said.name))}
        name = _common((said.name, times) for said, times in (full or descriptions).items())[0]
        others = _common((other, times) for said, times in descriptions.items() for other in (said.name, *said.aliases))
        counts = [sum(held) for held in zip(*(self._gathered[number].counts for number in members), strict=True)]
        reasons = {self._reasons[number] for number in members}
        return IndexedActor(
            id=shown[0],
            name=name,
            kind=next(iter(_common((said.kind, times) for said, times in descriptions.items() if said.kind != "unknown")), "unknown"),
            country=next(iter(_common((said.country, times) for said, times in descriptions.items() if said.country)), None),
            roles=_common((role, times) for said, times in descriptions.items() for role in said.roles),
            aliases=tuple(other for other in others if other != name),
            same_as=tuple(shown[1:]),
            documents=len({self._gathered[number].document for number in members}),
            **dict(zip(COUNTS, counts, strict=True)),
            reasons=tuple(sorted({reason.name for reason in reasons} | ({BY_DECISION.name} if group.decided else set()))),
            confidence=min(reason.confidence for reason in reasons),
            namesakes=max((namesakes[name] - 1 for name in self._names(members)), default=0),
        )


def _common(told: Iterable[tuple[str, int]]) -> tuple[str, ...]:
    """Return what is told, the commonest first."""
    times: Counter[str] = Counter()
    for words, count in told:
        times[words] += count
    return tuple(sorted(times, key=lambda words: (-times[words], words)))


def _notices(clashing: Sequence[str], unmatched: Sequence[Decision]) -> Iterator[Notice]:
    if clashing:
        message = f"Several documents that differ have one id, and each was counted: {_few(clashing)}. Give each an id of its own."
        yield Notice(code="document-twice", message=message, component="seedlib:corpus")
    if unmatched:
        message = f"Decisions wait for actors that are in none of these documents: {_few([decision.where for decision in unmatched])}."
        yield Notice(code="decision-unmatched", message=message, component="seedlib:corpus")


def _few(names: Sequence[str]) -> str:
    """Return some names, and how many more there are."""
    more = len(names) - _NAMED
    return "; ".join(names[:_NAMED]) + (f"; and {more:,} more" if more > 0 else "")


def index_actors(
    analyses: Iterable[Analysis | Unread],
    *,
    decisions: str | os.PathLike[str] | Decisions | None = None,
    least: float = LEAST,
    named: bool = False,
) -> ActorIndex:
    """Join the actors of many documents.

    >>> import seedlib
    >>> texts = ["Ada Poe, the minister of trade, said no.", "Minister Ada Poe said yes."]
    >>> index = index_actors(seedlib.analyze(text) for text in texts)
    >>> [(actor.name, actor.documents, actor.claims, actor.reasons) for actor in index.actors]
    [('Ada Poe', 2, 2, ('name+role',))]

    Args:
        analyses: taken one by one, and not kept; inputs that were not read are left out.
        decisions: the user's own: a CSV file, or what `read_decisions` made of one.
        least: joins by name that are less sure than that are not made.
        named: leave out the actors that neither a name nor a canonical id means: `the mayor`, `residents`.

    Raises:
        UsageError: the decisions cannot be read.
    """
    if not isinstance(decisions, Decisions):
        decisions = NO_DECISIONS if decisions is None else read_decisions(decisions)
    gathered = Gathered()
    for analysis in analyses:
        if isinstance(analysis, Analysis):
            gathered.add(analysis)
    return ActorIndex(gathered, decisions, least, named=named)
