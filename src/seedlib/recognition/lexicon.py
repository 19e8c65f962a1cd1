"""Names that a lexicon has: countries, their governments' seats, bodies with canonical ids.

Rules:

- A phrase with one reading has its id. One with several (Korea, Congo, Georgia) is settled where the text names exactly one of the
  candidates in words that are not ambiguous, or what lies in it (Atlanta); else what lies near exactly one (Alabama, Russia); else the
  country of exactly one of several bodies more often than any other country. Else it stays open, as a place if it may be a country or
  a part of one. So does a body of one reading that the lexicon calls `open` (`Labour Party`), where none of this is so.
- The name of a country or another place stands for its people where module `metonyms` says so; where nothing tells, it means what it
  means most often in the text where something tells. Its actor stays the same. A capital is a place of its own, and means a government
  only as such a metonym, and only where something tells. A seat (the Kremlin) means its government, but for where it is plainly a
  building.
- A place that is a person’s surname in the text (`Jim Jordan`) is that person where it stands alone, unless it is a place somewhere.
- `this country` and `our nation` mean the country that the text names most, where there is one.
- `the North` is the state whose name begins so, where the text names another that only its direction tells from it (`North Korea`, `South
  Korea`).
- A people means its country (`the Palestinians`), but some of it are a group (`some Palestinians`), and none of it nobody.
- A name in a longer run of capitals (Washington Post, Paris Hilton) is left to whoever knows the longer name: the longer one
  wins when mentions are merged.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

import attrs

from seedlib.components import Context
from seedlib.matching import Match, Words
from seedlib.model import EMPTY, Analysis, Mention, value
from seedlib.recognition.making import Found, Maker
from seedlib.recognition.metonyms import Rank, is_site, stands_for_people
from seedlib.recognition.runs import is_capital
from seedlib.recognition.vocabulary import Vocabulary, vocabulary

__all__ = ["recognize"]

#: Between two names of a coordination stand at most a comma, `and` and an article.
_BETWEEN = 3

#: How the ids of countries and of their states and provinces begin.
_STATE = "iso3166"

#: The kinds of what has a place, and may stand for its people.
_PLACES = frozenset({"country", "place"})


def recognize(analysis: Analysis, context: Context) -> Iterator[Mention]:
    """Yield the mentions that the lexicon of names gives, in text order."""
    known = context.once(vocabulary)
    if not analysis.layers.tokens or not len(known.names):
        return
    words = context.words(analysis)
    maker = Maker(words, "seedlib:lexicon")
    matches = list(known.names.find(words))
    present = _present(matches, words, known)
    surnames = _surnames(matches, words, known)
    groups = list(_coordinated(matches, words, known))
    told = list(_told(matches, groups, words, known))
    usual = _usual(matches, told)
    for match, group, people in zip(matches, groups, told, strict=True):
        if words.texts[match.last : match.last + 1] == ["$"]:  # US$ 100
            continue
        if match.last - match.first == 1 and words.texts[match.first] in surnames:
            yield maker.mention(Found(match.first, match.last, "person", "surname", 0.95))
            continue
        found = _read(match, group, words, known, present)
        if found.actor is None and _is_open(match) and match.last < len(words) and known.titles.at(words, match.last):
            continue  # a Labour Minister, in no country that has such a party
        if found.use == "literal" and found.kind in _PLACES and (usual[_key(match)] > 0 if people is None else people):
            found = attrs.evolve(found, use="metonym")
        yield maker.mention(found)
    for found in (*_governments(words, known, present), *_homes(words, known, present), *_halves(matches, words, known)):
        yield maker.mention(found)


@value  # positional: made once a document
class _Present:
    """What a text names without ambiguity."""

    #: How often, by id.
    named: Counter[str]
    #: The country that it names most; empty where two are named as often.
    country: str


def _read(match: Match, group: range, words: Words, known: Vocabulary, present: _Present) -> Found:
    """Return what a phrase means here; `group` are the words of the names that it stands in coordination with."""
    seats = [entry for entry in match.entries if entry.data.get("stands_for")]
    seat = bool(seats) and bool(seats[0].data.get("seat"))
    plural = len(group) > match.last - match.first
    if (seat and not is_site(words, group.start, known)) or (seats and stands_for_people(words, group, known, "seat", plural=plural)):
        actor = _settled({entry.data["stands_for"]: "" for entry in seats}, present)
        kind = "place" if actor is None else "country" if actor.startswith("iso3166:") else "organization"  # Brussels is the Union
        return Found(match.first, match.last, kind, "seat", 0.8, use="metonym", actor=actor)
    if seat:
        return Found(match.first, match.last, "place", "site", 0.9)
    candidates = {entry.value: entry.data.get("country", "") for entry in match.entries}
    several = len(candidates) > 1 or _is_open(match)
    near = {entry.value: entry.data["near"] for entry in match.entries if entry.data.get("near")}
    actor = _settled({**candidates, "": ""} if several else candidates, present, near)
    kinds = [entry.data.get("kind", "unknown") for entry in match.entries if actor in {None, entry.value}]
    kind = "place" if len(set(kinds)) > 1 and _PLACES.issuperset(kinds) else kinds[0]
    rule, sure = ("open", 0.6) if several and not actor else ("lexicon", 0.9 if actor else 0.8)
    return Found(match.first, match.last, kind, rule, sure, actor=actor)


def _told(matches: Sequence[Match], groups: Sequence[range], words: Words, known: Vocabulary) -> Iterator[bool | None]:
    """Say of each place’s name whether it means its people here; None where nothing tells."""
    before, told = 0, None
    for match, group in zip(matches, groups, strict=True):
        rank: Rank = "state" if all(entry.value.startswith(_STATE) for entry in match.entries) else "place"
        listed = told is False and words.folded[before : match.first] == [","]  # in Oslo, Norway
        told = stands_for_people(words, group, known, rank, plural=len(group) > match.last - match.first)
        told = False if told is None and listed else told
        before = match.last
        yield told


def _usual(matches: Sequence[Match], told: Sequence[bool | None]) -> Counter[str]:
    """Return how much more often each place means its people than itself, where the words around it tell; not for capitals."""
    usual: Counter[str] = Counter()
    for match, people in zip(matches, told, strict=True):
        if people is not None and not any(entry.data.get("stands_for") for entry in match.entries):
            usual[_key(match)] += 1 if people else -1
    return usual


def _key(match: Match) -> str:
    return match.entries[0].value or match.entries[0].phrase


def _surnames(matches: Iterable[Match], words: Words, known: Vocabulary) -> AbstractSet[str]:
    """Return the places that are a person’s surname in this text: Jordan where `Jim Jordan` stands, and nothing `in Jordan`."""
    persons, sites = set[str](), set[str]()
    for match in matches:
        data, after = match.entries[0].data, words.texts[match.last : match.last + 1]
        if match.last - match.first > 1 or data.get("stands_for") or data.get("kind") not in _PLACES:
            continue
        if is_site(words, match.first, known):
            sites.add(words.texts[match.first])
        elif match.first and _is_given(words, match.first - 1, known) and not (after and is_capital(after[0])):
            persons.add(words.texts[match.first])
    return persons - sites


def _is_given(words: Words, at: int, known: Vocabulary) -> bool:
    """Say whether a word is a given name and nothing else: not the first of `Will Norway pay` and `Victoria Australia`."""
    return words.texts[at] in known.given and words.texts[at] not in known.place_given and words.folded[at] not in known.common


def _whole(identifier: str) -> str:
    """Return under what the neighbours of a part of a country count: `iso3166-2:US` for `iso3166-2:US-GA`; else nothing."""
    return identifier.rpartition("-")[0] if identifier.startswith("iso3166-2:") else ""


def _is_open(match: Match) -> bool:
    """Say whether a phrase is known only where the text names its country or its whole name: `Labour Party`."""
    return any(entry.data.get("open") for entry in match.entries)


def _present(matches: Iterable[Match], words: Words, known: Vocabulary) -> _Present:
    """Count what the text names without ambiguity: by name, by its people's adjective, by its capital or another place in it."""
    named: Counter[str] = Counter()
    for match in matches:
        if len({entry.value for entry in match.entries}) == 1 and not _is_open(match):
            entry = match.entries[0]
            named.update({_key(match), _whole(entry.value), entry.data.get("stands_for", ""), entry.data.get("tells", "")})
    named.update(match.entries[0].value for match in known.demonyms.find(words) if len(match.entries) == 1)
    del named[""]
    states = Counter({identifier: count for identifier, count in named.items() if identifier.startswith("iso3166:")}).most_common(2)
    return _Present(named, states[0][0] if states and states[0][1] > sum(count for _, count in states[1:]) else "")


