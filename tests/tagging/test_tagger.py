"""The tagger: labels and links over whole words, for any text."""

from __future__ import annotations

import pickle
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import attrs
import pytest

import seedlib
from seedlib.components import Context
from seedlib.errors import DeadlineError, UsageError
from seedlib.model import Analysis, Block, Document, Label, Layers, Link, Span, Spans
from seedlib.plugins import Registry
from seedlib.tagging import TAGGERS, WEIGHTS
from seedlib.tagging.folder import PACKAGED, read_weights
from seedlib.tagging.network import HeadScores
from seedlib.tagging.tagger import NO_NETWORK, _read
from seedlib.tagging.wordpieces import WordPieces
from seedlib.testing import check_tagger
from tests.growth import assert_linear
from tests.tagging.test_decoding import pointer, scores

ENGLISH = seedlib.Settings(language="en")


def network(windows: Sequence[tuple[str, dict[int, Any], dict[int, int]]], *, size: int = 100) -> Any:
    """Return a network that says these tags and arrows, window by window (see `test_decoding`)."""
    rest = iter(windows)

    def ask(ids: Sequence[int], shapes: Sequence[int], _: object) -> list[HeadScores]:
        tags, of_cue, from_source = next(rest)
        assert len(ids) == len(shapes) == len(tags)
        pointers = {"attribution:of-cue": pointer(len(tags), of_cue), "attribution:from-source": pointer(len(tags), from_source)}
        return [HeadScores(scores(tags), pointers)]

    packaged = read_weights(PACKAGED)
    ask.weights = attrs.evolve(packaged, window=size + 2, packed=None, heads=[packaged.head("attribution")])  # type: ignore[attr-defined]  # a function with two fields
    ask.wordpieces = WordPieces(["[UNK]", "ann", "said", "it", "rain", "##s", "and", "-", "is"])  # type: ignore[attr-defined]  # as above
    return ask


def read(text: str, asked: Any, blocks: Sequence[tuple[int, int]] = (), tokens: Sequence[tuple[int, int]] = ()) -> list[tuple[str, ...]]:
    """Return what is found, in words: labels by name and words, links by the words of dependent and head."""
    document = Document(text=text, blocks=[Block(kind="paragraph", span=Span(*block)) for block in blocks])
    analysis = Analysis(document=document, layers=Layers(tokens=Spans(tokens)))
    found: list[tuple[str, ...]] = []
    for answer in _read(analysis, asked, Context()):
        if isinstance(answer, Label):
            found.append((answer.name.removeprefix("attribution:"), document[answer.span]))
        else:
            assert answer.name == "attribution:of-cue"
            found.append((document[answer.dependent], "->", document[answer.head]))
    return found


def test_runs_become_labels_and_arrows_links() -> None:
    """A cue is linked to itself: its link's score says how sure it is that it is one."""
    found = read("Ann said it rains", network([("SUCcc", {0: 1, 1: 1, 2: 1, 3: 1, 4: 1}, {1: 0})]))
    assert found == [
        ("source", "Ann"), ("cue", "said"), ("content", "it rains"),
        ("said", "->", "said"), ("it rains", "->", "said"), ("Ann", "->", "said"),
    ]  # fmt: skip


def test_a_source_of_two_claims_has_two_links() -> None:
    """People who say two things are named once."""
    of_cue = {0: 1, 1: 1, 2: 1, 4: 4, 5: 4}
    found = read("Ann said it and said it", network([("SUCOUC", of_cue, {1: 0, 4: 0})]))
    assert [held for held in found if held[0] == "Ann"] == [("Ann", "->", "said")] * 2


def test_a_content_without_a_cue_is_its_own_head() -> None:
    """And its source's."""
    found = read("it rains - Ann", network([("CccOS", {0: 0, 1: 0, 2: 0, 4: 0}, {})]))
    assert found[2:] == [("it rains", "->", "it rains"), ("Ann", "->", "it rains")]


