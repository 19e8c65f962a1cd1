"""From findings to claims: what belongs to the next speaker cut off, duplicates dropped, claims placed within claims.

Rules:

- `within` is the smallest other claim that covers a claim's content.
- Of two claims with the same words and the same source the surer one stays.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from seedlib.attribution.findings import Finding
from seedlib.attribution.slots import Reader

__all__ = ["cut_at_next"]


def cut_at_next(reader: Reader, findings: Sequence[Finding]) -> None:
    """End a clause where the next speaker's begins: `he said A, while others said B`; the findings of a sentence shrink."""
    for finding, after in pairwise(findings):
        if after.source is None or not finding.content or after.cue[0] >= finding.content[-1][1]:
            continue
        first, last = finding.content[-1]
        at = after.source[0]
        if not first < at <= after.cue[0] < last:
            continue
        end = at
        while end > first and reader.joins_clauses(end - 1):
            end -= 1
        if end < at and end > first and reader.folded[end] in reader.comma:
            finding.content[-1] = (first, end)
