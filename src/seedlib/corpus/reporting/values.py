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
    """The claims of a speaker, about a target, of an outlet, or of all.

    >>> from seedlib import Analysis, Claim, Document, Span
    >>> from seedlib.corpus import report
    >>> claim = Claim(content=[Span(0, 8)], kind="warning", modality="possible")
    >>> document = Document(text="It rains, he warned.")
    >>> total = report([Analysis(document=document, claims=[claim])]).total
    >>> total.claims, dict(total.kinds), dict(total.modalities)
    (1, {'warning': 1}, {'possible': 1})
    """

    #: An actor's id in the corpus; an outlet's name; empty for all.
    id: str = ""
    #: An actor's or an outlet's; empty for all.
    name: str = ""
    #: An actor's; empty for what is none.
    kind: str = ""
    #: How many claims; one of two speakers counts for each.
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
    """How often one actor makes claims about another.

    >>> from seedlib import Actor, Analysis, Claim, Document, Span
    >>> from seedlib.corpus import report
    >>> document = Document(text="Peru says: Chile agreed.")
    >>> peru = Actor(id="iso3166:PER", name="Peru")
    >>> chile = Actor(id="iso3166:CHL", name="Chile")
    >>> claim = Claim(content=[Span(11, 23)], speakers=[peru.id], targets=[chile.id])
    >>> report([Analysis(document=document, actors=[peru, chile], claims=[claim])]).pairs
    (Pair(speaker='iso3166:PER', target='iso3166:CHL', claims=1),)
    """

    #: Who makes them: the id of an actor of the corpus.
    speaker: str
    #: About whom: as `speaker`.
    target: str
    #: How many; a claim with two targets counts in two pairs.
    claims: int


@value(kw_only=True)
class Outlet:
    """A publisher or site, and what stands in its documents.

    >>> from seedlib import Analysis, Document
    >>> from seedlib.corpus import report
    >>> document = Document(text="It rains.", url="https://www.ledger.example/rain")
    >>> found = report([Analysis(document=document)])
    >>> [(outlet.name, outlet.documents, outlet.counts.claims) for outlet in found.outlets]
    [('ledger.example', 1, 0)]
    """

    #: The publisher, else the site of the URL; empty if neither is known.
    name: str
    #: How many documents were read, those without a claim too.
    documents: int
    #: Its claims.
    counts: Counts
    #: How many actors speak there.
    speakers: int
    #: How many text problems were found there.
    problems: int


@value(kw_only=True)
class Period:
    """A stretch of time: the beginning of an ISO 8601 date, such as `2024-06`, or `201` for the years from 2010 to 2019.

    >>> from seedlib import Analysis, Document
    >>> from seedlib.corpus import report
    >>> days = ("2024-06-24", "2024-06-26")
    >>> found = report(Analysis(document=Document(text=day, published=day)) for day in days)
    >>> [(period.key, period.documents) for period in found.timeline.periods]
    [('2024-06-24', 1), ('2024-06-25', 0), ('2024-06-26', 1)]
    """

    #: As long as the timeline's `precision` says, or shorter in its `coarse`; empty where there is no date.
    key: str
    #: How many were published then.
    documents: int
    #: How many claims stand in these.
    claims: int


@value(kw_only=True)
class Timeline:
    """When documents were published, as exactly as they say and as the whole stretch of time allows to show.

    >>> from seedlib import Analysis, Document
    >>> from seedlib.corpus import report
    >>> days = ("2024-06-24", "2024-06-26", "2024-06")
    >>> found = report(Analysis(document=Document(text=day, published=day)) for day in days)
    >>> timeline = found.timeline
    >>> timeline.precision, len(timeline.periods), [period.key for period in timeline.coarse]
    (10, 3, ['2024-06'])
    """

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
    """How often a kind of text problem was found in an outlet.

    >>> from seedlib import Analysis, Document, TextProblem
    >>> from seedlib.corpus import report
    >>> document = Document(text="Rain &amp; fog", publisher="The Ledger")
    >>> problem = TextProblem(kind="entity-residue")
    >>> report([Analysis(document=document, problems=[problem])]).problems
    (ProblemCount(kind='entity-residue', outlet='The Ledger', problems=1, documents=1),)
    """

    #: As `TextProblem.kind`.
    kind: str
    #: As `Outlet.name`.
    outlet: str
    #: How many of this kind.
    problems: int
    #: In how many documents.
    documents: int


@value(kw_only=True)
class ReportedDocument:
    """What a report keeps of a document.

    >>> from seedlib import Analysis, Claim, Document, Span
    >>> from seedlib.corpus import report
    >>> document = Document(text="It rains.", title="Rain", publisher="The Ledger")
    >>> claim = Claim(content=[Span(0, 8)])
    >>> held = report([Analysis(document=document, claims=[claim])]).claims[0].document
    >>> held.title, held.outlet
    ('Rain', 'The Ledger')
    """

    #: As `Document.id`.
    id: str
    #: As `Document.title`, shortened; empty if there is none.
    title: str = ""
    #: The file and the place in it.
    place: str = ""
    #: As `Document.url`; empty if unknown.
    url: str = ""
    #: As `Outlet.name`.
    outlet: str = ""
    #: As `Document.published`; empty if unknown.
    published: str = ""


