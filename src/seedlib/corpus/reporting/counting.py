"""From claims that were kept to the tables of a report.

Rules:

- Claims are counted in the order of their documents, so that a document is counted once without being remembered.
- What is equally frequent stands in the order of its name, so the tables do not depend on the order of the documents.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache

from seedlib.corpus.reporting.periods import all_periods, precision_of
from seedlib.corpus.reporting.taking import Row, Taken
from seedlib.corpus.reporting.values import Counts, Outlet, Pair, Period, ProblemCount, Timeline
from seedlib.model import FrozenMapping

__all__ = ["Tally", "outlets_of", "pairs_of", "periods_of", "problems_of", "sorted_counts", "tallied", "timeline_of"]


class Tally:
    """Counts of claims on their way: plain numbers and dicts, since there may be one a speaker."""

    __slots__ = ("_last", "by_author", "claims", "documents", "kinds", "modalities", "negative", "periods")

    def __init__(self) -> None:
        self.claims = self.documents = self.by_author = self.negative = 0
        self.kinds: dict[str, int] = {}
        self.modalities: dict[str, int] = {}
        self.periods: dict[str, int] = {}
        self._last = -1

    def add(self, row: Row, period: str) -> None:
        """Count a claim."""
        self.claims += 1
        self.by_author += row.by_author
        self.negative += row.negative
        if row.document != self._last:
            self.documents += 1
            self._last = row.document
        for counts, name in ((self.kinds, row.kind), (self.modalities, row.modality), (self.periods, period)):
            counts[name] = counts.get(name, 0) + 1

    def counts(self, identifier: str = "", name: str = "", kind: str = "") -> Counts:
        """Return what was counted."""
        return Counts(
            id=identifier,
            name=name,
            kind=kind,
            claims=self.claims,
            documents=self.documents,
            by_author=self.by_author,
            negative=self.negative,
            kinds=_most_first(self.kinds),
            modalities=_most_first(self.modalities),
            periods=_shared(tuple(sorted(self.periods.items()))),
        )


def _most_first(counts: Mapping[str, int]) -> FrozenMapping[int]:
    return _shared(tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))))


@lru_cache(maxsize=1_000)
def _shared(counts: tuple[tuple[str, int], ...]) -> FrozenMapping[int]:
    """Return counts as a mapping, the same for those that are alike: most speakers make one claim, and the kinds are few."""
    return FrozenMapping(counts)


def tallied(rows: Iterable[Row], keys: Callable[[Row], Iterable[int]], periods: Sequence[str]) -> dict[int, Tally]:
    """Count claims by what `keys` gives for each.

    Args:
        rows: in the order of documents.
        keys: the numbers of those for whom a claim counts.
        periods: of each document.
    """
    found: dict[int, Tally] = {}
    for row in rows:
        for key in keys(row):
            if key not in found:
                found[key] = Tally()
            found[key].add(row, periods[row.document])
    return found


def sorted_counts(counts: Iterable[Counts]) -> tuple[Counts, ...]:
    """Return counts, the most claims first."""
    return tuple(sorted(counts, key=lambda held: (-held.claims, held.name, held.id)))


def pairs_of(
    rows: Iterable[Row],
    speakers: Callable[[Row], Sequence[int]],
    targets: Callable[[Row], Sequence[int]],
    identifiers: Sequence[str],
) -> tuple[Pair, ...]:
    """Return who makes claims about whom, the most claims first; nobody is paired with himself.

    Args:
        rows: the claims.
        speakers: gives the numbers of those who make one.
        targets: of those whom it is about.
        identifiers: by number, the ids.
    """
    counts = Counter((one, other) for row in rows for one in speakers(row) for other in targets(row) if one != other)
    pairs = (Pair(speaker=identifiers[one], target=identifiers[other], claims=count) for (one, other), count in counts.items())
    return tuple(sorted(pairs, key=lambda pair: (-pair.claims, pair.speaker, pair.target)))


def periods_of(taken: Taken) -> list[str]:
    """Return of each document the period in which it is counted; a date that is less exact is a period of its own."""
    precision = precision_of(Counter(taken.dates))
    return [date[:precision] for date in taken.dates]


def timeline_of(taken: Taken) -> Timeline:
    """Return when documents were published, and how many claims they hold."""
    precision = precision_of(Counter(taken.dates))
    periods = periods_of(taken)
    published = Counter(periods)
    claims = Counter(periods[row.document] for row in taken.rows)

    def period(key: str) -> Period:
        return Period(key=key, documents=published[key], claims=claims[key])

    dated = sorted(key for key in published if len(key) == precision)
    return Timeline(
        precision=precision,
        periods=tuple(period(key) for key in all_periods(dated[0], dated[-1])) if dated else (),
        coarse=tuple(period(key) for key in sorted(published) if 0 < len(key) < precision),
        unknown=period(""),
    )


def outlets_of(taken: Taken, speakers: Callable[[Row], Iterable[int]], periods: Sequence[str]) -> tuple[Outlet, ...]:
    """Return the outlets, those with the most documents first; what has no outlet stands last."""
    documents = Counter(document.outlet for document in taken.documents)
    numbers = {name: number for number, name in enumerate(documents)}
    tallies = tallied(taken.rows, lambda row: (numbers[taken.documents[row.document].outlet],), periods)
    heard: dict[str, set[int]] = {}
    for row in taken.rows:
        heard.setdefault(taken.documents[row.document].outlet, set()).update(speakers(row))
    problems: Counter[str] = Counter()
    for (_, outlet), count in taken.problems.items():
        problems[outlet] += count
    found = [
        Outlet(
            name=name,
            documents=count,
            counts=tallies.get(numbers[name], Tally()).counts(name, name),
            speakers=len(heard.get(name, ())),
            problems=problems[name],
        )
        for name, count in documents.items()
    ]
    return tuple(sorted(found, key=lambda outlet: (not outlet.name, -outlet.documents, outlet.name)))


def problems_of(taken: Taken) -> tuple[ProblemCount, ...]:
    """Return how often each kind of text problem was found in each outlet."""
    found = (
        ProblemCount(kind=kind, outlet=outlet, problems=count, documents=taken.problem_documents[kind, outlet])
        for (kind, outlet), count in taken.problems.items()
    )
    return tuple(sorted(found, key=lambda held: (-held.problems, held.kind, held.outlet)))
