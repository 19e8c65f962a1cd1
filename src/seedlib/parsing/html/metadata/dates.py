"""Dates: when the article was first published, and when it was last changed.

Rules:

- Markup that says of what it is the date goes before markup that does not, that before what readers see, and all of them before
  the date in the address; a date of a change is taken for the first one only where there is no other.
- Dates of comments are never taken, those of related stories only where nothing else on the page has one.
- A less precise date gives way to a more precise one that agrees.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import islice

import regex

from seedlib.parsing.html.metadata.clues import Choice, Clue, Signs, is_aside
from seedlib.parsing.html.metadata.harvest import Mark, Region
from seedlib.parsing.html.metadata.moments import Calendar, Found
from seedlib.parsing.html.metadata.words import PageWords

__all__ = ["dates_of"]

#: Names of `meta` elements that say when a page was published, surest first: Open Graph's article, then Dublin Core, Google Scholar, PRISM,
#: Parse.ly, Sailthru, Cxense, Mediator, Swiftype, and names that many systems share.
_PUBLISHED = (
    "article:published_time", "article:published", "og:article:published_time", "og:published_time", "article.published",
    "dc.date.issued", "dcterms.issued", "dcterms.available", "citation_publication_date", "citation_online_date",
    "prism.publicationdate", "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "cxenseparse:publishtime",
    "cxenseparse:recs:published_time", "mediator_published_time", "datepublished", "date_published", "published_time", "published_at",
    "published-date", "publisheddate", "publish-date", "publish_date", "publishdate", "publish_time", "publication_date",
    "publication-date", "publicationdate", "pubdate", "pub_date", "published", "vr:published-time", "bt:pubdate", "rnews:datepublished",
    "og:pubdate", "date.available", "first_published", "original-publish-date", "timestamp", "displaydate",
    "acquia_lift:published_date", "date:published_time", "og:release_date", "releasedate", "release_date",
)  # fmt: skip

#: Names that say a date, but not of what.
_DATED = (
    "date", "dc.date", "dc.date.created", "dcterms.date", "dcterms.created", "dc.created", "date.created", "datecreated", "created",
    "createdate", "creation_date", "citation_date", "article:created_time", "dtk:createddate", "uploaddate", "article_date_original",
    "content_create_date",
)  # fmt: skip

#: Names of the last change.
_UPDATED = (
    "article:modified_time", "article:modified", "og:updated_time", "og:article:modified_time", "og:modified_time", "datemodified",
    "dc.modified", "dcterms.modified", "dc.date.modified", "date.modified", "date.updated", "last-modified", "lastmod",
    "last_updated_date", "lastupdate", "modified", "updated", "updated_time", "cxenseparse:recs:modifiedtime",
)  # fmt: skip

#: A day in an address: `/2024/06/24/`, `/2024-06-24-talks`, `/20240624/`.
_IN_ADDRESS = regex.compile(r"[/_-](?P<year>(?:19|20)\d\d)(?P<sign>[/_-]?)(?P<month>[01]\d)(?P=sign)(?P<day>[0-3]\d)(?!\d)")

#: Classes of dates of changes.
_CHANGE = regex.compile(r"updat|modif|chang|aktualis|aenderung", regex.IGNORECASE)

#: How many blocks after the title, and before it, a date line may stand; and how long it and its other words may be.
_AFTER, _BEFORE = 14, 6
_LONGEST, _LONGEST_REST = 200, 90

#: How many elements a `time` element and a date with a label may be farther from the title than another date; how much farther
#: the way back to a date before the title is; and how many elements with dates are looked at.
_BONUS = {"time": 10, "date-line": 0, "labelled": 60, "class": 0}
_BACK, _MOST = 2, 40

#: Where a date stands at the beginning of a text.
_NEAR_START = 20

#: How far before a date its label stands, in characters.
_LONGEST_LABEL = 40


def dates_of(signs: Signs, calendar: Calendar, words: PageWords, title: int) -> tuple[Choice | None, Choice | None]:
    """Return when the article was published, and when it was last changed; None where the page does not say.

    Args:
        signs: the page's.
        calendar: how its dates are read.
        words: that say of what a date is.
        title: the number of the title's element; 0 if it is not known.
    """
    published = list(_published(signs, calendar, words, title))
    changed = list(_changed(signs, calendar, words, title))
    first = _chosen(published or list(_opening(signs, calendar, title)) or changed) or _chosen(list(islice(_in_text(signs, calendar), 5)))
    last = _chosen(changed)
    if first:
        first = _in_page_zone(first, published)
    if first and last and (last.value[:10] < first.value[:10] or last.value == first.value):
        last = None
    return first, last


def _chosen(clues: list[Clue]) -> Choice | None:
    """Return the first of the clues, or a more precise one that agrees with it."""
    if not clues:
        return None
    best = clues[0]._replace(source="date-line") if clues[0].source == "labelled" else clues[0]
    if len(best.value) < 10:
        best = next((clue for clue in clues if len(clue.value) >= 10 and clue.value.startswith(best.value)), best)
    others = tuple({clue.value[:10]: clue for clue in reversed(clues) if clue.value[:10] != best.value[:10]}.values())
    agreed = sum(clue.value[:10] == best.value[:10] for clue in clues)
    return Choice(best.value, best.source, best.order, others, confidence=0.95 if agreed > 1 else 0.8 if not others else 0.7)


def _in_page_zone(choice: Choice, clues: list[Clue]) -> Choice:
    """Return a date that markup gives in UTC as the page shows it, where its readers' day is another one.

    `2022-05-04T02:41:00Z` in markup and 3 May, 22:41 under the title are `2022-05-03T22:41-04:00`; without a time, the day that is shown.
    """
    if not choice.value.endswith("Z") or "T00:00" in choice.value:
        return choice
    stated = datetime.fromisoformat(choice.value).replace(tzinfo=None)
    for clue in [clue for clue in clues if clue.order][:1]:
        if len(clue.value) < 10 or abs((date.fromisoformat(clue.value[:10]) - stated.date()).days) != 1:
            continue
        if len(clue.value) == 10:
            later = clue.value > choice.value[:10]
            if stated.hour >= 18 if later else stated.hour < 8:
                return choice._replace(
                    value=clue.value, source=clue.source, order=clue.order, others=(Clue(choice.value, choice.source), *choice.others)
                )
            continue
        shift = (datetime.fromisoformat(clue.value).replace(tzinfo=None) - stated.replace(second=0)).total_seconds() / 60
        shift -= int(clue.value[17:19] or 0) / 60 if len(clue.value) > 18 and clue.value[16] == ":" else 0
        if shift % 15 == 0 and abs(shift) <= 14 * 60:
            zone = f"{'-' if shift < 0 else '+'}{int(abs(shift) // 60):02}:{int(abs(shift) % 60):02}"
            return choice._replace(value=(stated + timedelta(minutes=shift)).isoformat() + zone, order=clue.order)
    return choice


def _published(signs: Signs, calendar: Calendar, words: PageWords, title: int) -> Iterator[Clue]:
    """Yield what the page says of its first publication, surest first."""
    yield from _in_data(signs, calendar, "datePublished")
    yield from _in_meta(signs, calendar, _PUBLISHED)
    yield from _in_items(signs, calendar, ("datepublished", "pubdate"))
    yield from _in_items(signs, calendar, ("datecreated", "created", "issued", "date"))
    yield from _seen(signs, calendar, words, title, "published")
    yield from _in_meta(signs, calendar, _DATED)
    yield from _in_data(signs, calendar, "dateCreated", "uploadDate")
    yield from _in_addresses(signs, calendar)
    yield from _labelled(signs, calendar, words, title, "published")
    yield from _marked(signs, calendar, title, "published", aside=True)


def _changed(signs: Signs, calendar: Calendar, words: PageWords, title: int) -> Iterator[Clue]:
    """Yield what the page says of its last change, surest first."""
    yield from _in_data(signs, calendar, "dateModified")
    yield from _in_meta(signs, calendar, _UPDATED)
    yield from _in_items(signs, calendar, ("datemodified", "modified"))
    yield from _seen(signs, calendar, words, title, "updated")
    yield from _labelled(signs, calendar, words, title, "updated")


def _in_data(signs: Signs, calendar: Calendar, *names: str) -> Iterator[Clue]:
    for held in (*signs.data.texts(*names), *(signs.data.page.get(name) for name in names)):
        if isinstance(held, str) and (iso := calendar.stated(held)):
            yield Clue(iso, "json-ld")


def _in_meta(signs: Signs, calendar: Calendar, names: tuple[str, ...]) -> Iterator[Clue]:
    for held in signs.meta(*names):
        if iso := calendar.stated(held):
            yield Clue(iso, "meta")


def _in_items(signs: Signs, calendar: Calendar, names: tuple[str, ...]) -> Iterator[Clue]:
    for mark, held in signs.items(*names):
        if mark.region & (Region.COMMENT | Region.ASIDE) or any(prop == "comment" or kind == "Comment" for kind, prop in mark.scopes):
            continue
        if iso := _value(mark, calendar) or calendar.stated(held):
            yield Clue(iso, "microdata", mark.order if mark.text else 0)


def _value(mark: Mark, calendar: Calendar) -> str | None:
    """Return the date that an element's attributes or text hold."""
    for name in ("datetime", "content", "title", "data-datetime", "data-date", "data-timestamp", "data-time", "data-origindate"):
        held = mark.attributes.get(name, "")
        if held and (iso := calendar.stated(held)):
            return iso
    for line in mark.text[:_LONGEST].split("\n"):
        for found in calendar.dates_in(line):
            rest = len(line) - (found.end - found.start)
            if rest <= (_LONGEST_REST if found.start < _NEAR_START else _LONGEST_LABEL):
                return found.iso
    return None


