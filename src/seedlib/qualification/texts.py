"""A text as the rules read it: its words, where its sentences begin, and where a span's words are.

Rules:

- A run of words is a pair of indices, half-open.
- Nothing here looks further than it must: what is asked of one claim never costs more than its own words and `REACH`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from seedlib.components import Context
from seedlib.matching import Words
from seedlib.model import Analysis, Mention, Span, Spans
from seedlib.qualification.vocabulary import Vocabulary, make_vocabulary

__all__ = ["REACH", "Run", "Text", "is_word", "overlap"]

#: How many words before and after a claim may belong to it, and how many of a clause are read: sentences of news have about 25.
REACH = 80

#: How many sentences of a content are looked at: the main one is among the first.
_PIECES = 8

#: A run of words.
Run = tuple[int, int]


def is_word(word: str) -> bool:
    """Say whether a token is a word or a number rather than a sign."""
    return word[-1].isalnum() or word[0].isalnum()


def overlap(one: Run, other: Run) -> bool:
    """Say whether two runs share a word."""
    return one[0] < other[1] and other[0] < one[1]


class Text:
    """What the rules know of one text.

    Args:
        analysis: with its tokens and sentences.
        context: for the lexicons.
        within: where words are wanted; everywhere by default. A text of which less is read costs less.
    """

    __slots__ = ("analysis", "kinds", "sentences", "vocabulary", "words")
    analysis: Analysis
    #: The kind of each actor, by its id.
    kinds: dict[str, str]
    vocabulary: Vocabulary
    words: Words
    #: The index of each sentence's first word, in order, and the number of words.
    sentences: list[int]

    def __init__(self, analysis: Analysis, context: Context, within: Iterable[Span] | None = None) -> None:
        words, layers = context.words(analysis), analysis.layers
        if within is not None:
            held = [words.tokens.within(span.start, span.end) for span in within]
            words = Words(analysis.document.text, Spans((words.tokens.starts[i], words.tokens.ends[i]) for run in held for i in run))
        self.analysis = analysis
        self.kinds = {actor.id: actor.kind for actor in analysis.actors}
        self.vocabulary = context.once(make_vocabulary)
        self.words = words
        starts = words.tokens.starts
        begun = {bisect_left(starts, start) for start in layers.sentences.starts} if layers.sentences is not None else set()
        self.sentences = sorted(index for index in begun | {0} if index < len(words))

    def run(self, span: Span) -> Run:
        """Return the run of the words that lie wholly in a span."""
        held = self.words.tokens.within(span.start, span.end)
        return held.start, held.stop

    def span(self, first: int, last: int) -> Span:
        """Return the span from the word `first` to the one before `last`."""
        tokens = self.words.tokens
        return Span(tokens.starts[first], tokens.ends[last - 1])

    def sentence(self, index: int) -> Run:
        """Return the run of the sentence that holds a word."""
        at = bisect_right(self.sentences, index)
        last = self.sentences[at] if at < len(self.sentences) else len(self.words)
        return self.sentences[at - 1], last

    def around(self, index: int) -> Run:
        """Return the run of the words of a sentence that are near one of them, before it or after."""
        first, last = self.sentence(index)
        return max(first, index - REACH // 2), min(last, index + REACH // 2)

    def mentions(self, index: int, most: int) -> tuple[Mention, ...]:
        """Return the first mentions, `most` of them, that begin at a word or after it."""
        held = self.analysis.mentions
        at = bisect_left(held, self.words.tokens.starts[index], key=lambda mention: mention.span.start)
        return held[at : at + most]

    def pieces(self, spans: Iterable[Span]) -> list[Run]:
        """Return the first words of spans, cut at the ends of sentences and after 2 * `REACH` words, without signs at the edges."""
        out: list[Run] = []
        looked = 0
        for span in spans:
            first, last = self.run(span)
            while first < last and looked < _PIECES:
                looked += 1
                end = min(last, self.sentence(first)[1], first + 2 * REACH)
                piece = self.trim(first, end)
                if piece[0] < piece[1]:
                    out.append(piece)
                first = end
        return out

    def trim(self, first: int, last: int) -> Run:
        """Return a run without the signs at its edges."""
        texts = self.words.texts
        while first < last and not is_word(texts[first]):
            first += 1
        while first < last and not is_word(texts[last - 1]):
            last -= 1
        return first, last
