"""Vocabularies of encoders."""

from __future__ import annotations

from pathlib import Path

import pytest

from seedlib.training.vocabulary import counted_vocabulary, read_vocabulary


@pytest.mark.parametrize(
    ("lines", "marks"),
    [("[PAD]\n[UNK]\n[CLS]\n[SEP]\nsaid\n", (2, 3, 0)), ("<s>\n<pad>\n</s>\nsaid\n[UNK]\n[PAD]\n[CLS]\n[SEP]", (0, 2, 1))],
    ids=["BERT", "MPNet"],
)
def test_marks_are_found(tmp_path: Path, lines: str, marks: tuple[int, int, int]) -> None:
    """Those that begin, end and fill up a window, whatever the encoder calls them."""
    path = tmp_path / "vocab.txt"
    path.write_text(lines, "utf-8")
    vocabulary = read_vocabulary(path)
    assert vocabulary.marks == marks
    assert vocabulary.pieces[vocabulary.wordpieces("Said", [(0, 4)]).ids[0]] == "said"


def test_a_line_may_be_any_sign(tmp_path: Path) -> None:
    """Only line feeds end a line: vocabularies hold other separators as pieces."""
    path = tmp_path / "vocab.txt"
    path.write_text("[PAD]\n[UNK]\n[CLS]\n[SEP]\n\u2028\nsaid\n", "utf-8")
    assert read_vocabulary(path).pieces[4:] == ("\u2028", "said")


def test_a_vocabulary_without_marks_is_refused(tmp_path: Path) -> None:
    """The message says which marks are known."""
    path = tmp_path / "vocab.txt"
    path.write_text("said\n", "utf-8")
    with pytest.raises(ValueError, match=r"\[CLS\]"):
        read_vocabulary(path)


def test_a_counted_vocabulary_spells_all_its_texts() -> None:
    """The commonest words are whole, others are spelled; nothing is unknown."""
    vocabulary = counted_vocabulary(["rain rain rain wind", "Rain zebra"], size=1)
    pieces = vocabulary.wordpieces("Rain zebra wind", [(0, 15)])
    assert [vocabulary.pieces[number] for number in pieces.ids] == ["rain", "z", "##e", "##b", "##r", "##a", "w", "##i", "##n", "##d"]


def test_a_counted_vocabulary_is_the_same_each_time() -> None:
    """Words of one count are in the order of the alphabet."""
    assert counted_vocabulary(["b a c"]).pieces == counted_vocabulary(["c b a"]).pieces
