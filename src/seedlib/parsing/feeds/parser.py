"""Feeds: RSS, RDF, Atom, CDF, WordPress exports and JSON Feed, a document an entry.

Rules:

- Nothing is fetched: feedparser is given bytes in memory, never an address.
- The encoding is found as for every text (`seedlib.parsing.decoding`); feedparser is given UTF-8.
- Entities that a feed declares of its own are not expanded: they can grow without end (CWE-776).
- A damaged feed is read as far as it goes, with a notice.
"""

from __future__ import annotations

import html.entities
import io
import time
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO
from urllib.parse import urljoin

import attrs
import regex

from seedlib.components import Context, Hint, Parsed
from seedlib.errors import LimitError, ParseError
from seedlib.model import Notice, Origin, Unread
from seedlib.parsing.dates import iso_date
from seedlib.parsing.decoding import declared_encoding, read_raw
from seedlib.parsing.feeds.entries import Entry, Feed, Moment, Words, document_of
from seedlib.parsing.feeds.jsonfeed import json_feed
from seedlib.parsing.feeds.known import JSON, PROLOGUE, ROOT, XML
from seedlib.parsing.lines import lists_of
from seedlib.parsing.records import Place
from seedlib.parsing.xml import decode_xml

__all__ = ["parse"]

_NAME = "seedlib:feed"

#: What stands before the root, which feedparser is not given.
_START = regex.compile(PROLOGUE, regex.IGNORECASE | regex.VERBOSE)

#: HTML's entities in XML that does not declare them: `&nbsp;`; but not inside CDATA, where they are HTML already.
_ENTITY = regex.compile(r"<!\[CDATA\[[\s\S]*?(?:\]\]>|\Z)|&(?P<name>[A-Za-z][A-Za-z0-9]{1,31});")
_OF_XML = frozenset({"amp", "apos", "gt", "lt", "quot"})

#: Categories, among which feedparser looks for each new one, and where the next entry begins; how many an entry may have, and how long
#: a list of them may be. Entries of real feeds have some tens.
_CATEGORY = regex.compile(
    r"<[\w.-]{0,40}:?(?:(?P<entry>item|entry)|category|subject|keywords(?P<long>\b[^<>]{0,200}>(?:<!\[CDATA\[)?[^<]{10000})?)\b"
)
_MOST_CATEGORIES = 1_000

#: UTF-8 that was read as Latin-1, `Ã©`, as characters or references: feedparser reads it back.
_TWICE = regex.compile(r"[\u00c2-\u00f4][\u0080-\u00bf]|&\#(?:19[4-9]|2[0-3]\d|24[0-4]);&\#1[2-9]\d;")

#: What feedparser, and what it is made of, raises for input that it was not made for.
_FOREIGN = (ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError)

#: Elements of other name spaces that hold an article's whole text, as feedparser names them: Yandex News, which Russian papers write for
#: (`yandex:full-text`), and Yandex Turbo pages (`turbo:content`).
_WHOLE = ("yandex_full-text", "turbo_content")

#: What a feed says of itself, as feedparser names it; the dates are those of its making.
_CHANNEL = ("title", "subtitle", "published", "updated", "rights")

#: Types of content that hold text; a picture in base64 does not.
_TEXTUAL = regex.compile(r"text/.*|.*[/+]xml|.*html.*|")


def parse(stream: BinaryIO, hint: Hint, context: Context) -> Iterator[Parsed]:
    """Yield a document for each entry of a feed."""
    decoded = decode_xml(read_raw(stream, context.settings), declared_encoding(hint))
    in_json = decoded.text.lstrip().startswith("{")
    feed, notices = (json_feed(decoded.text), []) if in_json else _xml_feed(decoded.text, hint, context)
    origin = Origin(media_type=JSON if in_json else XML, encoding=decoded.encoding, encoding_by=decoded.by)
    place = Place(component=_NAME, origin=origin, problems=decoded.problems, notices=(*decoded.notices, *notices))
    number, most, channel = 0, context.settings.max_parts, feed.channel
    for number, entry in enumerate(feed.entries, 1):
        if number > most:
            raise LimitError(f"found a feed of more than {most:,} entries; those were read", advice="raise Settings.max_parts")
        found = document_of(entry, attrs.evolve(place, origin=attrs.evolve(origin, part=f"entry {number}")), context, channel=channel)
        channel = channel if isinstance(found, Unread) else ()
        yield found
    if not number:
        raise ParseError("found a feed without entries, expected at least one", advice="check how it was fetched: it may be empty by now")


