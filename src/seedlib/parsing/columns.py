"""Which columns of a table hold the texts and the ids, in whatever file the table stands.

Rules:

- The text's column is `text-column`, else the one whose name says so, else the one with the longest texts in the first rows; a notice
  says which was guessed.
- The id's is `id-column`, else the one whose name says so.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import attrs

from seedlib.components import Context
from seedlib.errors import ParseError
from seedlib.model import Notice, value
from seedlib.parsing.fields import TEXT_NAMES, text_name
from seedlib.parsing.keys import ID_COLUMN, TEXT_COLUMN

__all__ = ["SAMPLE", "Columns", "columns_of", "plain", "with_id"]

#: How many rows are looked at to guess the text's column, and the shortest mean of a column of texts, in characters.
SAMPLE, _SHORTEST = 20, 40

#: Names of columns that hold ids, where there is no `id`.
_ID_NAMES = ("id", "doc_id", "document_id", "article_id", "uuid")


@value(kw_only=True)
class Columns:
    """A table's columns, and which of them hold text and id."""

    names: tuple[str, ...]
    text: str
    identifier: str | None
    notices: tuple[Notice, ...] = ()


def columns_of(names: Sequence[str], sample: Sequence[Sequence[Any]], context: Context, component: str) -> Columns:
    """Choose the columns of text and id.

    Args:
        names: of all columns, each once.
        sample: the cells of the first rows.
        context: whose settings may name the columns.
        component: the full name of the parser, for the notice.

    Raises:
        ParseError: there is no such column, or none that looks like text.
    """
    options = context.settings.options
    chosen, identifier = options.get(TEXT_COLUMN), options.get(ID_COLUMN)
    listed = ", ".join(repr(name) for name in names)
    for option, name in ((TEXT_COLUMN, chosen), (ID_COLUMN, identifier)):
        if name is not None and name not in names:
            raise ParseError(f"found the columns {listed}, expected {name!r} among them", where=option.name, advice="name one of those")
    identifier = identifier or next((name for wanted in _ID_NAMES for name in names if name.casefold() == wanted), None)
    if chosen is not None:
        return Columns(names=tuple(names), text=chosen, identifier=identifier)
    text = text_name(list(names)) or _longest(names, sample)
    if text is None:
        raise ParseError(f"found the columns {listed}, none of which looks like texts", advice="name the one to read with --text-column")
    if text == TEXT_NAMES[0]:
        return Columns(names=tuple(names), text=text, identifier=identifier)
    message = f"the texts were read from the column {text!r}; --text-column chooses another"
    notice = Notice(code="text-column-guessed", message=message, component=component)
    return Columns(names=tuple(names), text=text, identifier=identifier, notices=(notice,))


def _longest(names: Sequence[str], sample: Sequence[Sequence[Any]]) -> str | None:
    rows = [cells for cells in sample if len(cells) == len(names)]
    if not rows:
        return None
    means = [sum(len(cells[i]) for cells in rows if isinstance(cells[i], str)) / len(rows) for i in range(len(names))]
    best = max(range(len(names)), key=means.__getitem__)
    return names[best] if means[best] >= _SHORTEST else None


def with_id(context: Context, columns: Columns) -> Context:
    """Return the context in which the column of ids is the one that was chosen."""
    if columns.identifier is None:
        return context
    options = context.settings.options.having(ID_COLUMN, columns.identifier)
    return attrs.evolve(context, settings=attrs.evolve(context.settings, options=options))


def plain(held: Any) -> Any:
    """Return what JSON has for a value of a column, where columns have types of their own, as in Parquet and in Spark.

    Raises:
        ParseError: it has nothing, as for bytes.
    """
    if held is None or isinstance(held, str | bool | int):
        return held
    if isinstance(held, float):
        return held if math.isfinite(held) else None
    if isinstance(held, datetime | date | time):
        return held.isoformat()
    if isinstance(held, Decimal):
        return str(held)
    if isinstance(held, Mapping):
        return {str(name): plain(item) for name, item in held.items()}
    if isinstance(held, list | tuple):
        return [plain(item) for item in held]
    raise ParseError(f"found {type(held).__name__} in a column, expected texts, numbers, days or lists", advice="leave this column out")
