"""The lines that an article begins with: its title, with the site's name behind it, and the dateline of its first paragraph.

Rules:

- Only what follows can make a line a title: a text of one piece has none.
- A site's name is cut from a title only where it looks like one; `Ukraine – what next` is whole.
- The words that tell a site from a title, and the agencies, are data of the language.
"""

from __future__ import annotations

from typing import NamedTuple

import regex

from seedlib.parsing.dates import find_date
from seedlib.parsing.layout import SENTENCE_END, Piece
from seedlib.parsing.lines import Line, Lists, Mark, Said

__all__ = ["Title", "dateline", "is_title", "split_title", "title_label"]

#: The longest title, in characters, its site with it: longer first lines are leads.
_LONGEST_TITLE = 220

#: The longest dateline, in characters: `WASHINGTON and NEW YORK, June 24, 2024 (The Associated Press) —`.
_LONGEST_DATELINE = 90

#: The longest label before a title, in characters: `Letter to the editor: `.
_LONGEST_LABEL = 25

#: How many words a place has before its comma: `PORT OF SPAIN`, `SYDNEY and KUALA LUMPUR`; more are a heading in capitals.
_PLACE_WORDS = 5

#: What stands between a title and its site: `–`, `—`, `-`, `|`, `::`, `·`, `»`, blanks around it.
_SEPARATOR = regex.compile(r"\s+(?P<sign>[–—|·•»-]|::)\s+")

#: Words that begin with a capital, and words that do not; small words of up to three letters are nobody's evidence.
_BIG = regex.compile(r"(?<![\p{L}’'])\p{Lu}[\p{L}’'-]{2,}")
_SMALL = regex.compile(r"(?<![\p{L}’'-])\p{Ll}[\p{L}’'-]{3,}")

#: `example.com`
_DOMAIN = regex.compile(r"(?:www\.)?[\w-]+(?:\.[\w-]+)*\.[a-z]{2,6}", regex.IGNORECASE)

#: A prefix up to a dash and a beginning after it: `BERLIN, March 3 (Reuters) - `; AP's wires have `ATLANTA (AP) _ `. The first dash
#: counts, so it is linear.
_PREFIX = regex.compile(r"(?P<prefix>[^\n—–]{3,90}?)(?:\s*(?:—|–|--)\s*|\s+[-_]\s+)(?=[\p{Lu}\p{N}\"“‘'«`])")
_AGENCY = regex.compile(r"\s*(?:\((?P<name>[^()]{2,40})\)|/(?P<name>[^/]{2,40})/|\[(?P<name>[^\[\]]{2,40})\])\s*\Z")
_PLACE = regex.compile(r"\p{Lu}[\p{L}.’']*(?:[ ,/&-]+(?:\p{Lu}[\p{L}.’']*|\p{Ll}{1,3})){0,7}[.,]?\s*")


class Title(NamedTuple):
    """Where a title stands, and the site's name behind it, if there is one."""

    start: int
    end: int
    site: tuple[int, int] | None


def is_title(text: str, piece: Piece, follower: Piece | None) -> bool:
    """Say whether the first piece that is no furniture is a title."""
    length = piece.end - piece.start
    if follower is None or piece.kind not in {"paragraph", "heading"} or length > _LONGEST_TITLE or length < 3:
        return False
    words = text[piece.start : piece.end]
    last = words[-1]
    if last in ",;:" or not any(sign.isalpha() for sign in words):
        return False
    if SENTENCE_END.search(words) is None or words.endswith("…"):
        plain = not words.startswith(("“", '"', "‘", "«", "(")) or _SEPARATOR.search(words) is not None
        return plain or follower.end - follower.start > length
    if last in "?!":
        return len(words.split()) > 2 and follower.end - follower.start > length
    return _in_title_case(words) and len(words.split()) > 3


def _in_title_case(words: str) -> bool:
    """Say whether most words of four letters and more have capitals: `Talks Collapse After Long Night`."""
    big, small = len(_BIG.findall(words)), len(_SMALL.findall(words))
    return big >= 2 and big >= 2 * small


def split_title(text: str, piece: Piece, lists: Lists) -> Title:
    """Return where the title proper stands, and the site."""
    found = None
    for found in _SEPARATOR.finditer(text, piece.start, piece.end):  # noqa: B007  # the last one is wanted
        pass
    if found and _is_site(text, Line(text, found.end(), piece.end, lists), found["sign"], text[piece.start : found.start()]):
        return Title(piece.start, found.start(), (found.end(), piece.end))
    return Title(piece.start, piece.end, None)


