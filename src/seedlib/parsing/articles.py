"""Articles: from a plain text to blocks typed by what they are, and metadata where the text states it.

Rules:

- Furniture stands above the first paragraph, below the last, or as a whole short line between; pieces are taken from both ends
  inwards, as far as they are furniture.
- Every format whose texts are plain comes here: what it gives goes before what the text states.
- What the text states is kept with its evidence, as provenance.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from itertools import islice
from typing import Any

import attrs
import regex

from seedlib.components import Context
from seedlib.model import (
    EMPTY,
    MAIN_TEXT_KINDS,
    NO_ATTRIBUTES,
    Analysis,
    Attributes,
    Block,
    Document,
    Layers,
    Notice,
    Origin,
    Provenance,
    Quotation,
    Span,
    TextProblem,
    value,
    without_surrogates,
)
from seedlib.parsing.decoding import Decoded
from seedlib.parsing.furniture import LONGEST, Found, above_body, below_body, is_boilerplate, is_contact, names_outlet
from seedlib.parsing.layout import SENTENCE_END, Piece, pieces_of
from seedlib.parsing.lines import Line, Lists, Said, lists_of
from seedlib.parsing.titles import dateline, is_title, split_title
from seedlib.parsing.turns import Turn, turns_of, with_notes

__all__ = ["Given", "analysis_of", "given_by"]

#: How many pieces may stand before the first paragraph, and how many after the last.
_ABOVE, _BELOW = 12, 24

#: A piece with more characters is a paragraph: below the article, and above it.
_LONGEST_FURNITURE, _LONGEST_GROUP = 2_000, 500

#: So many lines of a piece may be a title, furniture and an outlet.
_HEAD = 8

#: A piece of another kind is furniture, or a caption: the format says what it is.
_OF_THE_TEXT = MAIN_TEXT_KINDS | {"title"}

#: The first word of a piece, or the sign that begins a note of rights.
_FIRST_WORD = regex.compile(r"\W*?(\p{L}[\p{L}\p{M}]*|©)")

#: A line end with the blanks around it.
_LINE_END = regex.compile(r"[ \t]*[\r\n]+[ \t]*")


@value(kw_only=True)
class Given:
    """What a format knows of a text beside the text."""

    #: The full name of the parser.
    component: str
    origin: Origin = Origin()
    #: Fields of the document by name: `title`, `authors`, `id` …
    fields: Mapping[str, Any] = EMPTY
    #: Where these are from, and where they stand in the text.
    provenance: tuple[Provenance, ...] = ()
    attributes: Attributes = NO_ATTRIBUTES
    problems: tuple[TextProblem, ...] = ()
    notices: tuple[Notice, ...] = ()
    #: A transcript's turns where the format states them; sought in the text if None.
    turns: tuple[Turn, ...] | None = None
    #: Whether all of it was spoken, as subtitles are: no piece is a title or furniture.
    is_speech: bool = False


def analysis_of(text: str, given: Given, context: Context, pieces: list[Piece] | None = None) -> Analysis:
    """Return the document of a plain text, with blocks and metadata, and a transcript's turns as quotations.

    Args:
        text: the text.
        given: what its format knows of it.
        context: whose lexicon `furniture` types the blocks.
        pieces: the text's pieces where its format marks them; found by its lines if None.
    """
    text, surrogates = without_surrogates(text)
    marked = pieces is not None
    pieces = pieces_of(text) if pieces is None else pieces
    lists = lists_of(context)
    turns = turns_of(text, pieces, marked=marked) if given.turns is None else given.turns
    if turns:
        pieces = with_notes(text, pieces, turns)
    pieces, said = (pieces, []) if given.is_speech else _typed(text, pieces, lists, given, turns)
    fields, provenance = _fields(said, given)
    if turns and "genre" not in given.fields:
        fields["genre"] = "transcript"
        named = next(Span(*turn.speaker) for turn in turns if turn.speaker)
        provenance = (*provenance, Provenance(about="genre", component=given.component, rule="turns", spans=(named,)))
    document = Document(
        text=text,
        origin=given.origin,
        blocks=tuple(Block(kind=kind, span=Span(start, end)) for kind, start, end in pieces),
        provenance=(*given.provenance, *provenance),
        attributes=given.attributes,
        **fields,
    )
    return Analysis(
        document=document,
        problems=(*(_placed(problem, given.origin, len(text)) for problem in given.problems), *surrogates),
        notices=given.notices,
        stated={"quotations"} if turns else (),
        layers=Layers(quotations=_quotations(turns, pieces) if turns else None),
    )


def _placed(problem: TextProblem, origin: Origin, length: int) -> TextProblem:
    """Return a problem of decoding, which points at the source, where it stands in the text; without a span where that is unknown."""
    span = problem.span
    if span is None or (not origin.source_map and span.end <= length):
        return problem
    for run in origin.source_map:
        if run.exact and run.source_start <= span.start and span.end <= run.source_end:
            by = run.start - run.source_start
            return attrs.evolve(problem, span=Span(span.start + by, span.end + by))
    return attrs.evolve(problem, span=None)


def _typed(
    text: str,
    pieces: list[Piece],
    lists: Lists,
    given: Given,
    turns: tuple[Turn, ...],
) -> tuple[list[Piece], list[Said]]:
    """Return the pieces with furniture among them typed, and what it says."""
    spoken = frozenset(turn.begin for turn in turns)
    pieces = [Piece("paragraph", piece.start, piece.end) if piece.start in spoken else piece for piece in pieces]
    pieces = [part for number, piece in enumerate(pieces) for part in (_lines(text, piece, lists) if number < _ABOVE else [piece])]
    top, above, said = _above(text, pieces, lists, given, spoken)
    below, typed, after = _below(text, pieces[top:], lists, said)
    middle: list[Piece] = []
    paragraphs = 0
    for piece in pieces[top : len(pieces) - below]:
        cut = dateline(text, piece, lists) if paragraphs < 2 and piece.start not in spoken else None
        paragraphs += piece.kind in MAIN_TEXT_KINDS
        if cut:
            middle += cut[:2]
            said += cut[2]
        else:
            middle.append(_middle(text, piece, lists))
    return [*above, *middle, *typed], [*said, *after]


def _lines(text: str, piece: Piece, lists: Lists) -> list[Piece]:
    """Return a title line, the lines of furniture under it and what is left apart, where they stand without blank lines.

    Of what is left, a line that names an outlet is boilerplate: `By Jane Doe` over `Daily Globe`.
    """
    if piece.kind != "paragraph" or not _LINE_END.search(text, piece.start, piece.end):
        return [piece]
    borders = [found.span() for found in islice(_LINE_END.finditer(text, piece.start, piece.end), _HEAD)]
    starts = [piece.start, *(end for _, end in borders)]
    ends = [*(start for start, _ in borders), piece.end]
    cut = first = 0 if above_body(Line(text, starts[0], ends[0], lists)) else 1
    while cut < len(starts) and above_body(Line(text, starts[cut], ends[cut], lists)):
        cut += 1
    if cut == first or (first and cut < len(starts) and not _is_head(text, starts[0], ends[0], cut)):
        return [piece]
    parts = [Piece(piece.kind, start, end) for start, end in zip(starts[:cut], ends[:cut], strict=True)]
    if cut == len(starts):
        return parts
    if text[starts[cut]].islower():
        return [piece]
    if names_outlet(Line(text, starts[cut], ends[cut], lists)):
        parts.append(Piece("boilerplate", starts[cut], ends[cut]))
        cut += 1
    return [*parts, Piece(piece.kind, starts[cut], piece.end)] if cut < len(starts) else parts


def _is_head(text: str, start: int, end: int, cut: int) -> bool:
    """Say whether a line over furniture, under which text goes on, is a title: it has two lines of furniture, and no stop."""
    return cut > 2 and end - start < LONGEST and not SENTENCE_END.search(text, max(start, end - 4), end)


def _above(
    text: str,
    pieces: list[Piece],
    lists: Lists,
    given: Given,
    spoken: frozenset[int],
) -> tuple[int, list[Piece], list[Said]]:
    """Type the pieces before the first paragraph; return how many they are, too."""
    typed: list[Piece] = []
    said: list[Said] = []
    titled = False
    for index, piece in enumerate(pieces[:_ABOVE]):
        follower = next((later for later in pieces[index + 1 :] if later.kind != "boilerplate"), None)
        if piece.start in spoken or follower is None:
            return index, typed, said
        own = piece.kind not in {"paragraph", "heading", "title"}
        found = above_body(Line(text, piece.start, piece.end, lists)) if piece.end - piece.start < _LONGEST_GROUP and not own else None
        found = None if piece.kind == "title" else found
        title = None if found or titled or own else _title(text, piece, follower, lists, given)
        if title is not None:
            titled = True
            typed.append(Piece("title", piece.start, piece.end))
            said += title
        elif found:
            typed += found.pieces
            said += found.said
        elif piece.kind not in _OF_THE_TEXT or (titled and piece.kind == "heading" and index < 4):
            typed.append(piece)
        else:
            return index, typed, said
    return len(typed), typed, said


def _title(text: str, piece: Piece, follower: Piece, lists: Lists, given: Given) -> list[Said] | None:
    """Return what a title line says; None if the piece is none."""
    stated = given.fields.get("title")
    words = text[piece.start : piece.end]
    if stated:
        return [] if _same(words, stated) or (words.startswith(stated) and len(words) < len(stated) + 60) else None
    if piece.kind != "title" and not is_title(text, piece, follower):
        return None
    title = split_title(text, piece, lists)
    said = [Said("title", _one_line(text[title.start : title.end]), "title-line", title.start, title.end)]
    if title.site:
        said.append(Said("publisher", text[title.site[0] : title.site[1]], "title-line", *title.site))
    return said


def _same(one: str, other: str) -> bool:
    """Say whether two titles are the same but for blanks, capitals and a stop."""
    first, second = (" ".join(title.split()).casefold().rstrip(".") for title in (one, other))
    return first == second


def _one_line(words: str) -> str:
    return regex.sub(r"\s*[\r\n]+\s*", " ", words)


def _below(text: str, pieces: list[Piece], lists: Lists, said: list[Said]) -> tuple[int, list[Piece], list[Said]]:
    """Type the pieces after the last paragraph, from the end backwards; return how many they are, and what they say.

    One piece that is none is passed over where a note of republication stands before it: nothing but furniture follows such a note.
    """
    typed: list[Piece] = []
    after: list[Said] = []
    count = 0
    passed: list[Piece] = []
    border = _end_sign(text, pieces, lists)
    for piece in reversed(pieces[1:][-_BELOW:]):
        found = _furniture_below(text, piece, lists)
        if found is None and piece.start > border:
            found = Found((Piece("boilerplate", piece.start, piece.end),))  # About Acme: Acme makes …
        if found and not _credible(text, pieces[0].start, piece, found, said):
            found = None
        if found is None and not passed and not count:
            passed = [piece]
            continue
        if found is None or (passed and not count and "republication-note" not in {part.kind for part in found.pieces}):
            break
        count += 1
        typed = [*found.pieces, *typed]
        after = [*found.said, *after]
    return (count + len(passed), [*typed, *passed], after) if count else (0, [], [])


def _end_sign(text: str, pieces: list[Piece], lists: Lists) -> int:
    """Return where the one sign stands that ends a release (`###`); the end of the text if there is none, or less before than after."""
    signs = [piece for piece in pieces[1:][-_BELOW:] if text.startswith("#", piece.start) and piece.end - piece.start < LONGEST]
    found = [piece for piece in signs if (mark := is_boilerplate(Line(text, piece.start, piece.end, lists))) and mark.said]
    if len(found) != 1 or found[0].start - pieces[0].start < pieces[-1].end - found[0].end:
        return len(text)
    return found[0].start


def _furniture_below(text: str, piece: Piece, lists: Lists) -> Found | None:
    if piece.kind not in _OF_THE_TEXT:
        return Found((piece,))
    if piece.end - piece.start > _LONGEST_FURNITURE or piece.kind not in {"paragraph", "heading", "list-item"}:
        return None
    return below_body(Line(text, piece.start, piece.end, lists))


def _credible(text: str, body: int, piece: Piece, found: Found, said: list[Said]) -> bool:
    """Say whether a biography is of an author: of a stated one, or of somebody whom the text before does not name."""
    if found.pieces[0].kind != "biography":
        return True
    names = [item.value for item in found.said if item.field == "authors"]
    authors = {item.value.casefold() for item in said if item.field == "authors"}
    return all(name.casefold() in authors or text.find(name.split()[-1], body, piece.start) < 0 for name in names)


def _middle(text: str, piece: Piece, lists: Lists) -> Piece:
    """Type a piece between paragraphs: boilerplate if the whole of a short line is."""
    if piece.end - piece.start > LONGEST or piece.kind not in {"paragraph", "heading"}:
        return piece
    words = text[piece.start : piece.end]
    if not any(sign.isalnum() for sign in words):
        return Piece("boilerplate", piece.start, piece.end)  # * * *
    if piece.kind == "heading" and is_contact(Line(text, piece.start, piece.end, lists)):
        return Piece("boilerplate", piece.start, piece.end)  # Contact: press@example.org
    first = _FIRST_WORD.match(words)
    if first is None or not (first[1] == "©" or first[1].casefold() in lists.openers):
        return piece
    found = is_boilerplate(Line(text, piece.start, piece.end, lists))
    return found.pieces[0] if found else piece


def _fields(said: list[Said], given: Given) -> tuple[dict[str, Any], tuple[Provenance, ...]]:
    """Return the document's fields: those given, then those said, a byline's authors before a biography's."""
    fields: dict[str, Any] = dict(given.fields)
    used: dict[str, list[Said]] = {}
    for item in sorted(said, key=lambda item: (item.rule == "biography", item.rule == "credit")):
        if item.field in given.fields or item.field == "agency":
            continue
        kept = used.setdefault(item.field, [])
        if not kept or (item.field == "authors" and kept[0].rule == item.rule and item.value not in {k.value for k in kept}):
            kept.append(item)
    agency = next((item for item in said if item.field == "agency"), None)
    if agency:
        _place_agency(agency, fields, used)
    for field, items in used.items():
        fields[field] = tuple(item.value for item in items) if field == "authors" else items[0].value
    provenance = tuple(
        Provenance(about=field, component=given.component, rule=items[0].rule, spans=tuple(Span(item.start, item.end) for item in items))
        for field, items in sorted(used.items())
    )
    return fields, provenance


