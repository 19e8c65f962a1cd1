"""Mentions from word numbers: one place where a recogniser's finds become values."""

from __future__ import annotations

from seedlib.matching import Words
from seedlib.model import KIND, Attributes, Mention, Provenance, Span, value

__all__ = ["MENTION", "Found", "Maker"]

#: What the labels of actors begin with, before the kind.
MENTION = "mention:"


@value  # positional: made once a find
class Found:
    """Words `first` to `last` (the latter not included) that mean an actor of some kind."""

    first: int
    last: int
    kind: str
    rule: str
    confidence: float = 0.5
    form: str = "name"
    use: str = "literal"
    actor: str | None = None
    #: How many code points of the first word are meant, where it is not the whole: the `we` of `we’ve`.
    letters: int | None = None


class Maker:
    """Makes the mentions of one document; those of one kind and rule share their attributes and provenance.

    Args:
        words: the document's words.
        component: the recogniser's full name.
    """

    __slots__ = ("_attributes", "_component", "_provenance", "_words")

    def __init__(self, words: Words, component: str) -> None:
        self._words = words
        self._component = component
        self._attributes: dict[str, Attributes] = {}
        self._provenance: dict[str, tuple[Provenance, ...]] = {}

    def mention(self, found: Found) -> Mention:
        """Return the mention that a find is."""
        kind, rule = found.kind, found.rule
        if kind not in self._attributes:
            self._attributes[kind] = Attributes({KIND.name: kind})
        if rule not in self._provenance:
            self._provenance[rule] = (Provenance(about="mention", component=self._component, rule=rule),)
        return Mention(
            span=self._span(found),
            actor=found.actor,
            form=found.form,
            use=found.use,
            confidence=found.confidence,
            provenance=self._provenance[rule],
            attributes=self._attributes[kind],
        )

    def _span(self, found: Found) -> Span:
        start = self._words.tokens.starts[found.first]
        return Span(start, self._words.tokens.ends[found.last - 1] if found.letters is None else start + found.letters)
