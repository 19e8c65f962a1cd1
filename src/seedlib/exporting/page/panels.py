"""What stands beside the text: claims, actors and text problems as plain values for the templates, and what claims are filtered by.

Rules:

- Numbers are counted from 0 and point into the analysis's tuples, as those of the marks do; what a reader sees is counted from 1.
- Words are the text's own; long ones are cut after a whole word, since the text itself stands beside.
- Anchors are unique on a page: those of its first document are `claim-ID`, those of its third `d3-claim-ID`.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable

import regex

from seedlib.exporting.display import shortened
from seedlib.exporting.page.fragments import text_link, web_address
from seedlib.exporting.rows import Lines
from seedlib.model import Analysis, Claim, Provenance, Span, TextProblem, thaw, value

__all__ = ["ActorEntry", "ClaimEntry", "Facet", "ProblemEntry", "Why", "actors_of", "claims_of", "facets_of", "problems_of"]

#: How many characters of a claim, and of words that stand for evidence, are shown in a panel.
_CLAIM, _EVIDENCE = 420, 160

#: Ids of claims that can stand in an address as they are; another program may have written any.
_PLAIN_ID = regex.compile(r"[A-Za-z0-9._-]{1,100}")


@value(kw_only=True)
class Why:
    """A provenance in words."""

    about: str
    #: The component's full name and its plugin's version.
    component: str
    rule: str
    confidence: float
    #: The words that it rests on.
    words: str


@value(kw_only=True)
class ClaimEntry:
    """A claim in its panel."""

    number: int
    #: The anchor of its words in the text.
    anchor: str
    who: str
    cue: str
    words: str
    line: int
    kind: str
    modality: str
    polarity: str
    #: `author` or `quoted`.
    voice: str
    quotation: str
    confidence: float
    #: Numbers of the actors who say it, and of those to whom or of whom it is said.
    by: tuple[int, ...]
    of: tuple[int, ...]
    #: The claim in whose content it stands.
    within: int | None
    #: Condition, time, addressees and so on: a name and words each.
    facts: tuple[tuple[str, str], ...]
    whys: tuple[Why, ...]
    #: A link to its words on the page that the text is from.
    link: str | None

    @property
    def found_by(self) -> Why | None:
        """Who found the content, else the first who said anything of the claim."""
        return next((why for why in self.whys if why.about == "content"), next(iter(self.whys), None))


@value(kw_only=True)
class ActorEntry:
    """An actor in its panel."""

    number: int
    id: str
    name: str
    kind: str
    country: str
    roles: tuple[str, ...]
    aliases: tuple[str, ...]
    mentions: int
    #: How many claims it makes, and how many are made to it or about it.
    says: int
    told: int


@value(kw_only=True)
class ProblemEntry:
    """A text problem in its panel."""

    number: int
    #: The anchor of its words; none where it concerns the whole text.
    anchor: str | None
    kind: str
    words: str
    line: int | None
    note: str
    suggestion: str | None


@value(kw_only=True)
class Facet:
    """What claims may be filtered by: a name, and its values with how many claims have each."""

    #: The attribute of a claim's element that holds the value.
    name: str
    label: str
    #: Value, label, count.
    options: tuple[tuple[str, str, int], ...]


class _Names:
    """The actors of an analysis, by all their ids."""

    def __init__(self, analysis: Analysis) -> None:
        self.numbers = analysis.actor_places()
        self.actors = analysis.actors

    def names(self, identifiers: Iterable[str]) -> str:
        """Return names, and ids of whom this analysis does not know."""
        return ", ".join(self.actors[self.numbers[i]].name if i in self.numbers else i for i in identifiers)

    def known(self, identifiers: Iterable[str]) -> tuple[int, ...]:
        """Return the numbers of those that are known."""
        return tuple(dict.fromkeys(self.numbers[i] for i in identifiers if i in self.numbers))


def claims_of(analysis: Analysis, prefix: str = "") -> tuple[ClaimEntry, ...]:
    """Return the claims of an analysis as a panel shows them.

    Args:
        analysis: what was found.
        prefix: of anchors, which tells the documents of a page apart.
    """
    names, lines = _Names(analysis), Lines(analysis.document.text)
    address = web_address(analysis.document.url, analysis.document.origin.uri)
    anchors = _anchors(analysis.claims, prefix)
    by_id = {claim.id: number for number, claim in enumerate(analysis.claims)}
    return tuple(
        ClaimEntry(
            number=number,
            anchor=anchors[number],
            who=_who(analysis, claim, names),
            cue=_words(analysis, claim.cue),
            words=shortened(_words(analysis, claim.content), _CLAIM),
            line=lines.of(claim.content[0].start),
            kind=claim.kind,
            modality=claim.modality,
            polarity=claim.polarity,
            voice="author" if claim.by_author else "quoted",
            quotation=claim.quotation,
            confidence=claim.confidence,
            by=names.known(claim.speakers),
            of=names.known((*claim.targets, *claim.addressees)),
            within=None if claim.within is None else by_id.get(claim.within),
            facts=tuple(_facts(analysis, claim, names)),
            whys=tuple(_why(analysis, provenance) for provenance in claim.provenance),
            link=None if address is None else text_link(address, analysis.document, claim.content),
        )
        for number, claim in enumerate(analysis.claims)
    )


def _anchors(claims: Iterable[Claim], prefix: str) -> list[str]:
    """Return an anchor a claim: its id, or, where that is no word or is another claim's too, its place."""
    taken: set[str] = set()
    anchors = []
    for place, claim in enumerate(claims, 1):
        free = _PLAIN_ID.fullmatch(claim.id) is not None and claim.id not in taken
        taken.add(claim.id)
        anchors.append(f"{prefix}claim-{claim.id}" if free else f"{prefix}claim-at:{place}")  # no plain id has a colon
    return anchors