def _seen(signs: Signs, calendar: Calendar, words: PageWords, title: int, field: str) -> Iterator[Clue]:
    """Yield the dates that readers see, the nearest to the title first; a `time` element and a label are worth some way."""
    found = [*_marked(signs, calendar, title, field), *_in_lines(signs, calendar, words, title, field)]
    yield from sorted(found, key=lambda clue: _distance(clue, title))


def _distance(clue: Clue, title: int) -> float:
    way = clue.order - title if clue.order >= title else _BACK * (title - clue.order)
    return way - _BONUS.get(clue.source, 0)


def _marked(signs: Signs, calendar: Calendar, title: int, field: str, *, aside: bool = False) -> Iterator[Clue]:
    """Yield the dates of `time` elements, and of elements whose class or id speaks of a date."""
    found = [(mark, "time") for mark in signs.harvest.times]
    found += [(mark, "class") for mark in signs.harvest.named if mark.says & Region.DATE and len(mark.text) <= _LONGEST]
    for mark, source in sorted(found, key=lambda item: abs(item[0].order - title))[:_MOST]:
        if mark.region & Region.COMMENT or is_aside(mark.order, mark.region, title) != aside or _is_change(mark) != (field == "updated"):
            continue
        if iso := _value(mark, calendar):
            yield Clue(iso, source, mark.order)


