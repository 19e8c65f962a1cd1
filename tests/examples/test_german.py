"""The German language pack, installed with pip into an environment of its own, as its users would install it."""

from __future__ import annotations

import json
from pathlib import Path

import regex

from tests.examples.installing import EXAMPLES, run

EXAMPLE = EXAMPLES / "seedlib-german"

PAGE = EXAMPLES.parent / "docs" / "how-to" / "add-a-language.md"


def test_installed_pack_passes_its_checks(python: Path, tmp_path: Path) -> None:
    """It is listed with its one hook, and keeps its contracts."""
    shown = run(python, "-m", "seedlib", "plugins", "--json", cwd=tmp_path)
    assert shown.returncode == 0, shown.stderr
    (info,) = [info for info in json.loads(shown.stdout)["plugins"] if info["name"] == "german"]
    assert (info["distribution"], info["hooks"]) == ("seedlib-german", ["lexicons"])
    checked = run(python, "-m", "seedlib", "plugins", "check", "german", cwd=tmp_path)
    assert (checked.returncode, "german:frames" in checked.stdout) == (0, True), checked.stderr


def test_english_texts_are_read_as_without_the_pack(python: Path, tmp_path: Path) -> None:
    """The samples in English give the same results to the letter, whether the pack is there or disabled."""
    samples = [EXAMPLES.parent / "seeds" / name for name in ("010_wire_story.txt", "020_oped.txt", "120_policy_brief.md")]
    command = (python, "-m", "seedlib", "read", *samples, "-f", "jsonl", "--tagger", "none")
    seen = [run(*command, *more, cwd=tmp_path) for more in ((), ("--disable", "german"))]
    assert [shown.returncode for shown in seen] == [0, 0], seen[0].stderr
    assert seen[0].stdout == seen[1].stdout


def test_the_manual_s_example_is_what_the_pack_finds(python: Path, tmp_path: Path) -> None:
    """The command on the page, with its output to the letter."""
    (tmp_path / "artikel.txt").write_bytes((EXAMPLE / "articles" / "01_agentur.txt").read_bytes())
    (shown,) = regex.findall(r"(?ms)^```console\n\$ seedlib read artikel\.txt --language de\n(.*?)^```", PAGE.read_text("utf-8"))
    found = run(python, "-m", "seedlib", "read", "artikel.txt", "--language", "de", cwd=tmp_path)
    assert found.returncode == 0, found.stderr
    claims = found.stdout[found.stdout.index("Claims:") :]
    assert claims.rstrip() == shown.rstrip()
