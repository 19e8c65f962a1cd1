"""What rules would have said of a claim's kind and modality beside what they say: for who asks why; nobody else pays for it."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from seedlib.model import Claim
from seedlib.qualification.core import main_clause
from seedlib.qualification.findings import Finding
from seedlib.qualification.firmness import modalities
from seedlib.qualification.kinds import kinds
from seedlib.qualification.subjects import make_subject
from seedlib.qualification.texts import Text

__all__ = ["weighed"]


def weighed(text: Text, claim: Claim, found: Collection[Finding]) -> Iterator[Finding]:
    """Yield the kinds and modalities that a rule speaks for and that are not found, each once, as its first rule has it.

    Args:
        text: the text.
        claim: the claim.
        found: what the rules find of it.
    """
    subject = make_subject(text, claim)
    if subject is None:
        return
    clause = main_clause(text, subject)
    held = {"kind": claim.kind, "modality": claim.modality}
    seen = set((held | {finding.field: finding.value for finding in found if finding.field in held}).items())
    for finding in (*kinds(text, subject, clause), *modalities(text, subject, clause)):
        if (finding.field, finding.value) not in seen:
            seen.add((finding.field, finding.value))
            yield finding
