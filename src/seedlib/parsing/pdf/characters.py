"""From a PDF page to lines: words, where they stand, how big they are.

Rules:

- PDFium must not run in two threads: `LOCK` is held by whoever calls it.
- A line is cut where there is a gap as wide as a column's; `order` joins what belongs together.
- Coordinates are points of the page; for text that runs upwards or downwards they are turned so that it runs to the right.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from threading import Lock
from typing import Any, NamedTuple

import attrs
import regex

__all__ = ["LOCK", "Line", "Page", "is_leftward", "page_of"]

#: PDFium has global state and no locks of its own (pypdfium2's manual, "Thread incompatibility").
LOCK = Lock()

#: A gap between two words this many times as wide as the letters are high parts two columns, or two cells.
_GAP = 1.0

#: What PDFium has in place of a hyphen at the end of a line, and of the end itself.
_HYPHEN = "\x02\ufffe"
_ENDS = regex.compile(r"[\r\n]+|[\x02\ufffe](?:\r\n)?")
_WORD = regex.compile(r"[^\s\x02\ufffe]+")

#: From this number on, a turn is that of text in a mirror.
_MIRRORED = 4

#: The bit of a font's descriptor that says it is bold (ISO 32000-1, table 123: ForceBold), and words in the names of bold fonts.
_FORCE_BOLD = 1 << 18
_BOLD_NAME = regex.compile(r"bold|black|heavy|demi", regex.IGNORECASE)

#: From this weight on a font is bold: 400 is regular, 700 bold (OpenType, usWeightClass).
_BOLD = 600

#: A letter of Hebrew, Arabic and their neighbours, or one of their presentation forms.
_LEFTWARD = regex.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


def is_leftward(text: str) -> bool:
    """Say whether a text begins with a letter of a script that runs to the left."""
    return _LEFTWARD.search(text, 0, 12) is not None


class Line(NamedTuple):
    """Words side by side, without a wide gap between them. Offsets in points, upwards and to the right."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    #: The height of its letters with what they may have above and below: about 1.1 times the size of the font.
    size: float
    bold: bool
    #: Whether it ends in a hyphen that is not in `text`.
    hyphen: bool
    #: The page, counted from 1.
    page: int
    #: By how many quarters it is turned clockwise to run to the right, and 4 more if it is in a mirror.
    turn: int = 0
    #: The width of its first word.
    first_word: float = 0.0
    #: Whether it is a row of cells, with wide gaps between them.
    cells: bool = False

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Where it stands on the page as it is, not turned: left, bottom, right, top."""
        return _on_page((self.left, self.bottom, self.right, self.top), self.turn)


@attrs.frozen(kw_only=True)
class Page:
    """A page's lines in the order in which the file draws them."""

    number: int
    #: Left, bottom, right, top of what of the page is seen.
    bounds: tuple[float, float, float, float]
    lines: tuple[Line, ...]
    #: How many characters PDFium found, and how many of the lines begin with one of which the file does not say which letter it is.
    characters: int
    unmapped: int


def page_of(page: Any, number: int) -> Page:
    """Return the lines of a page of pypdfium2's; `LOCK` must be held.

    Args:
        page: a `pypdfium2.PdfPage`.
        number: counted from 1.
    """
    textpage = page.get_textpage()
    try:
        reader = _Reader(textpage.raw, number)
        lines = tuple(reader.lines(textpage.get_text_range(errors="replace") if reader.count else ""))
        return Page(number=number, bounds=_bounds(page), lines=lines, characters=reader.count, unmapped=reader.unmapped)
    finally:
        textpage.close()


def _bounds(page: Any) -> tuple[float, float, float, float]:
    left, bottom, right, top = page.get_cropbox()
    return (min(left, right), min(bottom, top), max(left, right), max(bottom, top))


def _upright(box: tuple[float, float, float, float], turn: int) -> tuple[float, float, float, float]:
    """Return a box of the page as it stands when the text in it is turned upright about the page's corner."""
    left, bottom, right, top = box
    for _ in range(turn % 4):
        left, bottom, right, top = bottom, -right, top, -left
    return (left, -top, right, -bottom) if turn >= _MIRRORED else (left, bottom, right, top)


def _on_page(box: tuple[float, float, float, float], turn: int) -> tuple[float, float, float, float]:
    """Return a box turned back to where it stands on the page."""
    left, bottom, right, top = box
    if turn >= _MIRRORED:
        bottom, top = -top, -bottom
    return _upright((left, bottom, right, top), -turn % 4)


