"""Persons of a lexicon have its ids where the text tells the same of them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from seedlib.components import Context
from seedlib.matching import Entry, Phrases
from seedlib.resolution.knowledge import knowledge
from seedlib.resolution.linking import link
from tests.resolution.test_groups import grouped

PERSONS = Phrases(
    (
        Entry(phrase="Ann Wibble", value="acme:1", data={"country": "NOR", "roles": ["Prime Minister"]}),
        Entry(phrase="Peter Dobble", value="acme:2", data={"country": "NOR", "roles": ["president"]}),
        Entry(phrase="Peter Dobble", value="acme:3", data={"country": "SWE", "roles": ["president"]}),
    )
)


@pytest.mark.parametrize(
    ("name", "roles", "country", "identifier"),
    [
        pytest.param("Ann Wibble", ["prime minister"], None, "acme:1", id="the role"),
        pytest.param("Ann Wibble", ["lawyer"], "NOR", "acme:1", id="the country"),
        pytest.param("Ann Wibblé", ["lawyer"], "NOR", "acme:1", id="an accent"),
        pytest.param("Ann Wibble", ["prime minister"], "SWE", "doc:ann-wibble", id="another country"),
        pytest.param("Ann Wibble", ["teacher"], None, "doc:ann-wibble", id="another role"),
        pytest.param("Ann Wibble", [], None, "doc:ann-wibble", id="the name alone"),
        pytest.param("Wibble", ["prime minister"], "NOR", "doc:wibble", id="a surname alone"),
        pytest.param("Peter Dobble", ["president"], None, "doc:peter-dobble", id="two whom it fits"),
        pytest.param("Peter Dobble", ["president"], "SWE", "acme:3", id="two, of whom the country tells one"),
    ],
)
def test_a_person_is_linked_by_name_and_role_or_country(name: str, roles: Sequence[str], country: str | None, identifier: str) -> None:
    """The id is the lexicon's where name and role or country are, and else the document's own."""
    context = Context(lexicons={"persons": PERSONS})
    grouping = grouped(f"They met {{person:{name}}}.", context)
    [group] = grouping.groups.values()
    group.roles, group.country = dict.fromkeys(roles), country
    link(grouping, context.once(knowledge))
    assert [held.id for held, _ in grouping.of.values()] == [identifier]
    assert list(grouping.groups) == [identifier]


def test_a_person_under_two_names_is_one_actor() -> None:
    """Who has the id already, by a recogniser, and who gets it are one."""
    context = Context(lexicons={"persons": PERSONS})
    grouping = grouped("They met {person:Ann Wibble} and {person:Peter Dobble}.", context)
    first, second = grouping.groups.values()
    grouping.identify(first, "acme:1")
    grouping.identify(second, "acme:1")
    assert [group.id for group, _ in grouping.of.values()] == ["acme:1", "acme:1"]
    assert list(grouping.groups["acme:1"].names) == ["Ann Wibble", "Peter Dobble"]
