"""Elements of a story's text, in NITF and in XHTML: their words in blocks, of the kinds that the elements say.

Rules:

- White space is collapsed, but in `pre`; a `br` is a line end. The row of a table is a block, its cells apart by tabs.
- Elements that are not known are part of the line they stand in: NITF marks up persons, places, sums of money.
- Namespaces do not count: the same elements come under several, or none.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element

import regex

from seedlib.parsing.layout import Piece
from seedlib.parsing.sections import Section
from seedlib.parsing.xml import local_name, text_of

__all__ = ["attribute", "child", "children", "descendant", "descendants", "section_of", "words_of"]

#: What elements of NITF (3.6) and XHTML say of their text.
_KINDS = {
    **dict.fromkeys(("hl1", "hl2", "h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    **dict.fromkeys(("li", "dt", "dd"), "list-item"),
    **dict.fromkeys(("bq", "blockquote"), "quote"),
    **dict.fromkeys(("caption", "figcaption", "media-caption", "media-producer"), "caption"),
    **dict.fromkeys(("byline", "tagline"), "byline"),
    "dateline": "dateline",
    **dict.fromkeys(("bibliography", "copyrite", "distributor", "nav", "note", "rights"), "boilerplate"),
}

#: Elements that stand apart, but say nothing of their text.
_APART = frozenset(
    {
        "abstract", "address", "article", "aside", "block", "body", "body.content", "body.end", "body.head", "center",
        "datasource", "div", "dl", "fieldset", "figure", "fn", "footer", "form", "header", "hedline", "hr", "html", "main",
        "media", "nitf", "nitf-table", "ol", "p", "pre", "section", "series", "table", "tbody", "tfoot", "thead", "tr", "td", "th",
        "ul",
    }
)  # fmt: skip

#: What nobody sees: pictures in base64, columns, scripts.
_UNSEEN = frozenset(
    {"docdata", "head", "media-metadata", "media-object", "media-reference", "nitf-table-metadata", "script", "style", "template"}
)

#: The most characters of a cell in a table of data.
_LONGEST_CELL = 300

_BLANKS = regex.compile(r"[ \t\r\n\f]+")
_AROUND = regex.compile(r" *([\n\t]) *")


def children(element: Element | None, *names: str) -> Iterator[Element]:
    """Yield the children with these names, in small letters; all if no name is given."""
    for inner in element if element is not None else ():
        if not names or _name(inner) in names:
            yield inner


def child(element: Element | None, *path: str) -> Element | None:
    """Return the first element down a path of names, each a child of the one before; None if there is none."""
    for name in path:
        element = next(children(element, name), None)
    return element


def descendants(element: Element | None, *names: str) -> Iterator[Element]:
    """Yield the elements with these names below an element, in document order."""
    return (inner for inner in element.iter() if inner is not element and _name(inner) in names) if element is not None else iter(())


def descendant(element: Element | None, *names: str) -> Element | None:
    """Return the first element with one of these names below an element, or None."""
    return next(descendants(element, *names), None)


def words_of(element: Element | None, *path: str) -> str:
    """Return the words of the first element down a path, in one line."""
    return text_of(child(element, *path))


def attribute(element: Element | None, *names: str) -> str:
    """Return the first of an element's attributes that is not empty, whatever their namespaces; else an empty string."""
    held = {name.rpartition("}")[2].casefold(): words.strip() for name, words in element.attrib.items()} if element is not None else {}
    return next((held[name] for name in names if held.get(name)), "")


def _name(element: Element) -> str:
    return local_name(element).casefold()


class _Style(NamedTuple):
    """What text is like: the kind of its block, whether white space stays, whether it is in a row of a table of data."""

    kind: str = "paragraph"
    keep: bool = False
    rows: bool = False


class _Frame(NamedTuple):
    element: Element
    children: Iterator[Element]
    style: _Style
    #: Whether a block ends where the element does.
    block: bool


def section_of(element: Element, kind: str = "paragraph", *, without: Collection[str] = ()) -> Section:
    """Return the text of an element in blocks.

    Args:
        element: its own tail is not part of it.
        kind: of the blocks of which no element says what they are.
        without: names of elements to leave out.
    """
    writer = _Writer()
    writer.add(element.text, _Style(kind))
    stack = [_Frame(element, iter(element), _Style(kind), block=True)]
    while stack:
        frame = stack[-1]
        inner = next(frame.children, None)
        if inner is None:
            stack.pop()
            if frame.block:
                writer.close(frame.style.kind)
            if stack:
                writer.add(frame.element.tail, stack[-1].style)
        elif (name := _name(inner)) in _UNSEEN or name in without:
            writer.add(inner.tail, frame.style)
        else:
            stack.append(_entered(inner, name, frame, writer))
    return writer.section()


def _entered(element: Element, name: str, outer: _Frame, writer: _Writer) -> _Frame:
    """Begin an element, and return its frame."""
    style = outer.style
    kind = _KINDS.get(name, style.kind) if style.kind in {"paragraph", "heading"} else style.kind
    rows = style.rows or (name == "table" and _is_data(element))
    block = (name in _KINDS or name in _APART) and (not style.rows or name in {"tr", "caption"})
    if block:
        writer.close(style.kind)
    elif name == "br" or (name == "byttl" and not writer.ends(",")):
        writer.line()
    elif name in {"td", "th"}:
        writer.cell()
    elif name in _APART:
        writer.add(" ", style)
    style = _Style(kind, style.keep or name == "pre", rows)
    writer.add(element.text, style)
    return _Frame(element, iter(element), style, block)


def _is_data(table: Element) -> bool:
    """Say whether a table holds data: short cells, and no table in it."""
    if descendant(table, "table", "hl2", "h2", "h3") is not None:
        return False
    return all(len(text_of(cell)) <= _LONGEST_CELL for cell in descendants(table, "td", "th"))


class _Writer:
    """Gathers text, and ends blocks."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.texts: list[str] = []
        self.pieces: list[Piece] = []
        self.at = 0
        self.kept = False

    def add(self, words: str | None, style: _Style) -> None:
        if words:
            self.kept = self.kept or style.keep
            self.parts.append(words if style.keep else _BLANKS.sub(" ", words))

    def ends(self, sign: str) -> bool:
        """Say whether there is no text yet, or it ends with a sign."""
        last = next((part for part in reversed(self.parts) if not part.isspace()), sign)
        return last.rstrip().endswith(sign)

    def line(self) -> None:
        self.parts.append("\n")

    def cell(self) -> None:
        if self.parts and any(not part.isspace() for part in self.parts):
            self.parts.append("\t")

    def close(self, kind: str) -> None:
        words = "".join(self.parts)
        words = words.strip() if self.kept else _AROUND.sub(r"\1", regex.sub(" {2,}", " ", words)).strip()
        self.parts.clear()
        self.kept = False
        if words:
            self.pieces.append(Piece(kind, self.at, self.at + len(words)))
            self.texts.append(words)
            self.at += len(words) + 2

    def section(self) -> Section:
        return Section(text="\n\n".join(self.texts), pieces=tuple(self.pieces))
