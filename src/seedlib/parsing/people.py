"""Names of authors in bylines and biographies.

Rules:

- An author is a person: two to six words with capitals, small particles between them. An agency, a paper or a role is none.
- Names are kept as they are written.
"""

from __future__ import annotations

from itertools import pairwise

import regex

from seedlib.components import Context
from seedlib.parsing.lines import Line, Mark, lists_of

__all__ = ["foreign_byline", "is_person", "leading_name", "names_between", "persons_in"]

#: A word of a name: `Jane`, `J.`, `O’Neill`, `Edwards-Levy`, `JANE`, `Đỗ`; no digits, no sign but these.
_NAME_WORD = regex.compile(r"[\p{Lu}\p{Lt}\p{Lo}][\p{L}\p{M}'’.\-]*")

#: What stands between the names of a byline, whatever the language: `Jane Doe, John Roe & Max Moe | Reuters`.
_BETWEEN = regex.compile(r"(?<!\s)\s*(?:[,;|/&•·]|\s[–—-]\s)\s*")


def is_person(name: str, particles: frozenset[str]) -> bool:
    """Say whether words have the shape of a person's full name.

    >>> is_person("Ursula von der Leyen", frozenset({"von", "der"})), is_person("the staff", frozenset())
    (True, False)
    """
    words = name.split()
    if not 2 <= len(words) <= 6 or not _NAME_WORD.fullmatch(words[0]) or not _NAME_WORD.fullmatch(words[-1]):
        return False
    return all(_NAME_WORD.fullmatch(word) or word.casefold() in particles for word in words)


def names_between(line: Line, first: int, stop: int) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Cut the words from `first` to `stop` at commas and joiners; return where persons stand, and where other things do."""
    joiners = [mark for mark in line.all_of("byline-joiner") if first <= mark.first and mark.last <= stop]
    starts = [(first, False), *((mark.last, bool(mark.entry.data.get("place"))) for mark in joiners)]
    stops = [*(mark.first for mark in joiners), stop]
    persons: list[tuple[int, int]] = []
    others: list[tuple[int, int]] = []
    for (left, in_place), right in zip(starts, stops, strict=True):
        for number, (start, end) in enumerate(_segments(line, line.start_of(left), line.start_of(right))):
            found = _without_title(line, start, end)
            is_place = in_place and not number  # Jane Doe in New York, John Roe
            named = not is_place and is_person(line.text[found:end], line.lists.particles) and not _institution(line, start, end)
            (persons if named else others).append((found, end))
    return persons, others


def _segments(line: Line, start: int, end: int) -> list[tuple[int, int]]:
    found, last = [], start
    for sign in [*_BETWEEN.finditer(line.text, start, end), None]:
        stop = sign.start() if sign else end
        words = line.text[last:stop]
        left = last + len(words) - len(words.lstrip(" \t\r\n([:—–-"))
        right = last + len(words.rstrip(" \t\r\n.)]"))
        if left < right:
            found.append((left, right))
        last = sign.end() if sign else end
    return found


def _without_title(line: Line, start: int, end: int) -> int:
    """Return where the name begins after a title such as `Dr.`."""
    for mark in line.all_of("name-title"):
        if line.start_of(mark.first) == start and line.end_of(mark) < end:
            rest = line.text[line.end_of(mark) : end]
            return line.end_of(mark) + len(rest) - len(rest.lstrip(" .\t"))
    return start


def _institution(line: Line, start: int, end: int) -> bool:
    marks = line.all_of("byline-role", "site-word", "agency")
    return any(start <= line.start_of(mark.first) and line.end_of(mark) <= end for mark in marks)


def foreign_byline(line: Line) -> list[tuple[int, int]]:
    """Return where the persons stand that a byline in another language names, and nothing else: `Par Jane Doe et John Roe`."""
    opening = line.lists.by.match(line.text, line.start, line.end) if line.text[line.start].isupper() else None
    if opening is None or opening.end() == line.end:
        return []
    joined = [found.span() for found in line.lists.joiner.finditer(line.text, opening.end(), line.end)]
    borders = [opening.span(), *joined, (line.end, line.end)]
    found = [part for (_, start), (end, _) in pairwise(borders) for part in _segments(line, start, end)]
    return found if all(is_person(line.text[start:end], line.lists.particles) for start, end in found) else []


def leading_name(line: Line, mark: Mark) -> list[tuple[int, int]]:
    """Return where the persons stand that a line begins with, before `mark`: `Jane Doe and John Roe, of Reuters, are …`."""
    persons, others = names_between(line, 0, mark.first)
    first_other = min((start for start, _ in others), default=line.end)
    return [span for span in persons if span[0] < first_other]


#: How much of stated authors is looked at, in characters: three names with their roles have 150, the names of a paper's thirty authors 900.
_LONGEST_AUTHOR = 2_000

#: A letter of a script whose names have no blank and no capitals: `王小明`.
_NO_CAPITALS = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}]{2,12}")


def persons_in(words: str, context: Context) -> tuple[str, ...]:
    """Return the persons that a stated author names, each once; none for an outlet, a role or a user's name.

    Args:
        words: such as `Jane Doe`, `By Jane Doe and John Roe`, `Doe, Jane` or `newsroom`; a line end parts names as a comma does.
        context: whose lexicon knows roles and outlets.
    """
    words = " ".join(words[:_LONGEST_AUTHOR].strip().replace("\n", ", ").split())
    line = Line(words, 0, len(words), lists_of(context))
    mark = line.opening("byline")
    persons, _ = names_between(line, mark.last if mark else 0, len(line.words))
    if persons:
        return tuple(dict.fromkeys(words[start:end] for start, end in persons))
    last, comma, first = words.partition(", ")
    turned = f"{first} {last}"
    if comma and is_person(turned, line.lists.particles) and line.first("byline-role", "site-word", "agency") is None:
        return (turned,)
    return (words,) if _NO_CAPITALS.fullmatch(words) else ()
