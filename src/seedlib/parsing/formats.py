"""Which formats an input is not: known by their first bytes, and refused with a sentence that helps.

Rules:

- A file is refused by what it holds, not by its name.
- The record `refused` takes what no other parser reads, with the lowest rank, so that a plugin for a format always goes first.
- Its message says what was found, what is expected and what to do next.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

import regex

from seedlib.components import Context, Hint, Parsed, Parser, Rank
from seedlib.errors import ParseError
from seedlib.model import value

__all__ = ["OLE", "REFUSED", "Format", "format_of", "is_binary", "media_type_of", "rank_of", "refusal_of"]

#: How many bytes are looked at.
_HEAD = 8192

#: How old Office files, and encrypted ones, begin, and messages in Outlook's own format ([MS-CFB], 2.2).
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@value  # positional: a table of many
class Format:
    """A format that seedlib's own parsers do not read."""

    #: With its article: `a PDF file`.
    name: str
    #: Matches the beginning of such a file.
    signature: regex.Pattern[bytes]
    #: What to do instead.
    advice: str
    #: Whether it can be decoded, though it is no plain text.
    textual: bool = False
    #: Whether a plain text may begin so, if its name says that it is one.
    maybe: bool = False
    #: Whether a parser reads it, so that only one that was chosen by hand has to refuse it.
    read: bool = False


def _starts(*signatures: bytes) -> regex.Pattern[bytes]:
    return regex.compile(b"|".join(regex.escape(signature) for signature in signatures))


#: From the magic numbers of `file` (libmagic) and the specifications that the formats' makers publish. An example each: a page saved
#: as `story.txt`, a Word file renamed, a picture in a folder of articles.
_FORMATS = (
    Format("a PDF file", regex.compile(rb"\s*%PDF-\d"), "leave out --parser", read=True),
    Format(
        "a ZIP archive, or a Word, OpenDocument or EPUB file",
        _starts(b"PK\x03\x04", b"PK\x05\x06", b"PK00PK\x03\x04", b"PK\x07\x08PK\x03\x04"),
        "leave out --parser, or unpack it first",
        read=True,
    ),
    Format(
        "an old Microsoft Office file, or a message in Outlook's own format",
        _starts(OLE),
        "save it as text first, a message as .eml",
    ),
    Format("a Rich Text file", _starts(b"{\\rtf"), "save it as text first"),
    Format(
        "a picture",
        _starts(b"\x89PNG\r\n", b"GIF87a", b"GIF89a", b"\xff\xd8\xff", b"II*\0", b"MM\0*"),
        "run text recognition on it first",
    ),
    Format(
        "sound, pictures or film",
        regex.compile(rb"RIFF....(WEBP|WAVE|AVI )|OggS\0|ID3[\x02-\x04]|fLaC\0|\0...ftyp", regex.DOTALL),
        "give its text",
    ),
    Format(
        "a compressed file",
        _starts(b"\x1f\x8b", b"BZh91AY", b"\xfd7zXZ\0", b"\x28\xb5\x2f\xfd"),
        "leave out --parser, or unpack it first",
        read=True,
    ),
    Format("a 7z archive", _starts(b"7z\xbc\xaf\x27\x1c"), "unpack it first: 7z x FILE"),
    Format("a RAR archive", _starts(b"Rar!\x1a\x07"), "unpack it first: unrar x FILE"),
    Format("a file of compress (.Z)", _starts(b"\x1f\x9d", b"\x1f\xa0"), "unpack it first: uncompress FILE"),
    Format("an LZ4 or lzip file", _starts(b"\x04\x22\x4d\x18", b"LZIP\x01"), "unpack it first: lz4 -d FILE, or lzip -d FILE"),
    Format(
        "subtitles of SubStation Alpha",
        regex.compile(rb"\s*\[Script Info\]", regex.IGNORECASE),
        "write them as SubRip first: ffmpeg -i FILE OUT.srt",
        textual=True,
    ),
    Format("a Parquet file", _starts(b"PAR1\x15"), "leave out --parser", read=True),
    Format("a database", _starts(b"SQLite format 3\0"), "write its texts as CSV or JSON Lines first"),
    Format("a program", _starts(b"\x7fELF", b"MZ\x90", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"\0asm"), "give a text"),
    Format("an XML file", regex.compile(rb"\s*<\?xml\b"), "leave out --parser", textual=True, read=True),
    Format(
        "a file of tags, as XML and HTML have",
        regex.compile(
            rb"\s*(<!--[\s\S]{0,2000}?-->\s*)*<(?:!DOCTYPE\b|[A-Z][\w.:-]{0,40}(?:\s+[\w.:-]{1,40}\s*=|\s*/?>))",
            regex.IGNORECASE,
        ),
        "give its text; these are not read yet",
        textual=True,
        maybe=True,
    ),
    Format("a web archive", regex.compile(rb"WARC/\d|filedesc://"), "leave out --parser, or unpack it first", read=True),
)

