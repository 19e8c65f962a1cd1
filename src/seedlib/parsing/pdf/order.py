"""From lines in the order in which a file draws them to lines in the order in which people read them.

The method is the recursive cut of Nagy and Seth (1984) with one change: a page is cut where a gutter runs through most of it, and lines
that cross the gutter, such as a title above two columns, cut it into bands first.

Rules:

- The file's own order stands wherever it goes down the page. It is right in most files, and for tables nothing else is known.
- Columns are columns of prose: most lines fill them. Cells of a table do not, and are read row by row.
- Where lines had to be sorted by their place alone, the page is named as doubtful.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from seedlib.parsing.pdf.characters import Line, is_leftward

__all__ = ["Ordered", "in_order", "rows_of"]

#: A column has at least so many lines, and so many of the page's columns at most are told apart, one inside the other.
_FEWEST, _DEEPEST = 4, 5

#: Which part of the lines may cross a gutter, and how much of a column most of its lines fill.
_CROSSING, _FILLED = 0.34, 0.55

#: Which part of the steps from line to line may go up before a file's order is not believed, unless half of its rows are in runs of
#: so many that go down: a figure's labels are drawn in any order beside a text that is not.
_UP, _LONG = 0.1, 6

#: Words this many times further apart than they are high are cells of a row: no program sets a line of prose so wide.
_CELLS = 2.0

#: A run of so few rows may have been drawn after what stands under it; a page with more such rows than this is a map or a drawing.
_STRAY, _MOST = 2, 500


class Ordered(NamedTuple):
    """Lines in reading order, and whether that order is a guess."""

    #: Columns, or parts of them between lines that cross: each is read from its top to its bottom.
    flows: list[list[Line]]
    doubtful: bool


def in_order(lines: Sequence[Line]) -> Ordered:
    """Return a page's lines in reading order.

    Args:
        lines: of one page, running in one direction, in the file's order.
    """
    numbered = list(enumerate(lines))
    flows: list[list[Line]] = []
    doubtful = False
    for region in _regions(numbered):
        found, guessed = _flows(region)
        doubtful |= guessed
        flows += found
    return Ordered(flows, doubtful)


_Numbered = tuple[int, Line]


def _regions(lines: list[_Numbered]) -> list[list[_Numbered]]:
    """Return a page's regions without columns, in reading order."""
    done: list[list[_Numbered]] = []
    waiting = [(lines, 0)]
    while waiting:
        region, depth = waiting.pop()
        gutter = _gutter([line for _, line in region]) if depth < _DEEPEST else None
        if gutter is None:
            if region:
                done.append(region)
            continue
        waiting += [(part, depth + 1) for part in reversed(_bands(region, *gutter))]
    return done


def _bands(region: list[_Numbered], left: float, right: float) -> list[list[_Numbered]]:
    """Cut a region at the lines that cross a gutter: what crosses, then the left column under it, then the right one."""
    crossing = sorted((item for item in region if item[1].left < left and item[1].right > right), key=lambda item: -item[1].top)
    others = sorted((item for item in region if not (item[1].left < left and item[1].right > right)), key=lambda item: -_middle(item[1]))
    bands: list[list[_Numbered]] = []
    start, middle = 0, (left + right) / 2
    for item in [*crossing, None]:
        floor = _middle(item[1]) if item else float("-inf")
        stop = start
        while stop < len(others) and _middle(others[stop][1]) > floor:
            stop += 1
        above, start = others[start:stop], stop
        bands += [
            [other for other in above if (other[1].left + other[1].right) / 2 < middle],
            [other for other in above if (other[1].left + other[1].right) / 2 >= middle],
        ]
        if item and len(bands) >= 3 and not bands[-1] and not bands[-2]:
            bands[-3].append(item)  # crossing lines that follow each other are one region
        elif item:
            bands.append([item])
    return [sorted(band) for band in bands if band]


def _middle(line: Line) -> float:
    return (line.bottom + line.top) / 2


def _gutter(lines: list[Line]) -> tuple[float, float] | None:
    """Return where the gutter between two columns of prose runs, or None."""
    if len(lines) < 2 * _FEWEST:
        return None
    first, last = min(line.left for line in lines), max(line.right for line in lines)
    best: tuple[float, float, float] | None = None
    for left, right, crossing in _gaps(lines, first, last):
        if crossing <= _CROSSING * len(lines) and _parts_prose(lines, left, right) and (best is None or (-crossing, right - left) > best):
            best = (-crossing, right - left, left)
    return (best[2], best[2] + best[1]) if best else None


def _gaps(lines: list[Line], first: float, last: float) -> list[tuple[float, float, int]]:
    """Return the stretches between where lines end and where lines begin that the fewest lines cross: left, right, how many cross."""
    width = last - first
    marks = sorted([(line.left, 1) for line in lines] + [(line.right, -1) for line in lines])
    gaps, covering = [], 0
    for (at, step), (following, after) in pairwise(marks):
        covering += step
        inside = first + 0.1 * width < (at + following) / 2 < last - 0.1 * width
        if inside and step < 0 < after and following > at:
            gaps.append((at, following, covering))
    gaps.sort(key=lambda gap: (gap[2], gap[0] - gap[1]))
    return gaps[:12]


def _parts_prose(lines: list[Line], left: float, right: float) -> bool:
    """Say whether columns of prose stand side by side on both sides of a gutter."""
    sides = ([line for line in lines if line.right <= left], [line for line in lines if line.left >= right])
    by_rows = _drawn_by_rows(lines, left, right)
    if any(len(side) < _FEWEST or not _fills(side, by_rows=by_rows) for side in sides):
        return False
    (low, high), (floor, roof) = ((min(line.bottom for line in side), max(line.top for line in side)) for side in sides)
    return min(high, roof) - max(low, floor) > 0.4 * min(high - low, roof - floor)


