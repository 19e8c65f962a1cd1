"""Persons: which names of persons mean the same one, from the names and the titles before them.

Rules:

- The longest names come first. A name of several words is that of a longer one which it fits; of several such, the nearest before it.
- Any other is a short form: of the persons who may be called so, who has the role that stands beside it (`Mayor Smith`), else who was last
  called so or began a sentence with the full name, else whom the text has named most often in full, else first: relatives come later, and
  in passing. Where several may be meant it is so with less confidence, and with little where another of them was named last or just before.
- `Mr` and `Mrs` tell two persons of one name apart; so does what follows a name (`Jr.`).
- A family (`the Clintons`) is no person.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cache
from itertools import islice
from typing import TypeAlias

import attrs

from seedlib.model import value
from seedlib.resolution.names import Spelling, fits

__all__ = ["Naming", "Placed", "Roles", "join_persons"]

#: How sure a mention's place is: the same words; a short form of one full name; of several, one of which is likelier; of several as near.
_SAME, _SHORT, _SHARED, _EVEN = 0.95, 0.9, 0.6, 0.4

#: So many persons of one short name are looked at: those named last. More are a list, and the text is not about them.
_LOOKED_AT = 8


#: Tells what the words beside a name, words `first` to `last`, say that somebody is: `senator` for `Sen.`.
Roles: TypeAlias = Callable[[int, int], Iterable[str]]


@value(kw_only=True)
class Naming:
    """One place where a text names a person."""

    #: Which of the document's mentions it is.
    position: int
    #: The document's words that it has, without the titles before.
    numbers: range
    spelling: Spelling
    #: `m` or `f` where the title before it tells.
    gender: str | None = None
    #: The same where only the given name tells.
    likely: str | None = None
    #: The actor's id where it is known already.
    actor: str | None = None
    #: Whether it begins a sentence: the text is about whom it names.
    leads: bool = False
    #: A family or people of this name: `the Clintons`.
    plural: bool = False


@value  # positional: made once a mention
class Placed:
    """Whom a name means: the number of the person's first, fullest name among the namings, and how sure that is."""

    person: int
    confidence: float


@attrs.define
class _Person:
    """A person, and what is known so far of the names and titles it has."""

    #: The number of its fullest name.
    number: int
    spelling: Spelling
    gender: str | None = None
    likely: str | None = None
    #: What it may be called, with the rank of each.
    forms: tuple[tuple[tuple[str, ...], int], ...] = ()
    #: Where it was last named in full at the beginning of a sentence, and where first and last at all; how often in full, so far.
    led: int = -1
    first: int = -1
    last: int = -1
    count: int = 0
    #: Its namings, of which the roles are read where they are asked for.
    namings: list[int] = attrs.field(factory=list)


def join_persons(
    namings: Sequence[Naming], roles: Roles, particles: AbstractSet[str] = frozenset(), given: AbstractSet[str] = frozenset()
) -> dict[int, Placed]:
    """Return for each naming, by its number, whose name it is.

    Args:
        namings: in text order.
        roles: tells what somebody is, asked only where several have one short name.
        particles: words inside names that are no names themselves, folded.
        given: given names, folded.
    """
    return _Joining(namings, roles, particles, given).join()


