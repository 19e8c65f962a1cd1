"""`seedlib read`."""

import csv
import io
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from seedlib.components import Exporter, TextCheck
from seedlib.wire import loads

from .conftest import STORY, Ran


def test_a_person_sees_who_wrote_it_what_is_wrong_the_actors_and_the_claims(run: Callable[..., Ran], story: Path) -> None:
    """The main job: plain text where no terminal is."""
    ran = run("read", story)
    assert (ran.status, ran.said) == (0, "")
    assert ran.text.startswith("Dam talks stall\n===============\nby Ana Ito | The Ledger")
    for words in ("Text problems: 1", "stray-space", "Actors: ", "Ruta Voss", "Claims: ", "“We will not sign , unless it rains,”"):
        assert words in ran.text
    assert b"\x1b" not in ran.out


def test_lines_of_json_are_the_wire_format(run: Callable[..., Ran], story: Path) -> None:
    """One line a document, to the letter."""
    (line,) = run("read", story, "-f", "jsonl").text.splitlines()
    assert loads(line).document.text == STORY


def test_json_is_one_array_and_layers_are_written_when_asked_for(run: Callable[..., Ran], story: Path) -> None:
    """`--layers` adds the working layers."""
    assert "layers" not in json.loads(run("read", story, "-f", "json").out)[0]
    assert "tokens" in json.loads(run("read", story, "-f", "json", "--layers").out)[0]["layers"]


def test_csv_to_standard_output_has_the_claims(run: Callable[..., Ran], story: Path) -> None:
    """And nothing else."""
    rows = list(csv.DictReader(io.StringIO(run("read", story, "-f", "csv").text)))
    assert [row["content"] for row in rows] == ["“We will not sign , unless it rains,”"]


@pytest.mark.parametrize("name", ["out/", "there"])
def test_csv_to_a_folder_has_every_table(run: Callable[..., Ran], story: Path, tmp_path: Path, name: str) -> None:
    """One that exists, or a name that ends in a slash; what else is in it stays."""
    there = tmp_path / "there"
    there.mkdir()
    (there / "notes.md").write_text("mine")
    ran = run("read", story, "-f", "csv", "-o", f"{tmp_path}/{name}")
    assert (ran.status, ran.out, ran.said) == (0, b"", "")
    assert {path.name for path in (tmp_path / name).iterdir() if path.suffix == ".csv"} == {
        f"{table}.csv" for table in ("documents", "blocks", "problems", "actors", "mentions", "claims", "notices", "failures")
    }
    assert [path.name for path in there.iterdir() if path.suffix != ".csv"] == ["notes.md"]


def test_a_table_from_a_file_goes_through_with_all_its_columns(run: Callable[..., Ran], tmp_path: Path) -> None:
    """Columns and ids are chosen by options."""
    source = tmp_path / "stories.csv"
    source.write_text('key,story,desk\n7,"“Rain will come,” said Ruta Voss.",world\n')
    ran = run("read", source, "-f", "csv", "--text-column", "story", "--id-column", "key")
    (row,) = csv.DictReader(io.StringIO(ran.text))
    assert (row["document"], row["desk"]) == ("7", "world")


def test_standard_input_is_read(run: Callable[..., Ran], stdin: Callable[[bytes], None]) -> None:
    """`-` stands for it, once."""
    stdin(STORY.encode())
    assert loads(run("read", "-", "-f", "jsonl").text).document.text == STORY
    ran = run("read", "-", "-")
    assert (ran.status, ran.lines) == (2, ["seedlib: error: found - twice, expected standard input once"])


def test_a_media_type_chooses_the_parser(run: Callable[..., Ran], stdin: Callable[[bytes], None]) -> None:
    """Where a stream has no name."""
    stdin(b"# Heading\n\nRain fell.\n")
    assert json.loads(run("read", "-", "-f", "jsonl", "--media-type", "text/markdown").text)["origin"]["parser"] == "seedlib:markdown"


def test_a_folder_is_walked_and_what_is_skipped_is_named(run: Callable[..., Ran], story: Path) -> None:
    """In path order; hidden files, expectations and unknown suffixes are not read."""
    folder = story.parent
    (folder / "a.txt").write_text("Rain fell.")
    for name in (".hidden.txt", "story.expected.json", "picture.xyz"):
        (folder / name).write_text("x")
    ran = run("read", folder, "-f", "jsonl", "--language", "en")
    assert [json.loads(line)["origin"]["filename"] for line in ran.text.splitlines()] == ["a.txt", "story.txt"]
    assert (ran.status, ran.lines) == (
        0,
        [
            (
                "seedlib: note: 3 files skipped in folders: hidden, an expectation, a link to a folder or to nothing, "
                "or of a suffix that no parser knows (.hidden.txt, picture.xyz, story.expected.json)"
            ),
        ],
    )


