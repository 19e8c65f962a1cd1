"""The recipes of the manual that ask the results: each is run on the samples that the page names."""

import contextlib
import io
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import regex

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs/how-to/ask-the-results.md"

#: A block of code, and what stands below it as its answer.
BLOCK = regex.compile(r"```(?P<language>sql|python)\n(?P<code>.*?)```(?:\n\n```text\n(?P<answer>.*?)```)?", regex.DOTALL)
RECIPES = [(found["language"], found["code"], found["answer"]) for found in BLOCK.finditer(PAGE.read_text(encoding="utf-8"))]
SQL = [(code, answer) for language, code, answer in RECIPES if language == "sql"]
PYTHON = [(code, answer) for language, code, answer in RECIPES if language == "python"]


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with the results and the copies that the page asks, as the working folder."""
    pytest.importorskip("pyarrow", reason="the extra arrow is not installed")
    pytest.importorskip("rensa", reason="the extra dedup is not installed")
    from seedlib.cli import main

    folder = tmp_path_factory.mktemp("asked")
    samples = [str(ROOT / "seeds" / name) for name in ("090_articles.jsonl", "290_archive.jsonl", "100_table.csv")]
    assert main(["corpus", "run", *samples, "-o", str(folder / "results"), "--workers", "1", "--copies"]) == 0
    with contextlib.chdir(folder):
        yield folder


def lines(rows: list[tuple[Any, ...]]) -> str:
    """Return rows as the page shows them."""
    return "".join(" | ".join("; ".join(cell) if isinstance(cell, list) else str(cell) for cell in row) + "\n" for row in rows)


@pytest.mark.parametrize(("code", "answer"), SQL)
def test_recipes_in_sql_answer_what_the_page_says(asked: Path, code: str, answer: str) -> None:
    """What DuckDB answers stands below each query."""
    duckdb = pytest.importorskip("duckdb", reason="DuckDB is not installed")
    assert answer == lines(duckdb.connect().execute(code).fetchall())


@pytest.mark.parametrize(("code", "answer"), PYTHON)
def test_recipes_in_python_print_what_the_page_says(asked: Path, code: str, answer: str) -> None:
    """What a program prints stands below it."""
    library = code.split(maxsplit=2)[1].partition(".")[0]
    pytest.importorskip(library, reason=f"{library} is not installed")
    if library == "pyspark" and shutil.which("java") is None:
        pytest.skip("Java is not installed")
    expected = answer or SQL[0][1].replace(" | ", " ")  # Spark's is the first recipe again
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        exec(compile(code, str(PAGE), "exec"), {})  # noqa: S102  # the manual's own words
    assert expected == said.getvalue()
