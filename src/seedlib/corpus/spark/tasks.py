"""What happens in Spark's Python workers to the rows of a data frame.

Rules:

- A worker keeps what it was told, with its registry and its tagger, from one task of Spark to the next: these are built once.
- What is wrong with a document is a row. Only what ends the process ends the task, and Spark then tries it again.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate
from json import dumps
from typing import TYPE_CHECKING, Any

import attrs

from seedlib.corpus.running import TABLES
from seedlib.dispatch import failure_of
from seedlib.exporting.arrow import batch_of_rows, library
from seedlib.exporting.kept import kept_tables
from seedlib.exporting.parquet import batched
from seedlib.model import Analysis, Origin, Unread, document_id
from seedlib.parsing.columns import plain
from seedlib.pipeline import analyze_parsed
from seedlib.reading import Options, parse_input

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["analyze_batches"]


@lru_cache(maxsize=1)  # the one thing that a worker keeps: to build a registry takes as long as some documents
def _told(held: bytes) -> Options:
    """Return what the driver pickled."""
    options: Options = pickle.loads(held)  # noqa: S301  # our own driver wrote it
    return options


def analyze_batches(batches: Iterator[pa.RecordBatch], *, told: bytes, text: str, identifier: str | None) -> Iterator[pa.RecordBatch]:
    """Analyze the text of each row; yield a row for each, with a column a table.

    Args:
        batches: rows.
        told: the options, pickled.
        text: the column of the texts.
        identifier: the column of the ids, or none.
    """
    options = _told(told)
    rows = (row for batch in batches for row in batch.to_pylist())
    for results in batched(_result(row, options, text, identifier) for row in rows):
        yield _nested(results, options)


def _nested(results: Sequence[Analysis | Unread], options: Options) -> pa.RecordBatch:
    pa = library()
    columns = []
    kept = list(kept_tables(results, TABLES, options=options.settings.options))
    for table in TABLES:
        ends = accumulate((len(held[table]) for held in kept), initial=0)
        rows = batch_of_rows([row for held in kept for row in held[table]], table, options=options.settings.options)
        columns.append(pa.ListArray.from_arrays(pa.array(ends, pa.int32()), rows.to_struct_array()))
    return pa.RecordBatch.from_arrays(columns, names=list(TABLES))


def _result(row: Mapping[str, Any], options: Options, text: str, identifier: str | None) -> Analysis | Unread:
    """Return what comes of a row: it is read as a line of JSON Lines is."""
    given = None if identifier is None else row[identifier]
    part = None if given is None else str(given)
    try:
        cells = {name: plain(held) for name, held in row.items()}
        line = dumps({name: held for name, held in cells.items() if name == text or held is not None}).encode()
        parsed = next(parse_input(line, options))
        if isinstance(parsed, Unread):
            failures = (attrs.evolve(failure, part=part or "") for failure in parsed.failures)
            return attrs.evolve(parsed, origin=Origin(part=part), failures=failures)
        return analyze_parsed(_placed(parsed, given=part is not None), settings=options.settings, registry=options.registry)
    except Exception as error:  # noqa: BLE001  # a lack of memory, a broken library: one document must not end everybody's job
        return Unread(origin=Origin(part=part), failures=(failure_of(error, "corpus", part=part or ""),))


def _placed(parsed: Analysis, *, given: bool) -> Analysis:
    """Return a document without the place in the line that was made of its row."""
    if "analysis" in parsed.stated:  # it says itself where it is from
        return parsed
    document = parsed.document
    own = document.id if given else document_id(document.text, None, document.url)
    origin = Origin(parser=document.origin.parser)
    return attrs.evolve(parsed, document=attrs.evolve(document, id=own, origin=origin))
