"""What the plugin promises: its contracts, the right actor or none, and an index that follows its table."""

import csv
import os
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from functools import cache

import pytest

import seedlib
import seedlib_knowledge_base as plugin
from seedlib.errors import UsageError
from seedlib.testing import check_attribute_key, check_plugin, check_resolver
from seedlib_knowledge_base.table import COLUMNS, fold, look_up, opened, problems

ROWS = [
    ("acme:1", "Jane Roe", "person", "GBR", "Jane A. Roe; Roe", "minister; tides"),
    ("acme:2", "Jane Roe", "person", "USA", "", "striker; goal"),
    ("acme:3", "Ines Falk", "person", "NOR", "", "docks"),
    ("acme:4", "Gull Street Choir", "organization", "GBR", "GSC", ""),
    ("acme:5", "The Tern", "publication", "", "", ""),
    ("acme:6", "Gull Street Choir", "person", "", "", ""),
    ("acme:7", "Tollan", "person", "LTU", "", "mayor"),
]


def write(path, rows=ROWS):
    """Write a table, and return its path as text."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([COLUMNS, *rows])
    return str(path)


@pytest.fixture
def table(tmp_path):
    """Return the path of a table."""
    return write(tmp_path / "people.csv")


@cache
def registry():
    """Return a registry of seedlib's own plugin and this one."""
    return seedlib.Registry.build(plugins=[("kb", plugin)], entry_points=False, strict=True)


def linked(text, table, *, strict=True):
    """Return the analysis of a text, read by rules and linked to a table."""
    options = {"tagger.weights": "none", **({"kb:file": table} if table else {})}
    return seedlib.analyze(text, registry=registry(), settings=seedlib.Settings(language="en", options=options), strict=strict)


def ids(analysis):
    """Return the ids of the actors that the table has."""
    return {actor.id for actor in analysis.actors if actor.id.startswith("acme:")}


def codes(analysis):
    """Return the codes of the plugin's notices."""
    return [notice.code for notice in analysis.notices if notice.code.startswith("kb:")]


def test_contracts_hold(table):
    """The records keep what they promise, with a table and without."""
    check_resolver(plugin.RESOLVER, registry=registry())
    check_attribute_key(plugin.FILE, registry=registry())
    text = "Jane Roe met Ines Falk in Norway."
    assert linked(text, table) == linked(text, table)


def test_a_name_of_one_actor_is_linked_with_all_that_means_it(table):
    """Its short names, pronouns and claims come along; the table gives name, kind and country."""
    analysis = linked("Ines Falk said that rain fell. Falk added that she was wet.", table)
    actor = analysis.actor("acme:3")
    assert (actor.name, actor.kind, actor.country, actor.same_as) == ("Ines Falk", "person", "NOR", ("doc:ines-falk",))
    assert [analysis.document[mention.span] for mention in analysis.mentions_of("acme:3")][:2] == ["Ines Falk", "Falk"]
    assert {claim.speakers for claim in analysis.claims} == {("acme:3",)}
    (reason,) = [found for found in actor.provenance if found.about == "same_as"]
    assert (reason.component, reason.rule, reason.confidence) == ("kb:resolver", "only", plugin.ONLY)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jane Roe, the British minister, said no.", {"acme:1"}),
        ("Jane Roe scored a goal, said the coach.", {"acme:2"}),
        ("Jane Roe spoke of the United States.", {"acme:2"}),
        ("Jane A. Roe said no.", {"acme:1"}),
        ("Ines B. Falk said no. Ines Falk said yes.", {"acme:3"}),
        ("The Gull Street Choir said no.", {"acme:4"}),
        ("Mayor Tollan said that Lithuania had signed.", {"acme:7"}),
    ],
)
def test_a_name_of_several_is_settled_by_what_stands_beside_it(text, expected, table):
    """A country, words, a longer name, a kind; a family name alone needs one of them."""
    assert ids(linked(text, table)) == expected


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Jane Roe said no.", ["kb:open"]),
        ("Jane Roe, the British minister, scored a goal for the United States.", ["kb:open"]),
        ("Mr Tollan said no.", []),
        ("Nobody was there.", []),
    ],
)
def test_what_nothing_settles_is_left_open(text, code, table):
    """Nobody is guessed, and a notice names the candidates."""
    analysis = linked(text, table)
    assert (ids(analysis), codes(analysis)) == (set(), code)


def test_a_longer_name_that_the_table_has_is_another_actor(tmp_path):
    """Who has an entry of his own is not taken for the one with the shorter name."""
    table = write(tmp_path / "t.csv", [("acme:1", "Jane Roe"), ("acme:2", "Jane A. Roe")])
    analysis = linked("Jane Roe met Jane A. Roe.", table)
    assert not any({"acme:1", "acme:2"} <= {actor.id, *actor.same_as} for actor in analysis.actors)