_MARK = regex.compile(rb"\xef\xbb\xbf|\xff\xfe|\xfe\xff")

#: Control characters that no text has but by accident; tab, line feed, vertical tab, form feed, carriage return and escape
#: (ISO 2022 texts) are not among them.
_CONTROL = bytes([*range(9), *range(0x0E, 0x1B), *range(0x1C, 0x20), 0x7F])

#: From this share of control characters on, bytes are no text. Wire text with its SOH, STX and ETX has less than one in a hundred;
#: a compressed stream has 28 in 256.
_BINARY = 0.05


#: Suffixes of plain texts, which may begin with a tag.
_PLAIN = (".txt", ".text", ".md", ".markdown")


def format_of(head: bytes, hint: Hint | None = None) -> Format | None:
    """Return the format that the first bytes are known for, or None; the hint's suffix settles what may be plain text."""
    head = head.removeprefix(b"\xef\xbb\xbf")
    plain = hint is not None and hint.suffix in _PLAIN
    return next((known for known in _FORMATS if not (plain and known.maybe) and known.signature.match(head)), None)


def is_binary(raw: bytes) -> bool:
    """Say whether bytes in no wide encoding are something else than text. A stray NUL or two do not count."""
    head = raw[:_HEAD]
    if b"\x1b$" in head:  # ISO 2022: its texts shift in and out by control characters
        return False
    controls = len(head) - len(head.translate(None, _CONTROL))
    if controls > max(2, _BINARY * len(head)) or (controls and controls == len(head)):
        return True
    known = format_of(head)
    return known is not None and not known.textual


def refusal_of(raw: bytes, *, expected: str = "text") -> ParseError:
    """Return the error that says what these bytes are instead of what is expected."""
    known = format_of(raw[:_HEAD])
    if known:
        return ParseError(f"found {known.name}, expected {expected}", advice=known.advice)
    return ParseError(
        f"found binary data that begins with {raw[:8]!r}, expected {expected}",
        advice="check how it was made, or install a plugin that reads this format",
    )


def media_type_of(hint: Hint) -> str:
    """Return the declared media type in small letters, without parameters; empty if none is declared."""
    return (hint.media_type or "").partition(";")[0].strip().lower()


def rank_of(hint: Hint, parser: Parser) -> Rank:
    """Return how far a hint alone speaks for a parser: by the declared media type, by the suffix, or not."""
    if media_type_of(hint) in parser.media_types:
        return Rank.MEDIA_TYPE
    return Rank.SUFFIX if hint.suffix in parser.suffixes else Rank.NO


def _accepts(head: bytes, hint: Hint) -> Rank:
    if not head or _MARK.match(head):
        return Rank.NO
    known = format_of(head, hint)
    if known and known.read:
        return Rank.NO
    wide = head.count(0) * 5 >= len(head) and b"\0\0\0\0\0" not in head  # UTF-16 without a mark
    return Rank.SUFFIX if known or (is_binary(head) and not wide) else Rank.NO


def _parse(stream: BinaryIO, hint: Hint, context: Context) -> Iterator[Parsed]:
    del hint, context
    raise refusal_of(stream.read(_HEAD))
    yield


#: Answers, for what nobody reads, what it is.
REFUSED = Parser(name="refused", accepts=_accepts, parse=_parse)
