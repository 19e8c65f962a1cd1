"""OpenDocument texts (.odt, .ott, and .fodt, which is one XML file): paragraphs, lists, tables, text boxes and notes.

Names of elements are those of OpenDocument 1.3 part 3; no library is needed.

Rules:

- Deleted text is in a list of its own at the beginning of the file (5.5.1), and is left out with a notice; comments are counted in one.
- White space is collapsed as the format says (6.1.2): blanks in a row, tabs and line breaks are elements.
- Built-in styles say what a paragraph is, by themselves or through those that they are made from.
- Heads and feet of pages, and tables of contents, are boilerplate. A note follows the paragraph that refers to it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import BinaryIO
from xml.etree.ElementTree import Element

import attrs
import regex

from seedlib.components import Context, Hint, Parsed
from seedlib.errors import ParseError
from seedlib.model import Notice, Origin, TextProblem, is_language
from seedlib.parsing.additions import completed, date_of, real_title
from seedlib.parsing.articles import Given, analysis_of
from seedlib.parsing.decoding import declared_encoding, read_raw
from seedlib.parsing.office.blocks import Passage, counted, furniture_of, is_bold_heading, joined_text, passages_of, passages_of_rows
from seedlib.parsing.office.known import ODF_FLAT, ODF_ROOT, ODF_TYPE
from seedlib.parsing.office.package import Package
from seedlib.parsing.people import persons_in
from seedlib.parsing.xml import attribute, decode_xml, local_name, root_of, root_tag

__all__ = ["parse"]

_NAME, _WHAT = "seedlib:opendocument", "an OpenDocument text"

#: How much of a file is looked at to see whether it is one XML file: the tag of the root alone has some kilobytes of namespaces.
_HEAD = 65_536

#: Where blocks stand in, beside lists and tables.
_THROUGH = frozenset({"text", "section", "list", "list-item", "list-header", "numbered-paragraph", "index-body", "index-title", "a", "g"})

_LISTS = frozenset({"list", "numbered-paragraph"})
_INDEXES = frozenset(
    {
        "table-of-content", "illustration-index", "table-index", "object-index", "user-index", "alphabetical-index", "bibliography",
    }
)  # fmt: skip

#: What is in a paragraph and is no text of it.
_ASIDE = frozenset(
    {
        "annotation-end", "ruby-text", "hidden-text", "hidden-paragraph", "title", "desc", "script", "object", "object-ole", "image",
        "event-listeners", "note-citation", "tracked-changes",
    }
)  # fmt: skip

#: Blanks, tabs and line breaks are elements (6.1.2 to 6.1.5); these stand for them until the rest is collapsed. They are no characters
#: (Unicode 16, 23.7), so that no text has them.
_BREAK, _TAB, _BLANK = "\ufdd0", "\ufdd1", "\ufdd2"
_SIGNS = str.maketrans({_BREAK: "\n", _TAB: "\t", _BLANK: " "})
_SPACE = regex.compile(r"[ \t\r\n]+")

#: Kinds of blocks by the beginnings of the names of built-in styles, `_20_` for a blank, in small letters.
_KINDS = (
    ("title", "title"), ("subtitle", "heading"), ("heading", "heading"), ("quotation", "quote"), ("caption", "caption"),
    ("header", "boilerplate"), ("footer", "boilerplate"), ("contents", "boilerplate"), ("list bullet", "list-item"),
    ("list number", "list-item"), ("illustration", "caption"), ("figure", "caption"),
)  # fmt: skip

#: So many styles may be made from each other, and so many blanks one element may stand for.
_CHAIN, _BLANKS = 20, 1_000


@attrs.frozen(kw_only=True)
class _Style:
    name: str
    parent: str
    bold: bool


@attrs.frozen(kw_only=True)
class _File:
    """The elements of a file that count: they lie in three members, or in one file."""

    body: Element
    styles: Mapping[str, _Style]
    heads: tuple[Element, ...]
    feet: tuple[Element, ...]
    properties: Mapping[str, str]


def parse(stream: BinaryIO, hint: Hint, context: Context) -> Iterator[Parsed]:
    """Yield the document of an OpenDocument text."""
    settings = context.settings
    origin = Origin(media_type=ODF_TYPE)
    problems: tuple[TextProblem, ...] = ()
    notices: Sequence[Notice] = ()
    if root_tag(stream.read(_HEAD)) == ODF_ROOT:
        stream.seek(0)
        decoded = decode_xml(read_raw(stream, settings), declared_encoding(hint))
        origin = Origin(media_type=ODF_FLAT, encoding=decoded.encoding, encoding_by=decoded.by)
        problems, notices = decoded.problems, decoded.notices
        file = _file([root_of(decoded.text, settings, _WHAT)])
    else:
        package = Package(stream, settings, _WHAT, _NAME)
        file = _file(_roots(package))
        notices = package.notices
    reader = _Reader(file)
    text, pieces = joined_text(reader.document())
    if not text:
        raise ParseError("found an OpenDocument text without text, expected some", advice="run text recognition on pictures of text first")
    language = file.properties.get("language", "")
    given = Given(
        component=_NAME,
        origin=origin,
        fields={"language": language} if is_language(language) else {},
        problems=problems,
        notices=(*notices, *reader.notices()),
    )
    properties = file.properties
    facts = {
        "title": real_title(properties.get("title")),
        "authors": persons_in(properties.get("initial-creator") or properties.get("creator", ""), context),
        "published": date_of(properties.get("creation-date")),
    }
    yield completed(analysis_of(text, given, context, pieces), facts, component=_NAME, rule="file-properties")


def _roots(package: Package) -> list[Element]:
    """Return the roots of the members that count of a file that is a ZIP archive.

    Raises:
        ParseError: it is encrypted, or its content cannot be read.
    """
    manifest = package.optional("META-INF/manifest.xml")
    if manifest is not None and any(local_name(element) == "encryption-data" for element in manifest.iter()):
        raise ParseError("found an OpenDocument text that needs a password to be opened", advice="save a copy without a password")
    optional = (package.optional(name) for name in ("styles.xml", "meta.xml"))
    return [package.root("content.xml"), *(root for root in optional if root is not None)]


def _file(roots: list[Element]) -> _File:
    parts: dict[str, list[Element]] = {}
    for root in roots:
        for child in root:
            parts.setdefault(local_name(child), []).append(child)
    body = next((child for part in parts.get("body", ()) for child in part if local_name(child) == "text"), None)
    if body is None:
        raise ParseError("found an OpenDocument file that is no text: no office:text in its body", advice="save it as PDF or CSV")
    pages = [page for part in parts.get("master-styles", ()) for page in part if local_name(page) == "master-page"]
    styles = {
        attribute(style, "name"): _style(style)
        for name in ("styles", "automatic-styles")
        for part in parts.get(name, ())
        for style in part
        if local_name(style) == "style"
    }
    return _File(
        body=body,
        styles=styles,
        heads=tuple(child for page in pages for child in page if local_name(child).startswith("header")),
        feet=tuple(child for page in pages for child in page if local_name(child).startswith("footer")),
        properties={
            local_name(child): " ".join((child.text or "").split())
            for part in parts.get("meta", ())
            for child in part
            if not local_name(child).startswith("user-defined")
        },
    )


def _style(style: Element) -> _Style:
    bold = any(attribute(child, "font-weight") in {"bold", "600", "700", "800", "900"} for child in style)
    name = attribute(style, "display-name") or attribute(style, "name")
    return _Style(name=name.replace("_20_", " ").casefold(), parent=attribute(style, "parent-style-name"), bold=bold)


@attrs.define
class _Inline:
    """What a paragraph holds. Grows while it is read."""

    words: list[str] = attrs.field(factory=list)
    boxes: list[Element] = attrs.field(factory=list)
    notes: list[Element] = attrs.field(factory=list)
    #: Whether some of its words are not bold.
    plain: bool = False

    def add(self, words: str | None, *, bold: bool) -> None:
        if words:
            self.words.append(words)
            self.plain |= not bold and not words.isspace()


class _Reader:
    """Turns a file's elements into blocks.

    Args:
        file: the file.
    """

    def __init__(self, file: _File) -> None:
        self.file = file
        self.left_out: Counter[str] = Counter()

    def document(self) -> Iterator[Passage]:
        """Yield all blocks: heads of pages, the body with what belongs to it, feet."""
        yield from furniture_of(part for head in self.file.heads for part in self._blocks(head))
        yield from self._blocks(self.file.body)
        yield from furniture_of(part for foot in self.file.feet for part in self._blocks(foot))

    def notices(self) -> Iterator[Notice]:
        """Yield what was left out, and how often."""
        comments, deletions = self.left_out["annotation"], self.left_out["deletion"]
        if comments:
            message = f"{counted(comments, 'comment is', 'comments are')} not part of the text"
            yield Notice(code="comments-left-out", message=message, component=_NAME)
        if deletions:
            message = f"of tracked changes, {counted(deletions, 'deletion is', 'deletions are')} left out"
            yield Notice(code="tracked-changes", message=message, component=_NAME)

    def _blocks(self, container: Element, kind: str = "") -> Iterator[Passage]:
        """Yield the blocks of a container; of the given kind, unless they say that they are headings."""
        waiting = [(iter(container), kind)]
        while waiting:
            element = next(waiting[-1][0], None)
            kind = waiting[-1][1]
            if element is None:
                waiting.pop()
                continue
            name = local_name(element)
            if name in {"p", "h"}:
                yield from self._paragraph(element, kind)
            elif name == "table":
                yield from self._table(element, kind)
            elif name in _THROUGH:
                waiting.append((iter(element), "list-item" if name in _LISTS and not kind else kind))
            elif name in _INDEXES:
                waiting.append((iter(element), "boilerplate"))
            elif name in {"frame", "text-box", "custom-shape", "rect"}:
                waiting.append((iter(element), kind))
            elif name == "tracked-changes":
                self.left_out["deletion"] += sum(1 for inner in element.iter() if local_name(inner) == "deletion")

    def _table(self, table: Element, kind: str) -> Iterator[Passage]:
        """Yield a table's blocks; one with tables in it sets a page."""
        rows = [row for row in table.iter() if local_name(row) == "table-row"]
        if any(local_name(inner) == "table" for inner in table.iter() if inner is not table):
            yield from (part for paragraph in _paragraphs(table) for part in self._paragraph(paragraph, kind))
            return
        yield from passages_of_rows(
            [[list(self._blocks(cell)) for cell in row if local_name(cell) in {"table-cell", "covered-table-cell"}] for row in rows]
        )

    def _paragraph(self, paragraph: Element, kind: str) -> Iterator[Passage]:
        inline = self._inline(paragraph)
        words = _SPACE.sub(" ", "".join(inline.words)).translate(_SIGNS)
        own, bold = self._styled(attribute(paragraph, "style-name"))
        if local_name(paragraph) == "h":
            own = own if own == "title" else "heading"
        if kind == "boilerplate" or (kind and own == "paragraph"):
            own = kind
        if own == "paragraph" and (bold or not inline.plain) and is_bold_heading(words.strip()):
            own = "heading"
        yield from passages_of(own, words)
        for inner in (*inline.boxes, *inline.notes):
            yield from self._blocks(inner)

    def _inline(self, paragraph: Element) -> _Inline:
        """Return what a paragraph holds: a walk over its text and all that stands in it, without recursion."""
        found = _Inline()
        found.add(paragraph.text, bold=False)
        waiting: list[tuple[Element, Iterator[Element], bool]] = [(paragraph, iter(paragraph), False)]
        while waiting:
            outer, inside, bold = waiting[-1]
            element = next(inside, None)
            if element is None:
                waiting.pop()
                if waiting:
                    found.add(outer.tail, bold=waiting[-1][2])
                continue
            if self._taken(element, found):
                found.add(element.tail, bold=bold)
            else:
                inner = bold or (local_name(element) == "span" and self._styled(attribute(element, "style-name"))[1])
                found.add(element.text, bold=inner)
                waiting.append((element, iter(element), inner))
        return found

    def _taken(self, element: Element, found: _Inline) -> bool:
        """Take an element of a paragraph that is not text of it, or stands for a sign; say whether it was one."""
        name = local_name(element)
        if name == "s":
            count = attribute(element, "c")
            found.words.append(_BLANK * (min(int(count), _BLANKS) if count.isascii() and count.isdigit() else 1))
        elif name in {"tab", "line-break"}:
            found.words.append(_TAB if name == "tab" else _BREAK)
        elif name == "note":
            found.notes += [child for child in element if local_name(child) == "note-body"]
        elif name in {"frame", "text-box", "custom-shape"}:
            found.boxes.append(element)
        elif name == "annotation":
            self.left_out[name] += 1
        else:
            return name in _ASIDE
        return True

    def _styled(self, name: str) -> tuple[str, bool]:
        """Return the kind of block that a style and those it is made from say, and whether they are bold."""
        style, bold, steps = self.file.styles.get(name), False, 0
        while style is not None and steps < _CHAIN:
            bold |= style.bold
            kind = next((kind for begin, kind in _KINDS if style.name.startswith(begin)), None)
            if kind:
                return kind, bold
            name, steps = style.parent, steps + 1
            style = self.file.styles.get(name)
        built_in = name.replace("_20_", " ").casefold()  # of a file without its own styles
        return next((kind for begin, kind in _KINDS if built_in.startswith(begin)), "paragraph"), bold


def _paragraphs(container: Element) -> Iterator[Element]:
    """Yield the paragraphs of a container in order, not those inside of others."""
    waiting = [iter(container)]
    while waiting:
        element = next(waiting[-1], None)
        if element is None:
            waiting.pop()
        elif local_name(element) in {"p", "h"}:
            yield element
        else:
            waiting.append(iter(element))
