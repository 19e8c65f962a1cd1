"""Mbox: a file of mails, read as a stream, a part a message (RFC 4155, and its relatives).

Rules:

- No more than one message is in memory. One that is too long is read past, and said to be.
- A message begins with a line `From … 2024`, the hour in it, and a header after it; so a sentence that begins with `From` does not.
- A `>` before `From` that was put there for that reason is taken away (mboxrd).
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import BinaryIO

import regex

from seedlib.components import Context, Hint, Parsed, Parser, Part, Rank
from seedlib.errors import LimitError, ParseError
from seedlib.model import Origin
from seedlib.parsing.formats import rank_of
from seedlib.parsing.records import Place, unread
from seedlib.parsing.streams import TooLong, line_limit, lines_of

__all__ = ["MBOX"]

_NAME, _MBOX, _MAIL = "seedlib:mbox", "application/mbox", "message/rfc822"

#: The line before a message: `From jane@example.org Mon Jun 24 10:00:00 2024`, `From jane at example.org  Mon Jun 24 …`, `From - Mon …`.
_FROM = regex.compile(rb"From [^\r\n]{0,300}?\b\d{1,2}:\d\d(?::\d\d)?\b[^\r\n]{0,60}\b\d{4}\b[^\r\n]{0,60}\r?\n?")

#: What follows it: a header, or a line that was escaped.
_HEADER = regex.compile(rb"[!-9;-~]{1,76}[ \t]*:|>From ")

_ESCAPED = regex.compile(rb">+From ")

_CHUNK = 1 << 16


def _accepts(head: bytes, hint: Hint) -> Rank:
    first = _FROM.match(head.lstrip()) if hint.suffix != ".eml" else None
    if first and _HEADER.match(head.lstrip(), first.end()):
        return Rank.CONTENT
    return rank_of(hint, MBOX)


def _parse(stream: BinaryIO, hint: Hint, context: Context) -> Iterator[Parsed]:
    del hint
    limit = line_limit(context.settings)
    chunks = iter(lambda: stream.read(_CHUNK), b"")
    number = 0
    for number, message in enumerate(_messages(lines_of(chunks, limit), limit), 1):
        locator = f"message {number}"
        if isinstance(message, bytes):
            yield Part(stream=io.BytesIO(message), hint=Hint(media_type=_MAIL), locator=locator)
            continue
        error = LimitError(
            f"found a message of {message.size:,} bytes or more, expected at most {limit:,}",
            advice="raise Settings.max_characters (--max-characters)",
        )
        yield unread(error, Place(component=_NAME, origin=Origin(media_type=_MAIL, part=locator)))
    if not number:
        raise ParseError("found no line that begins a message (`From …`), expected an mbox file", advice="a single mail ends in .eml")


def _messages(lines: Iterable[bytes | TooLong], limit: int) -> Iterator[bytes | TooLong]:
    """Yield the messages of a box, each without the line before it; what stands before the first is left out."""
    held: list[bytes] | None = None
    size = 0
    before: bytes | TooLong = b""
    for line in chain(lines, (b"",)):
        if isinstance(before, bytes) and isinstance(line, bytes) and _FROM.fullmatch(before) and (_HEADER.match(line) or held is None):
            if size:
                yield b"".join(held or ()) if size <= limit else TooLong(size)
            held, size = [], 0
        elif held is not None:
            size += len(before) if isinstance(before, bytes) else before.size
            if size > limit or isinstance(before, TooLong):
                size, held = max(size, limit + 1), []
            else:
                held.append(before[1:] if _ESCAPED.match(before) else before)
        before = line
    if size:
        yield b"".join(held or ()) if size <= limit else TooLong(size)


#: Reads boxes of mails.
MBOX = Parser(
    name="mbox",
    accepts=_accepts,
    parse=_parse,
    suffixes=(".mbox", ".mbx"),
    media_types=(_MBOX,),
)
