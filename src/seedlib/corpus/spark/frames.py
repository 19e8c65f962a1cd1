"""A data frame of texts into a data frame of results, and that into tables."""

from __future__ import annotations

import pickle
from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, Any

import attrs

from seedlib.components import Settings
from seedlib.corpus.running import TABLES
from seedlib.corpus.spark.tasks import analyze_batches
from seedlib.errors import UsageError
from seedlib.exporting.arrow import library, schema_of
from seedlib.model import NO_ATTRIBUTES, Attributes
from seedlib.plugins.registry import Registry, default_registry
from seedlib.reading import Options

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

__all__ = ["analyze", "check_columns", "schema", "tables"]


def analyze(
    df: DataFrame,
    text: str = "text",
    id: str | None = "id",  # noqa: A002  # what it is called in every table
    *,
    settings: Settings | None = None,
    registry: Registry | None = None,
) -> DataFrame:
    """Analyze the text of every row of a Spark data frame, in Spark's Python workers, when its result is asked for.

    Nothing that is wrong with a document fails the job: it is a row of `failures`, whose `part` is the row's id where there is
    no document.

    >>> articles = spark.createDataFrame([("a", "Ada Poe said that it rains.")], ["id", "text"])  # doctest: +SKIP
    >>> analyze(articles).selectExpr("documents[0].document", "size(claims)").collect()  # doctest: +SKIP
    [Row(documents[0].document='a', size(claims)=1)]

    Args:
        df: the texts; further columns are read as a JSON object's are: `title`, `published`, `url` …, others are attributes.
        text: the column of the texts.
        id: the column of the documents' ids; none if there is none, and ids are made of the texts.
        settings: what the user chooses.
        registry: the components; its plugins must be installed on every node.

    Returns:
        A row for each of `df`'s, with a column a table (`documents`, `actors`, `mentions`, `claims`, `problems`, `notices`,
        `failures`), which holds the table's rows for that document; see `tables`.

    Raises:
        MissingExtraError: pyarrow is not installed.
        UsageError: there is no such column.
    """
    check_columns(df, (text, *([] if id is None else [id])), advice="name one of those")
    settings = settings or Settings()
    held = {"text-column": text} if id is None else {"text-column": text, "id-column": id}
    settings = attrs.evolve(settings, options=Attributes({**settings.options, **held}))
    told = pickle.dumps(Options(parser="json", settings=settings, registry=registry or default_registry()))
    function = partial(analyze_batches, told=told, text=text, identifier=id)
    return df.mapInArrow(function, schema(options=settings.options))


def check_columns(df: DataFrame, names: Iterable[str], *, advice: str) -> None:
    """Raise a UsageError unless a data frame has these columns."""
    for name in names:
        if name not in df.columns:
            raise UsageError(f"found the columns {', '.join(map(repr, df.columns))}, expected {name!r} among them", advice=advice)


def tables(results: DataFrame) -> dict[str, DataFrame]:
    """Return the tables that `analyze` answered, each as a data frame of its own.

    Each is computed from `results` anew: persist these, or write them first, where more than one is wanted.

    >>> articles = spark.createDataFrame([("a", "Ada Poe said that it rains.")], ["id", "text"])  # doctest: +SKIP
    >>> tables(analyze(articles))["claims"].select("document", "content").collect()  # doctest: +SKIP
    [Row(document='a', content='that it rains')]

    Args:
        results: what `analyze` answered.
    """
    return {table: results.selectExpr(f"inline({table})") for table in TABLES}


def schema(*, options: Attributes = NO_ATTRIBUTES) -> str:
    """Return the schema of what `analyze` answers, in Spark's words."""
    return ", ".join(f"{table} array<struct<{_fields(schema_of(table, options=options), ': ')}>>" for table in TABLES)


def _fields(fields: Any, between: str) -> str:
    return ", ".join("`{}`{}{}".format(field.name.replace("`", "``"), between, _type(field.type)) for field in fields)


def _type(held: Any) -> str:
    """Return the name that Spark has for a type of the tables."""
    types = library().types
    if types.is_struct(held):
        return f"struct<{_fields(held, ': ')}>"
    if types.is_map(held):
        return f"map<{_type(held.key_type)}, {_type(held.item_type)}>"
    if types.is_list(held):
        return f"array<{_type(held.value_type)}>"
    return {"int64": "bigint", "double": "double", "bool": "boolean", "string": "string"}[str(held)]
