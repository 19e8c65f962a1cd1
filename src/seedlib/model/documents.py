"""Documents: a text to the letter, its blocks, where it is from, and what is wrong with it.

Rules:

- `Document.text` is all visible text as decoded or extracted; nothing in seedlib edits it.
- What is wrong with a text is a `TextProblem` beside it.
- `document[span]` is always the very words.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

import attrs
import regex

from seedlib.errors import ModelError
from seedlib.model._checks import (
    attributes_field,
    check_kind,
    check_spans,
    check_strings,
    check_text,
    strings,
    tuple_of_class,
    unknown_field,
)
from seedlib.model._values import FrozenMapping, Json, value
from seedlib.model.attributes import Attributes
from seedlib.model.provenance import Provenance, provenances
from seedlib.model.spans import Span

__all__ = [
    "BLOCK_KINDS",
    "GENRES",
    "MAIN_TEXT_KINDS",
    "PROBLEM_KINDS",
    "Block",
    "Document",
    "Origin",
    "SourceRun",
    "TextProblem",
    "document_id",
    "in_source",
    "is_language",
    "without_surrogates",
]

#: The library's kinds of block; a plugin's carry its prefix.
BLOCK_KINDS = frozenset(
    {
        "title", "heading", "paragraph", "list-item", "quote", "caption", "byline", "dateline", "biography",
        "republication-note", "disclosure", "boilerplate",
    }
)  # fmt: skip

#: The kinds of block that make up an article's main text.
MAIN_TEXT_KINDS = frozenset({"heading", "paragraph", "list-item", "quote"})

#: The library's genres.
GENRES = frozenset({"news", "opinion", "release", "transcript"})

#: The library's kinds of text problem; a plugin's carry its prefix.
PROBLEM_KINDS = frozenset(
    {
        "anachronism", "control-character", "doubled-word", "encoding-conflict", "entity-residue", "lone-surrogate",
        "mispaired-quotation", "mixed-script", "mojibake", "replacement-character", "stray-space", "unclosed-quotation",
    }
)  # fmt: skip

#: ISO 8601 dates at any precision, with a time and zone or without: 2024, 2024-06, 2024-06-24, 2024-06-24T10:00+02:00.
_ISO_8601 = regex.compile(r"\d{4}(-\d\d(-\d\d(T\d\d(:\d\d(:\d\d(\.\d+)?)?)?(Z|[+-]\d\d(:?\d\d)?)?)?)?)?")

#: BCP 47 as far as it matters here: a language and whatever subtags: en, pt-BR, zh-Hant-TW.
_BCP_47 = regex.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")

_SURROGATE = regex.compile(r"[\ud800-\udfff]")


def _holds_surrogate(text: str) -> bool:
    """Say whether a text holds a lone surrogate; encoding it tells so twenty times as fast as a pattern does."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False


def without_surrogates(text: str) -> tuple[str, tuple[TextProblem, ...]]:
    r"""Return `text` with each lone surrogate replaced by U+FFFD, and a finding for each; both as they were if there is none.

    A surrogate is no character and cannot be encoded; it comes from a JSON escape that was cut in half.

    >>> text, problems = without_surrogates("Rain \ud83d fell.")
    >>> text, problems[0].kind
    ('Rain � fell.', 'lone-surrogate')
    """
    if not _holds_surrogate(text):
        return text, ()
    problems = tuple(
        TextProblem(
            kind="lone-surrogate",
            span=Span(*found.span()),
            note=f"the text held the lone surrogate U+{ord(found.group()):04X} here, which is no character",
        )
        for found in _SURROGATE.finditer(text)
    )
    return _SURROGATE.sub("\ufffd", text), problems


@value(kw_only=True)
class Block:
    r"""A part of a document's text that is one thing: a paragraph, a caption, a disclosure.

    >>> from seedlib import Span
    >>> title, paragraph = Span(0, 13), Span(14, 26)
    >>> blocks = [Block(kind="title", span=title), Block(kind="paragraph", span=paragraph)]
    >>> document = Document(text="Dam talks end\nThey failed.", blocks=blocks)
    >>> [document[span] for span in document.main_text]
    ['They failed.']
    """

    #: One of `BLOCK_KINDS`, or a plugin's with its prefix.
    kind: str
    #: Where it stands; blocks are in text order and do not overlap.
    span: Span
    attributes: Attributes = attributes_field()
    unknown: FrozenMapping[Json] = unknown_field()

    def __attrs_post_init__(self) -> None:
        check_kind(self.kind, "Block.kind")
        check_spans((self.span,), "Block.span")


def _blocks(items: Iterable[Block]) -> tuple[Block, ...]:
    return tuple_of_class(items, Block)


