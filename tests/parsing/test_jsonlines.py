"""JSON Lines and JSON: objects to documents, `seedlib/1` as it is, one bad piece among good ones."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from seedlib import wire
from seedlib.components import Settings
from seedlib.errors import ParseError
from seedlib.model import Analysis, Attributes, Document, Failure, Notice, Origin, Unread
from seedlib.parsing.json_values import values_of

TEXT = "They ended on Monday without an accord, both sides said."


def one(parse: Callable[..., Any], **record: Any) -> Analysis:
    """Return the analysis of a file of one line."""
    (analysis,) = parse(json.dumps({"text": TEXT, **record}) + "\n", "a.jsonl")
    assert isinstance(analysis, Analysis)
    return analysis


BYLINE = "By Jane Doe and John Roe, Example Times"

#: What stands beside the text, and what it makes of fields and attributes.
FIELDS = [
    ({"title": "Talks end"}, {"title": "Talks end"}, {}),
    ({"headline": "Talks end"}, {"title": "Talks end"}, {}),
    ({"author": "Jane Doe"}, {"authors": ("Jane Doe",)}, {}),
    ({"author": BYLINE}, {"authors": ("Jane Doe", "John Roe")}, {"author": BYLINE}),
    ({"author": "Plato"}, {"authors": ("Plato",)}, {}),
    ({"author": "AFP"}, {"authors": ()}, {"author": "AFP"}),
    ({"author": ["Jane Doe", {"name": "John Roe"}]}, {"authors": ("Jane Doe", "John Roe")}, {"author": ("Jane Doe", {"name": "John Roe"})}),
    ({"authors": ["Jane Doe", "John Roe"]}, {"authors": ("Jane Doe", "John Roe")}, {}),
    ({"author": {"name": "Jane Doe"}}, {"authors": ("Jane Doe",)}, {"author": {"name": "Jane Doe"}}),
    ({"author": [1]}, {"authors": ()}, {"author": (1,)}),
    ({"author": None, "date": ""}, {"authors": (), "published": None}, {}),
    ({"site_name": "Example Times"}, {"publisher": "Example Times"}, {}),
    ({"publisher": {"name": "Times"}, "site": "E"}, {"publisher": "Times"}, {"publisher": {"name": "Times"}, "site": "E"}),
    ({"date": "2024-06-24"}, {"published": "2024-06-24"}, {}),
    ({"published_at": "2024-06-24 10:00:00"}, {"published": "2024-06-24T10:00:00"}, {"published_at": "2024-06-24 10:00:00"}),
    ({"date": "soon"}, {"published": None}, {"date": "soon"}),
    ({"date": 2024}, {"published": "2024"}, {"date": 2024}),
    ({"date": ["x"]}, {"published": None}, {"date": ("x",)}),
    ({"date": True}, {"published": None}, {"date": True}),
    ({"dateModified": "June 2024"}, {"updated": "2024-06"}, {"dateModified": "June 2024"}),
    ({"lang": "pt_BR"}, {"language": "pt-BR"}, {"lang": "pt_BR"}),
    ({"language": "English"}, {"language": None}, {"language": "English"}),
    ({"genre": "Opinion"}, {"genre": "opinion"}, {"genre": "Opinion"}),
    ({"genre": "acme:note"}, {"genre": "acme:note"}, {}),
    ({"genre": "poetry"}, {"genre": None}, {"genre": "poetry"}),
    ({"link": "https://example.org/a"}, {"url": "https://example.org/a"}, {}),
    ({"id": 7}, {"id": "7"}, {"id": 7}),
    ({"id": "x y"}, {"id": "x y"}, {}),
    ({"mood": {"a": [1, None]}}, {"title": None}, {"mood": {"a": (1, None)}}),
]


@pytest.mark.parametrize(("record", "fields", "attributes"), FIELDS)
def test_known_names_are_fields_and_the_rest_attributes(
    record: dict[str, Any], fields: dict[str, Any], attributes: dict[str, Any], parse: Callable[..., Any]
) -> None:
    """Every type of value is taken; what a field cannot hold as it is stays among the attributes."""
    document = one(parse, **record).document

    assert (fields, attributes) == ({name: getattr(document, name) for name in fields}, dict(document.attributes))


@pytest.mark.parametrize("record", [{"date": "soon"}, {"language": "English"}, {"author": "AFP"}])
def test_what_cannot_be_understood_is_kept_with_a_notice(record: dict[str, Any], parse: Callable[..., Any]) -> None:
    """No value is an error."""
    assert [notice.code for notice in one(parse, **record).notices] == ["field-unread"]


def test_text_and_id_are_kept_to_the_letter(parse: Callable[..., Any]) -> None:
    """White space, carriage returns and NULs included."""
    document = one(parse, id=" a ", text=" They\r\nended.\0 ").document

    assert (document.id, document.text, document.origin.part) == (" a ", " They\r\nended.\0 ", "line 1")


def test_other_names_of_the_text_are_known_and_said(parse: Callable[..., Any]) -> None:
    """As news data sets call it; an option names any other."""
    (guessed,) = parse(json.dumps({"maintext": TEXT}), "a.json")
    settings = Settings(options=Attributes({"text-column": "abstract"}))
    (chosen,) = parse(json.dumps({"text": "x", "abstract": TEXT}), "a.json", settings=settings)

    assert (guessed.document.text, [notice.code for notice in guessed.notices]) == (TEXT, ["text-column-guessed"])
    assert (chosen.document.text, list(chosen.notices)) == (TEXT, [])


FILES = [
    ("lines", "a.jsonl", '{"text": "a"}\n\n{"text": "b"}\n', [("line 1", "a"), ("line 3", "b")]),
    ("lines, no line end", "a.ndjson", '{"text": "a"}\r\n{"text": "b"}', [("line 1", "a"), ("line 2", "b")]),
    ("lines in a .json", "a.json", '{"text": "a"}\n{"text": "b"}\n', [("line 1", "a"), ("line 2", "b")]),
    ("lines, the first broken, in a .json", "a.json", '{"text": \n{"text": "b"}\n', [("line 1", None), ("line 2", "b")]),
    ("one object", "a.json", '{"text": "a"}', [(None, "a")]),
    ("one object on many lines", "a.json", '{\n "text": "a"\n}\n', [(None, "a")]),
    ("an array on one line", "a.json", '[{"text": "a"}, {"text": "b"}]', [("item 1", "a"), ("item 2", "b")]),
    ("an array on many lines", "a.jsonl", '[\n {"text": "a"},\n {"text": "b"}\n]\n', [("item 1", "a"), ("item 2", "b")]),
    ("an array of one", "a.json", '[{"text": "a"}]', [("item 1", "a")]),
    ("objects in a row", "a.json", '{\n"text": "a"}\n{\n"text": "b"}', [("item 1", "a"), ("item 2", "b")]),
    ("an empty array", "a.json", "[]", []),
    ("a mark", "a.jsonl", '\ufeff{"text": "a"}\n', [("line 1", "a")]),
    ("no name", None, '{"text": "a"}', [("line 1", "a")]),
    ("what is no object", "a.json", '["a", 1, null, true, [2]]', [(f"item {number}", None) for number in range(1, 6)]),
    ("no object at all", "a.json", '"a"', [(None, None)]),
    ("no text", "a.json", '{"id": 1}', [(None, None)]),
    ("no object in the text's place", "a.json", '{"text": {"a": 1}}', [(None, None)]),
    ("broken in the middle", "a.json", '[{"text": "a"}, {"text": b}, {"text": "' + "c" * 99 + '"}]', [("item 1", "a"), ("item 2", None)]),
    ("an integer without end", "a.jsonl", '{"text": "a", "n": ' + "9" * 5000 + '}\n{"text": "b"}', [("line 1", None), ("line 2", "b")]),
    ("nested without end", "a.json", '[{"text": "a"}, ' + "[" * 5000, [("item 1", "a"), ("item 2", None)]),
    ("a line that is an array", "a.jsonl", '{"text": "a"}\n[1]\n', [("line 1", "a"), ("line 2", None)]),
]


@pytest.mark.parametrize(("filename", "text", "expected"), [pytest.param(*case[1:], id=case[0]) for case in FILES])
def test_files_of_every_shape(
    filename: str | None, text: str, expected: list[tuple[str | None, str | None]], parse: Callable[..., Any]
) -> None:
    """By lines, in an array, or alone: each document has its place, and each piece that is none, too."""
    answers = parse(text, filename)

    assert expected == [(a.origin.part, None) if isinstance(a, Unread) else (a.document.origin.part, a.document.text) for a in answers]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "utf-32", "utf-8-sig"])
@pytest.mark.parametrize("filename", ["a.jsonl", "a.json"])
def test_other_unicode_encodings(encoding: str, filename: str, parse: Callable[..., Any]) -> None:
    """With a mark, or declared."""
    raw = '{"text": "“Malmö”"}\n{"text": "\u0a0a"}\n'.encode(encoding)

    assert [a.document.text for a in parse(raw, filename, encoding=encoding)] == ["“Malmö”", "\u0a0a"]


def test_lines_in_cp1252_are_read_each_for_itself(parse: Callable[..., Any]) -> None:
    """A file may mix encodings; the origin says which line was in which."""
    answers = parse(b'{"text": "Malm\xc3\xb6"}\n{"text": "Malm\xf6"}\n', "a.jsonl", encoding="latin-1")

    assert [(a.document.text, a.document.origin.encoding) for a in answers] == [("Malmö", "utf-8"), ("Malmö", "cp1252")]


def test_an_analysis_is_taken_as_it_is(parse: Callable[..., Any]) -> None:
    """All layers are stated, so that nothing is analysed again; what was unread stays so."""
    analysis = Analysis(document=Document(text=TEXT, id="a", origin=Origin(parser="acme:note", part="3")))
    failed = Unread(origin=Origin(filename="b"), failures=(Failure(stage="parsing", error="ParseError", message="no"),))
    lines = wire.dumps(analysis) + "\n" + wire.dumps(failed) + "\n" + '{"schema": "seedlib/2", "text": ""}\n'
    first, second, third = parse(lines, "a.jsonl")

    assert (analysis, {"analysis"}, failed) == (first, first.stated, second)
    assert (third.failures[0].error, third.failures[0].part) == ("WireError", "line 3, $.schema")
    assert analysis == parse("[" + wire.dumps(analysis) + "]", "a.json")[0]


def test_a_line_beyond_the_limit_is_refused_and_the_others_are_read(parse: Callable[..., Any]) -> None:
    """A text that is too long, and a line that is far too long."""
    settings = Settings(max_characters=60)
    lines = [{"text": TEXT}, {"text": "x" * 61}, {"text": "x" * (2 << 20)}, {"text": "b"}]
    answers = parse("\n".join(map(json.dumps, lines)), "a.jsonl", settings=settings)

    assert [a.failures[0].error if isinstance(a, Unread) else None for a in answers] == [None, "LimitError", "LimitError", None]
    assert "max_characters" in answers[2].failures[0].message


def test_a_value_beyond_the_limit_ends_a_json_file(parse: Callable[..., Any]) -> None:
    """What stands before it was read."""
    answers = parse('[\n{"text": "a"},\n{"text": "' + "x" * (2 << 20) + '"}]', "a.json", settings=Settings(max_characters=60))

    assert [a.failures[0].error if isinstance(a, Unread) else None for a in answers] == [None, "LimitError"]


@pytest.mark.parametrize("raw", [b"", bytes(range(256)) * 4, b"%PDF-1.4\n"])
def test_what_is_no_json_at_all_is_an_error(raw: bytes, parse: Callable[..., Any]) -> None:
    """An empty file, and binary ones."""
    with pytest.raises(ParseError):
        parse(raw, "a.json", media_type="application/json")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda held: st.lists(held) | st.dictionaries(st.text(), held),
    max_leaves=5,
)


@given(st.lists(st.dictionaries(st.text(), JSON), max_size=5), st.lists(st.integers(1, 9), min_size=1))
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_values_are_the_same_however_the_text_arrives(values: list[Any], sizes: list[int]) -> None:
    """Cut anywhere, in an array or one after the other."""
    for text in (json.dumps(values), "\n".join(map(json.dumps, values))):
        pieces, at, number = [], 0, 0
        while at < len(text):
            size = sizes[number % len(sizes)]
            pieces.append(text[at : at + size])
            at, number = at + size, number + 1

        assert values == [held for held, _ in values_of(iter(pieces), 10_000)]


@settings(deadline=None)  # the first guess of an encoding loads what it guesses by
@given(st.binary() | st.text().map(str.encode), st.sampled_from(["a.json", "a.jsonl", "a.csv", "a.tsv", "a.md", "a.txt", None]))
@example(b"\x1f\x8b\x08", "a.json")  # what begins as a compressed file does, and is none
def test_any_bytes_are_documents_or_parts_or_a_clear_error(raw: bytes, filename: str | None) -> None:
    """No parser raises anything else, and none yields what it may not."""
    import io

    from seedlib.components import Context, Hint, Part
    from seedlib.parsing import PARSERS

    for parser in PARSERS:
        try:
            parser.accepts(raw[:4096], Hint(filename=filename))
            answers = list(parser.parse(io.BytesIO(raw), Hint(filename=filename), Context()))
        except ParseError:
            continue
        assert all(isinstance(answer, Analysis | Notice | Part | Unread) for answer in answers)
