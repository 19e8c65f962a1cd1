"""What the pipeline is proposed: the findings on every claim, of others and of the author."""

from __future__ import annotations

from collections.abc import Iterator

from seedlib.components import Context, Proposal
from seedlib.model import Analysis, Claim
from seedlib.qualification.considering import weighed
from seedlib.qualification.core import qualify
from seedlib.qualification.findings import Finding
from seedlib.qualification.texts import Text

__all__ = ["propose"]


def propose(analysis: Analysis, context: Context) -> Iterator[Proposal]:
    """Yield what is found of every claim, a field each."""
    if not analysis.claims:
        return
    text = Text(analysis, context)
    for claim in analysis.claims:
        found = qualify(text, claim)
        for finding in found:
            yield _proposal(claim, finding)
        if context.considered is not None:
            for finding in weighed(text, claim, found):
                context.considered(_proposal(claim, finding))


def _proposal(claim: Claim, finding: Finding) -> Proposal:
    return Proposal(
        subject=claim.id,
        field=finding.field,
        value=finding.value,
        confidence=finding.confidence,
        rule=finding.rule,
        spans=finding.spans,
    )