class _Joining:
    def __init__(self, namings: Sequence[Naming], roles: Roles, particles: AbstractSet[str], given: AbstractSet[str]) -> None:
        self._namings = namings
        self._roles = cache(lambda number: frozenset(roles(namings[number].numbers.start, namings[number].numbers.stop)))
        self._particles = particles
        self._given = given
        #: Full names, by their words.
        self._words = {naming.spelling.words for naming in namings if len(naming.spelling.words) > 1}
        self._placed: dict[int, Placed] = {}
        #: The person of each full name's words, whom these words name whatever else does.
        self._full: dict[tuple[object, ...], _Person] = {}
        #: Persons by words that a name which fits theirs has as well.
        self._alike: defaultdict[tuple[str, ...], dict[int, _Person]] = defaultdict(dict)
        #: Persons by their short forms, with the form's rank.
        self._short: defaultdict[tuple[str, ...], dict[int, tuple[_Person, int]]] = defaultdict(dict)
        self._of: dict[int, _Person] = {}

    def join(self) -> dict[int, Placed]:
        order = sorted(range(len(self._namings)), key=lambda n: (self._namings[n].actor is None, *self._length(n), n))
        self._place_short({number for number in order if not self._place_full(number)})
        return self._placed

    def _length(self, number: int) -> tuple[int, int]:
        spelling = self._namings[number].spelling
        return -len(spelling.words), -spelling.letters

    def _place_full(self, number: int) -> bool:
        """Place a name of several words, one with a number, or one whose actor is known; say whether it is one."""
        naming = self._namings[number]
        spelling = naming.spelling
        if naming.plural or (len(spelling.words) == 1 and not naming.actor and not spelling.suffix):
            return False
        words = (*spelling.words, spelling.suffix)
        person, confidence = self._full.get(("", naming.actor) if naming.actor else words), _SAME
        if person is None:
            if not naming.actor:
                if spelling.words in self._short and not spelling.suffix:
                    return False
                person, confidence = self._fitting(naming)
            person = person or self._new(number)
            self._full[("", naming.actor) if naming.actor else words] = person
            self._full.setdefault(words, person)
        person.gender, person.likely = person.gender or naming.gender, person.likely or naming.likely
        person.namings.append(number)
        self._of[number] = person
        self._placed[number] = Placed(person.number, confidence)
        return True

    def _fitting(self, naming: Naming) -> tuple[_Person | None, float]:
        """Return the person whose longer name a name of several words fits; the nearest before it of several."""
        spelling = naming.spelling
        found = {
            number: person
            for key in _keys(spelling)
            for number, person in islice(self._alike.get(key, {}).items(), _LOOKED_AT)
            if fits(spelling, person.spelling) and _agree(naming.gender, person.gender)
        }
        if not found:
            return None, _SAME
        before = [number for number in found if self._namings[number].position < naming.position]
        return found[max(before) if before else min(found)], _SHORT if len(found) == 1 else _SHARED

    def _new(self, number: int) -> _Person:
        spelling = self._namings[number].spelling
        person = _Person(
            number, spelling, forms=() if self._is_two(spelling) else tuple(spelling.short_forms(self._particles, self._given))
        )
        if person.forms:
            for key in _keys(spelling, inner=True):
                self._alike[key].setdefault(number, person)
        for form, rank in person.forms:
            self._short[form].setdefault(number, (person, rank))
        return person

    def _is_two(self, spelling: Spelling) -> bool:
        """Say whether a name is two persons' run together, as headlines have it: `Ann Poe Calls Carl Roe`."""
        words = spelling.words
        begins = next((at for at in range(2, len(words) - 1) if words[:at] in self._words), len(words))
        return any(words[at:] in self._words for at in range(begins, len(words) - 1))

    def _place_short(self, short: set[int]) -> None:
        """Place the short names, in text order."""
        #: By short form: where it last meant whom; and the persons of that form named last, the latest at the end.
        meant: defaultdict[tuple[str, ...], dict[int, int]] = defaultdict(dict)
        recent: defaultdict[tuple[str, ...], dict[int, tuple[_Person, int]]] = defaultdict(dict)
        #: Those who have no full name, the latest first.
        alone: defaultdict[tuple[object, ...], list[_Person]] = defaultdict(list)
        for number, naming in enumerate(self._namings):
            if number not in short:
                self._hear(self._of[number], number, recent)
                continue
            words = naming.spelling.words
            person, confidence = (None, _SAME) if naming.plural else self._meant(number, meant[words], recent)
            if person is None:
                person = self._alone(number, alone[(*words, naming.spelling.suffix, naming.plural)])
            else:
                meant[words][person.number] = person.last = number
                person.namings.append(number)
            self._placed[number] = Placed(person.number, confidence)

    def _hear(self, person: _Person, number: int, recent: Mapping[tuple[str, ...], dict[int, tuple[_Person, int]]]) -> None:
        person.first = number if person.first < 0 else person.first
        person.led = number if self._namings[number].leads else person.led
        person.last = number
        person.count += 1
        for form, rank in person.forms:
            held = recent[form]
            held.pop(person.number, None)
            held[person.number] = person, rank
            if len(held) > _LOOKED_AT:
                del held[next(iter(held))]

    def _meant(
        self, number: int, usual: Mapping[int, int], recent: Mapping[tuple[str, ...], dict[int, tuple[_Person, int]]]
    ) -> tuple[_Person | None, float]:
        """Return the likeliest of those who may be called so, and how sure that is."""
        words = self._namings[number].spelling.words
        heard, known = recent.get(words, {}), self._short.get(words, {})
        near = {**dict(islice(known.items(), _LOOKED_AT)), **heard}
        options = self._fitting_roles(number, [option for option in near.values() if _may_be(self._namings[number], *option)])

        def likelihood(option: tuple[_Person, int]) -> tuple[bool, int, int, int, int]:
            person, rank = option
            return person.number in heard, max(person.led, usual.get(person.number, -1)), person.count, -rank, -person.first

        if not options:
            return None, _SAME
        person, _ = max(options, key=likelihood)
        if len(options) == 1:
            return person, _SHORT
        others = [other.last for other, _ in options if other is not person and other.last >= 0]
        return person, _EVEN if others and max(others) >= person.last - 1 else _SHARED

    def _fitting_roles(self, number: int, options: list[tuple[_Person, int]]) -> list[tuple[_Person, int]]:
        """Return those of several who have a role that stands beside a name, in whole or else in part; all where nobody has it."""
        told = self._roles(number) if len(options) > 1 else frozenset()
        if not told:
            return options
        held = [{role for n in islice(person.namings, _LOOKED_AT) for role in self._roles(n)} for person, _ in options]
        same = [option for option, roles in zip(options, held, strict=True) if roles & told]
        return same or [option for option, roles in zip(options, held, strict=True) if _overlap(roles, told)] or options

    def _alone(self, number: int, others: list[_Person]) -> _Person:
        """Return the person of a name that is short for no other: the last one of that name whose title is no other."""
        naming = self._namings[number]
        person = next((other for other in others if _agree(naming.gender, other.gender)), None)
        if person is None:
            person = _Person(number, naming.spelling)
        else:
            others.remove(person)
        person.gender = person.gender or naming.gender
        others.insert(0, person)
        return person


