"""Generic nominals: which words are one, and which are none."""

from __future__ import annotations

import pytest

from seedlib import analyze
from seedlib.components import Context, Settings
from seedlib.model import Analysis
from seedlib.plugins import default_registry
from seedlib.recognition.rules import recognize

CASES = [
    ("They met voters there.", ["voters"]),
    ("They met the older voters there.", ["the older voters"]),
    ("They met West Virginia voters.", ["West Virginia voters"]),
    ("In Norway voters left.", ["voters"]),
    ("They met a female nurse.", ["a female nurse"]),
    ("They liked the voter registration.", []),
    ("Residents’ groups left.", ["Residents’ groups"]),
    ("The farmers’ union said no.", ["The farmers’ union"]),
    ("Ann Wibble’s office is shut.", ["office"]),
    ("They met in an office.", []),
    ("No family left.", []),
    ("They met those who left.", ["those"]),
    ("They met those birds.", []),
    ("The GOP presidential nominee said no.", ["The GOP presidential nominee"]),
]


def context() -> Context:
    return default_registry().context(Settings(), "en")


def bare(text: str) -> Analysis:
    analysis = analyze(text)
    return Analysis(document=analysis.document, layers=analysis.layers)


@pytest.mark.parametrize(("text", "words"), CASES, ids=[text for text, _ in CASES])
def test_these_words_mean_somebody(text: str, words: list[str]) -> None:
    """Common nouns of people and bodies, with what belongs to them."""
    analysis = bare(text)
    found = (mention for mention in recognize(analysis, context()) if mention.form == "nominal" and mention.provenance[0].rule == "generic")
    assert [analysis.document[mention.span] for mention in found] == words
