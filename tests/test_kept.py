"""What is kept is read back to the letter, whatever it was kept as."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest

from seedlib import Settings, dumps, loads, read_many
from seedlib.components import Context
from seedlib.exporting.parquet import write_parquet
from seedlib.exporting.sqlite import write_sqlite
from seedlib.exporting.streams import LAYERS, write_jsonl
from seedlib.model import NO_ATTRIBUTES, Analysis, Failure, Origin, Unread
from seedlib.tagging.tagger import NO_NETWORK, WEIGHTS

SEEDS = Path(__file__).parents[1] / "seeds"

#: Of an input that says as little of itself as one can, and of one that says more.
UNREAD = (
    Unread(origin=Origin(), failures=[Failure(stage="reading", error="OSError", message="found no file")]),
    Unread(origin=Origin(filename="a.csv", part="line 7"), failures=[Failure(stage="parsing", error="ParseError", message="m")] * 2),
)


@pytest.fixture(scope="module")
def kept() -> list[Analysis | Unread]:
    """Return what every sample holds, as a line of the wire format has it; some inputs gave no document."""
    samples = sorted(path for path in SEEDS.iterdir() if not path.name.endswith(".expected.json"))
    settings = Settings(options=NO_ATTRIBUTES.having(WEIGHTS, NO_NETWORK))
    first, *rest = [loads(dumps(result)) for result in read_many(samples, settings=settings, failures="yield")]
    return [UNREAD[0], first, UNREAD[1], *rest]


def again(*sources: Any) -> list[Analysis | Unread]:
    """Return what is read from files of results: nothing is analyzed again, so nothing of it may be new."""
    results = list(read_many(sources, failures="yield"))
    assert all(result.stated for result in results)
    return results


def test_json_lines_hold_every_sample(kept: list[Analysis | Unread]) -> None:
    """Equal values, in order; those without a document too."""
    target = io.BytesIO()
    write_jsonl(kept, target, Context())
    assert kept == again(target.getvalue())


def test_a_database_holds_every_sample(kept: list[Analysis | Unread]) -> None:
    """Equal values, in order; those without a document in their places."""
    target = io.BytesIO()
    write_sqlite(kept, target, Context())
    assert kept == again(target.getvalue())


def test_parquet_holds_every_sample(kept: list[Analysis | Unread], tmp_path: Path) -> None:
    """Equal values, in order; those without a document in a file of their own."""
    pytest.importorskip("pyarrow", reason="the extra arrow is not installed")
    write_parquet(kept, tmp_path, Context())
    assert [result for result in kept if isinstance(result, Analysis)] == again(tmp_path / "documents.parquet")
    assert list(UNREAD) == again(tmp_path / "failures.parquet")


def test_layers_are_kept_where_they_are_asked_for() -> None:
    """They stand outside equality, so they are compared as lines."""
    settings = Settings(options=NO_ATTRIBUTES.having(WEIGHTS, NO_NETWORK).having(LAYERS, held=True), language="en")
    results = list(read_many([b"Ada Poe said that it rained."], settings=settings))
    target = io.BytesIO()
    write_sqlite(results, target, Context(settings=settings))
    (back,) = read_many([target.getvalue()])
    assert isinstance(back, Analysis)
    assert back.layers == results[0].layers
