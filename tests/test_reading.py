"""Opening things: paths, bytes, open files, folders, and what is said of what cannot be opened."""

from __future__ import annotations

import io
import logging
import os
import subprocess
import sys
import threading
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import seedlib
from seedlib import Analysis, Document, Unread
from seedlib.components import Hint, Parser, Part, Rank
from seedlib.errors import ParseError, UsageError
from seedlib.plugins import Registry
from seedlib.reading import find_files, parse_many
from tests.conftest import plugin

STORY = "Rain fell on Oslo.\n\n“It will stop,” said Angela Poe.\n"


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "story.txt"
    path.write_text(STORY, encoding="utf-8")
    return path


def test_every_kind_of_source_gives_the_same_text(story: Path) -> None:
    """A path as a string or a Path, bytes, an open file, and a file that cannot seek."""

    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

        def seek(self, *_: Any) -> int:
            raise OSError("a pipe")

    with story.open("rb") as opened:
        sources: list[Any] = [str(story), story, STORY.encode(), opened, Pipe(STORY.encode())]
        analyses = [seedlib.read(source) for source in sources]
        assert not opened.closed
    assert {analysis.document.text for analysis in analyses} == {STORY}
    assert {len(analysis.claims) for analysis in analyses} == {1}
    assert [analysis.document.origin.filename for analysis in analyses] == ["story.txt", "story.txt", None, "story.txt", None]


def test_read_is_parse_and_analyze(story: Path) -> None:
    """Where a format states nothing, `analyze(parse(f))` equals `read(f)`."""
    assert seedlib.analyze(seedlib.parse(story)).claims == seedlib.read(story).claims


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("no-such-file.txt", None, "no-such-file.txt: found no such file (check the path)"),
        ("some words of a text", None, "a text itself is given to seedlib.analyze"),
        ("empty.txt", b"", "empty.txt: found an empty file, expected a document"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(32)) * 9, "picture.txt"),
    ],
)
def test_input_that_cannot_be_read_is_an_error_that_names_it(tmp_path: Path, name: str, data: bytes | None, words: str) -> None:
    """`read` and `parse` raise a ParseError with the file, what was found, and what to do."""
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    for function in (seedlib.read, seedlib.parse):
        with pytest.raises(ParseError) as caught:
            function(path)
        assert words in str(caught.value)


def test_folder_and_text_file_are_errors_that_say_what_to_do(tmp_path: Path) -> None:
    """A folder is for `find_files` or the command; a file open for text is to be opened for bytes."""
    with pytest.raises(ParseError, match="found a folder, expected a file"):
        seedlib.read(tmp_path)
    with pytest.raises(ParseError, match='open it with mode "rb"'):
        seedlib.read(io.StringIO("Rain."))  # type: ignore[arg-type]  # that it is refused is what is tested


@pytest.mark.skipif(os.name == "nt" or getattr(os, "geteuid", lambda: 1)() == 0, reason="permissions do not bind this user")
def test_unreadable_file_is_an_error_that_names_it(story: Path) -> None:
    """A file without read permission."""
    story.chmod(0)
    with pytest.raises(ParseError, match="may not be read"):
        seedlib.read(story)


def test_several_documents_where_one_is_expected(tmp_path: Path) -> None:
    """`read` on a file of several documents names `read_many`."""
    path = tmp_path / "two.jsonl"
    path.write_text('{"id": "a", "text": "Rain."}\n{"id": "b", "text": "Snow."}\n', encoding="utf-8")
    with pytest.raises(ParseError, match=r"found several documents, expected one.*read_many"):
        seedlib.read(path)
    assert [analysis.document.id for analysis in seedlib.read_many([path]) if not isinstance(analysis, Unread)] == ["a", "b"]


def test_read_many_skips_raises_or_yields(tmp_path: Path, story: Path, caplog: pytest.LogCaptureFixture) -> None:
    """The three ways with inputs that give no document; skipping logs each and counts them."""
    sources = [tmp_path / "none.txt", story]
    with caplog.at_level(logging.WARNING, logger="seedlib"):
        assert len(list(seedlib.read_many(sources))) == 1
    assert [record.getMessage() for record in caplog.records][-1] == "1 inputs or parts gave no document"
    assert "none.txt: found no such file" in caplog.text
    yielded = list(seedlib.read_many(sources, failures="yield"))
    assert [type(result) is Unread for result in yielded] == [True, False]
    with pytest.raises(ParseError, match=r"none\.txt"):
        list(seedlib.read_many(sources, failures="raise"))
    with pytest.raises(UsageError, match="expected one of skip, raise, yield"):
        list(seedlib.read_many(sources, failures="ignore"))  # type: ignore[arg-type]  # that it is refused is what is tested


def test_skipping_prints_nothing() -> None:
    """A program that has set up no logging is not written into."""
    code = "import seedlib; print(list(seedlib.read_many(['no-such-file.txt'])))"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert (ended.stdout, ended.stderr) == ("[]\n", "")


def test_read_many_is_lazy(story: Path) -> None:
    """The second input is not opened before the first result is taken."""
    results = seedlib.read_many([story, "no-such-file"], failures="raise")
    assert getattr(next(results), "document", None) is not None
    with pytest.raises(ParseError):
        next(results)


def test_parse_many_gives_documents_without_claims(story: Path) -> None:
    """Parsing alone finds no claims."""
    (parsed,) = seedlib.parse_many([story])
    assert (type(parsed) is seedlib.Analysis, getattr(parsed, "claims", None)) == (True, ())


