"""Expressions of time: which words they are, what they are in ISO 8601, and to what of a claim they belong."""

from __future__ import annotations

from time import process_time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedlib import analyze
from seedlib.matching import WORD, Words
from seedlib.model import Document, Spans
from seedlib.qualification.moments import iso, make_day
from seedlib.qualification.texts import Text
from seedlib.qualification.times import CONTENT_TIME
from seedlib.qualification.timewords import Moment, make_time_words
from tests.growth import assert_linear
from tests.qualification.conftest import cases, context, make_analysis, make_claim, qualify

#: Words of expressions of time, and others.
PIECES = st.sampled_from(
    ["on ", "by ", "since ", "from ", "to ", "and ", "of ", ", ", ". ", "- ", "May ", "9 ", "9th ", "2024 ", "1990s ",
     "Monday ", "last ", "next ", "this ",
     "two ", "a ", "few ", "weeks ", "ago ", "first ", "quarter ", "today "]
)  # fmt: skip

#: The field that holds the date of a content.
_CONTENT_DATE = f"attributes.{CONTENT_TIME.name}"


def find(text: str) -> tuple[Words, list[Moment]]:
    """Return the words of a text and the expressions of time in it."""
    words = Words(text, Spans(found.span() for found in WORD.finditer(text)))
    return words, list(context().once(make_time_words).find(words, 0, len(words)))


@pytest.mark.parametrize("row", cases("times"))
def test_an_expression_of_time_has_its_date(row: dict[str, Any]) -> None:
    """The words of the first expression, and its ISO 8601 text as it is on the day of writing."""
    words, moments = find(row["text"])
    day = make_day(row["published"], ahead=row.get("ahead"))
    found = [(row["text"][words.tokens.starts[m.first] : words.tokens.ends[m.last - 1]], iso(m, day)) for m in moments[:1]]
    assert found == ([(row["words"], row["iso"])] if row["words"] else [])


@pytest.mark.parametrize("row", cases("qualification-times"))
def test_a_time_belongs_to_what_was_said_or_to_saying_it(row: dict[str, Any]) -> None:
    """Both times of a claim, words and dates; what a case does not name is not there."""
    analysis = make_analysis(row["text"], published=row["published"])
    names = {"time": "arguments.time", "date": "time", "content-time": "arguments.content-time", "content-date": _CONTENT_DATE}
    fields = {finding.field: finding.value for finding in qualify(Text(analysis, context()), make_claim(row)).findings}
    found = {name: fields[field] for name, field in names.items() if field in fields}
    for name in {"time", "content-time"} & found.keys():
        found[name] = " … ".join(row["text"][span.start : span.end] for span in found[name])
    assert found == row["expect"]


def test_the_dates_of_a_claim_stand_in_its_fields() -> None:
    """The pipeline takes both: the time of saying, and the attribute of the content's."""
    document = Document(text="The mayor said on Tuesday that the pier would close by 2030.", published="2024-06-24")
    (claim,) = analyze(document, strict=True).claims
    assert (claim.time, claim.attributes[CONTENT_TIME]) == ("2024-06-18", "../2030")


@given(st.lists(PIECES, min_size=1, max_size=25).map("".join), st.sampled_from([True, False, None]))
def test_any_words_have_a_date_or_none(text: str, ahead: bool | None) -> None:
    """No row of words raises; expressions do not overlap, and intervals do not run backwards."""
    words, moments = find(text)
    edges = [edge for moment in moments for edge in (moment.first, moment.last)]
    assert edges == sorted(edges)
    assert all(0 <= edge <= len(words) for edge in edges)
    for moment in moments:
        first, _, last = (iso(moment, make_day("2024-06-24", ahead=ahead)) or "").partition("/")
        assert first.startswith(("..", "--")) or last in {"", ".."} or first <= last


@pytest.mark.parametrize(
    "piece", ["on Monday ", "last last next ", "from May 9 to ", "the end of the ", "two weeks ", "of the early by since "]
)
def test_expressions_are_found_in_linear_time(piece: str) -> None:
    """Words that begin many patterns cost no more than they are many."""

    def seconds(times: int) -> float:
        begun = process_time()
        find(piece * times)
        return process_time() - begun

    assert_linear(seconds, 4_000)
