"""Blocks: all visible text of a tree in reading order, in blocks as a browser would set it, each run of it with its place in the source.

Rules:

- White space is collapsed as a browser does it; in `pre` it stays. No-break spaces stay, but at the ends of a block.
- A `br` is a line end; two of them, or a blank line of `pre`, end a block.
- Where nothing shows, what is hidden until a script has run is read instead.
- Text that stands beside block elements is a block of its own; nothing visible is left out.
- A row of a table of data is a block, its cells apart by tabs; in a table that sets out the page a cell is like any other element.
- The kind of a block is what its element says: which blocks are main text is judged elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from seedlib.parsing.html.tree import WHITE, Finder, is_hidden
from seedlib.parsing.html.writing import Blocks, Style, Writer

if TYPE_CHECKING:
    from turbohtml import Document, Element, Node

__all__ = ["blocks_of"]

#: The elements that browsers set as blocks (HTML, 15.3: rendering of flow content, sections, lists, tables, forms).
_BLOCK = frozenset(
    {
        "address", "article", "aside", "blockquote", "body", "button", "caption", "center", "dd", "details", "dialog", "dir", "div", "dl",
        "dt", "fieldset", "figcaption", "figure", "footer", "form", "frameset", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup",
        "hr", "html", "legend", "li", "listing", "main", "menu", "nav", "ol", "p", "plaintext", "pre", "search", "section", "summary",
        "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "xmp",
    }
)  # fmt: skip

#: What elements say of the text in them.
_KINDS = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    **dict.fromkeys(("figcaption", "caption"), "caption"),
    **dict.fromkeys(("li", "dt", "dd"), "list-item"),
    **dict.fromkeys(("nav", "button"), "boilerplate"),
    **dict.fromkeys(("article", "section", "main", "td", "th"), "paragraph"),
    "blockquote": "quote",
}

#: Elements that keep their white space.
_KEEPING = frozenset({"listing", "plaintext", "pre", "xmp"})

#: The most characters that a cell of a table of data holds; the cells of tables that set out a page hold articles.
_LONGEST_CELL = 300


class _Frame(NamedTuple):
    """An element that has been entered, and is not yet left."""

    children: Iterator[Node]
    style: Style
    #: It ends the block at its end.
    block: bool


def blocks_of(tree: Document, source: str) -> Blocks:
    """Return the visible text of a tree in blocks.

    Args:
        tree: of the whole page.
        source: what it was made of.
    """
    root = tree.root
    if root is None:
        return Writer().finished()
    found = _blocks(root, source, waiting=False)
    return found if found.blocks else _blocks(root, source, waiting=True)


def _blocks(root: Element, source: str, *, waiting: bool) -> Blocks:
    writer = Writer()
    _walk(root, Finder(source), writer, waiting=waiting)
    return writer.finished()


def _walk(root: Element, finder: Finder, writer: Writer, *, waiting: bool) -> None:
    """Give the writer all text below an element, in document order, without recursion."""
    from turbohtml import Element, Text

    stack = [_Frame(iter(root.children), Style(root), block=True)]
    while stack:
        frame = stack[-1]
        node = next(frame.children, None)
        if isinstance(node, Text):
            data = node.data
            if writer.shows(data, frame.style):
                writer.add(data, finder.find(data), frame.style)
            else:
                finder.skip(data)
        elif isinstance(node, Element):
            tag = node.tag
            if is_hidden(node, tag, waiting=waiting):
                _pass(node, finder)
            else:
                finder.enter(node)
                if tag == "br":
                    writer.end_line(frame.style)
                else:
                    stack.append(_enter(node, tag, frame.style, writer))
        elif node is None:
            stack.pop()
            if frame.block:
                writer.close()


def _pass(element: Element, finder: Finder) -> None:
    """Go on behind a hidden element, if text follows it, which would be sought in it else; any other element is found by itself."""
    from turbohtml import Text

    follower = element.next_sibling
    if isinstance(follower, Text) and follower.data.strip(WHITE):
        finder.enter(element)
        for data in element.strings:
            finder.skip(data)


def _enter(element: Element, tag: str, style: Style, writer: Writer) -> _Frame:
    """Begin an element; return the frame for its children."""
    style, block = _styled(element, tag, style)
    if block:
        writer.close()
    elif style.rows and tag in _BLOCK:
        writer.cell(tag, style)
    return _Frame(iter(element.children), style, block)


def _styled(element: Element, tag: str, style: Style) -> tuple[Style, bool]:
    """Return what the text in an element is like, and whether the element is a block."""
    if tag == "a":
        return (style if style.linked or "href" not in element.attrs else style._replace(linked=True)), False
    if tag not in _BLOCK or (style.rows and tag not in {"tr", "caption"}):
        return style, False
    rows = tag != "caption" and (style.rows or (tag == "table" and _is_data(element)))
    kind = style.kind if style.kind == "boilerplate" else _KINDS.get(tag, style.kind)
    return Style(element, kind, style.keep or tag in _KEEPING, style.linked, rows), True


def _is_data(table: Element) -> bool:
    """Say whether a table holds data: two rows of two short cells and more, and no table or heading in it."""
    if table.attrs.get("role") in {"presentation", "none"} or table.find(["table", "h1", "h2", "h3", "form"]) is not None:
        return False
    rows = table.find_all("tr")
    wide = sum(1 for row in rows if len(row.find_all(["td", "th"], limit=2)) == 2)
    if wide < 2 or wide * 2 < len(rows):
        return False
    return all(len(cell.text) <= _LONGEST_CELL for cell in table.find_all(["td", "th"]))
