"""What a report holds: counts of claims by speaker, target, outlet and time, and the claims behind them.

Rules:

- Actors are those of the corpus: the ids are those of `ActorIndex`.
- A claim with two speakers counts for each of them, and once in all.
- Tables are sorted: the most claims first, then by name.
"""

from __future__ import annotations

from seedlib.model import EMPTY, FrozenMapping, Notice, value

__all__ = [
    "OUTLETS",
    "PAIRS",
    "PEOPLE",
    "Counts",
    "Lost",
    "Outlet",
    "Pair",
    "Period",
    "Problem",
    "ProblemCount",
    "Report",
    "ReportedClaim",
    "ReportedDocument",
    "Timeline",
]


#: How many speakers and targets, pairs of them, and outlets a page shows: what fits a screen or two. The rest is counted there.
PEOPLE, PAIRS, OUTLETS = 30, 40, 30


@value(kw_only=True)
class Counts:
    """The claims of a speaker, about a target, of an outlet, or of all."""

    #: An actor's id in the corpus; an outlet's name; empty for all.
    id: str = ""
    name: str = ""
    #: An actor's; empty for what is none.
    kind: str = ""
    claims: int = 0
    #: In how many documents these claims stand.
    documents: int = 0
    #: How many of them are authors' own.
    by_author: int = 0
    #: How many of them are negative.
    negative: int = 0
    #: How many by kind of claim, the most first.
    kinds: FrozenMapping[int] = EMPTY
    #: How many by modality, the most first.
    modalities: FrozenMapping[int] = EMPTY
    #: How many by the document's date of publication, as `Timeline.periods` and `Timeline.coarse` have it; empty where there is none.
    periods: FrozenMapping[int] = EMPTY


@value(kw_only=True)
class Pair:
    """How often one actor makes claims about another."""

    #: Ids of actors of the corpus.
    speaker: str
    target: str
    claims: int


@value(kw_only=True)
class Outlet:
    """A publisher or site, and what stands in its documents."""

    #: The publisher, else the site of the URL; empty if neither is known.
    name: str
    #: How many documents were read, those without a claim too.
    documents: int
    counts: Counts
    #: How many actors speak there.
    speakers: int
    #: How many text problems were found there.
    problems: int


@value(kw_only=True)
class Period:
    """A stretch of time: the beginning of an ISO 8601 date, such as `2024-06`, or `201` for the years from 2010 to 2019."""

    #: As long as the timeline's `precision` says, or shorter in its `coarse`; empty where there is no date.
    key: str
    documents: int
    claims: int


@value(kw_only=True)
class Timeline:
    """When documents were published, as exactly as they say and as the whole stretch of time allows to show."""

    #: How many characters of a date each period has: 10 for days, 7 months, 4 years, 3 decades, 2 centuries.
    precision: int = 4
    #: In order and without a gap: a period in which nothing was published is there too.
    periods: tuple[Period, ...] = ()
    #: Documents whose date is less exact than the periods are, by that date.
    coarse: tuple[Period, ...] = ()
    #: Documents without a date.
    unknown: Period = Period(key="", documents=0, claims=0)


@value(kw_only=True)
class ProblemCount:
    """How often a kind of text problem was found in an outlet."""

    kind: str
    #: As `Outlet.name`.
    outlet: str
    problems: int
    documents: int


@value(kw_only=True)
class ReportedDocument:
    """What a report keeps of a document."""

    id: str
    title: str = ""
    #: The file and the place in it.
    place: str = ""
    url: str = ""
    #: As `Outlet.name`.
    outlet: str = ""
    #: As `Document.published`; empty if unknown.
    published: str = ""


@value(kw_only=True)
class ReportedClaim:
    """What a report keeps of a claim."""

    #: Its id in its document.
    id: str
    document: ReportedDocument
    #: Counted from 1.
    line: int
    #: The speakers' names as the document has them, else the source's words.
    who: str
    cue: str
    #: What is said: its first characters, see `WORDS`.
    words: str
    kind: str
    modality: str
    polarity: str
    quotation: str
    by_author: bool
    #: Ids of actors of the corpus, as are `targets`.
    speakers: tuple[str, ...]
    targets: tuple[str, ...]
    #: A link to its words on the page that the document is from; empty if that is not on the web.
    link: str = ""


@value(kw_only=True)
class Problem:
    """A text problem of a document."""

    document: ReportedDocument
    kind: str
    #: Counted from 1; 0 if it concerns the whole text.
    line: int
    words: str
    note: str


@value(kw_only=True)
class Lost:
    """What failed: an input that gave no document, or a component at its work on one."""

    #: The file and the place in it, or the document's id.
    place: str
    #: Who failed; empty where an input was not read.
    component: str
    message: str
    advice: str
    #: Whether there is no document because of that.
    unread: bool


@value(kw_only=True)
class Report:
    """The numbers of many documents, and the claims behind them."""

    #: How many documents were read.
    documents: int
    #: How many came a second time, and were left out.
    repeated: int
    #: How many inputs gave no document.
    unread: int
    total: Counts
    #: Who makes claims.
    speakers: tuple[Counts, ...]
    #: Claims whose speaker is not known, and those of authors who are not named.
    nameless: tuple[Counts, ...]
    #: About whom claims are made.
    targets: tuple[Counts, ...]
    pairs: tuple[Pair, ...]
    timeline: Timeline
    outlets: tuple[Outlet, ...]
    problems: tuple[ProblemCount, ...]
    #: Claims with their words, in the order of the documents: all of them, or as many as were asked for.
    claims: tuple[ReportedClaim, ...] = ()
    #: The first text problems.
    problem_list: tuple[Problem, ...]
    #: How many failures there are; those listed are the first.
    failures: int
    failure_list: tuple[Lost, ...]
    #: Of the user's decisions about actors, those that cannot be done.
    undecided: tuple[Lost, ...]
    #: What is good to know: about the joining of actors, with 0; and each notice of the documents once, with how many have it.
    notices: tuple[tuple[Notice, int], ...]
