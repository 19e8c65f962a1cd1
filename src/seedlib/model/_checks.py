"""The checks that constructors share; each says what was found, what was expected and where."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Any, TypeVar

import attrs

from seedlib.errors import ModelError
from seedlib.model._values import EMPTY, FrozenMapping, freeze
from seedlib.model.attributes import NO_ATTRIBUTES, Attributes, is_name
from seedlib.model.spans import Span

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "attributes_field",
    "check_kind",
    "check_one_of",
    "check_probability",
    "check_spans",
    "check_strings",
    "check_text",
    "mapping_of_spans",
    "probability",
    "spans",
    "strings",
    "tuple_of",
    "tuple_of_class",
    "unknown_field",
]

T = TypeVar("T")


def tuple_of(items: Iterable[T]) -> tuple[T, ...]:
    """Turn any iterable but a string into a tuple."""
    if type(items) is tuple:
        return items
    if isinstance(items, str):
        raise ModelError(f"found the string {items!r}, expected several values", advice="put it in a tuple")
    return tuple(items)


def tuple_of_class(items: Iterable[T], class_: type[T]) -> tuple[T, ...]:
    """Turn values of a class into a tuple.

    Raises:
        ModelError: one of them is of another class.
    """
    held = tuple_of(items)
    for item in held:
        if type(item) is not class_:
            raise ModelError(f"found {item!r:.80}, expected a value of the class {class_.__name__}", where=class_.__name__)
    return held


def strings(items: Iterable[str]) -> tuple[str, ...]:
    """Turn strings into a tuple. One named function a type: mypy reads a field's type off its converter's."""
    return tuple_of(items)


def spans(items: Iterable[Span]) -> tuple[Span, ...]:
    """Turn spans into a tuple."""
    return tuple_of(items)


def mapping_of_spans(items: Mapping[str, Iterable[Span]]) -> FrozenMapping[tuple[Span, ...]]:
    """Turn a mapping from names to spans into a frozen one, names in order."""
    return FrozenMapping({name: tuple_of(items[name]) for name in sorted(items)}) if items else EMPTY


def probability(held: float) -> float:
    """Round a probability to the four decimals that the wire format has, so that what is read back equals what was written.

    What is no probability is left as it is, for `check_probability` to refuse.
    """
    if type(held) is not float and type(held) is not int:
        return held
    if not 0 <= held <= 1:
        return held
    if int(held * 10_000 + 0.5) / 10_000 == held:  # has no more already, as what goes from value to value: to round takes longer
        return float(held)
    return round(held, 4)


def _attributes(items: Mapping[str, Any]) -> Attributes:
    return items if isinstance(items, Attributes) else Attributes(items)


def _unknown(items: Mapping[str, Any]) -> FrozenMapping[Any]:
    frozen: FrozenMapping[Any] = EMPTY if items is EMPTY else freeze(items)
    return frozen


def attributes_field() -> Any:
    """Return the field `attributes`, empty by default."""
    return attrs.field(default=NO_ATTRIBUTES, converter=_attributes)


def unknown_field() -> Any:
    """Return the field `unknown`: what a newer seedlib wrote and this one keeps to write back."""
    return attrs.field(default=EMPTY, converter=_unknown, repr=False)


def check_text(held: object, where: str, *, empty: bool = True, none: bool = False) -> None:
    """Raise a ModelError unless `held` is a string; `empty` and `none` say what else may stand."""
    if (isinstance(held, str) and (held or empty)) or (held is None and none):
        return
    raise ModelError(f"found {held!r}, expected {'a string' if empty else 'a string that is not empty'}", where=where)


def check_kind(held: object, where: str) -> None:
    """Raise a ModelError unless `held` has the shape of a kind; the registry knows which ones there are."""
    if not is_name(held):
        raise ModelError(f"found {held!r}, expected a name such as 'list-item' or 'acme:pledge'", where=where)


def check_one_of(held: object, allowed: Collection[str], where: str) -> None:
    """Raise a ModelError unless `held` is one of `allowed`."""
    if not isinstance(held, str) or held not in allowed:
        raise ModelError(f"found {held!r}, expected one of {', '.join(sorted(allowed))}", where=where)


def check_probability(held: object, where: str) -> None:
    """Raise a ModelError unless `held` is a number in [0, 1]."""
    if type(held) is float and 0 <= held <= 1:
        return
    if not isinstance(held, (float, int)) or isinstance(held, bool) or not 0 <= held <= 1:
        raise ModelError(f"found {held!r}, expected a number from 0 to 1", where=where)


def check_spans(held: Iterable[object], where: str) -> None:
    """Raise a ModelError unless every one of `held` is a Span."""
    for item in held:
        if type(item) is not Span:
            raise ModelError(f"found {item!r}, expected a Span", where=where)


def check_strings(held: Iterable[object], where: str) -> None:
    """Raise a ModelError unless every one of `held` is a string that is not empty."""
    for item in held:
        check_text(item, where, empty=False)
