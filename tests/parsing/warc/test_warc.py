"""Web archives, made here: which records are read, with what is known of them, and what is broken."""

from __future__ import annotations

import gzip
import io
import tracemalloc
import zlib
from collections.abc import Iterable
from typing import Any

import pytest

from seedlib.parsing.warc import WARC
from seedlib.testing import check_parser
from tests.parsing.making_archives import notices, read, told

PAGE = b"<!doctype html><html><head><title>Rain</title></head><body><p>Ada Poe said that it rained all day.</p></body></html>"


def record(kind: str, block: bytes, uri: str = "http://example.org/rain", **headers: str) -> bytes:
    """Return a record of a WARC file."""
    named = {"WARC-Type": kind, "WARC-Target-URI": uri, "WARC-Date": "2026-03-01T10:00:00Z", "Content-Length": str(len(block))}
    named |= {name.replace("_", "-"): held for name, held in headers.items()}
    lines = "".join(f"{name}: {held}\r\n" for name, held in named.items() if held)
    return b"WARC/1.1\r\n" + lines.encode() + b"\r\n" + block + b"\r\n\r\n"


def response(body: bytes, status: str = "200 OK", **headers: str) -> bytes:
    """Return the block of a response."""
    named = {"Content-Type": "text/html; charset=utf-8"} | {name.replace("_", "-"): held for name, held in headers.items()}
    return f"HTTP/1.1 {status}\r\n{''.join(f'{n}: {h}{chr(13)}{chr(10)}' for n, h in named.items())}\r\n".encode() + body


def fetched(body: bytes = PAGE, status: str = "200 OK", uri: str = "http://example.org/rain", **headers: str) -> bytes:
    return record("response", response(body, status, **headers), uri)


def texts(results: Iterable[Any]) -> list[str]:
    return [result.document.text for result in results if hasattr(result, "document")]


def test_pages_have_their_address_and_what_the_server_said() -> None:
    """Address, media type and encoding; the place is the record's number."""
    raw = record("warcinfo", b"software: hand\r\n", "") + fetched(
        "<p>Es regnet in K\xf6ln.</p>".encode("latin-1"), Content_Type="text/html; charset=latin-1"
    )
    (result,) = read(raw, "a.warc")
    origin = result.document.origin
    assert (origin.uri, origin.part, origin.encoding, origin.encoding_by) == (
        "http://example.org/rain",
        "a.warc!/record 2",
        "cp1252",
        "declared",
    )
    assert (result.document.text, result.document.url or origin.uri) == ("Es regnet in Köln.", "http://example.org/rain")


def chunked(body: bytes) -> bytes:
    return b"".join(b"%x\r\n%s\r\n" % (len(body[at : at + 50]), body[at : at + 50]) for at in range(0, len(body), 50)) + b"0\r\n\r\n"


