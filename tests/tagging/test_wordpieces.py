"""Word pieces: words are cut as BERT cuts them, and every piece points to its letters."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seedlib.tagging import wordpieces
from seedlib.tagging.folder import PACKAGED
from seedlib.tagging.wordpieces import WordPieces

PIECES = [
    "[UNK]",
    "said",
    "nu",
    "##clear",
    ".",
    "“",
    "’",
    "s",
    "cafe",
    "##s",
    "$",
    "5",
    "北",
    "京",
    "a",
    "##b",
    "-",
    "run",
    "€",
    "##1",
    "i",
    "\u1112",
    "##\u1161",
    "##\u11ab",
]


def cut(text: str) -> list[tuple[str, str]]:
    """Return the pieces of a text, each with the letters it points to."""
    found = WordPieces(PIECES)(text, [(0, len(text))])
    return [(PIECES[number], text[start:end]) for number, start, end in zip(*found[:3], strict=True)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nuclear.", [("nu", "Nu"), ("##clear", "clear"), (".", ".")]),
        ("“SAID", [("“", "“"), ("said", "SAID")]),
        ("cafe’s", [("cafe", "cafe"), ("’", "’"), ("s", "s")]),
        ("Café", [("cafe", "Café")]),
        ("Cafe\u0301s", [("cafe", "Cafe\u0301"), ("##s", "s")]),  # a combining mark belongs to its letter
        ("cafe\u0301", [("cafe", "cafe\u0301")]),
        ("$5", [("$", "$"), ("5", "5")]),  # a symbol of ASCII is a sign
        ("€1", [("€", "€"), ("##1", "1")]),  # another one is a letter
        ("北京a", [("北", "北"), ("京", "京"), ("a", "a")]),
        ("a-run", [("a", "a"), ("-", "-"), ("run", "run")]),
        ("sa\u00adid", [("said", "sa\u00adid")]),  # a soft hyphen is dropped, and its word is whole
        ("a\u200d\u2060 \u200b s", [("a", "a\u200d\u2060"), ("s", "s")]),
        ("🤷🏽 said", [("[UNK]", "🤷🏽"), ("said", "said")]),
        ("xyz", [("[UNK]", "xyz")]),
        ("sx", [("[UNK]", "sx")]),  # what cannot be spelled to its end is unknown as a whole
        ("a" + "b" * 99, [("a", "a"), *[("##b", "b")] * 99]),
        ("a" + "b" * 100, [("[UNK]", "a" + "b" * 100)]),
        ("\ud55c", [("\u1112", "\ud55c"), ("##\u1161", "\ud55c"), ("##\u11ab", "\ud55c")]),  # a sign in three: a Korean syllable
        ("İ", [("i", "İ")]),  # small letters may be two
        ("\x00\x07\u200b", []),
        ("\ufffd", []),
        (" \n\u00a0\u2003", []),
        ("", []),
    ],
)
def test_words_are_cut_into_the_longest_pieces(text: str, expected: list[tuple[str, str]]) -> None:
    """Folded for the vocabulary, to the letter for the offsets."""
    assert expected == cut(text)


@pytest.mark.parametrize(
    ("word", "shape"),
    [
        ("said", "small"), ("Said", "first"), ("NATO", "capitals"), ("A", "single"), ("McKay", "inside"), ("iPhone", "inside"),
        ("G7", "digits"), ("1,000", "digits"), (".", "none"), ("北", "small"), ("Éire", "first"), ("’", "none"),
    ],
)  # fmt: skip
def test_a_words_shape_is_how_it_is_written(word: str, shape: str) -> None:
    """Since the vocabulary knows no capitals."""
    assert wordpieces.SHAPES[wordpieces.shape_of(word)] == shape


def test_all_pieces_of_a_word_have_its_shape() -> None:
    """A sign beside it has none."""
    found = WordPieces(PIECES)("Nuclear.said", [(0, 12)])
    assert [wordpieces.SHAPES[number] for number in found.shapes] == ["first", "first", "none", "small"]


def test_only_the_asked_parts_are_read() -> None:
    """Offsets count from the text's beginning all the same."""
    found = WordPieces(PIECES)("said a said", [(2, 6), (7, 11)])
    assert found.starts == [2, 5, 7]
    assert [PIECES[number] for number in found.ids] == ["[UNK]", "a", "said"]


def test_the_memory_of_words_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Millions of articles may be read by one process."""
    monkeypatch.setattr(wordpieces, "_REMEMBERED", 10)
    cutter = WordPieces(PIECES)
    text = " ".join(f"a{'b' * n}" for n in range(40))
    assert len(cutter(text, [(0, len(text))]).ids) == sum(range(1, 41))
    assert len(cutter._known) <= 10
    cutter("s" * 5_000, [(0, 5_000)])
    assert max(map(len, cutter._known)) <= 100


VOCABULARY = (PACKAGED / "vocab.txt").read_text("utf-8").removesuffix("\n").split("\n")


@given(st.text(max_size=80))
@settings(deadline=None)
def test_pieces_stand_in_order(text: str) -> None:
    """Whatever folding does to letters, offsets never go back, and no piece is empty; two may share a sign."""
    found = WordPieces(VOCABULARY)(text, [(0, len(text))])
    before = (0, 0)
    for start, end in zip(found.starts, found.ends, strict=True):
        assert 0 <= start < end <= len(text)
        assert (start, end) == before or (before[0] <= start and before[1] <= end and before[1] - start <= 1)
        before = start, end
