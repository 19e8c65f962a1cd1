"""Whether an author speaks of himself in a text of his own, which then is an opinion piece.

News does not say `I`: self-mention marks whoever argues for himself (Hyland, Metadiscourse, 2005, chapter 3).

Rules:

- Only what stands in main text counts, outside of quotation marks: what others say of themselves tells nothing of the author.
- A note on who the author is must stand there too: a guest's piece ends with one, a letter, a diary or a book has none.
- The words and the marks are data of the language: `pronouns` with the value `author`, `quotation-marks`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from seedlib.components import Context
from seedlib.matching import WORD, fold
from seedlib.model import MAIN_TEXT_KINDS, Provenance, Span
from seedlib.parsing.layout import Piece

__all__ = ["told_in_first_person"]

#: How often an author speaks of himself who does more than tell how he came by his facts: `told me`.
_SELVES = 3


def told_in_first_person(text: str, pieces: Sequence[Piece], context: Context, component: str) -> Provenance | None:
    """Return why a text is an opinion piece: its author says `I`, and a note says who he is; None where that does not hold.

    Args:
        text: the text.
        pieces: its blocks.
        context: for the lexicons.
        component: the full name of the parser.
    """
    if not any(piece.kind == "biography" for piece in pieces):
        return None
    selves = []
    for span in _selves(text, pieces, context):
        selves.append(span)
        if len(selves) == _SELVES:
            return Provenance(about="genre", component=component, rule="first-person", spans=tuple(selves))
    return None


def _selves(text: str, pieces: Iterable[Piece], context: Context) -> Iterator[Span]:
    """Yield where the author names himself alone, outside of quotation marks."""
    names = {fold(entry.phrase) for entry in context.phrases("pronouns").entries if entry.value == "author"}
    marks = [entry for entry in context.phrases("quotation-marks").entries if not entry.data.get("apostrophe")]
    closing: dict[str, set[str]] = {}
    for entry in marks:
        closing.setdefault(entry.phrase, set()).add(entry.value)
    for piece in pieces:
        ends: set[str] = set()
        for found in WORD.finditer(text, piece.start, piece.end) if piece.kind in MAIN_TEXT_KINDS else ():
            word = found.group()
            if ends:
                ends = set() if word in ends else ends
            elif word in closing:
                ends = closing[word]
            elif fold(word) in names and (len(word) == 1 or not word.isupper()):
                yield Span(*found.span())
