"""What the parsers of many-document files share: a record to an analysis, and a piece that cannot be read to an `Unread`.

Rules:

- A piece that cannot be read never ends the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import attrs

from seedlib.components import Context
from seedlib.errors import LimitError, ParseError, SeedlibError
from seedlib.model import EMPTY, Analysis, Failure, Notice, Origin, Provenance, Span, TextProblem, Unread, value
from seedlib.parsing.articles import Given, analysis_of
from seedlib.parsing.fields import Fields, fields_of
from seedlib.parsing.keys import ID_COLUMN
from seedlib.parsing.layout import Piece

__all__ = ["Place", "analysis_of_record", "as_it_is", "given_of", "unplaced", "unread", "with_evidence"]


@value(kw_only=True)
class Place:
    """A record's place in its file, and what was found on the way to it."""

    #: The full name of the parser.
    component: str
    #: Media type, encoding, and the part, such as `line 7`.
    origin: Origin
    problems: tuple[TextProblem, ...] = ()
    notices: tuple[Notice, ...] = ()


def analysis_of_record(
    record: Mapping[str, Any], name: str, place: Place, context: Context, *, day_first: Mapping[str, bool] = EMPTY
) -> Analysis | Unread:
    """Return the document whose text stands under `name` in a record, with what the other names say.

    Args:
        record: names and JSON values.
        name: the one of the text.
        place: where the record stands.
        context: of the parser.
        day_first: as for `fields_of`.
    """
    text = record[name]
    if not isinstance(text, str):
        message = f"found {type(text).__name__} under {name!r}, expected a text"
        return unread(ParseError(message, advice="choose another with --text-column"), place)
    limit = context.settings.max_characters
    if len(text) > limit:
        message = f"found a text of {len(text):,} characters, expected at most {limit:,}"
        return unread(LimitError(message, advice="raise Settings.max_characters (--max-characters)"), place)
    try:
        others = {key: held for key, held in record.items() if key != name}
        id_name = context.settings.options.get(ID_COLUMN)
        said = fields_of(others, context, place.component, id_name=id_name, day_first=day_first)
        return analysis_of(text, given_of(said, place), context)
    except SeedlibError as error:
        return unread(error, place)
    except RecursionError:
        return unread(ParseError("found values that are nested too deeply, expected fewer levels"), place)


def given_of(said: Fields, place: Place) -> Given:
    """Return what a record says of its document, and what was found on the way to it."""
    return Given(
        component=place.component,
        origin=place.origin,
        fields=said.fields,
        attributes=said.attributes,
        problems=place.problems,
        notices=(*place.notices, *said.notices),
    )


def as_it_is(held: Mapping[str, Any]) -> Analysis | Unread:
    """Return the result that an object of the wire format is: nothing of it is made anew, and where it is from it says itself.

    Raises:
        WireError: it is none.
    """
    from seedlib import wire

    made = wire.from_dict(held)
    return attrs.evolve(made, stated={"analysis"}) if isinstance(made, Analysis) else attrs.evolve(made, stated=True)


def with_evidence(given: Given, text: str, sought: Iterable[tuple[str, str, Piece]], rule: str) -> Given:
    """Return what is given with where it stands in the text: each author, and the first place of every other field.

    Args:
        given: what a format states.
        text: the document's.
        sought: fields, the words that state them, and a piece of the text that these may stand in.
        rule: the provenance's: `feed`.
    """
    spans: dict[str, list[Span]] = {}
    for field, words, piece in sought:
        start = text.find(words, piece.start, piece.end)
        if start >= 0 and field in given.fields and (field == "authors" or field not in spans):
            spans.setdefault(field, []).append(Span(start, start + len(words)))
    found = (Provenance(about=field, component=given.component, rule=rule, spans=held) for field, held in spans.items())
    return attrs.evolve(given, provenance=(*given.provenance, *found))


def unplaced(problems: Iterable[TextProblem]) -> tuple[TextProblem, ...]:
    """Return problems without their spans, which are of a file whose text begins elsewhere in the document."""
    return tuple(attrs.evolve(problem, span=None) for problem in problems)


def unread(error: SeedlibError, place: Place) -> Unread:
    """Return a piece that cannot be read as a value, with its place."""
    part = place.origin.part or ""
    failure = Failure(
        stage="parsing",
        component=place.component,
        error=type(error).__name__,
        message=error.message,
        advice=error.advice,
        part=", ".join(words for words in (part, error.where) if words),
    )
    return Unread(origin=place.origin, failures=(failure,))
