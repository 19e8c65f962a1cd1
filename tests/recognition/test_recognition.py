"""What recognition promises for any text and any language."""

from __future__ import annotations

import string
import time

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seedlib import analyze
from seedlib.components import Context, Settings
from seedlib.languages import pack
from seedlib.matching import Phrases
from seedlib.model import Analysis, Document, Layers, Spans
from seedlib.plugins import default_registry
from seedlib.recognition import RECOGNIZERS
from seedlib.segmentation import SEGMENTERS
from tests.growth import assert_linear

#: Words that the rules look at, and signs between them.
PIECES = [
    "Kim", "Jong", "Un", "President", "of", "the", "Korea", "Institute", "for", "Secretary", "State", "’s", "-", "(", ")", ",", ".",
    "&", "US", "$", "Moscow", "said", "He", "they", "Russian", "government", "in", "al", "Mr", "Prize", "TV", "\n\n", "“", "”", "é", "𝒜",
]  # fmt: skip


def context() -> Context:
    return default_registry().context(Settings(), "en")


def segmented(text: str) -> Analysis:
    analysis = Analysis(document=Document(text=text))
    return attrs.evolve(analysis, layers=SEGMENTERS[0].segment(analysis, context()))


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(string.printable, max_size=5)), max_size=40).map(" ".join))
@settings(max_examples=150, deadline=None)
def test_any_text_gives_mentions_of_its_own_words(text: str) -> None:
    """No text raises; each mention lies inside the text and begins and ends with no white space."""
    analysis = segmented(text)
    for recognizer in RECOGNIZERS:
        for mention in recognizer.recognize(analysis, context()):
            words = text[mention.span.start : mention.span.end]
            assert words == words.strip() != ""


@pytest.mark.parametrize("layers", [Layers(), Layers(tokens=Spans(()), sentences=Spans(()))], ids=["no layer", "no word"])
@pytest.mark.parametrize("recognizer", RECOGNIZERS, ids=lambda r: r.name)
def test_without_words_there_are_no_mentions(recognizer: object, layers: Layers) -> None:
    """A document that nobody cut, or that has no words, gives nothing."""
    analysis = Analysis(document=Document(text=" "), layers=layers)
    assert list(recognizer.recognize(analysis, context())) == []  # type: ignore[attr-defined]


@pytest.mark.parametrize("recognizer", RECOGNIZERS, ids=lambda r: r.name)
def test_a_language_without_lexicons_has_no_mentions(recognizer: object) -> None:
    """Nothing is found and nothing raised where the pack is empty."""
    assert list(recognizer.recognize(segmented("Präsident Kim sagte Nein."), Context())) == []  # type: ignore[attr-defined]


def test_words_are_read_without_sentences() -> None:
    """Where nobody cut sentences, each word is looked at by itself."""
    analysis = segmented("We met Kim in Norway.")
    bare = attrs.evolve(analysis, layers=attrs.evolve(analysis.layers, sentences=None))
    found = {bare.document[m.span] for r in RECOGNIZERS for m in r.recognize(bare, context())}
    assert "Norway" in found


@pytest.mark.parametrize(
    "piece",
    [
        "A ", "Kim ", "the ", "of ", "A-", "U.S. ", "(", "President ", "Ministry of ", "Oslo, ", "Oslo and ", "Moscow has not ", "Owners’ ",
        "Norway and Sweden, ", "talks with Norway ", "Jim Jordan ", "this country ",
    ],
)  # fmt: skip
def test_hostile_repetition_takes_linear_time(piece: str) -> None:
    """A text of one piece, again and again, is read in at most a few times what half of it takes."""

    def seconds(times: int) -> float:
        analysis = segmented(piece * times)
        start = time.process_time()
        for recognizer in RECOGNIZERS:
            list(recognizer.recognize(analysis, context()))
        return time.process_time() - start

    assert_linear(seconds, 4_000)


def test_every_name_of_the_pack_is_found_in_a_sentence() -> None:
    """Each name of a country is a mention where it stands alone inside a sentence."""
    names = [e.phrase for lexicon in pack("en") if lexicon.name == "en-countries" for e in lexicon.entries]
    text = "".join(f"They saw {name} there. " for name in names[:120])
    analysis = analyze(text)
    found = {analysis.document[m.span] for m in analysis.mentions}
    assert [name for name in names[:120] if name not in found] == []


def test_ambiguous_names_have_several_candidates() -> None:
    """The pack never settles an ambiguous name by order: it gives all readings."""
    entries = [e for lexicon in pack("en") if lexicon.type == "names" for e in lexicon.entries]
    phrases = Phrases(entries)
    candidates = {name: {e.value for e in phrases.entries if e.phrase == name} for name in ("Korea", "Congo", "Georgia", "America")}
    assert {name: len(ids) for name, ids in candidates.items()} == {"Korea": 2, "Congo": 2, "Georgia": 2, "America": 2}
