"""How a mail is known, and its parser, which is loaded when the first mail is read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

import regex

from seedlib.components import Context, Hint, Parsed, Parser, Rank
from seedlib.parsing.formats import media_type_of

__all__ = ["MAIL", "MAIL_TYPE", "PAGE_TYPE"]

MAIL_TYPE, PAGE_TYPE = "message/rfc822", "multipart/related"

#: The headers at a mail's beginning, after the line that mbox files have before each.
_HEAD = regex.compile(rb"(?:[ \t]*\r?\n)*+(?:>?From [^\n]*\n)?(?P<lines>(?:[!-9;-~]{1,76}[ \t]*:[^\n]*(?:\n(?:[ \t][^\n]*\n?)*+|\Z))+)")
_NAMES = regex.compile(rb"^([!-9;-~]{1,76}?)[ \t]*:", regex.MULTILINE)

#: Headers that programs write, and those that people read; a memo in plain text has only the latter.
_WRITTEN = frozenset(
    b"content-type content-transfer-encoding delivered-to dkim-signature message-id mime-version received return-path".split()
)
_READ = frozenset(b"bcc cc date from reply-to sender subject to".split())

#: Suffixes of texts that may begin as a mail does, so that more is asked of them.
_PLAIN = (".md", ".markdown", ".text", ".txt")


def _has_head(head: bytes, *, sure: bool = False) -> bool:
    """Say whether bytes begin with the headers of a mail; to be sure, with those that only programs write, too."""
    found = _HEAD.match(head)
    if not found:
        return False
    names = {name.lower() for name in _NAMES.findall(found["lines"])}
    written, read = len(names & _WRITTEN), len(names & _READ)
    if sure:
        return bool(written and read) and not names.isdisjoint(_WRITTEN - {b"content-type", b"content-transfer-encoding"})
    return bool(written) and written + read > 1


def _accepts(head: bytes, hint: Hint) -> Rank:
    head = head.removeprefix(b"\xef\xbb\xbf")
    boxed = head.lstrip().startswith(b"From ") and hint.suffix != ".eml"
    if _has_head(head, sure=hint.suffix in _PLAIN) and not boxed:
        return Rank.CONTENT
    if media_type_of(hint) in MAIL.media_types:
        return Rank.MEDIA_TYPE
    return Rank.SUFFIX if hint.suffix in (*MAIL.suffixes, ".msg") else Rank.NO


def _parse(stream: BinaryIO, hint: Hint, context: Context) -> Iterator[Parsed]:
    from seedlib.parsing.mail.parser import parse  # not before a file is read

    return parse(stream, hint, context)


#: Reads mail, and pages that browsers saved as MHTML.
MAIL = Parser(
    name="mail",
    accepts=_accepts,
    parse=_parse,
    suffixes=(".eml", ".emlx", ".mht", ".mhtml"),
    media_types=(MAIL_TYPE, PAGE_TYPE, "application/x-mimearchive", "message/global"),
)
