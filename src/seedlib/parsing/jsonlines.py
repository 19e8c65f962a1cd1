"""JSON Lines and JSON: objects of a text and what is known about it, one a line, in an array, or one alone.

Rules:

- `id` and `text` are kept to the letter, known names go to fields, the rest to attributes.
- Lines are read one at a time. A line that cannot be read is an `Unread` with its number; the others are read.
- A `seedlib/1` object is taken as it is: its analysis is stated, so that nothing is analysed again.
- A file is read by lines if its first line is whole, else value by value.
- What knows ninjs and fact checks is loaded when the first JSON is read.
"""

from __future__ import annotations

import codecs
import io
import json
from collections.abc import Iterator, Mapping
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, BinaryIO

import attrs
import regex

from seedlib.components import Context, Hint, Parsed, Parser, Rank
from seedlib.errors import LimitError, ParseError, SeedlibError
from seedlib.model import Analysis, Notice, Origin
from seedlib.parsing.decoding import declared_encoding, decode
from seedlib.parsing.fields import text_name
from seedlib.parsing.formats import media_type_of, rank_of
from seedlib.parsing.json_values import JsonReader, values_of
from seedlib.parsing.keys import TEXT_COLUMN
from seedlib.parsing.records import Place, analysis_of_record, as_it_is, unread
from seedlib.parsing.streams import TooLong, chunks_of, decode_line, line_limit, lines_of

if TYPE_CHECKING:
    from seedlib.parsing.claimreview import Review

__all__ = ["JSON"]

_NAME = "seedlib:json"
_LINES, _VALUES = "application/jsonl", "application/json"
_LINES_TYPES = frozenset({_LINES, "application/x-ndjson", "application/ndjson", "application/x-jsonlines"})

#: How many bytes are looked at to tell lines from values.
_HEAD = 1 << 16

#: An object with a name in it, or an array of those or of nothing.
_CONTENT = regex.compile(rb'\s*(?:\[\s*)?(?:\{\s*["}])|\s*\[\s*\]\s*\Z')

#: A first line after which a JSON text goes on: `[`, `{`, `[{`.
_OPEN = regex.compile(rb"\s*(?:\[\s*\{?|\{)\s*")

_SURROGATE = regex.compile("[\ud800-\udfff]")


def _loads(text: str, place: Place) -> tuple[Any, Place]:
    """Return the value of a JSON text, and its place with a notice about what is no JSON in it.

    Raises:
        ParseError: it is no JSON.
    """
    reader = JsonReader()
    try:
        held = reader.decoder.decode(text)
    except json.JSONDecodeError as error:
        where = f"character {error.pos + 1}"
        raise ParseError(f"found broken JSON ({error.msg}), expected an object", where=where, advice=_ADVICE) from error
    except (RecursionError, ValueError) as error:  # nested too deeply; an integer of more digits than Python converts
        raise ParseError(f"found JSON that cannot be read ({type(error).__name__}), expected an object", advice=_ADVICE) from error
    return held, _with_oddities(place, reader.taken_odd())


_ADVICE = "mend or drop it; the others are read"


def _with_oddities(place: Place, odd: tuple[str, ...]) -> Place:
    if not odd:
        return place
    message = f"found {', '.join(odd)}, which is no JSON; read as null"
    return attrs.evolve(place, notices=(*place.notices, Notice(code="json-constant", message=message, component=_NAME)))


def _answers(held: Any, place: Place, context: Context) -> Iterator[Parsed]:
    """Yield what one JSON value is: a story in ninjs, or several in an agency's answer, else one thing."""
    if isinstance(held, dict) and TEXT_COLUMN.name not in context.settings.options:
        from seedlib.parsing.claimreview import reviews_in
        from seedlib.parsing.ninjs import ninjs_items

        try:
            stories = list(ninjs_items(_without_lone(held)))
        except RecursionError:
            stories = []
        for part, item in stories:
            yield _story(item, place, part, context)
        if stories:
            return
        try:
            reviews = reviews_in([_without_lone(held)]) if text_name(held) is None or "claimReviewed" in held else []
        except RecursionError:
            reviews = []
        if reviews:
            yield from _fact_checks(reviews, place, context)
            return
    yield _answer(held, place, context)


