"""Negations and what they cover, on made-up sentences."""

from __future__ import annotations

import time
from typing import Any

import pytest

from seedlib.model import Claim, Span
from seedlib.qualification.scopes import find_negations
from seedlib.qualification.texts import Text
from tests.growth import assert_linear
from tests.qualification.conftest import cases, context, make_analysis, qualify


@pytest.mark.parametrize("row", cases("qualification-negations"))
def test_negations_are_those_of_the_sentence(row: dict[str, Any]) -> None:
    """Cues and scopes have the words that are expected, and nothing else is one; polarity is that of the main clause."""
    text = Text(make_analysis(row["text"]), context())
    found = qualify(text, Claim(content=[Span(0, len(row["text"]))]))
    cues, scope = (
        [row["text"][span.start : span.end] for span in found.arguments.get(name, ())] for name in ("negation", "negation-scope")
    )
    assert (row["cues"], row["scope"], row.get("polarity", found.polarity)) == (cues, scope, found.polarity)


@pytest.mark.parametrize("piece", ["not ", "nor ", "not , ", "isn't it ", "no no ", "and not ", "never-", "without ... "])
def test_negations_of_an_endless_sentence_take_linear_time(piece: str) -> None:
    """However often one sentence negates, four times the words take four times as long."""

    def seconds(size: int) -> float:
        text = Text(make_analysis(piece * size), context())
        start = time.process_time()
        find_negations(text, 0, len(text.words))
        return time.process_time() - start

    assert_linear(seconds, 1_000)
