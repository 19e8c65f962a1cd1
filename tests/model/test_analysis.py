"""Analyses: the order of what they hold, and their words."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from seedlib.errors import ModelError
from seedlib.model import (
    Actor,
    Analysis,
    Claim,
    Document,
    Label,
    Layers,
    Link,
    Mention,
    Origin,
    Quotation,
    Quote,
    Span,
    Spans,
    TextProblem,
    Unread,
)
from tests import strategies

TEXT = "“It will hold,” said Ruta Voss.\nBo Tam and she agreed.\n"


def words(found: str) -> Span:
    """Return where these words stand in `TEXT`."""
    return Span(TEXT.index(found), TEXT.index(found) + len(found))


VOSS, TAM = Actor(id="doc:ruta-voss", name="Ruta Voss"), Actor(id="doc:bo-tam", name="Bo Tam")


def analysis(**fields: Any) -> Analysis:
    """Return an analysis of `TEXT`."""
    return Analysis(document=Document(text=TEXT), **fields)


def test_everything_is_sorted_by_span() -> None:
    """Mentions and claims: the outer one first; problems of the whole text before all others."""
    mentions = [Mention(span=span) for span in (words("she"), words("Ruta Voss"), words("Ruta"))]
    claims = [Claim(content=[span]) for span in (words("she agreed"), words("It will hold"), words("It will"))]
    problems = [TextProblem(kind="mojibake", span=words("she")), TextProblem(kind="stray-space", span=words("It")), TextProblem(kind="x")]
    made = analysis(mentions=mentions, claims=claims, problems=problems)
    assert [made.document[mention.span] for mention in made.mentions] == ["Ruta Voss", "Ruta", "she"]
    assert [made.text_of(claim.content) for claim in made.claims] == ["It will hold", "It will", "she agreed"]
    assert [problem.kind for problem in made.problems] == ["x", "stray-space", "mojibake"]


def test_actors_are_sorted_by_first_mention() -> None:
    """Those without a mention come last, by id."""
    mentions = [Mention(span=words("Bo Tam"), actor=TAM.id), Mention(span=words("Ruta Voss"), actor=VOSS.id), Mention(span=words("she"))]
    others = [Actor(id="doc:z", name="Z"), Actor(id="doc:a", name="A")]
    made = analysis(actors=[TAM, *others, VOSS], mentions=mentions)
    assert [actor.name for actor in made.actors] == ["Ruta Voss", "Bo Tam", "A", "Z"]


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(strategies.analyses(), st.randoms(use_true_random=False))
def test_the_order_in_which_things_are_given_does_not_matter(given_: Analysis, random: Any) -> None:
    """Of things that differ in their place, at least."""
    mentions = list({mention.span: mention for mention in given_.mentions}.values())
    claims = list({claim.content[0].start: claim for claim in given_.claims}.values())
    actors = list({actor.id: actor for actor in given_.actors}.values())
    expected = Analysis(document=given_.document, mentions=mentions, claims=claims, actors=actors)
    for several in (mentions, claims, actors):
        random.shuffle(several)
    assert Analysis(document=given_.document, mentions=mentions, claims=claims, actors=actors) == expected


def test_quote_gives_who_cue_words_and_line() -> None:
    """The speakers' names, the very words, and the line from 1."""
    content, cue = [words("It will hold,")], [words("said")]
    claim = Claim(content=content, source=[words("Ruta Voss")], cue=cue, speakers=[VOSS.id, TAM.id])
    made = analysis(actors=[VOSS, TAM], claims=[claim])
    assert made.quote(claim) == Quote("Ruta Voss, Bo Tam", "said", "It will hold,", 1)
    who, cue_words, said, line = made.quote(claim)
    assert (who, cue_words, said, line) == ("Ruta Voss, Bo Tam", "said", "It will hold,", 1)


def test_quote_falls_back_to_the_sources_words() -> None:
    """Pieces are joined by an ellipsis; nobody is an empty string."""
    claim = Claim(content=[words("Bo Tam"), words("agreed")], source=[words("she")])
    assert analysis().quote(claim) == Quote("she", "", "Bo Tam … agreed", 2)
    assert analysis().quote(Claim(content=[words("agreed")])).who == ""


def test_actor_is_found_by_any_of_its_ids() -> None:
    """A canonical id and a further one name the same actor."""
    russia = Actor(id="iso3166:RUS", name="Russia", same_as=["wikidata:Q159"])
    made = analysis(actors=[russia], mentions=[Mention(span=words("she"), actor="iso3166:RUS")])
    assert made.actor("wikidata:Q159") is made.actor("iso3166:RUS") is russia
    assert [mention.span for mention in made.mentions_of("iso3166:RUS")] == [words("she")]
    with pytest.raises(ModelError, match=r"found no actor 'doc:x', expected one of \['iso3166:RUS'\]"):
        made.actor("doc:x")


def test_places_of_actors_are_known_by_all_their_ids() -> None:
    """Of an id that two have it is the place of the one whose own it is, else of the first."""
    one, other, third = (
        Actor(id=f"doc:{name}", name=name, same_as=same) for name, same in (("a", ["x:1", "doc:b"]), ("b", ["x:1"]), ("c", ()))
    )
    assert analysis(actors=[one, other, third]).actor_places() == {"doc:a": 0, "doc:b": 1, "doc:c": 2, "x:1": 0}


def test_layers_and_stated_stand_outside_equality() -> None:
    """They are about the work, not the result."""
    assert analysis(layers=Layers(tokens=Spans([(0, 1)])), stated=["claims"]) == analysis()
    assert hash(analysis(stated=["claims"])) == hash(analysis())


def test_quotations_of_layers_are_a_tuple_or_none() -> None:
    """None means that nobody has looked; an empty tuple, that there is none."""
    quotation = Quotation(span=words("“It will hold,”"))
    assert Layers(quotations=[quotation]).quotations == (quotation,)
    assert (Layers().quotations, Layers(quotations=()).quotations) == (None, ())


@pytest.mark.parametrize(
    ("make", "where"),
    [
        (lambda: analysis(stated=["weather"]), "Analysis.stated"),
        (lambda: analysis(stated="claims"), ""),
        (lambda: analysis(claims="none"), ""),
        (lambda: analysis(claims=[Mention(span=Span(0, 1))]), "Claim"),
        (lambda: analysis(actors=["doc:a"]), "Actor"),
        (lambda: analysis(problems=[None]), "TextProblem"),
        (lambda: Unread(origin=Origin(), failures=[]), "Unread.failures"),
        (lambda: Label((0, 1), "author:claim"), "Label.span"),
        (lambda: Label(Span(0, 1), "two words"), "Label.name"),
        (lambda: Label(Span(0, 1), []), "Label.name"),
        (lambda: Label(Span(0, 1), "author:claim", 5), "Label.value"),
        (lambda: Label(Span(0, 1), "author:claim", None, 1.5), "Label.score"),
        (lambda: Link(Span(0, 1), 5, "coreference:same"), "Link"),
        (lambda: Link(Span(0, 1), Span(2, 3), ""), "Link.name"),
        (lambda: Link(Span(0, 1), Span(2, 3), []), "Link.name"),
        (lambda: Link(Span(0, 1), Span(2, 3), "x", "high"), "Link.score"),
        (lambda: Quotation(span=5), "Quotation.span"),
        (lambda: Quotation(span=Span(0, 3), words=5), "Quotation"),
    ],
)
def test_refusals(make: Any, where: str) -> None:
    """Each names its field, where it has one."""
    with pytest.raises(ModelError) as caught:
        make()
    assert caught.value.where == where
