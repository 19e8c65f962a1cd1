"""Word pieces: how a text is cut for the network, as its encoder was trained to read it.

The method is WordPiece with the basic tokenizer of BERT, uncased (Devlin et al., 2019): a text is cut at white space, around
punctuation and around Chinese characters; words are folded to small letters without accents, then cut into the longest pieces
of a vocabulary, from left to right.

Rules:

- Pieces point into the text: their offsets are code points of it, whatever folding does to the letters.
- A word that is seen again is not cut again, unless it is very long.
- The encoder's vocabulary has no capitals; a word's shape, given beside its pieces, tells of them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import regex

__all__ = ["SHAPES", "Pieces", "WordPieces", "shape_of"]

#: Words between white space: a sign, a Chinese character, or a run of anything else. BERT takes the symbols of ASCII for signs (`$`, `+`),
#: others for letters (`€`).
_WORD = regex.compile(
    r"""
    [\p{P}$+<=>^`|~]                                                                                  # a sign:  “  -  $
    | [\u4E00-\u9FFF\u3400-\u4DBF\uF900-\uFAFF\U00020000-\U0002CEAF\U0002F800-\U0002FA1F]            # a Chinese character: 北
    | [^\s\p{P}$+<=>^`|~\u4E00-\u9FFF\u3400-\u4DBF\uF900-\uFAFF\U00020000-\U0002CEAF\U0002F800-\U0002FA1F]+  # the rest: Pyongyang, €100
    """,
    regex.VERBOSE,
)

#: A longer word is unknown as a whole, as in BERT: a link without spaces, `AAAAAAAA…`.
_LONGEST = 100

#: How many words are remembered before all are forgotten, so that memory stays bounded over millions of articles.
_REMEMBERED = 100_000

#: How words are written, by number: without letters, in small letters, with a capital first, in capitals, a capital alone, with capitals
#: inside, with digits.
SHAPES = ("none", "small", "first", "capitals", "single", "inside", "digits")

#: Of a word: its shape, and for each piece its number in the vocabulary and where it stands in the word.
_Cut = tuple[int, tuple[tuple[int, int, int], ...]]


class Pieces(NamedTuple):
    """The pieces of a text in order: lists of one length."""

    #: Their numbers in the vocabulary.
    ids: list[int]
    #: Their first code points.
    starts: list[int]
    #: The code points after their last ones.
    ends: list[int]
    #: How the words that they are of are written: numbers of `SHAPES`.
    shapes: list[int]


class WordPieces:
    """A vocabulary, and the words that have been cut by it.

    >>> cut = WordPieces(["[UNK]", "said", "nu", "##clear", "."])
    >>> pieces = cut("Nuclear, said.", [(0, 14)])
    >>> pieces.ids, pieces.starts, [SHAPES[shape] for shape in pieces.shapes]
    ([2, 3, 0, 1, 4], [0, 2, 7, 9, 13], ['first', 'first', 'none', 'small', 'none'])

    Args:
        vocabulary: the pieces in the order of their numbers; those that go on with a word begin with `##`.
        unknown: the piece that stands for what the vocabulary cannot spell.
    """

    __slots__ = ("_known", "_numbers", "_unknown")

    def __init__(self, vocabulary: Iterable[str], *, unknown: str = "[UNK]") -> None:
        self._numbers = {piece: number for number, piece in enumerate(vocabulary)}
        self._unknown = self._numbers[unknown]
        self._known: dict[str, _Cut] = {}

    def __call__(self, text: str, parts: Iterable[tuple[int, int]]) -> Pieces:
        """Return the pieces of some parts of a text, given by their offsets in text order."""
        pieces = Pieces([], [], [], [])
        ids, starts, ends, shapes = pieces
        known = self._known
        for start, end in parts:
            for found in _WORD.finditer(text, start, end):
                word, at = found.group(), found.start()
                cut = known.get(word)
                if cut is None:
                    cut = self._remember(word)
                shape, parts_of_word = cut
                for number, first, last in parts_of_word:
                    ids.append(number)
                    starts.append(at + first)
                    ends.append(at + last)
                    shapes.append(shape)
        return pieces

    def _remember(self, word: str) -> _Cut:
        cut = shape_of(word), tuple(self._cut(word))
        if len(word) <= _LONGEST:  # a longer one is seldom seen twice, and may be a file's worth of letters
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            self._known[word] = cut
        return cut

    def _cut(self, word: str) -> Iterator[tuple[int, int, int]]:
        """Yield the pieces of a word; nothing for one that only holds what BERT drops, such as a zero-width joiner."""
        letters, places = _folded(word)
        if not letters:
            return
        found = list(self._spelled(letters)) if len(letters) <= _LONGEST else []
        if not found:
            yield self._unknown, 0, len(word)
            return
        for number, first, last in found:
            # a sign that is folded into several letters may be cut inside: both pieces stand where it stands (the Korean 파)
            yield number, places[first], max(places[last], places[last - 1] + 1) if last < len(places) else len(word)

    def _spelled(self, letters: str) -> Sequence[tuple[int, int, int]]:
        """Return the longest pieces from left to right; none where a rest cannot be spelled."""
        found, start = [], 0
        while start < len(letters):
            prefix = "##" if start else ""
            for end in range(len(letters), start, -1):
                number = self._numbers.get(prefix + letters[start:end])
                if number is not None:
                    found.append((number, start, end))
                    start = end
                    break
            else:
                return []
        return found


def shape_of(word: str) -> int:
    """Return how a word is written, as the number of its shape in `SHAPES`.

    >>> [SHAPES[shape_of(word)] for word in ("NATO", "McKay", "A", "1980s", "—")]
    ['capitals', 'inside', 'single', 'digits', 'none']
    """
    if any(sign.isdigit() for sign in word):
        return 6
    if not any(sign.isalpha() for sign in word):
        return 0
    if word.islower() or not any(sign.isupper() for sign in word):
        return 1
    if word.isupper():
        return 3 if sum(sign.isalpha() for sign in word) > 1 else 4
    return 2 if word[0].isupper() and not any(sign.isupper() for sign in word[1:]) else 5


def _folded(word: str) -> tuple[str, list[int]]:
    """Return a word in small letters without accents and control characters, and for each letter the place of its origin in `word`.

    Of a word that is too long for any vocabulary only enough to show that.
    """
    letters: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(word):
        if sign == "\ufffd" or unicodedata.category(sign) in {"Cc", "Cf", "Co", "Cn", "Cs"}:
            continue
        for letter in unicodedata.normalize("NFD", sign.lower()):
            if unicodedata.category(letter) != "Mn":
                letters.append(letter)
                places.append(place)
        if len(letters) > _LONGEST:
            break
    return "".join(letters), places
