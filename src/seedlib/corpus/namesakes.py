"""Which of those with one name and kind are one actor: four rounds, the surest first.

Theory of operation:

- What goes with a name is a country and roles. Those that agree in both are one; then come those with a country alone, with roles
  alone, and with neither.
- In each round a candidate goes to the one group that fits best. Where two fit as well it stays alone: two people of one name who are
  told apart somewhere are never joined by a third text that does not tell.

Rules:

- A group fits where nothing contradicts: neither the country, nor the roles.
- Two canonical ids are two groups, whatever their names.
- The result does not depend on the order of candidates.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from seedlib.corpus.forest import Forest, Node
from seedlib.corpus.names import parts_of

__all__ = ["LEAST", "Candidate", "Joined", "Reason", "Role", "confidences", "settle"]

#: The words of a role.
Role = frozenset[str]


class Reason(NamedTuple):
    """Why an actor of a document is where it is, and how sure that is."""

    name: str
    confidence: float


#: What agrees beside name and kind, in the order of the rounds.
_ROUNDS = ("name+country+role", "name+country", "name+role", "name")

#: How sure a join is, by the kind of actor and by what agrees. In those texts of GUM whose names are linked to Wikipedia (train and
#: dev), 88 % of 237 pairs of an organization's name in two texts mean one body, as do all of 14 pairs of an acronym; the few pairs of
#: a person's full name all mean one person. These are the famous, so the figures stand lower; what counts is their order.
_PERSON, _BODY, _PLACE, _ACRONYM = (0.95, 0.85, 0.75, 0.6), (0.95, 0.9, 0.8, 0.8), (0.9, 0.9, 0.6, 0.6), (0.9, 0.85, 0.6, 0.6)

_CONFIDENCES: Mapping[str, tuple[float, ...]] = {
    "person": _PERSON,
    "organization": _BODY,
    "publication": _BODY,
    "group": _BODY,
    "place": _PLACE,
    "country": _PLACE,
}

#: Joins that are less sure are made only where the user asks for them: those of people, places and acronyms by nothing but a name.
LEAST = 0.7


def confidences(kind: str, *, acronym: bool) -> tuple[float, ...]:
    """Return how sure the joins of each round are; nothing for kinds that names do not join: unknown ones, and those of plugins."""
    held = _CONFIDENCES.get(kind, ())
    return _ACRONYM if acronym and held is _BODY else held


class Candidate(NamedTuple):
    """One of several with one name and kind."""

    node: Node
    country: str | None
    roles: frozenset[Role]
    #: Whether it has a canonical id.
    known: bool = False


class Joined(NamedTuple):
    """A candidate that is joined to others, under the node of one of them."""

    candidate: Candidate
    to: Node
    reason: Reason


class _Group:
    """Those taken for one actor so far."""

    __slots__ = ("countries", "node", "roles")

    def __init__(self, node: Node, first: Sequence[Candidate]) -> None:
        self.node = node
        self.countries = {candidate.country for candidate in first if candidate.country is not None}
        self.roles = {role for candidate in first for role in candidate.roles}


class _Groups:
    """All groups of one name and kind, to be asked which fit."""

    def __init__(self) -> None:
        self._all: list[_Group] = []
        self._without_roles: list[_Group] = []
        self._by_role: defaultdict[Role, dict[int, _Group]] = defaultdict(dict)
        self._by_part: defaultdict[Role, dict[int, _Group]] = defaultdict(dict)

    def add(self, group: _Group) -> None:
        """Add a group whose roles are known."""
        self._all.append(group)
        if not group.roles:
            self._without_roles.append(group)
        for role in group.roles:
            self._by_role[role][id(group)] = group
        for part in parts_of(group.roles):
            self._by_part[part][id(group)] = group

    def best(self, country: str | None, roles: frozenset[Role]) -> tuple[int, list[_Group]]:
        """Return the groups that fit best, and the number of the round in which they would."""
        agreeing: dict[int, _Group] = {}
        for role in roles:
            agreeing.update(self._by_part.get(role, {}))
        for part in parts_of(roles):
            agreeing.update(self._by_role.get(part, {}))
        silent = self._without_roles if roles else self._all
        fitting: defaultdict[int, list[_Group]] = defaultdict(list)
        for groups, round_ in ((agreeing.values(), 0), (silent, 1)):
            for group in groups:
                if country is None or not group.countries:
                    fitting[round_ + 2].append(group)
                elif country in group.countries:
                    fitting[round_].append(group)
        return min(fitting.items(), default=(len(_ROUNDS) - 1, []))


def settle(candidates: Sequence[Candidate], sure: Sequence[float], least: float) -> Iterator[Joined]:
    """Yield those with one name and kind that are joined to something; one that stays alone is left out.

    Args:
        candidates: all of them; those with one canonical id have one node.
        sure: how sure the joins of each round are, see `confidences`.
        least: joins that are less sure are not made.
    """
    groups = _Groups()
    known: defaultdict[Node, list[Candidate]] = defaultdict(list)
    rounds: defaultdict[int, list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        if candidate.known:
            known[candidate.node].append(candidate)
        else:
            rounds[_round(candidate)].append(candidate)
    for node, held in known.items():
        groups.add(_Group(node, held))
    for number, held in sorted(rounds.items()):
        made = []
        for alike in _alike(held):
            fitting, best = groups.best(alike[0].country, frozenset(role for candidate in alike for role in candidate.roles))
            if len(best) == 1 and sure[fitting] >= least:
                group, found = best[0], fitting
            elif len(best) < 2 and sure[number] >= least:
                group, found = _Group(alike[0].node, alike), number
                made.append(group)
            else:
                continue
            yield from (Joined(candidate, group.node, Reason(_ROUNDS[found], sure[found])) for candidate in alike)
        for group in made:
            groups.add(group)


def _round(candidate: Candidate) -> int:
    return (0 if candidate.country is not None else 2) + (0 if candidate.roles else 1)


def _alike(candidates: Sequence[Candidate]) -> Iterator[list[Candidate]]:
    """Yield the candidates of one round in lists of those that agree, by country and, where they have roles, by roles."""
    forest = Forest()
    said = {(candidate.country, role) for candidate in candidates for role in candidate.roles}
    for country, role in said:
        for part in parts_of([role]):
            if (country, part) in said:
                forest.join((country, role), (country, part))
    for candidate in candidates:
        first = candidate.country, min(candidate.roles, key=sorted, default=None)
        for role in candidate.roles:
            forest.join(first, (candidate.country, role))
    alike: defaultdict[Node, list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        alike[forest.root((candidate.country, min(candidate.roles, key=sorted, default=None)))].append(candidate)
    yield from alike.values()
