"""A run whose work Spark does writes the files that one of this machine's processes writes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import attrs
import pytest

from seedlib.corpus.running import Choices, Progress, planning, run
from seedlib.corpus.spark import engine
from seedlib.errors import ComponentError
from tests.corpus.running.making import OPTIONS, files_of, lines, run_here, table


def run_there(spark: Any, folder: Path, *inputs: Path, resume: bool = False, **choices: Any) -> Progress:
    """Run by Spark, with parts of seven results."""
    how = Choices(**{"part_size": 7, "timeout": 60, **choices})
    return run(inputs, folder, choices=how, resume=resume, options=OPTIONS, engine=engine(spark))


def test_files_are_the_same_as_of_processes(spark: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """To the byte: small files, what cannot be read, a large file, ids that are given twice; and in two goes by two engines.

    The inputs are named by a path that means something here alone.
    """
    monkeypatch.setattr(planning, "LARGE", 4_000)
    monkeypatch.chdir(tmp_path)
    inputs = Path("in")
    inputs.mkdir()
    lines(inputs / "large.jsonl", 100)
    lines(inputs / "small.jsonl", 3)
    (inputs / "twice.jsonl").write_text((inputs / "small.jsonl").read_text("utf-8"), "utf-8")
    (inputs / "broken.json").write_text('{"text": ', "utf-8")
    for number in range(20):
        (inputs / f"{number}.txt").write_text(f"Ada said that {number} ships came.", "utf-8")
    here = run_here(tmp_path / "here", inputs)
    there = run_there(spark, tmp_path / "there", inputs)
    assert (there.documents, there.failures, there.finished) == (here.documents, here.failures, True)
    assert files_of(tmp_path / "there") == files_of(tmp_path / "here") != {}
    assert not run_there(spark, tmp_path / "both", inputs, limit=50).finished
    assert run_here(tmp_path / "both", inputs, resume=True).finished
    assert {name: table(tmp_path / "both", name) for name in ("documents", "claims")} == {
        name: table(tmp_path / "here", name) for name in ("documents", "claims")
    }


def test_a_file_that_is_gone_is_called_as_it_was_named(spark: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the failure too: it is there while the inputs are listed, and not when it is to be opened."""
    monkeypatch.chdir(tmp_path)

    def begin(*given: Any) -> Any:
        Path("gone.txt").unlink()
        return engine(spark)(*given)

    Path("gone.txt").write_text("Ada said no.", "utf-8")
    run(["gone.txt"], "out", options=OPTIONS, engine=begin)
    (failure,) = table(tmp_path / "out", "failures")
    assert (failure["filename"], failure["part"]) == ("gone.txt", "gone.txt")


def test_a_document_that_ends_its_process_costs_itself_alone(spark: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Or that hangs, while it is parsed or later, in a small file or a large one: the same is left of it as without Spark."""
    monkeypatch.setattr(planning, "LARGE", 400)
    inputs = tmp_path / "in"
    inputs.mkdir()
    lines(inputs / "large.jsonl", 10, t4="Ada said KILL.")
    lines(inputs / "small.jsonl", 3, t1="Ada said HANG.")
    (inputs / "small.trouble").write_text("PARSER KILL", "utf-8")
    (inputs / "large.trouble").write_text("PARSER HANG " + "x" * 400, "utf-8")
    there = run_there(spark, tmp_path / "there", inputs, timeout=3)
    here = run_here(tmp_path / "here", inputs, timeout=3)
    assert (there.documents, there.failures, there.finished) == (here.documents, here.failures, True) == (13, 4, True)
    assert files_of(tmp_path / "there") == files_of(tmp_path / "here") != {}


def test_what_ends_a_task_of_spark_costs_itself_alone(spark: Any, tmp_path: Path) -> None:
    """As a document may that takes all the memory of a container; the next run is as if nothing had been."""
    lines(tmp_path / "a.jsonl", 2)
    lines(tmp_path / "b.jsonl", 1, t0="Ada said PARENT.")
    ended = run_there(spark, tmp_path / "out", tmp_path / "a.jsonl", tmp_path / "b.jsonl")
    (failure,) = table(tmp_path / "out", "failures")
    assert (ended.documents, ended.finished, failure["document"], failure["error"]) == (3, True, "b-0", "CorpusError")
    assert failure["message"].startswith("found a task of Spark that failed at it")
    assert [row["document"] for row in table(tmp_path / "out", "claims")] == ["a-0", "a-1"]
    assert run_there(spark, tmp_path / "again", tmp_path / "a.jsonl").documents == 2


def test_a_strict_run_ends_at_the_first_failure(spark: Any, tmp_path: Path) -> None:
    """With the error that one without Spark ends with."""
    lines(tmp_path / "a.jsonl", 3, t1="Ada said MEMORY.")
    strict = attrs.evolve(OPTIONS, strict=True)
    with pytest.raises(ComponentError, match="MemoryError"):
        run([tmp_path / "a.jsonl"], tmp_path / "out", options=strict, engine=engine(spark))
