"""Entries of feeds, in XML or JSON: from what an entry states to a document.

Rules:

- The text is the title, then the longest content, or the summary where there is no content; a summary that says something else than
  the content stands before it.
- An entry with a title and no text is a document of its title; one without either is an `Unread`.
- What is stated goes to the fields: persons to `authors`, the feed or the entry's source to `publisher`, dates with their zone.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import attrs
import regex

from seedlib.components import Context
from seedlib.errors import ParseError, SeedlibError
from seedlib.model import Analysis, Unread, value
from seedlib.parsing.articles import Given, analysis_of
from seedlib.parsing.fields import fields_of
from seedlib.parsing.layout import Piece
from seedlib.parsing.people import persons_in
from seedlib.parsing.records import Place, given_of, unplaced, unread
from seedlib.parsing.sections import Section, folded, html_section, joined, plain_section, title_section

__all__ = ["Entry", "Words", "document_of"]

#: A summary whose first words stand in the content is its beginning, cut or not, and says nothing else.
_FIRST_WORDS = 8

#: HTML whose paragraphs are apart by blank lines, as WordPress keeps and exports it: it has none of these.
_PARAGRAPH = regex.compile(r"<(?:p|br|pre)\b", regex.IGNORECASE)
_BLANK_LINE = regex.compile(r"\n[ \t]*\r?\n\s*+")

#: What stands between a headline and the name of its outlet in feeds that gather many outlets: `Talks end - Example Times`.
_BEFORE_OUTLET = regex.compile(r"\s+[-–—|·]\s+\Z")


class Words(NamedTuple):
    """Words of an entry, and whether they are HTML."""

    words: str
    html: bool = False


@value(kw_only=True)
class Entry:
    """What an entry states, as it states it."""

    title: Words = Words("")
    #: Its contents, of which the longest is read.
    contents: tuple[Words, ...] = ()
    summary: Words = Words("")
    #: Names as they are given, whoever they name.
    authors: tuple[str, ...] = ()
    #: Dates as they are given, or in ISO 8601.
    published: str | None = None
    updated: str | None = None
    url: str | None = None
    publisher: str | None = None
    language: str | None = None
    #: Its id, unique in its feed at best.
    id: str | None = None
    tags: tuple[str, ...] = ()


def document_of(entry: Entry, place: Place, context: Context) -> Analysis | Unread:
    """Return the document of an entry, or why there is none."""
    try:
        line = _line(entry.title, context)
        title = _without_outlet(line, entry.publisher)
        text, pieces = joined(_sections(entry, title_section(line, title), context))
        if not pieces:
            raise ParseError(
                "found an entry with neither title nor text, expected one of them", advice="nothing is lost; the others are read"
            )
        return analysis_of(text, _given(entry, title, place, context), context, pieces)
    except SeedlibError as error:
        return unread(error, place)


def _sections(entry: Entry, title: Section, context: Context) -> list[Section]:
    """Return the title and the texts of an entry; a text that begins with the title is not given it twice."""
    content = _section(max(entry.contents, key=lambda words: len(words.words), default=Words("")), context)
    summary = _section(entry.summary, context)
    if content.pieces and _says(content, summary):
        summary = Section(text="", pieces=())
    body = [summary, content]
    first = next((section for section in body if section.pieces), None)
    if title.pieces and first and _same(title.text, first.text[first.pieces[0].start : first.pieces[0].end]):
        named = (Piece("title", first.pieces[0].start, first.pieces[0].end), *first.pieces[1:])
        return [attrs.evolve(section, pieces=named) if section is first else section for section in body]
    return [title, *body]


def _section(words: Words, context: Context) -> Section:
    if not words.html:
        return plain_section(words.words)
    source = words.words
    if not _PARAGRAPH.search(source):
        source = _BLANK_LINE.sub("<p>", source)
    return html_section(source, context.settings)


def _says(content: Section, summary: Section) -> bool:
    """Say whether a content says what its summary does: the first words of the summary stand in it."""
    begin = folded(summary.text).split()[:_FIRST_WORDS]
    return " ".join(begin).rstrip(".… []") in folded(content.text)


def _same(one: str, other: str) -> bool:
    return folded(one) == folded(other)


def _line(words: Words, context: Context) -> str:
    """Return a title as plain words in a line."""
    return " ".join((_section(words, context).text if words.html else words.words).split())


def _given(entry: Entry, title: str, place: Place, context: Context) -> Given:
    """Return what an entry states, as fields and attributes."""
    persons = tuple(dict.fromkeys(person for name in entry.authors for person in persons_in(name, context)))
    record: dict[str, Any] = {
        "title": title,
        "authors": persons,
        "published": entry.published,
        "updated": entry.updated,
        "publisher": entry.publisher,
        "language": entry.language,
        "url": entry.url,
        "entry-id": entry.id,
        "entry-authors": () if persons == entry.authors else entry.authors,
        "tags": entry.tags,
    }
    said = fields_of({name: held for name, held in record.items() if held}, context, place.component, id_name="")
    return given_of(said, attrs.evolve(place, problems=unplaced(place.problems)))


def _without_outlet(title: str, publisher: str | None) -> str:
    """Return a title without the name of its outlet behind it."""
    if not publisher or not title.casefold().endswith(publisher.casefold()):
        return title
    kept = title[: len(title) - len(publisher)]
    found = _BEFORE_OUTLET.search(kept)
    return kept[: found.start()] if found and found.start() else title
