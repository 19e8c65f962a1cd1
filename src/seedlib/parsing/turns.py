"""Turns of a transcript: `SPEAKER: words`, piece by piece.

Rules:

- A text is a transcript where at least three pieces begin with a speaker, one of them speaks twice, and most pieces from the first
  turn on are turns or go on with one. A release's `WHO: … WHAT: … WHEN: …` is none.
- A first line that ends no sentence, with a label that does not come back, is a title: `Transcript: The minister on rice`.
- A piece that begins with the sign of captions for another speaker, `>> `, and names none ends the turn before it.
- A piece that stands in brackets is no speech, but a note of who wrote it down: `[APPLAUSE]`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import regex

from seedlib.model import value
from seedlib.parsing.layout import SENTENCE_END, Piece, turn_at

__all__ = ["Turn", "turns_of", "with_notes"]

#: Fewer turns make no transcript; and at least one piece in this many begins a turn (long answers have many paragraphs).
_FEWEST, _ONE_IN = 3, 6

#: What nobody says.
_UNSPOKEN = frozenset({"title", "heading", "boilerplate", "caption"})

#: Another speaks, whom nobody names: `>> IT IS LAW.`
_OTHER = regex.compile(r">{1,3}[ ]*(?=\S)")

#: A short piece in brackets: `[CROSSTALK]`, `(Applause.)`.
_NOTE = regex.compile(r"\[[^\[\]\n]{1,100}\][.]?|\([^()\n]{1,100}\)[.]?")


@value(kw_only=True)
class Turn:
    """Where somebody begins to speak."""

    #: The number of the piece that the turn begins.
    index: int
    #: Where the speaker's name stands; none where nobody is named.
    speaker: tuple[int, int] | None
    #: Where the first word spoken stands.
    start: int
    #: Where its piece begins: at the name, or at the time before it.
    begin: int


def turns_of(text: str, pieces: Sequence[Piece], *, marked: bool = False) -> tuple[Turn, ...]:
    """Return the turns of a transcript, or none if the text is no transcript.

    Args:
        text: the text.
        pieces: its pieces.
        marked: whether a format says what they are: headings such as `Part one: The dam` are no turns then.
    """
    turns: list[Turn] = []
    for index, piece in enumerate(pieces):
        if marked and piece.kind in _UNSPOKEN:
            continue
        found = turn_at(text, piece.start, piece.end)
        if found:
            turns.append(Turn(index=index, speaker=found.span("speaker"), start=found.end(), begin=piece.start))
        elif other := _OTHER.match(text, piece.start, piece.end):
            turns.append(Turn(index=index, speaker=None, start=other.end(), begin=piece.start))
    if turns and _is_title(text, pieces, turns):
        del turns[0]
    labels = [text[slice(*turn.speaker)] for turn in turns if turn.speaker]
    if len(labels) < _FEWEST or len(turns) * _ONE_IN < len(pieces) - turns[0].index:
        return ()
    spoken = Counter(labels)
    return tuple(turns) if len(spoken) > 1 and max(spoken.values()) > 1 else ()


def _is_title(text: str, pieces: Sequence[Piece], turns: Sequence[Turn]) -> bool:
    """Say whether the first turn is a title with a colon."""
    first = turns[0]
    if first.index or first.speaker is None or SENTENCE_END.search(text, pieces[0].start, pieces[0].end):
        return False
    label = text[slice(*first.speaker)]
    return all(text[slice(*turn.speaker)] != label for turn in turns[1:] if turn.speaker)


def with_notes(text: str, pieces: Sequence[Piece], turns: Sequence[Turn]) -> list[Piece]:
    """Return the pieces of a transcript, those from the first turn on that are notes in brackets as boilerplate."""
    start = turns[0].index
    return [
        Piece("boilerplate", piece.start, piece.end) if index > start and _NOTE.fullmatch(text, piece.start, piece.end) else piece
        for index, piece in enumerate(pieces)
    ]
