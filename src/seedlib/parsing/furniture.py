"""Furniture: the pieces of an article that are about it rather than of it, told by the phrases of the lexicon `furniture`.

Rules:

- A piece is furniture only where furniture stands: before the first paragraph, after the last one, or as a whole short line.
- A rule answers a `Found`, or None where it has no opinion; a body paragraph must never be taken by mistake.
- Rules are the order of marks and names; the words are data of the language.
"""

from __future__ import annotations

from collections.abc import Callable

import regex

from seedlib.model import value
from seedlib.parsing.dates import find_date
from seedlib.parsing.layout import SENTENCE_END, Piece
from seedlib.parsing.lines import Line, Mark, Said
from seedlib.parsing.people import foreign_byline, is_person, leading_name, names_between

__all__ = [
    "LONGEST", "Found", "above_body", "below_body", "concerns", "is_boilerplate", "is_contact", "names_outlet",
    "under_title",
]  # fmt: skip

#: The longest byline, date line or line of boilerplate, in characters: three authors with their roles.
LONGEST = 200

#: The longest biography, note or disclosure, in characters.
_LONGEST_NOTE = 2_000

#: Signs that end a release (`###`, `-30-`) or separate its parts; `© 2024 …`, `(c) 2024 …` is a line of copyright.
_END_SIGN = regex.compile(r"\#(?:\s?\#){1,4}|[-–—]\s?30\s?[-–—]|(?:[*_=~•-]\s?){3,}")
_COPYRIGHT = regex.compile(r"(?:©|\(c\)\s*\d{4})", regex.IGNORECASE)

#: An address or telephone number makes a line of contacts: `jane@example.org`, `+1 202 555 0100`.
_CONTACT = regex.compile(r"[\w.+-]+@[\w-]+\.[\w.]+|\+?\d[\d\s().-]{6,}\d|https?://\S+|www\.\S+")

#: The surer of them, which no title has: `Results 2023-2024` looks like a telephone number.
_ADDRESS = regex.compile(r"[\w.+-]+@[\w-]+\.[\w.]+|https?://\S+|www\.\S+")

#: Where a sentence ends and another may begin; for notes alone, not the segmenter's.
_BORDER = regex.compile(r"(?<=[\p{L}\p{N})”\"’]{2}[.!?][\"”’)]?)\s+(?=[\p{Lu}“\"‘])")

#: Words with a capital, and numbers, as in `The Conversation`, `Radio 4`.
_CAPITAL = regex.compile(r"[\p{Lu}\p{Lt}\p{N}]")

#: Signs before a name and inside one; a year, and years with what joins them, which are no part of a name; and the rest of a domain,
#: `example` `.org`.
_BEFORE_NAME, _INSIDE_NAME = frozenset(":“\"‘'"), frozenset("-&")
_YEAR = regex.compile(r"[12]\d{3}")
_YEARS = regex.compile(r"[12]\d{3}(?:[-–][12]?\d?\d\d)?|[-–]")
_DOMAIN_END = regex.compile(r"(?:\.[a-z]{2,6})+\b")

#: How far into a biography its verb and role may stand, in words: `Jane Doe, who covered the Balkans for ten years, is a fellow`.
_NEAR = 30

#: An outlet's name has at most this many words: `The Example Times of Norway`.
_OUTLET = 5

#: How much evidence makes a disclosure; phrases that are evidence enough have this weight, others less.
_ENOUGH = 4


@value  # positional: made by every rule
class Found:
    """What a rule made of a piece: one piece or more in its place, and what they say."""

    pieces: tuple[Piece, ...]
    said: tuple[Said, ...] = ()


Rule = Callable[[Line], "Found | None"]


def _whole(line: Line, kind: str, *said: Said) -> Found:
    return Found((Piece(kind, line.start, line.end),), said)


def is_boilerplate(line: Line) -> Found | None:
    """Take advertisements, links to other stories, lines of copyright and the like."""
    if len(line) > LONGEST * 2:
        return None
    if _COPYRIGHT.match(line.text, line.start, line.end) or _END_SIGN.fullmatch(line.text, line.start, line.end):
        genre = Said("genre", "release", "end-mark", line.start, line.end)
        return _whole(line, "boilerplate", *((genre,) if line.text[line.start] == "#" else _owner(line)))
    for mark in line.all_of("boilerplate"):
        where, words = mark.entry.data.get("where", "start"), line.words.texts
        before = any(word[0].isalnum() for word in words[: mark.first])
        after = any(word[0].isalnum() for word in words[mark.last :])
        short = len(line) <= LONGEST
        if (where == "any" and short) or (where == "start" and not before and short) or not (before or after):
            return _whole(line, "boilerplate", *(_owner(line) if mark.entry.data.get("owner") else ()))
    return None


