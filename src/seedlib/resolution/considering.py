"""Whom a pronoun or a nominal might have meant: every option that was weighed, for who asks why; nothing is kept where nobody does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from seedlib.components import Proposal
from seedlib.resolution.candidates import Case
from seedlib.resolution.choosing import Weights, choose, likelihoods
from seedlib.resolution.evidence import Option
from seedlib.resolution.groups import Group, Grouping
from seedlib.resolution.pronouns import Decide

__all__ = ["Considered"]


class Considered:
    """The choice by weights, which keeps what it chose among.

    Args:
        held: the weights.
    """

    def __init__(self, held: Weights) -> None:
        self._held = held
        self._weighed: dict[int, list[tuple[Group | None, float]]] = {}

    def deciding(self, grouping: Grouping) -> Decide:  # noqa: ARG002  # a `Deciding` is given the groups of the names
        """Return what chooses, as `decide_by` does."""
        return self._decide

    def _decide(self, case: Case, options: Sequence[Option]) -> tuple[int, float]:
        likely = likelihoods(case, options, self._held)
        self._weighed[case.position] = [(option.group, share) for option, share in zip(options, likely, strict=True)]
        return choose(likely, options)

    def proposals(self, grouping: Grouping) -> Iterator[Proposal]:
        """Yield the options of each choice as proposals for the field `actor`, under the ids that actors have at the end.

        The one that was taken is among them; an actor of None is nobody.
        """
        for position, weighed in sorted(self._weighed.items()):
            span = grouping.mentions[position].span
            for group, share in weighed:
                yield Proposal(subject=span, field="actor", value=group and group.id, confidence=round(share, 4), rule="weighed")
