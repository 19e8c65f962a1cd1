"""Endings: what stands below an article's last paragraph.

Rules:

- Pieces are taken from the end backwards, as far as they are furniture.
- What a release says of its sender stands behind a mark of its end: `###`, `Notes to editors`, a heading `About Acme`.
- A biography is of somebody whom the text before does not name, unless it is one of the stated authors.
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

import regex

from seedlib.model import MAIN_TEXT_KINDS
from seedlib.parsing.furniture import LONGEST, Found, below_body, concerns, is_boilerplate
from seedlib.parsing.layout import Piece
from seedlib.parsing.lines import Line, Lists, Said

__all__ = ["below"]

#: How many pieces may stand after the last paragraph.
_BELOW = 24

#: A piece with more characters is a paragraph.
_LONGEST = 2_000

#: A piece of another kind is furniture, or a caption: the format says what it is.
_OF_THE_TEXT = MAIN_TEXT_KINDS | {"title"}

#: How much of a paragraph under `About Acme` may stand before the name, in characters: `Founded in 1911, `.
_BEFORE_NAME = 60

#: A name behind `About`: `Norvane Rail A/S`, `the Institute for Coastal Policy`; where a line or a colon ends it.
_NAMED = regex.compile(r"(?P<name>[\p{Lu}\p{N}][^\n\r:.!?]{1,80}?)\s*(?:\Z|[\n\r:])")


def below(
    text: str,
    pieces: list[Piece],
    lists: Lists,
    authors: AbstractSet[str],
    genre: str | None,
) -> tuple[int, list[Piece], list[Said]]:
    """Type the pieces after the last paragraph, from the end backwards; return how many they are, and what they say.

    One piece that is none is passed over where a note of republication stands before it: nothing but furniture follows such a note.

    Args:
        text: the document's.
        pieces: from the first paragraph on.
        lists: of its language.
        authors: who is stated to be one, folded.
        genre: of the document, as far as that is known above.
    """
    typed: list[Piece] = []
    after: list[Said] = []
    count = 0
    passed: list[Piece] = []
    border = _border(text, pieces, lists, genre)
    for piece in reversed(pieces[1:][-_BELOW:]):
        found = _furniture(text, piece, lists)
        if found is None and piece.start >= border:
            found = Found((Piece("boilerplate", piece.start, piece.end),))  # About Acme: Acme makes …
        if found and not _credible(text, pieces[0].start, piece, found, authors):
            found = None
        if found is None and not passed and not count:
            passed = [piece]
            continue
        if found is None or (passed and not count and "republication-note" not in {part.kind for part in found.pieces}):
            break
        count += 1
        typed = [*found.pieces, *typed]
        after = [*found.said, *after]
    passed = [_disclosure(text, piece, lists) for piece in passed]
    return (count + len(passed), [*typed, *passed], after) if count else (0, [], [])


def _disclosure(text: str, piece: Piece, lists: Lists) -> Piece:
    """Type what follows a note of republication: a disclosure where it speaks of interests at all."""
    return Piece("disclosure", *piece[1:]) if concerns(Line(text, piece.start, piece.end, lists)) else piece


def _border(text: str, pieces: Sequence[Piece], lists: Lists, genre: str | None) -> int:
    """Return from where on all is furniture; the end of the text if nothing says so."""
    sign = _end_sign(text, pieces, lists)
    return min(sign, _about(text, pieces, lists)) if genre == "release" or sign < len(text) else sign


def _end_sign(text: str, pieces: Sequence[Piece], lists: Lists) -> int:
    """Return where the one sign stands that ends a release (`###`); the end of the text if there is none, or less before than after."""
    signs = [piece for piece in pieces[1:][-_BELOW:] if text.startswith("#", piece.start) and piece.end - piece.start < LONGEST]
    found = [piece for piece in signs if (mark := is_boilerplate(Line(text, piece.start, piece.end, lists))) and mark.said]
    if len(found) != 1 or found[0].start - pieces[0].start < pieces[-1].end - found[0].end:
        return len(text)
    return found[0].start


def _about(text: str, pieces: Sequence[Piece], lists: Lists) -> int:
    """Return where a release begins to speak of its sender, in what public relations call its boilerplate; the text's end if nowhere.

    `About Norvane Rail` is a line of its own, or stands before a colon; the name comes back at the head of what follows.
    """
    last = pieces[1:][-_BELOW:]
    for piece, follower in zip(last, [*last[1:], *last[-1:]], strict=True):
        line = Line(text, piece.start, min(piece.end, piece.start + LONGEST), lists)
        mark = line.opening("about")
        if mark is None:
            continue
        begin = line.start_of(mark.last)
        article = next((small for small in line.all_of("article") if small.first == mark.last), None)
        named = _NAMED.match(text, line.start_of(article.last) if article else begin, piece.end)
        if named is None:
            continue
        start = named.end() if named.end() < piece.end else follower.start
        if text.find(named["name"].split()[0], start, start + _BEFORE_NAME) >= 0 and piece.start - pieces[0].start > len(text) - piece.end:
            return piece.start
    return len(text)


def _furniture(text: str, piece: Piece, lists: Lists) -> Found | None:
    if piece.kind not in _OF_THE_TEXT:
        return Found((piece,))
    if piece.end - piece.start > _LONGEST or piece.kind not in {"paragraph", "heading", "list-item"}:
        return None
    line = Line(text, piece.start, piece.end, lists)
    return below_body(line)


def _credible(text: str, body: int, piece: Piece, found: Found, authors: AbstractSet[str]) -> bool:
    """Say whether a biography is of an author: of a stated one, or of somebody whom the text before does not name."""
    if found.pieces[0].kind != "biography":
        return True
    names = [item.value for item in found.said if item.field == "authors"]
    return all(name.casefold() in authors or text.find(name.split()[-1], body, piece.start) < 0 for name in names)