def _owner(line: Line) -> tuple[Said, ...]:
    """Return the outlet that a notice of copyright names: the sign, the year and the owner, as law has it (17 U.S.C. 401 b).

    `© 2024 The Liffey Courier. All rights reserved.`: a person owns pictures and books, so words that may be one's name are no publisher.
    """
    years = [index for index, word in enumerate(line.words.texts) if word[0].isdigit() and _YEARS.fullmatch(word)]
    rights = line.first("rights")
    span = _name_from(line, years[0] + 1, rights.first if rights else len(line.words)) if years else None
    if span is None:
        return ()
    name = line.text[slice(*span)]
    known = any(span[0] <= line.start_of(mark.first) < span[1] for mark in line.all_of("agency", "site-word", "article"))
    if not known and (is_person(name, line.lists.particles) or len(name.split()) > _OUTLET):
        return ()
    return (Said("publisher", name, "copyright", *span),)


def _release(line: Line) -> Found | None:
    """Take the marks of a press release: a phrase that opens it, or its line of contacts."""
    mark = line.opening("release")
    if mark is None or len(line) > LONGEST * 2:
        return None
    return _whole(line, "boilerplate", Said("genre", "release", "release-mark", line.start_of(mark.first), line.end_of(mark)))


def _section(line: Line) -> Found | None:
    """Take a line that names the kind of article, such as `OPINION`."""
    mark = line.opening("genre")
    if mark is None or len(line.words) > mark.last + 1:
        return None
    return _whole(line, "boilerplate", Said("genre", str(mark.entry.data.get("genre")), "section", line.start, line.end_of(mark)))


def _byline(line: Line) -> Found | None:
    """Take `By Jane Doe and John Roe, Staff Writers`, and `Jane Doe, Correspondent`."""
    if len(line) > LONGEST:
        return None
    mark = line.opening("byline")
    found = find_date(line.text, line.lists.months, line.start, line.end)
    stop = next((i for i in range(len(line.words)) if found and line.start_of(i) >= found.start), len(line.words))
    persons, others = names_between(line, mark.last if mark else 0, stop)
    role = line.first("byline-role")
    if mark is None and not (persons and role and persons[0][0] == line.start and line.start_of(role.first) > persons[0][1]):
        return None
    if mark is None and not all(_ends_in_role(line, start, end) for start, end in others):
        return None
    if any(not _is_credit(line, start, end) for start, end in others):
        return None
    said = [Said("authors", line.text[s:e], "byline", s, e) for s, e in persons if mark is None or mark.entry.data.get("authors", True)]
    dated = [Said("published", found.iso, "byline", found.start, found.end)] if found else []
    return _whole(line, "byline", *said, *dated)


def _ends_in_role(line: Line, start: int, end: int) -> bool:
    """Say whether words end in a role, or name an outlet: `Beirut Bureau Chief` does, `Evades Reporter’s Question` does not."""
    roles = any(line.end_of(mark) == end for mark in line.all_of("byline-role"))
    return roles or any(start <= line.start_of(mark.first) < end for mark in line.all_of("agency", "site-word"))


def _is_credit(line: Line, start: int, end: int) -> bool:
    """Say whether words of a byline that name no person may stand there: a role, an outlet, a place, an address."""
    words = line.text[start:end].split()
    within = [mark.entry.value for mark in line.marks if start <= line.start_of(mark.first) < end]
    if len(words) <= 6 and not {"byline-role", "site-word", "agency"}.isdisjoint(within):
        return True
    if len(words) <= 3 and not {"date-label", "weekday"}.isdisjoint(within):
        return True
    return len(words) <= 5 and all(_CAPITAL.match(word) or "@" in word or not word[0].isalpha() for word in words)


def _date_line(line: Line) -> Found | None:
    """Take a line that is a date and little else: `Published: Monday, 24 June 2024, 10:00 GMT`."""
    found = find_date(line.text, line.lists.months, line.start, line.end) if len(line) <= LONGEST else None
    if found is None:
        return None
    known = {i for mark in line.all_of("date-label", "weekday", "month", "byline-joiner") for i in range(mark.first, mark.last)}
    strange = [
        word
        for i, word in enumerate(line.words.texts)
        if i not in known and word[0].isalpha() and not found.start <= line.start_of(i) < found.end and not word.isupper()
    ]
    if len(strange) > 1:
        return None
    said = []
    labels = list(line.all_of("date-label"))
    while found:
        label = next((mark for mark in reversed(labels) if line.start_of(mark.first) < found.start), None)
        field = str(label.entry.data.get("field", "published")) if label else "published"
        said.append(Said(field, found.iso, "date-line", found.start, found.end))
        found = find_date(line.text, line.lists.months, found.end, line.end)
    return _whole(line, "dateline", *said)


