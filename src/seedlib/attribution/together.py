"""A tagger's findings and the rules', as one row.

Where a tagger has labelled a document its attributions are what is said there; the rules add what they do better:

    “…,” said Lee, adding that …       who adds it: the subject that a second verb shares

Rules:

- A finding of the rules belongs to the tagger's when they share words of their cues, or of their contents.
- One that belongs to none of them is kept if the rule is sure enough.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from seedlib.attribution.findings import Finding
from seedlib.attribution.ground import Range

__all__ = ["together"]


def together(labelled: Sequence[Finding], ruled: Sequence[Finding]) -> list[Finding]:
    """Return the tagger's findings, made better by the rules', and the rules' that stand beside them; in text order."""
    twins = _by_cue(ruled)
    for finding in labelled:
        twin = next((twins[place] for part in finding.cues for place in range(*part) if place in twins), None)
        if twin is not None:
            finding.kind, finding.form = twin.kind, twin.form
            if not finding.sources:
                finding.sources = list(twin.sources)
    taken = {place for finding in labelled for part in (*finding.cues, *finding.content) for place in range(*part)}
    beside = [
        finding for finding in ruled if not any(place in taken for part in (*finding.cues, *finding.content) for place in range(*part))
    ]
    return sorted([*labelled, *beside], key=_place)


def _by_cue(findings: Iterable[Finding]) -> dict[int, Finding]:
    return {place: finding for finding in findings for part in finding.cues for place in range(*part)}


def _place(finding: Finding) -> Range:
    return finding.cue or finding.content[0]
