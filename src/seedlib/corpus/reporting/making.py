"""Make a report of results: read them once, join their actors, count."""

from __future__ import annotations

import os
from collections.abc import Hashable, Iterable, Iterator, Sequence
from contextlib import closing

import attrs

from seedlib.corpus.decisions import Decisions
from seedlib.corpus.index import ActorIndex, index_actors
from seedlib.corpus.namesakes import LEAST
from seedlib.corpus.reporting.choosing import chosen
from seedlib.corpus.reporting.counting import (
    Tally,
    outlets_of,
    pairs_of,
    periods_of,
    problems_of,
    sorted_counts,
    tallied,
    timeline_of,
)
from seedlib.corpus.reporting.taking import Row, Taken, lost
from seedlib.corpus.reporting.values import OUTLETS, PAIRS, PEOPLE, Report, ReportedClaim
from seedlib.model import Analysis, Unread

__all__ = ["LISTED", "report"]

#: How many claims are listed with their words unless something else is asked for: a page of them has three megabytes.
LISTED = 5_000

#: The numbers of those who are no actors: who speaks is not known; the author is not named.
_UNKNOWN, _AUTHOR = -1, -2

_NAMELESS = {_UNKNOWN: ("unknown", "speaker not known"), _AUTHOR: ("author", "author not named")}


class _Actors:
    """Who the actors of the documents are in the corpus."""

    def __init__(self, taken: Taken, index: ActorIndex) -> None:
        #: By number: the id, the name, the kind.
        self.known = [(actor.id, actor.name, actor.kind) for actor in index.actors]
        numbers = {actor.id: number for number, actor in enumerate(index.actors)}
        self._of = [-1] * len(taken.actors)
        for member in index.members():
            place = taken.actors.get((member.document, member.actor))
            if place is not None:
                self._of[place] = numbers[member.corpus_actor]
        for (document, identifier), place in taken.actors.items():  # those that are in no analysis, as another program may write
            if self._of[place] < 0:
                own = identifier if document is None else f"{document} {identifier}"
                self._of[place] = numbers.setdefault(own, len(self.known))
                if numbers[own] == len(self.known):
                    self.known.append((own, identifier, "unknown"))

    def of(self, places: Iterable[int]) -> tuple[int, ...]:
        """Return the actors, each once."""
        return tuple(dict.fromkeys(self._of[place] for place in places))

    def speakers(self, row: Row) -> tuple[int, ...]:
        """Return who makes a claim."""
        return self.of(row.speakers)

    def targets(self, row: Row) -> tuple[int, ...]:
        """Return whom it is about."""
        return self.of(row.targets)

    def voices(self, row: Row) -> tuple[int, ...]:
        """Return who makes a claim, or the number of those who are not known."""
        return self.speakers(row) or (_AUTHOR if row.by_author else _UNKNOWN,)

    def ids(self, numbers: Iterable[int]) -> tuple[str, ...]:
        """Return the ids of actors."""
        return tuple(self.known[number][0] for number in numbers)


def report(
    analyses: Iterable[Analysis | Unread],
    *,
    decisions: str | os.PathLike[str] | Decisions | None = None,
    least: float = LEAST,
    listed: int | None = LISTED,
) -> Report:
    """Count who claims what in many documents, about whom, when and where.

    >>> import seedlib
    >>> texts = ["Ada Poe, the minister of trade, said no.", "Minister Ada Poe warned that prices could rise."]
    >>> found = report(seedlib.analyze(text) for text in texts)
    >>> [(held.name, held.claims, held.documents, dict(held.kinds)) for held in found.speakers]
    [('Ada Poe', 2, 2, {'statement': 1, 'warning': 1})]

    Args:
        analyses: taken one by one, and not kept; inputs that were not read are counted.
        decisions: which actors are one and which are not, as for `index_actors`.
        least: as for `index_actors`.
        listed: how many claims are kept with their words, so that every number that a page shows has some; None for all.

    Raises:
        UsageError: the decisions cannot be read.
    """
    with closing(Taken()) as taken:
        index = index_actors(taken.watch(analyses), decisions=decisions, least=least)
        return _made(taken, index, listed)


