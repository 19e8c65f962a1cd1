"""JSON Feed: the entries of a feed in JSON (jsonfeed.org/version/1.1).

Rules:

- A feed is known by its `version`, an address at jsonfeed.org.
- What an entry holds is taken where it has the type that it should have; the rest is passed over.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from seedlib.errors import ParseError
from seedlib.model import without_surrogates
from seedlib.parsing.feeds.entries import Entry, Feed, Moment, Words
from seedlib.parsing.json_values import JsonReader

__all__ = ["json_feed"]


def json_feed(text: str) -> Feed:
    """Return what a JSON Feed holds.

    Raises:
        ParseError: it is no JSON, or has no list of items.
    """
    try:
        feed = JsonReader().decoder.decode(text)
    except json.JSONDecodeError as error:
        where = f"character {error.pos + 1}"
        raise ParseError(f"found broken JSON ({error.msg}), expected a JSON Feed", where=where, advice="fetch it again") from error
    except (RecursionError, ValueError) as error:  # nested too deeply; an integer of more digits than Python converts
        raise ParseError(f"found JSON that cannot be read ({type(error).__name__}), expected a JSON Feed") from error
    items = feed.get("items") if isinstance(feed, Mapping) else None
    if not isinstance(items, list):
        raise ParseError("found a JSON Feed without a list of `items`, expected one", advice="check how it was made")
    channel = (Words(words) for name in ("title", "description") if (words := _string(feed, name)))
    return Feed((_entry(item if isinstance(item, Mapping) else {}, feed) for item in items), tuple(channel))


def _entry(item: Mapping[str, Any], feed: Mapping[str, Any]) -> Entry:
    """Return what an item states."""
    contents = (Words(_string(item, "content_html"), html=True), Words(_string(item, "content_text")))
    tags = tuple(without_surrogates(tag)[0] for tag in _listed(item, "tags") if isinstance(tag, str))
    named = _string(item, "id") or (str(item["id"]) if isinstance(item.get("id"), int) else "")
    return Entry(
        title=Words(_string(item, "title")),
        contents=tuple(words for words in contents if words.words),
        summary=Words(_string(item, "summary")),
        authors=_authors(item) or _authors(feed),
        published=_date(item, "date_published"),
        updated=_date(item, "date_modified"),
        url=_string(item, "url") or _string(item, "external_url") or None,
        publisher=_string(feed, "title") or None,
        language=_string(item, "language") or _string(feed, "language") or None,
        id=named or None,
        tags=tags,
        categories=tags,
    )


def _string(held: Mapping[str, Any], name: str) -> str:
    found = held.get(name)
    return without_surrogates(found)[0].strip() if isinstance(found, str) else ""


def _date(held: Mapping[str, Any], name: str) -> Moment | None:
    words = _string(held, name)
    return Moment(words, words) if words else None


def _listed(held: Mapping[str, Any], name: str) -> list[Any]:
    found = held.get(name)
    return found if isinstance(found, list) else []


def _authors(held: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the names under `authors`, or under `author` (version 1)."""
    stated = _listed(held, "authors") or [held.get("author")]
    return tuple(name for author in stated if isinstance(author, Mapping) and (name := _string(author, "name")))
