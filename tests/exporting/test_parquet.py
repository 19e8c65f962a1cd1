"""Parquet files."""

import io
import sys
from collections.abc import Iterator
from pathlib import Path

import attrs
import pytest

from seedlib.components import Context
from seedlib.errors import MissingExtraError
from seedlib.exporting.arrow import batch_of
from seedlib.exporting.kept import kept_tables
from seedlib.exporting.parquet import batched, table_file, write_parquet
from seedlib.exporting.rows import TABLES
from seedlib.model import Analysis, Claim, Document, Span, Unread

pq = pytest.importorskip("pyarrow.parquet", reason="the extra arrow is not installed")


class Pipe:
    """A stream that only takes bytes, as a pipe does."""

    def __init__(self) -> None:
        self.data = b""

    def write(self, data: bytes) -> int:
        """Take bytes."""
        self.data += bytes(data)
        return len(data)

    def flush(self) -> None:
        """Do nothing."""


def test_a_stream_gets_the_claims(analysis: Analysis, unread: Unread) -> None:
    """A pipe too, which does not know how far it is; the bytes are the same."""
    pipe, stream = Pipe(), io.BytesIO()
    for target in (pipe, stream):
        write_parquet([analysis, unread], target, Context())  # type: ignore[arg-type]  # a pipe has less
    assert pipe.data == stream.getvalue()
    assert pq.read_table(stream).to_batches() == [batch_of([analysis], "claims")]
    assert pq.read_table(stream).schema.metadata == {b"seedlib.schema": b"seedlib-tables/1", b"seedlib.table": b"claims"}


def test_a_folder_gets_a_file_for_every_table(analysis: Analysis, unread: Unread, tmp_path: Path) -> None:
    """Without results there are all files and no rows."""
    write_parquet([analysis, unread], tmp_path, Context())
    assert {f"{table}.parquet" for table in TABLES} == {path.name for path in tmp_path.iterdir()}
    for table in TABLES:
        assert pq.read_table(tmp_path / f"{table}.parquet").combine_chunks().to_batches() == [batch_of([analysis, unread], table)]
    write_parquet([], tmp_path, Context())
    assert [pq.read_table(tmp_path / f"{table}.parquet").num_rows for table in TABLES] == [0] * len(TABLES)


def test_many_results_are_several_row_groups_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    """A row group is written when it is large enough; one document of megabytes is one."""
    monkeypatch.setattr("seedlib.exporting.parquet._ROW_GROUP", 20_000)
    stream = io.BytesIO()
    text = "It rains. " * 3
    results = [Analysis(document=Document(text=text, id=str(n)), claims=[Claim(content=[Span(0, 8)])]) for n in range(1000)]
    write_parquet(iter(results), stream, Context())
    assert [str(n) for n in range(1000)] == pq.read_table(stream).column("document").to_pylist()
    assert 3 < pq.ParquetFile(stream).num_row_groups < 17


def test_batches_are_bounded_by_number_and_by_characters(unread: Unread) -> None:
    """So that no more than a few megabytes are made into rows at once."""
    long = Analysis(document=Document(text="a" * 600_000))
    assert [len(batch) for batch in batched([unread] * 130)] == [64, 64, 2]
    assert [len(batch) for batch in batched([long] * 5)] == [2, 2, 1]


def test_half_of_a_table_has_no_end(analysis: Analysis) -> None:
    """Whoever reads it sees that it is not whole, whenever the writer is thrown away."""

    def broken() -> Iterator[Analysis]:
        yield analysis
        raise OSError

    stream = io.BytesIO()
    with pytest.raises(OSError, match=r"^$"):
        write_parquet(broken(), stream, Context())
    with pytest.raises(ValueError, match="Parquet"):
        pq.read_table(stream)


def test_a_table_file_leaves_its_stream_open(analysis: Analysis) -> None:
    """Parts of a table can be written one by one."""
    stream = io.BytesIO()
    with table_file(stream, "actors") as file:
        for held in kept_tables([analysis, analysis], ["actors"]):
            file.add(held["actors"])
    assert not stream.closed
    assert pq.read_table(stream).num_rows == 4


def test_a_long_line_and_odd_characters_are_kept() -> None:
    """Parquet holds any text: NUL, marks that turn the direction, markup, what a spreadsheet takes for a formula."""
    text = "=cmd() </script> \0 \u202e\u2066 \ufffe " + "a" * 2_000_000
    hostile = Analysis(document=Document(text=text), claims=[Claim(content=[Span(0, len(text))])])
    stream = io.BytesIO()
    write_parquet([hostile], stream, Context())
    assert pq.read_table(stream).column("content").to_pylist() == [text]


def test_without_pyarrow_the_extra_is_named(analysis: Analysis, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before anything is read."""
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingExtraError, match=r"seedlib\[arrow\]"):
        write_parquet([attrs.evolve(analysis)], io.BytesIO(), Context())
