"""Which claims are listed where there are more than anybody reads: some of every number that a page shows.

Rules:

- The choice is by chance, and the same in every run: claims are drawn in the order of a digest over their ids.
- First every number gets a few of its claims, then the list is filled.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from hashlib import blake2b

__all__ = ["chosen"]


def chosen(identifiers: Sequence[str], numbers: Callable[[int], Iterable[Hashable]], most: int | None) -> list[int]:
    """Return the places of the claims that are listed, in order.

    >>> chosen(["a", "b", "c", "d"], lambda place: ["the last"] if place == 3 else ["others"], 2)
    [0, 3]

    Args:
        identifiers: of all claims.
        numbers: gives by a claim's place the numbers that a page shows in which it is counted.
        most: how many are listed; None for all.
    """
    if most is None or len(identifiers) <= most:
        return list(range(len(identifiers)))
    drawn = sorted(range(len(identifiers)), key=lambda place: blake2b(identifiers[place].encode(errors="surrogatepass")).digest())
    of_place = [tuple(numbers(place)) for place in range(len(identifiers))]
    shown = len({number for found in of_place for number in found})
    each = max(1, most // (2 * shown)) if shown else 0  # half of the list is for them
    have: Counter[Hashable] = Counter()
    first = []
    for place in drawn:
        if any(have[number] < each for number in of_place[place]):
            have.update(of_place[place])
            first.append(place)
    taken = set(first)
    rest = (place for place in drawn if place not in taken)
    return sorted([*first, *rest][:most])
