"""The example of a pipeline component, installed with pip into an environment of its own, where this one has spaCy."""

from __future__ import annotations

import shlex
from importlib.util import find_spec
from pathlib import Path

import pytest
import regex

from tests.examples.installing import EXAMPLES, run

EXAMPLE = EXAMPLES / "seedlib-spacy-bridge"

pytestmark = pytest.mark.skipif(find_spec("spacy") is None, reason="spaCy is not installed: pip install spacy")


def test_the_manual_s_programs_print_what_it_shows(python: Path) -> None:
    """All of the page, one program after the other; given as `-c`, so that processes that `nlp.pipe` starts do not print it again."""
    page = (EXAMPLES.parent / "docs" / "how-to" / "use-with-spacy.md").read_text("utf-8")
    written, shown = ("".join(regex.findall(rf"(?ms)^```{name}\n(.*?)^```", page)) for name in ("python", "text"))
    ran = run(python, "-c", written, cwd=EXAMPLES.parent)
    assert ran.stdout == shown, ran.stderr


def test_the_readme_s_command_finds_a_source(python: Path, tmp_path: Path) -> None:
    """One line of Python, in which nothing but spaCy is imported."""
    (line,) = [line for line in (EXAMPLE / "README.md").read_text("utf-8").splitlines() if line.startswith("    python -c")]
    shown = run(python, *shlex.split(line)[1:], cwd=tmp_path)
    assert shown.stdout == "Ann Poe\n", shown.stderr


def test_the_readme_is_short() -> None:
    """A package's page says what it is, how to install and how to use it, on one screen."""
    lines = (EXAMPLE / "README.md").read_text("utf-8").splitlines()
    assert len([line for line in lines if line.strip()]) <= 10
