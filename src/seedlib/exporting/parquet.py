"""Parquet: the claims as one file, or every table as a file of a folder (extra `arrow`).

Rules:

- The schemas are those of `arrow`; all of a table's rows are there, in the order of the results.
- The same results give the same bytes, with one version of pyarrow.
- Nothing waits but some documents and a row group of each table: memory does not grow with the number of documents. The target is
  written from the first byte to the last, so that it may be a pipe.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from seedlib.components import Context
from seedlib.exporting.arrow import batch_of_rows, library, schema_of
from seedlib.exporting.kept import kept_tables
from seedlib.exporting.rows import TABLES
from seedlib.model import NO_ATTRIBUTES, Analysis, Attributes, Unread

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["write_parquet"]

#: The table that a single file holds.
_SINGLE = "claims"

#: How many results are made into rows at a time, or fewer with so many characters together: one conversion for a column of all of
#: them, and a few megabytes.
_RESULTS, _CHARACTERS = 64, 1 << 20

#: From how many bytes in memory on a row group is written. All tables together then hold some ten times that much at most.
_ROW_GROUP = 4 << 20


class _Sink:
    """A stream to which Arrow writes: it asks for the position, which a pipe does not know."""

    closed = False

    def __init__(self, target: BinaryIO) -> None:
        self._target = target
        self._at = 0
        #: Whether what comes is dropped.
        self.ended = False

    def write(self, data: bytes) -> int:
        if not self.ended:
            self._target.write(data)
        self._at += len(data)
        return len(data)

    def tell(self) -> int:
        return self._at

    def flush(self) -> None:
        if not self.ended:
            self._target.flush()

    def close(self) -> None:
        """Leave the stream open: it is its owner's."""


class TableFile:
    """A Parquet file of one table that is being written; made by `table_file`, which also ends it.

    >>> import io
    >>> from pyarrow.parquet import read_table
    >>> from seedlib import Analysis, Document
    >>> target = io.BytesIO()
    >>> with table_file(target, "documents") as file:
    ...     for rows in kept_tables([Analysis(document=Document(text="It rains.", id="a"))], ["documents"]):
    ...         file.add(rows["documents"])
    >>> read_table(io.BytesIO(target.getvalue()), columns=["document", "characters"]).to_pylist()
    [{'document': 'a', 'characters': 9}]
    """

    def __init__(self, target: BinaryIO, table: str, options: Attributes) -> None:
        library()
        from pyarrow import PythonFile
        from pyarrow.parquet import ParquetWriter

        self._table = table
        self._options = options
        self._schema = schema_of(table, options=options)
        self._sink = _Sink(target)
        self._writer = ParquetWriter(PythonFile(self._sink, mode="w"), self._schema, compression="zstd")
        self._waiting: list[pa.RecordBatch] = []
        self._bytes = 0

    def add(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Write some rows, as `kept_tables` makes them: those of a few dozen results at a time."""
        batch = batch_of_rows(rows, self._table, options=self._options)
        self._waiting.append(batch)
        self._bytes += batch.nbytes
        if self._bytes >= _ROW_GROUP:
            self._write()

    def close(self) -> None:
        """Write what waits, and the file's end; the stream stays open."""
        self._write()
        self._writer.close()

    def abandon(self) -> None:
        """Write no more: not the end either, which pyarrow writes when a writer is thrown away."""
        self._sink.ended = True

    def _write(self) -> None:
        rows = library().Table.from_batches(self._waiting, schema=self._schema)
        if rows.num_rows:
            self._writer.write_table(rows, row_group_size=rows.num_rows)
        self._waiting, self._bytes = [], 0


@contextmanager
def table_file(target: BinaryIO, table: str, *, options: Attributes = NO_ATTRIBUTES) -> Iterator[TableFile]:
    """Open a stream as a Parquet file of one table.

    Where the block raises, the file has no end, so that nobody takes half of a table for the whole.

    >>> import io
    >>> from pyarrow.parquet import read_table
    >>> target = io.BytesIO()
    >>> with table_file(target, "claims"):
    ...     pass  # no rows: see `TableFile`
    >>> read_table(io.BytesIO(target.getvalue())).num_rows
    0

    Args:
        target: a binary stream that stays open.
        table: one of `rows.TABLES`.
        options: as for `arrow.batch_of`.

    Raises:
        MissingExtraError: pyarrow is not installed.
    """
    file = TableFile(target, table, options)
    try:
        yield file
    except BaseException:
        file.abandon()
        raise
    file.close()


def batched(results: Iterable[Analysis | Unread]) -> Iterator[Sequence[Analysis | Unread]]:
    """Yield results in batches that are small enough to be made into rows at once.

    >>> from seedlib import Analysis, Document
    >>> analysis = Analysis(document=Document(text="It rains."))
    >>> [len(batch) for batch in batched([analysis] * 100)]
    [64, 36]
    """
    batch: list[Analysis | Unread] = []
    characters = 0
    for result in results:
        batch.append(result)
        characters += len(result.document.text) if isinstance(result, Analysis) else 0
        if len(batch) == _RESULTS or characters >= _CHARACTERS:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch


def write_parquet(results: Iterable[Analysis | Unread], target: BinaryIO | Path, context: Context) -> None:
    """Write the claims to a stream, or every table to a folder.

    >>> import io
    >>> from pyarrow.parquet import read_table
    >>> from seedlib import Analysis, Claim, Document, Span
    >>> from seedlib.components import Context
    >>> document = Document(text="It rains, she said.", id="a")
    >>> analysis = Analysis(document=document, claims=[Claim(content=[Span(0, 8)])])
    >>> target = io.BytesIO()
    >>> write_parquet([analysis], target, Context())
    >>> read_table(io.BytesIO(target.getvalue()), columns=["document", "content"]).to_pylist()
    [{'document': 'a', 'content': 'It rains'}]

    Args:
        results: analyses, and inputs that gave none; read once, in order.
        target: a binary stream, which stays open, or the path of a folder that exists.
        context: of its settings' options, those of `arrow.batch_of`.

    Raises:
        MissingExtraError: pyarrow is not installed.
        UsageError: the option `tables.columns` asks for a column that there is.
    """
    options = context.settings.options
    with ExitStack() as stack:
        files = []
        tables = TABLES if isinstance(target, Path) else (_SINGLE,)
        for table in tables:
            stream = stack.enter_context((target / f"{table}.parquet").open("wb")) if isinstance(target, Path) else target
            files.append(stack.enter_context(table_file(stream, table, options=options)))
        for batch in batched(results):
            kept = list(kept_tables(batch, tables, options=options))
            for table, file in zip(tables, files, strict=True):
                file.add([row for held in kept for row in held[table]])
