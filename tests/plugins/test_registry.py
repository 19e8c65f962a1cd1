"""The registry: what it collects, what it leaves out and says, and that order does not matter."""

from __future__ import annotations

import json
import multiprocessing
import pickle
import types
import warnings
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import seedlib
from seedlib.components import ClaimKind, Lexicon, Qualifier, Segmenter, Settings, TextCheck
from seedlib.errors import PluginError, PluginWarning, UsageError
from seedlib.matching import Entry
from seedlib.model import AttributeKey, Layers
from seedlib.plugins import Registry, default_registry, hookimpl

GOOD = """
    import seedlib
    from seedlib.components import TextCheck

    def check(analysis, context):
        return ()

    @seedlib.hookimpl
    def seedlib_text_checks():
        return [TextCheck(name="good", check=check)]
"""


def build(**options: Any) -> Registry:
    """Build without the built-in plugin, so that a test sees its own plugins alone."""
    return Registry.build(**{"disabled": ("seedlib",), **options})


def plugin(**hooks: Any) -> types.SimpleNamespace:
    """Return a plugin object: each hook's name (without its prefix) and what it returns."""
    return types.SimpleNamespace(**{f"seedlib_{name}": hookimpl(lambda answer=answer: answer) for name, answer in hooks.items()})


def silent(name: str) -> TextCheck:
    return TextCheck(name=name, check=lambda analysis, context: ())


@pytest.mark.parametrize(
    ("label", "source", "error", "words"),
    [
        ("broken import", "import no_such_module_anywhere", "ModuleNotFoundError", "no_such_module_anywhere"),
        ("exit at import", "raise SystemExit('bye')", "SystemExit", "bye"),
        ("syntax error", "def (", "SyntaxError", "invalid syntax"),
        ("wrong signature", "import seedlib\n@seedlib.hookimpl\ndef seedlib_parsers(path): return []", "PluginValidationError", "path"),
        ("unknown hook", "import seedlib\n@seedlib.hookimpl\ndef seedlib_parsres(): return []", "PluginValidationError", "parsres"),
    ],
)
def test_plugin_that_cannot_be_loaded_is_left_out_whole(install: Any, label: str, source: str, error: str, words: str) -> None:
    """A plugin that fails to load is one failure and one warning, and the others load."""
    install("good-dist", {"good_plugin": GOOD}, {"good": "good_plugin"})
    install("bad-dist", {"bad_plugin": source}, {"bad": "bad_plugin"}, version="2.5")
    with pytest.warns(PluginWarning, match="plugin bad") as caught:
        registry = build()
    assert len(caught) == 1, label
    assert [(failure.component, failure.error) for failure in registry.failures] == [("bad", error)]
    assert words in registry.failures[0].message
    assert {info.name: (info.version, info.distribution, info.components) for info in registry.plugins} == {
        "bad": ("2.5", "bad-dist", ()),
        "good": ("1.0", "good-dist", ("good:good",)),
    }


@pytest.mark.parametrize(
    ("label", "source", "error"),
    [
        ("wrong record", "return [42, TextCheck(name='kept', check=check)]", "ContractError"),
        ("record of another hook", "return [Segmenter(name='x', segment=check), TextCheck(name='kept', check=check)]", "ContractError"),
        ("name twice", "return [TextCheck(name='kept', check=check), TextCheck(name='kept', check=check)]", "ContractError"),
        ("record that refuses", "yield TextCheck(name='no good', check=check)", "ModelError"),
        ("not iterable", "return 42", "TypeError"),
        ("raising hook", "raise OSError('disk')", "OSError"),
    ],
)
def test_bad_record_or_hook_leaves_the_rest_of_the_plugin(install: Any, label: str, source: str, error: str) -> None:
    """A record that is wrong is left out alone, a hook that raises with all its records; other hooks of the plugin stay."""
    module = f"""
        import seedlib
        from seedlib.components import ClaimKind, Segmenter, TextCheck

        def check(analysis, context):
            return ()

        @seedlib.hookimpl
        def seedlib_text_checks():
            {source}

        @seedlib.hookimpl
        def seedlib_claim_kinds():
            return [ClaimKind(name="odd:pledge")]
    """
    install("odd-dist", {"odd_plugin": module}, {"odd": "odd_plugin"})
    with pytest.warns(PluginWarning, match="plugin odd"):
        registry = build()
    assert [failure.error for failure in registry.failures] == [error], label
    assert registry.failures[0].part == "seedlib_text_checks"
    assert "odd:pledge" in registry.kinds
    kept = ["odd:kept"] if "kept" in source else []
    assert [component.full_name for component in registry.text_checks] == kept


