"""The example of a parser for debates, installed with pip into an environment of its own; and that every hook has an example."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pytest
import regex

from seedlib.plugins import specs
from tests.examples.installing import EXAMPLES, run
from tests.printed import missing

EXAMPLE = EXAMPLES / "seedlib-debates"

SAMPLE = EXAMPLE / "samples" / "sitting.xml"

HOOKS = sorted(name for name in specs.__all__ if name.startswith(specs.PREFIX))


def test_its_hooks_are_listed(python: Path, tmp_path: Path) -> None:
    """Nine hooks, of one plugin."""
    shown = run(python, "-m", "seedlib", "plugins", "--json", cwd=tmp_path)
    (info,) = [info for info in json.loads(shown.stdout)["plugins"] if info["name"] == "debates"]
    code = (EXAMPLE / "src" / "seedlib_debates" / "__init__.py").read_text("utf-8")
    assert info["hooks"] == sorted(regex.findall(r"def seedlib_(\w+)", code))


def test_the_manual_s_commands_print_what_it_shows(python: Path, tmp_path: Path) -> None:
    """Each that the page shows, over the sample; the README has them too."""
    (tmp_path / "sitting.xml").write_bytes(SAMPLE.read_bytes())
    page = (EXAMPLES.parent / "docs" / "how-to" / "read-debates.md").read_text("utf-8")
    shown = regex.findall(r"(?m)^\$ (seedlib .*)\n((?:(?!\$ |```).*\n)+)", page)
    assert [command.rpartition(" ")[2] for command, _ in shown] == ["sitting.xml", "speeches", "sitting.xml"]
    for command, lines in shown:
        ran = run(python, "-m", *shlex.split(command), cwd=tmp_path)
        wrong = missing(lines.splitlines(), ran.stdout.splitlines())
        assert (ran.returncode, wrong) == (0, []), ran.stdout + ran.stderr
        assert command in (EXAMPLE / "README.md").read_text("utf-8")


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
