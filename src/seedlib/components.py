"""What plugins supply: frozen records whose fields are data and functions, and the context that the functions are given.

Rules:

- A record is data: a hook returns it once, when a registry is built; its functions are called for every document.
- `name` is short and has no prefix: with the plugin's before it, `acme:csv`, it is the component's full name.
- A function of a stage takes the analysis so far and the context, and returns values; it changes nothing.
- Beside its own values a function may yield a `Notice`: what a user should know though nothing failed, such as an absent extra.
- A function keeps nothing between calls, and may be called from several threads at once.
- `languages` are primary subtags, or `*` for all; a component is not called for a document in another language.
"""

from __future__ import annotations

import time
from argparse import _SubParsersAction
from collections.abc import Callable, Iterable, Mapping, MutableMapping
from enum import IntEnum
from pathlib import Path
from typing import Any, BinaryIO, Protocol, TypeAlias, TypeVar

import attrs

from seedlib.errors import DeadlineError, ModelError
from seedlib.matching import Entry, Phrases, Words
from seedlib.model import (
    BLOCK_KINDS,
    EMPTY,
    MAIN_TEXT_KINDS,
    NO_ATTRIBUTES,
    Actor,
    Analysis,
    AttributeKey,
    Attributes,
    Claim,
    FrozenMapping,
    Label,
    Layers,
    Link,
    Mention,
    Notice,
    Span,
    Spans,
    TextProblem,
    Unread,
    is_language,
    is_name,
    value,
)

__all__ = [
    "AUTHOR_CLAIMS",
    "RECORDS",
    "ClaimKind",
    "Command",
    "Context",
    "Exporter",
    "Extractor",
    "Hint",
    "Lexicon",
    "Parser",
    "Part",
    "Proposal",
    "Qualifier",
    "Rank",
    "Readable",
    "Recognizer",
    "Resolver",
    "Segmenter",
    "Settings",
    "Tagger",
    "TextCheck",
]

#: Which sentences of the author's own become claims: none; those with a mark of his own voice; all.
AUTHOR_CLAIMS = ("none", "marked", "all")

_ALL_LANGUAGES = ("*",)

T = TypeVar("T")


def _tuple(items: Iterable[str]) -> tuple[str, ...]:
    if isinstance(items, str):
        raise ModelError(f"found the string {items!r}, expected several", advice="put it in a tuple")
    return tuple(items)


def _entries(items: Iterable[Entry]) -> tuple[Entry, ...]:
    return tuple(items)


def _spans(items: Iterable[Span]) -> tuple[Span, ...]:
    return tuple(items)


def _mapping_of_bytes(items: Mapping[str, bytes]) -> FrozenMapping[bytes]:
    return FrozenMapping(items)


def _check_record(record: Any, *functions: str) -> None:
    """Raise a ModelError unless a record has a name, languages and functions that can be called."""
    where = type(record).__name__
    if not is_name(record.name) or ":" in record.name:
        raise ModelError(f"found the name {record.name!r}, expected one such as 'csv', without a prefix", where=where)
    where = f"{where} {record.name}"
    if not record.languages or not all(isinstance(tag, str) and (tag == "*" or tag.isalpha()) for tag in record.languages):
        raise ModelError(f"found languages {record.languages!r}, expected primary subtags such as 'en', or '*'", where=where)
    for name in functions:
        if not callable(getattr(record, name)):
            raise ModelError(f"found {getattr(record, name)!r} as {name}, expected a function", where=where)


def _check_limit(held: object, where: str, *, whole: bool = False) -> None:
    """Raise a ModelError unless `held` is a number above 0; a whole one, where things are counted."""
    if isinstance(held, bool) or not isinstance(held, int if whole else int | float) or not held > 0:  # `not >`: a NaN is no limit
        raise ModelError(f"found {held!r}, expected a {'whole ' if whole else ''}number above 0", where=where)


