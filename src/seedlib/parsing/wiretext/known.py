"""How wire text is known, and its parser, which is loaded when the first file of it is read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

import regex

from seedlib.components import Context, Hint, Parsed, Parser, Rank

__all__ = ["WIRE_TEXT"]

#: How a file of messages begins; NUL and SYN fill the line.
_BEGIN = regex.compile(rb"[\x00\x16\s]{0,64}+\x01[^\x01\x02]{3,600}+\x02")


def _accepts(head: bytes, hint: Hint) -> Rank:
    del hint
    return Rank.CONTENT if _BEGIN.match(head) else Rank.NO


def _parse(stream: BinaryIO, hint: Hint, context: Context) -> Iterator[Parsed]:
    from seedlib.parsing.wiretext.parser import parse  # not before a file is read

    return parse(stream, hint, context)


#: Reads wire text; its files have no suffix of their own.
WIRE_TEXT = Parser(name="wire-text", accepts=_accepts, parse=_parse)
