"""ZIP and TAR archives, made here: members in order, what is left out, what is broken, and bombs."""

from __future__ import annotations

import gzip
import io
import tracemalloc
import zipfile
from pathlib import Path
from typing import Any

import pytest

from seedlib import Settings
from seedlib.components import Hint, Rank
from seedlib.errors import LimitError, ParseError
from seedlib.parsing.archives.members import label_of, member, open_zip
from seedlib.parsing.archives.tars import TAR
from seedlib.parsing.archives.zips import ZIP
from seedlib.testing import check_parser
from tests.parsing.making_archives import RAIN, notices, read, tarred, told, zipped

#: Members of all sorts: a folder, a text, a picture, what a system leaves, a name beyond ASCII, an empty text.
MEMBERS = (
    ("a/", ""),
    ("a/x.txt", RAIN),
    ("a/x.png", b"\x89PNG\r\n"),
    ("__MACOSX/a/._x.txt", "zz"),
    ("ж/ü.md", RAIN),
    ("a/x.css", "p {}"),
    ("a/empty.txt", ""),
)

#: What becomes of them.
EXPECTED = [("a/x.txt", "Ada Poe"), ("ж/ü.md", "Ada Poe"), ("a/empty.txt", "found an empty file, expected a document")]

LEFT_OUT = "Members of the archive were left out (hidden file: 1, picture: 1, style, script or font: 1)."


@pytest.mark.parametrize(
    ("name", "raw", "outer"),
    [
        ("a.zip", zipped(*MEMBERS), "a.zip!/"),
        ("a.tar", tarred(*MEMBERS[1:]), "a.tar!/"),
        ("a.tar.gz", gzip.compress(tarred(*MEMBERS[1:])), "a.tar.gz!/a.tar!/"),
        ("a.tgz", gzip.compress(tarred(*MEMBERS[1:])), "a.tgz!/a.tar!/"),
        ("b.zip", zipped(("in.zip", zipped(*MEMBERS))), "b.zip!/in.zip!/"),
    ],
)
def test_members_are_read_in_order(name: str, raw: bytes, outer: str) -> None:
    """Each with its place; what holds no text is left out and counted once."""
    results = read(raw, name)
    assert [(outer + label, words) for label, words in EXPECTED] == told(results)
    assert notices(results) == [LEFT_OUT]


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("a/b.txt", "a/b.txt"),
        ("./a.txt", "a.txt"),
        ("../../etc/passwd", "etc/passwd"),
        ("/etc/passwd", "etc/passwd"),
        ("C:\\texts\\a.txt", "C:/texts/a.txt"),
        ("a\x1b[2J\u202eb.txt", "a\ufffd[2J\ufffdb.txt"),
        ("..", "unnamed"),
        ("", "unnamed"),
    ],
)
def test_names_are_labels(name: str, label: str) -> None:
    """They lead nowhere, and show what they are."""
    assert label == label_of(name)


def test_names_in_utf_8_that_do_not_say_so_are_read() -> None:
    """Many programs write names in UTF-8 without the flag; code page 437 would make nonsense of them."""
    raw = bytearray(zipped(("über.txt", RAIN)))
    raw[6:8] = raw[raw.index(b"PK\x01\x02") + 8 : raw.index(b"PK\x01\x02") + 10] = b"\0\0"
    assert told(read(bytes(raw))) == [("a.zip!/über.txt", "Ada Poe")]


def test_a_member_without_a_name_is_read() -> None:
    """Damage may leave one so."""
    raw = zipped(("1.txt", RAIN)).replace(b"1.txt", b"\0.txt")
    assert told(read(raw)) == [("a.zip!/unnamed", "Ada Poe")]


def flagged(raw: bytes) -> bytes:
    """Return an archive whose first member says that it is encrypted."""
    changed = bytearray(raw)
    changed[6] |= 1
    changed[raw.index(b"PK\x01\x02") + 8] |= 1
    return bytes(changed)


def damaged(raw: bytes, words: bytes) -> bytes:
    """Return an archive with a changed byte behind these words."""
    changed = bytearray(raw)
    changed[raw.index(words) + len(words) + 5] ^= 0xFF
    return bytes(changed)


TWO = zipped(("1.txt", RAIN * 9), ("2.txt", RAIN))
TARRED = tarred(("1.txt", RAIN * 9), ("2.txt", RAIN * 90))

