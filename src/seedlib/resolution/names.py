"""Names: their words as they are compared, and which short and full names one person may have.

    Müller-Roth            müller, roth without accents, hyphens and capitals
    J.R. Smith             an initial stands for a word: John Robert Smith
    Kim                    the beginning, the end or a word inside of a full name
    Miguel Hidalgo         the words of a longer name in its order, from its first word on
    Robert Poe Jr.         not Robert Poe, where the text has both

Rules:

- The text is never changed: only what is compared is folded.
- An initial stands where the word that it abbreviates would stand: George W. Bush is not George H. W. Bush.
- Two names that differ in what follows a name (Jr., III) are two persons.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

import regex

from seedlib.matching import spelled
from seedlib.model import value

__all__ = ["Spelling", "fits", "initials", "person"]

#: A name in marks or brackets inside a person's: `William "Bill" Clinton`, `Conrad S. (Gus) Shinn`.
_NICKNAME = regex.compile(r"""(?<=\s)["“”‘'(]\s*([\p{L}\p{M}.\s-]+?)\s*["“”’')](?=\s)""")

#: The number of a king or a grandson, from II on; I, V and X are numbers only at the end of a name.
_NUMBER = regex.compile(r"[ivx]+")

#: Of a longer name the words in the middle are no short names: `Luiz Inácio Lula da Silva` has five.
_LONGEST = 8


@value(kw_only=True)
class Spelling:
    """A person's name as it is compared."""

    #: Without what is before, inside and after: titles, nicknames, `Jr.`.
    words: tuple[str, ...]
    #: `jr`, `iii`; nothing for most.
    suffix: str = ""
    nickname: tuple[str, ...] = ()

    @property
    def letters(self) -> int:
        """How many letters it has: `John Smith` says more than `J. Smith`."""
        return sum(map(len, self.words))

    def short_forms(self, particles: AbstractSet[str], given: AbstractSet[str] = frozenset()) -> Iterator[tuple[tuple[str, ...], int]]:
        """Yield what somebody of this name may be called, each with its rank: surnames 0, given names 1, words inside 2.

        Args:
            particles: words that are no names: `de`, `van`.
            given: given names, with which no surname of several words begins.
        """
        words, count = self.words, len(self.words)
        if count > _LONGEST:
            yield from ((words[-1:], 0), (words[:1], 1))
            return
        if count == 1:
            yield words, 0
        for start in range(1, count):
            if start == count - 1 or words[start] not in given or words[start] in particles:
                yield words[start:], 0
        yield from ((words[:stop], 1) for stop in range(1, count))
        if self.nickname:
            yield self.nickname, 1
        yield from ((words[at : at + 1], 2) for at in range(1, count - 1) if len(words[at]) > 1 and words[at] not in particles)


def person(name: str, suffixes: AbstractSet[str] = frozenset()) -> Spelling:
    """Return a person's name as it is compared.

    Args:
        name: its words, without the titles before it.
        suffixes: what may follow a name, folded: `jr.`.

    >>> held = person("William J. “Bill” Clinton")
    >>> held.words, held.nickname, person("J.R. Poe, Jr.", frozenset({"jr"})).words, person("Carol II").suffix
    (('william', 'j', 'clinton'), ('bill',), ('j', 'r', 'poe'), 'ii')
    """
    found = _NICKNAME.search(name)
    if found:
        name = f"{name[: found.start()]} {name[found.end() :]}"
    words = spelled(name.replace(".", ". "))
    suffix = ""
    while len(words) > 1 and (words[-1] in suffixes or _NUMBER.fullmatch(words[-1])):
        suffix = suffix or words[-1]
        words = words[:-1]
    return Spelling(words=words, suffix=suffix, nickname=spelled(found[1]) if found else ())


def fits(short: Spelling, full: Spelling) -> bool:
    """Say whether two names of several words may be one person's, the shorter given first.

    >>> [fits(person(short), person("John Robert Ewan Smith")) for short in ("John Smith", "J. R. Smith", "J. E. Smith", "Robert Smith")]
    [True, True, False, False]
    """
    if short.suffix != full.suffix:
        return False
    words = full.words
    nicknamed = bool(full.nickname) and short.words[: len(full.nickname)] == full.nickname
    if not nicknamed and not _alike(short.words[0], words[0]):
        return sorted(short.words) == sorted(words)  # Puskás Ferenc
    at, last = 1, len(short.words) - 1
    for index, word in enumerate(short.words[1:], 1):
        initial = len(word) == 1
        while at < len(words) and not _alike(word, words[at]):
            if initial:
                return False
            at += 1
        if at == len(words) or (index == last and initial):
            return False
        at += 1
    return True


def _alike(one: str, other: str) -> bool:
    """Say whether two words are the same, one of them an initial or not."""
    return one == other or (1 in (len(one), len(other)) and one[0] == other[0])


def initials(name: str) -> Iterator[str]:
    """Yield the acronyms that a body's name spells: by its capitals, with and without its first word, and by all its words.

    >>> list(initials("U.S. Office of Management and Budget")), list(initials("Bread for Toast")), list(initials("Oslo"))
    (['UOMB', 'OMB', 'UOOMAB'], ['BT', 'BFT'], [])
    """
    words = name.replace("-", " ").split()
    letters = "".join(word[0] for word in words if word[0].isupper())
    found = (letters, letters[1:], "".join(word[0].upper() for word in words))
    yield from (acronym for acronym in dict.fromkeys(found) if len(acronym) > 1)
