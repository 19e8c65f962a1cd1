"""The options that several commands share."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from seedlib.tagging.folder import INTERFACE, PACKAGED

from .conftest import Ran

CUE_BY_RULE = ("The Ledger said on Monday that the dam would be built by the spring of next year.\n", "rules")


@pytest.fixture
def tale(tmp_path: Path) -> Path:
    """Return a file with a claim that rules find."""
    path = tmp_path / "tale.txt"
    path.write_text(CUE_BY_RULE[0], "utf-8")
    return path


def test_no_network_is_asked_where_none_is_chosen(run: Callable[..., Ran], tale: Path) -> None:
    """Rules alone still find the claim, and nobody labels words."""
    ran = run("read", tale, "--tagger", "none", "-f", "json", "--layers")
    (held,) = json.loads(ran.out)
    assert (ran.status, held["layers"].get("labels", []), len(held["claims"])) == (0, [], 1)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (None, "found no readable tagger.json: No such file or directory"),
        ("{", "found no JSON in UTF-8"),
        ('{"interface": 99}', f"found the interface 99, expected at most {INTERFACE}"),
    ],
)
def test_a_folder_without_weights_is_misuse(run: Callable[..., Ran], tale: Path, tmp_path: Path, written: str | None, said: str) -> None:
    """It is said at once, not text by text, and with what to do."""
    if written is not None:
        (tmp_path / "tagger.json").write_text(written)
    ran = run("read", tale, "--tagger", tmp_path)
    assert (ran.status, ran.out) == (2, b"")
    assert said in ran.said
    assert str(tmp_path) in ran.said


def test_all_that_a_lexicon_loses_is_said(run: Callable[..., Ran], tale: Path, tmp_path: Path) -> None:
    """Line by line up to a screen, with what to do; then where all is shown, which is true."""
    path = tmp_path / "my ports.csv"
    rows = [f"names,Brenn {n},{identifier}\n" for n in range(11) for identifier in (f"acme:{n}", f"other:{n}")]
    path.write_text("type,phrase,value\n" + "".join(rows), "utf-8")
    words = ("--tagger", "none", "--language", "en", "--lexicon", path)
    *said, more = run("read", tale, *words).lines
    assert [line.partition(": the entry")[0] for line in said] == [
        f"seedlib: warning: lexicon my-ports.csv, line {number}" for number in range(3, 23, 2)
    ]
    assert all(line.endswith("(give it a longer name beside this one, or both a country)") for line in said)
    assert more == "seedlib: warning: and 1 more (seedlib plugins --lexicon FILE shows all)"
    listed = run("plugins", "--json", "--lexicon", path)
    assert (listed.status, listed.said) == (1, "")
    assert [held["message"].partition(":")[0] for held in json.loads(listed.text)["failures"]] == [
        f"lexicon my-ports.csv, line {number}" for number in range(3, 25, 2)
    ]


def test_a_lexicon_that_cannot_be_read_is_misuse(run: Callable[..., Ran], tmp_path: Path) -> None:
    """The file is named once, with the row."""
    path = tmp_path / "ports.csv"
    path.write_text("type,phrase\nnames,Brenn\nnames,\n", "utf-8")
    ran = run("plugins", "--lexicon", path)
    assert (ran.status, ran.text) == (2, "")
    assert ran.said.startswith(f"seedlib: error: {path}, row 3: found the phrase ''")


def test_the_version_names_the_weights(run: Callable[..., Ran]) -> None:
    """By name, version and the SHA-256 of the network."""
    told = json.loads((PACKAGED / "tagger.json").read_text("utf-8"))
    expected = {"name": told["name"], "version": told["version"], "sha256": told["files"]["model.onnx"]}
    assert json.loads(run("--version", "--json").text)["weights"] == expected
