"""What is asked of all components: each rule, and a component that breaks that rule alone."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Iterable
from typing import Any

import pytest

from seedlib import Analysis, Claim, Document, Label, Layers, Mention, Notice, Span, Spans, TextProblem, testing
from seedlib.components import (
    Command,
    Exporter,
    Extractor,
    Parser,
    Proposal,
    Qualifier,
    Rank,
    Recognizer,
    Resolver,
    Segmenter,
    Tagger,
    TextCheck,
)
from seedlib.errors import ContractError, MissingExtraError, ParseError
from seedlib.plugins import Registry
from seedlib.testing.stages import check_stages

NOTE = TextProblem(kind="mojibake", note="a note")

REGISTRY = Registry.build(entry_points=False)


def refuses(what: str) -> Callable[[Analysis, Any], tuple[()]]:
    """Return a function that answers nothing, and bears no text with this in it."""

    def answer(analysis: Analysis, context: Any) -> tuple[()]:
        if what in analysis.document.text:
            raise LookupError(what)
        return ()

    return answer


def first_letter(analysis: Analysis, context: Any) -> Iterable[TextProblem]:
    return [TextProblem(kind="mojibake", span=Span(0, 1))] if analysis.document.text[0] == "M" else []


def second_letter(analysis: Analysis, context: Any) -> Iterable[TextProblem]:
    return [NOTE] if analysis.document.text.strip() and analysis.document.text[1] == "o" else []


def in_bytes(analysis: Analysis, context: Any) -> Iterable[TextProblem]:
    length = len(analysis.document.text.encode())
    return [TextProblem(kind="mojibake", span=Span(length - 1, length))] if length else []


def in_utf16(analysis: Analysis, context: Any) -> Iterable[TextProblem]:
    length = len(analysis.document.text.encode("utf-16-le")) // 2
    return [TextProblem(kind="mojibake", span=Span(length - 1, length))] if length else []


def half_way(analysis: Analysis, context: Any) -> Iterable[TextProblem]:
    yield NOTE
    raise OSError("the list is not there")


def counts(analysis: Analysis, context: Any, numbers: Any = itertools.count()) -> Iterable[TextProblem]:  # noqa: B008  # shared on purpose
    return [TextProblem(kind="mojibake", note=str(next(numbers)))]


def once_a_text(analysis: Analysis, context: Any, seen: set[str] = set()) -> Iterable[TextProblem]:  # noqa: B006  # shared on purpose
    if analysis.document.text in seen:
        return ()
    seen.add(analysis.document.text)
    return [NOTE]


def renames(analysis: Analysis, context: Any) -> Iterable[TextProblem]:
    object.__setattr__(analysis.document, "title", f"{analysis.document.title} read")
    return ()


def exits(analysis: Analysis, context: Any) -> Any:
    raise SystemExit(3)


def late(analysis: Analysis, context: Any) -> Any:
    """Raise what nobody expects once the time is up."""
    if context.deadline is not None and context.deadline < time.monotonic():
        raise RuntimeError("too late")
    return ()


def refused(analysis: Analysis, context: Any) -> Any:
    raise ParseError("not mine")


def check(function: Callable[..., Any]) -> TextCheck:
    return TextCheck(name="x", check=function)


#: What is asked, a component that breaks it, the words of the error.
RULES: list[tuple[str, Any, str]] = [
    ("determinism", check(counts), "found two different answers for one input"),
    ("order of texts", check(once_a_text), "found answers that depend on the texts before"),
    ("inputs untouched", check(renames), "found two different states of the analysis it was given"),
    ("answers of its kind", check(lambda a, c: ["x"]), "found str 'x', expected TextProblem or Notice"),
    ("errors: none", check(half_way), "raised OSError: the list is not there"),
    ("errors: no end of the program", check(exits), "raised SystemExit: 3"),
    ("errors: nor those of parsers", check(refused), "raised ParseError: not mine"),
    ("errors: when time is up", check(late), "raised RuntimeError: too late"),
    ("empty text", check(first_letter), "raised IndexError: string index out of range, given the text ''"),
    ("one letter", check(second_letter), "raised IndexError: string index out of range, given the text 'A'"),
    ("one astral sign", check(in_utf16), "found a problem at 1-2, expected it inside the text of 1 code points, given the text '🌧'"),
    ("one combining mark", check(in_bytes), "expected it inside the text of 1 code points"),
    ("combining marks", check(refuses("e\u0301")), "raised LookupError: e\u0301"),
    ("CRLF", check(refuses("\r\n")), "raised LookupError"),
    ("other scripts", check(refuses("北")), "raised LookupError: 北, given the text 'Москва"),
    ("spans: tokens", Segmenter(name="x", segment=lambda a, c: Layers(tokens=Spans([(0, 99_999)]))), "found tokens at 0-99999"),
    ("spans: labels", Tagger(name="x", tag=lambda a, c: [Label(Span(0, 99_999), "acme:x")]), "found a label at 0-99999"),
    ("spans: mentions", Recognizer(name="x", recognize=lambda a, c: [Mention(span=Span(0, 99_999))]), "found a mention at 0-99999"),
    ("spans: claims", Extractor(name="x", extract=lambda a, c: [Claim(content=[Span(0, 99_999)])]), "found a claim's content at 0-99999"),
    (
        "spans: evidence",
        Resolver(name="x", resolve=lambda a, c: [Proposal(subject=Span(0, 1), field="form", value="name", spans=[Span(0, 99_999)])]),
        "found a proposal's evidence at 0-99999",
    ),
    (
        "spans: arguments",
        Qualifier(name="x", propose=lambda a, c: [Proposal(subject="x", field="arguments.time", value=[Span(0, 99_999)])]),
        "found the argument time at 0-99999",
    ),
    ("JSON: what is found", check(lambda a, c: [TextProblem(kind="mojibake", note="\ud800")]), "JSON"),
    ("JSON: notices", check(lambda a, c: [Notice(code="x", message="\ud800")]), "JSON"),
]


@pytest.mark.parametrize(("rule", "record", "words"), RULES, ids=[rule for rule, _, _ in RULES])
def test_a_component_that_breaks_one_rule_is_told_which(rule: str, record: Any, words: str) -> None:
    """The error names the record and says what was found, on which text."""
    bare = [Analysis(document=Document(text=text)) for text in testing.TEXTS]
    with pytest.raises(ContractError) as caught:
        check_stages(record, bare, REGISTRY)
    assert str(caught.value).startswith(f"{type(record).__name__} x: ")
    assert words in str(caught.value)


def test_what_is_allowed_breaks_no_rule() -> None:
    """Notices, answers of none, an error that says that the time is up; and an absent library is no broken contract."""

    def patient(analysis: Analysis, context: Any) -> Iterable[Notice]:
        context.seconds_left()
        yield Notice(code="acme:hint", message="a hint")

    bare = [Analysis(document=Document(text=text)) for text in testing.TEXTS]
    for function in (patient, lambda a, c: None):
        check_stages(check(function), bare, REGISTRY)

    def absent(analysis: Analysis, context: Any) -> None:
        raise MissingExtraError("ftfy", "checks")

    with pytest.raises(MissingExtraError):
        check_stages(check(absent), bare, REGISTRY)


# Parsers, exporters, commands


def reads(stream: Any, hint: Any, context: Any) -> list[Analysis]:
    return [Analysis(document=Document(text=stream.read().decode(errors="replace")))]


def once_a_file(stream: Any, hint: Any, context: Any, seen: set[str] = set()) -> list[Analysis]:  # noqa: B006  # shared on purpose
    title = None if hint.filename in seen else "new"
    seen.add(hint.filename)
    return [Analysis(document=Document(text="x", title=title))]


def numbered(stream: Any, hint: Any, context: Any, numbers: Any = itertools.count()) -> list[Analysis]:  # noqa: B008  # shared on purpose
    return [Analysis(document=Document(text=str(next(numbers))))]


def strict(stream: Any, hint: Any, context: Any) -> list[Analysis]:
    return [Analysis(document=Document(text=stream.read().decode("ascii")))]


def surrogates(stream: Any, hint: Any, context: Any) -> list[Analysis]:
    return [Analysis(document=Document(text="x"), notices=[Notice(code="x", message="\udc80")])]


def in_turn(head: bytes, hint: Any, ranks: Any = itertools.cycle(Rank)) -> Rank:  # noqa: B008  # shared on purpose
    return next(ranks)


@pytest.mark.parametrize(
    ("parse", "accepts", "words"),
    [
        (once_a_file, None, "found documents in b.txt that depend on the files before"),
        (numbered, None, "found two different documents for one input"),
        (strict, None, "raised UnicodeDecodeError"),
        (surrogates, None, "found a value that is another one after a round trip through JSON"),
        (reads, in_turn, "found two different ranks for one input"),
    ],
)
def test_a_parser_that_breaks_one_rule_is_told_which(parse: Any, accepts: Any, words: str) -> None:
    """On its samples, or on what is not its format."""
    parser = Parser(name="x", accepts=accepts or (lambda head, hint: Rank.SUFFIX), parse=parse)
    with pytest.raises(ContractError) as caught:
        testing.check_parser(parser, {"a.txt": b"Rain fell.", "b.txt": b"Snow fell."})
    assert words in str(caught.value)


def test_an_exporter_that_changes_what_it_writes_is_told() -> None:
    """Results are others' too."""

    def write(results: Any, target: Any, context: Any) -> None:
        for result in results:
            if isinstance(result, Analysis):
                object.__setattr__(result, "notices", ())
                object.__setattr__(result.document, "title", "written")

    with pytest.raises(ContractError, match="two different states of the results it was given"):
        testing.check_exporter(Exporter(name="x", write=write))


def test_a_command_that_adds_others_or_another_each_time_is_told() -> None:
    """A plugin's commands are records of their own."""

    def two(subparsers: Any) -> None:
        for name in ("x", "y"):
            subparsers.add_parser(name).set_defaults(handler=print)

    def numbered(subparsers: Any, numbers: Any = itertools.count()) -> None:  # noqa: B008  # shared on purpose
        subparsers.add_parser("x", description=str(next(numbers))).set_defaults(handler=print)

    for add, words in ((two, "found the commands x, y, expected x alone"), (numbered, "two different help texts")):
        with pytest.raises(ContractError, match=words):
            testing.check_command(Command(name="x", add=add))
