"""Attributes: typed when asked by key, plain JSON when asked by name."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from seedlib.errors import ModelError
from seedlib.model import NO_ATTRIBUTES, AttributeKey, Attributes, FrozenMapping, is_name
from tests import strategies

HORIZON = AttributeKey("acme:horizon", str)
SCORE = AttributeKey("acme:score", float)


@pytest.mark.parametrize("name", ["statement", "list-item", "acme:pledge", "iso3166:RUS", "größe:klein", "a.b/c", "0", "acme-2.x:y_z"])
def test_names(name: str) -> None:
    """Words of any script, with a prefix or without."""
    assert is_name(name)


@pytest.mark.parametrize("name", ["", " ", "two words", ":a", "a:", "a:b:c", "a\n", 5, None, b"a", "“a”"])
def test_no_names(name: Any) -> None:
    """White space, empty halves, a second colon, and what is no string."""
    assert not is_name(name)


def test_key_gives_the_type_back() -> None:
    """What was put under a key comes out under it, and under its name."""
    attributes = Attributes().having(HORIZON, "long").having(SCORE, 0.5)
    assert (attributes[HORIZON], attributes["acme:horizon"], attributes[SCORE]) == ("long", "long", 0.5)
    assert (HORIZON in attributes, "acme:horizon" in attributes, AttributeKey("acme:other", str) in attributes) == (True, True, False)


def test_an_integer_is_a_number_with_decimals_too() -> None:
    """JSON has but one kind of number."""
    assert Attributes({"acme:score": 1})[SCORE] == 1.0
    assert type(Attributes({"acme:score": 1})[SCORE]) is float


@pytest.mark.parametrize(
    ("type_", "held"),
    [
        (str, 5),
        (int, "5"),
        (int, 5.0),
        (int, True),
        (bool, 1),
        (float, "1"),
        (float, True),
        (tuple, {"a": 1}),
        (FrozenMapping, ["a"]),
        (str, None),
    ],
)
def test_key_refuses_another_type(type_: type, held: Any) -> None:
    """Nothing is converted, and the error names the attribute."""
    key: AttributeKey[Any] = AttributeKey("acme:x", type_)
    for refused in (lambda: Attributes().having(key, held), lambda: Attributes({"acme:x": held})[key], lambda: key.check(held)):
        with pytest.raises(ModelError, match=f"attribute acme:x: found .*, expected {type_.__name__}"):
            refused()


@pytest.mark.parametrize(
    ("type_", "held", "expected"), [(tuple, [1, [2]], (1, (2,))), (FrozenMapping, {"a": [1]}, {"a": (1,)}), (bool, True, True)]
)
def test_key_freezes_what_it_holds(type_: type, held: Any, expected: Any) -> None:
    """Lists become tuples, objects mappings."""
    key: AttributeKey[Any] = AttributeKey("acme:x", type_)
    assert Attributes().having(key, held)[key] == expected


@pytest.mark.parametrize(
    ("name", "type_", "found"), [("two words", str, "two words"), ("a", set, "set"), ("a", list, "list"), (5, str, "5")]
)
def test_key_refuses_what_json_cannot_hold(name: Any, type_: type, found: str) -> None:
    """A key is checked when it is declared, not when it is first used."""
    with pytest.raises(ModelError, match=found):
        AttributeKey(name, type_)


def test_get_falls_back() -> None:
    """By key or name, with a default or none."""
    attributes = Attributes({"acme:horizon": "long"})
    assert (attributes.get(HORIZON), attributes.get("acme:horizon"), attributes.get(SCORE), attributes.get("x")) == (
        "long",
        "long",
        None,
        None,
    )
    assert (attributes.get(SCORE, 0.5), attributes.get("x", "y")) == (0.5, "y")
    with pytest.raises(ModelError):
        Attributes({"acme:score": "high"}).get(SCORE, 0.5)  # there, but not what it must be: no default hides that


@given(strategies.attributes)
def test_attributes_are_a_mapping(attributes: Attributes) -> None:
    """They iterate, count, compare, hash and show themselves."""
    again = Attributes(dict(attributes))
    assert (again, hash(again), len(again), list(again)) == (attributes, hash(attributes), len(attributes), list(attributes))
    assert repr(attributes) == f"Attributes({dict(attributes)!r})"


def test_attributes_are_immutable() -> None:
    """A change is a copy."""
    with pytest.raises(AttributeError, match="Attributes is immutable; cannot set 'x'"):
        Attributes().x = 1  # type: ignore[attr-defined]  # what the test is about
    Attributes().having(HORIZON, "long")
    assert Attributes() == NO_ATTRIBUTES != {}


def test_attributes_refuse_what_json_cannot_hold() -> None:
    """The path begins at the attributes."""
    with pytest.raises(ModelError, match=r"attributes\.a\[0\]: found set"):
        Attributes({"a": [{1}]})
