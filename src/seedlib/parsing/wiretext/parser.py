"""Wire text: what agencies send over teleprinter lines, framed by control characters (IPTC 7901, and ANPA 1312 of American agencies).

A message is a header, begun by SOH, a text from STX to ETX, and a line with the time, up to EOT. In ANPA 1312 `^` begins a line that
is set apart, `<` ends one that is set flush left, `=` one that is centred; a tab begins a paragraph, BS a row of a table.

Rules:

- The text is kept to the letter, control characters and signs of setting included; blocks leave them out at their ends.
- Lines that the sender broke belong to one paragraph: one begins after a blank line, an indent, or a line that is set apart.
- Header, keyword line, the line with the time and rows of tables are boilerplate. A message is a document.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import pairwise
from typing import Any, BinaryIO, NamedTuple

import attrs
import regex

from seedlib.components import Context, Hint, Parsed
from seedlib.errors import LimitError, ParseError
from seedlib.model import Attributes, Origin, TextProblem
from seedlib.parsing.articles import Given, analysis_of
from seedlib.parsing.decoding import Decoded, declared_encoding, decode, read_raw
from seedlib.parsing.furniture import is_boilerplate
from seedlib.parsing.html.metadata.words import page_words
from seedlib.parsing.layout import Piece
from seedlib.parsing.lines import Line, lists_of
from seedlib.parsing.records import Place, unread
from seedlib.parsing.stories import persons_of

__all__ = ["parse"]

_NAME = "seedlib:wire-text"

#: The characters of the frame (ISO 646): start of heading, of text, end of text, of transmission.
_SOH, _STX, _ETX, _EOT = "\x01", "\x02", "\x03", "\x04"

#: A message: fill, header, text, and what follows the text.
_MESSAGE = regex.compile(r"(?P<fill>[^\x01]*)\x01(?P<header>[^\x02]*)(?:\x02(?P<text>[^\x03]*)(?:\x03(?P<after>.*))?)?", regex.DOTALL)

#: ANPA 1312: `V4644␟-----⏎r e␓␑ AP-Top-Entertainment-Hea     02-09 0121`.
_ANPA = regex.compile(
    r"""
    (?P<service>[A-Za-z]?) (?P<number>\d{3,5}) \x1f? (?P<selector>\S*) \s+
    (?P<priority>[A-Za-z]) [ ] (?P<category>[A-Za-z]) \s* [\x11-\x14]+ \s*
    (?P<keyword>\S.{0,60}?) \s{2,} (?P<month>\d\d)-(?P<day>\d\d) (?:[ ](?P<words>\d{1,5}))?
    """,
    regex.VERBOSE,
)

#: IPTC 7901: `STA1234 4 pol 123 talks, ferry`.
_IPTC = regex.compile(
    r"(?P<service>\p{L}{2,8})[ ]?(?P<number>\d{1,6}) (?P<priority>\d) (?P<category>\p{L}{1,4}) (?P<words>\d{1,5})"
    r"(?: (?P<keyword>[^\r\n]*))?"
)

#: When a message was sent: `AP-WF-02-10-16 0423GMT`, and `251430 GMT jul 16`.
_ANPA_TIME = regex.compile(
    r"(?:(?P<agency>[A-Z]{2,4})-[A-Z]{1,3}-)?(?P<month>\d\d)-(?P<day>\d\d)-(?P<year>\d\d)\s+(?P<hour>\d\d)(?P<minute>\d\d)\s?GMT"
)
_IPTC_TIME = regex.compile(r"(?P<day>\d\d)(?P<hour>\d\d)(?P<minute>\d\d)\s*(?:GMT|UTC|Z)\s+(?P<word>\p{L}{3,9})\.?\s+(?:20)?(?P<year>\d\d)")

#: A keyword line, which ends with the count of words: `BC-BKN--Heat-Hawks, 1st Ld-Writethru,416`.
_COUNTED = regex.compile(r".{3,120},\s?\d{1,5}")

#: Control characters, blanks and fill at the ends of a line; and signs of setting.
_ENDS = "".join(chr(code) for code in range(0x21)) + "\x7f"
_FLUSH, _CENTRED = "<", "="

#: A line with more characters was not broken by the sender: IPTC 7901 has 69 in a line.
_WIDEST = 100

#: Control characters are spaces to whoever judges whether bytes are text: a flash has few others.
_AS_SPACES = bytes(0x20 if code < 0x20 and code not in b"\t\n\r\x1b" else code for code in range(256))


class _Line(NamedTuple):
    """A line of the text of a message: where its words stand, and how it is set."""

    start: int
    end: int
    #: It begins with a tab or two blanks and more.
    indented: bool
    #: It begins with `^`.
    apart: bool
    #: `<`, `=` or nothing.
    ending: str
    #: It is a row of a table.
    row: bool


def parse(stream: BinaryIO, hint: Hint, context: Context) -> Iterator[Parsed]:
    """Yield a document for each message of a file."""
    raw = read_raw(stream, context.settings)
    decoded = _decoded(raw, hint)
    starts = [found.start() for found in regex.finditer(r"[\x00\x16\s]*+\x01", decoded.text)]
    if not starts:
        raise ParseError("found no message, expected one that begins with the control character SOH", advice="leave out --parser")
    edges = [0, *starts[1:], len(decoded.text)]
    most = context.settings.max_parts
    for number, (start, end) in enumerate(pairwise(edges), 1):
        if number > most:
            raise LimitError(f"found a file of more than {most:,} messages; those were read", advice="raise Settings.max_parts")
        part = f"message {number}" if len(starts) > 1 else None
        origin = Origin(media_type="text/plain", encoding=decoded.encoding, encoding_by=decoded.by, part=part)
        problems = tuple(_moved(problem, start, end) for problem in decoded.problems)
        place = Place(component=_NAME, origin=origin, problems=tuple(filter(None, problems)), notices=decoded.notices)
        yield _document(decoded.text[start:end], place, context)


def _decoded(raw: bytes, hint: Hint) -> Decoded:
    """Decode a file; its control characters count as spaces where it is judged whether the bytes are text."""
    declared = declared_encoding(hint)
    found = decode(raw.translate(_AS_SPACES), declared)
    text = raw.decode(found.encoding, "replace")
    return attrs.evolve(found, text=text.removeprefix("\ufeff"))


def _moved(problem: TextProblem, start: int, end: int) -> TextProblem | None:
    """Return a problem of the file where it stands in a message; None if it is in another one."""
    if problem.span is None:
        return problem
    if not start <= problem.span.start < problem.span.end <= end:
        return None
    return attrs.evolve(problem, span=attrs.evolve(problem.span, start=problem.span.start - start, end=problem.span.end - start))


def _document(text: str, place: Place, context: Context) -> Parsed:
    """Return the document of a message."""
    message = _MESSAGE.match(text)
    if message is None or not (message["text"] or "").strip(_ENDS):
        return unread(
            ParseError("found a message without text, expected some between STX and ETX", advice="it may be cut: ask for it again"), place
        )
    header = _header(message["header"])
    pieces, authors = _body(text, *message.span("text"), header.get("keyword") or "", context)
    title = next((" ".join(text[piece.start : piece.end].split()) for piece in pieces if piece.kind == "title"), None)
    after = message["after"] or ""
    agency = _ANPA_TIME.search(after)
    fields = {"title": title, "authors": authors, "published": _sent(after, context), "publisher": agency["agency"] if agency else None}
    given = Given(
        component=place.component,
        origin=place.origin,
        fields={name: held for name, held in fields.items() if held},
        attributes=Attributes({name: held for name, held in header.items() if held}),
        problems=place.problems,
        notices=place.notices,
        turns=(),  # `Heat: Host Washington on Saturday` is what a club does next
    )
    return analysis_of(text, given, context, [*_frame(text, message, "header"), *pieces, *_frame(text, message, "after")])


def _frame(text: str, message: regex.Match[str], name: str) -> list[Piece]:
    """Return the pieces of what stands around the text of a message."""
    return [Piece("boilerplate", *span) for span in _stretches(text, *message.span(name))] if message[name] else []


def _header(words: str) -> Mapping[str, Any]:
    """Return what the header of a message says, as attributes."""
    found = _ANPA.search(words) or _IPTC.search(words)
    if found is None:
        return {}
    said = found.groupdict()
    return {
        "keyword": (said.get("keyword") or "").strip(_ENDS),
        "priority": said["priority"],
        "category": said["category"],
        "message": f"{said['service']}{said['number']}",
    }


def _stretches(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield where the lines with words stand, without what is not seen at their ends."""
    at = start
    for line in text[start:end].splitlines(keepends=True):
        held = line.strip(_ENDS)
        if any(sign.isalnum() for sign in held):
            left = at + line.index(held)
            yield left, left + len(held)
        at += len(line)