def _fact_checks(reviews: list[Review], place: Place, context: Context) -> Iterator[Parsed]:
    """Yield a document for each review of a claim."""
    from seedlib.parsing.claimreview import review_story, with_reviews
    from seedlib.parsing.stories import document_of_story

    for number, review in enumerate(reviews, 1):
        part = ", ".join(words for words in (place.origin.part, f"review {number}" if len(reviews) > 1 else None) if words) or None
        own = attrs.evolve(place, origin=attrs.evolve(place.origin, part=part))
        made = document_of_story(review_story(review), own, context)
        yield with_reviews(made, [review], _NAME) if isinstance(made, Analysis) else made


def _story(item: Mapping[str, Any], place: Place, part: str | None, context: Context) -> Parsed:
    from seedlib.parsing.ninjs import ninjs_story
    from seedlib.parsing.stories import document_of_story

    located = ", ".join(words for words in (place.origin.part, part) if words) or None
    place = attrs.evolve(place, origin=attrs.evolve(place.origin, part=located))
    try:
        return document_of_story(ninjs_story(item, context), place, context)
    except SeedlibError as error:
        return unread(error, place)
    except RecursionError:
        return unread(ParseError("found values that are nested too deeply, expected fewer levels", advice=_ADVICE), place)


def _answer(held: Any, place: Place, context: Context) -> Parsed:
    """Return what one JSON value is: a document, an analysis as it was written, or nothing that can be read."""
    if not isinstance(held, dict):
        return unread(ParseError(f"found {_kind(held)}, expected an object with a text", advice=_ADVICE), place)
    try:
        if isinstance(held.get("schema"), str) and held["schema"].startswith("seedlib/"):
            return as_it_is(held)
        clean = _without_lone(held)
    except RecursionError:
        return unread(ParseError("found values that are nested too deeply, expected fewer levels", advice=_ADVICE), place)
    except SeedlibError as error:
        return unread(error, place)
    chosen = context.settings.options.get(TEXT_COLUMN)
    name = text_name(held, chosen)
    if name is None:
        names = ", ".join(repr(key) for key in list(held)[:8]) or "no names"
        message = f"found an object with {names}, expected {chosen or 'text'!r} among them"
        return unread(ParseError(message, advice="say which name holds the text with --text-column"), place)
    if name != "text" and chosen is None:
        message = f"the text was read from {name!r}; --text-column chooses another"
        notice = Notice(code="text-column-guessed", message=message, component=_NAME)
        place = attrs.evolve(place, notices=(*place.notices, notice))
    return analysis_of_record({**clean, name: held[name]}, name, place, context)


def _kind(held: Any) -> str:
    return {list: "an array", str: "a string", bool: "a truth value", type(None): "null"}.get(type(held), "a number")


def _without_lone(held: Any) -> Any:
    """Return JSON data with U+FFFD for lone surrogates, which no file can hold."""
    if isinstance(held, str):
        return held if held.isascii() else _SURROGATE.sub("\ufffd", held)
    if isinstance(held, list):
        return [_without_lone(item) for item in held]
    if isinstance(held, dict):
        return {_without_lone(name): _without_lone(item) for name, item in held.items()}
    return held


