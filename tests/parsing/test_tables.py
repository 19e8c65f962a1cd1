"""CSV and TSV: columns, rows, cells to the letter."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedlib.components import Settings
from seedlib.errors import ParseError
from seedlib.model import Attributes, Unread
from seedlib.parsing import ATTRIBUTE_KEYS
from seedlib.parsing.decoding import Decoded
from seedlib.parsing.tables import rows_of

LONG = "They ended on Monday without an accord, both sides said."


def lines(text: str) -> list[Decoded]:
    """Return the lines of a text as the reader of rows takes them."""
    return [Decoded(text=line, encoding="utf-8", by="valid") for line in io.StringIO(text, newline="\n")]


def with_options(**options: str) -> Settings:
    """Return settings with these options, underscores for hyphens."""
    return Settings(options=Attributes({name.replace("_", "-"): held for name, held in options.items()}))


@given(st.lists(st.lists(st.text(alphabet='ab",;\n\r x'), min_size=2, max_size=3), min_size=1, max_size=5))
def test_rows_are_those_of_the_module_csv(rows: list[list[str]]) -> None:
    """What `csv` writes is read to the same cells."""
    written = io.StringIO(newline="")
    csv.writer(written).writerows(rows)

    assert [tuple(row) for row in rows] == [row.cells for row in rows_of(lines(written.getvalue()), ",", 10_000)]


@given(st.text(alphabet='ab",\n\r'))
def test_no_table_raises_and_lines_are_counted_from_its_beginning(text: str) -> None:
    """Rows begin at rising line numbers, whatever the quotation marks do."""
    numbers = [row.line for row in rows_of(lines(text), ",", 100)]

    assert sorted(set(numbers)) == numbers
    assert all(1 <= number <= len(lines(text)) for number in numbers)


@pytest.mark.parametrize(
    ("filename", "text", "expected"),
    [
        ("a.csv", f"id,text,day\na,{LONG.replace(',', '')},Monday\n", {"day": "Monday"}),
        ("a.csv", f'id;text;day\na;"{LONG}";"Mon;day"\n', {"day": "Mon;day"}),
        ("a.tsv", f"id\ttext\tday\na\t{LONG}\tMonday\n", {"day": "Monday"}),
        ("a.csv", f'id,text,\na,"{LONG}",Monday\n', {"column 3": "Monday"}),
        ("a.csv", f'id,text,day,day\na,"{LONG}",Monday,Tuesday\n', {"day": "Monday", "day 4": "Tuesday"}),
        ("a.csv", f'id,text,day\r"a","{LONG}",Monday\r', {"day": "Monday"}),
        ("a.csv", f'\ufeffid,text,day\na,"{LONG}",Monday,,\n\n', {"day": "Monday"}),
    ],
)
def test_other_columns_go_through_to_the_attributes(filename: str, text: str, expected: dict[str, str], parse: Callable[..., Any]) -> None:
    """Whatever parts the cells, empty ones behind a row, and however the columns are named."""
    (analysis,) = parse(text, filename)

    assert ("a", expected, ()) == (analysis.document.id, dict(analysis.document.attributes), analysis.notices)


def test_known_columns_are_fields(parse: Callable[..., Any]) -> None:
    """Title, author, date and the like; a date in another form is kept, too."""
    (analysis,) = parse(f'text,title,author,date,site,day\n"{LONG}",Talks end,Jane Doe,"June 24, 2024",Example Times,\n', "a.csv")
    document = analysis.document

    assert (
        document.title,
        document.authors,
        document.published,
        document.publisher,
    ) == ("Talks end", ("Jane Doe",), "2024-06-24", "Example Times")
    assert dict(document.attributes) == {"date": "June 24, 2024", "day": ""}


def test_the_column_of_texts_is_guessed_with_a_notice(parse: Callable[..., Any]) -> None:
    """By its name, else by the length of its cells; said once."""
    by_name = parse(f'nr,body\n1,"{LONG}"\n2,"{LONG}"\n', "a.csv")
    by_length = parse(f'nr,words\n1,"{LONG}"\n2,"{LONG}"\n', "a.csv")

    assert [[notice.code for notice in a.notices] for a in by_name] == [["text-column-guessed"], []]
    assert "'words'" in by_length[0].notices[0].message
    assert [a.document.text for a in by_length] == [LONG, LONG]


def dated(*days: str) -> str:
    """Return a table of documents with these dates."""
    return "id,text,date\n" + "".join(f'{number},"{LONG}",{day}\n' for number, day in enumerate(days))


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (("1/03/2024", "13/03/2024"), ["2024-03-01", "2024-03-13"]),
        (("1/03/2024", "03/13/2024"), ["2024-01-03", "2024-03-13"]),
        (("1/03/2024", "2/03/2024"), [None, None]),
        (("1/03/2024", "13/03/2024", "03/13/2024"), [None, "2024-03-13", "2024-03-13"]),
        (("1/03/2024", "", "soon", "13/03/2024 10:00"), ["2024-03-01", None, None, "2024-03-13T10:00"]),
    ],
)
def test_one_date_of_a_column_may_settle_the_order_of_all(
    days: tuple[str, ...], expected: list[str | None], parse: Callable[..., Any]
) -> None:
    """Where it can be read one way alone and none contradicts it; the first document says so, and each keeps what was given."""
    found = parse(dated(*days), "a.csv")

    assert expected == [analysis.document.published for analysis in found]
    settled = expected[0] is not None
    assert [("date-order-guessed" in {notice.code for notice in analysis.notices}) for analysis in found] == [
        settled,
        *[False] * (len(days) - 1),
    ]
    assert [analysis.document.attributes.get("date", "") for analysis in found] == list(days)


def test_a_later_date_that_contradicts_the_order_ends_it(parse: Callable[..., Any]) -> None:
    """Rows are read ahead, but not all; those from there on are open, as what was read of those before may be wrong."""
    rows = ["13/03/2024", *["1/03/2024"] * 300, "03/13/2024", "1/03/2024"]
    found = parse(dated(*rows), "a.csv")

    assert [found[n].document.published for n in (0, 1, 300, 301, 302)] == ["2024-03-13", "2024-03-01", "2024-03-01", "2024-03-13", None]
    (notice,) = found[301].notices
    assert (notice.code, notice.message.partition(":")[0]) == (
        "date-order-contradicted",
        "'03/13/2024' under 'date' contradicts the dates before it",
    )


def test_what_is_said_of_the_columns_is_said_though_the_first_row_is_broken(parse: Callable[..., Any]) -> None:
    """With the first document that there is."""
    broken, first, second = parse(dated("x,y", "1/03/2024", "13/03/2024"), "a.csv")

    assert (isinstance(broken, Unread), [notice.code for notice in first.notices], second.notices) == (True, ["date-order-guessed"], ())


def test_columns_of_text_and_id_can_be_chosen(parse: Callable[..., Any]) -> None:
    """By the options that the package registers."""
    assert {"text-column", "id-column"} <= {key.name for key in ATTRIBUTE_KEYS}
    settings = with_options(text_column="summary", id_column="nr")
    (analysis,) = parse(f'nr,text,summary\n7,{LONG[:9]},"{LONG}"\n', "a.csv", settings=settings)

    assert ("7", LONG, {"text": LONG[:9]}) == (analysis.document.id, analysis.document.text, dict(analysis.document.attributes))


@pytest.mark.parametrize("settings", [with_options(text_column="words"), with_options(id_column="key")])
def test_a_chosen_column_that_is_not_there_is_an_error(settings: Settings, parse: Callable[..., Any]) -> None:
    """The error lists the columns that are."""
    with pytest.raises(ParseError, match="'nr', 'text'"):
        parse(f'nr,text\n7,"{LONG}"\n', "a.csv", settings=settings)


@pytest.mark.parametrize("text", ["\n\n", "id,text\n", 'id,"text\n'])
def test_a_table_without_rows_has_no_documents(text: str, parse: Callable[..., Any]) -> None:
    """Neither blank lines, nor a header alone, nor a broken one make a document."""
    try:
        answers = parse(text, "a.csv")
    except ParseError:
        answers = []

    assert answers == []


def test_a_row_beyond_the_limit_is_refused_and_the_others_are_read(parse: Callable[..., Any]) -> None:
    """Neither a long text nor a long line ends the file."""
    settings = Settings(max_characters=100)
    big = "x" * (2 << 20)
    many = '"' + ("y" * 200 + "\n") * (1 << 13) + '"'
    answers = parse(f'id,text\na,"{LONG}"\nb,{big}\nc,"{LONG}{LONG}"\nd,{many}\ne,"{LONG}"\n', "a.csv", settings=settings)

    assert [a.failures[0].error if isinstance(a, Unread) else a.document.id for a in answers] == [
        "a",
        "LimitError",
        "LimitError",
        "LimitError",
        "e",
    ]


def test_a_binary_table_is_refused(parse: Callable[..., Any]) -> None:
    """By what it is."""
    with pytest.raises(ParseError, match="binary data"):
        parse(bytes(range(256)) * 4, "a.tab", media_type="text/tab-separated-values")