@value(kw_only=True)
class Settings:
    """What a user may choose for a run; every public function takes `settings=`.

    >>> settings = Settings(language="en", blocks=["title", "paragraph"], time_limit=2.5)
    >>> settings.blocks, settings.max_characters
    (('title', 'paragraph'), 10000000)
    >>> Settings(author_claims="some")
    Traceback (most recent call last):
        ...
    seedlib.errors.ModelError: Settings.author_claims: found 'some', expected one of none, marked, all
    """

    #: The language to assume where a document declares none, as a BCP 47 tag.
    language: str | None = None
    #: The kinds of block in which claims may stand.
    blocks: tuple[str, ...] = attrs.field(default=("title", *sorted(MAIN_TEXT_KINDS)), converter=_tuple)
    #: One of `AUTHOR_CLAIMS`.
    author_claims: str = "marked"
    #: Seconds that one document may take; none for as long as it needs. Looked at between components.
    time_limit: float | None = None
    #: A document with more code points is refused.
    max_characters: int = 10_000_000
    #: How deep archives may lie in archives.
    max_depth: int = 4
    #: How deep elements of a page or an XML file may lie in elements.
    max_nesting: int = 500
    #: How many documents and parts one input may hold.
    max_parts: int = 1_000_000
    #: How many bytes one input may unpack to.
    max_bytes: int = 4_000_000_000
    #: How many times its packed size an input may unpack to, once that is more than a mebibyte.
    max_ratio: float = 200.0
    #: Typed options of parsers and other components, by their registered keys.
    options: Attributes = attrs.field(default=NO_ATTRIBUTES, converter=Attributes)

    def __attrs_post_init__(self) -> None:
        if self.author_claims not in AUTHOR_CLAIMS:
            raise ModelError(f"found {self.author_claims!r}, expected one of {', '.join(AUTHOR_CLAIMS)}", where="Settings.author_claims")
        if self.language is not None and not is_language(self.language):
            raise ModelError(f"found {self.language!r}, expected a BCP 47 tag such as en or pt-BR", where="Settings.language")
        for kind in self.blocks:
            if not is_name(kind) or (":" not in kind and kind not in BLOCK_KINDS):
                allowed = ", ".join(sorted(BLOCK_KINDS))
                raise ModelError(f"found {kind!r}, expected one of {allowed}, or a plugin's kind", where="Settings.blocks")
        for name in ("max_characters", "max_depth", "max_nesting", "max_parts", "max_bytes"):
            _check_limit(getattr(self, name), f"Settings.{name}", whole=True)
        _check_limit(self.max_ratio, "Settings.max_ratio")
        if self.time_limit is not None:
            _check_limit(self.time_limit, "Settings.time_limit")

    @property
    def max_text_bytes(self) -> int:
        """How many bytes a text of `max_characters` may have: four a character in every encoding that is read, and four for a mark."""
        return 4 * (self.max_characters + 1)


@value(kw_only=True)
class ClaimKind:
    """A kind of claim: an act that somebody does by saying something.

    >>> pledge = ClaimKind(name="acme:pledge", parent="commitment")
    >>> context = Context(kinds={pledge.name: pledge})
    >>> context.kinds["acme:pledge"].parent
    'commitment'
    """

    #: Bare for the library's own; a plugin's carries its prefix, `acme:pledge`.
    name: str
    #: The kind that this is a special case of; none for a kind of its own.
    parent: str | None = None
    #: What it means, in a sentence.
    description: str = ""

    def __attrs_post_init__(self) -> None:
        if not is_name(self.name):
            raise ModelError(f"found {self.name!r}, expected a name such as 'acme:pledge'", where="ClaimKind.name")


