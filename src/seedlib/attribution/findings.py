"""Findings: claims as ranges of words, while they are still put together."""

from __future__ import annotations

from seedlib.attribution.ground import Range
from seedlib.model import Provenance

__all__ = ["Finding"]


class Finding:
    """A claim as ranges of words, to which quotations may still be joined.

    Args:
        kind: the kind of claim that the cue makes.
        rule: the frame's name, or another rule's.
        confidence: of the rule.
        cue: the cue's words; none for a quotation alone.
        source: the words that name who says it.
    """

    __slots__ = (
        "addressed",
        "announced",
        "aside",
        "behind",
        "confidence",
        "content",
        "cues",
        "form",
        "kind",
        "lent",
        "named",
        "patient",
        "quotes",
        "rule",
        "sources",
        "taggers",
        "thing",
        "told",
    )

    def __init__(self, kind: str, rule: str, confidence: float, cue: Range | None = None, source: Range | None = None) -> None:
        self.kind, self.rule, self.confidence = kind, rule, confidence
        #: The cue's words, in pieces; empty for a quotation alone.
        self.cues: list[Range] = [cue] if cue else []
        #: The words that name who says it, in pieces.
        self.sources: list[Range] = [source] if source else []
        #: Of the cue; empty where there is none.
        self.form = ""
        #: What is said; in text order but for quotations that are carried back.
        self.content: list[Range] = []
        #: The outer quotations that the content holds whole, by index.
        self.quotes: set[int] = set()

        #: Whether the frame names to whom it is said, outside of the content.
        self.addressed = False
        #: Whether the frame takes a thing and no clause: `asked for | the report`.
        self.thing = False
        #: Whether the frame only tells whose words something is that others may have said too: `…, as Lee put it`.
        self.aside = False
        #: Whether a colon stands before all that is said.
        self.announced = False
        #: Whether the content begins with the subject of a passive: `|a ban| was rejected by Lee`.
        self.patient = False
        #: What tells of it, right behind the content: `in a statement on Monday`, `, which they have not done`.
        self.told: Range | None = None
        #: Whether the source stands behind the cue in a language whose verb stands second.
        self.behind = False
        #: Whether the source is more than a pronoun.
        self.named = False
        #: By whose labels it was made; empty where the rules found it.
        self.taggers: tuple[Provenance, ...] = ()
        #: The rule that names the source, where a tagger found the rest.
        self.lent = ""

    @property
    def cue(self) -> Range | None:
        """The first piece of the cue."""
        return self.cues[0] if self.cues else None

    @property
    def source(self) -> Range | None:
        """The first piece of the source."""
        return self.sources[0] if self.sources else None

    @property
    def end(self) -> int:
        """The word after the last of all that it holds, before quotations are carried back."""
        return max(part[1] for part in (*self.cues, *self.sources, self.content[-1]))

    def add_quote(self, index: int, words: Range) -> None:
        """Take a quotation, by its index and its words, into the content."""
        self.quotes.add(index)
        self.content.append(words)
