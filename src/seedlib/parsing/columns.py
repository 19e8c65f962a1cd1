"""Which columns of a table hold the texts and the ids, and how dates are written in it, in whatever file the table stands.

Rules:

- The text's column is `text-column`, else the one whose name says so, else the one with the longest texts in the first rows; a notice
  says which was guessed.
- The id's is `id-column`, else the one whose name says so.
- `03/04/2024` is read as the first rows of its column say, where one of them can be read one way alone (`13/03/2024`) and none contradicts
  it; a notice says so. Where a later row contradicts them it is no date from there on.
- Some rows are read ahead for this, never all.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, TypeVar

import attrs

from seedlib.components import Context
from seedlib.errors import ParseError
from seedlib.model import EMPTY, FrozenMapping, Notice, freeze, value
from seedlib.parsing.dates import order_in, order_of
from seedlib.parsing.fields import DATES, TEXT_NAMES, field_of, text_name
from seedlib.parsing.keys import ID_COLUMN, TEXT_COLUMN

__all__ = ["Columns", "columns_of", "first_rows", "is_whole", "plain", "row_by_row", "with_id"]

#: How many rows are read ahead: so many at least, and so many at most, as long as they have no more characters than that. The days of one
#: month stand in two hundred rows of a small outlet.
_FEWEST, _MOST, _CHARACTERS = 20, 200, 1 << 20

#: The shortest mean of a column of texts, in characters.
_SHORTEST = 40

#: Names of columns that hold ids, where there is no `id`.
_ID_NAMES = ("id", "doc_id", "document_id", "article_id", "uuid")


T = TypeVar("T")


@value(kw_only=True)
class Columns:
    """A table's columns, and which of them hold text and id."""

    names: tuple[str, ...]
    text: str
    identifier: str | None
    #: Of columns of dates, whether `03/04/2024` is 3 April; none of those of which it is not known.
    day_first: FrozenMapping[bool] = attrs.field(default=EMPTY, converter=freeze)
    notices: tuple[Notice, ...] = ()


def first_rows(rows: Iterator[T], cells: Callable[[T], Iterable[Any]]) -> list[T]:
    """Read some rows ahead.

    >>> len(first_rows(iter([["word"]] * 500), list)), len(first_rows(iter([["word" * 20_000]] * 500), list))
    (200, 20)

    Args:
        rows: of the table; those that are returned are taken from it.
        cells: gives the cells of one.
    """
    taken: list[T] = []
    left = _CHARACTERS
    while len(taken) < (_MOST if left > 0 else _FEWEST) and (row := next(rows, None)) is not None:
        taken.append(row)
        left -= sum(len(cell) for cell in cells(row) if isinstance(cell, str))
    return taken


def columns_of(names: Sequence[str], sample: Sequence[Sequence[Any]], context: Context, component: str) -> Columns:
    """Choose the columns of text and id, and see how dates are written.

    Args:
        names: of all columns, each once.
        sample: the cells of the first rows.
        context: whose settings may name the columns.
        component: the full name of the parser, for notices.

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
    text = chosen if chosen is not None else text_name(list(names)) or _longest(names, sample)
    if text is None:
        raise ParseError(f"found the columns {listed}, none of which looks like texts", advice="name the one to read with --text-column")
    orders = _orders(names, sample)
    notices = [_order_notice(name, day_first, component) for name, day_first in orders.items()]
    if text not in {chosen, TEXT_NAMES[0]}:
        message = f"the texts were read from the column {text!r}; --text-column chooses another"
        notices.append(Notice(code="text-column-guessed", message=message, component=component))
    return Columns(names=tuple(names), text=text, identifier=identifier, day_first=FrozenMapping(orders), notices=tuple(notices))


def _longest(names: Sequence[str], sample: Sequence[Sequence[Any]]) -> str | None:
    rows = [cells for cells in sample if len(cells) == len(names)]
    if not rows:
        return None
    means = [sum(len(cells[i]) for cells in rows if isinstance(cells[i], str)) / len(rows) for i in range(len(names))]
    best = max(range(len(names)), key=means.__getitem__)
    return names[best] if means[best] >= _SHORTEST else None


def _orders(names: Sequence[str], sample: Sequence[Sequence[Any]]) -> dict[str, bool]:
    """Return of columns of dates whether the day stands first, where their cells say so."""
    rows = [cells for cells in sample if len(cells) == len(names)]
    said = {name: order_of(cells[at] for cells in rows) for at, name in enumerate(names) if field_of(name) in DATES}
    return {name: day_first for name, day_first in said.items() if day_first is not None}


def _order_notice(name: str, day_first: bool, component: str) -> Notice:
    order = "the day" if day_first else "the month"
    message = f"in a date such as 03/04/2024 under {name!r}, {order} comes first, as others there have to be read"
    return Notice(code="date-order-guessed", message=message, component=component)


def is_whole(cells: Sequence[Any], columns: Columns) -> bool:
    """Say whether a row has a cell for each column, and nothing behind them.

    >>> columns = Columns(names=("id", "text"), text="text", identifier="id")
    >>> [is_whole(cells, columns) for cells in (["1", "Rain."], ["1", "Rain.", ""], ["1", "Rain", "fell."], ["1"])]
    [True, True, False, False]
    """
    return len(cells) >= len(columns.names) and not any(cells[len(columns.names) :])


def row_by_row(rows: Iterable[T], cells: Callable[[T], Sequence[Any]], columns: Columns, component: str) -> Iterator[tuple[T, Columns]]:
    """Yield rows with what is known of their columns by then.

    Notices stand with the first whole row from where they are true: any other gives no document that could have them.

    Args:
        rows: all of the table.
        cells: gives the cells of one.
        columns: what the first rows say.
        component: the full name of the parser, for notices.
    """
    for row in rows:
        if columns.day_first:
            columns = _as_far_as_they_agree(columns, cells(row), component)
        yield row, columns
        if columns.notices and is_whole(cells(row), columns):
            columns = attrs.evolve(columns, notices=())


def _as_far_as_they_agree(columns: Columns, cells: Iterable[Any], component: str) -> Columns:
    """Return columns without the orders of dates that a row contradicts, with a notice of each."""
    named = dict(zip(columns.names, cells, strict=False))
    wrong = {name: named[name] for name, first in columns.day_first.items() if order_in(named.get(name)) == (not first)}
    if not wrong:
        return columns
    messages = (
        f"{cell!r} under {name!r} contradicts the dates before it: 03/04/2024 is no date from here on" for name, cell in wrong.items()
    )
    notices = [Notice(code="date-order-contradicted", message=message, component=component) for message in messages]
    kept = FrozenMapping({name: first for name, first in columns.day_first.items() if name not in wrong})
    return attrs.evolve(columns, day_first=kept, notices=(*columns.notices, *notices))


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
