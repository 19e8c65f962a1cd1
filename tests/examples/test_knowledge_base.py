"""The example of a knowledge base, installed with pip into an environment of its own."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import regex

from tests.examples.installing import EXAMPLES, run

EXAMPLE = EXAMPLES / "seedlib-knowledge-base"

PAGE = EXAMPLES.parent / "docs" / "how-to" / "link-to-a-knowledge-base.md"


def test_installed_plugin_is_listed_and_passes_its_checks(python: Path, tmp_path: Path) -> None:
    """As its author's users would see it."""
    shown = run(python, "-m", "seedlib", "plugins", "--json", cwd=tmp_path)
    assert shown.returncode == 0, shown.stderr
    held = json.loads(shown.stdout)
    (info,) = [info for info in held["plugins"] if info["name"] == "kb"]
    assert (info["distribution"], info["hooks"], held["attribute_keys"]["kb:file"]) == (
        "seedlib-knowledge-base",
        ["attribute_keys", "resolvers"],
        "str",
    )
    checked = run(python, "-m", "seedlib", "plugins", "check", "kb", cwd=tmp_path)
    assert (checked.returncode, checked.stdout) == (0, "ok kb:resolver\nok kb:file\n"), checked.stderr


def test_the_manual_s_table_and_command_link_a_text(python: Path, tmp_path: Path) -> None:
    """Those that the page shows, to the letter."""
    text = PAGE.read_text("utf-8")
    (table,) = regex.findall(r"(?ms)^```text\n(id,.*?)^```", text)
    (tmp_path / "people.csv").write_text(table, "utf-8")
    (tmp_path / "article.txt").write_text("Jane Roe, the British minister, said no. Jane Roe met Ines Falk.\n", "utf-8")
    (line,) = regex.findall(r"(?m)^\$ (seedlib read .*)$", text)
    shown = run(python, "-m", *shlex.split(line), "-f", "jsonl", "--tagger", "none", cwd=tmp_path)
    assert shown.returncode == 0, shown.stderr
    assert {"acme:1", "acme:3"} <= {actor["id"] for actor in json.loads(shown.stdout)["actors"]}
    assert line in (EXAMPLE / "README.md").read_text("utf-8")


def test_the_readme_is_short() -> None:
    """A plugin's page says what it is, how to install and how to use it, on one screen."""
    lines = (EXAMPLE / "README.md").read_text("utf-8").splitlines()
    assert len([line for line in lines if line.strip()]) <= 10
