"""Which members are one actor: by canonical id, by name and what goes with it, and as the user decided.

Theory of operation:

- What is joined are nodes: a canonical id; a description, for all its members; a member alone, where it is described as many might
  be, or where the user took it out.
- Ids are joined first, then names, then what the user merges. Splits come before all: they take out what would be joined by itself.

Rules:

- A `doc:` id joins nothing. A person's name joins where it is a full one; a nominal never does, nor a name that is left open.
- Two actors of one document are two, unless an id or the user says that they are one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import groupby
from typing import NamedTuple

import attrs

from seedlib.corpus.deciding import Matched, node_of_id
from seedlib.corpus.decisions import Decision
from seedlib.corpus.forest import Forest, Node
from seedlib.corpus.gathering import AUTHOR, Description, Gathered
from seedlib.corpus.names import compared, is_acronym, is_full, role_words
from seedlib.corpus.namesakes import Candidate, Reason, Role, confidences, settle
from seedlib.model import Failure, Notice, id_rank, value

__all__ = ["BY_DECISION", "Group", "Joined", "join", "name_key"]

#: It is joined to nothing; by a canonical id; by the user.
_ALONE, _BY_ID, BY_DECISION = Reason("alone", 1.0), Reason("id", 1.0), Reason("decision", 1.0)


class Group(NamedTuple):
    """Those that are one actor."""

    members: tuple[int, ...]
    #: Its canonical ids.
    ids: frozenset[str]
    #: Whether a merge of the user's made it, or a part of it.
    decided: bool


@value(kw_only=True)
class Joined:
    """What came of it; members by number."""

    groups: tuple[Group, ...]
    #: Of each member: why it is there.
    reasons: tuple[Reason, ...]
    #: Decisions whose actors are in none of these documents.
    unmatched: tuple[Decision, ...]
    #: Merges of what is told apart.
    notices: tuple[Notice, ...]
    #: Splits of what merges join.
    failures: tuple[Failure, ...] = ()


def name_key(description: Description) -> tuple[str, str]:
    """Return the kind and the name by which others are its namesakes."""
    return description.kind, compared(description.name)


def join(gathered: Gathered, keys: Sequence[int], decisions: Sequence[Decision], least: float) -> Joined:
    """Join the members of a corpus; a split that merges contradict is refused, and all is as if it were not there.

    Args:
        gathered: the members.
        keys: what each of them is known by.
        decisions: the user's.
        least: joins by name that are less sure are not made.
    """
    refused: dict[Decision, Failure] = {}
    while True:
        heeded = [decision for decision in decisions if decision not in refused]
        joined, contradicted = _joined(gathered, keys, heeded, least)
        if not contradicted:
            return attrs.evolve(joined, failures=tuple(refused[decision] for decision in decisions if decision in refused))
        refused |= contradicted


def _joined(
    gathered: Gathered, keys: Sequence[int], decisions: Sequence[Decision], least: float
) -> tuple[Joined, Mapping[Decision, Failure]]:
    """Join by all decisions; return what came of it, and a failure for each split that merges contradict."""
    matched = Matched(gathered, keys, decisions)
    forest = Forest()
    for description in gathered.descriptions:
        for other in description.ids[1:]:
            if not {description.ids[0], other} & matched.cut:
                forest.join(node_of_id(description.ids[0]), node_of_id(other))
    apart = {*matched.apart, *_two_in_one(gathered)}
    reasons = _by_names(gathered.descriptions, matched.cut, forest, least)
    nodes = list(_nodes(gathered, apart, reasons))
    notices = tuple(matched.merge(gathered, forest, nodes))
    groups = tuple(_groups(nodes, matched, forest))
    told = _told(matched, forest, nodes, reasons, groups)
    joined = Joined(groups=groups, reasons=told, unmatched=matched.unmatched, notices=notices)
    return joined, dict(matched.contradicted(forest, nodes))


def _told(
    matched: Matched, forest: Forest, nodes: Sequence[Node], reasons: Mapping[Node, Reason], groups: Iterable[Group]
) -> tuple[Reason, ...]:
    """Return why each member is where it is: by decision if the user names it, or merges its id with the one that is shown."""
    told = [reasons.get(node, _ALONE) for node in nodes]
    for number in matched.merged:
        told[number] = BY_DECISION
    for group in groups:
        if len(group.members) == 1 and not group.ids:
            told[group.members[0]] = _ALONE
        elif group.decided and group.ids:
            shown = node_of_id(min(group.ids, key=id_rank))
            for number in group.members:
                merge = forest.joined_by(nodes[number], shown) if told[number] == _BY_ID else None
                if merge is not None and merge >= 0:
                    told[number] = BY_DECISION
    return tuple(told)


def _nodes(gathered: Gathered, apart: AbstractSet[int], reasons: Mapping[Node, Reason]) -> Iterator[Node]:
    """Yield the node of each member: that of its description where that is joined to something, else its own number."""
    shared = [_node(description, number) for number, description in enumerate(gathered.descriptions)]
    for number, member in enumerate(gathered.members()):
        yield number if number in apart or shared[member.description] not in reasons else shared[member.description]


def _node(description: Description, number: int) -> Node:
    """Return the node of a description: its first canonical id, else itself."""
    return node_of_id(description.ids[0]) if description.ids else ("description", number)


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
    reasons: dict[Node, Reason] = {node_of_id(identifier): _BY_ID for description in descriptions for identifier in description.ids}
    alike: defaultdict[tuple[str, str, bool], list[Candidate]] = defaultdict(list)
    for number, description in enumerate(descriptions):
        kind, name = name_key(description)
        joins = name and description.named and not description.open and cut.isdisjoint(description.ids)
        if not joins or (kind == "person" and not is_full(name)):
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


def _groups(nodes: Sequence[Node], matched: Matched, forest: Forest) -> Iterator[Group]:
    members: defaultdict[Node, list[int]] = defaultdict(list)
    for number, node in enumerate(nodes):
        members[forest.root(node)].append(number)
    ids: defaultdict[Node, set[str]] = defaultdict(set)
    for identifier in matched.ids:
        ids[forest.root(node_of_id(identifier))].add(identifier)
    decided = {forest.root(end) for decision in matched.merges.values() for end in matched.ends(decision, nodes)}
    for root, held in members.items():
        yield Group(tuple(held), frozenset(ids.get(root, ())), root in decided)
