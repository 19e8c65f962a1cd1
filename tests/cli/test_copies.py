"""`seedlib corpus copies`."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest

pytest.importorskip("rensa", reason="the extra dedup is not installed")

from seedlib import dumps
from seedlib.corpus.copies import COLUMNS
from seedlib.model import Analysis, Claim, Document, Span

from .conftest import Ran

SAID = "We will never sign a treaty that gives away the river."
TEXT = f"{SAID} So said the mayor of Port Alta on Monday, after the third round of talks about the dam had failed in the night."


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """Return a file of results of one story in two outlets."""
    path = tmp_path / "kept.jsonl"
    claim = Claim(id="c" * 12, content=[Span(0, len(SAID))], quotation="direct")
    analyses = [
        Analysis(document=Document(id=name, text=TEXT, published=day), claims=[claim]) for name, day in (("b", "2025"), ("a", "2024"))
    ]
    path.write_text("".join(f"{dumps(held)}\n" for held in analyses), "utf-8")
    return path


def test_a_folder_gets_both_tables_and_the_method(run: Callable[..., Ran], kept: Path, tmp_path: Path) -> None:
    """As CSV unless another format is asked for; what was found is said."""
    ran = run("corpus", "copies", kept, "-o", tmp_path / "out")
    assert (ran.status, ran.text) == (0, "")
    said = "seedlib: note: 1 of 2 documents are copies of another; 1 quotation of 2 claims in the speaker’s words stand in several places"
    assert ran.lines == [said]
    with (tmp_path / "out" / "copies.csv").open(newline="") as file:
        assert [tuple(row.values()) for row in csv.DictReader(file)] == [("a", "", "1.0", "2"), ("b", "a", "1.0", "2")]
    with (tmp_path / "out" / "quotations.csv").open(newline="") as file:
        assert [(row["document"], row["claim"]) for row in csv.DictReader(file)] == [("a", "c" * 12), ("b", "c" * 12)]
    method = json.loads((tmp_path / "out" / "copies-method.json").read_text("utf-8"))
    assert (method["permutations"], method["bands"], method["rows"]) == (128, 42, 3)


@pytest.mark.parametrize("format_", ["csv", "csv-exact", "jsonl", "parquet"])
def test_tables_are_known_as_tables_again(run: Callable[..., Ran], kept: Path, tmp_path: Path, format_: str) -> None:
    """So that nobody reads them as texts."""
    if format_ == "parquet":
        pytest.importorskip("pyarrow", reason="the extra arrow is not installed")
    assert run("corpus", "copies", kept, "-o", tmp_path / "out", "-f", format_).status == 0
    (table,) = (tmp_path / "out").glob("copies.[cjp]*")
    ran = run("parse", table)
    assert (ran.status, "found a table that seedlib wrote" in ran.said) == (1, True)


def test_parquet_has_types(run: Callable[..., Ran], kept: Path, tmp_path: Path) -> None:
    """And says which table it is, with rows or without."""
    parquet = pytest.importorskip("pyarrow.parquet", reason="the extra arrow is not installed")
    assert run("corpus", "copies", kept, "-o", tmp_path / "out", "-f", "parquet").status == 0
    for table, columns in COLUMNS.items():
        held = parquet.read_table(tmp_path / "out" / f"{table}.parquet")
        assert (tuple(held.column_names), held.schema.metadata[b"seedlib.table"]) == (columns, table.encode())
    assert held.column("similarity").to_pylist() == [1.0, 1.0]


def test_an_id_that_comes_twice_is_said(run: Callable[..., Ran], kept: Path, tmp_path: Path) -> None:
    """It is the same document, so it is no copy."""
    ran = run("corpus", "copies", kept, kept, "-o", tmp_path / "out")
    assert ran.lines[-1] == "seedlib: note: 2 documents left out whose id an earlier one has"


def test_the_output_is_a_folder(run: Callable[..., Ran], kept: Path) -> None:
    """Two tables do not go to standard output."""
    ran = run("corpus", "copies", kept, "-o", "-")
    assert (ran.status, "expected a folder" in ran.said) == (2, True)


def test_the_folder_of_a_run_gets_them_as_tables_of_its_own(run: Callable[..., Ran], kept: Path, tmp_path: Path) -> None:
    """At the end of the run or afterwards, and anew when it has gone on."""
    parquet = pytest.importorskip("pyarrow.parquet", reason="the extra arrow is not installed")
    results = tmp_path / "results"

    def ids() -> list[tuple[str, str | None]]:
        rows = parquet.read_table(results / "copies").to_pylist()
        return [(row["document"], row["duplicate_of"]) for row in rows]

    begun = ("corpus", "run", kept, "-o", results, "--workers", "1")
    assert run(*begun, "--limit", "1", "--copies").status == 0
    assert ids() == []
    assert run(*begun, "--resume").status == 0
    assert ids() == [("a", None), ("b", "a")]
    assert parquet.read_table(results / "quotations").num_rows == 2
    for path in (results / "copies").iterdir():
        path.unlink()
    assert run("corpus", "copies", results).status == 0
    assert ids() == [("a", None), ("b", "a")]
    assert run(*begun, "--resume").status == 0, "further tables are no reason not to go on"


@pytest.mark.parametrize(
    ("is_run", "named", "found"),
    [
        (False, ["{folder}"], "found no -o"),
        (False, ["{folder}/kept.jsonl"], "found no -o"),
        (True, ["{folder}", "{folder}"], "found no -o"),
        (True, ["{folder}", "-f", "csv"], "found -f csv without -o"),
    ],
)
def test_only_the_folder_of_a_run_needs_no_place(run: Callable[..., Ran], kept: Path, is_run: bool, named: list[str], found: str) -> None:
    """And what it gets is Parquet."""
    if is_run:
        for name in ("manifest.json", "inputs.jsonl"):
            (kept.parent / name).touch()
    ran = run("corpus", "copies", *(name.format(folder=kept.parent) for name in named))
    assert (ran.status, found in ran.said) == (2, True)
