"""Typed attributes: what plugins and users add to a value without subclassing it.

Rules:

- A key is a name and a type. The library's own names are bare; a plugin's carry its prefix, `acme:horizon`.
- Whatever stands under a name that nobody registered is kept, and written back to JSON untouched.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, Generic, TypeVar, overload

import regex

from seedlib.errors import ModelError
from seedlib.model._values import EMPTY, FrozenMapping, Json, freeze, value

__all__ = ["NO_ATTRIBUTES", "AttributeKey", "Attributes", "is_name"]

T = TypeVar("T")
D = TypeVar("D")

#: `statement`, `list-item`, `acme:horizon`, `iso3166:RUS`: an optional prefix, then words; dots and slashes as in ids.
_NAME = regex.compile(r"(?:[\p{L}\p{N}_.-]+:)?[\p{L}\p{N}_./-]+")

#: The types that an attribute may have.
_TYPES: tuple[type, ...] = (str, int, float, bool, tuple, FrozenMapping)


def is_name(name: object) -> bool:
    """Say whether `name` can name a kind, a key or a component: `statement`, `acme:horizon`.

    >>> is_name("list-item"), is_name("acme:horizon"), is_name("two words"), is_name("")
    (True, True, False, False)
    """
    return isinstance(name, str) and _has_its_shape(name)


@lru_cache(maxsize=1024)  # pure: a document's values have a few names thousands of times
def _has_its_shape(name: str) -> bool:
    return _NAME.fullmatch(name) is not None


@value  # positional: AttributeKey("acme:horizon", str) reads as a declaration
class AttributeKey(Generic[T]):
    """The name of an attribute and the type of what stands under it.

    >>> horizon = AttributeKey("acme:horizon", str)
    >>> Attributes().having(horizon, "long")[horizon]
    'long'

    Raises:
        ModelError: the name is not a name, or the type is none that JSON can hold.
    """

    #: The name, with the plugin's prefix unless it is the library's own.
    name: str
    #: One of str, int, float, bool, tuple, FrozenMapping.
    type: type[T]
    #: What it means, in a sentence; shown by `seedlib plugins`.
    description: str = ""

    def __attrs_post_init__(self) -> None:
        if not is_name(self.name):
            raise ModelError(f"found {self.name!r}, expected a name such as 'acme:horizon'", where="AttributeKey.name")
        if self.type not in _TYPES:
            allowed = ", ".join(t.__name__ for t in _TYPES)
            raise ModelError(f"found {self.type!r}, expected one of {allowed}", where=f"AttributeKey {self.name}")

    def check(self, held: object) -> T:
        """Return `held` frozen, if it has this key's type.

        Raises:
            ModelError: it has another type.
        """
        frozen = freeze(held, self.name)
        if self.type is float and type(frozen) is int:
            frozen = float(frozen)
        if type(frozen) is not self.type:
            raise ModelError(f"found {type(held).__name__} {held!r}, expected {self.type.__name__}", where=f"attribute {self.name}")
        return frozen


class Attributes(Mapping[str, Json]):
    """An immutable mapping of attributes: typed when asked by key, plain JSON when asked by name.

    >>> held = Attributes({"acme:horizon": "long", "pages": [3, 4]})
    >>> held["pages"], held.get(AttributeKey("acme:horizon", str)), held.get("section", "none")
    ((3, 4), 'long', 'none')
    >>> held[AttributeKey("acme:horizon", int)]
    Traceback (most recent call last):
        ...
    seedlib.errors.ModelError: attribute acme:horizon: found str 'long', expected int

    Args:
        items: JSON-shaped values by name, any string (a column of a table has whatever name it has); lists become
            tuples, objects `FrozenMapping`s.
    """

    __slots__ = ("_items",)
    _items: FrozenMapping[Json]

    def __init__(self, items: Mapping[str, Any] = EMPTY) -> None:
        object.__setattr__(self, "_items", freeze(items, "attributes"))

    @overload
    def __getitem__(self, key: str) -> Json: ...
    @overload
    def __getitem__(self, key: AttributeKey[T]) -> T: ...
    def __getitem__(self, key: str | AttributeKey[T]) -> Json | T:
        if isinstance(key, AttributeKey):
            held = self._items[key.name]
            return held if type(held) is key.type else key.check(held)
        return self._items[key]

    @overload
    def get(self, key: str, default: D | None = None) -> Json | D: ...
    @overload
    def get(self, key: AttributeKey[T]) -> T | None: ...
    @overload
    def get(self, key: AttributeKey[T], default: D) -> T | D: ...
    def get(self, key: str | AttributeKey[T], default: D | None = None) -> Json | T | D:
        """Return what stands under `key`, or `default`."""
        name = key.name if isinstance(key, AttributeKey) else key
        return self[key] if name in self._items else default

    def __contains__(self, key: object) -> bool:
        return (key.name if isinstance(key, AttributeKey) else key) in self._items

    def __iter__(self) -> Iterator[str]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def __eq__(self, other: object) -> bool:
        return self._items == other._items if isinstance(other, Attributes) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._items)

    def __setattr__(self, name: str, _: object) -> None:
        raise AttributeError(f"Attributes is immutable; cannot set {name!r}")

    def __reduce__(self) -> tuple[Any, ...]:
        return Attributes, (self._items,)

    def __repr__(self) -> str:
        return f"Attributes({dict(self._items)!r})"

    def having(self, key: AttributeKey[T], held: T) -> Attributes:
        """Return a copy in which `key` holds `held`.

        Raises:
            ModelError: `held` has another type than the key.
        """
        return Attributes({**self._items, key.name: key.check(held)})


#: No attributes: the default of every `attributes` field.
NO_ATTRIBUTES = Attributes()
