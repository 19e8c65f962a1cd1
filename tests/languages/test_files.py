"""Lexicon files: JSON and CSV in, records out; and the packs that seedlib brings."""

from __future__ import annotations

import json
from importlib import resources
from typing import Any

import pytest

from seedlib import languages
from seedlib.components import Lexicon
from seedlib.errors import ParseError
from seedlib.languages.files import parse_lexicon
from seedlib.matching import Entry

ENTRIES = [{"phrase": "let it be known", "value": "statement", "frames": ["cue-that"]}, {"phrase": "vowed", "value": "commitment"}]


def test_json() -> None:
    """Phrase and value are fields; whatever else an entry has is its data."""
    text = json.dumps({"type": "cues", "language": "en", "source": "nobody reads this", "entries": ENTRIES})
    expected = Lexicon(
        name="mine",
        type="cues",
        languages=("en",),
        entries=[
            Entry(phrase="let it be known", value="statement", data={"frames": ["cue-that"]}),
            Entry(phrase="vowed", value="commitment"),
        ],
    )
    assert parse_lexicon(text, name="mine") == expected
    assert parse_lexicon("\ufeff \n" + text, name="mine") == expected


def test_a_list_of_phrases_is_as_many_entries() -> None:
    """They share value and data."""
    text = json.dumps(
        {"type": "names", "entries": [{"phrase": ["WHO", "World Health Organization"], "value": "org:who", "kind": "organization"}]}
    )
    assert parse_lexicon(text, name="mine").entries == (
        Entry(phrase="WHO", value="org:who", data={"kind": "organization"}),
        Entry(phrase="World Health Organization", value="org:who", data={"kind": "organization"}),
    )


def test_entries_know_their_line() -> None:
    """The first one of a row of several lines; none where nobody asks for it."""
    rows = '{"entries": [],\n"type": "names", "entries": [\n\n{"phrase": ["a",\n"b"]}, {"phrase": "c"},\n{"phrase": "d"}]}'
    text = rows.replace('"entries": [],', '"source": [],')
    assert [entry.line for entry in parse_lexicon(text, name="mine").entries] == [4, 4, 5, 6]
    assert [entry.line for entry in parse_lexicon(text, name="mine", lines=False).entries] == [None] * 4
    assert [entry.phrase for entry in parse_lexicon(rows, name="mine").entries] == ["a", "b", "c", "d"]
    assert [entry.line for entry in parse_lexicon("type,phrase\nnames,a\n\nnames,c\n", name="mine").entries] == [2, 4]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [({"language": "de"}, ("de",)), ({"languages": ["de", "nl"]}, ("de", "nl")), ({}, ("*",)), ({"language": None}, ("*",))],
)
def test_languages_of_json(fields: dict[str, Any], expected: tuple[str, ...]) -> None:
    """One, several, or all where none is named."""
    assert parse_lexicon(json.dumps({"type": "cues", "entries": ENTRIES, **fields}), name="mine").languages == expected


def test_csv() -> None:
    """Columns beyond phrase and value are data; empty cells are absent; cells may hold line ends."""
    text = 'type,language,phrase,value,lemma\r\ncues,de,"sagte,\r\nsie",statement,sagen\r\ncues,de,gelobte,commitment,\r\n\r\n'
    assert parse_lexicon("\ufeff" + text, name="mine") == Lexicon(
        name="mine",
        type="cues",
        languages=("de",),
        entries=[Entry(phrase="sagte,\r\nsie", value="statement", data={"lemma": "sagen"}), Entry(phrase="gelobte", value="commitment")],
    )


def test_csv_of_a_spreadsheet_may_have_semicolons() -> None:
    """As those write it in much of Europe; a comma in the header says that commas part cells."""
    assert parse_lexicon("type;phrase\nnames;Voss, Ruta\n", name="mine").entries == (Entry(phrase="Voss, Ruta", line=2),)
    assert parse_lexicon("type,phrase,a;b\nnames,Voss; Ruta,c\n", name="mine").entries == (
        Entry(phrase="Voss; Ruta", data={"a;b": "c"}, line=2),
    )


def test_csv_without_a_language_is_for_all() -> None:
    """As in JSON."""
    assert parse_lexicon("type,phrase\nnames,Ruta Voss\n", name="mine").languages == ("*",)


