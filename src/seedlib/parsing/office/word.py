"""Word files (.docx and its kin): paragraphs, tables, text boxes and notes, as Word shows them with all changes accepted.

The XML is read directly, so that nothing has to be installed: libraries for it leave out tracked insertions, content controls, text
boxes and notes, which would have to be read from the XML anyway. Names of elements are those of ECMA-376 part 1, chapter 17; their
namespaces do not matter here, and the strict form has others than the usual one.

Rules:

- Inserted text is text, deleted text is none; a notice says so. Comments are not text, and counted in a notice.
- Built-in styles say what a paragraph is; their names are English in every version of Word (17.7.4.18). So does its level in the outline.
- Heads and feet of pages are boilerplate, once each. A note follows the paragraph that refers to it.
- Numbers of lists and headings are not in the file: Word counts when it shows them.
"""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import BinaryIO
from xml.etree.ElementTree import Element

import attrs

from seedlib.components import Context, Hint, Parsed
from seedlib.errors import ParseError
from seedlib.model import Notice, Origin, is_language
from seedlib.parsing.additions import completed, date_of, real_title
from seedlib.parsing.articles import Given, analysis_of
from seedlib.parsing.formats import media_type_of
from seedlib.parsing.office.blocks import Passage, counted, furniture_of, is_bold_heading, joined_text, passages_of, passages_of_rows
from seedlib.parsing.office.known import WORD_TYPES
from seedlib.parsing.office.package import Package
from seedlib.parsing.people import persons_in
from seedlib.parsing.xml import attribute, local_name

__all__ = ["parse"]

_NAME, _WHAT = "seedlib:docx", "a Word file"

#: Elements that blocks and runs stand in: content controls, tracked insertions, marks of other programs, links, fields.
_THROUGH = frozenset(
    {
        "body", "sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "hyperlink", "fldSimple", "dir", "bdo", "footnote",
        "endnote", "hdr", "ftr", "txbxContent", "ruby", "rubyBase", "r", "drawing", "inline", "anchor", "graphic", "graphicData", "wsp",
        "wgp", "wpc", "grpSp", "txbx", "pict", "shape", "group", "rect", "roundrect", "textbox", "object", "Choice", "Fallback", "oMath",
        "oMathPara",
    }
)  # fmt: skip

#: Elements of formulas that are no text.
_ASIDE = frozenset({"ctrlPr", "rPr", "argPr"})

#: What stands for itself in a run.
_SIGNS = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}

#: Kinds of blocks by the beginnings of the names of built-in styles, in small letters.
_KINDS = (
    ("title", "title"), ("heading", "heading"), ("subtitle", "heading"), ("caption", "caption"), ("quote", "quote"),
    ("intense quote", "quote"), ("block text", "quote"), ("list bullet", "list-item"), ("list number", "list-item"),
    ("toc ", "boilerplate"), ("table of figures", "boilerplate"), ("header", "boilerplate"), ("footer", "boilerplate"),
)  # fmt: skip

#: What of the members that the document refers to is read.
_MEMBERS = frozenset({"styles", "footnotes", "endnotes", "header", "footer"})

#: So many styles may be based on each other.
_CHAIN = 20


@attrs.frozen(kw_only=True)
class _Style:
    name: str
    based_on: str
    properties: Element | None


@attrs.frozen(kw_only=True)
class _File:
    """A Word file's members that count."""

    body: Element
    styles: Mapping[str, _Style]
    #: Footnotes and endnotes, by `footnoteReference` and `endnoteReference` and their id.
    notes: Mapping[tuple[str, str], Element]
    heads: tuple[Element, ...]
    feet: tuple[Element, ...]
    properties: Mapping[str, str]


def parse(stream: BinaryIO, hint: Hint, context: Context) -> Iterator[Parsed]:
    """Yield the document of a Word file."""
    package = Package(stream, context.settings, _WHAT, _NAME)
    file = _file(package)
    reader = _Reader(file)
    text, pieces = joined_text(reader.document())
    if not text:
        held = "open and save it in Word, which takes embedded documents in; " if _counts(file.body)["altChunk"] else ""
        raise ParseError("found a Word file without text, expected some", advice=f"{held}run text recognition on pictures of text first")
    language, declared = file.properties.get("language", ""), media_type_of(hint)
    given = Given(
        component=_NAME,
        origin=Origin(media_type=declared if declared in WORD_TYPES else WORD_TYPES[0]),
        fields={"language": language} if is_language(language) else {},
        notices=(*package.notices, *reader.notices()),
    )
    facts = {
        "title": real_title(file.properties.get("title")),
        "authors": persons_in(file.properties.get("creator", ""), context),
        "published": date_of(file.properties.get("created")),
    }
    yield completed(analysis_of(text, given, context, pieces), facts, component=_NAME, rule="core-properties")


