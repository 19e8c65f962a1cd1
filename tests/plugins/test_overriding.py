"""What of one plugin stands behind another's."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pytest

from seedlib import Registry
from seedlib.components import Command, Exporter, Lexicon, Parser, Rank, Segmenter
from seedlib.matching import Entry
from seedlib.model import Layers
from seedlib.plugins.overriding import Override, overrides
from tests.conftest import plugin


def parser(name: str, **more: Any) -> Parser:
    """Return a parser that reads nothing."""
    return Parser(name=name, accepts=lambda head, hint: Rank.NO, parse=lambda stream, hint, context: (), **more)  # a signature


def exporter(name: str) -> Exporter:
    """Return an exporter that writes nothing."""
    return Exporter(name=name, write=lambda results, target, context: None)  # a component's signature


def found(registry: Registry, hook: str) -> list[tuple[str, str, str]]:
    """Return what is overridden by records of a hook."""
    return [(held.what, held.winner, held.loser) for held in overrides(registry) if held.hook == hook]


def test_nothing_of_our_own_is_overridden() -> None:
    """Which of our own parsers goes first is no news."""
    assert overrides(Registry.build(entry_points=False)) == ()


def test_a_parser_goes_before_ours_where_both_accept_alike(with_plugin: Callable[..., Registry]) -> None:
    """By the suffixes and media types that they share, in one line a pair."""
    registry = with_plugin(parsers=[parser("md", suffixes=(".md", ".acme"), media_types=("text/markdown",))])
    assert found(registry, "parsers") == [(".md, text/markdown, where both accept it alike", "acme:md", "seedlib:markdown")]


def test_a_preferred_one_of_ours_goes_before_a_plugin_s() -> None:
    """As `--prefer` says."""
    held = plugin(parsers=[parser("md", suffixes=(".md",))])
    registry = Registry.build(plugins=[("acme", held)], prefer=["seedlib:markdown"], entry_points=False)
    assert found(registry, "parsers") == [(".md, where both accept it alike", "seedlib:markdown", "acme:md")]


def test_a_segmenter_is_asked_first_in_its_language(with_plugin: Callable[..., Registry]) -> None:
    """And ours for what it leaves out."""
    registry = with_plugin(segmenters=[Segmenter(name="x", segment=lambda analysis, context: Layers(), languages=("fi",))])  # a signature
    ((what, winner, loser), *_) = found(registry, "segmenters")
    assert (what.partition(":")[0], winner, loser.partition(":")[0]) == ("fi", "acme:x", "seedlib")


def test_a_short_name_is_ours(with_plugin: Callable[..., Registry]) -> None:
    """A plugin's format of that name is asked for by its full name."""
    assert found(with_plugin(exporters=[exporter("csv")]), "exporters") == [("the short name csv", "seedlib:csv", "acme:csv")]


def test_a_short_name_of_two_plugins_is_nobody_s() -> None:
    """Neither stands behind the other."""
    plugins = [(name, plugin(exporters=[exporter("hush")])) for name in ("acme", "brio")]
    assert overrides(Registry.build(plugins=plugins, entry_points=False)) == ()


def test_of_two_commands_of_one_name_the_first_is_kept() -> None:
    """By full name."""
    plugins = [(name, plugin(commands=[Command(name="hush", add=print)])) for name in ("brio", "acme")]
    assert overrides(Registry.build(plugins=plugins, entry_points=False)) == (
        Override(hook="commands", what="the short name hush", winner="acme:hush", loser="brio:hush"),
    )


@pytest.mark.parametrize(
    ("languages", "phrases", "expected"),
    [
        (("en",), ["Lithuania"], "names: Lithuania"),
        (("*",), ["Lithuania", "Latvia", "Estonia", "Poland", "Brenn"], "names: Estonia, Latvia, Lithuania and 1 more"),
        (("fi",), ["Lithuania"], None),
        (("en",), ["Brenn"], None),
    ],
)
def test_names_of_a_plugin_stand_in_the_place_of_ours(
    with_plugin: Callable[..., Registry], languages: tuple[str, ...], phrases: Iterable[str], expected: str | None
) -> None:
    """Phrase by phrase, in a language that both serve."""
    entries = [Entry(phrase=phrase, value=f"acme:{phrase.lower()}") for phrase in phrases]
    registry = with_plugin(lexicons=[Lexicon(name="ports", type="names", entries=entries, languages=languages)])
    told = found(registry, "lexicons")
    assert [what for what, _, _ in told] == ([] if expected is None else [expected])
    assert {winner for _, winner, _ in told} <= {"acme:ports"}