BROKEN: list[tuple[str, str, bytes, list[tuple[str, str]]]] = [
    ("encrypted member", "a.zip", flagged(TWO), [
        ("a.zip!/1.txt", "found a member of a ZIP archive that needs a password"), ("a.zip!/2.txt", "Ada Poe")]),
    ("damaged member", "a.zip", damaged(zipped(("1.txt", RAIN * 9), ("2.txt", RAIN), method=zipfile.ZIP_STORED), b"1.txt"), [
        ("a.zip!/1.txt", "found a ZIP archive that is broken or cut off: Bad CRC-32 for file '1.txt'"), ("a.zip!/2.txt", "Ada Poe")]),
    ("cut", "a.zip", TWO[:-30], [("", "found a ZIP archive that is cut off: its list of members is missing")]),
    ("empty", "a.zip", zipped(), [("", "found an empty ZIP archive, expected documents in it")]),
    ("nothing to read", "a.zip", zipped(("a.png", "x")), [
        ("", "found no document in it, expected at least one; Members of the archive were left out (picture: 1).")]),
    ("table", "a.zip", zipped(("xl/workbook.xml", "<x/>")), [("", "found an Excel file, expected texts")]),
    ("cut in a member", "a.tar", TARRED[:2500], [
        ("a.tar!/1.txt", "Ada Poe"), ("a.tar!/2.txt", "found a TAR archive that is broken or cut off: unexpected end of data"),
        ("", "found a TAR archive that is broken or cut off: unexpected end of data")]),
    ("damaged header", "a.tar", TARRED.replace(b"2.txt", b"3.txt"), [
        ("a.tar!/1.txt", "Ada Poe"), ("", "found a broken header at byte 1024 of a TAR archive; what follows is not read")]),
    ("no archive", "a.tar", b"It rained." * 99, [("", "found a TAR archive that is broken or cut off: invalid header")]),
]  # fmt: skip


@pytest.mark.parametrize(("label", "name", "raw", "expected"), BROKEN, ids=[case[0] for case in BROKEN])
def test_broken_archives_give_what_is_whole(label: str, name: str, raw: bytes, expected: list[tuple[str, str]]) -> None:
    """And say of the rest what is wrong with it."""
    assert expected == told(read(raw, name)), label


def test_an_archive_without_its_end_mark_has_a_notice() -> None:
    """It may be cut between two members, which nobody can see."""
    results = read(tarred(("1.txt", RAIN))[:1024], "a.tar")
    assert notices(results) == ["The TAR archive has no end mark: it may be cut off."]


def test_links_and_folders_out_of_an_archive_are_not_followed() -> None:
    """A link is counted; a name with `..` is a label."""
    results = read(tarred(("../x.txt", RAIN), ("passwd", None)), "a.tar")
    assert told(results) == [("a.tar!/x.txt", "Ada Poe")]
    assert notices(results) == ["Members of the archive were left out (link or device: 1)."]


def nested(levels: int, wide: int) -> bytes:
    raw = zipped(("0.txt", b"0" * 100_000))
    for _ in range(levels):
        raw = zipped(*((f"{number}.zip", raw) for number in range(wide)))
    return raw


def overlapping() -> bytes:
    """Return an archive whose two members are the same bytes: David Fifield, A better zip bomb, 2019."""
    raw = zipped(("1.txt", b"a" * 100_000))
    at = raw.index(b"PK\x01\x02")
    end = raw.index(b"PK\x05\x06")
    entry = raw[at:end]
    listed = raw[:at] + entry + entry + raw[end:]
    changed = bytearray(listed)
    last = listed.index(b"PK\x05\x06")
    changed[last + 8 : last + 12] = b"\x02\0\x02\0"
    changed[last + 12 : last + 16] = (2 * len(entry)).to_bytes(4, "little")
    return bytes(changed)


def liar() -> bytes:
    """Return an archive that says its member is small."""
    raw = zipped(("1.txt", b"\0" * 3_000_000))
    at = raw.index(b"PK\x01\x02")
    changed = bytearray(raw)
    changed[at + 24 : at + 28] = (100).to_bytes(4, "little")
    return bytes(changed)


BOMBS = [
    ("one member", "a.zip", zipped(("0", b"\0" * 30_000_000)), "more than 200 times the"),
    ("nested, as 42.zip is", "a.zip", nested(5, 16), "found 100 parts of it that end at a limit"),
    ("gzip of zeros", "a.gz", gzip.compress(b"\0" * 30_000_000), "more than 200 times the"),
    ("gzip of gzip", "a.gz", gzip.compress(gzip.compress(gzip.compress(gzip.compress(gzip.compress(b"x"))))), "found parts 5 deep"),
    ("says less than it holds", "a.zip", liar(), "Bad CRC-32"),
    ("tar of nothing", "a.tar.gz", gzip.compress(tarred(("0", b"\0" * 30_000_000))), "more than 200 times the"),
]


@pytest.mark.parametrize(("label", "name", "raw", "words"), BOMBS, ids=[case[0] for case in BOMBS])
def test_bombs_end_in_an_error(label: str, name: str, raw: bytes, words: str) -> None:
    """Few of them, and no more memory than a part of the size that is allowed."""
    tracemalloc.start()
    results = read(raw, name)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert words in told(results)[-1][1], label
    assert (len(results) <= 101, peak < 40_000_000) == (True, True)


