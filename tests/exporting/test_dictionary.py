"""The data dictionary, and the page of the manual that is made of it."""

import json
from pathlib import Path

import pytest

from seedlib.exporting.dictionary import DICTIONARY, HOLDS, columns_of
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
