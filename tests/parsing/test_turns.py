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


#: Ways to write down who speaks: a name and its turns, each with the first words.
WAYS = [
    ("a role after the name", "WOLF POE, CNN ANCHOR: Good morning.", "FALK: Hello.", ("WOLF POE", "Good morning.")),
    ("a party in brackets", "SEN. ANNA POE (R-SC): Good morning.", "FALK: Hello.", ("SEN. ANNA POE", "Good morning.")),
    ("the time before it", "[00:01:12] POE: Good morning.", "[00:01:15] FALK: Hello.", ("POE", "Good morning.")),
    ("captions", ">> POE: Good morning.", ">> FALK: Hello.", ("POE", "Good morning.")),
    ("bold type", "**Anna Poe:** Good morning.", "**Bruno Falk:** Hello.", ("Anna Poe", "Good morning.")),
    ("bold type inside", "**Anna Poe**: Good morning.", "**Bruno Falk**: Hello.", ("Anna Poe", "Good morning.")),
    ("a question by its sign", "Q    Good morning.", "MS. POE: Hello.", ("Q", "Good morning.")),
    ("name and time on a line", "Anna Poe  00:12\nGood morning.", "Bruno Falk  00:15\nHello.", ("Anna Poe", "Good morning.")),
    ("a number", "Speaker 1: Good morning.", "Speaker 2: Hello.", ("Speaker 1", "Good morning.")),
    ("French spacing", "Mme Anna Poe : Bonjour.", "M. Falk : Oui.", ("Mme Anna Poe", "Bonjour.")),
    ("a question by one blank", "Q Good morning.", "MS. POE: Hello.", ("Q", "Good morning.")),
    ("dashes", "Q – Good morning.", "A – Hello.", ("Q", "Good morning.")),
    ("a question in bold type", "**Poe: Good morning.**", "Falk: Hello.", ("Poe", "Good morning.**")),
    ("the Congressional Record", "Mr. POE of Ohio. Good morning.", "The SPEAKER. Hello.", ("Mr. POE of Ohio", "Good morning.")),
    ("a hearing", "Chairwoman POE. Good morning.", "Senator FALK. Hello.", ("Chairwoman POE", "Good morning.")),
    ("the European Parliament", "Anna Poe (S&D), rapporteur. – Good morning.", "Bruno Falk (PPE). – Hello.", ("Anna Poe", "Good morning.")),
    ("other letters", "ВЕДУЩИЙ: Доброе утро.", "ИВАНОВ: Доброе.", ("ВЕДУЩИЙ", "Доброе утро.")),
]


@pytest.mark.parametrize(("label", "one", "other", "expected"), WAYS, ids=[case[0] for case in WAYS])
def test_ways_to_name_a_speaker(label: str, one: str, other: str, expected: tuple[str, str], parse: Parse) -> None:
    """The name alone is the speaker; times, roles and signs are neither name nor words."""
    (analysis,) = parse("\n\n".join([one, other] * 2), filename="talk.txt")
    assert isinstance(analysis, Analysis)
    document = analysis.document
    turns = [(document[turn.speaker], document[turn.span]) for turn in analysis.layers.quotations or () if turn.speaker]
    assert (len(turns), turns[0], turns[2]) == (4, expected, expected), label


def test_words_of_somebody_whom_nobody_names_are_not_the_last_speakers(parse: Parse) -> None:
    """`>>` says that another one speaks."""
    (analysis,) = parse(">> POE: It rains.\n\n>> It does.\n\n>> FALK: No.\n\n>> POE: It does.", filename="talk.txt")
    assert isinstance(analysis, Analysis)
    assert [analysis.document[turn.span] for turn in analysis.layers.quotations or ()] == ["It rains.", "No.", "It does."]


ARTICLES = [
    "Meanwhile, in London: rain.\n\nHowever, one thing: it snowed.\n\nHe left.\n\nShe stayed.",
    "Note: rain.\n\nTip: snow.\n\nWarning: hail.\n\nThe end came soon.",
    "The USA. Rain fell there.\n\nNew YORK. Snow fell.\n\nHe left. She stayed.\n\nThe USA again. Hail fell.",
    "A man left.\n\nA Russian woman stayed.\n\nA Russian man left.\n\nA man stayed.",
    "At 10:15 it rained.\n\n10:30 Snow fell.\n\n10:45 Hail fell.\n\n11:00 It stopped.",
]


@pytest.mark.parametrize("text", ARTICLES)
def test_articles_are_no_transcripts(text: str) -> None:
    """Colons and times alone make none."""
    assert turns_of(text, pieces_of(text)) == ()
