"""Web archives (WARC, and its forerunner ARC): each page that was fetched is a part, with its address and what its header said.

Theory of operation. The file is read from its start to its end, one record at a time: `_runs` gives the unpacked stream, and a new one
behind each place where a compressed file is broken; `_Lines` reads lines and bytes of it, within bounds; `warcio` reads the headers
of a record from it; `_answers` says what the record gives.

Rules:

- Only what was fetched with success and may hold text is read: `response` with status 200, `resource` and `conversion`. All else is
  counted by what it is, in one notice.
- A broken record is an `Unread`, and reading goes on at the next record.
- One record is read at a time, in pieces: the size of an archive does not matter.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterator
from typing import Any, BinaryIO

import regex

from seedlib.components import Context, Hint, Parsed, Parser, Part, Rank, Readable
from seedlib.errors import ParseError
from seedlib.model import Notice, Origin, value
from seedlib.parsing.archives.compressed import WEB_ARCHIVES, Members, Salvaged, beginning_of, method_of
from seedlib.parsing.archives.members import left_out
from seedlib.parsing.formats import media_type_of
from seedlib.parsing.records import Place, unread
from seedlib.parsing.warc.bodies import Lined, body_of

__all__ = ["WARC"]

_NAME = "seedlib:warc"

#: How many bytes are read at a time.
_CHUNK = 1 << 16

#: The headers of a record may have so many bytes, those of HTTP included; a line no more than are read at a time.
_LONGEST_HEADERS = 1 << 20

#: How a record begins: `WARC/1.1` (ISO 28500), or the line of ARC 1.0: address, IP address, date, type, length.
_WARC_START = regex.compile(rb"WARC/\d+\.\d+\s*\Z")
_ARC_START = regex.compile(rb"[a-z][a-z+.-]*:\S[^\r\n]*[ ]\S+[ ]\d{12,14}[ ]\S+[ ]\d+\s*\Z", regex.IGNORECASE)
_ANY_START = regex.compile(_WARC_START.pattern + b"|" + _ARC_START.pattern, regex.IGNORECASE)

#: How what is unpacked begins where a record does; behind the first, those of ARC files begin with the address.
_BEGINNINGS = (*WEB_ARCHIVES, b"http://", b"https://")

#: Kinds of records that hold what was fetched; `conversion` is a page's text, as in the WET files of Common Crawl.
_FETCHED = frozenset({"response", "resource", "conversion"})

#: Media types that may hold an article; what declares none is looked at, too.
_TEXTS = frozenset(
    {
        "", "text/html", "application/xhtml+xml", "text/plain", "text/markdown", "text/xml", "application/xml", "application/rss+xml",
        "application/atom+xml", "application/rdf+xml", "application/feed+json", "application/pdf", "application/rtf", "text/rtf",
        "application/msword", "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/vnd.oasis.opendocument.text", "application/epub+zip", "message/rfc822", "text/vtt", "application/x-subrip",
        "application/octet-stream", "unk", "unknown", "no-type",
    }
)  # fmt: skip

#: Media types that say nothing; the last three are those of ARC files.
_NO_TYPES = frozenset({"application/octet-stream", "unk", "unknown", "no-type"})

#: What is counted by its own name among what holds no text; everything else is another type.
_COUNTED = frozenset({"image", "audio", "video", "font"})
_CODE = frozenset({"text/css", "text/javascript", "application/javascript", "application/x-javascript", "application/json"})


class _Lines:
    """Reads lines and bytes of a stream that can only be read forwards, as `warcio` asks for them."""

    def __init__(self, stream: Readable) -> None:
        self.stream = stream
        self.held, self.at = b"", 0
        #: How many bytes of headers may still be read.
        self.left = _LONGEST_HEADERS

    def read(self, length: int | None = None) -> bytes:
        """Return the next bytes, at most `length`; none at the end."""
        if self.at == len(self.held):
            self.held, self.at = self.stream.read(_CHUNK), 0
        end = len(self.held) if length is None else min(self.at + length, len(self.held))
        found, self.at = self.held[self.at : end], end
        return found

    def readline(self, length: int | None = None) -> bytes:
        """Return the next line, or as much of it as a line may have.

        Raises:
            ParseError: the headers are longer than any are.
        """
        found = b""
        limit = _CHUNK if length is None else min(length, _CHUNK)
        while len(found) < limit and not found.endswith(b"\n"):
            if self.at == len(self.held):
                self.held, self.at = self.stream.read(_CHUNK), 0
                if not self.held:
                    break
            end = self.held.find(b"\n", self.at, self.at + limit - len(found)) + 1 or min(self.at + limit - len(found), len(self.held))
            found += self.held[self.at : end]
            self.at = end
        self.left -= len(found)
        if self.left < 0:
            raise ParseError(f"found headers of more than {_LONGEST_HEADERS:,} bytes", advice="mend or drop the record")
        return found

    def allow(self) -> None:
        """Begin to count the bytes of headers anew."""
        self.left = _LONGEST_HEADERS


@value(kw_only=True)
class _Broken:
    """Stands for a record that cannot be read."""

    number: int
    error: ParseError


@value(kw_only=True)
class _Record:
    """A record whose headers are read, and whose block is not."""

    #: Counted from 1.
    number: int
    #: What `warcio` read: `rec_type`, `rec_headers`, `raw_stream`.
    held: Any
    is_arc: bool

    @property
    def uri(self) -> str:
        """The address that was fetched; empty if none is given."""
        return str(self.held.rec_headers.get_header("uri" if self.is_arc else "WARC-Target-URI") or "")

    def header(self, name: str) -> str:
        """Return a header of the record; empty if it has none of this name."""
        return str(self.held.rec_headers.get_header(name) or "")


def _loader() -> Any:
    try:
        from warcio.recordloader import ArcWarcRecordLoader
    except ImportError as error:
        message = "found a web archive, and the library that reads them is not installed"
        raise ParseError(message, advice='pip install "seedlib[warc]"') from error
    logger = logging.getLogger("warcio")
    if not logger.handlers:  # else Python prints what it warns of: addresses with blanks in them
        logger.addHandler(logging.NullHandler())
    return ArcWarcRecordLoader(verify_http=False, arc2warc=False)


def _runs(stream: BinaryIO) -> Iterator[Salvaged]:
    """Yield what the file unpacks to, from its beginning and from behind each place where it is broken."""
    place: int | None = 0
    while place is not None:
        stream.seek(place)
        method = method_of(stream.read(10))
        stream.seek(place)
        opened: Any = method.opened(stream) if method else stream
        run = Salvaged(opened, method.name if method else "a web archive")
        yield run
        broken = run.error is not None and isinstance(opened, Members)
        place = _next_member(stream, place + opened.start + 1) if broken else None


def _next_member(stream: BinaryIO, place: int) -> int | None:
    """Return where the next gzip member begins that holds a record, from a place on; None if there is none."""
    sign = b"\x1f\x8b\x08"
    stream.seek(place)
    kept = b""
    while chunk := stream.read(_CHUNK):
        held = kept + chunk
        at = held.find(sign)
        while at >= 0:
            stream.seek(place + at)
            if beginning_of(stream.read(4096)).startswith(_BEGINNINGS):
                return place + at
            at = held.find(sign, at + 1)
        place += len(held) - len(sign)
        kept = held[-len(sign) :]
        stream.seek(place + len(sign))
    return None


def _records(lines: _Lines, loader: Any, first: int) -> Iterator[_Record | _Broken]:
    """Yield the records, numbered from `first`; each is to be read before the next is asked for."""
    number, start, lost = first, _ANY_START, 0
    while line := _line(lines):
        if not start.match(line):
            lost += len(line) if line.strip() else 0
            continue
        if lost:
            yield _lost(number, lost)
            lost = 0
        start = _WARC_START if line.startswith(b"WARC/") else _ARC_START
        record = _record(lines, line, loader, number)
        yield record
        if isinstance(record, _Record) and (missing := _drained(record.held.raw_stream)):
            message = f"found a record that is cut off: {missing:,} bytes are missing"
            yield _Broken(number=number, error=ParseError(message, advice="fetch the file again; what came before is read"))
        number += 1
    if lost:
        yield _lost(number, lost)


def _record(lines: _Lines, line: bytes, loader: Any, number: int) -> _Record | _Broken:
    """Read the header of a record, whose first line was read already."""
    from warcio.exceptions import ArchiveLoadFailed

    is_arc = not line.startswith(b"WARC/")
    try:
        held = loader.parse_record_stream(lines, line, "arc" if is_arc else "warc", no_record_parse=True)
    except ParseError as error:
        return _Broken(number=number, error=error)
    except (ValueError, EOFError, ArchiveLoadFailed) as error:
        message = f"found a record whose header is broken: {error or 'it ends early'}"
        return _Broken(number=number, error=ParseError(message, advice="mend or drop it; the others are read"))
    if held.raw_stream is lines or held.rec_type is None:
        message = "found a record without its length or its type"
        return _Broken(number=number, error=ParseError(message, advice="mend or drop it; the others are read"))
    return _Record(number=number, held=held, is_arc=is_arc)


def _lost(number: int, size: int) -> _Broken:
    error = ParseError(f"found {size:,} bytes that belong to no record", advice="look at the record before; the others are read")
    return _Broken(number=number, error=error)


def _line(lines: _Lines) -> bytes:
    lines.allow()
    return lines.readline()


def _drained(block: Any) -> int:
    """Read the rest of a record's block, and return how many bytes of it are missing."""
    while block.read(_CHUNK):
        pass
    return int(block.limit)