class _Reader:
    """Reads the characters of one page.

    Args:
        raw: PDFium's handle of the page's text.
        number: the page's, counted from 1.
    """

    def __init__(self, raw: Any, number: int) -> None:
        import pypdfium2.raw as pdfium

        self.pdfium, self.raw, self.number = pdfium, raw, number
        self.count = pdfium.FPDFText_CountChars(raw)
        self.rectangle, self.matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
        self.unmapped = 0
        self.shifted = False
        self.units: list[int] | None = None

    def lines(self, text: str) -> Iterator[Line]:
        """Yield the lines of the page's text, cut at wide gaps."""
        # PDFium counts in units of UTF-16 and leaves out characters that it cannot name: its numbers are not ours then
        self.units = _units(text)
        self.shifted = self.units is not None or len(text) != self.count
        start = 0
        for end in [*_ENDS.finditer(text), None]:
            stop = end.start() if end else len(text)
            hyphen = end is not None and end.group()[0] in _HYPHEN
            yield from self._cut(text, start, stop, hyphen)
            start = end.end() if end else stop

    def _cut(self, text: str, start: int, stop: int, hyphen: bool) -> Iterator[Line]:
        words = [(found.start(), found.end()) for found in _WORD.finditer(text, start, stop)]
        if not words:
            return
        turn = self._turn(self._index(words[0][0]))
        leftward = is_leftward(text[words[0][0] : words[0][1]])
        boxes = [self._word_box(self._index(first), self._index(last - 1), turn) for first, last in words]
        begin = 0
        for number in range(1, len(words) + 1):
            if number < len(words):
                one, other = (boxes[number], boxes[number - 1]) if leftward else (boxes[number - 1], boxes[number])
                gap = other[0] - one[2]
                height = boxes[number - 1][3] - boxes[number - 1][1]
                if -height < gap <= _GAP * height:
                    continue
            last = number == len(words)
            yield self._line(text, words[begin:number], boxes[begin:number], turn, hyphen and last)
            begin = number

    def _line(self, text: str, words: list[Any], boxes: list[Any], turn: int, hyphen: bool) -> Line:
        at = self._index(words[0][0])
        self.unmapped += self.pdfium.FPDFText_HasUnicodeMapError(self.raw, at) == 1
        heights = sorted(box[3] - box[1] for box in boxes)
        return Line(
            text=" ".join(text[first:last] for first, last in words),
            left=min(box[0] for box in boxes),
            bottom=min(box[1] for box in boxes),
            right=max(box[2] for box in boxes),
            top=max(box[3] for box in boxes),
            size=round(heights[len(heights) // 2], 1),
            bold=self._bold(at) and self._bold(self._index(words[-1][1] - 1)),
            hyphen=hyphen,
            page=self.number,
            turn=turn,
            first_word=boxes[0][2] - boxes[0][0],
        )

    def _index(self, offset: int) -> int:
        """Return PDFium's number of a character of the text."""
        if not self.shifted:
            return offset
        at = self.units[offset] if self.units else offset
        return max(0, int(self.pdfium.FPDFText_GetCharIndexFromTextIndex(self.raw, at)))

    def _word_box(self, first: int, last: int, turn: int) -> tuple[float, float, float, float]:
        one = self._box(first, turn)
        if first == last:
            return one
        other = self._box(last, turn)
        return min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3])

    def _box(self, index: int, turn: int) -> tuple[float, float, float, float]:
        box = self.rectangle
        self.pdfium.FPDFText_GetLooseCharBox(self.raw, index, box)
        if not math.isfinite(box.left + box.bottom + box.right + box.top):
            return 0.0, 0.0, 0.0, 0.0
        return _upright((box.left, box.bottom, box.right, box.top), turn)

    def _turn(self, index: int) -> int:
        """Return by how many quarters a character has to be turned clockwise to stand upright, and 4 more if it is in a mirror."""
        held = self.matrix
        if not self.pdfium.FPDFText_GetMatrix(self.raw, index, held):
            return 0
        angle, mirrored = math.atan2(held.b, held.a), held.a * held.d < held.b * held.c
        quarters = round(angle / (math.pi / 2)) % 4 if math.isfinite(angle) else 0
        return quarters + (_MIRRORED if mirrored else 0)

    def _bold(self, index: int) -> bool:
        if self.pdfium.FPDFText_GetFontWeight(self.raw, index) >= _BOLD:
            return True
        flags = ctypes.c_int(0)
        name = ctypes.create_string_buffer(128)
        self.pdfium.FPDFText_GetFontInfo(self.raw, index, name, 128, flags)
        return bool(flags.value & _FORCE_BOLD) or _BOLD_NAME.search(name.value.decode("utf-8", "replace")) is not None


def _units(text: str) -> list[int] | None:
    """Return for each code point of a text its number in UTF-16; None where they are the same."""
    if not text or max(text) <= "\uffff":
        return None
    numbers, at = [], 0
    for sign in text:
        numbers.append(at)
        at += 2 if sign > "\uffff" else 1
    return numbers