def test_no_table_no_links():
    """It says so once, and what is linked otherwise stays."""
    analysis = linked("Ines Falk said that Norway had signed.", "")
    assert (codes(analysis), "iso3166:NOR" in {actor.id for actor in analysis.actors}) == (["kb:no-table"], True)


def test_rows_that_are_no_actors_are_left_out_and_named(tmp_path):
    """With their lines; so is the second row of an id."""
    rows = [("acme:1", "Ann Poe"), ("acme:1", "Ann Roe"), ("", "Ann Loe"), ("acme:2", ""), ("acme:3", "Ann Doe", "robot"), ("doc:x", "Y")]
    table = write(tmp_path / "t.csv", [*rows, ("acme:4", "Ann Coe", "person", "Norway"), ("acme:5", "Ann Boe", "acme:choir", "NOR")])
    with opened(table) as index:
        assert [line for line, _ in problems(index)] == [3, 4, 5, 6, 7, 8]
        names = [fold(name) for name in ("Ann Poe", "Ann Roe", "Ann Boe")]
        assert {name: [entry.id for entry in held] for name, held in look_up(index, names).items()} == {
            "ann poe": ["acme:1"],
            "ann boe": ["acme:5"],
        }
    assert codes(linked("Nobody.", table)) == ["kb:rows-left-out"]


def test_the_index_follows_the_table(table, tmp_path):
    """It is made once, made anew when the table changes, and made good when it is broken."""
    assert ids(linked("Ines Falk said no.", table)) == {"acme:3"}
    index = tmp_path / "people.csv.index"
    first = index.stat().st_mtime_ns
    linked("Ines Falk said no.", table)
    assert index.stat().st_mtime_ns == first
    write(tmp_path / "people.csv", [("acme:9", "Ines Falk", "person")])
    os.utime(table, ns=(first + 10**9, first + 10**9))
    assert ids(linked("Ines Falk said no.", table)) == {"acme:9"}
    index.write_bytes(b"no index")
    assert ids(linked("Ines Falk said no.", table)) == {"acme:9"}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["people.csv", "people.csv.index"]


def test_an_sqlite_file_is_a_table_too(tmp_path):
    """Columns that it lacks are empty."""
    path = tmp_path / "people.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE actors (id TEXT, name TEXT, kind TEXT, born INTEGER)")
        connection.execute("INSERT INTO actors VALUES ('acme:3', 'Ines Falk', NULL, 1970)")
        connection.commit()
    assert ids(linked("Ines Falk said no.", str(path))) == {"acme:3"}


@pytest.mark.parametrize("data", [None, b"id,name\nacme:1,\xff\n", b"SQLite format 3\0 and no more"])
def test_a_table_that_cannot_be_read_is_an_error_and_the_rest_goes_on(data, tmp_path):
    """A failure of this component alone, with what to do."""
    path = tmp_path / "people.csv"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(UsageError, match="found a table that cannot be read or indexed"), opened(str(path)):
        pass
    analysis = linked("Ines Falk said no.", str(path), strict=False)
    assert [(failure.component, failure.error) for failure in analysis.failures] == [("kb:resolver", "UsageError")]
    assert "Ines Falk" in {actor.name for actor in analysis.actors}
    assert not list(tmp_path.glob(".*.part"))


@pytest.mark.parametrize(("one", "other"), [("Inês Falk-Rey", "INES FALK REY"), ("O’Roe", "O'Roe"), ("Ł. Øre", "ł øre")])
def test_spellings_of_a_name_are_one(one, other):
    """Capitals, signs, and accents on Latin letters."""
    assert fold(one) == fold(other)


def test_many_threads_share_a_table(table):
    """Also while the index is being made."""
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: ids(linked("Ines Falk said no.", table)), range(8)))
    assert found == [{"acme:3"}] * 8


def test_many_names_are_asked_for_at_once(tmp_path):
    """More than SQLite takes in one question."""
    table = write(tmp_path / "t.csv", [(f"acme:{n}", f"Ann Poe{n}", "person") for n in range(1200)])
    with opened(table) as index:
        assert len(look_up(index, (fold(f"Ann Poe{n}") for n in range(1200)))) == 1200


def test_the_option_is_known_by_its_name():
    """So that `--set kb:file=people.csv` and a settings file may choose the table."""
    assert seedlib.default_registry().keys["kb:file"] == plugin.FILE


def test_installed_plugin_is_checked():
    """Once installed, seedlib finds it and its records keep their contracts."""
    assert check_plugin("kb") == ("kb:resolver", "kb:file")
