"""What words around an event say of it, weighed: from what was met to the probabilities of each modality and of the opposite.

Rules:

- What was met is applied from the outermost word to the innermost: each step is said of what the steps before it left.
- Probabilities are the shares of the events of news that five readers judged (Lee et al., EMNLP 2015, the training part), rounded.
"""

from __future__ import annotations

from collections.abc import Sequence

from seedlib.model import value
from seedlib.qualification.texts import Run

__all__ = ["Step", "weighed"]

#: From firm to open: of two modalities the later one holds of what stands under both.
_OPENNESS = ("asserted", "probable", "required", "desired", "possible", "hypothetical")

#: How much less often where the governing word is itself not said to be so: "tried to prevent it".
_OPEN_NOT = 0.3

#: How often what is denied to be wanted or thought is not so: "did not want to go".
_DENIED = 0.65

#: The probability of each modality.
_Shares = dict[str, float]


@value  # positional: made once a word that is met
class Step:
    """What one of the words around an event says of what it governs."""

    rule: str
    #: Its words.
    run: Run
    #: To which modality it opens what it governs, and how surely; surer ones first.
    opens: tuple[tuple[str, float], ...] = ()
    #: The probability that it turns the polarity around.
    negates: float = 0.0
    #: What it implies where it holds and where it does not: `+`, `-` or `o` each.
    signature: str = ""
    #: The probability that what `-` implies is right.
    implies_not: float = 0.0
    #: The probability that what it governs is so whatever stands around it.
    untouched: float = 0.0


def weighed(steps: Sequence[Step]) -> tuple[dict[str, float], float]:
    """Return the probability of each modality of an event, and that it is not so.

    >>> weighed([Step("modal", (1, 2), opens=(("possible", 0.75),))])
    ({'possible': 0.75, 'asserted': 0.25}, 0.0)

    Args:
        steps: what was met, the nearest to the event first.
    """
    shares, negative = {"asserted": 1.0}, 0.0
    for step in reversed(steps):
        shares, negative = _applied(step, shares, negative)
    return shares, negative


def _applied(step: Step, shares: _Shares, negative: float) -> tuple[_Shares, float]:
    """Return the probabilities of what stands under a word, from those of the word itself."""
    if step.signature:
        holds = _implied(step, step.signature[0], shares, denied=False)
        denied = _implied(step, step.signature[1], shares, denied=True)
        shares, negative = _mixed(holds, denied, negative)
    else:
        shares = _opened(shares, step.opens)
        negative = negative * (1 - step.negates) + (1 - negative) * step.negates
    return _mixed((shares, negative), ({"asserted": 1.0}, 0.0), step.untouched)


def _implied(step: Step, sign: str, shares: _Shares, *, denied: bool) -> tuple[_Shares, float]:
    """Return the probabilities of what a governing word holds, or, if it is denied, does not hold of what it governs."""
    if sign == "+":
        return shares, 0.0
    if sign == "-":
        firm = shares.get("asserted", 0.0)
        return shares, step.implies_not * firm + _OPEN_NOT * (1 - firm)
    return _opened(shares, step.opens), _DENIED if denied and step.signature[0] != "-" else 0.0  # "did not deny it" denies nothing


def _opened(shares: _Shares, opens: tuple[tuple[str, float], ...]) -> _Shares:
    """Return probabilities under what opens: of two modalities the more open one."""
    for modality, sure in opens:
        opened: _Shares = {}
        for held, share in shares.items():
            under = max(held, modality, key=_OPENNESS.index)
            opened[under] = opened.get(under, 0.0) + share * sure
            opened[held] = opened.get(held, 0.0) + share * (1 - sure)
        shares = opened
    return shares


def _mixed(one: tuple[_Shares, float], other: tuple[_Shares, float], share: float) -> tuple[_Shares, float]:
    """Return the mean of two, of which the other has this share."""
    names = [*one[0], *(name for name in other[0] if name not in one[0])]
    shares = {name: one[0].get(name, 0.0) * (1 - share) + other[0].get(name, 0.0) * share for name in names}
    return shares, one[1] * (1 - share) + other[1] * share
