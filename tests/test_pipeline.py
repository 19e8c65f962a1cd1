"""The pipeline: guarded calls, checked answers, merged values, and what it says about languages and time."""

from __future__ import annotations

import time
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import seedlib
from seedlib import (
    Actor,
    Analysis,
    Attributes,
    Block,
    Claim,
    Document,
    Label,
    Layers,
    Link,
    Mention,
    Notice,
    Provenance,
    Quotation,
    Settings,
    Span,
    Spans,
    TextProblem,
)
from seedlib.components import (
    ClaimKind,
    Extractor,
    Proposal,
    Qualifier,
    Recognizer,
    Resolver,
    Segmenter,
    Tagger,
    TextCheck,
)
from seedlib.errors import ComponentError, ContractError, DeadlineError, LimitError
from seedlib.merging import Answer, merge_mentions, without_bystanders
from seedlib.model import KIND
from seedlib.plugins import Registry
from seedlib.plugins.registry import Component
from tests.conftest import plugin

TEXT = "Ada Lovelace met Bob Poe. The engine may work, says Ada."


def answering(answer: Any) -> Any:
    """Return a component's function that answers this."""
    return lambda analysis, context: answer


def raising(error: Exception) -> Any:
    """Return a component's function that raises this."""

    def function(analysis: Analysis, context: Any) -> Any:
        raise error

    return function


def bare(**hooks: Any) -> Registry:
    """Return a registry with one plugin `acme` and nothing built in, so that only its answers count."""
    return Registry.build(plugins=[("acme", plugin(**hooks))], entry_points=False, disabled=["seedlib"])


@pytest.fixture
def claim() -> Claim:
    return Claim(content=[Span(26, 45)], cue=[Span(47, 51)], source=[Span(52, 55)])


STAGES = [
    ("segmentation", "segmenters", lambda f: Segmenter(name="x", segment=f)),
    ("tagging", "taggers", lambda f: Tagger(name="x", tag=f)),
    ("recognition", "recognizers", lambda f: Recognizer(name="x", recognize=f)),
    ("attribution", "extractors", lambda f: Extractor(name="x", extract=f)),
    ("resolution", "resolvers", lambda f: Resolver(name="x", resolve=f)),
    ("qualification", "qualifiers", lambda f: Qualifier(name="x", propose=f)),
    ("qualification", "qualifiers", lambda f: Qualifier(name="x", claims=f)),
    ("checking", "text_checks", lambda f: TextCheck(name="x", check=f)),
]


@pytest.mark.parametrize(("stage", "hook", "make"), STAGES)
def test_raising_component_is_a_failure_and_the_rest_goes_on(with_plugin: Any, stage: str, hook: str, make: Any) -> None:
    """Whatever a component raises is in the report with its name; the document is read all the same, and `strict` raises it."""
    registry = with_plugin(**{hook: [make(raising(ZeroDivisionError("oh")))]})
    analysis = seedlib.analyze(TEXT, registry=registry)
    assert [(f.stage, f.component, f.error, f.message) for f in analysis.failures] == [(stage, "acme:x", "ZeroDivisionError", "oh")]
    assert "acme:x" in analysis.failures[0].advice
    assert analysis.claims == seedlib.analyze(TEXT).claims
    with pytest.raises(ComponentError, match="acme:x: ZeroDivisionError: oh"):
        seedlib.analyze(TEXT, registry=registry, strict=True)


@pytest.mark.parametrize(("stage", "hook", "make"), STAGES)
def test_answer_of_another_type_is_a_contract_error(stage: str, hook: str, make: Any) -> None:
    """An answer of a type that the stage does not know is refused with what was expected."""
    analysis = seedlib.analyze(TEXT, registry=bare(**{hook: [make(answering(["words"]))]}))
    (failure,) = [failure for failure in analysis.failures if failure.component == "acme:x"]
    assert (failure.stage, failure.error) == (stage, "ContractError")
    assert "found str 'words', expected" in failure.message


OUTSIDE = Span(0, 10_000)