def _settled(candidates: Mapping[str, str], present: _Present, near: Mapping[str, Sequence[str]] = EMPTY) -> str | None:
    """Return the one candidate; of several the only one that the text names elsewhere, or the only body of the text's country; else None.

    Args:
        candidates: ids, each with the code of its country where it is a body's.
        present: what the text names.
        near: by candidate, ids and names of what lies near it, where the lexicon says so.
    """
    if len(candidates) == 1:
        return next(iter(candidates)) or None
    backed = [identifier for identifier in candidates if present.named[identifier]]
    backed = backed or [i for i in candidates if any(present.named[other] for other in (_whole(i), *near.get(i, ())))]
    if len(backed) != 1:
        backed = [i for i, country in candidates.items() if not i.startswith(_STATE) and f"iso3166:{country}" == present.country]
    return backed[0] if len(backed) == 1 else None


def _coordinated(matches: Sequence[Match], words: Words, known: Vocabulary) -> Iterator[range]:
    """Yield for each match the words of its coordination: `Washington, London and Tokyo`; itself where it stands alone."""
    index = 0
    while index < len(matches):
        last, joined = index, index
        while last + 1 < len(matches):
            between = words.folded[matches[last].last : matches[last + 1].first]
            tied = all(word == "," or word in known.joins or word in known.articles for word in between)
            if not 0 < len(between) <= _BETWEEN or not tied or matches[last].entries == matches[last + 1].entries:
                break
            last += 1
            joined = last if any(word in known.joins for word in between) else joined
        yield from [range(matches[index].first, matches[joined].last)] * (joined + 1 - index)
        yield from (range(match.first, match.last) for match in matches[joined + 1 : last + 1])
        index = last + 1


