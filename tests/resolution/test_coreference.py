"""Whom pronouns and nominals mean, case by case: `tests/cases/coreference.json` has label, text, and words with the name of their actor."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from seedlib import Settings, analyze
from seedlib.model import Analysis, Attributes, Block, Document, Span

CASES = json.loads((Path(__file__).parents[1] / "cases" / "coreference.json").read_text("utf-8"))

#: The rules alone: what a tagger adds is another test's.
RULES = Settings(options=Attributes({"tagger.weights": "none"}))


def parameters() -> list[Any]:
    return [
        pytest.param(case, id=case["label"], marks=[pytest.mark.xfail(reason="known", strict=True)] if case.get("known_failure") else [])
        for case in CASES
    ]


def meant(analysis: Analysis, words: str) -> str | None:
    """Return the name of the actor whom the first mention of some words means."""
    mention = next((mention for mention in analysis.mentions if analysis.document[mention.span] == words), None)
    return analysis.actor(mention.actor).name if mention is not None and mention.actor else None


@pytest.mark.parametrize("case", parameters())
def test_words_mean_these_actors(case: dict[str, Any]) -> None:
    """Each pronoun or nominal means the actor of this name, or nobody."""
    analysis = analyze(Document(text=case["text"], language="en"), settings=RULES, strict=True)
    assert [[words, meant(analysis, words)] for words, _ in case["means"]] == case["means"]


def test_who_took_a_photograph_is_not_meant() -> None:
    """A name in a caption is nobody's antecedent outside of it."""
    text = "Photo: Carl Dobble\n\nTea was free. He left early."
    blocks = [Block(kind="caption", span=Span(0, 18)), Block(kind="paragraph", span=Span(20, len(text)))]
    analysis = analyze(Document(text=text, language="en", blocks=blocks), settings=RULES)
    assert (meant(analysis, "Carl Dobble"), meant(analysis, "He")) == ("Carl Dobble", None)


def test_the_author_of_a_text_is_i() -> None:
    """Outside of quotations `I` is the document's one author, whom the text need not name; in news it is nobody."""
    document = Document(text="Tea is free. My cup is full.", language="en", authors=["Ann Wibble"])
    assert meant(analyze(document, settings=RULES), "My") == "Ann Wibble"
    news = Document(text=document.text, language="en", authors=["Ann Wibble"], genre="news")
    assert meant(analyze(news, settings=RULES), "My") is None


def test_every_minister_is_none_in_particular() -> None:
    """A nominal after one with `every` is somebody else, also where they share their noun."""
    text = "Every minister said that the dam was safe. The minister said that it leaked."
    analysis = analyze(Document(text=text, language="en"))
    assert (meant(analysis, "Every minister"), meant(analysis, "The minister")) == ("Every minister", "The minister")


def test_the_confidence_of_a_choice_is_below_that_of_a_name() -> None:
    """How sure a pronoun's actor is stands with the mention."""
    analysis = analyze(Document(text="Peter Dobble met Carl Wibble. He left early.", language="en"), settings=RULES)
    name, he = (next(m for m in analysis.mentions if analysis.document[m.span] == words) for words in ("Peter Dobble", "He"))
    assert he.actor is not None
    assert he.confidence < name.confidence
