"""`seedlib check`."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from seedlib.components import TextCheck

from .conftest import Ran


@pytest.fixture
def expect(story: Path) -> Callable[..., Path]:
    """Return a function that writes what is expected of the story."""

    def expect(**fields: Any) -> Path:
        place = story.with_name("story.expected.json")
        place.write_text(json.dumps({"documents": [fields]}), "utf-8")
        return place

    return expect


def test_what_is_as_expected_is_one_line(run: Callable[..., Ran], story: Path, expect: Callable[..., Path]) -> None:
    """And the count is said."""
    expect(title="Dam talks stall", problems={"must": [{"kind": "stray-space"}], "must_not": [{"kind": "mojibake"}]})
    ran = run("check", story.parent)
    assert (ran.status, ran.text) == (0, f"ok {story}\n")
    assert ran.lines == ["seedlib: note: 1 of 1 samples are as expected"]


def test_lines_are_utf_8_whatever_the_locale(tmp_path: Path) -> None:
    """A name or a word beyond ASCII does not end the run."""
    (tmp_path / "Dam à Liège.txt").write_text("Rain fell.\n", "utf-8")
    (tmp_path / "Dam à Liège.expected.json").write_text('{"documents": [{"title": "Pluie à Liège"}]}', "utf-8")
    ended = subprocess.run(
        [sys.executable, "-m", "seedlib", "check", str(tmp_path)],
        capture_output=True, check=False, env={**os.environ, "PYTHONIOENCODING": "ascii"},
    )  # fmt: skip
    assert (ended.returncode, ended.stdout.decode()) == (
        1,
        f"FAILED {tmp_path}/Dam à Liège.txt\n  document 1, title: expected 'Pluie à Liège'; found None\n",
    )


def test_each_thing_that_is_not_is_a_line(run: Callable[..., Ran], story: Path, expect: Callable[..., Path]) -> None:
    """With what was found; the status is 1."""
    expect(title="Dam talks go on", publisher="The Ledger")
    ran = run("check", story.parent)
    assert (ran.status, ran.text) == (
        1,
        f"FAILED {story}\n  document 1, title: expected 'Dam talks go on'; found 'Dam talks stall'\n",
    )
    assert ran.lines == ["seedlib: note: 0 of 1 samples are as expected"]


@pytest.mark.parametrize(
    ("held", "said"),
    [
        ("{", "story.expected.json: found no JSON: "),
        ("[]", "found no list of objects under 'documents'"),
        ('{"documents": [{"odd": 1}]}', "found odd"),
        ('{"documents": [{"id": ["x"]}]}', "found ['x'] for id, expected one value"),
    ],
)
def test_a_broken_expectation_is_a_failure(run: Callable[..., Ran], story: Path, expect: Callable[..., Path], held: str, said: str) -> None:
    """It names the file; `--update` makes a new one."""
    place = expect()
    place.write_text(held, "utf-8")
    ran = run("check", story.parent)
    assert ran.status == 1
    assert said in ran.text
    assert run("check", story.parent, "--update").status == 0
    assert run("check", story.parent).text == f"ok {story}\n"


def test_a_failing_component_or_input_is_a_failure(
    run: Callable[..., Ran], installed: Callable[..., None], story: Path, expect: Callable[..., Path]
) -> None:
    """Whatever else is as expected; an input that cannot be read gets no expectation."""

    def check(analysis: object, context: object) -> list[object]:
        raise ValueError("no luck")

    installed(text_checks=[TextCheck(name="bad", check=check)])
    expect()
    (story.parent / "empty.txt").touch()
    ran = run("check", story.parent)
    assert (ran.status, ran.text) == (1, f"FAILED {story}\n  story.txt: acme:bad: no luck (report it to the author of acme:bad)\n")
    assert run("check", story.parent, "--update").status == 1
    assert not (story.parent / "empty.expected.json").exists()


def test_an_expectation_without_its_sample_is_a_failure(run: Callable[..., Ran], story: Path) -> None:
    """So that a renamed sample is not lost from sight."""
    (story.parent / "gone.expected.json").write_text("{}")
    ran = run("check", story.parent)
    assert ran.status == 1
    assert "found no sample gone.EXT beside it" in ran.text


def test_update_writes_what_is_found_where_it_differs(run: Callable[..., Ran], story: Path, expect: Callable[..., Path]) -> None:
    """What must not be found is kept; what is as expected is not touched."""
    assert run("check", story.parent, "--update").lines[0].startswith("seedlib: note: wrote ")
    assert run("check", story.parent).status == 0
    place = expect(title="Another", problems={"must_not": [{"kind": "mojibake"}]})
    run("check", story.parent, "--update")
    (held,) = json.loads(place.read_text("utf-8"))["documents"]
    assert (held["title"], held["problems"]["must_not"]) == ("Dam talks stall", [{"kind": "mojibake"}])
    before = expect(title="Dam talks stall").read_bytes()
    assert run("check", story.parent, "--update").status == 0
    assert place.read_bytes() == before


def test_a_folder_without_expectations_says_how_to_begin(run: Callable[..., Ran], story: Path) -> None:
    """Status 1; what is no folder is misuse."""
    ran = run("check", story.parent)
    assert (ran.status, len(ran.lines)) == (1, 1)
    assert "--update writes expectations" in ran.said
    assert run("check", story).status == 2
