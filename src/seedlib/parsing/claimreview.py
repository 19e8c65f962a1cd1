"""Fact checks: claims that ClaimReview and Claim state in linked data (schema.org), of a page or alone.

Rules:

- A claim is stated where its words stand in the text, quotation marks, other signs and white space aside; best in the article itself.
  Those whose words stand nowhere are kept in the document's attribute `reviewed-claims`, with a notice.
- Who made the claim is its speaker; where his name stands by it, its source. The verdict is the claim's attribute `rating`.
- These claims stand beside those that are found; nothing is listed as stated.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import attrs
import regex

from seedlib.model import (
    MAIN_TEXT_KINDS,
    Actor,
    Analysis,
    Attributes,
    Claim,
    Document,
    FrozenMapping,
    Notice,
    Provenance,
    Span,
    actor_id,
    value,
)
from seedlib.parsing.html.metadata.jsonld import types_of, values_in
from seedlib.parsing.keys import CLAIM_DATE, RATING, REVIEWED
from seedlib.parsing.sections import Section, joined, plain_section, words_section
from seedlib.parsing.stories import Story, moment

__all__ = ["Review", "review_story", "reviews_in", "script_reviews", "with_reviews"]

#: No more objects are looked at, and no deeper ones.
_MOST, _DEEPEST = 20_000, 40

#: So many reviews of a page are taken: a page that gathers fact checks has some tens.
_MOST_REVIEWS = 500

#: A claim of fewer letters and digits is not sought in the text: `Yes` stands everywhere.
_FEWEST = 12

#: Letters and digits, which must be the same where a claim is sought.
_SIGN = regex.compile(r"[\p{L}\p{M}\p{N}]")

_KINDS = {
    "Person": "person",
    "Organization": "organization",
    "NewsMediaOrganization": "organization",
    "GovernmentOrganization": "organization",
}


@value(kw_only=True)
class Review:
    """A claim that somebody reviewed."""

    claim: str
    #: Who made it, each with the kind of actor that it is.
    authors: tuple[tuple[str, str], ...] = ()
    #: The verdict in words; a number out of how many where there are none.
    rating: str = ""
    #: When it was made, in ISO 8601.
    date: str = ""
    #: The object that states it.
    stated: Mapping[str, Any] = attrs.field(factory=dict, eq=False, repr=False)


def script_reviews(scripts: Iterable[str]) -> list[Review]:
    """Return the reviews in the scripts of a page."""
    return reviews_in([held for script in scripts for held in values_in(script)])


def reviews_in(values: Iterable[Any]) -> list[Review]:
    """Return the reviews, and claims without one, in linked data, each once."""
    nodes = list(_objects(list(values)))
    by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 2}
    found: dict[str, Review] = {}
    for node in nodes:
        types = types_of(node)
        review = _reviewed(node, by_id) if "ClaimReview" in types else None
        if review and review.claim and len(found) < _MOST_REVIEWS:
            found.setdefault(_folded(review.claim), review)
    for node in nodes:
        words = _first(node, "text", "name", "description") if "Claim" in types_of(node) else ""
        if words and len(found) < _MOST_REVIEWS and not any(node is held.stated.get("itemReviewed") for held in found.values()):
            found.setdefault(_folded(words), Review(claim=words, authors=_made_by(node, by_id), date=_date(node), stated=node))
    return list(found.values())


def _objects(values: list[Any]) -> Iterator[Mapping[str, Any]]:
    stack = [(held, 0) for held in reversed(values)]
    count = 0
    while stack and count < _MOST:
        held, depth = stack.pop()
        count += 1
        if isinstance(held, Mapping):
            yield held
        inner = list(held.values()) if isinstance(held, Mapping) else held if isinstance(held, list | tuple) else []
        if depth < _DEEPEST:
            stack += [(item, depth + 1) for item in reversed(inner) if isinstance(item, Mapping | list | tuple)]


def _reviewed(node: Mapping[str, Any], by_id: Mapping[str, Mapping[str, Any]]) -> Review:
    items = [_resolved(item, by_id) for item in _several(node.get("itemReviewed"))]
    claim = _first(node, "claimReviewed") or next((words for item in items if (words := _first(item, "text", "name"))), "")
    made = next((item for item in items if "Claim" in types_of(item) or item.get("author") or item.get("datePublished")), {})
    return Review(
        claim=claim,
        authors=_made_by(made, by_id),
        rating=_rating(_resolved(next(iter(_several(node.get("reviewRating"))), {}), by_id)),
        date=_date(made),
        stated=node,
    )


def _several(held: Any) -> list[Any]:
    return list(held) if isinstance(held, list | tuple) else [] if held is None else [held]


def _resolved(held: Any, by_id: Mapping[str, Mapping[str, Any]]) -> Mapping[str, Any]:
    """Return an object, or the one that a reference means."""
    if not isinstance(held, Mapping):
        return {}
    identity = held.get("@id")
    return by_id.get(identity, held) if isinstance(identity, str) and len(held) <= 2 else held


def _first(node: Mapping[str, Any], *names: str) -> str:
    """Return the first string under these names, in one line and without markup."""
    for name in names:
        for held in _several(node.get(name)):
            if isinstance(held, str) and held.strip():
                return " ".join(regex.sub(r"<[^<>]{1,300}>", " ", held).split())
    return ""


def _made_by(item: Mapping[str, Any], by_id: Mapping[str, Mapping[str, Any]]) -> tuple[tuple[str, str], ...]:
    """Return who made a claim, with kinds of actors: its author, else who is said to have interpreted or spread it."""
    found: dict[str, str] = {}
    for held in _several(item.get("author") or item.get("creator")):
        node = _resolved(held, by_id)
        name = " ".join(held.split()) if isinstance(held, str) else _first(node, "name")
        if any(map(str.isalnum, name)):
            found.setdefault(name, next((_KINDS[kind] for kind in types_of(node) if kind in _KINDS), "unknown"))
    return tuple(found.items())


def _rating(held: Mapping[str, Any]) -> str:
    """Return a verdict in words; `2 of 5` where it has none."""
    words = _first(held, "alternateName", "name")
    if words:
        return words
    given, best = (_number(held.get(name)) for name in ("ratingValue", "bestRating"))
    return f"{given} of {best}" if given and best else given


def _number(held: Any) -> str:
    if isinstance(held, bool):
        return ""
    return f"{held:g}" if isinstance(held, int | float) else held.strip() if isinstance(held, str) else ""


def _date(item: Mapping[str, Any]) -> str:
    return moment(_first(item, "datePublished", "dateCreated")) or ""


def _folded(words: str) -> str:
    return "".join(_SIGN.findall(words)).casefold()


class _Text(NamedTuple):
    """A text by its letters and digits alone."""

    folded: str
    #: Where each of them stands in the text.
    places: list[int]


def _text(text: str) -> _Text:
    signs: list[str] = []
    places: list[int] = []
    for found in _SIGN.finditer(text):
        for sign in found[0].casefold():
            signs.append(sign)
            places.append(found.start())
    return _Text("".join(signs), places)


def with_reviews(analysis: Analysis, reviews: Iterable[Review], component: str) -> Analysis:
    """Return an analysis with the claims that fact checks state, each at its words in the text.

    Args:
        analysis: of the page, or of the document made for the review.
        reviews: as linked data states them.
        component: the full name of the parser.
    """
    document = analysis.document
    text = _text(document.text)
    claims: dict[str, Claim] = {claim.id: claim for claim in analysis.claims}
    actors = {actor.id: actor for actor in analysis.actors}
    absent: list[Review] = []
    for review in reviews:
        content = _place(review.claim, text, document)
        if content is None:
            absent.append(review)
            continue
        for name, kind in review.authors:
            made = _actor(name, kind, component)
            actors.setdefault(made.id, made)
        claim = _claim(review, content, document, component)
        claims.setdefault(claim.id, claim)
    if absent:
        kept = tuple(_kept(review) for review in absent)
        document = attrs.evolve(document, attributes=document.attributes.having(REVIEWED, kept))
    notices = (*analysis.notices, _notice(len(absent), component)) if absent else analysis.notices
    return attrs.evolve(analysis, document=document, claims=tuple(claims.values()), actors=tuple(actors.values()), notices=notices)


def _place(words: str, text: _Text, document: Document) -> Span | None:
    """Return where a claim stands: in the article, else elsewhere; None if it does not."""
    sought = _folded(words)
    if len(sought) < _FEWEST:
        return None
    blocks = document.blocks
    starts = [block.span.start for block in blocks]
    first: Span | None = None
    at = text.folded.find(sought)
    while at >= 0:
        span = Span(text.places[at], text.places[at + len(sought) - 1] + 1)
        index = bisect_right(starts, span.start) - 1
        if index >= 0 and span.end <= blocks[index].span.end:
            if blocks[index].kind in MAIN_TEXT_KINDS:
                return span
            first = first or span
        at = text.folded.find(sought, at + len(sought))
    return first


def _claim(review: Review, content: Span, document: Document, component: str) -> Claim:
    """Return the claim of a review."""
    source = _source(review, content, document)
    attributes = Attributes()
    attributes = attributes.having(RATING, review.rating) if review.rating else attributes
    attributes = attributes.having(CLAIM_DATE, review.date) if review.date else attributes
    spans = (source,) if source else ()
    said = [Provenance(about="content", component=component, rule="claim-review", spans=(content,))]
    if review.authors:
        said.append(Provenance(about="speakers", component=component, rule="claim-review", spans=spans))
    return Claim(
        content=(content,),
        source=spans,
        speakers=tuple(dict.fromkeys(actor_id(name) for name, _ in review.authors)),
        quotation="direct" if _is_quoted(content, document.text) else "indirect",
        attributes=attributes,
        provenance=tuple(said),
    )


def _is_quoted(content: Span, text: str) -> bool:
    """Say whether quotation marks stand around a claim."""
    before, after = text[max(0, content.start - 2) : content.start].strip(), text[content.end : content.end + 3].strip()
    return bool(regex.search(r"[\p{Pi}\p{Pf}\"„‚']\Z", before) and regex.match(r"[.,!?]?[\p{Pi}\p{Pf}\"']", after))


def _source(review: Review, content: Span, document: Document) -> Span | None:
    """Return where the name of who made a claim stands: in the claim's block or one beside it."""
    index = next((i for i, block in enumerate(document.blocks) if block.span.covers(content)), None)
    if index is None:
        return None
    near = document.blocks[max(0, index - 1) : index + 2]
    for name, _ in review.authors:
        for block in sorted(near, key=lambda block: not block.span.covers(content)):
            found = regex.search(rf"(?<![\p{{L}}\p{{N}}]){regex.escape(name)}(?![\p{{L}}\p{{N}}])", document[block.span])
            if found:
                span = Span(block.span.start + found.start(), block.span.start + found.end())
                if not span.overlaps(content):
                    return span
    return None


