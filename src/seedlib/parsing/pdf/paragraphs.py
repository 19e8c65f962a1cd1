"""From lines in reading order to a text with blocks: paragraphs, headings, list items, captions.

Rules:

- A paragraph that goes on in the next column or on the next page is one block; what stands at the foot and the head between comes
  after it.
- Lines of a paragraph are joined by a blank, or by nothing where a word was divided; divided words are kept in an attribute.
- Each block has the page and the box where it begins, and those where it goes on.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import attrs
import regex

from seedlib.model import NO_ATTRIBUTES, Attributes
from seedlib.parsing.additions import Marked
from seedlib.parsing.keys import BOX, FURTHER_BOXES, JOINED, PAGE
from seedlib.parsing.layout import HEADING_WORDS, SENTENCE_END, Piece
from seedlib.parsing.pdf.characters import Line, is_leftward

__all__ = [
    "Paragraph",
    "Shape",
    "goes_on",
    "paragraphs_of",
    "shape_of",
    "text_of",
    "titles_among",
]

#: A line is as big as another if it is no more than this many times as high: superscripts and rounding.
_SAME_SIZE = 1.12

#: Letters this much higher than the text's are a heading's, or the title's on the first page; this much lower, a note's or a caption's.
_HEADING, _TITLE, _SMALL = 1.15, 1.3, 0.93

#: A heading has no more words.
_LONGEST = HEADING_WORDS + 6

#: A heading has so many letters, a title more, and no more lines than this.
_FEWEST, _LONGEST_TITLE = 3, 6

#: Lines further apart than this many times the usual distance have a blank between them.
_SPACED = 1.3

#: A first line is set in by more than this many times the height of its letters, and by less than that.
_INDENT, _DEEP = 0.6, 6.0

#: The signs of list items, and numbers: `• `, `1. `, `(a) `. PDFs have bullets of symbol fonts too, in the private use area.
_ITEM = regex.compile(r"(?:[-*•◦▪●■‣·–➢➥✓\uf000-\uf0ff]|\d{1,2}[.)]|\(?[a-z]\)|\(\d{1,2}\))\s+\S")

#: How a caption begins: `Figure 3: `, `Tabelle 2. `, `Abb. 1 `.
_CAPTION = regex.compile(r"\p{Lu}\p{L}{1,10}\.?\s\d{1,3}(?:\.\d{1,2})?[.:]?\s")

#: How a line of a table of contents ends: `. . . . . 12`. Sought from the end, so that a long line takes linear time.
_LEADER = regex.compile(r"(?:\.\s?){4}\s?\w{1,5}\Z", regex.REVERSE)

_HYPHENS = "-\u00ad\u2010"
_LAST_WORD = regex.compile(r"[\p{L}\p{M}'’-]+\Z", regex.REVERSE)
_FIRST_WORD = regex.compile(r"[\p{L}\p{M}'’-]+")


@attrs.define(kw_only=True)
class Paragraph:
    """Lines that belong together. Grows while a document is read; none leaves this package."""

    lines: list[Line]
    kind: str = "paragraph"
    #: Which of its lines begin where the line before was ended early: an address, a form.
    broken: set[int] = attrs.field(factory=set)
    #: What stood between its parts on the pages: heads, feet, notes.
    between: list[Paragraph] = attrs.field(factory=list)

    @property
    def letters(self) -> int:
        """How many letters it has."""
        return sum(sign.isalpha() for line in self.lines for sign in line.text)


@attrs.frozen(kw_only=True)
class Shape:
    """What is usual in a document: the height of its letters, and the words that it has."""

    size: float
    words: Counter[str]


def shape_of(lines: Iterable[Line]) -> Shape:
    """Return what is usual among lines."""
    sizes: Counter[float] = Counter()
    words: Counter[str] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
        words.update(found.group().casefold() for found in _FIRST_WORD.finditer(line.text))
    return Shape(size=sizes.most_common(1)[0][0] if sizes else 0.0, words=words)


def paragraphs_of(flow: Sequence[Line], shape: Shape) -> list[Paragraph]:
    """Return the paragraphs of lines that stand under each other."""
    if not flow:
        return []
    column = _Column(flow)
    found = [Paragraph(lines=[flow[0]])]
    for index in range(1, len(flow)):
        follower = flow[index + 1] if index + 1 < len(flow) else None
        if column.parts(found[-1].lines, flow[index], follower):
            found.append(Paragraph(lines=[flow[index]]))
        else:
            if column.ended(found[-1].lines[-1], flow[index]):
                found[-1].broken.add(len(found[-1].lines))
            found[-1].lines.append(flow[index])
    for paragraph in found:
        paragraph.kind = _kind(paragraph, shape)
    return found


class _Column:
    """Measures of lines that stand under each other; everything is measured from where lines begin, on whichever side that is."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.leftward = sum(is_leftward(line.text) for line in lines) * 2 > len(lines)
        begins: Counter[int] = Counter()
        for line in lines:
            begins[round(self.begin(line))] += len(line.text)
        self.margin = begins.most_common(1)[0][0]
        ends: defaultdict[float, list[float]] = defaultdict(list)
        for line in lines:
            ends[line.size].append(self.end(line))
        self.edges = {size: sorted(held)[(19 * len(held)) // 20] for size, held in ends.items()}  # the odd line may stick out
        steps = sorted(one.bottom - other.bottom for one, other in pairwise(lines) if other.bottom < one.bottom and _same_size(one, other))
        self.pitch = steps[(len(steps) - 1) // 2] if steps else 0.0

    def begin(self, line: Line) -> float:
        return -line.right if self.leftward else line.left

    def end(self, line: Line) -> float:
        return -line.left if self.leftward else line.right

    def parts(self, before: list[Line], line: Line, follower: Line | None) -> bool:
        """Say whether a new paragraph begins with a line."""
        last = before[-1]
        if not _same_size(last, line) or (last.bold != line.bold and (last.bold or line.bold) and len(before) <= 2):
            return True
        step = last.bottom - line.bottom
        if step < -0.5 * line.size:
            return True  # drawn above: whatever it is, it is something else
        if self.pitch and step > _SPACED * max(self.pitch, 0.9 * line.size):
            return True
        if _ITEM.match(line.text) and (_ITEM.match(before[0].text) or self.ended(last, line)):
            return True
        if last.hyphen:
            return False
        return self._indented(before, line, follower) or (self.ended(last, line) and SENTENCE_END.search(last.text) is not None)

    def ended(self, last: Line, line: Line) -> bool:
        """Say whether a line was ended before the column's edge, though the next word would have had room; a row of cells is."""
        if last.cells or line.cells or _LEADER.search(last.text):
            return True
        blank, edge = 0.3 * line.size, self.edges[last.size]
        return self.end(last) + blank + min(line.first_word, 0.5 * (edge - self.margin)) < edge - 0.5 * line.size

    def _indented(self, before: list[Line], line: Line, follower: Line | None) -> bool:
        """Say whether a line is the first of a paragraph, set in; an item's lines are all set in but the first."""
        last = before[-1]
        indent = self.begin(line) - self.begin(last)
        if not _INDENT * line.size < indent < _DEEP * line.size:
            return False
        if len(before) == 1 and _ITEM.match(last.text):
            return False
        back = follower is None or self.begin(follower) < self.begin(line) - 0.5 * _INDENT * line.size
        return back or SENTENCE_END.search(last.text) is not None


def _same_size(one: Line, other: Line) -> bool:
    low, high = sorted((one.size, other.size))
    return high <= _SAME_SIZE * low


def _kind(paragraph: Paragraph, shape: Shape) -> str:
    first = paragraph.lines[0]
    words = sum(len(line.text.split()) for line in paragraph.lines)
    ends = SENTENCE_END.search(paragraph.lines[-1].text) is not None
    if _ITEM.match(first.text) and not (first.size > _HEADING * shape.size):
        return "list-item"
    if first.size < _SMALL * shape.size and _CAPTION.match(first.text):
        return "caption"
    big, bold = first.size >= _HEADING * shape.size, all(line.bold for line in paragraph.lines)
    if (big or (bold and first.size > _SMALL * shape.size)) and words <= _LONGEST and (not ends or first.size >= _TITLE * shape.size):
        return "heading" if paragraph.letters >= _FEWEST else "paragraph"
    return "paragraph"


def titles_among(paragraphs: Sequence[Paragraph], shape: Shape) -> list[Paragraph]:
    """Return the paragraphs of a first page that may be its title: words much bigger than the text, the biggest first."""
    short = [p for p in paragraphs if p.kind in {"heading", "paragraph"} and len(p.lines) <= _LONGEST_TITLE and p.letters > _FEWEST]
    return sorted((p for p in short if p.lines[0].size >= _TITLE * shape.size), key=lambda p: -p.lines[0].size)


def goes_on(one: Paragraph, other: Paragraph) -> bool:
    """Say whether a paragraph at the end of a column or page goes on with another at the beginning of the next."""
    last, first = one.lines[-1], other.lines[0]
    if one.kind not in {"paragraph", "list-item"} or other.kind != "paragraph" or not _same_size(last, first):
        return False
    if last.hyphen:
        return True
    if SENTENCE_END.search(last.text) or last.text.endswith((":", ";")) or last.bold != first.bold:
        return False
    small = first.text[0].islower() or last.text.endswith(",")
    return small or (len(one.lines) > 1 and last.right - last.left > 0.8 * max(line.right - line.left for line in one.lines[:-1]))


def text_of(paragraphs: Iterable[Paragraph], shape: Shape) -> tuple[str, list[Piece], list[Marked]]:
    """Return the text of paragraphs, its pieces, and the attributes of each piece."""
    parts: list[str] = []
    pieces: list[Piece] = []
    marks: list[Marked] = []
    at = 0
    for paragraph in _with_between(paragraphs):
        words, joined = _words(paragraph, shape)
        if not words.strip():
            continue
        pieces.append(Piece(paragraph.kind, at, at + len(words)))
        marks.append(Marked(at, at + len(words), _attributes(paragraph.lines, joined)))
        parts.append(words)
        at += len(words) + 2
    return "\n\n".join(parts), pieces, marks


def _with_between(paragraphs: Iterable[Paragraph]) -> Iterator[Paragraph]:
    for paragraph in paragraphs:
        yield paragraph
        yield from _with_between(paragraph.between)


def _words(paragraph: Paragraph, shape: Shape) -> tuple[str, tuple[str, ...]]:
    """Return the words of a paragraph's lines as one string, and those that were divided."""
    lines = paragraph.lines
    parts, joined = [lines[0].text], []
    for number, (last, line) in enumerate(pairwise(lines), 1):
        before = parts[-1]
        if last.hyphen or (before[-1:] in _HYPHENS and before[-2:-1].isalpha()):
            parts[-1] = before if last.hyphen else before[:-1]
            word = _undivided(parts[-1], line.text, shape)
            joined += [word] if word else []
            parts += ["" if word else "-", line.text]
        elif number in paragraph.broken:
            parts += ["\n", line.text]
        elif "\u2e80" <= before[-1:] < "\uac00" and "\u2e80" <= line.text[:1] < "\uac00":
            parts.append(line.text)  # Chinese and Japanese have no blanks
        else:
            parts += [" ", line.text]
    return "".join(parts) + ("-" if lines[-1].hyphen else ""), tuple(joined)


def _undivided(stem: str, rest: str, shape: Shape) -> str | None:
    """Return the word that a hyphen at a line end divides; None if the hyphen is the word's own: `two-` `thirds`, `anti-` `NATO`."""
    before, after = _LAST_WORD.search(stem), _FIRST_WORD.match(rest)
    if before is None or after is None or not after.group()[0].islower():
        return None
    word, compound = before.group() + after.group(), f"{before.group()}-{after.group()}"
    if shape.words[compound.casefold()] > shape.words[word.casefold()]:
        return None
    return word


def _attributes(lines: Sequence[Line], joined: tuple[str, ...]) -> Attributes:
    boxes: list[tuple[int, list[float]]] = []
    for line in lines:
        left, bottom, right, top = line.box
        held = boxes[-1] if boxes else None
        if held and held[0] == line.page and left < held[1][2] and right > held[1][0] and top < held[1][3] + line.size:
            held[1][:] = min(held[1][0], left), min(held[1][1], bottom), max(held[1][2], right), max(held[1][3], top)
        else:
            boxes.append((line.page, [left, bottom, right, top]))
    rounded = [(page, tuple(round(side, 1) for side in box)) for page, box in boxes]
    found = NO_ATTRIBUTES.having(PAGE, rounded[0][0]).having(BOX, rounded[0][1])
    if len(rounded) > 1:
        found = found.having(FURTHER_BOXES, tuple((page, *box) for page, box in rounded[1:]))
    return found.having(JOINED, joined) if joined else found
