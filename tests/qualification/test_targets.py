"""Whom claims are about, case by case, and what it costs."""

from __future__ import annotations

import time

import attrs
import pytest

from seedlib import analyze
from seedlib.components import Settings
from seedlib.model import Claim, Mention, Span
from seedlib.plugins import default_registry
from seedlib.qualification.core import qualify
from seedlib.qualification.texts import Text
from tests.growth import assert_linear

CASES = [
    ("Norway said that Sweden, Denmark, Finland, Iceland and Poland love Wibble River.", ["Sweden", "Denmark", "Finland", "Iceland"]),
    ("Peter Dobble said that he was sick.", ["Peter Dobble"]),
    ("Peter Dobble said that Ann Wibble had hit him.", ["Ann Wibble", "Peter Dobble"]),
    ("Peter Dobble said that his tea was free.", []),
    ("Peter Dobble said that he thought that Norway was rich.", ["Norway"]),
    ("Peter Dobble accused him of theft.", []),
    ("Peter Dobble said that voters were tired.", ["voters"]),
    ("Peter Dobble said that Norway’s voters were tired.", ["Norway’s voters"]),
    ("Peter Dobble said that Google lawyer Ann Wibble had lied.", ["Ann Wibble"]),
    ("Peter Dobble said that Ann Wibble was a liar.", ["Ann Wibble"]),
    ("Peter Dobble said that tea was grown in Wibble City.", []),
]


@pytest.mark.parametrize(("text", "names"), CASES, ids=[text for text, _ in CASES])
def test_a_claim_is_about_these(text: str, names: list[str]) -> None:
    """The actors that take part in what is said, main participants first."""
    analysis = analyze(text, strict=True)
    claim = next(claim for claim in analysis.claims if claim.source)
    assert [analysis.actor(target).name for target in claim.targets] == names


def test_an_author_s_claim_has_targets() -> None:
    """The author's own claims are about somebody as well."""
    analysis = analyze("Norway must surely pay for this.", settings=Settings(author_claims="all"))
    assert [claim.targets for claim in analysis.claims if claim.by_author] == [("iso3166:NOR",)]


def test_whom_no_claim_means_is_no_actor() -> None:
    """A woman in passing is not kept, one of whom something is said is."""
    analysis = analyze("A woman left. Peter Dobble said that voters were tired.")
    assert [actor.name for actor in analysis.actors] == ["Peter Dobble", "voters"]


def test_targets_take_linear_time() -> None:
    """A content with many mentions costs no more than its words."""
    context = default_registry().context(Settings(), "en")

    def seconds(times: int) -> float:
        sentence = "Norway met Sweden and hit her. "
        analysis = analyze(sentence * times)
        claim = Claim(content=[Span(0, len(sentence) * times)])
        mentions = [Mention(span=Span(at, at + 6), actor="iso3166:NOR") for at in range(0, len(sentence) * times, len(sentence))]
        analysis = attrs.evolve(analysis, mentions=mentions, claims=[claim])
        start = time.process_time()
        qualify(Text(analysis, context), claim)
        return time.process_time() - start

    assert_linear(seconds, 500)
