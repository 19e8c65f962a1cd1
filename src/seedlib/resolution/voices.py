"""Voices: whom `I`, `we` and `you` mean.

Rules:

- In a quotation `I` is who speaks it; `we` is the body or country that speaks it, or the one body in whose name its speaker is introduced
  (`Ann Poe of the Ministry of Tea said: "We …"`).
- Outside of quotations `I` is the document's author, if it has one and is no news; else who is interviewed, if it is an interview.
- `you` in a question of an interview is who is interviewed.
- `we` of an interview are the one body from which they come who are interviewed.
- Where nobody is known as author, `we` are the country that the text is about, if it speaks of `our country`.
- `I` before a name (`I am Ann Poe`) is that person.
- A first person that is itself a claim's source is that claim's speaker.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import dropwhile, pairwise, takewhile

from seedlib.components import Context
from seedlib.matching import fold
from seedlib.model import Analysis, FrozenMapping, Mention, Span
from seedlib.resolution.groups import Group, Grouping
from seedlib.resolution.scene import Place, Scene

__all__ = ["Voices", "occasions"]

#: How sure it is that `I` is the speaker of the quotation; the author or who is interviewed; that `we` are a body, or a country.
_QUOTED, _NARRATOR, _BODY, _NATION = 0.9, 0.8, 0.6, 0.55

#: An interview says so in its first words.
_OPENING = 60

#: A country is what a text is about if it is named this often, and twice as often as the next.
_NAMED = 2

#: The kinds of actor whose `we` is themselves.
_BODIES = frozenset({"country", "group", "organization", "publication"})


def occasions(context: Context) -> FrozenMapping[str]:
    """Return the words that tell what a text is or who `we` are, with their meaning: `interview`, `nation`; for `context.once`."""
    return FrozenMapping({fold(entry.phrase): entry.value for entry in context.phrases("occasions").entries})


class Voices:
    """Finds whom the first and second persons of one document mean.

    Args:
        analysis: with its claims.
        grouping: which mention means whom.
        scene: where they stand.
        speakers: the ids of each claim's speakers.
        authors: the ids of the document's authors.
    """

    def __init__(
        self, analysis: Analysis, grouping: Grouping, scene: Scene, speakers: Mapping[str, Sequence[str]], authors: Sequence[str]
    ) -> None:
        self._mentions: Sequence[Mention] = analysis.mentions
        self._starts = [mention.span.start for mention in analysis.mentions]
        self._document = analysis.document
        self._text = analysis.document.text
        self._grouping = grouping
        self._scene = scene
        self._speakers = speakers
        self._authors = authors

    def join(self, words: Mapping[str, str]) -> None:
        """Put the first and second persons into groups where it is known whom they mean.

        Args:
            words: what the language's occasions are.
        """
        pronouns = [position for position in range(len(self._mentions)) if position not in self._grouping.of and self._value(position)]
        if not pronouns:
            return
        interviewed, their_body = self._interviewed(words)
        narrator, nation = self._author() or interviewed, None if self._authors else self._nation(words)
        for position in pronouns:
            place, value = self._scene.places[position], self._value(position)
            group, confidence = self._spoken(position, value)
            if group is None and value == "author":
                group, confidence = self._presented(position), _QUOTED
            if group is None and place.quotation < 0:
                group, confidence = narrator if value == "author" else None, _NARRATOR
                if value == "authors" and their_body is not None:
                    group, confidence = their_body, _BODY
                elif value == "authors" and nation is not None:
                    group, confidence = nation, _NATION
                elif value == "addressee" and interviewed is not None and self._asks(place):
                    group = interviewed
            if group is not None:
                self._grouping.put(position, group, confidence)

    def _value(self, position: int) -> str:
        """Return `author`, `authors` or `addressee` of a pronoun of the first or second person, else nothing."""
        pronoun = self._scene.pronoun(self._scene.places[position]) if self._mentions[position].form == "pronoun" else None
        return pronoun[0] if pronoun is not None and pronoun[0] in {"author", "authors", "addressee"} else ""

    def _spoken(self, position: int, value: str) -> tuple[Group | None, float]:
        """Return whom a pronoun means as a claim's source, or in a quotation."""
        place, span = self._scene.places[position], self._mentions[position].span
        itself = place.source >= 0 and tuple(self._scene.claims[place.source].source) == (span,)
        claim = place.source if itself else place.content if place.quotation >= 0 else -1
        ids = self._speakers.get(self._scene.claims[claim].id, ()) if claim >= 0 else ()
        group = self._grouping.groups.get(ids[0]) if len(ids) == 1 else None
        if group is None or value == "addressee":
            return None, 0.0
        if itself or value == "author":
            return group if itself or group.kind in {"person", "unknown"} else None, _QUOTED
        return group if group.kind in _BODIES else self._body(self._scene.claims[claim].source), _BODY

    def _presented(self, position: int) -> Group | None:
        """Return who says his name: `I am Ann Poe`."""
        folded, known, at = self._scene.words.folded, self._scene.grammar, self._scene.places[position].last
        if position + 1 >= len(self._mentions) or position + 1 not in self._grouping.of:
            return None
        there, (group, _) = self._scene.places[position + 1], self._grouping.of[position + 1]
        named = self._mentions[position + 1].form == "name" and group.kind == "person" and there.part != "owner"
        am = at == there.first and "'" in folded[at - 1]  # I’m Ann Poe
        return group if named and (am or (at + 1 == there.first and folded[at] in known.bes)) else None

    def _body(self, source: Sequence[Span]) -> Group | None:
        """Return the one body that a claim's source names beside its speaker."""
        if not source:
            return None
        first = bisect_left(self._starts, source[0].start)
        inside = range(first, bisect_left(self._starts, source[-1].end, lo=first))
        groups = [self._grouping.of[position][0] for position in inside if position in self._grouping.of]
        bodies = {group.id: group for group in groups if group.kind == "organization"}
        return next(iter(bodies.values())) if len(bodies) == 1 else None

    def _author(self) -> Group | None:
        """Return the document's one author, unless it is news, of whose quotations one may have been missed."""
        if len(self._authors) != 1 or self._document.genre == "news":
            return None
        identifier = self._authors[0]
        return self._grouping.groups.setdefault(identifier, Group(identifier, "person", self._document.authors[0]))

    def _interviewed(self, words: Mapping[str, str]) -> tuple[Group | None, Group | None]:
        """Return the one person, and the one body after persons, of the sentence that says in a text's first words that it is an interview.

        `An interview with Ann Poe and Jo Roe of Wibble Mines` has no one person, but a body.
        """
        folded = self._scene.words.folded
        at = next((n for n in range(min(_OPENING, len(folded))) if words.get(folded[n]) == "interview"), None)
        if at is None:
            return None, None
        sentence = self._scene.sentence_at(self._scene.words.tokens.starts[at])
        here = takewhile(lambda p: self._scene.places[p].sentence <= sentence, range(len(self._mentions)))
        groups = [self._grouping.of[p][0] for p in here if p in self._grouping.of and self._scene.places[p].sentence == sentence]
        persons = {group.id: group for group in groups if group.kind == "person" and group.id not in self._grouping.unnamed}
        after = dropwhile(lambda group: group.kind != "person", groups)
        bodies = {group.id: group for group in after if group.kind == "organization"}
        one = next(iter(persons.values())) if len(persons) == 1 else None
        return one, next(iter(bodies.values())) if len(bodies) == 1 else None

    def _asks(self, place: Place) -> bool:
        """Say whether a sentence is a question."""
        return place.sentence >= 0 and self._text[self._scene.sentences.ends[place.sentence] - 1] == "?"

    def _nation(self, words: Mapping[str, str]) -> Group | None:
        """Return the country that a text is about, if it says `our country`."""
        folded, known = self._scene.words.folded, self._scene.grammar
        ours = {word for word, (value, _) in known.pronouns.items() if value == "authors"}
        if not any(word in ours and words.get(after) == "nation" for word, after in pairwise(folded)):
            return None
        counts = Counter(group.id for group, _ in self._grouping.of.values() if group.kind == "country").most_common(2)
        if not counts or counts[0][1] < _NAMED or (len(counts) > 1 and counts[0][1] < 2 * counts[1][1]):
            return None
        return self._grouping.groups[counts[0][0]]
