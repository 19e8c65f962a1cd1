"""Recognition, case by case: `tests/cases/recognition.json` has label, text, what is found (words, kind, id, use) and what is not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from seedlib import analyze
from seedlib.components import Settings
from seedlib.model import KIND
from seedlib.tagging.tagger import NO_NETWORK, WEIGHTS

#: Without the library's own network, whose labels are nobody's rule.
RULES = Settings(language="en", options={WEIGHTS.name: NO_NETWORK})

CASES = json.loads((Path(__file__).parents[1] / "cases" / "recognition.json").read_text("utf-8"))


def parameters() -> list[Any]:
    return [
        pytest.param(case, id=case["label"], marks=[pytest.mark.xfail(reason="known")] if case.get("known_failure") else [])
        for case in CASES
    ]


@pytest.mark.parametrize("case", parameters())
def test_a_text_has_these_mentions_and_not_those(case: dict[str, Any]) -> None:
    """Each expected mention is there with its kind, id and use; the last of equal words counts; no absent words are a mention."""
    analysis = analyze(case["text"], settings=RULES, strict=True)
    found = {analysis.document[m.span]: m for m in analysis.mentions}
    for words, kind, *rest in case.get("found", []):
        assert words in found, sorted(found)
        mention = found[words]
        actor = analysis.actor(mention.actor or "")
        canonical = actor.id if not actor.id.startswith("doc:") else None
        got = [mention.attributes[KIND], canonical, mention.use]
        assert [kind, *rest] == got[: 1 + len(rest)]
    assert not set(case.get("absent", [])) & set(found)
