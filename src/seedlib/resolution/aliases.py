"""Aliases: two names of one actor, because the text says so or because one is short for the other.

    Wibble Bank (WB)                          in brackets, made of the name's letters
    Wibble Bank, also known as Wibbank        words that say so
    Wibbley (formerly Wibble)                 likewise, inside brackets
    Alexei Dobble (Russian: Алексей Доббл)    another language's or another script's, inside brackets
    Wibble Records … Wibble                   a body without the words that say what it is
    the Oslo Wibblers … the Wibblers          its last word, where that is no common one
    the Wibble Council of Norway … the Wibble Council
    World Toast Union … the WTU               a name's capitals

Rules:

- Both names are names of mentions, and of kinds that one actor may have.
- What a text does not say is taken only where one single body fits; places are never shortened (Paris, Texas).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from seedlib.matching import Words, spelled
from seedlib.model import is_local_id, value
from seedlib.resolution.knowledge import Knowledge
from seedlib.resolution.names import initials

__all__ = ["Alias", "Named", "defined", "shortened"]

#: How sure it is: the text says so; a name in brackets that is made of the other's letters, or of capitals; a legal form left out; a
#: head word or a complement; the last words alone; the first letters.
_SAID, _LETTERS, _CAPITALS, _LEGAL, _HEADLESS, _LAST, _SPELLED = 0.95, 0.9, 0.8, 0.9, 0.8, 0.7, 0.8

#: So many words may stand between two names of which one explains the other: `(better known by his stage name`.
_BETWEEN = 8

#: So many of them are looked at for the beginning of what says so: `which was | also known as`.
_BEFORE = 3

#: Two bodies of one short form are as good as more.
_OPTIONS = 3

_OPENING, _CLOSING = frozenset("([{"), frozenset(")]}")

#: Signs that may stand between a name and what explains it.
_SIGNS = frozenset(",;:“”\"'‘’")

#: The kinds that are bodies.
_BODIES = frozenset({"group", "organization", "publication"})


@value  # positional: made once a mention
class Named:
    """A name in a text: which mention, which of the document's words it is, and what kind of actor it names."""

    position: int
    numbers: range
    kind: str
    name: str


@value  # positional: made once a pair
class Alias:
    """Two mentions of one actor, the one whose name is fuller first."""

    full: int
    short: int
    confidence: float


def defined(named: Sequence[Named], words: Words, known: Knowledge) -> Iterator[Alias]:
    """Yield what the text itself says: a name in brackets, `also known as`.

    Args:
        named: the names, in text order.
        words: the document's words.
        known: what the language's lexicons say.
    """
    anchor: Named | None = None  # the name before an open bracket
    for before, name in pairwise(named):
        between = range(before.numbers.stop, name.numbers.start)
        folded = words.folded[between.start : min(between.stop, between.start + _BETWEEN)]
        if len(between) > _BETWEEN or any(word in _CLOSING for word in folded):
            anchor = None
            if len(between) > _BETWEEN or folded[0] not in _CLOSING:
                continue
        opens = bool(folded) and folded[0] in _OPENING
        if opens:
            anchor = before
        elif any(word in _OPENING for word in folded):
            anchor = None
            continue
        full = anchor or before
        sure = _explains(full, name, between, words, known, bracketed=anchor is not None)
        if sure and _one_kind(full.kind, name.kind):
            yield Alias(full.position, name.position, sure)


def _explains(  # noqa: PLR0913  # a pair and its text
    full: Named, name: Named, between: range, words: Words, known: Knowledge, *, bracketed: bool
) -> float:
    """Return how sure it is that a name explains a fuller one, by the words between it and the name before it; 0 where nothing says so."""
    folded = words.folded
    inner = [n for n in between if folded[n] not in _OPENING and folded[n] not in _SIGNS]
    while inner and folded[inner[-1]] in known.articles:
        inner.pop()
    if bracketed and _other_script(full.name, name.name):
        return _SAID
    if inner:
        if _says(range(inner[0], inner[-1] + 1), words, known, bracketed=bracketed):
            return _SAID
        language = known.demonyms.at(words, inner[-1], inner[-1] + 1)
        return _SAID if bracketed and language is not None and folded[between[-1]] == ":" else 0.0
    if not bracketed or full.kind not in _BODIES:
        return 0.0
    if _spells(name.name, full.name) or _spells(full.name, name.name):
        return _LETTERS
    after = folded[name.numbers.stop : name.numbers.stop + 1]
    return _CAPITALS if between.start == full.numbers.stop and after and after[0] in _CLOSING and _is_acronym(name.name) else 0.0


