"""Replies: what of a mail its sender wrote, and what he quotes, forwards or signs with.

Rules:

- Lines that begin with `>` are quotes; a signature (`-- `), the line before a quote (`… wrote:`), the head of a mail that is quoted whole
  (`From:`, `Sent:` …) and armour of PGP are boilerplate.
- What stands under `Original Message` is a quote where somebody wrote something above it; what is forwarded is the mail's own text.
- The words are data of the language; the marks are those of mail programs everywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise, takewhile
from typing import NamedTuple

import regex

from seedlib.components import Context
from seedlib.model import MAIN_TEXT_KINDS, value
from seedlib.parsing.layout import Piece, pieces_of, stripped

__all__ = ["MailWords", "mail_pieces", "mail_words", "with_replies"]

_LINE = regex.compile(r"(?P<words>[^\r\n]*)(?:\r\n|\r|\n|\Z)")

#: Line ends after which a flowed paragraph goes on, and those that end it, with the blanks of the next line.
_SOFT, _HARD = regex.compile(r"[ ]\r?\n"), regex.compile(r"(?<![ \r\n])\r?\n\s*")

#: A quoted line: `> so they said`, `>> and before`, ` > as some indent it`.
_QUOTED = regex.compile(r"[ \t]{0,2}>[> \t]*")

#: The line before a signature (RFC 3676, 4.3); where it has lost its blank, only few lines may follow.
_SIGNATURE, _SHORT = ("-- ", "--"), 12

#: A line of strokes around words, or a short line with a colon: `-----Original Message-----`, `Begin forwarded message:`
_RULED = regex.compile(r"[-_=*~][-_=*~ \t]*(?=\w)[^\r\n]{1,80}?[-_=*~]+|[^\r\n]{1,60}:")

_LONGEST_RULE = 100

#: A line of a mail's head: `From: Jane Doe`, `*Sent:* Monday`; how many make one where no rule stands above; its longest, in lines.
_FIELD = regex.compile(r"\*?(?P<name>\p{L}[\p{L} -]{1,20}?)[ \t]?:\*?(?:[ \t][^\r\n]*)?")
_HEAD, _LONGEST_HEAD = 3, 24

#: What the line before a quote holds beside its verb: an address, or a number of the day or the hour.
_EVIDENCE = regex.compile(r"[@\d]")

#: The longest line before a quote, with its breaks: date, name and address; and into how many lines it is broken.
_LONGEST_INTRODUCTION, _BROKEN = 300, 3

#: Lines of armour around what is signed or encrypted (RFC 9580, 6.2).
_ARMOUR = regex.compile(r"-----(?P<edge>BEGIN|END) PGP (?P<what>[A-Z ]{1,40})-----[ \t]*")


@value(kw_only=True)
class MailWords:
    """The words of mail programs in the language, from the lexicon `furniture`; a pattern matches nothing where it has none."""

    #: Folded names of the lines in a mail's head: `sent`.
    fields: frozenset[str]
    #: Folded marks before the subject of an answer: `re`.
    marks: frozenset[str]
    #: The verb of the line before a quote: `wrote`.
    verb: regex.Pattern[str]
    #: What stands above a mail that is quoted, and one that is forwarded: `Original Message`.
    reply: regex.Pattern[str]
    forward: regex.Pattern[str]


def mail_words(context: Context) -> MailWords:
    """Return the words of the document's language, made once."""
    return context.once(_words)


def _words(context: Context) -> MailWords:
    held: dict[str, list[str]] = {}
    for entry in context.phrases("furniture").entries:
        held.setdefault(str(entry.value), []).append(entry.phrase)
    return MailWords(
        fields=frozenset(phrase.casefold() for phrase in held.get("mail-field", ())),
        marks=frozenset(phrase.casefold() for phrase in held.get("subject-mark", ())),
        verb=_one_of(held.get("reply-verb", ())),
        reply=_one_of(held.get("reply-rule", ())),
        forward=_one_of(held.get("forward-rule", ())),
    )


def _one_of(phrases: Sequence[str]) -> regex.Pattern[str]:
    words = "|".join(r"\s+".join(map(regex.escape, phrase.split())) for phrase in phrases)
    return regex.compile(rf"\b(?:{words})\b" if words else r"(?!)", regex.IGNORECASE)


