"""Kinds: whether a part of a run names a person, a body or a place, by the words in it and around it.

Rules, the first that fits:

1. a head word of bodies at its end, or before `of` or `for`: an organization
2. a head word of places at its end or beginning: a place
3. a title before it, a given name or an initial in it: a person
4. a word in capitals: an organization
5. several words with no evidence: a place after `in`, else a person
6. one word with no evidence: a place after `in`; else nothing, until the same word is known from elsewhere in the text
"""

from __future__ import annotations

from seedlib.matching import Words
from seedlib.recognition.making import Found
from seedlib.recognition.runs import Part, is_capital
from seedlib.recognition.vocabulary import Vocabulary

__all__ = ["classify", "trim"]

#: Words in capitals of up to this many letters are acronyms; longer ones are names or shouting. UNESCO, ECOWAS, MERCOSUR.
_LONGEST_ACRONYM = 8

#: More words than this are no person's name: `Luiz Inácio Lula da Silva`, `Sheikh Mohammed bin Rashid Al Maktoum`.
_LONGEST_PERSON = 6


def trim(part: Part, words: Words, known: Vocabulary) -> Part | None:
    """Return a part without the words at its beginning that are no part of a name; None where nothing remains."""
    first, opening = part.first, part.opening
    has_head = any(word in known.heads for word in words.folded[first + 1 : part.last])
    while first < part.last:
        word = words.folded[first]
        capital = is_capital(words.texts[first])
        plain = word in known.closed or (opening and word in known.common and not has_head)
        if capital and not (plain and not _acronym(words.texts[first])):
            break
        first, opening = first + 1, False
    last = part.last
    while last > first and not (is_capital(words.texts[last - 1]) or words.folded[last - 2] == "-"):
        last -= 1
    return Part(first, last, part.titled, opening) if first < last else None


def classify(part: Part, words: Words, known: Vocabulary) -> Found | None:
    """Return what a trimmed part names; None where nothing tells."""
    first, last = part.first, part.last
    folded = words.folded[first:last]
    if last - first > 1 or not part.opening:
        if _is_body(folded, known):
            return Found(first, last, "organization", "head-word", 0.75 if last - first > 1 else 0.45)
    if last - first > 1 and (folded[-1] in known.place_heads or folded[0] in known.place_firsts):
        return Found(first, last, "place", "place-word", 0.65)
    if part.titled:
        return Found(first, last, "person", "title", 0.85)
    demonym = known.demonyms.at(words, first, last)
    if demonym is not None:
        return _after_demonym(part, demonym.last, words, known)
    if last - first == 1:
        return _single(part, words, known)
    if words.texts[first] in known.given and last - first <= _LONGEST_PERSON:
        return Found(first, last, "person", "given-name", 0.85)
    if "." in folded or folded[-1] in known.suffixes:
        return Found(first, last, "person", "initial", 0.7)
    return _several(part, words, known)


def _is_body(folded: list[str], known: Vocabulary) -> bool:
    if folded[-1] in known.heads:
        return True
    return any(word in known.takes_of and folded[at + 1] in known.links for at, word in enumerate(folded[:-1]))


def _after_demonym(part: Part, start: int, words: Words, known: Vocabulary) -> Found | None:
    """Return what follows an adjective of a people: a person, or nothing."""
    if start == part.last:
        return None
    return classify(Part(start, part.last, False, False), words, known) if words.texts[start] in known.given else None


def _acronym(word: str) -> bool:
    return 1 < len(word) <= _LONGEST_ACRONYM and sum(map(str.isupper, word)) > 1 and not word[0].islower()


def _single(part: Part, words: Words, known: Vocabulary) -> Found | None:
    word = words.texts[part.first]
    if _acronym(word):
        return Found(part.first, part.last, "organization", "acronym", 0.6)
    if _located(part, words, known):
        return Found(part.first, part.last, "place", "locative", 0.4)
    return None


def _several(part: Part, words: Words, known: Vocabulary) -> Found | None:
    first, last = part.first, part.last
    place = known.names.at(words, first, last)
    if place is not None:
        return Found(first, last, "organization", "place-first", 0.4) if place.last < last else None
    if words.folded[first] in known.directions:
        inner = known.names.at(words, first + 1, last)
        return Found(first, last, "place", "direction", 0.6) if inner is not None and inner.last == last else None
    if _located(part, words, known):
        return Found(first, last, "place", "locative", 0.4)
    if last - first > 3 or (part.opening and words.folded[first] in known.common):  # "Rising Prices Hit", no name
        return None
    return Found(first, last, "person", "capitals", 0.4)


def _located(part: Part, words: Words, known: Vocabulary) -> bool:
    first = part.first
    if first and words.folded[first - 1] in known.articles:
        first -= 1
    return any(
        (found := known.locatives.at(words, start, first)) is not None and found.last == first
        for start in range(max(0, first - 2), first)
    )
