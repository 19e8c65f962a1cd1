"""SQLite files: their rows, keys, search and views."""

import asyncio
import io
import json
import sqlite3
import sys
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

import attrs
import pytest

from seedlib import wire
from seedlib.components import Context, Settings
from seedlib.errors import UsageError
from seedlib.exporting.database import KEYS, OWN_TABLES
from seedlib.exporting.dictionary import DICTIONARY, RESERVED
from seedlib.exporting.kept import SPREAD
from seedlib.exporting.rows import COLUMNS, TABLES, to_rows
from seedlib.exporting.sqlite import write_sqlite
from seedlib.model import NO_ATTRIBUTES, Actor, Analysis, Attributes, Claim, Document, Mention, Origin, Span, Unread


class Written:
    """A database that was written, to be asked."""

    def __init__(self, path: Path, results: Iterable[Any], settings: Settings | None = None) -> None:
        self.path = path
        with path.open("wb") as file:
            write_sqlite(results, file, Context(settings=settings or Settings()))

    def ask(self, query: str) -> list[tuple[Any, ...]]:
        """Return the rows that answer a query."""
        with closing(sqlite3.connect(self.path)) as connection:
            return connection.execute(query).fetchall()

    def rows(self, table: str) -> list[dict[str, Any]]:
        """Return the rows of a table as dicts."""
        with closing(sqlite3.connect(self.path)) as connection:
            connection.row_factory = sqlite3.Row
            return [dict(row) for row in connection.execute(f"SELECT * FROM {table}")]  # noqa: S608  # a name of ours


@pytest.fixture
def written(analysis: Analysis, unread: Unread, tmp_path: Path) -> Written:
    """Return a database of an input that gave no document and a document."""
    return Written(tmp_path / "results.sqlite", [unread, analysis])


def test_every_table_has_the_columns_of_the_dictionary(written: Written) -> None:
    """After its key and what refers to other rows; the names of those are reserved."""
    keys = set()
    for table in TABLES:
        names = [name for _, name, *_ in written.ask(f"PRAGMA table_info({table})")]
        own = [column.name for column in DICTIONARY[table]]
        assert own == names[-len(own) :]
        assert names[0] == KEYS[table]
        keys |= set(names[: -len(own)])
    assert keys == RESERVED
    assert dict(written.ask("SELECT name, value FROM meta")).items() >= {"schema": "seedlib-tables/1", "wire": "seedlib/1"}.items()


def test_rows_hold_what_rows_hold(written: Written, analysis: Analysis, unread: Unread) -> None:
    """Lists, spans and words by name are JSON, truth is 0 or 1."""
    for table in TABLES:
        expected = [row for result in (unread, analysis) for row in to_rows(result, table)]
        for row, held in zip(expected, written.rows(table), strict=True):
            shown = {n: json.loads(held[n]) if isinstance(row[n], list | dict) else held[n] for n in COLUMNS[table]}
            assert shown == {name: row[name] for name in COLUMNS[table]}
            further = {name: value for name, value in row.items() if name not in COLUMNS[table]}
            assert further == json.loads(held["attributes"] or "{}")


def test_keys_refer_to_rows(written: Written) -> None:
    """A document's key is the position of its result, the failures of an input without a document have none."""
    assert written.ask("SELECT document_key, document FROM documents") == [(2, "d1")]
    assert written.ask("SELECT result, document_key, wire IS NULL FROM failures") == [(1, None, 0), (2, 2, 1)]
    assert written.ask("SELECT words, name FROM mentions LEFT JOIN actors USING (actor_key)".replace("name", "actors.name")) == [
        ("Ruta Voss", "Ruta Voss"),
        ("the\nminister", "Ruta Voss"),
        ("rain", None),
    ]
    assert written.ask("PRAGMA foreign_key_check") == []
    assert written.ask("PRAGMA integrity_check") == [("ok",)]


def test_speakers_and_spans_have_a_row_each(written: Written) -> None:
    """What claims have as lists."""
    assert written.ask("SELECT claim, role, position, name FROM claim_actors JOIN claims USING (claim_key)") == [
        ("c0", "speaker", 1, "Ana Ito"),
        ("c1", "speaker", 1, "Ruta Voss"),
    ]
    assert written.ask("SELECT role, start, end, words FROM spans JOIN claims USING (claim_key) WHERE claim = 'c1'") == [
        ("source", 49, 61, "the\nminister"),
        ("cue", 62, 66, "said"),
        ("content", 33, 46, "will not sign"),
        ("condition", 68, 81, "if rain falls"),
    ]