def test_a_label_ends_where_a_block_ends() -> None:
    """What goes on in the next paragraph is a second label of the same attribution."""
    text = "Ann said it\n\nrains"
    found = read(text, network([("SUCcc", {0: 1, 1: 1, 2: 1, 3: 1, 4: 1}, {1: 0})]), blocks=[(0, 11), (13, 18)])
    assert found == [
        ("source", "Ann"), ("cue", "said"), ("content", "it"), ("content", "rains"),
        ("said", "->", "said"), ("it", "->", "said"), ("rains", "->", "said"), ("Ann", "->", "said"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ("UOOOCO", ["rains"]),
        ("UOOOOC", []),  # a word is what its first piece is
        ("UOOOCc", ["rains"]),
        ("UOOOCC", ["rains"]),  # so it is one claim
        ("UCOOOO", ["it-is"]),
        ("UOOCOO", []),
        ("UCccOO", ["it-is"]),
        ("UCccCO", ["it-is", "rains"]),
    ],
)
def test_labels_are_of_whole_words(tags: str, expected: list[str]) -> None:
    """A network tags pieces; a half of a word is nobody's claim."""
    found = read("said it-is rains", network([(tags, dict.fromkeys(range(6), 0), {})]), tokens=[(0, 4), (5, 10), (11, 16)])
    assert [held[1] for held in found if held[0] == "content"] == expected


def test_windows_are_read_one_by_one() -> None:
    """Nothing points out of its window."""
    windows = [("SUC", {0: 1, 1: 1, 2: 1}, {1: 0}), ("OUC", {1: 1, 2: 1}, {})]
    found = read("Ann said it Ann said it", network(windows, size=3))
    assert found[:5] == [("source", "Ann"), ("cue", "said"), ("content", "it"), ("said", "->", "said"), ("it", "->", "said")]
    assert found[6:] == [("cue", "said"), ("content", "it"), ("said", "->", "said"), ("it", "->", "said")]


def test_the_clock_is_looked_at_between_windows() -> None:
    """So that a book does not hold a reader of articles."""
    analysis = Analysis(document=Document(text="Ann said it"))
    with pytest.raises(DeadlineError):
        list(_read(analysis, network([]), Context(deadline=time.monotonic() - 1)))


def labels(analysis: Analysis) -> set[tuple[str, str]]:
    """Return names and words of an analysis's labels."""
    return {(label.name.removeprefix("attribution:"), analysis.document[label.span]) for label in analysis.layers.labels}


def test_the_librarys_weights_find_who_says_what() -> None:
    """A plain sentence of each kind of quotation."""
    text = (
        "The minister said on Monday that the treaty would be signed next year.\n\n"
        "“We have waited for ten years,” Angela Poe said.\n\nAccording to the company, sales fell by a third."
    )
    analysis = seedlib.analyze(text, settings=ENGLISH)
    assert analysis.failures == ()
    assert {
        ("source", "The minister"), ("cue", "said"), ("content", "that the treaty would be signed next year"),
        ("content", "“We have waited for ten years,”"), ("source", "Angela Poe"),
        ("cue", "According to"), ("source", "the company"), ("content", "sales fell by a third"),
    } <= labels(analysis)  # fmt: skip
    heads = {analysis.document[link.head] for link in analysis.layers.links if link.name == "attribution:of-cue"}
    assert heads == {"said", "According to"}


#: A text, how often it is repeated, and source, cue and content that are found in it; none where there is nothing to be found.
ODD_TEXTS: list[tuple[str, int, tuple[str, str, str] | None]] = [
    ("🤷🏽‍♀️ she said 🔥🔥 it’s “lit” 👩‍👩‍👧‍👦, Zoë Şahin said — “wow 😀”. ", 20, ("Zoë Şahin", "said", "“wow 😀”")),
    (
        "Z\u0301a\u0335\u0301\u0489l\u0334\u0301g\u0301o\u0301 sa\u0301i\u0301d th\u0301a\u0301t i\u0301t ra\u0301i\u0301ns. ",
        20,
        (
            "Z\u0301a\u0335\u0301\u0489l\u0334\u0301g\u0301o\u0301",
            "sa\u0301i\u0301d",
            "th\u0301a\u0301t i\u0301t ra\u0301i\u0301ns",
        ),
    ),
    (
        "THE MINISTER SAID ON MONDAY THAT THE TREATY WOULD BE SIGNED NEXT YEAR. “NEVER,” ANGELA POE SAID. ",
        20,
        ("THE MINISTER", "SAID", "THAT THE TREATY WOULD BE SIGNED NEXT YEAR"),
    ),
    (
        "the minister said on monday that the treaty would be signed next year angela poe said never again ",
        200,
        ("angela poe", "said", "never again"),
    ),
    ("word ", 3_000, None),
    ("x", 20_000, None),
    ("…", 3_000, None),
    ("Сказал министр, что договор подпишут. 大臣は条約に署名すると述べた。 قال الوزير إن المعاهدة ستوقع. ", 20, None),
    ("한국어 장관은 말했다. ", 50, None),
    ("a\x00b\x07 said \x1b[31m that\ufffd \u202e it rains\u202c.", 1, ("a\x00b\x07", "said", "that\ufffd \u202e it rains\u202c")),
    ("\x00\x01\x02\x1f\x7f\x80", 1, None),
    ("\u200b\u2060\ufeff", 1, None),
    (" \n\n\t ", 1, None),
    ("", 1, None),
]


