"""Stories: what agencies' formats, in XML or JSON, say of a piece of news, put together as a document.

Rules:

- The text is what an editor or reader sees: notes to editors, title, byline and dateline, summary, body, captions, in this order.
- Notes to editors are boilerplate. A summary or caption that the body says already is not repeated.
- What is stated goes to the fields: persons to `authors`, the agency to `publisher`, dates with their zone; the rest to attributes.
- A story that its agency has withdrawn is read, with a notice.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import attrs
import regex

from seedlib.components import Context
from seedlib.errors import ParseError, SeedlibError
from seedlib.model import EMPTY, Analysis, Notice, Unread, value
from seedlib.parsing.articles import Given, analysis_of
from seedlib.parsing.fields import fields_of
from seedlib.parsing.html.metadata.words import page_words
from seedlib.parsing.layout import Piece
from seedlib.parsing.people import persons_in
from seedlib.parsing.records import Place, given_of, unplaced, unread
from seedlib.parsing.sections import NOTHING, Section, folded, joined, title_section, words_section

__all__ = ["Story", "document_of_story", "genre_of", "moment", "persons_of"]

#: A summary whose first words stand in the body says nothing else.
_FIRST_WORDS = 8

#: Fewer words may stand in a body by chance: `The old quay.`
_FEWEST_WORDS = 4

#: So many pieces at the beginning may be the title.
_HEAD = 6

#: What agencies call a story that must not be used, or not any more (NewsCodes `stat`; NITF `management-status`, `killed`).
_WITHDRAWN = frozenset({"canceled", "cancelled", "killed", "withdrawn", "withheld"})

#: Genres of the IPTC (newscodes `genre`) and in agencies' own words, as the library's.
_GENRES = {
    **dict.fromkeys(("opinion", "editorial", "commentary", "comment", "column", "op-ed", "letter to the editor"), "opinion"),
    **dict.fromkeys(("press release", "press-release", "pressrelease", "release", "pr"), "release"),
    **dict.fromkeys(("transcript", "transcript and verbatim", "transcript_verbatim", "q and a"), "transcript"),
    **dict.fromkeys(("news", "current", "current events", "breaking news", "actuality", "article (news)"), "news"),
}


@value(kw_only=True)
class Story:
    """What a format says of a story."""

    #: Without markup; empty if there is none.
    title: str = ""
    #: To editors, not to readers.
    notes: tuple[str, ...] = ()
    #: Bylines, datelines and what else stands over the body.
    head: Section = NOTHING
    summaries: tuple[Section, ...] = ()
    body: Section = NOTHING
    captions: tuple[Section, ...] = ()
    #: Names as they are given, whoever they name.
    authors: tuple[str, ...] = ()
    #: Whether it may be used, in the format's word.
    status: str = ""
    #: Fields and attributes by name; empty values count for nothing.
    record: Mapping[str, Any] = EMPTY


def moment(held: str | None) -> str | None:
    """Return an ISO 8601 date, basic or extended, as `Document` has it; None if it is none.

    >>> moment("20190703T040512Z"), moment("2017-08-25T04:41:35+0000"), moment("20240624"), moment("YYYYMMDD")
    ('2019-07-03T04:05:12Z', '2017-08-25T04:41:35Z', '2024-06-24', None)
    """
    held = (held or "").strip()
    try:
        if regex.fullmatch(r"[12]\d{3}(-\d\d)?", held):
            return held
        if regex.fullmatch(r"[12]\d{7}|[12]\d{3}-\d\d-\d\d", held):
            return date.fromisoformat(held).isoformat()
        iso = datetime.fromisoformat(held).isoformat() if regex.match(r"[12]\d{3}-?\d\d-?\d\dT", held) else None
    except ValueError:
        return None
    if iso is None:
        return None
    iso = regex.sub(r"\.\d+", "", iso)  # parts of a second
    return iso.removesuffix("+00:00") + ("Z" if iso.endswith("+00:00") else "")


def _is_later(updated: str | None, published: str | None) -> bool:
    """Say whether a story was changed after it was published, as far as both dates can be compared: some clocks differ by seconds."""
    if not updated or not published:
        return bool(updated)
    try:
        one, two = datetime.fromisoformat(published), datetime.fromisoformat(updated)
    except ValueError:  # a year, or a month
        return updated != published
    if (one.tzinfo is None) != (two.tzinfo is None):
        return updated[:10] > published[:10]
    return two > one


def genre_of(names: Iterable[str]) -> str | None:
    """Return the library's genre for the first of an agency's that has one.

    >>> genre_of(["Politics", "Opinion"])
    'opinion'
    """
    return next((_GENRES[key] for name in names if (key := folded(name)) in _GENRES), None)


def document_of_story(story: Story, place: Place, context: Context) -> Analysis | Unread:
    """Return the document of a story, or why there is none."""
    try:
        text, pieces = joined(_sections(story))
        if not any(piece.kind != "boilerplate" for piece in pieces):
            raise ParseError(
                "found a story without text, expected a headline or a body",
                advice="it may only point at a picture or at other items: give those",
            )
        return analysis_of(text, _given(story, place, context), context, pieces)
    except SeedlibError as error:
        return unread(error, place)


def _sections(story: Story) -> list[Section]:
    said = folded(story.body.text)
    summaries = [section for section in story.summaries if not _says(said, section)]
    captions = [section for section in story.captions if not _says(said, section)]
    notes = [words_section(" ".join(note.split()), "boilerplate") for note in story.notes]
    rest = _titled([story.head, *summaries, story.body], story.title)
    title = [] if rest else [title_section(story.title, story.title)]
    return [*notes, *title, *(rest or [story.head, *summaries, story.body]), *captions]


def _says(said: str, section: Section) -> bool:
    words = folded(section.text).split()[:_FIRST_WORDS]
    return len(words) >= _FEWEST_WORDS and " ".join(words).rstrip(".… []") in said


def _titled(sections: Sequence[Section], title: str) -> list[Section]:
    """Return the sections with the piece among the first that has the title's words as the title; none if there is no such piece."""
    found = list(sections)
    seen = 0
    for number, section in enumerate(found):
        for index, piece in enumerate(section.pieces):
            if title and folded(section.text[piece.start : piece.end]) == folded(title):
                pieces = [*section.pieces[:index], Piece("title", piece.start, piece.end), *section.pieces[index + 1 :]]
                found[number] = attrs.evolve(section, pieces=tuple(pieces))
                return found
            seen += 1
            if seen == _HEAD:
                return []
    return []


