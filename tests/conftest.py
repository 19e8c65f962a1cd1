"""What all tests share."""

from __future__ import annotations

import types
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from seedlib.plugins import Registry, hookimpl

pytest_plugins = ["seedlib.pytest_plugin"]

# how long an example takes says more of the machine than of the code
settings.register_profile("seedlib", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("seedlib")


def plugin(**hooks: Any) -> types.SimpleNamespace:
    """Return a plugin object: each hook's name (without its prefix) and the records it returns."""
    return types.SimpleNamespace(**{f"seedlib_{name}": hookimpl(lambda answer=answer: answer) for name, answer in hooks.items()})


@pytest.fixture
def with_plugin() -> Any:
    """Return a function that builds a registry of the built-in plugin and one plugin `acme` with these hooks."""
    return lambda **hooks: Registry.build(plugins=[("acme", plugin(**hooks))], entry_points=False)
