"""Copies among documents that Spark holds are those that are found without it."""

from __future__ import annotations

from typing import Any

import pytest

pytest.importorskip("rensa", reason="the extra dedup is not installed")

from seedlib.corpus import find_copies as find_here
from seedlib.corpus.copies import COLUMNS
from seedlib.corpus.spark import find_copies
from seedlib.errors import UsageError
from seedlib.exporting.kept import kept_tables
from seedlib.model import Analysis, Block, Claim, Document, Span

STORY = (
    "The talks on the northern dam have failed for the third time this year, officials of both sides said on Monday night. "
    "Nobody expects them to be taken up again before the elections in spring, and farmers on both banks fear for their harvest."
)
QUOTE = "We have waited nine long years for a dam that nobody on this river ever wanted."
TEXTS = {
    "late": ("2024-06-25", STORY, ["We will not sign it."]),
    "early": ("2024-06-24", STORY.upper(), [QUOTE, "We will NOT sign it."]),
    "undated": (None, "By our correspondent\n\n" + STORY, []),
    "cut": ("2024-06-25", STORY[: len(STORY) * 2 // 3], [QUOTE.replace("nobody", "no one")]),
    "twins-b": ("2024", "Read more here", []),
    "twins-a": ("2024", "READ MORE, here!", [QUOTE, "No comment", QUOTE]),
    "other": (None, "Rain is expected in the north from Tuesday on, and in the south from Wednesday.", ["No comment"]),
    "empty": (None, "", []),
    **{
        f"mould-{number}": (None, f"The prices of the day in the harbour hall of Port Alta: herring {number}, cod {3 * number}.", [])
        for number in range(5)
    },
}


def _analysis(name: str) -> Analysis:
    """Return the text as the article, and the quotations below it."""
    date, text, quotes = TEXTS[name]
    whole, claims = text, []
    for number, quote in enumerate(quotes):
        claims.append(Claim(id=f"{number:012x}", content=[Span(len(whole) + 1, len(whole) + 1 + len(quote))], quotation="direct"))
        whole += "\n" + quote
    blocks = [Block(kind="paragraph", span=Span(0, len(text)))] if text and quotes else []
    return Analysis(document=Document(id=name, text=whole, published=date, blocks=blocks), claims=claims)


def _found(spark: Any, analyses: list[Analysis]) -> dict[str, list[tuple[Any, ...]]]:
    rows = [row for held in kept_tables(analyses, ["documents"]) for row in held["documents"]]
    documents = spark.createDataFrame(
        [(row["document"], row["text"], row["wire"]) for row in rows], "document string, text string, wire string"
    )
    return {table: sorted(map(tuple, frame.select(*COLUMNS[table]).collect()), key=repr) for table, frame in find_copies(documents).items()}


def _expected(analyses: list[Analysis]) -> dict[str, list[tuple[Any, ...]]]:
    copies = find_here(analyses)
    return {table: sorted((tuple(row.values()) for row in copies.rows(table)), key=repr) for table in COLUMNS}


def test_the_tables_are_those_that_are_found_without_spark(spark: Any) -> None:
    """Copies with edits, the same words, short texts, pages of one mould, quotations in one document and in several."""
    analyses = [_analysis(name) for name in sorted(TEXTS)]
    expected = _expected(analyses)
    assert [len(rows) for rows in expected.values()] == [11, 6]
    assert _found(spark, analyses) == expected


def test_an_id_counts_once_and_nothing_is_no_group(spark: Any) -> None:
    """As of documents that were given no id, of which two have the same words."""
    alone = [_analysis("other"), _analysis("other"), _analysis("early")]
    assert _found(spark, alone) == {"copies": [], "quotations": []}


def test_another_table_is_a_misuse(spark: Any) -> None:
    """It says which columns are needed."""
    df = spark.createDataFrame([("1", "It rains.")], "document string, text string")
    with pytest.raises(UsageError, match="found the columns 'document', 'text', expected 'wire' among them"):
        find_copies(df)
