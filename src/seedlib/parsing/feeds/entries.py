"""Entries of feeds, in XML or JSON: from what an entry states to a document.

Rules:

- The text is the title, who wrote the entry and when, in the feed's words; then the longest content, or the summary where there is no
  content; a summary that says something else than the content stands before it. Categories stand at the end, and so does what the feed
  says of itself, in its first document alone.
- An entry with a title and no text is a document of its title; one without either is an `Unread`.
- What is stated goes to the fields: persons to `authors`, the feed or the entry's source to `publisher`, dates with their zone; the
  provenance says where it stands in the text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple, TypeAlias

import attrs
import regex

from seedlib.components import Context
from seedlib.errors import ParseError, SeedlibError
from seedlib.model import Analysis, Unread, value
from seedlib.parsing.articles import Given, analysis_of
from seedlib.parsing.fields import fields_of
from seedlib.parsing.layout import Piece
from seedlib.parsing.people import persons_in
from seedlib.parsing.records import Place, given_of, unplaced, unread, with_evidence
from seedlib.parsing.sections import NOTHING, Section, folded, html_section, joined, of_kind, plain_section, title_section, words_section

__all__ = ["Entry", "Feed", "Moment", "Words", "document_of"]

#: A summary whose first words stand in the content is its beginning, cut or not, and says nothing else.
_FIRST_WORDS = 8

#: HTML whose paragraphs are apart by blank lines, as WordPress keeps and exports it: it has none of these.
_PARAGRAPH = regex.compile(r"<(?:p|br|pre)\b", regex.IGNORECASE)
_BLANK_LINE = regex.compile(r"\n[ \t]*\r?\n\s*+")

#: What stands between a headline and the name of its outlet in feeds that gather many outlets: `Talks end - Example Times`.
_BEFORE_OUTLET = regex.compile(r"\s+[-–—|·]\s+\Z")

#: The names that an entry states, each with the persons in it.
_Named: TypeAlias = Mapping[str, tuple[str, ...]]


class Words(NamedTuple):
    """Words of an entry, and whether they are HTML."""

    words: str
    html: bool = False


class Moment(NamedTuple):
    """A date as it is written, and as it can be read: in the same words, or in ISO 8601."""

    words: str
    readable: str


@value(kw_only=True)
class Entry:
    """What an entry states, as it states it."""

    title: Words = Words("")
    #: Its contents, of which the longest is read.
    contents: tuple[Words, ...] = ()
    summary: Words = Words("")
    #: Names as they are given, whoever they name.
    authors: tuple[str, ...] = ()
    published: Moment | None = None
    updated: Moment | None = None
    url: str | None = None
    publisher: str | None = None
    language: str | None = None
    #: Its id, unique in its feed at best.
    id: str | None = None
    tags: tuple[str, ...] = ()
    #: The names of its categories, as readers see them.
    categories: tuple[str, ...] = ()


class Feed(NamedTuple):
    """The entries of a feed, and what it says of itself: its title, description, dates and rights."""

    entries: Iterator[Entry]
    channel: tuple[Words, ...] = ()


def document_of(entry: Entry, place: Place, context: Context, *, channel: tuple[Words, ...] = ()) -> Analysis | Unread:
    """Return the document of an entry, or why there is none.

    Args:
        entry: what it states.
        place: where it stands in its file.
        context: whose lexicons know roles and outlets.
        channel: what the feed says of itself, to be told with this entry.
    """
    try:
        line = _line(entry.title, context)
        title = _without_outlet(line, entry.publisher)
        head, texts = _titled(title_section(line, title), _texts(entry, context))
        if not any(section.pieces for section in (head, *texts)):
            raise ParseError(
                "found an entry with neither title nor text, expected one of them", advice="nothing is lost; the others are read"
            )
        named = {name: persons_in(name, context) for name in entry.authors}
        about = [words_section(words, kind) for words, kind in _lines(entry, named)]
        below = [words_section("\n".join(entry.categories), "boilerplate")]
        below += [of_kind(_section(words, context), "boilerplate") for words in dict.fromkeys(channel)]
        text, pieces = joined([head, *about, *texts, *below] if head.pieces or not line else [*texts, *about, *below])
        given = with_evidence(_given(entry, title, named, place, context), text, _sought(text, pieces, entry, named), "feed")
        return analysis_of(text, given, context, pieces)
    except SeedlibError as error:
        return unread(error, place)


def _texts(entry: Entry, context: Context) -> list[Section]:
    """Return the texts of an entry: its summary where that says something else than the content, and the content."""
    content = _section(max(entry.contents, key=lambda words: len(words.words), default=Words("")), context)
    summary = _section(entry.summary, context)
    return [NOTHING if content.pieces and _says(content, summary) else summary, content]


def _titled(title: Section, texts: list[Section]) -> tuple[Section, list[Section]]:
    """Return the title and the texts of an entry; a text that begins with the title is not given it twice."""
    first = next((section for section in texts if section.pieces), None)
    if not title.pieces or not first or not _same(title.text, first.text[first.pieces[0].start : first.pieces[0].end]):
        return title, texts
    named = (Piece("title", first.pieces[0].start, first.pieces[0].end), *first.pieces[1:])
    return NOTHING, [attrs.evolve(section, pieces=named) if section is first else section for section in texts]


def _lines(entry: Entry, named: _Named) -> Iterator[tuple[str, str]]:
    """Yield the lines that a reader of the feed sees under the title, each once, with what they are: a byline names persons."""
    yield from ((name, "byline" if persons else "boilerplate") for name, persons in named.items())
    yield from ((words, "dateline") for words in dict.fromkeys(date.words for date in (entry.published, entry.updated) if date))


def _sought(text: str, pieces: list[Piece], entry: Entry, named: _Named) -> Iterator[tuple[str, str, Piece]]:
    """Yield the values that an entry states, each with its field and a piece of the text that it may stand in."""
    lines = {text[piece.start : piece.end]: piece for piece in reversed(pieces)}
    yield from (("title", text[piece.start : piece.end], piece) for piece in pieces if piece.kind == "title")
    yield from (("authors", person, lines[name]) for name, persons in named.items() for person in persons)
    yield from (("published", date.words, lines[date.words]) for date in (entry.published,) if date and date.words)
    yield from (("updated", date.words, lines[date.words]) for date in (entry.updated,) if date and date.words)
    yield from (("publisher", entry.publisher, piece) for piece in pieces if entry.publisher and piece.kind == "boilerplate")


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


def _given(entry: Entry, title: str, named: _Named, place: Place, context: Context) -> Given:
    """Return what an entry states, as fields and attributes."""
    persons = tuple(dict.fromkeys(person for found in named.values() for person in found))
    record: dict[str, Any] = {
        "title": title,
        "authors": persons,
        "published": entry.published and entry.published.readable,
        "updated": entry.updated and entry.updated.readable,
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