def _says(inner: range, words: Words, known: Knowledge, *, bracketed: bool) -> bool:
    """Say whether words end in those that make a name an alias: `which was also known as`."""
    for first in inner[:_BEFORE]:
        match = known.aliases.at(words, first, inner.stop)
        if match is not None and match.last == inner.stop:
            return bracketed or match.entries[0].value == "alias"
    return False


def _other_script(one: str, other: str) -> bool:
    """Say whether two names have no letter of one alphabet: Latin against any other."""
    latin = [any("a" <= letter <= "z" for letter in name.casefold()) for name in (one, other)]
    letters = [any(letter.isalpha() for letter in name) for name in (one, other)]
    return all(letters) and latin[0] != latin[1]


def _one_kind(one: str, other: str) -> bool:
    return one == other or "unknown" in (one, other) or {one, other} <= _BODIES or {one, other} <= {"place", "country"}


def _spells(acronym: str, name: str) -> bool:
    """Say whether an acronym's letters stand in a name in this order, its first one at the beginning of a word.

    >>> _spells("ICP", "Institute for Coastal Policy"), _spells("OMB", "U.S. Office of Management and Budget"), _spells("BBC", "Ghana Bank")
    (True, True, False)
    """
    letters = [letter for letter in acronym if letter.isalpha()]
    if not _is_acronym(acronym) or len(letters) >= len(name):
        return False
    begin = next((at for at, word in enumerate(name.split()) if word[0].casefold() == letters[0].casefold()), None)
    if begin is None:
        return False
    rest = iter(" ".join(name.split()[begin:]).casefold())
    return all(letter.casefold() in rest for letter in letters)


def _is_acronym(name: str) -> bool:
    """Say whether a name is one word with several capitals: `UNHCR`, `US-ACAN`, `DoD`."""
    return len(name.split()) == 1 and sum(map(str.isupper, name)) > 1


def shortened(named: Sequence[tuple[str, Named]], known: Knowledge) -> Iterator[Alias]:
    """Yield short names of bodies that only one body of the text may have.

    Args:
        named: the names of bodies, one each of their spellings, in text order, with the body's id.
        known: what the language's lexicons say.
    """
    forms: defaultdict[tuple[str, ...], dict[str, tuple[Named, float, bool]]] = defaultdict(dict)
    longest = sorted(named, key=lambda pair: (-len(pair[1].name), pair[1].position))
    for identifier, name in longest:
        for form, sure, anywhere in _short_forms(name, known):
            if len(forms[form]) < _OPTIONS:
                forms[form].setdefault(identifier, (name, sure, anywhere))
    joined: dict[str, str] = {}
    for identifier, name in longest:
        if not is_local_id(identifier):  # what a lexicon knows is no short name: England, beside the Bank of England
            continue
        keys = (spelled(name.name), (name.name,) if name.name.isupper() else ())
        found = {joined.get(i, i): held for key in keys for i, held in forms.get(key, {}).items() if i != identifier}
        if len(found) != 1:
            continue
        [(other, (full, sure, anywhere))] = found.items()
        if other != identifier and (anywhere or full.position < name.position):
            joined[identifier] = other
            yield Alias(full.position, name.position, sure)


def _short_forms(name: Named, known: Knowledge) -> Iterator[tuple[tuple[str, ...], float, bool]]:
    """Yield the short forms of a body's name, how sure each is, and whether it may stand before the full name."""
    full = spelled(name.name)
    plain = full
    while form := next((n for n in (1, 2) if len(plain) > n and plain[-n:] in known.legal_forms), 0):
        plain = plain[:-form]
    if plain != full:
        yield plain, _LEGAL, True
    yield from (((acronym,), _SPELLED, True) for acronym in initials(name.name))
    link = next((at for at, word in enumerate(plain) if word in known.name_links), None)
    if link is not None:
        if link > 1:
            yield plain[:link], _HEADLESS, False
        elif plain[0] in known.heads:
            yield plain[link + 1 :], _LAST, False
        return
    headless = plain
    while len(headless) > 1 and headless[-1] in known.heads - known.governments:
        headless = headless[:-1]
    if headless != plain:
        yield headless, _HEADLESS, False
    elif plain[-1].isalpha() and not name.name.split()[-1].isupper():
        yield from ((plain[start:], _LAST, False) for start in range(1, len(plain)))