def _place_agency(agency: Said, fields: dict[str, Any], used: dict[str, list[Said]]) -> None:
    """Put a dateline's agency where it belongs: it published first what another publishes, else it is the publisher."""
    publisher = fields.get("publisher") or (used["publisher"][0].value if "publisher" in used else None)
    if publisher is None:
        used["publisher"] = [agency]
    elif publisher.casefold() != agency.value.casefold() and "first_publisher" not in {*fields, *used}:
        used["first_publisher"] = [agency]
    if "genre" not in {*fields, *used}:
        used["genre"] = [Said("genre", "news", "dateline", agency.start, agency.end)]


def _quotations(turns: tuple[Turn, ...], pieces: list[Piece]) -> tuple[Quotation, ...]:
    """Return a quotation for each turn: from its first word to the end of the last paragraph before the next turn.

    Where notes in brackets stand between the paragraphs of a turn, each part is a quotation of its own.
    """
    found = []
    starts = [piece.start for piece in pieces]
    borders = [*(turn.begin for turn in turns[1:]), pieces[-1].end]
    for turn, border in zip(turns, borders, strict=True):
        if turn.speaker is None:
            continue  # whose words they are, nobody says
        parts: list[tuple[int, int]] = []
        apart = True
        for piece in pieces[bisect_left(starts, turn.begin) : bisect_left(starts, border)]:
            if piece.kind == "boilerplate":
                apart = True
            elif piece.kind not in MAIN_TEXT_KINDS:
                break
            elif apart:
                parts.append((max(turn.start, piece.start), piece.end))
                apart = False
            else:
                parts[-1] = parts[-1][0], piece.end
        found += [Quotation(span=Span(*part), words=Span(*part), speaker=Span(*turn.speaker)) for part in parts if part[0] < part[1]]
    return tuple(found)


def given_by(decoded: Decoded, component: str, media_type: str) -> Given:
    """Return what decoding found, for the document of the whole file."""
    origin = Origin(media_type=media_type, encoding=decoded.encoding, encoding_by=decoded.by)
    return Given(component=component, origin=origin, problems=decoded.problems, notices=decoded.notices)
