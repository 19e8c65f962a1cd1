"""Actors, mentions, claims and provenance: what their constructors refuse, and deterministic ids."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedlib.errors import ModelError
from seedlib.model import Actor, Claim, Failure, Mention, Notice, Provenance, Span, actor_id, claim_id, id_rank, is_local_id

SPAN = Span(0, 3)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Yoon Suk Yeol", "doc:yoon-suk-yeol"),
        ("  O’Neill, Jr. ", "doc:o-neill-jr"),
        ("Angela Müller", "doc:angela-müller"),
        ("Angela Mu\u0308ller", "doc:angela-müller"),
        ("김정은", "doc:김정은"),
        ("…", "doc:unnamed"),
        ("", "doc:unnamed"),
    ],
)
def test_actor_id_is_a_slug_of_the_name(name: str, expected: str) -> None:
    """Composed and decomposed letters give one id; a name without letters still gives one."""
    assert actor_id(name) == expected


@given(st.text())
def test_every_name_gives_an_id_that_an_actor_takes(name: str) -> None:
    """Whatever the text calls somebody."""
    assert is_local_id(Actor(id=actor_id(name), name=name or "-").id)


def test_ids_that_hold_beyond_a_document_are_told() -> None:
    """By their namespace, whole: `docs:` is somebody's own."""
    assert [is_local_id(identifier) for identifier in ("doc:roe", "docs:roe", "iso3166:RUS", "acme:doc:1")] == [True, False, False, False]


def test_ids_are_ranked() -> None:
    """ISO 3166, Wikidata, others, and `doc:` last."""
    ids = ["doc:russia", "acme:7", "wikidata:Q159", "iso3166:RUS", "geonames:2017370"]
    assert sorted(ids, key=id_rank) == ["iso3166:RUS", "wikidata:Q159", "acme:7", "geonames:2017370", "doc:russia"]


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"id": "Q159"}, "Actor.id"),
        ({"id": "wikidata:"}, "Actor.id"),
        ({"id": "wikidata:Q 1"}, "Actor.id"),
        ({"id": None}, "Actor.id"),
        ({"same_as": ["Q159"]}, "Actor.same_as"),
        ({"name": ""}, "Actor.name"),
        ({"kind": "two words"}, "Actor.kind"),
        ({"country": "Russia"}, "Actor.country"),
        ({"country": 643}, "Actor.country"),
        ({"roles": "president"}, ""),
        ({"roles": [5]}, "Actor.roles"),
        ({"aliases": [""]}, "Actor.aliases"),
    ],
)
def test_actor_refuses(fields: dict[str, Any], where: str) -> None:
    """Each names its field."""
    with pytest.raises(ModelError) as caught:
        Actor(**{"id": "doc:a", "name": "A", **fields})
    assert caught.value.where == where


