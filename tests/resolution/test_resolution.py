"""What resolution promises for any analysis and any language."""

from __future__ import annotations

import time

import attrs
import pytest

from seedlib import analyze
from seedlib.components import Context, Proposal, Settings
from seedlib.model import KIND, Actor, Analysis, Attributes, Block, Claim, Document, Layers, Mention, Span, Spans
from seedlib.plugins import default_registry
from seedlib.resolution import RESOLVERS
from seedlib.tagging.tagger import NO_NETWORK, WEIGHTS
from tests.growth import assert_linear


def context() -> Context:
    return default_registry().context(Settings(), "en")


def names_of(analysis: Analysis) -> dict[str, str]:
    return {actor.name: actor.id for actor in analysis.actors}


def test_an_analysis_without_mentions_and_claims_has_no_actors() -> None:
    """Nothing is answered where there is nothing to resolve."""
    assert list(RESOLVERS[0].resolve(Analysis(document=Document(text="No.")), context())) == []


def test_a_language_without_lexicons_joins_equal_names() -> None:
    """Without a pack mentions are still joined by their words, and nothing is raised."""
    text = "Kim Poe kam. Poe ging."
    mentions = [Mention(span=Span(*pair), attributes=Attributes({KIND.name: "person"})) for pair in ((0, 7), (13, 16))]
    layers = Layers(tokens=Spans([(0, 3), (4, 7), (13, 16)]))
    claim = Claim(content=[Span(17, 21)], source=[Span(13, 16)])
    analysis = Analysis(document=Document(text=text), mentions=mentions, claims=[claim], layers=layers)
    answers = list(RESOLVERS[0].resolve(analysis, Context()))
    assert [a.name for a in answers if isinstance(a, Actor)] == ["Kim Poe"]
    assert [(a.subject, a.value) for a in answers if isinstance(a, Proposal) and a.field == "speakers"] == [(claim.id, ("doc:kim-poe",))]


@pytest.mark.parametrize("tokens", [[], [(0, 2), (3, 7), (7, 8)]])
def test_a_source_without_words_means_nobody(tokens: list[tuple[int, int]]) -> None:
    """Whoever stated the claim may have cut no words, or others; nothing is raised, and nothing is told."""
    claim = Claim(content=[Span(3, 7)], source=[Span(8, 9)])
    layers = Layers(tokens=Spans(tokens), sentences=Spans([(0, 9)]))
    analysis = Analysis(document=Document(text="It hums, "), claims=[claim], layers=layers)
    assert [answer for answer in RESOLVERS[0].resolve(analysis, context()) if isinstance(answer, Actor)] == []


def test_the_first_person_outside_of_quotations_means_the_authors() -> None:
    """`I` as a source is whoever wrote the document, named in the text or not."""
    text = "I think that tea is free."
    document = Document(text=text, authors=["Ann Wibble"], language="en", blocks=[Block(kind="paragraph", span=Span(0, len(text)))])
    analysis = analyze(document)
    claims = [claim for claim in analysis.claims if claim.source]
    assert [claim.speakers for claim in claims] == [("doc:ann-wibble",)]


def test_the_first_person_inside_a_quotation_means_its_speaker() -> None:
    """`we` in what somebody is quoted to say is that somebody."""
    text = "Norway said: We think that tea is free."
    outer = Claim(content=[Span(13, 39)], source=[Span(0, 6)], cue=[Span(7, 11)])
    inner = Claim(content=[Span(22, 38)], source=[Span(13, 15)], cue=[Span(16, 21)], within=outer.id)
    analysis = analyze(text)
    analysis = attrs.evolve(analysis, claims=[inner, outer], actors=())
    answers = [a for a in RESOLVERS[0].resolve(analysis, context()) if isinstance(a, Proposal) and a.field == "speakers"]
    assert {a.subject: a.value for a in answers} == {outer.id: ("iso3166:NOR",), inner.id: ("iso3166:NOR",)}


def test_an_author_named_in_the_text_is_one_actor() -> None:
    """The author's mentions are the author's, whatever short form they have."""
    document = Document(text="Ann Wibble is a lecturer. Wibble lives in Norway.", authors=["Ann Wibble"], language="en")
    analysis = analyze(document)
    author = analysis.actor("doc:ann-wibble")
    said = [analysis.document[mention.span] for mention in analysis.mentions_of(author.id)]
    assert (set(author.roles), said) == ({"author", "lecturer"}, ["Ann Wibble", "a lecturer", "Wibble"])


def test_a_nominal_without_a_name_has_no_actor_but_its_own() -> None:
    """`the minister` who is nobody known is an actor of its own where it speaks, and no mention elsewhere."""
    analysis = analyze("The minister said that tea was free. The judge left.")
    assert names_of(analysis) == {"The minister": "doc:the-minister"}


@pytest.mark.parametrize(
    "make",
    [
        lambda n: "".join(f"Peter Wibble{i} met him. " for i in range(n)),
        lambda n: "".join(f"Ann{i} Dobble left. Dobble said no. " for i in range(n)),
        lambda n: "Peter Dobble left, he said he left, " * n,
        lambda n: "President Peter Dobble left. The president said no. " * n,
    ],
    ids=["many persons", "one surname", "one sentence", "one role"],
)
def test_many_mentions_take_linear_time(make: object) -> None:
    """Four times the mentions take far less than sixteen times as long."""

    def seconds(times: int) -> float:
        analysis = analyze(make(times))  # type: ignore[operator]
        start = time.process_time()
        list(RESOLVERS[0].resolve(attrs.evolve(analysis, actors=()), context()))
        return time.process_time() - start

    assert_linear(seconds, 500)


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("The company, Dobble Bank, denied it.", True),
        ("It met the company, Dobble Bank, and others.", False),  # a list
        ("It met the company and Dobble Bank, and left.", False),
    ],
)
def test_a_nominal_before_a_bodys_name_between_commas_is_that_body(text: str, *, same: bool) -> None:
    """An apposition joins them; a list does not."""
    settings = Settings(language="en", options={WEIGHTS.name: NO_NETWORK})
    analysis = analyze(text, settings=settings, strict=True)
    actors = {analysis.document[mention.span].casefold(): mention.actor for mention in analysis.mentions}
    assert (actors.get("the company") == actors["dobble bank"]) is same
