"""Blocks: all visible text of a tree in reading order, in blocks as a browser would set it, each run of it with its place in the source.

Rules:

- White space is collapsed as a browser does it; in `pre` it stays. No-break spaces stay, but at the ends of a block.
- A `br` is a line end; two of them, or a blank line of `pre`, end a block.
- Text that stands beside block elements is a block of its own; nothing visible is left out.
- A row of a table of data is a block, its cells apart by tabs; in a table that sets out the page a cell is like any other element.
- The kind of a block is what its element says: which blocks are main text is judged elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

import attrs
import regex

from seedlib.model import SourceRun, value
from seedlib.parsing.html.tree import WHITE, Finder, Stretch, is_hidden

if TYPE_CHECKING:
    from turbohtml import Document, Element, Node

__all__ = ["Blocks", "PageBlock", "blocks_of"]

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

#: White space that a browser shows as one blank.
_LONG = regex.compile(r"[ \t\n\r\f]{2,}|[\t\n\r\f]")

#: Where a block's text falls apart: at an empty line.
_EMPTY_LINE = regex.compile(r"\n(?:[^\S\n]*\n)+")

#: Characters without a shape; a block of nothing else is none.
_SHAPELESS = "".join(map(chr, (0xAD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF)))

#: The most characters that a cell of a table of data holds; the cells of tables that set out a page hold articles.
_LONGEST_CELL = 300

_BETWEEN = "\n\n"

#: What the text of a block ends with where a blank more is none.
_ENDS = frozenset({"", " ", "\n", "\t"})


@value(kw_only=True)
class PageBlock:
    """A block of a page, with what its element says."""

    #: heading, paragraph, list-item, quote, caption; boilerplate where the element itself says so.
    kind: str
    #: Code points of the page's text.
    start: int
    end: int
    #: How many of them stand in links.
    linked: int = 0
    #: The innermost block element around its first character.
    node: Element = attrs.field(eq=False, repr=False)


class Blocks(NamedTuple):
    """The text of a tree, its blocks, and where its runs stand in the source."""

    text: str
    blocks: tuple[PageBlock, ...]
    runs: tuple[SourceRun, ...]


class _Style(NamedTuple):
    """What the elements around a text make of it."""

    node: Element
    kind: str = "paragraph"
    #: White space stays.
    keep: bool = False
    linked: bool = False
    #: It stands in a table of data, whose rows are blocks.
    rows: bool = False


class _Frame(NamedTuple):
    """An element that has been entered, and is not yet left."""

    children: Iterator[Node]
    style: _Style
    #: It ends the block at its end.
    block: bool


def blocks_of(tree: Document, source: str) -> Blocks:
    """Return the visible text of a tree in blocks.

    Args:
        tree: of the whole page.
        source: what it was made of.
    """
    writer = _Writer()
    root = tree.root
    if root is not None:
        _walk(root, Finder(source), writer)
    return writer.finished()


def _walk(root: Element, finder: Finder, writer: _Writer) -> None:
    """Give the writer all text below an element, in document order, without recursion."""
    from turbohtml import Element, Text

    stack = [_Frame(iter(root.children), _Style(root), block=True)]
    while stack:
        frame = stack[-1]
        node = next(frame.children, None)
        if node is None:
            stack.pop()
            if frame.block:
                writer.close()
        elif isinstance(node, Text):
            data = node.data
            if not data.strip(WHITE) and writer.ends_white(frame.style):
                finder.skip(data)
            else:
                writer.add(data, finder.find(data), frame.style)
        elif isinstance(node, Element):
            tag = node.tag
            if is_hidden(node, tag):
                continue
            finder.enter(node)
            if tag == "br":
                writer.end_line(frame.style)
                continue
            style, block = _entered(node, tag, frame.style)
            if block:
                writer.close()
            elif style.rows:
                writer.cell(tag, style)
            stack.append(_Frame(iter(node.children), style, block))


def _entered(element: Element, tag: str, style: _Style) -> tuple[_Style, bool]:
    """Return what the text in an element is like, and whether the element is a block."""
    if tag == "a":
        return (style if style.linked or "href" not in element.attrs else style._replace(linked=True)), False
    if tag not in _BLOCK or (style.rows and tag != "tr"):
        return style, False
    rows = style.rows or (tag == "table" and _is_data(element))
    kind = style.kind if style.kind == "boilerplate" else _KINDS.get(tag, style.kind)
    return _Style(element, kind, style.keep or tag in _KEEPING, style.linked, rows), True


def _is_data(table: Element) -> bool:
    """Say whether a table holds data: two rows of two short cells and more, and no table or heading in it."""
    if table.attrs.get("role") in {"presentation", "none"} or table.find(["table", "h1", "h2", "h3", "form"]) is not None:
        return False
    rows = table.find_all("tr")
    wide = sum(1 for row in rows if len(row.find_all(["td", "th"], limit=2)) == 2)
    if wide < 2 or wide * 2 < len(rows):
        return False
    return all(len(cell.text) <= _LONGEST_CELL for cell in table.find_all(["td", "th"]))


class _Writer:
    """Takes text piece by piece, and keeps it as blocks."""

    __slots__ = ("_blocks", "_last", "_length", "_links", "_parts", "_places", "_runs", "_size", "_style", "_texts")

    def __init__(self) -> None:
        self._texts: list[str] = []
        self._length = 0
        self._blocks: list[PageBlock] = []
        self._runs: list[SourceRun] = []
        #: Of the block that is being written: its parts, their size and last character, places in the source and links.
        self._parts: list[str] = []
        self._size = 0
        self._last = ""
        self._places: list[Stretch] = []
        self._links: list[tuple[int, int]] = []
        self._style: _Style | None = None

    def add(self, data: str, stretches: list[Stretch], style: _Style) -> None:
        """Add the text of a node.

        Args:
            data: the text.
            stretches: where it stands in the source, in order, covering it.
            style: what the elements around it say.
        """
        before, begin, index = self._size, 0, 0
        white = () if style.keep else (found.span() for found in _LONG.finditer(data))
        for end, go_on in (*white, (len(data), len(data))):
            if begin < end and not style.keep and data[begin] == " " and self._last in _ENDS:
                begin += 1
            if begin < end:
                index = self._copy(data, begin, end, stretches, index)
            if end < go_on and self._last not in _ENDS:
                while stretches[index].end <= end:
                    index += 1
                self._put(" ", _part(stretches[index], end, go_on)._replace(exact=False))
            begin = go_on
        if self._size > before:
            self._style = self._style or style
            if style.linked:
                self._links.append((before, self._size))

    def _copy(self, data: str, begin: int, end: int, stretches: list[Stretch], index: int) -> int:
        """Copy a part of a node's text; return the index of the last stretch that it touches, given that of the first or one before."""
        while stretches[index].end <= begin:
            index += 1
        while True:
            upto = min(end, stretches[index].end)
            self._put(data[begin:upto], _part(stretches[index], begin, upto))
            begin = upto
            if begin == end:
                return index
            index += 1

    def _put(self, words: str, place: Stretch) -> None:
        size = self._size + len(words)
        last = self._places[-1] if self._places else None
        if last and last.exact and place.exact and last.source_end == place.source_start:
            self._places[-1] = last._replace(end=size, source_end=place.source_end)
        else:
            self._places.append(place._replace(start=self._size, end=size))
        self._parts.append(words)
        self._size, self._last = size, words[-1]

    def ends_white(self, style: _Style) -> bool:
        """Say whether white space after what has been written is none that shows."""
        return self._last in _ENDS and not style.keep

    def end_line(self, style: _Style) -> None:
        """Take a `br`; in a row it is a blank."""
        self._sign(" " if style.rows else "\n", style)

    def cell(self, tag: str, style: _Style) -> None:
        """Go on to the next cell of a row, or to a block in a cell."""
        self._sign("\t" if tag in {"td", "th"} else " ", style)

    def _sign(self, sign: str, style: _Style) -> None:
        """Put white space that stands for an element."""
        if self._last == "" or (sign == " " and self._last in _ENDS):
            return
        here = self._places[-1].source_end
        self._put(sign, Stretch(0, 1, here, here, exact=False))
        self._style = self._style or style

    def close(self) -> None:
        """End the block, if one has been begun."""
        if self._style is not None:
            text = "".join(self._parts)
            begin, index = 0, 0
            for end, go_on in (*(found.span() for found in _EMPTY_LINE.finditer(text)), (len(text), len(text))):
                index = self._block(text, begin, end, self._style, index)
                begin = go_on
        self._parts, self._places, self._links = [], [], []
        self._size, self._last, self._style = 0, "", None

    def _block(self, text: str, begin: int, end: int, style: _Style, index: int) -> int:
        """Add a part of what was written as a block, if anything of it can be seen; return the first place that reaches behind it."""
        words = text[begin:end]
        begin += len(words) - len(words.lstrip())
        words = words.strip()
        end = begin + len(words)
        if not words.strip(_SHAPELESS):
            return index
        if self._blocks:
            self._texts.append(_BETWEEN)
            self._length += len(_BETWEEN)
        shift = self._length - begin
        while index < len(self._places) and self._places[index].start < end:
            place = self._places[index]
            if place.end > begin:
                part = _part(place, max(begin, place.start), min(end, place.end))
                self._runs.append(
                    SourceRun(
                        start=part.start + shift,
                        end=part.end + shift,
                        source_start=part.source_start,
                        source_end=part.source_end,
                        exact=part.exact,
                    )
                )
            if place.end > end:
                break
            index += 1
        linked = sum(max(0, min(end, last) - max(begin, first)) for first, last in self._links)
        self._texts.append(words)
        self._length += len(words)
        start = self._length - len(words)
        self._blocks.append(PageBlock(kind=style.kind, start=start, end=self._length, linked=linked, node=style.node))
        return index

    def finished(self) -> Blocks:
        """Return all that was written."""
        self.close()
        return Blocks("".join(self._texts), tuple(self._blocks), tuple(self._runs))


def _part(stretch: Stretch, begin: int, end: int) -> Stretch:
    """Return a part of a stretch; all of its source if it is not exact."""
    if not stretch.exact:
        return stretch._replace(start=begin, end=end)
    shift = stretch.source_start - stretch.start
    return Stretch(begin, end, begin + shift, end + shift, exact=True)
