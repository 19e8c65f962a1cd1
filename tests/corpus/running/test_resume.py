"""Runs that are taken up again: only as they were begun, and only if nothing was changed behind their back."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import attrs
import pytest

from seedlib import Settings
from seedlib.corpus.running import is_unfinished, parts
from seedlib.corpus.running.known import KnownIds
from seedlib.errors import CorpusError, ParseError
from seedlib.plugins.registry import Registry

from .making import OPTIONS, Trouble, files_of, lines, run_here


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with inputs, and a run over some of them that a limit ended."""
    folder = tmp_path_factory.mktemp("done")
    lines(folder / "a.jsonl", 20)
    ended = run_here(folder / "out", folder / "a.jsonl", limit=14)
    assert (ended.results, ended.finished) == (14, False)  # though a worker may have sent all twenty at once
    return folder


@pytest.fixture
def folder(done: Path, tmp_path: Path) -> Path:
    """Return a copy of the results, which a test may spoil."""
    import shutil

    shutil.copytree(done / "out", tmp_path / "out")
    return tmp_path / "out"


def test_a_run_that_is_not_finished_is_known(done: Path, folder: Path) -> None:
    """By its journal, be it broken or not there; no other folder is such a run."""
    assert [is_unfinished(held) for held in (folder, folder / "claims", folder / "none")] == [True, False, False]
    run_here(folder, done / "a.jsonl", resume=True)
    assert not is_unfinished(folder)
    journal = folder / "journal.jsonl"
    journal.write_bytes(journal.read_bytes() + b"{}\n")
    assert is_unfinished(folder)
    journal.unlink()
    assert is_unfinished(folder)


def test_a_folder_with_a_run_is_not_begun_anew(done: Path, folder: Path, tmp_path: Path) -> None:
    """Nor one with anything else in it."""
    with pytest.raises(CorpusError, match="found a run in this folder") as caught:
        run_here(folder, done / "a.jsonl")
    assert "--resume" in caught.value.advice
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "letter.txt").write_text("Dear Ada", "utf-8")
    with pytest.raises(CorpusError, match=r"found letter\.txt in this folder"):
        run_here(tmp_path / "other", done / "a.jsonl", resume=True)
    (folder / "manifest.json").unlink()
    with pytest.raises(CorpusError, match="without a manifest"):
        run_here(folder, done / "a.jsonl", resume=True)


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"options": attrs.evolve(OPTIONS, settings=Settings(language="de"))}, 'settings.language: found "de", expected nothing'),
        ({"options": attrs.evolve(OPTIONS, media_type="text/plain")}, 'reading.media_type: found "text/plain", expected nothing'),
        ({"part_size": 8}, "tables.part_size: found 8, expected 7"),
        ({"max_bytes": 10_000}, "reading.max_bytes: found 10000, expected nothing"),
        (
            {"options": attrs.evolve(OPTIONS, registry=Registry.build(plugins=[("other", Trouble())], entry_points=False))},
            'registry.plugins: found ["other"], expected ["acme"]',
        ),
        ({"options": attrs.evolve(OPTIONS, settings=Settings(options={"tagger.weights": "none"}))}, "weights.name: found nothing"),
    ],
)
def test_a_run_goes_on_as_it_was_begun(done: Path, folder: Path, changed: dict[str, object], expected: str) -> None:
    """Every difference is named: what is found, and what was."""
    before = files_of(folder)
    with pytest.raises(CorpusError, match="found another version or other settings") as caught:
        run_here(folder, done / "a.jsonl", resume=True, **changed)  # type: ignore[arg-type]  # one of the arguments
    assert expected in str(caught.value)
    assert files_of(folder) == before


