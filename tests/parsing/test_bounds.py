"""Hostile inputs of every format: bounded in time and memory, and nothing is fetched, opened or run."""

from __future__ import annotations

import base64
import gzip
import io
import json
import socket
import tarfile
import time
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NoReturn

import pytest

import seedlib
from seedlib.components import Hint, Settings
from seedlib.model import Analysis, Unread
from seedlib.parsing import PARSERS
from tests.growth import assert_linear

#: How long one input may take, in CPU seconds, and how much memory for each byte of it (and at least). Generous: this is about hangs.
SECONDS = 20.0
TIMES, LEAST = 60, 200_000_000

SETTINGS = Settings(max_bytes=20_000_000, max_parts=500)

EXPANDING = (
    "<!DOCTYPE lolz [<!ENTITY a 'ha'>"
    + "".join(f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(12))
    + "]>\n<{root}>{before}<{leaf}>&m;</{leaf}>{after}</{root}>"
)
FETCHING = (
    "<!DOCTYPE x [<!ENTITY a SYSTEM '{where}'><!ENTITY % b SYSTEM '{where}'>%b;]>\n"
    "<{root}>{before}<{leaf}>rain &a;</{leaf}>{after}</{root}>"
)

#: Name, root, what stands before the leaf, the leaf and what stands after it.
XML = [
    ("a.rss", "rss", "<channel><item>", "title", "</item></channel>"),
    ("a.atom", "feed", "<entry>", "title", "</entry>"),
    ("a.nitf.xml", "nitf", "<body><body.content>", "p", "</body.content></body>"),
    ("a.xml", "NewsML", "<NewsItem>", "p", "</NewsItem>"),
    ("a.html", "html", "<body>", "p", "</body>"),
    ("a.xhtml", "html", "<body>", "p", "</body>"),
    ("a.fodt", "office:document", "<office:body>", "p", "</office:body>"),
]


def filled(pattern: str, shape: tuple[str, str, str, str], where: str = "") -> bytes:
    """Return a pattern of XML with its names."""
    root, before, leaf, after = shape
    held = pattern.replace("{root}", root).replace("{before}", before).replace("{leaf}", leaf).replace("{after}", after)
    return held.replace("{where}", where).encode()


