"""The records that plugins supply: what they refuse, and the context that their functions are given."""

from __future__ import annotations

import io
import time
from pathlib import Path
from typing import Any

import attrs
import pytest

from seedlib.components import (
    AUTHOR_CLAIMS,
    RECORDS,
    ClaimKind,
    Command,
    Context,
    Exporter,
    Extractor,
    Hint,
    Lexicon,
    Parser,
    Part,
    Proposal,
    Qualifier,
    Rank,
    Recognizer,
    Resolver,
    Segmenter,
    Settings,
    Tagger,
    TextCheck,
)
from seedlib.errors import DeadlineError, ModelError
from seedlib.matching import Entry, Phrases
from seedlib.model import MAIN_TEXT_KINDS, Analysis, AttributeKey, Document, Layers, Span, Spans


def nothing(*_: Any) -> tuple[()]:
    """Answer nothing: the plainest component."""
    return ()


#: One record of every kind that has a name, languages and functions, and the names of its functions.
WITH_FUNCTIONS: dict[type, tuple[str, ...]] = {
    Parser: ("accepts", "parse"),
    Segmenter: ("segment",),
    Tagger: ("tag",),
    Recognizer: ("recognize",),
    Extractor: ("extract",),
    Resolver: ("resolve",),
    Qualifier: ("propose", "claims"),
    TextCheck: ("check",),
    Exporter: ("write",),
    Command: ("add",),
}


def record(class_: type, **fields: Any) -> Any:
    """Return a record of a class that does nothing."""
    return class_(**{"name": "plain", **dict.fromkeys(WITH_FUNCTIONS[class_], nothing), **fields})


@pytest.mark.parametrize("class_", WITH_FUNCTIONS, ids=lambda class_: class_.__name__)
def test_records_are_values(class_: type) -> None:
    """Equal by what they hold, and evolvable."""
    assert record(class_) == record(class_)
    assert attrs.evolve(record(class_), name="other") == record(class_, name="other") != record(class_)
    assert hash(record(class_)) == hash(record(class_))
    assert record(class_).languages == ("*",)


@pytest.mark.parametrize("class_", WITH_FUNCTIONS, ids=lambda class_: class_.__name__)
@pytest.mark.parametrize("name", ["", "two words", "acme:plain", 5, None])
def test_records_refuse_names(class_: type, name: Any) -> None:
    """The plugin's name is put before it by the registry."""
    with pytest.raises(ModelError, match=f"{class_.__name__}: found the name .*without a prefix"):
        record(class_, name=name)


@pytest.mark.parametrize("class_", WITH_FUNCTIONS, ids=lambda class_: class_.__name__)
@pytest.mark.parametrize(("languages", "found"), [((), "found languages"), (("en-GB",), "en-GB"), ((5,), "5"), ("en", "put it in a tuple")])
def test_records_refuse_languages(class_: type, languages: Any, found: str) -> None:
    """Primary subtags, or a star for all."""
    with pytest.raises(ModelError, match=found):
        record(class_, languages=languages)


@pytest.mark.parametrize(("class_", "field"), [(class_, field) for class_, fields in WITH_FUNCTIONS.items() for field in fields])
def test_records_refuse_what_cannot_be_called(class_: type, field: str) -> None:
    """The mistake is found when the record is made, not at the first document."""
    with pytest.raises(ModelError, match=f"{class_.__name__} plain: found 5 as {field}, expected a function"):
        record(class_, **{field: 5})


def test_a_qualifier_has_one_function_at_least() -> None:
    """Either may be absent, not both."""
    assert Qualifier(name="a", claims=nothing).propose is None
    assert Qualifier(name="a", propose=nothing).claims is None
    with pytest.raises(ModelError, match="Qualifier a: found neither propose nor claims"):
        Qualifier(name="a")


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"type": "two words"}, "Lexicon a: found the type 'two words'"),
        ({"type": None}, "Lexicon a: found the type None"),
        ({"entries": [("said", "statement")]}, "Lexicon a: found .*expected an Entry"),
        ({"name": "acme:a"}, "without a prefix"),
    ],
)
def test_lexicon_refuses(fields: dict[str, Any], message: str) -> None:
    """A lexicon is data, and checked as such."""
    with pytest.raises(ModelError, match=message):
        Lexicon(**{"name": "a", "type": "cues", "entries": [Entry(phrase="said")], **fields})


