"""What is public stays, and is described: names, signatures and fields are those of a list, and hooks of fewer arguments go on working."""

from __future__ import annotations

import types
from typing import Any

import pluggy
import pytest
import regex

from seedlib.plugins import specs
from seedlib.plugins.loading import GROUP
from tests import api


def test_what_is_public_is_what_it_was() -> None:
    """The failure says what to do: mostly, `python -m tests.api`."""
    said = api.complaint(api.KEPT.read_text("utf-8").splitlines(), api.lines())
    assert not said, said


def test_every_public_class_and_function_has_an_example() -> None:
    """In its docstring, where the manual and `help` show it; doctest runs it. Methods and fields need none."""
    lacking = [name for name, held in api.named().items() if ">>>" not in (held.__doc__ or "")]
    assert lacking == [], "These have no example (`>>>`) in their docstring: " + ", ".join(lacking)


def test_every_public_class_and_function_stands_on_a_page() -> None:
    """Described as a part of its module, or by its own name."""
    described = api.on_pages()
    lacking = [name for name, held in api.named().items() if id(held) not in described]
    assert lacking == [], "No page of the manual describes: " + ", ".join(lacking)


def test_the_packages_that_name_what_is_public_are_those_of_the_page() -> None:
    """`docs/compatibility.md` says of the same packages that their `__all__` is public."""
    page = (api.ROOT / "docs" / "compatibility.md").read_text("utf-8")
    (said,) = [line for line in page.splitlines() if "what is public is in `__all__`" in line]
    end = said.partition("what is public is in")[2]
    assert {"seedlib.corpus", *regex.findall(r"`(seedlib[\w.]+)`", end)} == set(api.DOORS)


KEPT = ["class seedlib.x.A", "seedlib.x.A.n: int", "seedlib.x.f(a: int) -> int"]


@pytest.mark.parametrize(
    ("now", "words"),
    [
        (KEPT[:2], ["names are gone. Bring them back", "  seedlib.x.f(a: int) -> int", "python -m tests.api"]),
        ([*KEPT[:2], "seedlib.x.f(a: str) -> int"], ["not what they were", "  seedlib.x.f(a: int) -> int", "  seedlib.x.f(a: str)"]),
        ([KEPT[0], KEPT[2]], ["names are gone", "  seedlib.x.A.n: int"]),
        ([*KEPT, "seedlib.x.g()"], ["new public names", "  seedlib.x.g()", "python -m tests.api && git diff"]),
    ],
    ids=["a name less", "another signature", "a field less", "a name more"],
)
def test_a_change_of_the_public_names_is_told(now: list[str], words: list[str]) -> None:
    """With the names, and what to do next."""
    said = api.complaint(KEPT, now)
    assert [part for part in words if part not in said] == []
    assert api.complaint(KEPT, KEPT) == ""


def test_the_list_has_names_fields_methods_and_members() -> None:
    """One of each, so that the list itself is known to see them."""
    lines = set(api.KEPT.read_text("utf-8").splitlines())
    assert "seedlib.analyze is seedlib.pipeline.analyze" in lines
    assert "seedlib.components.Rank.NO = 0" in lines
    assert any(line.startswith("seedlib.components.Context.deadline: ") for line in lines)
    assert any(line.startswith("seedlib.components.Context.phrases(self, type: str)") for line in lines)


HOOKS = sorted(name for name in vars(specs) if name.startswith(specs.PREFIX))


@pytest.mark.parametrize("hook", HOOKS)
def test_hooks_take_no_argument_they_would_lose(hook: str) -> None:
    """A hook is called without arguments: whoever implements it writes none, today and in any later version."""
    manager = pluggy.PluginManager(GROUP)
    manager.add_hookspecs(specs)
    assert getattr(manager.hook, hook).spec.argnames == ()


@pytest.mark.parametrize("hook", HOOKS)
def test_a_hook_that_later_has_arguments_calls_old_plugins_as_before(hook: str) -> None:
    """Were a hook given arguments, plugins of today that do not name them would go on working, beside new ones that name one."""

    def later(settings: Any, languages: Any) -> None:
        """A hook of a later version."""

    implements = pluggy.HookimplMarker(GROUP)
    manager = pluggy.PluginManager(GROUP)
    manager.add_hookspecs(types.SimpleNamespace(**{hook: pluggy.HookspecMarker(GROUP)(later)}))
    for answer in (lambda: ["old"], lambda languages: [f"newer {languages}"]):
        manager.register(types.SimpleNamespace(**{hook: implements(answer)}))
    manager.check_pending()
    assert sorted(getattr(manager.hook, hook)(settings=None, languages="en")) == [["newer en"], ["old"]]
