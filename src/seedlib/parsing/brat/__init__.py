"""Annotated text: brat's standoff files beside their texts, read as stated mentions, actors and claims.

Modules, in the order of the work: `standoff` (a file of annotations to values, each checked against the text), `claims`, `actors`
(what annotations become), `parser` (the record; texts and annotations taken apart).
"""

from __future__ import annotations

from seedlib.parsing.brat.parser import ANNOTATIONS, BRAT

__all__ = ["ANNOTATIONS", "BRAT"]
