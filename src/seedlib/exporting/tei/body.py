"""A text as nested markup: its blocks, and in them what is marked.

Rules:

- The text of the body, all its elements taken away, is the document's text; nothing is added, no blank either.
- What is marked nests: the first and longest is the outer one. What overlaps it, crosses a block's border, or cannot stand there (a
  claim in a name) has an `anchor` at either end, and a `span` from one to the other beside the text.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator

from seedlib.exporting.markup import attributes, element, text_of
from seedlib.exporting.tei.marks import Mark
from seedlib.model import Document, Span

__all__ = ["Body"]

#: The elements of blocks, by their kinds; all others are `ab`, with the kind as its type.
_BLOCKS = {"title": "head", "heading": "head", "paragraph": "p", "list-item": "item", "quote": "quote"}

#: What is no text in XML, where elements alone may stand; U+2028 is.
_BLANKS = " \t\n\r"

#: Names hold phrases alone (TEI's macro.phraseSeq), which `said` is none of: `the minister who said no`.
_NAMES = frozenset({"persName", "orgName", "placeName", "rs"})


def _holds(outer: Mark, mark: Mark) -> bool:
    return outer.span.covers(mark.span) and not (outer.element in _NAMES and mark.element == "said")


def _stretches(document: Document) -> Iterator[tuple[Span, str | None]]:
    """Yield the text in stretches, its blocks and what stands between them: blanks have no kind, anything else is `unknown`."""
    place = 0
    for block in document.blocks:
        if place < block.span.start:
            yield _between(document, Span(place, block.span.start))
        yield block.span, block.kind
        place = block.span.end
    if place < len(document.text):
        yield _between(document, Span(place, len(document.text)))


def _between(document: Document, span: Span) -> tuple[Span, str | None]:
    return span, "unknown" if document[span].strip(_BLANKS) else None


class Body:
    """A document's body, and what is marked beside it."""

    def __init__(self, document: Document, marks: Iterable[Mark], prefix: str) -> None:
        #: The `span`s of what is marked by anchors.
        self.beside: list[str] = []
        self._text = document.text
        self._prefix = prefix
        self._stretches = list(_stretches(document))
        #: Tags by the offset that they stand at: closing tags and ends come before what begins there.
        self._closing: dict[int, list[str]] = defaultdict(list)
        self._opening: dict[int, list[str]] = defaultdict(list)
        self._place(marks)
        self._offsets = sorted({*self._opening, *self._closing})

    def _place(self, marks: Iterable[Mark]) -> None:
        borders = iter(self._stretches)
        block, kind = next(borders, (None, None))
        open_marks: list[Mark] = []
        loose: list[Mark] = []
        for mark in sorted(marks, key=lambda mark: (mark.span.start, -mark.span.end, mark.rank)):
            while block is not None and block.end <= mark.span.start:
                block, kind = next(borders, (None, None))
            while open_marks and open_marks[-1].span.end <= mark.span.start:
                open_marks.pop()
            outer = open_marks[-1] if open_marks else None
            if block is None or kind is None or not block.covers(mark.span) or (outer and not _holds(outer, mark)):
                loose.append(mark)
            else:
                open_marks.append(mark)
                self._opening[mark.span.start].append(f"<{mark.element}{attributes(mark.attributes)}>")
                self._closing[mark.span.end].insert(0, f"</{mark.element}>")
        for number, mark in enumerate(loose, 1):
            self._anchor(number, mark)

    def _anchor(self, number: int, mark: Mark) -> None:
        first, last = f"{self._prefix}n{number}", f"{self._prefix}n{number}.end"
        self._opening[mark.span.start].insert(0, element("anchor", **{"xml:id": first}))
        self._closing[mark.span.end].append(element("anchor", **{"xml:id": last}))
        held = mark.attributes
        said = {
            "xml:id": held.get("xml:id"),
            "type": held.get("type") if mark.element == "seg" else mark.element,
            "from": f"#{first}",
            "to": f"#{last}",
            "corresp": held.get("who") or held.get("corresp") or held.get("ref"),
            **{name: held.get(name) for name in ("ana", "cert", "next", "prev")},
        }
        self.beside.append(element("span", self._text[mark.span.start : mark.span.end], **said))

    def markup(self) -> Iterator[str]:
        """Yield the body, piece by piece."""
        yield "<body><div>"
        in_list = begun = False
        for span, kind in self._stretches:
            name = _BLOCKS.get(kind, "ab") if kind is not None else None
            if in_list and name not in {None, "item"}:
                yield "</list>"
                in_list = False
            if name == "head" and begun:
                yield "</div><div>"
            if name == "item" and not in_list:
                yield "<list>"
                in_list = True
            begun = begun or name is not None
            yield from self._stretch(span, name, kind if name == "ab" else None)
        yield "</list></div></body>" if in_list else ("" if begun else "<ab/>") + "</div></body>"

    def _stretch(self, span: Span, name: str | None, type_: str | None) -> Iterator[str]:
        if name:
            yield f"<{name}{attributes({'type': type_})}>"
        place = span.start
        for offset in self._offsets[bisect_left(self._offsets, span.start) : bisect_right(self._offsets, span.end)]:
            yield text_of(self._text[place:offset])
            if offset > span.start:
                yield from self._closing[offset]
            if offset < span.end:
                yield from self._opening[offset]
            place = offset
        yield text_of(self._text[place : span.end])
        if name:
            yield f"</{name}>"
