"""The contract checks: seedlib's own components pass them all, and each thing that a check is for fails it."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import seedlib
from seedlib import Analysis, Attributes, Claim, Document, Label, Layers, Mention, Span, TextProblem, testing
from seedlib.components import (
    ClaimKind,
    Command,
    Exporter,
    Extractor,
    Lexicon,
    Parser,
    Part,
    Qualifier,
    Rank,
    Recognizer,
    Resolver,
    Segmenter,
    Tagger,
    TextCheck,
)
from seedlib.errors import ContractError, MissingExtraError, ParseError
from seedlib.matching import Entry
from seedlib.plugins import Registry, default_registry
from seedlib.plugins.specs import PREFIX
from seedlib.testing import contracts
from tests.conftest import plugin

SHORT = ("", "“We will leave,” said Angela Poe.")


def test_all_built_in_components_keep_their_contracts() -> None:
    """What seedlib asks of third parties it asks of itself, on odd texts too; how its work grows is another test's."""
    checked = testing.check_plugin("seedlib", growth=False)
    assert len(checked) > 30
    assert {"seedlib:text", "seedlib:rules", "seedlib:jsonl", "commitment", "table.width"} <= set(checked)


def test_every_hook_has_its_check() -> None:
    """No kind of record is without a contract check."""
    from seedlib.plugins import specs

    hooks = {name.removeprefix(PREFIX) for name in vars(specs) if name.startswith(PREFIX)}
    assert hooks == set(contracts.CHECKS)


def counter() -> Callable[..., Any]:
    """Return a function that answers something else at every call."""
    numbers = itertools.count(1)
    return lambda analysis, context: [TextProblem(kind="mojibake", note=str(next(numbers)))]


def raises(*_: Any) -> Any:
    raise ZeroDivisionError("oh")


BROKEN = [
    (testing.check_segmenter, Segmenter(name="x", segment=lambda a, c: Layers(tokens=seedlib.Spans([(0, 9_999)]))), "tokens at 0-9999"),
    (testing.check_tagger, Tagger(name="x", tag=lambda a, c: [Label(Span(0, 1), "cue")]), "the label 'cue'"),
    (testing.check_recognizer, Recognizer(name="x", recognize=lambda a, c: [Mention(span=Span(0, 1), actor="a")]), "canonical id"),
    (testing.check_extractor, Extractor(name="x", extract=lambda a, c: [Claim(content=[Span(0, 1)], by_author=True)]), "by_author"),
    (testing.check_resolver, Resolver(name="x", resolve=lambda a, c: ["x"]), "found str 'x', expected Actor or Proposal or Notice"),
    (testing.check_qualifier, Qualifier(name="x", claims=lambda a, c: [Claim(content=[Span(0, 1)])]), "without by_author"),
    (testing.check_qualifier, Qualifier(name="x", propose=raises), "Qualifier x: raised ZeroDivisionError: oh"),
    (testing.check_text_check, TextCheck(name="x", check=counter()), "two different answers for one input"),
    (testing.check_text_check, TextCheck(name="x", check=lambda a, c: [TextProblem(kind="odd")]), "the problem kind 'odd'"),
    (testing.check_text_check, Segmenter(name="x", segment=raises), "found Segmenter"),
]


@pytest.mark.parametrize(("check", "record", "words"), BROKEN)
def test_broken_component_fails_its_check(check: Callable[..., None], record: Any, words: str) -> None:
    """Each way to break a contract is an error that says what was found."""
    with pytest.raises(ContractError) as caught:
        check(record, SHORT[1:])
    assert words in str(caught.value)


def test_component_that_changes_what_it_is_given_fails() -> None:
    """Values are frozen; whoever goes around that is caught."""

    def check(analysis: Analysis, context: Any) -> list[TextProblem]:
        object.__setattr__(analysis.document, "title", "changed")
        return []

    with pytest.raises(ContractError, match="two different states of the analysis"):
        testing.check_text_check(TextCheck(name="x", check=check), SHORT[1:])


def parser(parse: Callable[..., Any], accepts: Callable[..., Any] = lambda head, hint: Rank.SUFFIX) -> Parser:
    return Parser(name="x", accepts=accepts, parse=parse)


def parse_well(stream: Any, hint: Any, context: Any) -> list[Analysis]:
    return [Analysis(document=Document(text=stream.read().decode()))]


def parse_and_close(stream: Any, hint: Any, context: Any) -> list[Analysis]:
    with stream:
        return parse_well(stream, hint, context)


def parse_half_badly(stream: Any, hint: Any, context: Any) -> list[Analysis]:
    text = stream.read().decode()
    return [Analysis(document=Document(text=text + text[len("Rain fe")]))]