@value(kw_only=True)
class Context:
    """What a component may know beside the analysis; made by the pipeline for each document.

    >>> from seedlib.matching import Entry, Phrases
    >>> cues = Phrases([Entry(phrase="vowed", value="commitment")])
    >>> context = Context(language="en", lexicons={"cues": cues})
    >>> len(context.phrases("cues")), len(context.phrases("modals"))
    (1, 0)
    >>> context.seconds_left() is None
    True
    """

    #: The language that the document is read as: a primary subtag.
    language: str = "en"
    #: The merged lexicons of this language by type, compiled; a type that nobody gives is absent: use `phrases`.
    lexicons: Mapping[str, Phrases] = EMPTY
    #: All registered kinds of claim, by name.
    kinds: Mapping[str, ClaimKind] = EMPTY
    #: What the user chose.
    settings: Settings = Settings()
    #: What `once` has made, shared by all contexts of one registry and language.
    made: MutableMapping[Callable[[Context], Any], Any] = attrs.field(factory=dict, eq=False, repr=False)
    #: `time.monotonic()` seconds after which no component is called; none for no limit.
    deadline: float | None = None
    #: Where somebody asks why, as `seedlib.explain` does: takes what a component weighed, be it answered or not: a `Claim` of an extractor,
    #: a `Proposal` of a resolver or qualifier. None in every other run, so that nothing is made for nobody; it changes no result.
    considered: Callable[[Claim | Proposal], None] | None = attrs.field(default=None, eq=False, repr=False)
    _words: list[Words] = attrs.field(factory=list, init=False, eq=False, repr=False)

    def phrases(self, type: str) -> Phrases:  # noqa: A002  # the field's word, as in Lexicon
        """Return the merged lexicon of this type in the document's language; an empty one if nobody gives any."""
        return self.lexicons.get(type) or Phrases(())

    def words(self, analysis: Analysis) -> Words:
        """Return the words of an analysis, made once for all components of a document's run; none where nobody has cut the text."""
        tokens = analysis.layers.tokens if analysis.layers.tokens is not None else Spans()
        words = self._words[0] if self._words else None
        if words is None or words.tokens is not tokens:
            words = Words(analysis.document.text, tokens)
            self._words[:] = [words]
        return words

    def once(self, make: Callable[[Context], T]) -> T:
        """Return `make(context)`, made once for all documents of this registry and language.

        For what is derived from lexicons alone, such as a compiled pattern. Two threads may make it twice; both are equal.
        """
        if make not in self.made:
            self.made[make] = make(self)
        held: T = self.made[make]
        return held

    def seconds_left(self) -> float | None:
        """Return how many seconds remain, to be given to `regex` as `timeout=`; None for no limit.

        Raises:
            DeadlineError: none remain.
        """
        if self.deadline is None:
            return None
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise DeadlineError("the document's time is up", advice="raise Settings.time_limit")
        return left


class Rank(IntEnum):
    """How sure a parser is that it can read an input; the highest rank wins.

    >>> Rank.CONTENT > Rank.MEDIA_TYPE > Rank.SUFFIX > Rank.NO
    True
    """

    #: It is not mine.
    NO = 0
    #: The file's name ends as mine do.
    SUFFIX = 1
    #: The input is declared to be of my media type.
    MEDIA_TYPE = 2
    #: Its first bytes show that it is mine.
    CONTENT = 3


@value(kw_only=True)
class Hint:
    """What is known of an input before it is read.

    >>> hint = Hint(filename="Story.HTML", media_type="text/html; charset=utf-8")
    >>> hint.suffix
    '.html'
    """

    #: The file's name without its folder, `story.html`.
    filename: str | None = None
    #: The declared media type, `text/html`.
    media_type: str | None = None
    #: The declared encoding, from outside of the input, such as an HTTP header.
    encoding: str | None = None
    #: Where it was fetched from; none for a file.
    uri: str | None = None
    #: The bytes of files that lie beside it and belong to it, by their suffixes: `{".txt": b"…"}` for `doc.ann`; see `Parser.beside`.
    beside: Mapping[str, bytes] = attrs.field(default=EMPTY, converter=_mapping_of_bytes, repr=False)

    @property
    def suffix(self) -> str:
        """The file name's last suffix in small letters, with its dot; empty if there is none."""
        return Path(self.filename or "").suffix.lower()


class Readable(Protocol):
    """What gives bytes piece by piece, which is all that is asked of a part's stream; a file open for reading bytes is one.

    >>> class Echo:
    ...     def read(self, size, /):
    ...         return b"la" * (size // 2)
    >>> Part(stream=Echo(), locator="echo").stream.read(4)
    b'lala'
    """

    def read(self, size: int, /) -> bytes:
        """Return the next bytes, some `size` of them; none at the end."""


@value(kw_only=True)
class Part:
    """An input inside an input, such as a file of an archive, that the pipeline is to parse in its turn.

    >>> import io
    >>> stream = io.BytesIO(b"It rains.")
    >>> part = Part(stream=stream, hint=Hint(filename="b.txt"), locator="b.txt")
    >>> part.hint.suffix, part.stream.read()
    ('.txt', b'It rains.')
    """

    #: Its bytes; read once, from where it stands, and outside equality.
    stream: Readable = attrs.field(eq=False)
    #: What the outer input says of it, such as its file's name.
    hint: Hint = Hint()
    #: Where in the outer input: `b.eml`, `2`.
    locator: str


