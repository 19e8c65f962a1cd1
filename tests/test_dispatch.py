"""Choosing a parser, parts inside inputs, limits, and what is filled in about where a document is from."""

from __future__ import annotations

import io
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

import pytest

from seedlib import Analysis, Block, Claim, Document, Failure, Mention, Notice, Origin, Provenance, Settings, Span, Unread
from seedlib.components import Hint, Parser, Part, Rank
from seedlib.dispatch import acceptances, parse_stream
from seedlib.errors import ParseError, UsageError
from seedlib.plugins import Registry
from tests.conftest import plugin


def parser(name: str, rank: Any, *answers: Any, **fields: Any) -> Parser:
    """Return a parser that answers a rank (or raises it) and yields these (or raises them)."""

    def accepts(head: bytes, hint: Hint) -> Any:
        if isinstance(rank, Exception):
            raise rank
        return rank

    def parse(stream: Any, hint: Hint, context: Any) -> Iterator[Any]:
        for answer in answers or (Analysis(document=Document(text=stream.read().decode())),):
            if isinstance(answer, BaseException):
                raise answer
            yield answer

    return Parser(name=name, accepts=accepts, parse=parse, **fields)


def registry(*parsers: Parser, **plugins: list[Parser]) -> Registry:
    """Return a registry of a plugin `acme` with these parsers, and of further plugins by name."""
    given = {"acme": list(parsers), **plugins}
    return Registry.build(plugins=[(name, plugin(parsers=held)) for name, held in given.items()], entry_points=False, disabled=["seedlib"])


def run(
    data: bytes,
    made: Registry,
    hint: Hint = Hint(filename="x.txt"),  # noqa: B008  # frozen
    parser: str | None = None,
    settings: Settings | None = None,
) -> list[Any]:
    return list(parse_stream(io.BytesIO(data), hint, made.context(settings), made, parser=parser))


def failures(results: list[Any]) -> list[Failure]:
    return [result.failures[0] for result in results if isinstance(result, Unread)]


def test_highest_rank_parses() -> None:
    """Content beats media type beats suffix; who does not accept is not asked."""
    made = registry(parser("a", Rank.SUFFIX), parser("b", Rank.CONTENT), parser("c", Rank.MEDIA_TYPE), parser("d", Rank.NO))
    (result,) = run(b"Rain.", made)
    assert (result.document.text, result.document.origin.parser) == ("Rain.", "acme:b")
    assert [(a.component.record.name, a.rank.name) for a in acceptances(b"", Hint(), made)] == [
        ("b", "CONTENT"),
        ("c", "MEDIA_TYPE"),
        ("a", "SUFFIX"),
        ("d", "NO"),
    ]


def test_tie_of_third_parties_is_settled_by_name_with_a_notice() -> None:
    """Two third parties that accept alike: the first by name, and a notice that says how to choose."""
    made = registry(parser("b", Rank.SUFFIX), parser("a", Rank.SUFFIX))
    (result,) = run(b"Rain.", made)
    assert (result.document.origin.parser, [notice.code for notice in result.notices]) == ("acme:a", ["parser-tie"])
    assert "acme:b" in result.notices[0].message


def test_preferred_parser_wins_a_tie_without_a_notice() -> None:
    """What the user prefers needs no notice."""
    plugins = [("acme", plugin(parsers=[parser("a", Rank.SUFFIX), parser("b", Rank.SUFFIX)]))]
    made = Registry.build(plugins=plugins, entry_points=False, disabled=["seedlib"], prefer=["b"])
    (result,) = run(b"Rain.", made)
    assert (result.document.origin.parser, result.notices) == ("acme:b", ())


def test_third_party_beats_the_built_in_at_equal_rank() -> None:
    """A third party's parser for a format that seedlib reads is taken, without a notice: it was installed on purpose."""
    made = Registry.build(plugins=[("acme", plugin(parsers=[parser("own", Rank.SUFFIX)]))], entry_points=False)
    (result,) = run(b"Rain fell.", made)
    assert (result.document.origin.parser, result.notices) == ("acme:own", ())


def test_chosen_parser_is_taken_unasked() -> None:
    """`parser=` overrides every rank; a name that nobody has is misuse."""
    made = registry(parser("a", Rank.CONTENT), parser("b", Rank.NO))
    assert run(b"Rain.", made, parser="b")[0].document.origin.parser == "acme:b"
    with pytest.raises(UsageError, match="found no parser named 'c', expected one of: acme:a, acme:b"):
        run(b"Rain.", made, parser="c")


