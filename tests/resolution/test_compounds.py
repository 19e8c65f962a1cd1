"""Roles that are compounds: the last part of one is a role too."""

from __future__ import annotations

import seedlib
from seedlib.components import Lexicon
from seedlib.matching import Entry


def test_a_nominal_means_who_has_the_role_as_a_part_of_a_compound() -> None:
    """`Die Ministerin` is the Verkehrsministerin named before, where the lexicon says what the compound is."""
    of = {
        "name-words": [Entry(phrase="noun", value="capital"), Entry(phrase="die", value="article")],
        "titles": [
            Entry(phrase="Ministerin", value="role"),
            Entry(phrase="Verkehrsministerin", value="role", data={"head": "Ministerin"}),
            Entry(phrase="Richterin", value="role"),
        ],
        "word-classes": [Entry(phrase="die", value=value) for value in ("determiner", "definite")],
    }
    lexicons = [Lexicon(name=type_, type=type_, languages=("de",), entries=entries) for type_, entries in of.items()]
    registry = seedlib.Registry.build(lexicons=lexicons, entry_points=False)
    text = "Verkehrsministerin Maren Thomsen und Richterin Elke Moos kamen. Die Ministerin ging. Thomsen ging."
    analysis = seedlib.analyze(text, registry=registry, settings=seedlib.Settings(language="de"))
    (actor,) = [actor for actor in analysis.actors if actor.name == "Maren Thomsen"]
    assert [analysis.document[mention.span] for mention in analysis.mentions_of(actor.id)] == ["Maren Thomsen", "Die Ministerin", "Thomsen"]