def test_another_version_refuses(done: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of seedlib, of a library, of the tables."""
    monkeypatch.setattr("seedlib.versions.version_of", lambda name: "9")
    with pytest.raises(CorpusError, match='seedlib: found "9"'):
        run_here(folder, done / "a.jsonl", resume=True)


@pytest.mark.parametrize(
    ("spoil", "expected"),
    [
        (lambda path: lines(path, 21), r"a\.jsonl has changed \([\d,]+ bytes, was [\d,]+ bytes\)"),
        (lambda path: os.utime(path, (1, 1)), r"a\.jsonl has another date \(and [\d,]+ bytes, as before\)"),
    ],
)
def test_inputs_are_what_they_were(tmp_path: Path, spoil: Callable[[Path], object], expected: str) -> None:
    """By size and time."""
    path = lines(tmp_path / "a.jsonl", 5)
    run_here(tmp_path / "out", path, limit=2)
    spoil(path)
    with pytest.raises(CorpusError, match=expected):
        run_here(tmp_path / "out", path, resume=True)


def test_more_inputs_refuse(done: Path, folder: Path, tmp_path: Path) -> None:
    """And fewer; one that is named and gone."""
    (tmp_path / "more.txt").write_text("Bo said no.", "utf-8")
    with pytest.raises(ParseError, match="found no such file"):
        run_here(folder, done / "gone.jsonl", resume=True)
    with pytest.raises(CorpusError, match=r"more\.txt was added"):
        run_here(folder, done / "a.jsonl", tmp_path / "more.txt", resume=True)


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def _flip(path: Path) -> None:
    held = bytearray(path.read_bytes())
    held[len(held) // 2] ^= 1
    path.write_bytes(held)


@pytest.mark.parametrize(
    ("spoil", "expected"),
    [
        (_cut, r"found [\d,]+ bytes, expected [\d,]+ by the journal"),
        (_flip, "found other bytes than were written"),
        (lambda path: path.unlink(), "found no such part file"),
        (lambda path: path.rename(path.with_name("part-000009.parquet")), "found no such part file"),
        (lambda path: path.with_name("part-000009.parquet").touch(), "found a file that the journal does not know"),
    ],
)
def test_part_files_are_as_the_journal_has_them(done: Path, folder: Path, spoil: Callable[[Path], object], expected: str) -> None:
    """Every byte; the error names the file."""
    spoil(folder / "claims" / "part-000001.parquet")
    with pytest.raises(CorpusError, match=expected) as caught:
        run_here(folder, done / "a.jsonl", resume=True)
    assert "claims" in caught.value.where


def test_a_run_that_ended_between_journal_and_places_is_finished(done: Path, folder: Path, tmp_path: Path) -> None:
    """The last part's files are put where they belong; what the journal does not know is dropped."""
    before = files_of(folder)
    unfinished = folder / parts.UNFINISHED
    unfinished.mkdir(exist_ok=True)
    for name in ("claims", "actors"):
        (folder / name / "part-000001.parquet").rename(unfinished / f"{name}-000001.parquet")
    (unfinished / "claims-000002.parquet").write_bytes(b"half")
    with (folder / "journal.jsonl").open("ab") as journal:
        journal.write(b'{"part": 2, "results": 7, "docu')
    ended = run_here(folder, done / "a.jsonl", limit=14, resume=True)
    assert (ended.results, files_of(folder)) == (14, before)
    run_here(folder, done / "a.jsonl", resume=True)
    run_here(tmp_path / "whole", done / "a.jsonl")
    assert files_of(folder) == files_of(tmp_path / "whole")
    assert list(unfinished.iterdir()) == []


@pytest.mark.parametrize("line", [b"no json\n", b'{"part": 7}\n', b"[]\n"])
def test_a_journal_that_cannot_be_read_is_an_error(done: Path, folder: Path, line: bytes) -> None:
    """With its line."""
    with (folder / "journal.jsonl").open("ab") as journal:
        journal.write(line)
    with pytest.raises(CorpusError, match="expected part 2") as caught:
        run_here(folder, done / "a.jsonl", resume=True)
    assert caught.value.where.endswith("journal.jsonl: line 3")


@pytest.mark.parametrize("held", ["{", "[]", '{"format": "seedlib-corpus/9"}'])
def test_a_manifest_that_cannot_be_read_is_an_error(done: Path, folder: Path, held: str) -> None:
    """Rather than a run under unknown terms."""
    (folder / "manifest.json").write_text(held, "utf-8")
    with pytest.raises(CorpusError) as caught:
        run_here(folder, done / "a.jsonl", resume=True)
    assert caught.value.where.endswith("manifest.json")


def test_one_run_at_a_time_writes_a_folder(done: Path, folder: Path) -> None:
    """The second is told so; when the first has ended, however, the folder is free."""
    ids = KnownIds(folder / "ids.sqlite", 2)
    with pytest.raises(CorpusError, match="another run that writes to this folder"):
        run_here(folder, done / "a.jsonl", resume=True)
    ids.close()
    (folder / "ids.sqlite").write_bytes(b"no database at all, and long enough to be looked at")
    with pytest.raises(CorpusError, match="found no database of ids"):
        run_here(folder, done / "a.jsonl", resume=True)


def test_ids_are_remembered(tmp_path: Path) -> None:
    """Those of parts that are done, and no others."""
    with_ids = KnownIds(tmp_path / "ids.sqlite", 0)
    assert with_ids.add("a", "first", 0) == 1
    with_ids.commit()
    assert with_ids.add("b", "second", 1) == 1
    with_ids.commit()
    assert with_ids.add("a\ud800", "third", 1) == 1
    with_ids.close()
    again = KnownIds(tmp_path / "ids.sqlite", 1)
    assert [again.add(name, "later", 1) for name in ("a", "b", "a\ud800", "a")] == [2, 1, 1, 3]
    assert again.first("a") == "first"
    again.close()


def test_the_manifest_says_what_the_results_depend_on(done: Path) -> None:
    """For a methods section."""
    held = json.loads((done / "out" / "manifest.json").read_text("utf-8"))
    assert held["format"] == "seedlib-corpus/1"
    assert held["tables"] == {
        "schema": "seedlib-tables/1",
        "names": ["documents", "actors", "mentions", "claims", "problems", "notices", "failures"],
        "part_size": 7,
    }
    assert held["weights"]["name"]
    assert held["inputs"]["count"] == 1
    assert {"seedlib", "libraries", "plugins", "settings", "registry", "reading"} <= set(held)


def test_a_database_that_is_full_is_told(tmp_path: Path) -> None:
    """As any other place that cannot be written."""
    ids = KnownIds(tmp_path / "ids.sqlite", 0)
    ids._database.execute("PRAGMA max_page_count = 2")
    with pytest.raises(CorpusError, match="cannot be written"):
        ids.add("a" * 100_000, "place", 0)
    ids.close()
    assert sqlite3.connect(tmp_path / "ids.sqlite").execute("SELECT count(*) FROM ids").fetchone() == (0,)