#: What a parser yields.
Parsed: TypeAlias = "Analysis | Part | Unread | Notice"
#: What a proposal is about: a mention, by its span; an actor or a claim, by its id.
Subject: TypeAlias = "Span | str"


@value(kw_only=True)
class Parser:
    """Reads a format: bytes in, documents out.

    `parse` yields `Analysis` values (most often a bare document), `Part`s, and `Unread`s for the pieces that cannot be read; a
    `Notice` is added to the document before it, or to the first, such as how many pictures an archive held.

    >>> import io
    >>> from seedlib import Analysis, Document
    >>> def accepts(head, hint):
    ...     return Rank.CONTENT if head.startswith(b"ACME") else Rank.NO
    >>> def parse(stream, hint, context):
    ...     text = stream.read().decode("ascii").removeprefix("ACME ")
    ...     yield Analysis(document=Document(text=text))
    >>> parser = Parser(name="acme", accepts=accepts, parse=parse, suffixes=[".acme"])
    >>> (analysis,) = parser.parse(io.BytesIO(b"ACME It rains."), Hint(), Context())
    >>> analysis.document.text
    'It rains.'
    """

    name: str
    #: `accepts(head, hint)`: `head` is the first 4,096 bytes, or fewer.
    accepts: Callable[[bytes, Hint], Rank]
    #: `parse(stream, hint, context)`.
    parse: Callable[[BinaryIO, Hint, Context], Iterable[Parsed]]
    #: The suffixes of its files, in small letters and with their dots; a folder's other files are skipped.
    suffixes: tuple[str, ...] = attrs.field(default=(), converter=_tuple)
    #: The media types of its files, `text/csv`.
    media_types: tuple[str, ...] = attrs.field(default=(), converter=_tuple)
    #: The suffixes of files with the same name beside its own that it needs too, `.txt` for `doc.ann`; `Hint.beside` has their bytes.
    beside: tuple[str, ...] = attrs.field(default=(), converter=_tuple)
    languages: tuple[str, ...] = attrs.field(default=_ALL_LANGUAGES, converter=_tuple)

    def __attrs_post_init__(self) -> None:
        _check_record(self, "accepts", "parse")


@value(kw_only=True)
class Segmenter:
    r"""Cuts a text into tokens, sentences and quotations; a layer that it leaves None is asked of the next segmenter.

    >>> import re
    >>> from seedlib import Analysis, Document, Layers, Spans
    >>> def segment(analysis, context):
    ...     found = re.finditer(r"\S[^.]*\.", analysis.document.text)
    ...     return Layers(sentences=Spans(sentence.span() for sentence in found))
    >>> stops = Segmenter(name="stops", segment=segment)
    >>> analysis = Analysis(document=Document(text="Rain fell. It stopped."))
    >>> stops.segment(analysis, Context()).sentences
    Spans([(0, 10), (11, 22)])
    """

    name: str
    #: `segment(analysis, context)`: the layers that it can fill.
    segment: Callable[[Analysis, Context], Layers]
    languages: tuple[str, ...] = attrs.field(default=_ALL_LANGUAGES, converter=_tuple)

    def __attrs_post_init__(self) -> None:
        _check_record(self, "segment")


@value(kw_only=True)
class Tagger:
    """Labels and links words in one pass, under the names of `seedlib.model.LABELS` and `LINKS`, or its own.

    >>> import re
    >>> from seedlib import Analysis, Document, Label, Span
    >>> def tag(analysis, context):
    ...     for found in re.finditer("said|vowed", analysis.document.text):
    ...         yield Label(Span(*found.span()), "attribution:cue", score=0.9)
    >>> tagger = Tagger(name="verbs", tag=tag, languages=["en"])
    >>> analysis = Analysis(document=Document(text="She said no."))
    >>> [(label.name, label.span.start) for label in tagger.tag(analysis, Context())]
    [('attribution:cue', 4)]
    """

    name: str
    #: `tag(analysis, context)`: all that it knows, in one pass.
    tag: Callable[[Analysis, Context], Iterable[Label | Link | Notice]]
    languages: tuple[str, ...] = attrs.field(default=_ALL_LANGUAGES, converter=_tuple)

    def __attrs_post_init__(self) -> None:
        _check_record(self, "tag")


