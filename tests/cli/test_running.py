"""`seedlib corpus run`: what it says, and how it ends."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from seedlib.cli import running
from seedlib.corpus.running import Choices, Progress
from seedlib.errors import CorpusError
from seedlib.model import Analysis
from seedlib.wire import loads

from .conftest import Ran

ENDED = Progress(results=3, documents=3, failures=0, before=0, read=30, read_before=0, size=30, skipped=0, seconds=1.0, finished=True)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """Return what `seedlib.corpus.run` was asked for, instead of running it; it answers as its first input says."""
    calls: list[dict[str, Any]] = []

    def run(inputs: list[str], output: str, *, progress: Callable[[Progress], None], **rest: Any) -> Progress:
        calls.append({"inputs": inputs, "output": output, **rest})
        if inputs[0] == "stop":
            raise KeyboardInterrupt
        if inputs[0] == "end":
            raise SystemExit(143)
        if inputs[0] == "other":
            raise CorpusError("found a run", where=output, advice="take it up")
        for seconds in (1.0, 40.0, 50.0, 8_000.0):
            progress(Progress(**{**_plain(ENDED), "read": 10, "seconds": seconds, "finished": False}))
        some = {"failures": 2, "documents": 2, "skipped": 4, "repeated": 3, "finished": False} if inputs[0] == "some" else {}
        return Progress(**{**_plain(ENDED), **some})

    monkeypatch.setattr(running, "run_corpus", run)
    return calls


def _plain(progress: Progress) -> dict[str, Any]:
    import attrs

    return attrs.asdict(progress)


def test_the_options_reach_the_run(run: Callable[..., Ran], asked: list[dict[str, Any]]) -> None:
    """Those of its own, and those of all commands that read."""
    words = "--workers 3 --limit 9 --timeout 2.5 --max-bytes 77 --part-size 5 --resume --strict --tagger none --parser json --language de"
    assert run("corpus", "run", "a", "b", "-o", "out", *words.split()).status == 0
    (call,) = asked
    assert (call["inputs"], call["output"], call["resume"]) == (["a", "b"], "out", True)
    assert call["choices"] == Choices(workers=3, limit=9, timeout=2.5, max_bytes=77, part_size=5)
    options = call["options"]
    assert (options.parser, options.strict, options.settings.language) == ("json", True, "de")
    assert call["skip"] is not None
    run("corpus", "run", "a", "-o", "out", "--text-column", "body")
    assert (asked[1]["skip"], asked[1]["choices"]) == (None, Choices())


@pytest.mark.usefixtures("asked")
def test_how_it_ended_is_said(run: Callable[..., Ran]) -> None:
    """With the status; a log has a line every half minute."""
    ran = run("corpus", "run", "all", "-o", "out")
    assert (ran.status, ran.text) == (0, "")
    assert ran.lines == [
        "seedlib: note: 3 documents, 0.1 a second, 0 failures, about 80 s left",
        "seedlib: note: 3 documents, 0.0 a second, 0 failures, about 4.4 h left",
        "seedlib: note: 3 documents in out",
    ]
    ran = run("corpus", "run", "some", "-o", "out")
    assert (ran.status, ran.lines[-4:]) == (
        1,
        [
            (
                "seedlib: note: 4 files skipped in folders: hidden, an expectation, a table of results, a link to a folder or to nothing, "
                "or of a suffix that no parser knows"
            ),
            "seedlib: note: 3 files named more than once, and read where it is named first",
            "seedlib: error: 2 failures: the table out/failures has each with its cause",
            "seedlib: note: 2 documents in out; 1 input or part gave none; the limit was reached, --resume with a higher one goes on",
        ],
    )


@pytest.mark.usefixtures("asked")
def test_ctrl_c_says_how_to_go_on(run: Callable[..., Ran]) -> None:
    """And that nothing is lost; so does SIGTERM."""
    for name, status in (("stop", 130), ("end", 143)):
        ran = run("corpus", "run", name, "-o", "out")
        said = ["seedlib: note: what is done is kept in out; --resume goes on from there", "seedlib: stopped"]
        assert (ran.status, ran.lines) == (status, said)


@pytest.mark.usefixtures("asked")
def test_what_cannot_go_on_is_a_failure(run: Callable[..., Ran]) -> None:
    """A number that makes no sense is a misuse."""
    ran = run("corpus", "run", "other", "-o", "out")
    assert (ran.status, ran.said) == (1, "seedlib: error: out: found a run (take it up)\n")
    ran = run("corpus", "run", "all", "-o", "out", "--part-size", "0")
    assert (ran.status, ran.said) == (2, "seedlib: error: --part-size: found 0, expected a number above 0\n")
    assert run("corpus", "run", "all").status == 2


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("--master local[2]", "seedlib: error: found --master without --engine spark, expected both (add --engine spark)\n"),
        (
            "--engine spark --workers 2",
            (
                "seedlib: error: found --workers with --engine spark, expected the cluster's own number "
                "(leave it out; spark.executor.cores and --master local[N] say how many there are)\n"
            ),
        ),
    ],
)
def test_what_belongs_to_the_other_engine_is_a_misuse(run: Callable[..., Ran], words: str, said: str) -> None:
    """It is said before anything begins."""
    ran = run("corpus", "run", "all", "-o", "out", *words.split())
    assert (ran.status, ran.said) == (2, said)


@pytest.mark.usefixtures("asked")
def test_spark_needs_its_extra(run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch) -> None:
    """The error says which."""
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    ran = run("corpus", "run", "all", "-o", "out", "--engine", "spark")
    assert (ran.status, "seedlib[spark]" in ran.said) == (1, True)


@pytest.mark.usefixtures("asked")
def test_a_terminal_has_a_line_that_moves(run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch) -> None:
    """With what a log says."""
    pytest.importorskip("rich", reason="the extra cli is not installed")
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "150")
    assert "3 documents, 0.0 a second, 0 failures" in run("corpus", "run", "all", "-o", "out").said


def test_a_corpus_is_run(run: Callable[..., Ran], tmp_path: Path, story: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From a file to tables, in processes of their own."""
    parquet = pytest.importorskip("pyarrow.parquet", reason="the extra arrow is not installed")
    out = tmp_path / "out"
    ran = run("corpus", "run", story, "-o", out, "--workers", "1", "--tagger", "none")
    assert (ran.status, ran.lines[-1]) == (0, f"seedlib: note: 1 document in {out}")
    (claim, *_) = parquet.read_table(out / "claims").to_pylist()
    assert claim["speaker_names"] == ["Ruta Voss"]
    (line,) = (read := run("read", out, "-f", "jsonl")).text.splitlines()
    kept = loads(line)
    assert isinstance(kept, Analysis)
    assert (read.status, kept.claims[0].id) == (0, claim["claim"])
    assert run("corpus", "run", story, "-o", out, "--tagger", "none").status == 1
    assert run("corpus", "run", story, "-o", out, "--tagger", "none", "--resume").status == 0