@value(kw_only=True)
class ReportedClaim:
    """What a report keeps of a claim.

    >>> from seedlib import Analysis, Claim, Document, Span
    >>> from seedlib.corpus import report
    >>> document = Document(text="Poe said no.", url="https://ledger.example/poe")
    >>> claim = Claim(source=[Span(0, 3)], cue=[Span(4, 8)], content=[Span(9, 11)])
    >>> (held,) = report([Analysis(document=document, claims=[claim])]).claims
    >>> held.who, held.cue, held.words, held.link
    ('Poe', 'said', 'no', 'https://ledger.example/poe#:~:text=no')
    """

    #: Its id in its document.
    id: str
    #: Where it stands.
    document: ReportedDocument
    #: Counted from 1.
    line: int
    #: The speakers' names as the document has them, else the source's words.
    who: str
    #: The words that tell that something is said.
    cue: str
    #: What is said: its first 300 characters, in one line.
    words: str
    #: As in `Claim`.
    kind: str
    #: As in `Claim`.
    modality: str
    #: As in `Claim`.
    polarity: str
    #: As in `Claim`.
    quotation: str
    #: As in `Claim`.
    by_author: bool
    #: Who makes it: ids of actors of the corpus.
    speakers: tuple[str, ...]
    #: Whom it is about: ids of actors of the corpus.
    targets: tuple[str, ...]
    #: A link to its words on the page that the document is from; empty if that is not on the web.
    link: str = ""


@value(kw_only=True)
class Problem:
    """A text problem of a document.

    >>> from seedlib import Analysis, Document, Span, TextProblem
    >>> from seedlib.corpus import report
    >>> document = Document(text="Rain &amp; fog")
    >>> problem = TextProblem(kind="entity-residue", span=Span(5, 10), note="never decoded")
    >>> (held,) = report([Analysis(document=document, problems=[problem])]).problem_list
    >>> held.line, held.words, held.note
    (1, '&amp;', 'never decoded')
    """

    #: Where it stands.
    document: ReportedDocument
    #: As `TextProblem.kind`.
    kind: str
    #: Counted from 1; 0 if it concerns the whole text.
    line: int
    #: The words that it is about; empty if it concerns the whole text.
    words: str
    #: What is wrong, in a sentence.
    note: str


@value(kw_only=True)
class Lost:
    """What failed: an input that gave no document, or a component at its work on one.

    >>> import seedlib
    >>> from seedlib.corpus import report
    >>> found = report(seedlib.read_many(["gone.txt"], failures="yield"))
    >>> [(lost.place, lost.message, lost.unread) for lost in found.failure_list]
    [('gone.txt', 'found no such file', True)]
    """

    #: The file and the place in it, or the document's id.
    place: str
    #: Who failed; empty where an input was not read.
    component: str
    #: What was found and what was expected.
    message: str
    #: What to do next.
    advice: str
    #: Whether there is no document because of that.
    unread: bool


@value(kw_only=True)
class Report:
    """The numbers of many documents, and the claims behind them.

    >>> from seedlib import Analysis, Claim, Document, Span
    >>> from seedlib.corpus import report
    >>> document, claim = Document(text="It rains, he said."), Claim(content=[Span(0, 8)])
    >>> analysis = Analysis(document=document, claims=[claim])
    >>> found = report([analysis, analysis])
    >>> found.documents, found.repeated, found.total.claims, found.claims[0].words
    (1, 1, 1, 'It rains')
    """

    #: How many documents were read.
    documents: int
    #: How many came a second time, and were left out.
    repeated: int
    #: How many inputs gave no document.
    unread: int
    #: All claims.
    total: Counts
    #: Who makes claims.
    speakers: tuple[Counts, ...]
    #: Claims whose speaker is not known, and those of authors who are not named.
    nameless: tuple[Counts, ...]
    #: About whom claims are made.
    targets: tuple[Counts, ...]
    #: Who makes claims about whom.
    pairs: tuple[Pair, ...]
    #: When the documents were published.
    timeline: Timeline
    #: Where they were published.
    outlets: tuple[Outlet, ...]
    #: What is wrong with the texts, by kind and outlet.
    problems: tuple[ProblemCount, ...]
    #: Claims with their words, in the order of the documents: all of them, or as many as were asked for.
    claims: tuple[ReportedClaim, ...] = ()
    #: The first text problems.
    problem_list: tuple[Problem, ...]
    #: How many failures there are; those listed are the first.
    failures: int
    #: The first failures.
    failure_list: tuple[Lost, ...]
    #: Of the user's decisions about actors, those that cannot be done.
    undecided: tuple[Lost, ...]
    #: What is good to know: about the joining of actors, with 0; and each notice of the documents once, with how many have it.
    notices: tuple[tuple[Notice, int], ...]
