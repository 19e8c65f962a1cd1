"""From a document to an analysis: the stages in their order, each component's call guarded, and the answers merged.

Theory of operation:

- A `_Run` holds what one document's run has said and lost so far. It calls every component: it looks at the clock first, turns
  what is raised into a `Failure`, and checks what is answered if a third party answered it (our own answers are checked by
  our own tests).
- Between two stages stands an `Analysis`; each stage makes a new one.
- With `strict`, the first failure is raised.
"""

from __future__ import annotations

import logging
from bisect import bisect_right
from collections.abc import Callable, Iterable
from typing import Any, TypeAlias

import attrs

from seedlib.components import Context, Proposal, Settings
from seedlib.dispatch import check_length, failure_of
from seedlib.errors import ComponentError, DeadlineError, SeedlibError, UsageError
from seedlib.merging import (
    Answer,
    author_ids,
    by_subject,
    labellers,
    merge_actors,
    merge_claims,
    merge_labels,
    merge_mentions,
    merge_problems,
    proposed,
    qualification,
    shown_actors,
    stamp,
    without_bystanders,
)
from seedlib.model import (
    EMPTY,
    Actor,
    Analysis,
    Claim,
    Document,
    Failure,
    Layers,
    Notice,
    Qualification,
    Span,
    evolved,
    value,
)
from seedlib.plugins.contracts import check_answer, check_proposal
from seedlib.plugins.registry import Component, Registry, default_registry
from seedlib.preparing import from_text, language_of, with_blocks

__all__ = ["Told", "Watch", "analyze", "analyze_parsed", "qualify"]

logger = logging.getLogger(__name__)


@value(kw_only=True)
class Told:
    """What a component answered when it was called: what a watcher of a run is told, most of which does not stand in the result.

    >>> told = []
    >>> analysis = analyze("“No,” said Ada Poe.", watch=told.append)
    >>> [one.component.full_name for one in told if one.stage == "segmentation"]
    ['seedlib:rules']
    """

    #: As failures name it; `author` for the author's own claims.
    stage: str
    #: Who was called.
    component: Component
    #: As the component gave them, in its order.
    answers: tuple[Any, ...] = ()
    #: What it weighed, be it answered or not, as far as it tells: `Context.considered`.
    considered: tuple[Claim | Proposal, ...] = ()


#: Who watches a run is called once a component.
Watch: TypeAlias = Callable[[Told], None]


def analyze(
    source: str | Document | Analysis,
    *,
    settings: Settings | None = None,
    registry: Registry | None = None,
    strict: bool = False,
    watch: Watch | None = None,
) -> Analysis:
    """Find the actors and claims of a text, and what is wrong with it.

    >>> import seedlib
    >>> analysis = seedlib.analyze("“We will leave,” said Angela Poe, the minister.")
    >>> [tuple(analysis.quote(claim)) for claim in analysis.claims]
    [('Angela Poe', 'said', '“We will leave,”', 1)]

    Args:
        source: a text, a document, or an analysis of which the layers named in `stated` are left as they are.
        settings: what the user chooses.
        registry: the components; all that are installed by default.
        strict: raise the first failure rather than report it in `Analysis.failures`.
        watch: is told what every component answers; the result is the same.

    Returns:
        The analysis; its `failures` and `notices` say what went wrong and what a user should know.

    Raises:
        LimitError: the text is longer than `Settings.max_characters`.
        SeedlibError: a component failed, and `strict` is set.
        TypeError: `source` is none of these.
    """
    registry = registry or default_registry()
    settings = settings or Settings()
    _check_length(source, settings)
    if isinstance(source, str):
        given = from_text(source.removeprefix("\ufeff"), settings, registry)  # a byte order mark is no text
    elif isinstance(source, Document):
        given = Analysis(document=with_blocks(source, settings, registry))
    elif isinstance(source, Analysis):
        if "analysis" in source.stated:
            return source
        given = evolved(source, document=with_blocks(source.document, settings, registry))
    else:
        found = type(source).__name__
        raise TypeError(f"analyze() takes a str, Document or Analysis, not {found}; seedlib.read takes paths, bytes and files")
    return analyze_parsed(given, settings=settings, registry=registry, strict=strict, watch=watch)


