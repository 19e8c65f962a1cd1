"""MIME: a mail as headers and parts, within limits, however it was damaged (RFC 5322, 2045 to 2047, 2231).

Rules:

- Parameters, addresses and dates are read by the standard library; headers and bodies are cut apart here, since its parser takes time
  that grows with the square of the nesting.
- Every step is linear in the size of a part, and parts are nested, and counted, within limits.
- Damage loses no text: a line that is no header ends the headers, a part without its end goes on to the end, and what cannot be decoded
  stays as it is.
"""

from __future__ import annotations

import binascii
import quopri
from collections.abc import Mapping
from email.message import Message
from email.utils import collapse_rfc2231_value

import regex

from seedlib.errors import LimitError, ParseError
from seedlib.model import value
from seedlib.parsing.decoding import Decoded, declared_inside, decode, decode_declared

__all__ = ["DEEPEST", "MOST_PARTS", "Entity", "children_of", "decoded_text", "entity_of", "header_words", "payload_of"]

#: The headers of a mail or a part may have so many bytes. Postfix takes 102,400 (`header_size_limit`), Exchange 131,072.
_LONGEST_HEAD = 1 << 20

#: So many levels of parts in parts are read, and so many parts in all. A reply with pictures has three levels; every list server that
#: adds a footer adds one.
DEEPEST, MOST_PARTS = 30, 10_000

#: A header's first line: `Subject: Talks end`. Names are printable ASCII (RFC 5322, 2.2).
_FIELD = regex.compile(rb"(?P<name>[!-9;-~]{1,76})[ \t]*:(?P<held>.*)", regex.DOTALL)

_LINE = regex.compile(rb"[^\r\n]*(?:\r\n|\r|\n|\Z)")

#: A word of a header that is encoded: `=?utf-8?Q?Caf=C3=A9?=`, with a language or without (RFC 2231, 5).
_ENCODED = regex.compile(r"=\?(?P<charset>[^?*\s]+)(?:\*[^?\s]*)?\?(?P<way>[bBqQ])\?(?P<words>[^?]*+)\?=")

#: A boundary where the headers name none, or another one, than stands in the body: a line of two hyphens, and headers under it.
_BOUNDARY = regex.compile(rb"(?:\A|[\r\n])--(?P<boundary>[^\r\n]{1,200}?)[ \t]*\r?\n(?=Content-[\w-]{1,40}:)", regex.IGNORECASE)

#: A line of base64.
_BASE64 = regex.compile(rb"[A-Za-z0-9+/]++={0,2}")


@value(kw_only=True)
class Entity:
    """A mail or a part of one."""

    #: The first value of each header by its name in small letters, unfolded, its encoded words as they are.
    headers: Mapping[str, bytes]
    #: As it stands, not decoded.
    body: bytes
    #: What it is where its headers do not say.
    default: str = "text/plain"
    #: Where in the mail: `2`, `2.1`; empty for the mail itself.
    number: str = ""

    @property
    def kind(self) -> str:
        """The media type in small letters."""
        stated = regex.match(r"[\w.+-]+/[\w.+-]+", self._typed().get("content-type", "").strip())
        return stated[0].lower() if stated else self.default

    @property
    def is_attachment(self) -> bool:
        """Whether it is declared to be an attachment."""
        return self._typed().get_content_disposition() == "attachment"

    @property
    def is_inline(self) -> bool:
        """Whether it is declared to be shown where it stands."""
        return self._typed().get_content_disposition() == "inline"

    @property
    def filename(self) -> str | None:
        """The file's name that it is declared to have, without a folder; None if it has none."""
        try:
            name = self._typed().get_filename()
        except (ValueError, LookupError, TypeError):  # a name in an encoding that nobody knows
            return None
        name = regex.split(r"[/\\]", header_words(name.encode("utf-8", "surrogateescape")))[-1] if name else ""
        return "".join(sign for sign in name if sign.isprintable()).strip()[:200] or None

    def header(self, name: str) -> str:
        """Return a header's value as words; empty if there is none."""
        return header_words(self.headers.get(name, b""))

    def parameter(self, name: str) -> str | None:
        """Return a parameter of its media type, such as `charset`."""
        try:
            held = self._typed().get_param(name)
        except (ValueError, LookupError, TypeError):
            return None
        if held is None:
            return None
        return collapse_rfc2231_value(held).strip() or None

    def _typed(self) -> Message:
        """Return a message of the standard library that has the headers about the type."""
        message = Message()
        for name in ("content-type", "content-disposition"):
            if name in self.headers:
                message[name] = self.headers[name][:4096].decode("ascii", "replace")
        return message


def entity_of(raw: bytes, default: str = "text/plain", number: str = "") -> Entity:
    """Cut a mail or a part into headers and body.

    Raises:
        LimitError: the headers are too long.
    """
    found: dict[str, bytearray] = {}
    held: bytearray | None = None
    at = len(raw)
    for line in _LINE.finditer(raw):
        words = line[0].strip()
        if not words:
            at = line.end()
            break
        if line.end() > _LONGEST_HEAD:
            raise LimitError(f"found headers of more than {_LONGEST_HEAD:,} bytes, expected fewer", advice="check how the mail was made")
        field = _FIELD.match(words)
        if line[0][:1] in b" \t":
            if held is not None:
                held += b" " + words
        elif field:
            held = bytearray(field["held"].strip())
            found.setdefault(field["name"].decode("ascii").lower(), held)  # of two, the first counts
        elif not _FIELD.match(raw, line.end(), line.end() + 100):
            at = line.start()
            break
    return Entity(headers={name: bytes(words) for name, words in found.items()}, body=raw[at:], default=default, number=number)


