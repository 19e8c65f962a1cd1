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
"""

from __future__ import annotations

from seedlib.matching import Words
from seedlib.recognition.acts import acts
from seedlib.recognition.vocabulary import Doing, Vocabulary

__all__ = ["is_site", "is_source", "stands_for_people"]

#: The longest cue before a source, `in the opinion of`, has so many words.
_LONGEST_SOURCE = 4

#: So many words after a genitive are looked at: `Norway’s most recent decision`.
_OWNED = 4

#: So far before a preposition stands the word whose side a name is: `sell 180 new howitzers to`.
_BEFORE = 4


def stands_for_people(words: Words, name: range, known: Vocabulary, doing: Doing, *, state: bool = False) -> bool:
    """Say whether a place’s name means its people.

    Args:
        words: the document’s words.
        name: the words of the name, or of all names that it stands in coordination with.
        known: what is known of the language.
        doing: the verbs that tell.
        state: whether it is a state’s name, of which less is needed.
    """
    first, last = _without_article(words, name.start, known), name.stop
    if is_source(words, name.start, known):
        return True
    if words.folded[last : last + 1] == ["-"]:
        return _takes_part(words, last, known)
    if _belongs(words, first, known):
        return True
    if is_site(words, name.start, known):
        return False
    if _owns(words, last, known, state=state) or _is_object(words, first, known, state=state):
        return True
    return not (first and words.folded[first - 1] in known.prepositions) and acts(words, last, known, doing)


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


def _takes_part(words: Words, hyphen: int, known: Vocabulary) -> bool:
    """Say whether a hyphen joins a name to what its people do: `Norway-led`; not `Norway-based`."""
    return hyphen + 1 < len(words) and words.folded[hyphen + 1] in known.agents


def _is_object(words: Words, first: int, known: Vocabulary, *, state: bool) -> bool:
    """Say whether before word `first` stands what is done to people: `accused Oslo`; or of a state `against Norway`."""
    before = words.folded[max(0, first - 2) : first]
    if not before or before[-1] in known.objects:
        return bool(before)
    return state and before[-1] in known.opposite and before[0] not in known.sited


def _belongs(words: Words, first: int, known: Vocabulary) -> bool:
    """Say whether a preposition ties a name to what people have or do with people: `talks with`, `sold two ships to`."""
    if not first or words.folded[first - 1] not in known.ties:
        return False
    for word in reversed(words.folded[max(0, first - 1 - _BEFORE) : first - 1]):
        if word in known.owned or word in known.receivers:
            return True
        if word in known.sited or not word[0].isalnum() or word in known.ties:
            return False
    return False


def _owns(words: Words, last: int, known: Vocabulary, *, state: bool) -> bool:
    """Say whether a genitive follows, and what is owned is what people own; of a state all that is not what places own."""
    if words.folded[last : last + 1] == [] or words.folded[last] not in known.genitives:
        return False
    for word in words.folded[last + 1 : last + 1 + _OWNED]:
        if word in known.owned or word in known.nouns or word in known.verbs:
            return True
        if word in known.sited:
            return False
        if not word[0].isalnum() or word in known.prepositions:
            break
    return state