def analyze_parsed(
    given: Analysis,
    *,
    settings: Settings,
    registry: Registry,
    strict: bool = False,
    watch: Watch | None = None,
) -> Analysis:
    """Run all stages on what a parser made. What is stated to be a whole analysis is returned as it is.

    >>> import seedlib
    >>> (parsed,) = seedlib.parse_many([b"Ada Poe said that the talks had failed."])
    >>> registry = seedlib.default_registry()
    >>> analysis = analyze_parsed(parsed, settings=seedlib.Settings(), registry=registry)
    >>> len(parsed.claims), len(analysis.claims)
    (0, 1)

    Args:
        given: a document in an analysis, with what its format states.
        settings: what the user chooses.
        registry: the components.
        strict: raise the first failure rather than report it.
        watch: is told what every component answers; the result is the same.

    Raises:
        SeedlibError: a component failed, and `strict` is set.
    """
    if "analysis" in given.stated:
        return given
    language, notices, document = language_of(given.document, settings)
    run = _Run(registry, registry.context(settings, language), strict=strict, watch=watch)
    run.notices += [*notices, *_unserved(run)]
    stated_claims = given.claims
    analysis = evolved(given, document=document)
    analysis = _segment(analysis, run)
    analysis = _tag(analysis, run)
    analysis = _recognize(analysis, run)
    analysis = _attribute(analysis, run)
    analysis = _resolve(analysis, run, stated_claims)
    analysis = _qualify(analysis, run, stated_claims)
    if not {"actors", "mentions"} & set(analysis.stated):
        analysis = without_bystanders(analysis, (actor.id for actor in given.actors))
    analysis = _check(analysis, run)
    run.report_skipped()
    return evolved(
        analysis,
        notices=dict.fromkeys((*analysis.notices, *run.notices)),
        failures=dict.fromkeys((*analysis.failures, *run.failures)),
    )


def qualify(
    analysis: Analysis,
    spans: Iterable[Span],
    *,
    settings: Settings | None = None,
    registry: Registry | None = None,
    strict: bool = False,
) -> tuple[Qualification, ...]:
    """Say how stretches of a text are put: as which act, how firmly, whether denied, under which condition, when.

    The same qualifiers are asked as by `analyze`. A span that is the content of a claim is read with its source and cue; any other
    one, be it a sentence or one word that tells of an event, with what the words around it say.

    >>> import seedlib
    >>> analysis = seedlib.analyze("The minister refused to resign.")
    >>> (resign,) = seedlib.qualify(analysis, [seedlib.Span(24, 30)])
    >>> resign.modality, resign.polarity, resign.factuality < -2
    ('asserted', 'negative', True)

    Args:
        analysis: what `analyze` found in the text.
        spans: the stretches, each inside the text.
        settings: what the user chooses.
        registry: the components; all that are installed by default.
        strict: raise the first failure; else a qualifier that fails is left out.

    Returns:
        A value a span, in the order given.

    Raises:
        UsageError: a span leaves the text.
        SeedlibError: a component failed, and `strict` is set.
    """
    registry = registry or default_registry()
    settings = settings or Settings()
    spans = tuple(spans)
    length = len(analysis.document.text)
    for span in spans:
        if span.end > length:
            found = f"found the span {span.start} to {span.end}, expected one inside of the text's {length} code points"
            raise UsageError(found, advice="give half-open offsets into Document.text")
    run = _Run(registry, registry.context(settings, language_of(analysis.document, settings)[0]), strict=strict)
    known = {claim.content: claim for claim in analysis.claims}
    asked = [known.get((span,)) or Claim(content=(span,)) for span in spans]
    asked = [attrs.evolve(claim, modality="asserted", polarity="positive", arguments=EMPTY, provenance=()) for claim in asked]
    claims = {claim.id: claim for claim in (*analysis.claims, *asked)}  # a sentence is the act that its claims are
    votes = _qualified(_segment(attrs.evolve(analysis, claims=claims.values()), run), claims, run)
    return tuple(qualification(claim, votes.get(claim.id, ())) for claim in asked)


