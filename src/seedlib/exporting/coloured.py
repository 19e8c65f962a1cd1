"""Listings drawn in colour by rich: the extra `cli`."""

from __future__ import annotations

import io

from seedlib.errors import MissingExtraError
from seedlib.exporting.listing import Listing, Section

__all__ = ["draw_in_colour"]

#: The styles of columns, by name: what leads the eye, and what steps back.
_STYLES = {"line": "dim", "who": "bold", "name": "bold", "kind": "cyan", "words": "yellow", "how firm": "green"}


def draw_in_colour(shown: Listing, columns: int) -> str:
    """Return a listing with the escape sequences of a terminal, at most `columns` columns wide.

    Raises:
        MissingExtraError: rich is not installed.
    """
    try:
        from rich.console import Console
        from rich.text import Text
    except ImportError as error:
        raise MissingExtraError("rich", "cli") from error
    out = io.StringIO()
    console = Console(
        file=out,
        width=columns,
        force_terminal=True,
        color_system="standard",
        legacy_windows=False,
        highlight=False,
        _environ={},  # what the environment says is the command line's to ask
    )
    console.print(Text(shown.title, style="bold underline"))
    for fact in shown.facts:
        console.print(Text(fact, style="dim"))
    for section in shown.sections:
        console.print(Text(f"\n{section.title}", style="bold"))
        if section.rows:
            console.print(_table(section))
    return out.getvalue()


def _table(section: Section) -> object:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="dim")
    for column in section.columns:
        table.add_column(
            column.name,
            max_width=column.most,
            justify="right" if column.number else "left",
            style=_STYLES.get(column.name, ""),
            overflow="fold",
            no_wrap=column.number,
        )
    for row in section.rows:
        table.add_row(*(Text(cell) for cell in row))
    return table
