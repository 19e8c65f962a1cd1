"""Where conditions begin and end, on made-up sentences."""

from __future__ import annotations

import time
from typing import Any

import pytest

from seedlib.qualification.conditions import find_conditions
from seedlib.qualification.texts import Text
from tests.growth import assert_linear
from tests.qualification.conftest import cases, context, make_analysis


@pytest.mark.parametrize("row", cases("qualification-conditions"))
def test_conditions_are_those_of_the_sentence(row: dict[str, Any]) -> None:
    """Each condition has the words that are expected, and nothing else is one."""
    text = Text(make_analysis(row["text"]), context())
    found = find_conditions(text, 0, len(text.words))
    assert row["conditions"] == [text.analysis.document[text.span(*run)] for run in found]


@pytest.mark.parametrize("piece", ["if ", "if it is he ", "had he ", "if, ", "because had it ", "if - ", "would had it ", "or not "])
def test_conditions_of_an_endless_sentence_take_linear_time(piece: str) -> None:
    """However often one sentence opens a condition, four times the words take four times as long."""

    def seconds(size: int) -> float:
        text = Text(make_analysis(piece * size), context())
        start = time.process_time()
        find_conditions(text, 0, len(text.words))
        return time.process_time() - start

    assert_linear(seconds, 1_000)
