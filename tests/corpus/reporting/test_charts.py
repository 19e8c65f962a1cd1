"""What stands where in a chart."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedlib.corpus.reporting.charts import columns, network, segments, spark
from seedlib.exporting.display import width

NAMES = {letter: f"Actor {letter}" for letter in "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"}


def test_a_bar_has_its_parts_side_by_side_in_their_order() -> None:
    """Names that the order does not have follow."""
    found = segments({"acme:pledge": 1, "denial": 1, "statement": 2}, ["statement", "denial"], 8)
    assert [(held.name, held.x, held.width) for held in found] == [("statement", 0, 25), ("denial", 25, 12.5), ("acme:pledge", 37.5, 12.5)]


@pytest.mark.parametrize(("count", "whole", "expected"), [(5, 100, False), (6, 100, True), (50, 1000, False), (90, 1000, True)])
def test_a_number_stands_in_a_part_that_has_room_for_it(count: int, whole: int, expected: bool) -> None:
    """Longer numbers need more."""
    (found,) = segments({"a": count}, ["a"], whole)
    assert found.labelled is expected


def test_a_bar_of_nothing_is_empty() -> None:
    """No part, and no division by nothing."""
    assert segments({}, ["a"], 0) == ()


def test_columns_stand_on_the_axis_and_the_scale_ends_above_the_highest() -> None:
    """In whole steps."""
    found = columns([("2023", "2023", 3), ("2024", "2024", 12)])
    assert [round(held.y + held.height, 1) for held in found.columns] == [found.base, found.base]
    assert [held.text for held in found.scale] == ["0", "5", "10", "15"]
    assert found.columns[1].height == pytest.approx(4 * found.columns[0].height, rel=0.01)
    assert [held.text for held in found.numbers] == ["3", "12"]


@given(st.lists(st.integers(0, 10**7), min_size=1, max_size=100), st.sampled_from(["2024", "24 Sep 2016", "2000–2099"]))
def test_columns_and_dates_do_not_overlap(counts: list[int], name: str) -> None:
    """However many there are."""
    found = columns([(str(place), name, count) for place, count in enumerate(counts)])
    assert all(one.x + one.width <= other.x for one, other in pairwise(found.columns))
    assert all(other.x - one.x >= 6.5 * len(name) for one, other in pairwise(found.dates))
    assert all(0 <= held.y <= found.base for held in found.columns)
    assert len(found.scale) <= 6


def test_small_columns_share_a_scale() -> None:
    """Those of nothing are left out."""
    assert [(held.x, held.height) for held in spark([0, 5, 10, 0], 20)] == [(25, 5), (50, 10)]


@given(
    st.lists(st.tuples(st.sampled_from(sorted(NAMES)), st.sampled_from(sorted(NAMES)), st.integers(1, 50)), unique_by=lambda pair: pair[:2])
)
def test_a_network_has_room_for_its_labels(pairs: list[tuple[str, str, int]]) -> None:
    """No two stand in one row; every arrow ends at nodes that are drawn; wider is more."""
    pairs.sort(key=lambda pair: -pair[2])
    found = network(pairs, NAMES)
    for side in (found.speakers, found.targets):
        rows = [held.y for held in side]
        assert all(later - earlier >= 20 for earlier, later in pairwise(rows))
        assert len(side) <= 18
    assert {held.speaker for held in found.arrows} == {held.id for held in found.speakers}
    assert {held.target for held in found.arrows} == {held.id for held in found.targets}
    widths = [(held.count, held.width) for held in found.arrows]
    assert sorted(widths) == sorted(widths, key=lambda pair: pair[1])


def test_a_network_is_drawn_the_same_each_time() -> None:
    """Whoever speaks and is spoken about stands on both sides."""
    pairs = [("a", "b", 3), ("b", "a", 2), ("c", "b", 1)]
    found = network(pairs, NAMES)
    assert found == network(pairs, NAMES)
    assert [held.id for held in found.speakers] == ["a", "b", "c"]
    assert [held.id for held in found.targets] == ["b", "a"]
    assert [held.name for held in found.arrows][-1] == "Actor a → Actor b: 3 claims"


@pytest.mark.parametrize("name", ["x" * 200, "部" * 40, "two  \n lines", "n" * 30])
def test_names_are_cut_to_their_room(name: str) -> None:
    """By columns, since wide letters take two."""
    (found,) = network([("a", "b", 1)], {"a": name, "b": "B"}).speakers
    assert width(found.label) <= 30
    assert found.name == name