def raw_deflate(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(body) + packer.flush()


BODIES = [
    ("plain", PAGE, {}),
    ("chunks", chunked(PAGE), {"Transfer_Encoding": "chunked"}),
    ("said to be chunks", PAGE, {"Transfer_Encoding": "chunked"}),
    ("gzip", gzip.compress(PAGE), {"Content_Encoding": "gzip"}),
    ("said to be gzip", PAGE, {"Content_Encoding": "gzip"}),
    ("deflate", zlib.compress(PAGE), {"Content_Encoding": "deflate"}),
    ("deflate without header", raw_deflate(PAGE), {"Content_Encoding": "deflate"}),
    (
        "gzip in small chunks",
        b"1\r\n\x1f\r\n" + chunked(gzip.compress(PAGE)[1:]),
        {"Content_Encoding": "gzip", "Transfer_Encoding": "chunked"},
    ),
    ("chunks with words for proxies", b"%x ;a=b\r\n%s\r\n0\r\n\r\n" % (len(PAGE), PAGE), {"Transfer_Encoding": "chunked"}),
    ("gzip in chunks", chunked(gzip.compress(PAGE)), {"Content_Encoding": "gzip", "Transfer_Encoding": "chunked"}),
    ("said to be br", PAGE, {"Content_Encoding": "br"}),
    ("no type", PAGE, {"Content_Type": "application/octet-stream"}),
]


@pytest.mark.parametrize(("label", "body", "headers"), BODIES, ids=[case[0] for case in BODIES])
def test_bodies_are_unpacked(label: str, body: bytes, headers: dict[str, str]) -> None:
    """As their headers say, or as they stand where the archive has unpacked them already."""
    assert texts(read(fetched(body, **headers), "a.warc")) == ["Ada Poe said that it rained all day."], label


def test_other_kinds_of_records_are_read_or_counted() -> None:
    """Resources and conversions are read; requests, other statuses and pictures are counted in one notice."""
    raw = b"".join(
        [
            record("warcinfo", b"software: hand\r\n", ""),
            record("resource", PAGE, Content_Type="text/html"),
            record("conversion", b"It snowed all day.", Content_Type="text/plain"),
            record("request", b"GET /rain HTTP/1.1\r\n\r\n"),
            fetched(b"Not here.", "404 Not Found"),
            fetched(b"", "301 Moved Permanently"),
            fetched(b"\x89PNG", Content_Type="image/png"),
            fetched(b"p {}", Content_Type="text/css"),
            fetched(b"Allow: *", uri="http://example.org/robots.txt", Content_Type="text/plain"),
            record("response", b"20260301 example.org", "dns:example.org", Content_Type="text/dns"),
            record("revisit", b""),
            record("invented", b"x"),
        ]
    )
    results = read(raw, "a.warc")
    assert texts(results) == ["Ada Poe said that it rained all day.", "It snowed all day."]
    (notice,) = notices(results)
    assert notice == (
        "Records of the web archive were left out (image: 1, other types: 1, records of another kind: 1, request: 1, responses of "
        "status 301: 1, responses of status 404: 1, responses that are not HTTP: 1, revisit: 1, style, script or JSON: 1, warcinfo: 1)."
    )


def by_record(*records: bytes) -> bytes:
    return b"".join(map(gzip.compress, records))


ONE, TWO, THREE = (fetched(PAGE.replace(b"rained", word)) for word in (b"rained", b"snowed", b"hailed"))


@pytest.mark.parametrize(
    ("name", "raw"),
    [("a.warc", ONE + TWO + THREE), ("a.warc.gz", by_record(ONE, TWO, THREE)), ("a.warc.gz", gzip.compress(ONE + TWO + THREE))],
)
def test_archives_are_read_compressed_by_record_and_as_a_whole(name: str, raw: bytes) -> None:
    """The second is against the rules, and common."""
    assert [text[21:27] for text in texts(read(raw, name))] == ["rained", "snowed", "hailed"]


def holed(raw: bytes, at: int) -> bytes:
    """Return bytes of which some are changed."""
    return raw[:at] + bytes(byte ^ 0x5A for byte in raw[at : at + 20]) + raw[at + 20 :]


BROKEN = [
    ("too short a length", ONE.replace(b"rained all day", b"rained all day and all night long") + TWO, 2),
    ("no length", record("response", response(PAGE), Content_Length="") + TWO, 1),
    ("no number", record("response", response(PAGE), Content_Length="many") + TWO, 1),
    ("garbage between", ONE + b"\x00\x01garbage\n" * 99 + TWO, 2),
    ("cut in a body", ONE + TWO[:-40], 2),
    ("cut in a header", ONE + TWO[:60], 1),
    ("gzip damaged", by_record(ONE) + holed(gzip.compress(TWO), 90) + by_record(THREE), 2),
    ("gzip cut", by_record(ONE, TWO)[:-30], 2),
    ("no HTTP header", record("response", b"") + TWO, 1),
    ("packed by br", fetched(b"\x8b\x0a\x80\x00", Content_Encoding="br") + TWO, 1),
    ("cut in its first chunk", fetched(b"3\r\n", Content_Encoding="gzip", Transfer_Encoding="chunked") + TWO, 1),
    ("broken between chunks", fetched(b"3\r\n<p>\r\nwords\r\n", Content_Encoding="br", Transfer_Encoding="chunked") + TWO, 1),
    ("header without end", ONE + b"WARC/1.1\r\n" + b"X-Header: words\r\n" * 99_999, 1),
    ("line without end", ONE + b"WARC/1.1\r\n" + b"x" * 3_000_000, 1),
]


@pytest.mark.parametrize(("label", "raw", "pages"), BROKEN, ids=[case[0] for case in BROKEN])
def test_a_broken_record_does_not_end_the_archive(label: str, raw: bytes, pages: int) -> None:
    """It is an `Unread` with the record's number, or its text up to the damage and an `Unread`; what follows is read."""
    results = read(raw, "a.warc")
    failures = [(part, message) for part, message in told(results) if message.startswith("found")]
    assert (len(texts(results)), bool(failures)) == (pages, True), (label, told(results))


def test_arc_files_are_read() -> None:
    """The format before WARC, of the Internet Archive."""
    body = response(PAGE)
    version = b"1 0 Example\nURL IP-address Archive-date Content-type Archive-length\n\n"
    raw = b"filedesc://a.arc 127.0.0.1 20140216050221 text/plain %d\n%s" % (len(version), version)
    raw += b"http://example.org/rain 192.0.2.1 20140216050221 text/html %d\n%s\n" % (len(body), body)
    for packed, name in ((raw, "a.arc"), (gzip.compress(raw), "a.arc.gz")):
        (result,) = read(packed, name)
        assert (result.document.text[:7], result.document.origin.uri) == ("Ada Poe", "http://example.org/rain")


def test_what_the_crawler_cut_off_has_a_notice() -> None:
    """`WARC-Truncated` says that the page went on."""
    raw = record("response", response(PAGE), WARC_Truncated="length")
    assert notices(read(raw, "a.warc")) == ["The crawler cut record 1 off (length)."]


def test_addresses_with_blanks_are_read_without_a_word(capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture) -> None:
    """The library that reads the headers warns of them."""
    (result,) = read(record("resource", PAGE, "http://example.org/a b", Content_Type="text/html"), "a.warc")
    assert (result.document.origin.uri, capsys.readouterr().err) == ("http://example.org/a%20b", "")
    caplog.clear()


def test_memory_does_not_grow_with_the_archive() -> None:
    """Two archives, one ten times the other: the peak is the same, give or take a megabyte."""
    peaks = []
    for count in (20, 200):
        raw = b"".join(record("resource", b"It rained. " * 2000, Content_Type="text/plain") for _ in range(count))
        stream = iter(WARC.parse(io.BytesIO(raw), None, None))  # type: ignore[arg-type]  # neither is looked at
        tracemalloc.start()
        for part in stream:
            while part.stream.read(1 << 16):  # type: ignore[union-attr]  # a part
                pass
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] + 1_000_000


def test_contract() -> None:
    """It goes through the checks for parsers."""
    check_parser(WARC, {"a.warc": ONE + TWO, "a.warc.gz": by_record(ONE, TWO)})
