"""What surrounds an article on its page: its byline, its date, who its author is, apart from what is of the page alone.

Rules:

- What markup says is looked at first: a short block that a field's evidence stands in is a byline or a date line.
- So is one under the title that names an author, or has the day, which markup states elsewhere; a standfirst may go before it.
- Blocks between the title and the first paragraph, and behind the last, are sought for furniture as those of any text are.
- What is neither stays boilerplate; no block becomes main text here.
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

import attrs

from seedlib.components import Context
from seedlib.model import MAIN_TEXT_KINDS, Analysis, Block, Provenance, Span, value
from seedlib.parsing.dates import find_date
from seedlib.parsing.furniture import LONGEST, above_body, below_body
from seedlib.parsing.html.metadata import Facts
from seedlib.parsing.html.writing import PageBlock
from seedlib.parsing.layout import Piece
from seedlib.parsing.lines import Line, Lists, lists_of

__all__ = ["Sorted", "completed", "sorted_out"]

#: How many blocks may lie between the title and the first paragraph, and how many are looked at behind the last one.
_ABOVE, _BELOW = 30, 12

#: How many blocks under the title may name its author and day, how long they are, and how much may stand beside a day, in characters.
_UNDER, _SHORT, _REST = 20, 100, 40

#: What is sought behind an article; its other furniture is of the page: `Share`, `© 2024`.
_SOUGHT_BELOW = frozenset({"biography", "byline", "disclosure", "republication-note"})

#: What is sought above it.
_SOUGHT_ABOVE = frozenset({"byline", "dateline", "republication-note"})

#: What a block is in which the evidence for a field stands.
_BY_FIELD = {"authors": "byline", "published": "dateline", "updated": "dateline"}


@value(kw_only=True)
class Sorted:
    """The pieces of a page: those of the article, and the others."""

    #: In order; among them those that may be furniture, as paragraphs.
    article: list[Piece]
    #: Boilerplate.
    page: list[Piece]
    #: Those that may be furniture.
    maybe: list[Piece]


def sorted_out(text: str, blocks: Sequence[PageBlock], kinds: Sequence[str], facts: Facts, context: Context) -> Sorted:
    """Sort the blocks of a page.

    Args:
        text: the page's.
        blocks: all of them.
        kinds: what each was judged to be.
        facts: the page's metadata, and where they stand.
        context: with the lexicon `furniture`.
    """
    judged = [Piece(kind, block.start, block.end) for kind, block in zip(kinds, blocks, strict=True)]
    pieces = _with_facts(text, _with_evidence(judged, facts.provenance), facts, lists_of(context))
    maybe = _furniture(text, pieces, blocks, context)
    article = [Piece("paragraph", *piece[1:]) if piece in maybe else piece for piece in pieces]
    return Sorted(
        article=[piece for piece in article if piece.kind != "boilerplate"],
        page=[piece for piece in article if piece.kind == "boilerplate"],
        maybe=maybe,
    )


def _with_evidence(pieces: list[Piece], provenance: Sequence[Provenance]) -> list[Piece]:
    """Type the short blocks in which the evidence for authors and dates stands."""
    places = [(span.start, _BY_FIELD[item.about]) for item in provenance if item.about in _BY_FIELD for span in item.spans]
    typed = list(pieces)
    for start, kind in sorted(places, key=lambda place: place[1] == "byline"):  # a line with both is a byline
        for index, piece in enumerate(pieces):
            if piece.start <= start < piece.end <= piece.start + LONGEST and piece.kind in {"boilerplate", "paragraph", "list-item"}:
                typed[index] = Piece(kind, piece.start, piece.end)
    return typed


def _with_facts(text: str, pieces: list[Piece], facts: Facts, lists: Lists) -> list[Piece]:
    """Type the blocks under the title that name an author or have the article's day: those of metadata that no reader sees."""
    title = next((index for index, piece in enumerate(pieces) if piece.kind == "title"), None)
    authors = tuple(facts.fields.get("authors", ()))
    days = {str(facts.fields[name])[:10] for name in ("published", "updated") if facts.fields.get(name)}
    typed = list(pieces)
    paragraphs = 0
    for index in range(len(pieces) if title is None else title + 1, min(len(pieces), (title or 0) + 1 + _UNDER)):
        piece = pieces[index]
        paragraphs += piece.kind == "paragraph"
        if paragraphs > 1:  # the first may be a standfirst
            break
        in_lines = not paragraphs and "\n" in text[piece.start : piece.end]  # its lines are pieces of their own, later
        if piece.kind == "boilerplate" and piece.end - piece.start <= _SHORT and not in_lines:
            line = Line(text, piece.start, piece.end, lists)
            dated = _has_day(line, days)
            if _names(line, authors, dated=dated):
                typed[index] = Piece("byline", piece.start, piece.end)
            elif dated:
                known = above_body(line)
                if known is None or paragraphs:  # else it is sought as furniture, which says who the author is, too
                    typed[index] = Piece(known.pieces[0].kind if known else "dateline", piece.start, piece.end)
    return typed


