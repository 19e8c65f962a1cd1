"""A report as a page shows it: plain values for the template, with every number, filter and anchor worked out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from seedlib.corpus.reporting.cells import FIRMNESS, KINDS, Bar, Cell, Counted, Head, Keys, Name, Number, Spark, Table, Text, bar_of, matrix
from seedlib.corpus.reporting.charts import Columns, Network, columns, network, segments, spark
from seedlib.corpus.reporting.entries import NO_OUTLET, Choice, Claims, choices_of, claims_of, date_key
from seedlib.corpus.reporting.periods import named
from seedlib.corpus.reporting.values import OUTLETS, PAIRS, PEOPLE, Counts, Outlet, Period, Problem, Report
from seedlib.model import Notice, value

__all__ = ["View", "view_of"]

#: How many speakers have their claims shown by kind, and over time: more rows are no overview.
_BY_KIND, _OVER_TIME = 20, 6

#: How many notices are shown; the rest is counted.
_NOTICES = 50


@value(kw_only=True)
class View:
    """Everything that the template needs."""

    title: str
    report: Report
    when: str
    overview: tuple[tuple[Number | Text, str], ...]
    totals: tuple[Table, ...]
    speakers: Table
    network: Network
    pairs: Table
    targets: Table
    columns: Columns
    time: Table
    sparks: Table
    spark_numbers: Table
    actors: Table
    actor_numbers: tuple[Table, ...]
    outlets: Table
    outlet_numbers: Table
    problems: Table
    problem_lists: tuple[tuple[str, tuple[Problem, ...]], ...]
    #: Each with how many documents have it.
    notices: tuple[tuple[Notice, int], ...]
    choices: tuple[Choice, ...]
    groups: tuple[Claims, ...]
    keys: Keys


def view_of(report: Report, title: str) -> View:
    """Return what a page shows of a report."""
    keys = Keys(report)
    pairs = [(pair.speaker, pair.target, pair.claims) for pair in report.pairs[:PAIRS]]
    shown = report.speakers[:_BY_KIND]
    outlets = report.outlets[:OUTLETS]
    return View(
        title=title,
        report=report,
        when=_when(report),
        overview=tuple(_overview(report, keys)),
        totals=(_totals(report, keys, "kind"), _totals(report, keys, "firm")),
        speakers=_speakers(report, keys),
        network=network(pairs, keys.names),
        pairs=_pairs(report, keys),
        targets=_targets(report, keys),
        columns=columns([(held.key, named(held.key), held.claims) for held in report.timeline.periods]),
        time=_time(report, keys),
        sparks=_sparks(report, keys),
        spark_numbers=_spark_numbers(report, keys),
        actors=_actors(shown, keys),
        actor_numbers=(
            matrix("Kinds of claim by speaker", "speaker", _by(shown, keys, "kind"), "kind", keys),
            matrix("How firm, by speaker", "speaker", _by(shown, keys, "firm"), "firm", keys),
        ),
        outlets=_outlets(report, keys),
        outlet_numbers=matrix("Kinds of claim by outlet", "outlet", _by_outlet(outlets, keys), "kind", keys),
        problems=_problems(report),
        problem_lists=tuple(_problem_lists(report)),
        notices=report.notices[:_NOTICES],
        choices=tuple(choices_of(report, keys)),
        groups=tuple(claims_of(report, keys)),
        keys=keys,
    )


def _counted(count: int, one: str, many: str = "") -> str:
    return f"1 {one}" if count == 1 else f"{count:,} {many or one + 's'}"


def _when(report: Report) -> str:
    """Return the stretch of time that the documents are from."""
    dates = [held.key for held in (*report.timeline.periods, *report.timeline.coarse)]
    if not dates:
        return ""
    first, last = named(min(dates)), named(max(dates))
    return first if first == last else f"{first} – {last}"


def _overview(report: Report, keys: Keys) -> Iterator[tuple[Number | Text, str]]:
    total = report.total
    yield Text(text=f"{report.documents:,}"), "document" if report.documents == 1 else "documents"
    yield keys.number(total.claims), "claim" if total.claims == 1 else "claims"
    yield keys.number(total.by_author, voice="author"), "by authors themselves"
    yield keys.number(total.negative, polarity="negative"), "negative"
    outlets = sum(bool(outlet.name) for outlet in report.outlets)
    yield Number(count=len(report.speakers), show="", anchor="speakers"), "speaker" if len(report.speakers) == 1 else "speakers"
    yield Number(count=outlets, show="", anchor="outlets"), "outlet" if outlets == 1 else "outlets"


def _totals(report: Report, keys: Keys, by: str) -> Table:
    """Return how the claims are put, which shows the colours too."""
    total = report.total
    held, order = (total.kinds, KINDS) if by == "kind" else (total.modalities, FIRMNESS)
    most = max(held.values(), default=0)
    names = [*(name for name in order if name in held), *sorted(held.keys() - set(order))]
    rows = tuple(
        (
            Name(text=name, mark=name),
            Bar(segments=segments({name: held[name]}, order, most), by=by, show=""),
            keys.number(held[name], **{by: name}),
            Text(text=_share(held[name], total.claims)),
        )
        for name in names
    )
    caption = "Kinds of claim" if by == "kind" else "How firm"
    heads = (Head(text=caption.lower()), Head(text="", wide=True), Head(text="claims", number=True), Head(text="share", number=True))
    return Table(caption=caption, heads=heads, rows=rows)


def _share(part: int, whole: int) -> str:
    """Return a share in percent; one that is there is never 0."""
    return f"{100 * part / whole:.0f} %" if 200 * part >= whole else "< 1 %"


def _rest(left: Sequence[Counts], one: str) -> str:
    """Return a sentence on what a table leaves out."""
    if not left:
        return ""
    most = left[0].claims
    each = "one claim each" if most == 1 else f"{_counted(most, 'claim')} or fewer each"
    return f"And {_counted(len(left), 'more ' + one)} with {each}."


def _speakers(report: Report, keys: Keys) -> Table:
    about = {held.id: held.claims for held in report.targets}
    most = report.speakers[0].claims if report.speakers else 0

    def row(held: Counts) -> tuple[Cell, ...]:
        key = keys.of(held.id)
        return (
            keys.name(held),
            bar_of(held, "kind", most, speaker=key) if held.kind else Text(text=""),
            keys.number(held.claims, speaker=key),
            Text(text=f"{held.documents:,}"),
            keys.number(held.by_author, speaker=key, voice="author"),
            keys.number(held.negative, speaker=key, polarity="negative"),
            keys.number(about.get(held.id, 0), about=key) if held.id in about else Text(text="–"),
        )

    heads = (
        Head(text="speaker"),
        Head(text="claims by kind", wide=True),
        Head(text="claims", number=True),
        Head(text="documents", number=True),
        Head(text="as author", number=True),
        Head(text="negative", number=True),
        Head(text="about them", number=True),
    )
    rows = tuple(row(held) for held in (*report.speakers[:PEOPLE], *report.nameless))
    return Table(caption="Speakers by number of claims", heads=heads, rows=rows, rest=_rest(report.speakers[PEOPLE:], "speaker"))


def _targets(report: Report, keys: Keys) -> Table:
    most = report.targets[0].claims if report.targets else 0
    rows = tuple(
        (
            keys.name(held),
            bar_of(held, "kind", most, about=keys.of(held.id)),
            keys.number(held.claims, about=keys.of(held.id)),
            Text(text=f"{held.documents:,}"),
            keys.number(held.negative, about=keys.of(held.id), polarity="negative"),
        )
        for held in report.targets[:PEOPLE]
    )
    heads = (
        Head(text="about whom"),
        Head(text="claims by kind", wide=True),
        Head(text="claims", number=True),
        Head(text="documents", number=True),
        Head(text="negative", number=True),
    )
    rest = _rest(report.targets[PEOPLE:], "actor")
    return Table(caption="Those whom claims are about", heads=heads, rows=rows, rest=rest)


def _pairs(report: Report, keys: Keys) -> Table:
    rows = tuple(
        (
            Name(text=keys.names[pair.speaker]),
            Name(text=keys.names[pair.target]),
            keys.number(pair.claims, speaker=keys.of(pair.speaker), about=keys.of(pair.target)),
        )
        for pair in report.pairs[:PAIRS]
    )
    left = report.pairs[PAIRS:]
    rest = f"And {_counted(len(left), 'more pair')} with {left[0].claims} or fewer each." if left else ""
    heads = (Head(text="speaker"), Head(text="about whom"), Head(text="claims", number=True))
    return Table(caption="Who makes claims about whom", heads=heads, rows=rows, rest=rest)


def _time(report: Report, keys: Keys) -> Table:
    line = report.timeline
    held = [*(period for period in line.periods if period.documents), *line.coarse]
    if line.unknown.documents:
        held.append(line.unknown)
    rows = tuple(
        (
            Name(text=named(period.key) + (", not stated more exactly" if 0 < len(period.key) < line.precision else "")),
            Text(text=f"{period.documents:,}"),
            keys.number(period.claims, date=date_key(period, line.precision)),
        )
        for period in held
    )
    heads = (Head(text="published"), Head(text="documents", number=True), Head(text="claims", number=True))
    return Table(caption="Documents and claims by date of publication", heads=heads, rows=rows)


def _dated(report: Report) -> list[Counts]:
    """Return the speakers with the most claims of which it is known when they were published, as exactly as the columns are."""
    periods = {period.key for period in report.timeline.periods}
    dated = {held.id: sum(count for key, count in held.periods.items() if key in periods) for held in report.speakers}
    return sorted((held for held in report.speakers if dated[held.id]), key=lambda held: -dated[held.id])[:_OVER_TIME]


def _sparks(report: Report, keys: Keys) -> Table:
    shown = _dated(report)
    periods = [period.key for period in report.timeline.periods]
    most = max((held.periods.get(key, 0) for held in shown for key in periods), default=0) or 1
    rows = tuple(
        (
            keys.name(held),
            Spark(columns=spark([held.periods.get(key, 0) for key in periods], most)),
            keys.number(held.claims, speaker=keys.of(held.id)),
        )
        for held in shown
    )
    heads = (Head(text="speaker"), Head(text="claims over the same time, to one scale", wide=True), Head(text="claims", number=True))
    return Table(caption="The first speakers over time", heads=heads, rows=rows)


def _spark_numbers(report: Report, keys: Keys) -> Table:
    line, shown = report.timeline, _dated(report)

    def row(period: Period) -> tuple[Cell, ...]:
        counts = ((keys.of(one.id), one.periods.get(period.key, 0)) for one in shown)
        date = date_key(period, line.precision)
        return Name(text=named(period.key)), *(keys.number(count, speaker=key, date=date) for key, count in counts)

    held = [*line.periods, *line.coarse, line.unknown]
    rows = tuple(row(period) for period in held if any(one.periods.get(period.key) for one in shown))
    heads = (Head(text="published"), *(Head(text=keys.names[one.id], number=True) for one in shown))
    return Table(caption="Claims of the first speakers by date", heads=heads, rows=rows)


def _actors(shown: Iterable[Counts], keys: Keys) -> Table:
    rows = tuple(
        (
            keys.name(held),
            bar_of(held, "kind", held.claims, speaker=keys.of(held.id)),
            bar_of(held, "firm", held.claims, speaker=keys.of(held.id)),
        )
        for held in shown
    )
    heads = (Head(text="speaker"), Head(text="kinds", wide=True), Head(text="how firm", wide=True))
    return Table(caption="Kinds and firmness of each speaker’s claims, in shares", heads=heads, rows=rows)


def _by(shown: Iterable[Counts], keys: Keys, by: str) -> Iterator[Counted]:
    for held in shown:
        yield Name(text=keys.names[held.id]), held.kinds if by == "kind" else held.modalities, {"speaker": keys.of(held.id)}


def _by_outlet(outlets: Iterable[Outlet], keys: Keys) -> Iterator[Counted]:
    for outlet in outlets:
        yield Name(text=outlet.name or NO_OUTLET), outlet.counts.kinds, {"outlet": str(keys.outlets[outlet.name])}


def _outlets(report: Report, keys: Keys) -> Table:
    def row(outlet: Outlet) -> tuple[Cell, ...]:
        key, counts = str(keys.outlets[outlet.name]), outlet.counts
        return (
            Name(text=outlet.name or NO_OUTLET),
            bar_of(counts, "kind", counts.claims, outlet=key),
            Text(text=f"{outlet.documents:,}"),
            keys.number(counts.claims, outlet=key),
            Text(text=f"{counts.claims / outlet.documents:.1f}"),
            Text(text=f"{outlet.speakers:,}"),
            keys.number(counts.by_author, outlet=key, voice="author"),
            keys.number(counts.negative, outlet=key, polarity="negative"),
            Number(count=outlet.problems, show="", anchor="problems"),
        )

    numbers = ("documents", "claims", "per document", "speakers", "by authors", "negative", "text problems")
    heads = (Head(text="outlet"), Head(text="kinds, in shares", wide=True), *(Head(text=name, number=True) for name in numbers))
    left = report.outlets[OUTLETS:]
    documents = sum(outlet.documents for outlet in left)
    rest = f"And {_counted(len(left), 'more outlet')} with {_counted(documents, 'document')} in all." if left else ""
    return Table(caption="Outlets compared", heads=heads, rows=tuple(map(row, report.outlets[:OUTLETS])), rest=rest)


def _problems(report: Report) -> Table:
    kinds = dict.fromkeys(held.kind for held in report.problems)
    totals = {kind: sum(held.problems for held in report.problems if held.kind == kind) for kind in kinds}
    listed = {problem.kind for problem in report.problem_list}
    by_place = {(held.kind, held.outlet): held.problems for held in report.problems}
    found = [outlet.name for outlet in report.outlets if outlet.problems]
    order = sorted(kinds, key=lambda kind: (-totals[kind], kind))

    def cell(kind: str, count: int) -> Cell:
        return Number(count=count, show="", anchor=f"problems-{order.index(kind)}" if kind in listed else "problems")

    rows = [(Name(text="all"), *(cell(kind, totals[kind]) for kind in order))] if len(found) > 1 else []
    rows += [(Name(text=name or NO_OUTLET), *(cell(kind, by_place.get((kind, name), 0)) for kind in order)) for name in found[:OUTLETS]]
    rest = f"And {_counted(len(found) - OUTLETS, 'more outlet')}." if len(found) > OUTLETS else ""
    heads = (Head(text="outlet"), *(Head(text=kind, number=True) for kind in order))
    return Table(caption="Text problems by outlet and kind", heads=heads, rows=tuple(rows) if kinds else (), rest=rest)


def _problem_lists(report: Report) -> Iterator[tuple[str, tuple[Problem, ...]]]:
    totals: dict[str, int] = {}
    for held in report.problems:
        totals[held.kind] = totals.get(held.kind, 0) + held.problems
    for kind in sorted(totals, key=lambda kind: (-totals[kind], kind)):
        yield kind, tuple(problem for problem in report.problem_list if problem.kind == kind)
