"""NewsML 1: items made of components in components, each with lines and content.

Rules:

- An item is a document: its first headline the title, further ones headings, all texts in order, captions behind them.
- Of components that are equivalents of each other the one with the longest text is read.
- Content of a medium that is no text is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element

import regex

from seedlib.components import Context
from seedlib.parsing.newsxml.elements import attribute, child, children, descendant, descendants, words_of
from seedlib.parsing.newsxml.newsml2 import content_story
from seedlib.parsing.sections import Section, joined, of_kind, words_section
from seedlib.parsing.stories import Story, genre_of, moment
from seedlib.parsing.xml import text_of

__all__ = ["newsml1_items", "newsml1_story"]

#: Media whose content is text, and roles of it under a picture.
_TEXT, _CAPTION = regex.compile(r"|text|complex.*", regex.IGNORECASE), regex.compile(r"caption|legend", regex.IGNORECASE)

#: Lines over a text, and what they are.
_LINES = {"subheadline": "heading", "byline": "byline", "dateline": "dateline"}


def newsml1_items(root: Element) -> Iterator[Element]:
    """Yield the items of a file."""
    return descendants(root, "newsitem")


class _Part(NamedTuple):
    """A component or a content in the order of an item, and whether it stands under a picture."""

    element: Element
    caption: bool


def newsml1_story(item: Element, context: Context) -> Story:
    """Return the story of a `NewsItem`."""
    heads: list[Section] = []
    bodies: list[Section] = []
    captions: list[Section] = []
    inner: list[Story] = []
    titles = [words for line in descendants(item, "headline") if (words := text_of(line))]
    for part in _parts(item):
        if part.element.tag.rpartition("}")[2].casefold() == "newslines":
            heads += [words_section(text_of(line), kind) for name, kind in _LINES.items() for line in children(part.element, name)]
            continue
        data = descendant(part.element, "datacontent")
        story = content_story(part.element if data is None else data, context)
        inner.append(story)
        if part.caption:
            captions.append(of_kind(story.body, "caption"))
        else:
            heads.append(story.head)
            bodies += [*story.summaries, story.body]
    title = titles[0] if titles else next((story.title for story in inner if story.title), "")
    heads += [words_section(other, "heading") for other in dict.fromkeys(titles) if other != title]
    record: dict[str, Any] = {name: held for story in inner for name, held in story.record.items() if held}
    return Story(
        title=title,
        notes=tuple(filter(None, (text_of(note) for note in descendants(item, "instruction", "ednote")))),
        head=_one(heads),
        body=_one(bodies),
        captions=tuple(captions),
        authors=tuple(_authors(item)) or tuple(name for story in inner for name in story.authors),
        status=attribute(child(item, "newsmanagement", "status"), "formalname"),
        record={**record, **{name: held for name, held in _record(item).items() if held}},
    )


def _one(sections: list[Section]) -> Section:
    text, pieces = joined(sections)
    return Section(text=text, pieces=tuple(pieces))


def _parts(item: Element) -> Iterator[_Part]:
    """Yield the lines and the texts of an item in order, of equivalent components one."""
    stack = [(element, False) for element in reversed(list(children(item, "newscomponent")))]
    while stack:
        component, under = stack.pop()
        under = under or bool(_CAPTION.search(attribute(child(component, "role"), "formalname")))
        yield from (_Part(lines, under) for lines in children(component, "newslines"))
        yield from (_Part(content, under) for content in children(component, "contentitem") if _is_text(content))
        nested = list(children(component, "newscomponent"))
        if attribute(component, "equivalentslist").casefold() == "yes" and nested:
            nested = [max(nested, key=lambda inner: sum(len(text_of(data)) for data in descendants(inner, "datacontent")))]
        stack += [(inner, under) for inner in reversed(nested)]


def _is_text(content: Element) -> bool:
    encoded = descendant(content, "encoding") is not None
    return bool(_TEXT.fullmatch(attribute(child(content, "mediatype"), "formalname"))) and not encoded


def _authors(item: Element) -> Iterator[str]:
    for line in descendants(item, "byline"):
        yield text_of(line)
    for party in (party for creator in descendants(item, "creator") for party in children(creator, "party")):
        yield attribute(party, "formalname")


def _record(item: Element) -> dict[str, Any]:
    """Return what the item says of itself, by the names of fields and attributes."""
    identifier = child(item, "identification", "newsidentifier")
    management = child(item, "newsmanagement")
    providers = [attribute(descendant(provider, "party"), "formalname") for provider in descendants(item, "provider", "source")]
    genres = [attribute(genre, "formalname") for genre in descendants(item, "genre")]
    return {
        "published": moment(words_of(management, "firstcreated")),
        "updated": moment(words_of(management, "thisrevisioncreated")),
        "publisher": next(filter(None, providers), "") or words_of(identifier, "providerid"),
        "language": attribute(descendant(item, "language"), "formalname") or attribute(item, "lang"),
        "genre": genre_of(genres),
        "item-id": words_of(identifier, "publicidentifier") or words_of(identifier, "newsitemid"),
        "urgency": attribute(child(management, "urgency"), "formalname"),
        "slugline": text_of(descendant(item, "slugline")),
        "keywords": tuple(dict.fromkeys(word for line in descendants(item, "keywordline") if (word := text_of(line)))),
    }