def persons_of(byline: str, context: Context) -> tuple[str, ...]:
    """Return the persons that a byline names, whatever the language of its small words: `Von Jane Doe und John Roe`."""
    words = page_words(context)
    opening = words.by.match(byline)
    rest = byline[opening.end() :] if opening and opening.end() < len(byline) else byline
    found = [person for part in words.joiner.split(rest) for person in persons_in(part, context)]
    return tuple(dict.fromkeys(found)) or persons_in(byline, context)


def _given(story: Story, place: Place, context: Context) -> Given:
    """Return what a story states, as fields and attributes."""
    named = [(name, persons_of(name, context)) for name in story.authors if name.strip()]
    record: dict[str, Any] = {
        "title": " ".join(story.title.split()),
        "authors": tuple(dict.fromkeys(person for _, persons in named for person in persons)),
        "stated-authors": tuple(name for name, persons in named if not persons),
        "status": story.status,
        **story.record,
    }
    if not _is_later(record.get("updated"), record.get("published")):
        record["updated"] = None
    said = fields_of({name: held for name, held in record.items() if held}, context, place.component, id_name="")
    given = given_of(said, attrs.evolve(place, problems=unplaced(place.problems)))
    if story.status.casefold() in _WITHDRAWN:
        message = f"the agency has withdrawn this story: its status is {story.status!r}"
        withdrawn = Notice(code="story-withdrawn", message=message, component=place.component)
        given = attrs.evolve(given, notices=(*given.notices, withdrawn))
    return given