def test_strict_raises_the_first_failure(install: Any) -> None:
    """With strict, a plugin that fails to load is an error that names it and says what to do."""
    install("bad-dist", {"bad_plugin": "import nothing_of_this_name"}, {"bad": "bad_plugin"})
    with pytest.raises(PluginError, match=r"plugin bad: ModuleNotFoundError.*disable it"):
        build(strict=True)


def test_two_distributions_with_one_plugin_name_clash(install: Any) -> None:
    """The second plugin of a name, by its distribution's name, is left out with a failure that names both."""
    install("aaa", {"first_plugin": GOOD}, {"acme": "first_plugin"})
    install("bbb", {"second_plugin": GOOD}, {"acme": "second_plugin"})
    with pytest.warns(PluginWarning, match="bbb has the name of aaa"):
        registry = build()
    assert [(info.name, info.distribution) for info in registry.plugins] == [("acme", "aaa")]


def test_disabled_plugin_is_not_loaded(install: Any) -> None:
    """A disabled plugin is not even imported."""
    install("bad-dist", {"bad_plugin": "raise SystemExit"}, {"bad": "bad_plugin"})
    assert build(disabled=("bad", "seedlib")).plugins == ()


def test_unknown_names_in_disabled_and_prefer_are_misuse() -> None:
    """A name that names nothing is an error that lists what there is."""
    with pytest.raises(UsageError, match="found nobody among the disabled plugins, expected one of: seedlib"):
        Registry.build(disabled=("nobody",), entry_points=False)
    with pytest.raises(UsageError, match="found nobody among the preferred"):
        build(prefer=("nobody",), entry_points=False)


def test_bare_names_are_the_librarys() -> None:
    """A third party's kinds and keys carry a prefix; bare ones are refused with the name to take."""
    bare = plugin(claim_kinds=[ClaimKind(name="pledge")], attribute_keys=[AttributeKey("horizon", str)])
    with pytest.warns(PluginWarning, match=r"\(and 1 more in Registry.failures\)"):
        registry = build(plugins=[("acme", bare)], entry_points=False)
    assert {failure.advice for failure in registry.failures} == {"name it acme:pledge", "name it acme:horizon"}
    assert (dict(registry.kinds), dict(registry.keys)) == ({}, {})


def test_clashing_kinds_and_keys_of_two_plugins_are_all_reported() -> None:
    """Two plugins that give one name two meanings: the first by name keeps it, and every clash is reported."""
    one = plugin(claim_kinds=[ClaimKind(name="x:a", description="one")], attribute_keys=[AttributeKey("x:k", str)])
    two = plugin(claim_kinds=[ClaimKind(name="x:a", description="two")], attribute_keys=[AttributeKey("x:k", int)])
    with pytest.warns(PluginWarning):
        registry = build(plugins=[("b", two), ("a", one)], entry_points=False)
    assert (registry.kinds["x:a"].description, registry.keys["x:k"].type) == ("one", str)
    assert sorted(failure.component for failure in registry.failures) == ["b", "b"]


def test_kind_with_an_unknown_parent_is_left_out() -> None:
    """A kind's parent must be registered by somebody."""
    with pytest.warns(PluginWarning, match="parent 'promise'"):
        registry = build(plugins=[("acme", plugin(claim_kinds=[ClaimKind(name="acme:pledge", parent="promise")]))], entry_points=False)
    assert dict(registry.kinds) == {}


