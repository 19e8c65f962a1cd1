"""From a lexicon to spans: the one matcher for names, cues, modals and every other list of phrases.

A lexicon is data: phrases of a language and a type, each with what it means. `Phrases` compiles one, and finds its phrases
among the words of a text, the longest first.

Rules:

- A phrase is cut into words by `WORD`, as the built-in segmenter cuts texts; white space between words never matters.
- A word of a phrase without capitals matches whatever the capitals; one with capitals matches itself, and itself in
  capitals where it has four letters or more (`PUTIN`), so that `US` is never "us".
- `’` and `'` are one sign to the matcher, and a letter with its marks is one letter, written as one code point or as several: words are
  compared in Unicode's composed form (NFC). Spans stay those of the text.
- Where two phrases begin at one word the longer wins; matches do not overlap.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import compress
from typing import Any, TypeAlias
from unicodedata import is_normalized, normalize

import attrs
import regex

from seedlib.errors import ModelError
from seedlib.model import EMPTY, FrozenMapping, Spans, freeze, value

__all__ = ["WORD", "Entry", "Match", "Phrases", "Words"]

#: A word, a number or a sign. Words keep inner apostrophes (`don’t`, `O’Neill`) but not a possessive `’s`; full stops stay in
#: abbreviations of single letters (`U.S.`, `e.g.`); numbers keep their separators (`1,000.5`). Hyphens are signs of their own,
#: so that `US-led` and `North Korea-Russian` hold names.
WORD = regex.compile(
    r"""
    (?: \p{L} \. ){2,}                                     # U.S.  e.g.
    | ['’] [sS] (?! [\p{L}\p{N}] )                         # the ’s of Putin’s, of PUTIN’S
    | [\p{L}\p{M}] [\p{L}\p{M}\p{N}]*                      # a word …
      (?: ['’] (?! [sS] (?! [\p{L}\p{N}] ) ) [\p{L}\p{M}]+ )* # … with what follows an inner apostrophe
    | \p{N}+ (?: [.,:] \p{N}+ )* [\p{L}\p{M}]*             # 1,000.5  75th
    | \S
    """,
    regex.VERBOSE,
)

#: Latin letters that no decomposition takes apart, as they are written where they are missing: `Łódź`, `Ødegaard`.
_PLAIN = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "’": "'", "ʼ": "'", "ʻ": "'"})

#: The accents of Latin, Greek and Cyrillic; the marks of other scripts, and the breve of `й`, make letters in their own right.
_ACCENT = regex.compile(r"[\u0300-\u036f](?<!\p{Script=Cyrillic}\u0306)")

#: A word of a name: letters and digits with apostrophes and full stops inside (`O'Neill`, `u.s.`); hyphens and other signs part words.
_NAME_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+(?:['.][\p{L}\p{M}\p{N}]+)*")

#: A word in capitals matches a capitalised phrase from this many letters on: PUTIN yes, US no.
_CAPITALS_FROM = 4


@value(kw_only=True)
class Entry:
    """A phrase of a lexicon and what it means.

    >>> entry = Entry(phrase="South Korea", value="iso3166:KOR", data={"kind": "country"})
    >>> entry.value, entry.data["kind"]
    ('iso3166:KOR', 'country')
    """

    #: The words, as they are written: `South Korea`, `according to`.
    phrase: str
    #: What it means: a canonical id, a kind of claim, a modality. What it is depends on the lexicon's type.
    value: str = ""
    #: Whatever else the lexicon's type asks for, JSON-shaped.
    data: FrozenMapping[Any] = attrs.field(default=EMPTY, converter=freeze)
    #: The line that it begins in, where it is from a file.
    line: int | None = attrs.field(default=None, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        if not isinstance(self.phrase, str) or not self.phrase.strip():
            raise ModelError(f"found the phrase {self.phrase!r}, expected words", where="Entry.phrase")
        if not isinstance(self.value, str):
            raise ModelError(f"found the value {self.value!r}, expected a string", where=f"Entry {self.phrase!r}")


class Words:
    """The words of a text, ready to be looked up.

    >>> from seedlib import Spans
    >>> text = "PUTIN’s ally"
    >>> words = Words(text, Spans(found.span() for found in WORD.finditer(text)))
    >>> words.texts, words.folded
    (['PUTIN', '’s', 'ally'], ['putin', "'s", 'ally'])

    Args:
        text: the text.
        tokens: its words, in code points of `text`.
    """

    __slots__ = ("folded", "texts", "tokens")
    #: Where the words stand.
    tokens: Spans
    #: The words to the letter, but composed; `texts[i]` is the words of `tokens[i]`.
    texts: list[str]
    #: The words as the matcher compares them: case folded, one apostrophe.
    folded: list[str]

    def __init__(self, text: str, tokens: Spans) -> None:
        self.tokens = tokens
        self.texts = [text[start:end] for start, end in tokens.pairs()]
        # only what the words cover: the whole of a long text, looked at for each of its lines, would be quadratic
        stretch = text[tokens.starts[0] : tokens.ends[-1]] if tokens else ""
        if not is_normalized("NFC", stretch):
            self.texts = [normalize("NFC", word) for word in self.texts]
        self.folded = list(map(str.casefold, self.texts))
        if not stretch.isascii():
            self.folded = [folded if folded.isascii() else fold(word) for folded, word in zip(self.folded, self.texts, strict=True)]

    def __len__(self) -> int:
        return len(self.texts)


@value  # positional: made once a match
class Match:
    """Words `first` to `last` (the latter not included) that are a phrase, and the entries that say what it means.

    >>> from seedlib import Spans
    >>> text = "It rains in South Korea."
    >>> words = Words(text, Spans(found.span() for found in WORD.finditer(text)))
    >>> (match,) = Phrases([Entry(phrase="South Korea", value="iso3166:KOR")]).find(words)
    >>> words.texts[match.first : match.last], match.entries[0].value
    (['South', 'Korea'], 'iso3166:KOR')
    """

    #: The place of its first word among the words.
    first: int
    #: The place after its last word.
    last: int
    #: All entries of the phrase, in the lexicon's order; more than one where it is ambiguous.
    entries: tuple[Entry, ...]


def fold(word: str) -> str:
    """Return `word` as the matcher compares it."""
    folded = word.casefold().replace("’", "'")
    return folded if folded.isascii() else normalize("NFC", folded)


def spelled(name: str) -> tuple[str, ...]:
    """Return the words of a name as names are compared: without accents, capitals, full stops, hyphens and other signs.

    >>> spelled("Angela Müller-Roth"), spelled("D’Arcy"), spelled("the U.S."), spelled("Atari, Inc.")
    (('angela', 'muller', 'roth'), ("d'arcy",), ('the', 'us'), ('atari', 'inc'))
    """
    folded = name.casefold()
    if not name.isascii():
        folded = normalize("NFC", _ACCENT.sub("", normalize("NFKD", folded)).translate(_PLAIN))
    return tuple(word.replace(".", "") for word in _NAME_WORD.findall(folded))


def _cut(phrase: str) -> _Folded:
    """Return the words of a phrase, composed and with one apostrophe; those of plain words, as most are, without the pattern."""
    if not phrase.isascii():
        phrase = normalize("NFC", phrase).replace("’", "'")
    if phrase.isalpha():
        return (phrase,)
    words = phrase.split()
    if all(map(str.isalpha, words)):
        return tuple(words)
    return tuple(WORD.findall(phrase))


def _capitals_agree(phrase: Sequence[str], words: Sequence[str]) -> bool:
    for expected, found in zip(phrase, words, strict=True):
        if expected == found or expected == expected.lower():
            continue
        if not (found.isupper() and len(found) >= _CAPITALS_FROM) and expected != found.replace("’", "'"):
            return False
    return True


#: The words of a phrase, folded or with one apostrophe.
_Folded: TypeAlias = tuple[str, ...]

#: Phrases that differ in capitals only, each with its entries; None for the one without capitals, which matches whatever they are.
_Alike: TypeAlias = tuple[tuple[_Folded | None, tuple[Entry, ...]], ...]


def _key(folded: _Folded) -> _Folded | str:
    """Return what a phrase is looked up by: its words, or the word where it has but one, as most have."""
    return folded if len(folded) > 1 else folded[0]


class Phrases:
    """The phrases of a lexicon, compiled.

    >>> from seedlib.model import Spans
    >>> south = Entry(phrase="South Korea", value="iso3166:KOR")
    >>> phrases = Phrases([south, Entry(phrase="Korea")])
    >>> text = "North and South Korea"
    >>> words = Words(text, Spans(m.span() for m in WORD.finditer(text)))
    >>> [(match.first, match.last, match.entries[0].value) for match in phrases.find(words)]
    [(2, 4, 'iso3166:KOR')]

    Args:
        entries: in the order in which entries of one phrase are to be answered.
    """

    __slots__ = ("_alike", "_lengths", "entries")
    #: What it was compiled from.
    entries: tuple[Entry, ...]
    #: By the first folded word, how many words the phrases have that begin with it, the most first: a word that begins a thousand
    #: names (`New`) costs as many looks as they have lengths, not a thousand.
    _lengths: Mapping[str, Sequence[int]]
    #: By `_key` of their folded words.
    _alike: Mapping[_Folded | str, _Alike]

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = tuple(entries)
        single: dict[_Folded, tuple[_Folded, Entry]] = {}
        several: dict[_Folded, dict[_Folded, list[Entry]]] = {}
        for entry in self.entries:
            phrase = _cut(entry.phrase)
            folded = tuple([word.casefold() if word.isascii() else fold(word) for word in phrase])
            first = single.setdefault(folded, (phrase, entry))
            if first[1] is not entry:
                several.setdefault(folded, {first[0]: [first[1]]}).setdefault(phrase, []).append(entry)
        alike: dict[_Folded | str, _Alike] = {
            _key(folded): ((None if phrase == folded else phrase, (entry,)),) for folded, (phrase, entry) in single.items()
        }
        for folded, phrases in several.items():
            ranked = sorted(phrases.items())  # capitals sort first: `US` before `us`
            alike[_key(folded)] = tuple((None if phrase == folded else phrase, tuple(held)) for phrase, held in ranked)
        lengths: dict[str, set[int]] = {}
        for folded in single:
            lengths.setdefault(folded[0], set()).add(len(folded))
        self._alike = alike
        self._lengths = {word: tuple(sorted(held, reverse=True)) for word, held in lengths.items()}

    def __len__(self) -> int:
        return len(self.entries)

    def at(self, words: Words, index: int, stop: int | None = None) -> Match | None:
        """Return the longest phrase that begins at word `index` and ends before word `stop`, or None."""
        lengths = self._lengths.get(words.folded[index])
        if lengths is None:
            return None
        limit = len(words.folded) if stop is None else stop
        for length in lengths:
            if index + length <= limit and (match := self._match(words, index, index + length)):
                return match
        return None

    def _match(self, words: Words, first: int, last: int) -> Match | None:
        """Return the phrase that words `first` to `last` (the latter not included) are, or None."""
        folded = words.folded
        alike = self._alike.get(folded[first] if last - first == 1 else tuple(folded[first:last]))  # as `_key` has it
        if alike is not None:
            for phrase, entries in alike:
                if phrase is None or _capitals_agree(phrase, words.texts[first:last]):
                    return Match(first, last, entries)
        return None

    def ending(self, words: Words, stop: int, start: int) -> Match | None:
        """Return the longest phrase that ends right before word `stop` and does not begin before word `start`, or None."""
        for index in range(max(0, start), stop):
            if stop - index in self._lengths.get(words.folded[index], ()) and (match := self._match(words, index, stop)):
                return match
        return None

    def find(self, words: Words, start: int = 0, stop: int | None = None) -> Iterator[Match]:
        """Yield the phrases among the words `start` to `stop`, in text order."""
        limit = len(words.folded) if stop is None else stop
        done = start
        for index in compress(range(start, limit), map(self._lengths.__contains__, words.folded[start:limit])):
            if index >= done and (match := self.at(words, index, limit)):
                yield match
                done = match.last
