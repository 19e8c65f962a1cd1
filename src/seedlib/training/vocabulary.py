"""The vocabulary of an encoder, and the marks of its windows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from seedlib.tagging.wordpieces import WordPieces

__all__ = ["Vocabulary", "counted_vocabulary", "read_vocabulary"]

#: The marks of BERT: what begins, ends and fills up a window, and what stands for the unknown.
_BERT = ("[CLS]", "[SEP]", "[PAD]", "[UNK]")

#: The marks of MPNet, whose vocabulary holds those of BERT too, as pieces without a use.
_MPNET = ("<s>", "</s>", "<pad>", "[UNK]")


class Vocabulary(NamedTuple):
    """The pieces of an encoder in the order of their numbers, and its marks."""

    pieces: tuple[str, ...]
    begin: str
    end: str
    fill: str
    unknown: str

    @property
    def marks(self) -> tuple[int, int, int]:
        """The numbers of what begins, ends and fills up a window."""
        return self.pieces.index(self.begin), self.pieces.index(self.end), self.pieces.index(self.fill)

    @property
    def wordpieces(self) -> WordPieces:
        """What cuts texts into these pieces."""
        return WordPieces(self.pieces, unknown=self.unknown)


def _marked(pieces: Sequence[str]) -> Vocabulary:
    held = set(pieces)
    for marks in (_MPNET, _BERT):
        if held.issuperset(marks):
            return Vocabulary(tuple(pieces), *marks)
    raise ValueError(f"found a vocabulary without the marks {_BERT} or {_MPNET}")


def read_vocabulary(path: Path) -> Vocabulary:
    """Read a `vocab.txt`, one piece a line."""
    return _marked(path.read_text("utf-8").removesuffix("\n").split("\n"))


def counted_vocabulary(texts: Iterable[str], size: int = 2_000) -> Vocabulary:
    """Make a vocabulary for a random encoder: all letters of some texts, and their commonest words."""
    words = Counter(word for text in texts for word in text.lower().split())
    letters = sorted({letter for word in words for letter in word})
    common = [word for word, _ in sorted(words.items(), key=lambda held: (-held[1], held[0]))[:size]]
    return _marked(list(dict.fromkeys([*_BERT, *letters, *(f"##{letter}" for letter in letters), *common])))
