"""Pronouns and nominals: joined to a group that was named before, or left alone.

Rules:

- A nominal means whom its words tell (`nominals`).
- Whom else it means, or `he`, `she`, `it` and `they`, is chosen by weighed evidence, in text order; pronouns inside quotations last,
  when it is known who speaks. Where no choice is sure enough a pronoun means nobody, and a nominal an actor of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from seedlib.model import Link
from seedlib.resolution.candidates import Candidates, Case
from seedlib.resolution.choosing import Weights, choose, likelihoods
from seedlib.resolution.evidence import Option, Weighing
from seedlib.resolution.groups import Grouping
from seedlib.resolution.nominals import Told
from seedlib.resolution.roles import Reader
from seedlib.resolution.scene import Scene

__all__ = ["Decide", "decide_by", "join"]

#: Chooses among the options of a case: the number of one, and how sure it is.
Decide: TypeAlias = Callable[[Case, Sequence[Option]], tuple[int, float]]


def decide_by(held: Weights) -> Decide:
    """Return a choice by weights."""
    return lambda case, options: choose(likelihoods(case, options, held), options)


def join(grouping: Grouping, reader: Reader, scene: Scene, links: Sequence[Link], decide: Decide) -> None:
    """Put nominals and pronouns into groups where rules and evidence tell which.

    Args:
        grouping: to which they are added.
        reader: reads the role that a nominal holds.
        scene: where the mentions stand.
        links: what a tagger says of which mentions are one.
        decide: chooses by the evidence.
    """
    candidates = Candidates(grouping, scene, reader)
    weighing = Weighing(grouping, scene, reader, candidates, links)
    told, quoted = Told(grouping, reader, scene), []
    for position, mention in enumerate(grouping.mentions):
        if position in grouping.of:
            told.hear(position, grouping.of[position][0])
        elif mention.form == "pronoun" and scene.places[position].quotation >= 0:
            quoted.append(position)
        else:
            group, confidence = told.meant(position) if mention.form == "nominal" else (None, 0.0)
            if group is not None:
                grouping.put(position, group, confidence)
            _choose(position, grouping, candidates, weighing, decide)
    for position in quoted:
        _choose(position, grouping, candidates, weighing, decide)


def _choose(position: int, grouping: Grouping, candidates: Candidates, weighing: Weighing, decide: Decide) -> None:
    """Put a mention where the evidence says, unless its words have said it; a nominal of which nothing does is an actor of its own."""
    case = candidates.case(position)
    if case is None:
        return
    options = weighing.options(case) if position not in grouping.of else ()
    if len(options) > 1:
        chosen, confidence = decide(case, options)
        group = options[chosen].group
        if group is not None:
            grouping.put(position, group, confidence)
    if position not in grouping.of and grouping.mentions[position].form == "nominal":
        grouping.own(position)
    if position in grouping.of:
        candidates.tell(case, grouping.of[position][0])