BAD_ANSWERS = [
    ("segmenters", Segmenter(name="x", segment=answering(Layers(tokens=Spans([(0, 10_000)])))), "tokens at 0-10000"),
    ("segmenters", Segmenter(name="x", segment=answering(Layers(quotations=(Quotation(span=OUTSIDE),)))), "a quotation at 0-10000"),
    ("taggers", Tagger(name="x", tag=answering([Label(OUTSIDE, "attribution:cue")])), "a label at"),
    ("taggers", Tagger(name="x", tag=answering([Label(Span(0, 3), "cue")])), "the label 'cue', expected one of argument:"),
    ("taggers", Tagger(name="x", tag=answering([Link(Span(0, 3), OUTSIDE, "attribution:of-cue")])), "a link at"),
    ("recognizers", Recognizer(name="x", recognize=answering([Mention(span=OUTSIDE)])), "a mention at"),
    ("recognizers", Recognizer(name="x", recognize=answering([Mention(span=Span(0, 3), actor="ada")])), "canonical id"),
    (
        "recognizers",
        Recognizer(name="x", recognize=answering([Mention(span=Span(0, 3), attributes=Attributes({"acme:shoe": 1}))])),
        "attribute 'acme:shoe', which nobody has registered",
    ),
    ("extractors", Extractor(name="x", extract=answering([Claim(content=[OUTSIDE])])), "a claim's content at"),
    (
        "extractors",
        Extractor(name="x", extract=answering([Claim(content=[Span(0, 3)], kind="acme:pledge")])),
        "the claim kind 'acme:pledge'",
    ),
    ("extractors", Extractor(name="x", extract=answering([Claim(content=[Span(0, 3)], by_author=True)])), "by_author"),
    (
        "extractors",
        Extractor(name="x", extract=answering([Claim(content=[Span(0, 3)], arguments={"shoe": [Span(0, 3)]})])),
        "the argument 'shoe'",
    ),
    ("qualifiers", Qualifier(name="x", claims=answering([Claim(content=[Span(0, 3)])])), "without by_author"),
    ("resolvers", Resolver(name="x", resolve=answering([Actor(id="doc:a", name="A", kind="robot")])), "the actor kind 'robot'"),
    (
        "resolvers",
        Resolver(name="x", resolve=answering([Proposal(subject=Span(0, 3), field="colour", value=1)])),
        "the field 'colour' of a mention",
    ),
    (
        "qualifiers",
        Qualifier(name="x", propose=answering([Proposal(subject="0", field="colour", value=1)])),
        "the field 'colour', expected",
    ),
    ("recognizers", Recognizer(name="x", recognize=answering([Mention(span=Span(0, 3), actor=":x")])), "canonical id"),
    (
        "recognizers",
        Recognizer(name="x", recognize=answering([Mention(span=Span(0, 3), attributes=Attributes({KIND.name: "robot"}))])),
        "the actor kind 'robot'",
    ),
    ("resolvers", Resolver(name="x", resolve=answering([Proposal(subject=Span(0, 3), field="actor", value="a b")])), "the actor 'a b'"),
    (
        "extractors",
        Extractor(
            name="x",
            extract=answering([Claim(content=[Span(0, 3)], provenance=[Provenance(about="content", component="x", spans=[OUTSIDE])])]),
        ),
        "evidence at",
    ),
    (
        "qualifiers",
        Qualifier(name="x", propose=answering([Proposal(subject="0", field="attributes.a:b", value=object())])),
        "expected a JSON value",
    ),
    ("text_checks", TextCheck(name="x", check=answering([TextProblem(kind="mojibake", span=OUTSIDE)])), "a problem at"),
    ("text_checks", TextCheck(name="x", check=answering([TextProblem(kind="odd")])), "the problem kind 'odd'"),
]


@pytest.mark.parametrize(("hook", "record", "words"), BAD_ANSWERS)
def test_answer_that_the_contract_forbids_is_left_out(hook: str, record: Any, words: str) -> None:
    """Spans outside the text, unregistered kinds and keys, unknown fields: a ContractError that says what was found."""
    analysis = seedlib.analyze(TEXT, registry=bare(**{hook: [record]}))
    failures = [failure for failure in analysis.failures if failure.component == "acme:x"]
    assert [failure.error for failure in failures] == ["ContractError"]
    assert words in failures[0].message
    with pytest.raises(ContractError):
        seedlib.analyze(Document(text=TEXT), registry=bare(**{hook: [record]}), strict=True)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("kind", "acme:none"),
        ("modality", "sure"),
        ("speakers", 7),
        ("arguments.condition", 7),
        ("attributes.acme:shoe", 7),
        ("roles", ["x"]),
    ],
)
def test_proposal_that_its_subject_cannot_take_is_left_out(claim: Claim, field: str, value: Any) -> None:
    """A proposed value is checked against the claim it is for."""
    registry = bare(
        extractors=[Extractor(name="e", extract=answering([claim]))],
        qualifiers=[Qualifier(name="q", propose=answering([Proposal(subject=claim.id, field=field, value=value)]))],
    )
    analysis = seedlib.analyze(TEXT, registry=registry)
    assert [f.component for f in analysis.failures if f.component] == ["acme:q"]
    assert analysis.claims[0].modality == "asserted"


