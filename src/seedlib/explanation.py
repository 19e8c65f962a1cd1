"""Why a claim stands as it does: what speaks for it, and what was proposed beside it and lost.

Rules:

- A text is analyzed once more while `pipeline.analyze` tells what every component answers; the result is what it would be unwatched.
- What a component weighs and throws away itself is known as far as the component tells it, through `Context.considered`.
- Of results that were kept as JSON nothing but the result is known, and of a claim that is not found anew neither: `complete` says so.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from operator import attrgetter
from typing import Any

import attrs

from seedlib.components import Proposal, Settings
from seedlib.errors import UsageError
from seedlib.merging import Answer, surest_first, twins
from seedlib.model import (
    Actor,
    Analysis,
    Claim,
    Document,
    FrozenMapping,
    Label,
    Layers,
    Link,
    Mention,
    Provenance,
    Span,
    overlapping,
    value,
)
from seedlib.pipeline import Told, analyze
from seedlib.plugins.registry import Registry, default_registry

__all__ = ["OUTCOMES", "Alternative", "Explanation", "Recorded", "Referent", "explain", "explained", "record"]

#: What became of an answer that does not stand, in words: what `Alternative.outcome` may be.
OUTCOMES: FrozenMapping[str] = FrozenMapping(
    {
        "agrees": "says the same, less surely",
        "later": "a later stage says otherwise",
        "merged": "the same words with the same source, or none: one claim",
        "outbid": "a surer answer stands",
        "refused": "not what the field can hold",
        "stated": "the format of the file states the claim",
        "weighed": "weighed, and not proposed",
    }
)

_LINK = "coreference:same"


@value(kw_only=True)
class Alternative:
    """An answer that a component gave, or weighed, and that does not stand in the result.

    >>> recorded = record("Ada Poe, the minister, warned on Monday that prices could rise.")
    >>> (lost,) = explained(recorded, recorded.analysis.claims[0].id).alternatives
    >>> lost.about, lost.component, lost.outcome, OUTCOMES[lost.outcome]
    ('claim', 'seedlib:rules', 'agrees', 'says the same, less surely')
    """

    #: What it is about: a field of the claim such as `kind` or `speakers`; `claim`, `mention` or `label` for a whole one; `actor`.
    about: str
    #: What was proposed for the field; for a whole one the `Claim`, `Mention` or `Label`.
    value: Any
    #: The full name of who proposed it.
    component: str
    #: The version of its plugin.
    version: str = ""
    #: The rule that fired.
    rule: str = ""
    #: The probability that it is right, as its component has it.
    confidence: float = 1.0
    #: The words that it rests on.
    spans: tuple[Span, ...] = ()
    #: One of `OUTCOMES`.
    outcome: str = "outbid"


@value(kw_only=True)
class Referent:
    """Words that name an actor in a claim, whom they mean, and whom else they might have meant.

    >>> recorded = record("Ada Poe arrived. She said that prices could rise.")
    >>> why = explained(recorded, recorded.analysis.claims[0].id)
    >>> [(why.words([held.mention.span]), held.mention.actor) for held in why.referents]
    [('She', 'doc:ada-poe')]
    """

    #: Its `actor` is None where it means nobody that is known; then it does not stand in the analysis.
    mention: Mention
    #: For the field `actor`; the value is an actor's id, or None for nobody.
    alternatives: tuple[Alternative, ...] = ()
    #: What a tagger says of which earlier words mean the same.
    links: tuple[Link, ...] = ()


@value(kw_only=True)
class Explanation:
    """Why a claim stands as it does.

    >>> recorded = record("Ada Poe, the minister, warned on Monday that prices could rise.")
    >>> why = explained(recorded, recorded.analysis.claims[0].id)
    >>> why.words(why.claim.source), why.found_by.component, why.complete
    ('Ada Poe, the minister,', 'seedlib:tagger', True)
    """

    #: The claim; its `provenance` is what speaks for each of its fields.
    claim: Claim
    #: In which it stands: all spans are into its document.
    analysis: Analysis = attrs.field(repr=False, eq=False)
    #: What lost, by what it is about, the surest first.
    alternatives: tuple[Alternative, ...] = ()
    #: What taggers call the words of its source, cue and content.
    labels: tuple[Label, ...] = ()
    #: In text order: of its source, and of those whom it is said to or about.
    referents: tuple[Referent, ...] = ()
    #: Whether what lost is known; false for results that were kept.
    complete: bool = True

    def words(self, spans: Iterable[Span]) -> str:
        """Return the very words of spans."""
        return self.analysis.text_of(spans)

    @property
    def found_by(self) -> Provenance | None:
        """Who found the claim, by which rule; None where nobody says."""
        return next((held for held in self.claim.provenance if held.about == "content"), next(iter(self.claim.provenance), None))


@value(kw_only=True)
class Recorded:
    """An analysis with what every component answered on the way: what explanations of its claims are made from.

    >>> recorded = record("Ada Poe, the minister, warned on Monday that prices could rise.")
    >>> [told.component.full_name for told in recorded.told if told.stage == "segmentation"]
    ['seedlib:rules']
    """

    #: What was found.
    analysis: Analysis
    #: None of results that were kept.
    told: tuple[Told, ...] | None = attrs.field(default=None, repr=False)
    #: The ids of the claims that the format of the file states.
    stated: frozenset[str] = frozenset()


def explain(
    source: str | Document | Analysis, claim: str, *, settings: Settings | None = None, registry: Registry | None = None
) -> Explanation:
    """Say why a claim stands as it does, and what lost.

    >>> import seedlib
    >>> analysis = seedlib.analyze("Ada Poe warned on Monday that prices could rise.")
    >>> why = seedlib.explain(analysis, analysis.claims[0].id)
    >>> reasons = [reason for reason in why.claim.provenance if reason.about == "modality"]
    >>> {(reason.rule, why.words(reason.spans)) for reason in reasons}
    {('modal', 'could')}

    Args:
        source: a text, a document, or what `analyze`, `read` or `loads` made of one. It is analyzed once more, so give the settings and the
            registry that were given then; but for what was read from a file of results, which is taken as it is.
        claim: the claim's id.
        settings: what the user chooses.
        registry: the components; all that are installed by default.

    Raises:
        UsageError: there is no such claim.
        LimitError: the text is longer than `Settings.max_characters`.
        TypeError: `source` is none of these.
    """
    recorded = record(source, settings=settings, registry=registry)
    if isinstance(source, Analysis) and all(held.id != claim for held in recorded.analysis.claims):
        recorded = Recorded(analysis=source)  # found under other settings or versions
    return explained(recorded, claim)


def record(source: str | Document | Analysis, *, settings: Settings | None = None, registry: Registry | None = None) -> Recorded:
    """Analyze a text, and keep what every component answers: for the explanation of more claims than one.

    >>> recorded = record("Ada Poe, the minister, warned on Monday that prices could rise.")
    >>> [explained(recorded, claim.id).claim.kind for claim in recorded.analysis.claims]
    ['warning']

    Args:
        source: as for `explain`.
        settings: what the user chooses.
        registry: the components; all that are installed by default.
    """
    registry = registry or default_registry()
    if isinstance(source, Analysis):
        if "analysis" in source.stated:
            return Recorded(analysis=source)
        source = _as_parsed(source, registry)
    told: list[Told] = []
    analysis = analyze(source, settings=settings, registry=registry, watch=told.append)
    stated = frozenset(claim.id for claim in source.claims) if isinstance(source, Analysis) else frozenset()
    return Recorded(analysis=analysis, told=tuple(told), stated=stated)


def explained(recorded: Recorded, claim: str) -> Explanation:
    """Say why a claim of what was recorded stands as it does.

    >>> recorded = record("Ada Poe, the minister, warned on Monday that prices could rise.")
    >>> why = explained(recorded, recorded.analysis.claims[0].id)
    >>> [why.words(reason.spans) for reason in why.claim.provenance if reason.about == "time"]
    ['on Monday']
    >>> explained(recorded, "0")
    Traceback (most recent call last):
        ...
    seedlib.errors.UsageError: found no claim '0', expected one of: 086cfe43a55c (Analysis.claims have their ids)

    Args:
        recorded: what `record` made.
        claim: the claim's id.

    Raises:
        UsageError: there is no such claim.
    """
    analysis = recorded.analysis
    held = next((one for one in analysis.claims if one.id == claim), None)
    if held is None:
        there = ", ".join(one.id for one in analysis.claims) or "none, since no claim was found"
        raise UsageError(f"found no claim {claim!r}, expected one of: {there}", advice="Analysis.claims have their ids")
    told = recorded.told or ()
    stated = held.id in recorded.stated
    alternatives = [*_other_claims(held, analysis, told, stated=stated), *_other_values(held, told, stated=stated)]
    mentions, others = _mentions(held, analysis, told)
    return Explanation(
        claim=held,
        analysis=analysis,
        alternatives=(*alternatives, *others, *_other_labels(held, analysis, told)),
        labels=tuple(label for label in analysis.layers.labels if overlapping((label.span,), _all_spans(held))),
        referents=tuple(_referent(mention, analysis, told) for mention in mentions),
        complete=recorded.told is not None,
    )


def _as_parsed(analysis: Analysis, registry: Registry) -> Analysis:
    """Return an analysis as its parser gave it: with what the format states, and without what components found since."""
    parsers = {component.full_name for component in registry.components.get("parsers", ())}

    def given(name: str, held: Sequence[Any]) -> list[Any]:
        return list(held) if name in analysis.stated else [one for one in held if _is_given(one, parsers)]

    quotations = analysis.layers.quotations if "quotations" in analysis.stated else None
    return attrs.evolve(
        analysis,
        actors=given("actors", analysis.actors),
        mentions=given("mentions", analysis.mentions),
        claims=given("claims", analysis.claims),
        layers=Layers(quotations=quotations),
    )


def _is_given(held: Actor | Claim | Mention, parsers: Container[str]) -> bool:
    """Say whether a parser gave something: all that components find has their provenance, but for authors whom nobody mentions."""
    if not held.provenance:
        return not (isinstance(held, Actor) and "author" in held.roles)
    return any(source.component in parsers for source in held.provenance)


def _all_spans(claim: Claim) -> tuple[Span, ...]:
    return (*claim.source, *claim.cue, *claim.content)


def _answers(told: Iterable[Told], kind: type, *stages: str) -> list[Answer[Any]]:
    """Return the answers of a kind that components gave in these stages."""
    return [Answer(held, one.component) for one in told if one.stage in stages for held in one.answers if isinstance(held, kind)]


def _other_claims(claim: Claim, analysis: Analysis, told: Sequence[Told], *, stated: bool) -> Iterator[Alternative]:
    """Yield the claims that are one with this one, or that a component weighed for the same words: found again, or otherwise cut."""
    found = twins(claim, _answers(told, Claim, "attribution", "author"), analysis.document.text)
    own = None if stated else next((answer for answer in found if _same_spans(answer.held, claim)), None)  # the surest of them stands
    for answer in found:
        if answer is not own:
            yield _whole("claim", answer, "stated" if stated else "merged")
    seen = {_reading(answer.held) for answer in found} | {_reading(claim)}
    stand = {one.id for one in analysis.claims} - {claim.id}
    for answer in surest_first([Answer(held, one.component) for one in told for held in one.considered if isinstance(held, Claim)]):
        held = answer.held
        beside = overlapping(held.cue, claim.cue) if held.cue and claim.cue else overlapping(held.content, claim.content)
        if beside and held.id not in stand and _reading(held) not in seen:
            seen.add(_reading(held))
            yield _whole("claim", answer, "agrees" if held.id == claim.id else "weighed")


def _reading(claim: Claim) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Return what tells a reading from others: its words, and who reads them by which rule."""
    return claim.id, tuple((held.component, held.rule) for held in claim.provenance if held.about == "content")


