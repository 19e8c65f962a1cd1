"""How subtitles are known, and their parser, which is loaded when the first file of them is read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

import regex

from seedlib.components import Context, Hint, Parsed, Parser, Rank
from seedlib.parsing.decoding import mark_of
from seedlib.parsing.formats import media_type_of

__all__ = ["SUBTITLES", "TIMES"]

#: `00:00:06,500 --> 00:00:09,000 X1:100`, `00:06.500 --> 00:09.000 align:start`, `0:06 --> 0:09`.
TIMES = regex.compile(
    r"""
    [ \t]* (?P<from> (?:\d{1,4}:)? \d{1,3}:\d{1,2} (?:[,.:]\d{1,6})? )
    [ \t]* -{1,2}> [ \t]*
    (?P<to> (?:\d{1,4}:)? \d{1,3}:\d{1,2} (?:[,.:]\d{1,6})? ) (?P<settings>[ \t][^\n]*)?
    """,
    regex.VERBOSE,
)

#: How a file begins that is one, whatever its name: `WEBVTT`; a number and a line with times.
_BEGINNING = regex.compile(rf"\ufeff?(?: WEBVTT(?=[ \t\r\n]|\Z) | \s*\d{{1,6}}[ \t]*\r?\n(?:{TIMES.pattern}) )", regex.VERBOSE)


def _accepts(head: bytes, hint: Hint) -> Rank:
    mark, codec = mark_of(head)
    if _BEGINNING.match(head[len(mark) :].decode(codec or "latin-1", "replace")):
        return Rank.CONTENT
    if media_type_of(hint) in SUBTITLES.media_types:
        return Rank.MEDIA_TYPE
    return Rank.SUFFIX if hint.suffix in SUBTITLES.suffixes and head else Rank.NO


def _parse(stream: BinaryIO, hint: Hint, context: Context) -> Iterator[Parsed]:
    from seedlib.parsing.subtitles.parser import parse  # not before a file is read

    return parse(stream, hint, context)


#: Reads SubRip and WebVTT files.
SUBTITLES = Parser(
    name="subtitles",
    accepts=_accepts,
    parse=_parse,
    suffixes=(".srt", ".vtt"),
    media_types=("application/x-subrip", "application/srt", "text/srt", "text/vtt"),
)