def test_deadline_passed_skips_what_is_left() -> None:
    """Once the time is up no further component is called; each that was left out is a failure that says what to raise."""

    def slow(analysis: Analysis, context: Any) -> Any:
        time.sleep(0.02)
        return Layers()

    called: list[str] = []
    registry = bare(
        segmenters=[Segmenter(name="slow", segment=slow)],
        text_checks=[TextCheck(name=name, check=lambda analysis, context: called.append("late")) for name in ("late", "later")],
    )
    analysis = seedlib.analyze(Document(text=TEXT), registry=registry, settings=Settings(time_limit=0.01))
    assert called == []
    assert [(f.component, f.error, f.message) for f in analysis.failures] == [
        ("acme:late", "DeadlineError", "the document's time was up; not called: acme:late, acme:later")
    ]
    assert "Settings.time_limit" in analysis.failures[0].advice
    with pytest.raises(DeadlineError):
        seedlib.analyze(Document(text=TEXT), registry=registry, settings=Settings(time_limit=0.01), strict=True)


def test_pattern_that_times_out_is_a_deadline_error() -> None:
    """`regex` raises TimeoutError when `context.seconds_left()` ran out; the report calls it what it is."""
    registry = bare(text_checks=[TextCheck(name="x", check=raising(TimeoutError("regex timed out")))])
    assert [f.error for f in seedlib.analyze(Document(text=TEXT), registry=registry).failures] == ["DeadlineError"]


def test_notice_of_a_component_reaches_the_user_once() -> None:
    """A component may yield a notice beside its values; the same one from two components stands once."""
    notice = Notice(code="extra-absent", message="install more")
    registry = bare(
        text_checks=[TextCheck(name="a", check=answering([notice])), TextCheck(name="b", check=answering([notice]))],
    )
    assert [n for n in seedlib.analyze(Document(text=TEXT), registry=registry).notices if n.code == "extra-absent"] == [notice]


def test_segmenters_fill_each_others_gaps(with_plugin: Any) -> None:
    """A layer that the first segmenter leaves None is asked of the next; what it gives stands."""
    registry = with_plugin(segmenters=[Segmenter(name="x", segment=answering(Layers(sentences=Spans([(0, 4)]))))])
    layers = seedlib.analyze(TEXT, registry=registry).layers
    assert layers.sentences == Spans([(0, 4)])
    assert (layers.tokens is not None and len(layers.tokens) > 5, layers.quotations) == (True, ())


def test_taggers_labels_of_one_name_do_not_overlap() -> None:
    """Of overlapping labels of two taggers the higher score stays; other names, and a tagger's own overlaps, are untouched."""
    one = [
        Label(Span(0, 5), "attribution:cue", None, 0.6),
        Label(Span(0, 5), "mention:person", "name", 0.5),
        Label(Span(2, 9), "mention:person"),
    ]
    two = [Label(Span(4, 9), "attribution:cue", None, 0.7), Link(Span(4, 9), Span(0, 3), "attribution:of-cue")]
    registry = bare(taggers=[Tagger(name="one", tag=answering(one)), Tagger(name="two", tag=answering(two))])
    layers = seedlib.analyze(Document(text=TEXT), registry=registry).layers
    assert [(label.span, label.name) for label in layers.labels] == [
        (Span(0, 5), "mention:person"),
        (Span(2, 9), "mention:person"),
        (Span(4, 9), "attribution:cue"),
    ]
    assert layers.links == (two[1],)


