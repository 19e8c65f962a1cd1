"""Hypothesis strategies for every value of the model, shared by all property tests.

Values that stand in a text are made for a text's length, so that an analysis is whole: its spans lie inside its text. Confidences have
four decimals, as on the wire; attributes and unknown fields hold any JSON.
"""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from seedlib.model import (
    ACTOR_KINDS,
    BLOCK_KINDS,
    CLAIM_KINDS,
    FORMS,
    GENRES,
    LABELS,
    LINKS,
    MODALITIES,
    POLARITIES,
    PROBLEM_KINDS,
    QUOTATIONS,
    STATED,
    USES,
    Actor,
    Analysis,
    Attributes,
    Block,
    Claim,
    Document,
    Failure,
    Label,
    Layers,
    Link,
    Mention,
    Notice,
    Origin,
    Provenance,
    Quotation,
    SourceRun,
    Span,
    Spans,
    TextProblem,
    Unread,
)

#: Any text: all code points but surrogates, and more than their share of those that break lines, JSON and offsets.
texts = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("ab .,“”\"'\\/\n\r\t\0\x85\u2028\ufeff\ufffd😀é́"), max_size=60)

#: A text in which something can stand.
filled = texts.filter(bool)

probabilities = st.floats(0, 1)

_json = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats(allow_nan=False, allow_infinity=False) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=5,
)

attributes = st.dictionaries(texts, _json, max_size=2).map(Attributes)

#: Fields that no version of seedlib has yet.
unknown = st.just({}) | st.dictionaries(texts.map("new field {}".format), _json, max_size=2)

#: Names that a plugin gives to what it adds.
_added = st.sampled_from(["acme:pledge", "acme:other/one", "größe:x"])

ids = st.sampled_from(["iso3166:RUS", "wikidata:Q7747", "doc:a", "doc:b", "doc:angela-müller"])

_dates = st.sampled_from(["2024", "2024-06", "2024-06-24", "2024-06-24T10:00", "2024-06-24T10:00:05.25+02:00"])


def _one_of(names: frozenset[str]) -> st.SearchStrategy[str]:
    return st.sampled_from(sorted(names)) | _added


def _some(strategy: st.SearchStrategy[Any], size: int = 2) -> st.SearchStrategy[list[Any]]:
    return st.lists(strategy, max_size=size)


def pairs(length: int, least: int = 0) -> st.SearchStrategy[list[tuple[int, int]]]:
    """Return offsets in text order that do not overlap, at least so many of them if the text has room."""
    if length == 0:
        return st.just([])
    cuts = st.lists(st.integers(0, length), min_size=2 * least, max_size=8, unique=True).map(sorted)
    return cuts.map(lambda cut: list(zip(cut[::2], cut[1::2], strict=False)))


def spans(length: int) -> st.SearchStrategy[Span]:
    """Return a span in a text of this length, which is at least 1."""
    return st.tuples(st.integers(0, length - 1), st.integers(1, length)).map(lambda p: Span(min(p[0], p[1] - 1), max(p[0] + 1, p[1])))


def _in_order(length: int, least: int = 0) -> st.SearchStrategy[list[Span]]:
    return pairs(length, least).map(lambda found: [Span(*pair) for pair in found])


def packed(length: int) -> st.SearchStrategy[Spans]:
    """Return packed spans in a text of this length."""
    return pairs(length).map(Spans)


def provenances(length: int) -> st.SearchStrategy[Provenance]:
    """Return provenance whose evidence lies in a text of this length."""
    return st.builds(
        Provenance,
        about=filled,
        component=filled,
        version=texts,
        rule=texts,
        confidence=probabilities,
        spans=_in_order(length),
        unknown=unknown,
    )


notices = st.builds(Notice, code=filled, message=filled, component=texts, unknown=unknown)

failures = st.builds(Failure, stage=filled, component=texts, error=filled, message=filled, advice=texts, part=texts, unknown=unknown)


@st.composite
def source_runs(draw: st.DrawFn) -> SourceRun:
    """Return a run of a source map."""
    start, source = draw(st.integers(0, 50)), draw(st.integers(0, 2**40))
    return SourceRun(
        start=start,
        end=start + draw(st.integers(0, 9)),
        source_start=source,
        source_end=source + draw(st.integers(0, 9)),
        exact=draw(st.booleans()),
    )


