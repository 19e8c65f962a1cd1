"""The environments in which the examples are installed: one each, made when a test first asks for it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from tests.examples.installing import install


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Return a function from the name of an example to the interpreter of the environment in which it is installed."""
    return cache(lambda example: install(example, tmp_path_factory.mktemp("environment")))


@pytest.fixture(scope="module")
def python(request: pytest.FixtureRequest, installed: Callable[[str], Path]) -> Path:
    """Return the interpreter of the environment of the example that the module is named for."""
    return installed(f"seedlib-{request.path.stem.removeprefix('test_').replace('_', '-')}")
