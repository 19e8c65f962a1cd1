"""The hooks: what a plugin may supply. Each returns an iterable of frozen records.

Rules:

- A hook takes no argument and is called once, when a registry is built; never while documents are read.
- A plugin implements the hooks it needs as functions of a module, marked with `seedlib.hookimpl`.
- What a hook returns is checked record by record. A hook that raises, and a record that is wrong, is left out: one
  `PluginWarning`, one `Failure` in `Registry.failures`; everything else goes on.
- No result depends on the order in which plugins are found.
"""

from __future__ import annotations

from collections.abc import Iterable

import pluggy

from seedlib.components import (
    ClaimKind,
    Command,
    Exporter,
    Extractor,
    Lexicon,
    Parser,
    Qualifier,
    Recognizer,
    Resolver,
    Segmenter,
    Tagger,
    TextCheck,
)
from seedlib.model import AttributeKey

__all__ = [
    "PREFIX",
    "hookimpl",
    "hookspec",
    "seedlib_attribute_keys",
    "seedlib_claim_kinds",
    "seedlib_commands",
    "seedlib_exporters",
    "seedlib_extractors",
    "seedlib_lexicons",
    "seedlib_parsers",
    "seedlib_qualifiers",
    "seedlib_recognizers",
    "seedlib_resolvers",
    "seedlib_segmenters",
    "seedlib_taggers",
    "seedlib_text_checks",
]

#: What every hook's name begins with.
PREFIX = "seedlib_"

hookspec = pluggy.HookspecMarker("seedlib")

#: Marks a function of a plugin as the implementation of the hook of its name.
hookimpl = pluggy.HookimplMarker("seedlib")


@hookspec
def seedlib_parsers() -> Iterable[Parser]:
    """Supply formats that documents can be read from.

    Called: once, when a registry is built.

    Returns:
        `Parser` records. For each input every parser's `accepts(head, hint)` is asked; the highest rank parses it. `parse` yields a
        document, a `Part` that is parsed in its turn, an `Unread` for a piece that cannot be read, or a `Notice`.

    On failure: a parser that raises gives an `Unread` for that input, with what it yielded before; other inputs go on.

    >>> import io, seedlib
    >>> from seedlib.components import Parser, Rank
    >>> class shouting:
    ...     @seedlib.hookimpl
    ...     def seedlib_parsers():
    ...         def parse(stream, hint, context):
    ...             yield seedlib.Analysis(document=seedlib.Document(text=stream.read().decode(errors="replace").lower()))
    ...         return [Parser(name="loud", suffixes=(".loud",), accepts=lambda head, hint: Rank.CONTENT, parse=parse)]
    >>> registry = seedlib.Registry.build(plugins=[("shouting", shouting)], entry_points=False)
    >>> seedlib.parse(io.BytesIO(b"RAIN FELL."), registry=registry).text
    'rain fell.'
    """
    raise NotImplementedError


@hookspec
def seedlib_segmenters() -> Iterable[Segmenter]:
    """Supply ways to cut a text into tokens, sentences and quotations.

    Called: once, when a registry is built.

    Returns:
        `Segmenter` records. They are asked in turn, those in `prefer` first, then third parties', then the built-in one, until no
        layer is None.

    On failure: the next segmenter is asked for the layers.

    >>> import seedlib
    >>> from seedlib.components import Segmenter
    >>> class lines:
    ...     @seedlib.hookimpl
    ...     def seedlib_segmenters():
    ...         def segment(analysis, context):
    ...             text, at, spans = analysis.document.text, 0, []
    ...             for line in text.splitlines(keepends=True):
    ...                 spans += [(at, at + len(line.rstrip()))] if line.strip() else []
    ...                 at += len(line)
    ...             return seedlib.Layers(sentences=seedlib.Spans(spans))
    ...         return [Segmenter(name="lines", segment=segment)]
    >>> registry = seedlib.Registry.build(plugins=[("lines", lines)], entry_points=False)
    >>> len(seedlib.analyze("Rain fell. It was cold.", registry=registry).layers.sentences)
    1
    """
    raise NotImplementedError


@hookspec
def seedlib_taggers() -> Iterable[Tagger]:
    """Supply models that label and link words in one pass over a text.

    Called: once, when a registry is built.

    Returns:
        `Tagger` records. All are asked; of overlapping labels of one name from two taggers the higher score stays.

    On failure: the document goes on without this tagger's labels.

    >>> import seedlib
    >>> from seedlib.components import Tagger
    >>> class acme:
    ...     @seedlib.hookimpl
    ...     def seedlib_taggers():
    ...         def tag(analysis, context):
    ...             at = analysis.document.text.find("Rain")
    ...             return [seedlib.Label(seedlib.Span(at, at + 4), "acme:rain")] if at >= 0 else []
    ...         return [Tagger(name="rain", tag=tag)]
    >>> registry = seedlib.Registry.build(plugins=[("acme", acme)], entry_points=False)
    >>> seedlib.analyze("Rain fell.", registry=registry).layers.labels[0].name
    'acme:rain'
    """
    raise NotImplementedError


