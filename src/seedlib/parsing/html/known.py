"""How a page is known, and its parser, which is loaded when the first page is read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

import regex

from seedlib.components import Context, Hint, Parsed, Parser, Rank
from seedlib.parsing.decoding import mark_of
from seedlib.parsing.formats import rank_of

__all__ = ["HTML"]

#: What may stand before a page's first tag: a comment, an XML declaration.
_BEFORE = rb"\s* (?: <!-- (?:(?!-->)[\s\S])* (?:-->|\Z) \s* | <\?xml [^>]* \?> \s* )*+"

#: How a page begins.
_PAGE = regex.compile(
    _BEFORE + rb"< (?: !doctype \s+ html | html | head | body | frameset ) (?: [\s/>] | \Z )", regex.VERBOSE | regex.IGNORECASE
)

#: How a page may begin whose first tags are left out (MIME Sniffing, 7.1), but also an XML file, or Markdown with some HTML in it.
_PIECE = regex.compile(
    rb"\s* (?: <!-- (?:(?!-->)[\s\S])* --> \s* )*+"
    rb"< (?: a | article | b | blockquote | br | center | div | font | h[1-6] | iframe | img | link | main | meta | ol | p | script"
    rb" | section | span | strong | style | table | title | ul ) (?: [\s/>] | \Z )",
    regex.VERBOSE | regex.IGNORECASE,
)

#: Suffixes of other files that may begin with a tag.
_OTHERS = frozenset({".txt", ".text", ".md", ".markdown", ".xml"})


def _accepts(head: bytes, hint: Hint) -> Rank:
    tags = _ascii(head)
    if _PAGE.match(tags) or (hint.suffix not in _OTHERS and _PIECE.match(tags)):
        return Rank.CONTENT
    return rank_of(hint, HTML)


def _ascii(head: bytes) -> bytes:
    """Return the first bytes without a byte order mark; of UTF-16, without the NULs between the letters of tags."""
    mark, codec = mark_of(head)
    wide = (codec or "").startswith(("utf-16", "utf-32")) or head.count(0) * 3 > len(head)
    return head[len(mark) :].replace(b"\0", b"") if wide else head[len(mark) :]


def _parse(stream: BinaryIO, hint: Hint, context: Context) -> Iterator[Parsed]:
    from seedlib.parsing.html.page import parse  # not before a file is read

    return parse(stream, hint, context)


#: Reads HTML and XHTML.
HTML = Parser(
    name="html",
    accepts=_accepts,
    parse=_parse,
    suffixes=(".html", ".htm", ".xhtml", ".shtml", ".xht"),
    media_types=("text/html", "application/xhtml+xml"),
)
