"""From bytes to text: which encoding, why that one, and what was wrong with the bytes.

A parser of a plugin decodes with `read_decoded`, as the library's own do, and hands on what it found::

    decoded = read_decoded(stream, hint, context.settings)
    origin = Origin(encoding=decoded.encoding, encoding_by=decoded.by)
    yield Analysis(document=Document(text=decoded.text, origin=origin), problems=decoded.problems, notices=decoded.notices)

Rules:

- The order is that of the WHATWG Encoding Standard: a byte order mark, then the declared encoding, then UTF-8 where the bytes
  are valid; then, where the extra `encodings` is there, a guess by the letters of the languages in the Latin script
  (`seedlib.parsing.latin`), else charset-normalizer's; else what is usual for the language that the bytes declare, cp1252 for most.
- What is declared outside of the bytes counts more than what they declare themselves, unless they cannot be in it.
- Bytes that are valid UTF-8 and more than ASCII are UTF-8 whatever is declared: other text is hardly ever valid by chance.
- Nothing is translated or repaired. A byte order mark is not text; bytes that mean nothing become U+FFFD, with a finding.
- Bytes that are no text at all are refused, with a name for what they are where it is known.
"""

from __future__ import annotations

import codecs
from typing import BinaryIO

import attrs
import regex

from seedlib.components import Hint, Settings
from seedlib.errors import LimitError, ParseError
from seedlib.model import Notice, Span, TextProblem, value
from seedlib.parsing.formats import is_binary, refusal_of
from seedlib.parsing.latin import latin_encoding
from seedlib.parsing.locales import usual_encoding

__all__ = [
    "Decoded",
    "codec_name",
    "declared_encoding",
    "declared_inside",
    "decode",
    "decode_declared",
    "mark_of",
    "read_decoded",
    "read_raw",
]

#: Longest first: the mark of UTF-32 little-endian begins as that of UTF-16 does (Unicode 16, 23.8, table 23-6).
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

#: What a label means on the web, where it is not what Python means by it (encoding.spec.whatwg.org, "Names and labels"):
#: a page that declares `iso-8859-1` has curly quotation marks at 0x93 and 0x94, which are cp1252's.
_WEB_MEANINGS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "tis-620": "cp874",
    "iso8859-11": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
    "utf-16": "utf-16-le",
    "utf-32": "utf-32-le",
}

#: What the names of the encodings begin with in which a letter of English has a NUL beside it.
_WIDE = ("utf-16", "utf-32")

#: Python codecs that are no encodings of stored text, or that the web refuses for safety's sake (utf-7).
_NO_TEXT = frozenset({"idna", "mbcs", "oem", "punycode", "raw-unicode-escape", "undefined", "unicode-escape", "utf-7", "utf-8-sig"})

#: cp1252 leaves five bytes undefined; the web reads them as the control characters of the same number (WHATWG, index windows-1252).
_CP1252 = {byte: bytes([byte]).decode("cp1252") for byte in range(0x80, 0xA0) if byte not in {0x81, 0x8D, 0x8F, 0x90, 0x9D}}

#: UTF-8 with at most this share of bad bytes is damaged UTF-8, rather than another encoding: a page cut at 4,096 bytes.
_DAMAGE = 0.01

#: How much of the bytes is searched for a declaration. HTML asks for 1,024; pages that begin with a comment or a style have theirs
#: later, and browsers find it where the tree is built.
_SEARCHED = 16_384

#: `<?xml version="1.0" encoding="iso-8859-2"?>`; `@charset "utf-8";`.
_DECLARATION = regex.compile(
    rb"\s*+(?:<\?xml\b[^>]{0,200}?\bencoding\s{0,20}=\s{0,20}[\"']|@charset\s{1,20}\")(?P<label>[\w.:-]{1,40})", regex.IGNORECASE
)

#: `<meta charset="utf-8">`, `<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">`; none in a comment counts.
_META = regex.compile(rb"<meta\b[^>]*?\bcharset\s{0,20}=\s{0,20}[\"']?\s{0,20}(?P<label>[\w.:-]{1,40})", regex.IGNORECASE)
_COMMENT = regex.compile(rb"<!--.*?(?:-->|\Z)", regex.DOTALL)

#: What parts a page and lines; no encoding has these bytes as the second half of a sign.
_PARTS = regex.compile(rb"[<>\r\n]+")

#: How much of an input charset-normalizer looks at, in bytes; its time grows with it.
_GUESS_FROM = 65_536


