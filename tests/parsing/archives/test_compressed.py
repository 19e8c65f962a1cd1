"""Compressed files: names, pieces, what is cut off, and folders of them."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
from collections.abc import Callable
from pathlib import Path

import pytest

from seedlib import Settings
from seedlib.components import Hint, Rank
from seedlib.parsing.archives.compressed import COMPRESSED, method_of
from seedlib.reading import find_files
from seedlib.testing import check_parser
from tests.parsing.making_archives import RAIN, read, told

Compress = Callable[[bytes], bytes]

WAYS: list[tuple[Compress, str, str]] = [
    (gzip.compress, "gz", "a gzip file"),
    (bz2.compress, "bz2", "a bzip2 file"),
    (lzma.compress, "xz", "an xz file"),
]


@pytest.mark.parametrize(("compress", "suffix", "what"), WAYS)
def test_the_part_has_the_name_without_the_last_suffix(compress: Compress, suffix: str, what: str) -> None:
    """So that its parser is found by its name, and the document has it."""
    (result,) = read(compress(RAIN.encode()), f"story.md.{suffix}")
    origin = result.document.origin
    assert (origin.filename, origin.part, origin.parser) == ("story.md", f"story.md.{suffix}!/story.md", "seedlib:markdown"), what


@pytest.mark.parametrize(("compress", "suffix", "what"), WAYS)
def test_files_of_several_members_are_one(compress: Compress, suffix: str, what: str) -> None:
    """As `cat a.gz b.gz` makes them; bytes of nothing at the end are no member."""
    (result,) = read(compress(b"It rained. ") + compress(b"It snowed.") + b"\0" * 8, f"a.{suffix}")
    assert result.document.text == "It rained. It snowed.", what


@pytest.mark.parametrize(("compress", "suffix", "what"), WAYS)
def test_what_comes_before_damage_is_read(compress: Compress, suffix: str, what: str) -> None:
    """The text up to there, and an `Unread` that says that the rest is missing."""
    raw = compress(RAIN.encode() * 9)
    for broken in (raw[:-3], raw + raw[: len(raw) // 2], raw + b"more"):
        document, rest = told(read(broken, f"a.txt.{suffix}"))
        assert document == (f"a.txt.{suffix}!/a.txt", "Ada Poe")
        assert f"found {what} that is broken or cut off after" in rest[1]


def test_a_file_that_is_broken_from_the_start_is_unread_once() -> None:
    """No document, one failure."""
    ((_, message),) = told(read(gzip.compress(RAIN.encode())[:10], "a.gz"))
    assert message.startswith("found a gzip file that is broken or cut off after 0 bytes unpacked")


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"\x28\xb5\x2f\xfd" + bytes(40), "zstd"),
        (b"\x1f\x9d" + bytes(40), "found a file of compress (.Z)"),
        (b"7z\xbc\xaf\x27\x1c" + bytes(40), "found a 7z archive"),
        (b"Rar!\x1a\x07\x01" + bytes(40), "found a RAR archive"),
        (b"\x04\x22\x4d\x18" + bytes(40), "found an LZ4 or lzip file"),
        (gzip.compress(b"", mtime=0), "found an empty file"),
    ],
)
def test_what_is_not_unpacked_is_refused_by_name(raw: bytes, words: str) -> None:
    """With the command that unpacks it."""
    ((_, message),) = told(read(raw, "a.txt"))
    assert words in message


def test_a_text_that_begins_like_bzip2_is_a_text() -> None:
    """`BZh` alone is no sign."""
    assert COMPRESSED.accepts(b"BZh9 is how such files begin.", Hint()) == Rank.NO


def test_size_is_bounded() -> None:
    """By the limits of the settings, while it is unpacked."""
    ((_, message),) = told(read(gzip.compress(b"rain " * 300_000), "a.gz", Settings(max_bytes=1_000_000)))
    assert message == "found more than 1000000 bytes unpacked"


@pytest.mark.parametrize("size", [1, 7, 1000, 1 << 20])
def test_pieces_make_the_whole(size: int) -> None:
    """Whatever the size of the pieces and of what is read of the file at a time."""
    words = b"".join(b"%d " % number for number in range(3000))
    for compress, _, _ in WAYS:
        raw = compress(words) + compress(b"end")
        method = method_of(raw[:10])
        assert method is not None
        stream = method.opened(io.BytesIO(raw))
        pieces = list(iter(lambda: stream.read(size), b""))  # noqa: B023  # called in this turn alone
        assert (b"".join(pieces), max(map(len, pieces)) <= size) == (words + b"end", True)


def test_folders_take_compressed_files_whose_inner_suffix_is_known(tmp_path: Path) -> None:
    """`story.html.gz` is a page, `picture.svg.gz` is not for reading, and `data.gz` may be anything."""
    for name in ("a.html.gz", "b.svg.gz", "c.gz", "d.tar.gz", "e.tgz", "f.TXT.GZ", "g.warc.gz", ".txt.gz"):
        (tmp_path / name).write_bytes(b"x")
    found = find_files([tmp_path])
    assert [path.name for path in found.files] == ["a.html.gz", "d.tar.gz", "e.tgz", "f.TXT.GZ", "g.warc.gz"]
    assert [path.name for path in found.skipped] == [".txt.gz", "b.svg.gz", "c.gz"]


@pytest.mark.parametrize("suffix", COMPRESSED.suffixes)
def test_every_suffix_is_taken_in_folders(suffix: str, tmp_path: Path) -> None:
    """Where nothing is known of what is inside it is skipped, unless the suffix itself says that it is an archive."""
    for name in (f"a.txt{suffix}", f"b{suffix}"):
        (tmp_path / name).write_bytes(b"x")
    expected = [f"a.txt{suffix}", f"b{suffix}"] if suffix.startswith(".t") else [f"a.txt{suffix}"]
    assert expected == [path.name for path in find_files([tmp_path]).files]


def test_contract() -> None:
    """It goes through the checks for parsers."""
    check_parser(COMPRESSED, {f"a.{suffix}": compress(RAIN.encode()) for compress, suffix, _ in WAYS})