@value(kw_only=True)
class Lexicon:
    """Phrases of a language and what they mean: data, no code, the commonest extension.

    Lexicons of one language and type are merged: all entries count, those of third parties first.

    >>> import seedlib
    >>> from seedlib.matching import Entry
    >>> ports = Entry(phrase="Port Ash", value="acme:port-ash", data={"kind": "place"})
    >>> lexicon = Lexicon(name="ports", type="names", languages=["en"], entries=[ports])
    >>> registry = seedlib.Registry.build(lexicons=[lexicon])
    >>> analysis = seedlib.analyze("Rain fell on Port Ash.", registry=registry)
    >>> [(actor.id, actor.kind) for actor in analysis.actors]
    [('acme:port-ash', 'place')]
    """

    name: str
    #: What the phrases are: `names`, `cues`, `modals` …; the manual lists the library's types and what their entries hold.
    type: str
    #: Its phrases, in the order in which those of one phrase are to be answered.
    entries: tuple[Entry, ...] = attrs.field(converter=_entries)
    languages: tuple[str, ...] = attrs.field(default=_ALL_LANGUAGES, converter=_tuple)

    def __attrs_post_init__(self) -> None:
        _check_record(self)
        if not is_name(self.type):
            raise ModelError(f"found the type {self.type!r}, expected a name such as 'cues'", where=f"Lexicon {self.name}")
        for entry in self.entries:
            if type(entry) is not Entry:
                raise ModelError(f"found {entry!r}, expected an Entry", where=f"Lexicon {self.name}")


@value(kw_only=True)
class Recognizer:
    r"""Finds mentions; their `actor` is None, or a canonical id that a lexicon gives.

    >>> import re
    >>> from seedlib import Analysis, Document, Mention, Span
    >>> def recognize(analysis, context):
    ...     for found in re.finditer(r"@\w+", analysis.document.text):
    ...         yield Mention(span=Span(*found.span()))
    >>> handles = Recognizer(name="handles", recognize=recognize)
    >>> analysis = Analysis(document=Document(text="Rain, says @adapoe."))
    >>> [analysis.document[found.span] for found in handles.recognize(analysis, Context())]
    ['@adapoe']
    """

    name: str
    #: `recognize(analysis, context)`: the mentions that it finds.
    recognize: Callable[[Analysis, Context], Iterable[Mention]]
    languages: tuple[str, ...] = attrs.field(default=_ALL_LANGUAGES, converter=_tuple)

    def __attrs_post_init__(self) -> None:
        _check_record(self, "recognize")


@value(kw_only=True)
class Extractor:
    r"""Finds claims of others: content, source and cue spans, `quotation`, `within`, confidence and provenance.

    >>> import re
    >>> from seedlib import Analysis, Claim, Document, Span
    >>> def extract(analysis, context):
    ...     for found in re.finditer(r"(\w+): (.+)", analysis.document.text):
    ...         who, what = Span(*found.span(1)), Span(*found.span(2))
    ...         yield Claim(source=[who], content=[what], confidence=0.8)
    >>> turns = Extractor(name="turns", extract=extract)
    >>> analysis = Analysis(document=Document(text="POE: We will pay."))
    >>> (claim,) = turns.extract(analysis, Context())
    >>> analysis.text_of(claim.source), analysis.text_of(claim.content)
    ('POE', 'We will pay.')
    """

    name: str
    #: `extract(analysis, context)`: the claims that it finds; who speaks is said later, by resolvers.
    extract: Callable[[Analysis, Context], Iterable[Claim]]
    languages: tuple[str, ...] = attrs.field(default=_ALL_LANGUAGES, converter=_tuple)

    def __attrs_post_init__(self) -> None:
        _check_record(self, "extract")


