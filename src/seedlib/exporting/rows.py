"""Analyses as tables: plain dicts with stable columns, for data frames and for every format that has rows.

Rules:

- The first column of every table is `document`, the document's id, so that any two tables join on it; actors are joined by
  `actor`, claims by `claim`.
- Words stand beside offsets. `words` and `content` are to the letter; pieces are joined by " … ", as `Analysis.text_of` does.
- Lists stay lists, spans are `[start, end]` in code points, lines are counted from 1.
- After the table's own columns come the attributes: first those of the row's own value, then those of the document (the other
  columns of an input table reach every table so), each under its own name. A name that a column of any table has, or that is
  taken in the row, gets `attr:` before it: a document's `kind` is `attr:kind` in all tables.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeAlias

from seedlib.errors import UsageError
from seedlib.model import Analysis, Claim, Span, TextProblem, Unread, thaw, value

__all__ = ["COLUMNS", "TABLES", "rows_of", "to_rows"]


class Lines:
    r"""The lines of a text, to be asked for many offsets.

    >>> lines = Lines("Rain fell.\nWind came.")
    >>> lines.of(0), lines.of(11)
    (1, 2)

    Args:
        text: the text; lines end at U+000A, as `Document.line_of` counts them.
    """

    __slots__ = ("_breaks",)

    def __init__(self, text: str) -> None:
        breaks, at = [], text.find("\n")
        while at >= 0:
            breaks.append(at)
            at = text.find("\n", at + 1)
        self._breaks = breaks

    def of(self, offset: int) -> int:
        """Return the line, counted from 1, in which the code point `offset` stands."""
        return bisect_right(self._breaks, offset - 1) + 1


class _View:
    """An analysis, with what its rows need looked up once."""

    def __init__(self, analysis: Analysis) -> None:
        self.analysis = analysis
        self.document = analysis.document
        self.text_of = analysis.text_of
        self.lines = Lines(analysis.document.text)
        self.places = analysis.actor_places()
        self.mentions: dict[str | None, int] = {}
        for mention in analysis.mentions:
            self.mentions[mention.actor] = self.mentions.get(mention.actor, 0) + 1

    def line(self, spans: Iterable[Span]) -> int | None:
        """Return the line in which the first of `spans` begins, or None if there is no span."""
        return next((self.lines.of(span.start) for span in spans), None)

    def names(self, identifiers: Iterable[str]) -> list[str]:
        """Return the names of the actors with these ids; the id itself where there is no such actor."""
        return [self.analysis.actors[self.places[i]].name if i in self.places else i for i in identifiers]


_Column: TypeAlias = Callable[[_View, Any], Any]


@value(kw_only=True)
class _Table:
    #: The values that have a row each.
    items: Callable[[Analysis], Iterable[Any]]
    #: The table's own columns by name, in order.
    columns: Mapping[str, _Column]


def _pairs(spans: Iterable[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


def _place(problem: TextProblem) -> tuple[Span, ...]:
    return () if problem.span is None else (problem.span,)


def _arguments(view: _View, claim: Claim) -> dict[str, str]:
    return {name: view.text_of(spans) for name, spans in claim.arguments.items()}


_DOCUMENTS = _Table(
    items=lambda analysis: (analysis.document,),
    columns={
        "title": lambda _, d: d.title,
        "authors": lambda _, d: list(d.authors),
        "publisher": lambda _, d: d.publisher,
        "first_publisher": lambda _, d: d.first_publisher,
        "published": lambda _, d: d.published,
        "updated": lambda _, d: d.updated,
        "language": lambda _, d: d.language,
        "genre": lambda _, d: d.genre,
        "url": lambda _, d: d.url,
        "filename": lambda _, d: d.origin.filename,
        "part": lambda _, d: d.origin.part,
        "uri": lambda _, d: d.origin.uri,
        "media_type": lambda _, d: d.origin.media_type,
        "encoding": lambda _, d: d.origin.encoding,
        "parser": lambda _, d: d.origin.parser,
        "sha256": lambda _, d: d.origin.sha256,
        "characters": lambda _, d: len(d.text),
        "problems": lambda view, _: len(view.analysis.problems),
        "actors": lambda view, _: len(view.analysis.actors),
        "mentions": lambda view, _: len(view.analysis.mentions),
        "claims": lambda view, _: len(view.analysis.claims),
        "failures": lambda view, _: len(view.analysis.failures),
    },
)

_BLOCKS = _Table(
    items=lambda analysis: analysis.document.blocks,
    columns={
        "kind": lambda _, b: b.kind,
        "words": lambda view, b: view.document[b.span],
        "start": lambda _, b: b.span.start,
        "end": lambda _, b: b.span.end,
        "line": lambda view, b: view.line((b.span,)),
    },
)

_PROBLEMS = _Table(
    items=lambda analysis: analysis.problems,
    columns={
        "kind": lambda _, p: p.kind,
        "words": lambda view, p: view.text_of(_place(p)) if p.span else None,
        "start": lambda _, p: p.span.start if p.span else None,
        "end": lambda _, p: p.span.end if p.span else None,
        "line": lambda view, p: view.line(_place(p)),
        "note": lambda _, p: p.note,
        "suggestion": lambda _, p: p.suggestion,
    },
)

_ACTORS = _Table(
    items=lambda analysis: analysis.actors,
    columns={
        "actor": lambda _, a: a.id,
        "name": lambda _, a: a.name,
        "kind": lambda _, a: a.kind,
        "country": lambda _, a: a.country,
        "roles": lambda _, a: list(a.roles),
        "aliases": lambda _, a: list(a.aliases),
        "same_as": lambda _, a: list(a.same_as),
        "mentions": lambda view, a: view.mentions.get(a.id, 0),
    },
)

_MENTIONS = _Table(
    items=lambda analysis: analysis.mentions,
    columns={
        "actor": lambda _, m: m.actor,
        "name": lambda view, m: view.names((m.actor,))[0] if m.actor else None,
        "words": lambda view, m: view.document[m.span],
        "start": lambda _, m: m.span.start,
        "end": lambda _, m: m.span.end,
        "line": lambda view, m: view.line((m.span,)),
        "form": lambda _, m: m.form,
        "use": lambda _, m: m.use,
        "confidence": lambda _, m: m.confidence,
    },
)

_CLAIMS = _Table(
    items=lambda analysis: analysis.claims,
    columns={
        "claim": lambda _, c: c.id,
        "kind": lambda _, c: c.kind,
        "speakers": lambda _, c: list(c.speakers),
        "speaker_names": lambda view, c: view.names(c.speakers),
        "by_author": lambda _, c: c.by_author,
        "source": lambda view, c: view.text_of(c.source),
        "cue": lambda view, c: view.text_of(c.cue),
        "content": lambda view, c: view.text_of(c.content),
        "line": lambda view, c: view.line(c.content),
        "quotation": lambda _, c: c.quotation,
        "modality": lambda _, c: c.modality,
        "polarity": lambda _, c: c.polarity,
        "condition": lambda view, c: view.text_of(c.arguments.get("condition", ())),
        "time": lambda _, c: c.time,
        "addressees": lambda _, c: list(c.addressees),
        "targets": lambda _, c: list(c.targets),
        "within": lambda _, c: c.within,
        "arguments": _arguments,
        "confidence": lambda _, c: c.confidence,
        "rule": lambda _, c: next((p.rule for p in c.provenance if p.about == "content"), None),
        "source_spans": lambda _, c: _pairs(c.source),
        "cue_spans": lambda _, c: _pairs(c.cue),
        "content_spans": lambda _, c: _pairs(c.content),
    },
)

_NOTICES = _Table(
    items=lambda analysis: analysis.notices,
    columns={
        "code": lambda _, n: n.code,
        "message": lambda _, n: n.message,
        "component": lambda _, n: n.component,
    },
)

_FAILURES = _Table(
    items=lambda analysis: analysis.failures,
    columns={
        "filename": lambda view, _: view.document.origin.filename,
        "part": lambda view, f: f.part or view.document.origin.part,
        "stage": lambda _, f: f.stage,
        "component": lambda _, f: f.component,
        "error": lambda _, f: f.error,
        "message": lambda _, f: f.message,
        "advice": lambda _, f: f.advice,
    },
)

_ALL: Mapping[str, _Table] = {
    "documents": _DOCUMENTS,
    "blocks": _BLOCKS,
    "problems": _PROBLEMS,
    "actors": _ACTORS,
    "mentions": _MENTIONS,
    "claims": _CLAIMS,
    "notices": _NOTICES,
    "failures": _FAILURES,
}

#: The names of the tables.
TABLES = tuple(_ALL)

#: The columns of each table, in order, without those that attributes add.
COLUMNS: Mapping[str, tuple[str, ...]] = {name: ("document", *table.columns) for name, table in _ALL.items()}

_RESERVED = frozenset(column for columns in COLUMNS.values() for column in columns)


def _add_attributes(row: dict[str, Any], attributes: Mapping[str, Any]) -> None:
    """Add attributes to a row that is being made, under names that nothing else in it has."""
    for name, held in attributes.items():
        free = name
        while free in _RESERVED or free in row:
            free = f"attr:{free}"
        row[free] = thaw(held)


def to_rows(result: Analysis | Unread, table: str) -> list[dict[str, Any]]:
    """Return one table of an analysis as plain dicts, one a row, for data frames.

    >>> from seedlib import Analysis, Claim, Document, Span
    >>> document = Document(text="It rains, she said.", id="1")
    >>> analysis = Analysis(document=document, claims=[Claim(content=[Span(0, 8)])])
    >>> (row,) = to_rows(analysis, "claims")
    >>> row["document"], row["content"], row["content_spans"]
    ('1', 'It rains', [[0, 8]])

    Args:
        result: an analysis; an input that gave no document has rows only in `failures`, with no document.
        table: one of `TABLES`.

    Returns:
        Rows whose first keys are `COLUMNS[table]`, in that order; attributes follow.

    Raises:
        UsageError: there is no such table.
    """
    return rows_of(result, (table,))[table]


def rows_of(result: Analysis | Unread, tables: Iterable[str]) -> dict[str, list[dict[str, Any]]]:
    """Return several tables of an analysis, each as `to_rows` does; what rows look up is gathered once for all of them.

    >>> from seedlib import Analysis, Block, Document, Span
    >>> document = Document(text="It rains.", blocks=[Block(kind="paragraph", span=Span(0, 9))])
    >>> tables = rows_of(Analysis(document=document), ["documents", "blocks"])
    >>> tables["documents"][0]["characters"], tables["blocks"][0]["words"]
    (9, 'It rains.')

    Args:
        result: as for `to_rows`.
        tables: names among `TABLES`.

    Returns:
        The rows of each, by its name.

    Raises:
        UsageError: there is no such table.
    """
    view = None if isinstance(result, Unread) else _View(result)
    held = {}
    for table in tables:
        if table not in _ALL:
            raise UsageError(f"found the table {table!r}, expected one of: {', '.join(TABLES)}")
        if view is not None:
            held[table] = _rows(view, _ALL[table])
        else:
            held[table] = _unread_rows(result) if isinstance(result, Unread) and table == "failures" else []
    return held


def _rows(view: _View, table: _Table) -> list[dict[str, Any]]:
    document, columns = view.document, tuple(table.columns.items())
    rows = []
    for item in table.items(view.analysis):
        row: dict[str, Any] = {"document": document.id}
        for name, column in columns:
            row[name] = column(view, item)
        own = getattr(item, "attributes", None)
        if own and item is not document:
            _add_attributes(row, own)
        if document.attributes:
            _add_attributes(row, document.attributes)
        rows.append(row)
    return rows


def _unread_rows(unread: Unread) -> list[dict[str, Any]]:
    rows = []
    for failure in unread.failures:
        row: dict[str, Any] = {
            "document": None,
            "filename": unread.origin.filename,
            "part": failure.part or unread.origin.part,
            "stage": failure.stage,
            "component": failure.component,
            "error": failure.error,
            "message": failure.message,
            "advice": failure.advice,
        }
        _add_attributes(row, unread.attributes)
        rows.append(row)
    return rows
