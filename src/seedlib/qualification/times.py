"""When something was said, where the sentence says it simply: "on Monday", "May 9th".

Rules:

- Only words outside the content count, in the sentence of the cue.
- A date becomes ISO 8601 text with what is known: `--05-09`, `2024-05-09`; what depends on the day of writing becomes evidence only.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from seedlib.matching import Match
from seedlib.qualification.findings import Finding
from seedlib.qualification.subjects import Subject
from seedlib.qualification.texts import REACH, Text

__all__ = ["time_of"]

#: A day of a month, as in "May 9", "9th May".
_DAY = regex.compile(r"(?P<day> 0?[1-9] | [12]\d | 3[01] ) \p{L}{0,2}", regex.VERBOSE)

#: A year, as in "May 9, 2024".
_YEAR = regex.compile(r"1[89]\d\d | 20\d\d", regex.VERBOSE)


def time_of(text: Text, subject: Subject) -> Iterator[Finding]:
    """Yield the words that tell when a claim was made, and the date."""
    if not subject.cue or not len(text.vocabulary.times):
        return
    cue = subject.cue[0][0]
    first, last = text.sentence(cue)
    first, last = max(first, cue - REACH // 2), min(last, cue + REACH // 2)
    taken = (*subject.content, *subject.source)
    found = [_time(text, match, first, last) for match in text.vocabulary.times.find(text.words, first, last)]
    outside = [held for held in found if held and not any(held[0] < run[1] and run[0] < held[1] for run in taken)]
    if not outside:
        return
    begin, end, date = min(outside, key=lambda held: abs(held[0] - cue))
    span = text.span(begin, end)
    yield Finding("arguments.time", (span,), 0.8, "time", (span,))
    if date is not None:
        yield Finding("time", date, 0.8, "date", (span,))


def _time(text: Text, match: Match, first: int, last: int) -> tuple[int, int, str | None] | None:
    """Return the words of a time and its ISO 8601 text; None where a month's name is no time: "May the best win"."""
    entry = match.entries[0]
    if entry.value == "day":
        return match.first, match.last, None
    if entry.value != "month":
        return None
    texts, begin, end = text.words.texts, match.first, match.last
    after = _DAY.fullmatch(texts[end]) if end < last else None
    before = _DAY.fullmatch(texts[begin - 1]) if after is None and begin > first else None
    day = after or before
    if day is None:
        return None
    begin, end = (begin, end + 1) if after else (begin - 1, end)
    date = f"{entry.data['number']}-{int(day['day']):02}"
    year = next((i for i in (end, end + 1) if i < last and _YEAR.fullmatch(texts[i])), None)
    if year is not None and (year == end or texts[end] == ","):
        return begin, year + 1, f"{texts[year]}-{date}"
    return begin, end, f"--{date}"
