"""What pages show below commands over the samples: `tests/test_docs.py` holds it to what the commands print.

After a change of what is found, or of the default weights, write the pages anew and read the difference:

    python -m tests.printed && git diff README.md docs

That renews the doctests of `EXAMPLES` too, pages whose examples show what is found.

A line of `…` stands for the lines that are left out there, and stays; a line that is printed no more goes, and so does what it led
to. What a page says about its output in words has to be read again by a person.
"""

from __future__ import annotations

import contextlib
import doctest
import io
import shlex
import subprocess
import sys
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any, NamedTuple

import regex

__all__ = ["PAGES", "Shown", "missing", "run", "shown"]

ROOT = Path(__file__).parents[1]

PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])

#: Pages whose doctests show what is found.
EXAMPLES = [ROOT / "docs" / "explanation" / "qualification.md"]

#: A command over the samples, and what is shown below it up to the next command or the end of the block.
_SHOWN = regex.compile(
    r"""
    (?<fence> ^```(?:console|text)\n (?: (?!```) .*\n )*? )
    \$\ (?<command> seedlib\ .*\bseeds/.* ) \n
    (?<lines> (?: (?!```|\$\ ) .*\n )+ )
    """,
    regex.VERBOSE | regex.MULTILINE,
)

#: How much of two lines has to be alike for one to stand in the place of the other: `Ada Poe   person   4` and `Ada Poe   person   5`.
_ALIKE = 0.8


class Shown(NamedTuple):
    """A command that a page shows with what it prints."""

    page: Path
    command: str
    #: `…` alone stands for one line or more.
    lines: list[str]


def shown() -> Iterator[Shown]:
    """Yield the commands over samples that pages show with what they print."""
    for page in PAGES:
        for found in _SHOWN.finditer(page.read_text("utf-8")):
            yield Shown(page, found["command"], _lines(found["lines"]))


def run(command: str) -> list[str]:
    """Return the lines that a command prints."""
    words = [sys.executable, "-m", *shlex.split(command)]
    return _lines(subprocess.run(words, cwd=ROOT, capture_output=True, check=True).stdout.decode())


def missing(lines: list[str], printed: list[str]) -> list[str]:
    """Return the first lines without a gap that are not printed where they are shown; none if all is.

    >>> printed = ["a", "b", "c", "d"]
    >>> missing(["a", "…", "d"], printed), missing(["a", "…", "b"], printed), missing(["a", "b"], printed)
    ([], ['b'], ['a', 'b'])
    """
    parts: list[list[str]] = [[]]
    for line in lines:
        if _is_gap(line):
            parts.append([])
        else:
            parts[-1].append(line)
    place = 0
    for number, part in enumerate(parts):
        last = len(printed) - len(part)
        least = place + (number > 0)  # a gap leaves something out
        begins = range(last if number == len(parts) - 1 else least, (last if number else 0) + 1)
        begin = next((begin for begin in begins if begin >= least and printed[begin : begin + len(part)] == part), None)
        if begin is None:
            return part or ["…"]
        place = begin + len(part)
    return []


def renewed(lines: list[str], printed: list[str]) -> list[str]:
    """Return what to show of what is printed now: the lines that were shown, as they are now, with the gaps where they were.

    >>> renewed(["Poe  person  4", "…", "Claims: 1"], ["Poe  person  5", "Falk  person  1", "Claims: 2"])
    ['Poe  person  5', '…', 'Claims: 2']
    >>> renewed(["Poe  4", "Falk  1", "Roe  1", "…"], ["Poe  4", "Roe  1", "Loe  1"])
    ['Poe  4', 'Roe  1', '…']
    """
    same = SequenceMatcher(None, lines, printed, autojunk=False).get_opcodes()
    return [line for _, begin, end, first, last in same for line in _renewed(lines[begin:end], printed[first:last])]


def _renewed(lines: list[str], printed: list[str]) -> list[str]:
    """Return what to show of lines of which none, or each, is as it was."""
    found: list[str] = []
    place, gap = 0, ""
    for line in lines:
        if _is_gap(line):
            gap = line
            continue
        begin = _place_of(line, printed, place)
        if begin is not None:
            found += [*_between(printed[place:begin], gap), printed[begin]]
            place, gap = begin + 1, ""
    return found + _between(printed[place:], gap)


def _between(left: list[str], gap: str) -> list[str]:
    return [gap] if left and gap else left


def _place_of(line: str, printed: list[str], first: int) -> int | None:
    """Return where a line is printed now: as it is, else the first that is much like it."""
    if line in printed[first:]:
        return printed.index(line, first)
    return next((n for n in range(first, len(printed)) if SequenceMatcher(None, line, printed[n], autojunk=False).ratio() >= _ALIKE), None)


def _is_gap(line: str) -> bool:
    return line.strip() == "…"


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.rstrip().split("\n")]


def _renew(page: Path) -> None:
    """Write what a page shows anew."""

    def now(found: regex.Match[str]) -> str:
        lines = renewed(_lines(found["lines"]), run(found["command"]))
        end = "\n\n" if found["lines"].endswith("\n\n") else "\n"
        return f"{found['fence']}$ {found['command']}\n" + "\n".join(lines) + end

    before = page.read_text("utf-8")
    after = _SHOWN.sub(now, before)
    if after != before:
        page.write_text(after, "utf-8")


def _renew_examples(page: Path) -> None:
    """Write what the doctests of a page print anew."""
    lines, names, out, done = page.read_text("utf-8").split("\n"), dict[str, Any](), list[str](), 0
    for example in doctest.DocTestParser().get_examples("\n".join(lines)):
        with contextlib.redirect_stdout(io.StringIO()) as told:
            exec(compile(example.source, page.name, "single"), names)  # noqa: S102  # what the test of the page runs
        begins = example.lineno + example.source.count("\n")
        out += [*lines[done:begins], *(line.rstrip() for line in told.getvalue().splitlines())]
        done = begins + example.want.count("\n")
    page.write_text("\n".join([*out, *lines[done:]]), "utf-8")


if __name__ == "__main__":
    for path in PAGES:
        _renew(path)
    for path in EXAMPLES:
        _renew_examples(path)
