"""Every example is installed with pip into an environment of its own, and its own tests pass there."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.examples.installing import EXAMPLES, check_own_tests

#: The one reason for which an example's tests may be skipped; that of the bridge can do nothing at all without spaCy.
WITHOUT_SPACY = "" if find_spec("spacy") else "spaCy is not installed"

#: How often tests say what they found: the German pack's do, of each of its two sets of articles.
FIGURES = {"seedlib-german": 2}


@pytest.mark.parametrize("example", sorted(path.name for path in EXAMPLES.iterdir() if path.is_dir()))
def test_its_own_tests_pass_where_it_is_installed(installed: Callable[[str], Path], tmp_path: Path, example: str) -> None:
    """None is left out, and figures are printed."""
    if WITHOUT_SPACY and example == "seedlib-spacy-bridge":
        pytest.skip(f"{WITHOUT_SPACY}: pip install spacy")
    said = check_own_tests(installed(example), example, tmp_path, skips=WITHOUT_SPACY)
    assert said.count("quotations with the right source and words") == FIGURES.get(example, 0)
