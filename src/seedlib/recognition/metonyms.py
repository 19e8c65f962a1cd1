"""Metonyms: whether a place’s name stands for its government, people or team.

    Oslo withdrew                              it acts (module `acts`)
    Oslo’s decision, a decision of Oslo        it owns what people own
    talks between Oslo and Bergen              it is a side of what people have with each other
    they accused Oslo                          something is done to it that is done to people
    against Oslo, an Oslo-led group            it is opposed, or takes part
    according to Oslo                          it is a source

Rules:

- What stands before places (`in`, `flew to`) makes a name a place, and no more is the complement of a noun an actor (`the mayor of
  Oslo said`), unless the noun before the preposition is one that people have.
- Of a country less is needed than of a town: by default its genitive is its people’s, but for what places have (`Norway’s coast`),
  and `with Norway` is with its people.
- A capital means its state’s government only by what governments do; by what teams do it means its own people (`they beat London`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, TypeAlias

import attrs

from seedlib.matching import Words
from seedlib.recognition.acts import acts, past_adverbs
from seedlib.recognition.making import Found
from seedlib.recognition.vocabulary import Vocabulary

__all__ = ["Rank", "in_use", "is_site", "is_source", "stands_for_people"]

#: The longest cue before a source, `in the opinion of`, has so many words.
_LONGEST_SOURCE = 4

#: So many words after a genitive are looked at: `Norway’s most recent decision`.
_OWNED = 5

#: So far before a preposition stands the verb whose side a name is: `sell 180 new howitzers to`.
_BEFORE = 8

#: Signs that part what stands before them from what stands after.
_STOPS = frozenset(".,;:!?()—–")

#: What a place’s name is: a state’s, that of a state’s capital, or another.
Rank: TypeAlias = Literal["state", "seat", "place"]


def stands_for_people(words: Words, name: range, known: Vocabulary, rank: Rank) -> bool:
    """Say whether a place’s name means its people; that of a seat, whether it means the state’s government.

    Args:
        words: the document’s words.
        name: the words of the name, or of all names that it stands in coordination with.
        known: what is known of the language.
        rank: what the name is.
    """
    first, last = _without_article(words, name.start, known), name.stop
    before, after = words.folded[first - 1] if first else "", words.folded[last] if last < len(words) else ""
    if is_source(words, name.start, known):
        return True
    if "-" in (before, after):
        return _takes_part(words, last, known)
    site = is_site(words, name.start, known)
    if after in known.genitives:
        return _owns(words, last, known) or (rank == "state" and not site and _has(words, last, known))
    if _belongs(words, first, known) or (not site and before in known.ties and _is_to_do(words, last, known)):
        return True
    if after in known.members:
        return rank != "seat"
    return not site and (_is_object(words, first, known, rank) or _does(words, first, name, known, rank))


def in_use(found: Found, words: Words, known: Vocabulary) -> Found:
    """Return a find with the use `metonym` where it is a place’s name that stands for its people; else as it is."""
    if found.kind != "place" or found.form != "name" or found.use != "literal":
        return found
    return attrs.evolve(found, use="metonym") if stands_for_people(words, range(found.first, found.last), known, "place") else found


def _without_article(words: Words, first: int, known: Vocabulary) -> int:
    return first - 1 if first and words.folded[first - 1] in known.articles else first


def is_source(words: Words, first: int, known: Vocabulary) -> bool:
    """Say whether a cue that takes a source stands before a name: `according to Moscow`."""
    starts = range(max(0, first - _LONGEST_SOURCE), first)
    return any((match := known.sources.at(words, start, first)) is not None and match.last == first for start in starts)


def is_site(words: Words, first: int, known: Vocabulary) -> bool:
    """Say whether the words before are those that stand before places: `in Moscow`, `outside the Kremlin`."""
    first = _without_article(words, first, known)
    return any(
        (found := known.locatives.at(words, start, first)) is not None and found.last == first for start in range(max(0, first - 2), first)
    )


def _takes_part(words: Words, last: int, known: Vocabulary) -> bool:
    """Say whether a hyphen joins a name to what its people do or have: `Norway-led`, `Norway-Sweden talks`; not `Norway-based`."""
    after = [word for word in words.folded[last : last + _OWNED] if word != "-"]
    return bool(after) and (after[0] in known.agents or any(word in known.owned for word in _before_stop(after, known)))


def _is_object(words: Words, first: int, known: Vocabulary, rank: Rank) -> bool:
    """Say whether before word `first` stands what is done to people: `accused Oslo`, `against Oslo`; of a state `with Norway`."""
    before = words.folded[max(0, first - 2) : first]
    if not before:
        return False
    verb = before[-1]
    if verb in known.objects:
        return rank != "seat" or verb in known.acts.finite or verb not in known.deeds.finite  # who beat London beat no government
    return verb in known.opposite or (rank != "place" and verb in known.partners and before[0] not in known.sited)


def _belongs(words: Words, first: int, known: Vocabulary) -> bool:
    """Say whether a preposition ties a name to what people have or do with people: `talks with`, `sold two ships to`."""
    if first < 2 or words.folded[first - 1] not in known.ties:
        return False
    if words.folded[first - 2] in known.owned:
        return True
    for word in reversed(words.folded[max(0, first - 1 - _BEFORE) : first - 1]):
        if word in known.receivers:
            return True
        if word in known.sited or word in known.ties or word in _STOPS:
            return False
    return False


def _is_to_do(words: Words, last: int, known: Vocabulary) -> bool:
    """Say whether an infinitive follows of what people do: after `for Norway` `to compete`."""
    if last + 1 >= len(words) or words.folded[last] not in known.infinitives:
        return False
    return words.folded[last + 1] in known.deeds.base or words.folded[last + 1] in known.verbs


def _owns(words: Words, genitive: int, known: Vocabulary) -> bool:
    """Say whether what is owned is what people own."""
    return any(word in known.owned or word in known.nouns for word in _owned(words, genitive, known))


def _has(words: Words, genitive: int, known: Vocabulary) -> bool:
    """Say whether what is owned is not what places have."""
    return not any(word in known.sited for word in _owned(words, genitive, known))


def _owned(words: Words, genitive: int, known: Vocabulary) -> list[str]:
    """Return the noun after a genitive, and what stands before it."""
    return list(_before_stop(words.folded[genitive + 1 : genitive + 1 + _OWNED], known))


def _before_stop(after: Iterable[str], known: Vocabulary) -> Iterator[str]:
    """Yield words up to a preposition, a sign or what places have; the last too."""
    for word in after:
        if word in _STOPS or word in known.prepositions:
            return
        yield word
        if word in known.sited:
            return


def _does(words: Words, first: int, name: range, known: Vocabulary, rank: Rank) -> bool:
    """Say whether a name is the subject of what people do; not `the mayor of Oslo said`, but `after Oslo said`."""
    before, at = words.folded[first - 1] if first else "", name.stop
    relative = at + (words.folded[at : at + 1] == [","])
    if words.folded[relative : relative + 1] and words.folded[relative] in known.relatives:  # Norway, which has accused
        return acts(words, relative + 1, known, known.acts)
    if before in known.prepositions and before not in known.subordinators:
        return False
    plural = len(name) > 1 and any(word in known.joins for word in words.folded[name.start : name.stop])
    inverted = before in known.auxiliaries  # how can Norway respond
    doing = known.acts if rank == "seat" else known.deeds
    return acts(words, at, known, doing, plural=plural or inverted) or (rank == "state" and _does_anything(words, at, known))


def _does_anything(words: Words, at: int, known: Vocabulary) -> bool:
    """Say whether any verb but "be" and "have" follows a modal, or a past form whatever stands before it: `Norway has mapped`."""
    stop = min(len(words), at + _OWNED)
    after = past_adverbs(words, at, stop, known)
    verb = past_adverbs(words, after + 1, stop, known) if after < stop and words.folded[after] in known.auxiliaries else after
    if verb >= stop or words.folded[after] in known.bes or words.folded[verb] in known.auxiliaries or words.folded[verb] in known.bes:
        return False
    if words.folded[after] in known.modals:
        return True
    by = words.folded[verb + 1 : verb + 2]  # Norway hit by floods
    return words.folded[verb].endswith(known.past_endings) and not (by and by[0] in known.prepositions)