origins = st.builds(
    Origin,
    sha256=st.none() | st.just("0af1" * 16),
    media_type=st.none() | texts,
    encoding=st.none() | texts,
    encoding_by=st.none() | st.sampled_from(["bom", "declared", "valid", "fallback", "guess"]),
    parser=st.none() | texts,
    filename=st.none() | texts,
    uri=st.none() | texts,
    part=st.none() | texts,
    source_map=_some(source_runs()),
    unknown=unknown,
)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Return a document with whatever it can have."""
    text = draw(texts)
    kinds, optional = _one_of(BLOCK_KINDS), st.none() | texts
    given: dict[str, Any] = {name: draw(optional) for name in ("title", "publisher", "first_publisher", "url")}
    if draw(st.booleans()):
        given["id"] = draw(filled)
    return Document(
        text=text,
        origin=draw(origins),
        authors=draw(_some(filled)),
        published=draw(st.none() | _dates),
        updated=draw(st.none() | _dates),
        language=draw(st.none() | st.sampled_from(["en", "pt-BR", "zh-Hant-TW"])),
        genre=draw(st.none() | _one_of(GENRES)),
        blocks=[
            Block(kind=draw(kinds), span=span, attributes=draw(attributes), unknown=draw(unknown)) for span in draw(_in_order(len(text)))
        ],
        provenance=draw(_some(provenances(len(text)))),
        attributes=draw(attributes),
        **given,
    )


def problems(length: int) -> st.SearchStrategy[TextProblem]:
    """Return what is wrong with a text of this length."""
    span = st.none() | spans(length) if length else st.none()
    return st.builds(TextProblem, kind=_one_of(PROBLEM_KINDS), span=span, note=texts, suggestion=st.none() | texts, unknown=unknown)


def actors(length: int) -> st.SearchStrategy[Actor]:
    """Return an actor of a document of this length."""
    return st.builds(
        Actor,
        id=ids,
        name=filled,
        kind=_one_of(ACTOR_KINDS),
        country=st.sampled_from([None, "RUS", "SUHH"]),
        roles=_some(filled),
        aliases=_some(filled),
        same_as=_some(ids),
        provenance=_some(provenances(length), 1),
        attributes=attributes,
        unknown=unknown,
    )


def mentions(length: int) -> st.SearchStrategy[Mention]:
    """Return a mention in a text of this length, which is at least 1; nobody need be its actor."""
    return st.builds(
        Mention,
        span=spans(length),
        actor=st.none() | ids,
        form=st.sampled_from(sorted(FORMS)),
        use=st.sampled_from(sorted(USES)),
        confidence=probabilities,
        provenance=_some(provenances(length), 1),
        attributes=attributes,
        unknown=unknown,
    )


def claims(length: int) -> st.SearchStrategy[Claim]:
    """Return a claim in a text of this length, which is at least 1."""
    arguments = st.dictionaries(st.sampled_from(["condition", "negation", "acme:where"]), _in_order(length), max_size=2)
    return st.builds(
        Claim,
        kind=_one_of(CLAIM_KINDS),
        content=_in_order(length, least=1),
        source=_in_order(length),
        cue=_in_order(length),
        speakers=_some(ids),
        by_author=st.booleans(),
        within=st.none() | st.just("0123456789ab"),
        quotation=st.sampled_from(sorted(QUOTATIONS)),
        modality=st.sampled_from(sorted(MODALITIES)),
        polarity=st.sampled_from(sorted(POLARITIES)),
        time=st.sampled_from([None, "2024-06-24", "--05-09"]),
        addressees=_some(ids),
        targets=_some(ids),
        arguments=arguments,
        confidence=probabilities,
        provenance=_some(provenances(length), 1),
        attributes=attributes,
        unknown=unknown,
    )


def quotations(length: int) -> st.SearchStrategy[Quotation]:
    """Return a quotation in a text of this length, which is at least 1."""
    span = spans(length)
    return st.builds(Quotation, span=span, words=st.none() | span, depth=st.integers(0, 3), closed=st.booleans(), speaker=st.none() | span)


def labels(length: int) -> st.SearchStrategy[Label]:
    """Return a label in a text of this length, which is at least 1."""
    return st.builds(Label, spans(length), _one_of(LABELS), st.none() | texts, probabilities)


def links(length: int) -> st.SearchStrategy[Link]:
    """Return a link in a text of this length, which is at least 1."""
    return st.builds(Link, spans(length), spans(length), _one_of(LINKS), probabilities)


def layers(length: int) -> st.SearchStrategy[Layers]:
    """Return working layers of a text of this length."""
    if length == 0:
        return st.builds(Layers, tokens=st.none() | st.just(Spans()), quotations=st.none() | st.just(()))
    return st.builds(
        Layers,
        tokens=st.none() | packed(length),
        sentences=st.none() | packed(length),
        quotations=st.none() | _some(quotations(length)).map(tuple),
        labels=_some(labels(length)),
        links=_some(links(length)),
    )


@st.composite
def analyses(draw: st.DrawFn) -> Analysis:
    """Return an analysis with whatever it can have."""
    document = draw(documents())
    length = len(document.text)
    return Analysis(
        document=document,
        problems=draw(_some(problems(length))),
        actors=draw(_some(actors(length))),
        mentions=draw(_some(mentions(length), 4)) if length else (),
        claims=draw(_some(claims(length))) if length else (),
        notices=draw(_some(notices, 1)),
        failures=draw(_some(failures, 1)),
        stated=draw(st.frozensets(st.sampled_from(sorted(STATED)))),
        layers=draw(layers(length)),
        unknown=draw(unknown),
    )


unreads = st.builds(Unread, origin=origins, failures=st.lists(failures, min_size=1, max_size=2), attributes=attributes, unknown=unknown)

#: One value of every class of the model that holds others or fields.
values = st.one_of(
    spans(9), packed(9), provenances(9), notices, failures, source_runs(), origins, documents(), problems(9), actors(9), mentions(9),
    claims(9), quotations(9), labels(9), links(9), layers(9), analyses(), unreads, attributes,
)  # fmt: skip
