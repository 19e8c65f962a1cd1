"""Which members are one actor: by canonical id, by name and what goes with it, and as the user decided.

Theory of operation:

- What is joined are nodes: a canonical id; a description, for all its members; a member alone, where it is described as many might
  be, or where the user took it out.
- Ids are joined first, then names, then what the user merges. Splits come before all: they take out what would be joined by itself.

Rules:

- A `doc:` id joins nothing. A person's name joins where it is a full one; a nominal never does.
- Two actors of one document are two, unless an id or the user says that they are one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import groupby

from seedlib.corpus.decisions import Decision
from seedlib.corpus.forest import Forest, Node
from seedlib.corpus.gathering import AUTHOR, Description, Gathered
from seedlib.corpus.ids import is_member_id, key_in
from seedlib.corpus.names import compared, is_acronym, is_full, role_words
from seedlib.corpus.namesakes import Candidate, Reason, Role, confidences, settle
from seedlib.model import Failure, value

__all__ = ["Joined", "join", "name_key"]

#: It is joined to nothing; by a canonical id; by the user.
_ALONE, _BY_ID, _BY_DECISION = Reason("alone", 1.0), Reason("id", 1.0), Reason("decision", 1.0)


@value(kw_only=True)
class Joined:
    """What came of it; members by number."""

    #: The members of each actor, and its canonical ids.
    groups: tuple[tuple[tuple[int, ...], frozenset[str]], ...]
    #: Of each member: why it is there.
    reasons: tuple[Reason, ...]
    #: Decisions whose actors are in none of these documents.
    unmatched: tuple[Decision, ...]
    #: Splits of what merges join.
    failures: tuple[Failure, ...]


class _Matched:
    """The decisions whose actors are in these documents."""

    def __init__(self, gathered: Gathered, keys: Sequence[int], decisions: Sequence[Decision]) -> None:
        named = {identifier for decision in decisions for identifier in (decision.actor, decision.other)}
        wanted = {key_in(name) for name in named if is_member_id(name)}
        #: The members that decisions name, by what they are known by.
        self.members = {key: member for member, key in enumerate(keys) if key in wanted} if wanted else {}
        #: Those of the documents, and those that merges give.
        self.ids = {identifier for description in gathered.descriptions for identifier in description.ids}
        #: By number.
        self.merges = {n: d for n, d in enumerate(decisions) if d.kind == "merge" and self._merges(d)}
        given = {name for decision in self.merges.values() for name in (decision.actor, decision.other) if not is_member_id(name)}
        self.ids |= given
        self.splits = [d for d in decisions if d.kind == "split" and self._has(d.actor) and (not d.other or self._has(d.other))]
        used = {*self.merges.values(), *self.splits}
        self.unmatched = tuple(decision for decision in decisions if decision not in used)
        #: The ids, and the members, that are joined to nothing by themselves.
        self.cut = {self._taken_out(split) for split in self.splits}
        self.apart = {self.members[key_in(name)] for name in self.cut if is_member_id(name)}

    def _has(self, name: str) -> bool:
        return key_in(name) in self.members if is_member_id(name) else name in self.ids

    def _merges(self, decision: Decision) -> bool:
        """Say whether one actor is here, and the other too, unless its id is one that the user gives."""
        here = [self._has(name) for name in (decision.actor, decision.other)]
        return any(here) and all(has or not is_member_id(name) for has, name in zip(here, (decision.actor, decision.other), strict=True))

    @staticmethod
    def _taken_out(split: Decision) -> str:
        """Return which of two is taken out: the one that stands in a document rather than an id, else the first."""
        return split.other if is_member_id(split.other) and not is_member_id(split.actor) else split.actor

    def node(self, name: str, nodes: Sequence[Node]) -> Node:
        """Return what an id of a decision stands for."""
        return nodes[self.members[key_in(name)]] if is_member_id(name) else _id(name)


def _id(identifier: str) -> Node:
    return "id", identifier


def name_key(description: Description) -> tuple[str, str]:
    """Return the kind and the name by which others are its namesakes."""
    return description.kind, compared(description.name)


def join(gathered: Gathered, keys: Sequence[int], decisions: Sequence[Decision], least: float) -> Joined:
    """Join the members of a corpus.

    Args:
        gathered: the members.
        keys: what each of them is known by.
        decisions: the user's.
        least: joins by name that are less sure are not made.
    """
    matched = _Matched(gathered, keys, decisions)
    forest = Forest()
    for description in gathered.descriptions:
        for other in description.ids[1:]:
            if not {description.ids[0], other} & matched.cut:
                forest.join(_id(description.ids[0]), _id(other))
    apart = {*matched.apart, *_two_in_one(gathered)}
    reasons = _by_names(gathered.descriptions, matched.cut, forest, least)
    nodes = list(_nodes(gathered, apart, reasons))
    for number, decision in matched.merges.items():
        ends = [matched.node(name, nodes) for name in (decision.actor, decision.other)]
        forest.join(ends[0], ends[1], number)
        for end in ends:
            reasons.setdefault(end, _BY_DECISION)
    groups = tuple(_groups(nodes, matched, forest))
    told = [reasons.get(node, _ALONE) for node in nodes]
    for members, ids in groups:
        if len(members) == 1 and not ids:
            told[members[0]] = _ALONE
    return Joined(
        groups=groups,
        reasons=tuple(told),
        unmatched=matched.unmatched,
        failures=tuple(_contradictions(matched, decisions, forest, nodes)),
    )


def _nodes(gathered: Gathered, apart: AbstractSet[int], reasons: Mapping[Node, Reason]) -> Iterator[Node]:
    """Yield the node of each member: that of its description where that is joined to something, else its own number."""
    shared = [_node(description, number) for number, description in enumerate(gathered.descriptions)]
    for number, member in enumerate(gathered.members()):
        yield number if number in apart or shared[member.description] not in reasons else shared[member.description]


def _node(description: Description, number: int) -> Node:
    """Return the node of a description: its first canonical id, else itself."""
    return _id(description.ids[0]) if description.ids else ("description", number)


def _two_in_one(gathered: Gathered) -> Iterator[int]:
    """Yield the members without a canonical id that have a namesake in their document."""
    names = [name_key(description) for description in gathered.descriptions]
    for _, held in groupby(enumerate(gathered.members()), key=lambda pair: pair[1].document):
        members = list(held)
        times = Counter(names[member.description] for _, member in members)
        for number, member in members:
            if times[names[member.description]] > 1 and not gathered.descriptions[member.description].ids:
                yield number


def _by_names(descriptions: Sequence[Description], cut: AbstractSet[str], forest: Forest, least: float) -> dict[Node, Reason]:
    """Join descriptions by their names; return why each of them, and each canonical id, is where it is."""
    reasons: dict[Node, Reason] = {_id(identifier): _BY_ID for description in descriptions for identifier in description.ids}
    alike: defaultdict[tuple[str, str, bool], list[Candidate]] = defaultdict(list)
    for number, description in enumerate(descriptions):
        kind, name = name_key(description)
        if not name or not description.named or not cut.isdisjoint(description.ids) or (kind == "person" and not is_full(name)):
            continue
        node = _node(description, number)
        candidate = Candidate(forest.root(node), description.country, _roles(description), known=bool(description.ids))
        alike[kind, name, is_acronym(description.name)].append(candidate)
    for (kind, _, acronym), candidates in alike.items():
        sure = confidences(kind, acronym=acronym)
        if sure and not all(candidate.known for candidate in candidates):
            for found in settle(candidates, sure, least):
                forest.join(found.candidate.node, found.to)
                reasons[found.candidate.node] = found.reason
    return reasons


def _roles(description: Description) -> frozenset[Role]:
    """Return the roles to compare; that of an author is one word, with the publisher, and nothing where that is unknown."""
    roles = {role_words(role) for role in description.roles if role != AUTHOR}
    if description.writes_for:
        roles.add(frozenset({f"{AUTHOR} {compared(description.writes_for)}"}))
    return frozenset(role for role in roles if role)


def _groups(nodes: Sequence[Node], matched: _Matched, forest: Forest) -> Iterator[tuple[tuple[int, ...], frozenset[str]]]:
    members: defaultdict[Node, list[int]] = defaultdict(list)
    for number, node in enumerate(nodes):
        members[forest.root(node)].append(number)
    ids: defaultdict[Node, set[str]] = defaultdict(set)
    for identifier in matched.ids:
        ids[forest.root(_id(identifier))].add(identifier)
    for root, held in members.items():
        yield tuple(held), frozenset(ids.get(root, ()))


def _contradictions(matched: _Matched, decisions: Sequence[Decision], forest: Forest, nodes: Sequence[Node]) -> Iterator[Failure]:
    """Yield a failure for each split of what merges join."""
    for split in matched.splits:
        number = forest.joined_by(matched.node(split.actor, nodes), matched.node(split.other, nodes)) if split.other else None
        if number is not None:
            other = f"what {decisions[number].where} merges" if number >= 0 else "what has one id"
            yield Failure(
                stage="reading",
                component="seedlib:corpus",
                error="UsageError",
                message=f"found a split of {split.actor} from {split.other}, which is {other}; they are taken for one actor",
                advice="keep one of the two decisions",
                part=split.where,
            )
