"""The built-in segmenter: one walk over the paragraphs a layer.

Rules:

- Layers that stand already are left alone: the answer holds None for them.
"""

from __future__ import annotations

from seedlib.components import Context
from seedlib.matching import WORD
from seedlib.model import Analysis, Layers, Spans
from seedlib.segmentation.paragraphs import paragraphs
from seedlib.segmentation.quotations import find_quotations
from seedlib.segmentation.sentences import find_sentences

__all__ = ["segment"]


def segment(analysis: Analysis, context: Context) -> Layers:
    """Cut a text into tokens, sentences and quotations.

    Args:
        analysis: of which the document, and which layers are filled, matter.
        context: its lexicons `quotation-marks`, `elisions`, `abbreviations` and `sentence-starters` are used.

    Returns:
        The layers that were not there yet.
    """
    text, held = analysis.document.text, analysis.layers
    cut = paragraphs(analysis.document)
    tokens = sentences = quotations = None
    if held.tokens is None:
        tokens = Spans(word.span() for paragraph in cut for word in WORD.finditer(text, paragraph.start, paragraph.end))
    if held.sentences is None:
        sentences = Spans(find_sentences(text, cut, context))
    if held.quotations is None and "quotations" not in analysis.stated:
        quotations = find_quotations(text, cut, context)
    return Layers(tokens=tokens, sentences=sentences, quotations=quotations)