def test_bad_input_does_not_stop_the_others(run: Callable[..., Ran], story: Path, tmp_path: Path) -> None:
    """Each is said with what was found, and where; the status is 1."""
    empty = tmp_path / "empty.txt"
    empty.touch()
    (tmp_path / "nothing").mkdir()
    ran = run("read", tmp_path / "absent.txt", empty, tmp_path / "nothing", story, "-f", "jsonl")
    assert ran.status == 1
    assert "Dam talks" in ran.text
    assert len(ran.text.splitlines()) == 3
    assert [
        f"seedlib: error: {tmp_path}/nothing: found 0 files, none of them a document",
        f"seedlib: error: {tmp_path}/absent.txt: found no such file (check the path)",
        f"seedlib: error: {tmp_path}/empty.txt: found an empty file, expected a document",
        "seedlib: note: 1 document read; 3 inputs or parts gave none",
    ] == [line.split(" (name a")[0].split(" (check how")[0] for line in ran.lines]


def test_strict_stops_at_the_first_failure(run: Callable[..., Ran], story: Path, tmp_path: Path) -> None:
    """And writes no file."""
    out = tmp_path / "out.jsonl"
    ran = run("read", tmp_path / "absent.txt", story, "--strict", "-f", "jsonl", "-o", out)
    assert (ran.status, len(ran.lines), out.exists()) == (1, 1, False)


def test_a_failing_component_is_said_once_and_counted(run: Callable[..., Ran], installed: Callable[..., None], story: Path) -> None:
    """The documents are read without it."""

    def check(analysis: object, context: object) -> list[object]:
        raise ValueError("no luck")

    installed(text_checks=[TextCheck(name="bad", check=check)])
    ran = run("read", story, story, "-f", "jsonl")
    assert (ran.status, len(ran.text.splitlines())) == (1, 2)
    assert ran.lines == [
        f"seedlib: error: {story}: acme:bad: no luck (report it to the author of acme:bad)",
        "seedlib: error: acme:bad: failed so 2 times in all: no luck",
    ]


def test_parts_that_fail_alike_are_counted(run: Callable[..., Ran], tmp_path: Path) -> None:
    """A file of other JSON has an error a line: three are said, and how many more there are."""
    (tmp_path / "other.jsonl").write_text('{"name": "Poe"}\n' * 9)
    ran = run("read", tmp_path / "other.jsonl")
    assert ran.status == 1
    assert [line.startswith("seedlib: error: ") for line in ran.lines] == [True, True, True, True, False]
    assert "6 more parts of it as well: " in ran.lines[3]


def test_notices_are_said_once_and_are_no_failures(run: Callable[..., Ran], tmp_path: Path) -> None:
    """However many documents they concern; the first is named."""
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("Rain.")
    ran = run("read", tmp_path / "a.txt", tmp_path / "b.txt")
    assert ran.status == 0
    assert any(line.endswith(f"(2 documents, the first in {tmp_path / 'a.txt'})") for line in ran.lines)
    assert all(line.startswith("seedlib: note: ") for line in ran.lines)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["-f", "frob"], "found no exporter named 'frob', expected one of: brat, csv"),
        (["--parser", "frob"], "found no parser named 'frob'"),
        (["--disable", "frob"], "found frob among the disabled plugins"),
        (["--prefer", "frob"], "found frob among the preferred components"),
        (["--set", "frob"], "found --set frob, expected KEY=VALUE"),
        (["--set", "frob=1"], "found no option 'frob', expected one of: "),
        (["--set", "table.width=wide"], "--set table.width: found 'wide', expected a whole number"),
        (["--set", "table.colour=perhaps"], "--set table.colour: found 'perhaps', expected true or false"),
        (["--time-limit", "-1"], "Settings.time_limit: found -1.0, expected a number above 0"),
        (["--max-characters", "many"], "argument --max-characters: invalid int value: 'many'"),
        (["--author-claims", "some"], "argument --author-claims: invalid choice"),
        (["--lexicon", "absent.json"], "absent.json: found a lexicon that cannot be read"),
        (["-o", "."], "found the folder ., expected a file: table writes one (-o results.txt)"),
        (["-o", "absent/out.txt"], "found no folder "),
        (["--frob"], "unrecognized arguments: --frob"),
    ],
)
def test_misuse_is_told_from_failure(run: Callable[..., Ran], story: Path, words: list[str], said: str) -> None:
    """Status 2, one line, nothing on standard output."""
    ran = run("read", story, *words)
    assert (ran.status, ran.out, len(ran.lines)) == (2, b"", 1)
    assert ran.said.startswith("seedlib: error: ")
    assert said in ran.said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"type": "names", "entries": 3}', "found no list of objects"),
        (b"\xff", "found bytes that are no UTF-8"),
        ("a,b\n", "expected 'phrase'"),
    ],
)
def test_a_bad_lexicon_is_refused(run: Callable[..., Ran], story: Path, tmp_path: Path, text: str | bytes, said: str) -> None:
    """The file and the row are named."""
    path = tmp_path / "my words.json"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    ran = run("read", story, "--lexicon", path)
    assert (ran.status, len(ran.lines)) == (2, 1)
    assert said in ran.said
    assert str(path) in ran.said


