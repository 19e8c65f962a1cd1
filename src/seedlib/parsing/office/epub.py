"""EPUB books: their chapters in reading order as one document (extra `html`).

The way is that of EPUB 3.3: `META-INF/container.xml` names the package document, whose spine lists the chapters.

Rules:

- A book is one document; each block says which chapter's file it stands in.
- What the book says of itself (title, creators who are persons, publisher, date, language) is the publisher's word, and goes first.
- A book with rights management is an error that says so; hidden fonts alone are none.
- A chapter that cannot be read is left out, with a notice.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO
from urllib.parse import unquote
from xml.etree.ElementTree import Element

import attrs

from seedlib.components import Context, Hint, Parsed
from seedlib.errors import LimitError, ParseError
from seedlib.model import NO_ATTRIBUTES, Notice, Origin, TextProblem, is_language
from seedlib.parsing.additions import Marked, date_of, stated, with_attributes
from seedlib.parsing.articles import Given, analysis_of
from seedlib.parsing.html.fragments import fragment_of
from seedlib.parsing.keys import CHAPTER
from seedlib.parsing.layout import Piece
from seedlib.parsing.office.known import EPUB_TYPE
from seedlib.parsing.office.package import Package
from seedlib.parsing.people import persons_in
from seedlib.parsing.records import unplaced
from seedlib.parsing.xml import attribute, decode_xml, local_name, text_of

__all__ = ["parse"]

_NAME, _WHAT = "seedlib:epub", "an EPUB file"

_CONTAINER, _ENCRYPTION = "META-INF/container.xml", "META-INF/encryption.xml"

#: Media types of chapters; pictures may be in a spine, too.
_PAGES = frozenset({"application/xhtml+xml", "text/html", "text/x-oeb1-document", "application/xml"})


@attrs.frozen(kw_only=True)
class _Book:
    #: The chapters' members, and whether each is a table of contents.
    chapters: tuple[tuple[str, bool], ...]
    metadata: Element | None


@attrs.frozen(kw_only=True)
class _Text:
    words: str
    pieces: list[Piece]
    marks: list[Marked]
    problems: list[TextProblem]


def parse(stream: BinaryIO, hint: Hint, context: Context) -> Iterator[Parsed]:
    """Yield the document of a book."""
    del hint
    package = Package(stream, context.settings, _WHAT, _NAME)
    book = _book(package)
    text = _text(package, book, context)
    fields = _fields(book.metadata, context)
    given = Given(
        component=_NAME,
        origin=Origin(media_type=EPUB_TYPE),
        fields=fields,
        problems=tuple(text.problems),
        notices=tuple(package.notices),
    )
    analysis = with_attributes(analysis_of(text.words, given, context, text.pieces), text.marks)
    yield stated(analysis, fields, component=_NAME, rule="package-metadata")


def _book(package: Package) -> _Book:
    """Return what a book's package document says.

    Raises:
        ParseError: the book has none, or its chapters are encrypted.
    """
    container = package.root(_CONTAINER)
    path = next((element.get("full-path", "") for element in container.iter() if local_name(element) == "rootfile"), "")
    parts = {local_name(child): child for child in package.root(path)}
    items = {item.get("id", ""): item for item in parts.get("manifest", ())}
    folder = posixpath.dirname(path)
    chapters = []
    for reference in parts.get("spine", ()):
        item = items.get(reference.get("idref", ""))
        if item is not None and item.get("media-type", "").lower() in _PAGES:
            name = posixpath.normpath(posixpath.join(folder, unquote(item.get("href", ""))))
            chapters.append((name, "nav" in item.get("properties", "").split()))
    if not chapters:
        raise ParseError("found an EPUB file without chapters in its spine", where=path, advice="check how it was made")
    if _encrypted(package) & {name for name, _ in chapters}:
        raise ParseError("found an EPUB file with rights management (DRM): its chapters are encrypted", advice="get a copy without it")
    return _Book(chapters=tuple(chapters), metadata=parts.get("metadata"))


def _encrypted(package: Package) -> set[str]:
    """Return the members that are encrypted; fonts often are, so that they cannot be taken out of a book."""
    root = package.optional(_ENCRYPTION)
    elements = root.iter("*") if root is not None else ()
    return {unquote(element.get("URI", "")) for element in elements if local_name(element) == "CipherReference"}


def _text(package: Package, book: _Book, context: Context) -> _Text:
    """Return the text of all chapters, an empty line between them.

    Raises:
        LimitError: it has too many characters.
        ParseError: no chapter has text, or the extra `html` is absent.
    """
    found = _Text(words="", pieces=[], marks=[], problems=[])
    chapters: list[str] = []
    at = 0
    for name, contents in book.chapters:
        context.seconds_left()
        try:
            decoded = decode_xml(package.raw(name))
        except ParseError as error:
            message = f"{name} cannot be read, and is left out: {error.message}"
            package.notices.append(Notice(code="chapter-unread", message=message, component=_NAME))
            continue
        fragment = fragment_of(decoded.text, context.settings)
        found.problems.extend(unplaced(decoded.problems))
        if not fragment.pieces:
            continue
        found.pieces.extend(Piece("boilerplate" if contents else kind, at + start, at + end) for kind, start, end in fragment.pieces)
        found.marks.append(Marked(at, at + len(fragment.text), NO_ATTRIBUTES.having(CHAPTER, name)))
        chapters.append(fragment.text)
        at += len(fragment.text) + 2
        if at > context.settings.max_characters:
            message = f"found an EPUB file of more than {context.settings.max_characters:,} characters"
            raise LimitError(message, advice="raise Settings.max_characters (--max-characters)")
    if not chapters:
        raise ParseError("found an EPUB file whose chapters have no text", advice="run text recognition on pictures of text first")
    return attrs.evolve(found, words="\n\n".join(chapters))


def _fields(metadata: Element | None, context: Context) -> Mapping[str, Any]:
    """Return what a book says of itself: Dublin Core, by the names of the fields of a document."""
    held: dict[str, list[Element]] = {}
    for element in metadata.iter() if metadata is not None else ():
        held.setdefault(local_name(element), []).append(element)

    def first(name: str) -> str:
        return text_of(held[name][0]) if held.get(name) else ""

    roles = {meta.get("refines", "").removeprefix("#"): text_of(meta) for meta in held.get("meta", ()) if meta.get("property") == "role"}
    writers = [element for element in held.get("creator", ()) if _role(element, roles) in {"", "aut"}]
    authors = [person for element in writers for person in persons_in(text_of(element), context)]
    language = first("language")
    fields = {
        "title": first("title"),
        "authors": tuple(dict.fromkeys(authors)),
        "publisher": first("publisher"),
        "published": date_of(first("date")),
        "language": language if is_language(language) else None,
    }
    return {name: value for name, value in fields.items() if value}


def _role(creator: Element, roles: Mapping[str, str]) -> str:
    """Return a creator's role, a MARC code such as `aut` or `ill`; empty if none is stated.

    Args:
        creator: has its role as an attribute in EPUB 2.
        roles: by the ids of creators, from the `meta` elements that EPUB 3 has for them (3.3, "Meta properties vocabulary").
    """
    return attribute(creator, "role") or roles.get(creator.get("id", ""), "")
