"""The example of a parser for debates, installed with pip into an environment of its own; and that every hook has an example."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
import regex

from seedlib.plugins import specs
from tests.examples.installing import EXAMPLES, install, run

EXAMPLE = EXAMPLES / "seedlib-debates"

SAMPLE = EXAMPLE / "samples" / "sitting.xml"

HOOKS = sorted(name for name in specs.__all__ if name.startswith(specs.PREFIX))


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the interpreter of an environment in which the example is installed."""
    return install("seedlib-debates", tmp_path_factory.mktemp("environment"))


def test_its_own_tests_pass_where_it_is_installed(python: Path, tmp_path: Path) -> None:
    """None is left out, and a warning is a failure."""
    for name in ("tests", "samples"):
        shutil.copytree(EXAMPLE / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    tested = run(python, "-m", "pytest", "-q", "-W", "error", "-p", "no:cacheprovider", "tests", cwd=tmp_path)
    assert tested.returncode == 0, tested.stdout
    assert "skipped" not in tested.stdout


def test_its_hooks_are_listed(python: Path, tmp_path: Path) -> None:
    """Nine hooks, of one plugin."""
    shown = run(python, "-m", "seedlib", "plugins", "--json", cwd=tmp_path)
    (info,) = [info for info in json.loads(shown.stdout)["plugins"] if info["name"] == "debates"]
    code = (EXAMPLE / "src" / "seedlib_debates" / "__init__.py").read_text("utf-8")
    assert info["hooks"] == sorted(regex.findall(r"def seedlib_(\w+)", code))


def test_the_readme_s_commands_work(python: Path, tmp_path: Path) -> None:
    """The table of speeches is written, and the pledges are listed."""
    written = run(
        python, "-m", "seedlib", "read", SAMPLE, "-f", "speeches", "-o", tmp_path / "speeches.csv", "--tagger", "none", cwd=tmp_path
    )
    assert written.returncode == 0, written.stderr
    assert len((tmp_path / "speeches.csv").read_text("utf-8").splitlines()) == 5
    listed = run(python, "-m", "seedlib", "pledges", SAMPLE, cwd=tmp_path)
    assert [line.split("\t")[1] for line in listed.stdout.splitlines()] == ["Ada Poe", "Ada Poe"], listed.stderr


@pytest.mark.parametrize("hook", HOOKS)
def test_the_manual_names_an_example_of_every_hook(hook: str) -> None:
    """The table of the page about hooks says which package uses it; that package does. What fails without the hook: `test_hooks`."""
    page = (EXAMPLES.parent / "docs" / "reference" / "hooks.md").read_text("utf-8")
    (names,) = regex.findall(rf"(?m)^\| `{hook}` \| (.+) \|$", page)
    named = set(regex.findall(r"`([\w-]+)`", names))
    users = {
        package.name
        for package in EXAMPLES.iterdir()
        if any(f"def {hook}(" in path.read_text("utf-8") for path in package.glob("src/**/*.py"))
    }
    assert named
    assert named == users
