"""The evidence for whom a pronoun or a nominal means: its possible actors, each with what speaks for and against it.

    President Ann Poe met Jo Roe. She left.
    she → Ann Poe   d1 first-in-sentence subject gender-same names-1 …
    she → Jo Roe    d1 object given-unknown rank0 …
    she → nobody

Rules:

- A piece of evidence is a name; it holds or it does not. Those of nobody begin with `none`.
- How much each weighs is said elsewhere (`choosing`).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from seedlib.matching import spelled
from seedlib.model import KIND, Link, Mention
from seedlib.resolution.candidates import PRONOUNS, SENTENCES, Candidates, Case
from seedlib.resolution.groups import Group, Grouping
from seedlib.resolution.roles import Reader
from seedlib.resolution.scene import Place, Scene

__all__ = ["OFFICE", "Option", "Weighing"]

#: The evidence that an owner owns an office: `its negotiator`.
OFFICE = "none-office"

#: Upper ends of how often a name stands in the document, and of words between.
_TIMES, _WORDS = (1, 2, 4, 8), (3, 8, 16)

#: By their number among `_TIMES`: how often the last mentions before a case mean an actor.
_RECENT = tuple(f"recent-{number}" for number in range(len(_TIMES) + 1))

#: What parts the words between two mentions, beside conjunctions.
_SIGNS = frozenset(",;:—")

_LINK = "coreference:same"

#: A tagger links over this many words at least: its windows have about a hundred.
_SEEN = 60

#: Links of which those who cannot be meant have a greater share tell nothing.
_MOST = 0.5


class _Asked(NamedTuple):
    """What is the same for all options of a case."""

    case: Case
    here: Place
    #: Who speaks the words around it, and who spoke before the claim whose source it stands in.
    speakers: tuple[Group | None, Group | None]
    #: Its words, folded, and that of them which is a determiner; `other` where none is.
    words: Sequence[str]
    determiner: str


class Option(NamedTuple):
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
        reader: for what is known of the language.
        candidates: whom a case may mean.
        links: what a tagger says of which mentions are one.
    """

    def __init__(self, grouping: Grouping, scene: Scene, reader: Reader, candidates: Candidates, links: Sequence[Link]) -> None:
        self._grouping = grouping
        self._scene = scene
        self._reader = reader
        self._candidates = candidates
        self._mentions: Sequence[Mention] = grouping.mentions
        self._starts = [mention.span.start for mention in self._mentions]
        self._named: Counter[str] = Counter(group.id for group, _ in grouping.of.values())
        persons = [grouping.of[position][0].id for position in sorted(grouping.of) if grouping.of[position][0].kind == "person"]
        self._topic = Counter(persons).most_common(1)[0][0] if persons else ""
        self._first = persons[0] if persons else ""
        self._given: dict[str, tuple[str, str]] = {}
        self._actors: dict[str, tuple[str, ...]] = {}
        places = scene.places
        #: By position, whether a mention is the first of its sentence.
        self._begins = [n == 0 or places[n - 1].sentence != place.sentence for n, place in enumerate(places)]
        self._joined = [self._is_joined(position) for position in range(len(self._mentions))]
        known = scene.grammar
        self._cuts = known.conjunctions | known.subordinators | known.relatives | _SIGNS
        self._links = self._read_links(links)

    def options(self, case: Case) -> list[Option]:
        """Return whom a case may mean, nobody first."""
        near, groups, places = dict(self._candidates.near(case)), self._grouping.groups, self._scene.places
        known = [identifier for identifier in near if case.gender and groups[identifier].gender == case.gender]
        linked, recent = self._linked(case, near, known), Counter(self._candidates.recent(case))
        subject = next((identifier for identifier, p in near.items() if p < case.position and places[p].part == "subject"), None)
        asked = self._asked(case)
        options = [Option(None, -1, tuple(self._nobody(asked, near)), None if linked is None else linked[""])]
        for rank, (identifier, position) in enumerate(near.items()):
            group = groups[identifier]
            evidence = self._evidence(asked, group, position, rank)
            evidence.append(_RECENT[_bucket(recent[identifier], _TIMES)])
            if known == [identifier]:
                evidence.append("gender-only")
            if subject == identifier:
                evidence.append("last-subject")
            options.append(Option(group, position, tuple(evidence), self._link_to(case, identifier, position, linked)))
        return options

    def _asked(self, case: Case) -> _Asked:
        here, speaker = self._scene.places[case.position], self._candidates.speaker
        speakers = speaker(here.content), speaker(here.source - 1) if here.source > 0 else None
        words = self._scene.words.folded[here.first : here.last]
        return _Asked(case, here, speakers, words, words[0] if words[0] in self._scene.grammar.determiners else "other")

    def _evidence(self, asked: _Asked, group: Group, position: int, rank: int) -> list[str]:
        case, here, there = asked.case, asked.here, self._scene.places[position]
        distance, form = here.sentence - there.sentence, self._mentions[position].form
        after, unnamed = position > case.position, group.id in self._grouping.unnamed
        begins = not after and self._begins[position]
        found = list(_of_places(after, min(distance, SENTENCES), here.part, there.part, min(rank, 4), form, unnamed, begins))
        found += self._of_actor(group)
        found += self._of_mention(position, here, there)
        if case.gender is not None:
            found += self._gender(case.gender, group)
        found += self._voices(asked, group, there)
        if distance == 0:
            found += self._inside(case, position, here, there)
        if case.kind not in PRONOUNS:
            found += self._nominal(asked, group, there)
        elif form == "pronoun" and not after:
            same = self._scene.pronoun(there) == self._scene.pronoun(here)
            found.append(f"chain-{min(distance, 2)}-same" if same else f"chain-{min(distance, 2)}")
        return found

    def _of_actor(self, group: Group) -> tuple[str, ...]:
        """Return what an actor is in the whole text."""
        found = self._actors.get(group.id)
        if found is None:
            names = f"names-{_bucket(self._named[group.id], _TIMES)}"
            told = (("topic", self._topic), ("first-named", self._first))
            found = self._actors[group.id] = (f"kind-{group.kind}", names, *(name for name, identifier in told if identifier == group.id))
        return (*found, "several") if group.id in self._candidates.several else found

    def _of_mention(self, position: int, here: Place, there: Place) -> list[str]:
        """Return what the nearest mention of an actor is."""
        found = []
        if there.block != here.block:
            found.append("other-block")
        if there.aside and not here.aside:
            found.append("aside")
        if self._joined[position]:
            found.append("in-list")
        return found

    def _nobody(self, asked: _Asked, near: Mapping[str, int]) -> Iterator[str]:
        case, here, words = asked.case, asked.here, self._scene.words
        yield "none"
        yield f"none-{here.part}"
        yield f"none-options-{min(len(near), 3)}"
        nearest = next(iter(near.values()), None)
        distance = SENTENCES if nearest is None else min(abs(here.sentence - self._scene.places[nearest].sentence), SENTENCES)
        yield f"none-d{distance}"
        if here.quotation >= 0:
            yield "none-quoted"
        if here.source >= 0:
            yield "none-source"
        if here.last < len(words) and words.folded[here.last] in self._scene.grammar.bes:
            yield "none-be"
        if self._begins[case.position]:
            yield "none-begins"
        if case.kind == "it" and here.part == "owner" and self._owns_office(case.position):
            yield OFFICE
        if case.kind not in PRONOUNS:
            yield f"none-det-{asked.determiner}"
            yield f"none-{'plural' if self._scene.is_plural(here) else 'one'}"
            yield f"none-words-{min(here.last - here.first, 5)}"

    def _owns_office(self, position: int) -> bool:
        """Say whether a possessive begins a nominal that is a role: `its negotiator`."""
        start = self._mentions[position].span.start
        for near in self._mentions[max(0, position - 1) : position + 2]:
            if near.form == "nominal" and near.span.start == start and near.attributes.get(KIND) == "person":
                return self._reader.nominal(self._scene.places[position].first) is not None
        return False

    def _is_joined(self, position: int) -> bool:
        """Say whether `and` stands beside a mention, with another right behind it."""
        places, folded, known = self._scene.places, self._scene.words.folded, self._scene.grammar
        for one, other in ((position - 1, position), (position, position + 1)):
            if (
                one >= 0
                and other < len(places)
                and places[other].first - places[one].last == 1
                and folded[places[one].last] in known.conjunctions
            ):
                return True
        return False

    def _gender(self, asked: str, group: Group) -> list[str]:
        found = ["gender-same"] if group.gender else []
        told = self._candidates.told.get(group.id)
        if told:
            found.append("told-same" if told[asked] * 2 >= sum(told.values()) else "told-other")
        name, gender = self._given_gender(group)
        found.append(f"{name}-unknown" if not gender else f"{name}-same" if gender == asked else f"{name}-other")
        return found

    def _given_gender(self, group: Group) -> tuple[str, str]:
        """Return the gender of a person's given name; of a name of one word it is less sure that it is one."""
        if group.id not in self._given:
            longest = max(group.names, key=lambda name: len(name.split()), default="")
            given = next(iter(spelled(longest)), "")
            self._given[group.id] = ("given" if len(longest.split()) > 1 else "single", self._reader.knowledge.genders.get(given, ""))
        return self._given[group.id]

    def _voices(self, asked: _Asked, group: Group, there: Place) -> list[str]:
        """Return what speaking tells: who speaks the words around, and who spoke last."""
        found = []
        here, (speaker, last) = asked.here, asked.speakers
        quoted = here.quotation >= 0
        if speaker is not None:
            found.append("speaker" if speaker is group else "other-speaker")
        if quoted and here.quotation == there.quotation:
            found.append("same-quotation")
        elif here.quotation != there.quotation:
            found.append("out-of-quotation" if quoted else "from-quotation")
        if last is group:
            found.append("spoke-last")
        if here.source >= 0:
            found.append("as-source")
        return found

    def _inside(self, case: Case, position: int, here: Place, there: Place) -> Iterator[str]:
        """Yield what the words between two mentions of a sentence tell."""
        folded, known = self._scene.words.folded, self._scene.grammar
        first, last = (there.last, here.first) if position < case.position else (here.last, there.first)
        between = folded[first:last]
        after = "after-" if position > case.position else ""
        yield f"{after}near-{_bucket(len(between), _WORDS)}"
        yield f"{after}{here.part}~{there.part}-{'bound' if self._cuts.isdisjoint(between) else 'cut'}"
        if after:
            begins = self._scene.first_word(here.sentence)
            opening = folded[begins] in known.subordinators or folded[begins] in known.prepositions or not self._begins[case.position]
            comma = "," in between
            yield f"after-{'opening' if opening else 'main'}-{'comma' if comma else 'no-comma'}"
        elif not known.relatives.isdisjoint(between):
            yield "relative-between" if known.relatives.isdisjoint(between[:2]) else "relative-own"
        if not after and here.part == "owner" and len(between) == 1 and between[0] in known.conjunctions:
            yield "and-own"

    def _link_to(self, case: Case, identifier: str, position: int, linked: Mapping[str, float] | None) -> float | None:
        """Return what links give an actor; one whom the tagger did not see beside the case is as likely by them as nobody."""
        if linked is None:
            return None
        if identifier in linked:
            return linked[identifier]
        away = self._scene.places[case.position].first - self._scene.places[position].last
        return linked[""] if away > _SEEN else 0.0

    def _linked(self, case: Case, near: Container[str], known: Sequence[str]) -> Mapping[str, float] | None:
        """Return what a tagger's links give each actor, and under no id what is left for nobody.

        None where no tagger linked anything, or most to one who cannot be meant: `Mr Roe met Mrs Poe. She …`; nor is it one with a given
        name of another gender where somebody is known to be of this one.

        Args:
            case: what is to be resolved.
            near: the actors that fit.
            known: those of them that are known to be of the case's gender.
        """
        if self._links is None:
            return None
        links = self._links.get(case.position, ())
        given: defaultdict[str, float] = defaultdict(float, {"": max(0.0, 1 - sum(score for _, score in links))})
        wrong = 0.0
        for position, score in links:
            if position in self._grouping.of:
                group = self._grouping.of[position][0]
                given[group.id] += score
                other = bool(known) and self._given_gender(group)[1] not in {"", case.gender}
                wrong += score if other or group.id not in near else 0.0
        return given if wrong <= _MOST * sum(score for _, score in links) else None

    def _nominal(self, asked: _Asked, group: Group, there: Place) -> list[str]:
        """Return what a nominal's words have in common with an actor: `the ministry` and the Ministry of Tea."""
        words, form = asked.words, "noun" if group.id in self._grouping.unnamed else "name"
        found = [f"det-{asked.determiner}-{form}"]
        spoken = self._candidates.words_of(group)
        if words[-1] in spoken:
            found.append(f"head-in-{form}")
            alike = there.last - there.first == len(words)
            if form == "noun" and alike and self._scene.words.folded[there.first + 1 : there.last] == words[1:]:
                found.append("same-noun")
        elif not spoken.isdisjoint(words):
            found.append("word-in-name")
        role = asked.case.role
        if role is not None:
            held = self._reader.fits(role.words, group.roles)
            found.append("role-same" if held else "role-other" if group.roles else "role-unknown")
            if role.country and group.country:
                found.append("country-same")
        return found

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