def test_a_lexicon_adds_names(run: Callable[..., Ran], story: Path, tmp_path: Path) -> None:
    """Without a plugin."""
    path = tmp_path / "my words.csv"
    path.write_text("type,language,phrase,value,kind,name\nnames,en,Rain Bureau,acme:1,organization,The Rain Bureau\n")
    story.write_text("The Rain Bureau met on Monday, and nobody else came to the meeting in the capital.")
    ran = run("read", story, "--lexicon", path, "-f", "jsonl")
    assert "acme:1" in [actor["id"] for actor in json.loads(ran.text)["actors"]]


def test_options_reach_the_exporter(run: Callable[..., Ran], story: Path) -> None:
    """By their registered keys."""
    ran = run("read", story, "--set", "table.width=60")
    assert max(map(len, ran.text.splitlines())) <= 60
    assert "\x1b[" in run("read", story, "--set", "table.colour=yes").text


def test_settings_reach_the_pipeline(run: Callable[..., Ran], story: Path) -> None:
    """A document above the limit is refused."""
    ran = run("read", story, "--max-characters", "10", "--language", "en", "--time-limit", "60", "--author-claims", "none")
    assert ran.status == 1
    assert "more than 10 characters" in ran.said


@pytest.mark.parametrize("error", [ValueError("no luck"), SystemExit(0)])
def test_a_file_is_replaced_only_when_all_is_written(
    run: Callable[..., Ran], installed: Callable[..., None], story: Path, tmp_path: Path, error: BaseException
) -> None:
    """What stood there stays if the exporter fails, or ends the program; nothing half-written is left."""

    def write(results: object, target: io.BytesIO, context: object) -> None:
        target.write(b"half")
        raise error

    installed(exporters=[Exporter(name="bad", write=write)])
    out = tmp_path / "out.txt"
    out.write_text("before")
    ran = run("read", story, "-f", "bad", "-o", out)
    said = f"seedlib: error: acme:bad raised {type(error).__name__}: {error} (report it to the author of acme:bad)"
    assert (ran.status, ran.lines) == (1, [said])
    assert out.read_text() == "before"
    assert {"out.txt", "story.txt"} == {path.name for path in tmp_path.iterdir()}


def test_a_file_keeps_its_mode_and_a_link_stays_a_link(run: Callable[..., Ran], story: Path, tmp_path: Path) -> None:
    """The link's target is replaced."""
    out, link = tmp_path / "out.jsonl", tmp_path / "link.jsonl"
    out.touch()
    out.chmod(0o640)
    link.symlink_to(out)
    assert run("read", story, "-f", "jsonl", "-o", link).status == 0
    assert link.is_symlink()
    assert (out.stat().st_mode & 0o777, loads(out.read_text("utf-8")).document.text) == (0o640, STORY)


def test_what_is_no_regular_file_is_written_as_it_is(run: Callable[..., Ran], story: Path) -> None:
    """The null device is not replaced by a file."""
    assert run("read", story, "-o", os.devnull).status == 0
    assert not Path(os.devnull).is_file()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is full")
def test_a_full_disk_is_said(run: Callable[..., Ran], story: Path) -> None:
    """Status 1, no traceback."""
    ran = run("read", story, "-f", "jsonl", "-o", "/dev/full")
    assert (ran.status, len(ran.lines)) == (1, 1)
    assert "No space left" in ran.said


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_place_that_cannot_be_written_is_said(run: Callable[..., Ran], story: Path, tmp_path: Path) -> None:
    """Before anything is read."""
    tmp_path.chmod(0o500)
    ran = run("read", story, "-o", tmp_path / "out.txt")
    assert (ran.status, len(ran.lines)) == (2, 1)
    assert "cannot be written" in ran.said


def test_words_with_escape_sequences_are_harmless(run: Callable[..., Ran], tmp_path: Path) -> None:
    """A file's name is foreign text too."""
    ran = run("read", tmp_path / "\x1b[31mred.txt")
    assert r"\x1b[31mred.txt" in ran.said
    assert "\x1b" not in ran.said
