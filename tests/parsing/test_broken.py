"""Broken files, `tests/cases/broken/`: a document with a finding, an `Unread` or a clear error, never anything else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from seedlib.errors import ParseError
from seedlib.model import Unread

BROKEN = Path(__file__).parents[1] / "cases" / "broken"

#: Files that give one document: name, hint, encoding, how it was found, kinds of problems.
READ = [
    ("cp1252-undefined.txt", {"encoding": "windows-1252"}, "cp1252", "declared", []),
    ("latin-1-declared-utf-8.txt", {"encoding": "utf-8"}, "cp1252", "fallback", ["encoding-conflict"]),
    ("utf-8-declared-latin-1.txt", {"encoding": "latin-1"}, "utf-8", "valid", ["encoding-conflict"]),
    ("utf-8-mark.txt", {}, "utf-8", "bom", []),
    ("utf-8-mark.txt", {"encoding": "utf-16"}, "utf-8", "bom", ["encoding-conflict"]),
    ("utf-8-damaged.txt", {}, "utf-8", "valid", ["encoding-conflict"]),
    ("utf-16-le-mark.txt", {}, "utf-16-le", "bom", []),
    ("utf-16-be-mark.txt", {}, "utf-16-be", "bom", []),
    ("utf-16-le.txt", {}, "utf-16-le", "guess", []),
    ("utf-16-le.txt", {"encoding": "utf-16le"}, "utf-16-le", "declared", []),
    ("utf-16-odd.txt", {}, "utf-16-le", "bom", ["encoding-conflict"]),
    ("utf-32-le-mark.txt", {}, "utf-32-le", "bom", []),
    ("nul.txt", {}, "utf-8", "valid", []),
    ("crlf.txt", {}, "utf-8", "valid", []),
    ("cr.txt", {}, "utf-8", "valid", []),
    ("crlf.txt", {"encoding": "klingon"}, "utf-8", "valid", ["encoding-conflict"]),
    ("crlf.txt", {"media_type": "text/plain; charset=UTF-8"}, "utf-8", "declared", []),
]


@pytest.mark.parametrize("case", READ, ids=lambda case: f"{case[0]} {case[1]}")
def test_a_damaged_text_gives_a_document(case: tuple[str, dict[str, str], str, str, list[str]], parse: Callable[..., Any]) -> None:
    """The encoding, the reason for it and the findings are kept; the title line is found whatever the line ends."""
    name, hint, encoding, by, problems = case
    (analysis,) = parse((BROKEN / name).read_bytes(), name, **hint)
    document = analysis.document

    assert (encoding, by) == (document.origin.encoding, document.origin.encoding_by)
    assert problems == [problem.kind for problem in analysis.problems]
    assert not document.text.startswith("\ufeff")
    if document.text.startswith("Talks end w"):
        assert document.title == "Talks end without accord"


def test_line_ends_and_single_nuls_are_kept(parse: Callable[..., Any]) -> None:
    """Nothing is translated or dropped."""
    texts = {name: parse((BROKEN / name).read_bytes(), name)[0].document.text for name in ("crlf.txt", "cr.txt", "nul.txt")}

    assert (texts["crlf.txt"].count("\r\n"), texts["cr.txt"].count("\r"), texts["nul.txt"][40:47]) == (3, 3, "Mon\0day")


def test_undefined_bytes_of_cp1252_become_control_characters(parse: Callable[..., Any]) -> None:
    """As the web reads them."""
    (analysis,) = parse((BROKEN / "cp1252-undefined.txt").read_bytes(), encoding="iso-8859-1")

    assert analysis.document.text[-6:] == "\x81\x8d\x8f\x90\x9d\n"


#: Files that give nothing: name, and words of the message and of the advice.
REFUSED = [
    ("empty.txt", "empty file", "fetched"),
    ("blank.txt", "white space", "fetched"),
    ("binary.txt", "binary data", "plugin"),
    ("picture.txt", "a picture", "text recognition"),
    ("pdf.txt", "a PDF file that is broken", "fetch it again"),
    ("no-text.csv", "'a', 'b'", "--text-column"),
]


@pytest.mark.parametrize(("name", "found", "advice"), REFUSED)
def test_what_is_no_text_is_refused_by_name(name: str, found: str, advice: str, parse: Callable[..., Any]) -> None:
    """The error says what was found, what was expected and what to do next."""
    with pytest.raises(ParseError) as caught:
        parse((BROKEN / name).read_bytes() or b"", name)

    assert found in str(caught.value)
    assert advice in caught.value.advice


def summary(answers: list[Any]) -> list[tuple[str | None, str]]:
    """Return for each answer its part, and the beginning of its text or its failure's error."""
    return [
        (a.origin.part, a.failures[0].error) if isinstance(a, Unread) else (a.document.origin.part, a.document.text[:11]) for a in answers
    ]


MANY = [
    ("broken-line.jsonl", [("line 1", "They ended."), ("line 2", "ParseError"), ("line 4", "They began."), ("line 5", "ParseError"),
                           ("line 6", "ParseError")]),
    ("truncated.json", [("item 1", "They ended."), ("item 2", "ParseError")]),
    ("surrogates.jsonl", [("line 1", "They ended ")]),
    ("nan.jsonl", [("line 1", "They ended.")]),
    ("deep.jsonl", [("line 1", "ParseError"), ("line 2", "They ended.")]),
    ("ragged.csv", [("line 2", "They ended."), ("line 3", "ParseError"), ("line 4", "They began,"), ("line 5", "ParseError")]),
    ("huge-field.csv", [("line 2", "They ended."), ("line 3", "They began.")]),
    ("open-quote.csv", [("line 2", "They ended."), ("line 3", "ParseError"), ("line 4", "They went o")]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "expected"), MANY)
def test_a_broken_piece_does_not_end_a_file(name: str, expected: list[tuple[str, str]], parse: Callable[..., Any]) -> None:
    """Each broken piece is an `Unread` with its line; the others are read."""
    assert expected == summary(parse((BROKEN / name).read_bytes(), name))


def test_lone_surrogates_become_a_finding_in_texts_and_disappear_elsewhere(parse: Callable[..., Any]) -> None:
    """No file can hold them."""
    (analysis,) = parse((BROKEN / "surrogates.jsonl").read_bytes(), "surrogates.jsonl")

    assert ([p.kind for p in analysis.problems], analysis.document.title) == (["lone-surrogate"], "Half \ufffd")


def test_what_is_no_json_but_written_by_python_is_kept_with_a_notice(parse: Callable[..., Any]) -> None:
    """`NaN` is null, and a number beyond all floats is its digits."""
    (analysis,) = parse((BROKEN / "nan.jsonl").read_bytes(), "nan.jsonl")

    assert (
        dict(analysis.document.attributes),
        [notice.code for notice in analysis.notices],
    ) == ({"score": None, "size": "1e999"}, ["json-constant"])