def zipped(members: dict[str, bytes]) -> bytes:
    """Return a ZIP archive."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, raw in members.items():
            archive.writestr(name, raw)
    return held.getvalue()


def tarred(members: dict[str, bytes]) -> bytes:
    """Return a tar archive, whose names are written as they are."""
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w") as archive:
        for name, raw in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(raw)
            archive.addfile(info, io.BytesIO(raw))
    return held.getvalue()


def word(body: bytes) -> bytes:
    """Return a Word file with this body."""
    types = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    start = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    return zipped({"[Content_Types].xml": types, "word/document.xml": start + body + b"</w:body></w:document>"})


def nested_mail(depth: int) -> bytes:
    """Return a mail whose parts lie in parts."""
    opened = "".join(f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(depth))
    return f"From: a@example.org\nTo: b@example.org\nSubject: Rain\nMIME-Version: 1.0\n{opened}\nRain fell.\n".encode()


def multiplied(raw: bytes, times: int) -> bytes:
    """Return a gzip file that unpacks to bytes many times over; members may follow each other (RFC 1952, 2.2)."""
    return gzip.compress(raw * 10) * (times // 10)


def warc(page: bytes) -> bytes:
    """Return a web archive with one page."""
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://example.org/\r\nContent-Length: {len(http)}\r\n\r\n"
    return head.encode() + http + b"\r\n\r\n"


DEEP = 100_000
BIG = 50_000_000

#: Label, the file's name, a function that makes its bytes.
HOSTILE: list[tuple[str, str, Callable[[], bytes]]] = [
    *((f"entities that grow, {name}", name, lambda shape=tuple(shape): filled(EXPANDING, shape)) for name, *shape in XML),
    ("100,000 elements in each other, a page", "a.html", lambda: b"<html><body>" + b"<div>" * DEEP + b"Rain fell."),
    ("100,000 inline ones", "a.html", lambda: b"<html><body><p>" + b"<b><i>" * (DEEP // 2) + b"Rain fell."),
    ("100,000 lists", "a.html", lambda: b"<html><body>" + b"<ul><li>" * (DEEP // 2) + b"Rain fell."),
    ("100,000 tables", "a.html", lambda: b"<html><body>" + b"<table><tr><td>" * (DEEP // 3) + b"Rain fell."),
    ("100,000 elements, news", "a.xml", lambda: b"<nitf><body>" + b"<p>" * DEEP + b"Rain fell."),
    ("100,000 elements, a feed", "a.rss", lambda: b"<rss><channel><item>" + b"<x>" * DEEP + b"Rain fell."),
    ("100,000 elements in a feed's page", "a.rss", lambda: b"<rss><channel><item><description>" + b"&lt;div>" * DEEP + b"Rain."),
    ("100,000 elements, Word", "a.docx", lambda: word(b"<w:p>" * DEEP + b"<w:r><w:t>Rain</w:t></w:r>" + b"</w:p>" * DEEP)),
    ("100,000 brackets, JSON", "a.json", lambda: b"[" * DEEP),
    ("100,000 braces, JSON", "a.json", lambda: b'{"a":' * DEEP),
    ("100,000 brackets, JSON Lines", "a.jsonl", lambda: b'{"text": ' + b"[" * DEEP + b"\n"),
    ("an attribute of 50 MB, a page", "a.html", lambda: b"<html><body><p title='" + b"x" * BIG + b"'>Rain fell.</p>"),
    ("an attribute of 50 MB, never closed", "a.html", lambda: b"<html><body><p title='" + b"x" * BIG),
    ("an attribute of 50 MB, news", "a.xml", lambda: b"<nitf><body><p class='" + b"x" * BIG + b"'>Rain fell.</p></body></nitf>"),
    ("an attribute of 50 MB, a feed", "a.rss", lambda: b"<rss><channel><item><guid x='" + b"x" * BIG + b"'/></item></channel></rss>"),
    ("a header of 50 MB", "a.eml", lambda: b"From: a@example.org\nSubject: " + b"x" * BIG + b"\n\nRain fell.\n"),
    ("a line of 50 MB", "a.txt", lambda: b"x" * BIG),
    ("a cell of 50 MB", "a.csv", lambda: b'id,text\n1,"' + b"x" * BIG + b'"\n'),
    ("a feed without end", "a.rss", lambda: b"<rss><channel>" + b"<item><title>Rain</title></item>" * 2_000),
    ("100,000 headers", "a.eml", lambda: b"From: a@example.org\n" + b"X: y\n" * DEEP + b"\nRain fell.\n"),
    ("parts of a mail in each other", "a.eml", lambda: nested_mail(5_000)),
    ("a mail in a mail in a mail", "a.eml", lambda: b"From: a@example.org\nContent-Type: message/rfc822\n\n" * 20_000 + b"Rain fell."),
    ("a mail without end", "a.mbox", lambda: b"From a@example.org Mon Jan  1 00:00:00 2024\nSubject: Rain\n\nRain fell.\n\n" * 2_000),
    ("a gzip bomb", "a.txt.gz", lambda: multiplied(b"\0" * 1_000_000, 2_000)),
    ("a gzip bomb of text", "a.txt.gz", lambda: multiplied(b"Rain fell. " * 100_000, 2_000)),
    ("gzip in gzip", "a.gz", lambda: _wrapped(b"Rain fell.", 50)),
    ("a ZIP bomb", "a.zip", lambda: zipped({"a.txt": b"\0" * 40_000_000})),
    ("a ZIP of ZIPs", "a.zip", lambda: zipped({f"{n}.zip": zipped({"a.txt": b" " * 10_000_000}) for n in range(20)})),
    ("2,000 members", "a.zip", lambda: zipped({f"{n}.txt": b"Rain fell." for n in range(2_000)})),
    ("a Word bomb", "a.docx", lambda: word(b"<w:p><w:r><w:t>" + b"x" * 60_000_000 + b"</w:t></w:r></w:p>")),
    ("a page in a web archive", "a.warc", lambda: warc(b"<html><body>" + b"<div>" * DEEP + b"Rain fell.")),
    ("an attachment that is a bomb", "a.eml", lambda: _attached(zipped({"a.txt": b"\0" * 40_000_000}))),
    ("names that lead out of it, ZIP", "a.zip", lambda: zipped({"../../../etc/evil.txt": b"Rain fell.", "/etc/evil.txt": b"Rain fell."})),
    ("names that lead out of it, tar", "a.tar", lambda: tarred({"../../../etc/evil.txt": b"Rain fell.", "/etc/evil.txt": b"Rain fell."})),
    ("a PDF that is all brackets", "a.pdf", lambda: b"%PDF-1.7\n1 0 obj\n" + b"[" * DEEP),
    ("cues without end", "a.srt", lambda: b"1\n00:00:01,000 --> 00:00:02,000\nRain fell.\n\n" * 2_000),
]


def _wrapped(raw: bytes, times: int) -> bytes:
    for _ in range(times):
        raw = gzip.compress(raw)
    return raw


def _attached(raw: bytes) -> bytes:
    head = b"From: a@example.org\nSubject: Rain\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nRain fell.\n--b\n"
    return head + b"Content-Type: application/zip; name=a.zip\nContent-Transfer-Encoding: base64\n\n" + base64.encodebytes(raw) + b"--b--\n"


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Fail on any connection and any look-up of a name, also where the error is caught."""
    tried: list[Any] = []

    def refuse(*arguments: Any, **_: Any) -> NoReturn:
        tried.append(arguments)
        raise OSError("the network was asked for")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    yield
    assert tried == []


