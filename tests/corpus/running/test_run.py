"""Whole runs: what comes out, and what one document can do to the others."""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import attrs
import pytest

from seedlib import Settings, read_many, to_rows
from seedlib.corpus.running import planning
from seedlib.errors import ComponentError, CorpusError, MissingExtraError, ModelError, ParseError, UsageError
from seedlib.exporting import arrow
from seedlib.finding import find_files
from seedlib.plugins.registry import Registry
from seedlib.reading import Options
from seedlib.wire import from_dict

from .making import OPTIONS, files_of, lines, run_here, table, tables


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file of JSON Lines is large."""
    monkeypatch.setattr(planning, "LARGE", 100)


def test_rows_are_those_of_read_many(tmp_path: Path) -> None:
    """In the order of the inputs, with the library's own components and several workers; a file is called by its whole path."""
    seeds = Path("seeds")
    registry = Registry.build(entry_points=False)
    settings = Settings(options={"tagger.weights": "none"})
    ended = run_here(tmp_path / "out", seeds, options=Options(settings=settings, registry=registry), workers=2, part_size=20)
    results = list(read_many(find_files([seeds]).files, failures="yield", settings=settings, registry=registry))
    for name in ("documents", "actors", "claims"):
        columns = [{key: row[key] for key in ("document", "attributes") if key in row} for row in table(tmp_path / "out", name)]
        assert [row["document"] for result in results for row in to_rows(result, name)] == [row["document"] for row in columns]
    documents = table(tmp_path / "out", "documents")
    assert sum((row["filename"] or "").startswith("seeds/") for row in documents) > 50
    for row, expected in zip(documents, results, strict=True):
        wire = json.loads(row["wire"])
        wire["origin"]["filename"] = (wire["origin"]["filename"] or "").removeprefix("seeds/") or None
        assert from_dict({**wire, "text": row["text"]}) == expected
    assert (ended.documents, ended.failures, ended.finished, ended.read) == (len(results), 0, True, ended.size)
    assert len(list((tmp_path / "out" / "claims").iterdir())) == -(-len(results) // 20)


@pytest.mark.usefixtures("large")
def test_files_are_the_same_however_many_workers_there_are(tmp_path: Path) -> None:
    """To the byte; in a large file, small ones and an archive."""
    lines(tmp_path / "a.jsonl", 40)
    (tmp_path / "b.txt").write_text("Bo said that it rains.", "utf-8")
    with zipfile.ZipFile(tmp_path / "c.zip", "w") as archive:
        for number in range(5):
            archive.writestr(f"{number}.txt", f"Cy said that {number} dogs barked.")
    run_here(tmp_path / "one", tmp_path, workers=1)
    inputs = [tmp_path / name for name in ("a.jsonl", "b.txt", "c.zip")]
    run_here(tmp_path / "three", *inputs, workers=3)
    assert files_of(tmp_path / "three") == files_of(tmp_path / "one")
    assert [row["document"] for row in table(tmp_path / "one", "documents")][:40] == [f"a-{number}" for number in range(40)]
    assert len(table(tmp_path / "one", "claims")) == 46


@pytest.mark.usefixtures("large")
@pytest.mark.parametrize("name", ["a.jsonl", "a.txt"])
def test_a_document_that_hangs_is_stopped(tmp_path: Path, name: str) -> None:
    """It is kept, with a failure; its neighbours are read as ever. The same where it is a file of its own."""
    if name == "a.jsonl":
        lines(tmp_path / name, 5, t2="Ada said HANG.")
    else:
        for number in range(5):
            (tmp_path / f"{number}.txt").write_text("Ada said HANG." if number == 2 else f"Ada said {number}.", "utf-8")
    ended = run_here(tmp_path / "out", tmp_path, timeout=1)
    (failure,) = table(tmp_path / "out", "failures")
    documents = table(tmp_path / "out", "documents")
    assert (ended.documents, ended.failures, len(documents), failure["error"]) == (5, 1, 5, "DeadlineError")
    assert (failure["document"], failure["message"]) == (
        documents[2]["document"],
        "found no end of it after 1 seconds, expected one; the process was stopped",
    )
    assert [row["document"] for row in table(tmp_path / "out", "claims")] == [row["document"] for row in documents if row != documents[2]]


@pytest.mark.usefixtures("large")
def test_a_document_that_ends_its_worker_twice_is_a_failure(tmp_path: Path) -> None:
    """Its neighbours are read as ever."""
    lines(tmp_path / "a.jsonl", 9, t3="Ada said KILL.", t4="Ada said EXIT.", t5="Ada said MEMORY.")
    ended = run_here(tmp_path / "out", tmp_path, workers=2)
    killed, *raised = table(tmp_path / "out", "failures")
    assert (ended.documents, ended.failures) == (9, 3)
    assert (killed["document"], killed["stage"], killed["error"]) == ("a-3", "corpus", "CorpusError")
    assert killed["message"] == "found a process that ended twice at it (the process was ended by SIGKILL), expected an answer"
    assert [(row["document"], row["error"]) for row in raised] == [("a-4", "SystemExit"), ("a-5", "MemoryError")]
    assert [row["document"] for row in table(tmp_path / "out", "claims")] == [f"a-{number}" for number in (0, 1, 2, 6, 7, 8)]


@pytest.mark.usefixtures("large")
@pytest.mark.parametrize("name", ["a.jsonl", "a.json"])
def test_a_document_whose_worker_ended_once_is_tried_again(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody else may have killed it: the same rows as ever."""
    if name == "a.json":
        monkeypatch.setattr(planning, "LARGE", 1_000_000)
    text = f"Ada said ONCE {tmp_path / 'flag'}"
    lines(tmp_path / name, 9, t3=text)
    ended = run_here(tmp_path / "out", tmp_path / name)
    assert (tmp_path / "flag").exists()
    run_here(tmp_path / "again", tmp_path / name)
    assert (ended.failures, files_of(tmp_path / "out")) == (0, files_of(tmp_path / "again"))


@pytest.mark.parametrize("is_large", [False, True])
@pytest.mark.parametrize("trouble", ["KILL", "HANG"])
def test_what_stops_its_parser_is_left_out_of_its_archive(
    tmp_path: Path, trouble: str, is_large: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The parts before and behind it are read, and none twice."""
    monkeypatch.setattr(planning, "LARGE", 100 if is_large else 1_000_000)
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for number in range(7):
            archive.writestr(f"{number}.txt", f"PARSER {trouble}" if number in {2, 3, 5} else f"Cy said that {number} dogs barked.")
    ended = run_here(tmp_path / "out", tmp_path / "a.zip", timeout=1 if trouble == "HANG" else 60)
    texts = [row["text"] for row in table(tmp_path / "out", "documents")]
    plain = [text for text in texts if text.startswith("Cy")]
    assert plain == [f"Cy said that {number} dogs barked." for number in (0, 1, 4, 6)]
    assert [text for text in texts if text.startswith("Behind")] == []
    failures = table(tmp_path / "out", "failures")
    assert [row["part"] for row in failures] == [f"a.zip!/{number}.txt" for number in (2, 3, 5)]
    assert (ended.failures, {row["error"] for row in failures}) == (3, {"CorpusError"})


@pytest.mark.parametrize("trouble", ["KILL", "HANG"])
def test_a_file_that_stops_its_parser_is_a_failure(tmp_path: Path, trouble: str) -> None:
    """What it gave before is kept; the other files of its task are read."""
    for number in range(4):
        (tmp_path / f"{number}.txt").write_text(f"PARSER {trouble}" if number == 1 else f"Cy said {number}.", "utf-8")
    ended = run_here(tmp_path / "out", tmp_path, timeout=1 if trouble == "HANG" else 60)
    texts = [row["text"] for row in table(tmp_path / "out", "documents")]
    assert [text for text in texts if text.startswith("Cy")] == ["Cy said 0.", "Cy said 2.", "Cy said 3."]
    assert [row["part"] for row in table(tmp_path / "out", "failures")] == ["1.txt"]
    assert ended.failures == 1


@pytest.mark.parametrize("is_large", [False, True])
@pytest.mark.parametrize("trouble", ["KILL", "HANG"])
def test_a_file_that_stops_whoever_is_asked_for_it_is_a_failure(
    tmp_path: Path, trouble: str, is_large: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Parsers look at a file before one of them takes it."""
    monkeypatch.setattr(planning, "LARGE", 20 if is_large else 1_000_000)
    lines(tmp_path / "a.jsonl", 2)
    (tmp_path / "b.jsonl").write_text(f"ACCEPTS {trouble}, and no JSON", "utf-8")
    lines(tmp_path / "c.jsonl", 2)
    ended = run_here(tmp_path / "out", tmp_path, timeout=1 if trouble == "HANG" else 60)
    assert [row["document"] for row in table(tmp_path / "out", "documents")] == ["a-0", "a-1", "c-0", "c-1"]
    (failure,) = table(tmp_path / "out", "failures")
    assert (ended.failures, failure["error"], failure["filename"]) == (1, "CorpusError", str(tmp_path / "b.jsonl"))


@pytest.mark.usefixtures("large")
def test_an_id_is_given_once(tmp_path: Path) -> None:
    """The second document is refused, with both places; copies without ids of their own are no mistake, and are told apart by a number."""
    lines(tmp_path / "a.jsonl", 3)
    (tmp_path / "b.jsonl").write_text('{"id": "b", "text": "Bo said no."}\n{"id": "a-1", "text": "Bo said yes."}\n', "utf-8")
    for name in ("c.txt", "d.txt"):
        (tmp_path / name).write_text("Cy said maybe.", "utf-8")
    ended = run_here(tmp_path / "out", tmp_path, part_size=2)
    documents = [row["document"] for row in table(tmp_path / "out", "documents")]
    assert (ended.documents, ended.failures, documents[:4]) == (6, 1, ["a-0", "a-1", "a-2", "b"])
    assert [documents[4].startswith("sha256:"), documents[5]] == [True, f"{documents[4]}-2"]
    (failure,) = table(tmp_path / "out", "failures")
    first, second = (tmp_path / name for name in ("a.jsonl, line 2", "b.jsonl, line 2"))
    assert failure["message"] == f"found the id 'a-1' a second time in {second}, first in {first}; expected one document an id"
    assert len(table(tmp_path / "out", "claims")) == 6
    with pytest.raises(CorpusError, match="a second time"):
        run_here(tmp_path / "strict", tmp_path / "a.jsonl", tmp_path / "b.jsonl", options=attrs.evolve(OPTIONS, strict=True))


@pytest.mark.usefixtures("large")
def test_a_limit_ends_a_run_that_goes_on_later(tmp_path: Path) -> None:
    """After exactly so many results, and to the same rows."""
    lines(tmp_path / "a.jsonl", 30)
    (tmp_path / "b.txt").write_text("Bo said that it rains.", "utf-8")
    ended = run_here(tmp_path / "out", tmp_path, limit=10)
    assert (ended.results, ended.finished, len(table(tmp_path / "out", "documents"))) == (10, False, 10)
    ended = run_here(tmp_path / "out", tmp_path, limit=25, resume=True)
    assert (ended.results, ended.before, ended.finished) == (25, 10, False)
    ended = run_here(tmp_path / "out", tmp_path, resume=True)
    run_here(tmp_path / "whole", tmp_path / "a.jsonl", tmp_path / "b.txt")
    assert (ended.results, ended.finished, tables(tmp_path / "out")) == (31, True, tables(tmp_path / "whole"))
    assert run_here(tmp_path / "out", tmp_path, resume=True).finished


def test_what_cannot_be_read_is_a_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is not there any more, or larger than wanted."""
    (tmp_path / "a.txt").write_text("Ada said that it is a long story.", "utf-8")
    (tmp_path / "b.txt").write_text("Bo said no.", "utf-8")
    monkeypatch.setattr("seedlib.corpus.running.running.check_named", lambda inputs: tuple(map(str, inputs)))  # it goes just then
    ended = run_here(tmp_path / "out", *(tmp_path / name for name in ("a.txt", "b.txt", "c.txt")), max_bytes=20)
    assert [(row["filename"], row["error"]) for row in table(tmp_path / "out", "failures")] == [
        (str(tmp_path / "a.txt"), "LimitError"),
        (str(tmp_path / "c.txt"), "ParseError"),
    ]
    assert (ended.results, ended.documents) == (3, 1)


def test_a_strict_run_ends_at_the_first_failure(tmp_path: Path) -> None:
    """Be it an input or a component."""
    strict = attrs.evolve(OPTIONS, strict=True)
    with pytest.raises(ParseError, match="no such file"):
        run_here(tmp_path / "out", tmp_path / "absent.txt", options=strict)
    (tmp_path / "void.txt").touch()
    with pytest.raises(ParseError, match=r"void\.txt"):
        run_here(tmp_path / "void", tmp_path / "void.txt", options=strict)
    lines(tmp_path / "a.jsonl", 3, t1="Ada said MEMORY.")
    with pytest.raises(ComponentError, match="MemoryError"):
        run_here(tmp_path / "other", tmp_path / "a.jsonl", options=strict)


def test_what_makes_no_sense_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before anything is written."""
    (tmp_path / "empty").mkdir()
    with pytest.raises(UsageError, match="standard input"):
        run_here(tmp_path / "out", "-")
    with pytest.raises(UsageError, match="no regular file"):
        run_here(tmp_path / "out", os.devnull)
    with pytest.raises(UsageError, match="no inputs"):
        run_here(tmp_path / "out")
    with pytest.raises(ParseError, match="none of them a document"):
        run_here(tmp_path / "out", tmp_path / "empty")
    for name, found in (("*.pages", "no file that fits"), ("absent", "no such file")):
        with pytest.raises(ParseError, match=found):
            run_here(tmp_path / "unmade", str(tmp_path / name))
    assert not (tmp_path / "unmade").exists()
    for name in ("workers", "limit", "timeout", "max_bytes", "part_size"):
        with pytest.raises(ModelError, match="above 0"):
            run_here(tmp_path / "out", tmp_path, **{name: 0})

    def absent() -> None:
        raise MissingExtraError("pyarrow", "arrow")

    monkeypatch.setattr("seedlib.corpus.running.running.library", absent)
    with pytest.raises(MissingExtraError):
        run_here(tmp_path / "out", tmp_path)
    assert arrow.library() is not None


def test_a_plugin_must_be_known_to_other_processes(tmp_path: Path, with_plugin: Callable[..., Registry]) -> None:
    """One that was made on the way cannot be sent to them."""
    registry = with_plugin(extractors=[])
    (tmp_path / "a.txt").write_text("Ada said no.", "utf-8")
    with pytest.raises(UsageError, match="another process"):
        run_here(tmp_path / "out", tmp_path / "a.txt", options=attrs.evolve(OPTIONS, registry=registry))


def test_workers_that_do_not_begin_end_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With what may be the cause: a script without a guard."""
    (tmp_path / "a.txt").write_text("Ada said no.", "utf-8")
    script = tmp_path / "script.py"
    script.write_text(f"import seedlib.corpus\nseedlib.corpus.run([{str(tmp_path / 'a.txt')!r}], {str(tmp_path / 'out')!r})\n", "utf-8")
    import subprocess
    import sys

    ran = subprocess.run([sys.executable, script], capture_output=True, text=True, check=False, timeout=120)
    assert ran.returncode == 1
    assert "__name__" in ran.stderr.splitlines()[-1]


def test_a_script_of_standard_input_is_refused(tmp_path: Path) -> None:
    """Workers could not import it; that is said before anything is written."""
    import subprocess
    import sys

    (tmp_path / "a.txt").write_text("Ada said no.", "utf-8")
    script = 'from seedlib.corpus import run\nif __name__ == "__main__":\n    run(["a.txt"], "out")\n'
    ran = subprocess.run([sys.executable, "-"], input=script, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=120)
    assert ran.returncode == 1
    assert "found a script that is read from standard input, expected one in a file (save it" in ran.stderr.splitlines()[-1]
    assert not (tmp_path / "out").exists()
