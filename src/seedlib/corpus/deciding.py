"""A user's decisions at work: whom they mean in these documents, the merges row by row, and the splits that merges contradict.

Rules:

- A decision is done as it says. A merge of two actors of whom different things are said gives a notice with its line.
- An id that no document has is one that the user gives to an actor: it tells it apart only from ids of its own namespace.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from seedlib.corpus.decisions import Decision
from seedlib.corpus.forest import Forest, Node
from seedlib.corpus.gathering import Gathered
from seedlib.corpus.ids import is_member_id, key_in
from seedlib.model import Failure, Notice

__all__ = ["Matched", "node_of_id"]


def node_of_id(identifier: str) -> Node:
    """Return what stands for a canonical id among all that is joined."""
    return "id", identifier


class Matched:
    """The decisions whose actors are in these documents."""

    def __init__(self, gathered: Gathered, keys: Sequence[int], decisions: Sequence[Decision]) -> None:
        named = {identifier for decision in decisions for identifier in (decision.actor, decision.other)}
        wanted = {key_in(name) for name in named if is_member_id(name)}
        #: The members that decisions name, by what they are known by.
        self.members = {key: member for member, key in enumerate(keys) if key in wanted} if wanted else {}
        #: Those of the documents, and those that merges give.
        self.ids = {identifier for description in gathered.descriptions for identifier in description.ids}
        #: By number.
        self.merges = dict(sorted(self._merges({n: d for n, d in enumerate(decisions) if d.kind == "merge"})))
        #: The members that merges name.
        self.merged = {self.members[key_in(name)] for merge in self.merges.values() for name in _both(merge) if is_member_id(name)}
        self.splits = [d for d in decisions if d.kind == "split" and self._has(d.actor) and (not d.other or self._has(d.other))]
        used = {*self.merges.values(), *self.splits}
        self.unmatched = tuple(decision for decision in decisions if decision not in used)
        #: The ids, and the members, that are joined to nothing by themselves.
        self.cut = {_taken_out(split) for split in self.splits}
        self.apart = {self.members[key_in(name)] for name in self.cut if is_member_id(name)}

    def _has(self, name: str) -> bool:
        return key_in(name) in self.members if is_member_id(name) else name in self.ids

    def _merges(self, waiting: dict[int, Decision]) -> Iterator[tuple[int, Decision]]:
        """Yield the merges of which one actor is here, and the other too, unless its id is one that the user gives."""
        while found := [number for number, merge in waiting.items() if self._is_here(merge)]:
            for number in found:  # an id that one row gives may be what another row merges
                merge = waiting.pop(number)
                self.ids |= {name for name in _both(merge) if not is_member_id(name)}
                yield number, merge

    def _is_here(self, merge: Decision) -> bool:
        here = {name: self._has(name) for name in _both(merge)}
        return any(here.values()) and all(has or not is_member_id(name) for name, has in here.items())

    def ends(self, decision: Decision, nodes: Sequence[Node]) -> tuple[Node, Node]:
        """Return what the two ids of a decision stand for; `nodes`: those of the members."""
        one, other = (nodes[self.members[key_in(name)]] if is_member_id(name) else node_of_id(name) for name in _both(decision))
        return one, other

    def merge(self, gathered: Gathered, forest: Forest, nodes: Sequence[Node]) -> Iterator[Notice]:
        """Do what the user merges; yield a notice for each row whose two actors are told apart by what is said of them."""
        facts = self._facts(gathered, forest, nodes) if self.merges else {}
        for number, decision in self.merges.items():
            ends = self.ends(decision, nodes)
            one, other = (facts[forest.root(end)] for end in ends)
            if one is other:
                continue
            if differing := "; ".join(one.differing(other)):
                message = (
                    f"{decision.where or 'A decision'} merges {decision.actor} and {decision.other}, which differ: {differing}."
                    " They are one actor now; take the line out if that is wrong."
                )
                yield Notice(code="decision-unlike", message=message, component="seedlib:corpus")
            forest.join(*ends, number)
            one.add(other)
            facts[forest.root(ends[0])] = one

    def _facts(self, gathered: Gathered, forest: Forest, nodes: Sequence[Node]) -> dict[Node, _Facts]:
        facts: defaultdict[Node, _Facts] = defaultdict(_Facts)
        for member, node in zip(gathered.members(), nodes, strict=True):
            held, said = facts[forest.root(node)], gathered.descriptions[member.description]
            held.in_text = True
            held.kinds |= {said.kind} - {"unknown"}
            held.countries |= {said.country} if said.country else set()
        for identifier in self.ids:
            facts[forest.root(node_of_id(identifier))].ids.add(identifier)
        return facts

    def contradicted(self, forest: Forest, nodes: Sequence[Node]) -> Iterator[tuple[Decision, Failure]]:
        """Yield each split of what merges join, with what is wrong with it."""
        for split in self.splits:
            number = forest.joined_by(*self.ends(split, nodes)) if split.other else None
            if number is not None:
                other = f"what {self.merges[number].where} merges" if number >= 0 else "what has one id"
                yield (
                    split,
                    Failure(
                        stage="reading",
                        component="seedlib:corpus",
                        error="UsageError",
                        message=f"found a split of {split.actor} from {split.other}, which is {other}; the split is not done",
                        advice="keep one of the two decisions",
                        part=split.where,
                    ),
                )


class _Facts:
    """What is said of those that are one so far."""

    def __init__(self) -> None:
        #: Whether a document has any of them.
        self.in_text = False
        self.kinds: set[str] = set()
        self.countries: set[str] = set()
        self.ids: set[str] = set()

    def add(self, other: _Facts) -> None:
        """Take what is said of others."""
        self.in_text |= other.in_text
        self.kinds |= other.kinds
        self.countries |= other.countries
        self.ids |= other.ids

    def differing(self, other: _Facts) -> Iterator[str]:
        """Yield in what two differ: `kind person and place`."""
        for name, own, others in (("kind", self.kinds, other.kinds), ("country", self.countries, other.countries)):
            if own and others and own.isdisjoint(others):
                yield _unlike(name, own, others)
        if self.ids and other.ids and ((self.in_text and other.in_text) or not _namespaces(self.ids).isdisjoint(_namespaces(other.ids))):
            yield _unlike("id", self.ids, other.ids)


def _unlike(name: str, own: Iterable[str], others: Iterable[str]) -> str:
    return f"{name} {' or '.join(sorted(own))} and {' or '.join(sorted(others))}"


def _namespaces(identifiers: Iterable[str]) -> set[str]:
    return {identifier.partition(":")[0] for identifier in identifiers}


def _both(decision: Decision) -> tuple[str, str]:
    return decision.actor, decision.other


def _taken_out(split: Decision) -> str:
    """Return which of two is taken out: the one that stands in a document rather than an id, else the first."""
    return split.other if is_member_id(split.other) and not is_member_id(split.actor) else split.actor
