"""Analyses: a document with all that was found in it, and the layers that the work left.

Rules:

- An analysis is complete in itself: no registry, file or plugin is needed to look at it.
- Tuples are sorted by span; actors by their first mention, those without one last, by id.
- `layers` and `stated` are about the work, not the result: they stand outside equality.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import attrs

from seedlib.errors import ModelError
from seedlib.model._checks import (
    attributes_field,
    check_kind,
    check_one_of,
    check_probability,
    check_spans,
    check_text,
    probability,
    tuple_of,
    tuple_of_class,
    unknown_field,
)
from seedlib.model._values import FrozenMapping, Json, value
from seedlib.model.actors import Actor, Mention
from seedlib.model.attributes import Attributes
from seedlib.model.claims import Claim
from seedlib.model.documents import Document, Origin, TextProblem
from seedlib.model.provenance import Failure, Notice, Provenance, provenances
from seedlib.model.spans import Span, Spans

__all__ = ["LABELS", "LINKS", "STATED", "Analysis", "Label", "Layers", "Link", "Quotation", "Quote", "Unread"]

#: The library's label names; a plugin's carry its prefix.
LABELS = frozenset(
    {
        "attribution:source", "attribution:cue", "attribution:content",
        "mention:person", "mention:organization", "mention:place", "mention:group",
        "claim:kind", "claim:modality", "claim:polarity", "author:claim",
        "argument:condition", "argument:addressee", "argument:time", "argument:modality", "argument:negation",
        "argument:negation-scope",
    }
)  # fmt: skip

#: The library's link names: a source or content to its cue; a mention to an earlier one of the same actor.
LINKS = frozenset({"attribution:of-cue", "coreference:same"})

#: The layers that a parser may state, so that no component adds to them; `analysis` says that everything is there, as in a file
#: of `seedlib/1`, so that nothing is analysed again.
STATED = frozenset({"quotations", "mentions", "actors", "claims", "analysis"})


@value  # positional: taggers answer thousands
class Label:
    """A name for a run of words, from a tagger.

    >>> from seedlib import Span
    >>> label = Label(Span(4, 8), "attribution:cue", score=0.9)
    >>> "Poe said no."[label.span.start : label.span.end], label.score
    ('said', 0.9)
    """

    #: The words.
    span: Span
    #: One of `LABELS`, or a plugin's with its prefix.
    name: str
    #: What kind of it: a mention's form, a claim's modality; none where the name says all.
    value: str | None = None
    #: The probability, in [0, 1].
    score: float = attrs.field(default=1.0, converter=probability)

    def __attrs_post_init__(self) -> None:
        check_spans((self.span,), "Label.span")
        check_kind(self.name, "Label.name")
        check_text(self.value, "Label.value", none=True)
        check_probability(self.score, "Label.score")


@value  # positional, as Label
class Link:
    """A relation between two labelled runs of words, from a tagger.

    >>> from seedlib import Span
    >>> said, poe = Span(4, 8), Span(0, 3)
    >>> link = Link(said, poe, "attribution:of-cue", 0.9)
    >>> link.head == said, link.dependent == poe
    (True, True)
    """

    #: What is pointed at: the cue; the earlier mention.
    head: Span
    #: What points: the source or content; the later mention.
    dependent: Span
    #: One of `LINKS`, or a plugin's with its prefix.
    name: str
    #: The probability, in [0, 1].
    score: float = attrs.field(default=1.0, converter=probability)

    def __attrs_post_init__(self) -> None:
        check_spans((self.head, self.dependent), "Link")
        check_kind(self.name, "Link.name")
        check_probability(self.score, "Link.score")


@value(kw_only=True)
class Quotation:
    """A stretch of text in quotation marks, or a turn of a transcript.

    >>> from seedlib import Span
    >>> text = "“No,” said Poe."
    >>> quotation = Quotation(span=Span(0, 5), words=Span(1, 4))
    >>> text[quotation.words.start : quotation.words.end], quotation.closed
    ('No,', True)
    """

    #: With its marks, where it has any.
    span: Span
    #: Without its marks; none if nothing stands between them.
    words: Span | None = None
    #: 0 for one that stands in no other.
    depth: int = 0
    #: Whether its closing mark was found.
    closed: bool = True
    #: The words that name who speaks, where the format states it.
    speaker: Span | None = None

    def __attrs_post_init__(self) -> None:
        check_spans((self.span,), "Quotation.span")
        check_spans((s for s in (self.words, self.speaker) if s is not None), "Quotation")


def _labels(items: Iterable[Label]) -> tuple[Label, ...]:
    return tuple_of_class(items, Label)


def _quotations(items: Iterable[Quotation] | None) -> tuple[Quotation, ...] | None:
    return None if items is None else tuple_of_class(items, Quotation)


def _links(items: Iterable[Link]) -> tuple[Link, ...]:
    return tuple_of_class(items, Link)


@value(kw_only=True)
class Layers:
    """The working layers under an analysis. None means that nobody has filled a layer yet.

    >>> from seedlib import Spans
    >>> layers = Layers(tokens=Spans([(0, 3), (4, 8), (9, 11)]))
    >>> len(layers.tokens), layers.sentences is None, layers.labels
    (3, True, ())
    """

    #: Words, numbers and signs of every block but `boilerplate`.
    tokens: Spans | None = None
    #: Sentences; none crosses a block's border.
    sentences: Spans | None = None
    #: In text order, an outer one before those inside it.
    quotations: tuple[Quotation, ...] | None = attrs.field(default=None, converter=_quotations)
    #: What taggers call the words.
    labels: tuple[Label, ...] = attrs.field(default=(), converter=_labels)
    #: How taggers join what they labelled.
    links: tuple[Link, ...] = attrs.field(default=(), converter=_links)
    #: Which taggers gave labels or links, in the order of their full names; `about` is what stands before the colon of their labels'
    #: names: `attribution`.
    taggers: tuple[Provenance, ...] = attrs.field(default=(), converter=provenances)

    def __attrs_post_init__(self) -> None:
        for name, spans in (("tokens", self.tokens), ("sentences", self.sentences)):
            if spans is not None and type(spans) is not Spans:
                raise ModelError(f"found {type(spans).__name__}, expected Spans or None", where=f"Layers.{name}")


class Quote(NamedTuple):
    """A claim in words: `who, cue, words, line = analysis.quote(claim)`.

    >>> import seedlib
    >>> analysis = seedlib.analyze("Ada Poe said on Monday that the talks had failed.")
    >>> who, cue, words, line = analysis.quote(analysis.claims[0])
    >>> f"{line}: {who} {cue}: {words}"
    '1: Ada Poe said: that the talks had failed'
    """

    #: The speakers' names, else the source's words, else an empty string.
    who: str
    #: The words of the cue, in pieces as those of the content; an empty string where there is none.
    cue: str
    #: The content, to the letter; pieces are joined by an ellipsis between spaces.
    words: str
    #: Counted from 1.
    line: int


def _by_span(found: Mention) -> tuple[int, int, str]:
    return found.span.start, -found.span.end, found.actor or ""


def _problem_place(problem: TextProblem) -> tuple[int, int, str]:
    return (problem.span.start, problem.span.end, problem.kind) if problem.span else (-1, -1, problem.kind)


def _claim_place(claim: Claim) -> tuple[int, int, str]:
    return claim.content[0].start, -claim.content[-1].end, claim.id


def _sorted_problems(items: Iterable[TextProblem]) -> tuple[TextProblem, ...]:
    return tuple(sorted(tuple_of_class(items, TextProblem), key=_problem_place))


def _sorted_mentions(items: Iterable[Mention]) -> tuple[Mention, ...]:
    return tuple(sorted(tuple_of_class(items, Mention), key=_by_span))


def _sorted_claims(items: Iterable[Claim]) -> tuple[Claim, ...]:
    return tuple(sorted(tuple_of_class(items, Claim), key=_claim_place))


def _actors(items: Iterable[Actor]) -> tuple[Actor, ...]:
    return tuple_of_class(items, Actor)


def _notices(items: Iterable[Notice]) -> tuple[Notice, ...]:
    return tuple_of_class(items, Notice)


def _failures(items: Iterable[Failure]) -> tuple[Failure, ...]:
    return tuple_of_class(items, Failure)


def _stated(items: Iterable[str]) -> frozenset[str]:
    return frozenset(tuple_of(items))


@value(kw_only=True)
class Analysis:
    """A document and what was found in it.

    >>> from seedlib import Actor, Claim, Document, Span
    >>> poe = Actor(id="doc:ada-poe", name="Ada Poe", kind="person")
    >>> claim = Claim(cue=[Span(4, 8)], content=[Span(9, 11)], speakers=[poe.id])
    >>> document = Document(text="Poe said no.")
    >>> analysis = Analysis(document=document, actors=[poe], claims=[claim])
    >>> analysis.actor("doc:ada-poe").name, tuple(analysis.quote(claim))
    ('Ada Poe', ('Ada Poe', 'said', 'no', 1))
    """

    #: The text, into which all spans point.
    document: Document
    #: What is wrong with the text.
    problems: tuple[TextProblem, ...] = attrs.field(default=(), converter=_sorted_problems)
    #: Who acts or speaks in it, and its authors.
    actors: tuple[Actor, ...] = attrs.field(default=(), converter=_actors)
    #: Which words mean them.
    mentions: tuple[Mention, ...] = attrs.field(default=(), converter=_sorted_mentions)
    #: Who says what.
    claims: tuple[Claim, ...] = attrs.field(default=(), converter=_sorted_claims)
    #: What a user should know though nothing failed.
    notices: tuple[Notice, ...] = attrs.field(default=(), converter=_notices)
    #: What failed while the rest went on.
    failures: tuple[Failure, ...] = attrs.field(default=(), converter=_failures)
    #: The layers that the format states, a subset of `STATED`: no component adds to them.
    stated: frozenset[str] = attrs.field(default=frozenset(), converter=_stated, eq=False)
    #: What the work left: tokens, sentences, quotations, labels and links.
    layers: Layers = attrs.field(default=Layers(), eq=False, repr=False)
    unknown: FrozenMapping[Json] = unknown_field()

    def __attrs_post_init__(self) -> None:
        for name in self.stated:
            check_one_of(name, STATED, "Analysis.stated")
        first: dict[str | None, int] = {}
        for position, mention in enumerate(self.mentions):
            first.setdefault(mention.actor, position)
        order = sorted(self.actors, key=lambda actor: (first.get(actor.id, len(self.mentions)), actor.id))
        object.__setattr__(self, "actors", tuple(order))  # sorted here: the order needs the mentions

    def text_of(self, spans: Iterable[Span]) -> str:
        """Return the very words of `spans`, pieces joined by an ellipsis between spaces."""
        return " … ".join(self.document[span] for span in spans)

    def actor(self, identifier: str) -> Actor:
        """Return the actor with this id.

        Raises:
            ModelError: there is none.
        """
        for actor in self.actors:
            if actor.id == identifier or identifier in actor.same_as:
                return actor
        raise ModelError(f"found no actor {identifier!r}, expected one of {[actor.id for actor in self.actors]}", where="Analysis.actor")

    def actor_places(self) -> dict[str, int]:
        """Return the places in `actors` by all the actors' ids, to be asked for many.

        Of an id that several have, as another program may write it, the place is that of the one whose own it is, else of the first.
        """
        places: dict[str, int] = {}
        for place, actor in enumerate(self.actors):
            places.setdefault(actor.id, place)
        for place, actor in enumerate(self.actors):
            for identifier in actor.same_as:
                places.setdefault(identifier, place)
        return places

    def mentions_of(self, identifier: str) -> tuple[Mention, ...]:
        """Return the mentions of the actor with this id, in text order."""
        return tuple(mention for mention in self.mentions if mention.actor == identifier)

    def quote(self, claim: Claim) -> Quote:
        """Return a claim in words: who, cue, the very words, and the line where they begin.

        A speaker who is no actor of this analysis, as in a file that another program wrote, is shown by his id.
        """
        names = {actor.id: actor.name for actor in self.actors if actor.id in claim.speakers}
        who = ", ".join(names.get(speaker, speaker) for speaker in claim.speakers) or self.text_of(claim.source)
        return Quote(who, self.text_of(claim.cue), self.text_of(claim.content), self.document.line_of(claim.content[0].start))

    def _repr_html_(self) -> str | None:
        return _html_of(self)


@value(kw_only=True)
class Unread:
    """An input that gave no document, and why.

    >>> import seedlib
    >>> (result,) = seedlib.read_many(["gone.txt"], failures="yield")
    >>> isinstance(result, Unread), result.origin.filename, result.failures[0].message
    (True, 'gone.txt', 'found no such file')
    """

    #: Which input, and which part of it.
    origin: Origin
    #: Why; at least one.
    failures: tuple[Failure, ...] = attrs.field(converter=_failures)
    attributes: Attributes = attributes_field()
    #: Whether it is from results that were kept, as in a file of `seedlib/1`, so that it says itself where it is from.
    stated: bool = attrs.field(default=False, eq=False)
    unknown: FrozenMapping[Json] = unknown_field()

    def __attrs_post_init__(self) -> None:
        if not self.failures:
            raise ModelError("found no failure, expected at least one", where="Unread.failures")

    def _repr_html_(self) -> str | None:
        return _html_of(self)


def _html_of(result: Analysis | Unread) -> str | None:
    """Return what a notebook shows, which asks the value itself and nobody else; None where the extra `pages` is absent."""
    from seedlib.exporting.page.notebook import html_of  # the one place where a noun asks a stage: Jupyter knows no other door

    return html_of(result)