def results_of(tmp_path: Path, name: str, raw: bytes) -> list[Analysis | Unread]:
    """Return all that a file of this name gives."""
    path = tmp_path / name
    path.write_bytes(raw)
    return list(seedlib.parse_many([path], failures="yield", settings=SETTINGS))


@pytest.mark.parametrize("case", HOSTILE, ids=lambda case: case[0])
def test_hostile_inputs_are_bounded(case: tuple[str, str, Callable[[], bytes]], tmp_path: Path) -> None:
    """A document or a clear error, in time; whatever is limited names the limit or what is wrong."""
    _, name, made = case
    raw = made()
    started = time.process_time()
    results = results_of(tmp_path, name, raw)
    took = time.process_time() - started

    assert results
    assert took < SECONDS
    for result in results:
        for failure in result.failures if isinstance(result, Unread) else ():
            assert failure.error in {"ParseError", "LimitError", "MissingExtraError"}, failure
            assert failure.advice, failure


#: Those of which the memory is looked at; it slows them down.
LARGE = [case for case in HOSTILE if "bomb" in case[0] or "grow" in case[0]]


@pytest.mark.parametrize("case", LARGE, ids=lambda case: case[0])
def test_memory_is_bounded(case: tuple[str, str, Callable[[], bytes]], tmp_path: Path) -> None:
    """What unpacks or expands to gigabytes does not take them."""
    _, name, made = case
    raw = made()
    tracemalloc.start()
    try:
        results_of(tmp_path, name, raw)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert peak < max(LEAST, TIMES * len(raw))


@pytest.mark.parametrize("shape", XML, ids=lambda shape: shape[0])
def test_entities_fetch_nothing(shape: tuple[str, str, str, str, str], tmp_path: Path) -> None:
    """No file and no address is opened, and nothing of them is in a text."""
    name, *rest = shape
    secret = tmp_path / "secret.txt"
    secret.write_text("the hidden words")
    for where in (secret.as_uri(), str(secret), "http://example.org/x", "//example.org/x"):
        results = results_of(tmp_path, name, filled(FETCHING, (rest[0], rest[1], rest[2], rest[3]), where))
        texts = [result.document.text for result in results if isinstance(result, Analysis)]

        assert not any("hidden" in text for text in texts)


