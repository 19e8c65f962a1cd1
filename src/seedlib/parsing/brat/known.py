"""How annotated texts are known, and their parser, which is loaded when the first one is read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

import regex

from seedlib.components import Context, Hint, Parsed, Parser, Rank

__all__ = ["BRAT"]

#: How a line of words, the commonest first line, begins.
_LINE = regex.compile(rb"(?:\xef\xbb\xbf)?T\d+\t\S+ \d+ \d+")


def _accepts(head: bytes, hint: Hint) -> Rank:
    if hint.suffix not in BRAT.suffixes:
        return Rank.NO
    return Rank.CONTENT if ".txt" in hint.beside or _LINE.match(head) else Rank.SUFFIX


def _parse(stream: BinaryIO, hint: Hint, context: Context) -> Iterator[Parsed]:
    from seedlib.parsing.brat.parser import parse  # not before a file is read

    return parse(stream, hint, context)


#: Reads annotated texts.
BRAT = Parser(name="brat", accepts=_accepts, parse=_parse, suffixes=(".ann",), media_types=("text/x-brat",), beside=(".txt",))
