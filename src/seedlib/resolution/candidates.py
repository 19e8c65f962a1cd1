"""Candidates: which actors a pronoun or a nominal may mean.

Rules:

- What cannot be is left out: another gender by title or noun, another kind, another country than a role's, one named person for `they`,
  several for `he`, what the same phrase names otherwise (`his wife Ann Poe`), and names in captions and bylines outside of them.
  `Every country` is none in particular: another nominal never means it, and it means none before it.
- Looked at are the last actors before; for a pronoun also those named after it in its sentence (`When she left, Ann Poe …`); for a nominal
  also those far before of whom its words have been said.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice, takewhile

from seedlib.matching import fold
from seedlib.model import KIND, Mention, value
from seedlib.resolution.groups import Group, Grouping
from seedlib.resolution.roles import Reader, Role
from seedlib.resolution.scene import Place, Scene

__all__ = ["PRONOUNS", "SENTENCES", "Candidates", "Case"]

#: A pronoun's actor is in its sentence or one of those before, most often the last: Hobbs, Resolving Pronoun References, Lingua 1978.
SENTENCES = 5

#: So many mentions before one are looked at, and so many after a pronoun; and so many actors are weighed.
_BACK, _AHEAD, _ACTORS = 60, 8, 10

#: By the class of what is resolved: the kinds of actor that it may mean.
_KINDS: Mapping[str, frozenset[str]] = {
    "he": frozenset({"person", "unknown"}),
    "it": frozenset({"country", "group", "organization", "place", "publication", "unknown"}),
    "they": frozenset({"country", "group", "organization", "person", "publication", "unknown"}),
    "person": frozenset({"person", "unknown"}),
    "group": frozenset({"country", "group", "organization", "publication", "unknown"}),
    "organization": frozenset({"country", "group", "organization", "publication", "unknown"}),
    "place": frozenset({"country", "place", "unknown"}),
}

#: The classes of pronouns, whose actors are near.
PRONOUNS = frozenset({"he", "it", "they"})

#: The gender of which a pronoun's value tells.
_GENDERS = {"he": "m", "she": "f"}


@value  # positional: made once a pronoun
class Case:
    """What is to be resolved: a mention, its class, and what its words tell."""

    position: int
    #: `he` (she too), `it`, `they`; of nominals the kind of actor: `person`, `group`, `organization`, `place`.
    kind: str
    gender: str | None = None
    #: Of a nominal, the role that it holds.
    role: Role | None = None


class Candidates:
    """Finds whom the pronouns and nominals of one document may mean.

    Args:
        grouping: which mention means whom, so far; it is read anew for each case.
        scene: where the mentions stand.
        reader: reads roles.
    """

    def __init__(self, grouping: Grouping, scene: Scene, reader: Reader) -> None:
        self._grouping = grouping
        self._scene = scene
        self._reader = reader
        self._mentions: Sequence[Mention] = grouping.mentions
        self._starts = [mention.span.start for mention in self._mentions]
        self._of: defaultdict[str, list[int]] = defaultdict(list)
        for position, (group, _) in sorted(grouping.of.items()):
            self._of[group.id].append(position)
        self._spoken: dict[str, frozenset[str]] = {}
        self._by_word = self._read_words()
        #: By actor: how many pronouns of each gender have meant him.
        self.told: defaultdict[str, Counter[str]] = defaultdict(Counter)
        #: The unnamed actors that are several: voters.
        self.several: set[str] = set()

    def case(self, position: int) -> Case | None:
        """Return what a mention asks; None where it is none of ours."""
        mention, place = self._mentions[position], self._scene.places[position]
        pronoun = self._scene.pronoun(place) if mention.form == "pronoun" else None
        if pronoun is not None:
            kind = "he" if pronoun[0] in _GENDERS else pronoun[0]
            return Case(position, kind, _GENDERS.get(pronoun[0])) if kind in PRONOUNS else None
        kind = str(mention.attributes.get(KIND))
        if mention.form != "nominal" or kind not in _KINDS or place.last == place.first or self._is_distributive(position):
            return None
        return Case(position, kind, self._noun_gender(place), self._reader.nominal(place.first))

    def _is_distributive(self, position: int) -> bool:
        """Say whether a mention means none in particular: `every country`."""
        place = self._scene.places[position]
        return self._mentions[position].form == "nominal" and self._scene.words.folded[place.first] in self._scene.grammar.distributives

    def tell(self, case: Case, group: Group) -> None:
        """Keep what a mention that means somebody tells of his gender: a noun for certain, a pronoun as far as it was chosen well."""
        if case.gender and case.kind in PRONOUNS:
            self.told[group.id][case.gender] += 1
        elif case.gender:
            group.gender = group.gender or case.gender
        if group.id in self._grouping.unnamed and self._tells_several(case):
            self.several.add(group.id)

    def _tells_several(self, case: Case) -> bool:
        return case.kind == "they" if case.kind in PRONOUNS else self._scene.is_plural(self._scene.places[case.position])

    def _noun_gender(self, place: Place) -> str | None:
        return self._reader.knowledge.gender_nouns.get(self._scene.words.folded[place.last - 1])

    def near(self, case: Case) -> Iterator[tuple[str, int]]:
        """Yield the actors that fit, the nearest first, each with its nearest mention."""
        seen = set(self._excluded(case))
        here = self._scene.places[case.position]
        near, others = self._back(case.position), self._described(case)
        if case.kind in PRONOUNS:
            near = takewhile(lambda p: self._scene.places[p].sentence > here.sentence - SENTENCES, near)
            ahead = range(case.position + 1, min(len(self._mentions), case.position + 1 + _AHEAD))
            others = takewhile(lambda p: self._scene.places[p].sentence == here.sentence, ahead)
        yield from islice(self._fitting(case, near, seen), _ACTORS)
        yield from self._fitting(case, others, seen)

    def recent(self, case: Case) -> list[str]:
        """Return whom the last mentions before a case mean, each of them."""
        of = self._grouping.of
        return [held[0].id for held in map(of.get, self._back(case.position)) if held is not None]

    def words_of(self, group: Group) -> frozenset[str]:
        """Return the words of an actor's names."""
        if group.id not in self._spoken:
            self._spoken[group.id] = frozenset(fold(word) for name in group.names for word in name.split())
        return self._spoken[group.id]

    def speaker(self, claim: int) -> Group | None:
        """Return who speaks a claim, as far as its source's words tell."""
        if claim < 0 or not self._scene.claims[claim].source:
            return None
        span = self._scene.claims[claim].source[0]
        first, groups = bisect_right(self._starts, span.start - 1), []
        for position in range(first, min(len(self._mentions), first + 4)):
            if self._starts[position] >= span.end:
                break
            if position in self._grouping.of:
                groups.append(self._grouping.of[position][0])
        return next((group for group in groups if group.kind == "person"), groups[0] if groups else None)

    def _back(self, position: int) -> Iterable[int]:
        return range(position - 1, max(-1, position - 1 - _BACK), -1)

    def _fitting(self, case: Case, positions: Iterable[int], seen: set[str]) -> Iterator[tuple[str, int]]:
        of, kinds = self._grouping.of, _KINDS[case.kind]
        for position in positions:
            held = of.get(position)
            if held is not None:
                group = held[0]
                if group.kind in kinds and group.id not in seen and self._fits(case, group, position):
                    seen.add(group.id)
                    yield group.id, position

    def _described(self, case: Case) -> Iterator[int]:
        """Yield the last mentions of those far off of whom a nominal's words have been said: who has the role, whose name has the word."""
        here = self._scene.places[case.position]
        told = case.role.words if case.role is not None else (self._scene.words.folded[here.last - 1],)
        for word in told:
            for identifier in self._by_word.get(word, ()):
                positions = self._of[identifier]
                at = bisect_right(positions, case.position) - 1
                if at >= 0:
                    yield positions[at]

    def _fits(self, case: Case, group: Group, position: int) -> bool:
        """Say whether a mention of an actor of a fitting kind may be meant."""
        if case.gender and group.gender and case.gender != group.gender:
            return False
        if not self._number_agrees(case, group):
            return False
        if case.kind not in PRONOUNS and self._is_distributive(position):
            return False
        if case.kind == "person" and case.role and case.role.country and group.country not in {None, case.role.country}:
            return False
        if self._mentions[position].span.overlaps(self._mentions[case.position].span):
            return False
        place = self._scene.places[position]
        return not place.aside or place.block == self._scene.places[case.position].block or len(self._of[group.id]) > 1

    def _number_agrees(self, case: Case, group: Group) -> bool:
        if case.kind == "they":
            return group.kind != "person" or group.id in self._grouping.unnamed  # a voter, they; not Ann Poe, they
        return case.kind != "he" or group.id not in self.several

    def _excluded(self, case: Case) -> Iterator[str]:
        """Yield who cannot be meant: who is named in the phrase that the pronoun owns, or joined to it by `and`; who speaks a quotation."""
        places, folded, known = self._scene.places, self._scene.words.folded, self._scene.grammar
        here = places[case.position]
        speaker = self.speaker(here.content) if here.quotation >= 0 and case.kind in PRONOUNS else None
        if speaker is not None:
            yield speaker.id
        for position in range(case.position + 1, min(len(places), case.position + 3)):
            there = places[position]
            between = range(here.last, there.first)
            if position not in self._grouping.of or len(between) > 4 or there.sentence != here.sentence:  # "his late wife"
                continue
            possessed = here.part == "owner" and all(folded[n].isalpha() and folded[n] not in known.closed for n in between)
            if possessed or (len(between) == 1 and folded[here.last] in known.conjunctions):
                yield self._grouping.of[position][0].id
        if case.position and case.position - 1 in self._grouping.of and here.part != "owner":
            there = places[case.position - 1]
            if here.first - there.last == 1 and folded[there.last] in known.conjunctions:
                yield self._grouping.of[case.position - 1][0].id

    def _read_words(self) -> dict[str, list[str]]:
        """Return the actors by what may be said of them: a person's roles, the words of a body's name."""
        said: defaultdict[str, list[str]] = defaultdict(list)
        for group in self._grouping.groups.values():
            for word in self._reader.called(group.roles) if group.kind == "person" else sorted(self.words_of(group)):
                if len(said[word]) < _ACTORS:
                    said[word].append(group.id)
        return dict(said)
