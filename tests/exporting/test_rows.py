"""Tables as plain dicts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedlib.errors import UsageError
from seedlib.exporting.rows import COLUMNS, TABLES, Lines, to_rows
from seedlib.model import Analysis, Attributes, Block, Document, Span, Unread


def test_every_table_begins_with_the_document_and_has_its_columns_in_order(analysis: Analysis) -> None:
    """Any two tables join on the first column."""
    for table in TABLES:
        for row in to_rows(analysis, table):
            assert list(row)[: len(COLUMNS[table])] == list(COLUMNS[table])
            assert row["document"] == "d1"


def test_claims_have_words_beside_offsets(analysis: Analysis) -> None:
    """A claim's row can be read without the text."""
    own, row = to_rows(analysis, "claims")
    expected = {
        "claim": "c1",
        "kind": "commitment",
        "speakers": ["doc:ruta-voss"],
        "speaker_names": ["Ruta Voss"],
        "by_author": False,
        "source": "the\nminister",
        "cue": "said",
        "content": "will not sign",
        "line": 2,
        "polarity": "negative",
        "condition": "if rain falls",
        "arguments": {"condition": "if rain falls"},
        "rule": "trailing",
        "content_spans": [[33, 46]],
        "source_spans": [[49, 61]],
    }
    assert expected == {name: row[name] for name in expected}
    assert (own["claim"], own["source_spans"], own["source"], own["rule"]) == ("c0", [], "", None)


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("documents", [{"title": "Dam talks", "authors": ["Ana Ito"], "filename": "dam.txt", "claims": 2, "problems": 2, "failures": 1}]),
        ("blocks", [{"kind": "title", "words": "Dam talks", "start": 0, "end": 9, "line": 1}]),
        (
            "problems",
            [
                {"kind": "encoding-conflict", "words": None, "start": None, "end": None, "line": None, "suggestion": None},
                {"kind": "stray-space", "words": " ,", "start": 46, "end": 48, "line": 2, "suggestion": ","},
            ],
        ),
        (
            "actors",
            [{"actor": "doc:ruta-voss", "country": "LTU", "roles": ["minister"], "mentions": 2}, {"actor": "doc:ana-ito", "mentions": 0}],
        ),
        ("mentions", [{"words": "Ruta Voss", "name": "Ruta Voss"}, {"form": "nominal", "line": 2}, {"actor": None, "name": None}]),
        ("notices", [{"code": "extra-absent", "message": "Something is absent."}]),
        ("failures", [{"filename": "dam.txt", "part": "line 3", "error": "ValueError", "advice": "mend it"}]),
    ],
)
def test_tables_hold_what_the_analysis_holds(analysis: Analysis, table: str, expected: object) -> None:
    """One case a table."""
    rows = to_rows(analysis, table)
    assert expected == [{name: row[name] for name in wanted} for row, wanted in zip(rows, expected, strict=True)]


def test_a_documents_attributes_reach_every_table(analysis: Analysis) -> None:
    """The other columns of an input table go through; one that has a column's name is prefixed everywhere."""
    for table in TABLES:
        for row in to_rows(analysis, table):
            assert (row["section"], row["attr:kind"]) == ("world", "wire")


def test_a_claims_own_attributes_are_columns(analysis: Analysis) -> None:
    """Own attributes come first, under their own names."""
    own, row = to_rows(analysis, "claims")
    assert row["acme:horizon"] == "long"
    assert "acme:horizon" not in own


def test_names_that_are_taken_get_prefixes_until_they_are_free() -> None:
    """Nothing is overwritten, whatever a column is called."""
    block = Block(kind="paragraph", span=Span(0, 1), attributes=Attributes({"x": 1, "attr:kind": 2}))
    analysis = Analysis(document=Document(text="a", blocks=[block], attributes=Attributes({"x": 3, "kind": {"a": [4]}})))
    (row,) = to_rows(analysis, "blocks")
    assert (row["x"], row["attr:kind"], row["attr:x"], row["attr:attr:kind"]) == (1, 2, 3, {"a": [4]})


def test_an_unread_input_has_only_failures(unread: Unread) -> None:
    """It has no document, and keeps its attributes."""
    assert [{**dict.fromkeys(COLUMNS["failures"], ""), **row} for row in to_rows(unread, "failures")] == [
        {
            "document": None,
            "filename": "empty.txt",
            "part": None,
            "stage": "parsing",
            "component": "",
            "error": "ParseError",
            "message": "found an empty file",
            "advice": "check it",
            "section": "none",
        }
    ]
    assert [row for table in TABLES if table != "failures" for row in to_rows(unread, table)] == []


def test_an_unknown_table_is_refused_by_name(analysis: Analysis) -> None:
    """The message lists the tables there are."""
    with pytest.raises(UsageError, match=r"'tokens', expected one of: documents, blocks"):
        to_rows(analysis, "tokens")


@given(st.text(alphabet="a\n\r\u2028", max_size=30), st.integers(0, 30))
def test_lines_agree_with_the_document(text: str, offset: int) -> None:
    """`Lines` is a faster `Document.line_of`."""
    assert Document(text=text).line_of(offset) == Lines(text).of(offset)