@pytest.mark.parametrize(("text", "times", "expected"), ODD_TEXTS, ids=[ascii(text[:12]) for text, _, _ in ODD_TEXTS])
def test_no_text_breaks_it(text: str, times: int, expected: tuple[str, str, str] | None) -> None:
    """Whatever stands in a text, who says what is found; labels lie inside it, in one block each, and no word is cut."""
    text *= times
    analysis = seedlib.analyze(text, settings=ENGLISH, strict=True)
    if expected is None:
        assert analysis.claims == ()
    else:
        assert set(zip(("source", "cue", "content"), expected, strict=True)) <= labels(analysis)
        assert analysis.claims
    tokens = analysis.layers.tokens or Spans()
    for span in {label.span for label in analysis.layers.labels}:
        assert 0 <= span.start < span.end <= len(text)
        assert sum(block.span.covers(span) for block in analysis.document.blocks) == 1
        for offset in (span.start, span.end):
            at = tokens.at(offset)
            assert at is None or tokens.starts[at] == offset
    known = {label.span for label in analysis.layers.labels}
    attributions = [link for link in analysis.layers.links if link.name.startswith("attribution:")]  # pronouns are linked without a label
    assert all({link.head, link.dependent} <= known for link in attributions)


@pytest.mark.parametrize("between", ["\n\n", " "], ids=["paragraphs", "no line break"])
def test_work_and_finds_grow_with_the_text(between: str) -> None:
    """An article of megabytes, or of a hundred thousand words in one paragraph, is read to its end; a small one stands for it here."""
    sentence = "The minister said on Monday that the treaty would be signed next year."

    def seconds(times: int) -> float:
        began = time.process_time()
        analysis = seedlib.analyze(between.join([sentence] * times), settings=ENGLISH, strict=True)
        spent = time.process_time() - began
        assert 0.9 * times <= len(analysis.claims) <= times  # no two windows are alike
        assert analysis.claims[-1].content[-1].end == len(analysis.document.text) - 1
        return spent

    assert_linear(seconds, 50)


@pytest.mark.parametrize("language", ["de", "und"])
def test_other_languages_are_left_to_the_rules(language: str) -> None:
    """The weights know English: no word of German has a label, its quotations are found as before, and a notice says that little is."""
    text = "„Wir haben zehn Jahre lang gewartet“, sagte Angela Poe."
    analysis = seedlib.analyze(text, settings=seedlib.Settings(language=language))
    assert (analysis.layers.labels, analysis.failures) == ((), ())
    assert [(notice.code, repr(language) in notice.message) for notice in analysis.notices] == [("language-not-served", True)]
    assert [analysis.text_of(claim.content) for claim in analysis.claims] == ["„Wir haben zehn Jahre lang gewartet“"]


def test_rules_go_on_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """A notice says so once a document, with what to do."""
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    monkeypatch.delitem(sys.modules, "seedlib.tagging.network")
    analysis = seedlib.analyze("“We will leave,” said Angela Poe. “We will,” she said.", settings=ENGLISH)
    assert [(notice.code, notice.component) for notice in analysis.notices] == [("extra-absent", "seedlib:tagger")]
    assert 'pip install "seedlib[tagger]"' in analysis.notices[0].message
    assert analysis.layers.labels == ()
    assert (analysis.failures, len(analysis.claims)) == ((), 2)


