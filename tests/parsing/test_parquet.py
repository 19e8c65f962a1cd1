"""Parquet: results, and tables of texts."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from seedlib.components import Context, Settings
from seedlib.errors import MissingExtraError, ParseError
from seedlib.exporting.parquet import write_parquet
from seedlib.exporting.rows import TABLES
from seedlib.model import Analysis, Attributes, Claim, Document, Failure, Origin, Span, Unread
from seedlib.parsing.parquet import PARQUET, table_without_results
from seedlib.testing import check_parser

pa = pytest.importorskip("pyarrow", reason="the extra arrow is not installed")
pq = pytest.importorskip("pyarrow.parquet", reason="the extra arrow is not installed")

TEXT = "They ended on Monday without an accord, both sides said."

RESULTS = [
    Analysis(document=Document(text="It rains.", id="a"), claims=[Claim(content=[Span(0, 8)])]),
    Analysis(document=Document(text="It pours\0 again.", id="b", attributes=Attributes({"desk": "sea"}))),
    Unread(origin=Origin(filename="x"), failures=[Failure(stage="parsing", error="E", message="m")] * 2),
]


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    """Return a folder of all tables of the results."""
    write_parquet(RESULTS, tmp_path, Context())
    return tmp_path


def table(columns: Mapping[str, Any], **options: Any) -> bytes:
    """Return a table as the bytes of a file."""
    target = io.BytesIO()
    pq.write_table(pa.table(columns) if isinstance(columns, dict) else columns, target, **options)
    return target.getvalue()


def test_results_come_as_they_are(parse: Callable[..., Any], tables: Path) -> None:
    """From the documents, and from the failures of inputs that gave none."""
    for name, expected in (("documents", RESULTS[:2]), ("failures", RESULTS[2:])):
        found = parse((tables / f"{name}.parquet").read_bytes(), "x")
        assert (expected, {True}) == (found, {bool(result.stated) for result in found})


def test_results_are_read_that_another_program_has_filtered(parse: Callable[..., Any], tables: Path) -> None:
    """Whatever that program kept of the other columns, and of what we say of our table."""
    held = pq.read_table(tables / "documents.parquet").select(["wire", "text", "title"]).replace_schema_metadata(None)
    assert RESULTS[1:2] == parse(table(held.slice(1)))


def test_tables_without_results_are_refused(parse: Callable[..., Any], tables: Path) -> None:
    """With the file that has them; the command line leaves them out of folders."""
    with pytest.raises(
        ParseError, match=r"found the table claims that seedlib wrote, .* \(read documents.parquet, which holds the results\)"
    ):
        parse((tables / "claims.parquet").read_bytes())
    without = {name for name in TABLES if table_without_results(io.BytesIO((tables / f"{name}.parquet").read_bytes()))}
    assert {*TABLES} - without == {"documents", "failures"}
    write_parquet(RESULTS[:1], tables, Context())
    assert table_without_results(io.BytesIO((tables / "failures.parquet").read_bytes()))
    assert not table_without_results(io.BytesIO(table({"text": [TEXT]})))
    assert not table_without_results(io.BytesIO(b"PAR1"))


def test_a_table_of_texts_is_read_as_csv_is(parse: Callable[..., Any]) -> None:
    """The text to the letter, known names to fields, the rest to attributes."""
    raw = table({"id": [7], "text": [f"{TEXT}\0\r\n"], "date": ["24 June 2024"], "headline": ["Talks end"], "desk": ["politics"]})
    (found,) = parse(raw, "a.parquet")
    document = found.document
    assert (document.id, document.text, document.title, document.published) == ("7", f"{TEXT}\0\r\n", "Talks end", "2024-06-24")
    assert (document.attributes, document.origin.part, document.origin.media_type) == (
        Attributes({"id": 7, "date": "24 June 2024", "desk": "politics"}), "row 1", "application/vnd.apache.parquet",
    )  # fmt: skip


def test_the_column_of_texts_is_chosen_or_guessed(parse: Callable[..., Any]) -> None:
    """By its name or the length of its texts, with a notice; numbers are no texts."""
    raw = table({"n": [10**18], "what": [TEXT], "text": ["no"]})
    settings = Settings(options=Attributes({"text-column": "what"}))
    assert [found.document.text for found in parse(raw, settings=settings)] == [TEXT]
    (found,) = parse(table({"n": [10**18], "what": [TEXT]}))
    assert (found.document.text, [notice.code for notice in found.notices]) == (TEXT, ["text-column-guessed"])
    with pytest.raises(ParseError, match="found the columns 'n', 'what', none of which looks like texts"):
        parse(table({"n": [1], "what": ["short"]}))
    with pytest.raises(ParseError, match="expected 'body' among them"):
        parse(raw, settings=Settings(options=Attributes({"text-column": "body"})))


def test_one_date_of_a_column_may_settle_the_order_of_all(parse: Callable[..., Any]) -> None:
    """As in a CSV; days that have a type of their own need none."""
    found = parse(table({"text": [TEXT] * 2, "date": ["1/03/2024", "13/03/2024"], "updated": [date(2024, 3, 14)] * 2}))
    assert [(one.document.published, one.document.updated) for one in found] == [("2024-03-01", "2024-03-14"), ("2024-03-13", "2024-03-14")]
    assert [[notice.code for notice in one.notices] for one in found] == [["date-order-guessed"], []]


def test_values_become_what_json_has(parse: Callable[..., Any]) -> None:
    """Days and times ISO 8601, decimal numbers text, lists and structs what they are, no number nothing."""
    held = {
        "text": [TEXT], "day": [date(2024, 6, 24)], "at": [datetime(2024, 6, 24, 7, tzinfo=UTC)], "price": [Decimal("1.50")],
        "tags": [["a", "b"]], "place": [{"x": 1.5, "y": None}], "bad": [float("nan")], "yes": [True], "a.b": ["dotted"],
    }  # fmt: skip
    (found,) = parse(table(held))
    assert found.document.attributes == Attributes(
        {
            "day": "2024-06-24", "at": "2024-06-24T07:00:00+00:00", "price": "1.50", "tags": ["a", "b"], "place": {"x": 1.5, "y": None},
            "bad": None, "yes": True, "a.b": "dotted",
        }
    )  # fmt: skip


def test_rows_that_cannot_be_read_leave_the_others(parse: Callable[..., Any]) -> None:
    """A text that is none, bytes; each with its number."""
    first, second, third = parse(table({"text": [None, TEXT, TEXT], "x": [None, b"\xff", None]}))
    assert (first.origin.part, first.failures[0].message) == ("row 1", "found NoneType under 'text', expected a text")
    assert (second.origin.part, second.failures[0].message) == ("row 2", "found bytes in a column, expected texts, numbers, days or lists")
    assert third.document.text == TEXT


def test_a_result_that_cannot_be_read_leaves_the_others(parse: Callable[..., Any], tables: Path) -> None:
    """One that is broken, one that is too long."""
    good = pq.read_table(tables / "documents.parquet").column("wire")[0].as_py()
    raw = table(
        {
            "wire": [good, '{"schema": "seedlib/', good, '{"schema": "seedlib/9"}', good],
            "text": ["It rains.", "", "a" * 1_100_000, "", None],
        }
    )
    first, *lost = parse(raw, settings=Settings(max_characters=10))
    assert first == RESULTS[0]
    assert [(held.origin.part, held.failures[0].error) for held in lost] == [
        ("row 2", "ParseError"), ("row 3", "LimitError"), ("row 4", "WireError"), ("row 5", "WireError"),
    ]  # fmt: skip


def test_many_row_groups_are_read_in_order(parse: Callable[..., Any]) -> None:
    """More than are in memory at a time."""
    raw = table({"text": [f"It rains {n}." for n in range(100)]}, row_group_size=7)
    assert [f"It rains {n}." for n in range(100)] == [found.document.text for found in parse(raw)]


def test_what_is_no_whole_file_is_an_error(parse: Callable[..., Any], accepted: Callable[..., Any]) -> None:
    """A text may begin with the format's letters."""
    raw = table({"text": [TEXT]})
    with pytest.raises(ParseError, match="found a Parquet file that cannot be read: "):
        parse(raw[:-9])
    assert accepted(b"PAR1 is a road. It is long.", "a.txt") == "text"
    assert accepted(raw, "a.txt") == "parquet"


def test_two_columns_of_one_name_are_an_error(parse: Callable[..., Any]) -> None:
    """Nobody can know which is meant."""
    held = pa.Table.from_arrays([pa.array([TEXT]), pa.array(["x"])], names=["text", "text"])
    with pytest.raises(ParseError, match="found two columns of one name among 'text', 'text'"):
        parse(table(held))


def test_the_contract_is_kept(tables: Path) -> None:
    """Halves of it too."""
    check_parser(PARQUET, {"a.parquet": table({"text": [TEXT]}), "documents.parquet": (tables / "documents.parquet").read_bytes()})


def test_without_pyarrow_the_extra_is_named(parse: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """The file is known for what it is all the same."""
    raw = table({"text": [TEXT]})
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingExtraError, match=r"seedlib\[arrow\]"):
        parse(raw)
    assert not table_without_results(io.BytesIO(raw))