def _credits(line: Line) -> Found | None:
    """Take `(Reporting by Jane Doe; Editing by John Roe)` under an article."""
    mark = line.opening("credit")
    if mark is None or len(line) > LONGEST * 2:
        return None
    later = [other.first for other in line.all_of("credit") if other.first > mark.first]
    persons, _ = names_between(line, mark.last, min(later, default=len(line.words)))
    named = persons if mark.entry.data.get("authors") else []
    return _whole(line, "byline", *(Said("authors", line.text[start:end], "credit", start, end) for start, end in named))


def _note(line: Line) -> Found | None:
    """Take a note of republication, of whoever published it first."""
    mark = line.first("republication-note")
    if mark is None or len(line) > LONGEST * 3:
        return None
    first = _first_publisher(line)
    return _whole(line, "republication-note", *((first,) if first else ()))


def _first_publisher(line: Line, start: int = 0) -> Said | None:
    for mark in line.all_of("republication-note"):
        side = mark.entry.data.get("publisher")
        span = _name_after(line, mark) if side == "after" else _name_before(line, mark) if side == "before" else None
        if span and span[0] >= start:
            return Said("first_publisher", line.text[span[0] : span[1]], "republication-note", *span)
    return None


def _name_after(line: Line, mark: Mark) -> tuple[int, int] | None:
    """Return where the name that follows a mark stands: `published by` `The Conversation`."""
    return _name_from(line, mark.last, len(line.words))


def _name_from(line: Line, begin: int, count: int) -> tuple[int, int] | None:
    """Return where the name stands that words from `begin` on are, those from `count` on aside, and small words before it."""
    texts = line.words.texts
    small = {i for m in line.all_of("article") for i in range(m.first, m.last) if not _CAPITAL.match(texts[i])}
    inside = {i for m in line.all_of("name-joiner") for i in range(m.first, m.last)}
    dates = {i for m in line.all_of("month", "weekday") for i in range(m.first, m.last)}
    index = begin
    while index < count and (texts[index] in _BEFORE_NAME or index in small or _YEARS.fullmatch(texts[index])):
        index += 1
    first = last = index
    while index < count and index not in dates:
        if _CAPITAL.match(texts[index]) and not _YEAR.fullmatch(texts[index]):
            last = index + 1
        elif last == first or not (index in inside or texts[index] in _INSIDE_NAME):
            break
        index += 1
    if last == first:
        return None
    end = line.words.tokens.ends[last - 1]
    domain = _DOMAIN_END.match(line.text, end, line.end)
    return line.words.tokens.starts[first], domain.end() if domain else end


def _name_before(line: Line, mark: Mark) -> tuple[int, int] | None:
    """Return where the name before a mark stands: `ICP` `’s original publication`."""
    texts = line.words.texts
    index = mark.first
    if index and (texts[index - 1] == "," or line.words.folded[index - 1] in line.lists.genitives):
        index -= 1
    last = first = index
    while first and _CAPITAL.match(texts[first - 1]):
        first -= 1
    return (line.words.tokens.starts[first], line.words.tokens.ends[last - 1]) if first < last else None


def _biography(line: Line) -> Found | None:
    """Take `Jane Doe is a fellow at …` and `The author is …`, with the note of republication that may end it."""
    if len(line) > _LONGEST_NOTE:
        return None
    start = line.opening("biography-start")
    persons = [] if start else _described(line)
    return _told_of(line, persons) if persons or start else None


def _told_of(line: Line, persons: list[tuple[int, int]]) -> Found:
    """Return a biography of persons, and the note of republication that may end it."""
    said = [Said("authors", line.text[first:last], "biography", first, last) for first, last in persons]
    border = _note_from(line)
    pieces = [Piece("biography", line.start, line.end)]
    if border:
        kept = len(line.text[line.start : border].rstrip())
        pieces = [Piece("biography", line.start, line.start + kept), Piece("republication-note", border, line.end)]
    first_publisher = _first_publisher(line)
    return Found(tuple(pieces), (*said, *((first_publisher,) if first_publisher else ())))