PARSERS = [
    (parser(lambda s, h, c: []), "found no document in its sample x.txt"),
    (parser(lambda s, h, c: ["x"]), "found str from parse"),
    (parser(parse_and_close), "found the stream closed"),
    (parser(parse_half_badly), "raised IndexError"),
    (parser(parse_well, lambda head, hint: Rank.NO), "does not accept its sample x.txt"),
    (parser(parse_well, lambda head, hint: True), "found True from accepts"),
    (parser(parse_well, lambda head, hint: Rank(head[0])), "raised IndexError"),
    (parser(lambda s, h, c: [Analysis(document=Document(text="x", genre="odd"))]), "the genre 'odd'"),
    (
        parser(lambda s, h, c: [Analysis(document=Document(text="x"), claims=[Claim(content=[Span(0, 9)])])]),
        "a claim's content at 0-9",
    ),
    (
        parser(
            lambda s, h, c: [
                Analysis(
                    document=Document(text="x"),
                    mentions=[Mention(span=Span(0, 1), attributes=Attributes({"acme:x": 1}))],
                )
            ]
        ),
        "the attribute 'acme:x'",
    ),
]


@pytest.mark.parametrize(("record", "words"), PARSERS)
def test_broken_parser_fails_its_check(record: Parser, words: str) -> None:
    """Each way in which a parser can break its contract."""
    with pytest.raises(ContractError) as caught:
        testing.check_parser(record, {"x.txt": b"Rain fell."})
    assert words in str(caught.value)


def test_parser_may_refuse_a_torn_file_and_yield_parts() -> None:
    """A clear error on half a sample is right, and a part counts as a document to come."""

    def parse(stream: Any, hint: Any, context: Any) -> list[Part]:
        if not stream.read().endswith(b"."):
            raise ParseError("torn")
        return [Part(stream=stream, locator="1")]

    testing.check_parser(parser(parse), {"x.txt": b"Rain fell."})


def test_lexicon_whose_entry_stands_twice_fails() -> None:
    """An entry stands once; two meanings of one phrase are two entries."""
    entry = Entry(phrase="Rain", value="x:1")
    testing.check_lexicon(Lexicon(name="x", type="names", entries=[entry, Entry(phrase="Rain", value="x:2")]))
    with pytest.raises(ContractError, match="entry of 'Rain' twice"):
        testing.check_lexicon(Lexicon(name="x", type="names", entries=[entry, entry]))


def read(results: Any) -> None:
    """Read all results and write nothing."""
    for _ in results:
        pass


def close(results: Any, target: Any, context: Any) -> None:
    read(results)
    target.close()


def write_numbers(results: Any, target: Any, context: Any, numbers: Any = itertools.count()) -> None:  # noqa: B008  # shared on purpose
    read(results)
    target.write(str(next(numbers)).encode())


def write_length(results: Any, target: Any, context: Any) -> None:
    target.write(str(len(results)).encode())


def write_first(results: Any, target: Any, context: Any) -> None:
    next(iter(results), None)


def write_twice(results: Any, target: Any, context: Any) -> None:
    read(results)
    read(results)


def write_all_at_once(results: Any, target: Any, context: Any) -> None:
    target.write(str(len(list(results))).encode())


def write_backwards(results: Any, target: Any, context: Any) -> None:
    read(results)
    target.write(b"12")
    target.seek(0)


def write_letters(results: Any, target: Any, context: Any) -> None:
    """Write texts in an encoding that has no place for them."""
    for result in results:
        target.write(result.document.text.encode("latin-1") if isinstance(result, Analysis) else b"")


def write_unread_as_read(results: Any, target: Any, context: Any) -> None:
    for result in results:
        target.write(result.document.id.encode())


def write_over_others(results: Any, target: Any, context: Any) -> None:
    read(results)
    for path in target.iterdir() if isinstance(target, Path) else ():
        path.write_bytes(b"")


def write_words(results: Any, target: Any, context: Any) -> None:
    read(results)
    target.write("words")


def write_other_files(results: Any, target: Any, context: Any, numbers: Any = itertools.count()) -> None:  # noqa: B008  # shared on purpose
    read(results)
    if isinstance(target, Path):
        (target / str(next(numbers))).write_bytes(b"")


@pytest.mark.parametrize(
    ("write", "words"),
    [
        (close, "found the stream closed"),
        (write_numbers, "two different outputs"),
        (raises, "raised ZeroDivisionError"),
        (write_length, "raised TypeError: object of type '_Results' has no len"),
        (write_first, "left results unread"),
        (write_twice, "reads the results twice"),
        (write_all_at_once, "holds 299 of 300 results, expected at most 150"),
        (write_backwards, "a pipe is not enough for it: seek, expected write alone"),
        (write_letters, "raised UnicodeEncodeError"),
        (write_unread_as_read, "raised AttributeError: 'Unread' object has no attribute 'document'"),
        (write_over_others, "another file of the folder changed"),
        (write_words, "raised TypeError"),
        (write_other_files, "two different outputs"),
    ],
)
def test_broken_exporter_fails_its_check(write: Callable[..., None], words: str) -> None:
    """Each way in which an exporter can break its contract."""
    with pytest.raises(ContractError, match=words):
        testing.check_exporter(Exporter(name="x", write=write, folder=True))


