"""Why a claim stands: what is told of every alternative, and that asking changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import attrs
import pytest

import seedlib
from seedlib import Actor, Analysis, Claim, Label, Mention, Registry, Settings, Span
from seedlib.components import Context, Extractor, Parser, Proposal, Qualifier, Rank, Recognizer, Resolver, Tagger
from seedlib.errors import UsageError
from seedlib.explanation import OUTCOMES, Alternative, Explanation, explain, explained, record

from .conftest import plugin

TEXT = "Ada Poe met Jo Roe, the mayor of Brenn. He said that prices could rise."

ROOT = Path(__file__).parents[1]


def place(words: str, text: str = TEXT) -> Span:
    """Return where words stand."""
    start = text.index(words)
    return Span(start, start + len(words))


def answering(*answers: Any) -> Callable[[Analysis, Context], Iterable[Any]]:
    """Return a component's function that gives the same answers to all."""
    return lambda analysis, context: answers  # a component's signature


def proposing(**fields: Any) -> Callable[[Analysis, Context], Iterable[Proposal]]:
    """Return a function that proposes the same for every claim."""
    return lambda analysis, context: [Proposal(subject=claim.id, **fields) for claim in analysis.claims]  # as above


def claim_of(text: str = TEXT, **more: Any) -> Claim:
    """Return the claim of `TEXT`."""
    return Claim(content=(place("that prices could rise", text),), source=(place("He", text),), cue=(place("said", text),), **more)


def why(registry: Registry | None = None, text: str = TEXT) -> Explanation:
    """Return why the claim of a text stands."""
    analysis = seedlib.analyze(text, registry=registry)
    claim = next(claim for claim in analysis.claims if "prices" in analysis.text_of(claim.content))
    return explain(text, claim.id, registry=registry)


def lost(found: Explanation, about: str, component: str = "acme:x") -> list[Alternative]:
    """Return what lost of a component."""
    return [one for one in found.alternatives if one.about == about and one.component == component]


# The result


@pytest.mark.parametrize("name", ["010_wire_story.txt", "040_transcript.txt", "130_german.txt", "640_fact_check.html", "100_table.csv"])
def test_watching_changes_no_result(name: str) -> None:
    """Not a byte, whatever is read."""
    for parsed in seedlib.parse_many([ROOT / "seeds" / name]):
        assert isinstance(parsed, Analysis)
        plain, watched = seedlib.analyze(parsed), record(parsed).analysis
        assert seedlib.dumps(watched, layers=True) == seedlib.dumps(plain, layers=True)


@pytest.mark.parametrize("name", ["010_wire_story.txt", "040_transcript.txt", "640_fact_check.html"])
def test_what_was_analyzed_is_explained_as_if_it_were_parsed(name: str) -> None:
    """What the format states stays, what components found is found anew: the claims are the same, and each is explained."""
    analysis = seedlib.read(ROOT / "seeds" / name)
    recorded = record(analysis)
    assert recorded.analysis.claims == analysis.claims
    assert [explained(recorded, claim.id).complete for claim in analysis.claims] == [True] * len(analysis.claims)


def test_all_that_can_become_of_an_answer_has_words() -> None:
    """For people, who are shown them."""
    recorded = record(seedlib.parse(ROOT / "seeds" / "010_wire_story.txt"))
    found = [explained(recorded, claim.id) for claim in recorded.analysis.claims]
    assert {one.outcome for held in found for one in held.alternatives} <= OUTCOMES.keys()


# What lost


def test_a_less_sure_proposal_lost() -> None:
    """A field's other value is told with who proposed it, by which rule, on which words."""
    rival = Qualifier(
        name="x", propose=proposing(field="modality", value="required", confidence=0.3, rule="guess", spans=(place("could"),))
    )
    (one,) = lost(why(built(qualifiers=[rival])), "modality")
    assert (one.value, one.rule, one.confidence, one.spans, one.outcome) == ("required", "guess", 0.3, (place("could"),), "outbid")


def test_a_proposal_of_the_same_agrees() -> None:
    """It is no rival, and is told."""
    rival = Qualifier(name="x", propose=proposing(field="modality", value="possible", confidence=0.3))
    assert [one.outcome for one in lost(why(built(qualifiers=[rival])), "modality")] == ["agrees"]


