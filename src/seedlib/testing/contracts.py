"""The checks of records, one a hook, and of a plugin as a whole."""

from __future__ import annotations

import argparse
import io
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from seedlib import wire
from seedlib.components import (
    RECORDS,
    ClaimKind,
    Command,
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
from seedlib.model import CLAIM_KINDS, EMPTY, Analysis, AttributeKey, Attributes, Document, Layers, Notice, Spans, Unread
from seedlib.plugins.contracts import check_answer, check_stated
from seedlib.plugins.registry import BUILTIN, Registry, default_registry
from seedlib.testing.exporters import check_exporter
from seedlib.testing.guarding import TEXTS, given, is_a, named, same

__all__ = [
    "CHECKS",
    "check_attribute_key",
    "check_claim_kind",
    "check_command",
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

#: Heads of inputs that no parser may choke on: nothing, a NUL, bytes that are no UTF-8, a lone bracket, half a BOM.
_HEADS = (b"", b"\0", b"\xff\xfe\xfa", b"{", b"<", b"\xef\xbb")


def _check_stage(stage: str, record: Any, function: Callable[..., Any] | None, texts: Iterable[str], registry: Registry | None) -> None:
    registry = registry or default_registry()
    if function is None:
        return
    for analysis in given(texts, registry):
        before = wire.dumps(analysis, layers=True)
        context = registry.context(language="en" if "*" in record.languages else record.languages[0])
        with named(record):
            first, second = (_answered(function(analysis, context)) for _ in range(2))
            for answer in first:
                check_answer(answer, stage, analysis, registry)
            same(first, second, "answers")
            same(before, wire.dumps(analysis, layers=True), "states of the analysis it was given")


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
    is_a(parser, Parser)
    with named(parser):
        for head in _HEADS:
            _rank(parser, head, Hint(filename="x"))
        for name, data in samples.items():
            if _rank(parser, data[:4096], Hint(filename=name)) is Rank.NO:
                raise ContractError(f"found that it does not accept its sample {name}, expected a rank above NO")
            first, second = (_parsed(parser, data, name, registry) for _ in range(2))
            same(first, second, "documents")
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
    is_a(segmenter, Segmenter)
    _check_stage("segmentation", segmenter, segmenter.segment, texts, registry)


def check_tagger(tagger: Tagger, texts: Iterable[str] = TEXTS, *, registry: Registry | None = None) -> None:
    """Check a tagger: labels and links under known or prefixed names. Arguments and errors as for `check_segmenter`."""
    is_a(tagger, Tagger)
    _check_stage("tagging", tagger, tagger.tag, texts, registry)


def check_recognizer(recognizer: Recognizer, texts: Iterable[str] = TEXTS, *, registry: Registry | None = None) -> None:
    """Check a recogniser: mentions without an actor, or with a canonical id. Arguments and errors as for `check_segmenter`."""
    is_a(recognizer, Recognizer)
    _check_stage("recognition", recognizer, recognizer.recognize, texts, registry)


def check_extractor(extractor: Extractor, texts: Iterable[str] = TEXTS, *, registry: Registry | None = None) -> None:
    """Check an extractor: claims of registered kinds, without speakers. Arguments and errors as for `check_segmenter`."""
    is_a(extractor, Extractor)
    _check_stage("attribution", extractor, extractor.extract, texts, registry)


def check_resolver(resolver: Resolver, texts: Iterable[str] = TEXTS, *, registry: Registry | None = None) -> None:
    """Check a resolver: actors, and proposals on fields that there are. Arguments and errors as for `check_segmenter`."""
    is_a(resolver, Resolver)
    _check_stage("resolution", resolver, resolver.resolve, texts, registry)


def check_qualifier(qualifier: Qualifier, texts: Iterable[str] = TEXTS, *, registry: Registry | None = None) -> None:
    """Check both functions of a qualifier. Arguments and errors as for `check_segmenter`."""
    is_a(qualifier, Qualifier)
    texts = tuple(texts)
    _check_stage("author", qualifier, qualifier.claims, texts, registry)
    _check_stage("qualification", qualifier, qualifier.propose, texts, registry)


def check_text_check(check: TextCheck, texts: Iterable[str] = TEXTS, *, registry: Registry | None = None) -> None:
    """Check a text check: problems of known or prefixed kinds. Arguments and errors as for `check_segmenter`."""
    is_a(check, TextCheck)
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
    is_a(lexicon, Lexicon)
    phrases = Phrases(lexicon.entries)
    seen: set[Entry] = set()
    with named(lexicon):
        for entry in lexicon.entries:
            if entry in seen:
                raise ContractError(f"found the entry of {entry.phrase!r} twice, expected it once")
            seen.add(entry)
            words = Words(entry.phrase, Spans(found.span() for found in WORD.finditer(entry.phrase)))
            match = phrases.at(words, 0)
            if match is None or match.last != len(words):
                raise ContractError(f"found that the phrase {entry.phrase!r} does not match itself")


def check_claim_kind(kind: ClaimKind, *, registry: Registry | None = None) -> None:
    """Check a kind of claim: it is registered, and its parent too.

    Args:
        kind: the record.
        registry: by default all that is installed.

    Raises:
        ContractError: it, or its parent, is not registered.
    """
    is_a(kind, ClaimKind)
    kinds = CLAIM_KINDS | (registry or default_registry()).kinds.keys()
    with named(kind):
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
    is_a(key, AttributeKey)
    with named(key):
        if (registry or default_registry()).keys.get(key.name) != key:
            raise ContractError(f"found that {key.name!r} is not registered as it is given", advice="return it from seedlib_attribute_keys")
        document = Document(text="x", attributes=Attributes({key.name: key.type()}))
        back = wire.loads(wire.dumps(Analysis(document=document)))
        same(back, Analysis(document=document), "values after a round trip through JSON")


def check_command(command: Command, *, registry: Registry | None = None) -> None:
    """Check a command: it adds a parser of its name, with a help text and a handler.

    Args:
        command: the record.
        registry: by default all that is installed; unused but for the sake of one shape of all checks.

    Raises:
        ContractError: the parser is missing, or has no handler.
    """
    del registry
    is_a(command, Command)
    with named(command):
        subparsers = argparse.ArgumentParser(prog="seedlib").add_subparsers()
        command.add(subparsers)
        parser = subparsers.choices.get(command.name)
        if parser is None:
            raise ContractError(f"found the commands {', '.join(subparsers.choices) or 'none'}, expected {command.name}")
        if not callable(parser.get_default("handler")):
            raise ContractError("found no handler, expected parser.set_defaults(handler=function)")


#: The check of each hook's records.
CHECKS: Mapping[str, Callable[..., None]] = {
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
                CHECKS[hook](component.record, registry=registry)
                checked.append(component.full_name)
    named: list[Any] = [*registry.kinds.values(), *registry.keys.values()]
    for record in named:
        prefix, colon, _ = record.name.partition(":")
        if name == (prefix if colon else BUILTIN):
            CHECKS["claim_kinds" if isinstance(record, ClaimKind) else "attribute_keys"](record, registry=registry)
            checked.append(record.name)
    return tuple(checked)