def test_a_broken_install_is_no_absent_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A library that is there and cannot be loaded is a failure: a notice to install it would lead nowhere."""
    (tmp_path / "onnxruntime.py").write_text("raise ImportError('DLL load failed')", "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    for name in ("onnxruntime", "seedlib.tagging.network"):
        monkeypatch.delitem(sys.modules, name)
    analysis = seedlib.analyze("“We will leave,” said Angela Poe.", settings=ENGLISH)
    (failure,) = analysis.failures
    assert "cannot load it: DLL load failed" in failure.message
    assert failure.advice == 'pip install --force-reinstall "seedlib[tagger]"'
    assert (analysis.notices, len(analysis.claims)) == ((), 1)


def test_no_network_is_asked_if_none_is_wanted() -> None:
    """Rules alone, and nothing to be told."""
    settings = attrs.evolve(ENGLISH, options={WEIGHTS.name: NO_NETWORK})
    analysis = seedlib.analyze("“We will leave,” said Angela Poe.", settings=settings)
    assert (analysis.layers.labels, analysis.notices, len(analysis.claims)) == ((), (), 1)


def test_a_folder_without_weights_is_a_failure_that_says_so(tmp_path: Path) -> None:
    """Rules go on."""
    settings = attrs.evolve(ENGLISH, options={WEIGHTS.name: str(tmp_path)})
    analysis = seedlib.analyze("“We will leave,” said Angela Poe.", settings=settings)
    assert [(failure.stage, failure.component, failure.error) for failure in analysis.failures] == [
        ("tagging", "seedlib:tagger", "UsageError")
    ]
    assert len(analysis.claims) == 1
    with pytest.raises(UsageError, match=r"found no readable tagger\.json"):
        seedlib.analyze("It rains.", settings=settings, strict=True)


@pytest.mark.parametrize(
    ("heads", "said"),
    [
        ([{"name": "mentions", "tags": ["O"]}], r"weights \w+: found the heads mentions, expected one named attribution"),
        ([{"name": "attribution", "tags": ["O"], "links": ["attribution:of-cue"]}], "without the pointers attribution:from-source"),
    ],
)
def test_weights_that_cannot_say_who_says_what_are_refused(heads: list[dict[str, Any]], said: str) -> None:
    """With what to do, rather than with the name of a key."""
    asked = network([])
    asked.weights = attrs.evolve(asked.weights, heads=heads)
    with pytest.raises(UsageError, match=said) as caught:
        read("Ann said it", asked)
    assert caught.value.advice


def test_a_registry_that_is_sent_carries_no_network() -> None:
    """Worker processes get the recipe, and load weights when they read."""
    registry = Registry.build(entry_points=False)
    seedlib.analyze("“We will leave,” said Angela Poe.", settings=ENGLISH, registry=registry)
    assert len(pickle.dumps(registry)) < 10_000


def test_a_document_is_read_alone() -> None:
    """The same labels and scores, whatever was read before."""
    text = "Angela Poe said that the dam would be built."
    first = seedlib.analyze(text, settings=ENGLISH).layers
    seedlib.analyze("The mayor denied it. " * 50, settings=ENGLISH)
    second = seedlib.analyze(text, settings=ENGLISH).layers
    assert (first.labels, first.links) == (second.labels, second.links)
    assert all(isinstance(link, Link) and 0 < link.score <= 1 for link in first.links)


def test_the_record_keeps_its_contract() -> None:
    """One tagger, for English."""
    check_tagger(TAGGERS[0])
    assert [(tagger.name, tagger.languages) for tagger in TAGGERS] == [("tagger", ("en",))]


def test_actors_are_named_and_pronouns_told_whom_they_mean() -> None:
    """Names and nominals as labels with their form; links lead from a pronoun to whom it may mean."""
    text = "Angela Poe met the mayor of Oslo in March. She said that Norway would pay."
    analysis = seedlib.analyze(text, settings=ENGLISH)
    found = {
        (label.name, label.value, analysis.document[label.span]) for label in analysis.layers.labels if label.name.startswith("mention:")
    }
    assert {
        ("mention:person", "name", "Angela Poe"), ("mention:place", "name", "Oslo"),
    } <= found  # fmt: skip
    meant = {
        analysis.document[link.head]: link.score
        for link in analysis.layers.links
        if link.name == "coreference:same" and analysis.document[link.dependent] == "She"
    }
    assert max(meant, key=meant.__getitem__) == "Angela Poe"
    assert all(0 < score <= 1 for score in meant.values())