def test_plugin_name_that_cannot_be_a_prefix_is_refused() -> None:
    """A plugin's name is the prefix of its components' names, so it holds no colon or blank."""
    with pytest.warns(PluginWarning, match="expected one such as"):
        registry = build(plugins=[("a b", plugin(text_checks=[silent("x")]))], entry_points=False)
    assert registry.text_checks == ()


def test_short_names_are_the_built_ins_else_the_only_ones() -> None:
    """A short name that two third parties claim is nobody's; the built-in one's stays its own."""
    one, two = plugin(text_checks=[silent("spaces"), silent("dates")]), plugin(text_checks=[silent("dates"), silent("only")])
    registry = Registry.build(plugins=[("one", one), ("two", two)], entry_points=False)
    assert registry.find("text_checks", "spaces").full_name == "seedlib:spaces"
    assert registry.find("text_checks", "one:spaces").full_name == "one:spaces"
    assert registry.find("text_checks", "only").full_name == "two:only"
    with pytest.raises(UsageError, match=r"several text_checks named 'dates': one:dates, two:dates \(use the full name\)"):
        registry.find("text_checks", "dates")
    with pytest.raises(UsageError, match="found no text check named 'nothing', expected one of: one:dates"):
        registry.find("text_checks", "nothing")
    with pytest.raises(UsageError, match="expected one of: none"):
        build(entry_points=False).find("parsers", "text")


def test_preferred_components_come_first_then_third_parties() -> None:
    """The order to choose by: `prefer`, then third parties' by name, then the built-in ones."""

    def cutter(name: str) -> Segmenter:
        return Segmenter(name=name, segment=lambda analysis, context: Layers())

    plugins = [("b", plugin(segmenters=[cutter("lines")])), ("a", plugin(segmenters=[cutter("words")]))]
    registry = Registry.build(plugins=plugins, entry_points=False)
    assert [c.full_name for c in registry.serving("segmenters", "en")] == ["a:words", "b:lines", "seedlib:rules"]
    registry = Registry.build(plugins=plugins, entry_points=False, prefer=("rules", "b:lines"))
    assert [c.full_name for c in registry.serving("segmenters", "en")] == ["seedlib:rules", "b:lines", "a:words"]


def test_components_serve_their_languages_only() -> None:
    """A component for one language is not called for another."""
    german = TextCheck(name="german", languages=["de"], check=lambda analysis, context: ())
    registry = build(plugins=[("acme", plugin(text_checks=[german, silent("all")]))], entry_points=False)
    assert [c.full_name for c in registry.serving("text_checks", "en")] == ["acme:all"]
    assert [c.full_name for c in registry.serving("text_checks", "de")] == ["acme:all", "acme:german"]


def test_lexicons_merge_by_language_and_type() -> None:
    """A third party's and a user's entries stand before the built-in ones, each in its language only."""
    words = Lexicon(name="own", type="names", languages=["en"], entries=[Entry(phrase="Acme", value="acme:1")])
    mine = Lexicon(name="mine", type="names", entries=[Entry(phrase="Acme", value="me:1")])
    registry = build(plugins=[("acme", plugin(lexicons=[words]))], lexicons=[mine], entry_points=False)
    assert [entry.value for entry in registry.context(language="en").phrases("names").entries] == ["acme:1", "me:1"]
    assert [entry.value for entry in registry.context(language="de").phrases("names").entries] == ["me:1"]
    assert len(registry.context(language="de").phrases("nothing")) == 0


def test_context_is_made_once_a_language_and_carries_the_settings() -> None:
    """Compiled lexicons and what components derived from them are shared; settings and deadline are the call's own."""
    registry = build(entry_points=False)
    one, two = registry.context(Settings(time_limit=5)), registry.context()
    calls: list[str] = []

    def derive(context: Any) -> int:
        calls.append(context.language)
        return 7

    assert (one.once(derive), two.once(derive), calls) == (7, 7, ["en"])
    assert (one.deadline is None, two.deadline is None) == (False, True)


