"""The list of claims below the tables: by speaker, with what each claim is filtered by."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from seedlib.corpus.reporting.cells import Keys, Name
from seedlib.corpus.reporting.periods import named, stated
from seedlib.corpus.reporting.values import OUTLETS, PEOPLE, Period, Report, ReportedClaim
from seedlib.exporting.page.fragments import web_address
from seedlib.model import value

__all__ = ["NO_OUTLET", "Choice", "Claims", "Entry", "choices_of", "claims_of", "date_key"]

#: What stands where a document names no publisher and no site.
NO_OUTLET = "outlet not known"


@value(kw_only=True)
class Choice:
    """What claims may be filtered by."""

    name: str
    label: str
    #: Value and label.
    options: tuple[tuple[str, str], ...]


@value(kw_only=True)
class Entry:
    """A claim in the list."""

    claim: ReportedClaim
    #: The claim's words on the page that the document is from, if that is known.
    link: str
    document: str
    #: What it is filtered by: names and values.
    data: tuple[tuple[str, str], ...]
    #: Of whom else it is, and about whom.
    facts: tuple[tuple[str, str], ...]


@value(kw_only=True)
class Claims:
    """The claims of a speaker in the list."""

    anchor: str
    name: Name
    #: How many there are, listed or not.
    count: int
    entries: tuple[Entry, ...]


def date_key(period: Period, precision: int) -> str:
    """Return what a claim's date is asked for by: its beginning; one that is less exact than the axis, or none, as a whole."""
    return period.key if len(period.key) == precision else f"={period.key}"


def choices_of(report: Report, keys: Keys) -> Iterator[Choice]:
    """Yield what claims may be filtered by, as far as the tables lead there."""
    speakers = [*report.speakers[:PEOPLE], *report.nameless]
    yield Choice(name="speaker", label="Speaker", options=tuple((keys.of(held.id), keys.name(held).text) for held in speakers))
    yield Choice(name="about", label="About", options=tuple((keys.of(held.id), keys.names[held.id]) for held in report.targets[:PEOPLE]))
    yield Choice(name="kind", label="Kind", options=tuple((name, name) for name in report.total.kinds))
    yield Choice(name="firm", label="How firm", options=tuple((name, name) for name in report.total.modalities))
    yield Choice(name="polarity", label="Polarity", options=(("positive", "positive"), ("negative", "negative")))
    yield Choice(name="voice", label="Voice", options=(("author", "the author’s own"), ("quoted", "somebody else’s")))
    outlets = tuple((str(keys.outlets[outlet.name]), outlet.name or NO_OUTLET) for outlet in report.outlets[:OUTLETS])
    yield Choice(name="outlet", label="Outlet", options=outlets)
    line = report.timeline
    dates = [period for period in (*line.periods, *line.coarse, line.unknown) if period.claims]
    yield Choice(name="date", label="Published", options=tuple((date_key(held, line.precision), named(held.key)) for held in dates))


def claims_of(report: Report, keys: Keys) -> Iterator[Claims]:
    """Yield the listed claims by speaker; a joint claim stands under the first."""
    counts = {keys.of(held.id): held for held in (*report.speakers, *report.nameless)}
    rank = {key: place for place, key in enumerate(counts)}

    def voice(claim: ReportedClaim) -> str:
        return keys.voice(claim.speakers, by_author=claim.by_author)

    for key, claims in groupby(sorted(report.claims, key=lambda claim: rank[voice(claim)]), key=voice):
        held = counts[key]
        entries = tuple(_entry(claim, keys) for claim in claims)
        yield Claims(anchor=f"by-{key}", name=keys.name(held), count=held.claims, entries=entries)


def _entry(claim: ReportedClaim, keys: Keys) -> Entry:
    document = claim.document
    data = (
        ("speaker", " ".join(map(keys.of, claim.speakers)) or keys.voice((), by_author=claim.by_author)),
        ("about", " ".join(map(keys.of, claim.targets))),
        ("kind", claim.kind),
        ("firm", claim.modality),
        ("polarity", claim.polarity),
        ("voice", "author" if claim.by_author else "quoted"),
        ("outlet", str(keys.outlets[document.outlet])),
        ("date", stated(document.published)),
    )
    joint = ", ".join(keys.names[speaker] for speaker in claim.speakers) if len(claim.speakers) > 1 else ""
    about = ", ".join(keys.names[target] for target in claim.targets)
    facts = tuple((name, held) for name, held in (("jointly", joint), ("about", about)) if held)
    place = document.title or document.place or document.id
    return Entry(claim=claim, link=claim.link or web_address(document.url) or "", document=place, data=data, facts=facts)