def test_longer_of_two_overlapping_names_stays() -> None:
    """Names do not overlap: the longer stays; a name inside a nominal stays beside it; of equal spans the surer."""
    mentions = [
        Mention(span=Span(0, 3)),
        Mention(span=Span(0, 12), confidence=0.4),
        Mention(span=Span(17, 20), form="nominal"),
        Mention(span=Span(17, 18)),
    ]
    sure = Mention(span=Span(0, 12), actor="acme:ada", confidence=0.9)
    registry = bare(recognizers=[Recognizer(name="a", recognize=answering(mentions)), Recognizer(name="b", recognize=answering([sure]))])
    analysis = seedlib.analyze(Document(text=TEXT), registry=registry)
    assert [(m.span, m.actor) for m in analysis.mentions] == [(Span(0, 12), "acme:ada"), (Span(17, 18), "doc:b")]
    assert analysis.mentions[0].provenance == (Provenance(about="mention", component="acme:b"),)


def test_of_nominals_that_end_together_one_stays_and_none_cuts_a_name() -> None:
    """`black voters` and `voters` are one, the surer; `the Justice` is none where `Justice Department` is a name."""
    mentions = [  # of "the Justice Department met older black voters"
        Mention(span=Span(4, 22)),
        Mention(span=Span(0, 11), form="nominal"),
        Mention(span=Span(0, 22), form="nominal", confidence=0.5),
        Mention(span=Span(39, 45), form="nominal", confidence=0.6),
        Mention(span=Span(33, 45), form="nominal", confidence=0.8),
        Mention(span=Span(27, 45), form="nominal", confidence=0.7),
    ]
    answers = [Answer(mention, Component(full_name="acme:a", plugin="acme", version="", record=None)) for mention in mentions]
    assert sorted(mention.span for mention in merge_mentions(answers)) == [Span(0, 22), Span(4, 22), Span(33, 45)]


def test_whom_nobody_names_and_no_claim_means_is_dropped(claim: Claim) -> None:
    """An actor of a nominal stays where a claim means it; one that was given stays whatever is said of it."""
    mentions = [Mention(span=Span(0, 3), form="nominal", actor=f"doc:{name}") for name in ("a", "b", "c")]
    mentions.append(Mention(span=Span(4, 9), actor="doc:d"))
    actors = [Actor(id=f"doc:{name}", name=name) for name in "abcd"]
    spoken = attrs.evolve(claim, speakers=("doc:e",), targets=("doc:a",))
    analysis = Analysis(document=Document(text=TEXT), mentions=mentions, actors=actors, claims=[spoken])
    kept = without_bystanders(analysis, ["doc:b"])
    assert ({actor.id for actor in kept.actors}, len(kept.mentions)) == ({"doc:a", "doc:b", "doc:d"}, 3)


def test_claims_with_one_content_and_overlapping_sources_are_one(claim: Claim) -> None:
    """The more confident of two readings of one content stays; another source makes another claim; `within` follows."""
    weaker = Claim(content=claim.content, source=[Span(52, 55)], confidence=0.3, quotation="direct")
    other = Claim(content=claim.content, source=[Span(17, 24)], confidence=0.5)
    inner = Claim(content=[Span(26, 36)], within=weaker.id, confidence=0.9)
    registry = bare(
        extractors=[Extractor(name="a", extract=answering([weaker, inner, other])), Extractor(name="b", extract=answering([claim]))],
    )
    analysis = seedlib.analyze(Document(text=TEXT), registry=registry)
    assert {(c.source, c.quotation) for c in analysis.claims if c.content == claim.content} == {
        ((Span(17, 24),), "indirect"),
        (claim.source, "indirect"),
    }
    assert next(c for c in analysis.claims if c.content == inner.content).within == claim.id


def test_claim_id_is_fixed_when_it_is_accepted(claim: Claim) -> None:
    """An extractor's own id is replaced by the digest over the spans, also where `within` names it."""
    named = seedlib.Claim(id="mine", content=claim.content)
    inner = seedlib.Claim(content=[Span(26, 36)], within="mine")
    registry = bare(extractors=[Extractor(name="a", extract=answering([named, inner]))])
    outer, nested = seedlib.analyze(Document(text=TEXT), registry=registry).claims
    assert (outer.id, nested.within) == (Claim(content=claim.content).id, outer.id)


def test_claims_stand_only_in_the_chosen_blocks(claim: Claim) -> None:
    """A claim that begins in furniture is left out, unless the settings say otherwise."""
    document = Document(text=TEXT, blocks=[Block(kind="disclosure", span=Span(0, len(TEXT)))])
    registry = bare(extractors=[Extractor(name="a", extract=answering([claim]))])
    assert seedlib.analyze(document, registry=registry).claims == ()
    assert len(seedlib.analyze(document, registry=registry, settings=Settings(blocks=["disclosure"])).claims) == 1


