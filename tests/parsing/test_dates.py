"""Dates in words and in fields."""

from __future__ import annotations

import pytest

from seedlib.parsing.dates import find_date, iso_date

MONTHS = {"june": 6, "jun": 6, "may": 5}

LINES = [
    ("June 24, 2024", "2024-06-24"),
    ("June 24th 2024", "2024-06-24"),
    ("JUNE 24, 2024", "2024-06-24"),
    ("24 June 2024", "2024-06-24"),
    ("24. Jun. 2024", "2024-06-24"),
    ("June 2024", "2024-06"),
    ("2024-06-24", "2024-06-24"),
    ("2024-06", "2024-06"),
    ("2024-06-24T10:00Z", "2024-06-24T10:00Z"),
    ("2024-06-24T10:00:05.123+02:00", "2024-06-24T10:00:05+02:00"),
    ("24/06/2024", "2024-06-24"),
    ("06/24/2024", "2024-06-24"),
    ("24.06.2024", "2024-06-24"),
    ("04.06.2024", "2024-06-04"),
    ("June 24, 2024 at 9:30 PM", "2024-06-24T21:30"),
    ("June 24, 2024, 12:05 a.m.", "2024-06-24T00:05"),
    ("June 24, 2024 10:00 GMT", "2024-06-24T10:00Z"),
    ("June 24, 2024 25:00", "2024-06-24"),
    ("on Monday, or June 24, 2024", "2024-06-24"),
    ("04/06/2024", None),
    ("June 31, 2024", None),
    ("Smarch 24, 2024", None),
    ("June 24", None),
    ("99/99/2024", None),
    ("room 12024-06-24", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "expected"), LINES)
def test_the_first_date_of_a_line(text: str, expected: str | None) -> None:
    """At the precision that is stated, and none where nothing settles it."""
    found = find_date(text, MONTHS)

    assert expected == (found.iso if found else None)


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        ("2024", "2024"),
        (" 2024-06-24 ", "2024-06-24"),
        ("2024-06-24T10:00:00+00:00", "2024-06-24T10:00:00Z"),
        ("2024-06-24 10:00:00.5", "2024-06-24T10:00:00.500000"),
        ("2024-06-24T99:00", None),
        ("Mon, 24 Jun 2024 10:00:00 +0200", "2024-06-24T10:00:00+02:00"),
        ("June 24, 2024", "2024-06-24"),
        ("June 24, 2024 and 3 more", None),
        ("1719223200", None),
        ("", None),
    ],
)
def test_a_field_is_a_date_or_none(held: str, expected: str | None) -> None:
    """The whole of it has to be one."""
    assert expected == iso_date(held, MONTHS)
