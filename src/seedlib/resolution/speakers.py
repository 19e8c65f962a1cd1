"""Speakers: the actors that a claim's source means.

Rules, the first that fits:

1. A source that is a pronoun: whom the pronoun means; the first person outside of quotations means the authors, inside the speaker
   of the quotation.
2. A source that begins with an owner (`Putin’s ambiguous comment`, `South Korea’s memorandum to …`): the owner, unless what he owns
   is somebody else: named (`Putin’s spokesman Dmitry Peskov`, `Russia’s ally Syria`) or not (`Zelensky’s wife`, `Netanyahu’s office`).
3. `who`, `which` and `that`: whom the words before mean (module `relatives`).
4. One that begins with a nominal: the person or body in apposition to it (`The mayor of Tilden, Tom Reed,`), else whom the nominal
   means, an actor of its own where nobody knows (`a spokesman for the ministry`, who is not the ministry).
5. A person after a body or country that describes him (`Google executive Ann Poe`; `The UN rapporteur on toast, Ann Poe,`), or after his
   title and what it is of (`Minister for Trade Ann Poe`).
6. Who made what speaks (`a study by Ann Poe`, `a letter from the ministry`); a document by itself is nobody.
7. Else the first person, body or country named before a preposition, a comma or a relative clause, and those joined to it by `and`, with
   those before it in a list that begins the sentence.

How sure it is that a claim has these speakers is the product of how sure its rule is and how sure it is whom the words mean.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from seedlib.model import Claim, Span, hull, value
from seedlib.resolution.groups import Group, Grouping
from seedlib.resolution.relatives import antecedent
from seedlib.resolution.roles import Reader
from seedlib.resolution.scene import Scene

__all__ = ["Speaking"]

#: The values of pronouns that mean whoever speaks.
_FIRST_PERSON = frozenset({"author", "authors"})

#: The kinds that can say something; a place cannot, but as a metonym.
_CAN_SPEAK = frozenset({"country", "group", "organization", "person", "publication", "unknown"})

#: The signs that end a noun: `Ann Poe, a lawyer`, `the company (…)`.
_SIGNS = frozenset({",", ";", "("})

#: How sure it is that the head of a source is who speaks: of 110 sources of several words in political news that were looked through, about
#: one in ten had another speaker, most of them for the mention's sake. The author says what he says as `I`, but where one quotes a letter.
_HEAD, _AUTHOR = 0.95, 0.9

#: How sure it is that a nominal is the name in apposition to it.
_APPOSED = 0.9

#: So many members of a list are looked at before the last two.
_LISTED = 8


@value  # positional: made once a mention of a source
class _Part:
    """A mention inside a source."""

    position: int
    span: Span
    group: Group
    form: str
    #: How sure it is that the words mean this group.
    confidence: float


class Speaking:
    """Finds the speakers of one document's claims.

    Args:
        grouping: which mention is in which group.
        scene: where the mentions stand.
        reader: the document's words and what is known of them.
        authors: the ids of the document's authors.
    """

    def __init__(self, grouping: Grouping, scene: Scene, reader: Reader, authors: Sequence[str]) -> None:
        self._grouping = grouping
        self._scene = scene
        self._words = reader.words
        self._reader = reader
        self._authors = tuple(authors)
        self._placed = sorted(grouping.of)
        self._starts = [grouping.mentions[position].span.start for position in self._placed]
        self._of: dict[str, tuple[str, ...]] = {}
        #: How sure it is that a claim has the speakers that it is given, by the claim's id.
        self.confidences: dict[str, float] = {}

    def all(self, claims: Sequence[Claim]) -> dict[str, tuple[str, ...]]:
        """Return the speakers of each claim that has any, by its id; outer claims first, for the first person inside them."""
        for claim in sorted(claims, key=lambda c: (c.content[0].start, -c.content[-1].end)):
            if claim.source and not claim.by_author:
                found, confidence = self._speakers(claim)
                if found:
                    self._of[claim.id], self.confidences[claim.id] = found, confidence
        return self._of

    def _speakers(self, claim: Claim) -> tuple[tuple[str, ...], float]:
        pieces = self._near(claim)
        source = hull(pieces)
        numbers = self._words.tokens.within(source.start, source.end)
        pronoun = self._reader.knowledge.pronouns.get(self._words.folded[numbers.start]) if len(numbers) == 1 else None
        if pronoun in _FIRST_PERSON:
            outer = claim.within or ""
            return self._of.get(outer, self._authors), self.confidences.get(outer, _AUTHOR)
        if pronoun is not None:
            group, confidence = self._meant(source.start)
            return (group.id,) if group else (), confidence
        if self._is_relative(numbers):
            group, confidence = self._antecedent(numbers.start, source)
            return (group.id,) if group else (), _HEAD * confidence
        found = tuple(self._named(pieces))
        sure = min((part.confidence for part in found), default=0.0)
        return tuple(dict.fromkeys(part.group.id for part in found)), _HEAD * sure

    def _meant(self, offset: int) -> tuple[Group | None, float]:
        """Return whom the pronoun that begins at a code point means, None where that is not known, and how sure that is."""
        for position in self._placed[bisect_left(self._starts, offset) : bisect_right(self._starts, offset)]:
            if self._grouping.mentions[position].form == "pronoun":
                return self._grouping.of[position]
        return None, 0.0

    def _is_relative(self, numbers: range) -> bool:
        """Say whether a source is a relative alone or with its clause up to a comma: `, |which owns the mine,| has denied`."""
        folded, relatives = self._words.folded, self._reader.knowledge.relatives
        return bool(numbers) and folded[numbers.start] in relatives and (len(numbers) == 1 or folded[numbers.stop - 1] == ",")

    def _antecedent(self, relative: int, source: Span) -> tuple[Group | None, float]:
        number, sentences = self._scene.sentence_at(source.start), self._scene.sentences
        sentence = sentences[number] if number >= 0 else source
        return antecedent(relative, sentence, self._grouping, self._words, self._reader.knowledge)

    def _near(self, claim: Claim) -> tuple[Span, ...]:
        """Return the pieces of a source; of those in several sentences the one nearest to the content."""
        whole = hull(claim.source)
        if len(claim.source) == 1 or self._scene.sentence_at(whole.start) == self._scene.sentence_at(whole.end - 1):
            return claim.source
        start = claim.content[0].start
        return (min(claim.source, key=lambda span: (abs(span.start - start), span)),)

    def _inside(self, span: Span) -> list[_Part]:
        """Return the mentions inside a span that can speak, in text order; of those inside one another the outer one."""
        first = bisect_left(self._starts, span.start)
        last = bisect_left(self._starts, span.end)
        if first and self._grouping.mentions[self._placed[first - 1]].span.covers(span):  # Robert “Bobby” | Scott
            first -= 1
        parts: list[_Part] = []
        for position in self._placed[first:last]:
            mention, (group, confidence) = self._grouping.mentions[position], self._grouping.of[position]
            if mention.span.end > span.end or (group.kind not in _CAN_SPEAK and mention.use != "metonym"):
                continue
            if parts and parts[-1].span.start == mention.span.start and mention.span.covers(parts[-1].span):
                parts.pop()
            if not (parts and parts[-1].span.covers(mention.span)):
                parts.append(_Part(position, mention.span, group, mention.form, confidence))
        return parts

    def _named(self, pieces: Sequence[Span]) -> Iterable[_Part]:
        inside, source = [part for piece in pieces for part in self._inside(piece)], hull(pieces)
        if not inside:
            return ()
        first = inside[0]
        if self._owns(first.span) is not None:
            return (self._owned(inside) or first,)
        if self._cut(source.start, first.span.start):
            return self._after_thing(source.start, inside)
        if first.form == "nominal":
            head = self._beside(inside)
            return (head, *self._joined(inside[inside.index(head) :]))
        person = self._described(inside)
        if person:
            return (person,)
        joined = tuple(self._joined(inside))
        return (*(self._listed(source.start) if joined else ()), first, *joined)

    def _after_thing(self, start: int, inside: Sequence[_Part]) -> Iterable[_Part]:
        """Return who speaks where a noun and a preposition stand before all names: who has that title, or who made that thing."""
        first = inside[0]
        for at, part in enumerate(inside):
            if part.group.kind == "person" and self._holds(part.span, start):  # Minister for Trade Ann Poe; President of Norway Ann Poe
                return (part, *self._joined(inside[at:]))
        return (first,) if self._made(start, first.span.start) else ()

    def _owns(self, span: Span) -> int | None:
        """Return the word that follows an owner, `Putin’s` or `his`; None where a mention is none."""
        numbers, folded, known = self._words.tokens.within(span.start, span.end), self._words.folded, self._reader.knowledge
        if numbers and numbers.stop < len(folded) and folded[numbers.stop] in known.genitives:
            return numbers.stop + 1
        return numbers.stop if len(numbers) == 1 and folded[numbers.start] in known.determiners else None

    def _beside(self, inside: Sequence[_Part]) -> _Part:
        """Return who stands in apposition to the nominal that comes first: `The mayor of Tilden, Tom Reed`; else the nominal itself.

        The nominal then means that name's actor.
        """
        nominal, folded, known = inside[0], self._words.folded, self._reader.knowledge
        for part in inside[1:]:
            between = self._words.tokens.within(nominal.span.end, part.span.start)
            if any(folded[n] in known.relatives or folded[n] in known.joins or folded[n] in known.verbs for n in between):
                break
            between = self._before_title(between)
            apart = bool(between) and folded[between.stop - 1] == "," and "," not in folded[between.start : between.stop - 1]
            if part.form == "nominal" and not self._cut(nominal.span.end, part.span.start):
                return part  # the firm lawyers
            titled = part.group.kind == "person" and self._holds(part.span, nominal.span.start, title=True)  # The Minister of Trade Ann Poe
            beside = not between or titled or (apart and _alike(part.group, nominal.group))  # candidates Ann Poe and Tom Roe
            if part.form == "name" and beside:
                if nominal.group.id in self._grouping.unnamed:
                    self._grouping.put(nominal.position, part.group, _APPOSED)
                return part
        return nominal

    def _before_title(self, between: range) -> range:
        """Return words without the title at their end: `, Senator` before `Ruth Okafor`."""
        title = self._reader.knowledge.titles.ending(self._words, between.stop, between.start)
        return range(between.start, title.first if title else between.stop)

    def _owned(self, inside: Sequence[_Part]) -> _Part | None:
        """Return who an owner's noun is: `Carter’s press secretary, Peter Cook`, `Russia’s ally Syria`; None where it is a thing."""
        folded, known, owner = self._words.folded, self._reader.knowledge, inside[0].span
        first = self._owns(owner)
        betweens = [self._before_title(self._words.tokens.within(owner.end, part.span.start)) for part in inside]
        kin = next((p for p, between in zip(inside, betweens, strict=True) if p.group.kind == "person" and self._related(between)), None)
        if kin is not None:
            return kin
        for at, (part, between) in enumerate(zip(inside[1:], betweens[1:], strict=True), 1):
            comma = len(between) > 0 and folded[between.stop - 1] == ","
            nouns = range(first or between.start, between.stop - comma)
            stop = self._words.tokens.starts[between.stop - 1] if comma else part.span.start
            if part.form == "nominal" and part.group is not inside[0].group and not self._cut(owner.end, part.span.start):
                return self._beside(inside[at:])
            if part.group.kind == "person" and self._holds(part.span, owner.end):
                return part
            if not nouns or self._cut(owner.end, stop):
                continue
            if known.relations.ending(self._words, nouns.stop, nouns.start) or part.group.kind == "person":
                return part
        return None

    def _related(self, between: range) -> bool:
        """Say whether a relation and a comma begin words, and titles alone follow: `’s niece, state Del.`."""
        folded, known = self._words.folded, self._reader.knowledge
        comma = next((n for n in between if folded[n] == ","), None)
        if comma is None or known.relations.ending(self._words, comma, between.start) is None:
            return False
        clear = not any(self._cuts(n) or folded[n] in known.joins or folded[n] in known.verbs for n in range(comma + 1, between.stop))
        return clear and not any(self._cuts(n) for n in range(between.start, comma))

    def _holds(self, name: Span, start: int, *, title: bool = False) -> bool:
        """Say whether a role, or one written as a title, after code point `start` ends right before a name.

        `Finland’s minister of transport, Ann Poe`; as a title not `the lawyer for victim Ann Poe`.
        """
        first = self._words.tokens.within(name.start, name.end).start
        role = self._reader.before(first)
        if role is None or not role.words or role.start < self._words.tokens.within(start, name.end).start:
            return False
        if title and not self._words.texts[role.start].istitle():
            return False
        return not self._cut(start, self._words.tokens.starts[role.start])  # not: memorandum to the ambassador, Ann Poe

    def _described(self, inside: Sequence[_Part]) -> _Part | None:
        """Return the person whom a body, a country or another before his role describes: `Google executive Ann Poe`."""
        before = inside[0]
        joins = self._reader.knowledge.joins
        for part in inside[1:]:
            between = self._words.tokens.within(before.span.end, part.span.start)
            if any(self._words.folded[n] in joins for n in between):
                return None
            if part.group.kind == "person" and (self._holds(part.span, before.span.end) or self._is_apposed(before, part, inside[-1])):
                return part
            if self._cut(before.span.end, part.span.start):
                return None
            if part.group.kind == "person" and (before.group.kind != "person" or self._before_title(between) != between):
                return part
        return None

    def _is_apposed(self, before: _Part, part: _Part, last: _Part) -> bool:
        """Say whether a person, last in a source, explains nouns that a body describes: `The UN rapporteur on toast, Ann Poe`."""
        folded, known = self._words.folded, self._reader.knowledge
        between = [folded[n] for n in self._before_title(self._words.tokens.within(before.span.end, part.span.start))]
        if part is not last or len(between) < 2 or between.pop() != "," or before.group.kind == "person":
            return False
        return between[0] not in known.closed and all(
            word.isalpha() and word not in known.joins and word not in known.relatives and word not in known.verbs for word in between
        )

    def _cut(self, start: int, stop: int) -> bool:
        """Say whether a preposition, comma or relative stands between two code points: what follows is not the head."""
        return any(self._cuts(n) for n in self._words.tokens.within(start, stop))

    def _cuts(self, number: int) -> bool:
        word, known = self._words.folded[number], self._reader.knowledge
        return word in known.links or word in known.relatives or word in _SIGNS

    def _made(self, start: int, stop: int) -> bool:
        """Say whether words before a name are those of a thing that it made: `A letter from the ministry`, `a study by`; not `aid for`."""
        folded, known = self._words.folded, self._reader.knowledge
        between = self._words.tokens.within(start, stop)
        while between and folded[between.stop - 1] in known.articles:
            between = range(between.start, between.stop - 1)
        return [n for n in between if self._cuts(n)] == [between.stop - 1] and folded[between.stop - 1] in known.makers

    def _listed(self, start: int) -> Sequence[_Part]:
        """Return who stands before a source that begins inside a list: Kenya, where `Tanzania and Uganda` was found after it.

        The list has to begin its sentence: before `In Kenya, Tanzania and Uganda said` it is none.
        """
        listed: list[_Part] = []
        for position in reversed(self._placed[: bisect_left(self._starts, start)][-_LISTED:]):
            mention, (group, confidence) = self._grouping.mentions[position], self._grouping.of[position]
            between = [self._words.folded[n] for n in self._words.tokens.within(mention.span.end, start)]
            if between != [","] or group.kind not in _CAN_SPEAK:
                break
            listed.insert(0, _Part(position, mention.span, group, mention.form, confidence))
            start = mention.span.start
        return listed if self._scene.begins(start) else ()

    def _joined(self, inside: Sequence[_Part]) -> Iterable[_Part]:
        """Yield who is joined to the first by `and`, or by commas before an `and`, whatever titles and complements stand between.

        `the US and the EU`; `Prime Minister Ann Poe and Defence Minister John Roe`; `Ann Poe of Norway and John Roe of Sweden`.
        """
        first, joins = inside[0], self._reader.knowledge.joins
        before, listed, joined, complement = first.span.end, list[_Part](), False, False
        for part in inside[1:]:
            if part.span.start < before:
                continue
            between = self._words.tokens.within(before, part.span.start)
            words = [self._words.folded[n] for n in between]
            if not self._describe(between):
                return
            near = any(word in joins for word in words) and not complement
            joined = joined or any(word in joins for word in words)
            complement = complement or (bool(words) and words[-1] in self._reader.knowledge.links)
            before = part.span.end
            after = self._words.tokens.within(part.span.start, part.span.end).stop
            owns = after < len(self._words) and self._words.folded[after] in self._reader.knowledge.genitives
            # of Ann Poe of Norway and Sweden, only Ann Poe
            alike = near or (part.group.kind == "person") == (first.group.kind == "person")
            if alike and not owns and not (words and words[-1] in self._reader.knowledge.links):
                listed.append(part)
            if joined:
                yield from listed
                listed = []

    def _describe(self, between: range) -> bool:
        """Say whether words between two names only join and describe them: `and`, `and the`, `, its former president`, `’s envoy to`."""
        folded, known, at = self._words.folded, self._reader.knowledge, between.start
        while at < between.stop:
            word = folded[at]
            if word == "(":  # (D-Ohio)
                at = next((n + 1 for n in range(at, between.stop) if folded[n] == ")"), between.stop)
                continue
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


def _alike(one: Group, other: Group) -> bool:
    """Say whether both are one person, or both are none."""
    return (one.kind == "person") == (other.kind == "person") or "unknown" in {one.kind, other.kind}
