"""Writing blocks: from the text nodes of a tree, in order, to a text in blocks whose runs are placed in the source.

Rules:

- White space is collapsed as a browser does it; where it is kept, it is kept. No-break spaces stay, but at the ends of a block.
- Two line ends with nothing between them end a block: two `br`, or an empty line of `pre`.
- Every character of a block is in one run. A run is exact only where it is the very characters of the source.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import attrs
import regex

from seedlib.model import SourceRun, value
from seedlib.parsing.html.tree import WHITE, Stretch

if TYPE_CHECKING:
    from turbohtml import Element

__all__ = ["Blocks", "PageBlock", "Style", "Writer"]

#: White space that a browser shows as one blank.
_LONG = regex.compile(r"[ \t\n\r\f]{2,}|[\t\n\r\f]")

#: What the text of a block ends with where a blank more is none.
_ENDS = frozenset({"", " ", "\n", "\t"})

#: Where a block's text falls apart: at an empty line.
_EMPTY_LINE = regex.compile(r"\n(?:[^\S\n]*\n)+")

#: Characters without a shape; a block of nothing else is none.
_SHAPELESS = "".join(map(chr, (0xAD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF)))

_BETWEEN = "\n\n"


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


class Style(NamedTuple):
    """What the elements around a text make of it."""

    #: The innermost block element.
    node: Element
    kind: str = "paragraph"
    #: White space stays.
    keep: bool = False
    linked: bool = False
    #: It stands in a table of data, whose rows are blocks.
    rows: bool = False


class Writer:
    """Takes text node by node, and keeps it as blocks."""

    __slots__ = ("_blocks", "_last", "_length", "_links", "_parts", "_places", "_runs", "_size", "_style", "_texts")

    def __init__(self) -> None:
        self._texts: list[str] = []
        self._length = 0
        self._blocks: list[PageBlock] = []
        self._runs: list[SourceRun] = []
        self._begin()

    def _begin(self) -> None:
        """Begin a block: its parts, their size and last character, their places in the source, its links."""
        self._parts: list[str] = []
        self._size = 0
        self._last = ""
        self._places: list[Stretch] = []
        self._links: list[tuple[int, int]] = []
        self._style: Style | None = None

    def add(self, data: str, stretches: list[Stretch], style: Style) -> None:
        """Add the text of a node.

        Args:
            data: the text.
            stretches: where it stands in the source, in order, covering it.
            style: what the elements around it say.
        """
        before = self._size
        if style.keep:
            self._copy(data, 0, len(data), stretches, 0)
        elif "\n" in data or "  " in data or "\t" in data or "\r" in data or "\f" in data:
            self._collapse(data, stretches)
        else:
            self._copy(data, data[0] == " " and self._last in _ENDS, len(data), stretches, 0)
        if self._size > before:
            self._style = self._style or style
            if style.linked:
                self._links.append((before, self._size))

    def _collapse(self, data: str, stretches: list[Stretch]) -> None:
        """Copy a node's text with its long white space as blanks."""
        begin, index, length = 0, 0, len(data)
        for end, go_on in (*(found.span() for found in _LONG.finditer(data)), (length, length)):
            if begin < end and data[begin] == " " and self._last in _ENDS:
                begin += 1
            if begin < end:
                index = self._copy(data, begin, end, stretches, index)
            if end < go_on and self._last not in _ENDS:
                while stretches[index].end <= end:
                    index += 1
                first, last = _source(stretches[index], end, go_on)
                self._put(" ", first, last, exact=False)
            begin = go_on

    def _copy(self, data: str, begin: int, end: int, stretches: list[Stretch], index: int) -> int:
        """Copy a part of a node's text; return the index of the last stretch that it touches, given that of the first or one before."""
        while begin < end:
            stretch = stretches[index]
            if begin < stretch.end:
                upto = min(end, stretch.end)
                self._put(data[begin:upto], *_source(stretch, begin, upto), exact=stretch.exact)
                begin = upto
            if begin < end:
                index += 1
        return index

    def _put(self, words: str, source_start: int, source_end: int, *, exact: bool) -> None:
        start, places = self._size, self._places
        if exact and places and places[-1].exact and places[-1].source_end == source_start:
            start, _, source_start, _, _ = places.pop()
        self._size += len(words)
        places.append(Stretch(start, self._size, source_start, source_end, exact))
        self._parts.append(words)
        self._last = words[-1]

    def shows(self, data: str, style: Style) -> bool:
        """Say whether a text shows where writing has come to; white space at the beginning of a line does not."""
        return style.keep or self._last not in _ENDS or bool(data.strip(WHITE))

    def end_line(self, style: Style) -> None:
        """Take a `br`; in a row it is a blank."""
        self._sign(" " if style.rows else "\n", style)

    def cell(self, tag: str, style: Style) -> None:
        """Go on to the next cell of a row, or to a block in a cell."""
        self._sign("\t" if tag in {"td", "th"} else " ", style)

    def _sign(self, sign: str, style: Style) -> None:
        """Put white space that stands for an element."""
        if self._last == "" or (sign == " " and self._last in _ENDS):
            return
        if self._last == " " and not style.keep:
            self._take_blank()
        here = self._places[-1].source_end if self._places else 0
        self._put(sign, here, here, exact=False)
        self._style = self._style or style

    def _take_blank(self) -> None:
        """Take back the blank at the end of a line."""
        self._parts[-1] = self._parts[-1][:-1]
        self._size -= 1
        place = self._places.pop()
        if place.start < self._size:
            self._places.append(place._replace(end=self._size, source_end=place.source_end - place.exact))

    def close(self) -> None:
        """End the block, if one has been begun."""
        if self._style is not None:
            text = "".join(self._parts)
            empty = _EMPTY_LINE.finditer(text) if "\n" in text else ()
            begin = place = link = 0
            for end, go_on in (*(found.span() for found in empty), (len(text), len(text))):
                first, last = begin, end
                while first < last and text[first].isspace():
                    first += 1
                while first < last and text[last - 1].isspace():
                    last -= 1
                if text[first:last].strip(_SHAPELESS):
                    place, link = self._block(text[first:last], first, self._style, place, link)
                begin = go_on
        if self._size:
            self._begin()

    def _block(self, words: str, begin: int, style: Style, place: int, link: int) -> tuple[int, int]:
        """Add a part of what was written as a block.

        Args:
            words: the part.
            begin: where it stands in what was written.
            style: of its first character.
            place: the index of the first place that may reach into it.
            link: the same of links.

        Returns:
            The indices for the next part.
        """
        if self._blocks:
            self._texts.append(_BETWEEN)
            self._length += len(_BETWEEN)
        start, end, shift, linked = self._length, begin + len(words), self._length - begin, 0
        while place < len(self._places) and self._places[place].start < end:
            stretch = self._places[place]
            if stretch.end > begin:
                self._runs.append(_run(stretch, max(begin, stretch.start), min(end, stretch.end), shift))
            if stretch.end > end:
                break
            place += 1
        while link < len(self._links) and self._links[link][0] < end:
            linked += max(0, min(end, self._links[link][1]) - max(begin, self._links[link][0]))
            if self._links[link][1] > end:
                break
            link += 1
        self._texts.append(words)
        self._length += len(words)
        self._blocks.append(PageBlock(kind=style.kind, start=start, end=self._length, linked=linked, node=style.node))
        return place, link

    def finished(self) -> Blocks:
        """Return all that was written."""
        self.close()
        return Blocks("".join(self._texts), tuple(self._blocks), tuple(self._runs))


def _source(stretch: Stretch, begin: int, end: int) -> tuple[int, int]:
    """Return where a part of a stretch stands in the source; all of the stretch's place if it is not exact."""
    if not stretch.exact:
        return stretch.source_start, stretch.source_end
    shift = stretch.source_start - stretch.start
    return begin + shift, end + shift


def _run(stretch: Stretch, begin: int, end: int, shift: int) -> SourceRun:
    first, last = _source(stretch, begin, end)
    return SourceRun(start=begin + shift, end=end + shift, source_start=first, source_end=last, exact=stretch.exact)