def _answers(record: _Record, loader: Any, counts: Counter[str]) -> Iterator[Parsed]:
    """Yield the part that a record holds, or count it."""
    kind = record.held.rec_type
    if kind not in _FETCHED:
        counts[kind if kind in _KINDS else "records of another kind"] += 1
        return
    block: Lined = record.held.raw_stream
    declared, transfer, encodings = record.header("content-type"), "", ""
    if kind == "response" and record.uri.lower().startswith(("http:", "https:")):
        headers = loader.http_parser.parse(block)
        status = str(headers.get_statuscode())
        if status != "200":
            counts[f"responses of status {status}" if regex.fullmatch(r"\d{3}", status) else "responses without a status"] += 1
            return
        declared, transfer, encodings = (
            headers.get_header(name) or "" for name in ("content-type", "transfer-encoding", "content-encoding")
        )
    elif kind == "response" and not record.is_arc:
        counts["responses that are not HTTP"] += 1
        return
    media_type = media_type_of(Hint(media_type=declared))
    if media_type not in _TEXTS or record.uri.endswith("/robots.txt"):
        counts[_group(media_type)] += 1
        return
    body = Salvaged(body_of(block, transfer, encodings), "a page")
    hint = Hint(media_type=None if media_type in _NO_TYPES else declared or None, uri=record.uri or None)
    yield Part(stream=body, hint=hint, locator=f"record {record.number}")
    if body.error and body.size:
        yield unread(body.error, _place(record.number))
    if record.header("WARC-Truncated"):
        message = f"The crawler cut record {record.number} off ({record.header('WARC-Truncated')[:40]})."
        yield Notice(code="cut-off", message=message, component=_NAME)


