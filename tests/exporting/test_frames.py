"""A table is one line away from a data frame, as the manual says."""

from pathlib import Path
from typing import Any

import pytest

from seedlib.components import Context
from seedlib.exporting.parquet import write_parquet
from seedlib.exporting.rows import COLUMNS, to_rows
from seedlib.model import Analysis


@pytest.fixture
def claims(analysis: Analysis, tmp_path: Path) -> Path:
    """Return a Parquet file of claims."""
    pytest.importorskip("pyarrow", reason="the extra arrow is not installed")
    path = tmp_path / "claims.parquet"
    with path.open("wb") as file:
        write_parquet([analysis], file, Context())
    return path


def test_pandas_reads_rows_and_parquet(analysis: Analysis, claims: Path) -> None:
    """Lists stay lists; an attribute is a column of rows."""
    pandas = pytest.importorskip("pandas", reason="pandas is not installed: it is the user's")
    frame: Any = pandas.DataFrame(to_rows(analysis, "claims"))
    assert (list(frame["section"]), list(frame["content"])) == (["world"] * 2, ["Dam talks", "will not sign"])
    frame = pandas.read_parquet(claims)
    assert ([*COLUMNS["claims"], "attributes"], ["Ruta Voss"]) == (list(frame.columns), list(frame["speaker_names"][1]))
    assert list(frame["content_spans"][1]) == [{"start": 33, "end": 46}]


def test_polars_reads_rows_and_parquet(analysis: Analysis, claims: Path) -> None:
    """Spans are structs, words by name a map."""
    polars = pytest.importorskip("polars", reason="polars is not installed: it is the user's")
    frame: Any = polars.DataFrame(to_rows(analysis, "claims"))
    assert (frame["section"].to_list(), frame["content"].to_list()) == (["world"] * 2, ["Dam talks", "will not sign"])
    frame = polars.read_parquet(claims)
    assert [*COLUMNS["claims"], "attributes"] == frame.columns
    assert frame["content_spans"].to_list()[1] == [{"start": 33, "end": 46}]
    assert frame.filter(polars.col("polarity") == "negative")["speaker_names"].to_list() == [["Ruta Voss"]]