class _Run:
    """The run of one document: who is called, what failed, what a user should know."""

    def __init__(self, registry: Registry, context: Context, *, strict: bool, watch: Watch | None = None) -> None:
        self.registry = registry
        self.context = context
        self.strict = strict
        self.watch = watch
        self.failures: list[Failure] = []
        self.notices: list[Notice] = []
        self.skipped: list[tuple[str, str]] = []

    def serving(self, hook: str) -> tuple[Component, ...]:
        """Return the components of a hook for the document's language."""
        return self.registry.serving(hook, self.context.language)

    def ask(self, stage: str, component: Component, function: Callable[..., Any], analysis: Analysis) -> list[Answer[Any]]:
        """Call a component's function; return its good answers, and keep its notices and failures."""
        try:
            self.context.seconds_left()
        except DeadlineError:
            self.skipped.append((stage, component.full_name))
            return []
        context, weighed = self.context, list[Claim | Proposal]()
        if self.watch is not None:
            context = attrs.evolve(context, considered=weighed.append)
        try:
            answered = function(analysis, context)
            answered = [answered] if isinstance(answered, Layers) else list(answered if answered is not None else ())
        except (Exception, SystemExit) as error:  # noqa: BLE001  # a component may raise anything
            self.fail(error, stage, component)
            return []
        if not component.builtin:
            answered = [held for held in answered if self._is_good(held, stage, component, analysis)]
        self.notices += [held for held in answered if type(held) is Notice]
        if self.watch is not None:
            self.watch(Told(stage=stage, component=component, answers=tuple(answered), considered=tuple(weighed)))
        return [Answer(held, component) for held in answered if type(held) is not Notice]

    def _is_good(self, held: object, stage: str, component: Component, analysis: Analysis) -> bool:
        """Say whether an answer is what a component may give; keep the failure if not."""
        try:
            check_answer(held, stage, analysis, self.registry)
        except Exception as error:  # noqa: BLE001  # what a component made may raise when it is looked at
            self.fail(error, stage, component)
            return False
        return True

    def ask_all(self, stage: str, hook: str, function: str, analysis: Analysis) -> list[Answer[Any]]:
        """Ask every component of a hook that has the function; return all good answers."""
        answers = []
        for component in self.serving(hook):
            wanted = getattr(component.record, function)
            if wanted is not None:
                answers += self.ask(stage, component, wanted, analysis)
        return answers

    def report_skipped(self) -> None:
        """Say once which components were left out because the document's time was up; raise it if the run is strict."""
        if not self.skipped:
            return
        stage, first = self.skipped[0]
        names = ", ".join(dict.fromkeys(name for _, name in self.skipped))
        error = DeadlineError(f"the document's time was up; not called: {names}", advice="raise Settings.time_limit (--time-limit)")
        if self.strict:
            raise error
        self.failures.append(failure_of(error, _stage(stage), component=first))

    def fail(self, error: BaseException, stage: str, component: Component) -> None:
        """Keep a failure, or raise it if the run is strict."""
        stage = _stage(stage)
        if isinstance(error, TimeoutError):  # from `regex`, which is given what is left of the time
            error = DeadlineError("a pattern ran out of the document's time", advice="raise Settings.time_limit")
        if self.strict:
            if isinstance(error, SeedlibError):
                raise error
            message = f"{type(error).__name__}: {error}"
            raise ComponentError(message, where=component.full_name, advice="report it to the plugin's author") from error
        name = f"{component.full_name} {component.version}".strip()
        failure = failure_of(error, stage, component=component.full_name)
        advice = failure.advice or f"report it to the author of {name}"
        self.failures.append(attrs.evolve(failure, advice=advice))
        logger.debug("%s failed in %s", name, stage, exc_info=error)


def _stage(name: str) -> str:
    """Return a stage as failures name it: the author's claims are asked for in qualification."""
    return "qualification" if name == "author" else name


def _check_length(source: object, settings: Settings) -> None:
    document = source.document if isinstance(source, Analysis) else source
    text = document.text if isinstance(document, Document) else document
    if isinstance(text, str):
        check_length(text, settings, "text")


def _unserved(run: _Run) -> list[Notice]:
    """Return a notice where nobody brings words for the document's language: little more than quotations is found then."""
    if "cues" in run.context.lexicons or run.serving("taggers"):
        return []
    message = (
        f"Nobody brings cues or a tagger for the language {run.context.language!r}: little more than quotations is found."
        " A lexicon (--lexicon) or a plugin adds them."
    )
    return [Notice(code="language-not-served", message=message, component="seedlib:language")]


def _segment(analysis: Analysis, run: _Run) -> Analysis:
    layers = analysis.layers
    for component in run.serving("segmenters"):
        missing = [name for name in ("tokens", "sentences", "quotations") if getattr(layers, name) is None]
        if not missing:
            break
        for answer in run.ask("segmentation", component, component.record.segment, evolved(analysis, layers=layers)):
            found = {name: getattr(answer.held, name) for name in missing if getattr(layers, name) is None}
            layers = evolved(layers, **found)
    return evolved(analysis, layers=layers)


def _tag(analysis: Analysis, run: _Run) -> Analysis:
    answers = run.ask_all("tagging", "taggers", "tag", analysis)
    if not answers:
        return analysis
    labels, links = merge_labels(answers)
    given = analysis.layers
    layers = evolved(given, labels=(*given.labels, *labels), links=(*given.links, *links), taggers=(*given.taggers, *labellers(answers)))
    return evolved(analysis, layers=layers)


