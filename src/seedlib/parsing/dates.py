"""Dates in words: `June 24, 2024`, `24 June 2024`, `2024-06-24`, as ISO 8601 at the precision that is stated.

Rules:

- What is not stated is not added: `June 2024` is `2024-06`, and a month and day without a year are no date.
- `03/04/2024` is no date where nothing says which is the month. `24/06/2024` is one, and `04/04/2024`.
- Names of months are data of the language.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from typing import Any, NamedTuple

import regex

__all__ = ["DateFound", "day_and_month", "find_date", "iso_date", "order_in", "order_of"]

#: A date in a line of words, each way round, with a time of day after it or not. `24th`: two letters may follow the day;
#: `am` and `pm` are Latin, `UTC` and `GMT` names of zones, in whatever language.
_DATE = regex.compile(
    r"""
    (?<![\p{L}\p{N}])
    (?:
        (?P<year>\d{4}) - (?P<month>\d\d) (?: - (?P<day>\d\d) )?               # 2024-06-24
      | (?P<word>\p{L}{3,12}) \.? \s+ (?P<day>\d{1,2}) (?:\p{L}{2})? ,? \s+ (?P<year>\d{4})  # June 24, 2024
      | (?P<day>\d{1,2}) (?: \. | \p{L}{2} )? \s+ (?P<word>\p{L}{3,12}) \.? ,? \s+ (?P<year>\d{4})  # 24 June 2024
      | (?P<word>\p{L}{3,12}) ,? \s+ (?P<year>\d{4})                           # June 2024
      | (?P<one>\d{1,2}) (?P<sign>[/.]) (?P<two>\d{1,2}) (?P=sign) (?P<year>\d{4})      # 24/06/2024, 24.06.2024
    )
    (?! [\p{L}\p{N}] (?<! T) )
    (?: (?: T | ,? \s+ (?:\p{L}{2} \s+)? ) (?P<hour>\d{1,2}) [:.] (?P<minute>\d\d) (?: : (?P<second>\d\d) (?:\.\d+)? )?
        \s* (?P<half>[AaPp]\.?[Mm]\b\.?)? \s* (?P<zone> Z\b | (?:UTC|GMT)\b (?![+-]) | [+-]\d\d:?\d\d )? )?
    """,
    regex.VERBOSE,
)


class DateFound(NamedTuple):
    """A date, and where it stands."""

    iso: str
    start: int
    end: int


def find_date(
    text: str, months: Mapping[str, int], start: int = 0, end: int | None = None, *, day_first: bool | None = None
) -> DateFound | None:
    """Return the first date between `start` and `end`, or None.

    >>> find_date("Posted on 24 June 2024, 9:30 pm", {"june": 6}).iso
    '2024-06-24T21:30'

    Args:
        text: where to look.
        months: numbers of months by their folded names.
        start: in code points.
        end: in code points; None for the text's end.
        day_first: whether `03/04/2024` is 3 April; None where nothing says so.
    """
    for found in _DATE.finditer(text, start, len(text) if end is None else end):
        iso = _iso(found, months, day_first)
        if iso:
            return DateFound(iso, *found.span())
    return None


def day_and_month(one: int, two: int, sign: str, day_first: bool | None) -> tuple[int, int] | None:
    """Return which of two numbers is the day and which the month, in this order; None where nothing says so.

    >>> day_and_month(3, 24, "/", None), day_and_month(3, 4, "/", True), day_and_month(3, 4, "/", None)
    ((24, 3), (3, 4), None)
    """
    if one > 12 or sign == ".":
        return one, two
    if two > 12:
        return two, one
    if one == two:
        return one, two
    if day_first is None:
        return None
    return (one, two) if day_first else (two, one)


def _iso(found: regex.Match[str], months: Mapping[str, int], day_first: bool | None) -> str | None:
    year, month, day = int(found["year"]), 0, int(found["day"] or 0)
    if found["word"]:
        month = months.get(found["word"].casefold(), 0)
    elif found["month"]:
        month = int(found["month"])
    else:
        order = day_and_month(int(found["one"]), int(found["two"]), found["sign"], day_first)
        if order is None:
            return None
        day, month = order
    try:
        date(year, month, day or 1)
    except ValueError:
        return None
    stated = f"{year:04}-{month:02}" + (f"-{day:02}" if day else "")
    return stated + (_time(found) if day else "")


def _time(found: regex.Match[str]) -> str:
    if not found["hour"]:
        return ""
    hour, minute = int(found["hour"]), int(found["minute"])
    if found["half"]:
        hour = hour % 12 + (12 if found["half"][0] in "pP" else 0)
    if hour > 23 or minute > 59:
        return ""
    zone = found["zone"] or ""
    seconds = f":{found['second']}" if found["second"] and int(found["second"]) < 60 else ""
    return f"T{hour:02}:{minute:02}{seconds}" + ("Z" if zone in {"Z", "UTC", "GMT"} else zone)


def order_in(held: Any) -> bool | None:
    """Say whether the day stands first in a date of numbers; None where it is none, or can be read both ways.

    >>> order_in("24/06/2024"), order_in("06/24/2024"), order_in("03/04/2024")
    (True, False, None)
    """
    found = _DATE.search(held) if isinstance(held, str) else None
    if found is None or found["sign"] != "/" or _iso(found, {}, None) is None:
        return None
    one, two = int(found["one"]), int(found["two"])
    return one > 12 if one > 12 or two > 12 else None


def order_of(cells: Iterable[Any]) -> bool | None:
    """Say whether the day stands first in the dates of a column; None where no cell says so, or where two contradict each other.

    >>> order_of(["1/03/2024", "13/03/2024"]), order_of(["1/03/2024"]), order_of(["13/03/2024", "03/13/2024"])
    (True, None, None)
    """
    said = {first for first in map(order_in, cells) if first is not None}
    return said.pop() if len(said) == 1 else None


def iso_date(held: str, months: Mapping[str, int], *, day_first: bool | None = None) -> str | None:
    """Return a field's text as an ISO 8601 date, or None if it is none that is known.

    >>> iso_date("Mon, 24 Jun 2024 10:00:00 GMT", {}), iso_date("2024", {}), iso_date("soon", {})
    ('2024-06-24T10:00:00Z', '2024', None)
    """
    held = held.strip()
    if regex.fullmatch(r"[12]\d{3}", held):
        return held
    try:
        return _plain(parsedate_to_datetime(held).isoformat())
    except (ValueError, IndexError, TypeError, OverflowError):
        pass
    try:
        if regex.fullmatch(r"\d{4}-\d\d-\d\d[T ].+", held):
            return _plain(datetime.fromisoformat(held).isoformat())
    except ValueError:
        return None
    found = find_date(held, months, day_first=day_first)
    alone = found and not regex.search(r"\d", held[: found.start] + held[found.end :])
    return found.iso if found and alone else None


def _plain(iso: str) -> str:
    return iso.removesuffix("+00:00") + ("Z" if iso.endswith("+00:00") else "")
