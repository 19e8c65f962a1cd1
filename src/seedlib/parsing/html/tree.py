"""Trees: a page as the HTML standard builds it, and where each stretch of its text stands in the source.

The tree is turbohtml's. It was chosen over justhtml, which gives the offset of a text node itself: on 60 pages of 145 kB it took
2.5 ms a page against 45 ms, trafilatura alone 37 ms; a million tags, 300,000 levels or a ten-megabyte attribute took less
than half a second; and justhtml has no end for the stretches of a text node either, so source and text must be walked together anyway.

Rules:

- The tokens of the source, whose positions are known, are walked beside the tree, whose text nodes have none.
- A stretch is `exact` only where source and text are the same characters, compared one by one; a reference, a translated line end
  and what could not be found are not.
- Nothing here recurses: a page may be nested as deep as it likes.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

import regex

from seedlib.errors import ParseError

if TYPE_CHECKING:
    from turbohtml import Document, Element

__all__ = ["WHITE", "Finder", "Stretch", "is_hidden", "prepared", "tree_of"]

#: A line end as the tokenizer counts lines (HTML, 13.2.3.5: CR LF and CR are read as LF).
_LINE_END = regex.compile(r"\r\n?|\n")

#: White space of HTML; a no-break space is none.
WHITE = " \t\n\r\f"

#: How many text tokens further on a text node is sought where tree and source part: foster-parented text, skipped elements.
_NEAR = 48

#: Elements whose content is no text of the page: data, scripts, the content of controls, and what is shown only where something
#: fails. A `noscript` says most often that scripts are wanted, or holds a picture. `rp` is no such element: a plain text cannot set
#: a reading above a word, and that is what its brackets are for, `雨(あめ)`.
_UNSEEN = frozenset(
    {
        "applet", "audio", "canvas", "datalist", "embed", "head", "iframe", "map", "noembed", "noframes", "noscript", "object",
        "script", "select", "style", "svg", "template", "textarea", "title", "video",
    }
)  # fmt: skip

#: Inline styles that hide: `display: none`.
_HIDING = regex.compile(r"(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*hidden)\b", regex.IGNORECASE)

#: Elements that XHTML may close where they begin, which HTML takes for open to the end of the page: `<title/>` in books.
_EMPTIED = regex.compile(r"<(?P<name>title|script|style|iframe|textarea|noscript|object|select|video|audio|canvas)(?=(?:\s[^<>]*)?/>)")

#: An XML declaration.
_XML = regex.compile(r"\ufeff?\s*<\?xml\b")

#: How much of the source is read anew where the tokenizer went astray: so many times its length.
_ANEW = 8

#: To the tokenizer, which believes that scripts run, the content of a `noscript` is text. The tree is made for those that run none.
_NOSCRIPT = tuple((f"{sign}{word}", f"{sign}x{word[1:]}") for sign in ("<", "</") for word in ("noscript", "NOSCRIPT"))

#: How the ids begin under which React sends parts of a page hidden, to be put in their places by a script: `<div hidden id="S:1">`.
_STREAMED = "S:"


class Stretch(NamedTuple):
    """A stretch of a text node, and where it stands in the source; all in code points."""

    start: int
    end: int
    source_start: int
    source_end: int
    exact: bool


def prepared(source: str) -> str:
    """Return a source of the same length in which empty elements of XHTML do not swallow what follows them.

    >>> prepared("<?xml version='1.0'?><html><head><title/></head>")
    "<?xml version='1.0'?><html><head><wbr  /></head>"
    """
    if not _XML.match(source):
        return source
    return _EMPTIED.sub(lambda found: "<wbr".ljust(len(found.group())), source)


def tree_of(source: str) -> Document:
    """Return the tree of a page, of a source that is `prepared`.

    Raises:
        ParseError: the library for it is absent.
    """
    try:
        import turbohtml
    except ImportError as error:
        message = "found an HTML page, and the library that reads it is not installed"
        raise ParseError(message, advice='pip install "seedlib[html]"') from error
    return turbohtml.parse(source)


def is_hidden(element: Element, tag: str, *, waiting: bool) -> bool:
    """Say whether an element's text is none that a reader of the page sees.

    Not `aria-hidden`: that hides from a screen reader what others see. Only icons, which have it too, are left out.

    Args:
        element: the element.
        tag: its name.
        waiting: show what attributes hide, as on pages that hide all until a script has run.
    """
    if tag in _UNSEEN:
        return True
    attributes = element.attrs
    if tag == "i":
        return "aria-hidden" in attributes
    if waiting:
        return False
    if "hidden" in attributes:
        return not str(attributes.get("id") or "").startswith(_STREAMED)
    style = attributes.get("style")
    if isinstance(style, str) and _HIDING.search(style):
        return tag not in {"html", "body"}
    return tag == "dialog" and "open" not in attributes


def _line_starts(source: str) -> list[int]:
    """Return where lines begin, by their numbers, which count from 1."""
    if "\r" in source:
        return [0, 0, *(found.end() for found in _LINE_END.finditer(source))]
    return [0, *accumulate((len(line) + 1 for line in source.split("\n")), initial=0)]


class Finder:
    """Finds the text nodes of a tree, asked for in document order, in its source.

    Args:
        source: what the tree was made of.
    """

    __slots__ = ("_after", "_cursor", "_ends", "_left", "_lines", "_masked", "_source", "_starts", "_texts")

    def __init__(self, source: str) -> None:
        self._source = source
        #: The text tokens of the source: what they say, where they begin and end.
        self._texts: list[str] = []
        self._starts: list[int] = []
        self._ends: list[int] = []
        #: The position of a start tag, and how many text tokens there are before its end.
        self._after: dict[tuple[int, int], int] = {}
        self._lines = _line_starts(source)
        self._left = _ANEW * len(source)
        self._masked = source
        for word, other in _NOSCRIPT:
            self._masked = self._masked.replace(word, other)
        self._cursor = 0
        self._read(1, 0)

    def _read(self, first_line: int, first_column: int) -> None:
        """Note the text tokens of the source, and its start tags, from a position on."""
        from turbohtml import TokenType, tokenize

        text_type, reference, start_tag = TokenType.TEXT, TokenType.CHARACTER_REFERENCE, TokenType.START_TAG
        texts, starts, ends, after, lines = self._texts, self._starts, self._ends, self._after, self._lines
        begin = lines[first_line] + first_column
        is_open = False
        for token in tokenize(self._masked[begin:] if begin else self._masked, resolve_references=False, capture_attributes=False):
            kind, line, column = token.type, token.line, token.col
            if begin:
                line, column = line + first_line - 1, column + first_column if line == 1 else column
            if is_open:
                ends.append(lines[line] + column)
            is_open = kind is text_type or kind is reference
            if is_open:
                texts.append(token.data or "")
                starts.append(lines[line] + column)
            elif kind is start_tag:
                after[line, column] = len(texts)
        if is_open:
            ends.append(len(self._source))
        if "\0" in self._source:  # which the tree leaves out
            texts[:] = [text.replace("\0", "") for text in texts]

    def enter(self, element: Element) -> None:
        """Go on from an element's start tag, unless that has been done: the clones of unclosed elements have its position."""
        position = element.position
        if position is None:
            return
        at = self._after.get(position)
        if at is None and self._left > 0:
            self._restart(position)
            at = self._after.get(position)
        if at is not None and at >= 0:
            self._after[position] = -1
            self._cursor = at

    def _restart(self, position: tuple[int, int]) -> None:
        """Read the source anew from a start tag that the tokenizer, which knows no tree, took for text: after a `title` in an `svg`."""
        offset = self._lines[position[0]] + position[1]
        self._left -= len(self._source) - offset
        at = bisect_right(self._starts, offset) - 1
        if at >= 0:
            for held in (self._texts, self._starts, self._ends):
                del held[at:]
        self._read(*position)

    def skip(self, data: str) -> None:
        """Go on behind a text node that nobody asks for."""
        at = self._cursor
        if at < len(self._texts) and self._texts[at] == data:
            self._cursor = at + 1
        elif found := self._matched(data, at):
            self._cursor = found[-1][0] + 1

    def find(self, data: str) -> list[Stretch]:
        """Return the stretches of a text node; one that is not exact and has no length in the source if it is not found."""
        at = self._cursor
        if at < len(self._texts) and self._texts[at] == data:
            self._cursor = at + 1
            start, end = self._starts[at], self._ends[at]
            if end - start == len(data) and self._source[start:end] == data:
                return [Stretch(0, len(data), start, end, True)]
            return list(self._stretches(at, 0, 0))
        if data.strip(WHITE):
            for first in range(at, min(at + _NEAR, len(self._texts))):
                found = self._matched(data, first)
                if found:
                    self._cursor = found[-1][0] + 1
                    return [stretch for token in found for stretch in self._stretches(*token)]
        here = self._ends[at - 1] if 0 < at <= len(self._ends) else 0
        return [Stretch(0, len(data), here, here, exact=False)]

    def _matched(self, data: str, index: int) -> list[tuple[int, int, int]] | None:
        """Return the tokens from `index` on that make up `data`: index, offset in the data, and how much of its beginning is left out."""
        found: list[tuple[int, int, int]] = []
        at = missed = 0
        while at < len(data):
            if index >= len(self._texts) or missed > _NEAR:
                return None
            token = self._texts[index]
            rest = token if data.startswith(token, at) else token.lstrip(WHITE)
            if rest and data.startswith(rest, at):
                found.append((index, at, len(token) - len(rest)))
                at += len(rest)
                missed = 0
            elif not found:
                return None
            else:
                missed += 1
            index += 1
        return found

    def _stretches(self, index: int, at: int, skipped: int) -> Iterator[Stretch]:
        """Yield the stretches of a token whose text stands at `at` in a text node, but for its first characters."""
        text, start, end = self._texts[index], self._starts[index], self._ends[index]
        raw = self._source[start:end]
        if raw == text:
            yield Stretch(at, at + len(text) - skipped, start + skipped, end, exact=True)
            return
        at -= skipped
        ends = [*(found.span() for found in _LINE_END.finditer(raw)), (len(raw), len(raw))]
        lines = text.split("\n")
        if raw.startswith("&") or len(ends) != len(lines):
            yield Stretch(at + skipped, at + len(text), start, end, exact=False)
            return
        begin = 0
        for line, (stop, over) in zip(lines, ends, strict=True):
            if line:
                yield Stretch(at, at + len(line), start + begin, start + stop, exact=line == raw[begin:stop])
            at += len(line)
            if over > stop:
                yield Stretch(at, at + 1, start + stop, start + over, exact=False)
                at += 1
            begin = over
