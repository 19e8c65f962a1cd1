"""Findings: claims as ranges of words, while they are still put together."""

from __future__ import annotations

from seedlib.attribution.slots import Attempt, Range
from seedlib.attribution.vocabulary import Cue

__all__ = ["Finding"]


class Finding:
    """A claim as ranges of words, to which quotations may still be joined.

    Args:
        reading: the reading of the cue that fits.
        cue: the cue's words.
        attempt: what the frame's slots hold.
    """

    __slots__ = ("content", "cue", "inside", "quotes", "reading", "sentence", "source")

    def __init__(self, reading: Cue, cue: Range, attempt: Attempt) -> None:
        self.reading, self.cue = reading, cue
        self.source, self.content, self.quotes = attempt.source, sorted(attempt.content), attempt.quotes

    def add_quote(self, index: int, words: Range) -> None:
        """Take a quotation, by its index and its words, into the content."""
        self.quotes.append(index)
        self.content = sorted([*self.content, words])