def _may_be(naming: Naming, person: _Person, rank: int) -> bool:
    """Say whether title and suffix let a person be called so; of a name that begins the full one its gender tells nothing: Mr Kim."""
    gender = person.gender or (None if rank else person.likely)
    return _agree(naming.gender, gender) and naming.spelling.suffix in ("", person.spelling.suffix)


def _overlap(roles: Iterable[str], others: Iterable[str]) -> bool:
    """Say whether one of these roles is more or less of one of those: `minister`, `foreign minister`."""
    return any(role.endswith(f" {other}") or other.endswith(f" {role}") for role in roles for other in others)


def _agree(one: str | None, other: str | None) -> bool:
    return one is None or other is None or one == other


def _keys(spelling: Spelling, *, inner: bool = False) -> Iterator[tuple[str, ...]]:
    """Yield the keys under which a name and the longer ones that it may fit meet.

    The first letter and the last word; the first word and any word of the longer one; the words in any order.
    """
    words = spelling.words
    if len(words) < 2:
        return
    firsts = {words[0][0], *(n[0] for n in spelling.nickname[:1])}
    yield from ((first, words[-1]) for first in sorted(firsts))
    if inner:
        yield from ((words[0], word) for word in words[1:])
    else:
        yield words[0], words[-1]
    yield ("", *sorted(words))