@hookspec
def seedlib_lexicons() -> Iterable[Lexicon]:
    """Supply words: names, cues, modals and other lists of phrases of a language. Data, no code: the commonest extension.

    Called: once, when a registry is built.

    Returns:
        `Lexicon` records. Those of one language and type are merged, third parties' entries first.

    On failure: the other lexicons stand.

    >>> import seedlib
    >>> from seedlib.components import Lexicon
    >>> from seedlib.matching import Entry
    >>> class acme:
    ...     @seedlib.hookimpl
    ...     def seedlib_lexicons():
    ...         entry = Entry(phrase="Acme Holdings", value="acme:1", data={"kind": "organization", "name": "Acme Holdings plc"})
    ...         return [Lexicon(name="companies", type="names", languages=["en"], entries=[entry])]
    >>> registry = seedlib.Registry.build(plugins=[("acme", acme)], entry_points=False)
    >>> analysis = seedlib.analyze("The minister met Acme Holdings on Monday.", registry=registry)
    >>> analysis.actor("acme:1").name
    'Acme Holdings plc'
    """
    raise NotImplementedError


@hookspec
def seedlib_recognizers() -> Iterable[Recognizer]:
    """Supply ways to find mentions of actors.

    Called: once, when a registry is built.

    Returns:
        `Recognizer` records. All are asked; of two mentions with one span the more confident stays.

    On failure: the document goes on without this recognizer's mentions.

    >>> import seedlib
    >>> from seedlib.components import Recognizer
    >>> class acme:
    ...     @seedlib.hookimpl
    ...     def seedlib_recognizers():
    ...         def recognize(analysis, context):
    ...             at = analysis.document.text.find("agent 99")
    ...             if at >= 0:
    ...                 yield seedlib.Mention(span=seedlib.Span(at, at + 8), actor="acme:7")
    ...         return [Recognizer(name="agents", recognize=recognize)]
    >>> registry = seedlib.Registry.build(plugins=[("acme", acme)], entry_points=False)
    >>> seedlib.analyze("agent 99 said it rained.", registry=registry).actor("acme:7").name
    'agent 99'
    """
    raise NotImplementedError


@hookspec
def seedlib_extractors() -> Iterable[Extractor]:
    """Supply ways to find what others say: claims with source, cue and content.

    Called: once, when a registry is built.

    Returns:
        `Extractor` records. All are asked; claims with the same content words and overlapping sources are one.

    On failure: the document goes on without this extractor's claims.

    >>> import seedlib
    >>> from seedlib.components import Extractor
    >>> class acme:
    ...     @seedlib.hookimpl
    ...     def seedlib_extractors():
    ...         def extract(analysis, context):
    ...             text = analysis.document.text
    ...             at = text.find(": ")
    ...             if at > 0 and text[at + 2:].strip():
    ...                 yield seedlib.Claim(content=[seedlib.Span(at + 2, len(text))], source=[seedlib.Span(0, at)])
    ...         return [Extractor(name="colon", extract=extract)]
    >>> registry = seedlib.Registry.build(plugins=[("acme", acme)], entry_points=False)
    >>> analysis = seedlib.analyze("Smith: rains", registry=registry)
    >>> [analysis.text_of(claim.content) for claim in analysis.claims]
    ['rains']
    """
    raise NotImplementedError


@hookspec
def seedlib_resolvers() -> Iterable[Resolver]:
    """Supply ways to say which mentions mean one actor, who it is, and who speaks.

    Called: once, when a registry is built.

    Returns:
        `Resolver` records. All are asked; actors that share an id are one, and of proposals the highest wins.

    On failure: the document goes on without this resolver's answers; no mention is lost.

    >>> import seedlib
    >>> from seedlib.components import Resolver
    >>> class acme:
    ...     @seedlib.hookimpl
    ...     def seedlib_resolvers():
    ...         def resolve(analysis, context):
    ...             yield seedlib.Actor(id="iso3166:RUS", name="Russia", same_as=["acme:42"])
    ...         return [Resolver(name="own-ids", resolve=resolve)]
    >>> registry = seedlib.Registry.build(plugins=[("acme", acme)], entry_points=False)
    >>> seedlib.analyze("Talks with Russia failed.", registry=registry).actor("acme:42").id
    'iso3166:RUS'
    """
    raise NotImplementedError


@hookspec
def seedlib_qualifiers() -> Iterable[Qualifier]:
    """Supply ways to say what act a claim is, how firm, under which condition; and to find the author's own claims.

    Called: once, when a registry is built.

    Returns:
        `Qualifier` records. All are asked for the author's claims first, then for proposals on all claims.

    On failure: the document goes on without this qualifier's answers.

    >>> import seedlib
    >>> from seedlib.components import ClaimKind, Proposal, Qualifier
    >>> class acme:
    ...     @seedlib.hookimpl
    ...     def seedlib_claim_kinds():
    ...         return [ClaimKind(name="acme:pledge", parent="commitment")]
    ...     @seedlib.hookimpl
    ...     def seedlib_qualifiers():
    ...         def propose(analysis, context):
    ...             for claim in analysis.claims:
    ...                 yield Proposal(subject=claim.id, field="kind", value="acme:pledge")
    ...         return [Qualifier(name="pledges", propose=propose)]
    >>> registry = seedlib.Registry.build(plugins=[("acme", acme)], entry_points=False)
    >>> {claim.kind for claim in seedlib.analyze("“We will pay,” said Ms Poe.", registry=registry).claims}
    {'acme:pledge'}
    """
    raise NotImplementedError