def test_the_winner_s_rival_may_be_our_own() -> None:
    """What a surer plugin beats is told of ours."""
    found = why(built(qualifiers=[Qualifier(name="x", propose=proposing(field="modality", value="required"))]))
    assert found.claim.modality == "required"
    assert lost(found, "modality") == []
    assert [(one.value, one.outcome) for one in lost(found, "modality", "seedlib:rules")] == [("possible", "outbid")]


def test_a_value_that_a_field_cannot_hold_is_refused() -> None:
    """Though it is the surest."""
    rival = Qualifier(name="x", propose=proposing(field="modality", value="sung", confidence=1.0))
    assert [(one.value, one.outcome) for one in lost(why(built(qualifiers=[rival])), "modality")] == [("sung", "refused")]


def test_what_a_later_stage_says_stands() -> None:
    """A resolver's kind gives way to a qualifier's, however sure it is."""
    registry = built(
        resolvers=[Resolver(name="x", resolve=proposing(field="kind", value="threat", confidence=1.0))],
        qualifiers=[Qualifier(name="y", propose=proposing(field="kind", value="prediction", confidence=0.99))],
    )
    assert [(one.value, one.outcome) for one in lost(why(registry), "kind")] == [("threat", "later")]


def test_a_claim_that_is_found_twice_is_merged() -> None:
    """The less sure one is told; that of the same extractor is none."""
    found = why(built(extractors=[Extractor(name="x", extract=answering(claim_of(confidence=0.01)))]))
    assert [(one.confidence, one.outcome) for one in lost(found, "claim")] == [(0.01, "merged")]
    assert lost(why(), "claim", "seedlib:tagger") == []


def test_a_reading_that_an_extractor_weighed_is_told() -> None:
    """The rules' reading of words that the tagger labelled, with its rule; it is no claim of the analysis."""
    analysis = seedlib.read(ROOT / "seeds" / "010_wire_story.txt")
    claim = next(claim for claim in analysis.claims if analysis.text_of(claim.cue).startswith("According to"))
    (reading,) = lost(explain(analysis, claim.id), "claim", "seedlib:rules")
    assert (reading.rule, reading.outcome) == ("according-to-clause", "weighed")
    assert analysis.text_of(reading.value.source) == "two diplomats, who asked not to be named"
    assert reading.value.id not in {held.id for held in analysis.claims}


def test_a_label_that_gave_way_is_told() -> None:
    """Of two taggers' overlapping labels of one name."""
    tagger = Tagger(name="x", tag=answering(Label(place("that prices"), "attribution:content", None, 0.01)))
    found = why(built(taggers=[tagger]))
    assert [(one.value.span, one.outcome) for one in lost(found, "label")] == [(place("that prices"), "outbid")]
    assert "attribution:cue" in {label.name for label in found.labels}


def test_a_mention_that_lost_is_told() -> None:
    """Only in the words that name who speaks, to whom and of whom."""
    mention = Mention(span=place("He"), form="name", confidence=0.01)
    far = Mention(span=place("Jo"), form="name", confidence=0.01)
    found = why(built(recognizers=[Recognizer(name="x", recognize=answering(mention, far))]))
    assert [(one.value.span, one.confidence) for one in lost(found, "mention")] == [(place("He"), 0.01)]


# Whom words mean


def test_whom_a_pronoun_might_have_meant() -> None:
    """Every antecedent that was weighed, with its share, but for the one that is taken; and what a tagger links."""
    found = why()
    (pronoun,) = (held for held in found.referents if held.mention.span == place("He"))
    assert pronoun.mention.actor == "doc:jo-roe"
    assert {one.value for one in pronoun.alternatives} == {"doc:ada-poe", None}
    assert all(one.rule == "weighed" and 0 <= one.confidence < 0.5 for one in pronoun.alternatives)
    assert all(link.dependent == place("He") for link in pronoun.links)


def test_a_pronoun_that_means_nobody_is_told_too() -> None:
    """Though it does not stand in the analysis; it is the case in which one asks."""
    text = "He said that prices could rise."
    (pronoun,) = why(text=text).referents
    assert (pronoun.mention.span, pronoun.mention.actor) == (Span(0, 2), None)


