"""The lists beside the text."""

import pytest

from seedlib.exporting.page.panels import actors_of, claims_of, facets_of, problems_of
from seedlib.model import Actor, Analysis, Attributes, Claim, Document, Mention, Provenance, Span


def test_a_claim_is_shown_with_what_is_known_of_it(analysis: Analysis) -> None:
    """Who, what, how firm, on which condition; which component found it by which rule."""
    claim = claims_of(analysis)[1]
    assert (claim.who, claim.cue, claim.words, claim.line) == ("Ruta Voss", "said", "will not sign", 2)
    assert (claim.kind, claim.modality, claim.polarity, claim.voice) == ("commitment", "asserted", "negative", "quoted")
    assert claim.facts == (("source", "the minister"), ("condition", "if rain falls"), ("acme:horizon", "long"))
    assert claim.found_by is not None
    assert (claim.found_by.component, claim.found_by.rule, claim.found_by.confidence) == ("seedlib:rules", "trailing", 1.0)


def test_who_speaks_is_said_however_little_is_known() -> None:
    """The speaker's name, his id where he is no actor of the text, the source's words, or that nobody is named."""
    claims = [
        Claim(content=[Span(0, 1)], speakers=["doc:a", "wikidata:Q1"], id="a"),
        Claim(content=[Span(1, 2)], source=[Span(3, 11)], id="b"),
        Claim(content=[Span(2, 3)], by_author=True, id="c"),
        Claim(content=[Span(3, 4)], id="d"),
    ]
    given = Analysis(document=Document(text="It rains they say."), claims=claims, actors=[Actor(id="doc:a", name="Ada")])
    assert [claim.who for claim in claims_of(given)] == ["Ada, wikidata:Q1", "rains th", "the author", "nobody named"]


def test_anchors_are_ids_and_never_twice_the_same() -> None:
    """Ids that another program wrote may be anything, and may be one."""
    names = ["ab12", "ab12", 'x" onclick="', "at:4", "at-5"]
    given = Analysis(document=Document(text="It rains."), claims=[Claim(content=[Span(n, n + 1)], id=name) for n, name in enumerate(names)])
    expected = ["claim-ab12", "claim-at:2", "claim-at:3", "claim-at:4", "claim-at-5"]
    assert [claim.anchor for claim in claims_of(given)] == expected
    assert [claim.anchor for claim in claims_of(given, "d2-")] == [f"d2-{anchor}" for anchor in expected]


def test_a_claim_in_a_claim_names_it() -> None:
    """By its number; one that is not there is not named."""
    claims = [
        Claim(content=[Span(0, 9)], id="a"),
        Claim(content=[Span(3, 9)], within="a", id="b"),
        Claim(content=[Span(4, 9)], within="z", id="c"),
    ]
    assert [claim.within for claim in claims_of(Analysis(document=Document(text="It rains."), claims=claims))] == [None, 0, None]


@pytest.mark.parametrize(("url", "linked"), [("https://example.org/a", True), ("javascript:alert(1)", False), (None, False)])
def test_words_are_linked_where_the_text_is_from_the_web(url: str | None, linked: bool) -> None:
    """And nowhere else."""
    (claim,) = claims_of(Analysis(document=Document(text="It rains.", url=url), claims=[Claim(content=[Span(0, 8)])]))
    assert claim.link == ("https://example.org/a#:~:text=It%20rains" if linked else None)


def test_attributes_and_evidence_are_shown_as_words() -> None:
    """What is no text as JSON; long words are cut."""
    claim = Claim(
        content=[Span(0, 2)],
        time="2024",
        arguments={"time": [Span(0, 2)], "acme:why": [Span(3, 900)]},
        attributes=Attributes({"acme:scores": [1, {"a": "é"}]}),
        provenance=[Provenance(about="kind", component="acme:x", version="2", rule="r", confidence=0.5, spans=[Span(3, 900)])],
    )
    (entry,) = claims_of(Analysis(document=Document(text="It " + "rains " * 200), claims=[claim]))
    facts = dict(entry.facts)
    assert (facts["time"], facts["time (words)"], facts["acme:scores"]) == ("2024", "It", '[1, {"a": "é"}]')
    assert facts["acme:why"].endswith("rains […]")
    assert (entry.whys[0].component, entry.whys[0].words.endswith("[…]")) == ("acme:x 2", True)


def test_actors_who_say_most_come_first(analysis: Analysis) -> None:
    """With how much they say, how much is said of them, and how often they are named."""
    assert [(actor.name, actor.says, actor.told, actor.mentions) for actor in actors_of(analysis)] == [
        ("Ruta Voss", 1, 0, 2),
        ("Ana Ito", 1, 0, 0),
    ]


def test_further_ids_of_an_actor_count_as_his() -> None:
    """A claim may name him by any of them."""
    actor = Actor(id="wikidata:Q1", name="Ada", same_as=["doc:ada"])
    claim = Claim(content=[Span(0, 1)], speakers=["doc:ada"], targets=["wikidata:Q1"])
    given = Analysis(document=Document(text="x"), actors=[actor], claims=[claim], mentions=[Mention(span=Span(0, 1), actor="doc:ada")])
    (entry,) = actors_of(given)
    assert (entry.says, entry.told, entry.mentions) == (1, 1, 1)


def test_problems_say_where_and_what_it_should_be(analysis: Analysis) -> None:
    """One that concerns the whole text has no place."""
    assert [(p.kind, p.anchor, p.line, p.suggestion) for p in problems_of(analysis, "d2-")] == [
        ("encoding-conflict", None, None, None),
        ("stray-space", "d2-problem-2", 2, ","),
    ]


def test_facets_count_what_they_would_show(analysis: Analysis) -> None:
    """Values that most claims have come first."""
    facets = {facet.name: facet.options for facet in facets_of(claims_of(analysis), actors_of(analysis))}
    assert facets == {
        "actor": (("0", "Ruta Voss", 1), ("1", "Ana Ito", 1)),
        "kind": (("commitment", "commitment", 1), ("statement", "statement", 1)),
        "modality": (("asserted", "asserted", 1), ("probable", "probable", 1)),
        "polarity": (("negative", "negative", 1), ("positive", "positive", 1)),
        "voice": (("author", "author", 1), ("quoted", "quoted", 1)),
    }


def test_what_all_claims_have_parts_none() -> None:
    """One claim needs no filter."""
    given = Analysis(document=Document(text="It rains."), claims=[Claim(content=[Span(0, 8)])])
    assert facets_of(claims_of(given), actors_of(given)) == ()