def test_parser_whose_accepts_raises_or_answers_nonsense_does_not_take_part() -> None:
    """The others are asked; if none accepts, the error tells what was raised."""
    made = registry(parser("a", ValueError("oh")), parser("b", 17), parser("c", Rank.SUFFIX))
    (result,) = run(b"Rain.", made)
    assert (result.document.origin.parser, [failure.component for failure in result.failures]) == ("acme:c", ["acme:a", "acme:b"])
    (failure,) = failures(run(b"Rain.", registry(parser("a", ValueError("oh")))))
    assert "no parser accepts" in failure.message
    assert "acme:a raised ValueError: oh" in failure.message


@pytest.mark.parametrize(
    ("label", "data", "made", "words"),
    [
        ("empty", b"", registry(parser("a", Rank.CONTENT)), "found an empty file"),
        ("nobody", b"\x89PNG", registry(parser("a", Rank.NO)), r"found b'\x89PNG'…, which no parser accepts (asked: acme:a)"),
        ("raises", b"x", registry(parser("a", Rank.CONTENT, KeyError("k"))), "'k'"),
        (
            "nothing",
            b"x",
            registry(Parser(name="a", accepts=lambda h, i: Rank.CONTENT, parse=lambda s, h, c: ())),
            "found no document in it",
        ),
        ("wrong type", b"x", registry(parser("a", Rank.CONTENT, "text")), "found str from acme:a, expected an Analysis"),
        (
            "block kind",
            b"x",
            registry(parser("a", Rank.CONTENT, Analysis(document=Document(text="x", blocks=[Block(kind="odd", span=Span(0, 1))])))),
            "found the block kind 'odd'",
        ),
        ("genre", b"x", registry(parser("a", Rank.CONTENT, Analysis(document=Document(text="x", genre="odd")))), "found the genre 'odd'"),
    ],
)
def test_input_that_gives_no_document_is_unread(label: str, data: bytes, made: Registry, words: str) -> None:
    """Each way to fail ends in an Unread that names the file and says what was found."""
    results = run(data, made)
    assert [type(result) for result in results] == [Unread], label
    assert words in results[0].failures[0].message
    assert (results[0].origin.filename, results[0].failures[0].part) == ("x.txt", "x.txt")


def test_what_was_yielded_before_a_failure_stays() -> None:
    """A parser that raises half-way loses only the rest."""
    good = Analysis(document=Document(text="Rain."))
    results = run(b"x", registry(parser("a", Rank.CONTENT, good, ParseError("torn", where="line 2", advice="mend it"))))
    assert [type(result) for result in results] == [Analysis, Unread]
    assert (results[1].failures[0].message, results[1].failures[0].part, results[1].failures[0].advice) == ("torn", "line 2", "mend it")


def test_origin_is_completed() -> None:
    """Digest, names and parser are filled in; what the parser says itself stays; the id follows the part."""
    document = Document(text="Rain.", origin=Origin(part="line 3", encoding="utf-8", encoding_by="bom"))
    hint = Hint(filename="x.jsonl", uri="file:x", media_type="text/x")
    (result,) = run(b"bytes", registry(parser("a", Rank.CONTENT, Analysis(document=document))), hint)
    assert result.document.origin == Origin(
        sha256=sha256(b"bytes").hexdigest(),
        filename="x.jsonl",
        uri="file:x",
        media_type="text/x",
        encoding="utf-8",
        encoding_by="bom",
        parser="acme:a",
        part="line 3",
    )
    assert result.document.id == document.id


def boxes(name: str = "box") -> Parser:
    """Return a parser of a toy archive: each line of `[name size]` is followed by a part of that many bytes."""

    def parse(stream: Any, hint: Hint, context: Any) -> Iterator[Part]:
        while header := stream.readline():
            inner, size = header.strip(b"[]\n").decode().split()
            yield Part(stream=io.BytesIO(stream.read(int(size))), hint=Hint(filename=inner), locator=inner)

    return Parser(name=name, accepts=lambda head, hint: Rank.CONTENT if head.startswith(b"[") else Rank.NO, parse=parse)


def boxed(name: str, data: bytes) -> bytes:
    return f"[{name} {len(data)}]\n".encode() + data


BOXES = registry(boxes(), parser("text", Rank.SUFFIX))


