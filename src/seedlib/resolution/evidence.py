"""The evidence for whom a pronoun or a nominal means: its possible actors, each with what speaks for and against it.

    President Ann Poe met Jo Roe. She left.
    she → Ann Poe   d1 first-in-sentence subject gender-same names-1 …
    she → Jo Roe    d1 object given-unknown rank0 …
    she → nobody

Rules:

- Only what cannot be is left out: another gender by title, another kind, what the same phrase names otherwise (`his wife Ann Poe`).
  All else is evidence, which is weighed elsewhere (`choosing`).
- A piece of evidence is a name; it holds or it does not. Those of nobody begin with `none`.
- Looked at are the last actors before, and, for a pronoun, those named after it in its sentence (`When she left, Ann Poe …`).
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice, takewhile

from seedlib.matching import fold
from seedlib.model import KIND, Link, Mention, value
from seedlib.resolution.groups import Group, Grouping
from seedlib.resolution.roles import Reader
from seedlib.resolution.scene import Place, Scene

__all__ = ["PRONOUNS", "Case", "Option", "Weighing"]

#: A pronoun's actor is in its sentence or one of those before, most often the last: Hobbs, Resolving Pronoun References, Lingua 1978.
_SENTENCES = 5

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

#: Upper ends of how often a name stands in the document, and of words between.
_TIMES, _WORDS = (1, 2, 4, 8), (3, 8, 16)

_LINK = "coreference:same"


@value  # positional: made once a pronoun
class Case:
    """What is to be resolved: a mention, its class, and the gender that it tells."""

    position: int
    #: `he` (she too), `it`, `they`; of nominals the kind of actor: `person`, `group`, `organization`, `place`.
    kind: str
    gender: str | None = None


@value  # positional: made once an actor of a case
class Option:
    """Whom a case may mean; nobody where there is no group."""

    group: Group | None
    #: Its mention that is nearest; -1 of nobody.
    position: int
    evidence: tuple[str, ...]
    #: The probability that a tagger's links give it; None where no tagger linked anything.
    linked: float | None = None


class Weighing:
    """Collects the evidence in one document.

    Args:
        grouping: which mention means whom, so far; it is read anew for each case.
        scene: where the mentions stand.
        reader: reads roles.
        links: what a tagger says of which mentions are one.
    """

    def __init__(self, grouping: Grouping, scene: Scene, reader: Reader, links: Sequence[Link]) -> None:
        self._grouping = grouping
        self._scene = scene
        self._reader = reader
        self._mentions: Sequence[Mention] = grouping.mentions
        self._starts = [mention.span.start for mention in self._mentions]
        self._named: Counter[str] = Counter(group.id for group, _ in grouping.of.values())
        persons = [group.id for group, _ in grouping.of.values() if group.kind == "person"]
        self._topic = Counter(persons).most_common(1)[0][0] if persons else ""
        self._given: dict[str, tuple[str, str]] = {}
        self._of: defaultdict[str, list[int]] = defaultdict(list)
        for position, (group, _) in sorted(grouping.of.items()):
            self._of[group.id].append(position)
        self._by_word = self._read_words()
        self._told: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._links = self._read_links(links)

    def case(self, position: int) -> Case | None:
        """Return what a mention asks; None where it is none of ours."""
        mention, place = self._mentions[position], self._scene.places[position]
        pronoun = self._scene.pronoun(place) if mention.form == "pronoun" else None
        if pronoun is not None:
            kind = "he" if pronoun[0] in _GENDERS else pronoun[0]
            return Case(position, kind, _GENDERS.get(pronoun[0])) if kind in PRONOUNS else None
        kind = str(mention.attributes.get(KIND))
        return Case(position, kind, self._noun_gender(place)) if mention.form == "nominal" and kind in _KINDS else None

    def tell(self, case: Case, group: Group) -> None:
        """Keep what a mention that means somebody tells of his gender: a noun for certain, a pronoun as far as it was chosen well."""
        if case.gender and case.kind in PRONOUNS:
            self._told[group.id][case.gender] += 1
        elif case.gender:
            group.gender = group.gender or case.gender

    def _noun_gender(self, place: Place) -> str | None:
        return self._reader.knowledge.gender_nouns.get(self._scene.words.folded[place.last - 1]) if place.last > place.first else None

    def options(self, case: Case) -> list[Option]:
        """Return whom a case may mean, nobody first."""
        near = dict(self._near(case))
        ranks = {identifier: rank for rank, identifier in enumerate(near)}
        known = [identifier for identifier in near if case.gender and self._grouping.groups[identifier].gender == case.gender]
        linked = self._linked(case)
        options = [Option(None, -1, tuple(self._nobody(case, near)), None if linked is None else linked[""])]
        for identifier, position in near.items():
            group = self._grouping.groups[identifier]
            evidence = (*self._evidence(case, group, position, ranks), *(("gender-only",) if known == [identifier] else ()))
            options.append(Option(group, position, evidence, None if linked is None else linked[identifier]))
        return options

    def _near(self, case: Case) -> Iterator[tuple[str, int]]:
        """Yield the actors that fit, the nearest first, each with its nearest mention."""
        seen = set(self._excluded(case))
        here = self._scene.places[case.position]
        near = self._back(case.position)
        if case.kind in PRONOUNS:
            near = takewhile(lambda p: self._scene.places[p].sentence > here.sentence - _SENTENCES, near)
        ahead = range(case.position + 1, min(len(self._mentions), case.position + 1 + _AHEAD)) if case.kind in PRONOUNS else ()
        after = takewhile(lambda p: self._scene.places[p].sentence == here.sentence, ahead)
        fitting = self._fitting(case, near, seen)
        yield from islice(fitting, _ACTORS)
        yield from self._fitting(case, after if case.kind in PRONOUNS else self._described(case), seen)

    def _back(self, position: int) -> Iterator[int]:
        return iter(range(position - 1, max(-1, position - 1 - _BACK), -1))

    def _fitting(self, case: Case, positions: Iterable[int], seen: set[str]) -> Iterator[tuple[str, int]]:
        for position in positions:
            group = self._grouping.of[position][0] if position in self._grouping.of else None
            if group is not None and group.id not in seen and self._fits(case, group, position):
                seen.add(group.id)
                yield group.id, position

    def _described(self, case: Case) -> Iterator[int]:
        """Yield the last mentions of those far off of whom a nominal's words have been said: who has the role, whose name has the word."""
        here = self._scene.places[case.position]
        role = self._reader.nominal(here.first)
        told = role.words if role is not None else (self._scene.words.folded[here.last - 1],)
        for word in told:
            for identifier in self._by_word.get(word, ()):
                positions = self._of[identifier]
                at = bisect_right(positions, case.position) - 1
                if at >= 0:
                    yield positions[at]

    def _fits(self, case: Case, group: Group, position: int) -> bool:
        there, here = self._mentions[position], self._mentions[case.position]
        if group.kind not in _KINDS[case.kind] or there.span.overlaps(here.span):
            return False
        if case.gender and group.gender and case.gender != group.gender:
            return False
        place = self._scene.places[position]
        return not place.aside or place.block == self._scene.places[case.position].block or self._named[group.id] > 1

    def _excluded(self, case: Case) -> Iterator[str]:
        """Yield who cannot be meant: who is named in the phrase that the pronoun owns, or joined to it by `and`."""
        places, folded, known = self._scene.places, self._scene.words.folded, self._scene.grammar
        here = places[case.position]
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

    def _evidence(self, case: Case, group: Group, position: int, ranks: Mapping[str, int]) -> Iterator[str]:
        here, there = self._scene.places[case.position], self._scene.places[position]
        distance = here.sentence - there.sentence
        after = position > case.position
        where = "after" if after else f"d{min(distance, _SENTENCES)}"
        yield where
        yield f"{where}-{there.part}"
        yield f"{here.part}~{there.part}" + ("-here" if distance == 0 else "")
        yield f"rank{min(ranks[group.id], 4)}"
        yield f"kind-{group.kind}"
        yield f"{self._mentions[position].form}-{where if distance <= 1 else 'far'}"
        yield f"names-{_bucket(self._named[group.id], _TIMES)}"
        if group.id == self._topic:
            yield "topic"
        if there.block != here.block:
            yield "other-block"
        if there.aside and not here.aside:
            yield "aside"
        if group.id in self._grouping.unnamed:
            yield f"unnamed-{where if distance <= 1 else 'far'}"
        if self._mentions[position].form == "nominal" and self._is_plural(there):
            yield "plural"
        if not after and self._begins(position):
            yield f"begins-{min(distance, 2)}"
        yield from self._gender(case, group)
        yield from self._voices(group, here, there)
        if distance == 0:
            yield from self._inside(case, position, here, there)
        if case.kind not in PRONOUNS:
            yield from self._nominal(case, group, there)
        elif self._mentions[position].form == "pronoun" and not after:
            same = self._scene.words.folded[there.first] == self._scene.words.folded[here.first]
            yield f"chain-{min(distance, 2)}" + ("-same" if same else "")

    def _nobody(self, case: Case, near: Mapping[str, int]) -> Iterator[str]:
        here, words = self._scene.places[case.position], self._scene.words
        yield "none"
        yield f"none-{here.part}"
        yield f"none-options-{min(len(near), 3)}"
        nearest = next(iter(near.values()), None)
        distance = _SENTENCES if nearest is None else min(abs(here.sentence - self._scene.places[nearest].sentence), _SENTENCES)
        yield f"none-d{distance}"
        if here.quotation >= 0:
            yield "none-quoted"
        if here.source >= 0:
            yield "none-source"
        if here.last < len(words) and words.folded[here.last] in self._scene.grammar.bes:
            yield "none-be"
        if self._begins(case.position):
            yield "none-begins"
        if case.kind not in PRONOUNS:
            yield f"none-det-{self._determiner(here)}"
            yield f"none-{'plural' if self._is_plural(here) else 'one'}"
            yield f"none-words-{min(here.last - here.first, 5)}"

    def _begins(self, position: int) -> bool:
        """Say whether a mention is the first of its sentence."""
        places = self._scene.places
        return position == 0 or places[position - 1].sentence != places[position].sentence

    def _gender(self, case: Case, group: Group) -> Iterator[str]:
        if case.gender is None:
            return
        if group.gender:
            yield "gender-same"
        told = self._told.get(group.id)
        if told:
            yield "told-same" if told[case.gender] * 2 >= sum(told.values()) else "told-other"
        name, gender = self._given_gender(group)
        yield f"{name}-unknown" if not gender else f"{name}-same" if gender == case.gender else f"{name}-other"

    def _given_gender(self, group: Group) -> tuple[str, str]:
        """Return the gender of a person's given name; of a name of one word it is less sure that it is one."""
        if group.id not in self._given:
            longest = max(group.names, key=lambda name: len(name.split()), default="").split()
            plain, genders = _plain(longest[0]) if longest else "", self._reader.knowledge.genders
            self._given[group.id] = (
                "given" if len(longest) > 1 else "single",
                genders.get(plain) or genders.get(plain.partition("-")[0], ""),
            )
        return self._given[group.id]

    def _voices(self, group: Group, here: Place, there: Place) -> Iterator[str]:
        """Yield what speaking tells: who speaks the words around, and who spoke last."""
        speaker = self._speaker(here.content)
        quoted = here.quotation >= 0
        if speaker is not None:
            yield ("speaker-quoted" if quoted else "speaker") if speaker is group else "other-speaker"
        if quoted and here.quotation == there.quotation:
            yield "same-quotation"
        elif here.quotation != there.quotation:
            yield "out-of-quotation" if quoted else "from-quotation"
        if here.source >= 0 and here.source > 0 and self._speaker(here.source - 1) is group:
            yield "spoke-last"
        if here.source >= 0:
            yield "as-source"

    def _speaker(self, claim: int) -> Group | None:
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

    def _inside(self, case: Case, position: int, here: Place, there: Place) -> Iterator[str]:
        """Yield what the words between two mentions of a sentence tell."""
        folded, known = self._scene.words.folded, self._scene.grammar
        first, last = (there.last, here.first) if position < case.position else (here.last, there.first)
        between = folded[first:last]
        after = "after-" if position > case.position else ""
        yield f"{after}near-{_bucket(len(between), _WORDS)}"
        cut = any(
            word in known.conjunctions or word in known.subordinators or word in known.relatives or word in ",;:—" for word in between
        )
        yield f"{after}{here.part}~{there.part}-{'cut' if cut else 'bound'}"
        if after:
            begins = self._scene.first_word(here.sentence)
            opening = folded[begins] in known.subordinators or folded[begins] in known.prepositions or not self._begins(case.position)
            comma = "," in between
            yield f"after-{'opening' if opening else 'main'}-{'comma' if comma else 'no-comma'}"
        elif any(word in known.relatives for word in between):
            yield "relative-between"

    def _linked(self, case: Case) -> defaultdict[str, float] | None:
        """Return what a tagger's links give each actor, and under no id what is left for nobody; None where no tagger linked anything."""
        if self._links is None:
            return None
        links = self._links.get(case.position, ())
        given: defaultdict[str, float] = defaultdict(float, {"": max(0.0, 1 - sum(score for _, score in links))})
        for position, score in links:
            if position in self._grouping.of:
                given[self._grouping.of[position][0].id] += score
        return given

    def _is_plural(self, place: Place) -> bool:
        """Say whether a nominal means several."""
        word, known = self._scene.words.folded[place.last - 1], self._scene.grammar
        return word in known.plurals or (word.endswith(known.plural_endings) and not word.endswith("ss"))

    def _determiner(self, place: Place) -> str:
        word = self._scene.words.folded[place.first]
        return word if word in self._scene.grammar.determiners else "other"

    def _nominal(self, case: Case, group: Group, there: Place) -> Iterator[str]:
        """Yield what a nominal's words have in common with an actor: `the ministry` and the Ministry of Tea."""
        here, words = self._scene.places[case.position], self._scene.words
        named = group.id not in self._grouping.unnamed
        yield f"det-{self._determiner(here)}-{'name' if named else 'noun'}"
        head = words.folded[here.last - 1]
        spoken = {fold(word) for name in group.names for word in name.split()}
        if head in spoken:
            yield f"head-in-{'name' if named else 'noun'}"
            if (
                not named
                and there.last - there.first == here.last - here.first
                and words.folded[there.first + 1 : there.last] == words.folded[here.first + 1 : here.last]
            ):
                yield "same-noun"
        elif spoken.intersection(words.folded[here.first : here.last]):
            yield "word-in-name"
        role = self._reader.nominal(here.first)
        if role is not None:
            held = any(word in group.roles for word in role.words)
            yield "role-same" if held else "role-other" if group.roles else "role-unknown"
            if role.country and group.country:
                yield "country-same" if role.country == group.country else "country-other"

    def _read_words(self) -> dict[str, list[str]]:
        """Return the actors by what may be said of them: a person's roles, the words of a body's name."""
        said: defaultdict[str, list[str]] = defaultdict(list)
        for group in self._grouping.groups.values():
            words = group.roles if group.kind == "person" else dict.fromkeys(fold(word) for name in group.names for word in name.split())
            for word in words:
                if len(said[word]) < _ACTORS:
                    said[word].append(group.id)
        return dict(said)

    def _read_links(self, links: Iterable[Link]) -> dict[int, list[tuple[int, float]]] | None:
        """Return the links between mentions, by the later one; None if there are none."""
        by_start = {mention.span.start: n for n, mention in reversed(list(enumerate(self._mentions)))}
        by_span = {(mention.span.start, mention.span.end): n for n, mention in enumerate(self._mentions)}
        found: defaultdict[int, list[tuple[int, float]]] = defaultdict(list)
        wanted = [link for link in links if link.name == _LINK]
        for link in wanted:
            later = by_span.get((link.dependent.start, link.dependent.end), by_start.get(link.dependent.start))
            earlier = by_span.get((link.head.start, link.head.end))
            if earlier is None:
                earlier = next(self._covered(link.head.start, link.head.end), None)
            if later is not None and earlier is not None:
                found[later].append((earlier, link.score))
        return found if wanted else None

    def _covered(self, start: int, end: int) -> Iterator[int]:
        """Yield the mentions that begin inside a span."""
        for position in range(bisect_right(self._starts, start - 1), len(self._starts)):
            if self._starts[position] >= end:
                return
            yield position


def _bucket(amount: float, ends: Sequence[float]) -> int:
    """Return the number of the bucket that an amount falls into."""
    return sum(amount > end for end in ends)


def _plain(name: str) -> str:
    """Return a given name as the lexicon has it, without accents and capitals."""
    return "".join(sign for sign in unicodedata.normalize("NFD", fold(name)) if not unicodedata.combining(sign))