@hookspec
def seedlib_text_checks() -> Iterable[TextCheck]:
    """Supply ways to find what is wrong with a text.

    Called: once, when a registry is built.

    Returns:
        `TextCheck` records. All are asked, last of all stages.

    On failure: the document goes on without this check's findings.

    >>> import seedlib
    >>> from seedlib.components import TextCheck
    >>> class acme:
    ...     @seedlib.hookimpl
    ...     def seedlib_text_checks():
    ...         def check(analysis, context):
    ...             at = analysis.document.text.find("TK")
    ...             if at >= 0:
    ...                 yield seedlib.TextProblem(kind="acme:to-come", span=seedlib.Span(at, at + 2), note="a word is to come")
    ...         return [TextCheck(name="to-come", check=check)]
    >>> registry = seedlib.Registry.build(plugins=[("acme", acme)], entry_points=False)
    >>> [problem.kind for problem in seedlib.analyze("The mayor, TK, came.", registry=registry).problems]
    ['acme:to-come']
    """
    raise NotImplementedError


@hookspec
def seedlib_exporters() -> Iterable[Exporter]:
    """Supply formats that analyses can be written in: the `-f` of the command line.

    Called: once, when a registry is built.

    Returns:
        `Exporter` records. `write` is given results that come from a stream: it reads them once, to the end, and writes each before
        the next is read unless `streams` is false; its target may be a pipe, to which it can do nothing but write.

    On failure: the command says so and exits with 1; nothing half-written replaces a file.

    >>> import io, seedlib
    >>> from seedlib.components import Exporter
    >>> class acme:
    ...     @seedlib.hookimpl
    ...     def seedlib_exporters():
    ...         def write(results, target, context):
    ...             for result in results:
    ...                 claims = getattr(result, "claims", ())  # an input that could not be read has none
    ...                 target.write(f"{len(claims)} claims".encode())
    ...         return [Exporter(name="count", write=write, suffix=".txt")]
    >>> registry = seedlib.Registry.build(plugins=[("acme", acme)], entry_points=False)
    >>> target = io.BytesIO()
    >>> registry.find("exporters", "count").record.write([seedlib.analyze("")], target, registry.context())
    >>> target.getvalue()
    b'0 claims'
    """
    raise NotImplementedError


@hookspec
def seedlib_claim_kinds() -> Iterable[ClaimKind]:
    """Supply kinds of claim beyond the library's own.

    Called: once, when a registry is built.

    Returns:
        `ClaimKind` records; a plugin's names carry a prefix, a `parent` must be registered too.

    On failure: the kind is left out, and claims of it are refused.

    >>> import seedlib
    >>> from seedlib.components import ClaimKind
    >>> class acme:
    ...     @seedlib.hookimpl
    ...     def seedlib_claim_kinds():
    ...         return [ClaimKind(name="acme:pledge", parent="commitment", description="a promise of money")]
    >>> registry = seedlib.Registry.build(plugins=[("acme", acme)], entry_points=False)
    >>> registry.kinds["acme:pledge"].parent
    'commitment'
    """
    raise NotImplementedError


@hookspec
def seedlib_attribute_keys() -> Iterable[AttributeKey[object]]:
    """Supply typed names for what a plugin puts on values or takes from `Settings.options`.

    Called: once, when a registry is built.

    Returns:
        `AttributeKey`s; a plugin's names carry a prefix.

    On failure: the key is left out, and values that use it are refused.

    >>> import seedlib
    >>> HORIZON = seedlib.AttributeKey("acme:horizon", str)
    >>> class acme:
    ...     @seedlib.hookimpl
    ...     def seedlib_attribute_keys():
    ...         return [HORIZON]
    >>> registry = seedlib.Registry.build(plugins=[("acme", acme)], entry_points=False)
    >>> registry.keys["acme:horizon"].type
    <class 'str'>
    """
    raise NotImplementedError


@hookspec
def seedlib_commands() -> Iterable[Command]:
    """Supply subcommands of `seedlib`.

    Called: once, when a registry is built.

    Returns:
        `Command` records; `add(subparsers)` adds an argparse parser whose default `handler` runs it and answers the exit status.

    On failure: the command is left out; the others work.

    >>> import seedlib
    >>> from seedlib.components import Command
    >>> class acme:
    ...     @seedlib.hookimpl
    ...     def seedlib_commands():
    ...         def add(subparsers):
    ...             parser = subparsers.add_parser("greet", help="say hello")
    ...             parser.set_defaults(handler=lambda arguments: print("hello") or 0)
    ...         return [Command(name="greet", add=add)]
    >>> registry = seedlib.Registry.build(plugins=[("acme", acme)], entry_points=False)
    >>> registry.find("commands", "greet").full_name
    'acme:greet'
    """
    raise NotImplementedError
