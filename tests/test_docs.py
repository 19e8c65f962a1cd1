"""The manual says what the code does: lists in both are held together here. Its examples run as doctests."""

from __future__ import annotations

import argparse
import json
import pkgutil
import shlex
from pathlib import Path
from typing import Any

import pytest
import regex
from jsonschema import Draft202012Validator

import seedlib
from seedlib import wire
from seedlib.attribution.after import AFTER
from seedlib.attribution.before import BEFORE
from seedlib.attribution.fields import AFTER_FIRST, BEFORE_FIRST
from seedlib.cli import _parser
from seedlib.languages import pack
from seedlib.matching import Entry
from seedlib.model import (
    ACTOR_KINDS,
    ARGUMENTS,
    BLOCK_KINDS,
    CLAIM_KINDS,
    FORMS,
    GENRES,
    LABELS,
    LINKS,
    MODALITIES,
    POLARITIES,
    PROBLEM_KINDS,
    QUOTATIONS,
    USES,
)
from seedlib.plugins import specs
from seedlib.plugins.lexicons import CLAIM_KINDS_TYPE
from seedlib.training.sets import READERS
from tests import printed

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
SOURCE = ROOT / "src" / "seedlib"
PAGES = sorted([*DOCS.rglob("*.md"), ROOT / "README.md"])

#: The stages in which something may fail: loading and reading, then the packages, see `seedlib.pipeline`.
STAGES = {
    "loading", "reading", "parsing", "segmentation", "tagging", "recognition", "attribution", "resolution", "qualification", "checking",
    "corpus",
}  # fmt: skip


def page(name: str) -> str:
    """Return the text of a page of the manual."""
    return (DOCS / name).read_text("utf-8")


def sections(text: str, level: int = 2) -> dict[str, str]:
    """Return the texts under a page's headings of a level, by heading; what looks like one inside a code block is none."""
    prose = regex.sub(r"(?ms)^```.*?^```", lambda found: found[0].replace("\n#", "\n "), text)
    parts = regex.split(rf"(?m)^(#{{1,{level}}} .+)$", prose)
    found = dict(zip(parts[1::2], parts[2::2], strict=True))
    start = "#" * level + " "
    return {heading.removeprefix(start): text for heading, text in found.items() if heading.startswith(start)}


def first_cells(text: str) -> set[str]:
    """Return the names in backquotes that begin the rows of tables."""
    cells = regex.findall(r"(?m)^\| ([^|]+?) \|", text)
    return {name for cell in cells for name in regex.findall(r"`([^`]+)`", cell)}


def blocks(text: str, language: str) -> list[str]:
    """Return the code blocks of a language."""
    return regex.findall(rf"(?ms)^```{language}\n(.*?)^```", text)


# Hooks, modules


def test_every_hook_has_its_heading() -> None:
    """A hook that is not in the manual is not public; one in the manual that does not exist is a mistake."""
    hooks = {name for name in specs.__all__ if name.startswith(specs.PREFIX)}
    assert set(sections(page("reference/hooks.md"))) == hooks


@pytest.mark.parametrize("name", sorted(name for name in specs.__all__ if name.startswith(specs.PREFIX)))
def test_a_hook_s_docstring_is_a_contract(name: str) -> None:
    """It says when the hook is called, what it returns, what happens on failure, and has an example that runs."""
    text = getattr(specs, name).__doc__
    assert [part for part in ("Called:", "Returns:", "On failure:", ">>> registry = ") if part not in text] == []


def test_hooks_without_a_package_in_examples_are_provisional() -> None:
    """A hook is called provisional until a package under examples/ uses it."""
    code = "\n".join(path.read_text("utf-8") for path in (ROOT / "examples").rglob("src/**/*.py"))
    used = set(regex.findall(r"def (seedlib_\w+)", code))
    provisional = {name for name, text in sections(page("reference/hooks.md")).items() if "*Provisional.*" in text}
    assert provisional == {name for name in specs.__all__ if name.startswith(specs.PREFIX)} - used


def test_every_public_module_is_in_the_manual_or_said_not_to_be_public() -> None:
    """A module without an underscore has a page, or stands, or its package does, on the page about compatibility."""
    documented = set(regex.findall(r"auto(?:module|function)::\s*(seedlib[\w.]*)", "\n".join(path.read_text("utf-8") for path in PAGES)))
    documented |= {name.rpartition(".")[0] for name in documented}
    private = set(regex.findall(r"`(seedlib[\w.]+)`", sections(page("compatibility.md"))["Not public"]))
    names = [info.name for info in pkgutil.walk_packages(seedlib.__path__, "seedlib.")]
    public = [name for name in names if "._" not in name]
    missing = [name for name in public if name not in documented and not any(name == p or name.startswith(f"{p}.") for p in private)]
    assert missing == []