def _file(package: Package) -> _File:
    """Return the members of a Word file that count.

    Raises:
        ParseError: its text is not there, or broken.
    """
    members = _relations(package, "")
    main = next((name for kind, name in members if kind == "officeDocument"), "word/document.xml")
    body = _child(package.root(main), "body")
    if body is None:
        raise ParseError("found a Word file whose document has no body", where=main, advice="check how it was made, or save it again")
    parts: dict[str, list[Element]] = {}
    for kind, name in _relations(package, main):
        if kind in _MEMBERS and (found := package.optional(name)) is not None:
            parts.setdefault(kind, []).append(found)
    core = package.optional(next((name for kind, name in members if kind == "core-properties"), "docProps/core.xml"))
    return _File(
        body=body,
        styles={
            attribute(style, "styleId"): _style(style)
            for styles in parts.get("styles", ())
            for style in styles
            if local_name(style) == "style"
        },
        notes={
            (reference, attribute(note, "id")): note
            for kind, reference in (("footnotes", "footnoteReference"), ("endnotes", "endnoteReference"))
            for notes in parts.get(kind, ())
            for note in notes
            if attribute(note, "type") in {"", "normal"}
        },
        heads=tuple(parts.get("header", ())),
        feet=tuple(parts.get("footer", ())),
        properties={local_name(child): (child.text or "").strip() for child in core} if core is not None else {},
    )


def _relations(package: Package, source: str) -> list[tuple[str, str]]:
    """Return the members that a member refers to, kind and name, each once (ECMA-376 part 2, chapter 6.5)."""
    folder, name = posixpath.split(source)
    found = package.optional(posixpath.join(folder, "_rels", f"{name}.rels"))
    relations = []
    for relation in found if found is not None else ():
        if relation.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/")
            relations.append((relation.get("Type", "").rpartition("/")[2], target))
    return list(dict.fromkeys(relations))


def _child(element: Element | None, *names: str) -> Element | None:
    """Return the element reached by a path of names; None if there is none."""
    for name in names:
        element = next((child for child in element if local_name(child) == name), None) if element is not None else None
    return element


def _is_on(element: Element | None) -> bool:
    """Say whether a property that is on or off is on: present, and not set to off (17.17.4)."""
    return element is not None and attribute(element, "val") not in {"0", "false", "off", "none"}


def _style(style: Element) -> _Style:
    return _Style(
        name=attribute(_child(style, "name"), "val").casefold(),
        based_on=attribute(_child(style, "basedOn"), "val"),
        properties=_child(style, "pPr"),
    )


@attrs.define
class _Inline:
    """What the runs of a paragraph hold. Grows while they are read."""

    words: list[str] = attrs.field(factory=list)
    boxes: list[Element] = attrs.field(factory=list)
    notes: list[tuple[str, str]] = attrs.field(factory=list)
    bold: bool = False


