"""Results that were kept are given to `seedlib read` again."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import Ran


@pytest.fixture
def kept(run: Callable[..., Ran], tmp_path: Path) -> Path:
    """Return a file of results: two stories, and a line that is none."""
    path = tmp_path / "in.jsonl"
    lines = [json.dumps({"id": name, "text": "Ruta Voss said no.", "language": "en", "desk": "sea"}) for name in "ab"]
    path.write_text("\n".join([lines[0], "{", lines[1]]), "utf-8")
    assert run("read", path, "-f", "jsonl", "-o", tmp_path / "kept.jsonl", "--tagger", "none").status == 1
    return tmp_path / "kept.jsonl"


def test_a_database_is_written_as_json_lines_again(run: Callable[..., Ran], kept: Path, tmp_path: Path) -> None:
    """Byte for byte; and so to standard output."""
    assert run("read", kept, "-f", "sqlite", "-o", tmp_path / "kept.sqlite").status == 1
    again = run("read", tmp_path / "kept.sqlite", "-f", "jsonl")
    assert (again.status, again.text) == (1, kept.read_text("utf-8"))
    assert run("read", kept, "-f", "sqlite").out == (tmp_path / "kept.sqlite").read_bytes()


def test_a_folder_of_parquet_is_read_again(run: Callable[..., Ran], kept: Path, tmp_path: Path) -> None:
    """The tables that hold no results are left out and named; those without a document come after the documents."""
    pytest.importorskip("pyarrow", reason="the extra arrow is not installed")
    assert run("read", kept, "-f", "parquet", "-o", f"{tmp_path}/tables/", "--set", 'tables.columns=["desk"]').status == 1
    again = run("read", tmp_path / "tables", "-f", "jsonl")
    first, lost, second = kept.read_text("utf-8").splitlines(keepends=True)
    assert (again.status, again.text) == (1, first + second + lost)
    assert again.lines[0] == (
        "seedlib: note: 6 tables skipped in folders that seedlib wrote, and that hold no texts"
        " (actors.parquet, blocks.parquet, claims.parquet, mentions.parquet, notices.parquet, …)"
    )
    ran = run("read", tmp_path / "tables" / "claims.parquet")
    assert (ran.status, "found a table that seedlib wrote, expected texts" in ran.said) == (1, True)
