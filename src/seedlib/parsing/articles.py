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
from seedlib.parsing.endings import below
from seedlib.parsing.furniture import LONGEST, above_body, is_boilerplate, is_contact, names_outlet, under_title
from seedlib.parsing.layout import SENTENCE_END, Piece, pieces_of
from seedlib.parsing.lines import Line, Lists, Said, lists_of
from seedlib.parsing.titles import dateline, is_title, split_title, title_label
from seedlib.parsing.turns import Turn, turns_of, with_notes
from seedlib.parsing.voice import told_in_first_person

__all__ = ["Given", "analysis_of", "given_by"]

#: How many pieces may stand before the first paragraph.
_ABOVE = 12

#: A piece with more characters above the article is a paragraph.
_LONGEST_GROUP = 500

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
    if "genre" not in fields:
        own = told_in_first_person(text, pieces, context, given.component)
        fields |= {} if own is None else {"genre": "opinion"}
        provenance = (*provenance, *(() if own is None else (own,)))
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
    genre = given.fields.get("genre") or next((item.value for item in said if item.field == "genre"), None)
    authors = (*given.fields.get("authors", ()), *(item.value for item in said if item.field == "authors"))
    after, typed, told = below(text, pieces[top:], lists, {name.casefold() for name in authors}, genre)
    middle: list[Piece] = []
    paragraphs = 0
    is_item = is_bulletin = False
    for piece in pieces[top : len(pieces) - after]:
        cut = dateline(text, piece, lists) if (paragraphs < 2 or (is_item and is_bulletin)) and piece.start not in spoken else None
        paragraphs += piece.kind in MAIN_TEXT_KINDS
        is_item, is_bulletin = piece.kind == "heading", is_bulletin or cut is not None
        if cut:
            middle += cut[:2]
            said += cut[2]
        else:
            middle.append(_middle(text, piece, lists))
    return [*above, *middle, *typed], [*said, *told]


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
        short = piece.end - piece.start < _LONGEST_GROUP and piece.kind in {"paragraph", "heading"}
        line = Line(text, piece.start, piece.end, lists) if short else None
        found = (above_body(line) or (under_title(line) if titled else None)) if line else None
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
        same = _same(words, stated) or (words.startswith(stated) and len(words) < len(stated) + 60)
        return title_label(text, piece, lists) if same else None
    if piece.kind != "title" and not is_title(text, piece, follower):
        return None
    title = split_title(text, piece, lists)
    said = [Said("title", _one_line(text[title.start : title.end]), "title-line", title.start, title.end), *title_label(text, piece, lists)]
    if title.site:
        said.append(Said("publisher", text[title.site[0] : title.site[1]], "title-line", *title.site))
    return said


def _same(one: str, other: str) -> bool:
    """Say whether two titles are the same but for blanks, capitals and a stop."""
    first, second = (" ".join(title.split()).casefold().rstrip(".") for title in (one, other))
    return first == second


def _one_line(words: str) -> str:
    return regex.sub(r"\s*[\r\n]+\s*", " ", words)


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
    """Return the document's fields: those given, then those said, a byline's authors before a biography's.

    A dateline with its agency or day is of news where nothing says otherwise: a release has one too, and so has a guest's piece whose
    author is introduced.
    """
    fields: dict[str, Any] = dict(given.fields)
    used: dict[str, list[Said]] = {}
    agency = next((item for item in said if item.field == "agency"), None)
    by_guest = agency is None and any(item.rule == "biography" for item in said)
    for item in sorted(said, key=lambda item: (item.rule == "biography", item.rule == "credit", item.rule == "dateline")):
        if item.field in given.fields or item.field == "agency" or (by_guest and item.field == "genre" and item.rule == "dateline"):
            continue
        kept = used.setdefault(item.field, [])
        if not kept or (item.field == "authors" and kept[0].rule == item.rule and item.value not in {k.value for k in kept}):
            kept.append(item)
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
