r"""Annotated text (brat standoff): for each document its text, `.txt`, and its annotations, `.ann`.

What is written is what `seedlib.parsing.brat` reads, so that a person can mend it in brat and seedlib can read it again.

Rules:

- A folder gets two files a document, and `annotation.conf`, which brat needs to show them. A stream gets a ZIP archive of the same
  files: brat's files belong together, and one stream can hold but one of them.
- Offsets are code points, as brat's server counts them. The text is to the letter, line ends included.
- brat refuses words over a line end: they are cut there, and marked `Unbroken`, so that they are read back as one.
- Values that are the default (`statement`, `asserted`, `positive`, `indirect`, `name`, `literal`) are not written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import regex

from seedlib.components import Context
from seedlib.exporting.naming import file_name
from seedlib.model import (
    ACTOR_KINDS,
    ARGUMENTS,
    CLAIM_KINDS,
    FORMS,
    KIND,
    MODALITIES,
    POLARITIES,
    QUOTATIONS,
    USES,
    Actor,
    Analysis,
    Claim,
    Mention,
    Span,
    Unread,
)

__all__ = ["annotations_of", "write_brat"]

#: Where Python's `splitlines` cuts, as brat's server reads its files by lines: `talks\nfailed`.
_LINE_ENDS = regex.compile(r"[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")

#: What a type of brat cannot hold: the colon of `acme:pledge`.
_NOT_TYPE = regex.compile(r"[^A-Za-z0-9_-]+")

#: The time of every file in an archive, the first that ZIP can hold: the same results give the same bytes.
_NO_TIME = (1980, 1, 1, 0, 0, 0)

#: A claim's fields that are attributes of its content, and what is not written.
_OF_CLAIM = {"kind": "statement", "modality": "asserted", "polarity": "positive", "quotation": "indirect"}

#: A mention's fields that are attributes of its words, and what is not written.
_OF_MENTION = {"form": "name", "use": "literal"}

#: Who stands to a claim how: a relation's name, and the claim's field.
_ROLES = {"Speaks": "speakers", "Spoken-to": "addressees", "Spoken-of": "targets"}


def _type(name: str) -> str:
    return _NOT_TYPE.sub("-", name).capitalize()


class _Sheet:
    """The lines of an `.ann` file while they are written."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines: list[str] = []
        self._numbers: dict[str, int] = {}
        self._shared: dict[tuple[str, tuple[Span, ...]], str | None] = {}

    def add(self, sign: str, said: str) -> str:
        """Write a line, and return the id that it got."""
        self._numbers[sign] = number = self._numbers.get(sign, 0) + 1
        self.lines.append(f"{sign}{number}\t{said}\n")
        return f"{sign}{number}"

    def words(self, type_: str, spans: tuple[Span, ...]) -> str | None:
        """Write words of a type, and return their id; none if they are line ends alone, which brat cannot hold."""
        pieces = [piece for span in spans for piece in _lines_of(self.text, span)]
        if not pieces:
            return None
        places = ";".join(f"{piece.start} {piece.end}" for piece in pieces)
        identifier = self.add("T", f"{type_} {places}\t{' '.join(self.text[piece.start : piece.end] for piece in pieces)}")
        if tuple(pieces) != spans:
            self.add("A", f"Unbroken {identifier}")
        return identifier

    def shared(self, type_: str, spans: tuple[Span, ...]) -> str | None:
        """Return the id of words that several claims may rest on; written once."""
        key = type_, spans
        if key not in self._shared:
            self._shared[key] = self.words(type_, spans)
        return self._shared[key]


def _lines_of(text: str, span: Span) -> Iterator[Span]:
    """Yield the pieces of a span between line ends."""
    start = span.start
    for found in _LINE_ENDS.finditer(text, span.start, span.end):
        if start < found.start():
            yield Span(start, found.start())
        start = found.end()
    if start < span.end:
        yield Span(start, span.end)


def annotations_of(analysis: Analysis) -> str:
    r"""Return the lines of the `.ann` file of a document.

    >>> from seedlib.model import Document
    >>> document = Document(text="Ada Poe will go, she said.")
    >>> claim = Claim(content=[Span(8, 15)], source=[Span(17, 20)], cue=[Span(21, 25)], kind="intention")
    >>> print(annotations_of(Analysis(document=document, claims=[claim])), end="")
    T1	Content 8 15	will go
    A1	Kind T1 intention
    T2	Source 17 20	she
    R1	Source-of Arg1:T2 Arg2:T1
    T3	Cue 21 25	said
    R2	Cue-of Arg1:T3 Arg2:T1
    """
    sheet = _Sheet(analysis.document.text)
    mentions = _write_mentions(sheet, analysis)
    contents = {claim.id: _write_claim(sheet, claim, mentions) for claim in analysis.claims}
    for claim in analysis.claims:
        inner, outer = contents[claim.id], contents.get(claim.within or "")
        if inner and outer:
            sheet.add("R", f"Within Arg1:{inner} Arg2:{outer}")
    return "".join(sheet.lines)