@pytest.mark.parametrize(
    ("label", "text", "where", "found"),
    [
        ("broken JSON", '{"type": "cues",\n "entries": [', "mine, line 2", "no valid JSON"),
        ("JSON too deep", '{"entries": ' + "[" * 100_000, "mine", "cannot be read"),
        ("a number of too many digits", '{"entries": %s}' % ("9" * 5_000), "mine", "cannot be read"),
        ("no entries", '{"type": "cues"}', "mine", "no list of objects under 'entries'"),
        ("entries that are no objects", '{"type": "cues", "entries": ["said"]}', "mine", "no list of objects"),
        ("no phrase", '{"type": "cues", "entries": [{"phrase": "a"}, {"value": "b"}]}', "mine, row 2", "found the phrase ''"),
        ("an empty list of phrases", '{"type": "cues", "entries": [{"phrase": []}]}', "mine, row 1", "found the phrase []"),
        ("a phrase that is no text", '{"type": "cues", "entries": [{"phrase": 5}]}', "mine, row 1", "found the phrase 5"),
        ("a value that is no text", '{"type": "cues", "entries": [{"phrase": "a", "value": 5}]}', "mine, row 1", "found the value 5"),
        ("not a number", '{"type": "cues", "entries": [{"phrase": "a", "weight": NaN}]}', "mine, row 1", "finite number"),
        ("no type", '{"entries": []}', "mine", "found the type ''"),
        ("a language in words", '{"type": "cues", "language": "British English", "entries": []}', "mine", "found languages"),
        ("languages that are no list", '{"type": "cues", "languages": "en", "entries": []}', "mine", "expected a list of primary subtags"),
        ("nothing", "", "mine", "found the columns None, expected 'phrase'"),
        ("CSV without phrases", "type,word\ncues,said\n", "mine", "expected 'phrase' among them"),
        ("CSV with an empty phrase", "type,phrase,value\ncues,said,a\ncues,,b\n", "mine, row 3", "found the phrase ''"),
        ("CSV of two types", "type,phrase\ncues,said\nnames,Voss\n", "mine", "several values of type: cues, names"),
        ("CSV of two languages", "type,language,phrase\ncues,en,said\ncues,de,sagte\n", "mine", "several values of language: de, en"),
        ("a quotation mark that is never closed", 'type,phrase\ncues,"' + "x" * 200_000, "mine, line 2", "no valid CSV"),
    ],
)
def test_refuses(label: str, text: str, where: str, found: str) -> None:
    """The file's name and the row are in the message."""
    with pytest.raises(ParseError) as caught:
        parse_lexicon(text, name="mine")
    assert (caught.value.where.split(" of ")[0], found in caught.value.message) == (where, True), (label, str(caught.value))


def test_cells_beyond_the_header_are_left_out() -> None:
    """A comma too many at the end of a line is common."""
    assert parse_lexicon("type,phrase\ncues,said,,x\n", name="mine").entries == (Entry(phrase="said"),)


@pytest.mark.parametrize("language", languages.PACKS)
def test_packs_are_read(language: str) -> None:
    """Every file of a pack is a lexicon of its language, under the name of its file."""
    lexicons = languages.pack(language)
    folder = resources.files("seedlib.languages") / language
    assert [lexicon.name for lexicon in lexicons] == sorted(f"{language}-{entry.name[:-5]}" for entry in folder.iterdir())
    assert {lexicon.languages for lexicon in lexicons} == {(language,)}
    assert [lexicon.name for lexicon in lexicons if not lexicon.entries] == []


@pytest.mark.parametrize("language", languages.PACKS)
def test_packs_name_their_sources(language: str) -> None:
    """A reader can see where each list is from."""
    for entry in (resources.files("seedlib.languages") / language).iterdir():
        assert json.loads(entry.read_text("utf-8")).get("source"), entry.name


@pytest.mark.parametrize("language", languages.PACKS)
def test_packs_hold_nothing_twice(language: str) -> None:
    """The same phrase with the same meaning stands once in a file."""
    for lexicon in languages.pack(language):
        seen: set[Entry] = set()
        twice = [entry.phrase for entry in lexicon.entries if entry in seen or seen.add(entry)]  # type: ignore[func-returns-value]
        assert twice == [], lexicon.name
