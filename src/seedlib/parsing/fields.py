"""From the names and values of a record to the fields of a document.

Rules:

- A known name with a value that its field can hold goes to the field; everything else goes to the attributes untouched.
- Where a field holds a value in another form than was given (a date, the persons of a byline), the given one is an attribute too.
- Nothing given is an error: a value that cannot be understood is kept, with a notice.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import regex

from seedlib.components import Context
from seedlib.model import EMPTY, GENRES, Attributes, Notice, is_name, value
from seedlib.parsing.dates import iso_date
from seedlib.parsing.lines import Line, lists_of
from seedlib.parsing.people import names_between, persons_in

__all__ = ["DATES", "TEXT_NAMES", "Fields", "field_of", "fields_of", "text_name"]

#: Names under which a record's text stands, the first that there is: `text`, else as news data sets call it (`maintext`: news-please;
#: `articleBody`: schema.org; `content`: News API).
TEXT_NAMES = ("text", "content", "body", "article", "maintext", "full_text", "article_text", "articleBody", "story")

#: Names and the fields they mean, in small letters without `_` and `-`. From schema.org/NewsArticle, Open Graph (`site_name`), News API
#: (`publishedAt`), news-please (`date_publish`), trafilatura (`sitename`), Common Crawl's news sets and All the News (`publication`).
_MEANINGS = {
    "title": ("title", "headline"),
    "authors": ("authors", "author", "byline"),
    "publisher": ("publisher", "site", "sitename", "outlet", "publication", "newspaper"),
    "first_publisher": ("firstpublisher",),
    "published": ("published", "date", "publishedat", "datepublished", "datepublish", "pubdate", "publicationdate"),
    "updated": ("updated", "updatedat", "datemodified", "datemodify", "modified"),
    "language": ("language", "lang", "inlanguage"),
    "genre": ("genre",),
    "url": ("url", "link", "canonicalurl"),
}
_FIELDS = {name: field for field, names in _MEANINGS.items() for name in names}

#: The fields that hold dates.
DATES = frozenset({"published", "updated"})

#: BCP 47, with the underscore that some write: `en`, `pt_BR`.
_LANGUAGE = regex.compile(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{1,8})*")


@value(kw_only=True)
class Fields:
    """What a record says of a document."""

    fields: Mapping[str, Any]
    attributes: Attributes
    notices: tuple[Notice, ...] = ()


def text_name(names: Mapping[str, Any] | list[str], chosen: str | None = None) -> str | None:
    """Return which of a record's names its text stands under: the chosen one, else the first of `TEXT_NAMES`; None if there is none."""
    if chosen is not None:
        return chosen if chosen in names else None
    folded = {name.casefold(): name for name in reversed(list(names))}
    return next((folded[name.casefold()] for name in TEXT_NAMES if name.casefold() in folded), None)


def field_of(name: str) -> str | None:
    """Return the field that a name means; None if it means none that is known.

    >>> field_of("date_published"), field_of("day")
    ('published', None)
    """
    return _FIELDS.get(name.casefold().replace("_", "").replace("-", ""))


def fields_of(
    record: Mapping[str, Any], context: Context, component: str, *, id_name: str | None = None, day_first: Mapping[str, bool] = EMPTY
) -> Fields:
    """Return what a record says of its document.

    Args:
        record: names and JSON values, without the text.
        context: whose lexicon knows months and bylines.
        component: the full name of the parser, for notices.
        id_name: the name that the document's id stands under; `id` by default.
        day_first: of names of dates, whether `03/04/2024` is 3 April there.
    """
    fields: dict[str, Any] = {}
    rest: dict[str, Any] = {}
    notices: list[Notice] = []
    for name, held in record.items():
        field = "id" if name == (id_name or "id") else field_of(name)
        if field is None or field in fields:
            rest[name] = held
            continue
        if held is None or held in ("", [], ()):
            continue
        understood = _date(held, context, day_first.get(name)) if field in DATES else _READERS[field](held, context)
        if understood is None:
            rest[name] = held
            message = f"the {field} {str(held)[:60]!r} under {name!r} cannot be read as one; it is kept as an attribute"
            notices.append(Notice(code="field-unread", message=message, component=component))
            continue
        fields[field] = understood
        if understood not in (held, (held,)) and list(understood) != held:
            rest[name] = held
    return Fields(fields=fields, attributes=Attributes(rest), notices=tuple(notices))


def _words(held: Any, context: Context) -> str | None:
    """Return a string; that under `name` in an object, as schema.org has it."""
    del context
    if isinstance(held, Mapping):
        held = held.get("name")
    return held if isinstance(held, str) and held.strip() else None


def _identifier(held: Any, context: Context) -> str | None:
    if isinstance(held, int) and not isinstance(held, bool):
        return str(held)
    return held if isinstance(held, str) and held else _words(held, context)


def _authors(held: Any, context: Context) -> tuple[str, ...] | None:
    if isinstance(held, list | tuple):
        names = [_words(item, context) for item in held]
        return tuple(name for name in names if name) or None if None not in names else None
    words = _words(held, context)
    if words is None or not isinstance(held, str):
        return (words,) if words else None
    if persons := persons_in(words, context):
        return persons
    line = Line(words, 0, len(words), lists_of(context))
    _, others = names_between(line, 0, len(line.words))
    return None if len(others) > 1 or line.first("agency", "site-word", "byline-role") else (words.strip(),)


def _date(held: Any, context: Context, day_first: bool | None) -> str | None:
    if isinstance(held, int) and not isinstance(held, bool):
        held = str(held)
    return iso_date(held, lists_of(context).months, day_first=day_first) if isinstance(held, str) else None


def _language(held: Any, context: Context) -> str | None:
    words = _words(held, context)
    return words.strip().replace("_", "-") if words and _LANGUAGE.fullmatch(words.strip()) else None


def _genre(held: Any, context: Context) -> str | None:
    words = _words(held, context)
    if words and ":" in words and is_name(words):
        return words
    return words.strip().casefold() if words and words.strip().casefold() in GENRES else None


#: Of all fields but the dates.
_READERS: Mapping[str, Callable[[Any, Context], Any]] = {
    "id": _identifier,
    "title": _words,
    "authors": _authors,
    "publisher": _words,
    "first_publisher": _words,
    "language": _language,
    "genre": _genre,
    "url": _words,
}
