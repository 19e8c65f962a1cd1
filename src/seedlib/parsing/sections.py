"""Sections: texts of several sources, plain or HTML, put together as the text of one document.

Rules:

- Sections stand apart by a blank line; nothing else is added, and nothing taken away.
- HTML is made text by the parser of pages (extra `html`); plain text stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterable

from seedlib.components import Settings
from seedlib.model import value
from seedlib.parsing.layout import Piece, pieces_of

__all__ = ["Section", "html_section", "joined", "plain_section", "title_section"]

_APART = "\n\n"


@value(kw_only=True)
class Section:
    """A text and its pieces."""

    text: str
    pieces: tuple[Piece, ...]


def plain_section(text: str) -> Section:
    """Return a plain text as a section, its pieces by the way it is set out."""
    return Section(text=text, pieces=tuple(pieces_of(text)))


def html_section(source: str, settings: Settings) -> Section:
    """Return the visible text of HTML as a section.

    Raises:
        ParseError: the extra `html` is absent.
    """
    from seedlib.parsing.html.fragments import fragment_of

    fragment = fragment_of(source, settings)
    return Section(text=fragment.text, pieces=tuple(fragment.pieces))


def title_section(title: str) -> Section:
    """Return a title as a section; an empty one if it is empty."""
    start = len(title) - len(title.lstrip())
    end = len(title.rstrip())
    return Section(text=title, pieces=(Piece("title", start, end),) if start < end else ())


def joined(sections: Iterable[Section]) -> tuple[str, list[Piece]]:
    r"""Return the text of sections, blank lines between, and their pieces; those without pieces are left out.

    >>> joined([title_section("Talks end"), plain_section("They ended.")])[0]
    'Talks end\n\nThey ended.'
    """
    texts: list[str] = []
    pieces: list[Piece] = []
    at = 0
    for section in sections:
        if not section.pieces:
            continue
        pieces += [Piece(piece.kind, piece.start + at, piece.end + at) for piece in section.pieces]
        texts.append(section.text)
        at += len(section.text) + len(_APART)
    return _APART.join(texts), pieces
