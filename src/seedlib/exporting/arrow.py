"""Arrow: every table of results as record batches, with a schema that is known before the first row (extra `arrow`).

Rules:

- The columns and their meaning are those of `dictionary`; a schema says its table and its version (`seedlib-tables/1`), a field
  what it means.
- A span is a struct of `start` and `end`, words by name are a map, and everything else that is deeper is JSON as text.
- What is unknown is null, in a column of any kind.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from seedlib.errors import MissingExtraError
from seedlib.exporting.dictionary import HOLDS, VERSION, Holds, columns_of
from seedlib.exporting.kept import kept_tables, scrubbed, spread_columns
from seedlib.model import NO_ATTRIBUTES, Analysis, Attributes, Unread

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["batch_of", "schema_of"]


def library() -> Any:
    """Return the module `pyarrow`.

    >>> library().__name__
    'pyarrow'

    Raises:
        MissingExtraError: it is not installed.
    """
    try:
        import pyarrow as pa
    except ImportError as error:
        raise MissingExtraError("pyarrow", "arrow") from error
    return pa


def schema_of(table: str, *, options: Attributes = NO_ATTRIBUTES) -> pa.Schema:
    """Return the schema of a table.

    >>> schema_of("problems").field("start").type
    DataType(int64)
    >>> schema_of("problems").metadata[b"seedlib.schema"]
    b'seedlib-tables/1'

    Args:
        table: one of `rows.TABLES`.
        options: of `Settings`: `tables.columns` adds columns of text.

    Raises:
        MissingExtraError: pyarrow is not installed.
        UsageError: a column is asked for that the table has.
    """
    pa = library()
    types = _types(pa)
    fields = [pa.field(column.name, types[column.holds], metadata={"meaning": column.meaning}) for column in columns_of(table)]
    fields += [pa.field(name, pa.string(), metadata={"meaning": "an attribute, as text"}) for name in spread_columns(options)]
    return pa.schema(fields, metadata={"seedlib.schema": VERSION, "seedlib.table": table})


def _types(pa: Any) -> Mapping[Holds, Any]:
    span = pa.struct([pa.field("start", pa.int64()), pa.field("end", pa.int64())])
    types: dict[Holds, Any] = {
        "integer": pa.int64(),
        "number": pa.float64(),
        "truth": pa.bool_(),
        "texts": pa.list_(pa.string()),
        "spans": pa.list_(span),
        "words": pa.map_(pa.string(), pa.string()),
    }
    return {holds: types.get(holds, pa.string()) for holds in HOLDS}


def batch_of(results: Iterable[Analysis | Unread], table: str, *, options: Attributes = NO_ATTRIBUTES) -> pa.RecordBatch:
    """Return one table of some results as a record batch; all results are held at once, so give it a few hundred at a time.

    >>> from seedlib import Analysis, Claim, Document, Span
    >>> document = Document(text="It rains, she said.", id="1")
    >>> analysis = Analysis(document=document, claims=[Claim(content=[Span(0, 8)])])
    >>> batch_of([analysis], "claims").column("content_spans").to_pylist()
    [[{'start': 0, 'end': 8}]]

    Args:
        results: analyses, and inputs that gave none, which have rows in `failures` alone.
        table: one of `rows.TABLES`.
        options: of `Settings`: `json.layers` writes the working layers into `wire` too, `tables.columns` adds columns.

    Raises:
        MissingExtraError: pyarrow is not installed.
        UsageError: there is no such table, or a column is asked for that the table has.
    """
    return batch_of_rows([row for held in kept_tables(results, (table,), options=options) for row in held[table]], table, options=options)


def batch_of_rows(rows: Sequence[Mapping[str, Any]], table: str, *, options: Attributes = NO_ATTRIBUTES) -> pa.RecordBatch:
    """Return rows of `kept_tables`, made with the same options, as a record batch.

    >>> from seedlib import Analysis, Document
    >>> from seedlib.exporting.kept import kept_tables
    >>> analysis = Analysis(document=Document(text="It rains."))
    >>> (held,) = kept_tables([analysis], ["documents"])
    >>> batch_of_rows(held["documents"], "documents").column("characters").to_pylist()
    [9]
    """
    pa, schema = library(), schema_of(table, options=options)
    holds = {column.name: column.holds for column in columns_of(table)}
    arrays = [_array(pa, [row[field.name] for row in rows], field.type, holds.get(field.name, "text")) for field in schema]
    return pa.RecordBatch.from_arrays(arrays, schema=schema)


def _array(pa: Any, held: Sequence[Any], type_: Any, holds: Holds) -> Any:
    if holds == "spans":
        held = [[{"start": start, "end": end} for start, end in pairs] for pairs in held]
    elif holds == "words":
        held = [list(words.items()) for words in held]
    try:
        return pa.array(held, type_)
    except UnicodeEncodeError:  # Arrow holds UTF-8 alone
        return pa.array([_clean(item) for item in held], type_)


def _clean(held: Any) -> Any:
    if isinstance(held, str):
        return scrubbed(held)
    if isinstance(held, list | tuple):
        return [_clean(item) for item in held]
    return held