@lru_cache(maxsize=4096)  # pure: thousands of options stand in the same few hundred ways
def _of_places(  # noqa: PLR0913, PLR0917  # the arguments are the key of what is kept
    after: bool, distance: int, here: str, there: str, rank: int, form: str, unnamed: bool, begins: bool
) -> tuple[str, ...]:
    """Return what the place of an actor's nearest mention, `there`, tells beside that of a case, `here`.

    Args:
        after: whether it stands behind the case.
        distance: sentences between the two.
        here: the case's part in its sentence.
        there: the mention's.
        rank: how many actors are nearer.
        form: the mention's.
        unnamed: whether nobody names the actor.
        begins: whether the mention begins its sentence, before the case.
    """
    where = "after" if after else f"d{distance}"
    far = where if distance <= 1 else "far"
    found = [where, f"{where}-{there}", f"{here}~{there}-here" if distance == 0 else f"{here}~{there}", f"rank{rank}", f"{form}-{far}"]
    if unnamed:
        found.append(f"unnamed-{far}")
    if begins:
        found.append(f"begins-{min(distance, 2)}")
    return tuple(found)


def _bucket(amount: float, ends: Sequence[float]) -> int:
    """Return the number of the bucket that an amount falls into."""
    return bisect_left(ends, amount)
