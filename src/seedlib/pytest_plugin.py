"""Fixtures for tests of plugins: `pytest_plugins = ["seedlib.pytest_plugin"]` in a `conftest.py` brings them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest

from seedlib.plugins.registry import Registry
from seedlib.testing import check_plugin

__all__ = ["seedlib_check", "seedlib_registry"]


@pytest.fixture(scope="session")
def seedlib_registry() -> Registry:
    """Return a registry of everything that is installed; a plugin that fails to load fails the test."""
    return Registry.build(strict=True)


@pytest.fixture(scope="session")
def seedlib_check(seedlib_registry: Registry) -> Callable[..., tuple[str, ...]]:
    """Return `check_plugin` on everything that is installed: it takes a plugin's name, and returns the names of what it checked."""
    return partial(check_plugin, registry=seedlib_registry)