def _actor(name: str, kind: str, component: str) -> Actor:
    return Actor(
        id=actor_id(name),
        name=name,
        kind=kind,
        provenance=(Provenance(about="name", component=component, rule="claim-review"),),
    )


def _kept(review: Review) -> FrozenMapping[Any]:
    said = {"claim": review.claim, "author": [name for name, _ in review.authors], "rating": review.rating, "date": review.date}
    return FrozenMapping({name: tuple(held) if isinstance(held, list) else held for name, held in said.items() if held})


def _notice(count: int, component: str) -> Notice:
    verb = "claim that a fact check reviews does" if count == 1 else "claims that a fact check reviews do"
    message = f"{count} {verb} not stand in the text; kept as the document's attribute {REVIEWED.name!r}"
    return Notice(code="claim-not-in-text", message=message, component=component)


def review_story(review: Review) -> Story:
    """Return the story of a review that comes alone, as data: the claim, who made it, and what the review says of it."""
    node = review.stated
    who = ", ".join(name for name, _ in review.authors)
    body = _first(node, "reviewBody", "articleBody", "description", "text")
    sections: list[Section] = [words_section(review.claim, "quote"), words_section(who, "caption")]
    if body and _folded(body) != _folded(review.claim):
        sections.append(plain_section(str(node.get("reviewBody") or node.get("articleBody") or body).strip()))
    text, pieces = joined(sections)
    publisher = [_first(held, "name") for held in _several(node.get("publisher")) if isinstance(held, Mapping)]
    writers = [held if isinstance(held, Mapping) else {"name": held} for held in _several(node.get("author"))]
    organizations = [_first(held, "name") for held in writers if "Organization" in "".join(types_of(held))]
    names = [name for held in writers if (name := _first(held, "name")) and name not in organizations]
    return Story(
        title=_first(node, "headline", "name"),
        body=Section(text=text, pieces=tuple(pieces)),
        authors=tuple(names),
        record={
            "published": moment(_first(node, "datePublished")),
            "updated": moment(_first(node, "dateModified")),
            "publisher": next(filter(None, (*publisher, *organizations)), ""),
            "language": _first(node, "inLanguage"),
            "url": _first(node, "url"),
            "item-id": _first(node, "@id"),
        },
    )
