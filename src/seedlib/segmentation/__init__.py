"""Segmentation: tokens, sentences and quotations, with exact offsets.

Rules:

- Text of every block but `boilerplate` is cut; a document without blocks is cut whole.
- Paragraphs are blocks, cut once more at blank lines; no token or sentence crosses a paragraph, a quotation may.
- A layer that is there already, such as the turns of a transcript, is answered with None.
- No text makes it raise, and every step takes linear time.
"""

from __future__ import annotations

from seedlib.components import Segmenter
from seedlib.segmentation.rules import segment

__all__ = ["SEGMENTERS"]

#: What this stage supplies.
SEGMENTERS = (Segmenter(name="rules", segment=segment),)