def test_another_actor_that_was_proposed() -> None:
    """A resolver of a plugin that was less sure."""
    actor = Actor(id="acme:1", name="Una")
    proposal = Proposal(subject=place("He"), field="actor", value="acme:1", confidence=0.01)
    found = why(built(resolvers=[Resolver(name="x", resolve=answering(actor, proposal))]))
    (pronoun,) = (held for held in found.referents if held.mention.span == place("He"))
    assert ("acme:1", "acme:x", "outbid") in [(one.value, one.component, one.outcome) for one in pronoun.alternatives]


def test_a_plugin_tells_what_it_weighs() -> None:
    """By `context.considered`, which is None in every other run."""
    seen = []

    def propose(analysis: Analysis, context: Context) -> Iterable[Proposal]:
        seen.append(context.considered is not None)
        if context.considered is not None:
            for claim in analysis.claims:
                context.considered(Proposal(subject=claim.id, field="kind", value="threat", confidence=0.1, rule="half"))
        return ()

    registry = built(qualifiers=[Qualifier(name="x", propose=propose)])
    (one,) = lost(why(registry), "kind")
    assert (one.value, one.rule, one.outcome) == ("threat", "half", "weighed")
    assert seen == [False, True]


# What is not known


def test_of_kept_results_only_the_result_is_known() -> None:
    """They say who found what; what lost was not kept."""
    kept = attrs.evolve(seedlib.analyze(TEXT), stated={"analysis"}, layers=seedlib.Layers())
    found = explain(kept, kept.claims[0].id)
    assert (found.complete, found.alternatives) == (False, ())
    assert [held.alternatives for held in found.referents] == [()]
    assert found.found_by is not None
    assert found.found_by.about == "content"


def test_what_was_written_and_read_back_is_explained_whole() -> None:
    """Its text is there: working layers are not needed."""
    analysis = seedlib.analyze(TEXT)
    kept = seedlib.loads(seedlib.dumps(analysis))
    assert isinstance(kept, Analysis)
    assert explain(kept, kept.claims[0].id) == explain(analysis, analysis.claims[0].id)


def test_a_claim_of_other_settings_is_told_from_what_it_holds() -> None:
    """It is not found anew, so that what lost is not known."""
    text = "Prices will rise, and nobody will stop them."
    analysis = seedlib.analyze(text, settings=Settings(author_claims="all"))
    found = explain(analysis, analysis.claims[0].id, settings=Settings(author_claims="none"))
    assert (found.claim, found.complete) == (analysis.claims[0], False)


def test_what_a_format_states_stands(with_plugin: Callable[..., Registry]) -> None:
    """What is found again beside it, and what is proposed for it, is told so."""

    def parse(stream: Any, hint: Any, context: Context) -> Iterable[Analysis]:
        text = stream.read().decode()
        stated = claim_of(text, provenance=(seedlib.Provenance(about="content", component="acme:gold"),), confidence=0.5)
        yield Analysis(document=seedlib.Document(text=text), claims=(stated,))

    parser = Parser(name="gold", accepts=lambda head, hint: Rank.CONTENT, parse=parse)
    rival = Qualifier(name="x", propose=proposing(field="kind", value="threat"))
    registry = with_plugin(parsers=[parser], qualifiers=[rival], extractors=[Extractor(name="x", extract=answering(claim_of()))])
    analysis = seedlib.read(TEXT.encode(), registry=registry)
    (claim,) = (claim for claim in analysis.claims if claim.confidence == 0.5)
    found = explain(analysis, claim.id, registry=registry)
    assert found.claim == claim
    assert [one.outcome for about in ("claim", "kind") for one in lost(found, about)] == ["stated", "stated"]


def test_a_claim_that_is_not_there_is_an_error() -> None:
    """Which names those that are."""
    analysis = seedlib.analyze(TEXT)
    with pytest.raises(UsageError, match=f"found no claim 'x', expected one of: .*{analysis.claims[0].id}"):
        explain(analysis, "x")
    with pytest.raises(UsageError, match="expected one of: none, since no claim was found"):
        explain("", "x")
    with pytest.raises(TypeError):
        explain(1, "x")  # type: ignore[arg-type]  # the mistake is the test


def test_an_explanation_is_a_value() -> None:
    """Compared by value; frozen."""
    one, other = why(), why()
    assert one == other
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        one.complete = False  # type: ignore[misc]  # the mistake is the test


def built(**hooks: Any) -> Registry:
    """Return a registry of the built-in plugin and one named `acme`."""
    return Registry.build(plugins=[("acme", plugin(**hooks))], entry_points=False)
