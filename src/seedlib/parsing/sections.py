"""Sections: texts of several sources, plain or HTML, put together as the text of one document.

Rules:

- Sections stand apart by a blank line; nothing else is added, and nothing taken away.
- HTML is made text by the parser of pages (extra `html`); plain text stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from seedlib.components import Settings
from seedlib.model import value
from seedlib.parsing.layout import Piece, pieces_of, stripped

__all__ = ["NOTHING", "Section", "folded", "html_section", "joined", "of_kind", "plain_section", "title_section", "words_section"]

_APART = "\n\n"


@value(kw_only=True)
class Section:
    """A text and its pieces."""

    text: str
    pieces: tuple[Piece, ...]


#: A section without text.
NOTHING = Section(text="", pieces=())


def folded(words: str) -> str:
    """Return words as they are compared: blanks as one, letters small."""
    return " ".join(words.split()).casefold()


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


def title_section(words: str, title: str) -> Section:
    """Return the line of a title as a section; what stands beside the title in it is boilerplate: `Re:`, `- Example Times`.

    Args:
        words: the line; an empty one gives an empty section.
        title: the title in it; all of it is the title if this does not stand in it.
    """
    start = words.find(title) if title else -1
    start, end = (start, start + len(title)) if start >= 0 else (0, len(words))
    parts = (("boilerplate", 0, start), ("title", start, end), ("boilerplate", end, len(words)))
    pieces = (Piece(kind, *stripped(words, first, last)) for kind, first, last in parts)
    return Section(text=words, pieces=tuple(piece for piece in pieces if piece.start < piece.end))


def words_section(words: str, kind: str = "paragraph") -> Section:
    """Return words as a section of one piece; an empty one if there are none."""
    words = words.strip()
    return Section(text=words, pieces=(Piece(kind, 0, len(words)),)) if words else NOTHING


def of_kind(section: Section, kind: str) -> Section:
    """Return a section whose pieces are all of one kind."""
    return attrs.evolve(section, pieces=tuple(Piece(kind, piece.start, piece.end) for piece in section.pieces))


def joined(sections: Iterable[Section]) -> tuple[str, list[Piece]]:
    r"""Return the text of sections, blank lines between, and their pieces; those without pieces are left out.

    >>> joined([title_section("Talks end", "Talks end"), plain_section("They ended.")])[0]
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