def _names(line: Line, authors: Sequence[str], *, dated: bool) -> bool:
    """Say whether a line is a byline of one of the authors: `By Jane Doe, Columnist`, `Jane Doe`, `Jane Doe | 24 June 2024`.

    A caption may begin with an author's name, too.
    """
    words = line.text[line.start : line.end]
    named = [name for name in authors if name in words]
    found = line.lists.by.match(line.text, line.start, line.end)
    if not named or dated or (found and any(words.startswith(name, found.end() - line.start) for name in named)):
        return bool(named)
    for name in named:
        words = words.replace(name, " ")
    return not any(sign.isalpha() for sign in line.lists.joiner.sub(" ", words)) or line.opening("date-label") is not None


def _has_day(line: Line, days: AbstractSet[str]) -> bool:
    """Say whether a line is one of these days, and little else."""
    found = find_date(line.text, line.lists.months, line.start, line.end)
    return found is not None and found.iso[:10] in days and len(line) - (found.end - found.start) <= _REST


def _furniture(text: str, pieces: list[Piece], blocks: Sequence[PageBlock], context: Context) -> list[Piece]:
    """Return the boilerplate that is furniture of the article."""
    main = [index for index, piece in enumerate(pieces) if piece.kind in MAIN_TEXT_KINDS]
    if not main:
        return []
    lists = lists_of(context)
    first = next((index for index in main if pieces[index].kind == "paragraph"), main[0])
    title = next((index for index, piece in enumerate(pieces) if piece.kind == "title"), first)
    found = []
    for piece in pieces[title + 1 : first][:_ABOVE]:
        if piece.kind == "boilerplate" and piece.end - piece.start <= LONGEST:
            known = above_body(Line(text, piece.start, piece.end, lists))
            if known and known.pieces[0].kind in _SOUGHT_ABOVE:
                found.append(piece)
    for piece, block in list(zip(pieces, blocks, strict=True))[main[-1] + 1 :][:_BELOW]:
        if piece.kind == "boilerplate" and block.linked * 2 < piece.end - piece.start:
            known = below_body(Line(text, piece.start, piece.end, lists))
            if known and known.pieces[0].kind in _SOUGHT_BELOW:
                found.append(piece)
    return found


def completed(analysis: Analysis, given: Sorted) -> Analysis:
    """Return an analysis of an article with the blocks of its page."""
    document = analysis.document
    own = [
        attrs.evolve(block, kind="boilerplate")
        if block.kind in MAIN_TEXT_KINDS and any(piece.start <= block.span.start < piece.end for piece in given.maybe)
        else block
        for block in document.blocks
    ]
    others = [Block(kind=piece.kind, span=Span(piece.start, piece.end)) for piece in given.page]
    blocks = sorted((*own, *others), key=lambda block: block.span)
    return attrs.evolve(analysis, document=attrs.evolve(document, blocks=blocks))