def test_folder_is_walked_in_path_order(tmp_path: Path) -> None:
    """Hidden files, expectations and unknown suffixes are skipped and listed; a named file is always taken."""
    names = ["b/2.txt", "b/1.md", "a.txt", ".hidden.txt", ".git/x.txt", "a.expected.json", "picture.png"]
    for name in names:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("Rain.", encoding="utf-8")
    found = find_files([tmp_path, tmp_path / "picture.png"])
    assert [path.relative_to(tmp_path).as_posix() for path in found.files] == ["a.txt", "b/1.md", "b/2.txt", "picture.png"]
    assert sorted(path.relative_to(tmp_path).as_posix() for path in found.skipped) == [
        ".git/x.txt",
        ".hidden.txt",
        "a.expected.json",
        "picture.png",
    ]


def test_links_to_folders_and_to_nothing_are_skipped(tmp_path: Path) -> None:
    """And counted, whatever their names end in; a link to a file is a file."""
    (tmp_path / "inside").mkdir()
    (tmp_path / "inside" / "a.txt").write_text("Rain.", encoding="utf-8")
    targets = {"back": tmp_path, "circle.txt": tmp_path / "circle.txt", "gone.txt": tmp_path / "none.txt", "same.txt": Path("inside/a.txt")}
    for name, target in targets.items():
        (tmp_path / name).symlink_to(target)
    found = find_files([tmp_path])
    assert [path.relative_to(tmp_path).as_posix() for path in found.files] == ["inside/a.txt", "same.txt"]
    assert [path.name for path in found.skipped] == ["back", "circle.txt", "gone.txt"]


def test_folder_that_may_not_be_listed_is_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It alone, and with its name; one that is hidden is skipped."""
    for name in ("a.txt", "locked/b.txt", ".locked/c.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("Rain.", encoding="utf-8")
    scandir, opened, is_file = os.scandir, Path.open, Path.is_file

    def refuse(function: Any) -> Any:
        def refused(path: Any, *words: Any, **named: Any) -> Any:
            if "locked" in (Path(path).name[-6:], Path(path).parent.name):  # as the system does for a folder without permissions
                raise PermissionError(13, "Permission denied", str(path))
            return function(path, *words, **named)

        return refused

    monkeypatch.setattr(os, "scandir", refuse(scandir))
    monkeypatch.setattr(Path, "open", refuse(opened))
    monkeypatch.setattr(Path, "is_file", refuse(is_file))
    found = find_files([tmp_path])
    assert ([path.name for path in found.files], [path.name for path in found.skipped]) == (["a.txt", "locked"], [".locked"])
    read, unread = seedlib.read_many(found.files, failures="yield")
    assert isinstance(read, Analysis)
    assert [failure.message for failure in unread.failures] == ["found a folder that may not be read"]


def test_folder_without_documents_is_an_error_that_lists_suffixes(tmp_path: Path) -> None:
    """The error names the folder, what was found in it, and what a document's name ends in."""
    (tmp_path / "picture.png").write_bytes(b"x")
    with pytest.raises(ParseError, match=r"found 1 files, none of them a document .*\.txt"):
        find_files([tmp_path])


@pytest.mark.parametrize("source", [None, 5, 1.5, bytearray(b"Rain.")])
def test_what_cannot_be_a_source_is_a_type_error(source: Any) -> None:
    """The message says what is read, and where a text goes."""
    with pytest.raises(TypeError, match=r"expected a path, bytes or a file.*seedlib\.analyze"):
        seedlib.read(source)


def test_path_that_cannot_be_opened_is_unread(tmp_path: Path, story: Path) -> None:
    """A NUL in a name, a name of thousands of letters, a closed file: each is unread alone, and the next input is read."""
    closed = story.open("rb")
    closed.close()
    long = "x" * 5_000 + ".txt"
    results = list(seedlib.read_many(["a\0b.txt", long, closed, story], failures="yield"))
    assert [type(result) is Unread for result in results] == [True, True, True, False]
    assert [path.name for path in find_files([long, story]).files] == [long, "story.txt"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_named_pipe_is_read(tmp_path: Path) -> None:
    """A path that cannot seek is copied first, as a process substitution of a shell is."""
    pipe = tmp_path / "pipe.txt"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_text, args=(STORY,), kwargs={"encoding": "utf-8"})
    writer.start()
    assert seedlib.read(pipe).document.text == STORY
    writer.join()


def test_large_part_is_not_held_in_memory() -> None:
    """A part of 40 MB is unpacked piece by piece, and read back from a file."""

    def measure(stream: Any, hint: Hint, context: Any) -> Iterator[Analysis]:
        yield Analysis(document=Document(text=f"{sum(len(stream.read(1 << 20)) for _ in range(40))} bytes"))

    class Zeros:
        left = 40 << 20

        def read(self, size: int, /) -> bytes:
            taken = min(size, self.left)
            self.left -= taken
            return bytes(taken)

    def parse(stream: Any, hint: Hint, context: Any) -> Iterator[Part]:
        yield Part(stream=Zeros(), hint=Hint(filename="zeros"), locator="zeros")

    outer = Parser(name="box", accepts=lambda head, hint: Rank.CONTENT if head.startswith(b"[") else Rank.NO, parse=parse)
    inner = Parser(name="zeros", accepts=lambda head, hint: Rank.CONTENT if head.startswith(b"\0") else Rank.NO, parse=measure)
    made = Registry.build(plugins=[("acme", plugin(parsers=[outer, inner]))], entry_points=False, disabled=["seedlib"])
    tracemalloc.start()
    (result,) = parse_many([io.BytesIO(b"[" * 300_000)], failures="yield", registry=made)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert isinstance(result, Analysis)
    assert (result.document.text, peak < 25 << 20) == (f"{40 << 20} bytes", True)
