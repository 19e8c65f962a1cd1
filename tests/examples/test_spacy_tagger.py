"""The example tagger, installed with pip into an environment of its own, with spaCy where this one has it."""

from __future__ import annotations

import json
import shlex
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.examples.installing import EXAMPLES, run

EXAMPLE = EXAMPLES / "seedlib-spacy-tagger"

#: A blank pipeline with one name, saved in a folder: what a user's own pipeline is on this page.
MAKE = """
import spacy
pipeline = spacy.blank("en")
pipeline.add_pipe("entity_ruler").add_patterns([{"label": "PERSON", "pattern": "Omagbe"}])
pipeline.to_disk("pipeline")
"""


def test_installed_plugin_is_listed_and_checked(python: Path, tmp_path: Path) -> None:
    """`seedlib plugins` shows its hooks and its option; its records keep their contracts, whether spaCy is there or not."""
    shown = run(python, "-m", "seedlib", "plugins", "--json", cwd=tmp_path)
    assert shown.returncode == 0, shown.stderr
    held = json.loads(shown.stdout)
    (info,) = [info for info in held["plugins"] if info["name"] == "spacy"]
    assert (info["distribution"], info["hooks"], info["components"]) == (
        "seedlib-spacy-tagger",
        ["attribute_keys", "taggers"],
        ["spacy:tagger"],
    )
    assert held["attribute_keys"]["spacy:pipeline"] == "str"
    checked = run(python, "-m", "seedlib", "plugins", "check", "spacy", cwd=tmp_path)
    assert (checked.returncode, checked.stdout) == (0, "ok spacy:tagger\nok spacy:pipeline\n"), checked.stderr


@pytest.mark.skipif(find_spec("spacy") is None, reason="spaCy is not installed: pip install spacy")
def test_the_readme_s_command_finds_what_only_the_pipeline_knows(python: Path, tmp_path: Path) -> None:
    """The command of README.md, with a folder for the pipeline; without it rules alone do not know the name, and a notice says why."""
    (line,) = [line for line in (EXAMPLE / "README.md").read_text("utf-8").splitlines() if line.startswith("    seedlib read")]
    command = shlex.split(line.replace("en_core_web_sm", "pipeline"))[1:]
    assert run(python, "-c", MAKE, cwd=tmp_path).returncode == 0
    (tmp_path / "article.txt").write_text("The ferries to Brindle saw Omagbe leave.\n", encoding="utf-8")
    seen = []
    for given in (command, command[:2]):
        shown = run(python, "-m", "seedlib", *given, "--tagger", "none", "--language", "en", "-f", "jsonl", cwd=tmp_path)
        assert shown.returncode == 0, shown.stderr
        held = json.loads(shown.stdout)
        seen.append(("Omagbe" in {actor["name"] for actor in held["actors"]}, "spacy:no-pipeline" in {n["code"] for n in held["notices"]}))
    assert seen == [(True, False), (False, True)]


def test_the_readme_is_short() -> None:
    """A plugin's page says what it is, how to install and how to use it, on one screen."""
    lines = (EXAMPLE / "README.md").read_text("utf-8").splitlines()
    assert len([line for line in lines if line.strip()]) <= 10
