"""Spans: where in a text something stands.

Rules:

- Offsets are half-open and count code points of `Document.text`.
- A span is never empty: `0 <= start < end`.
- Many spans are kept packed in a `Spans`; a `Span` is made when one is asked for.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NoReturn, overload

from seedlib.errors import ModelError
from seedlib.model._values import value

__all__ = ["Span", "Spans", "hull", "overlapping"]


@value(order=True)  # positional: Span(3, 9) reads as every offset pair does
class Span:
    """A run of code points, `start` to `end`, the latter not included.

    >>> Span(0, 5).overlaps(Span(4, 9)), Span(0, 5).covers(Span(4, 9)), len(Span(4, 9))
    (True, False, 5)

    Raises:
        ModelError: the offsets are not integers with `0 <= start < end`.
    """

    #: The first code point of the run.
    start: int
    #: The first code point after the run.
    end: int

    def __attrs_post_init__(self) -> None:
        start, end = self.start, self.end
        if type(start) is not int or type(end) is not int or not 0 <= start < end:
            raise ModelError(f"found start {start!r} and end {end!r}, expected integers with 0 <= start < end", where="Span")

    def __len__(self) -> int:
        return self.end - self.start

    def overlaps(self, other: Span) -> bool:
        """Say whether the two share a code point."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Say whether every code point of `other` is in this span."""
        return self.start <= other.start and other.end <= self.end


class Spans(Sequence[Span]):
    """Many spans in text order, packed as two arrays of offsets; compared by value.

    The spans do not overlap: each starts where the one before ends, or later.

    >>> words = Spans([(0, 4), (5, 9)])
    >>> words[1], words.at(4), list(words.within(0, 9))
    (Span(start=5, end=9), None, [0, 1])
    >>> Spans([(0, 4), (3, 9)])
    Traceback (most recent call last):
        ...
    seedlib.errors.ModelError: Spans: found 3 to 9 after 4, expected spans in text order that do not overlap

    Args:
        pairs: (start, end) offsets in text order.

    Raises:
        ModelError: a pair is empty, or starts before the end of the one before.
    """

    __slots__ = ("ends", "starts")
    #: The starts, in code points.
    starts: array[int]
    #: The ends, in code points; as many as `starts`.
    ends: array[int]

    def __init__(self, pairs: Iterable[tuple[int, int]] = ()) -> None:
        starts: list[int] = []
        ends: list[int] = []
        last = 0
        try:
            for start, end in pairs:  # the hottest loop of the library: one pass, nothing made but the numbers
                if not last <= start < end:
                    expected = "spans in text order that do not overlap"
                    raise ModelError(f"found {start} to {end} after {last}, expected {expected}", where="Spans")
                starts.append(start)
                ends.append(end)
                last = end
            object.__setattr__(self, "starts", array("q", starts))
            object.__setattr__(self, "ends", array("q", ends))
        except ModelError:
            raise
        except (TypeError, ValueError, OverflowError) as error:
            raise ModelError(f"found what is no pair of offsets ({error}), expected two integers a span", where="Spans") from error

    def __len__(self) -> int:
        return len(self.starts)

    @overload
    def __getitem__(self, index: int) -> Span: ...
    @overload
    def __getitem__(self, index: slice) -> Spans: ...
    def __getitem__(self, index: int | slice) -> Span | Spans:
        if isinstance(index, slice):
            return Spans(zip(self.starts[index], self.ends[index], strict=True))
        return Span(self.starts[index], self.ends[index])

    def __iter__(self) -> Iterator[Span]:
        return map(Span, self.starts, self.ends)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Spans):
            return NotImplemented
        return self.starts == other.starts and self.ends == other.ends

    def __hash__(self) -> int:
        return hash((tuple(self.starts), tuple(self.ends)))

    def __setattr__(self, name: str, _: object) -> NoReturn:
        raise AttributeError(f"Spans is immutable; cannot set {name!r}")

    def __reduce__(self) -> tuple[Any, ...]:
        return Spans, (tuple(self.pairs()),)

    def __repr__(self) -> str:
        return f"Spans({list(self.pairs())!r})"

    def pairs(self) -> Iterator[tuple[int, int]]:
        """Yield (start, end) offsets, without making `Span`s."""
        return zip(self.starts, self.ends, strict=True)

    def within(self, start: int, end: int) -> range:
        """Return the indices of the spans that lie wholly in the code points from `start` to `end`."""
        first = bisect_left(self.starts, start)
        return range(first, bisect_right(self.ends, end, first))

    def at(self, offset: int) -> int | None:
        """Return the index of the span that holds the code point `offset`, or None."""
        index = bisect_right(self.starts, offset) - 1
        return index if index >= 0 and offset < self.ends[index] else None


def hull(spans: Iterable[Span]) -> Span:
    """Return the smallest span that covers all of `spans`.

    >>> hull([Span(5, 9), Span(0, 4)])
    Span(start=0, end=9)

    Raises:
        ModelError: there is none.
    """
    spans = tuple(spans)
    if not spans:
        raise ModelError("found no span, expected at least one", where="hull")
    return Span(min(s.start for s in spans), max(s.end for s in spans))


def overlapping(one: Iterable[Span], other: Iterable[Span]) -> bool:
    """Say whether any span of `one` shares a code point with any of `other`.

    >>> overlapping([Span(0, 4), Span(8, 12)], [Span(10, 20)])
    True
    >>> overlapping([Span(0, 4)], [Span(4, 9)])
    False
    """
    other = tuple(other)
    return any(a.overlaps(b) for a in one for b in other)
