"""Ten broken plugins at once, installed as packages are: each is named with its cause, and the others, and ours, do their work."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

import seedlib
from seedlib.cli import main
from seedlib.errors import PluginWarning
from seedlib.plugins import Registry
from seedlib.plugins import registry as registries
from seedlib.testing import check_plugin

_HEAD = """
import seedlib
from seedlib import Span, TextProblem
from seedlib.components import TextCheck
"""


def _checking(function: str) -> str:
    """Return a plugin with a text check `x` of this function."""
    return f"{_HEAD}\n{function}\n@seedlib.hookimpl\ndef seedlib_text_checks():\n    return [TextCheck(name='x', check=check)]\n"


#: What fails when it is loaded: name, source, the error's class, words of its message.
AT_LOADING = [
    ("absent", "import no_such_module_anywhere", "ModuleNotFoundError", "no_such_module_anywhere"),
    ("torn", "def (", "SyntaxError", "invalid syntax"),
    ("exits", "raise SystemExit('bye')", "SystemExit", "bye"),
    ("misspelt", f"{_HEAD}\n@seedlib.hookimpl\ndef seedlib_textchecks():\n    return []", "PluginValidationError", "unknown hook"),
    ("greedy", f"{_HEAD}\n@seedlib.hookimpl\ndef seedlib_parsers(path):\n    return []", "PluginValidationError", "path"),
    ("foreign", f"{_HEAD}\n@seedlib.hookimpl\ndef seedlib_text_checks():\n    return ['x']", "ContractError", "found str 'x'"),
    (
        "half",
        f"{_HEAD}\n@seedlib.hookimpl\ndef seedlib_text_checks():\n    yield TextCheck(name='x', check=list)\n    raise OSError('gone')",
        "OSError",
        "gone",
    ),
    ("twin", f"{_HEAD}", "PluginError", "has the name of"),
]

#: What fails at work, in the same way.
AT_WORK = [
    ("raises", _checking("def check(analysis, context):\n    yield 1 / 0"), "ZeroDivisionError", "division by zero"),
    (
        "outside",
        _checking("def check(analysis, context):\n    return [TextProblem(kind='mojibake', span=Span(0, 10**6))]"),
        "ContractError",
        "a problem at 0-1000000",
    ),
    ("quits", _checking("def check(analysis, context):\n    raise SystemExit(7)"), "SystemExit", "7"),
]

WORKING = _checking("def check(analysis, context):\n    return [TextProblem(kind='working:seen', span=Span(0, 1))]")

TEXT = "“We will leave,” said Angela Poe."


@pytest.fixture
def broken(install: Callable[..., None], monkeypatch: pytest.MonkeyPatch) -> Registry:
    """Return the registry of everything, with the broken plugins and one that works among it, as the default one too."""
    for name, source, *_ in (*AT_LOADING, *AT_WORK, ("working", WORKING, "", "")):
        install(f"{name}_dist", {f"{name}_broken": source}, {name: f"{name}_broken"})
    install("twin_other", {"twin_other": _HEAD}, {"twin": "twin_other"})
    with pytest.warns(PluginWarning) as caught:
        registry = Registry.build()
    assert sorted(str(warning.message).split(":")[0] for warning in caught) == sorted(f"plugin {name}" for name, *_ in AT_LOADING)
    monkeypatch.setattr(registries._Default, "registry", registry)
    return registry


def test_an_analysis_survives_them_and_names_each(broken: Registry) -> None:
    """What ours and a working plugin find is there; the rest is a failure with its cause."""
    assert len(AT_LOADING) + len(AT_WORK) > 10
    assert {failure.component: (failure.error, failure.message) for failure in broken.failures}.keys() == {name for name, *_ in AT_LOADING}
    analysis = seedlib.analyze(TEXT, registry=broken)
    assert [tuple(analysis.quote(claim))[:3] for claim in analysis.claims] == [("Angela Poe", "said", "“We will leave,”")]
    assert [problem.kind for problem in analysis.problems] == ["working:seen"]
    said = [(failure.component.partition(":")[0], failure.error, failure.message) for failure in (*broken.failures, *analysis.failures)]
    for name, _, error, words in (*AT_LOADING, *AT_WORK):
        assert [message for owner, kind, message in said if (owner, kind) == (name, error) and words in message], name
    assert len(said) == len(AT_LOADING) + len(AT_WORK)


def test_the_list_of_plugins_survives_them_and_names_each(broken: Registry, capsysbinary: pytest.CaptureFixture[Any]) -> None:
    """In a table for people and as JSON, with the status 1."""
    assert main(["plugins", "--json"]) == 1
    held = json.loads(capsysbinary.readouterr().out)
    failures = {failure["component"]: f"{failure['error']}: {failure['message']}" for failure in held["failures"]}
    assert failures.keys() == {name for name, *_ in AT_LOADING}
    assert [name for name, _, error, words in AT_LOADING if not failures[name].startswith(error) or words not in failures[name]] == []
    assert {name for name, *_ in (*AT_LOADING, *AT_WORK)} | {"seedlib", "working"} <= {plugin["name"] for plugin in held["plugins"]}
    assert main(["plugins"]) == 1
    shown = capsysbinary.readouterr().out.decode()
    assert [name for name, *_ in AT_LOADING if name not in shown.partition("Failures: 8")[2]] == []


@pytest.mark.parametrize(("name", "source", "error", "words"), AT_WORK, ids=[name for name, *_ in AT_WORK])
def test_checks_name_what_fails_at_work(broken: Registry, name: str, source: str, error: str, words: str) -> None:
    """`seedlib plugins check` tells an author before a text does."""
    with pytest.raises(seedlib.SeedlibError) as caught:
        check_plugin(name, registry=broken)
    assert words in str(caught.value)