def _write_mentions(sheet: _Sheet, analysis: Analysis) -> dict[str, list[tuple[Span, str]]]:
    """Write mentions, who of them are the same, and who they are; return spans and ids of words by the actors' ids."""
    actors = {actor.id: actor for actor in analysis.actors}
    found: dict[str, list[tuple[Span, str]]] = {}
    for mention in analysis.mentions:
        identifier = sheet.words(_type(_kind(mention, actors)), (mention.span,))
        if identifier is None:
            continue
        _write_fields(sheet, identifier, {name: getattr(mention, name) for name in _OF_MENTION}, _OF_MENTION)
        if mention.actor is not None:
            found.setdefault(mention.actor, []).append((mention.span, identifier))
    for name, words in found.items():
        if len(words) > 1:
            sheet.lines.append(f"*\tEquiv {' '.join(identifier for _, identifier in words)}\n")
        held = actors.get(name)
        for known in (name, *(held.same_as if held else ())):
            sheet.add("N", f"Reference {words[0][1]} {known}\t{_one_line(held.name if held else known)}")
    return found


def _kind(mention: Mention, actors: Mapping[str, Actor]) -> str:
    """Return the kind of actor that a mention means; `unknown` for a plugin's, which brat's types cannot name."""
    actor = actors.get(mention.actor or "")
    kind = actor.kind if actor else mention.attributes.get(KIND.name)
    return kind if kind in ACTOR_KINDS else "unknown"


def _one_line(text: str) -> str:
    return " ".join(_LINE_ENDS.sub(" ", text).split("\t"))


def _write_fields(sheet: _Sheet, identifier: str, fields: Mapping[str, str], defaults: Mapping[str, str]) -> None:
    for name, held in fields.items():
        if held != defaults.get(name):
            sheet.add("A", f"{_type(name)} {identifier} {held}")


def _write_claim(sheet: _Sheet, claim: Claim, mentions: Mapping[str, list[tuple[Span, str]]]) -> str | None:
    """Write a claim; return the id of its content."""
    content = sheet.words("Content", claim.content)
    if content is None:
        return None
    _write_fields(sheet, content, {name: getattr(claim, name) for name in _OF_CLAIM}, _OF_CLAIM)
    if claim.time and not regex.search(r"\s", claim.time):
        sheet.add("A", f"Time {content} {claim.time}")
    if claim.by_author:
        sheet.add("A", f"By-author {content}")
    for name, spans in {"source": claim.source, "cue": claim.cue, **claim.arguments}.items():
        words = sheet.shared(_type(name), spans) if spans else None
        if words:
            sheet.add("R", f"{_type(name)}-of Arg1:{words} Arg2:{content}")
    for role, field in _ROLES.items():
        for actor in getattr(claim, field):
            if actor in mentions:
                sheet.add("R", f"{role} Arg1:{_nearest(mentions[actor], claim)} Arg2:{content}")
    return content


def _nearest(words: list[tuple[Span, str]], claim: Claim) -> str:
    """Return the id of the mention that stands in the source, else of the first."""
    return next((name for span, name in words if any(source.covers(span) for source in claim.source)), words[0][1])


def _configuration(context: Context) -> str:
    """Return what brat has to know of a folder: the types of words, relations and attributes."""
    actors = sorted(map(_type, ACTOR_KINDS))
    evidence = sorted(map(_type, ARGUMENTS))
    lines = ["[entities]", "Content", "Source", "Cue", *evidence, *actors, "", "[relations]"]
    lines += [f"{name}-of Arg1:{name}, Arg2:Content" for name in ("Source", "Cue", *evidence)]
    lines += [f"{name} Arg1:{'|'.join(actors)}, Arg2:Content" for name in _ROLES]
    lines += ["Within Arg1:Content, Arg2:Content"]
    lines += [f"Equiv Arg1:{'|'.join(actors)}, Arg2:{'|'.join(actors)}, <REL-TYPE>:symmetric-transitive"]
    lines += ["", "[events]", "", "[attributes]", "Unbroken Arg:<ENTITY>", "By-author Arg:Content", "Time Arg:Content"]
    values = {"kind": {*CLAIM_KINDS, *context.kinds}, "modality": MODALITIES, "polarity": POLARITIES, "quotation": QUOTATIONS}
    lines += [f"{_type(name)} Arg:Content, Value:{'|'.join(sorted(held))}" for name, held in values.items()]
    lines += [f"{_type(name)} Arg:{'|'.join(actors)}, Value:{'|'.join(sorted(held))}" for name, held in (("form", FORMS), ("use", USES))]
    return "\n".join(lines) + "\n"


def write_brat(results: Iterable[Analysis | Unread], target: BinaryIO | Path, context: Context) -> None:
    """Write two files a document into a folder, or an archive of them to a stream; inputs that gave no document are left out."""
    if isinstance(target, Path):
        _write_files(results, context, lambda name, data: _write_file(target / name, data))
        return
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        _write_files(results, context, lambda name, data: archive.writestr(ZipInfo(name, _NO_TIME), data, ZIP_DEFLATED))


def _write_file(path: Path, data: bytes) -> None:
    path.write_bytes(data)


def _write_files(results: Iterable[Analysis | Unread], context: Context, write: Callable[[str, bytes], None]) -> None:
    number = 0
    for result in results:
        if isinstance(result, Analysis):
            number += 1
            name = file_name(number, result.document)
            write(f"{name}.txt", result.document.text.encode())
            write(f"{name}.ann", annotations_of(result).encode())
    write("annotation.conf", _configuration(context).encode())
