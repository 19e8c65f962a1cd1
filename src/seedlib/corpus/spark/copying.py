"""Copies among documents that Spark holds: which texts and which quotations stand in several places (extras `dedup` and `spark`).

Rules:

- The parts are those of `seedlib.corpus.copies`, and so are the tables. A data frame has no order: of equals the least id is the first.
- Texts stay where they are. What is joined is their sketches: eight bytes for a text's words, and eight for each run of three of them.
- To the driver come pairs of such numbers, of texts that are alike but not the same: it joins them to groups, in 650 bytes a pair, so
  that a million take 0.7 GB.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from seedlib.corpus.copies import bands, main_words, quoted_words, shingles, similarity
from seedlib.corpus.copies.finding import moment
from seedlib.corpus.copies.grouping import Joined
from seedlib.corpus.copies.signing import LEAST, rensa, sign
from seedlib.corpus.copies.sketches import NEIGHBOURS, key_of
from seedlib.corpus.copies.values import LEAST_QUOTED
from seedlib.corpus.spark.frames import check_columns
from seedlib.exporting.arrow import library
from seedlib.model import Analysis
from seedlib.wire import from_dict

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame

__all__ = ["find_copies"]

#: What a document is made of.
_COLUMNS = ("document", "text", "wire")

_TEXT, _QUOTATION = "text", "quotation"

#: Of a text or a quotation: which of both it is, where it stands, the claim's place in the document, when that was published, what stands
#: for its words, and its runs of words.
_SKETCH = "kind string, document string, claim string, number bigint, moment double, key bigint, runs binary"
_BAND = "kind string, key bigint, band binary"
_LIKENESS = "kind string, key bigint, other bigint, similarity double"

#: So many rows are gone through at a time: a few megabytes of runs.
_ROWS = 1_000


def find_copies(documents: DataFrame) -> dict[str, DataFrame]:
    """Find which documents are copies of one another, and which quotations stand in several places.

    Jobs are run at once to find what is alike. The sketches of all texts are persisted meanwhile, and for the tables that are returned.

    >>> story = "The talks on the northern dam have failed for the third time this year, officials said on Monday."  # doctest: +SKIP
    >>> articles = spark.createDataFrame([("a", story), ("b", story.upper())], ["id", "text"])  # doctest: +SKIP
    >>> found = find_copies(tables(analyze(articles))["documents"])  # doctest: +SKIP
    >>> sorted((row.document, row.duplicate_of) for row in found["copies"].collect())  # doctest: +SKIP
    [('a', None), ('b', 'a')]

    Args:
        documents: the table `documents`, of `tables` or as a run has written it; an id counts once.

    Returns:
        The tables `copies` and `quotations`, with the rows of `seedlib.corpus.find_copies`; of documents for which dates do not tell which
        is the first, it is the one whose id is the least.

    Raises:
        MissingExtraError: rensa or pyarrow is not installed.
        UsageError: there is no such column.
    """
    from pyspark.sql.functions import expr

    rensa()
    library()
    check_columns(documents, _COLUMNS, advice="give the table documents")
    held = documents.select(*_COLUMNS).mapInArrow(_sketches, _SKETCH).persist()
    runs = held.groupBy("kind", "key").agg(expr("first(runs) AS runs"))
    alike = _likeness(_candidates(runs), runs).where(f"similarity >= {LEAST}")
    members = _members(held, _groups(alike))
    likeness = _likeness(members.where("key <> other").select("kind", "key", "other").distinct(), runs)
    return _tables(members.join(likeness, ["kind", "key", "other"], "left").fillna(1.0, "similarity"))


def _candidates(runs: DataFrame) -> DataFrame:
    """Return the pairs of texts that are to be compared: each with its neighbours in every band."""
    from pyspark.sql import Window
    from pyspark.sql.functions import collect_list

    before = Window.partitionBy("kind", "band").orderBy("key").rowsBetween(-NEIGHBOURS, -1)
    banded = runs.mapInArrow(_bands, _BAND).select("kind", "key", collect_list("key").over(before).alias("others"))
    return banded.selectExpr("kind", "key", "explode(others) AS other").distinct()


def _likeness(pairs: DataFrame, runs: DataFrame) -> DataFrame:
    """Return pairs with their similarity."""
    others = runs.withColumnsRenamed({"key": "other", "runs": "other_runs"})
    both = pairs.join(runs, ["kind", "key"]).join(others, ["kind", "other"])
    return both.select("kind", "key", "other", "runs", "other_runs").mapInArrow(_compared, _LIKENESS)


def _groups(alike: DataFrame) -> DataFrame:
    """Return of each text that is like another one the least of its group; the one thing that the driver does."""
    pa = library()
    joined: dict[str, Joined[int]] = {_TEXT: Joined(), _QUOTATION: Joined()}
    for kind, key, other, _ in alike.toLocalIterator():
        joined[kind].join(key, other)
    rows = [(kind, key, group[0]) for kind, held in joined.items() for group in held.groups() for key in group]
    schema = pa.schema([("kind", pa.string()), ("key", pa.int64()), ("group", pa.int64())])
    columns = zip(*rows, strict=True) if rows else ((), (), ())
    return alike.sparkSession.createDataFrame(pa.table([*map(list, columns)], schema=schema))


def _members(held: DataFrame, groups: DataFrame) -> DataFrame:
    """Return where what stands in several places stands, with the first of its group and how many it has."""
    from pyspark.sql.functions import count_distinct, expr

    place = held.groupBy("kind", "document", "claim", "number").agg(expr("min(struct(moment, key)) AS least"))  # an id counts once
    placed = place.selectExpr("*", "least.moment", "least.key").drop("least")
    members = placed.join(groups, ["kind", "key"], "left").withColumn("group", expr("coalesce(group, key)"))
    first = expr("min(struct(moment, document, number, key)) AS first")
    several = members.groupBy("kind", "group").agg(first, expr("count(*) AS claims"), count_distinct("document").alias("documents"))
    return members.join(several.where("claims > 1"), ["kind", "group"]).withColumn("other", expr("first.key"))


def _tables(found: DataFrame) -> dict[str, DataFrame]:
    copied, similar = "nullif(first.document, document) AS duplicate_of", "round(similarity, 4) AS similarity"
    copies = found.where(f"kind = '{_TEXT}'").selectExpr("document", copied, similar, "documents")
    name = "concat('quote:', lpad(lower(hex(other)), 16, '0')) AS quotation_group"
    quotations = found.where(f"kind = '{_QUOTATION}'").selectExpr(name, "document", "claim", similar, "claims", "documents")
    return {"copies": copies, "quotations": quotations}


def _sketches(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Yield the sketches of documents' texts and quotations."""
    for rows in _rows(batches):
        yield _batch(_SKETCH, (sketch for row in rows for sketch in _sketched(row)))


