"""Every hook is used by an example in earnest: without the hook, a test of the example fails."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from seedlib.plugins import specs
from tests.examples.installing import run
from tests.examples.removing import CASES

HOOKS = sorted(name.removeprefix(specs.PREFIX) for name in vars(specs) if name.startswith(specs.PREFIX))


@pytest.fixture(scope="module")
def outcomes() -> tuple[dict[str, list[int]], str]:
    """Return the exit statuses of the named tests, with each hook and without it, and all that was printed: one process runs all."""
    ran = run(sys.executable, "-m", "tests.examples.removing", cwd=Path(__file__).parents[2])
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout.splitlines()[-1]), ran.stdout


def test_every_hook_has_a_case() -> None:
    """And no case has another hook."""
    assert sorted(CASES) == HOOKS


@pytest.mark.parametrize("hook", HOOKS)
def test_without_a_hook_a_test_of_an_example_fails(outcomes: tuple[dict[str, list[int]], str], hook: str) -> None:
    """The one that is named for it, which passes with the hook."""
    statuses, printed = outcomes
    assert statuses[hook] == [0, 1], f"{CASES[hook]}: passed is 0, failed 1; expected to pass with {hook}, and to fail without\n{printed}"
