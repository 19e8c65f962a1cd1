"""Pledges: what a speaker binds himself to before the house, with the formula that binds.

An intention is no pledge, nor is a promise that he says another made: the formula stands in the claim's own words, in the first person.
"""

import regex

from seedlib import Span
from seedlib.components import ClaimKind, Proposal, Qualifier

__all__ = ["PLEDGE", "QUALIFIER"]

PLEDGE = ClaimKind(name="debates:pledge", parent="commitment", description="a commitment that a speaker enters into before a parliament")

#: The formulas of `Ministerial undertakings` as chambers count them: `I give the House my assurance`, `We undertake to`, `I pledge`.
FORMULA = regex.compile(
    r"""\b(?:I|[Ww]e)\ (?:(?:hereby|can|do|will|gladly|also)\ )*
        (?:undertake|pledge|promise|commit\ (?:myself|ourselves|the\ \w+)
        |give\ (?:(?:the|this)\ \w+\ |(?:him|her|them|you)\ )?(?:my|our|an|the|that)\ (?:\w+\ )?
         (?:assurance|undertaking|commitment|promise|pledge))\b""",
    regex.VERBOSE,
)

#: As sure as one is of a formula; `do not`, `cannot` and questions have another form, and are not met.
SURE = 0.95


def propose(analysis, context):
    """Yield the kind for each claim that has the formula in its own words, not in those of a claim within."""
    text = analysis.document.text
    inner = {}
    for claim in analysis.claims:
        inner.setdefault(claim.within, []).append(claim.span)
    for claim in analysis.claims:
        for span in claim.content:
            found = FORMULA.search(text, span.start, span.end, timeout=context.seconds_left())
            if found and not any(other.covers(Span(*found.span())) for other in inner.get(claim.id, ())):
                yield Proposal(
                    subject=claim.id, field="kind", value=PLEDGE.name, confidence=SURE, rule="formula", spans=(Span(*found.span()),)
                )
                break


QUALIFIER = Qualifier(name="pledges", propose=propose, languages=("en",))
