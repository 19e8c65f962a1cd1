"""The contracts of the hooks: each has an example that runs, and what it supplies keeps the contract that it stands in."""

from __future__ import annotations

import doctest
from typing import Any

import pytest

from seedlib.plugins import specs
from seedlib.testing import check_plugin

HOOKS = sorted(name for name in vars(specs) if name.startswith(specs.PREFIX))


@pytest.mark.parametrize("hook", HOOKS)
def test_example_keeps_its_contract(hook: str) -> None:
    """Whoever begins with a copy of it begins with a plugin that passes its checks."""
    parsed = doctest.DocTestParser().get_doctest(getattr(specs, hook).__doc__, {}, hook, None, None)
    names: dict[str, Any] = {}
    for example in parsed.examples:
        exec(compile(example.source, hook, "single"), names)  # noqa: S102  # a docstring of ours; its answers are doctest's to compare
    registry = names["registry"]
    assert check_plugin(registry.plugins[0].name, registry=registry) != ()
