"""Other XML with stories in it: agencies' own formats and exports of editing systems, read by the names of elements.

Rules:

- A story is an element that has, among its children, one named as headlines are and one named as texts are. The names are those that
  the JSON parser knows, and a few more; where a file has none, it is refused by the name of its root.
- The outermost such elements are the documents; what else they hold goes to fields and attributes by its name.
- The document has a notice that its format was guessed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

import regex

from seedlib.components import Context
from seedlib.parsing.fields import TEXT_NAMES
from seedlib.parsing.newsxml.elements import section_of
from seedlib.parsing.sections import NOTHING, Section, html_section, joined, plain_section, words_section
from seedlib.parsing.stories import Story, moment
from seedlib.parsing.xml import local_name, text_of

__all__ = ["record_story", "records_of"]

#: Names of texts, of headlines, and of what stands between them, in small letters without `_` and `-`.
_BODIES = frozenset(
    {
        *(name.casefold().replace("_", "") for name in TEXT_NAMES),
        "bodytext",
        "bodycontent",
        "storybody",
        "storytext",
        "newstext",
        "bodyhtml",
    }
)
_TITLES = frozenset({"headline", "title", "heading", "headlinetext", "storytitle", "newstitle"})
_UNDER = frozenset({"subtitle", "subheadline", "subhead", "standfirst", "deck", "kicker"})
_SUMMARIES = frozenset({"summary", "abstract", "lead", "teaser", "introduction", "description"})
_BYLINES = frozenset({"byline", "author", "authors", "by"})
_DATELINES = frozenset({"dateline"})
_NOTES = frozenset({"ednote", "editorsnote", "notetoeditors", "editornote"})
_TOLD = _BODIES | _TITLES | _UNDER | _SUMMARIES | _BYLINES | _DATELINES | _NOTES

#: Names of dates that the JSON parser does not know.
_PUBLISHED = frozenset(
    {"publishdate", "pubdate", "published", "date", "issuedate", "publicationdate", "created", "firstcreated", "datetime"}
)
_UPDATED = frozenset({"updated", "modified", "lastmodified", "versioncreated", "changed"})

#: A value that is not longer may be an attribute.
_LONGEST_VALUE = 200

_TAGS = regex.compile(r"\s*<(?:!doctype|[a-z][a-z0-9]*)\b", regex.IGNORECASE)


def _name(element: Element) -> str:
    return local_name(element).casefold().replace("_", "").replace("-", "")


def records_of(root: Element) -> Iterator[Element]:
    """Yield the outermost elements that are stories."""
    stack = [root]
    while stack:
        element = stack.pop()
        names = {_name(inner) for inner in element}
        if names & _BODIES and names & _TITLES:
            yield element
        else:
            stack += reversed(element)


def record_story(record: Element, context: Context) -> Story:
    """Return the story of such an element."""
    told: dict[str, list[Section]] = {}
    rest: dict[str, str] = {}
    words: dict[str, list[str]] = {}
    for inner in record:
        name = _name(inner)
        if name in _TOLD:
            told.setdefault(name, []).append(_section(inner, context))
            words.setdefault(name, []).append(text_of(inner))
        elif not len(inner) and (value := (inner.text or "").strip()) and len(value) <= _LONGEST_VALUE:
            rest.setdefault(local_name(inner), value)

    def lines(names: frozenset[str], kind: str) -> Iterator[Section]:
        return (words_section(line, kind) for name, found in words.items() if name in names for line in found)

    body = max((section for name, found in told.items() if name in _BODIES for section in found), key=lambda s: len(s.text))
    above = [*lines(_UNDER, "heading"), *lines(_BYLINES, "byline"), *lines(_DATELINES, "dateline")]
    head = [section for section in above if section.text]
    return Story(
        title=next((section.text for name, found in told.items() if name in _TITLES for section in found if section.text), ""),
        notes=tuple(section.text for name, found in told.items() if name in _NOTES for section in found if section.text),
        head=_joined(head),
        summaries=tuple(section for name, found in told.items() if name in _SUMMARIES for section in found),
        body=body,
        authors=tuple(line for name, found in words.items() if name in _BYLINES for line in found if line),
        record=_record(record, rest),
    )


def _joined(sections: list[Section]) -> Section:
    text, pieces = joined(sections)
    return Section(text=text, pieces=tuple(pieces)) if pieces else NOTHING


def _section(element: Element, context: Context) -> Section:
    """Return an element's text: marked up, escaped HTML, or plain."""
    if len(element):
        return section_of(element)
    words = element.text or ""
    return html_section(words, context.settings) if _TAGS.match(words) else plain_section(words.strip())


def _record(record: Element, rest: dict[str, str]) -> dict[str, Any]:
    """Return the other values by name; dates as the document has them."""
    found: dict[str, Any] = {}
    for name, held in rest.items():
        folded = name.casefold().replace("_", "").replace("-", "")
        date = moment(held) if folded in _PUBLISHED | _UPDATED else None
        if date:
            found.setdefault("published" if folded in _PUBLISHED else "updated", date)
        else:
            found.setdefault(name, held)
    language = next((held for name, held in record.attrib.items() if name.rpartition("}")[2].casefold() in {"lang", "language"}), None)
    if language:
        found.setdefault("language", language)
    return found
