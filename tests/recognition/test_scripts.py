"""Names in other scripts and in other forms of Unicode, in an English text."""

from __future__ import annotations

from functools import cache
from typing import Literal
from unicodedata import normalize

import pytest

import seedlib
from seedlib.languages import parse_lexicon
from seedlib.model import KIND, Analysis
from seedlib.plugins import Registry

#: Of a user: Cyrillic, Greek, Arabic, Hebrew, Han, Hangul, Devanagari, an astral letter, and Latin letters with marks.
NAMES = ["Иван Петренко", "Ελένη Μάρκου", "سلمى ناصر", "דנה לוי", "王小明", "김하늘", "मीरा राव", "𝒜da Poe", "Bjørn Čapek", "Zoë Ngũgĩ"]


@cache
def registry() -> Registry:
    """Return a registry that knows these names."""
    rows = "".join(f"names,en,{name},acme:{number},person\n" for number, name in enumerate(NAMES))
    lexicons = [parse_lexicon("type,language,phrase,value,kind\n" + rows, name="names.csv")]
    return Registry.build(lexicons=lexicons, entry_points=False)


def read(text: str) -> Analysis:
    """Return the analysis of a text by these names and the rules."""
    held = seedlib.Attributes({"tagger.weights": "none"})
    return seedlib.analyze(text, registry=registry(), settings=seedlib.Settings(language="en", options=held), strict=True)


def names(analysis: Analysis) -> list[tuple[str, str]]:
    """Return the words and the kind of each name."""
    return [(analysis.document[m.span], m.attributes[KIND]) for m in analysis.mentions if m.form == "name"]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("name", NAMES)
def test_a_lexicon_name_is_found_in_any_script_and_form(name: str, form: Literal["NFC", "NFD"]) -> None:
    """The span is that of the text's own code points, whatever stands before it."""
    text = normalize(form, f"🙂 Müller met {name} (née X) and {name}’s aide.")
    analysis = read(text)
    wanted = normalize(form, name)
    assert [(wanted, "person")] * 2 == [held for held in names(analysis) if normalize("NFC", held[0]) == normalize("NFC", name)]
    assert {mention.actor for mention in analysis.mentions if analysis.document[mention.span] == wanted} == {f"acme:{NAMES.index(name)}"}


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_names_of_the_pack_are_found_in_either_form(form: Literal["NFC", "NFD"]) -> None:
    """Letters with marks are one letter, written as one code point or as two."""
    analysis = read(normalize(form, "Ministers of Côte d’Ivoire and Türkiye met in Curaçao."))
    assert {"iso3166:CIV", "iso3166:TUR", "iso3166:CUW"} <= {mention.actor for mention in analysis.mentions}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("President Иван Драч said no. Драч left.", ["Иван Драч", "Драч"]),
        ("Prime Minister Νίκος Δήμου agreed. Δήμου left.", ["Νίκος Δήμου", "Δήμου"]),
        ("Mr Ярослав Гай-Нижник agreed.", ["Ярослав Гай-Нижник"]),
    ],
)
def test_rules_read_scripts_with_capitals(text: str, found: list[str]) -> None:
    """A title before a name in Cyrillic or Greek tells a person, and the surname is known from then on."""
    assert [(name, "person") for name in found] == names(read(text))


@pytest.mark.parametrize(
    "text",
    ["مرحبا بالعالم", "他说：“不行。”", "Привет! \u0301", "Ｎｏｒｗａｙ said \u202eno\u202c.", "e\u0301" * 300, "\u200dक्\u200dष said no."],
)
def test_no_script_raises(text: str) -> None:
    """Whatever is found lies in the text."""
    analysis = read(text)
    assert all(analysis.document[mention.span].strip() for mention in analysis.mentions)
