"""Claims: what a text says that somebody says, or what its author says himself.

Rules:

- How it is reported (`quotation`), what act it is (`kind`) and how firm it is (`modality`, `polarity`) are separate axes.
- The id is a digest over the content, source and cue spans: the same reading of the same text has the same id.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from itertools import pairwise

import attrs

from seedlib.errors import ModelError
from seedlib.model._checks import (
    attributes_field,
    check_kind,
    check_one_of,
    check_probability,
    check_spans,
    check_strings,
    check_text,
    mapping_of_spans,
    probability,
    spans,
    strings,
    unknown_field,
)
from seedlib.model._values import EMPTY, FrozenMapping, Json, value
from seedlib.model.attributes import Attributes
from seedlib.model.provenance import Provenance, provenances
from seedlib.model.spans import Span

__all__ = ["ARGUMENTS", "CLAIM_KINDS", "MODALITIES", "POLARITIES", "QUOTATIONS", "Claim", "Qualification", "claim_id"]

#: The library's kinds of claim; others are registered, with a plugin's prefix. `statement` is the default.
CLAIM_KINDS = frozenset(
    {
        "statement", "belief", "prediction", "demand", "commitment", "intention", "threat", "warning", "denial",
        "accusation", "endorsement", "question",
    }
)  # fmt: skip

#: How firm, in the source's own voice.
MODALITIES = frozenset({"asserted", "probable", "possible", "required", "desired", "hypothetical"})

#: Whether it is said to be so, or denied.
POLARITIES = frozenset({"positive", "negative"})

#: How reported: in quotation marks, in the writer's words, or both.
QUOTATIONS = frozenset({"direct", "indirect", "mixed"})

#: The library's names of evidence; a plugin's carry its prefix.
ARGUMENTS = frozenset({"condition", "addressee", "time", "content-time", "modality", "negation", "negation-scope"})


def claim_id(content: Iterable[Span], source: Iterable[Span] = (), cue: Iterable[Span] = ()) -> str:
    """Return the id of a claim: 12 hexadecimal digits over its content, source and cue spans.

    >>> from seedlib import Span
    >>> claim_id([Span(9, 11)], source=[Span(0, 3)], cue=[Span(4, 8)])
    '5e7aaf1ca0e5'

    Args:
        content: what is said.
        source: the words that name who says it.
        cue: the words that tell that something is said.
    """
    parts = (",".join(f"{span.start}-{span.end}" for span in spans) for spans in (content, source, cue))
    return sha256(";".join(parts).encode()).hexdigest()[:12]


def _given_id(claim: Claim) -> str:
    for name in ("content", "source", "cue"):
        check_spans(getattr(claim, name), f"Claim.{name}")
    return claim_id(claim.content, claim.source, claim.cue)


@value(kw_only=True)
class Claim:
    """Something said, with who says it, how it is said, and where exactly that stands.

    >>> from seedlib import Document, Span
    >>> document = Document(text="Poe said no.")
    >>> claim = Claim(source=[Span(0, 3)], cue=[Span(4, 8)], content=[Span(9, 11)])
    >>> document[claim.span], claim.kind, claim.modality, claim.id
    ('no', 'statement', 'asserted', '5e7aaf1ca0e5')

    Raises:
        ModelError: the content is empty, or a field has a value that it cannot have.
    """

    #: One of `CLAIM_KINDS`, or a registered one.
    kind: str = "statement"
    #: What is said; at least one span, in text order.
    content: tuple[Span, ...] = attrs.field(converter=spans)
    #: The words that name who says it; empty if the text names nobody.
    source: tuple[Span, ...] = attrs.field(default=(), converter=spans)
    #: The words that tell that something is said, such as `said` or `according to`.
    cue: tuple[Span, ...] = attrs.field(default=(), converter=spans)
    #: Ids of the actors who say it.
    speakers: tuple[str, ...] = attrs.field(default=(), converter=strings)
    #: Whether the document's author says it in his own voice.
    by_author: bool = False
    #: The id of the claim in whose content this one stands: A says that B says.
    within: str | None = None
    #: One of `QUOTATIONS`.
    quotation: str = "indirect"
    #: One of `MODALITIES`.
    modality: str = "asserted"
    #: One of `POLARITIES`.
    polarity: str = "positive"
    #: ISO 8601, open parts allowed (`--05-09`); none if unknown.
    time: str | None = None
    #: Ids of the actors to whom it is said.
    addressees: tuple[str, ...] = attrs.field(default=(), converter=strings)
    #: Ids of the actors about whom it is said.
    targets: tuple[str, ...] = attrs.field(default=(), converter=strings)
    #: Evidence by name, see `ARGUMENTS`.
    arguments: FrozenMapping[tuple[Span, ...]] = attrs.field(default=EMPTY, converter=mapping_of_spans)
    #: The probability that the claim is found with the right source, in [0, 1].
    confidence: float = attrs.field(default=1.0, converter=probability)
    provenance: tuple[Provenance, ...] = attrs.field(default=(), converter=provenances)
    attributes: Attributes = attributes_field()
    #: `claim_id` of content, source and cue unless given.
    id: str = attrs.field(default=attrs.Factory(_given_id, takes_self=True))
    unknown: FrozenMapping[Json] = unknown_field()

    def __attrs_post_init__(self) -> None:
        if not self.content:
            raise ModelError("found no span, expected at least one", where="Claim.content")
        check_kind(self.kind, "Claim.kind")
        for held, where in ((self.content, "Claim.content"), (self.source, "Claim.source"), (self.cue, "Claim.cue")):
            check_spans(held, where)
            if len(held) > 1 and any(b.start < a.end for a, b in pairwise(held)):
                raise ModelError(f"found {held}, expected spans in text order that do not overlap", where=where)
        for name, spans_of in self.arguments.items():
            check_kind(name, "Claim.arguments")
            check_spans(spans_of, f"Claim.arguments.{name}")
        check_strings(self.speakers, "Claim.speakers")
        check_strings(self.addressees, "Claim.addressees")
        check_strings(self.targets, "Claim.targets")
        if type(self.by_author) is not bool:
            raise ModelError(f"found {self.by_author!r}, expected True or False", where="Claim.by_author")
        check_text(self.id, "Claim.id", empty=False)
        check_text(self.within, "Claim.within", empty=False, none=True)
        check_text(self.time, "Claim.time", empty=False, none=True)
        check_one_of(self.quotation, QUOTATIONS, "Claim.quotation")
        check_one_of(self.modality, MODALITIES, "Claim.modality")
        check_one_of(self.polarity, POLARITIES, "Claim.polarity")
        check_probability(self.confidence, "Claim.confidence")

    @property
    def span(self) -> Span:
        """The smallest span that covers the content."""
        return Span(self.content[0].start, self.content[-1].end)


@value(kw_only=True)
class Qualification:
    """How a stretch of text is put: what `seedlib.qualify` answers.

    >>> import seedlib
    >>> text = "The dam may fail."
    >>> (fail,) = seedlib.qualify(seedlib.analyze(text), [seedlib.Span(12, 16)])
    >>> fail.modality, fail.factuality < 2
    ('possible', True)
    """

    #: One of `CLAIM_KINDS`, or a registered one.
    kind: str = "statement"
    #: One of `MODALITIES`.
    modality: str = "asserted"
    #: One of `POLARITIES`.
    polarity: str = "positive"
    #: ISO 8601, open parts allowed (`--05-09`); none if unknown.
    time: str | None = None
    #: Evidence by name, see `ARGUMENTS`.
    arguments: FrozenMapping[tuple[Span, ...]] = attrs.field(default=EMPTY, converter=mapping_of_spans)
    #: What speaks for each of these.
    provenance: tuple[Provenance, ...] = attrs.field(default=(), converter=provenances)
    #: How far it holds, or happened, from -3 (it does not) over 0 (open) to 3 (it does): the mean over modality and polarity, weighted by
    #: their probabilities. The scale is that of Saurí and Pustejovsky, FactBank, 2009, as in Lee et al., EMNLP 2015.
    factuality: float = 3.0
