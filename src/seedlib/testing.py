"""Contract checks for authors of plugins; seedlib's own components go through the same.

Each `check_…` function runs a record as the pipeline would, on odd texts too, and raises a `ContractError` that says what it
found. Call them from tests of your own::

    from seedlib.testing import check_parser
    from acme_plugin import PARSER

    def test_contract():
        check_parser(PARSER, {"story.acme": b"..."})

`pytest_plugins = ["seedlib.pytest_plugin"]` in a `conftest.py` brings the fixture `seedlib_registry`.

Rules:

- Every check runs a function twice: equal input gives equal answers.
- What a component is given must be unchanged after it ran; our values are frozen, so this catches what goes around that.
"""

from __future__ import annotations

import argparse
import io
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from seedlib import wire
from seedlib.components import (
    RECORDS,
    ClaimKind,
    Command,
    Exporter,
    Extractor,
    Hint,
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
from seedlib.errors import ContractError, SeedlibError
from seedlib.matching import WORD, Entry, Phrases, Words
from seedlib.model import CLAIM_KINDS, EMPTY, Analysis, AttributeKey, Attributes, Document, Failure, Layers, Notice, Origin, Spans, Unread
from seedlib.pipeline import analyze
from seedlib.plugins.contracts import check_answer, check_stated
from seedlib.plugins.registry import BUILTIN, Registry, default_registry

__all__ = [
    "TEXTS",
    "check_attribute_key",
    "check_claim_kind",
    "check_command",
    "check_exporter",
    "check_extractor",
    "check_lexicon",
    "check_parser",
    "check_plugin",
    "check_qualifier",
    "check_recognizer",
    "check_resolver",
    "check_segmenter",
    "check_tagger",
    "check_text_check",
]

#: What components must bear: nothing, blanks, one word, quotation marks of all kinds, signs beyond the first plane, combining
#: marks, other scripts, a text without an end, and an ordinary one.
TEXTS = (
    "",
    " \n\n ",
    "No",
    "”‘“'\"«»„ said “‘’”",
    "Rain 🌧 fell, e\u0301lan said. \u202eback\u202c \x00 \ufffd",
    "Москва заявила: «Нет». 北京说：“不。”",
    "word " * 2000,
    "“We will leave on Monday if talks fail,” said Angela Poe, the foreign minister of Norway. Officials in Oslo denied it.",
)

#: Heads of inputs that no parser may choke on: nothing, a NUL, bytes that are no UTF-8, a lone bracket, half a BOM.
_HEADS = (b"", b"\0", b"\xff\xfe\xfa", b"{", b"<", b"\xef\xbb")


@contextmanager
def _named(record: Any) -> Iterator[None]:
    """Name the record in every error, and turn what its functions raise into a ContractError."""
    name = f"{type(record).__name__} {getattr(record, 'name', record)!s}"
    try:
        yield
    except ContractError as error:
        raise ContractError(error.message, where=name, advice=error.advice) from error
    except Exception as error:
        message = f"raised {type(error).__name__}: {error}"
        raise ContractError(message, where=name, advice="a component answers for every text; what is not there has no answer") from error


def _is_a(record: object, expected: type) -> None:
    if type(record) is not expected:
        raise ContractError(f"found {type(record).__name__} {record!r:.80}, expected a {expected.__name__}")


def _same(first: object, second: object, what: str) -> None:
    if first != second:
        advice = "keep nothing between calls, and seed what is random"
        raise ContractError(f"found two different {what} for one input, expected equal ones", advice=advice)


def _given(texts: Iterable[str], registry: Registry) -> list[Analysis]:
    """Return what a component would be given for these texts, everything found already."""
    return [analyze(text, registry=registry) for text in texts]


def _check_stage(stage: str, record: Any, function: Callable[..., Any] | None, texts: Iterable[str], registry: Registry | None) -> None:
    registry = registry or default_registry()
    if function is None:
        return
    for analysis in _given(texts, registry):
        before = wire.dumps(analysis, layers=True)
        context = registry.context(language="en" if "*" in record.languages else record.languages[0])
        with _named(record):
            first, second = (_answered(function(analysis, context)) for _ in range(2))
            for answer in first:
                check_answer(answer, stage, analysis, registry)
            _same(first, second, "answers")
            _same(before, wire.dumps(analysis, layers=True), "states of the analysis it was given")


def _answered(answer: Any) -> list[Any]:
    return [answer] if isinstance(answer, Layers) else list(answer if answer is not None else ())


def check_parser(parser: Parser, samples: Mapping[str, bytes] = EMPTY, *, registry: Registry | None = None) -> None:
    """Check a parser on samples of its format, on their halves, and on what is not its format.

    Args:
        parser: the record.
        samples: the bytes of files by their names; the more shapes, the better.
        registry: where kinds and keys are registered; by default all that is installed.

    Raises:
        ContractError: it accepts none of its samples, raises what is no SeedlibError, gives two different documents for one
            input, or a document that the contract does not allow.
    """
    registry = registry or default_registry()
    _is_a(parser, Parser)
    with _named(parser):
        for head in _HEADS:
            _rank(parser, head, Hint(filename="x"))
        for name, data in samples.items():
            if _rank(parser, data[:4096], Hint(filename=name)) is Rank.NO:
                raise ContractError(f"found that it does not accept its sample {name}, expected a rank above NO")
            first, second = (_parsed(parser, data, name, registry) for _ in range(2))
            _same(first, second, "documents")
            if not any(isinstance(result, Analysis | Part) for result in first):
                raise ContractError(f"found no document in its sample {name}, expected at least one")
            _parsed(parser, data[: len(data) // 2], name, registry, broken=True)


def _rank(parser: Parser, head: bytes, hint: Hint) -> Rank:
    rank = parser.accepts(head, hint)
    if not isinstance(rank, Rank):
        raise ContractError(f"found {rank!r} from accepts, expected a seedlib.components.Rank")
    return rank


def _parsed(parser: Parser, data: bytes, name: str, registry: Registry, *, broken: bool = False) -> list[Any]:
    stream = io.BytesIO(data)
    results = []
    try:
        for result in parser.parse(stream, Hint(filename=name), registry.context()):
            if type(result) not in {Analysis, Part, Unread, Notice}:
                raise ContractError(f"found {type(result).__name__} from parse, expected an Analysis, a Part, an Unread or a Notice")
            if isinstance(result, Analysis):
                check_stated(result, registry)
            results.append(result)
    except SeedlibError as error:
        if isinstance(error, ContractError) or not broken:
            raise
    if stream.closed:
        raise ContractError("found the stream closed, expected parse to leave it open")
    return results


def check_segmenter(segmenter: Segmenter, texts: Iterable[str] = TEXTS, *, registry: Registry | None = None) -> None:
    """Check a segmenter: layers with spans inside the text, the same twice.

    Args:
        segmenter: the record.
        texts: what to run it on.
        registry: where kinds and keys are registered; by default all that is installed.

    Raises:
        ContractError: it breaks its contract; the message says how.
    """
    _is_a(segmenter, Segmenter)
    _check_stage("segmentation", segmenter, segmenter.segment, texts, registry)


def check_tagger(tagger: Tagger, texts: Iterable[str] = TEXTS, *, registry: Registry | None = None) -> None:
    """Check a tagger: labels and links under known or prefixed names. Arguments and errors as for `check_segmenter`."""
    _is_a(tagger, Tagger)
    _check_stage("tagging", tagger, tagger.tag, texts, registry)


def check_recognizer(recognizer: Recognizer, texts: Iterable[str] = TEXTS, *, registry: Registry | None = None) -> None:
    """Check a recogniser: mentions without an actor, or with a canonical id. Arguments and errors as for `check_segmenter`."""
    _is_a(recognizer, Recognizer)
    _check_stage("recognition", recognizer, recognizer.recognize, texts, registry)


def check_extractor(extractor: Extractor, texts: Iterable[str] = TEXTS, *, registry: Registry | None = None) -> None:
    """Check an extractor: claims of registered kinds, without speakers. Arguments and errors as for `check_segmenter`."""
    _is_a(extractor, Extractor)
    _check_stage("attribution", extractor, extractor.extract, texts, registry)


def check_resolver(resolver: Resolver, texts: Iterable[str] = TEXTS, *, registry: Registry | None = None) -> None:
    """Check a resolver: actors, and proposals on fields that there are. Arguments and errors as for `check_segmenter`."""
    _is_a(resolver, Resolver)
    _check_stage("resolution", resolver, resolver.resolve, texts, registry)


def check_qualifier(qualifier: Qualifier, texts: Iterable[str] = TEXTS, *, registry: Registry | None = None) -> None:
    """Check both functions of a qualifier. Arguments and errors as for `check_segmenter`."""
    _is_a(qualifier, Qualifier)
    texts = tuple(texts)
    _check_stage("author", qualifier, qualifier.claims, texts, registry)
    _check_stage("qualification", qualifier, qualifier.propose, texts, registry)


def check_text_check(check: TextCheck, texts: Iterable[str] = TEXTS, *, registry: Registry | None = None) -> None:
    """Check a text check: problems of known or prefixed kinds. Arguments and errors as for `check_segmenter`."""
    _is_a(check, TextCheck)
    _check_stage("checking", check, check.check, texts, registry)


def check_lexicon(lexicon: Lexicon, *, registry: Registry | None = None) -> None:
    """Check a lexicon: each phrase is found where it stands as it is written, and no entry stands twice.

    Args:
        lexicon: the record.
        registry: by default all that is installed; unused but for the sake of one shape of all checks.

    Raises:
        ContractError: a phrase cannot be found, or an entry stands twice.
    """
    del registry
    _is_a(lexicon, Lexicon)
    phrases = Phrases(lexicon.entries)
    seen: set[Entry] = set()
    with _named(lexicon):
        for entry in lexicon.entries:
            if entry in seen:
                raise ContractError(f"found the entry of {entry.phrase!r} twice, expected it once")
            seen.add(entry)
            words = Words(entry.phrase, Spans(found.span() for found in WORD.finditer(entry.phrase)))
            match = phrases.at(words, 0)
            if match is None or match.last != len(words):
                raise ContractError(f"found that the phrase {entry.phrase!r} does not match itself")


def check_exporter(exporter: Exporter, *, registry: Registry | None = None) -> None:
    """Check an exporter: it writes full, empty and unread results, twice the same, and leaves the stream open.

    Args:
        exporter: the record.
        registry: by default all that is installed.

    Raises:
        ContractError: it breaks its contract; the message says how.
    """
    _is_a(exporter, Exporter)
    registry = registry or default_registry()
    failure = Failure(stage="parsing", error="ParseError", message="found nothing, expected something")
    results: list[Analysis | Unread] = [*_given(TEXTS, registry), Unread(origin=Origin(filename="x"), failures=[failure])]
    with _named(exporter), tempfile.TemporaryDirectory() as folder:
        for number, into_folder in enumerate([False, True] if exporter.folder else [False]):
            places = [Path(folder, f"{number}-{run}") for run in range(2)] if into_folder else [None, None]
            first, second = (_written(exporter, results, registry, place) for place in places)
            _same(first, second, "outputs")
            _written(exporter, [], registry, places[0])


def _written(exporter: Exporter, results: list[Analysis | Unread], registry: Registry, folder: Path | None) -> object:
    if folder is not None:
        folder.mkdir(exist_ok=True)
        exporter.write(iter(results), folder, registry.context())
        return {path.name: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
    target = io.BytesIO()
    exporter.write(iter(results), target, registry.context())
    if target.closed:
        raise ContractError("found the stream closed, expected write to leave it open")
    return target.getvalue()


def check_claim_kind(kind: ClaimKind, *, registry: Registry | None = None) -> None:
    """Check a kind of claim: it is registered, and its parent too.

    Args:
        kind: the record.
        registry: by default all that is installed.

    Raises:
        ContractError: it, or its parent, is not registered.
    """
    _is_a(kind, ClaimKind)
    kinds = CLAIM_KINDS | (registry or default_registry()).kinds.keys()
    with _named(kind):
        for name in filter(None, (kind.name, kind.parent)):
            if name not in kinds:
                raise ContractError(f"found that {name!r} is not registered, expected one of {', '.join(sorted(kinds))}")


def check_attribute_key(key: AttributeKey[Any], *, registry: Registry | None = None) -> None:
    """Check an attribute key: it is registered, and what stands under it survives the wire format.

    Args:
        key: the record.
        registry: by default all that is installed.

    Raises:
        ContractError: it is not registered, or is another one there.
    """
    _is_a(key, AttributeKey)
    with _named(key):
        if (registry or default_registry()).keys.get(key.name) != key:
            raise ContractError(f"found that {key.name!r} is not registered as it is given", advice="return it from seedlib_attribute_keys")
        document = Document(text="x", attributes=Attributes({key.name: key.type()}))
        back = wire.loads(wire.dumps(Analysis(document=document)))
        _same(back, Analysis(document=document), "values after a round trip through JSON")


def check_command(command: Command, *, registry: Registry | None = None) -> None:
    """Check a command: it adds a parser of its name, with a help text and a handler.

    Args:
        command: the record.
        registry: by default all that is installed; unused but for the sake of one shape of all checks.

    Raises:
        ContractError: the parser is missing, or has no handler.
    """
    del registry
    _is_a(command, Command)
    with _named(command):
        subparsers = argparse.ArgumentParser(prog="seedlib").add_subparsers()
        command.add(subparsers)
        parser = subparsers.choices.get(command.name)
        if parser is None:
            raise ContractError(f"found the commands {', '.join(subparsers.choices) or 'none'}, expected {command.name}")
        if not callable(parser.get_default("handler")):
            raise ContractError("found no handler, expected parser.set_defaults(handler=function)")


#: The check of each hook's records.
_CHECKS: Mapping[str, Callable[..., None]] = {
    "parsers": check_parser,
    "segmenters": check_segmenter,
    "taggers": check_tagger,
    "lexicons": check_lexicon,
    "recognizers": check_recognizer,
    "extractors": check_extractor,
    "resolvers": check_resolver,
    "qualifiers": check_qualifier,
    "text_checks": check_text_check,
    "exporters": check_exporter,
    "claim_kinds": check_claim_kind,
    "attribute_keys": check_attribute_key,
    "commands": check_command,
}


def check_plugin(name: str, *, registry: Registry | None = None) -> tuple[str, ...]:
    """Run every check on everything that a plugin supplies; `seedlib plugins check NAME` calls this.

    Parsers are checked without samples here; give yours to `check_parser` in a test.

    Args:
        name: the plugin's name, as `seedlib plugins` lists it.
        registry: by default all that is installed.

    Returns:
        The full names of what was checked.

    Raises:
        ContractError: the plugin is not there, failed to load, clashes with another one, or one of its records breaks its contract.
    """
    registry = registry or default_registry()
    info = next((info for info in registry.plugins if info.name == name), None)
    if info is None:
        there = ", ".join(info.name for info in registry.plugins)
        raise ContractError(f"found no plugin {name!r}, expected one of {there}", advice="is it installed in this environment?")
    first = next((failure for failure in registry.failures if failure.component == name), None)  # its own, and where it clashes with others
    if first is not None:
        raise ContractError(f"found that it failed to load: {first.error}: {first.message}", where=f"plugin {name}", advice=first.advice)
    checked = []
    for hook in RECORDS:
        for component in registry.components.get(hook, ()):
            if component.plugin == name:
                _CHECKS[hook](component.record, registry=registry)
                checked.append(component.full_name)
    named: list[Any] = [*registry.kinds.values(), *registry.keys.values()]
    for record in named:
        prefix, colon, _ = record.name.partition(":")
        if name == (prefix if colon else BUILTIN):
            _CHECKS["claim_kinds" if isinstance(record, ClaimKind) else "attribute_keys"](record, registry=registry)
            checked.append(record.name)
    return tuple(checked)
