"""All checks by cases, and what they have in common."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seedlib.model import Block, Document, Span, TextProblem
from tests.checking.conftest import CHECKS, answers, words

ROWS = json.loads((Path(__file__).parents[1] / "cases" / "checking.json").read_text(encoding="utf-8"))
MARKS = {True: [pytest.mark.xfail(strict=True)], False: []}
CASES = [pytest.param(row, id=f"{row['check']}: {row['label']}", marks=MARKS[row.get("known_failure", False)]) for row in ROWS]

#: Signs that checks turn on.
SIGNS = st.text(st.sampled_from("aAу \n.,;:!?&#1;()[]“”\"'’«»`Ãâ€™\u00a0\u00ad\ufffd\x92\x00ампs"), max_size=50)


@pytest.mark.parametrize("case", CASES)
def test_problems_are_found(case: dict[str, Any]) -> None:
    """Each case has the problems that a careful editor marks, and no others."""
    found = answers(case["check"], case["text"], case.get("language", "en"))
    shown = [
        {"kind": held.kind, "words": case["text"][held.span.start : held.span.end], "suggestion": held.suggestion}
        for held in sorted((held for held in found if isinstance(held, TextProblem) and held.span), key=lambda held: held.span)
    ]
    assert case["expect"] == shown


@pytest.mark.parametrize("name", CHECKS)
@pytest.mark.parametrize("language", ["en", "xx"])
@given(text=SIGNS)
@settings(deadline=None, max_examples=60)
def test_no_text_makes_a_check_raise(name: str, language: str, text: str) -> None:
    """Every problem has a span inside the text and says what is wrong."""
    for held in answers(name, text, language):
        assert isinstance(held, TextProblem)
        assert held.span is not None
        assert held.span.end <= len(text)
        assert held.note


FAULTY = {
    "anachronisms": "In 2020 the Soviet ambassador left.",
    "characters": "a\x00b",
    "doubled-words": "the the end",
    "entities": "a&nbsp;b",
    "mixed-script": "Oslо",
    "mojibake": "The pier donâ€™t hold.",
    "quotation-marks": "He “left.",
    "spaces": "He left .",
}


@pytest.mark.parametrize(("name", "fault"), FAULTY.items())
def test_boilerplate_is_not_checked(name: str, fault: str) -> None:
    """A fault counts in every block but boilerplate."""
    text = f"{fault}\n{fault}"
    kinds = ("boilerplate", "caption")
    spans = (Span(0, len(fault)), Span(len(fault) + 1, len(text)))
    document = Document(text=text, blocks=[Block(kind=kind, span=span) for kind, span in zip(kinds, spans, strict=True)])
    (found,) = answers(name, document)
    assert isinstance(found, TextProblem)
    assert found.span is not None
    assert spans[1].covers(found.span)


def test_every_check_has_a_fault() -> None:
    """A new check needs an entry in `FAULTY` and cases."""
    assert set(CHECKS) == set(FAULTY) == {row["check"] for row in ROWS}


@pytest.mark.parametrize("name", CHECKS)
@pytest.mark.parametrize("sign", ['"', "”", "&", "&amp;", " ,", "( ", "a ", "Ã ", "\ufffd", "\x00", "x” y ", "aу"])
def test_many_signs_take_one_walk(name: str, sign: str) -> None:
    """A hundred thousand code points of one sign are checked without a look back; a quadratic walk would take minutes."""
    text = sign * (100_000 // len(sign))
    assert len(words(name, text)) <= len(text)