def test_members_that_overlap_count_each() -> None:
    """New versions of Python refuse them, older ones read them; the size counts all the same."""
    results = told(read(overlapping(), settings=Settings(max_bytes=150_000)))
    assert any("Overlapped" in words or "more than 150000 bytes unpacked" in words for _, words in results)


@pytest.mark.parametrize(("name", "make"), [("a.zip", zipped), ("a.tar.gz", lambda *members: gzip.compress(tarred(*members)))])
def test_texts_beside_annotations_count(name: str, make: Any) -> None:
    """They are read with them, and could be a bomb."""
    results = told(read(make(("1.ann", ""), ("1.txt", b"a" * 3_000_000)), name, Settings(max_ratio=50)))
    assert "more than 50 times" in results[-1][1]


def test_a_document_renamed_zip_goes_to_its_own_parser() -> None:
    """Known by its members; the part has the suffix and the media type of its format."""
    members = {
        "docx": [("[Content_Types].xml", "<Types/>"), ("word/document.xml", "<w/>")],
        "odt": [("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", "<x/>")],
        "epub": [("mimetype", "application/epub+zip"), ("META-INF/container.xml", "<x/>")],
    }
    for suffix, held in members.items():
        raw = zipped(*held)
        (part,) = ZIP.parse(io.BytesIO(raw), Hint(filename="story.zip"), Any)  # type: ignore[arg-type]  # not looked at
        assert part.hint.filename == f"story.{suffix}"  # type: ignore[union-attr]  # a part
        assert ZIP.accepts(raw[:4096], part.hint) == Rank.NO  # type: ignore[union-attr]  # as above


@pytest.mark.parametrize("first", ["510_water_meters.docx", "520_bay_quotas.odt", "530_wet_cellars.epub"])
def test_documents_that_an_archive_stores_unpacked_are_its_members(first: str) -> None:
    """The first bytes then show the insides of the first document."""
    seeds = Path(__file__).parents[3] / "seeds"
    raw = zipped((first, (seeds / first).read_bytes()), ("2.txt", RAIN), method=zipfile.ZIP_STORED)
    assert [part for part, _ in told(read(raw))] == [f"a.zip!/{first}", "a.zip!/2.txt"]


@pytest.mark.parametrize(
    ("name", "head", "expected"),
    [
        ("a.zip", zipped(("a", "b")), Rank.CONTENT),
        (None, zipped(("a", "b")), Rank.MEDIA_TYPE),
        ("a.docx", zipped(("a", "b")), Rank.NO),
        ("a.xlsx", zipped(("a", "b")), Rank.SUFFIX),
        ("a.zip", b"It rained.", Rank.NO),
    ],
)
def test_what_is_an_archive(name: str | None, head: bytes, expected: Rank) -> None:
    """By its first bytes; documents that are archives inside are left to their parsers."""
    assert expected == ZIP.accepts(head, Hint(filename=name))


def test_contract() -> None:
    """Both go through the checks for parsers."""
    check_parser(ZIP, {"a.zip": TWO})
    check_parser(TAR, {"a.tar": TARRED})


OPENED = [
    (b"", {}, ParseError, "found b'' at its beginning, expected a Word file"),
    (b"It rained.", {}, ParseError, "found b'It r' at its beginning, expected a Word file"),
    (TWO[:60], {}, ParseError, "found a Word file that is cut off"),
    (flagged(zipped(("1.txt", RAIN))), {}, ParseError, "found a Word file that needs a password"),
    (zipped(("0", b"\0" * 3_000_000)), {}, LimitError, "unpacks to more than 200 times"),
    (TWO, {"max_bytes": 100}, LimitError, "unpacks to 290 bytes, expected at most 100"),
]


@pytest.mark.parametrize(("raw", "settings", "error", "words"), OPENED)
def test_documents_that_are_archives_inside_are_checked_as_a_whole(
    raw: bytes, settings: dict[str, Any], error: type[ParseError], words: str
) -> None:
    """Before any member is read."""
    with pytest.raises(error) as caught:
        open_zip(io.BytesIO(raw), Settings(**settings), "a Word file")
    assert words in caught.value.message


def test_members_of_a_document() -> None:
    """Bytes of one that is there; an error with its name for one that is not, or is damaged."""
    archive = open_zip(io.BytesIO(TWO), Settings(), "a Word file")
    assert RAIN.encode() == member(archive, "2.txt", "a Word file")
    with pytest.raises(ParseError, match=r"found a Word file without its member 3\.txt"):
        member(archive, "3.txt", "a Word file")
    torn = open_zip(io.BytesIO(damaged(TWO, b"1.txt")), Settings(), "a Word file")
    with pytest.raises(ParseError, match=r"1\.txt: found a Word file that is broken"):
        member(torn, "1.txt", "a Word file")