def test_registry_is_frozen_and_knows_only_its_hooks() -> None:
    """A registry cannot be changed, and a misspelt hook is an AttributeError."""
    registry = build(entry_points=False)
    with pytest.raises(AttributeError):
        registry.prefer = ("x",)  # type: ignore[misc]  # that it cannot be set is what is tested
    with pytest.raises(AttributeError, match="parsres"):
        registry.parsres  # noqa: B018  # as above


def describe_in_another_process(pickled: bytes, answers: Any) -> None:
    """Rebuild a registry from what was sent, and answer what it holds."""
    registry = pickle.loads(pickled)  # noqa: S301  # our own bytes
    answers.put(json.dumps(registry.describe(), sort_keys=True, default=str))


def test_rebuilt_from_its_recipe_in_another_process_it_equals_the_first() -> None:
    """A spawned process builds the same registry from the recipe alone: plugins, components, lexicons, kinds, preference."""
    words = Lexicon(name="mine", type="names", entries=[Entry(phrase="Acme", value="acme:1")])
    registry = Registry.build(plugins=[json], lexicons=[words], prefer=("seedlib:rules",), entry_points=False)
    context = multiprocessing.get_context("spawn")
    answers = context.Queue()
    worker = context.Process(target=describe_in_another_process, args=(pickle.dumps(registry), answers))
    worker.start()
    there = answers.get(timeout=60)
    worker.join()
    assert there == json.dumps(registry.describe(), sort_keys=True, default=str)
    assert pickle.loads(pickle.dumps(registry)) == registry  # noqa: S301  # our own bytes


def same_qualifier(name: str) -> Qualifier:
    return Qualifier(name=name, propose=str)


@settings(max_examples=30, deadline=None)
@given(st.permutations(["a", "b", "c", "d"]))
def test_order_of_plugins_never_matters(order: list[str]) -> None:
    """However the plugins are found, the registry is the same, clashes included."""
    hooks: dict[str, dict[str, Any]] = {
        "a": {"qualifiers": [same_qualifier("q")], "claim_kinds": [ClaimKind(name="x:k", description="a")]},
        "b": {"qualifiers": [same_qualifier("q")], "claim_kinds": [ClaimKind(name="x:k", description="b")]},
        "c": {"lexicons": [Lexicon(name="l", type="cues", entries=[Entry(phrase="says", value="denial")])]},
        "d": {"lexicons": [Lexicon(name="l", type="cues", entries=[Entry(phrase="says", value="threat")])]},
    }
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", PluginWarning)
        registry = build(plugins=[(name, plugin(**hooks[name])) for name in order], entry_points=False)
        expected = build(plugins=[(name, plugin(**hooks[name])) for name in sorted(hooks)], entry_points=False)
    assert registry.describe() == expected.describe()
    assert registry.failures == expected.failures
    assert [e.value for e in registry.context().phrases("cues").entries] == ["denial", "threat"]


def test_default_registry_is_made_once() -> None:
    """The one cache of the library."""
    assert default_registry() is default_registry()


def test_reserved_names_are_refused() -> None:
    """No plugin takes the built-in one's name, nor that of the user's own lexicons."""
    plugins = [("seedlib", plugin(text_checks=[silent("x")])), ("user", plugin(text_checks=[silent("y")]))]
    with pytest.warns(PluginWarning, match=r"none of seedlib, user|has the name of seedlib"):
        registry = Registry.build(plugins=plugins, entry_points=False)
    assert registry.find("parsers", "text").full_name == "seedlib:text"
    assert {c.full_name for c in registry.text_checks} == {c.full_name for c in Registry.build(entry_points=False).text_checks}


def test_two_plugins_given_with_one_name_are_misuse() -> None:
    """Which of them counts would depend on their order, so neither does; a string is no plugin."""
    with pytest.raises(UsageError, match="several plugins named acme"):
        build(plugins=[("acme", plugin()), ("acme", plugin())], entry_points=False)
    with pytest.raises(UsageError, match="found the string 'json'"):
        build(plugins=["json"], entry_points=False)


