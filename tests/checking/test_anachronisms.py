"""States that had ended: what tells when a text was written."""

from __future__ import annotations

import time

import pytest

from seedlib.model import Document, TextProblem
from tests.checking.conftest import answers, words
from tests.growth import assert_linear


@pytest.mark.parametrize(
    ("published", "found"),
    [("2024-06-24", ["Soviet ambassador"]), ("1985-03", []), ("1991", []), (None, [])],
    ids=["later", "before", "the year of the end", "unknown"],
)
def test_the_date_of_the_document_tells(published: str | None, found: list[str]) -> None:
    """A text is of the year of its date; without one nothing tells here."""
    assert found == words("anachronisms", Document(text="The Soviet ambassador left.", published=published))


def test_the_date_goes_before_the_years_in_the_text() -> None:
    """A forecast of 1985 for the year 2000 is none of a later text."""
    document = Document(text="By 2000 there will be ten, the Soviet minister said.", published="1985-03-01")
    assert words("anachronisms", document) == []


def test_the_note_says_why() -> None:
    """The note has the end of the state, and what it is compared with."""
    (found,) = answers("anachronisms", Document(text="The Czechoslovak minister left.", published="2024"))
    assert isinstance(found, TextProblem)
    assert (found.note, found.suggestion) == ("Czechoslovakia ended in 1992, and the text is of 2024", None)


def test_many_in_one_sentence_take_one_walk() -> None:
    """The sentence and the paragraph around a state are read once, however often it is named there."""

    def seconds(size: int) -> float:
        document = Document(text="In 2020 " + "the Soviet ambassador and " * size + "others left.")
        start = time.process_time()
        assert len(words("anachronisms", document)) == size
        return time.process_time() - start

    assert_linear(seconds, 500)