def _is_change(mark: Mark) -> bool:
    names = " ".join(mark.attributes.get(name, "") for name in ("class", "id", "itemprop"))
    return _CHANGE.search(names) is not None and "publi" not in names.lower()


def _in_lines(signs: Signs, calendar: Calendar, words: PageWords, title: int, field: str) -> Iterator[Clue]:
    """Yield the dates of short lines near the title."""
    at = next((index for index, line in enumerate(signs.lines) if line.order >= title), 0) if title else 0
    near = [*signs.lines[at : at + _AFTER], *reversed(signs.lines[max(0, at - _BEFORE) : at])]
    for line in near:
        if line.region & Region.COMMENT or is_aside(line.order, line.region, title) or len(line.text) > _LONGEST or line.order == title:
            continue
        last = 0
        for found in calendar.dates_in(line.text):
            label = None
            for label in words.date_label.finditer(line.text, last, found.start):  # noqa: B007  # the last one is wanted
                pass
            said = "updated" if label and label["updated"] else "published"
            rest = len(line.text) - (found.end - found.start)
            if said == field and rest <= (_LONGEST_REST if label or found.start == 0 else _LONGEST_LABEL):
                yield Clue(found.iso, "labelled" if label else "date-line", line.order)
            last = found.end


def _opening(signs: Signs, calendar: Calendar, title: int) -> Iterator[Clue]:
    """Yield the dates that texts under the title begin with: `SKAGERUP, 12 March 2003 – The minister …`."""
    at = next((index for index, line in enumerate(signs.lines) if line.order >= title), 0) if title else 0
    for line in signs.lines[at : at + _AFTER]:
        found = next(calendar.dates_in(line.text[:_LONGEST]), None)
        if found and _opens(line.text, found) and not line.region & Region.COMMENT and not is_aside(line.order, line.region, title):
            yield Clue(found.iso, "text", line.order)


def _in_text(signs: Signs, calendar: Calendar) -> Iterator[Clue]:
    """Yield the dates that are left: in the page's title, in any short line."""
    yield from (Clue(found.iso, "title") for found in calendar.dates_in(signs.harvest.title))
    for line in signs.lines:
        if len(line.text) < _LONGEST_REST and not line.region & Region.COMMENT:
            yield from (Clue(found.iso, "date-line", line.order) for found in calendar.dates_in(line.text))


def _labelled(signs: Signs, calendar: Calendar, words: PageWords, title: int, field: str) -> Iterator[Clue]:
    """Yield the dates of short lines that say what they are of, wherever they stand: `Date: 24 June 2024` under an article."""
    for line in reversed(signs.lines):
        if len(line.text) > _LONGEST_REST or line.region & Region.COMMENT or is_aside(line.order, line.region, title):
            continue
        for found in calendar.dates_in(line.text):
            label = words.date_label.search(line.text, max(0, found.start - _LONGEST_LABEL), found.start)
            if label and bool(label["updated"]) == (field == "updated"):
                yield Clue(found.iso, "date-line", line.order)


def _opens(text: str, found: Found) -> bool:
    """Say whether a text begins with a date: `27.1.2022 – The council …`, `Release of 25 January 2022 | Berlin`."""
    return not found.start or (found.start < _LONGEST_LABEL and text[found.end :].lstrip()[:1] in set("|–—-•·:"))


def _in_addresses(signs: Signs, calendar: Calendar) -> Iterator[Clue]:
    for url in signs.addresses():
        found = _IN_ADDRESS.search(url)
        if found and (iso := calendar.stated(f"{found['year']}-{found['month']}-{found['day']}")):
            yield Clue(iso, "url")
