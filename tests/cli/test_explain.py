"""`seedlib explain`."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from seedlib.components import Qualifier

from .conftest import Ran

TALE = "Talks go on in Brenn\n\nAda Poe met Jo Roe, the mayor of Brenn. He said on Monday that prices could rise.\n"


@pytest.fixture
def tale(tmp_path: Path) -> Path:
    """Return a file with a claim on its third line."""
    path = tmp_path / "tale.txt"
    path.write_text(TALE, "utf-8")
    return path


def only_claim(run: Callable[..., Ran], path: Path) -> str:
    """Return the id of a file's only claim."""
    (claim,) = json.loads(run("explain", path, "--json", "--language", "en").text)["claims"]
    return str(claim["id"])


def test_claims_are_listed_with_their_ids(run: Callable[..., Ran], tale: Path) -> None:
    """Where no claim is asked for."""
    ran = run("explain", tale, "--language", "en")
    assert (ran.status, ran.said) == (0, "")
    assert "Claims: 1" in ran.text
    assert f"{only_claim(run, tale)}     3  Jo Roe" in ran.text
    (listed,) = json.loads(run("explain", tale, "--json").text)["claims"]
    assert (listed["who"], listed["words"], listed["line"]) == ("Jo Roe", "that prices could rise", 3)


def test_a_claim_is_explained_by_its_id_and_by_its_line(run: Callable[..., Ran], tale: Path) -> None:
    """With the same words; what it rests on stands in its line."""
    ran = run("explain", tale, "--claim", only_claim(run, tale), "--language", "en")
    assert (ran.status, ran.said) == (0, "")
    flat = " ".join(ran.text.split())
    for words in (
        "line 3: Jo Roe | said | that prices could rise",
        "found by seedlib:tagger",
        "What speaks for it",
        "He [said] on Monday",
        "that prices [could] rise.",
        "What lost: ",
        "Whom its words mean",
        "tagger: Jo Roe 0.",
        "attribution:content",
    ):
        assert words in flat
    assert run("explain", tale, "--claim", "3", "--language", "en").text == ran.text


def test_what_lost_is_shown(run: Callable[..., Ran], installed: Callable[..., None], tale: Path) -> None:
    """Under whose name, how sure, and why not."""
    from seedlib.components import Proposal

    def propose(analysis, context):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202  # a component's signature
        return [Proposal(subject=claim.id, field="modality", value="required", confidence=0.2, rule="guess") for claim in analysis.claims]

    installed(qualifiers=[Qualifier(name="x", propose=propose)])
    flat = " ".join(run("explain", tale, "--claim", "3", "--language", "en").text.split())
    assert "modality required acme:x guess 0.20 a surer answer stands" in flat
    held = json.loads(run("explain", tale, "--claim", "3", "--json", "--language", "en").text)
    assert [(one["value"], one["component"], one["outcome"]) for one in held["alternatives"] if one["about"] == "modality"] == [
        ("required", "acme:x", "outbid")
    ]


def test_json_has_all_of_it(run: Callable[..., Ran], tale: Path) -> None:
    """A line a claim: provenance with its words, alternatives, referents with theirs, labels."""
    held = json.loads(run("explain", tale, "--claim", "3", "--json").text)
    assert (held["who"], held["cue"], held["line"], held["complete"]) == ("Jo Roe", "said", 3, True)
    assert {"content", "speakers", "modality"} <= {source["about"] for source in held["provenance"]}
    (pronoun,) = (referent for referent in held["referents"] if referent["words"] == "He")
    assert (pronoun["actor"], pronoun["links"][0]["words"]) == ("doc:jo-roe", "Jo Roe")
    assert None in [one["value"] for one in pronoun["alternatives"]]
    assert "attribution:cue" in {label["label"] for label in held["labels"]}


@pytest.mark.parametrize("named", ["frob", "1", "99"])
def test_a_claim_that_is_not_there_is_misuse(run: Callable[..., Ran], tale: Path, named: str) -> None:
    """What lists them is said."""
    ran = run("explain", tale, "--claim", named, "--language", "en")
    assert (ran.status, ran.text) == (2, "")
    assert f"found no claim {named!r}" in ran.said
    assert "seedlib explain FILE without --claim lists them" in ran.said


def test_a_file_that_cannot_be_read_is_a_failure(run: Callable[..., Ran], tmp_path: Path) -> None:
    """As for `seedlib read`."""
    ran = run("explain", tmp_path / "absent.txt", "--claim", "3")
    assert (ran.status, ran.text) == (1, "")
    assert "absent.txt: found no such file" in ran.said


def test_kept_results_say_what_they_know(run: Callable[..., Ran], tale: Path, tmp_path: Path) -> None:
    """Who found it; what lost was not kept."""
    kept = tmp_path / "kept.jsonl"
    run("read", tale, "--language", "en", "-f", "jsonl", "-o", kept)
    ran = run("explain", kept, "--claim", "3")
    flat = " ".join(ran.text.split())
    assert ran.status == 0
    assert "What lost is not known" in flat
    assert "What speaks for it" in flat
    assert "Whom its words mean" not in flat
    assert json.loads(run("explain", kept, "--claim", "3", "--json").text)["complete"] is False


def test_claims_of_several_documents_are_told_apart(run: Callable[..., Ran], tale: Path, tmp_path: Path) -> None:
    """Each is explained that has the id; a blank line stands between two."""
    other = tmp_path / "other.txt"
    other.write_text(TALE, "utf-8")
    ran = run("explain", tale, other, "--claim", only_claim(run, tale), "--language", "en")
    assert ran.text.count("What speaks for it") == 2
    lines = run("explain", tale, other, "--claim", "3", "--json", "--language", "en").text.splitlines()
    assert [json.loads(line)["line"] for line in lines] == [3, 3]


def test_what_a_terminal_would_act_on_is_written_out(run: Callable[..., Ran], tmp_path: Path) -> None:
    """Words of the text are a stranger's."""
    path = tmp_path / "bad.txt"
    path.write_text("Ada Poe said that the \x1b[31mdam could break.\n", "utf-8")
    ran = run("explain", path, "--claim", "1", "--language", "en")
    assert ran.status == 0
    assert "\x1b" not in ran.text
    assert r"\x1b" in ran.text
