"""Arrow's schemas and batches."""

import json
from typing import Any

import pytest

from seedlib import wire
from seedlib.components import Settings
from seedlib.errors import UsageError
from seedlib.exporting.arrow import batch_of, batch_of_rows, schema_of
from seedlib.exporting.kept import SPREAD, kept_tables
from seedlib.exporting.rows import COLUMNS, TABLES, to_rows
from seedlib.model import NO_ATTRIBUTES, Analysis, Attributes, Document, Failure, Origin, Unread

pytest.importorskip("pyarrow", reason="the extra arrow is not installed")


def test_several_tables_at_once_are_the_same_as_one_by_one(analysis: Analysis, unread: Unread) -> None:
    """What is worked out once for all tables changes none of them."""
    results = [analysis, unread, analysis]
    kept = list(kept_tables(results, TABLES))
    at_once = {table: batch_of_rows([row for held in kept for row in held[table]], table) for table in TABLES}
    assert at_once == {table: batch_of(results, table) for table in TABLES}


def test_batches_hold_what_rows_hold(analysis: Analysis, unread: Unread) -> None:
    """Every table, every column; spans are structs and words a map."""
    for table in TABLES:
        expected = [row for result in (analysis, unread) for row in to_rows(result, table)]
        found = batch_of([analysis, unread], table).to_pylist()
        for row, held in zip(expected, found, strict=True):
            for name in COLUMNS[table]:
                shown = held[name]
                if name.endswith("_spans"):
                    shown = [[span["start"], span["end"]] for span in shown]
                assert row[name] == (dict(shown) if name == "arguments" else shown)
            further = {name: held for name, held in row.items() if name not in COLUMNS[table]}
            assert further == json.loads(held["attributes"] or "{}")


def test_no_rows_have_the_same_schema() -> None:
    """A program that reads it needs no special case; the schema says which table, which version, and what a column means."""
    for table in TABLES:
        batch = batch_of([], table)
        assert (0, schema_of(table), {b"seedlib.schema": b"seedlib-tables/1", b"seedlib.table": table.encode()}) == (
            batch.num_rows,
            batch.schema,
            batch.schema.metadata,
        )
        assert all(field.metadata[b"meaning"] for field in batch.schema)


def _kept(result: Analysis | Unread, table: str) -> list[dict[str, Any]]:
    (held,) = kept_tables((result,), (table,))
    return held[table]


def test_results_are_read_back_from_text_and_wire(analysis: Analysis, unread: Unread) -> None:
    """To the letter: the rows of documents hold analyses, the first failure of an input that gave none holds that."""
    (document,) = _kept(analysis, "documents")
    assert analysis == wire.from_dict({**json.loads(document["wire"]), "text": document["text"]})
    two = Unread(origin=unread.origin, failures=unread.failures * 2, attributes=unread.attributes)
    first, second = _kept(two, "failures")
    assert (two, None) == (wire.from_dict(json.loads(first["wire"])), second["wire"])
    assert [row["wire"] for row in _kept(analysis, "failures")] == [None]


def test_attributes_get_columns_where_they_are_asked_for(analysis: Analysis) -> None:
    """As text, in every table; others stay in `attributes` too, and what is not there is null."""
    options = NO_ATTRIBUTES.having(SPREAD, ("section", "attr:kind", "pages"))
    rows = batch_of([analysis], "claims", options=options).to_pylist()
    assert [(row["section"], row["attr:kind"], row["pages"]) for row in rows] == [("world", "wire", None)] * 2
    assert json.loads(rows[1]["attributes"]) == {"acme:horizon": "long", "section": "world", "attr:kind": "wire"}
    nested = Analysis(document=Document(text="a", attributes=Attributes({"section": [1, {"a": 2}]})))
    assert [row["section"] for row in batch_of([nested], "documents", options=options).to_pylist()] == ['[1, {"a": 2}]']


@pytest.mark.parametrize("names", [("Kind",), ("wire",), ("a", "A"), ("",), (1,), ("a\0",), ("\ud83d",)])
def test_columns_that_there_are_cannot_be_asked_for(names: tuple[object, ...]) -> None:
    """Databases take names in capitals for the same."""
    with pytest.raises(UsageError, match=r"tables.columns: found "):
        schema_of("claims", options=Settings(options=NO_ATTRIBUTES.having(SPREAD, names)).options)


def test_half_characters_become_the_replacement_character() -> None:
    """As in the wire format: no UTF-8 can hold one."""
    document = Document(text="a", origin=Origin(filename="x\udcff.txt"), attributes=Attributes({"cut\udcff": "\ud83d"}))
    failure = Failure(stage="reading", error="OSError", message="found \udcff", part="\udcff")
    (row,) = batch_of([Analysis(document=document)], "documents").to_pylist()
    assert (row["filename"], row["attributes"]) == ("x\ufffd.txt", '{"cut\ufffd": "\ufffd"}')
    (row,) = batch_of([Unread(origin=document.origin, failures=[failure])], "failures").to_pylist()
    assert (row["message"], row["part"], row["filename"]) == ("found \ufffd", "\ufffd", "x\ufffd.txt")