def test_claim_kind_refuses_what_is_no_name() -> None:
    """A kind is a word, with the plugin's prefix."""
    assert ClaimKind(name="acme:pledge", parent="commitment").parent == "commitment"
    with pytest.raises(ModelError, match=r"ClaimKind\.name: found 'two words'"):
        ClaimKind(name="two words")


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"author_claims": "some"}, "Settings.author_claims"),
        ({"author_claims": None}, "Settings.author_claims"),
        ({"max_characters": 0}, "Settings.max_characters"),
        ({"max_depth": -1}, "Settings.max_depth"),
        ({"max_nesting": 0}, "Settings.max_nesting"),
        ({"max_parts": "many"}, "Settings.max_parts"),
        ({"max_bytes": True}, "Settings.max_bytes"),
        ({"max_ratio": 0.0}, "Settings.max_ratio"),
        ({"max_ratio": float("nan")}, "Settings.max_ratio"),
        ({"time_limit": -0.5}, "Settings.time_limit"),
        ({"max_characters": None}, "Settings.max_characters"),
        ({"max_characters": 1e6}, "Settings.max_characters"),
        ({"max_parts": float("inf")}, "Settings.max_parts"),
        ({"blocks": "title"}, ""),
        ({"blocks": ("title", "paragraf")}, "Settings.blocks"),
        ({"blocks": ([],)}, "Settings.blocks"),
        ({"language": "English, mostly"}, "Settings.language"),
        ({"language": "en_US"}, "Settings.language"),
        ({"options": {"csv:text-column": {1}}}, "attributes.csv:text-column"),
    ],
)
def test_settings_refuse(fields: dict[str, Any], where: str) -> None:
    """Each names its field."""
    with pytest.raises(ModelError) as caught:
        Settings(**fields)
    assert caught.value.where == where


def test_settings_have_the_designs_defaults() -> None:
    """Ten million characters, claims in the title and the main text, the author's marked sentences, no time limit."""
    settings = Settings()
    assert (settings.max_characters, settings.author_claims, settings.time_limit, settings.language) == (10_000_000, "marked", None, None)
    assert set(settings.blocks) == {"title", *MAIN_TEXT_KINDS}
    assert settings.author_claims in AUTHOR_CLAIMS
    assert Settings(blocks=("acme:pull-quote",), language="zh-Hant", max_ratio=2, time_limit=0.5).blocks == ("acme:pull-quote",)
    assert Settings(options={"a:b": [1]}).options[AttributeKey("a:b", tuple)] == (1,)


def test_phrases_of_a_type_that_nobody_gives_are_empty() -> None:
    """A component need not ask first."""
    cues = Phrases([Entry(phrase="said")])
    context = Context(lexicons={"cues": cues})
    assert context.phrases("cues") is cues
    assert context.phrases("modals").entries == ()


def test_seconds_left() -> None:
    """None without a limit, what is left within it, an error after it."""
    assert Context().seconds_left() is None
    left = Context(deadline=time.monotonic() + 60).seconds_left()
    assert left is not None
    assert 0 < left <= 60
    with pytest.raises(DeadlineError, match=r"raise Settings\.time_limit"):
        Context(deadline=time.monotonic() - 1).seconds_left()


def test_once_makes_a_thing_once() -> None:
    """For all contexts that share what is made; equality does not look at it."""
    calls = []

    def make(context: Context) -> str:
        calls.append(context.language)
        return f"made for {context.language}"

    first = Context(language="de")
    second = attrs.evolve(first, deadline=1.0)
    assert (first.once(make), second.once(make), first.once(make)) == ("made for de",) * 3
    assert calls == ["de"]
    assert Context().once(make) == "made for en"
    assert attrs.evolve(second, deadline=None) == Context(language="de")


@pytest.mark.parametrize(
    ("filename", "suffix"), [("a.HTML", ".html"), ("a.b.gz", ".gz"), ("noend", ""), (None, ""), (".hidden", ""), ("a.", "")]
)
def test_suffix(filename: str | None, suffix: str) -> None:
    """The last one, in small letters."""
    assert Hint(filename=filename).suffix == suffix == Path(filename or "").suffix.lower().rstrip("." if filename == "a." else "")


def test_ranks_are_ordered() -> None:
    """What a file holds says more than what it is called."""
    assert Rank.NO < Rank.SUFFIX < Rank.MEDIA_TYPE < Rank.CONTENT
    assert not Rank.NO


def test_a_part_is_compared_without_its_stream() -> None:
    """A stream has no value."""
    assert Part(stream=io.BytesIO(b"a"), locator="1") == Part(stream=io.BytesIO(b"b"), locator="1")


def test_a_proposal_names_its_subject() -> None:
    """A mention by its span, others by their id; the evidence is a tuple."""
    proposal = Proposal(subject=Span(0, 3), field="actor", value="doc:a", spans=[Span(0, 3)])
    assert (proposal.confidence, proposal.spans) == (1.0, (Span(0, 3),))


def test_there_is_a_record_for_every_hook() -> None:
    """The table of records and the hooks' specifications agree."""
    from seedlib.plugins import specs

    hooks = {name.removeprefix("seedlib_") for name in vars(specs) if name.startswith("seedlib_")}
    assert set(RECORDS) == hooks
    assert set(RECORDS.values()) == {*WITH_FUNCTIONS, Lexicon, ClaimKind, AttributeKey}


def test_words_of_an_analysis_are_made_once_a_run() -> None:
    """Components of one run share the words; another analysis, or the next run, has its own."""
    document = Document(text="Rain fell.")
    one, other = (Analysis(document=document, layers=Layers(tokens=Spans([(0, end)]))) for end in (4, 9))
    context = Context()
    assert context.words(one) is context.words(one)
    assert (context.words(other).texts, context.words(one).texts) == (["Rain fell"], ["Rain"])
    assert attrs.evolve(context).words(one) is not context.words(one)
    assert context.words(Analysis(document=document)).texts == []
