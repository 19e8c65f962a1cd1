"""The data dictionary, and the page of the manual that is made of it."""

import json
from pathlib import Path

import pytest

from seedlib.exporting.database import FINISHING, KEYS, OWN_TABLES
from seedlib.exporting.dictionary import DICTIONARY, HOLDS, VERSION, as_markdown, columns_of
from seedlib.exporting.rows import COLUMNS, TABLES
from seedlib.model import Span

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "tables.md"

#: What JSON has for each word of `HOLDS`.
_SHAPES: dict[str, type | tuple[type, ...]] = {
    "text": str, "integer": int, "number": float, "truth": bool, "texts": list, "spans": list, "words": dict, "json": str,
}  # fmt: skip


def test_the_dictionary_has_the_columns_that_rows_have() -> None:
    """Each table, each column, in order; what it has beside is marked."""
    assert {table: tuple(column.name for column in columns_of(table, kept=False)) for table in TABLES} == dict(COLUMNS)
    assert {column.name for columns in DICTIONARY.values() for column in columns if column.kept} == {"attributes", "text", "wire"}


@pytest.mark.parametrize("table", TABLES)
def test_examples_are_of_their_kind(table: str) -> None:
    """An example is JSON, and holds what its column holds."""
    for column in DICTIONARY[table]:
        held = json.loads(column.example)
        assert isinstance(held, _SHAPES[column.holds]), column.name
        if column.holds == "spans":
            assert [Span(*pair) for pair in held]
    assert set(_SHAPES) == set(HOLDS)


@pytest.mark.parametrize("table", TABLES)
def test_the_manual_has_every_table(table: str) -> None:
    """Word for word: `python -m seedlib.exporting.dictionary` prints what the page shows."""
    section = PAGE.read_text("utf-8").partition(f"## {table}\n")[2].partition("\n## ")[0]
    assert as_markdown(table) == section[section.index("|") :].rstrip("\n") + "\n"


def test_the_manual_has_what_only_a_database_has() -> None:
    """Its tables with their columns, its views, its keys; and which version of the tables it tells of."""
    text = PAGE.read_text("utf-8")
    views = {statement.split()[2] for statement in FINISHING if statement.startswith("CREATE VIEW")}
    columns = {column.split()[0].strip('"') for own in OWN_TABLES.values() for column in own}
    expected = {VERSION, *OWN_TABLES, *views, *columns, *HOLDS, KEYS["claims"], "within_key", "documents_fts", "claims_fts"}
    assert {name for name in expected if name not in text} == set()
    assert all(f"| {name} | " in text for name in HOLDS)
