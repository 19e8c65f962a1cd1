"""Nominals that their words join to a name: `Putin, the president of Russia`, `the ministry`, `the company`.

Rules, the first that fits:

1. A nominal beside a person's name is that person, and tells its role; one before a body's name between commas is that body, whatever
   its noun says: `The bidder, Wibble Air, denied it`.
2. A definite one with a role means the last person before it who has that role, and that country if it names one.
3. One with a body's head word means the last body whose name has that word; one that fits any body (`the company`) the only one named
   before it. What has meant a body means it again (`The operator, Wibble Air, … the operator`).
4. Somebody of whom it is said what he is called is who is called so: `A nurse, who gave her name only as Síle`.
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

#: Signs that end a sentence.
_STOPS = frozenset(".!?")

#: An owner has so many words, with the comma before it and its mark: `, the national railway company ’s`.
_OWNER = 6

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
        #: By their words: the bodies that nominals have meant.
        self._said: dict[tuple[str, ...], Group] = {}
        #: The words that say what somebody is called: where a name follows, where they begin.
        self._calls = {match.last: match.first for match in reader.knowledge.given_names.find(reader.words)}

    def hear(self, position: int, group: Group) -> None:
        """Go on over a mention that means somebody."""
        for role in self._reader.called(group.roles):
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
        beside = None if owns or self._scene.is_plural(self._scene.places[position]) else self._beside(position) or self._called(position)
        if beside is not None:
            self._learn(beside, numbers)
            return beside, _BESIDE
        if kind == "organization":
            return self._body(numbers) if definite else None, _HEAD
        if kind != "person":
            return None, _ROLE
        role = reader.nominal(numbers.start) if definite else None
        if role is None:
            return None, _ROLE
        having = (g for words in role.words for g in islice(reversed(self._roles[words].values()), _MENTIONS))
        less = (g for w in reader.called(role.words) for g in islice(reversed(self._roles[w].values()), _MENTIONS) if w in g.roles)
        return next((g for g in (*having, *less) if role.country in {None, g.country}), None), _ROLE

    def _body(self, numbers: range) -> Group | None:
        """Return the body that a definite nominal means, words `numbers`: by its head word, or because the same words have meant it."""
        words = tuple(self._reader.words.folded[numbers.start + 1 : numbers.stop])
        found = self._heads.get(words[-1]) or self._only(words[-1]) if words else None
        if found is None:
            return self._said.get(words)
        self._said[words] = found
        return found

    def _learn(self, named: Group, numbers: range) -> None:
        """Add to a named person what a nominal beside the name, some words, says of it."""
        if named.kind != "person":
            self._said[tuple(self._reader.words.folded[numbers.start + 1 : numbers.stop])] = named
        role = self._reader.apposed(numbers.start, numbers.stop) if named.kind == "person" else None
        if role is not None:
            named.learn(role.words, role.spans, role.country, role.grounds)

    def _only(self, head: str) -> Group | None:
        """Return the one body named so far that a word for any body may mean: `Wibble Mines … the company`."""
        known = self._reader.knowledge
        wanted = known.bodies.get(head)
        if wanted is None:
            return None
        fitting = [group for group in islice(self._bodies.values(), _MENTIONS) if wanted in {"body", *self._sort(group)}]
        return fitting[0] if len(fitting) == 1 else None

    def _sort(self, group: Group) -> Iterator[str]:
        """Yield what a body is by its name: an office, such as a ministry, or else a firm, if no lexicon has it for something else."""
        office = any(word in self._reader.knowledge.offices for name in group.names for word in fold(name).split())
        if office:
            yield "office"
        elif is_local_id(group.id):
            yield "firm"

    def _beside(self, position: int) -> Group | None:
        """Return who is named right before or after a nominal, with nothing but a comma between."""
        mentions, text = self._grouping.mentions, self._grouping.text
        span, person = mentions[position].span, mentions[position].attributes.get(KIND) == "person"
        for near in self._around(position):
            group, there = self._grouping.of[near][0], mentions[near].span
            between = (text[there.end : span.start] if near < position else text[span.end : self._begin(near, span.end)]).strip()
            if person and group.kind == "person" and between in ({","} if near < position else {",", ""}):
                return group
            if person and group.kind == "person" and near < position and self._owned(there.end, span.start):
                return group
            if near > position and between == "," and self._ends(there) and self._is_body(group, position):
                return group
        return None

    def _called(self, position: int) -> Group | None:
        """Return whose name follows words that say what somebody is called: `a nurse in Oslo, who gave her name only as Síle`."""
        mentions, words, known = self._grouping.mentions, self._reader.words, self._reader.knowledge
        ahead = range(position + 1, min(len(mentions), position + 1 + 2 * _NEAR)) if self._calls else ()
        for near in ahead:
            begins = self._calls.get(words.tokens.within(mentions[near].span.start, mentions[near].span.end).start)
            if begins is not None and near in self._grouping.of:
                between = words.tokens.within(mentions[position].span.end, words.tokens.starts[begins])
                relative = between and words.folded[between.stop - 1] in known.personal_relatives
                group = self._grouping.of[near][0]
                clear = not any(words.folded[n] in known.verbs or words.folded[n] in _STOPS for n in between)
                return group if relative and clear and group.kind == "person" else None
        return None

    def _is_body(self, group: Group, position: int) -> bool:
        """Say whether a name is a body's; a place that no lexicon has is one by a noun of bodies: `The operator, Wibble Line,`."""
        organization = self._grouping.mentions[position].attributes.get(KIND) == "organization"
        if group.kind == "place" and organization and is_local_id(group.id):
            group.kind = "organization"
        return group.kind in _BODIES

    def _owned(self, start: int, stop: int) -> bool:
        """Say whether a comma and an owner without a name stand between a name and a nominal: `Ann Poe, | the board’s | chief engineer`."""
        words, known = self._reader.words, self._reader.knowledge
        between = words.tokens.within(start, stop)
        if not 2 < len(between) <= _OWNER or words.folded[between.start] != "," or words.folded[between.stop - 1] not in known.genitives:
            return False
        inner = range(between.start + 1, between.stop - 1)
        return words.folded[inner.start] in known.determiners and all(words.texts[n].islower() and words.texts[n].isalpha() for n in inner)

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

    def _begin(self, near: int, after: int) -> int:
        """Return where a name begins, with what is right before it: `its author, | Senator Ann Poe`, `its author, | the baker Ann Poe`."""
        tokens, mentions = self._reader.words.tokens, self._grouping.mentions
        name = mentions[near].span
        first = tokens.within(name.start, name.end).start
        role = self._reader.before(first)
        begin = role.start if role is not None and role.words else first
        if begin and begin < first and self._reader.words.folded[begin - 1] in self._reader.knowledge.determiners:
            begin -= 1
        if begin < first and tokens.starts[begin] >= after:
            return tokens.starts[begin]
        nouns = (m.span for m in mentions[max(0, near - _NEAR) : near] if m.form == "nominal" and m.span.end == tokens.ends[first - 1])
        return next((span.start for span in nouns if span.start >= after), name.start)
