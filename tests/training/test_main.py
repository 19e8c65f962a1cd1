"""The program: what it says where it cannot work."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest

from seedlib.training.__main__ import main


@pytest.mark.parametrize("words", [["train", "small"], ["train", "teacher"]])
def test_training_needs_data(words: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The message says both ways to give it."""
    monkeypatch.delenv("SEEDLIB_DATA", raising=False)
    assert main(words) == 2
    assert capsys.readouterr().err == "seedlib: error: found no data folder (give it with --data, or as SEEDLIB_DATA in the environment)\n"


@pytest.mark.skipif(find_spec("torch") is not None, reason="the extra train is installed")
@pytest.mark.parametrize(
    "words",
    [
        ["train", "small"],
        ["score", "small", "network.pt", "texts.jsonl", "--out", "scores"],
        ["average", "small", "network.pt", "--out", "mean"],
        ["shrink", "compact", "--out", "start"],
    ],
)
def test_the_extra_is_named_where_it_is_absent(
    words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With the command that installs it; nothing is written."""
    monkeypatch.setenv("SEEDLIB_DATA", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    assert main(words) == 1
    assert 'is not installed (pip install "seedlib[train]")' in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["none", "none.toml", "../training/configurations/small"])
def test_an_unknown_configuration_is_named(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A name of the library's own is no path."""
    assert main(["train", name, "--data", "."]) == 2
    assert f"{name}: found no such configuration" in capsys.readouterr().err


def test_help_names_the_library_s_configurations(capsys: pytest.CaptureFixture[str]) -> None:
    """So that nobody has to look for them."""
    with pytest.raises(SystemExit) as stop:
        main(["train", "--help"])
    assert stop.value.code == 0
    assert "joint, names, small, teacher" in " ".join(capsys.readouterr().out.split())
