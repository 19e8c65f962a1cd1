"""Nominals that their words join to a name: `Putin, the president of Russia`, `the ministry`, `the company`.

Rules, the first that fits:

1. A nominal beside a person's name is that person, and one before a body's name between commas is that body, whatever its noun says:
   `The bidder, Wibble Air, denied it`.
2. A definite one with a role means the last person before it who has that role, and that country if it names one.
3. One with a body's head word means the last body whose name has that word; one that fits any body (`the company`) the only one named
   before it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import islice

from seedlib.matching import fold
from seedlib.model import KIND, Span, is_local_id
from seedlib.resolution.groups import Group, Grouping
from seedlib.resolution.roles import Reader
from seedlib.resolution.scene import Scene

__all__ = ["Told"]

#: How sure it is that a nominal beside a name is that person; one alone the last with its role, or with its head word.
_BESIDE, _ROLE, _HEAD = 0.9, 0.65, 0.6

#: The kinds of what may be named after a comma, and so many mentions around a nominal that are looked at.
_BODIES, _NEAR = frozenset({"organization", "publication"}), 4

#: So many groups are looked at for a role or a word.
_MENTIONS = 50


class Told:
    """Who had which role, and which body which word in its name, up to a place in the text.

    Args:
        grouping: which mention is in which group.
        reader: reads the role that a nominal holds.
        scene: where the mentions stand.
    """

    def __init__(self, grouping: Grouping, reader: Reader, scene: Scene) -> None:
        self._scene = scene
        self._grouping = grouping
        self._reader = reader
        self._roles: defaultdict[str, dict[str, Group]] = defaultdict(dict)
        self._heads: dict[str, Group] = {}
        self._bodies: dict[str, Group] = {}

    def hear(self, position: int, group: Group) -> None:
        """Go on over a mention that means somebody."""
        heads = self._reader.knowledge.role_heads
        for role in (*group.roles, *(heads[role] for role in group.roles if role in heads)):
            self._roles[role].pop(group.id, None)  # so that the last one heard is the last in order
            self._roles[role][group.id] = group
        if group.kind == "organization" and self._grouping.mentions[position].form == "name":
            self._bodies[group.id] = group
            self._heads.update((fold(word), group) for word in self._grouping.words(position).split() if word[0].isupper())

    def meant(self, position: int) -> tuple[Group | None, float]:
        """Return whom a nominal means by its words, and how sure that is; None where they do not tell."""
        mention, reader = self._grouping.mentions[position], self._reader
        numbers = reader.words.tokens.within(mention.span.start, mention.span.end)
        if not numbers:
            return None, _HEAD
        folded, kind = reader.words.folded, mention.attributes.get(KIND)
        definite = folded[numbers.start] in self._scene.grammar.definite
        owns = numbers.stop < len(folded) and folded[numbers.stop] in reader.knowledge.genitives  # the manager’s sister
        beside = None if owns or self._scene.is_plural(self._scene.places[position]) else self._beside(position)
        if beside is not None:
            return beside, _BESIDE
        if kind == "organization":
            head = folded[numbers.stop - 1]
            return (self._heads.get(head) or self._only(head) if definite else None), _HEAD
        if kind != "person":
            return None, _ROLE
        role = reader.nominal(numbers.start) if definite else None
        if role is None:
            return None, _ROLE
        having = (g for words in role.words for g in islice(reversed(self._roles[words].values()), _MENTIONS))
        return next((g for g in having if role.country in {None, g.country}), None), _ROLE

    def _only(self, head: str) -> Group | None:
        """Return the one body named so far that a word for any body may mean: `Wibble Mines … the company`."""
        known = self._reader.knowledge
        wanted = known.bodies.get(head)
        if wanted is None:
            return None
        firm = wanted == "firm"
        fitting = [
            group
            for group in islice(self._bodies.values(), _MENTIONS)
            if not firm or (is_local_id(group.id) and not any(word in known.offices for name in group.names for word in fold(name).split()))
        ]
        return fitting[0] if len(fitting) == 1 else None

    def _beside(self, position: int) -> Group | None:
        """Return who is named right before or after a nominal, with nothing but a comma between."""
        mentions, text = self._grouping.mentions, self._grouping.text
        span, person = mentions[position].span, mentions[position].attributes.get(KIND) == "person"
        for near in self._around(position):
            group, there = self._grouping.of[near][0], mentions[near].span
            between = (text[there.end : span.start] if near < position else text[span.end : self._begin(there, span.end)]).strip()
            if person and group.kind == "person" and between in ({","} if near < position else {",", ""}):
                return group
            if near > position and group.kind in _BODIES and between == "," and self._ends(there):
                return group
        return None

    def _around(self, position: int) -> Iterator[int]:
        """Yield the names that may stand beside a nominal: the first two mentions on each side that have no word of it."""
        mentions, span = self._grouping.mentions, self._grouping.mentions[position].span
        before = (p for p in range(position - 1, max(-1, position - 1 - _NEAR), -1) if not mentions[p].span.overlaps(span))
        after = (p for p in range(position + 1, min(len(mentions), position + 1 + _NEAR)) if not mentions[p].span.overlaps(span))
        for near in (*islice(before, 2), *islice(after, 2)):
            if near in self._grouping.of and mentions[near].form == "name":
                yield near

    def _ends(self, name: Span) -> bool:
        """Say whether a comma ends an apposition after a name: one that no `and` follows, as in a list."""
        words, grammar = self._reader.words, self._scene.grammar
        at = words.tokens.within(name.start, name.end).stop
        return words.folded[at : at + 1] == [","] and not any(word in grammar.conjunctions for word in words.folded[at + 1 : at + 2])

    def _begin(self, name: Span, after: int) -> int:
        """Return where a name begins, with the title before it: `the bill’s author, | Senator Ann Poe`."""
        tokens = self._reader.words.tokens
        role = self._reader.before(tokens.within(name.start, name.end).start)
        titled = tokens.starts[role.start] if role is not None and role.words else name.start
        return titled if titled >= after else name.start
