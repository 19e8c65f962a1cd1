"""Turns of a transcript, on made-up ones."""

from __future__ import annotations

import pytest

from seedlib.model import Analysis
from seedlib.parsing.layout import pieces_of
from seedlib.parsing.turns import turns_of

from .conftest import Parse

#: A transcript with a note inside a turn.
TEXT = """Rice on the line

HOST: Good morning. Will the ban begin in January?

POE: It will.

[APPLAUSE]

We have said so for a year.

HOST: And if they strike?

POE: Then we shall see."""


def test_a_note_in_brackets_parts_a_turn(parse: Parse) -> None:
    """What stands before and after it is the same speaker's; the note is nobody's."""
    (analysis,) = parse(TEXT.encode(), filename="rice.txt")
    assert isinstance(analysis, Analysis)
    document = analysis.document
    turns = [(document[turn.speaker], document[turn.span]) for turn in analysis.layers.quotations or () if turn.speaker]
    assert turns == [
        ("HOST", "Good morning. Will the ban begin in January?"),
        ("POE", "It will."),
        ("POE", "We have said so for a year."),
        ("HOST", "And if they strike?"),
        ("POE", "Then we shall see."),
    ]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (TEXT, 4),
        ("Transcript: Poe on rice\n\nHOST: Good morning.\n\nPOE: It will.\n\nHOST: And then?", 3),
        ("POE: One moment\n\nHOST: Good morning.\n\nPOE: It will.\n\nHOST: And then?", 4),
        ("WHO: The mayor.\n\nWHAT: A walk.\n\nWHEN: On Monday.", 0),
    ],
)
def test_turns_are_told_from_titles_and_labels(text: str, count: int) -> None:
    """A label that comes back is a speaker's, even where its first turn ends no sentence."""
    assert len(turns_of(text, pieces_of(text))) == count


def test_headings_that_a_format_marks_are_no_turns() -> None:
    """`One: The dam` is a speaker's turn in plain text alone."""
    text = "One: The dam\n\nIt leaked.\n\nTwo: The village\n\nIt was moved.\n\nOne: Again\n\nIt leaked."
    pieces = [piece._replace(kind="heading" if ":" in text[piece.start : piece.end] else "paragraph") for piece in pieces_of(text)]
    assert (len(turns_of(text, pieces)), turns_of(text, pieces, marked=True)) == (3, ())
