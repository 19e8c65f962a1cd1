"""The example of an extractor that asks a language model, installed with pip into an environment of its own."""

from __future__ import annotations

import json
from pathlib import Path

import regex

from tests.examples.installing import EXAMPLES, run

EXAMPLE = EXAMPLES / "seedlib-llm-extractor"

PAGE = EXAMPLES.parent / "docs" / "how-to" / "ask-a-language-model.md"


def test_the_prompt_and_the_schema_are_installed_too(python: Path, tmp_path: Path) -> None:
    """They are files of the package; who wants to read what is sent finds them there."""
    shown = run(python, "-m", "seedlib", "plugins", "--json", cwd=tmp_path)
    (info,) = [info for info in json.loads(shown.stdout)["plugins"] if info["name"] == "llm"]
    assert info["hooks"] == ["attribute_keys", "extractors"]
    names = (
        "import importlib.resources as r; print(*sorted(p.name for p in r.files('seedlib_llm_extractor').iterdir() if p.suffix != '.py'))"
    )
    assert run(python, "-c", names, cwd=tmp_path).stdout.split()[-2:] == ["answer.schema.json", "prompt.md"]


def test_the_manual_lists_the_options() -> None:
    """Each has a row on the page, and no other."""
    code = (EXAMPLE / "src" / "seedlib_llm_extractor" / "options.py").read_text("utf-8")
    (section,) = regex.findall(r"(?ms)^## Options$(.*?)^## ", PAGE.read_text("utf-8"))
    assert regex.findall(r"(?m)^\| `(llm:\w+)`", section) == regex.findall(r'AttributeKey\("(llm:\w+)"', code)


def test_the_manual_lists_the_notices() -> None:
    """Each code that the plugin may give is on the page."""
    code = (EXAMPLE / "src" / "seedlib_llm_extractor" / "extracting.py").read_text("utf-8")
    given = set(regex.findall(r'"(llm:[a-z]+-?[a-z]*)"', code))
    assert given
    assert given <= set(regex.findall(r"`(llm:[a-z-]+)`", PAGE.read_text("utf-8"))) | {"llm:model"}
