"""Resolution, case by case: `tests/cases/resolution.json` has label, text, actors by name with what is said of them, and speakers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from seedlib import analyze
from seedlib.model import Actor, Analysis, Document

CASES = json.loads((Path(__file__).parents[1] / "cases" / "resolution.json").read_text("utf-8"))


def parameters() -> list[Any]:
    return [
        pytest.param(case, id=case["label"], marks=[pytest.mark.xfail(reason="known")] if case.get("known_failure") else [])
        for case in CASES
    ]


def shape(actor: Actor, analysis: Analysis, wanted: dict[str, Any]) -> dict[str, Any]:
    """Return of an actor what a case asks for."""
    held = {
        "name": actor.name,
        "kind": actor.kind,
        "country": actor.country,
        "roles": list(actor.roles),
        "aliases": list(actor.aliases),
        "mentions": len(analysis.mentions_of(actor.id)),
    }
    return {key: held[key] for key in wanted}


@pytest.mark.parametrize("case", parameters())
def test_a_text_has_these_actors_and_speakers(case: dict[str, Any]) -> None:
    """Each expected actor is there once, as described; the claims have the expected speakers, in text order."""
    document = Document(text=case["text"], published=case.get("published"), language="en")
    analysis = analyze(document, strict=True)
    by_name = {actor.name: actor for actor in analysis.actors}
    for wanted in case.get("actors", []):
        assert wanted["name"] in by_name
        assert shape(by_name[wanted["name"]], analysis, wanted) == wanted
    assert len(by_name) == len(analysis.actors)
    if "speakers" in case:
        others = [claim for claim in analysis.claims if not claim.by_author]
        assert [[analysis.actor(i).name for i in claim.speakers] for claim in others] == case["speakers"]
