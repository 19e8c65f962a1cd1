"""What stands in the tables of a page: names, numbers that lead to claims, bars.

Rules:

- A number that is not zero leads to its claims: by a filter of the list where scripts run, else by an anchor.
- A filter is a query of names and values, `speaker=3&kind=demand`; actors and outlets are numbers in it, in the order of the report.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias
from urllib.parse import urlencode

from seedlib.corpus.reporting.charts import Column, Segment, segments
from seedlib.corpus.reporting.values import PAIRS, PEOPLE, Counts, Report
from seedlib.model import value

__all__ = ["FIRMNESS", "KINDS", "Bar", "Cell", "Counted", "Head", "Keys", "Name", "Number", "Spark", "Table", "Text", "bar_of", "matrix"]

#: The library's kinds as a reader may want them side by side: what is held to be so, what is to be done, what is held against somebody.
KINDS = (
    "statement", "belief", "prediction", "question", "demand", "commitment", "intention", "endorsement", "denial", "warning", "threat",
    "accusation",
)  # fmt: skip

#: The modalities, the firmest first.
FIRMNESS = ("asserted", "probable", "possible", "required", "desired", "hypothetical")


@value(kw_only=True)
class Head:
    """The head of a column."""

    text: str
    #: Whether numbers stand below.
    number: bool = False
    #: Whether it takes what room is left.
    wide: bool = False


@value(kw_only=True)
class Name:
    """What a row is about; `shape` of this and of the other cells tells the template which it is."""

    text: str
    note: str = ""
    #: The kind or modality that it is the name of, for the sample of its colour.
    mark: str = ""
    shape: str = "name"


@value(kw_only=True)
class Number:
    """How many claims, and the way to them."""

    count: int
    show: str
    anchor: str = "claims"
    shape: str = "number"


@value(kw_only=True)
class Text:
    """A number or word that leads nowhere."""

    text: str
    shape: str = "text"


@value(kw_only=True)
class Bar:
    """Counts by kind or modality."""

    segments: tuple[Segment, ...]
    #: `kind` or `firm`: the name that a segment has in filters.
    by: str
    #: The filter that each segment adds itself to.
    show: str
    shape: str = "bar"


@value(kw_only=True)
class Spark:
    """Counts over time without a scale."""

    columns: tuple[Column, ...]
    shape: str = "spark"


Cell: TypeAlias = Name | Number | Text | Bar | Spark


@value(kw_only=True)
class Table:
    """A table with a caption; `rest` says what it leaves out."""

    caption: str
    heads: tuple[Head, ...]
    rows: tuple[tuple[Cell, ...], ...]
    rest: str = ""


class Keys:
    """By which numbers a page knows the actors and outlets of a report, and which anchors there are."""

    def __init__(self, report: Report) -> None:
        ids = dict.fromkeys(held.id for held in (*report.speakers, *report.targets))
        self.actors = {identifier: number for number, identifier in enumerate(ids)}
        shown = {held.id for held in (*report.speakers[:PEOPLE], *report.targets[:PEOPLE])}
        shown |= {identifier for pair in report.pairs[:PAIRS] for identifier in (pair.speaker, pair.target)}
        #: Actors of one name that are not one have a number after it where tables name them.
        self.names: dict[str, str] = {}
        times: Counter[str] = Counter()
        for held in (*report.speakers, *report.targets):
            if held.id not in self.names:
                times[held.name] += held.id in shown
                self.names[held.id] = f"{held.name} ({times[held.name]})" if held.id in shown and times[held.name] > 1 else held.name
        self.namesakes = any(count > 1 for count in times.values())
        self.outlets = {outlet.name: number for number, outlet in enumerate(report.outlets)}
        self._listed = {self.voice(held.speakers, by_author=held.by_author) for held in report.claims}

    def voice(self, speakers: Sequence[str], *, by_author: bool) -> str:
        """Return under whom a claim is listed: its first speaker, or those who have no name."""
        if speakers:
            return str(self.actors[speakers[0]])
        return "author" if by_author else "unknown"

    def of(self, actor: str) -> str:
        """Return an actor's number; those who have no name are known by their ids."""
        return str(self.actors.get(actor, actor))

    def name(self, held: Counts) -> Name:
        """Return the name of an actor, or of those who have none, as it stands in a row."""
        return Name(text=self.names.get(held.id, held.name), note=held.kind if held.kind != "unknown" else "")

    def number(self, count: int, **wanted: str) -> Number:
        """Return a number with its filter; without a script it leads to what the speaker says."""
        speaker = wanted.get("speaker", "")
        return Number(count=count, show=urlencode(wanted), anchor=f"by-{speaker}" if speaker in self._listed else "claims")


def bar_of(counts: Counts, by: str, whole: int, **wanted: str) -> Bar:
    """Return the bar of an actor's or outlet's claims by `kind` or by `firm`."""
    held, order = (counts.kinds, KINDS) if by == "kind" else (counts.modalities, FIRMNESS)
    return Bar(segments=segments(held, order, whole), by=by, show=urlencode(wanted))


#: A row of a table of numbers: its name, its counts by column, and its filter.
Counted: TypeAlias = tuple[Name, Mapping[str, int], Mapping[str, str]]


def matrix(caption: str, first: str, rows: Iterable[Counted], by: str, keys: Keys) -> Table:
    """Return a table of numbers by kind or modality; what nobody has gets no column.

    Args:
        caption: of the table.
        first: the head of its names.
        rows: in order.
        by: `kind` or `firm`, as in filters.
        keys: of the page.
    """
    rows = list(rows)
    order = KINDS if by == "kind" else FIRMNESS
    known = {name for _, counts, _ in rows for name, count in counts.items() if count}
    names = [*(name for name in order if name in known), *sorted(known - set(order))]

    def row(name: Name, counts: Mapping[str, int], wanted: Mapping[str, str]) -> tuple[Cell, ...]:
        return name, *(keys.number(counts.get(column, 0), **wanted, **{by: column}) for column in names)

    heads = (Head(text=first), *(Head(text=name, number=True) for name in names))
    return Table(caption=caption, heads=heads, rows=tuple(row(*held) for held in rows))