def _xml_feed(text: str, hint: Hint, context: Context) -> tuple[Feed, list[Notice]]:
    """Return what a feed in XML holds, and what its reader should know.

    Raises:
        ParseError: feedparser is absent, or cannot read it; or it is a list of feeds.
    """
    head = ROOT.match(text[:4096].encode())
    if head and head["root"].lower() == b"opml":
        raise ParseError("found an OPML file, which lists feeds, expected a feed", advice="fetch the feeds that it lists, and read those")
    source, notices = _source(text)
    try:
        import feedparser
    except ImportError as error:
        raise ParseError("found a feed, which needs feedparser", advice='pip install "seedlib[feeds]"') from error
    headers = {"content-type": "application/xml; charset=utf-8", "content-location": hint.uri or ""}
    try:
        found = feedparser.parse(io.BytesIO(source), response_headers=headers, resolve_relative_uris=False, sanitize_html=False)
    except _FOREIGN as error:
        raise ParseError(
            f"found a feed that cannot be read ({type(error).__name__})", advice="it may be cut or damaged: fetch it again"
        ) from error
    if found.get("bozo"):
        reason = " ".join(str(found.get("bozo_exception", "")).split())[:120]
        message = f"the feed is not well-formed XML ({reason}); it was read as far as it can be"
        notices.append(Notice(code="feed-damaged", message=message, component=_NAME))
    feed, version = dict(found["feed"]), str(found.get("version", ""))
    if not version and not found["entries"]:
        raise ParseError(f"found {text.lstrip()[:16]!r} at the beginning, expected a feed", advice="check what the file is")
    channel = tuple(said for name in _CHANNEL if (said := _stated(feed, name, ())).words)
    return Feed((_entry(dict(entry), feed, version, context) for entry in found["entries"]), channel), notices


def _source(text: str) -> tuple[bytes, list[Notice]]:
    """Return a feed's text as UTF-8 for feedparser, without what stands before its root; and what was left out there."""
    notices = []
    start = _START.match(text)
    if start and start["own"] and "<!ENTITY" in start["own"]:
        message = "the feed declares entities of its own; they are left as they are written"
        notices.append(Notice(code="entities-declared", message=message, component=_NAME))
    body = text[start.end() :] if start else text
    if _TWICE.search(body):
        message = "text that was UTF-8 read as Latin-1 may have been read back by feedparser"
        notices.append(Notice(code="feed-mended", message=message, component=_NAME))
    _check_categories(body)
    body = _ENTITY.sub(_character, body)
    return ("<?xml version='1.0' encoding='utf-8'?>\n" + body).encode("utf-8", "replace"), notices


def _check_categories(text: str) -> None:
    """Raise a LimitError if an entry has so many categories that feedparser would take too long over them."""
    count = 0
    for found in _CATEGORY.finditer(text):
        count = 0 if found["entry"] else count + 1
        if count > _MOST_CATEGORIES or found["long"]:
            raise LimitError(
                f"found an entry of more than {_MOST_CATEGORIES:,} categories, expected fewer", advice="take them out of the feed"
            )


def _character(found: regex.Match[str]) -> str:
    name = found["name"]
    if name is None or name in _OF_XML:
        return found[0]
    return html.entities.html5.get(f"{name};", found[0])


