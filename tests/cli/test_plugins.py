"""`seedlib plugins`."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
import regex

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


@pytest.mark.parametrize("place", ["before", "behind", "file", "environment"])
def test_a_check_leaves_out_what_is_disabled(run: Callable[..., Ran], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    """As every command does: by options before or behind its name, by the environment, and by the settings file; and says so."""
    monkeypatch.chdir(tmp_path)
    asked = []
    monkeypatch.setattr("seedlib.testing.check_plugin", lambda name, *, registry: asked.append(registry.recipe.disabled) or ())
    given = ["--disable", "seedlib"]
    before, behind = ["plugins", *(given if place == "before" else [])], given if place == "behind" else []
    if place == "file":
        (tmp_path / "seedlib.toml").write_text('disable = ["seedlib"]')
    if place == "environment":
        monkeypatch.setenv("SEEDLIB_DISABLE", "seedlib")
    assert run(*before, "check", "acme", *behind).status == 0
    assert asked == [("seedlib",)]
    ran = run(*before, "check", "seedlib", *behind)
    whence = {"file": "seedlib.toml: ", "environment": "SEEDLIB_DISABLE: "}.get(place, "")
    assert (ran.status, ran.said) == (2, f"seedlib: error: {whence}found that the plugin seedlib is disabled (leave it in, to check it)\n")
    assert run("plugins", "check", "acme", "--config", "none", "--disable", "seedlib").status == 0


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Acme", r"found the name 'Acme', expected small letters, digits and hyphens, a letter first \(such as acme\)"),
        ("News_Room", r"such as news-room"),
        ("a b", "such as a-b"),
        ("3d", r"a letter first \(such as acme\)"),
        ("zürich", "such as z-rich"),
        ("../up", "such as up"),
        ("a--b", "such as a-b"),
        ("-x", "such as x"),
        ("x-", "such as x"),
        ("x\n", r"found the name 'x\\n'"),
        ("", r"found the name ''.*such as acme"),
        ("a" * 61, "a name of 61 letters, expected at most 60"),
        ("seedlib-acme", r"expected it without seedlib-, which is put before it \(such as acme\)"),
        ("json", "such as my-json"),
        ("class", "such as my-class"),
        ("seedlib", "such as my-seedlib"),
        ("user", "such as my-user"),
    ],
)
def test_names_that_no_plugin_can_have_are_refused(tmp_path: Path, name: str, words: str) -> None:
    """Before anything is written, with a name that it can have."""
    with pytest.raises(UsageError, match=words):
        make(name, tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["a", "acme2", "a-1", "a" * 60])
def test_names_that_a_plugin_can_have_are_taken(tmp_path: Path, name: str) -> None:
    """Short and long, with digits."""
    folder = make(name, tmp_path)
    assert (folder.name, (folder / "src" / f"seedlib_{name.replace('-', '_')}" / "__init__.py").is_file()) == (f"seedlib-{name}", True)


def test_a_name_that_is_taken_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two plugins of one name would leave one of them out."""
    taken = SimpleNamespace(name="acme", module="other_acme", dist=SimpleNamespace(name="other-acme"))
    monkeypatch.setattr("seedlib.cli.new.entry_points", lambda group, name: [taken] if (group, name) == ("seedlib", "acme") else [])
    with pytest.raises(UsageError, match=r"found that other-acme is installed and has the name 'acme'"):
        make("acme", tmp_path)
    assert list(tmp_path.iterdir()) == []
    assert make("acme2", tmp_path).is_dir()


#: What `seedlib plugins new news-room` writes.
FILES = {
    ".github/workflows/test.yml",
    ".gitignore",
    "README.md",
    "docs/index.md",
    "pyproject.toml",
    "src/seedlib_news_room/__init__.py",
    "src/seedlib_news_room/checking.py",
    "src/seedlib_news_room/names.json",
    "src/seedlib_news_room/reading.py",
    "tests/test_seedlib_news_room.py",
}


def test_a_new_plugin_works(run: Callable[..., Ran], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its own tests pass, and an existing folder is never written into."""
    monkeypatch.chdir(tmp_path)
    ran = run("plugins", "new", "news-room")
    assert (ran.status, ran.text) == (
        0,
        "made seedlib-news-room; next: pip install -e seedlib-news-room && seedlib plugins check news-room\n",
    )
    folder = tmp_path / "seedlib-news-room"
    files = {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in folder.rglob("*") if path.is_file()}
    assert set(files) == FILES
    assert [name for name, text in files.items() if regex.search("@[A-Z]+@", text)] == []
    assert [name for name in FILES if name != "README.md" and not name.startswith("docs/") and f"`{name}`" not in files["README.md"]] == [
        ".gitignore"
    ]
    tested = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(folder)],
        capture_output=True,
        text=True,
        env={name: held for name, held in os.environ.items() if not name.startswith(("PYTEST", "COV"))},  # not this run's own options
        check=False,
    )
    assert tested.returncode == 0, tested.stdout
    ran = run("plugins", "new", "news-room")
    assert (ran.status, ran.said) == (
        2,
        "seedlib: error: found that seedlib-news-room exists already (choose another name, or remove it)\n",
    )


@pytest.mark.parametrize("command", [("ruff", "check"), ("ruff", "format", "--check"), ("mypy",)], ids=" ".join)
def test_a_new_plugin_is_clean(tmp_path: Path, command: tuple[str, ...]) -> None:
    """By the settings of its own `pyproject.toml`, as its CI file asks."""
    pytest.importorskip(command[0], reason=f"{command[0]} is not installed: pip install {command[0]}")
    folder = make("news-room", tmp_path)
    where = ["--no-incremental"] if command[0] == "mypy" else ["--no-cache", "."]
    ran = subprocess.run([sys.executable, "-m", *command, *where], cwd=folder, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, ""), ran.stdout


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
