"""The checks on third parties' and users' lexicons: duplicates and contradictions name their line, and the rest counts."""

from __future__ import annotations

import pytest

import seedlib
from seedlib.errors import PluginWarning
from seedlib.languages import parse_lexicon
from seedlib.plugins import Registry

HEAD = "type,language,phrase,value,kind,country\n"

CONTRADICTIONS = [
    ("twice", "names,en,Brenn,acme:1,person,\nnames,en,Brenn,acme:1,person,\n", 3, "found it twice (line 2)", 1),
    ("twice, with other data", "names,en,Brenn,acme:1,person,\nnames,en,Brenn,acme:1,,NOR\n", 3, "found it twice (line 2)", 1),
    ("another kind", "names,en,Brenn,acme:1,person,\nnames,en,Ida Brenn,acme:1,organization,\n", 3, "which has 'person' (line 2)", 1),
    ("another country", "names,en,Brenn,acme:1,,NOR\nnames,en,Brenn AS,acme:1,,SWE\n", 3, "the country 'SWE' of acme:1", 1),
    ("another id", "names,en,Brenn,acme:1,,\nnames,en,Brenn,acme:2,,\n", 3, "found the id acme:2, but acme:1 (line 2)", 1),
    ("another id, one country", "names,en,Brenn,acme:1,,NOR\nnames,en,Brenn,acme:2,,NOR\n", 3, "tells the two apart", 1),
    (
        "another id after a cell of two lines",
        'names,en,"Ida\nBrenn",a:1,,\nnames,en,Brenn,a:2,,\nnames,en,Brenn,a:3,,\n',
        5,
        "found the id a:3",
        2,
    ),
]

CANDIDATES = [
    ("two countries", "names,en,Brenn,acme:1,,NOR\nnames,en,Brenn,acme:2,,SWE\n", 2),
    ("a longer name", "names,en,Brenn,acme:1,,\nnames,en,Brenn,acme:2,,\nnames,en,Brenn Shipping,acme:2,,\n", 3),
    ("one of no id", "names,en,Brenn,acme:1,,\nnames,en,Brenn,,place,\n", 2),
    ("other capitals", "names,en,Brenn,acme:1,,\nnames,en,BRENN,acme:2,,\n", 2),
]


@pytest.mark.parametrize(("label", "rows", "line", "words", "kept"), CONTRADICTIONS, ids=[case[0] for case in CONTRADICTIONS])
def test_contradictions_name_file_and_line_and_are_skipped(label: str, rows: str, line: int, words: str, kept: int) -> None:
    """The failure names both places; the entries before stay."""
    with pytest.warns(PluginWarning, match="a lexicon of yours"):
        registry = Registry.build(lexicons=[parse_lexicon(HEAD + rows, name="ports")], entry_points=False)
    (failure,) = registry.failures
    assert failure.message.startswith(f"lexicon ports, line {line}: the entry '")
    assert words in failure.message
    assert len(registry.find("lexicons", "user:ports").record.entries) == kept


@pytest.mark.parametrize(("label", "rows", "kept"), CANDIDATES, ids=[case[0] for case in CANDIDATES])
def test_candidates_that_a_text_can_settle_are_no_contradiction(label: str, rows: str, kept: int) -> None:
    """A country of its own, a name of its own or an open reading may tell them apart."""
    registry = Registry.build(lexicons=[parse_lexicon(HEAD + rows, name="ports")], entry_points=False)
    assert registry.failures == ()
    assert len(registry.find("lexicons", "user:ports").record.entries) == kept


def test_lines_of_json_are_named() -> None:
    """The line in which the entry begins, wherever the list stands."""
    text = """{
 "source": {"entries": [{"phrase": "none"}]}, "type": "names",
 "entries": [{"phrase": "Brenn", "value": "acme:1"}, {"phrase": "Ida Brenn",
   "value": "acme:1"},
   {"phrase": "Brenn",
    "value": "acme:2"}]}"""
    with pytest.warns(PluginWarning):
        registry = Registry.build(lexicons=[parse_lexicon(text, name="ports")], entry_points=False)
    assert registry.failures[0].message.startswith("lexicon ports, line 5: the entry 'Brenn': found the id acme:2")


def test_other_types_hold_nothing_twice() -> None:
    """A cue may have several entries, but not the same one twice."""
    text = "type,phrase,value,form\ncues,skeeted,statement,past\ncues,skeeted,denial,past\ncues,skeeted,statement,past\n"
    with pytest.warns(PluginWarning, match=r"lexicon mine, line 4: the entry 'skeeted': found it twice \(line 2\)"):
        Registry.build(lexicons=[parse_lexicon(text, name="mine")], entry_points=False)


def test_an_entry_of_an_actor_replaces_the_library_s() -> None:
    """Whoever adds a name that the library has means his own actor; the library's other names stay."""
    mine = parse_lexicon(HEAD + "names,en,Norway,acme:norway,organization,\n", name="bands")
    registry = Registry.build(lexicons=[mine], entry_points=False)
    analysis = seedlib.analyze("Norway played in Sweden.", registry=registry)
    assert {mention.actor for mention in analysis.mentions} == {"acme:norway", "iso3166:SWE"}


def test_ten_thousand_homonyms_take_linear_time() -> None:
    """Each entry is compared with one other, not with all."""
    rows = "".join(f"names,en,Brenn,acme:{i},,{'NOR' if i % 2 else 'SWE'}\nnames,en,Brenn {i},acme:{i},,\n" for i in range(10_000))
    assert Registry.build(lexicons=[parse_lexicon(HEAD + rows, name="ports")], entry_points=False).failures == ()
