"""A document as the rules see it: words in a row, with the sentences and quotations that they stand in.

Rules:

- All positions are indices of words, half-open; offsets come back only when a claim is made.
- A sentence longer than `LONGEST` words is a list or a table: no clause is sought in it. This bounds all scans.
- Only outer quotations count here; turns, whose speaker the format states, are no quotations of the text's own.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from seedlib.matching import Words
from seedlib.model import Analysis, Quotation, Span, Spans

__all__ = ["LONGEST", "Ground", "Range"]

#: Words in the longest sentence that is read clause by clause; of PolNeAR's train part, one sentence in ten thousand has more.
LONGEST = 250

#: So many names may begin in one that is looked for: `Bank of England` has two.
_INSIDE = 3

#: The first word of a run, and the one after its last.
Range: TypeAlias = tuple[int, int]


def _without_marks(quoted: Iterable[Span], marked: Sequence[Quotation]) -> list[Quotation]:
    """Return the quoted blocks in which no quotation stands as quotations."""
    starts, found = [quote.span.start for quote in marked], []
    for span in quoted:
        at = bisect_left(starts, span.end)
        if at == 0 or marked[at - 1].span.end <= span.start:
            found.append(Quotation(span=span, words=span))
    return found


class Ground:
    """Words, sentences and outer quotations of a document, by word index.

    Args:
        analysis: with its tokens, sentences and quotations.
        blocks: the spans of the text in which claims may stand; None for all of it.
        quoted: those of them that the format states to be quotations, with or without marks.
        headings: those of them that are headings.
    """

    __slots__ = (
        "bare", "closing", "headings", "names", "opening", "paragraphs", "quotations", "quote_firsts", "quotes", "sentence_firsts",
        "sentence_starts", "sentences", "tokens", "words",
    )  # fmt: skip

    def __init__(
        self, analysis: Analysis, words: Words, blocks: Sequence[Span] | None, quoted: Iterable[Span] = (), headings: Iterable[Span] = ()
    ) -> None:
        layers = analysis.layers
        self.words = words
        self.tokens = words.tokens
        if blocks is None:
            blocks = (Span(0, len(analysis.document.text)),) if analysis.document.text else ()
        #: The words of each paragraph in which claims may stand.
        self.paragraphs = self._ranges((block.start, block.end) for block in blocks)
        held_as = set(headings)
        #: The numbers of the paragraphs that are headings.
        self.headings = frozenset(number for number, block in enumerate(blocks) if block in held_as)
        #: The words of each sentence there.
        self.sentences = [self._within(words) for words in self._ranges((layers.sentences or Spans()).pairs()) if self.stands(words)]
        self.sentence_firsts = [first for first, _ in self.sentences]
        self.sentence_starts = frozenset(self.sentence_firsts)
        outer = [quote for quote in layers.quotations or () if quote.depth == 0 and quote.speaker is None and quote.words]
        unmarked = _without_marks(quoted, outer)
        outer = sorted([*outer, *unmarked], key=lambda quote: quote.span)
        held = zip(outer, self._ranges((quote.span.start, quote.span.end) for quote in outer), strict=True)
        kept: list[tuple[Quotation, Range]] = [(quote, words) for quote, words in held if self.stands(words)]
        #: The outer quotations there, in text order, and their words with the marks.
        self.quotations = [quote for quote, _ in kept]
        self.quotes = [words for _, words in kept]
        #: Those of them that have no marks, by index.
        self.bare = frozenset(index for index, quote in enumerate(self.quotations) if quote in unmarked)
        self.quote_firsts = [first for first, _ in self.quotes]
        self.opening = {first: index for index, (first, _) in enumerate(self.quotes)}
        self.closing = {last: index for index, (_, last) in enumerate(self.quotes)}
        #: The words of each name, in text order.
        self.names = [self.words_in(mention.span) for mention in analysis.mentions if mention.form == "name"]

    def _ranges(self, pairs: Iterable[tuple[int, int]]) -> list[Range]:
        starts, ends = self.tokens.starts, self.tokens.ends
        return [(bisect_left(starts, start), bisect_right(ends, end)) for start, end in pairs]

    def stands(self, words: Range) -> bool:
        """Say whether words begin where claims may stand: in no byline."""
        at = self.paragraph_of(words[0])
        return words[0] < words[1] and at >= 0 and words[0] < self.paragraphs[at][1]

    def _within(self, words: Range) -> Range:
        """Cut a sentence at the end of its paragraph: a title's ends before the name of its site."""
        return words[0], min(words[1], self.paragraphs[self.paragraph_of(words[0])][1])

    def paragraph_of(self, at: int) -> int:
        """Return the number of the paragraph that the word stands in, or that of the one before it; -1 before the first."""
        return bisect_right(self.paragraphs, (at, len(self.tokens))) - 1

    def span(self, words: Range) -> Span:
        """Return where the words stand in the text."""
        return Span(self.tokens.starts[words[0]], self.tokens.ends[words[1] - 1])

    def words_in(self, span: Span) -> Range:
        """Return the words that a stretch of text holds, in part at least."""
        return bisect_right(self.tokens.ends, span.start), bisect_left(self.tokens.starts, span.end)

    def names_at(self, first: int, last: int) -> Iterator[Range]:
        """Yield the names that have one of the words."""
        at = bisect_left(self.names, (first, first))
        for begin, end in self.names[max(0, at - _INSIDE) :]:
            if begin >= last:
                return
            if end > first:
                yield begin, end

    def quote_around(self, at: int) -> int | None:
        """Return the outer quotation that the word stands in, or None."""
        index = bisect_right(self.quote_firsts, at) - 1
        return index if index >= 0 and at < self.quotes[index][1] else None

    def quoted_between(self, first: int, last: int) -> bool:
        """Say whether a quotation begins among the words."""
        at = bisect_left(self.quote_firsts, first)
        return at < len(self.quotes) and self.quotes[at][0] < last