def test_views_say_who_says_what(written: Written) -> None:
    """A row a claim, and a row for each actor of a claim."""
    assert written.ask("SELECT who, kind, content, title, published FROM who_says_what") == [
        ("Ana Ito", "statement", "Dam talks", "Dam talks", "2024-06-24"),
        ("Ruta Voss", "commitment", "will not sign", "Dam talks", "2024-06-24"),
    ]
    assert written.ask("SELECT role, name, country, content FROM claims_by_actor WHERE actor_kind = 'person'") == [
        ("speaker", "Ana Ito", None, "Dam talks"),
        ("speaker", "Ruta Voss", "LTU", "will not sign"),
    ]


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        (Claim(content=[Span(0, 2)], speakers=["doc:a", "doc:none"], source=[Span(3, 8)]), "A, doc:none"),
        (Claim(content=[Span(0, 2)], source=[Span(3, 8)], by_author=True), "rains"),
        (Claim(content=[Span(0, 2)], by_author=True), "the author"),
        (Claim(content=[Span(0, 2)]), None),
    ],
)
def test_who_is_the_speakers_the_source_the_author_or_nobody(claim: Claim, expected: object, tmp_path: Path) -> None:
    """In that order; a speaker who is no actor of the document is shown by his id."""
    analysis = Analysis(document=Document(text="It rains."), claims=[claim], actors=[Actor(id="doc:a", name="A")])
    assert Written(tmp_path / "x", [analysis]).ask("SELECT who FROM who_says_what") == [(expected,)]


def test_search_finds_words_in_texts_titles_and_claims(tmp_path: Path) -> None:
    """Without regard to accents and capitals."""
    documents = [Document(text="Sécheresse. It rains.", title="Rain", id="a"), Document(text="It pours.", id="b")]
    results = [Analysis(document=document, claims=[Claim(content=[Span(0, 5)], source=[Span(6, 8)])]) for document in documents]
    database = Written(tmp_path / "x", results)
    for words, expected in (("rain", ["a"]), ("secheresse", ["a"]), ("POURS", ["b"]), ("it", ["a", "b"]), ("snow", [])):
        query = f"SELECT document FROM documents WHERE document_key IN (SELECT rowid FROM documents_fts('{words}'))"  # noqa: S608
        assert expected == [name for (name,) in database.ask(query)]
    assert database.ask("SELECT rowid FROM claims_fts('pou')") == []
    assert database.ask("SELECT rowid FROM claims_fts('content: it')") == [(2,)]


def test_one_text_twice_and_ids_that_mean_nothing_are_kept(tmp_path: Path) -> None:
    """Another program may have written what no key could hold."""
    claims = [
        Claim(content=[Span(0, 2)], id="x"),
        Claim(content=[Span(3, 8)], id="x", within="x"),
        Claim(content=[Span(0, 8)], within="y"),
    ]
    actors = [Actor(id="doc:a", name="A"), Actor(id="doc:a", name="B"), Actor(id="acme:c", name="C", same_as=["acme:d"])]
    mentions = [
        Mention(span=Span(0, 2), actor="doc:none"),
        Mention(span=Span(3, 8), actor="acme:d"),
        Mention(span=Span(3, 9), actor="doc:a"),
    ]
    analysis = Analysis(document=Document(text="It rains."), claims=claims, actors=actors, mentions=mentions)
    database = Written(tmp_path / "x", [analysis, analysis])
    assert database.ask("SELECT count(*), count(DISTINCT document) FROM documents") == [(2, 1)]
    assert database.ask("SELECT m.actor, a.name FROM mentions m LEFT JOIN actors a USING (actor_key) WHERE m.document_key = 2") == [
        ("doc:none", None), ("doc:a", "A"), ("acme:d", "C"),
    ]  # fmt: skip
    query = "SELECT inside.within, around.claim FROM claims inside LEFT JOIN claims around ON around.claim_key = inside.within_key"
    assert database.ask(query) == [
        ("y", None), (None, None), ("x", "x"),
    ] * 2  # fmt: skip
    assert database.ask("PRAGMA foreign_key_check") == []


def test_results_are_read_back_to_the_letter(written: Written, analysis: Analysis, unread: Unread) -> None:
    """From text and wire; an input that gave no document from its first failure."""
    ((text, line),) = written.ask("SELECT text, wire FROM documents")
    assert analysis == wire.from_dict({**json.loads(line), "text": text})
    assert unread == wire.from_dict(json.loads(written.ask("SELECT wire FROM failures WHERE wire IS NOT NULL")[0][0]))


