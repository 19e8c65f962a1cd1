"""Fragments: HTML inside other formats, such as a feed's entry, a mail or a chapter, as text in blocks.

Rules:

- All visible text is there; nothing is judged, but what an element itself says stays: a button is boilerplate.
- Offsets of the source map are those of the fragment as it was given.
"""

from __future__ import annotations

from seedlib.components import Settings
from seedlib.model import SourceRun, value
from seedlib.parsing.html.page import page_of
from seedlib.parsing.layout import Piece

__all__ = ["Fragment", "fragment_of"]


@value(kw_only=True)
class Fragment:
    """The visible text of a piece of HTML."""

    text: str
    pieces: tuple[Piece, ...]
    #: Where the text stands in the fragment's source.
    runs: tuple[SourceRun, ...]


def fragment_of(source: str, settings: Settings) -> Fragment:
    """Return the visible text of a piece of HTML; an empty one if there is none.

    Args:
        source: the HTML; a whole page will do, too.
        settings: with the limit of a text's length.

    Raises:
        LimitError: the source has more characters than a text may have.
        ParseError: the extra `html` is not installed.
    """
    page = page_of(source, settings)
    return Fragment(text=page.text, pieces=tuple(Piece(block.kind, block.start, block.end) for block in page.blocks), runs=page.runs)
