"""What the words around an event say of it, and what tells of the unreal, on made-up sentences."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedlib.model import MODALITIES, POLARITIES, Claim
from seedlib.qualification.counterfactuals import counterfactual
from seedlib.qualification.surroundings import surroundings
from seedlib.qualification.texts import Text
from tests.qualification.conftest import cases, context, make_analysis, qualify, span_of

#: Words that govern, that end what can be governed, and between them.
PIECES = st.sampled_from(
    ["refused ", "to ", "not ", "that ", "if ", "may ", "hope ", "the ", "talks ", "no ", "of ", "and ", "but ", ", ", "“", ". ", "had ",
     "said ", "he ", "would have ", "wish ", "possible ", "gone ", "for ", "any "]
)  # fmt: skip


def put(text: str, event: str) -> dict[str, str]:
    """Return the likeliest modality and polarity of an event's word."""
    analysis = make_analysis(text)
    shares: dict[str, dict[str, float]] = {"modality": {"asserted": 0.0}, "polarity": {"positive": 0.0}}
    for finding in qualify(Text(analysis, context()), Claim(content=[span_of(text, event)])).findings:
        if finding.field in shares:
            shares[finding.field][finding.value] = finding.confidence
    return {field: max(held, key=lambda value: held[value]) for field, held in shares.items()}


@pytest.mark.parametrize("row", cases("surroundings"))
def test_event_is_put_by_the_words_around_it(row: dict[str, Any]) -> None:
    """The likeliest modality and polarity are as expected; what a case does not name is plain."""
    assert {"modality": "asserted", "polarity": "positive", **row["expect"]} == put(row["text"], row["event"])


@pytest.mark.parametrize("row", cases("counterfactuals"))
def test_counterfactual_is_told_by_its_construction(row: dict[str, Any]) -> None:
    """The words that tell it are found, and nothing in sentences that tell of what is."""
    text = Text(make_analysis(row["text"]), context())
    found = counterfactual(text, 0, len(text.words))
    assert row["expect"] == (None if found is None else " ".join(text.words.texts[slice(*found)]))


def test_counterfactual_sentence_is_hypothetical() -> None:
    """A sentence that nobody is said to say is put by it; the rule is named."""
    text = "If the dam had held, the town would stand."
    found = qualify(Text(make_analysis(text), context()), Claim(content=[span_of(text, text)]))
    assert {("hypothetical", "counterfactual")} == {(held.value, held.rule) for held in found.findings if held.field == "modality"}


@given(st.lists(PIECES, min_size=1, max_size=40).map("".join), st.data())
def test_probabilities_are_probabilities(text: str, data: st.DataObject) -> None:
    """Whatever the words, the modalities' shares are one in all, and so are the polarities'."""
    held = Text(make_analysis(text), context())
    if not len(held.words):
        return
    event = data.draw(st.integers(0, len(held.words) - 1))
    found = list(surroundings(held, event, event + 1))
    for field, values in (("modality", MODALITIES), ("polarity", POLARITIES)):
        shares = {finding.value: finding.confidence for finding in found if finding.field == field}
        assert set(shares) <= values
        assert not shares or sum(shares.values()) == pytest.approx(1)


@pytest.mark.parametrize(
    "piece", ["refused to ", "not ", "hope that ", "of ", ", and ", "if ", "had ", "possible ", "a plan of the mayor to "]
)
def test_a_long_sentence_is_looked_at_in_part(piece: str) -> None:
    """An event at the end of an endless sentence costs no more than one at the end of a long one."""
    held = Text(make_analysis(piece * 20_000), context())
    for event in range(len(held.words) - 50, len(held.words)):
        assert all(0 <= finding.confidence <= 1 for finding in surroundings(held, event, event + 1))


def test_every_meaning_of_a_governing_word_is_reached() -> None:
    """The first that takes what is governed counts; none takes only what earlier ones take."""
    taken: dict[str, set[str]] = {}
    hidden = []
    for entry in context().phrases("implications").entries:
        takes, earlier = set(entry.data["takes"]), taken.setdefault(entry.phrase, set())
        if takes <= earlier:
            hidden.append((entry.phrase, *sorted(takes)))
        earlier |= takes
    assert hidden == []
