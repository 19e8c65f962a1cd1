"""Names in a language that writes its nouns with capitals."""

from __future__ import annotations

import pytest

import seedlib
from seedlib.components import Lexicon
from seedlib.matching import Entry


@pytest.fixture(scope="module")
def german() -> seedlib.Registry:
    """Return a registry with a few words of German."""
    of = {
        "name-words": [("noun", "capital"), ("von", "particle"), ("der", "particle"), ("der", "article")],
        "given-names": [("Petra", ""), ("Dieter", ""), ("Ursula", "")],
        "titles": [("Ministerin", "role"), ("Sprecher", "role"), ("Frau", "honorific")],
        "word-classes": [("der", "determiner"), ("die", "determiner"), ("der", "definite"), ("ein", "determiner")],
        "pronouns": [("er", "he")],
    }
    lexicons = [
        Lexicon(name=type_, type=type_, languages=("de",), entries=[Entry(phrase=phrase, value=value) for phrase, value in entries])
        for type_, entries in of.items()
    ]
    return seedlib.Registry.build(lexicons=lexicons, entry_points=False)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Der Streit um die Brücke geht weiter.", []),
        ("Neue Wege zum Alten Hafen und Grüne Wiesen.", []),
        ("Gestern traf die Ministerin Petra Hollmann den Rat.", ["Petra Hollmann"]),
        ("Danach ging Anwohner Dieter Kolb nach Hause.", ["Dieter Kolb"]),
        ("Am Dienstag kam Ursula von der Leyen in die Stadt.", ["Ursula von der Leyen"]),
        ("Gestern kam ein Sprecher von der Stadt.", []),
        ("Die Ministerin Petra Hollmann ging. Später kam Hollmann wieder.", ["Petra Hollmann", "Hollmann"]),
    ],
)
def test_a_capital_alone_names_nobody(german: seedlib.Registry, text: str, expected: list[str]) -> None:
    """Names need more than capitals there: a title, a given name, or that the text knows them."""
    analysis = seedlib.analyze(text, registry=german, settings=seedlib.Settings(language="de"))
    found = [analysis.document[mention.span] for mention in analysis.mentions if mention.form == "name"]
    assert found == expected
