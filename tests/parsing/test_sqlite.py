"""Databases of results, and those that are none."""

from __future__ import annotations

import io
import sqlite3
import sys
from collections.abc import Callable, Iterable
from contextlib import closing
from typing import Any

import pytest

from seedlib.components import Context, Settings
from seedlib.errors import ParseError
from seedlib.exporting.database import APPLICATION_ID
from seedlib.exporting.sqlite import write_sqlite
from seedlib.model import Analysis, Document, Failure, Origin, Unread
from seedlib.parsing.sqlite import SQLITE
from seedlib.testing import check_parser

RESULTS = [
    Analysis(document=Document(text="It rains.", id="a")),
    Unread(origin=Origin(filename="x"), failures=[Failure(stage="parsing", error="E", message="m")]),
    Analysis(document=Document(text="It pours\0 again.", id="a")),
    Analysis(document=Document(text="", id="b")),
]


def database(*statements: str, results: Iterable[Any] = RESULTS) -> bytes:
    """Return a database of results, changed by these statements."""
    target = io.BytesIO()
    write_sqlite(results, target, Context())
    return changed(target.getvalue(), statements)


def changed(raw: bytes, statements: Iterable[str]) -> bytes:
    """Return a database after these statements."""
    with closing(sqlite3.connect(":memory:")) as connection:
        if raw:
            connection.deserialize(raw)
        for statement in statements:
            connection.execute(statement)
        connection.commit()
        return connection.serialize()


def test_results_come_as_they_are_in_order(parse: Callable[..., Any]) -> None:
    """Whatever the file is called; the values are taken as stated."""
    for name in ("results.sqlite", "x", None):
        found = parse(database(), name)
        assert (found, [bool(result.stated) for result in found]) == (RESULTS, [True] * 4)


def test_the_contract_is_kept() -> None:
    """Halves of it too."""
    check_parser(SQLITE, {"a.sqlite": database(), "b.db": database("VACUUM")})


def test_foreign_databases_are_refused(parse: Callable[..., Any], accepted: Callable[..., Any]) -> None:
    """With what they are and what to do."""
    raw = changed(b"", ["CREATE TABLE documents (document_key, text, wire)"])
    assert accepted(raw[:4096], "mine.sqlite") == "refused"
    with pytest.raises(ParseError, match=r"found a database, expected text \(write its texts as CSV or JSON Lines first\)"):
        parse(raw, "mine.sqlite")


@pytest.mark.parametrize(
    ("statements", "message"),
    [
        (["DROP TABLE failures"], "found a database without the table failures, expected what seedlib wrote"),
        (
            ["DROP TABLE documents", "CREATE VIEW documents AS SELECT 1 AS document_key, 'a' AS text, '{}' AS wire"],
            "found a database without the table documents",
        ),
        (["DROP TABLE documents", "CREATE VIRTUAL TABLE documents USING fts5 (document_key, text, wire)"], "without the table documents"),
        (["ALTER TABLE documents DROP COLUMN wire"], "found a database that cannot be read: no such column: wire"),
    ],
)
def test_what_is_no_database_of_ours_any_more_is_an_error(parse: Callable[..., Any], statements: list[str], message: str) -> None:
    """Views and virtual tables run what a stranger wrote."""
    with pytest.raises(ParseError, match=message):
        parse(database(*statements))


def test_a_damaged_file_is_an_error(parse: Callable[..., Any]) -> None:
    """That says so."""
    raw = database()
    with pytest.raises(ParseError, match="found a database that cannot be read: "):
        parse(raw[:5000] + b"\xff" * (len(raw) - 5000))


@pytest.mark.parametrize(
    ("statement", "message"),
    [
        ("UPDATE documents SET wire = '{' WHERE document_key = 1", "found a result that cannot be read: Expecting property name"),
        ("UPDATE documents SET wire = '[]' WHERE document_key = 1", "found a result that cannot be read: "),
        ("UPDATE documents SET wire = NULL WHERE document_key = 1", "found a result that cannot be read: "),
        ("UPDATE documents SET text = NULL WHERE document_key = 1", "found a result that cannot be read: "),
        ("UPDATE documents SET text = CAST(x'ff' AS TEXT) WHERE document_key = 1", "found a result that cannot be read: 'utf-8' codec"),
        ("""UPDATE documents SET wire = '{"schema": "seedlib/9"}' WHERE document_key = 1""", "found 'seedlib/9', expected seedlib/1"),
    ],
)
def test_a_row_that_cannot_be_read_leaves_the_others(parse: Callable[..., Any], statement: str, message: str) -> None:
    """It is an input without a document, with its number."""
    lost, *rest = parse(database(statement))
    assert rest == RESULTS[1:]
    assert lost.origin.part == "result 1"
    assert lost.failures[0].message.startswith(message)


def test_a_result_that_is_too_long_is_not_made(parse: Callable[..., Any]) -> None:
    """The limit is that of a line of JSON Lines."""
    long = Analysis(document=Document(text="a" * 1_100_000, id="c"))
    first, lost = parse(database(results=[RESULTS[0], long]), settings=Settings(max_characters=10))
    assert first == RESULTS[0]
    assert (lost.failures[0].error, lost.failures[0].advice) == ("LimitError", "raise Settings.max_characters")


def test_one_id_is_known_to_both_sides() -> None:
    """The exporter writes what the parser looks for."""
    assert APPLICATION_ID.to_bytes(4) == b"seed"
    assert database()[68:72] == b"seed"


def test_a_python_without_sqlite_is_named(parse: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """It can be left out of a build."""
    raw = database()
    monkeypatch.setitem(sys.modules, "sqlite3", None)
    with pytest.raises(ParseError, match="found a Python without SQLite"):
        parse(raw)