def _lines(text: str, start: int, end: int) -> Iterator[_Line | None]:
    """Yield the lines of a text; None for a blank one."""
    at = start
    for line in regex.findall(r"[^\r\n]*(?:\r\n|[\r\n])|[^\r\n]+", text[start:end]):
        held = line.strip(_ENDS)
        left = at + line.index(held) if held else at
        apart = held.startswith("^")
        inner = held[1:].lstrip(_ENDS) if apart else held
        ending = inner[-1:] if inner[-1:] in {_FLUSH, _CENTRED} and len(inner) > 1 else ""
        words = inner[: len(inner) - len(ending)].rstrip(_ENDS)
        first = left + len(held) - len(inner)
        before = line[: len(line) - len(line.lstrip(_ENDS))]
        if words:
            yield _Line(first, first + len(words), "\t" in before or "  " in before, apart, ending, "\x08" in before)
        else:
            yield None
        at += len(line)


def _body(text: str, start: int, end: int, keyword: str, context: Context) -> tuple[list[Piece], tuple[str, ...]]:
    """Return the pieces of a message's text, and its authors."""
    paragraphs = list(_paragraphs(text, list(_lines(text, start, end))))
    first = next((index for index, lines in enumerate(paragraphs) if lines[0].indented), len(paragraphs))
    pieces: list[Piece] = []
    authors: list[str] = []
    titled = False
    named = -9
    for index, lines in enumerate(paragraphs):
        place = lines[0].start, lines[-1].end
        words, ending = text[slice(*place)], lines[-1].ending
        kind = "paragraph"
        if lines[0].row or (not index and _is_keyword(words, keyword)) or (index < first and _is_note(text, *place, context)):
            kind = "boilerplate"
        elif ending == _CENTRED and index < first and len(words) <= _WIDEST:
            persons = persons_of(words, context)
            credited = _opens_byline(words, context)
            if credited or (named == index - 1 and index == first - 1):
                kind, named = "byline", index
                authors += persons if credited else ()
            else:
                kind = "heading" if titled else "title"
        elif ending == _FLUSH and index < first and not titled and not words.startswith("("):
            kind = "title"
        titled = titled or kind == "title"
        pieces.append(Piece(kind, *place))
    return pieces, tuple(dict.fromkeys(authors))