def _entry(entry: Mapping[str, Any], feed: Mapping[str, Any], version: str, context: Context) -> Entry:
    """Return what feedparser found in an entry."""
    published, updated = (_date(entry, name, context) for name in ("published", "updated"))
    if published is None and not version.startswith("atom"):  # RSS 1.0's dc:date, which feedparser calls `updated`
        published, updated = updated, None
    contents = tuple(words for held in entry.get("content") or () if (words := _words(held)))
    whole = filter(None, (_string(entry.get(name)) for name in _WHOLE))
    contents += tuple(Words(held, html=not {"<", "&"}.isdisjoint(held)) for held in whole)
    tags = [tag for tag in entry.get("tags") or () if isinstance(tag, Mapping)]
    return Entry(
        title=_stated(entry, "title", contents),
        contents=contents,
        summary=_stated(entry, "summary", contents),
        authors=_authors(entry),
        published=published,
        updated=updated,
        url=_url(entry, feed),
        publisher=_publisher(entry, feed),
        language=_language(entry, feed),
        id=_string(entry.get("id")) or None,
        tags=tuple(dict.fromkeys(term for tag in tags if (term := _string(tag.get("term"))))),
        categories=tuple(dict.fromkeys(label for tag in tags if (label := _string(tag.get("label")) or _string(tag.get("term"))))),
    )


def _string(held: Any) -> str:
    return held.strip() if isinstance(held, str) else ""


def _words(detail: Any) -> Words | None:
    """Return the words of a text construct; None if there are none."""
    if not isinstance(detail, Mapping) or not _string(detail.get("value")):
        return None
    kind = _string(detail.get("type")).lower()
    marked = "html" in kind and not {"<", "&"}.isdisjoint(detail["value"])  # a description is HTML by default, marked up or not
    return Words(detail["value"], html=marked) if _TEXTUAL.fullmatch(kind) else None


def _stated(entry: Mapping[str, Any], name: str, contents: tuple[Words, ...]) -> Words:
    """Return an entry's title or summary; an empty one where feedparser took it from the content, since none is stated."""
    found = _words(entry.get(f"{name}_detail"))
    if found is None:
        found = Words(_string(entry.get(name)))
        found = Words("") if found.words in {words.words for words in contents} else found
    return found


def _date(entry: Mapping[str, Any], name: str, context: Context) -> Moment | None:
    """Return a date, readable as it is stated where it can be read so, since feedparser's has lost its zone; else feedparser's, in UTC."""
    stated = _string(entry.get(name))
    parsed = entry.get(f"{name}_parsed")
    if (stated and iso_date(stated, lists_of(context).months)) or not parsed:
        return Moment(stated, stated) if stated else None
    try:
        return Moment(stated, time.strftime("%Y-%m-%dT%H:%M:%SZ", parsed))
    except (TypeError, ValueError):
        return Moment(stated, stated) if stated else None


def _authors(entry: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the names stated; of one word alone all of it, since feedparser cuts addresses: `desk@times.exam` `ple`."""
    listed = [_string(author.get("name")) for author in entry.get("authors") or () if isinstance(author, Mapping)]
    whole = _string(entry.get("author"))
    if not any(listed) or (len(listed) == 1 and len(whole.split()) == 1):
        listed = [whole]
    return tuple(dict.fromkeys(name for name in listed if name))


def _publisher(entry: Mapping[str, Any], feed: Mapping[str, Any]) -> str | None:
    """Return the publisher of an entry: stated for it, else that of its source, else the feed's title."""
    source = entry.get("source")
    named = _string(source.get("title")) if isinstance(source, Mapping) else ""
    return _string(entry.get("publisher")) or named or " ".join(_string(feed.get("title")).split()) or None


def _language(entry: Mapping[str, Any], feed: Mapping[str, Any]) -> str | None:
    details = [entry.get("title_detail"), entry.get("summary_detail"), *(entry.get("content") or ())]
    stated = (_string(detail.get("language")) for detail in details if isinstance(detail, Mapping))
    return _string(entry.get("language")) or next(filter(None, stated), None) or _string(feed.get("language")) or None


def _url(entry: Mapping[str, Any], feed: Mapping[str, Any]) -> str | None:
    link = _string(entry.get("link"))
    try:
        return urljoin(_string(feed.get("link")), link) if link else None
    except ValueError:  # a port that is no number
        return link