class _Reader:
    """Turns a file's elements into blocks.

    Args:
        file: the file.
    """

    def __init__(self, file: _File) -> None:
        self.file = file
        self.notes = dict(file.notes)

    def document(self) -> Iterator[Passage]:
        """Yield all blocks: heads of pages, the body with what belongs to it, feet."""
        yield from furniture_of(part for head in self.file.heads for part in self._blocks(head))
        yield from self._blocks(self.file.body)
        yield from furniture_of(part for foot in self.file.feet for part in self._blocks(foot))

    def notices(self) -> Iterator[Notice]:
        """Yield what was left out, and how often."""
        held = _counts(self.file.body)
        if held["commentReference"]:
            yield Notice(
                code="comments-left-out",
                message=f"{counted(held['commentReference'], 'comment is', 'comments are')} not part of the text",
                component=_NAME,
            )
        if held["altChunk"]:
            message = (
                f"{counted(held['altChunk'], 'embedded document is', 'embedded documents are')} left out: open and save the file in Word"
            )
            yield Notice(code="embedded-left-out", message=message, component=_NAME)
        changes = held["del"] + held["moveFrom"]
        if changes or held["ins"]:
            read = counted(held["ins"], "insertion is", "insertions are")
            gone = counted(changes, "deletion is", "deletions are")
            yield Notice(code="tracked-changes", message=f"of tracked changes, {read} read and {gone} left out", component=_NAME)

    def _blocks(self, container: Element) -> Iterator[Passage]:
        for element in self._elements(container, "p", "tbl"):
            if local_name(element) == "p":
                yield from self._paragraph(element)
            else:
                yield from self._table(element)

    def _table(self, table: Element) -> Iterator[Passage]:
        """Yield a table's blocks; one with tables in it sets a page."""
        if any(local_name(inner) == "tbl" for inner in table.iter() if inner is not table):
            for paragraph in self._elements(table, "p", through=frozenset({"tbl", "tr", "tc"})):
                yield from self._paragraph(paragraph)
            return
        rows = []
        for row in self._elements(table, "tr"):
            cells = self._elements(row, "tc")
            rows.append([[part for p in self._elements(cell, "p") for part in self._paragraph(p)] for cell in cells])
        yield from passages_of_rows(rows)

    def _paragraph(self, paragraph: Element) -> Iterator[Passage]:
        inline = self._inline(paragraph)
        words = "".join(inline.words)
        kind = self._kind(_child(paragraph, "pPr"))
        if kind == "paragraph" and inline.bold and is_bold_heading(words.strip()):
            kind = "heading"
        yield from passages_of(kind, words)
        for box in inline.boxes:
            yield from self._blocks(box)
        for note in inline.notes:
            if note in self.notes:
                yield from self._blocks(self.notes.pop(note))  # once: a note may refer to itself

    def _inline(self, paragraph: Element) -> _Inline:
        found = _Inline()
        for element in self._elements(paragraph, "t", "br", "sym", *_SIGNS, "footnoteReference", "endnoteReference", "txbxContent"):
            name = local_name(element)
            if name == "t":
                found.words.append(element.text or "")
            elif name == "br":
                found.words.append("" if attribute(element, "type") in {"page", "column"} else "\n")
            elif name == "sym":
                found.words.append(_symbol(attribute(element, "char")))
            elif name in _SIGNS:
                found.words.append(_SIGNS[name])
            elif name == "txbxContent":
                found.boxes.append(element)
            else:
                found.notes.append((name, attribute(element, "id")))
        worded = [run for run in self._elements(paragraph, "r") if any((t.text or "").strip() for t in run if local_name(t) == "t")]
        found.bold = bool(worded) and all(_is_on(_child(run, "rPr", "b")) for run in worded)
        return found

    def _elements(self, container: Element, *names: str, through: frozenset[str] = frozenset()) -> Iterator[Element]:
        """Yield the elements of these names in a container, in order, without those inside of them, of what is deleted or hidden."""
        waiting = [iter(container)]
        while waiting:
            element = next(waiting[-1], None)
            if element is None:
                waiting.pop()
                continue
            name = local_name(element)
            if name in names:
                yield element
            elif name == "AlternateContent":
                choices = [child for child in element if local_name(child) in {"Choice", "Fallback"}]
                waiting.append(iter(choices[:1]))  # what newer programs show, and the same for older ones
            elif name == "r" and _is_on(_child(element, "rPr", "vanish")):
                continue
            elif name in _THROUGH or name in through or (name not in _ASIDE and "math" in element.tag):
                waiting.append(iter(element))

    def _kind(self, properties: Element | None) -> str:
        """Return the kind of block that a paragraph's properties and its styles say it is."""
        level, numbered = _child(properties, "outlineLvl"), _child(properties, "numPr", "numId")
        style, steps = self.file.styles.get(attribute(_child(properties, "pStyle"), "val")), 0
        while style is not None and steps < _CHAIN:
            kind = next((kind for begin, kind in _KINDS if style.name.startswith(begin)), None)
            if kind:
                return kind
            level = level if level is not None else _child(style.properties, "outlineLvl")
            numbered = numbered if numbered is not None else _child(style.properties, "numPr", "numId")
            style, steps = self.file.styles.get(style.based_on), steps + 1
        if level is not None and attribute(level, "val") in set("012345678"):
            return "heading"
        return "list-item" if numbered is not None and attribute(numbered, "val") != "0" else "paragraph"


def _counts(container: Element) -> Counter[str]:
    """Return how many elements of each name are in a container, those in properties aside: a paragraph's mark may be inserted, too."""
    found: Counter[str] = Counter()
    waiting = [iter(container)]
    while waiting:
        element = next(waiting[-1], None)
        if element is None:
            waiting.pop()
        elif not (name := local_name(element)).endswith("Pr"):
            found[name] += 1
            waiting.append(iter(element))
    return found


def _symbol(number: str) -> str:
    """Return a sign of a symbol font by its number; bullets and the like lie in the private use area, and have no letter."""
    try:
        sign = chr(int(number, 16))
    except (ValueError, OverflowError):
        return ""
    return "" if "\ud800" <= sign <= "\uf8ff" else sign