@value(kw_only=True)
class Decoded:
    """A text, the encoding it was in, and how that was found.

    >>> decoded = decode("Café".encode("utf-16"))
    >>> decoded.text, decoded.encoding, decoded.by
    ('Café', 'utf-16-le', 'bom')
    """

    #: To the letter, without a byte order mark.
    text: str
    #: Python's name of the codec, `utf-8`, `cp1252`.
    encoding: str
    #: `bom`, `declared`, `valid`, `guess`, `fallback`, as in `Origin.encoding_by`.
    by: str
    #: Bytes that mean nothing, and declarations that are not so.
    problems: tuple[TextProblem, ...] = ()
    #: What a user should know, such as an absent extra.
    notices: tuple[Notice, ...] = ()


def codec_name(label: str) -> str | None:
    """Return the codec that a declared label means on the web, or None if it means none.

    >>> codec_name("ISO-8859-1"), codec_name("UTF8"), codec_name("klingon")
    ('cp1252', 'utf-8', None)
    """
    try:
        name = codecs.lookup(label.strip().strip("\"'")).name
        b"a".decode(name)
    except UnicodeError:
        pass  # one byte is no text in it, but a text encoding it is
    except (LookupError, ValueError):
        return None
    name = "utf-8" if name == "utf-8-sig" else name
    return None if name in _NO_TEXT else _WEB_MEANINGS.get(name, name)


def mark_of(raw: bytes) -> tuple[bytes, str | None]:
    r"""Return the byte order mark that bytes begin with, and its codec; nothing and None if there is none.

    >>> mark_of(b"\xff\xfeR\x00"), mark_of(b"Rain")
    ((b'\xff\xfe', 'utf-16-le'), (b'', None))
    """
    for mark, codec in _MARKS:
        if raw.startswith(mark) and (codec != "utf-32-le" or len(raw) % 4 == 0):
            return mark, codec
    return b"", None


def declared_encoding(hint: Hint) -> str | None:
    """Return the declared encoding: the hint's, else the `charset` of its media type.

    >>> from seedlib.components import Hint
    >>> declared_encoding(Hint(media_type="text/html; charset=koi8-r"))
    'koi8-r'
    """
    if hint.encoding:
        return hint.encoding
    for parameter in (hint.media_type or "").split(";")[1:]:
        name, _, held = parameter.partition("=")
        if name.strip().lower() == "charset" and held.strip():
            return held.strip()
    return None


def declared_inside(raw: bytes, *, page: bool = False) -> str | None:
    """Return the encoding that bytes declare themselves, as they write it; None if they declare none.

    It is that of an XML declaration or of CSS's `@charset` at their beginning, or of a page's `<meta>`.

    >>> declared_inside(b"<?xml version='1.0' encoding='KOI8-R'?>")
    'KOI8-R'
    >>> declared_inside(b'<meta charset="Big5">', page=True)
    'Big5'

    Args:
        raw: the bytes; may begin with a byte order mark.
        page: whether they are a page of HTML.
    """
    head = raw[len(mark_of(raw)[0]) :][:_SEARCHED]
    found = _DECLARATION.match(head)
    if not found and page:
        found = _META.search(_COMMENT.sub(b"", head))
    return found["label"].decode("ascii") if found else None


def decode_declared(raw: bytes, outer: str | None, inner: str | None) -> Decoded:
    """Decode bytes that may be declared twice: the outer declaration counts, unless the bytes cannot be in it (RFC 7303; HTML 13.2.3.2).

    >>> decoded = decode_declared("Café".encode(), "iso-8859-1", "utf-8")
    >>> decoded.text, decoded.encoding, decoded.problems[0].note
    ('Café', 'utf-8', 'declared as iso-8859-1, but the bytes are utf-8')

    Args:
        raw: the bytes, whole.
        outer: what is declared outside of them, as by an HTTP header.
        inner: what they declare themselves.

    Raises:
        ParseError: they are no text.
    """
    if outer and inner and not codec_name(outer):
        return _also(decode(raw, inner), outer, inner)
    decoded = decode(raw, outer or inner)
    if not outer or not inner or codec_name(outer) == codec_name(inner):
        return decoded
    if decoded.by in {"guess", "fallback"} or any(problem.span for problem in decoded.problems):
        second = decode(raw, inner)
        decoded = second if second.by == "declared" else decoded
    return _also(decoded, outer, inner)


def _also(decoded: Decoded, outer: str, inner: str) -> Decoded:
    note = f"declared as {outer} outside of the file and as {inner} in it; read as {decoded.encoding}"
    return attrs.evolve(decoded, problems=(*decoded.problems, _conflict(note)))


