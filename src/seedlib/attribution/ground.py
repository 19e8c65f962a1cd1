"""A document as the rules see it: words in a row, with the sentences and quotations that they stand in.

Rules:

- All positions are indices of words, half-open; offsets come back only when a claim is made.
- A sentence longer than `LONGEST` words is a list or a table: no clause is sought in it. This bounds all scans.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from seedlib.matching import Words
from seedlib.model import Analysis, Quotation, Span, Spans

__all__ = ["LONGEST", "Ground"]

#: Words in the longest sentence that is read clause by clause: the longest of PolNeAR's train part that holds a claim has fewer.
LONGEST = 250


class Ground:
    """Words, sentences and outer quotations of a document, by word index.

    Args:
        analysis: with its tokens, sentences and quotations.
        blocks: the spans of the text in which claims may stand.
    """

    __slots__ = ("closing", "opening", "paragraphs", "quotations", "quote_firsts", "quotes", "sentence_firsts", "sentence_starts", "sentences", "tokens", "words")

    def __init__(self, analysis: Analysis, blocks: Sequence[Span]) -> None:
        text, layers = analysis.document.text, analysis.layers
        self.tokens = layers.tokens or Spans()
        self.words = Words(text, self.tokens)
        #: First and last word of each sentence in the blocks.
        self.sentences: list[tuple[int, int]] = [
            (first, last) for first, last in self._ranges((layers.sentences or Spans()).pairs()) if first < last
        ]
        #: The first word of each paragraph.
        self.paragraphs: list[int] = [first for first, _ in self._ranges((block.span.start, block.span.end) for block in analysis.document.blocks)]
        if blocks:
            self.sentences = _inside(self.sentences, list(self._ranges((span.start, span.end) for span in blocks)))
        self.sentence_firsts = [first for first, _ in self.sentences]
        self.sentence_starts = frozenset(self.sentence_firsts)
        #: The outer quotations, in text order, and their words with the marks.
        self.quotations: list[Quotation] = [q for q in layers.quotations or () if q.depth == 0 and q.speaker is None and q.words]
        self.quotes: list[tuple[int, int]] = list(self._ranges((q.span.start, q.span.end) for q in self.quotations))
        self.quote_firsts = [first for first, _ in self.quotes]
        self.opening = {first: index for index, (first, _) in enumerate(self.quotes)}
        self.closing = {last: index for index, (_, last) in enumerate(self.quotes)}

    def _ranges(self, pairs: Iterable[tuple[int, int]]) -> Iterable[tuple[int, int]]:
        starts, ends = self.tokens.starts, self.tokens.ends
        for start, end in pairs:
            first = bisect_left(starts, start)
            yield first, max(first, bisect_right(ends, end))

    def span(self, first: int, last: int) -> Span:
        """Return where the words `first` to `last` stand in the text."""
        return Span(self.tokens.starts[first], self.tokens.ends[last - 1])

    def paragraph_of(self, index: int) -> int:
        """Return the number of the paragraph that the word stands in."""
        return bisect_right(self.paragraphs, index)

    def quote_around(self, index: int) -> int | None:
        """Return the outer quotation that the word stands in, or None."""
        at = bisect_right(self.quote_firsts, index) - 1
        return at if at >= 0 and index < self.quotes[at][1] else None


def _inside(ranges: list[tuple[int, int]], blocks: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the ranges that lie in a block; both are in text order."""
    firsts = [first for first, _ in blocks]
    return [(a, b) for a, b in ranges if (at := bisect_right(firsts, a) - 1) >= 0 and b <= blocks[at][1]]
