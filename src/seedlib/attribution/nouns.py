"""Noun phrases of a language that writes its nouns with capitals, read from the left: where one ends that begins at a word.

    der Bürgermeister der Stadt Köln (CDU), Jens Petersen,     determiner, noun, its complements, a bracket, an apposition

Rules:

- A phrase is a determiner, words without capitals that are in no closed class, and words with capitals, of which it needs one; a pronoun
  that is a subject is a phrase by itself.
- Complements are a phrase behind a determiner of the class `owner` (`der Stadt`), one behind a preposition of the class `attributive`
  (`von der Polizei`), and one that a coordinator joins.
- Every scan ends after `_FAR` words.
"""

from __future__ import annotations

from seedlib.attribution.attempts import Reader

__all__ = ["is_noun", "phrase_from", "phrase_until", "title_end"]

#: How many words a phrase has at most.
_FAR = 40

#: How many words without capitals stand before a noun: `die |erst gestern gewählte neue| Ministerin`.
_ADJECTIVES = 5

#: How many complements of complements a phrase has: `der Sprecher des Verbands der Fischer von Kiel`.
_DEEPEST = 3


def is_noun(reader: Reader, at: int) -> bool:
    """Say whether a word with a capital may be a noun or a name, and is no time: `Dienstag`."""
    return reader.is_name(at) and reader.folded[at] not in reader.closed


def phrase_from(reader: Reader, at: int, high: int, *, depth: int = 0) -> int | None:
    """Return where the noun phrase ends that begins at a word, its complements included; None where none does."""
    high = min(high, at + _FAR)
    if at >= high or (at in reader.ground.opening and not depth):
        return None
    if reader.folded[at] in reader.subject:
        return at + 1
    end = _head_end(reader, at, high)
    return None if end is None else _complements_end(reader, end, high, depth)


def _head_end(reader: Reader, at: int, high: int) -> int | None:
    """Return where the nouns end behind a determiner and adjectives."""
    determined = at
    while at < high and (reader.folded[at] in reader.noun_start or reader.folded[at][0].isdigit()):
        at += 1
    limit = min(high, at + _ADJECTIVES)
    while at < limit and _is_adjective(reader, at):
        at += 1
    first = at
    while at < high and _goes_on(reader, at, first):
        at += 1
    if at > first:
        return at
    if at in reader.ground.opening:  # der „Küstenbote“
        return title_end(reader, at)
    return at if at > determined and reader.folded[at - 1] in reader.vocabulary.words_of("pronominal") else None


def _is_adjective(reader: Reader, at: int) -> bool:
    """Say whether a word without a capital may stand before a noun: it is in no closed class."""
    word = reader.folded[at]
    if not word.isalpha() or word in reader.closed or word in reader.negation:
        return False
    return not (reader.is_name(at) or reader.is_adverb(at) or reader.is_cue(at))


def _goes_on(reader: Reader, at: int, first: int) -> bool:
    """Say whether a word belongs to the nouns that begin at `first`: a noun, or a hyphen or stop inside of names."""
    if reader.folded[at] == "-":
        return at > first or at + 1 < len(reader.texts)
    if reader.folded[at] == "." and at > first:  # Dr. Ute Bergmann, J. Stahl
        return len(reader.texts[at - 1]) <= _TITLE and at + 1 < len(reader.texts) and reader.is_name(at + 1)
    return is_noun(reader, at)


#: A title or an initial before a full stop has at most so many letters: `Prof`.
_TITLE = 4


def _complements_end(reader: Reader, end: int, high: int, depth: int) -> int:
    """Return where the complements of a noun end."""
    while end < high and depth < _DEEPEST:
        reached = _bracket_end(reader, end, high) or title_end(reader, end) or _complement_end(reader, end, high, depth)
        if reached is None:
            break
        end = reached
    return end


def _bracket_end(reader: Reader, at: int, high: int) -> int | None:
    """Return where a bracket ends: `(CDU)`."""
    if reader.folded[at] != "(":
        return None
    return next((place + 1 for place in range(at, high) if reader.folded[place] == ")"), None)


def title_end(reader: Reader, at: int) -> int | None:
    """Return where a name in quotation marks ends: `der Zeitung „Küstenbote“`; a quotation of a sentence is none."""
    index = reader.ground.opening.get(at)
    if index is None:
        return None
    first, last = reader.ground.quotes[index]
    named = last - first <= _NAME and not any(reader.folded[place] in reader.stop for place in range(first, last))
    return last if named else None


#: A name in quotation marks has at most so many words, the marks included.
_NAME = 7


def _complement_end(reader: Reader, at: int, high: int, depth: int) -> int | None:
    """Return where a complement ends that begins at a word."""
    word, of = reader.folded[at], reader.vocabulary.words_of
    if word in of("owner"):
        return phrase_from(reader, at, high, depth=depth + 1)
    begins = at + 1 < high and (is_noun(reader, at + 1) or reader.folded[at + 1] in reader.noun_start)
    if word in of("attributive") or (word in reader.coordinator and begins):
        return phrase_from(reader, at + 1, high, depth=depth + 1)
    return None


def phrase_until(reader: Reader, at: int, low: int) -> int | None:
    """Return where the longest noun phrase begins that ends right before a word: `|einer Sprecherin der Polizei| zufolge`."""
    found = None
    for start in range(at - 1, max(low, at - _FAR) - 1, -1):
        if reader.folded[start] in reader.border or reader.folded[start] in reader.comma:
            break
        if (is_noun(reader, start) or reader.folded[start] in reader.noun_start) and phrase_from(reader, start, at) == at:
            found = start
    return found