def test_parts_are_parsed_in_their_turn_with_their_place() -> None:
    """An archive in an archive: each document knows its own digest and where it lay."""
    data = boxed("b.box", boxed("1.txt", b"Rain.") + boxed("2.txt", b"")) + boxed("3.txt", b"Snow.")
    results = run(data, BOXES, Hint(filename="a.box"))
    assert [
        (r.document.text if isinstance(r, Analysis) else None, r.document.origin.part if isinstance(r, Analysis) else r.origin.part)
        for r in results
    ] == [
        ("Rain.", "a.box!/b.box!/1.txt"),
        (None, "a.box!/b.box!/2.txt"),
        ("Snow.", "a.box!/3.txt"),
    ]
    assert results[0].document.origin.sha256 == sha256(b"Rain.").hexdigest()
    assert results[0].document.id != Document(text="Rain.").id


def deep(levels: int) -> bytes:
    data = b"Rain."
    for _ in range(levels):
        data = boxed("x", data)
    return data


LIMITS = [
    ("depth", deep(6), Settings(max_depth=3), "found parts 4 deep, expected at most 3", "Settings.max_depth"),
    ("count", boxed("1", b"a") * 4, Settings(max_parts=3), "found more than 3 parts", "Settings.max_parts"),
    ("size", boxed("1", b"a" * 4) * 2, Settings(max_bytes=5), "found more than 5 bytes unpacked", "Settings.max_bytes"),
]


@pytest.mark.parametrize(("label", "data", "settings", "message", "advice"), LIMITS)
def test_limits_end_the_whole_input(label: str, data: bytes, settings: Settings, message: str, advice: str) -> None:
    """Beyond a limit the input is at an end; the error names the limit, what came before stays."""
    results = run(data, BOXES, Hint(filename="a.box"), settings=settings)
    assert failures(results)[-1].message == message, label
    assert advice in failures(results)[-1].advice
    assert failures(results)[-1].error == "LimitError"


def test_ratio_of_a_part_to_its_archive_is_limited() -> None:
    """A part that unpacks to far more than its archive's size is a bomb."""
    bomb = Part(stream=io.BytesIO(b"a" * 3_000_000), hint=Hint(filename="1.txt"), locator="1.txt")
    (failure,) = failures(run(b"zip", registry(parser("a", Rank.CONTENT, bomb)), settings=Settings(max_ratio=10)))
    assert ("more than 10 times the 3 bytes it lies in" in failure.message, failure.part) == (True, "x.txt!/1.txt")


