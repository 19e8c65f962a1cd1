"""What is different on a terminal."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import Ran


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Return a function that makes these streams terminals of 70 columns."""

    def terminal(*names: str) -> None:
        monkeypatch.setenv("COLUMNS", "70")
        monkeypatch.delenv("NO_COLOR", raising=False)
        monkeypatch.setenv("TERM", "xterm")
        for name in names:
            monkeypatch.setattr(getattr(sys, name), "isatty", lambda: True)

    return terminal


def test_tables_have_colours(run: Callable[..., Ran], terminal: Callable[..., None], story: Path) -> None:
    """Only on standard output, only as a table."""
    terminal("stdout")
    assert b"\x1b[" in run("read", story).out
    assert b"\x1b[" not in run("read", story, "-f", "jsonl").out
    out = story.with_name("out.txt")
    run("read", story, "-o", out)
    assert b"\x1b" not in out.read_bytes()


@pytest.mark.parametrize("name", ["sqlite", "parquet", "brat"])
def test_what_is_no_text_is_not_for_a_terminal(run: Callable[..., Ran], terminal: Callable[..., None], story: Path, name: str) -> None:
    """Else it would show signs without sense; a pipe gets it."""
    assert run("read", story, "-f", name).status == 0
    terminal("stdout")
    ran = run("read", story, "-f", name)
    assert (ran.status, ran.out) == (2, b"")
    assert f"found a terminal, expected a file: {name} is no text (-o results." in ran.said


@pytest.mark.parametrize("output", [(), ("-o", "-")])
def test_a_report_is_not_for_a_terminal(
    run: Callable[..., Ran], terminal: Callable[..., None], story: Path, output: tuple[str, ...]
) -> None:
    """It is a page, whose source nobody reads there; nothing is read for it."""
    pytest.importorskip("jinja2", reason="the extra pages is not installed")
    terminal("stdout")
    ran = run("report", story, *output)
    assert (ran.status, ran.out) == (2, b"")
    assert ran.lines == ["seedlib: error: found a terminal, expected a file: report is no text (-o results.html, or a pipe)"]


@pytest.mark.parametrize("asked", [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_the_environment_may_ask_for_none(
    run: Callable[..., Ran], terminal: Callable[..., None], monkeypatch: pytest.MonkeyPatch, story: Path, asked: tuple[str, str]
) -> None:
    """As https://no-color.org has it."""
    terminal("stdout")
    monkeypatch.setenv(*asked)
    ran = run("read", story)
    assert b"\x1b" not in ran.out
    assert max(map(len, ran.text.splitlines())) <= 70


def test_without_rich_the_table_is_plain_and_the_extra_named(
    run: Callable[..., Ran], terminal: Callable[..., None], monkeypatch: pytest.MonkeyPatch, story: Path
) -> None:
    """Once."""
    terminal("stdout")
    monkeypatch.setattr("seedlib.cli.choices.find_spec", lambda name: None)
    ran = run("read", story)
    assert b"\x1b" not in ran.out
    assert ran.said == 'seedlib: note: the table is plain; pip install "seedlib[cli]" gives it colours\n'


def test_progress_is_shown_for_several_files(run: Callable[..., Ran], terminal: Callable[..., None], story: Path) -> None:
    """On standard error, where results go elsewhere."""
    terminal("stderr")
    assert "2/2" in run("read", story, story, "-f", "jsonl").said
    assert run("read", story, "-f", "jsonl").said == ""


def test_progress_is_not_in_the_results_way(run: Callable[..., Ran], terminal: Callable[..., None], story: Path) -> None:
    """Nor without rich."""
    terminal("stderr", "stdout")
    assert run("read", story, story, "-f", "jsonl").said == ""


def test_a_typed_text_is_asked_for(
    run: Callable[..., Ran], terminal: Callable[..., None], stdin: Callable[[bytes], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rather than waiting in silence."""
    stdin(b"Rain fell.\n")
    terminal("stdin")
    assert run("parse", "-", "-f", "text").lines == ["seedlib: note: reading what you type; end it with Ctrl-D (Windows: Ctrl-Z, Enter)"]


def test_a_text_to_the_letter_is_harmless_on_a_terminal(run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Line by line; a file gets the letters."""
    path = tmp_path / "odd.txt"
    path.write_bytes(b"Rain \x1b[31mfell.\n\nStop.\n")
    assert run("parse", path, "-f", "text").out == path.read_bytes()
    monkeypatch.setattr("seedlib.cli.parse.is_terminal", lambda target: True)
    assert run("parse", path, "-f", "text").text == "Rain \\x1b[31mfell.\n\nStop.\n"


@pytest.mark.skipif(os.name == "nt", reason="a POSIX shell closes the streams")
@pytest.mark.parametrize(
    ("redirection", "status", "words"),
    [
        ("--version >/dev/full", 1, "seedlib: error: standard output: No space left on device (free the place)"),
        ("plugins >/dev/full", 1, "seedlib: error: No space left on device"),
        ("--version >&-", 1, "found no standard output to write to"),
        ("read story.txt >&-", 1, "found no standard output to write to"),
        ("read - <&-", 2, "found no standard input to read from"),
    ],
)
def test_streams_that_are_closed_or_full_are_an_error_in_one_line(redirection: str, status: int, words: str) -> None:
    """No traceback, and a word on what to do."""
    if "full" in redirection and not os.path.exists("/dev/full"):  # noqa: PTH110  # a device
        pytest.skip("this system has no /dev/full")
    ran = subprocess.run(  # noqa: S602  # the shell is what is tested
        f"{sys.executable} -m seedlib {redirection}", shell=True, capture_output=True, text=True, check=False
    )
    assert (ran.returncode, words in ran.stderr, ran.stderr.count("\n")) == (status, True, 1)
