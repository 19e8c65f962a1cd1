"""Kinds: whether a part of a run names a person, a body or a place, by the words in it and around it.

Rules, the first that fits:

1. a head word of bodies at its end, or before `of` or `for`: an organization
2. a head word of places at its end or beginning: a place, but for a given name and a surname that is such a word (`Mark Hill`),
   where nothing before it tells a place (`in Jane Street`)
3. a title before it: a person
4. one word: in capitals an organization, after `in` a place, before a verb of speech a person; else nothing, until the same word is
   known from elsewhere in the text
5. several words: with a given name (one that is a place's too only where it speaks, `Paris Hilton said`), a role beside it or an
   initial a person; after a name of the lexicon an organization; after `in` a place, after `the` an organization; with a word in
   capitals an organization; else a person, but nobody where one of the words is a common one or stands in small letters elsewhere
   in the text (`Higher Education`, `Best Sound Design`)
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from seedlib.matching import Words
from seedlib.recognition.acts import speaks
from seedlib.recognition.making import Found
from seedlib.recognition.metonyms import is_site
from seedlib.recognition.runs import Part, is_capital
from seedlib.recognition.vocabulary import Vocabulary

__all__ = ["classify", "follows_role", "is_body", "trim"]

#: Words in capitals of up to this many letters are acronyms; longer ones are names or shouting.
#: `UNESCO`, `ECOWAS`; `BULAWAYO` is a dateline.
_LONGEST_ACRONYM = 6

#: A head word alone is a name (`the Ministry`) from this many letters on; `Co` is none.
_SHORTEST_HEAD = 4

#: More words than this are no person's name: `Luiz Inácio Lula da Silva`, `Sheikh Mohammed bin Rashid Al Maktoum`.
_LONGEST_PERSON = 6

#: So many words of a role are looked at: "national security adviser".
_LONGEST_ROLE = 3

#: More words than this, and no evidence, are no person's name: "Rising Prices Hit Families".
_LONGEST_GUESS = 3


def trim(part: Part, words: Words, known: Vocabulary) -> Part | None:
    """Return a part without the words at its beginning that are no part of a name; None where nothing remains."""
    first, opening = part.first, part.opening
    if part.titled and words.folded[first] in known.particles:  # Mr von Bibra
        return part
    has_head = any(word in known.heads for word in words.folded[first + 1 : part.last])
    while first < part.last:
        word, written = words.folded[first], words.texts[first]
        closed = word in known.closed and not _names_nevertheless(words, first, part, known)
        closed = closed or ("'" in word and word.partition("'")[0] in known.closed)  # He’ll
        plain = closed or (opening and word in known.common and not has_head)
        if is_capital(written) and not (plain and not _acronym(written)):
            return Part(first, part.last, part.titled, opening)
        first, opening = first + 1, False
    return None


def _names_nevertheless(words: Words, first: int, part: Part, known: Vocabulary) -> bool:
    """Say whether a closed word is a given name: one of the list before another word, one after a role (`its chief, Per Lunde,`)."""
    if first + 1 == part.last:
        return False
    return words.texts[first] in known.given or (first == part.first and not part.opening and follows_role(words, first, known))


def classify(part: Part, words: Words, known: Vocabulary, written: AbstractSet[str] = frozenset()) -> Found | None:
    """Return what a trimmed part names; None where nothing tells.

    Args:
        part: the words.
        words: the document's words.
        known: what is known of the language.
        written: the document's words to the letter: a name's words seldom stand in small letters elsewhere in the same text.
    """
    first, last = part.first, part.last
    folded, single = words.folded[first:last], last - first == 1
    if is_body(folded, known) and not (single and (part.opening or len(folded[0]) < _SHORTEST_HEAD)):
        return Found(first, last, "organization", *(("head-alone", 0.45) if single else ("head-word", 0.75)))
    if not single and (folded[-1] in known.place_heads or folded[0] in known.place_firsts):
        if part.titled or _is_surname(part, words, known):
            return Found(first, last, "person", "given-name", 0.75)
        return Found(first, last, "place", "place-word", 0.65)
    if part.titled:
        return Found(first, last, "person", "title", 0.95)
    demonym = known.demonyms.at(words, first, last)
    if demonym is not None:
        return _after_demonym(part, demonym.last, words, known)
    return _single(part, words, known) if single else _several(part, words, known, written)


def _is_surname(part: Part, words: Words, known: Vocabulary) -> bool:
    """Say whether a head word of places ends a person's name: `Mark Hill`; not `Virginia Beach`, `the Jane Street`."""
    first, last = part.first, part.last
    if words.folded[last - 1] not in known.surnames or words.texts[first] not in known.given or last - first > _LONGEST_GUESS:
        return False
    article = first > 0 and words.folded[first - 1] in known.articles
    return not (article or known.names.at(words, first, last) is not None or is_site(words, part.first, known))


