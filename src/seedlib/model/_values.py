"""What all values share: how their classes are made, and the frozen containers they hold.

Rules:

- `value` makes a final, slotted, frozen attrs class; fields are keyword-only but where the decorator says why not.
- Containers are tuples, or `FrozenMapping` where names are needed; both hash and compare by value.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn, TypeVar, overload

import attrs

from seedlib.errors import ModelError

__all__ = ["EMPTY", "FrozenMapping", "Json", "evolved", "freeze", "thaw", "value"]

V = TypeVar("V")
D = TypeVar("D")

#: What JSON can hold, frozen: lists are tuples and objects are `FrozenMapping`s.
Json = Any

if TYPE_CHECKING:
    from attrs import frozen as value
else:

    def value(cls: type | None = None, **options: Any) -> Any:
        """Make a value class: attrs, frozen, slotted, and final."""

        def make(cls: type) -> type:
            cls.__init_subclass__ = classmethod(_refuse_subclass)
            return attrs.frozen(cls, **options)

        return make if cls is None else make(cls)


def _refuse_subclass(cls: type, **_: Any) -> NoReturn:
    base = cls.__mro__[1].__name__
    raise ModelError(
        f"{cls.__name__} subclasses {base}, which is final",
        advice=f"keep a {base} in a field of your own class, or put what you add under an AttributeKey",
    )


def evolved(held: V, **changes: Any) -> V:
    """Return a copy of a value in which some fields hold something else.

    It is `attrs.evolve` for the thousands of values that a document's stages change in a field or two: the same checks, but the fields
    that stay are not converted anew. For classes all of whose fields are given when a value is made.

    Raises:
        TypeError: the value has no such field.
    """
    class_: type[Any] = type(held)
    read, put, named, check = _fields_of(class_)  # type: ignore[arg-type]  # mypy takes no class for hashable
    made: V = object.__new__(class_)
    for set_field, kept in zip(put, read(held), strict=True):
        set_field(made, kept)
    for name, new in changes.items():
        if name not in named:
            raise TypeError(f"{class_.__name__} has no field {name!r}")
        set_field, convert = named[name]
        set_field(made, new if convert is None else convert(new))
    if check is not None:
        check(made)
    return made


class _Fields(NamedTuple):
    """How the fields of a class of several are handled."""

    #: Returns all of a value's, in order.
    read: Callable[[Any], Iterable[Any]]
    #: Each sets one in a value that is being made, in order.
    put: tuple[Callable[[Any, Any], None], ...]
    #: By name, what sets it, and what makes of what is given what it holds.
    named: dict[str, tuple[Callable[[Any, Any], None], Callable[[Any], Any] | None]]
    #: Checks a value whose fields are set.
    check: Callable[[Any], None] | None


@cache  # pure: the same for a class whoever asks first
def _fields_of(class_: type) -> _Fields:
    fields = attrs.fields(class_)
    named = {field.name: (getattr(class_, field.name).__set__, field.converter) for field in fields}
    put = tuple(set_field for set_field, _ in named.values())
    return _Fields(attrgetter(*named), put, named, getattr(class_, "__attrs_post_init__", None))


class FrozenMapping(Mapping[str, V]):
    """An immutable mapping from names to values that hashes and compares by value.

    Args:
        items: a mapping, or pairs; a later pair replaces an earlier one of the same name.
    """

    __slots__ = ("_items",)
    _items: dict[str, V]

    def __init__(self, items: Mapping[str, V] | Iterable[tuple[str, V]] = ()) -> None:
        object.__setattr__(self, "_items", dict(items))

    def __getitem__(self, name: str) -> V:
        return self._items[name]

    def __contains__(self, name: object) -> bool:
        return name in self._items

    @overload
    def get(self, name: str, default: None = None) -> V | None: ...
    @overload
    def get(self, name: str, default: V) -> V: ...
    @overload
    def get(self, name: str, default: D) -> V | D: ...
    def get(self, name: str, default: D | None = None) -> V | D | None:
        """Return what `name` holds, or `default`; that of `Mapping` raises and catches an error for every name that is not there."""
        return self._items.get(name, default)

    def __iter__(self) -> Iterator[str]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Mapping):
            return NotImplemented
        return self._items == dict(other)

    def __hash__(self) -> int:
        return hash(frozenset(self._items.items()))

    def __setattr__(self, name: str, _: object) -> NoReturn:
        raise AttributeError(f"{type(self).__name__} is immutable; cannot set {name!r}")

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self._items,)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._items!r})"

    def having(self, name: str, held: V) -> FrozenMapping[V]:
        """Return a copy in which `name` holds `held`."""
        return type(self)({**self._items, name: held})


#: The mapping with nothing in it, the default of every mapping field.
EMPTY: FrozenMapping[Any] = FrozenMapping()


#: How many digits an integer may have that Python writes and reads unless told otherwise (`sys.set_int_max_str_digits`).
_DIGITS = 4_300
_LARGEST = 10**_DIGITS - 1


def freeze(held: Any, where: str = "value") -> Json:
    """Return JSON-shaped data with every container replaced by an immutable one.

    Args:
        held: strings, numbers, booleans, None, lists or tuples, and mappings with string keys, nested at will.
        where: the place to name in an error.

    Raises:
        ModelError: something in it has no place in JSON.
    """
    if held is EMPTY or held is None or isinstance(held, (str, bool)):
        return held
    if type(held) is FrozenMapping:  # as of most entries of lexicons, which come in tens of thousands
        return _frozen_mapping(held, where)
    if isinstance(held, int):
        if abs(held) > _LARGEST:
            raise ModelError(f"found an integer of {held.bit_length()} bits, expected one of at most {_DIGITS} digits", where=where)
        return held
    if isinstance(held, float):
        if held - held != 0:  # not a number, or infinite
            raise ModelError(f"found {held}, expected a finite number", where=where)
        return held
    if isinstance(held, list | tuple):
        return tuple(freeze(item, f"{where}[{i}]") for i, item in enumerate(held))
    if isinstance(held, Mapping):
        return _frozen_mapping(held, where)
    raise ModelError(f"found {type(held).__name__}, expected a JSON value", where=where)


def _frozen_mapping(held: Mapping[str, Any], where: str) -> FrozenMapping[Json]:
    """Freeze a mapping; lexicons have tens of thousands, most of strings alone, and many entries that share one."""
    if type(held) is FrozenMapping and all(type(item) is str or item is True for item in held._items.values()):  # noqa: SLF001  # ours
        return held
    frozen: dict[str, Json] = {}
    for name, item in held.items():
        if not isinstance(name, str):
            raise ModelError(f"found the key {name!r}, expected a string", where=where)
        frozen[name] = item if type(item) is str else freeze(item, f"{where}.{name}")
    return FrozenMapping(frozen) if frozen else EMPTY


def thaw(held: Json) -> Any:
    """Return what `freeze` was given, as lists and dicts that `json` can write."""
    if isinstance(held, tuple):
        return [thaw(item) for item in held]
    if isinstance(held, Mapping):
        return {name: thaw(item) for name, item in held.items()}
    return held