@value(kw_only=True)
class SourceRun:
    """A run of a document's text and where it is from in the decoded innermost part.

    >>> from seedlib import Span
    >>> origin = Origin(source_map=[SourceRun(start=0, end=10, source_start=3, source_end=13)])
    >>> in_source(Document(text="Rain fell.", origin=origin), Span(5, 9)).source_start
    8
    """

    #: Where it begins, in code points of `Document.text`.
    start: int
    #: Where it ends: the first code point after it.
    end: int
    #: Where it begins in the decoded part that the parser read, in code points of that.
    source_start: int
    #: Where it ends there.
    source_end: int
    #: False where the position is not known to the letter.
    exact: bool = True

    def __attrs_post_init__(self) -> None:
        for first, last, what in ((self.start, self.end, "text"), (self.source_start, self.source_end, "source")):
            if type(first) is not int or type(last) is not int or not 0 <= first <= last:
                raise ModelError(f"found the {what} from {first!r} to {last!r}, expected integers in order from 0 on", where="SourceRun")


def _runs(items: Iterable[SourceRun]) -> tuple[SourceRun, ...]:
    return tuple_of_class(items, SourceRun)


@value(kw_only=True)
class Origin:
    """Where a document is from: the bytes, how they were read, and by whom.

    >>> import seedlib
    >>> origin = seedlib.parse("Café, closed.".encode()).origin
    >>> origin.encoding, origin.encoding_by, origin.parser
    ('utf-8', 'valid', 'seedlib:text')
    """

    #: Of the raw bytes, 64 hexadecimal digits; none for a text that never was bytes.
    sha256: str | None = None
    #: Such as `text/plain`.
    media_type: str | None = None
    #: The encoding that the bytes were decoded by, such as `utf-8`.
    encoding: str | None = None
    #: How the encoding was found: `bom`, `declared`, `valid` (the bytes are valid in it), `fallback`, `guess`.
    encoding_by: str | None = None
    #: The full name of the parser.
    parser: str | None = None
    #: The file's name without its folder.
    filename: str | None = None
    #: Where it was fetched from; none for a file.
    uri: str | None = None
    #: A locator inside the file, such as `a.zip!/b.eml!/2`, or `line 7`.
    part: str | None = None
    #: From text back to source; outside equality, and written only with `layers=True`.
    source_map: tuple[SourceRun, ...] = attrs.field(default=(), converter=_runs, eq=False, repr=False)
    unknown: FrozenMapping[Json] = unknown_field()

    def __attrs_post_init__(self) -> None:
        for name in ("sha256", "media_type", "encoding", "encoding_by", "parser", "filename", "uri", "part"):
            check_text(getattr(self, name), f"Origin.{name}", none=True)
        if self.sha256 is not None and not regex.fullmatch(r"[0-9a-f]{64}", self.sha256):
            raise ModelError(f"found {self.sha256!r}, expected 64 hexadecimal digits", where="Origin.sha256")


@value(kw_only=True)
class TextProblem:
    """Something that is wrong with a text, found and left as it is.

    >>> from seedlib import Span
    >>> document = Document(text="In teh rain.")
    >>> problem = TextProblem(kind="acme:typo", span=Span(3, 6), suggestion="the")
    >>> document[problem.span], problem.suggestion
    ('teh', 'the')
    """

    #: One of `PROBLEM_KINDS`, or a plugin's with its prefix.
    kind: str
    #: Where; none if it concerns the whole text.
    span: Span | None = None
    #: What is wrong, in a sentence.
    note: str = ""
    #: What the words should probably be; none if nothing is known.
    suggestion: str | None = None
    unknown: FrozenMapping[Json] = unknown_field()

    def __attrs_post_init__(self) -> None:
        check_kind(self.kind, "TextProblem.kind")
        check_text(self.note, "TextProblem.note")
        check_text(self.suggestion, "TextProblem.suggestion", none=True)
        if self.span is not None:
            check_spans((self.span,), "TextProblem.span")


def is_language(tag: object) -> bool:
    """Say whether `tag` has the shape of a language's tag in BCP 47: `en`, `pt-BR`.

    >>> is_language("pt-BR"), is_language("Portuguese, of Brazil")
    (True, False)
    """
    return isinstance(tag, str) and _BCP_47.fullmatch(tag) is not None


def document_id(text: str, part: str | None = None, url: str | None = None) -> str:
    """Return the id of a document that was given none: `sha256:` and 16 hexadecimal digits.

    The digest runs over the text in UTF-8, the part and the URL, each but the last closed by a NUL.

    >>> document_id("Rain fell."), document_id("Rain fell.", url="https://ledger.example/rain")
    ('sha256:972cb04bf4b1ba79', 'sha256:34d16a28b78793df')

    Args:
        text: the document's.
        part: where in its input it stands, `Origin.part`.
        url: its address.
    """
    digest = sha256("\0".join((text, part or "", url or "")).encode("utf-8", "surrogatepass"))
    return f"sha256:{digest.hexdigest()[:16]}"


def _given_id(document: Document) -> str:
    check_text(document.text, "Document.text")
    check_text(document.url, "Document.url", none=True)
    return document_id(document.text, document.origin.part, document.url)


def _check_characters(text: str) -> None:
    """Raise a ModelError unless `text` is a string of characters."""
    check_text(text, "Document.text")
    found = _SURROGATE.search(text) if _holds_surrogate(text) else None
    if found:
        raise ModelError(
            f"found the lone surrogate U+{ord(found.group()):04X} at {found.start()}, expected characters",
            where="Document.text",
            advice="seedlib.model.without_surrogates replaces it and reports it",
        )


