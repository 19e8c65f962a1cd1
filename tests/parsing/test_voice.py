"""Whether a text is told in the first person: an author's `I`, outside of quotation marks, above a note on who the author is."""

from __future__ import annotations

import io

import pytest

import seedlib
from seedlib import Document

NOTE = "Rosa Diaz is the author of The Old Pier."


def article(*paragraphs: str, note: str = NOTE) -> str:
    """Return a signed article of a few paragraphs, with a note on its author."""
    return "\n\n".join(["Sell the pier", "By Rosa Diaz", *paragraphs, note])


def parse(text: str) -> Document:
    """Return a text as a file of plain text is read."""
    return seedlib.parse(io.BytesIO(text.encode()))


@pytest.mark.parametrize(
    ("label", "text", "expected"),
    [
        ("an author who says I", article("I saw the pier last week. I fear for it, and my neighbours do too."), "opinion"),
        ("a report", article("The council met last week. It fears for the pier, and its members do too."), None),
        ("others say I", article("“I saw the pier. I fear for it,” said Ana Ruiz. “My sons do too.”"), None),
        ("once is not enough", article("The council met last week. It fears for the pier, I am told, and its members do too."), None),
        ("nobody tells who the author is", article("I saw the pier last week. I fear for it. My sons do too.", note="It was late."), None),
        ("we may be anybody", article("We saw the pier last week. We fear for it, and our neighbours do too."), None),
    ],
)
def test_first_person_with_a_note_on_its_author_is_opinion(label: str, text: str, expected: str | None) -> None:
    """Only the author's own words count."""
    assert expected == parse(text).genre, label


def test_what_is_stated_counts_before() -> None:
    """A section line says more than the author's voice."""
    text = "PRESS RELEASE\n\n" + article("I saw the pier last week. I fear for it, and my neighbours do too.")
    assert parse(text).genre != "opinion"


def test_the_reason_names_the_words() -> None:
    """The provenance of a genre that is told by the voice points at what tells it."""
    document = parse(article("I saw the pier last week. I fear for it, and my neighbours do too."))
    (why,) = [held for held in document.provenance if held.about == "genre"]
    assert (why.rule, [document[span] for span in why.spans]) == ("first-person", ["I", "I", "my"])