def _made(taken: Taken, index: ActorIndex, listed: int | None) -> Report:
    actors = _Actors(taken, index)
    periods = periods_of(taken)
    by_voice = tallied(taken.rows, actors.voices, periods)
    by_target = tallied(taken.rows, actors.targets, periods)
    found = Report(
        documents=len(taken.documents),
        repeated=taken.repeated,
        unread=taken.unread,
        total=tallied(taken.rows, lambda _: (0,), periods).get(0, Tally()).counts(),
        speakers=sorted_counts(tally.counts(*actors.known[number]) for number, tally in by_voice.items() if number >= 0),
        nameless=tuple(by_voice[number].counts(*names) for number, names in _NAMELESS.items() if number in by_voice),
        targets=sorted_counts(tally.counts(*actors.known[number]) for number, tally in by_target.items()),
        pairs=pairs_of(taken.rows, actors.speakers, actors.targets, [identifier for identifier, _, _ in actors.known]),
        timeline=timeline_of(taken),
        outlets=outlets_of(taken, actors.speakers, periods),
        problems=problems_of(taken),
        problem_list=tuple(taken.problem_list),
        failures=taken.failures,
        failure_list=tuple(taken.failure_list),
        undecided=tuple(lost(failure, "", unread=False) for failure in index.failures),
        notices=(*((notice, 0) for notice in index.notices), *taken.notices.values()),
    )
    shown = _Shown(taken, actors, periods, found)
    places = chosen(len(taken.rows), shown.identifier, shown.numbers, listed)
    return attrs.evolve(found, claims=tuple(_claim(taken, actors, taken.rows[place]) for place in places))


class _Shown:
    """Which of the numbers on a page a claim is counted in."""

    def __init__(self, taken: Taken, actors: _Actors, periods: Sequence[str], found: Report) -> None:
        self._taken, self._actors, self._periods = taken, actors, periods
        self._speakers = {held.id for held in found.speakers[:PEOPLE]}
        self._targets = {held.id for held in found.targets[:PEOPLE]}
        self._pairs = {(pair.speaker, pair.target) for pair in found.pairs[:PAIRS]}
        self._outlets = {outlet.name for outlet in found.outlets[:OUTLETS]}

    def identifier(self, place: int) -> str:
        """Return what tells the claim of this place from all others: its document's id, and which of that document's claims it is."""
        document = self._taken.rows[place].document
        return f"{self._taken.documents[document].id} {place - self._taken.starts[document]}"

    def numbers(self, place: int) -> Iterator[Hashable]:
        """Yield the numbers in which the claim of this place is counted."""
        row = self._taken.rows[place]
        outlet = self._taken.documents[row.document].outlet
        speakers = self._actors.ids(self._actors.speakers(row))
        targets = self._actors.ids(self._actors.targets(row))
        yield from (("kind", row.kind), ("modality", row.modality), ("period", self._periods[row.document]))
        for speaker in self._speakers.intersection(speakers):
            yield from ((speaker, row.kind), (speaker, row.modality))
        yield from (("target", target) for target in self._targets.intersection(targets))
        yield from (pair for one in speakers for other in targets if (pair := (one, other)) in self._pairs)
        if outlet in self._outlets:
            yield ("outlet", outlet, row.kind)


def _claim(taken: Taken, actors: _Actors, row: Row) -> ReportedClaim:
    told = taken.words_of(row)
    return ReportedClaim(
        id=told.id,
        document=taken.documents[row.document],
        line=told.line,
        who=told.who,
        cue=told.cue,
        words=told.words,
        kind=row.kind,
        modality=row.modality,
        polarity="negative" if row.negative else "positive",
        quotation=told.quotation,
        by_author=row.by_author,
        speakers=actors.ids(actors.speakers(row)),
        targets=actors.ids(actors.targets(row)),
        link=told.link,
    )