def test_hook_without_its_mark_is_refused() -> None:
    """A function with a hook's name that is not marked would be ignored silently."""
    with pytest.warns(PluginWarning, match="seedlib_parsers without the mark"):
        build(plugins=[("acme", types.SimpleNamespace(seedlib_parsers=list))], entry_points=False)


def test_hook_that_asks_for_the_default_registry_does_not_wait_for_ever(monkeypatch: pytest.MonkeyPatch, install: Any) -> None:
    """A hook that analyzes a text while the registry is built fails alone."""
    from seedlib.plugins import registry as module

    source = "import seedlib\n@seedlib.hookimpl\ndef seedlib_text_checks():\n    return seedlib.analyze('x').problems"
    install("asking-dist", {"asking_plugin": source}, {"asking": "asking_plugin"})
    monkeypatch.setattr(module._Default, "registry", None)
    with pytest.warns(PluginWarning, match="asks for the registry while it is built"):
        assert "asking" in {info.name for info in default_registry().plugins}


BAD_ENTRIES = [
    ("names", Entry(phrase="Acme", value="acme"), "expected an id such as"),
    ("names", Entry(phrase="Acme", value="acme:1", data={"kind": "robot"}), "found the kind 'robot'"),
    ("names", Entry(phrase="Acme", value="acme:1", data={"kind": ["person"]}), "found the kind"),
    ("names", Entry(phrase="Acme", value="acme:1", data={"country": "Norway"}), "expected an ISO 3166 code"),
    ("cues", Entry(phrase="toots", value="acme:toot"), "found the claim kind 'acme:toot'"),
    ("modals", Entry(phrase="shall", value="sure"), "found the modality 'sure'"),
]


@pytest.mark.parametrize(("type_", "entry", "words"), BAD_ENTRIES)
def test_entry_that_its_type_does_not_allow_is_left_out(type_: str, entry: Entry, words: str) -> None:
    """A user's bad entry is a failure that names it; his good ones count."""
    mine = Lexicon(
        name="mine", type=type_, entries=[entry, Entry(phrase="good", value={"cues": "threat", "modals": "possible"}.get(type_, ""))]
    )
    with pytest.warns(PluginWarning, match="a lexicon of yours: ContractError: lexicon mine: the entry"):
        registry = Registry.build(lexicons=[mine], entry_points=False)
    assert words in registry.failures[0].message
    assert [entry.phrase for entry in registry.find("lexicons", "user:mine").record.entries] == ["good"]
    seedlib.analyze("Acme toots that it shall rain, said Ada Poe.", registry=registry, strict=True)


def test_lexicon_of_a_type_that_nobody_reads_is_reported() -> None:
    """A misspelt type would pass as a lexicon without effect; a plugin's own types carry its prefix."""
    with pytest.warns(PluginWarning, match=r"'nmaes', which nobody reads; did you mean 'names'\?"):
        Registry.build(lexicons=[Lexicon(name="mine", type="nmaes", entries=[])], entry_points=False)
    assert Registry.build(lexicons=[Lexicon(name="mine", type="acme:list", entries=[])], entry_points=False).failures == ()


def test_lexicons_add_kinds_of_claim() -> None:
    """A kind and its cues need no code: a lexicon of the type `claim-kinds`, and cues with its name."""
    kinds = Lexicon(name="kinds", type="claim-kinds", entries=[Entry(phrase="acme:pledge", value="commitment")])
    cues = Lexicon(name="cues", type="cues", entries=[Entry(phrase="toots", value="acme:pledge")])
    registry = Registry.build(lexicons=[kinds, cues], entry_points=False)
    assert (registry.kinds["acme:pledge"].parent, registry.failures) == ("commitment", ())
    bare = Lexicon(name="kinds", type="claim-kinds", entries=[Entry(phrase="pledge")])
    with pytest.warns(PluginWarning, match="expected a name with a prefix"):
        Registry.build(lexicons=[bare], entry_points=False)