def test_the_first_failures_are_said_with_their_cause(run: Callable[..., Ran], tmp_path: Path, story: Path) -> None:
    """Then where all are; however the folder was named."""
    pytest.importorskip("pyarrow", reason="the extra arrow is not installed")
    (tmp_path / "a.jsonl").write_text('{"text": "It rains."}\n{"tex\n', "utf-8")
    empty = [tmp_path / f"{number}.txt" for number in range(3)]
    for path in empty:
        path.touch()
    out = tmp_path / "out"
    ran = run("corpus", "run", tmp_path / "a.jsonl", *empty, story, "-o", f"{out}/", "--workers", "1", "--tagger", "none")
    said = [line.removeprefix("seedlib: error: ") for line in ran.lines if line.startswith("seedlib: error: ")]
    assert (ran.status, len(said), said[3]) == (1, 4, f"4 failures: the table {out / 'failures'} has each with its cause")
    assert ["a.jsonl: line 2, character 6: found" in said[0], "0.txt: found" in said[1], "1.txt: found" in said[2]] == [True, True, True]


@pytest.mark.parametrize("words", ["read OUT -f jsonl", "report OUT -o OUT.html", "corpus copies OUT"])
def test_what_reads_a_run_that_is_not_finished_says_so(run: Callable[..., Ran], tmp_path: Path, story: Path, words: str) -> None:
    """Since numbers of it are not those of the corpus; of a finished one nothing is said."""
    for library in ("pyarrow", "rensa", "jinja2"):
        pytest.importorskip(library, reason="an extra is not installed")
    out = tmp_path / "out"
    begun = ("corpus", "run", story, "seeds/010_wire_story.txt", "-o", out, "--workers", "1", "--tagger", "none")
    run(*begun, "--limit", "1")
    given = words.replace("OUT", str(out)).split()
    said = f"seedlib: note: {out} is of a run that is not finished: there may be more (seedlib corpus run with --resume goes on)"
    assert run(*given).lines.count(said) == 1
    run(*begun, "--resume")
    assert said not in run(*given).lines


def test_what_components_had_to_say_is_said_at_the_end(run: Callable[..., Ran], tmp_path: Path) -> None:
    """Once for all documents, however often the run is taken up."""
    pytest.importorskip("pyarrow", reason="the extra arrow is not installed")
    for name in ("a", "b"):
        tmp_path.joinpath(f"{name}.txt").write_text("Der Rat hat am Montag getagt.", "utf-8")
    begun = ("corpus", "run", tmp_path / "a.txt", tmp_path / "b.txt", "-o", tmp_path / "out", "--workers", "1", "--language", "de")
    said = "seedlib: note: Nobody brings cues or a tagger for the language 'de'"
    for more in ((), ("--resume",)):
        ran = run(*begun, *more)
        assert [line.endswith("(2 documents)") for line in ran.lines if line.startswith(said)] == [True]


def test_copies_are_asked_for_before_all_is_read(
    run: Callable[..., Ran], asked: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A library that is not there is missed at once, not after a night."""
    monkeypatch.setitem(sys.modules, "rensa", None)
    ran = run("corpus", "run", "a", "-o", "out", "--copies")
    assert (ran.status, "dedup" in ran.said, asked) == (1, True, [])
