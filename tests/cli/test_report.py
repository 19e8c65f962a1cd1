"""`seedlib report`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from seedlib.wire import dumps
from tests.corpus.making import actor, analysis

from .conftest import Ran

VOSS = actor("Ruta Voss", "LTU", "minister")


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """Return results that were kept."""
    path = tmp_path / "results.jsonl"
    path.write_text("".join(f"{dumps(analysis(name, VOSS))}\n" for name in "12"), "utf-8")
    return path


def test_a_page_is_written_from_kept_results(run: Callable[..., Ran], kept: Path, tmp_path: Path) -> None:
    """They are taken as they are; nothing is said."""
    out = tmp_path / "report.html"
    ran = run("report", kept, "-o", out, "--title", "Dams")
    assert (ran.status, ran.out, ran.said) == (0, b"", "")
    text = out.read_text("utf-8")
    assert text.startswith("<!DOCTYPE html>")
    assert "<title>Dams</title>" in text
    assert text.count("Ruta Voss") > 2


def test_a_page_goes_to_standard_output(run: Callable[..., Ran], kept: Path) -> None:
    """Where no file is named."""
    assert run("report", kept).text.startswith("<!DOCTYPE html>")
    assert run("report", kept, "-o", "-").text.endswith("</html>\n")


def test_texts_are_read_first(run: Callable[..., Ran], story: Path, tmp_path: Path) -> None:
    """What cannot be read is said, is on the page, and makes the status 1."""
    ran = run("report", story, tmp_path / "none.txt", "--tagger", "none")
    assert (ran.status, "none.txt" in ran.said, "Ruta Voss" in ran.text, "not read" in ran.text) == (1, True, True, True)


def test_over_no_documents_there_is_no_page(run: Callable[..., Ran], kept: Path, tmp_path: Path) -> None:
    """A name that is mistyped costs no page that was there."""
    out = tmp_path / "report.html"
    assert run("report", kept, "-o", out).status == 0
    before = out.read_bytes()
    ran = run("report", tmp_path / "reslts.jsonl", "-o", out)
    assert (ran.status, out.read_bytes()) == (1, before)
    assert [line.rpartition(": ")[2].partition(" (")[0] for line in ran.lines] == ["found no such file", "no page is written"]
    assert run("report", tmp_path / "reslts.jsonl").out == b""


def test_decisions_are_applied_and_what_they_cannot_do_is_said(run: Callable[..., Ran], kept: Path, tmp_path: Path) -> None:
    """A row that cannot be done makes the status 1; a file that cannot be read is misuse."""
    path = tmp_path / "mine.csv"
    path.write_text("decision,actor,other\nmarry,acme:2,acme:3\n", "utf-8")
    ran = run("report", kept, "--decisions", path)
    assert (ran.status, ran.lines) == (1, ["seedlib: error: mine.csv, line 2: found the decision 'marry', expected merge or split"])
    assert "mine.csv, line 2" in ran.text
    assert run("report", kept, "--decisions", tmp_path / "none.csv").status == 2
    assert run("report", kept, "--least", "7").status == 2


def test_the_list_can_be_short(run: Callable[..., Ran], kept: Path) -> None:
    """A number from 0 on."""
    assert "This list holds 1 of 2 claims" in run("report", kept, "--list", "1").text
    assert run("report", kept, "--list", "-1").status == 2


def test_a_folder_is_no_place_for_a_page(run: Callable[..., Ran], kept: Path, tmp_path: Path) -> None:
    """The error says what is."""
    ran = run("report", kept, "-o", tmp_path)
    assert (ran.status, f"-o {tmp_path / 'results.html'}" in ran.said) == (2, True)


def test_an_absent_library_is_said_before_anything_is_read(
    run: Callable[..., Ran], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With what to install."""
    monkeypatch.setitem(sys.modules, "jinja2", None)
    ran = run("report", tmp_path / "none.txt")
    assert (ran.status, ran.lines) == (1, ['seedlib: error: jinja2 is not installed (pip install "seedlib[pages]")'])
