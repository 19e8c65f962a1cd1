"""`seedlib plugins`."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from seedlib.cli.new import make
from seedlib.components import Command, Exporter, TextCheck
from seedlib.errors import UsageError

from .conftest import Ran


def test_plugins_are_listed_with_what_they_supply(run: Callable[..., Ran]) -> None:
    """For a person."""
    ran = run("plugins")
    assert ran.status == 0
    for words in ("seedlib", "seedlib:jsonl", "text-column", "Kinds of claim: accusation"):
        assert words in ran.text


def test_plugins_as_json_are_complete(run: Callable[..., Ran]) -> None:
    """For a program."""
    held = json.loads(run("plugins", "--json").text)
    assert "seedlib" in [plugin["name"] for plugin in held["plugins"]]
    assert held["failures"] == []


def test_failures_are_listed_and_set_the_status(run: Callable[..., Ran], installed: Callable[..., None]) -> None:
    """With what is wrong and what to do."""
    with pytest.warns(UserWarning, match="plugin acme"):
        installed(text_checks=["not a record"])
    ran = run("plugins")
    assert ran.status == 1
    assert "Failures: 1" in ran.text
    assert "found str 'not a record'" in " ".join(ran.text.split())
    assert json.loads(run("plugins", "--json").text)["failures"][0]["component"] == "acme"


def test_a_plugin_is_checked(run: Callable[..., Ran], installed: Callable[..., None]) -> None:
    """Each of its records is named."""
    installed(text_checks=[TextCheck(name="fine", check=lambda analysis, context: ())])
    assert ((ran := run("plugins", "check", "acme")).status, ran.text) == (0, "ok acme:fine\n")


def test_a_plugin_that_breaks_its_contract_is_told(run: Callable[..., Ran], installed: Callable[..., None]) -> None:
    """With status 1."""
    installed(text_checks=[TextCheck(name="bad", check=lambda analysis, context: ["no problem"])])
    ran = run("plugins", "check", "acme")
    assert (ran.status, ran.text) == (1, "")
    assert "bad: found str 'no problem'" in ran.said


def test_an_unknown_plugin_and_one_with_nothing_are_told(run: Callable[..., Ran], installed: Callable[..., None]) -> None:
    """The first is a failure."""
    installed()
    assert run("plugins", "check", "frob").status == 1
    assert ((ran := run("plugins", "check", "acme")).status, ran.said) == (0, "seedlib: note: the plugin acme supplies nothing to check\n")


@pytest.mark.parametrize("name", ["Acme", "a b", "../up", "-x", "", "json", "seedlib", "user", "class"])
def test_names_that_no_plugin_can_have_are_refused(tmp_path: Path, name: str) -> None:
    """Before anything is written."""
    with pytest.raises(UsageError, match="expected small letters"):
        make(name, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_new_plugin_works(run: Callable[..., Ran], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its own tests pass, and an existing folder is never written into."""
    monkeypatch.chdir(tmp_path)
    ran = run("plugins", "new", "news-room")
    assert (ran.status, ran.text) == (
        0,
        "made seedlib-news-room; next: pip install -e seedlib-news-room && seedlib plugins check news-room\n",
    )
    folder = tmp_path / "seedlib-news-room"
    files = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    module = "src/seedlib_news_room"
    assert files == {"README.md", "pyproject.toml", f"{module}/__init__.py", f"{module}/names.json", "tests/test_seedlib_news_room.py"}
    assert "@" not in "".join(path.read_text("utf-8").replace("@seedlib.hookimpl", "") for path in folder.rglob("*.*") if path.is_file())
    outer = {name: held for name, held in os.environ.items() if not name.startswith(("PYTEST", "COV"))}  # not this run's own options
    environment = {**outer, "PYTHONPATH": str(folder / "src")}
    tested = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", str(folder)], capture_output=True, text=True, env=environment, check=False
    )
    assert tested.returncode == 0, tested.stdout
    ran = run("plugins", "new", "news-room")
    assert (ran.status, ran.said) == (
        2,
        "seedlib: error: found that seedlib-news-room exists already (choose another name, or remove it)\n",
    )


def test_what_is_overridden_is_listed(run: Callable[..., Ran], installed: Callable[..., None]) -> None:
    """With what stands, and what stands behind it; a command that seedlib has too is left out."""
    installed(
        exporters=[Exporter(name="csv", write=lambda results, target, context: None)],  # a component's signature
        commands=[Command(name="read", add=print)],
    )
    ran = run("plugins")
    assert (ran.status, "Overridden: 2" in ran.text) == (0, True)
    assert "exporters: the short name csv seedlib:csv acme:csv" in " ".join(ran.text.split())
    assert json.loads(run("plugins", "--json").text)["overridden"] == [
        {"hook": "exporters", "what": "the short name csv", "winner": "seedlib:csv", "loser": "acme:csv"},
        {"hook": "commands", "what": "seedlib read", "winner": "seedlib", "loser": "acme:read"},
    ]


def test_what_is_left_out_and_preferred_is_listed(run: Callable[..., Ran]) -> None:
    """As chosen on the command line."""
    ran = run("plugins", "--disable", "seedlib", "--json")
    held = json.loads(ran.text)
    assert (ran.status, held["disabled"], held["components"]["parsers"]) == (0, ["seedlib"], [])
    assert "Preferred: seedlib:csv" in run("plugins", "--prefer", "seedlib:csv").text
    assert "Disabled: seedlib" in run("plugins", "--disable", "seedlib").text
