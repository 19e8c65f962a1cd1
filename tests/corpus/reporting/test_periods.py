"""Dates as periods."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedlib.corpus.reporting.periods import MOST, all_periods, named, precision_of, stated


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        ("2024-06-24T10:00:05.25+02:00", "2024-06-24"),
        ("2024-06", "2024-06"),
        ("2024", "2024"),
        ("2023-02-29", "2023-02"),  # no calendar has it
        ("2024-00-01", "2024"),
        ("2024-13", "2024"),
        ("0000-01-01", "0000"),
        (None, ""),
    ],
)
def test_a_date_is_as_exact_as_it_is_stated(published: str | None, expected: str) -> None:
    """And no more exact than a calendar allows."""
    assert stated(published) == expected


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ({}, 2),
        ({"": 9}, 2),
        ({"2024-06-24": 1}, 10),
        ({"2024-06-01": 1, "2024-08-11": 1}, 10),
        ({"2024-06-01": 1, "2024-08-12": 1}, 7),  # seventy-three days
        ({"2019-01": 1, "2024-12": 1}, 7),
        ({"2018-12": 1, "2024-12": 1}, 4),
        ({"2024-06-24": 1, "2023": 1}, 4),  # half of them know no more
        ({"2024-06-24": 2, "2023": 1}, 10),
        ({"1900": 1, "2024": 1}, 3),
        ({"0001": 1, "9999": 1}, 2),
    ],
)
def test_an_axis_is_as_exact_as_its_room_and_most_documents_allow(dates: dict[str, int], expected: int) -> None:
    """Days, months, years, decades, centuries."""
    assert precision_of(dates) == expected


@given(st.lists(st.dates().map(str) | st.integers(0, 9999).map("{:04}".format), min_size=1))
def test_every_date_has_its_period_and_an_axis_has_room(dates: list[str]) -> None:
    """Whatever the dates: those that are as exact as the axis stand on it, and it has no more periods than there is room for."""
    precision = precision_of(dict.fromkeys(dates, 1))
    keys = sorted(date[:precision] for date in dates if len(date) >= precision)
    periods = list(all_periods(keys[0], keys[-1]))
    assert set(keys) <= set(periods)
    assert periods == sorted(set(periods))
    assert len(periods) <= (MOST if precision > 2 else 100)
    assert all(named(period) for period in periods)
