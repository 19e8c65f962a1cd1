"""What all values share: frozen, final, compared by value, picklable, evolvable; and the containers they hold."""

from __future__ import annotations

import copy
import pickle
import types
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import seedlib.components
import seedlib.matching
import seedlib.model
from seedlib.errors import ModelError
from seedlib.model import EMPTY, NO_ATTRIBUTES, FrozenMapping, Mention, Span, evolved, freeze, thaw, value
from tests import strategies

CLASSES = sorted(
    {
        held
        for module in (seedlib.model, seedlib.components, seedlib.matching)
        for held in vars(module).values()
        if isinstance(held, type) and attrs.has(held)
    },
    key=lambda class_: class_.__name__,
)

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=6,
)


@given(strategies.values)
def test_values_travel_to_other_processes(held: Any) -> None:
    """Every value can be pickled and copied, and is equal and equally hashed there."""
    for back in (pickle.loads(pickle.dumps(held)), copy.copy(held), copy.deepcopy(held)):  # noqa: S301  # made here
        assert back == held
        assert hash(back) == hash(held)


@given(strategies.values.filter(lambda held: attrs.has(type(held))))
def test_an_evolved_value_equals_its_parent(held: Any) -> None:
    """`attrs.evolve` runs the constructor's checks again, and what it made passes them."""
    assert attrs.evolve(held) == held


@given(strategies.values.filter(lambda held: attrs.has(type(held))))
def test_evolved_is_evolve(held: Any) -> None:
    """`evolved` copies every field, or changes it through its converter."""
    fields = {field.name: getattr(held, field.name) for field in attrs.fields(type(held))}
    assert evolved(held) == evolved(held, **fields) == held


def test_evolved_checks_and_converts_what_changes() -> None:
    """What changes is converted and checked as by the constructor, and the value that it is made from stays."""
    mention = Mention(span=Span(0, 4), confidence=0.5)
    assert evolved(mention, confidence=0.123456) == attrs.evolve(mention, confidence=0.1235)
    assert mention.confidence == 0.5
    with pytest.raises(ModelError, match="found 'verb', expected one of"):
        evolved(mention, form="verb")
    with pytest.raises(TypeError, match="Mention has no field 'words'"):
        evolved(mention, words=())


@pytest.mark.parametrize("class_", CLASSES, ids=lambda class_: class_.__name__)
def test_classes_are_final_slotted_and_frozen(class_: type) -> None:
    """No subclass, no new attribute, no change."""
    with pytest.raises(ModelError, match=f"More subclasses {class_.__name__}, which is final .*keep a {class_.__name__} in a field"):
        types.new_class("More", (class_,))
    assert not hasattr(class_, "__dict__") or "__dict__" not in dir(class_)
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        setattr(class_.__new__(class_), attrs.fields(class_)[0].name, None)


@pytest.mark.parametrize("class_", CLASSES, ids=lambda class_: class_.__name__)
def test_classes_say_what_they_are(class_: type) -> None:
    """Each has a docstring, and a place in its module's public names."""
    assert class_.__doc__
    assert not class_.__doc__.startswith("Method generated")


@pytest.mark.parametrize("module", [seedlib.model, seedlib.components, seedlib.matching], ids=lambda module: module.__name__)
def test_public_names_are_sorted_and_there(module: Any) -> None:
    """`__all__` lists constants, classes and functions in ruff's order, and each exists."""
    assert [name for name in module.__all__ if not hasattr(module, name)] == []
    assert len(set(module.__all__)) == len(module.__all__)


def test_value_takes_options_or_none() -> None:
    """As a bare decorator its fields are positional."""

    @value
    class Pair:
        first: int

    @value(kw_only=True)
    class Named:
        first: int

    assert (Pair(1), Named(first=1)) == (Pair(1), Named(first=1))
    with pytest.raises(TypeError):
        Named(1)  # type: ignore[misc]  # what the test is about


@given(json_values)
def test_freezing_is_undone_by_thawing(held: Any) -> None:
    """JSON goes in and comes out; what is frozen can be hashed."""
    frozen = freeze(held)
    assert thaw(frozen) == held
    assert freeze(frozen) == frozen
    hash(frozen)


@pytest.mark.parametrize(
    ("held", "where", "found"),
    [
        (float("nan"), "value", "found nan, expected a finite number"),
        ([1, float("-inf")], "value[1]", "found -inf"),
        ({"a": [{"b": {1, 2}}]}, "value.a[0].b", "found set, expected a JSON value"),
        ({"a": {5: 1}}, "value.a", "found the key 5, expected a string"),
        (b"bytes", "value", "found bytes"),
        ([-(10**5_000)], "value[0]", "found an integer of 16610 bits, expected one of at most 4300 digits"),
        (Span, "value", "found type"),
    ],
)
def test_freezing_refuses_what_json_cannot_hold(held: Any, where: str, found: str) -> None:
    """The error leads to the place."""
    with pytest.raises(ModelError, match=found) as caught:
        freeze(held)
    assert caught.value.where == where


def test_frozen_mapping_is_a_mapping() -> None:
    """It reads as a dict does, and compares with any mapping, whatever the order."""
    mapping = FrozenMapping([("b", 2), ("a", 1)])
    assert (mapping["a"], list(mapping), len(mapping), "b" in mapping) == (1, ["b", "a"], 2, True)
    assert mapping == {"a": 1, "b": 2} == mapping
    assert hash(mapping) == hash(FrozenMapping({"a": 1, "b": 2}))
    assert mapping != [("b", 2), ("a", 1)]
    assert repr(mapping) == "FrozenMapping({'b': 2, 'a': 1})"


def test_frozen_mapping_gives_changed_copies() -> None:
    """`having` adds or replaces; nothing changes in place."""
    mapping = FrozenMapping({"a": 1})
    assert (mapping.having("b", 2), mapping.having("a", 3), mapping) == ({"a": 1, "b": 2}, {"a": 3}, {"a": 1})
    with pytest.raises(AttributeError, match="FrozenMapping is immutable; cannot set 'x'"):
        mapping.x = 1  # type: ignore[attr-defined]  # what the test is about


def test_frozen_mapping_does_not_follow_its_source() -> None:
    """A dict that is changed later changes nothing."""
    source = {"a": 1}
    mapping = FrozenMapping(source)
    source["a"] = 2
    assert mapping["a"] == 1


def test_defaults_are_shared() -> None:
    """The empty containers are made once, not once a value."""
    first, second = (seedlib.model.Claim(content=[Span(0, 1)]) for _ in range(2))
    assert first.unknown is second.unknown is EMPTY
    assert first.arguments is EMPTY
    assert first.attributes is NO_ATTRIBUTES