def _from_lines(stream: BinaryIO, hint: Hint, context: Context) -> Iterator[Parsed]:
    limit = line_limit(context.settings)
    for number, raw in enumerate(lines_of(chunks_of(stream, hint), limit), 1):
        if isinstance(raw, bytes) and not raw.strip():
            continue
        place = Place(component=_NAME, origin=Origin(media_type=_LINES, part=f"line {number}"))
        if isinstance(raw, TooLong):
            yield unread(_too_long(raw.size, limit), place)
            continue
        try:
            decoded = decode_line(raw, hint)
            origin = attrs.evolve(place.origin, encoding=decoded.encoding, encoding_by=decoded.by)
            place = attrs.evolve(place, origin=origin, problems=decoded.problems, notices=decoded.notices)
            held, place = _loads(decoded.text, place)
        except ParseError as error:
            yield unread(error, place)
            continue
        yield from _answers(held, place, context)


def _too_long(size: int, limit: int) -> LimitError:
    return LimitError(
        f"found a record of {size:,} bytes or more, expected at most {limit:,}: four for each of Settings.max_characters, and a mebibyte",
        advice="raise Settings.max_characters (--max-characters)",
    )


def _from_values(stream: BinaryIO, hint: Hint, context: Context) -> Iterator[Parsed]:
    """Read a JSON text, in which a value has as many lines as it likes."""
    head = stream.read(_HEAD)
    stream.seek(0)
    found = decode(_cut(head), declared_encoding(hint))
    codec = "utf-8" if found.encoding.startswith(("utf-16", "utf-32")) else found.encoding  # chunks_of makes those UTF-8
    origin = Origin(media_type=_VALUES, encoding=found.encoding, encoding_by=found.by)
    values = values_of(codecs.iterdecode(chunks_of(stream, hint), codec, "replace"), line_limit(context.settings))
    first_two = list(islice(values, 2))
    alone = len(first_two) == 1 and not found.text.lstrip().startswith("[")
    for number, (held, odd) in enumerate(chain(first_two, values), 1):
        numbered = origin if alone else attrs.evolve(origin, part=f"item {number}")
        place = Place(component=_NAME, origin=numbered, problems=found.problems, notices=found.notices)
        if isinstance(held, ParseError):
            yield unread(held, place)
        else:
            yield from _answers(held, _with_oddities(place, odd), context)


def _cut(head: bytes) -> bytes:
    """Return the beginning of a file without half a character of UTF-16 or UTF-32 at its end."""
    return head[: len(head) - len(head) % 4] if len(head) == _HEAD else head


def _is_lines(head: bytes, hint: Hint) -> bool:
    """Say whether a file holds a value a line, by its first lines."""
    chunk = next(chunks_of(io.BytesIO(head), hint), b"")
    lines = [line for line in chunk.splitlines() if line.strip()]
    if not lines or _OPEN.fullmatch(lines[0]):
        return not lines
    array = lines[0].lstrip().startswith(b"[")
    if hint.suffix in {".jsonl", ".ndjson"} or media_type_of(hint) in _LINES_TYPES:
        return not array
    if len(lines) == 1:
        return not array and hint.suffix != ".json"
    return not array and any(_is_whole(line) for line in lines[:2])


def _is_whole(line: bytes) -> bool:
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return False
    return True


def _accepts(head: bytes, hint: Hint) -> Rank:
    content = next(chunks_of(io.BytesIO(head), hint), b"")
    if _CONTENT.match(content):
        return Rank.CONTENT
    return rank_of(hint, JSON)


def _parse(stream: BinaryIO, hint: Hint, context: Context) -> Iterator[Parsed]:
    head = stream.read(_HEAD)
    stream.seek(0)
    if not head:
        raise ParseError("found an empty file, expected JSON", advice="check how it was made or fetched")
    decode(_cut(head), declared_encoding(hint))  # raises what a binary file is
    yield from (_from_lines if _is_lines(head, hint) else _from_values)(stream, hint, context)


#: Reads JSON Lines and JSON.
JSON = Parser(
    name="json",
    accepts=_accepts,
    parse=_parse,
    suffixes=(".json", ".jsonl", ".ndjson"),
    media_types=(_VALUES, *sorted(_LINES_TYPES)),
)
