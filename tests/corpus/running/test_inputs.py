"""Which files are listed, in which order, and what is made of them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from seedlib.corpus.running.inputs import Input, Listed, check_named, check_same, list_inputs, read_inputs
from seedlib.corpus.running.planning import plan
from seedlib.corpus.running.tasks import At, Cursor, Stretch
from seedlib.errors import CorpusError, ParseError
from seedlib.finding import find_files

from .making import OPTIONS


def relisted(folder: Path, *names: str, skip: Callable[[Path], bool] = lambda path: False) -> Listed:
    """List what is named below a folder."""
    named = [str(folder / name if name else folder) for name in names]
    return list_inputs(named, folder.parent / "list", OPTIONS.registry, without=folder / "out", skip=skip)


def listed(folder: Path, *names: str, skip: Callable[[Path], bool] = lambda path: False) -> list[str]:
    """Return the paths that are listed below a folder."""
    relisted(folder, *names, skip=skip)
    target = folder.parent / "list"
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


@pytest.mark.parametrize(
    ("names", "expected", "repeated"),
    [
        (("b", "b"), ["b/10.txt", "b/2.txt"], 2),
        (("b/2.txt", "b"), ["b/2.txt", "b/10.txt"], 1),
        (("b", "c/../b/2.txt", "b/*.txt"), ["b/10.txt", "b/2.txt"], 3),
        (("b/**",), ["b/10.txt", "b/2.txt"], 2),  # fits the folder and what is in it
        (("linked", "b"), ["linked/10.txt", "linked/2.txt"], 2),
        (("c/1.png", "b/2.txt"), ["c/1.png", "b/2.txt"], 0),
        (("b", "c/2.txt"), ["b/10.txt", "b/2.txt", "c/2.txt"], 0),  # a link to a file is a file
    ],
)
def test_what_is_named_twice_is_read_once(corpus: Path, names: tuple[str, ...], expected: list[str], repeated: int) -> None:
    """Where it is named first; however it is named."""
    (corpus / "linked").symlink_to(corpus / "b")
    (corpus / "c" / "2.txt").symlink_to(corpus / "b" / "2.txt")
    assert listed(corpus, *names) == expected
    assert relisted(corpus, *names).repeated == repeated


def test_what_folders_leave_out_is_taken_where_it_is_named(corpus: Path) -> None:
    """Before the folder or after it; what is left out twice is counted once."""
    (corpus / "b" / "odd.bin").touch()
    assert listed(corpus, "b", "b/odd.bin") == ["b/10.txt", "b/2.txt", "b/odd.bin"]
    assert listed(corpus, "b/odd.bin", "b") == ["b/odd.bin", "b/10.txt", "b/2.txt"]
    assert relisted(corpus, "b", "b").skipped == 1


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        ("a1 b2", "a1", "b is missing"),
        ("a1", "a1 b2", "b was added"),
        ("a1 c3", "a1 b2 c3", "b was added"),
        ("a1 b2 c3", "a1 c3", "b is missing"),
        ("a1 b2", "a1 c3", "c was added"),
        ("a1 b2", "b2 a1", "b stands in another order"),
        ("a1 b2000", "a1 b419", "b has changed (419 bytes, was 2,000 bytes)"),
        ("a1 b2", "a1 b-1", "b has changed (no such file, was 2 bytes)"),
        ("a1 b2", "a1 b2@7", "b has another date (and 2 bytes, as before)"),
    ],
)
def test_lists_are_compared(tmp_path: Path, before: str, now: str, expected: str) -> None:
    """The first file in which they differ is named, and how."""
    paths = []
    for number, held in enumerate((before, now)):
        paths.append(tmp_path / str(number))
        parts = [word.partition("@") for word in held.split()]
        lines = (json.dumps([word[0], int(word[1:]), int(date or 5)]) for word, _, date in parts)
        paths[-1].write_text("".join(f"{line}\n" for line in lines), "utf-8")
    check_same(paths[0], paths[0])
    with pytest.raises(CorpusError) as caught:
        check_same(*paths)
    assert f"than the run was begun with: {expected} (put" in str(caught.value)


def test_small_files_go_together_and_large_ones_to_the_reader() -> None:
    """But those that hold one document go to workers, whatever their size."""
    sizes = {"a.html": 60_000, "b.html": 10_000, "c.jsonl": 5_000_000, "d.pdf": 5_000_000, "e.txt": 1}
    inputs = [Input(number=number, path=path, size=size) for number, (path, size) in enumerate(sizes.items())]
    planned = [[held] if isinstance(held, Stretch) else list(held.stretches) for held in plan(inputs, Cursor(1, At(3)))]
    assert [[held.path for held in group] for group in planned] == [["a.html"], ["b.html"], ["c.jsonl"], ["d.pdf"], ["e.txt"]]
    assert planned[1][0].start == At(3)
    many = [Input(number=number, path="a.txt", size=-1) for number in range(40)]
    assert [len(held.stretches) for held in plan(many, Cursor()) if not isinstance(held, Stretch)] == [16, 16, 8]
