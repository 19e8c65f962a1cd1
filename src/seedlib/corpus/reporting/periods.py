"""Dates as periods of one length: days, months, years, decades or centuries, whichever fit on an axis.

Rules:

- A period is the beginning of an ISO 8601 date, so a period holds a date that begins with it.
- A date is never made more exact than it is stated: a year stays a year beside an axis of months.
- Times of day and zones do not matter; a month or day that no calendar has is cut off.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

__all__ = ["MOST", "all_periods", "named", "precision_of", "stated"]

#: How many characters of a date say its day, month, year, decade and century.
DAY, MONTH, YEAR, DECADE, CENTURY = 10, 7, 4, 3, 2

#: How many periods an axis has at most; with more, their columns are narrower than a line of text is high on a usual screen.
MOST = 72

_MONTHS = ("", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def stated(published: str | None) -> str:
    """Return a date as a day, a month or a year, as exactly as it is stated; empty if there is none.

    >>> [stated(held) for held in ("2024-06-24T10:00Z", "2024-06", "2024-02-31", "2024-13-01", None)]
    ['2024-06-24', '2024-06', '2024-02', '2024', '']
    """
    held = (published or "")[:DAY]
    for length in (DAY, MONTH):
        if len(held) >= length:
            try:
                date.fromisoformat(f"{held[:length]}-01"[:DAY])
            except ValueError:
                continue
            return held[:length]
    return held[:YEAR]


def precision_of(dates: Mapping[str, int]) -> int:
    """Return the most exact precision at which an axis over all dates has at most `MOST` periods, and most documents their place.

    >>> days, months, decades = {"2024-06-01": 1, "2024-06-30": 1}, {"2024-06-01": 1, "2025-06-30": 1}, {"1890": 3, "2024": 1}
    >>> precision_of(days), precision_of(months), precision_of(decades), precision_of({"2024-06-01": 1, "2023": 9})
    (10, 7, 3, 4)

    Args:
        dates: by date, as `stated` gives it, how many documents have it.
    """
    held = sorted(found for found in dates if found)
    documents = sum(dates[found] for found in held)
    for length in (DAY, MONTH, YEAR, DECADE):
        exact = [found for found in held if len(found) >= length]
        if exact and 2 * sum(dates[found] for found in exact) > documents and _count(exact[0], exact[-1], length) <= MOST:
            return length
    return CENTURY


def all_periods(first: str, last: str) -> Iterator[str]:
    """Yield every period from the first to the last.

    >>> list(all_periods("2023-11", "2024-02")), list(all_periods("199", "201"))
    (['2023-11', '2023-12', '2024-01', '2024-02'], ['199', '200', '201'])
    """
    length = len(first)
    if length == DAY:
        day = date.fromisoformat(first)
        yield from ((day + timedelta(days=ahead)).isoformat() for ahead in range(_count(first, last, DAY)))
    elif length == MONTH:
        start = _month(first)
        for ahead in range(_count(first, last, MONTH)):
            year, month = divmod(start + ahead, 12)
            yield f"{year:04}-{month + 1:02}"
    else:
        yield from (f"{number:0{length}}" for number in range(int(first), int(last) + 1))


def _count(first: str, last: str, length: int) -> int:
    """Return how many periods there are from the one of a date to that of another."""
    first, last = first[:length], last[:length]
    if length == DAY:
        return (date.fromisoformat(last) - date.fromisoformat(first)).days + 1
    if length == MONTH:
        return _month(last) - _month(first) + 1
    return int(last) - int(first) + 1


def _month(held: str) -> int:
    return int(held[:YEAR]) * 12 + int(held[YEAR + 1 : MONTH]) - 1


def named(period: str) -> str:
    """Return a period as a person says it.

    >>> [named(held) for held in ("2024-06-24", "2024-06", "2024", "201", "20", "")]
    ['24 Jun 2024', 'Jun 2024', '2024', '2010s', '2000–2099', 'no date']
    """
    if len(period) >= MONTH:
        words = [period[MONTH + 1 :].lstrip("0"), _MONTHS[int(period[YEAR + 1 : MONTH])], period[:YEAR]]
        return " ".join(word for word in words if word)
    return {0: "no date", CENTURY: f"{period}00–{period}99", DECADE: f"{period}0s"}.get(len(period), period)
