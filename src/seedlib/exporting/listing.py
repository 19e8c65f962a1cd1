"""What a person is shown of an analysis: a heading, and a few short tables; how it is drawn stands elsewhere.

Rules:

- Everything is made fit for a terminal here, by `display.visible`; whoever draws may trust it.
- The words of claims are the text's own. Very long ones are cut after a whole word and marked by ` […]`.
- Notices are not shown: whoever runs many documents says each once, on the side.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from seedlib.exporting.display import shortened, visible
from seedlib.exporting.rows import to_rows
from seedlib.model import Analysis, Document, Failure, Origin, Unread, value

__all__ = ["Column", "Listing", "Section", "document_listing", "listing"]

#: How many characters of a claim, of a condition and of a problem's words are shown.
_CLAIM, _CONDITION, _WORDS = 600, 80, 40


@value
class Column:
    """A column of a section; `most` is its greatest width, none for the one that takes what is left."""

    name: str
    most: int | None = None
    #: Whether it holds numbers, which stand to the right.
    number: bool = False


@value(kw_only=True)
class Section:
    """A table with a title; without rows the title says all."""

    title: str
    columns: tuple[Column, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@value(kw_only=True)
class Listing:
    """A document as it is shown."""

    title: str
    #: Who wrote it, where and when; the file.
    facts: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()


_PROBLEMS = (Column("line", 6, number=True), Column("kind", 22), Column("words", 28), Column("what is wrong"))
_ACTORS = (Column("name"), Column("kind", 14), Column("country", 7), Column("roles", 36), Column("mentions", 8, number=True))
_CLAIMS = (Column("line", 6, number=True), Column("who", 22), Column("kind", 13), Column("what"), Column("how firm", 20))
_BLOCKS = (Column("line", 6, number=True), Column("kind", 20), Column("words"))
_FAILURES = (Column("stage", 14), Column("component", 24), Column("what failed"))


def listing(result: Analysis | Unread) -> Listing:
    """Return what a person is shown of one result."""
    if isinstance(result, Unread):
        return _unread(result)
    return _headed(result, [_problems(result), _actors(result), _claims(result)])


def document_listing(result: Analysis | Unread) -> Listing:
    """Return what a person is shown of a document that was parsed and not analyzed: its blocks."""
    if isinstance(result, Unread):
        return _unread(result)
    rows = tuple((str(row["line"]), row["kind"], shortened(visible(row["words"]), _CLAIM)) for row in to_rows(result, "blocks"))
    return _headed(result, [_section("Blocks", _BLOCKS, rows)])


def _unread(unread: Unread) -> Listing:
    name = _place(unread.origin) or unread.origin.uri or "input"
    known = unread.origin.filename or ""
    return Listing(title=visible(f"{name}: not read"), facts=tuple(visible(_failure(f, known)) for f in unread.failures))


def _headed(result: Analysis, sections: list[Section]) -> Listing:
    if result.failures:
        rows = tuple((visible(f.stage), visible(f.component), visible(_failure(f))) for f in result.failures)
        sections = [*sections, _section("Failures", _FAILURES, rows)]
    document = result.document
    title = visible(document.title or "") or visible(_place(document.origin)) or visible(document.id)
    facts = [visible(" | ".join(_facts(document))), visible(_whence(document))]
    return Listing(title=title, facts=tuple(fact for fact in facts if fact), sections=tuple(sections))


def _section(title: str, columns: tuple[Column, ...], rows: tuple[tuple[str, ...], ...]) -> Section:
    return Section(title=f"{title}: {len(rows) or 'none'}", columns=columns if rows else (), rows=rows)


def _facts(document: Document) -> list[str]:
    by = f"by {', '.join(document.authors)}" if document.authors else "author unknown"
    publisher = document.publisher or ""
    if document.first_publisher:
        publisher = f"{publisher} (first in {document.first_publisher})".strip()
    updated = f"updated {document.updated}" if document.updated else ""
    held = (by, publisher, document.published, updated, document.genre, document.language)
    return [fact for fact in held if fact]


def _place(origin: Origin) -> str:
    """Return the file and the place in it; a part that begins with the file's name says both."""
    if origin.filename and origin.part and origin.part.startswith(f"{origin.filename}!/"):
        return origin.part
    return ", ".join(place for place in (origin.filename, origin.part) if place)


def _whence(document: Document) -> str:
    origin = document.origin
    encoding = f"{origin.encoding} ({origin.encoding_by})" if origin.encoding_by else origin.encoding
    return " | ".join(fact for fact in (_place(origin), origin.media_type, encoding) if fact)


def _failure(failure: Failure, name: str = "") -> str:
    place = f"{failure.part}: " if failure.part not in {"", name} else ""
    advice = f" ({failure.advice})" if failure.advice else ""
    return f"{place}{failure.message}{advice}"


def _problems(analysis: Analysis) -> Section:
    rows = tuple(
        (
            "" if row["line"] is None else str(row["line"]),
            row["kind"],
            _with_spaces(shortened(row["words"] or "", _WORDS)),
            visible(row["note"]),
        )
        for row in to_rows(analysis, "problems")
    )
    return _section("Text problems", _PROBLEMS, rows)


def _with_spaces(words: str) -> str:
    """Return words in which the spaces at both ends can be seen, such as the one of ` ,`."""
    inner = words.strip()
    if not inner:
        return "␣" * len(words)
    before = len(words) - len(words.lstrip())
    after = len(words) - len(words.rstrip())
    return "␣" * before + visible(inner) + "␣" * after


def _actors(analysis: Analysis) -> Section:
    rows = tuple(
        (visible(row["name"]), row["kind"], row["country"] or "", visible(", ".join(row["roles"])), str(row["mentions"]))
        for row in to_rows(analysis, "actors")
    )
    return _section("Actors", _ACTORS, rows)


def _claims(analysis: Analysis) -> Section:
    claims = to_rows(analysis, "claims")
    outer = {row["claim"]: row for row in claims}
    rows = []
    for row in claims:
        who = _who(row)
        if row["within"] in outer:  # what is said in somebody else's words, or denied, is not shown as a plain fact
            who += f" (in the {outer[row['within']]['kind']} of {_who(outer[row['within']])})"
        firm = [row["modality"]]
        if row["polarity"] == "negative":
            firm.append("negative")
        if row["condition"]:
            firm.append(f"condition: {shortened(visible(row['condition']), _CONDITION)}")
        what = shortened(visible(row["content"]), _CLAIM)
        rows.append((str(row["line"]), visible(who), row["kind"], what, "; ".join(firm)))
    return _section("Claims", _CLAIMS, tuple(rows))


def _who(row: Mapping[str, Any]) -> str:
    """Return who makes a claim: the speakers' names, else the source's words."""
    who = ", ".join(row["speaker_names"]) or row["source"] or ("the author" if row["by_author"] else "unknown")
    return f"{who} (author)" if row["by_author"] and row["speaker_names"] else who