def _is_note(text: str, start: int, end: int, context: Context) -> bool:
    """Say whether a line over the story is not of it: `(Eds: Updates.)`, `AP Photo XYZ101`."""
    return is_boilerplate(Line(text, start, end, lists_of(context))) is not None


def _opens_byline(words: str, context: Context) -> bool:
    opening = page_words(context).by.match(words)
    return bool(opening and opening.end() < len(words))


def _is_keyword(words: str, keyword: str) -> bool:
    """Say whether the first line is the keyword line, by its count of words or by the keyword of the header."""
    one, other = (regex.sub(r"[\W_]+", "", held).casefold() for held in (words, keyword))
    return bool(_COUNTED.fullmatch(words)) or (len(other) > 3 and one.startswith(other[:12]) and len(one) < len(other) + 40)


def _paragraphs(text: str, lines: list[_Line | None]) -> Iterator[list[_Line]]:
    """Put lines together that the sender broke."""
    held: list[_Line] = []
    widest = max((line.end - line.start for line in lines if line and not line.row), default=0)
    broken = widest <= _WIDEST
    for line in lines:
        before = held[-1] if held else None
        if line is None or (
            before and (line.indented or line.apart or before.ending or line.row or not broken or _ended(text, before, line, widest))
        ):
            if held:
                yield held
            held = []
        if line is not None:
            held.append(line)
    if held:
        yield held


def _ended(text: str, before: _Line, line: _Line, widest: int) -> bool:
    """Say whether a paragraph ends with a line: the first word of the next one would have had room in it."""
    word = regex.match(r"\S+", text[line.start : line.end])
    return bool(word) and before.end - before.start + 1 + len(word[0] if word else "") < widest - 12


def _sent(words: str, context: Context) -> str | None:
    """Return when a message was sent, as the line behind its text says."""
    found = _ANPA_TIME.search(words)
    month = int(found["month"]) if found else None
    if found is None:
        found = _IPTC_TIME.search(words)
        word = found["word"].casefold() if found else ""
        months = lists_of(context).months
        month = months.get(word) or months.get(word[:3])
    if found is None or not month:
        return None
    try:
        moment = datetime(2000 + int(found["year"]), month, int(found["day"]), int(found["hour"]), int(found["minute"]))  # noqa: DTZ001  # its zone is written below
    except ValueError:
        return None
    return moment.isoformat(timespec="minutes") + "Z"