def _same_spans(one: Claim, other: Claim) -> bool:
    return (one.content, one.source, one.cue) == (other.content, other.source, other.cue)


def _gave(answer: Answer[Mention], held: Mention) -> bool:
    """Say whether a mention that stands is this answer: as far as its provenance tells, which the pipeline stamps."""
    stands = {source.component for source in held.provenance}
    return not stands.isdisjoint({answer.component.full_name, *(source.component for source in answer.held.provenance)})


def _whole(about: str, answer: Answer[Any], outcome: str) -> Alternative:
    """Return a whole value that lost; where one of our own names another component that is whose it is, as in the result."""
    component = answer.component
    source = next(iter(getattr(answer.held, "provenance", ())), None)
    named = source is not None and component.builtin
    return Alternative(
        about=about,
        value=answer.held,
        component=source.component if source is not None and named else component.full_name,
        version=component.version,
        rule=source.rule if source is not None else "",
        confidence=answer.held.score if isinstance(answer.held, Label) else answer.held.confidence,
        spans=source.spans if source is not None else (),
        outcome=outcome,
    )


def _proposed(answer: Answer[Proposal], outcome: str) -> Alternative:
    held, component = answer.held, answer.component
    return Alternative(
        about=held.field.rpartition(".")[2],
        value=held.value,
        component=component.full_name,
        version=component.version,
        rule=held.rule,
        confidence=held.confidence,
        spans=held.spans,
        outcome=outcome,
    )


