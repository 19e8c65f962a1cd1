"""The tables about many documents that commands of `seedlib corpus` write, in the formats that they have."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any, BinaryIO

from seedlib.exporting.separated import write_rows
from seedlib.model import value

__all__ = ["FORMATS", "TableFormat"]


@value(kw_only=True)
class TableFormat:
    """How a table is written to a file."""

    name: str
    suffix: str
    #: Writes rows, whose columns are named, to a binary stream.
    write: Callable[[Iterable[Mapping[str, Any]], Sequence[str], BinaryIO], None]
    folder: bool = True
    text: bool = True


def _write_jsonl(rows: Iterable[Mapping[str, Any]], columns: Sequence[str], target: BinaryIO) -> None:  # noqa: ARG001  # as `write_rows`
    """Write an object a row."""
    target.writelines(json.dumps(row, ensure_ascii=False).encode(errors="backslashreplace") + b"\n" for row in rows)


#: By name.
FORMATS = {
    held.name: held
    for held in (
        TableFormat(name="csv", suffix=".csv", write=write_rows),
        TableFormat(name="csv-exact", suffix=".csv", write=partial(write_rows, exact=True)),
        TableFormat(name="jsonl", suffix=".jsonl", write=_write_jsonl),
    )
}