def _described(line: Line) -> list[tuple[int, int]]:
    """Return the persons that a line begins with and says the trade of; none if it does not."""
    for verb in line.all_of("biography", "biography-verb"):
        persons = leading_name(line, verb)
        behind = line.words.texts[verb.first - 1] in {",", ")", "—", "–"}  # what is said of them between commas
        if persons and (behind or persons[-1][1] == line.words.tokens.ends[verb.first - 1]):
            break
    else:
        return []
    if verb.first > _NEAR:
        return []
    role = next((m for m in line.all_of("biography", "biography-role") if verb.first <= m.first <= verb.last + _NEAR // 2), None)
    return persons if role and persons and persons[0][0] <= line.start + 2 else []  # 2: a star or a bracket may stand before


def _note_from(line: Line) -> int | None:
    """Return where the sentences of republication that end a line begin; None if it does not end so, or has no other."""
    borders = [line.start, *(found.end() for found in _BORDER.finditer(line.text, line.start, line.end)), line.end]
    begin = None
    for left, right in zip(borders[-2::-1], borders[:0:-1], strict=True):
        if not any(left <= line.start_of(mark.first) < right for mark in line.all_of("republication-note")):
            break
        begin = left
    return begin if begin and begin > line.start else None


def concerns(line: Line) -> bool:
    """Say whether a line speaks of interests at all; that alone makes it no disclosure."""
    return len(line) <= _LONGEST_NOTE and line.first("disclosure") is not None


def _disclosure(line: Line) -> Found | None:
    """Take what is said about interests, funding, registration and whose views these are."""
    weight = sum(int(mark.entry.data.get("weight", _ENOUGH)) for mark in line.all_of("disclosure"))
    if weight < _ENOUGH or len(line) > _LONGEST_NOTE:
        return None
    return _whole(line, "disclosure")


def _contacts(line: Line) -> Found | None:
    """Take a short line with an address or a telephone number."""
    words = line.text[line.start : line.end]
    if len(words) > LONGEST // 2 or not _CONTACT.search(words) or SENTENCE_END.search(words):
        return None
    return _whole(line, "boilerplate")


def is_contact(line: Line) -> Found | None:
    """Take a short line with an address, before the body or between paragraphs: `Contact: press@example.org`."""
    return _contacts(line) if len(line) <= LONGEST and _ADDRESS.search(line.text, line.start, line.end) else None


def names_outlet(line: Line) -> bool:
    """Say whether a line is the name of an outlet and nothing else: `Daily Globe`."""
    words = line.text[line.start : line.end].split()
    return len(words) <= _OUTLET and all(map(_CAPITAL.match, words)) and line.first("site-word", "agency") is not None


def under_title(line: Line) -> Found | None:
    """Say what a piece is that stands under a title and is no other furniture: a byline in another language, or an outlet and its day."""
    if len(line) > LONGEST:
        return None
    if names := foreign_byline(line):
        return _whole(line, "byline", *(Said("authors", line.text[start:end], "byline", start, end) for start, end in names))
    return _issue(line)


def _issue(line: Line) -> Found | None:
    """Take an outlet and the day on which it had a piece: `Morning Line, Radio Freetown, 14 October 2024. This is a rush transcript.`."""
    found = find_date(line.text, line.lists.months, line.start, line.end)
    outlet = line.first("site-word", "agency")
    if found is None or outlet is None or line.start_of(outlet.first) > found.start:
        return None
    small = {i for mark in line.all_of("article", "date-label", "name-joiner") for i in range(mark.first, mark.last)}
    names = [word for i, word in enumerate(line.words.texts) if i not in small and word[0].isalpha() and line.start_of(i) < found.start]
    told = any(mark.entry.data.get("genre") == "transcript" for mark in line.all_of("genre"))
    if not all(map(_CAPITAL.match, names)) or (line.text[found.end : line.end].strip(" .") and not told):
        return None
    start = max(line.start, line.text.rfind(",", line.start, line.start_of(outlet.first)) + 1)
    end = line.text.find(",", line.end_of(outlet), found.start)
    name = line.text[start : end if end >= 0 else line.end_of(outlet)].strip()
    start = line.text.find(name, start)
    published = Said("published", found.iso, "date-line", found.start, found.end)
    return _whole(line, "dateline", Said("publisher", name, "date-line", start, start + len(name)), published)


def _dated_below(line: Line) -> Found | None:
    """Take a date line under an article where it says of what it is the date: corrections have dates too."""
    return _date_line(line) if line.opening("date-label") else None


_ABOVE: tuple[Rule, ...] = (_release, _section, is_boilerplate, _date_line, _byline, _credits, _note, is_contact)
_BELOW: tuple[Rule, ...] = (is_boilerplate, _release, _credits, _biography, _note, _disclosure, _dated_below, _byline, _contacts)


def above_body(line: Line) -> Found | None:
    """Say what a piece before the first paragraph is, if it is furniture."""
    return _first(_ABOVE, line)


def below_body(line: Line) -> Found | None:
    """Say what a piece after the last paragraph is, if it is furniture."""
    return _first(_BELOW, line)


def _first(rules: tuple[Rule, ...], line: Line) -> Found | None:
    for rule in rules:
        found = rule(line)
        if found:
            return found
    return None
