"""The charts of a report as geometry: what stands where, in the units of an SVG. Templates draw it, so that no text can become markup.

Rules:

- A chart is a pure function of its numbers; the same numbers are drawn the same in every run.
- Bars are in percents of their width, so that they go with the page; the other charts have a size of their own.
- Names are cut to the room that they have; the whole name stands in the title of its mark, and in the table beside the chart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from math import ceil, log10

from seedlib.exporting.display import width
from seedlib.model import value

__all__ = ["Arrow", "Column", "Columns", "Label", "Network", "Node", "Segment", "columns", "network", "segments", "spark"]

#: The size of a chart, in units of about a pixel: what a page of 72 em has room for beside its margins, and a phone can scroll.
_WIDTH = 760

#: Of columns over time: the height of the highest, and the room above for its number, below for dates, and on the left for the scale.
_HIGH, _ABOVE, _BELOW, _LEFT = 150, 18, 24, 44

#: How many columns may have their number above them, and how wide a letter of a date below them is, with the gap to the next date.
_NUMBERED, _LETTER, _GAP = 24, 6.8, 14

#: Of a network: the height of a row (a line of text and its air), where the speakers' and targets' marks stand, and the columns of
#: text that a name has room for there at 13 units a line.
_ROW, _FROM, _TO, _NAME = 28, 250, 510, 30

#: How many actors stand on each side of a network, and the widest and narrowest arrow.
_SIDE, _WIDEST, _NARROWEST = 18, 12.0, 1.0


@value(kw_only=True)
class Segment:
    """A part of a bar, in percents of the bar's whole width."""

    x: float
    width: float
    name: str
    count: int

    @property
    def labelled(self) -> bool:
        """Whether its number fits in."""
        return self.width >= 3 + 3 * len(str(self.count))


def segments(counts: Mapping[str, int], order: Sequence[str], whole: int) -> tuple[Segment, ...]:
    """Return a bar of several counts.

    >>> [(held.name, held.x, held.width) for held in segments({"b": 1, "a": 2}, ["a", "b"], 4)]
    [('a', 0.0, 50.0), ('b', 50.0, 25.0)]

    Args:
        counts: by name.
        order: of the names; others follow.
        whole: what the whole width stands for.
    """
    names = [*(name for name in order if name in counts), *sorted(counts.keys() - set(order))]
    made, at = [], 0
    for name in names:
        made.append(Segment(x=_percent(at, whole), width=_percent(counts[name], whole), name=name, count=counts[name]))
        at += counts[name]
    return tuple(made)


def _percent(part: int, whole: int) -> float:
    return round(100 * part / whole, 2) if whole else 0.0


@value(kw_only=True)
class Label:
    """A text and where it stands."""

    x: float
    y: float
    text: str


@value(kw_only=True)
class Column:
    """A column and what it stands for."""

    x: float
    y: float
    width: float
    height: float
    key: str
    name: str
    count: int


@value(kw_only=True)
class Columns:
    """Columns over an axis."""

    width: float
    height: float
    #: Where the axis is.
    base: float
    left: float
    columns: tuple[Column, ...]
    #: The numbers above them, where there is room.
    numbers: tuple[Label, ...]
    #: What stands below.
    dates: tuple[Label, ...]
    #: The scale: lines across, with their numbers.
    scale: tuple[Label, ...]


