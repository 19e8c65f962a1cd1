"""Findings: what one rule says of a claim, with its evidence."""

from __future__ import annotations

from typing import Any

from seedlib.model import Span, value

__all__ = ["Finding"]


@value  # positional: rules answer many
class Finding:
    """What a rule says."""

    #: A field of a claim, such as `modality` or `arguments.condition`.
    field: str
    value: Any
    #: The probability that it is right, in [0, 1].
    confidence: float
    rule: str
    #: The words that it rests on; may be empty.
    spans: tuple[Span, ...] = ()