def _sketched(row: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
    analysis = from_dict({**json.loads(row["wire"]), "text": row["text"]})
    if not isinstance(analysis, Analysis):
        return
    document = analysis.document
    when = moment(document.published)
    if words := main_words(document):
        yield _TEXT, document.id, None, 0, when, _signed(key_of(words)), shingles(words)
    for number, claim in enumerate(analysis.claims):
        if len(quoted := quoted_words(analysis, claim)) >= LEAST_QUOTED:
            yield _QUOTATION, document.id, claim.id, number, when, _signed(key_of(quoted)), shingles(quoted)


def _signed(key: int) -> int:
    """Return a key as Spark's integers have it."""
    return key - (1 << 64) if key >> 63 else key


def _bands(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Yield a row for each band of each text."""
    for rows in _rows(batches):
        yield _batch(_BAND, ((row["kind"], row["key"], band) for row in rows for band in bands(sign(row["runs"]))))


def _compared(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Yield pairs with their similarity."""
    for rows in _rows(batches):
        yield _batch(_LIKENESS, ((row["kind"], row["key"], row["other"], similarity(row["runs"], row["other_runs"])) for row in rows))


def _rows(batches: Iterator[pa.RecordBatch]) -> Iterator[list[dict[str, Any]]]:
    return (batch.slice(start, _ROWS).to_pylist() for batch in batches for start in range(0, batch.num_rows, _ROWS))


def _batch(schema: str, rows: Iterable[tuple[Any, ...]]) -> pa.RecordBatch:
    """Return rows with the columns of a schema in Spark's words."""
    pa = library()
    types = {"string": pa.string(), "binary": pa.binary(), "bigint": pa.int64(), "double": pa.float64()}
    fields = [(name, types[kind]) for name, kind in (field.split() for field in schema.split(", "))]
    return pa.RecordBatch.from_pylist([dict(zip((name for name, _ in fields), row, strict=True)) for row in rows], schema=pa.schema(fields))
