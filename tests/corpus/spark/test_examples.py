"""The examples in the docstrings of `seedlib.corpus.spark`, which doctest passes over where there may be no Java."""

from __future__ import annotations

import doctest
from typing import Any

import pytest

from seedlib.corpus import spark as module


@pytest.mark.parametrize("name", module.__all__)
def test_an_example_is_right(spark: Any, name: str) -> None:
    """As every other one in the manual."""
    held = getattr(module, name)
    (found,) = doctest.DocTestFinder(recurse=False).find(held, globs={**vars(module), "spark": spark})
    for example in found.examples:
        example.options.pop(doctest.SKIP, None)
    assert found.examples != []
    assert doctest.DocTestRunner(verbose=False).run(found).failed == 0
