"""Gemtext for seedlib: a parser for `.gmi` files, and the names of a harbour town.

Gemtext says by the first signs of a line what the line is (https://geminiprotocol.net/docs/gemtext-specification.gmi):
`#` a heading, `* ` a list item, `>` a quotation, `=>` a link, three backquotes the start and the end of preformatted text;
every other line is a paragraph of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO

import seedlib
from seedlib import Analysis, Block, Document, Origin, Span
from seedlib.components import Context, Hint, Lexicon, Parser, Rank
from seedlib.matching import Entry
from seedlib.parsing.decoding import read_decoded

__all__ = ["HARBOUR", "PARSER", "seedlib_lexicons", "seedlib_parsers"]

#: The first signs of a line, the kind of block it is, and how many of the signs are no words.
LINES = (("###", "heading"), ("##", "heading"), ("#", "heading"), ("* ", "list-item"), (">", "quote"), ("=>", "boilerplate"))

FENCE = "```"


def accepts(head: bytes, hint: Hint) -> Rank:
    """Accept what is declared as gemtext, or is named so."""
    if hint.media_type == "text/gemini":
        return Rank.MEDIA_TYPE
    return Rank.SUFFIX if hint.suffix in {".gmi", ".gemini"} else Rank.NO


def parse(stream: BinaryIO, hint: Hint, context: Context) -> Iterator[Analysis]:
    """Yield the one document of a file, with what is wrong with its encoding."""
    decoded = read_decoded(stream, hint, context.settings)
    text = decoded.text
    blocks = tuple(find_blocks(text))
    title = next((text[block.span.start : block.span.end] for block in blocks if block.kind == "title"), None)
    origin = Origin(media_type="text/gemini", encoding=decoded.encoding, encoding_by=decoded.by)
    document = Document(text=text, title=title, blocks=blocks, origin=origin)
    yield Analysis(document=document, problems=decoded.problems, notices=decoded.notices)


def find_blocks(text: str) -> Iterator[Block]:
    """Yield a block a line: the first heading is the title, links and preformatted text are boilerplate.

    Lines end at a line feed, with or without a carriage return before it; `str.splitlines` would cut at U+2028 and others too.
    """
    at, fenced, titled = 0, False, False
    for line in text.split("\n"):
        words = line.rstrip()
        kind, signs = kind_of(words)
        if words.startswith(FENCE):
            fenced = not fenced
            kind = "boilerplate"
        elif fenced:
            kind, signs = "boilerplate", 0
        elif kind == "heading" and not titled:
            kind, titled = "title", True
        start = at + signs + len(words[signs:]) - len(words[signs:].lstrip())
        if start < at + len(words):
            yield Block(kind=kind, span=Span(start, at + len(words)))
        at += len(line) + 1


def kind_of(line: str) -> tuple[str, int]:
    """Return the kind of block that a line is, and how many signs stand before its words."""
    return next(((kind, len(signs)) for signs, kind in LINES if line.startswith(signs)), ("paragraph", 0))


PARSER = Parser(name="gemtext", accepts=accepts, parse=parse, suffixes=(".gmi", ".gemini"), media_types=("text/gemini",))

HARBOUR = Lexicon(
    name="harbour",
    type="names",
    languages=("en",),
    entries=(
        Entry(phrase="Marlow Harbour Board", value="marlow:board", data={"kind": "organization", "name": "Marlow Harbour Board"}),
        Entry(phrase="Harbour Board", value="marlow:board", data={"kind": "organization", "name": "Marlow Harbour Board"}),
        Entry(phrase="Dockers’ Lodge", value="marlow:lodge", data={"kind": "organization", "name": "Dockers’ Lodge"}),
    ),
)


@seedlib.hookimpl
def seedlib_parsers() -> Iterable[Parser]:
    """Supply the gemtext parser."""
    return [PARSER]


@seedlib.hookimpl
def seedlib_lexicons() -> Iterable[Lexicon]:
    """Supply the names of the town."""
    return [HARBOUR]