def _recognize(analysis: Analysis, run: _Run) -> Analysis:
    if "mentions" in analysis.stated:
        return analysis
    answers = run.ask_all("recognition", "recognizers", "recognize", analysis)
    spans = {mention.span for mention in analysis.mentions}
    found = [mention for mention in merge_mentions(answers) if mention.span not in spans]
    return evolved(analysis, mentions=(*analysis.mentions, *found))


def _attribute(analysis: Analysis, run: _Run) -> Analysis:
    if "claims" in analysis.stated:
        return analysis
    answers = run.ask_all("attribution", "extractors", "extract", analysis)
    claims = merge_claims(_standing(answers, analysis, run, "content"), analysis.document.text, analysis.claims)
    return evolved(analysis, claims=claims)


def _standing(answers: Iterable[Answer[Claim]], analysis: Analysis, run: _Run, about: str) -> list[Answer[Claim]]:
    """Return the claims that begin in a block where claims may stand, stamped with their component."""
    blocks = analysis.document.blocks
    if blocks:
        starts = [block.span.start for block in blocks]
        kinds = run.context.settings.blocks

        def stands(claim: Claim) -> bool:
            at = bisect_right(starts, claim.content[0].start) - 1
            return at >= 0 and claim.content[0].start < blocks[at].span.end and blocks[at].kind in kinds

        answers = [answer for answer in answers if stands(answer.held)]
    return stamp(answers, about)


def _resolve(analysis: Analysis, run: _Run, stated: tuple[Claim, ...]) -> Analysis:
    answers = run.ask_all("resolution", "resolvers", "resolve", analysis)
    actors = [answer for answer in answers if isinstance(answer.held, Actor) and "actors" not in analysis.stated]
    subjects = _unstated(analysis.claims, stated)
    if "mentions" not in analysis.stated:
        subjects |= {mention.span: mention for mention in analysis.mentions}
    if "actors" not in analysis.stated:
        subjects |= {actor.id: actor for actor in (*analysis.actors, *(answer.held for answer in actors))}
    return merge_actors(analysis, actors, _good_proposals(answers, subjects, "resolution", run))


def _unstated(claims: Iterable[Claim], stated: Iterable[Claim]) -> dict[Any, Any]:
    """Return the claims by id, but those that a parser stated."""
    untouched = {claim.id for claim in stated}
    return {claim.id: claim for claim in claims if claim.id not in untouched}


def _good_proposals(answers: Iterable[Answer[Any]], subjects: dict[Any, Any], stage: str, run: _Run) -> list[Answer[Proposal]]:
    """Return the proposals whose subject exists and can take them; a stated claim is no subject."""
    good = []
    for answer in answers:
        if not isinstance(answer.held, Proposal) or answer.held.subject not in subjects:
            continue
        try:
            if not answer.component.builtin:
                check_proposal(answer.held, subjects[answer.held.subject], run.registry)
        except Exception as error:  # noqa: BLE001  # what a component proposes may raise when it is looked at
            run.fail(error, stage, answer.component)
        else:
            good.append(answer)
    return good


def _qualify(analysis: Analysis, run: _Run, stated: tuple[Claim, ...]) -> Analysis:
    if "claims" in analysis.stated:
        return analysis
    authors = author_ids(analysis)
    own = [
        Answer(evolved(answer.held, speakers=authors), answer.component)
        for answer in _standing(run.ask_all("author", "qualifiers", "claims", analysis), analysis, run, "content")
    ]
    analysis = evolved(analysis, claims=merge_claims(own, analysis.document.text, analysis.claims))
    votes = _qualified(analysis, _unstated(analysis.claims, stated), run)
    shown = {identifier: actor.id for actor in analysis.actors for identifier in (actor.id, *actor.same_as)}
    claims = [shown_actors(proposed(claim, votes[claim.id]), shown) if claim.id in votes else claim for claim in analysis.claims]
    return evolved(analysis, claims=claims)


def _qualified(analysis: Analysis, subjects: dict[Any, Any], run: _Run) -> dict[Any, list[Answer[Proposal]]]:
    """Return what the qualifiers propose for the claims of an analysis, by the claims' ids."""
    return by_subject(_good_proposals(run.ask_all("qualification", "qualifiers", "propose", analysis), subjects, "qualification", run))


def _check(analysis: Analysis, run: _Run) -> Analysis:
    found = [answer.held for answer in run.ask_all("checking", "text_checks", "check", analysis)]
    return evolved(analysis, problems=merge_problems(analysis.problems, found))