def children_of(entity: Entity) -> list[Entity]:
    """Return the parts of a multipart; none if its boundary stands nowhere in it."""
    stated = entity.parameter("boundary")
    spans = _between(entity.body, stated.encode("utf-8", "surrogateescape")) if stated else []
    if not spans and (found := _BOUNDARY.search(entity.body)):
        spans = _between(entity.body, found["boundary"])
    default = "message/rfc822" if entity.kind == "multipart/digest" else "text/plain"
    before = f"{entity.number}." if entity.number else ""
    return [entity_of(entity.body[start:end], default, f"{before}{number}") for number, (start, end) in enumerate(spans, 1)]


def _between(body: bytes, boundary: bytes) -> list[tuple[int, int]]:
    """Return where parts stand: between lines of the boundary; the last goes on to the end if its end is missing."""
    line = regex.compile(rb"(?:\A|\r\n|[\r\n])--" + regex.escape(boundary) + rb"(?P<end>--)?[ \t]*(?:\r\n|[\r\n]|\Z)")
    spans: list[tuple[int, int]] = []
    start: int | None = None
    at = 0
    while found := line.search(body, at):
        if start is not None:
            spans.append((start, max(start, found.start())))
        start = None if found["end"] else found.end()
        if found["end"]:
            break
        at = max(found.end() - 1, found.start() + 1)  # its line end may be the next one's beginning
    if start is not None:
        spans.append((start, len(body)))
    return spans


def payload_of(entity: Entity) -> tuple[bytes, bytes]:
    """Return a part's content without its transfer encoding; and what stands behind base64 and is none, such as a list's footer."""
    way = regex.sub(rb"[\s\"';].*|_", b"", entity.headers.get("content-transfer-encoding", b"").strip().lower()).decode("ascii", "replace")
    if way == "quoted-printable":
        return quopri.decodestring(entity.body), b""
    return _from_base64(entity.body) if way == "base64" else (entity.body, b"")


def _from_base64(body: bytes) -> tuple[bytes, bytes]:
    """Decode lines of base64, and return what stands behind them as it is; all of it where the first line is none."""
    pieces: list[bytes] = []
    held: list[bytes] = []
    ended, at = False, 0
    for line in _LINE.finditer(body):
        words = line[0].strip().replace(b" ", b"") if not held else line[0].strip()
        if words and (not _BASE64.fullmatch(words) or (ended and len(words) < 40)):  # a word alone after the end is a word
            break
        held.append(words)
        at = line.end()
        if words.endswith(b"=") or line.end() == len(body):
            pieces.append(_bits(b"".join(held)))
            held = []
            ended = ended or words.endswith(b"=")
        if line.end() == len(body):
            break
    pieces.append(_bits(b"".join(held)))
    decoded = b"".join(pieces)
    return (decoded, body[at:]) if decoded or not body.strip() else (body, b"")


def _bits(words: bytes) -> bytes:
    words = words.rstrip(b"=")
    words = words[: len(words) - 1] if len(words) % 4 == 1 else words  # a sign alone is less than a byte
    try:
        return binascii.a2b_base64(words + b"=" * (-len(words) % 4))
    except binascii.Error:
        return b""


def decoded_text(raw: bytes, entity: Entity) -> Decoded:
    """Return the text of a part's content, by the charset that it declares; a page may declare it itself.

    Raises:
        ParseError: it is no text.
    """
    inner = declared_inside(raw, page=True) if entity.kind == "text/html" else None
    return decode_declared(raw, entity.parameter("charset"), inner)


def header_words(held: bytes) -> str:
    """Return a header's value as words: its encoded words decoded, and bytes beyond ASCII, which it should not have, as text.

    >>> header_words(b"=?utf-8?Q?Caf=C3?= =?utf-8?Q?=A9_closes?= today")
    'Café closes today'
    """
    text = _text(held, None)
    said: list[str] = []
    at = 0
    run: tuple[str, list[bytes]] | None = None  # words that follow each other in one charset may share a character
    for found in _ENCODED.finditer(text):
        between = text[at : found.start()]
        charset, bits = found["charset"].lower(), _word(found["words"], found["way"].lower())
        if run and not between.strip() and run[0] == charset:
            run[1].append(bits)
        else:
            said.append(_said(run) + ("" if run and not between.strip() else between))
            run = (charset, [bits])
        at = found.end()
    said.append(_said(run) + text[at:])
    return " ".join("".join(said).split())


def _said(run: tuple[str, list[bytes]] | None) -> str:
    return _text(b"".join(run[1]), run[0]) if run else ""


def _text(raw: bytes, charset: str | None) -> str:
    try:
        return decode(raw, charset).text if raw else ""
    except ParseError:
        return raw.decode("ascii", "replace")


def _word(words: str, way: str) -> bytes:
    raw = words.encode("utf-8", "replace")
    return _bits(regex.sub(rb"[^A-Za-z0-9+/=]", b"", raw)) if way == "b" else quopri.decodestring(raw, header=True)