@pytest.mark.parametrize("country", ["RUS", "SUHH", "XKX", None])
def test_actor_takes_todays_and_historical_countries(country: str | None) -> None:
    """ISO 3166 alpha-3, or alpha-4 of 3166-3."""
    assert Actor(id="doc:a", name="A", country=country).country == country


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"span": (0, 3)}, "Mention.span"),
        ({"actor": ""}, "Mention.actor"),
        ({"form": "nickname"}, "Mention.form"),
        ({"form": ["name"]}, "Mention.form"),
        ({"use": "irony"}, "Mention.use"),
        ({"confidence": 1.01}, "Mention.confidence"),
        ({"confidence": True}, "Mention.confidence"),
        ({"confidence": float("nan")}, "Mention.confidence"),
        ({"confidence": "1"}, "Mention.confidence"),
        ({"attributes": {"a": object()}}, "attributes.a"),
    ],
)
def test_mention_refuses(fields: dict[str, Any], where: str) -> None:
    """Each names its field."""
    with pytest.raises(ModelError) as caught:
        Mention(**{"span": SPAN, **fields})
    assert caught.value.where == where


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"content": []}, "Claim.content"),
        ({"content": [(0, 3)]}, "Claim.content"),
        ({"content": [Span(4, 6), Span(0, 3)]}, "Claim.content"),
        ({"content": [Span(0, 3), Span(2, 6)]}, "Claim.content"),
        ({"source": [Span(4, 6), Span(0, 3)]}, "Claim.source"),
        ({"cue": ["said"]}, "Claim.cue"),
        ({"kind": ""}, "Claim.kind"),
        ({"speakers": "doc:a"}, ""),
        ({"speakers": [None]}, "Claim.speakers"),
        ({"addressees": [""]}, "Claim.addressees"),
        ({"targets": [SPAN]}, "Claim.targets"),
        ({"by_author": 1}, "Claim.by_author"),
        ({"within": ""}, "Claim.within"),
        ({"time": 2024}, "Claim.time"),
        ({"id": ""}, "Claim.id"),
        ({"quotation": "loud"}, "Claim.quotation"),
        ({"modality": "certain"}, "Claim.modality"),
        ({"polarity": None}, "Claim.polarity"),
        ({"confidence": -0.1}, "Claim.confidence"),
        ({"arguments": {"time": [(0, 3)]}}, "Claim.arguments.time"),
        ({"arguments": {"two words": [SPAN]}}, "Claim.arguments"),
        ({"arguments": {"time": "ab"}}, ""),
    ],
)
def test_claim_refuses(fields: dict[str, Any], where: str) -> None:
    """Each names its field."""
    with pytest.raises(ModelError) as caught:
        Claim(**{"content": [SPAN], **fields})
    assert caught.value.where == where


def test_claim_id_is_that_of_its_spans() -> None:
    """The same reading of the same text has the same id; another source or cue is another claim."""
    assert Claim(content=[SPAN], kind="denial", confidence=0.5).id == claim_id([SPAN])
    other = Span(4, 6)
    assert (
        len({claim_id([SPAN]), claim_id([other]), claim_id([SPAN, other]), claim_id([SPAN], [other]), claim_id([SPAN], (), [other])}) == 5
    )
    assert len(claim_id([SPAN])) == 12
    assert Claim(content=[SPAN], id="given").id == "given"


def test_claim_holds_tuples_in_order() -> None:
    """Lists are taken; the names of arguments are sorted, the claim's span covers its content."""
    claim = Claim(content=[SPAN, Span(7, 9)], arguments={"time": [SPAN], "condition": iter([SPAN])})
    assert (claim.content, list(claim.arguments), claim.arguments["condition"]) == ((SPAN, Span(7, 9)), ["condition", "time"], (SPAN,))
    assert claim.span == Span(0, 9)


@pytest.mark.parametrize(
    ("make", "where"),
    [
        (lambda: Provenance(about="", component="a:b"), "Provenance.about"),
        (lambda: Provenance(about="kind", component=""), "Provenance.component"),
        (lambda: Provenance(about="kind", component="a:b", version=1), "Provenance.version"),  # type: ignore[arg-type]  # on purpose
        (lambda: Provenance(about="kind", component="a:b", rule=None), "Provenance.rule"),  # type: ignore[arg-type]  # on purpose
        (lambda: Provenance(about="kind", component="a:b", confidence=2), "Provenance.confidence"),
        (lambda: Provenance(about="kind", component="a:b", spans=[1]), "Provenance.spans"),  # type: ignore[list-item]  # on purpose
        (lambda: Notice(code="", message="m"), "Notice.code"),
        (lambda: Notice(code="c", message=""), "Notice.message"),
        (lambda: Notice(code="c", message="m", component=None), "Notice.component"),  # type: ignore[arg-type]  # on purpose
        (lambda: Failure(stage="", error="E", message="m"), "Failure.stage"),
        (lambda: Failure(stage="s", error="", message="m"), "Failure.error"),
        (lambda: Failure(stage="s", error="E", message=""), "Failure.message"),
        (lambda: Failure(stage="s", error="E", message="m", part=7), "Failure.part"),  # type: ignore[arg-type]  # on purpose
    ],
)
def test_reports_refuse(make: Any, where: str) -> None:
    """Each names its field."""
    with pytest.raises(ModelError) as caught:
        make()
    assert caught.value.where == where
