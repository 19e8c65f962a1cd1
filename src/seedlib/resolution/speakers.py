"""Speakers: the actors that a claim's source means.

Rules, the first that fits:

1. A source that is a pronoun: whom the pronoun means; the first person outside of quotations means the authors, inside the speaker
   of the quotation.
2. A source that begins with an owner (`Putin’s ambiguous comment`, `South Korea’s memorandum to …`): the owner, unless what he owns
   is somebody else: who is named (`Putin’s spokesman Dmitry Peskov`, `Russia’s ally Syria`), or else nobody (`Zelensky’s wife`).
3. A person in apposition to a role that begins the source (`The mayor of Tilden, Tom Reed,`).
4. A person after a body or country that describes him (`Google executive Ann Poe`).
5. Else the first person, body or country named before a preposition, a comma or a relative clause, and those joined to it by `and`, with
   those before it in a list that begins the sentence.
6. Else, of a role with `for` or `of` (`a spokesman for the ministry`), the body that it speaks for.
7. Else a nominal that begins the source and that nothing grouped: an actor of its own (`The mayor`).
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

#: The signs that end a noun: `Ann Poe, a lawyer`, `the company (…)`.
_SIGNS = frozenset({",", ";", "("})

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
            group = self._antecedents.meant(source.start)
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
        owning = self._owning(inside, after) if after else None
        if owning is not None:
            return owning
        named = next((g for span, g in inside if g.kind == "person" and self._holds(span, source.start)), None)
        if named:
            return (named, *self._joined(inside[[g for _, g in inside].index(named) :]))
        if self._cut(source.start, where.start):
            return (group,) if self._stands_for(numbers, where) else ()
        person = self._described(inside)
        if person:
            return (person,)
        joined = tuple(self._joined(inside))
        return (*(self._listed(source.start) if joined else ()), group, *joined)

    def _owning(self, inside: Sequence[tuple[Span, Group]], after: range) -> tuple[Group, ...] | None:
        """Return who speaks where the first mention is an owner, or a part of what is named with it; None where it is neither."""
        where, group = inside[0]
        if self._words.folded[after.start] in self._reader.knowledge.genitives:
            owned = self._owned(inside, where)
            return (owned,) if owned else () if self._owns_somebody(after[1:], group) else (group,)
        described = group.id in self._grouping.unnamed and not self._ends(after.start)
        return () if described and len(inside) == 1 else None  # the firm lawyers

    def _owned(self, inside: Sequence[tuple[Span, Group]], owner: Span) -> Group | None:
        """Return who an owner's noun is: `Carter’s press secretary, Peter Cook`, `Russia’s ally Syria`."""
        folded, known = self._words.folded, self._reader.knowledge
        for span, group in inside[1:]:
            if span.start < owner.end:
                continue
            if group.kind == "person" and self._holds(span, owner.end):
                return group
            between = self._words.tokens.within(owner.end, span.start)
            comma = len(between) > 0 and folded[between.stop - 1] == ","
            nouns = range(between.start, between.stop - comma)
            stop = self._words.tokens.starts[between.stop - 1] if comma else span.start
            if not nouns or self._cut(owner.end, stop):
                continue
            role = any(known.roles.at(self._words, n, nouns.stop) for n in nouns)
            related = any((kin := known.relations.at(self._words, n, nouns.stop)) and kin.last == nouns.stop for n in nouns)
            if related or (group.kind == "person" and (role or not comma)):
                return group
        return None

    def _owns_somebody(self, owned: range, owner: Group) -> bool:
        """Say whether an owner's noun is somebody else: `Zelensky’s wife`, `Putin’s critics`; not `Norway’s minister`."""
        known = self._reader.knowledge
        stop = next((n for n in owned if self._ends(n)), owned.stop)
        himself = owner.kind == "person" or owner.id in self._grouping.unnamed
        kinds = (known.relations, known.roles, known.people) if himself else (known.relations,)
        found = (phrases.at(self._words, n, stop) for n in range(owned.start, stop) for phrases in kinds)
        return any(match is not None and match.last == stop for match in found)

    def _ends(self, number: int) -> bool:
        """Say whether a word ends the noun before it: a preposition, a conjunction, a relative, a comma."""
        word, known = self._words.folded[number], self._reader.knowledge
        return word in known.links or word in known.joins or word in known.relatives or word in _SIGNS

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
        return any(word in known.links or word in known.relatives or word in _SIGNS for word in between)

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

    def _joined(self, inside: Sequence[tuple[Span, Group]]) -> Iterable[Group]:
        """Yield the groups joined to the first by `and`, or by commas before an `and`, whatever titles and complements stand between.

        `the US and the EU`; `Prime Minister Ann Poe and Defence Minister John Roe`; `Ann Poe of Norway and John Roe of Sweden`.
        """
        (first, head), joins = inside[0], self._reader.knowledge.joins
        before, listed, joined, complement = first.end, list[Group](), False, False
        for span, group in inside[1:]:
            if span.start < before:
                continue
            between = self._words.tokens.within(before, span.start)
            words = [self._words.folded[n] for n in between]
            if not self._describe(between):
                return
            near = any(word in joins for word in words) and not complement
            joined = joined or any(word in joins for word in words)
            complement = complement or (bool(words) and words[-1] in self._reader.knowledge.links)
            before = span.end
            after = self._words.tokens.within(span.start, span.end).stop
            owns = after < len(self._words) and self._words.folded[after] in self._reader.knowledge.genitives
            alike = near or (group.kind == "person") == (head.kind == "person")  # of Ann Poe of Norway and Sweden, only Ann Poe
            if alike and not owns and not (words and words[-1] in self._reader.knowledge.links):
                listed.append(group)
            if joined:
                yield from listed
                listed = []

    def _describe(self, between: range) -> bool:
        """Say whether words between two names only join and describe them: `and`, `and the`, `, its former president`, `’s envoy to`."""
        folded, known, at = self._words.folded, self._reader.knowledge, between.start
        while at < between.stop:
            word = folded[at]
            small = word in known.determiners or word in known.modifiers or word in known.joins or word == "," or word in known.genitives
            links = word in known.links and at + 1 == between.stop
            match = self._longest(at, between.stop)
            if match is None and not small and not links:
                return False
            at = match or at + 1
        return True

    def _longest(self, at: int, stop: int) -> int | None:
        """Return where the title, role, relation or adjective of a people at a word ends."""
        known = self._reader.knowledge
        found = (phrases.at(self._words, at, stop) for phrases in (known.titles, known.relations, known.people, known.demonyms))
        return max((match.last for match in found if match is not None), default=None)
