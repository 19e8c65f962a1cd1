"""Plain text: the parser of `.txt`, and of whatever has no other parser and is text.

Rules:

- The text is the file as decoded, to the letter; blocks point at it.
- A file that is known for another format is never plain text, whatever its name.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from seedlib.components import Context, Hint, Parsed, Parser, Rank
from seedlib.errors import ParseError
from seedlib.parsing.articles import analysis_of, given_by
from seedlib.parsing.decoding import read_decoded
from seedlib.parsing.formats import format_of, is_binary, media_type_of

__all__ = ["TEXT"]


def _accepts(head: bytes, hint: Hint) -> Rank:
    if format_of(head, hint):
        return Rank.NO
    if media_type_of(hint) == "text/plain":
        return Rank.MEDIA_TYPE
    if hint.suffix in TEXT.suffixes:
        return Rank.SUFFIX
    wide = head.count(0) * 5 >= len(head) and b"\0\0\0\0\0" not in head
    return Rank.SUFFIX if wide or not is_binary(head) else Rank.NO


def _parse(stream: BinaryIO, hint: Hint, context: Context) -> Iterator[Parsed]:
    decoded = read_decoded(stream, hint, context.settings)
    if not decoded.text.strip():
        raise ParseError("found nothing but white space, expected text", advice="check how it was made or fetched")
    yield analysis_of(decoded.text, given_by(decoded, "seedlib:text", "text/plain"), context)


#: Reads plain text, and whatever has no other parser and is text: `README`, standard input without a name.
TEXT = Parser(name="text", accepts=_accepts, parse=_parse, suffixes=(".txt", ".text"), media_types=("text/plain",))
