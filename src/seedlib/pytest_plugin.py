"""Fixtures for tests of plugins: `pytest_plugins = ["seedlib.pytest_plugin"]` in a `conftest.py` brings them."""

from __future__ import annotations

import pytest

from seedlib.plugins.registry import Registry

__all__ = ["seedlib_registry"]


@pytest.fixture(scope="session")
def seedlib_registry() -> Registry:
    """Return a registry of everything that is installed; a plugin that fails to load fails the test."""
    return Registry.build(strict=True)
