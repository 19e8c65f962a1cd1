"""Dates in words and in fields."""

from __future__ import annotations

import pytest

from seedlib.parsing.dates import find_date, iso_date, order_in, order_of

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
    ("4/04/2024", "2024-04-04"),
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


@pytest.mark.parametrize(("day_first", "expected"), [(True, "2024-06-04"), (False, "2024-04-06"), (None, None)])
def test_an_order_that_is_known_settles_which_is_the_month(day_first: bool | None, expected: str | None) -> None:
    """Only where the numbers leave it open."""
    assert expected == iso_date("04/06/2024", MONTHS, day_first=day_first)
    assert [iso_date(held, MONTHS, day_first=day_first) for held in ("24/06/2024", "06/24/2024", "04.06.2024")] == [
        "2024-06-24",
        "2024-06-24",
        "2024-06-04",
    ]


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        ("24/06/2024", True),
        ("24/06/2024 10:00", True),
        ("06/24/2024", False),
        ("04/06/2024", None),
        ("4/04/2024", None),
        ("99/06/2024", None),
        ("24/24/2024", None),
        ("24.06.2024", None),
        ("2024-06-24", None),
        ("June 24, 2024", None),
        ("", None),
        (None, None),
        (20240624, None),
    ],
)
def test_some_dates_say_in_which_order_they_are(held: object, expected: bool | None) -> None:
    """Those that can be read one way alone; nothing else does."""
    assert expected is order_in(held)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["04/06/2024", "24/06/2024", "", None], True),
        (["06/24/2024", "04/06/2024"], False),
        (["04/06/2024", "05/06/2024"], None),
        (["24/06/2024", "06/24/2024"], None),
        ([], None),
    ],
)
def test_a_column_has_the_order_of_those_of_its_dates_that_say_it(cells: list[object], expected: bool | None) -> None:
    """If they agree."""
    assert expected is order_of(cells)