def test_exporter_may_say_that_it_needs_all_results() -> None:
    """Where its format has a number before them, say."""
    testing.check_exporter(Exporter(name="x", write=write_all_at_once, streams=False))


def test_exporter_whose_library_is_absent_is_not_broken() -> None:
    """The error says how to install it."""

    def write(results: Any, target: Any, context: Any) -> None:
        raise MissingExtraError("pyarrow", "arrow")

    with pytest.raises(MissingExtraError):
        testing.check_exporter(Exporter(name="x", write=write))


def test_exporter_into_a_folder_is_run_both_ways() -> None:
    """An exporter that may write into a folder is given a stream and a folder."""
    seen: list[str] = []

    def write(results: Any, target: Any, context: Any) -> None:
        read(results)
        seen.append(type(target).__name__)

    testing.check_exporter(Exporter(name="x", write=write, folder=True))
    assert {"BytesIO", "_Pipe", "PosixPath"} == {name.replace("Windows", "Posix") for name in seen}


def test_kind_and_key_must_be_registered() -> None:
    """A kind, its parent, and a key that nobody registers fail."""
    testing.check_claim_kind(ClaimKind(name="threat", parent="warning"))
    with pytest.raises(ContractError, match="'acme:pledge' is not registered"):
        testing.check_claim_kind(ClaimKind(name="acme:pledge"))
    key: seedlib.AttributeKey[Any] = seedlib.AttributeKey("acme:horizon", str)
    with pytest.raises(ContractError, match="not registered as it is given"):
        testing.check_attribute_key(key)
    registry = Registry.build(plugins=[("acme", plugin(attribute_keys=[key]))], entry_points=False)
    testing.check_attribute_key(key, registry=registry)


@pytest.mark.parametrize(
    ("add", "words"),
    [
        (lambda subparsers: None, "found the commands none, expected x"),
        (lambda subparsers: subparsers.add_parser("x"), "found no handler"),
        (raises, "raised ZeroDivisionError"),
    ],
)
def test_broken_command_fails_its_check(add: Callable[..., None], words: str) -> None:
    """A command adds a parser of its own name with a handler."""
    with pytest.raises(ContractError, match=words):
        testing.check_command(Command(name="x", add=add))


def test_plugin_that_is_not_there_or_did_not_load_fails() -> None:
    """The error names what there is, or why it did not load."""
    with pytest.raises(ContractError, match=r"found no plugin 'nobody', expected one of.*seedlib"):
        testing.check_plugin("nobody")
    with pytest.warns(seedlib.errors.PluginWarning):  # type: ignore[attr-defined]  # loaded by the imports above
        registry = Registry.build(plugins=[("acme", plugin(parsers=[7]))], entry_points=False)
    with pytest.raises(ContractError, match="failed to load: ContractError: found int 7"):
        testing.check_plugin("acme", registry=registry)


def test_plugin_that_clashes_with_another_fails() -> None:
    """What the other one has is left out of this one, which its author should know."""
    key, other = seedlib.AttributeKey("acme:horizon", int), seedlib.AttributeKey("acme:horizon", str)
    with pytest.warns(seedlib.errors.PluginWarning):  # type: ignore[attr-defined]  # loaded by the imports above
        registry = Registry.build(
            plugins=[("acme", plugin(attribute_keys=[key])), ("brook", plugin(attribute_keys=[other]))], entry_points=False
        )
    assert testing.check_plugin("acme", registry=registry) == ("acme:horizon",)
    with pytest.raises(ContractError, match=r"plugin brook: .*'acme:horizon' is another one's in acme"):
        testing.check_plugin("brook", registry=registry)


def test_plugins_kinds_and_keys_are_checked_too() -> None:
    """`check_plugin` answers what it looked at."""
    hooks = {
        "claim_kinds": [ClaimKind(name="acme:pledge", parent="commitment")],
        "attribute_keys": [seedlib.AttributeKey("acme:horizon", int)],
        "commands": [Command(name="greet", add=lambda subparsers: subparsers.add_parser("greet").set_defaults(handler=print))],
    }
    registry = Registry.build(plugins=[("acme", plugin(**hooks))], entry_points=False)
    assert testing.check_plugin("acme", registry=registry) == ("acme:greet", "acme:pledge", "acme:horizon")


def test_fixture_gives_everything_that_is_installed(seedlib_registry: Registry) -> None:
    """The pytest plugin's fixture is a strictly loaded registry."""
    assert {info.name for info in seedlib_registry.plugins} == {info.name for info in default_registry().plugins}


def test_fixture_checks_an_installed_plugin_by_its_name(seedlib_check: Callable[..., tuple[str, ...]]) -> None:
    """One that is not there is told as by `check_plugin`."""
    with pytest.raises(ContractError, match=r"found no plugin 'nobody', expected one of.*seedlib"):
        seedlib_check("nobody")
