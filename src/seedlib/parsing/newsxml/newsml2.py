"""NewsML-G2: items of news, and packages and messages of them.

Rules:

- An item is a document; so is a package that lists what is elsewhere by its headlines. What an item lists that stands in the same
  message is not told twice.
- Of several renditions of one content the longest is read; pictures and other remote content are not fetched.
- The item's own headline is the title; one of another wording inside its content is a heading.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any
from xml.etree.ElementTree import Element

import regex

from seedlib.components import Context
from seedlib.errors import ParseError
from seedlib.parsing.newsxml.elements import attribute, child, children, descendants, section_of, words_of
from seedlib.parsing.newsxml.known import ITEMS
from seedlib.parsing.newsxml.nitf import nitf_story
from seedlib.parsing.sections import NOTHING, Section, html_section, joined, of_kind, plain_section, words_section
from seedlib.parsing.stories import Story, genre_of, moment
from seedlib.parsing.xml import local_name, text_of

__all__ = ["content_story", "g2_items", "item_story"]

#: Kinds of description that stand under a picture (NewsCodes `drol`).
_CAPTION = regex.compile(r"caption", regex.IGNORECASE)

#: Escaped HTML that stands as text in XML.
_TAGS = regex.compile(r"\s*<(?:!doctype|[a-z][a-z0-9]*)\b", regex.IGNORECASE)

#: Types of content whose text is HTML, and of any text.
_HTML, _TEXT = regex.compile(r"html", regex.IGNORECASE), regex.compile(r"|text\b.*|.*(?:html|xml|nitf).*", regex.IGNORECASE)


def g2_items(root: Element) -> Iterator[Element]:
    """Yield the items of a message, or the one that the root is."""
    if local_name(root).casefold() in ITEMS:
        yield root
    else:
        yield from descendants(root, *ITEMS)


def item_story(item: Element, others: Collection[str], context: Context) -> Story:
    """Return the story of an item.

    Args:
        item: an element such as `newsItem`.
        others: the ids of all items in the same file.
        context: with the limits for HTML inside it.

    Raises:
        ParseError: it is of a kind that holds no news, or lists only what is in the same file.
    """
    kind = local_name(item).casefold()
    if kind not in {"newsitem", "packageitem"}:
        raise ParseError(f"found a {local_name(item)}, which holds no story, expected a newsItem or a packageItem")
    meta, content = child(item, "itemmeta"), child(item, "contentmeta")
    inner = _content(item, context) if kind == "newsitem" else Story(body=_listed(item, others))
    titles = [text_of(line) for line in _main(children(content, "headline"))] + [words_of(meta, "title")]
    head = [words_section(text_of(by), "byline") for by in children(content, "by")]
    head += [words_section(text_of(line), "dateline") for line in children(content, "dateline")]
    head = [section for section in head if section.text and section.text not in inner.head.text]
    told = [(attribute(line, "role"), words_section(text_of(line))) for line in children(content, "description")]
    picture = "text" not in attribute(child(meta, "itemclass"), "qcode", "uri", "literal") and kind == "newsitem"
    captions = [of_kind(section, "caption") for role, section in told if _CAPTION.search(role) or picture]
    text, pieces = joined([inner.head, *head])
    return Story(
        title=next(filter(None, titles), "") or inner.title,
        notes=tuple(filter(None, [*(text_of(note) for note in children(meta, "ednote")), *inner.notes])),
        head=Section(text=text, pieces=tuple(pieces)),
        summaries=(*(section for role, section in told if not (_CAPTION.search(role) or picture)), *inner.summaries),
        body=inner.body,
        captions=(*captions, *inner.captions),
        authors=tuple(_authors(content)) or inner.authors,
        status=attribute(child(meta, "pubstatus"), "qcode", "uri").rpartition(":")[2].rpartition("/")[2] or inner.status,
        record={**inner.record, **{name: held for name, held in _record(item, meta, content).items() if held}},
    )


def _main(headlines: Iterator[Element]) -> list[Element]:
    """Return headlines, those first that have no role or are the main one."""
    return sorted(headlines, key=lambda line: bool(attribute(line, "role")) and "main" not in attribute(line, "role"))


def _content(item: Element, context: Context) -> Story:
    """Return what an item holds: the longest of its renditions."""
    found = [content_story(inner, context) for inner in children(child(item, "contentset"), "inlinexml", "inlinedata")]
    return max(found, key=lambda story: len(story.body.text), default=Story())


def content_story(element: Element, context: Context) -> Story:
    """Return the story in an element that holds NITF, XHTML, escaped HTML or plain text; one without text if it holds something else."""
    for inner in element:
        if local_name(inner).casefold() == "nitf":
            return nitf_story(inner)
    if len(element):
        return Story(title=words_of(element, "html", "head", "title"), body=section_of(element))
    words, kind = element.text or "", attribute(element, "contenttype")
    if attribute(element, "encoding") or not _TEXT.fullmatch(kind):
        return Story()
    if _HTML.search(kind) or _TAGS.match(words):
        return Story(body=html_section(words, context.settings))
    return Story(body=plain_section(words.strip()))


def _listed(item: Element, others: Collection[str]) -> Section:
    """Return the headlines and summaries of what a package refers to, if it is not in the same file."""
    sections = []
    for reference in descendants(item, "itemref"):
        if attribute(reference, "residref", "guidref") in others:
            continue
        line = words_of(reference, "headline") or words_of(reference, "title")
        sections.append(words_section(line, "list-item"))
        sections += [words_section(text_of(told)) for told in children(reference, "description")]
    text, pieces = joined(sections)
    if not pieces:
        raise ParseError(
            "found a package that only points at items, expected headlines", advice="nothing is lost if the items themselves are given"
        )
    return Section(text=text, pieces=tuple(pieces)) if pieces else NOTHING


def _authors(content: Element | None) -> Iterator[str]:
    for creator in children(content, "creator"):
        name = words_of(creator, "name") or attribute(creator, "literal")
        if name:
            yield name


def _named(element: Element | None) -> str:
    """Return what an element with a name, a literal or a code names: `<provider qcode="nprov:REUTERS"/>` is `REUTERS`."""
    return words_of(element, "name") or attribute(element, "literal") or attribute(element, "qcode").rpartition(":")[2]


def _record(item: Element, meta: Element | None, content: Element | None) -> dict[str, Any]:
    """Return what the item says of itself, by the names of fields and attributes."""
    created = [words_of(meta, "firstcreated"), words_of(content, "contentcreated"), words_of(meta, "versioncreated")]
    changed = [words_of(meta, "versioncreated"), words_of(content, "contentmodified")]
    rights = child(item, "rightsinfo")
    publishers = [_named(child(meta, "provider")), _named(child(rights, "copyrightholder")), _named(child(content, "infosource"))]
    genres = [name for genre in children(content, "genre") for name in (words_of(genre, "name"), _named(genre))]
    return {
        "published": next(filter(None, map(moment, created)), None),
        "updated": next(filter(None, map(moment, changed)), None),
        "publisher": next(filter(None, publishers), ""),
        "language": attribute(child(content, "language"), "tag") or attribute(item, "lang"),
        "genre": genre_of(genres),
        "item-id": attribute(item, "guid"),
        "embargoed": words_of(meta, "embargoed"),
        "urgency": words_of(content, "urgency"),
        "slugline": words_of(content, "slugline"),
        "credit-line": words_of(content, "creditline"),
        "subjects": tuple(dict.fromkeys(name for subject in children(content, "subject") if (name := words_of(subject, "name")))),
        "keywords": tuple(dict.fromkeys(name for word in children(content, "keyword") if (name := text_of(word)))),
    }