def test_surest_proposal_wins_with_its_provenance(claim: Claim) -> None:
    """Of two proposals for one field the higher confidence wins, ties by full name; the rule and evidence are kept."""

    def proposing(name: str, value: str, confidence: float) -> Qualifier:
        proposal = Proposal(subject=claim.id, field="modality", value=value, confidence=confidence, rule=name, spans=[Span(37, 40)])
        return Qualifier(name=name, propose=answering([proposal]))

    registry = bare(
        extractors=[Extractor(name="e", extract=answering([claim]))],
        qualifiers=[proposing("c", "probable", 0.5), proposing("b", "possible", 0.9), proposing("a", "required", 0.9)],
    )
    (found,) = seedlib.analyze(Document(text=TEXT), registry=registry).claims
    assert found.modality == "required"
    assert found.provenance[-1] == Provenance(about="modality", component="acme:a", rule="a", confidence=0.9, spans=[Span(37, 40)])


def test_actors_that_share_an_id_are_one() -> None:
    """`same_as` joins actors of several resolvers; the best namespace is shown, roles and aliases are united."""
    one = Actor(id="acme:1", name="Ada Lovelace", kind="person", same_as=["wikidata:Q7259"], roles=["countess"])
    two = Actor(id="wikidata:Q7259", name="Ada", country="GBR", roles=["author", "countess"], aliases=["A. L."])
    vote = Proposal(subject=Span(0, 12), field="actor", value="acme:1", confidence=0.8)
    registry = bare(
        recognizers=[Recognizer(name="r", recognize=answering([Mention(span=Span(0, 12))]))],
        resolvers=[Resolver(name="a", resolve=answering([one, vote])), Resolver(name="b", resolve=answering([two]))],
    )
    analysis = seedlib.analyze(Document(text=TEXT), registry=registry)
    (actor,) = analysis.actors
    assert (actor.id, actor.same_as, actor.name, actor.kind, actor.country) == (
        "wikidata:Q7259",
        ("acme:1",),
        "Ada Lovelace",
        "person",
        "GBR",
    )
    assert (actor.roles, actor.aliases) == (("countess", "author"), ("A. L.", "Ada"))
    assert (analysis.mentions[0].actor, analysis.mentions[0].confidence) == ("wikidata:Q7259", 0.8)


@pytest.mark.parametrize(("form", "actors"), [("nominal", ["doc:bob-poe", "doc:ada"]), ("pronoun", ["doc:bob-poe"])])
def test_mention_that_nothing_groups_gets_its_own_actor_or_goes(claim: Claim, form: str, actors: list[str]) -> None:
    """A name, and a nominal in a source, gets an actor of its own; a pronoun never does, and a nominal elsewhere is dropped."""
    mentions = [Mention(span=Span(17, 24)), Mention(span=Span(26, 36), form="nominal"), Mention(span=Span(52, 55), form=form)]
    registry = bare(
        recognizers=[Recognizer(name="r", recognize=answering(mentions))],
        extractors=[Extractor(name="e", extract=answering([claim]))],
    )
    assert [mention.actor for mention in seedlib.analyze(Document(text=TEXT), registry=registry).mentions] == actors


def test_each_author_is_an_actor_and_speaks_his_own_claims() -> None:
    """Authors are actors with the role `author`, mentioned or not; `by_author` claims have them all as speakers."""
    own = Claim(content=[Span(26, 45)], by_author=True)
    registry = bare(qualifiers=[Qualifier(name="q", claims=answering([own]))])
    analysis = seedlib.analyze(Document(text=TEXT, authors=["Ada Lovelace", "Eve"]), registry=registry)
    assert [(a.id, a.roles) for a in analysis.actors] == [("doc:ada-lovelace", ("author",)), ("doc:eve", ("author",))]
    assert analysis.claims[0].speakers == ("doc:ada-lovelace", "doc:eve")
    assert seedlib.analyze(Document(text=TEXT), registry=registry).claims[0].speakers == ()


def test_proposed_speakers_must_exist(claim: Claim) -> None:
    """An id that names no actor is left out of a claim's speakers."""
    votes = [Proposal(subject=claim.id, field="speakers", value=("doc:nobody", "acme:ada"))]
    registry = bare(
        extractors=[Extractor(name="e", extract=answering([claim]))],
        resolvers=[Resolver(name="r", resolve=answering([Actor(id="acme:ada", name="Ada"), *votes]))],
    )
    assert seedlib.analyze(Document(text=TEXT), registry=registry).claims[0].speakers == ("acme:ada",)