@value(kw_only=True)
class Proposal:
    """A value that a resolver or qualifier proposes for a field; the highest confidence wins, ties go by full name.

    >>> claim = "5e0f3a9c41d2"
    >>> proposal = Proposal(subject=claim, field="modality", value="possible", rule="modal")
    >>> proposal.field, proposal.value
    ('modality', 'possible')
    >>> Proposal(subject=None, field="kind", value="threat")
    Traceback (most recent call last):
        ...
    seedlib.errors.ModelError: Proposal.subject: found the subject None, expected a Span or an id
    """

    #: A mention, by its span; an actor or a claim, by its id.
    subject: Subject
    #: Such as `actor`, `speakers`, `kind`, `modality`, `arguments.condition`.
    field: str
    #: A value that the field can hold.
    value: Any
    #: The probability that it is right, in [0, 1].
    confidence: float = 1.0
    #: The rule that fired.
    rule: str = ""
    #: The words that it rests on.
    spans: tuple[Span, ...] = attrs.field(default=(), converter=_spans)

    def __attrs_post_init__(self) -> None:
        if not isinstance(self.subject, Span | str):
            raise ModelError(f"found the subject {self.subject!r}, expected a Span or an id", where="Proposal.subject")
        if not isinstance(self.field, str) or not isinstance(self.rule, str):
            raise ModelError(f"found the field {self.field!r} and the rule {self.rule!r}, expected strings", where="Proposal")
        if isinstance(self.confidence, bool) or not isinstance(self.confidence, (int, float)) or not 0 <= self.confidence <= 1:
            raise ModelError(f"found the confidence {self.confidence!r}, expected a number from 0 to 1", where="Proposal")
        if self.spans and not all(type(span) is Span for span in self.spans):
            raise ModelError(f"found the evidence {self.spans!r}, expected Spans", where="Proposal")


@value(kw_only=True)
class Resolver:
    """Says which mentions mean one actor, who the actors are, and who speaks: `Actor`s and `Proposal`s.

    >>> from seedlib import Actor, Analysis, Document, Mention, Span
    >>> def resolve(analysis, context):
    ...     yield Actor(id="acme:ada", name="Ada Poe", kind="person")
    ...     for mention in analysis.mentions:
    ...         if analysis.document[mention.span].endswith("Poe"):
    ...             yield Proposal(subject=mention.span, field="actor", value="acme:ada")
    >>> resolver = Resolver(name="staff", resolve=resolve)
    >>> document, mention = Document(text="Minister Poe left."), Mention(span=Span(0, 12))
    >>> analysis = Analysis(document=document, mentions=[mention])
    >>> [type(answer).__name__ for answer in resolver.resolve(analysis, Context())]
    ['Actor', 'Proposal']
    """

    name: str
    #: `resolve(analysis, context)`: actors, and proposals on mentions, actors and claims.
    resolve: Callable[[Analysis, Context], Iterable[Actor | Proposal]]
    languages: tuple[str, ...] = attrs.field(default=_ALL_LANGUAGES, converter=_tuple)

    def __attrs_post_init__(self) -> None:
        _check_record(self, "resolve")


@value(kw_only=True)
class Qualifier:
    """Says what act a claim is, how firm and under which condition; and finds the author's own claims.

    Either function may be absent. `claims` answers new claims, `by_author` only; all qualifiers are asked for those first.

    >>> from seedlib import Analysis, Claim, Document, Span
    >>> def propose(analysis, context):
    ...     for claim in analysis.claims:
    ...         if "perhaps" in analysis.text_of(claim.content).lower():
    ...             yield Proposal(subject=claim.id, field="modality", value="possible")
    >>> qualifier = Qualifier(name="perhaps", propose=propose, languages=["en"])
    >>> document, claim = Document(text="Perhaps it rains."), Claim(content=[Span(0, 16)])
    >>> analysis = Analysis(document=document, claims=[claim])
    >>> [(held.field, held.value) for held in qualifier.propose(analysis, Context())]
    [('modality', 'possible')]
    """

    name: str
    #: `propose(analysis, context)`: proposals on any claim that no parser stated.
    propose: Callable[[Analysis, Context], Iterable[Proposal]] | None = None
    #: `claims(analysis, context)`: new claims of the document's author.
    claims: Callable[[Analysis, Context], Iterable[Claim]] | None = None
    languages: tuple[str, ...] = attrs.field(default=_ALL_LANGUAGES, converter=_tuple)

    def __attrs_post_init__(self) -> None:
        given = [name for name in ("propose", "claims") if getattr(self, name) is not None]
        if not given:
            raise ModelError("found neither propose nor claims, expected at least one", where=f"Qualifier {self.name}")
        _check_record(self, *given)


