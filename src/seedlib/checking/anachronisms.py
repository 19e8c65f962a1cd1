"""States that had ended when a text was written, in words that take them for living: `the Czechoslovak ambassador said on Monday`.

Rules:

- What is looked for is an office: the name of a past state or its adjective beside what only a living state has (`the Czechoslovak
  minister`, `the president of Zaire`). Its tanks, poets and winters may stand in any text.
- When a text was written is its date, else the latest year that it names. Where neither is known, the state’s successor has to stand
  in the same sentence.
- A sentence speaks of the past that names a year of the state’s time or has a word for it (`former`, `era`). Where other sentences
  speak so of the same state, or their paragraph names such a year, a later year or a day (`on Monday`) in the sentence has to tell
  that it does not.
- The suggestion has the successor’s adjective or name, where there is one successor.
- The lexicon `anachronisms` has the offices and the words for the past; those of names and of adjectives tell which states ended when.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping

import regex

from seedlib.checking.places import problem, regions
from seedlib.components import Context
from seedlib.matching import Entry, Match, Phrases, Words, fold
from seedlib.model import Analysis, Document, Spans, TextProblem, value

__all__ = ["check_anachronisms"]

#: The longest office, `deputy foreign minister`, has so many words.
_LONGEST = 3

#: A year or decade that a text names: `1978`, `1980s`; other numbers are numbers.
_YEAR = regex.compile(r"(?: 1[89] | 20 ) [0-9]{2} \p{L}*", regex.VERBOSE)


@value(kw_only=True)
class _State:
    """A state that has ended."""

    name: str
    #: The year of its end.
    ended: int
    #: The id of its one successor; empty where there are several.
    successor: str


@value(kw_only=True)
class _Known:
    """What is known of a language."""

    #: By id.
    states: Mapping[str, _State]
    #: Their names and adjectives.
    names: Phrases
    #: The names and adjectives of their successors.
    successors: Phrases
    offices: Phrases
    past: Phrases
    days: Phrases
    genitives: frozenset[str]
    #: What joins an office to its state, and an article: `president of the`.
    links: frozenset[str]
    articles: frozenset[str]


@value  # positional: made once a sentence
class _Told:
    """What a sentence tells of time."""

    years: frozenset[int]
    past: bool
    day: bool
    #: The ids of the successors in it.
    successors: frozenset[str]


@value  # positional: made once a find
class _Named:
    """A past state, where it is named."""

    match: Match
    state: _State
    #: What its sentence tells.
    told: _Told
    #: The years that its paragraph names.
    years: frozenset[int]
    #: The words of an office of it, those of its name included; None where none is named.
    office: range | None

    @property
    def past(self) -> bool:
        """Whether the sentence speaks of the past."""
        return self.told.past or any(year <= self.state.ended for year in self.told.years)


def check_anachronisms(analysis: Analysis, context: Context) -> Iterator[TextProblem]:
    """Find offices of states that had ended when the text was written."""
    known = context.once(_known)
    if not known.states or not analysis.layers.sentences or not analysis.layers.tokens:
        return
    words = context.words(analysis)
    paragraphs = [words.tokens.within(start, end) for start, end in regions(analysis.document)]
    found = list(_found(words, paragraphs, analysis.layers.sentences, known))
    if not found:
        return
    written, told_by = _written(analysis.document, words, paragraphs)
    past = {named.state for named in found if named.past}
    for named in found:
        ended, told = named.state.ended, named.told
        if named.office is None or named.past or not _had_ended(named, written):
            continue
        doubtful = named.state in past or any(year <= ended for year in named.years)
        if not doubtful or told.day or any(year > ended for year in told.years):
            yield _problem(analysis.document.text, words, named, known, told_by)


def _known(context: Context) -> _Known:
    names, adjectives = context.phrases("names").entries, context.phrases("demonyms").entries
    own, times = context.phrases("anachronisms").entries, context.phrases("times").entries
    words = context.phrases("name-words").entries
    states = {entry.value: _state(entry) for entry in names if entry.data.get("until")}
    successors = {state.successor for state in states.values()} - {""}
    return _Known(
        states=states,
        names=Phrases(entry for entry in (*names, *_adjectives(adjectives)) if entry.value in states),
        successors=Phrases(entry for entry in (*names, *_adjectives(adjectives)) if entry.value in successors),
        offices=Phrases(entry for entry in own if entry.value == "office"),
        past=Phrases(entry for entry in own if entry.value == "past"),
        days=Phrases(entry for entry in (*times, *own) if entry.value in {"weekday", "day"}),
        genitives=frozenset(fold(entry.phrase) for entry in context.phrases("word-classes").entries if entry.value == "genitive"),
        links=frozenset(fold(entry.phrase) for entry in words if entry.value == "name-link"),
        articles=frozenset(fold(entry.phrase) for entry in words if entry.value == "article"),
    )


def _adjectives(entries: Iterable[Entry]) -> Iterator[Entry]:
    return (entry for entry in entries if entry.data.get("form") == "adjective")


def _state(entry: Entry) -> _State:
    successor = entry.data.get("successor")
    return _State(
        name=entry.data.get("name", entry.phrase),
        ended=int(entry.data["until"][:4]),
        successor=f"iso3166:{successor}" if successor else "",
    )


def _found(words: Words, paragraphs: Iterable[range], sentences: Spans, known: _Known) -> Iterator[_Named]:
    """Yield the names and adjectives of past states, but not those in compounds: `post-Soviet`."""
    told: dict[int, _Told] = {}  # by the number of a sentence, each of which is read once
    for paragraph in paragraphs:
        years: frozenset[int] | None = None
        for match in known.names.find(words, paragraph.start, paragraph.stop):
            if "-" in (*words.folded[max(0, match.first - 1) : match.first], *words.folded[match.last : match.last + 1]):
                continue
            number = max(0, bisect_right(sentences.starts, words.tokens.starts[match.first]) - 1)
            if number not in told:
                told[number] = _tell(words, words.tokens.within(sentences.starts[number], sentences.ends[number]), known)
            years = years if years is not None else _years(words, paragraph)
            yield _Named(match, known.states[match.entries[0].value], told[number], years, _office(words, match, paragraph, known))


def _office(words: Words, match: Match, paragraph: range, known: _Known) -> range | None:
    """Return the words of an office after a state’s name or before it: `Soviet minister`, `Zaire’s minister`, `minister of Zaire`."""
    after = match.last + (words.folded[match.last : match.last + 1] != [] and words.folded[match.last] in known.genitives)
    office = known.offices.at(words, after, paragraph.stop) if after < paragraph.stop else None
    if office is not None:
        return range(match.first, office.last)
    last = match.first - (match.first > paragraph.start and words.folded[match.first - 1] in known.articles) - 1
    if last <= paragraph.start or words.folded[last] not in known.links:
        return None
    for first in range(max(paragraph.start, last - _LONGEST), last):
        office = known.offices.at(words, first, last)
        if office is not None and office.last == last:
            return range(first, match.last)
    return None


def _tell(words: Words, numbers: range, known: _Known) -> _Told:
    return _Told(
        _years(words, numbers),
        next(known.past.find(words, numbers.start, numbers.stop), None) is not None,
        next(known.days.find(words, numbers.start, numbers.stop), None) is not None,
        frozenset(match.entries[0].value for match in known.successors.find(words, numbers.start, numbers.stop)),
    )


def _years(words: Words, numbers: range) -> frozenset[int]:
    """Return the years among words, a decade as its first: `1978`, `1980s`."""
    return frozenset(int(word[:4]) for word in words.folded[numbers.start : numbers.stop] if _YEAR.fullmatch(word))


def _written(document: Document, words: Words, paragraphs: Iterable[range]) -> tuple[int | None, str]:
    """Return the year in which a text was written, as far as it tells, and how it tells."""
    stated = document.published or document.updated
    if stated and stated[:4].isdecimal():
        return int(stated[:4]), f"the text is of {stated[:4]}"
    year = max((year for paragraph in paragraphs for year in _years(words, paragraph)), default=None)
    return year, f"the text names the year {year}" if year else "its successor is named beside it"


def _had_ended(named: _Named, written: int | None) -> bool:
    return named.state.successor in named.told.successors if written is None else written > named.state.ended


def _problem(text: str, words: Words, named: _Named, known: _Known, told_by: str) -> TextProblem:
    match, state, office = named.match, named.state, named.office or range(named.match.first, named.match.last)
    starts, ends = words.tokens.starts, words.tokens.ends
    start, end = starts[office.start], ends[office.stop - 1]
    form = "adjective" if match.first == office.start and words.folded[match.last] not in known.genitives else None
    heir = next((e for e in known.successors.entries if e.value == state.successor and e.data.get("form") == form), None)
    suggestion = None
    if heir is not None:
        article = office.start < match.first and words.folded[match.first - 1] in known.articles  # ambassador of the Soviet Union
        suggestion = text[start : starts[match.first - article]] + heir.data.get("name", heir.phrase) + text[ends[match.last - 1] : end]
    return problem("anachronism", start, end, f"{state.name} ended in {state.ended}, and {told_by}", suggestion)
