"""Speakers: the actors that a claim's source means.

Rules, the first that fits:

1. A source that is a pronoun: whom the pronoun means; the first person outside of quotations means the authors, inside the speaker
   of the quotation.
2. A source that begins with an owner (`Putin’s ambiguous comment`, `South Korea’s memorandum to …`): the owner, unless what he owns
   is a person who is named (`Putin’s spokesman Dmitry Peskov`) or has a role.
3. A person after a body or country that describes him (`Google executive Ann Poe`).
4. Else the first person, body or country named before a preposition, a comma or a relative clause, and those joined to it by `and`, with
   those before it in a list that begins the sentence.
5. Else, of a role with `for` or `of` (`a spokesman for the ministry`), the body that it speaks for.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from seedlib.model import Claim, Span, hull
from seedlib.resolution.groups import Group, Grouping
from seedlib.resolution.pronouns import Antecedents
from seedlib.resolution.roles import Reader

__all__ = ["Speaking"]

#: The values of pronouns that mean whoever speaks.
_FIRST_PERSON = frozenset({"author", "authors"})

#: The kinds that can say something; a place cannot.
_CAN_SPEAK = frozenset({"country", "group", "organization", "person", "publication", "unknown"})


#: So many members of a list are looked at before the last two.
_LISTED = 8


class Speaking:
    """Finds the speakers of one document's claims.

    Args:
        grouping: which mention is in which group.
        antecedents: whom pronouns mean.
        reader: the document's words and what is known of them.
        authors: the ids of the document's authors.
    """

    def __init__(self, grouping: Grouping, antecedents: Antecedents, reader: Reader, authors: Sequence[str]) -> None:
        self._grouping = grouping
        self._antecedents = antecedents
        self._words = reader.words
        self._reader = reader
        self._authors = tuple(authors)
        self._placed = sorted(grouping.of)
        self._starts = [grouping.mentions[position].span.start for position in self._placed]
        self._of: dict[str, tuple[str, ...]] = {}

    def all(self, claims: Sequence[Claim]) -> dict[str, tuple[str, ...]]:
        """Return the speakers of each claim that has any, by its id; outer claims first, for the first person inside them."""
        for claim in sorted(claims, key=lambda c: (c.content[0].start, -c.content[-1].end)):
            if claim.source and not claim.by_author:
                found = self._speakers(claim)
                if found:
                    self._of[claim.id] = found
        return self._of

    def _speakers(self, claim: Claim) -> tuple[str, ...]:
        source = hull(claim.source)
        numbers = self._words.tokens.within(source.start, source.end)
        value = self._reader.knowledge.pronouns.get(self._words.folded[numbers.start]) if len(numbers) == 1 else None
        if value in _FIRST_PERSON:
            return self._of.get(claim.within or "", self._authors)
        if value is not None:
            group = self._antecedents.meant(value, source.start)
            return (group.id,) if group else ()
        return tuple(dict.fromkeys(group.id for group in self._named(numbers, source)))

    def _inside(self, span: Span) -> list[tuple[Span, Group]]:
        """Return the mentions inside a span with their groups, in text order."""
        first = bisect_left(self._starts, span.start)
        last = bisect_left(self._starts, span.end)
        pairs = ((self._grouping.mentions[p].span, self._grouping.of[p][0]) for p in self._placed[first:last])
        return [(where, group) for where, group in pairs if where.end <= span.end and group.kind in _CAN_SPEAK]

    def _named(self, numbers: range, source: Span) -> Iterable[Group]:
        inside = self._inside(source)
        if not inside:
            return ()
        where, group = inside[0]
        after = self._words.tokens.within(where.end, source.end)
        folded, known = self._words.folded, self._reader.knowledge
        if len(after) > 0 and folded[after.start] in known.genitives:
            return (self._owned(inside, where) or group,)
        if self._cut(source.start, where.start):
            return (group,) if self._stands_for(numbers, where) else ()
        person = self._described(inside)
        if person:
            return (person,)
        joined = tuple(self._joined(inside, known.joins))
        return (*(self._listed(source.start) if joined else ()), group, *joined)

    def _owned(self, inside: Sequence[tuple[Span, Group]], owner: Span) -> Group | None:
        """Return the person whom an owner's noun is: `Putin’s spokesman Dmitry Peskov`, `Carter’s press secretary, Peter Cook`."""
        for span, group in inside[1:]:
            if group.kind == "person" and self._holds(span, owner.end):
                return group
            between = self._words.tokens.within(owner.end, span.start)
            comma = len(between) > 0 and self._words.folded[between.stop - 1] == ","
            role = len(between) == 1 or any(self._reader.knowledge.roles.at(self._words, n, between.stop) for n in between)
            stop = self._words.tokens.starts[between.stop - 1] if comma else span.start
            if group.kind == "person" and role and not self._cut(owner.end, stop):
                return group
        return None

    def _holds(self, name: Span, start: int) -> bool:
        """Say whether a role after code point `start` ends right before a name: `Finland’s minister of transport, Ann Poe`."""
        first = self._words.tokens.within(name.start, name.end).start
        role = self._reader.before(first)
        if role is None or not role.words or role.start < self._words.tokens.within(start, name.end).start:
            return False
        return not self._cut(start, self._words.tokens.starts[role.start])  # not: memorandum to the ambassador, Ann Poe

    def _described(self, inside: Sequence[tuple[Span, Group]]) -> Group | None:
        """Return the person whom a body or country before his role describes: `Google executive Ann Poe`."""
        before, first = inside[0]
        if first.kind == "person":
            return None
        joins = self._reader.knowledge.joins
        for span, group in inside[1:]:
            between = self._words.tokens.within(before.end, span.start)
            if self._cut(before.end, span.start) or any(self._words.folded[n] in joins for n in between):
                return None
            if group.kind == "person":
                return group
        return None

    def _cut(self, start: int, stop: int) -> bool:
        """Say whether a preposition, comma or relative stands between two code points: what follows is not the head."""
        known = self._reader.knowledge
        between = (self._words.folded[n] for n in self._words.tokens.within(start, stop))
        return any(word in known.links or word in known.relatives or word in {",", ";", "("} for word in between)

    def _stands_for(self, numbers: range, where: Span) -> bool:
        """Say whether a source's head is a role that speaks for the body named after it."""
        for number in numbers:
            if self._words.tokens.starts[number] >= where.start:
                return False
            match = self._reader.knowledge.roles.at(self._words, number)
            if match is not None:
                return any(entry.data.get("speaks_for") for entry in match.entries)
        return False

    def _listed(self, start: int) -> Sequence[Group]:
        """Return the groups before a source that begins inside a list: Kenya, where `Tanzania and Uganda` was found after it.

        The list has to begin its sentence: before `In Kenya, Tanzania and Uganda said` it is none.
        """
        listed: list[Group] = []
        for position in reversed(self._placed[: bisect_left(self._starts, start)][-_LISTED:]):
            span, group = self._grouping.mentions[position].span, self._grouping.of[position][0]
            between = [self._words.folded[n] for n in self._words.tokens.within(span.end, start)]
            if between != [","] or group.kind not in _CAN_SPEAK:
                break
            listed.insert(0, group)
            start = span.start
        return listed if self._antecedents.begins(start) else ()

    def _joined(self, inside: Sequence[tuple[Span, Group]], joins: frozenset[str]) -> Iterable[Group]:
        """Yield the groups joined to the first by `and`, or by commas before an `and`."""
        before = inside[0][0].end
        for span, group in inside[1:]:
            between = [self._words.folded[n] for n in self._words.tokens.within(before, span.start)]
            if between and not all(word in joins or word == "," for word in between):
                return
            if between and any(word in joins for word in between):
                yield group
            before = span.end