#: The kinds of records of ISO 28500 that hold no page, and the first record of an ARC file.
_KINDS = frozenset({"warcinfo", "request", "metadata", "revisit", "continuation", "arc_header"})


def _group(media_type: str) -> str:
    main = media_type.partition("/")[0]
    return main if main in _COUNTED else "style, script or JSON" if media_type in _CODE else "other types"


def _place(number: int) -> Place:
    return Place(component=_NAME, origin=Origin(part=f"record {number}"))


def _parse(stream: BinaryIO, hint: Hint, context: Context) -> Iterator[Parsed]:
    del hint, context
    loader = _loader()
    counts: Counter[str] = Counter()
    number = 0
    for run in _runs(stream):
        for record in _records(_Lines(run), loader, number + 1):
            number = record.number
            if isinstance(record, _Broken):
                if not run.error:  # else it is told once, below
                    yield unread(record.error, _place(number))
                continue
            try:
                yield from _answers(record, loader, counts)
            except EOFError:
                yield unread(ParseError("found a response without its headers", advice="the others are read"), _place(number))
            except ParseError as error:
                yield unread(error, _place(number))
        if run.error:
            yield unread(run.error, _place(number))
    yield from left_out(counts, "Records of the web archive", _NAME)


def _accepts(head: bytes, hint: Hint) -> Rank:
    begins = beginning_of(head)
    if begins.startswith(WEB_ARCHIVES):
        return Rank.CONTENT
    return Rank.SUFFIX if hint.suffix in WARC.suffixes and begins else Rank.NO


#: Reads the pages in web archives.
WARC = Parser(
    name="warc",
    accepts=_accepts,
    parse=_parse,
    suffixes=(".warc", ".arc"),
    media_types=("application/warc", "application/x-ia-arc"),
)
