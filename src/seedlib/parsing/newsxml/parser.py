"""News in XML: NITF, NewsML-G2, NewsML 1, and other XML in which elements are named as the parts of stories are.

Rules:

- An item is a document. One that cannot be read is an `Unread`; the others are read.
- A format is known by its root, whatever the file's name. Other XML is read if it has stories, else refused by its root's name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import BinaryIO
from xml.etree.ElementTree import Element

import attrs

from seedlib.components import Context, Hint, Parsed
from seedlib.errors import LimitError, ParseError, SeedlibError
from seedlib.model import Notice, Origin, value
from seedlib.parsing.decoding import declared_encoding, read_raw
from seedlib.parsing.newsxml.elements import attribute
from seedlib.parsing.newsxml.known import ANY, ITEMS, ROOTS
from seedlib.parsing.newsxml.newsml1 import newsml1_items, newsml1_story
from seedlib.parsing.newsxml.newsml2 import content_story, g2_items, item_story
from seedlib.parsing.newsxml.nitf import nitf_story
from seedlib.parsing.newsxml.records import record_story, records_of
from seedlib.parsing.records import Place, unread
from seedlib.parsing.stories import Story, document_of_story
from seedlib.parsing.xml import decode_xml, local_name, root_of

__all__ = ["parse"]

_NAME = "seedlib:news-xml"


@value(kw_only=True)
class _Item:
    """An item, how its story is made, and how it is called in its file."""

    story: Callable[[], Story]
    part: str | None = None
    notices: tuple[Notice, ...] = ()


def parse(stream: BinaryIO, hint: Hint, context: Context) -> Iterator[Parsed]:
    """Yield a document for each story of a file."""
    decoded = decode_xml(read_raw(stream, context.settings), declared_encoding(hint))
    root = root_of(decoded.text, context.settings, "a news file")
    origin = Origin(
        media_type=ROOTS.get(local_name(root).casefold(), ANY),
        encoding=decoded.encoding,
        encoding_by=decoded.by,
    )
    place = Place(component=_NAME, origin=origin, problems=decoded.problems, notices=decoded.notices)
    most = context.settings.max_parts
    count = 0
    for count, item in enumerate(_items(root, context), 1):
        if count > most:
            raise LimitError(f"found a file of more than {most:,} stories; those were read", advice="raise Settings.max_parts")
        own = attrs.evolve(place, origin=attrs.evolve(origin, part=item.part), notices=(*place.notices, *item.notices))
        yield _answer(item, own, context)
    if not count:
        raise _without_stories(root)


def _answer(item: _Item, place: Place, context: Context) -> Parsed:
    try:
        return document_of_story(item.story(), place, context)
    except SeedlibError as error:
        return unread(error, place)


def _items(root: Element, context: Context) -> Iterator[_Item]:
    """Yield the items of a file."""
    name = local_name(root).casefold()
    if name == "nitf":
        yield _Item(story=partial(nitf_story, root))
    elif name == "contentset":
        for inner in root:
            yield _Item(story=partial(content_story, inner, context))
    elif name == "newsmessage" or name in ITEMS:
        items = list(g2_items(root))
        ids = frozenset(filter(None, (attribute(item, "guid") for item in items)))
        for number, item in enumerate(items, 1):
            yield _Item(story=partial(item_story, item, ids, context), part=_part(number, len(items)))
    elif name == "newsml":
        items = list(newsml1_items(root))
        for number, item in enumerate(items, 1):
            yield _Item(story=partial(newsml1_story, item, context), part=_part(number, len(items)))
    else:
        yield from _guessed(root, context)


def _part(number: int, count: int) -> str | None:
    return f"item {number}" if count > 1 else None


def _guessed(root: Element, context: Context) -> Iterator[_Item]:
    """Yield the stories of XML that is of no known format."""
    embedded = [element for element in root.iter() if local_name(element).casefold() == "nitf"]
    if embedded:
        for number, element in enumerate(embedded, 1):
            yield _Item(story=partial(nitf_story, element), part=_part(number, len(embedded)))
        return
    records = list(records_of(root))
    message = f"the file is XML of no format that is known (its root is {local_name(root)}); stories were found by the names of elements"
    notice = Notice(code="format-guessed", message=message, component=_NAME)
    for number, record in enumerate(records, 1):
        yield _Item(story=partial(record_story, record, context), part=_part(number, len(records)), notices=(notice,))


def _without_stories(root: Element) -> ParseError:
    """Return the error for XML that holds no story."""
    name = local_name(root)
    if name.casefold() in ROOTS:
        return ParseError(f"found a {name} without items, expected at least one", advice="check how it was made or fetched")
    return ParseError(
        f"found XML whose root is {name}, expected news: NITF, NewsML, a feed, or elements named as headline and body",
        advice="write its texts as JSON Lines first, or install a plugin that reads this format",
    )
