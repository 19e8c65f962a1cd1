"""Sentences, by cases and by properties; and against two other segmenters."""

from __future__ import annotations

from typing import Any

import nupunkt
import pytest
import syntok.segmenter
from hypothesis import given, settings
from hypothesis import strategies as st

from seedlib.model import Document
from tests.segmentation.conftest import cases, segment

#: Signs that sentences turn on, so that random texts hold many borders.
SIGNS = st.text(st.sampled_from('aB1 \n.!?…。"“”’)[ \u00a0U.S'), max_size=60)


def sentences(text: str, language: str = "en") -> list[str]:
    """Return the sentences of a text in words."""
    found = segment(text, language).sentences
    assert found is not None
    return [text[start:end] for start, end in found.pairs()]


@pytest.mark.parametrize("case", cases("sentences"))
def test_sentences_are_cut(case: dict[str, Any]) -> None:
    """Each case has the sentences that a careful reader sees."""
    assert case["expect"] == sentences(case["text"], case.get("language", "en"))


@given(SIGNS)
@settings(deadline=None)
def test_sentences_hold_all_but_white_space(text: str) -> None:
    """Nothing is lost between sentences, and none begins or ends with white space."""
    found = sentences(text)
    assert "".join(text.split()) == "".join("".join(found).split())
    assert [sentence.strip() for sentence in found] == found


def test_a_text_without_stops_is_one_sentence() -> None:
    """A hundred thousand words without a line break or a stop are cut in one walk."""
    text = "word " * 100_000
    assert [text.strip()] == sentences(text)


#: Where both others see a border that we do not, or the other way round, and we are right. Everything else agrees with one of them.
DISAGREED = {
    "“Who holds the key?” Ito asked.",  # both cut after key?”
    "“Gov. Reyes came,” she said.",  # both cut after Gov.
}

AGREED = (
    "The pier is gone.The only way is the road.",
    "The ferry left at dawn. It came back at dusk. Nobody had noticed.",
    "Mr. Okafor met Dr. Lind on Nov. 5 in Oslo. They talked for hours.",
    "“We will not pay,” Ito said. “They know it.” The talks ended.",
    "Growth was 2.5 percent. The bank had hoped for 3.1 percent! Why?",
    "He lives in the U.S. and works for Brandt Inc. in Boston. She does not.",
)


def borders_of_others(text: str) -> tuple[set[int], set[int]]:
    """Return where syntok and nupunkt end sentences, without the text's end."""
    by_syntok = {sentence[-1].offset + len(sentence[-1].value) for part in syntok.segmenter.analyze(text) for sentence in part}
    by_nupunkt = {len(text[:end].rstrip()) for _, end in nupunkt.sent_spans(text)}
    return by_syntok - {len(text)}, by_nupunkt - {len(text)}


@pytest.mark.parametrize("text", [*AGREED, *sorted(DISAGREED)])
def test_we_stand_alone_only_where_it_is_listed(text: str) -> None:
    """A border that both others see is ours, and none of ours is seen by neither; but in the texts of `DISAGREED`."""
    found = segment(Document(text=text)).sentences
    assert found is not None
    ours = set(found.ends) - {len(text)}
    syntoks, nupunkts = borders_of_others(text)
    alone = ((syntoks & nupunkts) - ours) | (ours - syntoks - nupunkts)
    assert (text in DISAGREED) == bool(alone), (sorted(ours), sorted(syntoks), sorted(nupunkts))
