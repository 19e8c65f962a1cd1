"""What furniture is judged by: a short stretch of text, its words, and the phrases of the lexicon `furniture` among them.

Rules:

- The lexicon says what phrases mean; nothing of a language stands here.
- A line is cut into words only when it is asked about, and a document has few lines that are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import regex

from seedlib.components import Context
from seedlib.matching import WORD, Entry, Phrases, Words, fold
from seedlib.model import Spans, value
from seedlib.parsing.locales import bylines_of, months_of

__all__ = ["Line", "Lists", "Mark", "Said", "lists_of"]


class Mark(NamedTuple):
    """A phrase of the lexicon in a line: words `first` to `last`, the latter not included, and what they mean."""

    first: int
    last: int
    entry: Entry


class Said(NamedTuple):
    """What a piece of furniture says: a value for a field of the document, by which rule, and where it stands."""

    field: str
    value: str
    rule: str
    start: int
    end: int


@value(kw_only=True)
class Lists:
    """The lexicon, and what is derived from it once for all documents."""

    phrases: Phrases
    #: Months by folded name or abbreviation: 1 to 12; those of other languages too where all agree on them.
    months: Mapping[str, int]
    #: Small words inside names, folded: `van`, `de`.
    particles: frozenset[str]
    #: Marks of the owner, folded: `’s`.
    genitives: frozenset[str]
    #: The folded first words of the phrases that begin boilerplate.
    openers: frozenset[str]
    #: What precedes authors, and what joins two, in many languages: a text's own is not known yet when its blocks are typed.
    by: regex.Pattern[str]
    joiner: regex.Pattern[str]


def lists_of(context: Context) -> Lists:
    """Return the lists of the document's language, made once."""
    return context.once(_lists)


def _lists(context: Context) -> Lists:
    phrases = context.phrases("furniture")
    own = {e.phrase.casefold(): int(e.data["number"]) for e in phrases.entries if e.value == "month" and "number" in e.data}
    bylines = bylines_of(context)
    return Lists(
        phrases=phrases,
        months={**months_of(context)["*"], **own},
        particles=frozenset(e.phrase.casefold() for e in phrases.entries if e.value == "name-particle"),
        genitives=frozenset(fold(e.phrase) for e in context.phrases("word-classes").entries if e.value == "genitive"),
        openers=frozenset(e.phrase.split()[0].casefold() for e in phrases.entries if e.value == "boilerplate"),
        by=bylines.by,
        joiner=bylines.joiner,
    )


class Line:
    """A stretch of text with its words and the marks among them.

    Args:
        text: the document's text.
        start: where the line begins in it, in code points.
        end: where it ends.
        lists: of its language.
    """

    __slots__ = ("end", "lists", "marks", "start", "text", "words")

    def __init__(self, text: str, start: int, end: int, lists: Lists) -> None:
        self.text, self.start, self.end, self.lists = text, start, end, lists
        self.words = Words(text, Spans(found.span() for found in WORD.finditer(text, start, end)))
        self.marks = tuple(Mark(m.first, m.last, entry) for m in lists.phrases.find(self.words) for entry in m.entries)

    def __len__(self) -> int:
        return self.end - self.start

    def all_of(self, *meanings: str) -> Iterator[Mark]:
        """Yield the marks that mean one of these, in order."""
        return (mark for mark in self.marks if mark.entry.value in meanings)

    def first(self, *meanings: str) -> Mark | None:
        """Return the first mark that means one of these, or None."""
        return next(self.all_of(*meanings), None)

    def opening(self, *meanings: str) -> Mark | None:
        """Return the mark at the line's first word that means one of these, signs before it aside, or None."""
        for mark in self.all_of(*meanings):
            if not any(word[0].isalnum() for word in self.words.texts[: mark.first]):
                return mark
        return None

    def start_of(self, word: int) -> int:
        """Return where a word begins; the line's end for the word after the last."""
        return self.words.tokens.starts[word] if word < len(self.words) else self.end

    def end_of(self, mark: Mark) -> int:
        """Return where a mark ends."""
        return self.words.tokens.ends[mark.last - 1]