def test_every_public_name_of_the_package_is_in_the_manual() -> None:
    """What `seedlib.__all__` has is documented where it lives."""
    documented = set(regex.findall(r"automodule::\s*(seedlib[\w.]*)", "\n".join(path.read_text("utf-8") for path in PAGES)))
    homes = {name: getattr(seedlib, name).__module__ for name in seedlib.__all__ if hasattr(getattr(seedlib, name), "__module__")}
    assert {name for name, home in homes.items() if home not in documented} - {"hookimpl"} == set()


# Command line


def commands() -> dict[str, argparse.ArgumentParser]:
    """Return the parsers of the library's own commands, by the words that call them."""
    found: dict[str, argparse.ArgumentParser] = {}

    def collect(parser: argparse.ArgumentParser, name: str) -> None:
        for action in parser._actions:
            if isinstance(action, argparse._SubParsersAction):
                for word, inner in action.choices.items():
                    found[f"{name} {word}"] = inner
                    collect(inner, f"{name} {word}")

    collect(_parser(["read"]), "seedlib")
    return found


def options(parser: argparse.ArgumentParser) -> set[str]:
    """Return the options of a command, and the names of its arguments."""
    flags = {flag for action in parser._actions for flag in action.option_strings}
    return flags | {str(action.metavar) for action in parser._actions if not action.option_strings and action.nargs != argparse.PARSER}


def test_the_page_has_every_command_and_option() -> None:
    """Each command has a heading, and its table has what `--help` has, and nothing else."""
    text = page("reference/command-line.md")
    parts = sections(text) | sections(text, 3)
    documented = {}
    for name in commands():
        own = parts[name].partition("\n### ")[0]
        documented[name] = {cell.split(" ")[0] for cell in first_cells(own)}
    expected = {name: options(parser) - {"-h", "--help"} for name, parser in commands().items()}
    expected["seedlib parse"] -= expected["seedlib read"]
    for name in ("seedlib corpus actors", "seedlib corpus copies", "seedlib corpus run", "seedlib explain", "seedlib report"):
        expected[name] -= expected["seedlib read"] - documented[name]
    expected["seedlib plugins"] -= {"ACTION"}
    assert {name: flags - {"-h", "--help"} for name, flags in documented.items()} == expected


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_commands_shown_exist(path: Path) -> None:
    """Every `$ seedlib …` that a page shows can be understood; what examples add is run where they are installed."""
    code = [held.read_text("utf-8") for held in (ROOT / "examples").glob("*/src/*/*.py")]
    of_examples = regex.findall(r'Command\(name="(\w+)"', "".join(code))
    lines = [line for block in blocks(path.read_text("utf-8"), "console") for line in block.splitlines() if "seedlib " in line]
    calls = [shlex.split(line.rpartition("seedlib ")[2]) for line in lines if regex.match(r"\$ (.*[|] )?seedlib ", line)]
    for call in calls:
        if call[0] not in {"--version", *of_examples}:
            _parser(["read"]).parse_args(call)  # exits where it cannot be understood


@pytest.mark.parametrize("shown", list(printed.shown()), ids=lambda shown: f"{shown.page.name}: {shown.command}")
def test_what_pages_show_below_commands_is_what_they_print(shown: printed.Shown) -> None:
    """`python -m tests.printed` writes it anew where it is not."""
    now = printed.run(shown.command)
    wrong = printed.missing(shown.lines, now)
    assert not wrong, "\n".join(["not printed so:", *wrong, "", "printed:", *now])


def test_the_readme_shows_what_is_found() -> None:
    """A command over a sample, with its output."""
    assert [shown.command for shown in printed.shown() if shown.page.name == "README.md"] == ["seedlib read seeds/310_namesakes.txt"]


def test_the_two_commands_of_the_readme_are_single_lines() -> None:
    """The check of the whole repository reads them from README.md."""
    lines = (ROOT / "README.md").read_text("utf-8").splitlines()
    assert lines.count('pip install ".[all]" && seedlib read seeds/') == 1
    assert lines.count('pip install -e ".[test]" && pytest') == 1


# Formats


def test_the_table_of_formats_has_what_the_parsers_declare() -> None:
    """The suffixes and media types on the page about reading files are those of the library's own parsers."""
    table = sections(page("how-to/read-files.md"))["Formats"]
    shown = set(regex.findall(r"`(\.[a-z0-9]+|[a-z]+/[a-z-]+)`", table.partition("\n\nWhat")[0]))
    parsers = [component.record for component in seedlib.Registry.build(entry_points=False).parsers]
    suffixes = {suffix for parser in parsers for suffix in parser.suffixes}
    types = {name for parser in parsers for name in parser.media_types}
    assert {name for name in shown if name.startswith(".")} == suffixes
    assert {name for name in shown if "/" in name} <= types


# Findings