class _Found(NamedTuple):
    """A line without the white space at its ends, and what it is: `text`, `quote`, or why it is boilerplate."""

    kind: str
    start: int
    end: int


def mail_pieces(text: str, context: Context, *, flowed: bool = False) -> list[Piece]:
    """Return the pieces of a mail's plain text.

    Args:
        text: the text.
        context: whose lexicon knows the words of mail programs.
        flowed: whether a line goes on in the next one where a blank ends it, and nowhere else (RFC 3676).
    """
    words = mail_words(context)
    lines = _with_introductions(text, _with_heads(text, _lines(text), words), words)
    found: list[Piece] = []
    for kind, group in groupby(lines, key=lambda line: line.kind):
        held = list(group)
        if kind == "text":
            start, end = held[0].start, held[-1].end
            parts = [Piece(piece.kind, piece.start + start, piece.end + start) for piece in pieces_of(text[start:end])]
            found += _flowed(text, parts) if flowed else parts
        else:
            found += _runs(text, held)
    return with_replies(text, found, context)


def _flowed(text: str, pieces: list[Piece]) -> list[Piece]:
    """Return pieces cut where a line ends without a blank; as they are where no line has one, since then it is only said to flow."""
    if not any(_SOFT.search(text, piece.start, piece.end) for piece in pieces):
        return pieces
    found: list[Piece] = []
    for piece in pieces:
        start = piece.start
        for end in _HARD.finditer(text, piece.start, piece.end):
            found.append(Piece(piece.kind, start, end.start()))
            start = end.end()
        found.append(Piece(piece.kind, start, piece.end))
    return found


def _runs(text: str, lines: Sequence[_Found]) -> list[Piece]:
    """Return lines of one kind that is not text as pieces, apart where a line is empty but for its marks."""
    kind = "quote" if lines[0].kind == "quote" else "boilerplate"
    found: list[Piece] = []
    apart = True
    for line in lines:
        mark = _QUOTED.match(text, line.start, line.end) if kind == "quote" else None
        start = mark.end() if mark else line.start
        if start >= line.end:
            apart = True
        elif apart:
            found.append(Piece(kind, start, line.end))
            apart = False
        else:
            found[-1] = Piece(kind, found[-1].start, line.end)
    return found


def _lines(text: str) -> list[_Found]:
    """Return the lines of a text: quotes, signatures, armour, and the rest as text. An empty line is as the one before it."""
    spans = [found.span("words") for found in _LINE.finditer(text) if found.end() > found.start()]
    last = max((index for index, (start, end) in enumerate(spans) if text[start:end] in _SIGNATURE), default=len(spans))
    found: list[_Found] = []
    kind, ends = "text", False
    for index, (left, right) in enumerate(spans):
        words = text[left:right]
        empty = not words.strip()
        armour = _ARMOUR.fullmatch(words)
        if armour:
            kind, ends = "armour", armour["edge"] == "END"
        elif kind == "armour":
            kind = "text" if ends else kind
            ends = ends or (empty and _begins_signed(text, found))
        elif words == "-- " or (words == "--" and index == last and len(spans) - index <= _SHORT):
            kind = "signature"
        elif not empty and (kind != "signature" or _QUOTED.match(words)):
            kind = "quote" if _QUOTED.match(words) else "text"
        found.append(_Found(kind, *stripped(text, left, right)))
    return found


def _begins_signed(text: str, lines: Sequence[_Found]) -> bool:
    """Say whether the armour that lines end in is the head of a signed text, which follows the first empty line."""
    for line in reversed(lines[-_LONGEST_HEAD:]):
        armour = _ARMOUR.fullmatch(text, line.start, line.end)
        if armour:
            return armour["what"] == "SIGNED MESSAGE"
    return False


def _with_heads(text: str, lines: list[_Found], words: MailWords) -> list[_Found]:
    """Return the lines with those of quoted mails' heads, and the rules above them, as such."""
    found = list(lines)
    after_rule, index = False, 0
    while index < len(found):
        kind, start, end = found[index]
        size = _head(text, found[index : index + _LONGEST_HEAD], words, _HEAD - 2 * after_rule) if kind == "text" else 0
        if size:
            found[index : index + size] = [line._replace(kind="head") for line in found[index : index + size]]
        elif kind == "text" and _rule(text, start, end, words):
            found[index] = _Found("rule", start, end)
        if start < end:
            after_rule = found[index].kind == "rule"
        index += size or 1
    return found


