"""Names and roles as they are compared across documents: without a lexicon, in any script.

Rules:

- Capitals, signs between words, and accents make no difference: `Yoon Suk-yeol` is `Yoon Suk Yeol`.
- A full name has a given name and a family name. What may be a family name alone, or has but initials before it, is none.
- Two roles agree where one says all that the other says: `minister` and `minister of trade`, not `minister` and `striker`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, combinations

import regex

from seedlib.matching import spelled

__all__ = ["compared", "is_acronym", "is_full", "parts_of", "role_words"]

#: Scripts that write a person's name as one word: 习近平, 윤석열. Family names alone have one sign or two.
_ONE_WORD = regex.compile(r"[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}]{3,}")

#: The longest acronym: SIPRI, UNESCO. Longer words in capitals are names that somebody shouts.
_ACRONYM = 6

#: A role of more words agrees only with its equal, so that no role has more than 63 parts.
_ROLE_WORDS = 6


def compared(name: str) -> str:
    """Return a name as it is compared with others; empty if it has neither letters nor digits.

    >>> compared("Yoon Suk-yeol"), compared("Angela MÜLLER"), compared("J.R. Poe")
    ('yoon suk yeol', 'angela muller', 'j r poe')
    """
    return " ".join(spelled(name.replace(".", ". ")))


def is_full(name: str) -> bool:
    """Say whether a person's name, as `compared` gives it, has a given and a family name.

    >>> is_full("angela muller"), is_full("muller"), is_full("j r poe"), is_full("习近平")
    (True, False, False, True)
    """
    return sum(len(word) > 1 for word in name.split()) > 1 or _ONE_WORD.fullmatch(name) is not None


def is_acronym(name: str) -> bool:
    """Say whether a name is but letters in capitals, which may stand for many names: `ICP`."""
    return name.isupper() and len(name) <= _ACRONYM and " " not in name


def role_words(role: str) -> frozenset[str]:
    """Return the words of a role, as `compared` gives them."""
    return frozenset(compared(role).split())


def parts_of(roles: Iterable[frozenset[str]]) -> Iterator[frozenset[str]]:
    """Yield all that roles say, in whole or in part: two roles agree where one of them is among the parts of the other."""
    for role in roles:
        if len(role) > _ROLE_WORDS:
            yield role
        else:
            words = sorted(role)
            yield from map(frozenset, chain.from_iterable(combinations(words, size) for size in range(1, len(words) + 1)))
