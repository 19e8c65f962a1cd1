"""From an expression of time to ISO 8601, against the day of writing.

What is answered is a year, a month or a day (`2024`, `2024-05`, `2024-05-09`), an interval of two (`2024-05-09/2024-05-12`), one with an
open side (`../2030`, ISO 8601-2), or a month and day whose year is open (`--05-09`).

Rules:

- Nothing is made more precise than the words: "two years ago" is a year, "last week" seven days from a Monday on, "late May" is May.
- A day of the week is the last one up to the day of writing, that day included; the next one where the words look ahead.
- A day or month without a year is the nearest one on the right side if it lies within half a year or in the year of writing, since
  newspapers leave out that year alone (The Associated Press Stylebook, "months"); else its year stays open.
- What depends on the day of writing has no value where that is unknown, or not known so precisely; nor has what no calendar has, such as
  September 31.
- The Gregorian calendar is the standard library's; all words are data, see `timewords`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta

import attrs

from seedlib.model import value
from seedlib.qualification.timewords import Moment, Part

__all__ = ["Day", "iso", "make_day"]

#: How far a day without a year may lie from the day of writing outside its year, in days: half a year.
_NEAR = 183

#: A leap year, in which every day of every month exists.
_LEAP = 2000

#: How much of a date must be known: the year, the month, the day.
_YEAR, _MONTH, _DAY = 1, 2, 3

#: Days of a week, months of a year, and Saturday as `date.weekday` counts.
_DAYS, _MONTHS, _SATURDAY = 7, 12, 5


@value(kw_only=True)
class Day:
    """The day of writing, and which way the words look from there."""

    date: date = date(_LEAP, 1, 1)
    #: How many of year, month and day are known.
    known: int = 0
    #: Whether what is told lies ahead of that day; None where nothing tells.
    ahead: bool | None = None


def make_day(written: str | None, *, ahead: bool | None = None) -> Day:
    """Return the day that begins an ISO 8601 text, as precise as that is; without one, a day of which nothing is known."""
    parts = [part for part in (written or "")[:10].split("-") if part.isdecimal()]
    try:
        year, month, day, *_ = (*map(int, parts), 1, 1)
        return Day(date=date(year, month, day), known=len(parts), ahead=ahead)
    except ValueError:
        return Day(ahead=ahead)


def iso(moment: Moment, day: Day) -> str | None:
    """Return an expression of time as ISO 8601 text; None where it has no value."""
    relation = moment.relation.data if moment.relation else {}
    if day.ahead is None and "ahead" in relation:
        day = attrs.evolve(day, ahead=relation["ahead"])
    text = _value(moment.parts[-1], day)
    if text is None:
        return None
    first, _, last = text.rpartition("/")
    first = first or last
    if len(moment.parts) > 1:
        first = (_value(moment.parts[0], _before(first, day)) or "").partition("/")[0]
        return f"{first}/{last}" if first and first <= last else None
    if "open" in relation:
        return None if first.startswith("--") else f"../{last}" if relation["open"] == "start" else f"{first}/.."
    return text


def _value(part: Part, day: Day) -> str | None:
    try:
        return _RULES[part.pattern.value](part, day)
    except (ValueError, OverflowError):  # a day that no calendar has, a year before the first
        return None


def _before(end: str, day: Day) -> Day:
    """Return the day from which the beginning of what ends there is sought: looking back from the end, if that has a year."""
    return day if end.startswith("--") else attrs.evolve(make_day(end, ahead=False), known=max(day.known, end.count("-") + 1))


def _interval(first: date, last: date, known: int) -> str:
    """Return an interval of years, months or days; one of them where both are the same."""
    return "/".join(dict.fromkeys(day.isoformat()[: (4, 7, 10)[known - 1]] for day in (first, last)))


def _months_on(day: date, months: int) -> date:
    """Return the first day of the month that is so many months on."""
    year, month = divmod(day.year * _MONTHS + day.month - 1 + months, _MONTHS)
    return date(year, month + 1, 1)


def _needed(unit: Mapping[str, int]) -> int:
    """Return how much of the day of writing must be known to count a unit from it."""
    months = unit.get("months")
    return _DAY if months is None else _MONTH if months % _MONTHS else _YEAR


def _date(part: Part, day: Day) -> str | None:
    """Return a day or month of a year: `May 9`, `May 9-12, 2024`, `May of last year`."""
    month, year, which = part.number("MONTH"), part.number("YEAR"), part.number("WHICH")
    days = [entry.data["number"] for entry in part.slots.get("DAY", ())]
    known = _DAY if days else _MONTH
    if month is None:
        return None
    if year is None and which is not None and day.known:
        year = day.date.year + which
    elif year is None and which is None and day.known >= known:
        year = _settled(month, days[-1] if days else None, day)
    dates = [date(year or _LEAP, month, number) for number in days or [1]]
    text = _interval(dates[0], dates[-1], known)
    return text if year is not None else text.replace(f"{_LEAP}-", "--")


def _settled(month: int, number: int | None, day: Day) -> int | None:
    """Return the year of a day or month that the day of writing settles, or None."""
    here = day.date if number is not None else day.date.replace(day=1)
    found = []
    for year in (here.year - 1, here.year, here.year + 1):
        try:
            away = (date(year, month, number or 1) - here).days
        except ValueError:  # February 29
            continue
        if day.ahead is None or away == 0 or (away > 0) == day.ahead:
            found.append((abs(away), year))
    away, year = min(found, default=(_NEAR + 1, 0))
    return year if year == here.year or away <= _NEAR else None


def _month(part: Part, day: Day) -> str | None:
    """Return the month before, in or after the present one that has a name: `last May`."""
    month, which = part.number("MONTH"), part.number("WHICH")
    if day.known < _MONTH or month is None or which is None:
        return None
    passed = which and (month - day.date.month) * which <= 0
    return f"{day.date.year + (which if passed else 0)}-{month:02}"


def _year(part: Part, day: Day) -> str | None:
    """Return a year, or that of this summer; last summer may lie in this year or in the one before."""
    year = part.number("YEAR")
    if year is None and day.known and part.number("WHICH") == 0:
        year = day.date.year
    return None if year is None else str(year)


def _decade(part: Part, _day: Day) -> str | None:
    year = part.number("DECADE")
    return None if year is None else f"{year}/{year + 9}"


def _weekday(part: Part, day: Day) -> str | None:
    """Return a day of the week: `on Monday`, `last Monday`, `Monday of last week`."""
    number, which = part.number("WEEKDAY"), part.number("WHICH") or 0
    if day.known < _DAY or number is None:
        return None
    away = number - day.date.isoweekday()
    if part.pattern.data.get("of-week"):
        away += _DAYS * which
    elif which:
        away = away % _DAYS or _DAYS if which > 0 else -(-away % _DAYS or _DAYS)
    else:
        away = away % _DAYS if day.ahead else -(-away % _DAYS)
    return (day.date + timedelta(away)).isoformat()


def _shift(part: Part, day: Day) -> str | None:
    """Return the unit that is so many units away: `last week`, `tomorrow`, `the end of the year`."""
    unit = part.slots["UNIT"][0].data if "UNIT" in part.slots else part.pattern.data
    away = part.number("WHICH") or part.pattern.data.get("number", 0)
    known = _needed(unit)
    if day.known < known or unit.get("plural") or "hours" in unit:
        return None
    if "weekend" in unit:
        return _weekend(day, away)
    if "months" in unit:
        into = (day.date.year * _MONTHS + day.date.month - 1) % unit["months"]
        first = _months_on(day.date, away * unit["months"] - into)
        return _interval(first, _months_on(first, unit["months"] - 1), known)
    return _days(day.date + timedelta(away * unit["days"]), unit["days"])


def _days(day: date, length: int) -> str:
    """Return a day, or the week that holds it if the length is that of more than a day."""
    first = day if length == 1 else day - timedelta(day.weekday())
    return _interval(first, first + timedelta(min(length, _DAYS) - 1), _DAY)


def _weekend(day: Day, away: int) -> str:
    """Return a weekend; the one that was, on a Monday, unless the words look ahead."""
    saturday = day.date + timedelta(_SATURDAY - day.date.weekday() + _DAYS * away)
    if away == 0 and saturday > day.date and not day.ahead:
        saturday -= timedelta(_DAYS)
    return _interval(saturday, saturday + timedelta(1), _DAY)


def _ago(part: Part, day: Day) -> str | None:
    """Return the day, week, month or year that is so many units away: `two years ago`."""
    unit, count, sign = part.slots["UNIT"][0].data, part.number("COUNT"), part.pattern.data["number"]
    if sign > 0 and not (day.ahead or part.pattern.data.get("ahead")):  # "in two years" may be how long something took
        return None
    if day.known < _needed(unit) or count is None:
        return None
    if "months" in unit:
        then = _months_on(day.date, sign * count * unit["months"])
        return _interval(then, then, _needed(unit))
    return _days(_away(day.date, unit, sign * count), unit.get("days", 1))


def _span(part: Part, day: Day) -> str | None:
    """Return the time up to the day of writing, or from it on: `the past two years`, `within a week`."""
    unit = part.slots["UNIT"][0].data
    sign = part.number("WHICH") or part.pattern.data.get("number", 0)
    count = part.number("COUNT") if "COUNT" in part.slots or unit.get("plural") else 1
    if day.known < _needed(unit) or count is None or not sign:
        return None
    other = _away(day.date, unit, sign * count)
    return _interval(min(other, day.date), max(other, day.date), _needed(unit))


def _away(day: date, unit: Mapping[str, int], count: int) -> date:
    """Return the day that is so many units away."""
    if "months" in unit:
        return _months_on(day, count * unit["months"])
    return day + timedelta(count * unit.get("days", 0) + count * unit.get("hours", 0) // 24)


def _part(part: Part, day: Day) -> str | None:
    """Return a quarter or half of a year: `the first quarter of 2024`."""
    number, months, year = part.number("ORDINAL"), part.pattern.data["months"], part.number("YEAR")
    if number is None or number * months > _MONTHS:
        return None
    begins = (number - 1) * months + 1
    if year is None and day.known < _MONTH:
        return None
    if year is None:
        year = day.date.year + (part.number("WHICH") or 0)
        if "WHICH" not in part.slots and not part.pattern.data.get("this"):
            year += (begins + months <= day.date.month) if day.ahead else -(begins > day.date.month)
    first = date(year, begins, 1)
    return _interval(first, _months_on(first, months - 1), _MONTH)


def _vague(_part: Part, _day: Day) -> str | None:
    """Return no value: `years ago`, `the same day`."""
    return None


#: How the value of a pattern is reckoned, by the pattern's value.
_RULES: Mapping[str, Callable[[Part, Day], str | None]] = {
    "date": _date,
    "month": _month,
    "year": _year,
    "decade": _decade,
    "weekday": _weekday,
    "shift": _shift,
    "ago": _ago,
    "span": _span,
    "part": _part,
    "vague": _vague,
}