def _head(text: str, lines: Sequence[_Found], words: MailWords, fewest: int) -> int:
    """Return how many lines a quoted mail's head has that begins with the first of them; 0 if there is none."""
    if not _is_field(text, lines[0].start, lines[0].end, words):
        return 0
    group = list(takewhile(lambda line: line.start < line.end and line.kind == "text", lines))
    fields = sum(_is_field(text, line.start, line.end, words) for line in group)
    return len(group) if fields >= fewest and fields * 2 >= len(group) else 0


def _is_field(text: str, start: int, end: int, words: MailWords) -> bool:
    """Say whether a line is one of a mail's head."""
    found = _FIELD.fullmatch(text, start, end)
    return found is not None and found["name"].strip().casefold() in words.fields


def _rule(text: str, start: int, end: int, words: MailWords) -> str | None:
    """Return what a line announces that stands above a mail quoted whole: `reply-rule` or `forward-rule`; None if it is no such line."""
    if end - start > _LONGEST_RULE or not _RULED.fullmatch(text, start, end):
        return None
    if words.forward.search(text, start, end):
        return "forward-rule"
    return "reply-rule" if words.reply.search(text, start, end) else None


def _with_introductions(text: str, lines: list[_Found], words: MailWords) -> list[_Found]:
    """Return the lines with those that announce a quote, `On Monday Jane Doe wrote:`, as such."""
    found = list(lines)
    written = [index for index, line in enumerate(found) if line.start < line.end]
    for before, index in pairwise(written):
        if found[index].kind != "quote" or found[before].kind != "text" or text[found[before].end - 1] != ":":
            continue
        for first in range(before, max(-1, before - _BROKEN), -1):
            if found[first].kind != "text" or found[first].start >= found[first].end:
                break
            if _is_introduction(text, found[first].start, found[before].end, words):
                found[first : before + 1] = [line._replace(kind="introduction") for line in found[first : before + 1]]
                break
    return found


def _is_introduction(text: str, start: int, end: int, words: MailWords) -> bool:
    if end - start > _LONGEST_INTRODUCTION or text[end - 1] != ":" or not _EVIDENCE.search(text, start, end):
        return False
    return words.verb.search(text, start, end) is not None


def with_replies(text: str, pieces: Sequence[Piece], context: Context) -> list[Piece]:
    """Return the pieces of a mail, plain or HTML, with those that announce and quote other mails typed."""
    words = mail_words(context)
    found: list[Piece] = []
    own = replying = forwarding = False
    for index, piece in enumerate(pieces):
        follower = pieces[index + 1].kind if index + 1 < len(pieces) else None
        what = _what(text, piece, follower, words)
        if what == "forward-rule":
            replying, forwarding = False, True
        elif what == "reply-rule" or (what == "head" and not forwarding):
            replying, forwarding = own, False
        elif what is None and piece.kind in MAIN_TEXT_KINDS:
            own = own or piece.kind != "quote"
            found.append(Piece("quote", piece.start, piece.end) if replying else piece)
            continue
        found.append(Piece("boilerplate", piece.start, piece.end) if what else piece)
    return found


def _what(text: str, piece: Piece, follower: str | None, words: MailWords) -> str | None:
    """Return what a piece is that stands before other mails; None if it is no such piece."""
    if piece.end - piece.start > _LONGEST_INTRODUCTION * 4:
        return None
    rule = _rule(text, piece.start, piece.end, words)
    if rule:
        return rule
    lines = [found.span("words") for found in _LINE.finditer(text, piece.start, piece.end)]
    fields = sum(_is_field(text, *stripped(text, start, min(end, piece.end)), words) for start, end in lines)
    first = _is_field(text, *stripped(text, *lines[0]), words)
    if first and fields * 2 >= len(lines) and (fields >= _HEAD or piece.kind == "boilerplate"):
        return "head"
    return "introduction" if follower == "quote" and _is_introduction(text, piece.start, piece.end, words) else None
