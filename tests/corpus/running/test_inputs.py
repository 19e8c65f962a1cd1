"""Which files are listed, in which order, and what is made of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from seedlib.corpus.running.inputs import Input, check_named, check_same, list_inputs, read_inputs
from seedlib.corpus.running.planning import plan
from seedlib.corpus.running.tasks import At, Cursor, Stretch
from seedlib.errors import CorpusError, ParseError
from seedlib.finding import find_files

from .making import OPTIONS


def listed(folder: Path, *names: str, skip: Callable[[Path], bool] = lambda path: False) -> list[str]:
    """Return the paths that are listed below a folder."""
    target = folder.parent / "list"
    list_inputs([str(folder / name if name else folder) for name in names], target, OPTIONS.registry, without=folder / "out", skip=skip)
    return [str(Path(held.path).relative_to(folder)) for held in read_inputs(target)]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Return a folder with some files."""
    folder = tmp_path / "corpus"
    for name in ("b/2.txt", "b/10.txt", "a.txt", "b.txt", "c/.hidden/1.txt", "c/1.png", "out/claims/part.jsonl", "z.jsonl"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("Ada said no.", "utf-8")
    return folder


def test_a_folder_is_listed_as_find_files_does(corpus: Path) -> None:
    """In the order of its paths, but without results; those of another run are taken where it is named."""
    everything = [str(path.relative_to(corpus)) for path in find_files([corpus], OPTIONS.registry).files]
    assert everything == ["a.txt", "b/10.txt", "b/2.txt", "b.txt", "out/claims/part.jsonl", "z.jsonl"]
    assert listed(corpus, "") == [name for name in everything if not name.startswith("out")]
    for name in ("manifest.json", "inputs.jsonl"):
        (corpus / "b" / name).touch()
    assert listed(corpus, "") == ["a.txt", "b.txt", "z.jsonl"]
    for name in ("documents/1.txt", "claims/1.txt", "failures/1.txt"):
        (corpus / "b" / name).parent.mkdir()
        (corpus / "b" / name).touch()
    assert listed(corpus, "b") == ["b/documents/1.txt", "b/failures/1.txt"]


def test_a_caller_may_skip_files(corpus: Path) -> None:
    """In folders; a file that is named is taken."""
    assert listed(corpus, "", "z.jsonl", skip=lambda path: path.name == "z.jsonl") == ["a.txt", "b/10.txt", "b/2.txt", "b.txt", "z.jsonl"]


def test_files_and_patterns_are_listed_as_they_are_named(corpus: Path) -> None:
    """A pattern may fit folders, and files in any depth; one that is a file's name is that file."""
    assert listed(corpus, "z.jsonl", "a.txt") == ["z.jsonl", "a.txt"]
    assert listed(corpus, "b*") == ["b/10.txt", "b/2.txt", "b.txt"]
    assert listed(corpus, "**/1*.txt") == ["b/10.txt"]
    (corpus / "[x].txt").write_text("Ada said no.", "utf-8")
    assert listed(corpus, "[x].txt") == ["[x].txt"]


def test_what_is_named_is_there(corpus: Path) -> None:
    """A path that was mistyped, a link to nothing and a pattern that fits nothing are told; what may be there and cannot be seen is not."""
    link = corpus / "link.txt"
    link.symlink_to(corpus / "gone.txt")
    for name in ("absent.txt", "absent/", "link.txt", "x" * 5_000, "a\0.txt"):
        with pytest.raises(ParseError, match="found no such file"):
            check_named([corpus, corpus / name])
    with pytest.raises(ParseError, match="found no file that fits"):
        check_named([corpus / "no*.txt"])
    assert check_named([corpus, str(corpus / "*.txt")]) == (str(corpus), str(corpus / "*.txt"))


def test_a_named_file_that_nobody_may_look_for_is_a_failure_later(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Since it may be there."""

    def refuse(path: Path) -> bool:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "exists", refuse)
    assert check_named([corpus / "locked" / "a.txt"]) == (str(corpus / "locked" / "a.txt"),)


def test_lists_are_compared(tmp_path: Path) -> None:
    """The first line that differs is named."""
    first, second = tmp_path / "1", tmp_path / "2"
    first.write_text('["a", 1, 5]\n["b", 2, 5]\n', "utf-8")
    second.write_text('["a", 1, 5]\n', "utf-8")
    check_same(first, first)
    with pytest.raises(CorpusError, match=r"found no more inputs, expected b \(2 bytes, changed at 0.000\)"):
        check_same(first, second)
    with pytest.raises(CorpusError, match="expected no more inputs"):
        check_same(second, first)


def test_small_files_go_together_and_large_ones_to_the_reader() -> None:
    """But those that hold one document go to workers, whatever their size."""
    sizes = {"a.html": 60_000, "b.html": 10_000, "c.jsonl": 5_000_000, "d.pdf": 5_000_000, "e.txt": 1}
    inputs = [Input(number=number, path=path, size=size) for number, (path, size) in enumerate(sizes.items())]
    planned = [[held] if isinstance(held, Stretch) else list(held.stretches) for held in plan(inputs, Cursor(1, At(3)))]
    assert [[held.path for held in group] for group in planned] == [["a.html"], ["b.html"], ["c.jsonl"], ["d.pdf"], ["e.txt"]]
    assert planned[1][0].start == At(3)
    many = [Input(number=number, path="a.txt", size=-1) for number in range(40)]
    assert [len(held.stretches) for held in plan(many, Cursor()) if not isinstance(held, Stretch)] == [16, 16, 8]
