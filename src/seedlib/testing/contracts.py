"""The checks of records, one a hook, and of a plugin as a whole."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from seedlib import wire
from seedlib.components import (
    RECORDS,
    ClaimKind,
    Command,
    Extractor,
    Lexicon,
    Qualifier,
    Recognizer,
    Resolver,
    Segmenter,
    Tagger,
    TextCheck,
)
from seedlib.errors import ContractError
from seedlib.matching import WORD, Entry, Phrases, Words
from seedlib.model import CLAIM_KINDS, Analysis, AttributeKey, Attributes, Document, Spans
from seedlib.plugins.registry import BUILTIN, Registry, default_registry
from seedlib.testing.exporters import check_exporter
from seedlib.testing.growth import check_growth
from seedlib.testing.guarding import TEXTS, given, is_a, named, same
from seedlib.testing.parsers import check_parser
from seedlib.testing.stages import STAGES, check_stages

__all__ = [
    "CHECKS",
    "check_attribute_key",
    "check_claim_kind",
    "check_command",
    "check_extractor",
    "check_lexicon",
    "check_plugin",
    "check_qualifier",
    "check_recognizer",
    "check_resolver",
    "check_segmenter",
    "check_tagger",
    "check_text_check",
]


def _check(record: Any, expected: type, texts: Iterable[str], registry: Registry | None) -> None:
    is_a(record, expected)
    registry = registry or default_registry()
    check_stages(record, given(texts, registry), registry)


def check_segmenter(segmenter: Segmenter, texts: Iterable[str] = TEXTS, *, registry: Registry | None = None) -> None:
    """Check a segmenter: layers with spans inside the text, the same however often and in whatever order the texts come.

    What every check of a component does besides: the analysis is unchanged, nothing is raised, what is answered survives JSON.

    >>> from seedlib import Layers, Spans
    >>> from seedlib.components import Segmenter
    >>> def none(analysis, context):
    ...     return Layers(sentences=Spans())
    >>> check_segmenter(Segmenter(name="none", segment=none), ["It rains."])
    >>> def far(analysis, context):
    ...     return Layers(sentences=Spans([(0, 99)]))
    >>> check_segmenter(Segmenter(name="far", segment=far), ["It rains."])
    Traceback (most recent call last):
        ...
    seedlib.errors.ContractError: Segmenter far: found sentences at 0-99, expected it inside the text of 9 code points, given the text 'It
        rains.'

    Args:
        segmenter: the record.
        texts: what to run it on; by default `TEXTS`, what every component must bear.
        registry: where kinds and keys are registered; by default all that is installed.

    Raises:
        ContractError: it breaks its contract; the message says how.
    """
    _check(segmenter, Segmenter, texts, registry)


def check_tagger(tagger: Tagger, texts: Iterable[str] = TEXTS, *, registry: Registry | None = None) -> None:
    """Check a tagger: labels and links under known or prefixed names. Arguments and errors as for `check_segmenter`.

    >>> from seedlib import Label, Span
    >>> from seedlib.components import Tagger
    >>> def tag(analysis, context):
    ...     return [Label(Span(3, 8), "acme:weather")]
    >>> check_tagger(Tagger(name="rain", tag=tag), ["It rains."])
    >>> def tag(analysis, context):
    ...     return [Label(Span(3, 8), "weather")]
    >>> check_tagger(Tagger(name="rain", tag=tag), ["It rains."])
    Traceback (most recent call last):
        ...
    seedlib.errors.ContractError: Tagger rain: found the label 'weather', expected one of argument:addressee, ..., or one with a plugin's
        prefix, given the text 'It rains.'
    """
    _check(tagger, Tagger, texts, registry)


def check_recognizer(recognizer: Recognizer, texts: Iterable[str] = TEXTS, *, registry: Registry | None = None) -> None:
    """Check a recogniser: mentions without an actor, or with a canonical id. Arguments and errors as for `check_segmenter`.

    >>> from seedlib import Mention, Span
    >>> from seedlib.components import Recognizer
    >>> def recognize(analysis, context):
    ...     return [Mention(span=Span(0, 2))]
    >>> check_recognizer(Recognizer(name="first", recognize=recognize), ["It rains."])
    >>> words = Recognizer(name="words", recognize=lambda analysis, context: ["It"])
    >>> check_recognizer(words, ["It rains."])
    Traceback (most recent call last):
        ...
    seedlib.errors.ContractError: Recognizer words: found str 'It', expected Mention or Notice, given the text 'It rains.'
    """
    _check(recognizer, Recognizer, texts, registry)


def check_extractor(extractor: Extractor, texts: Iterable[str] = TEXTS, *, registry: Registry | None = None) -> None:
    """Check an extractor: claims of registered kinds, without speakers. Arguments and errors as for `check_segmenter`.

    >>> from seedlib import Claim, Span
    >>> from seedlib.components import Extractor
    >>> def extract(analysis, context):
    ...     return [Claim(content=[Span(0, 8)])]
    >>> check_extractor(Extractor(name="all", extract=extract), ["It rains."])
    >>> def extract(analysis, context):
    ...     return [Claim(content=[Span(0, 8)], kind="acme:pledge")]
    >>> check_extractor(Extractor(name="pledges", extract=extract), ["It rains."])
    Traceback (most recent call last):
        ...
    seedlib.errors.ContractError: Extractor pledges: found the claim kind 'acme:pledge', expected one of accusation, ..., given the text 'It
        rains.' (return its ClaimKind from seedlib_claim_kinds)
    """
    _check(extractor, Extractor, texts, registry)


def check_resolver(resolver: Resolver, texts: Iterable[str] = TEXTS, *, registry: Registry | None = None) -> None:
    """Check a resolver: actors, and proposals on fields that there are. Arguments and errors as for `check_segmenter`.

    >>> from seedlib import Actor
    >>> from seedlib.components import Proposal, Resolver
    >>> def resolve(analysis, context):
    ...     return [Actor(id="acme:ada", name="Ada Poe")]
    >>> check_resolver(Resolver(name="ada", resolve=resolve), ["It rains."])
    >>> def resolve(analysis, context):
    ...     return [Proposal(subject="acme:ada", field="mood", value="good")]
    >>> check_resolver(Resolver(name="moods", resolve=resolve), ["It rains."])
    Traceback (most recent call last):
        ...
    seedlib.errors.ContractError: Resolver moods: found the field 'mood', expected arguments.NAME, attributes.NAME or one of addressees,
        ..., given the text 'It rains.'
    """
    _check(resolver, Resolver, texts, registry)


def check_qualifier(qualifier: Qualifier, texts: Iterable[str] = TEXTS, *, registry: Registry | None = None) -> None:
    """Check both functions of a qualifier. Arguments and errors as for `check_segmenter`.

    >>> from seedlib.components import Proposal, Qualifier
    >>> def propose(analysis, context):
    ...     for claim in analysis.claims:
    ...         yield Proposal(subject=claim.id, field="modality", value="possible")
    >>> timid = Qualifier(name="timid", propose=propose)
    >>> check_qualifier(timid, ["Ada Poe said that it rains."])
    >>> first = Qualifier(name="first", propose=lambda analysis, context: analysis.claims[0])
    >>> check_qualifier(first, ["It rains."])
    Traceback (most recent call last):
        ...
    seedlib.errors.ContractError: Qualifier first: raised IndexError: tuple index out of range, given the text 'It rains.' (a component
        answers for every text; what is not there has no answer)
    """
    _check(qualifier, Qualifier, texts, registry)


def check_text_check(check: TextCheck, texts: Iterable[str] = TEXTS, *, registry: Registry | None = None) -> None:
    """Check a text check: problems of known or prefixed kinds. Arguments and errors as for `check_segmenter`.

    >>> from seedlib import TextProblem
    >>> from seedlib.components import TextCheck
    >>> def check(analysis, context):
    ...     return [TextProblem(kind="acme:dull")]
    >>> check_text_check(TextCheck(name="dull", check=check), ["It rains."])
    >>> def check(analysis, context):
    ...     return [TextProblem(kind="dull")]
    >>> check_text_check(TextCheck(name="dull", check=check), ["It rains."])
    Traceback (most recent call last):
        ...
    seedlib.errors.ContractError: TextCheck dull: found the problem kind 'dull', expected one of anachronism, ..., or one with a plugin's
        prefix, given the text 'It rains.'
    """
    _check(check, TextCheck, texts, registry)


def check_lexicon(lexicon: Lexicon, *, registry: Registry | None = None) -> None:
    """Check a lexicon: each phrase is found where it stands as it is written, and no entry stands twice.

    >>> from seedlib.components import Lexicon
    >>> from seedlib.matching import Entry
    >>> vowed, made = Entry(phrase="vowed"), Entry(phrase="made a vow")
    >>> check_lexicon(Lexicon(name="verbs", type="cues", entries=[vowed, made]))
    >>> check_lexicon(Lexicon(name="verbs", type="cues", entries=[vowed, vowed]))
    Traceback (most recent call last):
        ...
    seedlib.errors.ContractError: Lexicon verbs: found the entry of 'vowed' twice, expected it once

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

    >>> from seedlib.components import ClaimKind
    >>> check_claim_kind(ClaimKind(name="warning"))
    >>> check_claim_kind(ClaimKind(name="acme:pledge", parent="commitment"))
    Traceback (most recent call last):
        ...
    seedlib.errors.ContractError: ClaimKind acme:pledge: found that 'acme:pledge' is not registered, expected one of accusation, ...

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

    >>> from seedlib import AttributeKey, default_registry
    >>> check_attribute_key(default_registry().keys["json.layers"])
    >>> check_attribute_key(AttributeKey("acme:horizon", str))
    Traceback (most recent call last):
        ...
    seedlib.errors.ContractError: AttributeKey acme:horizon: found that 'acme:horizon' is not registered as it is given (return it from
        seedlib_attribute_keys)

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

    >>> from seedlib.components import Command
    >>> def add(subparsers):
    ...     parser = subparsers.add_parser("weather", help="say how it is")
    ...     parser.set_defaults(handler=lambda arguments: 0)
    >>> check_command(Command(name="weather", add=add))
    >>> check_command(Command(name="wind", add=add))
    Traceback (most recent call last):
        ...
    seedlib.errors.ContractError: Command wind: found the commands weather, expected wind alone

    Args:
        command: the record.
        registry: by default all that is installed; unused but for the sake of one shape of all checks.

    Raises:
        ContractError: the parser is missing, is not the only one, has no handler, or is another one when it is added again.
    """
    del registry
    is_a(command, Command)
    with named(command):
        subparsers, again = (argparse.ArgumentParser(prog="seedlib").add_subparsers() for _ in range(2))
        command.add(subparsers)
        parser = subparsers.choices.get(command.name)
        if parser is None or len(subparsers.choices) > 1:
            raise ContractError(f"found the commands {', '.join(subparsers.choices) or 'none'}, expected {command.name} alone")
        command.add(again)
        first, second = ({name: held.format_help() for name, held in added.choices.items()} for added in (subparsers, again))
        same(first, second, "help texts")
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


def check_plugin(name: str, *, registry: Registry | None = None, growth: bool = True) -> tuple[str, ...]:
    """Run every check on everything that a plugin supplies; `seedlib plugins check NAME` calls this.

    Parsers are checked without samples here; give yours to `check_parser` and `check_growth` in a test.

    >>> from seedlib import Registry, hookimpl
    >>> from seedlib.components import Lexicon
    >>> from seedlib.matching import Entry
    >>> vowed = Entry(phrase="vowed", value="commitment")
    >>> class Acme:
    ...     @hookimpl
    ...     def seedlib_lexicons(self):
    ...         return [Lexicon(name="verbs", type="cues", languages=["en"], entries=[vowed])]
    >>> registry = Registry.build(plugins=[("acme", Acme())], entry_points=False)
    >>> check_plugin("acme", registry=registry)
    ('acme:verbs',)

    Args:
        name: the plugin's name, as `seedlib plugins` lists it.
        registry: by default all that is installed.
        growth: whether to give its components much text too, `check_growth`, which takes the longest.

    Returns:
        The full names of what was checked.

    Raises:
        ContractError: the plugin is not there, failed to load, clashes with another one, or one of its records breaks its contract.
    """
    registry = registry or default_registry()
    _check_loaded(name, registry)
    analyses: list[Analysis] = []
    checked = []
    for hook in RECORDS:
        for component in registry.components.get(hook, ()):
            if component.plugin != name:
                continue
            if type(component.record) in STAGES:
                analyses = analyses or given(TEXTS, registry)  # once for all of them
                check_stages(component.record, analyses, registry)
            else:
                CHECKS[hook](component.record, registry=registry)
            if growth:
                check_growth(component.record, registry=registry)
            checked.append(component.full_name)
    return (*checked, *_checked_names(name, registry))


def _check_loaded(name: str, registry: Registry) -> None:
    info = next((info for info in registry.plugins if info.name == name), None)
    if info is None:
        there = ", ".join(info.name for info in registry.plugins)
        raise ContractError(f"found no plugin {name!r}, expected one of {there}", advice="is it installed in this environment?")
    first = next((failure for failure in registry.failures if failure.component == name), None)  # its own, and where it clashes with others
    if first is not None:
        raise ContractError(f"found that it failed to load: {first.error}: {first.message}", where=f"plugin {name}", advice=first.advice)


def _checked_names(name: str, registry: Registry) -> Iterator[str]:
    """Check the kinds and keys under a plugin's prefix; yield their names."""
    records: list[Any] = [*registry.kinds.values(), *registry.keys.values()]
    for record in records:
        prefix, colon, _ = record.name.partition(":")
        if name == (prefix if colon else BUILTIN):
            CHECKS["claim_kinds" if isinstance(record, ClaimKind) else "attribute_keys"](record, registry=registry)
            yield record.name