def _weighed(told: Iterable[Told], subject: object) -> list[Answer[Any]]:
    """Return what components weighed for a subject, the surest first."""
    return list(surest_first([Answer(held, one.component) for one in told for held in one.considered if _is_for(held, subject)]))


def _is_for(held: Claim | Proposal, subject: object) -> bool:
    return isinstance(held, Proposal) and held.subject == subject


def _other_values(claim: Claim, told: Sequence[Told], *, stated: bool) -> Iterator[Alternative]:
    """Yield what was proposed for the claim's fields and does not stand, a field after the other."""
    stages = [_for(claim.id, told, stage) for stage in ("qualification", "resolution")]  # what is proposed later stands
    for field in sorted({answer.held.field for answers in stages for answer in answers}):
        stands: Proposal | None = None
        for number, answers in enumerate(stages):
            beaten = stands is not None and number > 0
            for answer in answers:
                if answer.held.field != field:
                    continue
                if stands is None and _is_source(answer, claim):
                    stands = answer.held
                else:
                    yield _proposed(answer, "stated" if stated else _outcome(answer.held, stands, later=beaten))
    for answer in _weighed(told, claim.id):
        yield _proposed(answer, "weighed")


def _for(subject: object, told: Iterable[Told], stage: str) -> Sequence[Answer[Proposal]]:
    return surest_first([answer for answer in _answers(told, Proposal, stage) if answer.held.subject == subject])