def test_nothing_is_fetched_for_a_page(tmp_path: Path) -> None:
    """Pictures, styles, scripts, frames and refreshes stay where they are."""
    page = (
        "<html><head><base href='http://example.org/'><link rel=stylesheet href='s.css'><meta http-equiv=refresh content='0;url=/x'>"
        "<script src='s.js'></script></head><body><img src='p.png'><iframe src='/f'></iframe><object data='/o'></object>"
        "<p>The rain fell on the harbour for the whole of the day, and the ferries stayed where they were.</p></body></html>"
    )
    (result,) = results_of(tmp_path, "a.html", page.encode())

    assert isinstance(result, Analysis)


@pytest.mark.parametrize("made", [zipped, tarred])
def test_names_of_members_lead_nowhere(made: Callable[[dict[str, bytes]], bytes], tmp_path: Path) -> None:
    """They are words in a locator; no file is written."""
    folder = tmp_path / "in" / "side"
    folder.mkdir(parents=True)
    results = results_of(folder, "a.bin", made({"../../evil.txt": b"Rain fell.", "b.txt": b"Rain fell."}))

    assert any(isinstance(result, Analysis) for result in results)
    assert not list(tmp_path.rglob("evil.txt"))


#: Beginnings that a pattern may try again at each place.
RUNAWAY = [
    b"<", b"<!--", b"<a ", b"<a b=", b"<a\t\t", b"&", b"&#", b"{", b"[", b"(", b" ", b"\n", b"\r\n", b"\t", b"-", b"--",
    b"=", b"=?", b"> ", b">",
    b"*", b"_", b"#", b"|", b"a,", b"a;", b'"', b"'", b"a: ", b"From ", b"From: ", b"1\n", b"00:",
    b"00:00:01,000 --> ", b"WARC/1.0\r\n",
    b"A.", b"A. ", b"By A ", b"By ", b"a@", b"a@b.", b"http://", b"Mr. ", b"1 ", b"1.", b"T1\t", b"<?xml ", b"<![CDATA[",
    b"]]>", b"\\", b"%PDF",
    "“".encode(), "« ".encode(), "— ".encode(), "É".encode(), b"\xff", b"\0",
]  # fmt: skip


@pytest.mark.parametrize("piece", RUNAWAY, ids=repr)
def test_asking_takes_no_time(piece: bytes) -> None:
    """Every parser's answer to a head of the same piece over and over is quick."""
    head = (piece * 4096)[:4096]
    started = time.process_time()
    for parser in PARSERS:
        for name in ("a", *(f"a{suffix}" for suffix in parser.suffixes[:1])):
            parser.accepts(head, Hint(filename=name))

    assert time.process_time() - started < 1


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.eml", "a.srt", "a.json", "a.csv"])
def test_no_pattern_runs_away(name: str) -> None:
    """Time grows with the length of the same piece over and over, and no faster."""
    start = {
        "a.html": b"<html><body><p>",
        "a.eml": b"From: a@example.org\nSubject: b\n\n",
        "a.json": b'{"text": "',
        "a.csv": b"text,id\n",
    }.get(name, b"")

    def seconds(size: int) -> float:
        started = time.process_time()
        for piece in RUNAWAY:
            raw = start + (piece * size)[:size]
            held = io.BytesIO(raw)
            held.name = name
            list(seedlib.parse_many([held], failures="yield"))
        return time.process_time() - started

    assert_linear(seconds, 2_000)


def test_json_of_numbers_is_bounded(tmp_path: Path) -> None:
    """A number of a million digits is no number that is worth its time."""
    results = results_of(tmp_path, "a.json", json.dumps({"text": "Rain fell."}).encode()[:-1] + b', "n": ' + b"9" * 1_000_000 + b"}")

    assert results
