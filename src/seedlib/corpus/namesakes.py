"""Which of those with one name and kind are one actor: what agrees most is joined first.

Theory of operation:

- What goes with a name is a country and roles. In three rounds those with both are taken, then those with a country, then those with
  roles: each goes to the one group that fits best, or makes a group with those that it agrees with.
- Who comes with nothing goes to the one bearer of the name that has a canonical id, if there is one and no other country is named.
- Last, and least sure, comes the name alone: all are one where no two countries and no two canonical ids are among them.

Rules:

- Where two groups fit as well a candidate stays alone: two people of one name who are told apart somewhere are never joined by a third
  text that does not tell.
- Two countries are two groups, and so are two canonical ids. Roles that differ are no contradiction, and no reason to join either.
- The result does not depend on the order of candidates.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import NamedTuple, TypeAlias, TypeVar

from seedlib.corpus.forest import Forest, Node
from seedlib.corpus.names import parts_of

__all__ = ["LEAST", "Candidate", "Join", "Reason", "Role", "confidences", "settle"]

K = TypeVar("K")

#: The words of a role.
Role: TypeAlias = frozenset[str]


class Reason(NamedTuple):
    """Why an actor of a document is where it is, and how sure that is."""

    name: str
    confidence: float


#: What agrees beside name and kind, the surest first; `known`: that somebody of the name has a canonical id, and nobody else is told of.
_REASONS = ("name+country+role", "name+country", "name+role", "name+known", "name")
_BOTH, _COUNTRY, _ROLE, _KNOWN, _NAME = range(5)

#: How sure a join is, by the kind of actor and by what agrees. In those texts of GUM whose names are linked to Wikipedia (train and
#: dev), 88 % of 237 pairs of an organization's name in two texts mean one body, as do all of 14 pairs of an acronym; the few pairs of
#: a person's full name all mean one person. These are the famous, so the figures stand lower; what counts is their order.
_PERSON = (0.95, 0.85, 0.75, 0.75, 0.6)
_BODY = (0.95, 0.9, 0.8, 0.8, 0.8)
_PLACE = (0.9, 0.9, 0.6, 0.6, 0.6)
_ACRONYM = (0.9, 0.85, 0.6, 0.6, 0.6)

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


class Join(NamedTuple):
    """A candidate that is joined to others, under the node of one of them."""

    candidate: Candidate
    to: Node
    reason: Reason


class _Group:
    """Those taken for one actor so far."""

    __slots__ = ("countries", "known", "node", "roles")

    def __init__(self, node: Node, first: Sequence[Candidate]) -> None:
        self.node = node
        self.known = first[0].known
        self.countries = {candidate.country for candidate in first if candidate.country is not None}
        self.roles = {role for candidate in first for role in candidate.roles}


class _Groups:
    """All groups of one name and kind, to be asked which fit."""

    def __init__(self) -> None:
        self.all: list[_Group] = []
        self._without_roles: list[_Group] = []
        self._by_role: defaultdict[Role, dict[int, _Group]] = defaultdict(dict)
        self._by_part: defaultdict[Role, dict[int, _Group]] = defaultdict(dict)

    def add(self, group: _Group) -> None:
        """Add a group whose roles are known."""
        self.all.append(group)
        if not group.roles:
            self._without_roles.append(group)
        for role in group.roles:
            self._by_role[role][id(group)] = group
        for part in parts_of(group.roles):
            self._by_part[part][id(group)] = group

    def best(self, country: str | None, roles: frozenset[Role]) -> tuple[int, list[_Group]]:
        """Return the groups that fit best, and by which reason; no group where none fits."""
        agreeing: dict[int, _Group] = {}
        for role in roles:
            agreeing.update(self._by_part.get(role, {}))
        for part in parts_of(roles):
            agreeing.update(self._by_role.get(part, {}))
        fitting: defaultdict[int, list[_Group]] = defaultdict(list)
        for groups, same, unsaid in ((agreeing.values(), _BOTH, _ROLE), (self._without_roles if roles else self.all, _COUNTRY, _KNOWN)):
            for group in groups:
                if country is not None and country in group.countries:
                    fitting[same].append(group)
                elif (country is None or not group.countries) and (unsaid != _KNOWN or group.known):
                    fitting[unsaid].append(group)
        reason, best = min(fitting.items(), default=(_NAME, []))
        told_apart = reason == _KNOWN and len({country for group in self.all for country in group.countries}) > 1
        return reason, self.all if told_apart else best


def settle(candidates: Sequence[Candidate], sure: Sequence[float], least: float) -> Iterator[Join]:
    """Yield those with one name and kind that are joined to something; one that stays alone is left out.

    Args:
        candidates: all of them; those with one canonical id have one node.
        sure: how sure a join is by each reason, see `confidences`.
        least: joins that are less sure are not made.
    """
    groups = _Groups()
    for node, held in _by(attrgetter("node"), (candidate for candidate in candidates if candidate.known)):
        groups.add(_Group(node, held))
    joined: dict[Node, Join] = {}
    for number, held in sorted(_by(_round, (candidate for candidate in candidates if not candidate.known))):
        made = []
        for alike in _alike(held):
            reason, best = groups.best(alike[0].country, frozenset(role for candidate in alike for role in candidate.roles))
            if len(best) == 1 and sure[reason] >= least:
                group = best[0]
            elif len(best) < 2 and number != _NAME and sure[number] >= least:
                reason, group = number, _Group(alike[0].node, alike)
                made.append(group)
            else:
                continue
            joined |= {candidate.node: Join(candidate, group.node, Reason(_REASONS[reason], sure[reason])) for candidate in alike}
        for group in made:
            groups.add(group)
    if sure[_NAME] >= least and _one(candidates):
        joined |= _by_name(candidates, groups, joined, Reason(_REASONS[_NAME], sure[_NAME]))
    yield from joined.values()


def _by_name(candidates: Sequence[Candidate], groups: _Groups, joined: Mapping[Node, Join], reason: Reason) -> dict[Node, Join]:
    """Return the joins by nothing but the name: of those that are alone, and of all where there are several groups."""
    first = groups.all[0].node if groups.all else candidates[0].node
    return {
        candidate.node: Join(candidate, first, reason)
        for candidate in candidates
        if not candidate.known and (len(groups.all) > 1 or candidate.node not in joined)
    }


def _by(key: Callable[[Candidate], K], candidates: Iterable[Candidate]) -> list[tuple[K, list[Candidate]]]:
    """Return candidates in lists of those of one key."""
    held: defaultdict[K, list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        held[key(candidate)].append(candidate)
    return list(held.items())


def _one(candidates: Sequence[Candidate]) -> bool:
    """Say whether nothing tells candidates apart: neither two countries nor two canonical ids."""
    countries = {candidate.country for candidate in candidates if candidate.country is not None}
    return len(countries) < 2 and len({candidate.node for candidate in candidates if candidate.known}) < 2


def _round(candidate: Candidate) -> int:
    """Return by which reason a candidate may found a group."""
    if candidate.country is None:
        return _ROLE if candidate.roles else _NAME
    return _BOTH if candidate.roles else _COUNTRY


def _alike(candidates: Sequence[Candidate]) -> Iterator[list[Candidate]]:
    """Yield the candidates of one round in lists of those that agree, by country and, where they have roles, by roles."""
    forest = Forest()
    said = {(candidate.country, role) for candidate in candidates for role in candidate.roles}
    for country, role in said:
        for part in parts_of([role]):
            if (country, part) in said:
                forest.join((country, role), (country, part))
    firsts = [(candidate.country, min(candidate.roles, key=sorted, default=None)) for candidate in candidates]
    for candidate, first in zip(candidates, firsts, strict=True):
        for role in candidate.roles:
            forest.join(first, (candidate.country, role))
    alike: defaultdict[Node, list[Candidate]] = defaultdict(list)
    for candidate, first in zip(candidates, firsts, strict=True):
        alike[forest.root(first)].append(candidate)
    yield from alike.values()
