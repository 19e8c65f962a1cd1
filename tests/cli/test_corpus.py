"""`seedlib corpus actors`."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from seedlib import dumps
from tests.corpus.making import actor, analysis

from .conftest import Ran


@pytest.fixture
def kept(run: Callable[..., Ran], tmp_path: Path) -> Path:
    """Return a file of results of two stories."""
    stories = {"a": "Ruta Voss, the minister of tides, said no to Lithuania.", "b": "Minister Ruta Voss said yes."}
    path = tmp_path / "in.jsonl"
    path.write_text("".join(json.dumps({"id": name, "text": text, "language": "en"}) + "\n" for name, text in stories.items()), "utf-8")
    assert run("read", path, "-f", "jsonl", "-o", tmp_path / "kept.jsonl", "--tagger", "none").status == 0
    return tmp_path / "kept.jsonl"


def rows(data: str) -> list[dict[str, str]]:
    """Return the rows of a CSV."""
    return list(csv.DictReader(io.StringIO(data, newline="")))


def test_the_actors_go_to_standard_output(run: Callable[..., Ran], kept: Path) -> None:
    """As CSV unless another format is asked for."""
    ran = run("corpus", "actors", kept)
    assert (ran.status, ran.said) == (0, "")
    assert [(row["name"], row["documents"], row["reasons"]) for row in rows(ran.text)] == [
        ("Ruta Voss", "2", "name+role"),
        ("Lithuania", "1", "id"),
    ]
    first, _ = map(json.loads, run("corpus", "actors", kept, "-f", "jsonl").text.splitlines())
    assert (first["name"], first["documents"], first["reasons"]) == ("Ruta Voss", 2, ["name+role"])


@pytest.mark.parametrize("format_", ["csv", "csv-exact", "jsonl"])
def test_a_folder_gets_both_tables(run: Callable[..., Ran], kept: Path, tmp_path: Path, format_: str) -> None:
    """Under the names of the tables."""
    assert run("corpus", "actors", kept, "-o", f"{tmp_path}/out/", "-f", format_).status == 0
    suffix = format_.partition("-")[0]
    assert {path.name for path in (tmp_path / "out").iterdir()} == {f"actors.{suffix}", f"members.{suffix}"}


def test_decisions_are_applied_and_what_they_cannot_do_is_said(run: Callable[..., Ran], kept: Path, tmp_path: Path) -> None:
    """A row that cannot be done makes the status 1; one that waits does not."""
    path = tmp_path / "mine.csv"
    path.write_text("decision,actor,other\nmerge,iso3166:LTU,acme:1\nmerge,acme:2,acme:3\n", "utf-8")
    ran = run("corpus", "actors", kept, "--decisions", path)
    assert [(row["corpus_actor"], row["same_as"]) for row in rows(ran.text)][1] == ("iso3166:LTU", "acme:1")
    waits = "seedlib: note: Decisions wait for actors that are in none of these documents: mine.csv, line 3."
    assert (ran.status, ran.lines) == (0, [waits])
    path.write_text("decision,actor,other\nmarry,acme:2,acme:3\n", "utf-8")
    ran = run("corpus", "actors", kept, "--decisions", path)
    assert (ran.status, ran.lines) == (1, ["seedlib: error: mine.csv, line 2: found the decision 'marry', expected merge or split"])


def test_how_sure_a_join_must_be_can_be_said(run: Callable[..., Ran], kept: Path) -> None:
    """A number from 0 to 1."""
    assert [row["documents"] for row in rows(run("corpus", "actors", kept, "--least", "0.8").text)] == ["1", "1", "1"]
    assert run("corpus", "actors", kept, "--least", "7").status == 2


def test_actors_without_a_name_can_be_left_out(run: Callable[..., Ran], tmp_path: Path) -> None:
    """By a switch."""
    path = tmp_path / "results.jsonl"
    analyses = [analysis("1", actor("Ruta Voss")), analysis("2", actor("the mayor"), form="nominal")]
    path.write_text("".join(f"{dumps(held)}\n" for held in analyses), "utf-8")
    every, named = ([row["name"] for row in rows(run("corpus", "actors", path, *words).text)] for words in ([], ["--named"]))
    assert (sorted(every), named) == (["Ruta Voss", "the mayor"], ["Ruta Voss"])


@pytest.mark.parametrize("command", [["corpus", "actors"], ["read"]])
def test_tables_of_results_are_no_texts(run: Callable[..., Ran], kept: Path, tmp_path: Path, command: list[str]) -> None:
    """In a folder they are left out and named; where there is nothing else, that is an error."""
    folder = tmp_path / "all"
    assert run("corpus", "actors", kept, "-o", f"{folder}/").status == 0
    assert run("corpus", "actors", kept, "-o", f"{folder}/index/", "-f", "jsonl").status == 0
    assert run("read", kept, "-f", "csv", "-o", f"{folder}/results/").status == 0
    expected = "found nothing but tables that seedlib wrote, expected texts"
    advice = "(give the results as JSON Lines (seedlib read -f jsonl), or the texts themselves)"
    assert ((ran := run(*command, folder)).status, ran.lines) == (1, [f"seedlib: error: {folder}: {expected} {advice}"])
    named = folder / "members.csv"
    assert run(*command, named).lines == [f"seedlib: error: {named}: found a table that seedlib wrote, expected texts {advice}"]
    kept.rename(folder / "kept.jsonl")
    (folder / "mine.csv").write_text("document,text\n1,Ruta Voss said yes.\n", "utf-8")
    ran = run(*command, folder, "--tagger", "none", "--language", "en")
    assert ran.lines[0] == (
        "seedlib: note: 12 tables skipped in folders that seedlib wrote, and that hold no texts"
        " (actors.csv, actors.jsonl, members.jsonl, members.csv, actors.csv, …)"
    )
    assert (ran.status, "Ruta Voss" in ran.text, "Lithuania" in ran.text) == (0, True, True)


def test_a_column_of_a_table_of_results_can_be_read(run: Callable[..., Ran], kept: Path, tmp_path: Path) -> None:
    """By its name."""
    claims = tmp_path / "claims.csv"
    assert run("read", kept, "-f", "csv", "-o", claims).status == 0
    assert run("parse", claims, "--text-column", "content", "-f", "text").text == "no to Lithuania\n\nyes"


def test_files_that_are_no_results_are_read_first(run: Callable[..., Ran], story: Path, tmp_path: Path) -> None:
    """What cannot be read is said, as ever; decisions that cannot be read stop before."""
    ran = run("corpus", "actors", story, tmp_path / "none.txt")
    assert (ran.status, "Ruta Voss" in ran.text, "none.txt" in ran.said) == (1, True, True)
    assert run("corpus", "actors", story, "--decisions", tmp_path / "none.csv").status == 2


def test_files_that_are_no_results_are_read_as_the_options_say(run: Callable[..., Ran], kept: Path, tmp_path: Path) -> None:
    """The language and words of a lexicon are taken, which results that were kept need no more; what cannot be is misuse."""
    path = tmp_path / "bodies.csv"
    path.write_text("type,phrase,value,kind\nnames,Otter Nine,acme:9,organization\n", "utf-8")
    text = tmp_path / "text.txt"
    text.write_text("We spoke to Otter Nine.", "utf-8")
    options = ("--lexicon", path, "--language", "en", "--tagger", "none")
    ran = run("corpus", "actors", text, *options)
    assert (ran.status, ran.said, [row["corpus_actor"] for row in rows(ran.text)]) == (0, "", ["acme:9"])
    assert "--language" in run("corpus", "actors", text, "--tagger", "none").said
    assert run("corpus", "actors", kept, *options).text == run("corpus", "actors", kept).text
    assert run("corpus", "actors", text, "--tagger", tmp_path).status == 2