def _drawn_by_rows(lines: list[Line], left: float, right: float) -> bool:
    """Say whether a file draws what stands on both sides of a gutter in turn, as it does the rows of a table."""
    sides = [line.left >= right for line in lines if line.right <= left or line.left >= right]
    changes = sum(one != other for one, other in pairwise(sides))
    return changes * 2 > min(sides.count(True), sides.count(False))


def _fills(side: list[Line], *, by_rows: bool) -> bool:
    """Say whether most of a column's text stands in lines that fill it, and is words rather than numbers.

    Of what is drawn by rows most lines have to fill it: numbers are short, and what each is called is a long line in Chinese.
    """
    widths = sorted(line.right - line.left for line in side)
    typical = widths[(9 * len(widths)) // 10]  # not the widest: a rule or a heading may stick out
    full = [line for line in side if line.right - line.left >= _FILLED * typical]
    text, within = "".join(line.text for line in side), "".join(line.text for line in full)
    if len(full) < _FEWEST or len(within) * 2 < len(text) or typical < 6 * side[0].size or (by_rows and len(full) * 2 <= len(side)):
        return False
    words = within.count(" ") >= len(full) or any(sign > "\u2e7f" for sign in within[:40])  # Chinese and Japanese have no blanks
    return words and sum(map(str.isalpha, within)) * 2 > len(within)


def _flows(region: list[_Numbered]) -> tuple[list[list[Line]], bool]:
    """Return a region's rows as stretches that go down, and whether the file's order was not believed."""
    lines = [line for _, line in region]
    runs = _runs(rows_of(lines))
    rows = sum(map(len, runs))
    few = len(runs) - 1 <= max(1, _UP * rows) and not _interleaved([run for run in runs if len(run) > _STRAY])
    if few or sum(len(run) for run in runs if len(run) >= _LONG) * 2 >= rows:
        return _placed(runs), False
    ordered = sorted(lines, key=lambda line: (-_middle(line), line.left))
    return [rows_of(_by_rows(ordered))], rows > 2 * _FEWEST


def _runs(rows: list[Line]) -> list[list[Line]]:
    """Cut rows where the next one stands higher than the last."""
    runs: list[list[Line]] = []
    for row in rows:
        if runs and row.bottom <= runs[-1][-1].top - 0.2 * row.size:
            runs[-1].append(row)
        else:
            runs.append([row])
    return runs


def _interleaved(runs: list[list[Line]]) -> bool:
    """Say whether lines of one run stand between those of the next, in the same column."""
    for one, other in pairwise(runs):
        shared = min(one[0].top, other[0].top) - max(one[-1].bottom, other[-1].bottom)
        if shared > 2 * one[0].size and one[0].left < other[0].right and other[0].left < one[0].right:
            return True
    return False


def _placed(runs: list[list[Line]]) -> list[list[Line]]:
    """Return runs, those of a row or two where they stand on the page: a title may be drawn after the text, a form's number before."""
    found = [run for run in runs if len(run) > _STRAY]
    strays = [line for run in runs if len(run) <= _STRAY for line in run]
    if not found or len(strays) > _MOST:
        return runs
    for line in strays:
        at, row = _place(found, line)
        if row:
            found[at].insert(row, line)
        else:
            found.insert(at, [line])
    return found


def _place(runs: list[list[Line]], stray: Line) -> tuple[int, int]:
    """Return before which run, and which row of it, a stray row belongs: the first that it stands above, else after all over it."""
    level, last = _middle(stray), len(runs)
    for at, run in enumerate(runs):
        for row, line in enumerate(run):
            if line.left < stray.right and stray.left < line.right:
                if _middle(line) < level:
                    return at, row
                last = at + 1
    return last, 0


def _by_rows(lines: list[Line]) -> list[Line]:
    """Return lines from the top downwards, those side by side from the left."""
    rows: list[list[Line]] = []
    for line in lines:
        if rows and _middle(line) > rows[-1][0].bottom:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [line for row in rows for line in sorted(row, key=lambda line: line.left)]


def rows_of(lines: Sequence[Line]) -> list[Line]:
    """Join lines that follow each other side by side: cells of a row, or words with a wide blank between them."""
    found: list[Line] = []
    for line in lines:
        last = found[-1] if found else None
        if last and _beside(last, line):
            found[-1] = _joined(last, line)
        else:
            found.append(line)
    return found


def _beside(one: Line, other: Line) -> bool:
    shared = min(one.top, other.top) - max(one.bottom, other.bottom)
    left, right = (other, one) if is_leftward(one.text) else (one, other)
    return shared > 0.5 * min(one.top - one.bottom, other.top - other.bottom) and right.left > left.right - 0.3 * one.size


def _joined(one: Line, other: Line) -> Line:
    gap = max(other.left - one.right, one.left - other.right)
    cells = gap > _CELLS * one.size
    blank = "\t" if cells else "" if gap < 0.1 * one.size and not one.hyphen else " "
    return Line(
        text=one.text + ("-" if one.hyphen else "") + blank + other.text,
        left=min(one.left, other.left),
        bottom=min(one.bottom, other.bottom),
        right=max(one.right, other.right),
        top=max(one.top, other.top),
        size=max(one.size, other.size) if len(one.text) < 3 else one.size,
        bold=one.bold and other.bold,
        hyphen=other.hyphen,
        page=one.page,
        turn=one.turn,
        first_word=one.first_word,
        cells=cells or one.cells,
    )