def is_body(folded: Sequence[str], known: Vocabulary) -> bool:
    """Say whether a head word of bodies ends a name, or stands before `of`: `Wibble Bank`, `Bank of Wibble`."""
    if folded[-1] in known.heads:
        return True
    return any(word in known.takes_of and folded[at + 1] in known.name_links for at, word in enumerate(folded[:-1]))


def _after_demonym(part: Part, start: int, words: Words, known: Vocabulary) -> Found | None:
    """Return what follows an adjective of a people: a person, or nothing."""
    if start == part.last or words.texts[start] not in known.given:
        return None
    return classify(Part(start, part.last, titled=False, opening=False), words, known)


def _acronym(word: str) -> bool:
    return 1 < len(word) <= _LONGEST_ACRONYM and word.isalpha() and word[0].isupper() and sum(map(str.isupper, word)) > 1


def _single(part: Part, words: Words, known: Vocabulary) -> Found | None:
    first, last = part.first, part.last
    if _acronym(words.texts[first]):
        return Found(first, last, "organization", "acronym", 0.6)
    if is_site(words, part.first, known):
        return Found(first, last, "place", "locative", 0.4)
    if speaks(words, last, known) and not (part.opening and words.folded[first] in known.common):
        return Found(first, last, "person", "speaks", 0.4)
    return None


def _several(part: Part, words: Words, known: Vocabulary, written: AbstractSet[str]) -> Found | None:
    """Return what several words name that have neither head word nor title."""
    first, last = part.first, part.last
    folded = words.folded[first:last]
    found: tuple[str, str, float] | None = None
    place = known.names.at(words, first, last)
    if _is_given(words, first, last, known):
        found = "person", "given-name", 0.85
    elif last - first <= _LONGEST_PERSON and _has_role(words, first, last, known):
        found = "person", "role", 0.7
    elif "." in folded or folded[-1] in known.suffixes:
        found = "person", "initial", 0.7
    elif folded[-2] == "-" and not is_capital(words.texts[last - 1]):
        found = "person", "syllable", 0.7
    elif place is not None:  # a name alone is the lexicon's
        found = ("organization", "place-first", 0.4) if place.last < last else None
    elif folded[0] in known.directions:
        inner = known.names.at(words, first + 1, last)
        found = ("place", "direction", 0.95) if inner is not None and inner.last == last else None
    elif is_site(words, part.first, known):
        found = "place", "locative", 0.4
    elif first and words.folded[first - 1] in known.articles:
        found = "organization", "article", 0.4
    elif last - first - 2 * folded.count("-") <= _LONGEST_GUESS and not _is_common(words, first, last, known, written):
        found = ("organization" if any(map(_acronym, words.texts[first:last])) else "person"), "capitals", 0.4
    return Found(first, last, *found) if found else None


def _is_given(words: Words, first: int, last: int, known: Vocabulary) -> bool:
    """Say whether words begin with a given name, or with a place's that is one where they speak: `Paris Hilton said`."""
    if words.texts[first] in known.given:
        return last - first <= _LONGEST_PERSON
    return last - first == 2 and words.texts[first] in known.place_given and speaks(words, last, known)


def _has_role(words: Words, first: int, last: int, known: Vocabulary) -> bool:
    """Say whether a role stands in apposition: `its chief executive, Per Lunde,`; `Per Lunde, a lawyer`."""
    if follows_role(words, first, known):
        return last == len(words) or not words.texts[last].isalpha() or speaks(words, last, known)
    if last + 2 < len(words) and words.folded[last] == ",":
        at = last + 1 + (words.folded[last + 1] in known.determiners)
        return known.roles.at(words, at) is not None and not is_capital(words.texts[at])
    return False


def follows_role(words: Words, first: int, known: Vocabulary) -> bool:
    """Say whether a role and a comma stand before word `first`."""
    stop = first - 1
    if stop < 1 or words.folded[stop] != ",":
        return False
    return known.roles.ending(words, stop, stop - _LONGEST_ROLE) is not None


def _is_common(words: Words, first: int, last: int, known: Vocabulary, written: AbstractSet[str]) -> bool:
    """Say whether one of some words with capitals is a common word, by the lexicon or by the text itself.

    In Worldwide English NER train 3 of 100 such groups of two or three words are persons, 57 of 100 of the others.
    """
    capitals = (n for n in range(first, last) if is_capital(words.texts[n]))
    return any(words.folded[n] in known.common or words.texts[n].lower() in written for n in capitals)