def test_what_a_parser_stated_is_never_edited(claim: Claim) -> None:
    """Stated layers are not added to, and no proposal touches a stated claim; other layers are filled."""
    registry = bare(
        recognizers=[Recognizer(name="r", recognize=answering([Mention(span=Span(17, 24))]))],
        extractors=[Extractor(name="e", extract=answering([Claim(content=[Span(0, 25)])]))],
        resolvers=[
            Resolver(name="s", resolve=answering([Actor(id="x:a", name="A"), Proposal(subject=claim.id, field="speakers", value=("x:a",))]))
        ],
        qualifiers=[Qualifier(name="q", propose=answering([Proposal(subject=claim.id, field="modality", value="possible")]))],
    )
    stated = Analysis(document=Document(text=TEXT), claims=[claim], stated=["claims"])
    analysis = seedlib.analyze(stated, registry=registry)
    assert (analysis.claims, [m.span for m in analysis.mentions]) == ((claim,), [Span(17, 24)])
    beside = seedlib.analyze(Analysis(document=Document(text=TEXT), claims=[claim]), registry=registry)
    assert claim in beside.claims
    assert len(beside.claims) == 2


def test_analysis_in_which_all_is_stated_is_returned_as_it_is(claim: Claim) -> None:
    """A line of the wire format is not analysed again."""
    given = Analysis(document=Document(text=TEXT), claims=[claim], stated=["analysis"])
    assert seedlib.analyze(given) is not None
    assert seedlib.analyze(given) == given


@pytest.mark.parametrize("source", [b"bytes", 7, None])
def test_analyze_says_what_it_takes(source: Any) -> None:
    """Bytes and paths are for `read`."""
    with pytest.raises(TypeError, match=r"str, Document or Analysis.*seedlib\.read"):
        seedlib.analyze(source)


def test_empty_text_has_no_claims() -> None:
    """Nothing is found in nothing, and nothing fails."""
    analysis = seedlib.analyze("")
    assert (analysis.claims, analysis.actors, analysis.failures) == ((), (), ())


def test_lone_surrogate_in_a_text_is_a_finding() -> None:
    """It becomes U+FFFD, and the report says where."""
    analysis = seedlib.analyze("Rain \ud800 fell.")
    assert analysis.document.text == "Rain \ufffd fell."
    assert ("lone-surrogate", Span(5, 6)) in [(problem.kind, problem.span) for problem in analysis.problems]


def test_document_without_blocks_gets_them_and_keeps_all_else() -> None:
    """A document made by hand is read as plain text is, but its metadata are the caller's."""
    document = Document(text="By Someone Else\n\nRain fell on the town all day long.", authors=["Ada Lovelace"], id="mine")
    analysis = seedlib.analyze(document)
    assert (analysis.document.authors, analysis.document.id, analysis.document.text) == (("Ada Lovelace",), "mine", document.text)
    assert analysis.document.blocks != ()


def test_without_a_text_parser_a_text_is_read_whole() -> None:
    """With the built-in plugin disabled the text has no blocks, and the report says that no parser read it."""
    analysis = seedlib.analyze(TEXT, registry=bare(text_checks=[]))
    assert (analysis.document.text, analysis.document.blocks) == (TEXT, ())
    assert [failure.stage for failure in analysis.failures] == ["parsing"]


LANGUAGES = [
    ("declared", Document(text=TEXT, language="de-AT"), Settings(language="fr"), "de", None),
    ("setting", Document(text=TEXT), Settings(language="fr-CA"), "fr", None),
    ("short", Document(text="Ada met Bob."), Settings(), "en", "language-assumed"),
    ("not latin", Document(text="Москва. Нет."), Settings(), "und", None),
]


@pytest.mark.parametrize(("label", "document", "chosen", "language", "code"), LANGUAGES)
def test_language_is_declared_else_set_else_assumed(
    label: str, document: Document, chosen: Settings, language: str, code: str | None
) -> None:
    """Declared, else the setting, else English with a notice unless the script is another."""
    seen: list[str] = []
    registry = bare(text_checks=[TextCheck(name="x", check=lambda analysis, context: seen.append(context.language))])
    analysis = seedlib.analyze(document, registry=registry, settings=chosen)
    assert seen == [language], label
    assert [notice.code for notice in analysis.notices if notice.code == "language-assumed"] == ([code] if code else [])


