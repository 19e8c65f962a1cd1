"""Spans: the algebra of half-open offsets, single and packed."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedlib.errors import ModelError
from seedlib.model import Span, Spans, hull, overlapping
from tests import strategies

spans = strategies.spans(12)


def points(span: Span) -> set[int]:
    """Return the code points of a span: what its algebra is about."""
    return set(range(span.start, span.end))


@given(spans, spans)
def test_span_relations_are_those_of_sets(one: Span, other: Span) -> None:
    """Overlapping, covering and length mean what they mean for sets of code points."""
    assert one.overlaps(other) == bool(points(one) & points(other))
    assert one.covers(other) == (points(other) <= points(one))
    assert len(one) == len(points(one))


@given(spans, spans)
def test_overlap_is_symmetric_and_covers_is_an_order(one: Span, other: Span) -> None:
    """What covers overlaps; two that cover each other are one."""
    assert one.overlaps(other) == other.overlaps(one)
    assert one.overlaps(one)
    assert not one.covers(other) or one.overlaps(other)
    assert (one.covers(other) and other.covers(one)) == (one == other)


@given(st.lists(spans))
def test_spans_sort_by_start_then_end(several: list[Span]) -> None:
    """The order of spans is that of their offsets."""
    assert sorted(several) == [Span(*pair) for pair in sorted((span.start, span.end) for span in several)]


@given(st.lists(spans, min_size=1))
def test_hull_is_the_smallest_cover(several: list[Span]) -> None:
    """It covers all, and begins and ends where one of them does."""
    whole = hull(iter(several))
    assert all(whole.covers(span) for span in several)
    assert (whole.start, whole.end) == (min(span.start for span in several), max(span.end for span in several))


def test_hull_of_nothing_is_refused() -> None:
    """Nothing has no place."""
    with pytest.raises(ModelError, match="found no span"):
        hull([])


@given(st.lists(spans), st.lists(spans))
def test_overlapping_looks_at_every_pair(one: list[Span], other: list[Span]) -> None:
    """Iterators do as well as lists."""
    expected = bool(set().union(*map(points, one)) & set().union(*map(points, other)))
    assert overlapping(iter(one), iter(other)) == expected


@pytest.mark.parametrize(("start", "end"), [(3, 3), (4, 3), (-1, 2), (0, 0), (1.0, 2), ("1", 2), (True, 2), (None, None), (0, True)])
def test_span_refuses_what_is_no_run(start: Any, end: Any) -> None:
    """A span is never empty, never negative, and has integers."""
    with pytest.raises(ModelError, match="expected integers with 0 <= start < end"):
        Span(start, end)


@given(strategies.pairs(30))
def test_packed_spans_are_a_sequence_of_spans(pairs: list[tuple[int, int]]) -> None:
    """What goes in comes out: by iteration, index, slice and pair."""
    packed, loose = Spans(iter(pairs)), [Span(*pair) for pair in pairs]
    assert (list(packed), len(packed), list(packed.pairs())) == (loose, len(loose), pairs)
    assert [packed[index] for index in range(-len(loose), len(loose))] == loose * 2
    assert list(packed[1:3]) == loose[1:3]
    assert list(reversed(packed)) == loose[::-1]
    assert all(span in packed for span in loose)


@given(strategies.pairs(30), st.integers(-1, 31), st.integers(-1, 31))
def test_within_finds_what_lies_wholly_inside(pairs: list[tuple[int, int]], start: int, end: int) -> None:
    """By bisection, the same as by looking at each."""
    expected = [index for index, (first, last) in enumerate(pairs) if start <= first and last <= end]
    assert list(Spans(pairs).within(start, end)) == expected


@given(strategies.pairs(30), st.integers(-1, 31))
def test_at_finds_the_span_that_holds_a_code_point(pairs: list[tuple[int, int]], offset: int) -> None:
    """None between two spans, before the first and after the last."""
    expected = next((index for index, (first, last) in enumerate(pairs) if first <= offset < last), None)
    assert Spans(pairs).at(offset) == expected


@given(strategies.pairs(9), strategies.pairs(9))
def test_packed_spans_compare_and_hash_by_value(one: list[tuple[int, int]], other: list[tuple[int, int]]) -> None:
    """Equal offsets are equal spans."""
    assert (Spans(one) == Spans(other)) == (one == other)
    assert hash(Spans(one)) == hash(Spans(list(one)))


def test_packed_spans_are_no_list() -> None:
    """They equal packed spans only, as a tuple equals tuples only."""
    assert Spans([(0, 1)]) != [Span(0, 1)]
    assert repr(Spans([(0, 1)])) == "Spans([(0, 1)])"
    with pytest.raises(AttributeError, match="Spans is immutable; cannot set 'starts'"):
        Spans().starts = None  # type: ignore[misc,assignment]  # what the test is about


@pytest.mark.parametrize(
    ("pairs", "found"),
    [
        ([(0, 0)], "found 0 to 0 after 0"),
        ([(2, 1)], "found 2 to 1 after 0"),
        ([(-1, 1)], "found -1 to 1 after 0"),
        ([(0, 3), (2, 4)], "found 2 to 4 after 3"),
        ([(5, 6), (0, 1)], "found 0 to 1 after 6"),
        ([(0, 1, 2), (3,)], "no pair of offsets"),
        ([("a", "b")], "no pair of offsets"),
        ([(0.5, 1.5)], "no pair of offsets"),
        ([5], "no pair of offsets"),
        ([(0, 2**70)], "no pair of offsets"),
    ],
)
def test_packed_spans_refuse_disorder(pairs: list[Any], found: str) -> None:
    """A caller learns which pair is wrong."""
    with pytest.raises(ModelError, match=found):
        Spans(pairs)
