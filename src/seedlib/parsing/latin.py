"""Which encoding of the Latin script: by the letters that each language has.

A guesser that counts letters cannot tell `José` in cp1252 from `Josń` in cp1250, and most of a page is markup. Whose alphabet holds
the letters that are not ASCII can be told: Czech in ISO 8859-2 that is read as cp1250 has `ą` and `ľ`, and no language has those with `ř`.

Rules:

- Only signs beyond ASCII count: a letter of the language for it, a letter of another one and a sign inside of a word against it.
- Where several are as good, the one that is more common on the web is taken.
- What is no text in the Latin script is left to others: Russian or Chinese have such bytes next to each other, Latin hardly ever.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import islice
from typing import TypeAlias

import regex

__all__ = ["latin_encoding"]

#: Letters beyond ASCII of the languages of Europe, in lower case, with the encodings that were in use for them. After the
#: exemplar characters of Unicode CLDR, less letters that are rare and those that would be common ones of another language.
_ALPHABETS = {
    "äöüßé": ("cp1252",),  # German
    "àâæçéèêëîïôœùûüÿ": ("cp1252", "iso8859-15"),  # French
    "áéíóúüñ": ("cp1252",),  # Spanish
    "áâãàçéêíóôõúü": ("cp1252",),  # Portuguese
    "àçéèíïóòúü": ("cp1252",),  # Catalan
    "àéèìíîóòùú": ("cp1252",),  # Italian
    "éëèïöüáíóú": ("cp1252",),  # Dutch
    "åäöéü": ("cp1252",),  # Swedish
    "æøåéèêóòôöäü": ("cp1252",),  # Danish and Norwegian
    "äöåšžéü": ("cp1252", "iso8859-15"),  # Finnish
    "áðéíóúýþæöø": ("cp1252",),  # Icelandic, Faroese
    "çë": ("cp1252",),  # Albanian
    "ąćęłńóśźż": ("cp1250", "iso8859-2", "iso8859-13"),  # Polish
    "áčďéěíňóřšťúůýž": ("cp1250", "iso8859-2"),  # Czech
    "áäčďéíľňóôšťúýž": ("cp1250", "iso8859-2"),  # Slovak; without ĺ and ŕ, which are rare, and which à of French would be
    "áéíóöőúüű": ("cp1250", "iso8859-2"),  # Hungarian
    "čćđšž": ("cp1250", "iso8859-2"),  # Croatian, Bosnian, Serbian
    "čšžćđ": ("cp1250", "iso8859-2"),  # Slovenian
    "ăâîşţ": ("cp1250", "iso8859-2"),  # Romanian, with cedillas
    "ăâîșț": ("iso8859-16",),  # Romanian, with commas below
    "çğıiöşü": ("cp1254",),  # Turkish; İ is `i` and a dot where it is made small. Rare â, î and û would be ā, ī and ū of Latvian
    "ąčęėįšųūž": ("cp1257", "iso8859-13", "iso8859-4"),  # Lithuanian
    "āčēģīķļņšūž": ("cp1257", "iso8859-13", "iso8859-4"),  # Latvian
    "äõöüšž": ("cp1252", "iso8859-15", "cp1257"),  # Estonian
}

#: The encodings, the likelier ones first.
_ORDER = ("cp1252", "cp1250", "iso8859-2", "cp1254", "cp1257", "iso8859-15", "iso8859-13", "iso8859-4", "iso8859-16")

#: Letters of Western Europe: English that names people of many countries has some of any. Each counts less than in a language of its own.
_WESTERN = frozenset("àáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿœšžß")
_MIXED = 0.7

#: Signs that stand in texts of any language. Quotation marks and the like count for an encoding, and signs of money that no letter
#: follows; the others do not. But for the last ones, they hardly ever stand between two letters.
_QUOTES = frozenset("„“”‚‘’‹›«»´…–—•€\xa0")
_MONEY = frozenset("£¥")
_SIGNS = _QUOTES | frozenset("·£¥§©®™°±×÷½¼¾¹²³ºª¨¿¡µ\xad")
_WITHIN = frozenset("’‘–—·´\xa0\xad…")

#: Letters that are words: `à` in French, `ó` in Spanish, `å` in Norwegian. Others do not stand alone: `š 2024` is `© 2024`.
_WORDS = frozenset("àáâèéêìíòóôöåæ")

#: What a letter of another language, a control character or a sign within a word takes away.
_AGAINST = 2.0

#: Above this share of its bytes beyond ASCII in runs of three and more a text is not in the Latin script. Measured on nearly 300
#: texts of 20 languages, single lines too: at most 0.24 in Latin script (Turkish), at least 0.76 in other scripts.
_IN_RUNS = 0.6

#: At least this share of the letters must speak for the best.
_ENOUGH = 0.5

#: At most so many bytes beyond ASCII are looked at.
_MOST = 20_000

#: Bytes beyond ASCII that follow each other, and whether a letter of ASCII is before and after them.
_Runs: TypeAlias = Counter[tuple[bytes, bool, bool]]

_HIGH = regex.compile(rb"(?<=(?P<before>[A-Za-z]?))(?P<run>[\x80-\xff]+)(?=(?P<after>[A-Za-z]?))")


def latin_encoding(raw: bytes) -> str | None:
    r"""Return the encoding that bytes of the Latin script are in, or None where they are not, or it cannot be told.

    >>> latin_encoding("Příští týden pojedu na výlet".encode("iso8859-2")), latin_encoding("Привет".encode("cp1251"))
    ('iso8859-2', None)
    """
    runs: _Runs = Counter(islice(((m["run"], bool(m["before"]), bool(m["after"])) for m in _HIGH.finditer(raw)), _MOST))
    total = sum(len(run) * number for (run, *_), number in runs.items())
    in_runs = sum(len(run) * number for (run, *_), number in runs.items() if len(run) > 2)
    if not total or in_runs > _IN_RUNS * total:
        return None
    best, score = None, -1.0
    for name in _ORDER:
        letters, gain = _signs(runs, name)
        reached = max(_for(letters, alphabet) for alphabet in _alphabets(name)) + gain
        if reached > score:
            best, score = name, reached
    return best if best and score >= _ENOUGH * sum(_signs(runs, best)[0].values()) else None


def _alphabets(name: str) -> Iterable[Mapping[str, float]]:
    for letters, names in _ALPHABETS.items():
        if name in names:
            yield dict.fromkeys(letters, 1.0)
    if name == "cp1252":
        yield dict.fromkeys(_WESTERN, _MIXED)


def _signs(runs: _Runs, name: str) -> tuple[Counter[str], float]:
    """Return the letters beyond ASCII that the bytes are in an encoding, in lower case, and what its signs are worth."""
    letters: Counter[str] = Counter()
    gain = 0.0
    for (run, before, after), number in runs.items():
        held = run.decode(name, "replace")
        for at, sign in enumerate(held, 1):
            alone = len(held) == 1 and not before and not after
            if sign.isalpha() and sign not in _SIGNS and not (alone and sign.lower() not in _WORDS):
                letters[sign.lower()[0]] += number
            elif sign not in _SIGNS or (before and after and len(run) == 1 and sign not in _WITHIN):
                gain -= _AGAINST * number
            else:
                gain += number if sign in _QUOTES or (sign in _MONEY and not (after if at == len(held) else held[at].isalpha())) else 0
    return letters, gain


def _for(letters: Mapping[str, int], alphabet: Mapping[str, float]) -> float:
    return sum(number * alphabet.get(letter, -_AGAINST) for letter, number in letters.items())
