"""A document as the templates are given it: what is known of it, its text in groups, and its panels."""

from __future__ import annotations

from seedlib.exporting.page.blocks import Group, groups_of
from seedlib.exporting.page.fragments import web_address
from seedlib.exporting.page.panels import ActorEntry, ClaimEntry, Facet, ProblemEntry, actors_of, claims_of, facets_of, problems_of
from seedlib.model import Analysis, Document, Failure, Notice, Origin, Unread, value

__all__ = ["Sheet", "Unreadable", "place_of", "sheet_of", "unreadable_of"]


@value(kw_only=True)
class Sheet:
    """A document with all that is shown of it."""

    #: Its place on the page, counted from 1.
    number: int
    #: Of its anchors: empty for the first document of a page.
    prefix: str
    id: str
    title: str
    language: str | None
    #: Publisher and genre, which stand above the title; author, dates and so on, which stand below it.
    above: tuple[str, ...]
    below: tuple[tuple[str, str], ...]
    address: str | None
    groups: tuple[Group, ...]
    #: How many characters of the text are not drawn.
    left: int
    claims: tuple[ClaimEntry, ...]
    actors: tuple[ActorEntry, ...]
    problems: tuple[ProblemEntry, ...]
    facets: tuple[Facet, ...]
    notices: tuple[Notice, ...]
    failures: tuple[Failure, ...]


@value(kw_only=True)
class Unreadable:
    """An input that gave no document."""

    number: int
    title: str
    failures: tuple[Failure, ...]


def sheet_of(analysis: Analysis, number: int = 1, *, most: int | None = None) -> Sheet:
    """Return what is shown of an analysis.

    Args:
        analysis: what was found.
        number: its place on the page, counted from 1.
        most: how many characters of the text are drawn; None for all.
    """
    document = analysis.document
    prefix = "" if number == 1 else f"d{number}-"
    claims, actors = claims_of(analysis, prefix), actors_of(analysis)
    return Sheet(
        number=number,
        prefix=prefix,
        id=document.id,
        title=" ".join((document.title or "").split()) or place_of(document.origin) or document.id,
        language=document.language,
        above=tuple(held for held in (document.publisher, document.genre) if held),
        below=tuple((label, held) for label, held in _below(document) if held),
        address=web_address(document.url, document.origin.uri),
        groups=groups_of(analysis, most),
        left=0 if most is None else max(0, len(document.text) - most),
        claims=claims,
        actors=actors,
        problems=problems_of(analysis, prefix),
        facets=facets_of(claims, actors),
        notices=analysis.notices,
        failures=analysis.failures,
    )


def unreadable_of(unread: Unread, number: int) -> Unreadable:
    """Return what is shown of an input that gave no document."""
    return Unreadable(number=number, title=place_of(unread.origin) or unread.origin.uri or "input", failures=unread.failures)


def place_of(origin: Origin) -> str:
    """Return the file and the place in it; a part that begins or ends with the file's name says both."""
    name = origin.filename
    if name and origin.part and (origin.part.startswith(f"{name}!/") or origin.part.endswith(f"!/{name}")):
        return origin.part
    return ", ".join(place for place in (origin.filename, origin.part) if place)


def _below(document: Document) -> tuple[tuple[str, str | None], ...]:
    return (
        ("By", ", ".join(document.authors)),
        ("Published", document.published),
        ("Updated", document.updated),
        ("First in", document.first_publisher),
        ("Language", document.language),
        ("File", place_of(document.origin)),
    )
