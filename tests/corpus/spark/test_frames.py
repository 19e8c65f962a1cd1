"""A data frame of texts becomes one of results."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from seedlib import Settings
from seedlib import analyze as analyze_text
from seedlib.corpus.running import TABLES
from seedlib.corpus.spark import analyze, tables
from seedlib.errors import UsageError
from seedlib.exporting.kept import kept_tables
from seedlib.model import Analysis
from seedlib.plugins import Registry
from seedlib.wire import from_dict

SETTINGS = Settings(options={"tagger.weights": "none"})

#: Id, text, title, published, and a column that is an attribute.
ROWS = [
    ("1", "The minister, Ada Voss, said that rain is coming.", "T", date(2020, 1, 1), float("nan")),
    ("2", None, "U", None, 1.5),
    ("3", "It rains.", None, None, 2.5),
    ("4", "“We wait,” said Bo Lind.", None, None, None),
]


def test_every_row_has_its_result(spark: Any) -> None:
    """With what its columns say; what is no text is a failure under the row's id, and the schema is that of the tables."""
    df = spark.createDataFrame(ROWS, "key string, body string, title string, published date, score double")
    registry = Registry.build(entry_points=False)
    results = analyze(df, "body", "key", settings=SETTINGS, registry=registry).persist()
    held = {name: [row.asDict(recursive=True) for row in frame.collect()] for name, frame in tables(results).items()}
    assert list(held) == list(TABLES)
    assert results.count() == len(ROWS)
    assert [(row["document"], row["title"], row["published"], row["attributes"]) for row in held["documents"]] == [
        ("1", "T", "2020-01-01", None),
        ("3", None, None, '{"score": 2.5}'),
        ("4", None, None, None),
    ]
    (failure,) = held["failures"]
    assert (failure["document"], failure["part"], failure["error"]) == (None, "2", "ParseError")
    kept = [from_dict({**json.loads(row["wire"]), "text": row["text"]}) for row in held["documents"]]
    assert held["claims"] == [_as_spark(row) for held in kept_tables(kept, ["claims"]) for row in held["claims"]]
    assert all(isinstance(result, Analysis) for result in kept)
    alone = analyze_text("“We wait,” said Bo Lind.", settings=SETTINGS, registry=registry)
    assert [claim["claim"] for claim in held["claims"] if claim["document"] == "4"] == [claim.id for claim in alone.claims] != []


def _as_spark(row: dict[str, Any]) -> dict[str, Any]:
    spans = {
        name: [dict(zip(("start", "end"), pair, strict=True)) for pair in held] for name, held in row.items() if name.endswith("_spans")
    }
    return {**row, **spans}


def test_ids_are_made_of_texts_where_none_are_given(spark: Any) -> None:
    """The same text has the same id, in whichever batch it is."""
    df = spark.createDataFrame([("It rains.",), ("It snows.",), ("It rains.",)], "text string")
    results = analyze(df, id=None, settings=SETTINGS, registry=Registry.build(entry_points=False))
    first, second, third = (row["document"] for row in tables(results)["documents"].collect())
    assert first == third != second


def test_a_column_that_is_not_there_is_a_misuse(spark: Any) -> None:
    """It says which there are."""
    df = spark.createDataFrame([("It rains.",)], "text string")
    with pytest.raises(UsageError, match="found the columns 'text', expected 'id' among them"):
        analyze(df)
