"""Pronouns and nominals: words that mean an actor without naming it, for resolution to join or to drop.

Rules:

- A nominal begins with a determiner (`the`, `its`) and has a role or a body's word as its head: `the former president`, `the
  ministry`; `of` and a country belong to it: `the president of Russia`. A body's word with a capital (`the Ministry`) is a name's.
- Personal, possessive and reflexive pronouns are always mentions: `he`, `his`, `himself`.
"""

from __future__ import annotations

from collections.abc import Iterator

from seedlib.matching import Words
from seedlib.recognition.making import Found
from seedlib.recognition.runs import is_capital
from seedlib.recognition.vocabulary import Vocabulary

__all__ = ["nominals", "pronouns", "with_country"]

#: So many words may stand between determiner and head: "the then South Korean foreign minister".
_BETWEEN = 4

#: So many words on each side tell whether all have capitals, those of so many letters: `US` and `HE` are short themselves.
_AROUND, _LONG_WORD = 3, 4

#: The pronouns that mean one person; the others may mean anything.
_PERSONAL = ("he", "she")


def pronouns(words: Words, known: Vocabulary) -> Iterator[Found]:
    """Yield the personal pronouns, that of `we’ve` too; `US` and `IT` are none, but for `IT` among words in capitals."""
    values = dict(known.pronouns)  # looked up at every word
    for index, word in enumerate(words.folded):
        value = values.get(word)
        if value is not None and (len(word) == 1 or not words.texts[index].isupper() or _is_shouted(words, index, known)):
            letters = word.index("'") if "'" in word else None
            yield Found(index, index + 1, "person" if value in _PERSONAL else "unknown", "pronoun", 0.5, "pronoun", letters=letters)


def _is_shouted(words: Words, index: int, known: Vocabulary) -> bool:
    """Say whether a word has capitals because all around it have, and is no name: `HE HAS DENIED IT`."""
    around = [word for word in words.texts[max(0, index - _AROUND) : index + _AROUND + 1] if len(word) >= _LONG_WORD and word.isalpha()]
    return bool(around) and all(map(str.isupper, around)) and known.names.at(words, index) is None


def nominals(words: Words, known: Vocabulary) -> Iterator[Found]:
    """Yield the definite nominals with a role or a body as their head."""
    for index, word in enumerate(words.folded):
        if word in known.definite:
            found = _nominal(words, index, known)
            if found is not None:
                yield found


def _nominal(words: Words, first: int, known: Vocabulary) -> Found | None:
    at = first + 1
    for _ in range(_BETWEEN):
        if at >= len(words):
            return None
        role = known.roles.at(words, at)
        body = known.organizations.at(words, at) if role is None else None
        match = role or body
        if body is not None and is_capital(words.texts[body.last - 1]):  # the Ministry of Energy: a name, or the short form of one
            return None
        if match is not None:
            last = with_country(words, match.last, known)
            return Found(first, last, "person" if role else "organization", "nominal", 0.5, "nominal")
        demonym = known.demonyms.at(words, at)
        if demonym is None and words.folded[at] not in known.modifiers:
            return None
        at = demonym.last if demonym else at + 1
    return None


def with_country(words: Words, last: int, known: Vocabulary) -> int:
    """Return where a nominal ends, with `of` and a name after it: `the president of the United States`."""
    if last + 1 >= len(words) or words.folded[last] not in known.links:
        return last
    at = last + 2 if words.folded[last + 1] in known.articles else last + 1
    name = known.names.at(words, at) if at < len(words) else None
    return name.last if name else last
