"""What rules would have said beside what they say: told to who asks why, and to nobody else."""

from __future__ import annotations

from typing import Any

import attrs
import pytest

from seedlib.components import Proposal
from seedlib.model import Claim
from seedlib.qualification.considering import weighed
from seedlib.qualification.core import qualify
from seedlib.qualification.proposals import propose
from seedlib.qualification.texts import Text
from tests.qualification.conftest import context, make_analysis, make_claim


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (  # blame gives way to what must be done
            {"text": "Poe said the corrupt deal must be stopped.", "content": "the corrupt deal must be stopped", "cue": "said"},
            {("kind", "accusation", "evaluation")},
        ),
        (  # the first modal decides; the question it stands in decides before it
            {"text": "Poe asked whether he may leave.", "content": "whether he may leave", "cue": "asked", "kind": "question"},
            {("modality", "possible", "modal")},
        ),
        (  # a shifted future is plain
            {"text": "Poe said the pier would close.", "content": "the pier would close", "cue": "said"},
            {("modality", "hypothetical", "modal")},
        ),
        (  # nothing speaks for anything else
            {"text": "Poe said the pier is shut.", "content": "the pier is shut", "cue": "said"},
            set(),
        ),
        (  # what stands is not told again
            {"text": "Poe warned that prices could rise.", "content": "that prices could rise", "cue": "warned", "kind": "warning"},
            set(),
        ),
        ({"text": "“…” said Poe.", "content": "“…”"}, set()),  # signs alone
    ],
    ids=["kind", "question", "shifted future", "plain", "agreed", "signs"],
)
def test_what_a_rule_speaks_for_and_does_not_stand_is_weighed(row: dict[str, Any], expected: set[tuple[str, str, str]]) -> None:
    """Kinds and modalities, each once, with the rule."""
    text, claim = Text(make_analysis(row["text"]), context()), make_claim(row)
    found = list(weighed(text, claim, qualify(text, claim)))
    assert ({(one.field, one.value, one.rule) for one in found}, len(found)) == (expected, len(expected))


def test_it_is_told_where_somebody_asks() -> None:
    """As proposals for the claim; what is proposed is the same."""
    text = "Poe said the corrupt deal must be stopped."
    claim = make_claim({"text": text, "content": "the corrupt deal must be stopped", "cue": "said"})
    analysis = attrs.evolve(make_analysis(text), claims=[claim])
    told: list[Claim | Proposal] = []
    watched = list(propose(analysis, attrs.evolve(context(), considered=told.append)))
    assert watched == list(propose(analysis, context()))
    (lost,) = told
    assert isinstance(lost, Proposal)
    assert (lost.subject, lost.field, lost.value, analysis.text_of(lost.spans)) == (claim.id, "kind", "accusation", "corrupt")
