"""Mentions from a tagger's labels: their words, kind, form and confidence, and what is left to others."""

from __future__ import annotations

from typing import Any

import attrs
import pytest

from seedlib import Label, Settings, Span, analyze
from seedlib.components import Context, Tagger
from seedlib.model import KIND, Analysis, Document
from seedlib.plugins import default_registry
from seedlib.recognition.labels import recognize
from seedlib.segmentation import SEGMENTERS

TEXT = "🌧 Omagbe met the Harbour Board’s Ada Poe in Norway. Russian crews from Brindlemouth told her so."

#: A label: the words, of which the first place where they stand counts, its name, its value, its score.
Given = tuple[str, str, str | None, float]


def label(words: str, name: str, value: str | None, score: float) -> Label:
    at = TEXT.index(words)
    return Label(Span(at, at + len(words)), name, value, score)


def found(*given: Given, context: Context | None = None) -> list[tuple[str, Any, str, float]]:
    """Return the words, kind, form and confidence of the mentions that labels give."""
    context = context or default_registry().context(Settings(), "en")
    analysis = Analysis(document=Document(text=TEXT))
    layers = attrs.evolve(SEGMENTERS[0].segment(analysis, context), labels=[label(*held) for held in given])
    mentions = recognize(attrs.evolve(analysis, layers=layers), context)
    return [(analysis.document[m.span], m.attributes[KIND], m.form, m.confidence) for m in mentions]


@pytest.mark.parametrize(
    ("words", "name", "value", "expected"),
    [
        ("Omagbe", "mention:person", "name", ("Omagbe", "person", "name", 0.9)),
        ("Omagbe", "mention:person", None, ("Omagbe", "person", "name", 0.9)),
        ("Brindlemouth", "mention:place", "name", ("Brindlemouth", "place", "name", 0.9)),
        ("the Harbour Board’s", "mention:organization", "name", ("Harbour Board", "organization", "name", 0.9)),
        ("Russian crews", "mention:group", "nominal", ("Russian crews", "group", "nominal", 0.9)),
        ("her", "mention:person", "pronoun", ("her", "person", "pronoun", 0.9)),
        ("indlemou", "mention:place", "name", ("Brindlemouth", "place", "name", 0.9)),  # of a word that a label cuts all is taken
    ],
)
def test_a_label_gives_a_mention(words: str, name: str, value: str | None, expected: tuple[Any, ...]) -> None:
    """The name of the label is the kind, its value the form, its score the confidence; the words are whole."""
    assert found((words, name, value, 0.9)) == [expected]


@pytest.mark.parametrize(
    ("words", "name", "value"),
    [
        ("Norway", "mention:place", "name"),  # the lexicon knows that it is a country, and which
        ("Russian", "mention:group", "name"),  # an adjective of a people is no mention
        ("Omagbe", "mention:person", "alias"),  # no form of ours
        ("Omagbe", "mention:publication", "name"),  # no kind that a label may name
        ("the", "mention:organization", "name"),  # nothing is left
        (" ", "mention:person", "name"),  # no word stands there
        ("Omagbe", "attribution:source", None),
    ],
)
def test_a_label_gives_no_mention(words: str, name: str, value: str | None) -> None:
    """What is not ours to read, or others know better, is left."""
    assert found((words, name, value, 0.9)) == []


def test_without_lexicons_labels_are_taken_as_they_are() -> None:
    """Nothing of English is needed to take a tagger's word: a country of its own language is no lexicon's."""
    given = ("Omagbe", "mention:person", None, 0.5), ("Norway", "mention:place", None, 0.5)
    assert found(*given, context=Context(language="sw")) == [("Omagbe", "person", "name", 0.5), ("Norway", "place", "name", 0.5)]


def kinds(with_plugin: Any, *given: Given) -> dict[str, str]:
    """Return the kind of each mention of the whole analysis, by its words, where a tagger of a plugin labels so."""
    tagger = Tagger(name="given", tag=lambda analysis, context: [label(*held) for held in given])
    analysis = analyze(TEXT, settings=Settings(language="en"), registry=with_plugin(taggers=[tagger]), strict=True)
    return {analysis.document[mention.span]: mention.attributes[KIND] for mention in analysis.mentions}


def test_beside_the_rules_a_label_counts_with_its_score(with_plugin: Any) -> None:
    """Of a label and a rule on the same words the surer stays; what no rule finds is there whatever its score."""
    assert "Omagbe" not in kinds(with_plugin)
    assert kinds(with_plugin, ("Omagbe", "mention:person", None, 0.1))["Omagbe"] == "person"
    assert kinds(with_plugin, ("Harbour Board", "mention:group", None, 0.1))["Harbour Board"] == "organization"
    assert kinds(with_plugin, ("Harbour Board", "mention:group", None, 0.99))["Harbour Board"] == "group"


def test_beside_labels_only_the_surest_rules_name_anybody(with_plugin: Any) -> None:
    """A tagger that looks for names has seen the capitals too; a body's head word it may have missed."""
    assert kinds(with_plugin)["Ada Poe"] == "person"
    beside = kinds(with_plugin, ("Omagbe", "mention:person", None, 0.9))
    assert "Ada Poe" not in beside
    assert beside["Harbour Board"] == "organization"


def test_a_label_is_a_name_wherever_it_stands(with_plugin: Any) -> None:
    """Two places at a comma are two; small words and signs at the ends are none of it; a nominal has a head."""
    text = "Ann Roe of northern Wibbleton, Ontario met Roe; Wibbleton met the others."
    given = [
        ("Ann Roe", "person", "name"),
        ("northern Wibbleton, Ontario", "place", "name"),
        ("Roe;", "organization", "name"),
        ("the", "person", "nominal"),
    ]
    labels = []
    for words, kind, form in given:
        at = text.rindex(words)
        labels.append(Label(Span(at, at + len(words)), f"mention:{kind}", form, 0.9))
    tagger = Tagger(name="given", tag=lambda analysis, context: labels)
    analysis = analyze(text, settings=Settings(language="en"), registry=with_plugin(taggers=[tagger]), strict=True)
    names = [(text[m.span.start : m.span.end], m.attributes[KIND]) for m in analysis.mentions if m.form == "name"]
    assert names == [("Ann Roe", "person"), ("Wibbleton", "place"), ("Ontario", "place"), ("Roe", "person"), ("Wibbleton", "place")]
    assert "the" not in {text[m.span.start : m.span.end] for m in analysis.mentions}


def test_a_country_keeps_its_id(with_plugin: Any) -> None:
    """A tagger that is quite sure that a country is a place does not take the country's id away."""
    assert kinds(with_plugin, ("Norway", "mention:place", None, 1.0))["Norway"] == "country"