def _governments(words: Words, known: Vocabulary, present: _Present) -> Iterator[Found]:
    """Yield `the South Korean government`, `the Yoon administration`: what stands for the country named before it."""
    for match in known.demonyms.find(words):
        if match.last >= len(words):
            return
        actor = _settled({entry.value: "" for entry in match.entries}, present)
        body = known.governments.at(words, match.last)
        article = match.first > 0 and words.folded[match.first - 1] in known.determiners
        first = match.first - 1 if article else match.first
        if body is not None:
            yield Found(first, body.last, "country" if actor else "organization", "government", 0.8, "nominal", "metonym", actor)
        elif match.entries[0].data.get("form") == "people" and actor:
            yield from _people(match, actor, words, known)


def _people(match: Match, actor: str, words: Words, known: Vocabulary) -> Iterator[Found]:
    """Yield a people, which means its country; so many of it (`some Palestinians`, `a few Germans`) are a group of their own."""
    first, some = match.first, False
    while first and (words.folded[first - 1] in known.determiners or words.folded[first - 1].isdigit()):
        first -= 1
        some = some or words.folded[first] not in known.definite
    if words.folded[first] in known.denials:  # no Palestinians, few of them
        return
    kind, use, whose = ("group", "literal", None) if some else ("country", "metonym", actor)
    yield Found(first, match.last, kind, "people", 0.6, "nominal", use, whose)


def _homes(words: Words, known: Vocabulary, present: _Present) -> Iterator[Found]:
    """Yield `this country`, `our nation`: the country that the text names most."""
    if present.country:
        for match in known.homes.find(words):
            yield Found(match.first, match.last, "country", "home", 0.7, "nominal", actor=present.country)


def _halves(matches: Iterable[Match], words: Words, known: Vocabulary) -> Iterator[Found]:
    """Yield `the North` and `the South`, where the text names two states whose names differ in that word only."""
    by_rest: dict[tuple[str, ...], dict[str, str]] = {}
    for match in matches:
        direction, *rest = words.folded[match.first : match.last]
        if rest and direction in known.directions and match.entries[0].value.startswith(_STATE):
            by_rest.setdefault(tuple(rest), {})[direction] = match.entries[0].value
    states = [held for held in by_rest.values() if len(held) > 1]
    if len(states) != 1:
        return
    for at in range(1, len(words)):
        state = states[0].get(words.folded[at])
        alone = state and is_capital(words.texts[at]) and words.folded[at - 1] in known.articles
        if state and alone and not is_capital("".join(words.texts[at + 1 : at + 2]) or "."):
            people = stands_for_people(words, range(at, at + 1), known, "state")
            yield Found(at - 1, at + 1, "country", "direction", 0.8, "nominal", "metonym" if people else "literal", state)
