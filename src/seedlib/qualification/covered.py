"""How much of a text some spans cover: what others say, what stands in quotation marks."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from seedlib.model import Span

__all__ = ["Covered"]


class Covered:
    """How many code points of a span are covered by others; the others are merged first."""

    __slots__ = ("ends", "starts", "sums")

    def __init__(self, spans: Iterable[Span]) -> None:
        self.starts: list[int] = []
        self.ends: list[int] = []
        for start, end in sorted((span.start, span.end) for span in spans):
            if self.ends and start <= self.ends[-1]:
                self.ends[-1] = max(self.ends[-1], end)
            else:
                self.starts.append(start)
                self.ends.append(end)
        self.sums = [0]
        for start, end in zip(self.starts, self.ends, strict=True):
            self.sums.append(self.sums[-1] + end - start)

    def before(self, offset: int) -> int:
        """Return how many code points before `offset` are covered."""
        index = bisect_right(self.starts, offset)
        if index == 0:
            return 0
        return self.sums[index - 1] + min(offset, self.ends[index - 1]) - self.starts[index - 1]

    def share(self, span: Span) -> float:
        """Return how much of a span is covered, from 0 to 1."""
        return (self.before(span.end) - self.before(span.start)) / len(span)
