"""Markdown: the source to the letter, with its headings, paragraphs, items, quotes and front matter as blocks.

Rules:

- The text is the source; nothing is rendered. A heading's block begins after its `#`.
- Front matter gives fields and attributes, and is `boilerplate`, as are code, comments, rules and link definitions.
- Paragraphs are judged for furniture as those of a plain text are.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

import attrs
import regex

from seedlib.components import Context, Hint, Parsed, Parser, Rank
from seedlib.model import Attributes
from seedlib.parsing.articles import analysis_of, given_by
from seedlib.parsing.decoding import read_decoded
from seedlib.parsing.fields import fields_of
from seedlib.parsing.formats import rank_of
from seedlib.parsing.layout import Piece

__all__ = ["MARKDOWN", "front_matter", "pieces_of_markdown"]

_NAME = "seedlib:markdown"

#: Front matter as static site makers write it (Jekyll, Hugo): between two lines of three dashes, at the very beginning.
_FRONT = regex.compile(r"\s*?---[ \t]*\r?\n(?P<held>.*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", regex.DOTALL | regex.MULTILINE)

#: `key: value`, and `- item` of a list under a key.
_KEY = regex.compile(r"(?P<key>[\p{L}_][\p{L}\p{N}_ .-]*?)[ \t]*:(?:[ \t]+(?P<held>.*))?")
_ITEM_OF_KEY = regex.compile(r"[ \t]*-[ \t]+(?P<held>.+)")

#: The marks of CommonMark 0.31: fences (4.5), headings (4.2, 4.3), rules (4.1), items (5.2), quotes (5.1), link definitions (4.7).
_FENCE = regex.compile(r"(?P<sign>`{3,}|~{3,})")
_HEADING = regex.compile(r"(?P<marks>\#{1,6})(?:[ \t]+(?P<words>.*?))?(?:[ \t]+\#+)?[ \t]*")
_RULE = regex.compile(r"(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})")
_UNDERLINE = regex.compile(r"(?P<sign>=+|-{2,})[ \t]*")
_ITEM = regex.compile(r"(?:[-*+]|\d{1,9}[.)])[ \t]+(?=\S)")
_QUOTE = regex.compile(r">[ \t]?")
_DEFINITION = regex.compile(r"\[[^\]\n]{1,200}\]:[ \t]*\S+.*")
_IMAGE = regex.compile(r"!\[[^\]\n]*\]\([^)\n]*\)")


def front_matter(text: str) -> tuple[dict[str, Any], int]:
    r"""Return the names and values of a text's front matter, and where it ends; nothing and 0 if it has none.

    >>> front_matter("---\ntitle: Rain\ntags: [a, b]\n---\nIt fell.")
    ({'title': 'Rain', 'tags': ['a', 'b']}, 33)
    """
    found = _FRONT.match(text)
    if found is None:
        return {}, 0
    held: dict[str, Any] = {}
    key = None
    for line in found["held"].splitlines():
        item, pair = _ITEM_OF_KEY.fullmatch(line), _KEY.fullmatch(line)
        if item and key is not None and (not held[key] or isinstance(held[key], list)):
            held[key] = [*(held[key] or []), _unquoted(item["held"])]
        elif pair:
            key = pair["key"].strip()
            held[key] = _listed((pair["held"] or "").strip())
    return held, found.end()


def _listed(words: str) -> Any:
    if words.startswith("[") and words.endswith("]"):
        return [_unquoted(word) for word in words[1:-1].split(",") if word.strip()]
    return _unquoted(words)


def _unquoted(words: str) -> str:
    words = words.strip()
    quoted = len(words) > 1 and words[0] == words[-1] and words[0] in "\"'"
    return words[1:-1] if quoted else words


def pieces_of_markdown(text: str, start: int) -> list[Piece]:
    """Return the pieces of a Markdown source from `start` on; the first heading of the first level is the title."""
    pieces: list[Piece] = []
    fence = ""
    blank = True
    offset = start
    for line in text[start:].splitlines(keepends=True):
        words = line.strip()
        left = offset + len(line) - len(line.lstrip())
        offset += len(line)
        if fence:
            pieces[-1] = Piece("boilerplate", pieces[-1].start, left + len(words) if words else pieces[-1].end)
            fence = "" if words.startswith(fence) and not words.strip(fence[0]) else fence
        elif words:
            _add(text, pieces, (left, left + len(words)), blank=blank)
            opened = _FENCE.match(words)
            fence = opened["sign"] if opened else ""
        blank = not words
    return _titled(pieces)


def _add(text: str, pieces: list[Piece], line: tuple[int, int], *, blank: bool) -> None:
    """Add a line to the pieces: as one of its own, or to the last one."""
    start, end = line
    words = text[start:end]
    last = pieces[-1] if pieces and not blank else None
    open_paragraph = last is not None and last.kind == "paragraph"
    heading = _HEADING.fullmatch(words)
    if last and open_paragraph and _UNDERLINE.fullmatch(words):
        pieces[-1] = Piece("heading 1" if words[0] == "=" else "heading", last.start, last.end)
        pieces.append(Piece("boilerplate", start, end))
    elif heading and heading["words"]:
        level = "heading 1" if len(heading["marks"]) == 1 else "heading"
        pieces.append(Piece(level, start + heading.start("words"), start + heading.end("words")))
    elif heading or _FENCE.match(words) or _RULE.fullmatch(words) or _DEFINITION.fullmatch(words) or _is_comment(words):
        pieces.append(Piece("boilerplate", start, end))
    elif _IMAGE.fullmatch(words):
        pieces.append(Piece("caption", start, end))
    elif found := _QUOTE.match(words):
        if last and last.kind == "quote":
            pieces[-1] = Piece("quote", last.start, end)
        elif found.end() < len(words):
            pieces.append(Piece("quote", start + found.end(), end))
    elif _ITEM.match(words):
        pieces.append(Piece("list-item", start, end))
    elif last and last.kind in {"paragraph", "list-item", "quote"}:
        pieces[-1] = Piece(last.kind, last.start, end)
    else:
        pieces.append(Piece("paragraph", start, end))


def _is_comment(words: str) -> bool:
    return words.startswith("<!--") and words.endswith("-->")


def _titled(pieces: list[Piece]) -> list[Piece]:
    title = next((i for i, piece in enumerate(pieces) if piece.kind == "heading 1"), None)
    named = []
    for index, piece in enumerate(pieces):
        kind = "title" if index == title else "heading" if piece.kind == "heading 1" else piece.kind
        named.append(Piece(kind, piece.start, piece.end))
    return named


def _parse(stream: BinaryIO, hint: Hint, context: Context) -> Iterator[Parsed]:
    decoded = read_decoded(stream, hint, context.settings)
    given = given_by(decoded, _NAME, "text/markdown")
    held, end = front_matter(decoded.text)
    pieces = pieces_of_markdown(decoded.text, end)
    if end:
        words = decoded.text[:end]
        pieces.insert(0, Piece("boilerplate", len(words) - len(words.lstrip()), len(words.rstrip())))
    said = fields_of(held, context, _NAME)
    given = attrs.evolve(given, fields=said.fields, attributes=Attributes(said.attributes), notices=(*given.notices, *said.notices))
    yield analysis_of(decoded.text, given, context, pieces)


def _accepts(head: bytes, hint: Hint) -> Rank:
    del head
    return rank_of(hint, MARKDOWN)


#: Reads Markdown.
MARKDOWN = Parser(
    name="markdown",
    accepts=_accepts,
    parse=_parse,
    suffixes=(".md", ".markdown"),
    media_types=("text/markdown", "text/x-markdown"),
)
