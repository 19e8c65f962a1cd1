"""From pairs to groups: what is alike is joined, and so is what is joined to the same."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, TypeVar

__all__ = ["Joined", "groups"]

T = TypeVar("T", int, str)


class Joined(Generic[T]):
    """Groups that grow; only what was joined to something is held."""

    def __init__(self) -> None:
        self._above: dict[T, T] = {}

    def least(self, held: T) -> T:
        """Return the least of a thing's group, which names it."""
        above, path = self._above, []
        while (next_ := above.get(held, held)) != held:
            path.append(held)
            held = next_
        for passed in path:
            above[passed] = held
        return held

    def join(self, first: T, second: T) -> None:
        """Make one group of the groups of two."""
        low, high = sorted((self.least(first), self.least(second)))
        self._above.setdefault(low, low)
        self._above[high] = low

    def groups(self) -> list[tuple[T, ...]]:
        """Return the groups of more than one, each sorted, by their least."""
        found: dict[T, list[T]] = {}
        for held in sorted(self._above):
            found.setdefault(self.least(held), []).append(held)
        return [tuple(group) for group in found.values() if len(group) > 1]


def groups(pairs: Iterable[tuple[T, T]]) -> list[tuple[T, ...]]:
    """Return the groups that pairs make, each sorted, by their least member; the order of the pairs does not matter.

    >>> groups([("b", "a"), ("d", "e"), ("c", "b")])
    [('a', 'b', 'c'), ('d', 'e')]
    """
    joined: Joined[T] = Joined()
    for first, second in pairs:
        joined.join(first, second)
    return joined.groups()