@value(kw_only=True)
class TextCheck:
    r"""Finds what is wrong with a text.

    >>> import re
    >>> from seedlib import Analysis, Document, Span, TextProblem
    >>> def check(analysis, context):
    ...     for found in re.finditer(r"\bteh\b", analysis.document.text):
    ...         yield TextProblem(kind="acme:typo", span=Span(*found.span()), suggestion="the")
    >>> typos = TextCheck(name="typos", check=check, languages=["en"])
    >>> analysis = Analysis(document=Document(text="In teh rain."))
    >>> [problem.suggestion for problem in typos.check(analysis, Context())]
    ['the']
    """

    name: str
    #: `check(analysis, context)`: what is wrong, where, and what should stand there.
    check: Callable[[Analysis, Context], Iterable[TextProblem | Notice]]
    languages: tuple[str, ...] = attrs.field(default=_ALL_LANGUAGES, converter=_tuple)

    def __attrs_post_init__(self) -> None:
        _check_record(self, "check")


@value(kw_only=True)
class Exporter:
    r"""Writes analyses out: to a binary stream, or, where `folder` is true and the user names one, into a folder.

    >>> import io
    >>> from seedlib import Analysis, Document
    >>> def write(results, target, context):
    ...     for result in results:
    ...         if isinstance(result, Analysis):
    ...             target.write(f"{result.document.text}\n".encode())
    >>> texts = Exporter(name="texts", write=write, suffix=".txt")
    >>> target = io.BytesIO()
    >>> texts.write([Analysis(document=Document(text="It rains."))], target, Context())
    >>> target.getvalue()
    b'It rains.\n'
    """

    name: str
    #: `write(results, target, context)`: reads the results once, in order, and leaves the target open.
    write: Callable[[Iterable[Analysis | Unread], Any, Context], None]
    #: Whether `target` may also be the `pathlib.Path` of a folder that exists; else it is always a binary stream.
    folder: bool = False
    #: The usual suffix of what it writes, `.jsonl`.
    suffix: str = ""
    #: Whether it lets go of each result when it is written, so that memory does not grow; false where the format needs all at once.
    streams: bool = True
    #: Whether what it writes to a stream is text, which a terminal can show.
    text: bool = True
    languages: tuple[str, ...] = attrs.field(default=_ALL_LANGUAGES, converter=_tuple)

    def __attrs_post_init__(self) -> None:
        _check_record(self, "write")


@value(kw_only=True)
class Command:
    """A subcommand of `seedlib`.

    `add(subparsers)` adds a parser whose default `handler` is called with the parsed arguments and returns the exit status.

    >>> import argparse
    >>> def add(subparsers):
    ...     parser = subparsers.add_parser("weather", help="say how it is")
    ...     parser.set_defaults(handler=lambda arguments: 0)  # the exit status
    >>> command = Command(name="weather", add=add)
    >>> parser = argparse.ArgumentParser(prog="seedlib")
    >>> command.add(parser.add_subparsers())
    >>> arguments = parser.parse_args(["weather"])
    >>> arguments.handler(arguments)
    0
    """

    name: str
    #: `add(subparsers)`.
    add: Callable[[_SubParsersAction[Any]], None]
    languages: tuple[str, ...] = attrs.field(default=_ALL_LANGUAGES, converter=_tuple)

    def __attrs_post_init__(self) -> None:
        _check_record(self, "add")


#: Every kind of record that a hook may return, by the hook's name without its prefix.
RECORDS: Mapping[str, type] = FrozenMapping(
    {
        "parsers": Parser,
        "segmenters": Segmenter,
        "taggers": Tagger,
        "lexicons": Lexicon,
        "recognizers": Recognizer,
        "extractors": Extractor,
        "resolvers": Resolver,
        "qualifiers": Qualifier,
        "text_checks": TextCheck,
        "exporters": Exporter,
        "claim_kinds": ClaimKind,
        "attribute_keys": AttributeKey,
        "commands": Command,
    }
)
