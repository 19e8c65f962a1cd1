"""Who of one name are one actor."""

from __future__ import annotations

import itertools

import attrs
import pytest

from seedlib.corpus import index_actors
from seedlib.model import Actor, Analysis, Mention, Provenance, Span

from .making import actor, analysis, groups

ROE = "Jane Roe"


def joined(*actors: Actor, least: float = 0.7) -> list[str]:
    """Return what is one, as the numbers of the documents: `["12", "34"]`, whatever the order of documents."""
    analyses = [analysis(str(number), held) for number, held in enumerate(actors, 1)]
    found = {
        tuple(sorted("".join(sorted(group)) for group in groups(index_actors(order, least=least))))
        for order in itertools.permutations(analyses)
    }
    (only,) = found
    return list(only)


def person(country: str | None = None, *roles: str, id: str = "") -> Actor:  # noqa: A002
    """Return a Jane Roe."""
    return actor(ROE, country, *roles, id=id)


@pytest.mark.parametrize(
    ("actors", "expected"),
    [
        ([person("GBR", "minister"), person("GBR", "minister")], ["12"]),
        ([person("GBR", "minister"), person("GBR", "minister of trade")], ["12"]),
        ([person("GBR", "minister"), person("GBR")], ["12"]),
        ([person("GBR"), person("GBR")], ["12"]),
        ([person(None, "minister"), person("GBR", "minister")], ["12"]),
        ([person("GBR", "minister"), person("GBR", "striker")], []),
        ([person("GBR", "minister"), person("USA", "minister")], []),
        ([person(), person()], []),
        ([person(), person("GBR", "minister")], []),
        ([person("GBR", "minister"), person("GBR", "minister", "member"), person("GBR", "member")], ["123"]),
    ],
)
def test_people_are_one_where_name_country_and_role_agree(actors: list[Actor], expected: list[str]) -> None:
    """What is unknown contradicts nothing; a name alone is not enough."""
    assert joined(*actors) == expected


@pytest.mark.parametrize(
    "third",
    [person(None, "minister"), person(None), person(None, "minister", "striker")],
    ids=["role", "nothing", "roles of both"],
)
def test_two_who_are_told_apart_are_not_joined_by_a_third(third: Actor) -> None:
    """Nor is the third given to one of them."""
    assert joined(person("GBR", "minister"), person("USA", "minister"), third) == []


def test_the_one_bearer_of_a_name_with_an_id_is_meant_where_nobody_else_is_told_of() -> None:
    """By those who say nothing; another country, or another id, and they stay alone."""
    known = person("GBR", "minister", id="acme:1")
    assert joined(known, person(), person()) == ["123"]
    assert joined(known, person(), person("USA", "minister")) == []
    assert joined(known, person(), person("GBR", "striker", id="acme:2")) == []
    assert joined(known, person(), least=0.8) == []


def test_one_of_two_countrymen_who_has_no_role_stays_alone() -> None:
    """There are two ministers and strikers of that name in the country, and nobody says which."""
    assert joined(person("GBR", "minister"), person("GBR", "striker"), person("GBR")) == []


def test_a_name_joins_the_one_with_an_id_that_fits() -> None:
    """Two ids are two people, and whom both fit stays alone."""
    assert joined(person("GBR", "minister", id="acme:1"), person("GBR", "minister"), person("GBR", "trade minister")) == ["123"]
    assert joined(person("GBR", "minister", id="acme:1"), person("GBR", "striker", id="acme:2"), person("GBR", "minister")) == ["13"]
    assert joined(person("GBR", id="acme:1"), person("GBR", id="acme:2"), person("GBR")) == []
    assert joined(person("GBR", "minister", id="acme:1"), person("GBR", "striker")) == []
    assert joined(person(id="acme:1"), person(id="acme:2")) == []


@pytest.mark.parametrize(
    ("name", "kind", "expected"),
    [
        ("Roe", "person", []),
        ("J. Roe", "person", []),
        ("Gull Street Choir", "organization", ["12"]),
        ("Gullcorp", "organization", ["12"]),
        ("GSC", "organization", []),
        ("The Gull", "publication", ["12"]),
        ("Gull Bay", "place", []),
        ("Gull Street Choir", "unknown", []),
        ("Gull Street Choir", "acme:band", []),
    ],
)
def test_a_name_alone_is_enough_for_bodies_only(name: str, kind: str, expected: list[str]) -> None:
    """Not for people, places, acronyms, and what is of no known kind."""
    assert joined(actor(name, kind=kind), actor(name, kind=kind)) == expected