def read_decoded(stream: BinaryIO, hint: Hint, settings: Settings) -> Decoded:
    r"""Read a stream to its end and decode it, unless it is longer than the settings allow.

    >>> import io
    >>> from seedlib import Settings
    >>> from seedlib.components import Hint
    >>> read_decoded(io.BytesIO(b"caf\xe9"), Hint(encoding="latin-1"), Settings()).text
    'café'

    Args:
        stream: the input.
        hint: what is declared outside of it.
        settings: with the limit `max_characters`.

    Raises:
        LimitError: the text has more characters than `max_characters`; no more than four bytes for each are read.
        ParseError: the bytes are no text, or there are none.
    """
    raw = read_raw(stream, settings)
    decoded = decode_declared(raw, declared_encoding(hint), declared_inside(raw))
    if len(decoded.text) > settings.max_characters:
        raise _too_long(settings.max_characters)
    return decoded


def read_raw(stream: BinaryIO, settings: Settings) -> bytes:
    """Read a stream to its end, unless it must hold more characters than the settings allow.

    >>> import io
    >>> from seedlib import Settings
    >>> read_raw(io.BytesIO(b"It rains."), Settings())
    b'It rains.'
    >>> read_raw(io.BytesIO(b"It rains here."), Settings(max_characters=2))
    Traceback (most recent call last):
        ...
    seedlib.errors.LimitError: found a text of more than 2 characters, expected at most that many (raise Settings.max_characters
        (--max-characters))

    Raises:
        LimitError: it does; no more than four bytes for each are read.
        ParseError: it is empty.
    """
    limit = settings.max_characters
    raw = stream.read(4 * limit + 5)  # no encoding read here takes more than four bytes a character; one for a mark, one to know
    if len(raw) > 4 * (limit + 1):
        raise _too_long(limit)
    if not raw:
        raise ParseError("found an empty file, expected a document", advice="check how it was made or fetched")
    return raw


def _too_long(limit: int) -> LimitError:
    return LimitError(
        f"found a text of more than {limit:,} characters, expected at most that many",
        advice="raise Settings.max_characters (--max-characters)",
    )


def decode(raw: bytes, declared: str | None = None) -> Decoded:
    r"""Decode bytes that should be text.

    >>> decode(b"caf\xe9", "latin-1").text, decode("café".encode()).by
    ('café', 'valid')

    Args:
        raw: the bytes, whole.
        declared: what somebody says they are in, such as an HTTP header; may be wrong.

    Raises:
        ParseError: they are no text.
    """
    name = codec_name(declared) if declared else None
    problems = () if name or not declared else (_conflict(f"the declared encoding {declared!r} is none that is known"),)
    mark, codec = mark_of(raw)
    if codec:
        if name and name.split("-")[:2] != codec.split("-")[:2]:
            problems = (_conflict(f"declared as {declared}, but the byte order mark is that of {codec}"),)
        return _with_damage(raw[len(mark) :], codec, "bom", problems)
    if name and name.startswith("utf-") and (text := _strict(raw, name)) is not None and _plausible(raw, name):
        return Decoded(text=text, encoding=name, by="declared", problems=problems)
    wide = _wide(raw) or _escaped(raw)
    if wide:
        return _with_damage(raw, wide, "guess", _declared_otherwise(problems, declared, name, wide))
    if is_binary(raw):
        raise refusal_of(raw)
    return _narrow(raw, declared, name, problems)


def _narrow(raw: bytes, declared: str | None, name: str | None, problems: tuple[TextProblem, ...]) -> Decoded:
    """Decode bytes without a mark that are neither UTF-16 nor binary."""
    text = _strict(raw, "utf-8")
    if text is not None and not (raw.isascii() and name and not name.startswith(_WIDE)):
        return Decoded(text=text, encoding="utf-8", by="valid", problems=_declared_otherwise(problems, declared, name, "utf-8"))
    if name and (text := _strict(raw, name)) is not None and _plausible(raw, name):
        return Decoded(text=text, encoding=name, by="declared", problems=problems)
    if _nearly_utf_8(raw):
        by = "declared" if name == "utf-8" else "valid"
        return _with_damage(raw, "utf-8", by, _declared_otherwise(problems, declared, name, "utf-8"))
    guess, notices = (None, ()) if declared else _guess(raw)
    if guess and (text := _strict(raw, guess)) is not None:
        return Decoded(text=text, encoding=guess, by="guess", problems=problems)
    if name and name != "utf-8" and not name.startswith(_WIDE):
        return _with_damage(raw, name, "declared", problems)
    usual = usual_encoding(raw)
    text = _strict(raw, usual) if usual else None
    found = usual if usual and text is not None else "cp1252"
    problems = _declared_otherwise(problems, declared, name, found)
    return Decoded(text=_cp1252(raw) if text is None else text, encoding=found, by="fallback", problems=problems, notices=notices)


