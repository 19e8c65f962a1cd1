"""Dates as pages write them, in markup and in words, to ISO 8601 at the precision that is stated.

Rules:

- What is not stated is not added: a day without a time is a day, a time without a zone has none.
- `03/04/2024` is read in the order of the page's language and country; where nothing says which, it is no date.
- A year is from 1900 to 2100: other numbers in the place of one are no dates of web pages.
- Names of months are data (`locales`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import NamedTuple

import regex

from seedlib.parsing.dates import day_and_month

__all__ = ["Calendar", "Found", "calendar_of"]

#: ISO 8601 in its extended and basic forms, and the slips that are common: a blank for the `T`, slashes for hyphens, `+02`, fractions.
_ISO = regex.compile(
    r"""
    (?P<year>(?:19|20)\d\d)
    (?: (?P<sign>[-/.]) (?P<month>\d{1,2}) (?: (?P=sign) (?P<day>\d{1,2}) )? | (?P<month>\d\d) (?P<day>\d\d) )?
    (?:
        (?: \s*T\s* | \s+ (?:-\s+)? ) (?P<hour>\d{1,2}) :? (?P<minute>\d\d) (?: :? (?P<second>\d\d) (?:[.,:]\d+)? )?
        \s* (?P<half>[AaPp]\.?[Mm]\.?)?
        \s* (?P<zone> Z | UTC (?![+-]) | GMT (?![+-]) | (?:UTC|GMT)? [+-]\d{1,2}(?::?\d\d)? )? (?: \[[^\]]*\] )?
    )?
    (?: \s* [A-Z]{2,4} )?
    """,
    regex.VERBOSE,
)

#: Seconds or milliseconds since 1970, of the years 2001 to 2100.
_EPOCH = regex.compile(r"[1-4]\d{9}(?:\d{3})?")

#: A time of day behind a date in words, or none: `, 9:30 pm`, ` – 14.05 Uhr`, ` um 14:05 Uhr`, ` at 10:00 GMT`.
_TIME = r"""
    (?:
        [,|]? \s* (?: [-–—|•·@,T] \s* )? (?: [\p{Lu}\p{Ll}]{1,4} \s+ )?
        (?P<hour>\d{1,2})
        (?: [:.h] (?P<minute>\d\d) (?: : (?P<second>\d\d) )? \s* (?P<half>[AaPp]\.?\s?[Mm]\b\.?)? | \s? (?P<half>[AaPp]\.?[Mm]\b\.?) )
        (?! [\d.] \d )
        \s* (?P<zone> Z\b | (?:UTC|GMT)\b (?![+-]) | (?:(?:UTC|GMT)\s?)? [+-]\d{1,2}:?\d\d\b )?
    )?