def test_hostile_texts_are_texts(tmp_path: Path) -> None:
    """NUL, marks that turn the direction, SQL, markup, a line of two megabytes, half a character in an attribute."""
    text = "'); DROP TABLE claims; -- =cmd() </script> \0 \u202e\u2066 \ufffe " + "a" * 2_000_000 + " needle"
    document = Document(text=text, origin=Origin(filename="\udcff\0.txt"), attributes=Attributes({"cut": "\ud83d", 'a"b': 1}))
    analysis = Analysis(document=document, claims=[Claim(content=[Span(0, len(text))])])
    settings = Settings(options=NO_ATTRIBUTES.having(SPREAD, ('a"b', "a'b; --")))
    database = Written(tmp_path / "x", [analysis], settings)
    ((held, content, name, further, spread),) = database.ask(
        """SELECT text, content, filename, documents.attributes, documents."a""b" FROM documents JOIN claims USING (document_key)"""
    )
    assert (text, text, "\ufffd\0.txt", {"cut": "\ufffd", 'a"b': 1}, "1") == (held, content, name, json.loads(further), spread)
    assert database.ask("SELECT rowid FROM documents_fts('needle')") == [(1,)]
    ((line,),) = database.ask("SELECT wire FROM documents")
    clean = attrs.evolve(document, origin=Origin(filename="\ufffd\0.txt"), attributes=Attributes({"cut": "\ufffd", 'a"b': 1}))
    assert attrs.evolve(analysis, document=clean) == wire.from_dict({**json.loads(line), "text": text})


def test_no_results_are_a_database_too(tmp_path: Path) -> None:
    """A program that reads it needs no special case."""
    database = Written(tmp_path / "x", [])
    assert {table: len(database.rows(table)) for table in [*TABLES, *OWN_TABLES]} == {**dict.fromkeys([*TABLES, *OWN_TABLES], 0), "meta": 3}


@pytest.mark.parametrize("name", ["claim_key", "Result", "text"])
def test_columns_that_there_are_cannot_be_asked_for(name: str) -> None:
    """Keys are columns too."""
    with pytest.raises(UsageError, match=f"tables.columns: found '{name}'"):
        write_sqlite([], io.BytesIO(), Context(settings=Settings(options=NO_ATTRIBUTES.having(SPREAD, (name,)))))


def test_what_this_python_lacks_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite itself, and its search, can be left out of a build."""
    search = ("CREATE VIRTUAL TABLE x USING fts5x (y)",)
    monkeypatch.setattr("seedlib.exporting.sqlite.FINISHING", search)
    with pytest.raises(UsageError, match="found an SQLite without full-text search"):
        write_sqlite([], io.BytesIO(), Context())
    monkeypatch.setitem(sys.modules, "sqlite3", None)
    with pytest.raises(UsageError, match="found a Python without SQLite"):
        write_sqlite([], io.BytesIO(), Context())


def test_datasette_opens_it(written: Written) -> None:
    """The real one: it lists tables and views, follows keys, answers a query and searches."""
    app = pytest.importorskip("datasette.app", reason="Datasette is not installed")

    async def asked(*paths: str) -> list[Any]:
        site = app.Datasette([], immutables=[str(written.path)])
        await site.invoke_startup()
        answers = [await site.client.get(path) for path in paths]
        assert [answer.status_code for answer in answers] == [200] * len(paths)
        return [answer.json() if "json" in answer.headers["content-type"] else answer.text for answer in answers]

    tables, views, found, answer, page = asyncio.run(
        asked(
            "/results.json",
            "/results/who_says_what.json?_shape=array&kind=commitment",
            "/results/documents.json?_shape=array&_search=minister&_col=title",
            "/results.json?sql=select+count(*)+as+n+from+claims&_shape=array",
            "/results/mentions",
        )
    )
    assert {*TABLES, *OWN_TABLES} <= {table["name"] for table in tables["tables"]}
    assert {"who_says_what", "claims_by_actor"} == {view["name"] for view in tables["views"]}
    assert [(row["who"], row["content"]) for row in views] == [("Ruta Voss", "will not sign")]
    assert [row["title"] for row in found] == ["Dam talks"]
    assert answer == [{"n": 2}]
    assert '<a href="/results/actors/1">Ruta Voss</a>' in page