def _words(analysis: Analysis, spans: Iterable[Span]) -> str:
    return " ".join(analysis.text_of(spans).split())


def _who(analysis: Analysis, claim: Claim, names: _Names) -> str:
    if claim.speakers:
        return names.names(claim.speakers)
    source = _words(analysis, claim.source)
    return shortened(source, _EVIDENCE) or ("the author" if claim.by_author else "nobody named")


def _facts(analysis: Analysis, claim: Claim, names: _Names) -> Iterable[tuple[str, str]]:
    """Yield what is known beside the words: names first, then evidence in the text's words, then attributes."""
    source = _words(analysis, claim.source)
    if source and claim.speakers and source != names.names(claim.speakers):
        yield "source", shortened(source, _EVIDENCE)
    for label, identifiers in (("said to", claim.addressees), ("about", claim.targets)):
        if identifiers:
            yield label, names.names(identifiers)
    if claim.time:
        yield "time", claim.time
    for name, spans in claim.arguments.items():
        yield f"{name} (words)" if name in {"time", "addressee", "modality"} else name, shortened(_words(analysis, spans), _EVIDENCE)
    for name, held in claim.attributes.items():
        yield name, shortened(held if isinstance(held, str) else json.dumps(thaw(held), ensure_ascii=False), _EVIDENCE)


def _why(analysis: Analysis, provenance: Provenance) -> Why:
    return Why(
        about=provenance.about,
        component=f"{provenance.component} {provenance.version}".strip(),
        rule=provenance.rule,
        confidence=provenance.confidence,
        words=shortened(_words(analysis, provenance.spans), _EVIDENCE),
    )


def actors_of(analysis: Analysis) -> tuple[ActorEntry, ...]:
    """Return the actors of an analysis as a panel shows them: those who say most first, then those mentioned most."""
    names = _Names(analysis)
    mentions = Counter(names.numbers.get(mention.actor or "") for mention in analysis.mentions)
    says = Counter(number for claim in analysis.claims for number in names.known(claim.speakers))
    told = Counter(number for claim in analysis.claims for number in names.known((*claim.targets, *claim.addressees)))
    entries = (
        ActorEntry(
            number=number,
            id=actor.id,
            name=actor.name,
            kind=actor.kind,
            country=actor.country or "",
            roles=actor.roles,
            aliases=actor.aliases,
            mentions=mentions[number],
            says=says[number],
            told=told[number],
        )
        for number, actor in enumerate(analysis.actors)
    )
    return tuple(sorted(entries, key=lambda entry: (-entry.says, -entry.told, -entry.mentions, entry.number)))


def problems_of(analysis: Analysis, prefix: str = "") -> tuple[ProblemEntry, ...]:
    """Return the text problems of an analysis as a panel shows them; for `prefix` see `claims_of`."""
    lines = Lines(analysis.document.text)
    return tuple(_problem(analysis, lines, number, problem, prefix) for number, problem in enumerate(analysis.problems))


def _problem(analysis: Analysis, lines: Lines, number: int, problem: TextProblem, prefix: str) -> ProblemEntry:
    span = problem.span
    return ProblemEntry(
        number=number,
        anchor=None if span is None else f"{prefix}problem-{number + 1}",
        kind=problem.kind,
        words="" if span is None else shortened(analysis.document[span], _EVIDENCE),
        line=None if span is None else lines.of(span.start),
        note=problem.note,
        suggestion=problem.suggestion,
    )


def facets_of(claims: Iterable[ClaimEntry], actors: Iterable[ActorEntry]) -> tuple[Facet, ...]:
    """Return what the claims may be filtered by, where that parts them at all; values that most claims have come first."""
    claims = tuple(claims)
    persons = tuple((str(a.number), a.name, a.says + a.told) for a in actors if a.says or a.told)
    facets = [Facet(name="actor", label="Actor", options=persons)]
    for name, label in (("kind", "Kind"), ("modality", "How firm"), ("polarity", "Polarity"), ("voice", "Voice")):
        counted = Counter(getattr(claim, name) for claim in claims)
        options = tuple((held, held, many) for held, many in sorted(counted.items(), key=lambda item: (-item[1], item[0])))
        facets.append(Facet(name=name, label=label, options=options))
    return tuple(facet for facet in facets if len(facet.options) > 1)