@value(kw_only=True)
class Document:
    """A text to the letter, with what is known about it.

    >>> document = Document(text="Rain fell.", title="Rain")
    >>> document[Span(0, 4)], document.id
    ('Rain', 'sha256:972cb04bf4b1ba79')

    Raises:
        ModelError: a block or the metadata cannot be right.
    """

    #: All visible text as decoded or extracted, furniture included. May be empty.
    text: str
    #: Where it is from.
    origin: Origin = Origin()
    #: The article's title, without the site's name.
    title: str | None = None
    #: Persons, in the order stated.
    authors: tuple[str, ...] = attrs.field(default=(), converter=strings)
    #: The site or paper.
    publisher: str | None = None
    #: Who published it first, where this is a republication.
    first_publisher: str | None = None
    #: ISO 8601 at the stated precision.
    published: str | None = None
    #: ISO 8601 at the stated precision.
    updated: str | None = None
    #: BCP 47, or none if unknown.
    language: str | None = None
    #: One of `GENRES`, a plugin's with its prefix, or none.
    genre: str | None = None
    #: The address of the article.
    url: str | None = None
    #: In text order; they do not overlap.
    blocks: tuple[Block, ...] = attrs.field(default=(), converter=_blocks)
    #: For the metadata: `about` is the field's name.
    provenance: tuple[Provenance, ...] = attrs.field(default=(), converter=provenances)
    attributes: Attributes = attributes_field()
    #: The given one, else `document_id` of text, part and URL.
    id: str = attrs.field(default=attrs.Factory(_given_id, takes_self=True))  # no `unknown` here: on the wire it is the analysis's

    def __attrs_post_init__(self) -> None:
        _check_characters(self.text)
        check_text(self.id, "Document.id", empty=False)
        for name in ("title", "publisher", "first_publisher", "published", "updated", "language", "genre", "url"):
            check_text(getattr(self, name), f"Document.{name}", none=True)
        check_strings(self.authors, "Document.authors")
        for name, held in (("published", self.published), ("updated", self.updated)):
            if held is not None and not _ISO_8601.fullmatch(held):
                raise ModelError(f"found {held!r}, expected an ISO 8601 date such as 2024-06-24", where=f"Document.{name}")
        if self.language is not None and not is_language(self.language):
            raise ModelError(f"found {self.language!r}, expected a BCP 47 tag such as en or pt-BR", where="Document.language")
        if self.genre is not None:
            check_kind(self.genre, "Document.genre")
        last = 0
        for block in self.blocks:
            if not last <= block.span.start or block.span.end > len(self.text):
                raise ModelError(
                    f"found a {block.kind} block at {block.span.start}-{block.span.end} after {last}, expected blocks in text order"
                    f" that do not overlap, inside a text of {len(self.text)} code points",
                    where="Document.blocks",
                )
            last = block.span.end

    def __getitem__(self, span: Span) -> str:
        return self.text[span.start : span.end]

    @property
    def main_text(self) -> tuple[Span, ...]:
        """The spans of the article itself: headings, paragraphs, list items and quotes."""
        return self.spans_of(MAIN_TEXT_KINDS)

    def spans_of(self, kinds: Iterable[str]) -> tuple[Span, ...]:
        """Return the spans of the blocks of these kinds, in text order."""
        kinds = frozenset(kinds)
        return tuple(block.span for block in self.blocks if block.kind in kinds)

    def line_of(self, offset: int) -> int:
        """Return the line, counted from 1, in which the code point `offset` stands."""
        return self.text.count("\n", 0, offset) + 1


def in_source(document: Document, span: Span) -> SourceRun | None:
    """Return where `span` stands in the decoded source, or None if no run of the source map touches it.

    >>> from seedlib import Span
    >>> origin = Origin(source_map=[SourceRun(start=0, end=4, source_start=3, source_end=7)])
    >>> run = in_source(Document(text="Rain fell.", origin=origin), Span(0, 4))
    >>> "<p>Rain <b>fell.</b>"[run.source_start : run.source_end], run.exact
    ('Rain', True)

    Args:
        document: one whose `origin.source_map` was kept.
        span: code points of `document.text`.

    Returns:
        A run for the span. `exact` is true where it lies in one exact run; else the source offsets are those of the
        runs that it touches, from the least start to the greatest end: a page may set its text in another order.
    """
    runs = [run for run in document.origin.source_map if run.start < span.end and span.start < run.end]
    if not runs:
        return None
    first = runs[0]
    exact = len(runs) == 1 and first.exact and first.start <= span.start and span.end <= first.end
    shift = first.source_start - first.start
    start, end = span.start + shift, span.end + shift
    if not exact:
        start, end = min(run.source_start for run in runs), max(run.source_end for run in runs)
    return SourceRun(start=span.start, end=span.end, source_start=start, source_end=end, exact=exact)
