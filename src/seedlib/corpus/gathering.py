"""What an actor index keeps of each analysis: who is described how, and how often; never a text.

Rules:

- An actor of a document is a member. Members that are described alike share one description.
- What is kept of a member beside its description is six numbers in packed arrays, from which values are made when they are asked for.
- A document that comes twice counts once. Two documents that differ and have one id both count.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterator, Mapping
from hashlib import blake2b
from typing import NamedTuple

from seedlib.corpus.ids import KEY_BYTES
from seedlib.model import Actor, Analysis, id_rank, is_local_id

__all__ = ["AUTHOR", "COUNTS", "Description", "Gathered", "Member"]

#: What is counted of a member, beside its documents: its mentions, and the claims that it makes, that are addressed to it, and that
#: are about it.
COUNTS = ("mentions", "claims", "addressed", "targeted")

#: The rule of a mention whose name may mean several, of which the text does not tell one.
_OPEN = "open"

#: The role of a document's author: it tells two authors apart only with the publisher.
AUTHOR = "author"


class Description(NamedTuple):
    """What an analysis says of an actor, where it stands in a document or not."""

    #: Its id in the analysis.
    actor: str
    #: The id that it has, or had before somebody gave it a better one: `doc:jane-roe`.
    local: str
    #: All its ids that hold beyond the document, the first to be shown first.
    ids: tuple[str, ...]
    name: str
    kind: str
    country: str | None
    roles: tuple[str, ...]
    aliases: tuple[str, ...]
    #: Whether a name means it, rather than a nominal alone: `the mayor`.
    named: bool
    #: Whether it was left open whose name that is: `Georgia`, where the text does not tell which.
    open: bool
    #: Where it is an author, of which publisher.
    writes_for: str | None


class Member(NamedTuple):
    """An actor of a document."""

    document: int
    description: int
    counts: tuple[int, ...]


class Gathered:
    """The members of all documents so far."""

    def __init__(self) -> None:
        #: The documents' ids, by number.
        self.documents: list[str] = []
        self.descriptions: list[Description] = []
        self._numbers: dict[Description, int] = {}
        self._of_document = array("q")
        self._of_description = array("q")
        self._counts = {name: array("q") for name in COUNTS}
        #: The digests of what was kept of each document; of two with one id, two.
        self._digests: dict[str, dict[bytes, int]] = {}

    def __len__(self) -> int:
        return len(self._of_document)

    def add(self, analysis: Analysis) -> None:
        """Take the actors of an analysis."""
        found = sorted(_found(analysis), key=lambda pair: pair[0].actor)
        digest = blake2b(repr(found).encode(errors="surrogatepass"), digest_size=16).digest()
        same = self._digests.setdefault(analysis.document.id, {})
        if digest in same:
            return
        number = same[digest] = len(self.documents)
        self.documents.append(analysis.document.id)
        for description, counts in found:
            self._of_document.append(number)
            self._of_description.append(self._number(description))
            for name, count in zip(COUNTS, counts, strict=True):
                self._counts[name].append(count)

    def _number(self, description: Description) -> int:
        number = self._numbers.setdefault(description, len(self.descriptions))
        if number == len(self.descriptions):
            self.descriptions.append(description)
        return number

    def __getitem__(self, number: int) -> Member:
        counts = tuple(held[number] for held in self._counts.values())
        return Member(self._of_document[number], self._of_description[number], counts)

    def members(self) -> Iterator[Member]:
        """Yield the members by number."""
        return map(self.__getitem__, range(len(self)))

    def keys(self) -> array[int]:
        """Return what each member is known by in any corpus: 48 bits over its document's id and its own in it.

        It stays the same where a lexicon or a resolver gives the actor a canonical id later on, so that decisions still find it.
        """
        clashing = {number: digest for held in self._digests.values() if len(held) > 1 for digest, number in held.items()}
        keys = array("Q")
        for document, description in zip(self._of_document, self._of_description, strict=True):
            told = f"{self.documents[document]}\0{self.descriptions[description].local}".encode(errors="surrogatepass")
            keys.append(int.from_bytes(blake2b(told + clashing.get(document, b""), digest_size=KEY_BYTES).digest()))
        return keys

    def clashing(self) -> list[str]:
        """Return the ids that several documents have which differ."""
        return sorted(identifier for identifier, held in self._digests.items() if len(held) > 1)


def _found(analysis: Analysis) -> Iterator[tuple[Description, tuple[int, ...]]]:
    """Yield the actors of an analysis: how each is described, and its counts."""
    shown = {identifier: analysis.actors[place].id for identifier, place in analysis.actor_places().items()}
    mentions = Counter(shown.get(mention.actor or "") for mention in analysis.mentions)
    by_claims = [
        Counter(actor for claim in analysis.claims for actor in {shown.get(identifier) for identifier in getattr(claim, field)})
        for field in ("speakers", "addressees", "targets")
    ]
    names = [mention for mention in analysis.mentions if mention.form == "name"]
    named = {shown.get(mention.actor or "") for mention in names}
    settled = {shown.get(mention.actor or "") for mention in names if all(said.rule != _OPEN for said in mention.provenance)}
    actors = {actor.id: actor for actor in reversed(analysis.actors)}
    local = _local_ids(actors)
    for actor in actors.values():
        counts = [held[actor.id] for held in (mentions, *by_claims)]
        writes = AUTHOR in actor.roles
        has_name = actor.id in named or actor.id not in mentions or writes
        publisher = analysis.document.publisher if writes else None
        left_open = actor.id in named - settled
        yield _described(actor, local=local[actor.id], named=has_name, left_open=left_open, writes_for=publisher), tuple(counts)


def _local_ids(actors: Mapping[str, Actor]) -> dict[str, str]:
    """Return by each actor's id the one that it had in its document before it got a better one, if that is nobody else's."""
    local = {actor.id: min((i for i in actor.same_as if is_local_id(i)), default=actor.id) for actor in actors.values()}
    times = Counter(local.values())
    return {shown: own if times[own] == 1 and own not in actors else shown for shown, own in local.items()}


def _described(actor: Actor, *, local: str, named: bool, left_open: bool, writes_for: str | None) -> Description:
    beyond = {identifier for identifier in (actor.id, *actor.same_as) if not is_local_id(identifier)}
    return Description(
        actor=actor.id,
        local=local,
        ids=tuple(sorted(beyond, key=id_rank)),
        name=actor.name,
        kind=actor.kind,
        country=actor.country,
        roles=tuple(sorted(actor.roles)),
        aliases=tuple(sorted(actor.aliases)),
        named=named,
        open=left_open and not beyond,
        writes_for=writes_for,
    )
