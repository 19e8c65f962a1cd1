"""Annotated text: brat's standoff files beside their texts, read as stated mentions, actors and claims.

Modules, in the order of the work: `standoff` (a file of annotations to values, each checked against the text), `claims`, `actors`
(what annotations become), `parser` (texts and annotations taken apart); `known` has the record.
"""

from __future__ import annotations

from seedlib.parsing.brat.known import BRAT

__all__ = ["BRAT"]
