"""What the pipeline is proposed: the findings on every claim, of others and of the author."""

from __future__ import annotations

from collections.abc import Iterator

from seedlib.components import Context, Proposal
from seedlib.model import Analysis
from seedlib.qualification.core import qualify
from seedlib.qualification.texts import Text

__all__ = ["propose"]


def propose(analysis: Analysis, context: Context) -> Iterator[Proposal]:
    """Yield what is found of every claim, a field each."""
    if not analysis.claims:
        return
    text = Text(analysis, context)
    for claim in analysis.claims:
        for finding in qualify(text, claim):
            yield Proposal(
                subject=claim.id,
                field=finding.field,
                value=finding.value,
                confidence=finding.confidence,
                rule=finding.rule,
                spans=finding.spans,
            )