@pytest.mark.parametrize(
    ("heading", "names"),
    [
        ("Kinds of block", BLOCK_KINDS),
        ("Genres", GENRES),
        ("Kinds of text problem", PROBLEM_KINDS),
        ("Kinds of actor", ACTOR_KINDS),
        ("Forms of mention", FORMS),
        ("Uses of a name", USES),
        ("Kinds of claim", CLAIM_KINDS),
        ("Quotation", QUOTATIONS),
        ("Modality", MODALITIES),
        ("Polarity", POLARITIES),
        ("Arguments", ARGUMENTS),
        ("Labels", LABELS),
        ("Links", LINKS),
        ("Stages of failures", STAGES),
    ],
)
def test_findings_are_those_of_the_model(heading: str, names: set[str]) -> None:
    """The page about findings lists what the model has, no more and no less."""
    assert first_cells(sections(page("reference/findings.md"))[heading]) == set(names)


def test_codes_of_notices_are_those_in_the_code() -> None:
    """A notice's code is a name to filter by: each is on the page."""
    code = "\n".join(path.read_text("utf-8") for path in SOURCE.rglob("*.py"))
    codes = set(regex.findall(r'Notice\(\s*code="([\w-]+)"', code))
    assert first_cells(sections(page("reference/findings.md"))["Codes of notices"]) == codes


# Lexicons


def lexicons() -> dict[str, list[Entry]]:
    """Return the entries of English by type."""
    held: dict[str, list[Entry]] = {}
    for lexicon in pack("en"):
        held.setdefault(lexicon.type, []).extend(lexicon.entries)
    return held


def test_every_lexicon_type_has_its_heading() -> None:
    """The page about lexicons has a heading for each type that English has."""
    assert set(sections(page("reference/lexicons.md"))) == {*lexicons(), CLAIM_KINDS_TYPE}


@pytest.mark.parametrize("type_", sorted(lexicons()))
def test_lexicon_types_are_described_whole(type_: str) -> None:
    """Every datum of a type is in its table, and every value too unless the table says what values there are in words."""
    text = sections(page("reference/lexicons.md"))[type_]
    entries = lexicons()[type_]
    names = first_cells(text)
    assert {name for entry in entries for name in entry.data} - names == set()
    values = {entry.value for entry in entries if entry.value}
    in_words = regex.search(r"(?m)^\| value \|.*\n\|[-|]+\|\n\| [^`]", text)
    assert in_words or values - names == set()


@pytest.mark.parametrize("type_", sorted(lexicons()))
def test_examples_of_entries_are_in_the_lexicon(type_: str) -> None:
    """The example of each type is an entry of it."""
    (example,) = blocks(sections(page("reference/lexicons.md"))[type_], "json")
    held = json.loads(example)
    phrases = [(entry.phrase, entry.value) for entry in lexicons()[type_]]
    assert (held["phrase"], held.get("value", "")) in phrases


def test_rules_of_attribution_are_those_of_the_frames() -> None:
    """The table of rules has the pattern and the confidence of each frame."""
    rows = regex.findall(r"(?m)^\| `([\w-]+)` \| `([^`]+)` \| [^|]* \| ([\d.]+) \|$", page("explanation/attribution.md"))
    frames = [(entry.value, entry.phrase, f"{entry.data['confidence']:.2f}") for entry in lexicons()["frames"]]
    assert rows == frames


def test_slots_of_frames_are_all_explained() -> None:
    """Every slot that a pattern may have, in any language, is in the table of slots."""
    assert first_cells(sections(page("explanation/attribution.md"))["Frames"]) == {*BEFORE, *AFTER, *BEFORE_FIRST, *AFTER_FIRST}


# Training


@pytest.mark.parametrize(("name", "reader"), [("annotations", "attributions"), ("mentions", "mentions")])
def test_the_lines_of_data_sets_on_the_page_can_be_read(tmp_path: Path, name: str, reader: str) -> None:
    """Each is one text, with something that is labelled and something that is pointed to."""
    (held,) = (held for held in map(json.loads, blocks(page("how-to/train.md"), "json")) if name in held)
    path = tmp_path / "texts.jsonl"
    path.write_text(json.dumps(held), "utf-8")
    (text,) = READERS[reader](path)
    assert text.marked
    assert text.pointed


# Wire format


def test_every_field_of_the_wire_is_in_the_manual() -> None:
    """The page names every field that the schema has."""
    fields = {name for held in wire.schema()["$defs"].values() for name in held.get("properties", {})}
    assert fields - set(regex.findall(r"`(\w+)`", page("reference/wire-format.md"))) == set()


def test_the_whole_line_is_valid_and_can_be_read() -> None:
    """The example line of the wire format is one."""
    (example,) = blocks(sections(page("reference/wire-format.md"))["A whole line"], "json")
    held: Any = json.loads(example)
    assert list(Draft202012Validator(wire.schema()).iter_errors(held)) == []
    assert wire.to_dict(wire.from_dict(held)) == held