def _strict(raw: bytes, name: str) -> str | None:
    if name == "cp1252":
        return _cp1252(raw)
    try:
        return raw.decode(name)
    except UnicodeError:
        return None


def _cp1252(raw: bytes) -> str:
    return raw.decode("latin-1").translate(_CP1252)


def _plausible(raw: bytes, name: str) -> bool:
    """Say whether bytes can be in `name`, which decodes them: ASCII declared as UTF-16 gives Chinese nonsense."""
    return not name.startswith(_WIDE) or b"\0" in raw or _strict(raw, "utf-8") is None


def _wide(raw: bytes) -> str | None:
    """Return the codec of UTF-16 or UTF-32 without a mark, known by where the NULs stand in Western text."""
    head = raw[:4096]
    if len(head) < 4 or head.count(0) < len(head) // 5:
        return None
    shares = [head[i::4].count(0) / len(head[i::4]) for i in range(4)]
    rare = 0.1  # a text whose other bytes are NUL more often than this is binary
    if min(shares[1:]) > 1 - rare and shares[0] < rare:
        return "utf-32-le"
    if min(shares[:3]) > 1 - rare and shares[3] < rare:
        return "utf-32-be"
    if min(shares[1], shares[3]) > 0.4 and max(shares[0], shares[2]) < rare:
        return "utf-16-le"
    return "utf-16-be" if min(shares[0], shares[2]) > 0.4 and max(shares[1], shares[3]) < rare else None


def _escaped(raw: bytes) -> str | None:
    """Return the codec of an ISO 2022 text, known by its escape sequences (RFC 1468 and 1557), which are valid UTF-8 too."""
    for sign, codec in ((b"\x1b$)C", "iso2022_kr"), (b"\x1b$", "iso2022_jp_ext")):
        if sign in raw and _strict(raw, codec) is not None:
            return codec
    return None


def _nearly_utf_8(raw: bytes) -> bool:
    """Say whether bytes are UTF-8 but for a few: more characters of two bytes and above are whole than broken."""
    text = raw.decode("utf-8", "replace")
    kept = raw.count(b"\xef\xbf\xbd")
    bad = text.count("\ufffd") - kept
    whole = sum(1 for sign in text if sign > "\x7f") - bad - kept
    return bad <= _DAMAGE * len(raw) and whole > bad


def _guess(raw: bytes) -> tuple[str | None, tuple[Notice, ...]]:
    """Return a guess by the letters of the Latin script, else charset-normalizer's; or a notice that its extra is absent."""
    try:
        import charset_normalizer
    except ImportError:
        message = (
            'the encoding is not stated and not UTF-8; it was read in the usual one. pip install "seedlib[encodings]" to have it guessed.'
        )
        return None, (Notice(code="extra-absent", message=message, component="parsing"),)
    if latin := latin_encoding(raw):
        return latin, ()
    samples = (_telling(raw), raw[:_GUESS_FROM])
    best = next((best for sample in samples if (best := charset_normalizer.from_bytes(sample).best())), None)
    if best is None:
        return None, ()
    same = "cp1252" in best.could_be_from_charset  # it gives the same text, and is the likelier name for it
    return "cp1252" if same else codec_name(best.encoding), ()


def _telling(raw: bytes) -> bytes:
    """Return what of the bytes tells their encoding: without the markup and the lines that are ASCII, which are most of a page."""
    found = (part for part in _PARTS.split(raw) if not part.isascii())
    return b"\n".join(found)[:_GUESS_FROM]


def _declared_otherwise(problems: tuple[TextProblem, ...], declared: str | None, name: str | None, found: str) -> tuple[TextProblem, ...]:
    """Add a finding where another encoding was declared than was found."""
    if not name or name == found:
        return problems
    return (*problems, _conflict(f"declared as {declared}, but the bytes are {found}"))


def _with_damage(raw: bytes, name: str, by: str, problems: tuple[TextProblem, ...]) -> Decoded:
    """Decode with U+FFFD for what means nothing, and a finding where that happened."""
    text = _strict(raw, name)
    if text is None:
        text = raw.decode(name, "replace")
        at = text.find("\ufffd")
        span = Span(at, at + 1) if at >= 0 else None
        note = f"{text.count(chr(0xFFFD))} bytes or runs of bytes mean nothing in {name}; each reads U+FFFD here"
        problems = (*problems, attrs.evolve(_conflict(note), span=span))
    return Decoded(text=text, encoding=name, by=by, problems=problems)


def _conflict(note: str) -> TextProblem:
    return TextProblem(kind="encoding-conflict", note=note)
