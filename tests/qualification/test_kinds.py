"""Kinds of claim that a user adds by lexicons alone, and what whole sentences are."""

from __future__ import annotations

import json

import pytest

import seedlib
from seedlib.languages import PACKS, pack, parse_lexicon
from seedlib.tagging.tagger import NO_NETWORK, WEIGHTS

RULES = seedlib.Settings(language="en", options=seedlib.Attributes().having(WEIGHTS, NO_NETWORK))

KINDS = {"type": "claim-kinds", "entries": [{"phrase": "acme:oath", "value": "commitment", "description": "an oath"}]}

#: The lexicons that tell kinds, and whether they name the published class of their words.
TELLING = ("acts", "openings", "evaluations", "harms")


def registry(type_: str, **entry: object) -> seedlib.Registry:
    """Return a registry with the kind `acme:oath` and one entry of a lexicon for it."""
    held = {"type": type_, "language": "en", "entries": [{"value": "acme:oath", **entry}]}
    lexicons = [parse_lexicon(json.dumps(each), name=name) for name, each in (("kinds", KINDS), ("words", held))]
    return seedlib.Registry.build(entry_points=False, lexicons=lexicons)


@pytest.mark.parametrize(
    ("label", "type_", "entry", "text"),
    [
        ("a cue", "cues", {"phrase": "attested", "form": "past", "takes": ["that"]}, "Ann Poe attested that the quay was safe."),
        ("the library's own cue", "cues", {"phrase": "vowed", "form": "past", "takes": ["to"]}, "Ann Poe vowed to stay."),
        ("a word of a cue", "acts", {"phrase": "reiterated"}, "Ann Poe reiterated that the quay was safe."),
        ("an opening", "openings", {"phrase": "hand on heart"}, "“Hand on heart, the quay is safe,” said Ann Poe."),
        ("a judgement", "evaluations", {"phrase": "quayworthy"}, "Ann Poe said that the boat was quayworthy."),
    ],
)
def test_a_kind_is_added_by_lexicons_alone(label: str, type_: str, entry: dict[str, object], text: str) -> None:
    """A registered kind and one entry of any lexicon that tells kinds make claims of it."""
    (claim,) = seedlib.analyze(text, settings=RULES, registry=registry(type_, **entry)).claims
    assert claim.kind == "acme:oath", label


@pytest.mark.parametrize("type_", TELLING)
def test_words_that_tell_kinds_name_their_class(type_: str) -> None:
    """Each entry says of which published class it is."""
    assert "en" in PACKS
    entries = [entry for lexicon in pack("en") if lexicon.type == type_ for entry in lexicon.entries]
    assert entries
    assert [entry.phrase for entry in entries if not entry.data.get("class")] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norway rejected the offer of talks.", "denial"),
        ("Norway said on Monday that Peru must leave.", "demand"),
        ("Norway said it would boycott the regatta.", "threat"),
        ("The lock opened at nine.", "statement"),
    ],
)
def test_a_whole_sentence_is_the_act_that_it_tells_of(text: str, expected: str) -> None:
    """A span that nobody is known to say has the kind of the claim in it, or of its words."""
    analysis = seedlib.analyze(text, settings=RULES)
    (found,) = seedlib.qualify(analysis, [seedlib.Span(0, len(text))], settings=RULES)
    assert found.kind == expected
