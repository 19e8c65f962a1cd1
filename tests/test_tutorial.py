"""The tutorial is followed: what its pages tell to type is typed, and what they show is what comes out."""

from __future__ import annotations

import contextlib
import importlib
import io
import shlex
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import regex

import seedlib
from seedlib.cli import main
from tests.test_docs import ROOT, blocks, page

#: A program of a page, and what it shows as printed by it, if anything.
PROGRAM = regex.compile(r"```python\n(?P<code>.*?)```(?:\n\n```text\n(?P<answer>.*?)```)?", regex.DOTALL)


def shell(name: str) -> list[list[str]]:
    """Return the calls of `seedlib` that a page tells to type, as words without the first."""
    lines = [line for block in blocks(page(name), "console") for line in block.splitlines()]
    return [shlex.split(line)[2:] for line in lines if line.startswith("$ seedlib ")]


def programs(name: str) -> Iterator[tuple[str, str]]:
    """Run the programs of a page, one after the other, and yield what it shows below each, and what each prints."""
    names: dict[str, Any] = {}
    for found in PROGRAM.finditer(page(name)):
        with contextlib.redirect_stdout(io.StringIO()) as said:
            exec(compile(found["code"], name, "exec"), names)  # noqa: S102  # the manual's own words
        yield found["answer"] or "", said.getvalue()


def without_versions(text: str) -> str:
    """Return a text without digests and without numbers of versions, which differ from one machine to another."""
    return regex.sub(r"\b[0-9a-f]{12}\b|\d+(\.\d+)+", "*", text)


def test_the_first_corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its commands end well, and its programs, one after the other, print what stands below them."""
    pytest.importorskip("pyarrow", reason="the extra arrow is not installed")
    pytest.importorskip("rensa", reason="the extra dedup is not installed")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "seeds").symlink_to(ROOT / "seeds")
    run, *others = shell("tutorial/corpus.md")
    assert main([*run, "--workers", "1"]) == 0  # one is enough here
    for expected, printed in programs("tutorial/corpus.md"):
        assert expected == printed
    assert (tmp_path / "sample.csv").read_text("utf-8").startswith("filename,line,speaker_names,content,words,right\n")
    assert [main(call) for call in others] == [0, 0]
    assert (tmp_path / "report.html").exists()
    ((expected, printed),) = programs("how-to/cite.md")  # the methods paragraph, from what the run left
    assert without_versions(expected) == without_versions(printed)


def test_the_first_plugin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    """The draft is read as the page shows, without the plugin and with it and the name that the reader adds."""
    text = page("tutorial/plugin.md")
    draft = next(block for block in blocks(text, "text") if "Gull Street" in block)
    added = next(block for block in blocks(text, "json") if "Gull Street" in block)
    without, with_it = (block.partition("\n")[2] for block in blocks(text, "console") if block.startswith("$ seedlib read draft.txt"))
    monkeypatch.chdir(tmp_path)
    Path("draft.txt").write_text(draft, "utf-8")
    assert main(["read", "draft.txt"]) == 0
    assert capsysbinary.readouterr().out.decode().rstrip() == without.rstrip()

    assert main(["plugins", "new", "acme"]) == 0
    listed = regex.findall(r"(?m)^  (\S+)", next(block for block in blocks(text, "text") if block.startswith("seedlib-acme/")))
    assert [name for name in listed if not Path("seedlib-acme", name).is_file()] == []
    Path("seedlib-acme/src/seedlib_acme/names.json").write_text(added, "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path / "seedlib-acme" / "src"))
    registry = seedlib.Registry.build(plugins=[("acme", importlib.import_module("seedlib_acme"))])
    monkeypatch.delitem(sys.modules, "seedlib_acme")
    target = io.BytesIO()
    registry.find("exporters", "table").record.write([seedlib.read("draft.txt", registry=registry)], target, registry.context())
    assert target.getvalue().decode().rstrip() == with_it.rstrip()
