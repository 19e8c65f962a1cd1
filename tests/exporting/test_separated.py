"""CSV."""

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs
import pytest

from seedlib.components import Context
from seedlib.exporting.rows import COLUMNS, TABLES
from seedlib.exporting.separated import cell, write_csv, write_exact_csv
from seedlib.model import Analysis, Attributes, Claim, Document, Span, Unread


def table(data: bytes) -> list[dict[str, str]]:
    """Return the rows of a CSV file as dicts."""
    return list(csv.DictReader(io.StringIO(data.decode(), newline="")))


def to_the_letter(cell: str) -> str:
    """Return a cell as it was, by the rule that the module states."""
    cell = re.sub(r"^'(?='*[=+\-@\t\r\n＝＋－＠])", "", cell)
    return re.sub(r"""(?<=[;\r\n])'(?=['"\t]*[=+\-@＝＋－＠])""", "", cell)


def written(results: list[Any], write: Callable[..., None] = write_csv) -> bytes:
    """Return what an exporter writes to a stream."""
    target = io.BytesIO()
    write(results, target, Context())
    return target.getvalue()


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        (None, ""), ([], ""), ({}, ""), ("", ""), (0, "0"), (0.5, "0.5"), (False, "false"), (True, "true"), ("a", "a"),
        (["a", "b"], "a; b"), ([[1, 2]], "1-2"), ([1, "a"], '[1, "a"]'), ([[1, 2, 3]], "[[1, 2, 3]]"), ({"é": 1}, '{"é": 1}'),
    ],
)  # fmt: skip
def test_cells_hold_everything_as_text(held: object, expected: object) -> None:
    """One way for each shape."""
    assert expected == cell(held)


def test_a_stream_gets_the_claims(analysis: Analysis, unread: Unread) -> None:
    """A header and a row a claim; newlines stay in their cells."""
    rows = table(written([analysis, unread]))
    assert [(row["claim"], row["content"], row["content_spans"], row["by_author"]) for row in rows] == [
        ("c0", "Dam talks", "0-9", "true"),
        ("c1", "will not sign", "33-46", "false"),
    ]
    assert (rows[1]["source"], rows[1]["section"], rows[1]["acme:horizon"]) == ("the\nminister", "world", "long")


def test_a_folder_gets_a_file_for_every_table(analysis: Analysis, unread: Unread, tmp_path: Path) -> None:
    """The unread input is in the failures."""
    write_csv([analysis, unread], tmp_path, Context())
    assert {f"{name}.csv" for name in TABLES} == {path.name for path in tmp_path.iterdir()}
    assert {name: len(table(Path(tmp_path, f"{name}.csv").read_bytes())) for name in TABLES} == {
        "documents": 1, "blocks": 1, "problems": 2, "actors": 2, "mentions": 3, "claims": 2, "notices": 1, "failures": 2,
    }  # fmt: skip


def test_no_results_give_a_header() -> None:
    """A program that reads it needs no special case."""
    assert f"{','.join(COLUMNS['claims'])}\r\n".encode() == written([])


def test_a_column_that_comes_late_is_filled_for_earlier_rows(analysis: Analysis) -> None:
    """The header knows every attribute."""
    plain = attrs.evolve(analysis, document=attrs.evolve(analysis.document, attributes=Attributes({})))
    late = attrs.evolve(plain, document=attrs.evolve(plain.document, attributes=Attributes({"desk": "world"})))
    assert [row["desk"] for row in table(written([plain, late]))] == ["", "", "world", "world"]


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        ('=HYPERLINK("https://example.org")', "'="), ("=cmd|' /C calc'!A0", "'="), ("+1+1", "'+"), ("-2+3", "'-"), ("@SUM(A1)", "'@"),
        ("\t=1", "'\t"), ("\r=1", "'\r"), ("\n=1", "'\n"), ("＝1", "'＝"), ("-", "'-"), ("– no formula", "– "), ("'=1", "''="),
        ("''-a", "'''-"), ("'tis", "'t"), ("'", "'"), ("-5", "-5"), ("+0.25", "+0"), ("-5.", "'-"), ("a=1", "a="), (" =1", " ="),
    ],
)  # fmt: skip
def test_a_cell_that_a_spreadsheet_takes_for_a_formula_begins_with_a_mark(held: str, expected: str) -> None:
    """Numbers need none; without the first mark before such a sign the cell is to the letter again."""
    analysis = Analysis(document=Document(text=held), claims=[Claim(content=[Span(0, len(held))])])
    (row,) = table(written([analysis]))
    assert row["content"][: len(expected)] == expected
    assert held == to_the_letter(row["content"])
    assert held == table(written([analysis], write_exact_csv))[0]["content"]


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        ("a;=1", "a;'=1"), ("a\n@b", "a\n'@b"), ("a\r\n-1", "a\r\n'-1"), ('a;"=1"', "a;'\"=1\""), ("a;\t=1", "a;'\t=1"),
        ("a;'=1", "a;''=1"), ("a;＝1;+2", "a;'＝1;'+2"), ("\n=1", "'\n'=1"), ("a; =1", "a; =1"), ("a;b", "a;b"), ("a,=1", "a,=1"),
        ("a;", "a;"), ("a\n\tb", "a\n\tb"),
    ],
)  # fmt: skip
def test_a_cell_that_is_parted_at_semicolons_has_no_formula_either(held: str, expected: str) -> None:
    """As spreadsheets do where the comma is the decimal sign; a comma parts nothing there, nor does a quotation mark hold together."""
    analysis = Analysis(document=Document(text=held), claims=[Claim(content=[Span(0, len(held))])])
    (row,) = table(written([analysis]))
    assert (row["content"], to_the_letter(row["content"])) == (expected, held)


def test_names_of_columns_and_ids_are_cells_too() -> None:
    """A column of an input table may be called like a formula."""
    document = Document(text="It rains.", id="-x", attributes=Attributes({"@x": "+a", "minus": -1}))
    analysis = Analysis(document=document, claims=[Claim(content=[Span(0, 8)], id="@c")])
    (row,) = table(written([analysis]))
    assert (row["document"], row["claim"], row["'@x"], row["minus"]) == ("'-x", "'@c", "'+a", "-1")
    (row,) = table(written([analysis], write_exact_csv))
    assert (row["document"], row["claim"], row["@x"], row["minus"]) == ("-x", "@c", "+a", "-1")


@pytest.mark.parametrize("write", [write_csv, write_exact_csv])
def test_hostile_texts_are_cells(write: Callable[..., None]) -> None:
    """Quotation marks that would end a cell, line ends, NUL, marks that turn the direction, markup."""
    text = 'a",=cmd()\r\n"=1+1"\n;\0\u202e\u2066\ufffe</script><script>alert(1)</script>\u2028\x85'
    document = Document(text=text, attributes=Attributes({'"\r\n=x': text}))
    (row,) = table(written([Analysis(document=document, claims=[Claim(content=[Span(0, len(text))])])], write))
    cells = {to_the_letter(name): to_the_letter(held) for name, held in row.items()}
    assert (cells["content"], cells['"\r\n=x']) == (text, text)


def test_long_cells_and_half_characters_are_written() -> None:
    """A text of a megabyte is one cell; half of a surrogate pair, which JSON may hold, is written out."""
    text = "a" * 1_000_000
    document = Document(text=text, attributes=Attributes({"cut": "\ud83d"}))
    data = written([Analysis(document=document, claims=[Claim(content=[Span(0, len(text))])])])
    assert text.encode() in data
    assert b"\\ud83d" in data
