"""The cases of `tests/cases/attribution.json`: what is found, in words, and what is not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from seedlib.components import Context

from .conftest import extracted, in_words

CASES = json.loads((Path(__file__).parents[1] / "cases" / "attribution.json").read_text("utf-8"))


def _parameter(case: dict[str, Any]) -> Any:
    marks = [pytest.mark.xfail(reason="known failure", strict=True)] if case.get("known_failure") else []
    return pytest.param(case, id=case["label"], marks=marks)


@pytest.mark.parametrize("case", [_parameter(case) for case in CASES])
def test_a_case_is_read_as_a_careful_reader_does(case: dict[str, Any], english: Context) -> None:
    """Each expected claim is found with the fields that the case states, and nothing beyond them."""
    found = in_words(case["text"], extracted(case["text"], english))
    expected = case["claims"]
    assert expected == [{name: claim[name] for name in wanted} for claim, wanted in zip(found, expected, strict=False)]
    assert len(expected) == len(found), found
