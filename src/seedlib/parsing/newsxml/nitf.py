"""NITF (versions 2.5 to 3.6): a story with marked-up head and body, alone or inside NewsML.

Rules:

- The title is `hl1`, else the title in the head, which many agencies use for a slug.
- What stands in the body's head stands over the story; `hl2` is a heading.
- Dates: `date.issue` and `story.date` say when a story was published, `revision-history` when it was changed.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

import attrs

from seedlib.parsing.newsxml.elements import attribute, child, children, descendant, descendants, section_of, words_of
from seedlib.parsing.sections import NOTHING, Section
from seedlib.parsing.stories import Story, genre_of, moment
from seedlib.parsing.xml import text_of

__all__ = ["nitf_story"]


def nitf_story(root: Element) -> Story:
    """Return the story of an element `nitf`."""
    head, docdata = child(root, "head"), descendant(root, "docdata")
    body = child(root, "body")
    above = child(body, "body.head")
    note = attribute(child(docdata, "ed-msg"), "info")
    abstract = child(above, "abstract")
    story = Story(
        title=words_of(above, "hedline", "hl1") or words_of(above, "headline", "hl1") or words_of(head, "title"),
        notes=(note,) if note else (),
        head=section_of(above, without={"abstract"}) if above is not None else NOTHING,
        summaries=(section_of(abstract),) if abstract is not None else (),
        body=_body(root, body),
        authors=tuple(_authors(above)),
        status=attribute(docdata, "management-status"),
    )
    return attrs.evolve(story, record=_record(root, head, docdata, above))


def _body(root: Element, body: Element | None) -> Section:
    """Return all of the body below its head; the whole body where it has no parts, as in some agencies' files."""
    if body is None:
        return section_of(root)
    return section_of(body, without={"body.head"})


def _authors(above: Element | None) -> Iterator[str]:
    for byline in children(above, "byline"):
        persons = [text_of(person) for person in descendants(byline, "person")]
        yield from persons or [_without_title(byline)]


def _without_title(byline: Element) -> str:
    """Return the words of a byline, but for a title or employer that is marked as such."""
    titles = {text_of(title) for title in descendants(byline, "byttl")}
    words = text_of(byline)
    for title in titles:
        words = words.replace(title, "").strip(" ,;")
    return words


def _record(root: Element, head: Element | None, docdata: Element | None, above: Element | None) -> dict[str, object]:
    """Return what the head says, by the names of fields and attributes."""
    dates = [attribute(child(docdata, name), "norm") for name in ("date.issue", "date.release")]
    dates.append(attribute(descendant(above, "story.date"), "norm"))
    revised = [moment(attribute(revision, "norm")) for revision in children(head, "revision-history")]
    subjects = [
        attribute(s, "tobject.subject.detail", "tobject.subject.matter", "tobject.subject.type")
        for s in descendants(head, "tobject.subject")
    ]
    keywords = [attribute(word, "key") or text_of(word) for word in descendants(docdata, "keyword")]
    kinds = [attribute(child(head, "tobject"), "tobject.type")]
    kinds += [attribute(kind, "tobject.property.type") for kind in descendants(head, "tobject.property")]
    return {
        "published": next(filter(None, map(moment, dates)), None),
        "updated": max(filter(None, revised), default=None),
        "publisher": _publisher(docdata, above),
        "language": attribute(root, "lang") or attribute(child(root, "body"), "lang"),
        "genre": genre_of(reversed(kinds)),
        "item-id": attribute(child(docdata, "doc-id"), "id-string"),
        "urgency": attribute(descendant(head, "urgency"), "ed-urg"),
        "subjects": tuple(dict.fromkeys(filter(None, subjects))),
        "keywords": tuple(dict.fromkeys(filter(None, keywords))),
    }


def _publisher(docdata: Element | None, above: Element | None) -> str:
    """Return who distributes a story, else who has its rights, else where it came from."""
    named = (
        words_of(above, "distributor"),
        attribute(child(docdata, "doc.copyright"), "holder"),
        attribute(child(docdata, "doc.rights"), "owner"),
        attribute(child(docdata, "del-list", "from-src"), "src-name"),
    )
    return next(filter(None, named), "")