def _is_site(text: str, line: Line, sign: str, title: str) -> bool:
    name = text[line.start : line.end]
    words = name.split()
    if _DOMAIN.fullmatch(name):
        return True
    if len(words) > 6 or len(name) > 50 or line.first("not-site") or not all(_counts(word, line) for word in words):
        return False
    if SENTENCE_END.search(name) and not line.first("site-word"):
        return False
    if sign in "|»·•" or sign == "::" or line.first("site-word", "agency"):
        return len(title.split()) > 1
    return len(title.split()) > 2 and not _in_title_case(title) and _distinct(text, line)


def _counts(word: str, line: Line) -> bool:
    """Say whether a word may stand in a site's name: with a capital or a digit, or one that joins names."""
    joiners = {line.words.folded[mark.first] for mark in line.all_of("name-joiner")}
    return not word[0].islower() or word.casefold() in joiners


def _distinct(text: str, line: Line) -> bool:
    """Say whether a site's last word stands nowhere else in the text: `Sanctions will bite – Scholz` names no site."""
    last = line.words.texts[-1]
    return text.find(last, line.end) < 0 and text.find(last, 0, line.start) < 0


def title_label(text: str, piece: Piece, lists: Lists) -> list[Said]:
    """Return the genre that stands before a title: `Letter: the quarry has a memory`, `Opinion | Sell the pier`.

    An interview may be told as well as written down: that says nothing.
    """
    if not any(sign in text[piece.start : piece.start + _LONGEST_LABEL] for sign in ":|"):
        return []
    line = Line(text, piece.start, piece.end, lists)
    for mark in line.all_of("genre"):
        genre, behind = mark.entry.data.get("genre"), line.text[line.end_of(mark) : line.end].lstrip()
        if mark.first == 0 and behind[:1] in {":", "|"} and genre in {"opinion", "release"}:
            return [Said("genre", str(genre), "title-label", line.start, line.end_of(mark))]
    return []


def dateline(text: str, piece: Piece, lists: Lists) -> tuple[Piece, Piece, tuple[Said, ...]] | None:
    """Cut a paragraph into its dateline and the rest; None if it has none."""
    found = _PREFIX.match(text, piece.start, piece.end)
    if piece.kind != "paragraph" or found is None or found.end("prefix") - piece.start > _LONGEST_DATELINE or found.end() >= piece.end:
        return None
    line = Line(text, piece.start, found.end("prefix"), lists)
    if line.first("not-place"):
        return None
    prefix = found["prefix"]
    agency = _AGENCY.search(prefix)
    if agency and find_date(agency["name"], lists.months):
        agency = None  # SINGAPORE (May 6, 2021) —
    place = prefix[: agency.start()] if agency else prefix
    known, dated = line.first("agency"), line.first("month")
    date = find_date(text, lists.months, piece.start, found.end("prefix"))
    has_date = dated is not None or date is not None
    if has_date:
        place = _without_date(line, place, dated, date.start if date else None)
        has_date = place.endswith(",") or not place
    if place and (not _PLACE.fullmatch(place) or len(place.partition(",")[0].split()) > _PLACE_WORDS):
        return None
    if not _evident(place, agency=agency is not None, known=known is not None, dated=has_date):
        return None
    genre = known.entry.data.get("genre", "news") if known else "news"
    said = [Said("genre", str(genre), "dateline", piece.start, found.end("prefix"))] if agency or known or has_date else []
    if agency:
        start, end = piece.start + agency.start("name"), piece.start + agency.end("name")
        mark = next((m for m in line.all_of("agency") if start <= line.start_of(m.first) < end), None)
        name = mark.entry.data.get("name") if mark else None
        said.append(Said("agency", str(name) if name else text[start:end], "dateline", start, end))
    if date:
        said.append(Said("published", date.iso, "dateline", date.start, date.end))
    head = text[piece.start : found.end()].rstrip()
    return Piece("dateline", piece.start, piece.start + len(head)), Piece("paragraph", found.end(), piece.end), tuple(said)


def _without_date(line: Line, place: str, month: Mark | None, date: int | None) -> str:
    """Return the words of a dateline before its date."""
    stop = date if date is not None else line.start_of(month.first) if month else line.end
    kept = place[: max(0, stop - line.start)].rstrip()
    if kept.endswith("("):
        return kept[:-1].rstrip() + ","
    return regex.sub(r"\s*\d{1,2}\Z", "", kept)


def _evident(place: str, *, agency: bool, known: bool, dated: bool) -> bool:
    """Say whether a prefix is a dateline: a place in capitals, a known agency in brackets, or a date."""
    first, _, region = place.partition(",")
    capitals = sum(sign.isupper() for sign in first) > 2 and _BIG.search(first) is not None and len(region.split()) <= 2
    capitals = capitals and all(word.isupper() or len(word) <= 3 for word in first.split())
    return bool(place or known) and (capitals or (agency and known) or dated)