def test_language_is_detected_where_the_extra_is_installed() -> None:
    """A detected language stands in the document with its confidence as provenance."""
    pytest.importorskip("py3langid", reason="the extra `language` is not installed")
    text = "Die Ministerin sagte am Montag, die Regierung werde das Abkommen nicht unterzeichnen, bevor das Parlament zugestimmt habe."
    document = seedlib.analyze(text).document
    assert document.language == "de"
    assert [(p.about, p.component) for p in document.provenance if p.about == "language"] == [("language", "seedlib:language")]


def test_names_do_not_make_a_text_foreign() -> None:
    """Where the words without a capital are rather in another language, no language is detected."""
    pytest.importorskip("py3langid", reason="the extra `language` is not installed")
    analysis = seedlib.analyze("Gráinne Ní Dhálaigh of Clann na Mara said no. Páirtí na hOibre said no.")
    assert analysis.document.language is None
    assert "language-assumed" in {notice.code for notice in analysis.notices}
    document = seedlib.analyze("Chuir Gráinne Ní Dhálaigh fáilte roimh an gcinneadh inné.").document
    assert document.language == "ga"


def test_absent_language_extra_is_a_notice(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the extra the text is read as English, and the notice names the command that installs it."""
    monkeypatch.setitem(__import__("sys").modules, "py3langid", None)
    notices = {notice.code: notice.message for notice in seedlib.analyze(TEXT * 3).notices}
    assert 'pip install "seedlib[language]"' in notices["extra-absent"]
    assert "language-assumed" in notices


@settings(max_examples=20, deadline=None)
@given(st.permutations(["a", "b", "c"]))
def test_result_never_depends_on_plugin_order(order: list[str]) -> None:
    """Three plugins that disagree about everything give one result, however they are found."""
    claims = {
        "a": Claim(content=[Span(26, 45)], source=[Span(52, 55)], confidence=0.5, quotation="direct"),
        "b": Claim(content=[Span(26, 45)], source=[Span(47, 55)], confidence=0.5),
        "c": Claim(content=[Span(26, 45)], confidence=0.4),
    }
    plugins = []
    for name in order:
        vote = Proposal(subject=Span(0, 12), field="actor", value=f"x:{name}", confidence=0.5)
        hooks = {
            "extractors": [Extractor(name="e", extract=answering([claims[name]]))],
            "recognizers": [Recognizer(name="r", recognize=answering([Mention(span=Span(0, 12), confidence=0.5)]))],
            "resolvers": [Resolver(name="r", resolve=answering([Actor(id=f"x:{name}", name=name), vote]))],
            "claim_kinds": [ClaimKind(name=f"{name}:kind")],
            "text_checks": [TextCheck(name="t", check=answering([TextProblem(kind="mojibake", span=Span(0, 3), note=name)]))],
        }
        plugins.append((name, plugin(**hooks)))
    registry = Registry.build(plugins=plugins, entry_points=False, disabled=["seedlib"])
    analysis = seedlib.analyze(Document(text=TEXT), registry=registry)
    assert [(c.quotation, c.provenance[0].component) for c in analysis.claims] == [("direct", "a:e")]
    assert [m.actor for m in analysis.mentions] == ["x:a"]
    assert [problem.note for problem in analysis.problems] == ["a"]


def test_component_that_exits_is_a_failure() -> None:
    """A plugin that calls `sys.exit` ends neither the run nor the program."""
    registry = bare(text_checks=[TextCheck(name="x", check=raising(SystemExit(0)))])  # type: ignore[arg-type]  # that is the point
    assert [f.error for f in seedlib.analyze(Document(text=TEXT), registry=registry).failures] == ["SystemExit"]


@pytest.mark.parametrize("source", [TEXT, Document(text=TEXT), Analysis(document=Document(text=TEXT))])
def test_text_above_the_limit_is_refused(source: Any) -> None:
    """`analyze` holds the limit of characters that `read` holds."""
    with pytest.raises(LimitError, match="found a text of 56 characters, expected at most 55"):
        seedlib.analyze(source, settings=Settings(max_characters=55))


def test_byte_order_mark_of_a_text_is_no_text() -> None:
    """A text that begins with U+FEFF is read as one without it."""
    assert seedlib.analyze("\ufeff" + TEXT).document == seedlib.analyze(TEXT).document


def test_language_that_nobody_serves_is_a_notice() -> None:
    """Without cues or a tagger for a language little is found; the notice says so and what to do."""
    (notice,) = seedlib.analyze(Document(text=TEXT, language="fr")).notices
    assert (notice.code, "'fr'" in notice.message) == ("language-not-served", True)
    assert seedlib.analyze(Document(text=TEXT, language="en")).notices == ()


def test_two_components_ids_are_kept_apart() -> None:
    """Two extractors that give their claims the same ids: each one's `within` stays in its own outer claim."""
    answers = [
        [Claim(id="c1", content=[Span(*outer)]), Claim(id="c2", content=[Span(*inner)], within="c1")]
        for outer, inner in (((0, 24), (17, 24)), ((26, 45), (30, 36)))
    ]
    registry = bare(extractors=[Extractor(name=name, extract=answering(held)) for name, held in zip("ab", answers, strict=True)])
    claims = {claim.content[0]: claim for claim in seedlib.analyze(Document(text=TEXT), registry=registry).claims}
    assert (claims[Span(17, 24)].within, claims[Span(30, 36)].within) == (claims[Span(0, 24)].id, claims[Span(26, 45)].id)


def test_content_is_the_same_whatever_signs_stand_at_its_edges() -> None:
    """One extractor with the quotation marks and one without them find one claim; so do an author's and an unattributed one."""
    text = "“We will leave,” he said."
    answers = [Claim(content=[Span(*span)], confidence=confidence) for span, confidence in (((0, 16), 0.9), ((1, 14), 0.5))]
    registry = bare(
        extractors=[Extractor(name=f"e{number}", extract=answering([held])) for number, held in enumerate(answers)],
        qualifiers=[Qualifier(name="q", claims=answering([Claim(content=[Span(0, 16)], by_author=True)]))],
    )
    assert [claim.content for claim in seedlib.analyze(Document(text=text), registry=registry).claims] == [(Span(0, 16),)]


def test_another_author_in_the_text_does_not_speak_for_the_writer() -> None:
    """A person whom the text calls an author is none of the document's authors."""
    own = Claim(content=[Span(26, 45)], by_author=True)
    registry = bare(
        recognizers=[Recognizer(name="r", recognize=answering([Mention(span=Span(17, 24), actor="x:poe")]))],
        resolvers=[Resolver(name="r", resolve=answering([Actor(id="x:poe", name="Bob Poe", roles=["author"])]))],
        qualifiers=[Qualifier(name="q", claims=answering([own]))],
    )
    analysis = seedlib.analyze(Document(text=TEXT, authors=["Jane Day"]), registry=registry)
    assert analysis.claims[0].speakers == ("doc:jane-day",)


def test_stated_mentions_and_actors_stay_as_they_are() -> None:
    """A resolver neither moves a stated mention nor renames a stated actor."""
    registry = bare(
        resolvers=[
            Resolver(
                name="r",
                resolve=answering(
                    [Proposal(subject="x:a", field="name", value="B"), Proposal(subject=Span(0, 3), field="actor", value="x:b")]
                ),
            )
        ],
    )
    stated = Analysis(
        document=Document(text=TEXT),
        actors=[Actor(id="x:a", name="A")],
        mentions=[Mention(span=Span(0, 3), actor="x:a", form="pronoun")],
        stated=["actors", "mentions"],
    )
    analysis = seedlib.analyze(stated, registry=registry)
    assert (analysis.actors, analysis.mentions) == (stated.actors, stated.mentions)


def test_targets_exist_and_actors_that_are_targets_stay() -> None:
    """A resolver's actor that only a target names is kept; a qualifier's target that does not exist is left out."""
    claim = Claim(content=[Span(26, 45)])
    registry = bare(
        extractors=[Extractor(name="e", extract=answering([claim]))],
        resolvers=[
            Resolver(
                name="r", resolve=answering([Actor(id="doc:a", name="A"), Proposal(subject=claim.id, field="targets", value=("doc:a",))])
            )
        ],
        qualifiers=[Qualifier(name="q", propose=answering([Proposal(subject=claim.id, field="addressees", value=("doc:nobody",))]))],
    )
    analysis = seedlib.analyze(Document(text=TEXT), registry=registry)
    assert ([actor.id for actor in analysis.actors], analysis.claims[0].targets, analysis.claims[0].addressees) == (
        ["doc:a"],
        ("doc:a",),
        (),
    )
