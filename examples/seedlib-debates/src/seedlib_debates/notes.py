"""Notes of the reporters inside of a speech, `I shall resign. [Interruption.] Order.`: each is a sentence of its own, which nobody says.

The library's own segmenter cuts the sentences; this one only parts them at notes, and in debates alone.
"""

from functools import cache

import attrs
import regex

from seedlib import Layers, Registry, Spans
from seedlib.components import Segmenter

__all__ = ["SEGMENTER"]

#: What reporters write in brackets; round ones are a speaker's own as often as not.
NOTE = regex.compile(r"\[[^\[\]\n]{1,200}\]")


@cache
def builtin():
    """Return the library's own segmenter, made when the first debate is read."""
    (held,) = Registry.build(entry_points=False).components["segmenters"]
    return held.record.segment


def segment(analysis, context):
    """Return sentences that end before notes and begin behind them; nothing for other texts, or where no note is."""
    text = analysis.document.text
    if analysis.document.genre != "transcript" or not NOTE.search(text):
        return Layers()
    sentences = builtin()(attrs.evolve(analysis, layers=Layers(quotations=())), context).sentences
    return Layers(sentences=Spans(piece for start, end in sentences.pairs() for piece in parted(text, start, end)))


def parted(text, start, end):
    """Yield the pieces of a sentence without the blanks between: what is before, in and behind notes."""
    at = start
    for note in NOTE.finditer(text, start, end):
        yield from trimmed(text, at, note.start())
        yield note.span()
        at = note.end()
    yield from trimmed(text, at, end)


def trimmed(text, start, end):
    """Yield a stretch without the blanks at its ends, if it has anything else."""
    words = text[start:end].strip()
    if words:
        start = text.index(words, start)
        yield start, start + len(words)


SEGMENTER = Segmenter(name="notes", segment=segment)