def test_a_family_name_joins_nothing_whatever_else_agrees() -> None:
    """There are too many."""
    assert joined(actor("Roe", "GBR", "minister"), actor("Roe", "GBR", "minister")) == []


def test_bodies_of_two_countries_are_two_and_one_of_none_stays_alone() -> None:
    """Every country has a ministry of that name."""
    ministry = [actor("Ministry of Tides", country, kind="organization") for country in ("NOR", "CHL", None, "CHL")]
    assert joined(*ministry) == ["24"]
    assert joined(*ministry[:1], ministry[2]) == ["12"]


def test_kinds_are_not_mixed() -> None:
    """A town and a firm of one name are two."""
    assert joined(actor("Gull Bay", "GBR", kind="place"), actor("Gull Bay", "GBR", kind="organization")) == []


def test_who_wants_more_says_how_sure_is_enough() -> None:
    """A lower `least` joins people by nothing but a full name; a higher one joins less."""
    assert joined(person(), person(), least=0.6) == ["12"]
    assert joined(person(), person("GBR", "minister"), person("GBR", "striker"), person("GBR", "minister"), least=0.6) == ["1234"]
    assert joined(person(), person("GBR"), person("GBR"), person("USA"), person(), least=0.6) == ["23"]
    assert joined(person(None, "minister"), person("GBR", "minister"), least=0.8) == []
    assert joined(actor("Roe"), actor("Roe"), least=0) == []


def test_authors_are_one_where_the_publisher_is() -> None:
    """That somebody is an author says nothing by itself."""
    papers = ("The Gull", "The Gull", "The Tern", None, None)
    analyses = [analysis(str(n), actor(ROE, None, "author"), publisher=paper) for n, paper in enumerate(papers)]
    assert groups(index_actors(analyses)) == {frozenset({"0", "1"})}


def test_nominals_join_nothing() -> None:
    """`The Gull Bay mayor` is another one in every text; so is a body that no name means."""
    body = actor("Gull Bay Council", kind="organization")
    assert groups(index_actors([analysis("1", body, form="nominal"), analysis("2", body, form="nominal")])) == set()


def test_two_in_one_document_are_two() -> None:
    """The document tells them apart, so a name is not enough any more."""
    two = analysis("1", person("GBR", "minister"), actor(ROE, "GBR", "minister", id="doc:jane-roe-2"))
    assert groups(index_actors([two, analysis("2", person("GBR", "minister"))])) == set()
    with_id = analysis("1", person("GBR", "minister", id="acme:1"), person("GBR", "minister"))
    assert groups(index_actors([with_id, analysis("2", person("GBR", "minister", id="acme:1"))])) == {frozenset({"1", "2"})}


def test_a_name_that_is_left_open_joins_nothing() -> None:
    """Of two texts that speak of a Georgia without telling which, none is taken for the country; one settled mention is enough."""
    georgia = actor("Georgia", kind="place")
    settled = [analysis("1", actor("Georgia", "GEO", kind="place", id="iso3166:GEO")), analysis("2", georgia), analysis("3", georgia)]
    assert groups(index_actors(settled, least=0.6)) == {frozenset("123")}
    left_open = [settled[0], *map(with_open_names, settled[1:])]
    assert groups(index_actors(left_open, least=0.1)) == set()
    assert [found.namesakes for found in index_actors(left_open).actors] == [2, 2, 2]
    twice = attrs.evolve(left_open[1], mentions=[*left_open[1].mentions, Mention(span=Span(5, 6), actor=georgia.id)])
    assert groups(index_actors([settled[0], twice], least=0.6)) == {frozenset("12")}


def with_open_names(told: Analysis) -> Analysis:
    """Return an analysis in which nothing settles whose names its names are."""
    open_ = [Provenance(about="actor", component="seedlib:lexicon", rule="open")]
    return attrs.evolve(told, mentions=[attrs.evolve(mention, provenance=open_) for mention in told.mentions])