def columns(held: Sequence[tuple[str, str, int]]) -> Columns:
    """Return columns in a row, with a scale.

    Args:
        held: key, name and count of each, in order.
    """
    step = _step(max((count for _, _, count in held), default=1))
    most = max(1, max((count for _, _, count in held), default=1))
    top = step * -(-most // step)
    base, each = _ABOVE + _HIGH, (_WIDTH - _LEFT) / max(1, len(held))
    each = min(each, 96)
    made = tuple(
        Column(
            x=round(_LEFT + place * each + each * 0.1, 2),
            y=round(base - _HIGH * count / top, 2),
            width=round(each * 0.8, 2),
            height=round(_HIGH * count / top, 2),
            key=key,
            name=name,
            count=count,
        )
        for place, (key, name, count) in enumerate(held)
    )
    every = ceil((_LETTER * max((len(one.name) for one in made), default=0) + _GAP) / each)
    return Columns(
        width=_WIDTH,
        height=base + _BELOW,
        base=base,
        left=_LEFT,
        columns=made,
        numbers=tuple(_above(one) for one in made if one.count and len(made) <= _NUMBERED),
        dates=tuple(Label(x=round(one.x + one.width / 2, 2), y=base + 17, text=one.name) for one in made[::every]),
        scale=tuple(Label(x=_LEFT - 8, y=round(base - _HIGH * at / top, 2), text=f"{at:,}") for at in range(0, top + 1, step)),
    )


def _above(column: Column) -> Label:
    return Label(x=round(column.x + column.width / 2, 2), y=round(column.y - 4, 2), text=f"{column.count:,}")


def _step(most: int) -> int:
    """Return the step of a scale that has two to five steps up to `most`.

    >>> [_step(most) for most in (0, 1, 7, 12, 480)]
    [1, 1, 2, 5, 100]
    """
    size = 10 ** int(log10(max(1, most)))
    return next((int(step) for step in (size / 5, size / 2, size, 2 * size) if step >= 1 and most <= 5 * step), size)


def spark(counts: Sequence[int], most: int) -> tuple[Column, ...]:
    """Return small columns without a scale, in a box of 100 by 20.

    Args:
        counts: of each period.
        most: what the full height stands for, so that several rows can be compared.
    """
    each = 100 / max(1, len(counts))
    return tuple(
        Column(
            x=round(place * each, 3),
            y=round(20 - 20 * count / most, 2),
            width=round(each * 0.85, 3),
            height=round(20 * count / most, 2),
            key="",
            name="",
            count=count,
        )
        for place, count in enumerate(counts)
        if count
    )


@value(kw_only=True)
class Node:
    """An actor in a network."""

    id: str
    x: float
    y: float
    #: As much of its name as has room.
    label: str
    name: str
    count: int


@value(kw_only=True)
class Arrow:
    """Claims of one actor about another."""

    speaker: str
    target: str
    #: What it says for whoever points at it.
    name: str
    count: int
    #: The path in SVG's own words.
    path: str
    width: float


@value(kw_only=True)
class Network:
    """Who makes claims about whom: speakers on the left, targets on the right."""

    width: float
    height: float
    speakers: tuple[Node, ...]
    targets: tuple[Node, ...]
    arrows: tuple[Arrow, ...]


def network(pairs: Sequence[tuple[str, str, int]], names: Mapping[str, str]) -> Network:
    """Return a network in two columns: no label overlaps another, and every arrow goes from left to right.

    Whoever speaks and is spoken about stands on both sides. Targets are in the order of the middle of their speakers, so that few
    arrows cross.

    Args:
        pairs: speaker, target and number of claims, the most first; those that find no room are left out.
        names: of actors, by id.
    """
    speakers: Counter[str] = Counter()
    targets: Counter[str] = Counter()
    kept = []
    for one, other, count in pairs:
        if (one in speakers or len(speakers) < _SIDE) and (other in targets or len(targets) < _SIDE):
            speakers[one] += count
            targets[other] += count
            kept.append((one, other, count))
    left = sorted(speakers, key=lambda one: (-speakers[one], names[one], one))
    place = {one: number / len(left) for number, one in enumerate(left)}
    middle = {held: sum(place[one] * count for one, other, count in kept if other == held) / targets[held] for held in targets}
    right = sorted(targets, key=lambda held: (middle[held], -targets[held], names[held], held))
    height = _ROW * max(len(left), len(right), 1)
    from_, to = _nodes(left, speakers, _FROM, height, names), _nodes(right, targets, _TO, height, names)
    y_from, y_to = {node.id: node.y for node in from_}, {node.id: node.y for node in to}
    most = max((count for _, _, count in kept), default=1)
    arrows = tuple(
        Arrow(
            speaker=one,
            target=other,
            name=f"{names[one]} → {names[other]}: {count:,} {'claim' if count == 1 else 'claims'}",
            count=count,
            path=_path(y_from[one], y_to[other]),
            width=round(_NARROWEST + (_WIDEST - _NARROWEST) * (count - 1) / max(1, most - 1), 2),
        )
        for one, other, count in reversed(kept)  # the strongest are drawn last, over the others
    )
    return Network(width=_WIDTH, height=height + _ROW, speakers=from_, targets=to, arrows=arrows)


def _nodes(order: Sequence[str], counts: Mapping[str, int], x: float, height: float, names: Mapping[str, str]) -> tuple[Node, ...]:
    each = height / max(1, len(order))
    return tuple(
        Node(id=held, x=x, y=round(_ROW + each * (place + 0.5), 2), label=_cut(names[held]), name=names[held], count=counts[held])
        for place, held in enumerate(order)
    )


def _path(start: float, end: float) -> str:
    x, to = _FROM + 10, _TO - 14  # beside the marks; the arrow's head has eight units
    middle = (x + to) / 2
    return f"M{x} {start}C{middle} {start} {middle} {end} {to} {end}"


def _cut(name: str) -> str:
    """Return as much of a name as has room; wide letters take two columns."""
    name = " ".join(name.split())
    if width(name) <= _NAME:
        return name
    kept = name[:_NAME]
    while width(kept) > _NAME - 1:
        kept = kept[:-1]
    return f"{kept.rstrip()}…"
