"""Which claims are listed where there are more than anybody reads: some of every number that a page shows.

Rules:

- The choice is by chance, and the same in every run: claims are drawn in the order of a digest over their ids.
- First every number gets a few of its claims, then the list is filled.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from hashlib import blake2b
from itertools import chain, islice

__all__ = ["chosen"]


def chosen(count: int, identifier: Callable[[int], str], numbers: Callable[[int], Iterable[Hashable]], most: int | None) -> list[int]:
    """Return the places of the claims that are listed, in order.

    >>> 99 in chosen(100, str, lambda place: ["the last"] if place == 99 else ["others"], 10)
    True

    Args:
        count: how many claims there are.
        identifier: gives by a claim's place what tells it from all others.
        numbers: gives by a claim's place the numbers that a page shows in which it is counted. It is asked again rather than
            remembered: there are some fifteen numbers a claim.
        most: how many are listed; None for all.
    """
    if most is None or count <= most:
        return list(range(count))
    drawn = sorted(range(count), key=lambda place: blake2b(identifier(place).encode(errors="surrogatepass"), digest_size=8).digest())
    shown = len({number for place in drawn for number in numbers(place)})
    each = max(1, most // (2 * shown)) if shown else 0  # half of the list is for them
    have: Counter[Hashable] = Counter()
    first: dict[int, None] = {}
    for place in drawn:
        found = tuple(numbers(place))
        if any(have[number] < each for number in found):
            have.update(found)
            first[place] = None
    rest = (place for place in drawn if place not in first)
    return sorted(islice(chain(first, rest), most))
