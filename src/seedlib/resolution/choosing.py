"""Choosing: how likely each actor is whom a pronoun or nominal means, by the weights of the evidence.

The weights are a lexicon of the type `antecedents`, learnt by `make_antecedents`: a log-linear choice among the options of a case,
as in Denis and Baldridge, A Ranking Approach to Pronoun Resolution, IJCAI 2007. A language without them resolves by the nearest that fits.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import repeat
from typing import TypeAlias

from seedlib.components import Context
from seedlib.model import FrozenMapping
from seedlib.resolution.candidates import PRONOUNS, Case
from seedlib.resolution.evidence import OFFICE, Option

__all__ = ["Weights", "choose", "likelihoods", "weights"]

#: By class, and by name of the evidence: `he`, `d1`.
Weights: TypeAlias = Mapping[str, Mapping[str, float]]

#: A choice below this is none: an unknown speaker is better than a wrong one.
_SURE = 0.5

#: What is enough of what the others have together, where nobody is no option: less would be a choice among countries that are as near.
_ONLY = 0.7

#: The evidence that somebody is named as an owner.
_OWNERS = frozenset({"owner~owner", "owner~owner-here"})

#: The probability of what a tagger does not link: it looks back a hundred words, at a few of the names.
_UNLINKED = 0.02

_NOTHING: Mapping[str, float] = {}

#: What a language without weights goes by: the nearest that fits, but for one whom other pronouns tell to be of another gender.
_UNLEARNT = {"rank0": 2.0, "gender-same": 2.0, "told-other": -4.0, "given-other": -4.0, "aside": -4.0, "none-d5": 4.0}


def weights(context: Context) -> Weights:
    """Read the lexicon of the context's language; for `context.once`."""
    learnt = {entry.value: dict(entry.data["weights"]) for entry in context.phrases("antecedents").entries}
    return FrozenMapping(learnt or dict.fromkeys(PRONOUNS, _UNLEARNT))


def likelihoods(case: Case, options: Sequence[Option], held: Weights) -> list[float]:
    """Return the probability of each option; they sum to one.

    What a tagger's links say counts as much as all other evidence: the probabilities are multiplied.
    """
    of_kind = held.get(case.kind, _NOTHING)
    scores = [sum(map(of_kind.get, option.evidence, repeat(0.0))) for option in options]
    scores = [
        score + math.log(max(_UNLINKED, option.linked)) if option.linked is not None else score
        for score, option in zip(scores, options, strict=True)
    ]
    highest = max(scores)
    powers = [math.exp(score - highest) for score in scores]
    total = sum(powers)
    return [power / total for power in powers]


def choose(likely: Sequence[float], options: Sequence[Option] = ()) -> tuple[int, float]:
    """Return the option to take and its probability; the first, nobody, where none is sure enough.

    What has an officer (`Uganda hesitated. Its negotiator …`) is a country or a body, and no event: there nobody is no option, and the
    others share its probability; but not where the likeliest only owns another that may be meant (`Norway’s fund … its head`).
    """
    best, office = max(range(len(likely)), key=likely.__getitem__), len(options) > 1 and OFFICE in options[0].evidence
    if likely[best] >= _SURE and (best or not office):
        return best, likely[best]
    if office:
        actor = max(range(1, len(options)), key=likely.__getitem__)
        share = likely[actor] / sum(likely[1:])
        if share >= _ONLY and _OWNERS.isdisjoint(options[actor].evidence):
            return actor, share
    return 0, likely[0]
