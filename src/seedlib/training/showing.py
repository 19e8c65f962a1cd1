"""Showing: figures as tables for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from seedlib.training.evaluating import Evaluation
from seedlib.training.scoring import Bin, Count, calibration_error, source_accuracy

__all__ = ["evaluation_lines", "table"]


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield the lines of a table; the first column stands to the left, the others to the right.

    >>> for line in table(("", "F1"), [("found", "81.20"), ("full", "7.00")]): print(line)
           F1
    found  81.20
    full    7.00
    """
    held = [tuple(head), *(tuple(row) for row in rows)]
    widths = [max(len(row[column]) for row in held) for column in range(len(head))]
    for row in held:
        cells = (
            cell.ljust(width) if not column else cell.rjust(width) for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        yield "  ".join(cells).rstrip()


def _percent(part: float) -> str:
    return f"{100 * part:.2f}"


def _f1(held: Count) -> str:
    return _percent(held.f1) if held.found and held.expected else "–"


def evaluation_lines(evaluation: Evaluation) -> Iterator[str]:
    """Yield an evaluation line by line."""
    yield f"{evaluation.system}, {evaluation.articles} articles"
    yield ""
    rows = [
        (name, _percent(held.precision), _percent(held.recall), _percent(held.f1), str(held.expected), str(held.found))
        for name, held in evaluation.figures.items()
    ]
    yield from table(("", "precision", "recall", "F1", "gold", "found"), rows)
    yield f"source right, of those found: {_percent(source_accuracy(evaluation.figures))} %"
    for axis, groups in evaluation.groups.items():
        yield ""
        cells: list[tuple[str, ...]] = [
            (
                group,
                *(_f1(held[name]) for name in ("found", "exact", "full")),
                _percent(held["found"].recall) if held["found"].expected else "–",
                str(held["found"].expected),
                str(held["found"].found),
            )
            for group, held in groups.items()
        ]
        yield from table((axis, "found F1", "exact F1", "full F1", "found recall", "gold", "found"), cells)
    for name, bins in evaluation.calibration.items():
        yield ""
        yield f"calibration, {name}: expected error {calibration_error(bins):.4f}"
        yield from table(("confidence", "right", "claims"), map(_bin_row, bins))


def _bin_row(held: Bin) -> tuple[str, str, str]:
    return f"{held.said:.3f}", f"{held.right:.3f}", str(held.claims)
