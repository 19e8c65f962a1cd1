"""Turns of a transcript: `SPEAKER: words`, piece by piece.

Rules:

- A text is a transcript where at least three pieces begin with a speaker, one of them speaks twice, and most pieces from the first
  turn on are turns or go on with one. A release's `WHO: … WHAT: … WHEN: …` is none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from seedlib.model import value
from seedlib.parsing.layout import TURN, Piece

__all__ = ["Turn", "turns_of"]

#: Fewer turns make no transcript; and at least one piece in this many begins a turn (long answers have many paragraphs).
_FEWEST, _ONE_IN = 3, 6


@value(kw_only=True)
class Turn:
    """Where somebody begins to speak."""

    #: The number of the piece that the turn begins.
    index: int
    #: Where the speaker's name stands.
    speaker: tuple[int, int]
    #: Where the first word spoken stands.
    start: int


def turns_of(text: str, pieces: Sequence[Piece]) -> tuple[Turn, ...]:
    """Return the turns of a transcript, or none if the text is no transcript."""
    turns = []
    for index, piece in enumerate(pieces):
        found = TURN.match(text, piece.start, piece.end)
        if found:
            turns.append(Turn(index=index, speaker=found.span("speaker"), start=found.end()))
    if len(turns) < _FEWEST or len(turns) * _ONE_IN < len(pieces) - turns[0].index:
        return ()
    spoken = Counter(text[slice(*turn.speaker)] for turn in turns)
    return tuple(turns) if len(spoken) > 1 and max(spoken.values()) > 1 else ()