def test_part_that_cannot_be_read_is_unread_alone() -> None:
    """A broken member of an archive does not take the others down."""

    class Broken(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            raise OSError("bad checksum")

    torn = Part(stream=Broken(), locator="1.txt")
    good = Part(stream=io.BytesIO(b"Rain."), hint=Hint(filename="2.txt"), locator="2.txt")

    def parse(stream: Any, hint: Hint, context: Any) -> list[Part]:
        return [torn, good]

    outer = Parser(name="zip", accepts=lambda head, hint: Rank.CONTENT if head == b"zip" else Rank.NO, parse=parse)
    results = run(b"zip", registry(outer, parser("text", Rank.SUFFIX)), Hint(filename="a.zip"))
    assert [type(result) for result in results] == [Unread, Analysis]
    assert (results[0].failures[0].message, results[0].origin.part) == ("bad checksum", "a.zip!/1.txt")


def test_document_above_the_limit_of_characters_is_unread() -> None:
    """Whatever the parser, a document above `max_characters` is refused with the limit's name."""
    (failure,) = failures(run(b"Rain fell.", registry(parser("a", Rank.CONTENT)), settings=Settings(max_characters=9)))
    assert failure.message == "found a document of 10 characters, expected at most 9"
    assert "--max-characters" in failure.advice


def test_document_that_breaks_the_contract_is_lost_alone() -> None:
    """Of three documents the second is too long or of an unknown kind: the first and the third are there."""
    good = [Analysis(document=Document(text=text)) for text in ("Rain.", "Snow.")]
    bad = [
        Analysis(document=Document(text="x" * 99)),
        Analysis(document=Document(text="x", blocks=[Block(kind="odd", span=Span(0, 1))])),
        Analysis(document=Document(text="x"), claims=[Claim(content=[Span(0, 9)])]),
        Analysis(document=Document(text="x"), mentions=[Mention(span=Span(0, 1), actor="x:nobody")]),
        Analysis(
            document=Document(text="x"),
            claims=[Claim(content=[Span(0, 1)], provenance=[Provenance(about="content", component="x", spans=[Span(0, 9)])])],
        ),
    ]
    made = registry(parser("a", Rank.CONTENT, good[0], *bad, good[1]))
    results = run(b"x", made, settings=Settings(max_characters=50))
    assert [type(result) for result in results] == [Analysis, Unread, Unread, Unread, Unread, Unread, Analysis]


def test_parser_that_exits_is_a_failure() -> None:
    """A parser that calls `sys.exit` ends its input, not the program."""
    (failure,) = failures(run(b"x", registry(parser("a", Rank.CONTENT, SystemExit(0)))))  # type: ignore[arg-type]  # that is the point
    assert failure.error == "SystemExit"


NOTE = Notice(code="left-out", message="3 pictures were left out", component="acme:a")


@pytest.mark.parametrize(
    ("label", "answers", "expected"),
    [
        ("before", (NOTE, "Rain.", "Snow."), [("Rain.", 1), ("Snow.", 0)]),
        ("between", ("Rain.", NOTE, "Snow."), [("Rain.", 1), ("Snow.", 0)]),
        ("after", ("Rain.", "Snow.", NOTE), [("Rain.", 0), ("Snow.", 1)]),
    ],
)
def test_notice_of_a_parser_goes_to_the_document_before_it(label: str, answers: Any, expected: list[Any]) -> None:
    """To the next one where none is before it."""
    yielded = [Analysis(document=Document(text=answer)) if isinstance(answer, str) else answer for answer in answers]
    results = run(b"x", registry(parser("a", Rank.CONTENT, *yielded)))
    assert [(result.document.text, len(result.notices)) for result in results] == expected, label


def test_notice_that_no_document_can_take_is_told_by_the_failure() -> None:
    """An archive of nothing but pictures says so, and so does one in which nothing else can be read."""
    (failure,) = failures(run(b"x", registry(parser("a", Rank.CONTENT, NOTE))))
    assert failure.message == "found no document in it, expected at least one; 3 pictures were left out"
    assert [f.message for f in failures(run(b"x", registry(parser("a", Rank.CONTENT, NOTE, ParseError("torn")))))] == [
        "torn; 3 pictures were left out"
    ]
    torn = Unread(origin=Origin(), failures=[Failure(stage="parsing", error="ParseError", message="torn", component="a")])
    assert [f.message for f in failures(run(b"x", registry(parser("a", Rank.CONTENT, NOTE, torn, torn))))] == [
        "torn",
        "torn; 3 pictures were left out",
    ]


def test_limit_of_depth_ends_the_archive_that_passes_it() -> None:
    """What lies beside it is read."""
    data = boxed("1.txt", b"Rain.") + boxed("a.box", deep(3)) + boxed("2.txt", b"Snow.")
    results = run(data, BOXES, Hint(filename="a.box"), settings=Settings(max_depth=2))
    assert [type(result) for result in results] == [Analysis, Unread, Analysis]
    assert results[1].failures[0].message == "found parts 3 deep, expected at most 2"


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        (Settings(max_depth=2), "found 100 parts of it that end at a limit; what follows is not read"),
        (Settings(max_depth=2, max_parts=90), "found more than 90 parts"),
        (Settings(max_depth=2, max_bytes=900), "found more than 900 bytes unpacked"),
    ],
)
def test_limits_end_the_whole_input_after_all(settings: Settings, message: str) -> None:
    """A bomb made of many small ones stops, and so does one that has too many parts or bytes; what came before it stays."""
    data = boxed("1.txt", b"Rain.") + boxed("a.box", deep(3)) * 300 + boxed("2.txt", b"Snow.")
    results = run(data, BOXES, Hint(filename="a.box"), settings=settings)
    assert (type(results[0]), {type(result) for result in results[1:]}, len(results) < 110) == (Analysis, {Unread}, True)
    assert failures(results)[-1].message == message


def test_what_lies_beside_a_part_counts() -> None:
    """A small part could carry a bomb there."""
    part = Part(stream=io.BytesIO(b"x"), hint=Hint(filename="1.ann", beside={".txt": b"a" * 3_000_000}), locator="1.ann")
    outer = registry(parser("a", Rank.CONTENT, part))
    assert "more than 10 times the 3 bytes" in failures(run(b"zip", outer, settings=Settings(max_ratio=10)))[0].message
    assert failures(run(b"zip", outer, settings=Settings(max_bytes=100)))[0].message == "found more than 100 bytes unpacked"


def test_parts_are_unpacked_into_what_the_caller_makes() -> None:
    """One stream a part, closed when it is parsed."""
    made: list[io.BytesIO] = []

    def scratch() -> io.BytesIO:
        made.append(io.BytesIO())
        return made[-1]

    data = boxed("1.txt", b"Rain.") + boxed("2.txt", b"Snow.")
    assert len(list(parse_stream(io.BytesIO(data), Hint(filename="a.box"), BOXES.context(), BOXES, scratch=scratch))) == 2
    assert [stream.closed for stream in made] == [True, True]
