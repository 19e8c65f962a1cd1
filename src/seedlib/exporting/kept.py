"""Rows for files whose columns are fixed before the first row: Parquet and SQLite.

Rules:

- A row has the columns of `dictionary`, and those that the option `tables.columns` spreads, whatever it is that has no value.
- `attributes` holds as a JSON object what `to_rows` gives as further columns; nothing if there are none.
- `text` and `wire` of a document, and `wire` in the first failure of an input that gave none, are all that a result is:
  `seedlib.wire.from_dict({**json.loads(wire), "text": text})`.
- A lone surrogate, which only attributes and the names of files may hold, becomes U+FFFD, as in the wire format.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

import regex

from seedlib.errors import UsageError
from seedlib.exporting.dictionary import DICTIONARY, RESERVED
from seedlib.exporting.rows import COLUMNS, rows_of
from seedlib.exporting.streams import LAYERS
from seedlib.model import NO_ATTRIBUTES, Analysis, AttributeKey, Attributes, Unread
from seedlib.wire import to_dict

__all__ = ["SPREAD", "kept_tables", "scrubbed", "spread_columns"]

#: Which attributes get a column of their own, by the names that `to_rows` gives them.
SPREAD: AttributeKey[tuple[Any, ...]] = AttributeKey(
    "tables.columns", tuple, "names of attributes that get a column of their own in Parquet and SQLite, as text"
)

#: Made once: `json.dumps` makes an encoder for every call that asks for what is not its custom.
_ENCODE = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode

_SURROGATE = regex.compile("[\ud800-\udfff]")


def scrubbed(text: str) -> str:
    """Return a text that can be encoded: U+FFFD stands for every lone surrogate."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return _SURROGATE.sub("\ufffd", text)
    return text


def spread_columns(options: Attributes) -> tuple[str, ...]:
    """Return the names that the option `tables.columns` asks for.

    Raises:
        UsageError: one is no name, stands twice, or is that of a column that a table has; databases take `Kind` and `kind` for one.
    """
    names = options.get(SPREAD, ())
    if not names:  # as nearly always: this is asked for every result
        return ()
    taken = RESERVED | {column.name for columns in DICTIONARY.values() for column in columns}
    for name in names:
        if not isinstance(name, str) or not name or scrubbed(name) != name or "\0" in name:
            raise UsageError(f"found {name!r}, expected the name of an attribute", where=SPREAD.name)
        if name.casefold() in taken:
            message = f"found {name!r}, expected a name that no table has and that stands there once"
            raise UsageError(message, where=SPREAD.name, advice="read it from the column attributes")
        taken |= {name.casefold()}
    return tuple(names)


def kept_tables(
    results: Iterable[Analysis | Unread], tables: Sequence[str], *, options: Attributes = NO_ATTRIBUTES
) -> Iterator[dict[str, list[dict[str, Any]]]]:
    """Yield several tables of each result, with all columns that a file of fixed columns has.

    Args:
        results: analyses, and inputs that gave none.
        tables: some of `rows.TABLES`.
        options: of `Settings`: `json.layers` writes the working layers into `wire` too, `tables.columns` spreads attributes.
    """
    spread = spread_columns(options)
    for result in results:
        held = {table: [_kept(row, table, spread) for row in rows] for table, rows in rows_of(result, tables).items()}
        if isinstance(result, Analysis) and "documents" in held:
            held["documents"][0] |= {"text": result.document.text, "wire": _wire(result, options)}
        for row in held.get("failures", ()):
            row["wire"] = None
        if isinstance(result, Unread) and "failures" in held:
            held["failures"][0]["wire"] = _wire(result, options)
        yield held


def _kept(row: dict[str, Any], table: str, spread: Sequence[str]) -> dict[str, Any]:
    columns = COLUMNS[table]
    further = {} if len(row) == len(columns) else dict(islice(row.items(), len(columns), None))
    own = {name: row[name] for name in columns} if further else row
    own["attributes"] = _json(further) if further else None
    for name in spread:
        own[name] = _text(further.get(name))
    return own


def _wire(result: Analysis | Unread, options: Attributes) -> str:
    held = to_dict(result, layers=options.get(LAYERS, False))
    held.pop("text", None)
    return _json(held)


def _json(held: Any) -> str:
    return scrubbed(_ENCODE(held))


def _text(held: Any) -> str | None:
    return held if held is None or isinstance(held, str) else _json(held)