"""

#: A date in a line of words: 2024-06-24, 2024年6月24日; 24 de junio de 2024, 24th of June, 2024; June 24, 2024; 24/06/2024; 24.06.24.
_WORDS = regex.compile(
    r"""
    (?<![\p{L}\p{N}/-])
    (?:
        (?P<year>(?:19|20)\d\d) \s? [-/.年년] \s? (?P<month>\d{1,2}) \s? [-/.月월] \s? (?P<day>\d{1,2}) [日일.]? (?!\d)
      | (?P<day>\d{1,2}) (?: \. | º | ª | er | st | nd | rd | th )? [\s/-]* (?: (?:de|d['’]|del|of|ng) \s* )?
        (?P<word>[\p{L}\p{M}]{3,14}) \.? ,? [\s/-]* (?: (?:de|del|of|năm) \s+ )?
        (?: (?P<year>(?:19|20)\d\d) | ['’] (?P<short>\d\d) | (?<=[/-]) (?P<short>\d\d) ) (?!\d)
      | (?P<word>[\p{L}\p{M}]{3,14}) \.? \s* (?P<day>\d{1,2}) (?: st | nd | rd | th )? (?: ,\s* | \s+ ) (?: of \s+ )?
        (?P<year>(?:19|20)\d\d) (?!\d)
      | (?P<one>\d{1,2}) \s? (?P<sign>[/.-]) \s? (?P<two>\d{1,2}) \s? (?P=sign) \s? (?P<year>(?:19|20)\d\d) (?! \d | \.\d )
      | (?P<one>\d{1,2}) (?P<sign>[/.]) (?P<two>\d{1,2}) (?P=sign) (?P<short>\d\d) (?![\d.,:/])
    )
    """
    + _TIME,
    regex.VERBOSE,
)

#: What every date has: a year of four digits, or of two behind a sign. Most lines have neither.
_YEAR = regex.compile(r"(?:19|20)\d\d|[./'’-]\d\d(?!\d)")


class Found(NamedTuple):
    """A date in words, and where it stands in them."""

    iso: str
    start: int
    end: int


class Calendar(NamedTuple):
    """How a page's dates are read."""

    #: Numbers of months by their names in small letters.
    months: Mapping[str, int]
    #: Whether `03/04/2024` is 3 April; None where nothing says so.
    day_first: bool | None

    def stated(self, held: str) -> str | None:
        """Return a date in markup as ISO 8601, or None if it is none.

        >>> Calendar({}, None).stated("2024-06-24 10:00:00+02:00")
        '2024-06-24T10:00:00+02:00'
        """
        held = held.strip().removeprefix("D:")
        if not held or len(held) > 100:
            return None
        if _EPOCH.fullmatch(held):
            seconds = int(held) / (1_000 if len(held) > 10 else 1)
            return _plain((datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=int(seconds))).isoformat())
        found = _ISO.fullmatch(held)
        if found:
            return self._iso(found)
        try:
            if held[:1].isalpha() and held[-1:] != ")":
                return _plain(parsedate_to_datetime(held).isoformat())
        except (ValueError, IndexError, TypeError, OverflowError):
            pass
        return next((item.iso for item in self.dates_in(held)), None)

    def dates_in(self, words: str) -> Iterator[Found]:
        """Yield the dates in a line of words.

        >>> [found.iso for found in Calendar({"juin": 6}, True).dates_in("Publié le 24 juin 2024 à 10:05")]
        ['2024-06-24T10:05']
        """
        if not _YEAR.search(words):
            return
        try:
            for found in _WORDS.finditer(words, timeout=2):
                iso = self._iso(found)
                if iso:
                    yield Found(iso, *found.span())
        except TimeoutError:  # no date is worth more: no line of a page has taken a thousandth of it
            return

    def _iso(self, found: regex.Match[str]) -> str | None:
        groups = found.groupdict()
        year = int(groups["year"] or 2000 + int(groups.get("short") or 0))
        month, day = int(groups.get("month") or 0), int(groups.get("day") or 0)
        if groups.get("word"):
            month = self._month(groups["word"])
        elif groups.get("one"):
            order = day_and_month(int(groups["one"]), int(groups["two"]), groups["sign"], self.day_first)
            if order is None:
                return None
            day, month = order
        elif not month:
            return f"{year:04}" if found.end() - found.start() == 4 else None
        try:
            date(year, month, day or 1)
        except ValueError:
            return None
        if not day:
            return f"{year:04}-{month:02}"
        return f"{year:04}-{month:02}-{day:02}{_time(groups)}"

    def _month(self, word: str) -> int:
        word = word.casefold()
        return self.months.get(word) or self.months.get(word.replace("\u0307", ""), 0)


def _time(groups: Mapping[str, str | None]) -> str:
    if not groups["hour"] or not (groups["minute"] or groups["half"]):
        return ""
    hour, minute, second = int(groups["hour"]), int(groups["minute"] or 0), groups["second"]
    if groups["half"]:
        hour = hour % 12 + (12 if groups["half"][0] in "pP" else 0)
    if hour > 23 or minute > 59 or int(second or 0) > 59:
        return ""
    zone = regex.sub(r"\A(?:UTC|GMT)\s?(?=[+-])", "", groups["zone"] or "")
    if zone in {"Z", "UTC", "GMT"}:
        zone = "Z"
    elif zone:
        digits = regex.sub(r"\D", "", zone)
        digits = digits.zfill(2) + "00" if len(digits) < 3 else digits.zfill(4)
        zone = f"{zone[0]}{digits[:2]}:{digits[2:]}" if int(digits[:2]) < 15 else ""
        zone = "Z" if zone == "+00:00" else zone
    return f"T{hour:02}:{minute:02}" + (f":{second}" if second else "") + zone


def _plain(iso: str) -> str:
    return iso.removesuffix("+00:00") + ("Z" if iso.endswith("+00:00") else "")


#: English is written month first in these countries alone (CLDR, short dates); where only the language is known, both are.
_MONTH_FIRST = frozenset({"en-us", "en-ph", "en_us"})

#: Top-level domains of English-speaking countries that write the day first.
_DAY_FIRST_DOMAINS = frozenset({"au", "gh", "hk", "ie", "in", "ke", "mt", "my", "ng", "nz", "pk", "sg", "tz", "ug", "uk", "za", "zw"})


def calendar_of(months: Mapping[str, Mapping[str, int]], language: str | None, host: str) -> Calendar:
    """Return how the dates of a page are read, by its language and address.

    Args:
        months: as `locales.months_of` gives them.
        language: the page's tag, if it has one.
        host: of its address; may be empty.
    """
    tag = (language or "").lower()
    primary = {"no": "nb", "nn": "nb", "iw": "he", "in": "id"}.get(tag[:2], tag[:2])
    names = {**months["*"], **months.get(primary, {})}
    domain = host.rpartition(".")[2]
    day_first: bool | None = True if primary else None
    if primary == "en" or not primary:
        day_first = None
        if domain in _DAY_FIRST_DOMAINS or tag in {"en-gb", "en-au", "en-nz", "en-ie", "en-in", "en-za"}:
            day_first = True
        elif tag in _MONTH_FIRST or (primary and domain in {"com", "us", "gov", "net", "edu"}):
            day_first = False
        elif len(domain) == 2 and domain not in {"us", "tv", "me", "co", "io", "ca"}:
            day_first = True
    return Calendar(names, day_first)