def _is_source(answer: Answer[Proposal], held: Claim) -> bool:
    """Say whether a proposal stands: then it is in the provenance of its subject."""
    proposal = answer.held
    told = Provenance(
        about=proposal.field.rpartition(".")[2],
        component=answer.component.full_name,
        version=answer.component.version,
        rule=proposal.rule,
        confidence=proposal.confidence,
        spans=proposal.spans,
    )
    return told in held.provenance


def _outcome(lost: Proposal, stands: Proposal | None, *, later: bool) -> str:
    """Return what became of a proposal beside the one that stands; the surest is refused where none does."""
    if stands is None:
        return "refused"
    if lost.value == stands.value:
        return "agrees"
    return "later" if later else "outbid"


def _other_labels(claim: Claim, analysis: Analysis, told: Sequence[Told]) -> Iterator[Alternative]:
    """Yield the labels on the claim's words that gave way to a surer tagger's."""
    stand, spans = set(analysis.layers.labels), _all_spans(claim)
    for answer in surest_first(_answers(told, Label, "tagging"), "score"):
        if answer.held not in stand and overlapping((answer.held.span,), spans):
            yield _whole("label", answer, "outbid")


def _mentions(claim: Claim, analysis: Analysis, told: Sequence[Told]) -> tuple[list[Mention], list[Alternative]]:
    """Return who is named in a claim's source, and where it is said to whom and about whom, and the mentions there that lost.

    A pronoun that means nobody does not stand in the analysis, and is among the former, since whom it might have meant is what is asked.
    """
    places = (*claim.source, *(span for held in claim.provenance if held.about in {"addressees", "targets"} for span in held.spans))
    here = {mention.span: mention for mention in analysis.mentions if overlapping((mention.span,), places)}
    lost = []
    for answer in surest_first([answer for answer in _answers(told, Mention, "recognition") if overlapping((answer.held.span,), places)]):
        stands = here.get(answer.held.span)
        if stands is None and answer.held.form == "pronoun":
            here[answer.held.span] = answer.held
        elif stands is None or not _gave(answer, stands):
            lost.append(_whole("mention", answer, "agrees" if stands is not None and stands.form == answer.held.form else "outbid"))
    return sorted(here.values(), key=attrgetter("span")), lost


def _referent(mention: Mention, analysis: Analysis, told: Sequence[Told]) -> Referent:
    shown = {identifier: actor.id for actor in analysis.actors for identifier in (actor.id, *actor.same_as)}
    others: dict[str | None, Alternative] = {}
    for answer in _for(mention.span, told, "resolution"):
        if answer.held.field == "actor" and shown.get(answer.held.value, answer.held.value) != mention.actor:
            others.setdefault(answer.held.value, _proposed(answer, "outbid"))
    for answer in _weighed(told, mention.span):
        named = shown.get(answer.held.value, answer.held.value)
        alone = named is None and mention.form == "nominal"  # nobody before it: it is an actor of its own
        if named != mention.actor and not alone:
            others.setdefault(named, _proposed(answer, "weighed"))
    links = [link for link in analysis.layers.links if link.name == _LINK and link.dependent == mention.span]
    return Referent(mention=mention, alternatives=tuple(others.values()), links=tuple(sorted(links, key=lambda link: -link.score)))
