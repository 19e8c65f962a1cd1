"""Tagging: one pass of a learned network over a text; labels for words, and links between them.

Rules:

- Text goes in by windows of whole paragraphs, so that nothing is cut off or skipped (`windows`).
- A window is read alone: what is found in a document never depends on its neighbours.
- The network answers scores only; what they mean is decided here (`decoding`), in code that can be read.
- numpy and onnxruntime, of the extra `tagger`, are imported by `decoding` and `network` alone, and these at the first document.
"""

from __future__ import annotations

from typing import Any

from seedlib.components import Tagger
from seedlib.model import AttributeKey
from seedlib.tagging.tagger import TAGGER, WEIGHTS

__all__ = ["ATTRIBUTE_KEYS", "TAGGERS"]

#: The taggers that seedlib brings.
TAGGERS: tuple[Tagger, ...] = (TAGGER,)

#: Their options.
ATTRIBUTE_KEYS: tuple[AttributeKey[Any], ...] = (WEIGHTS,)
