"""Windows: every piece is read once, and paragraphs stay whole where they can."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seedlib.errors import UsageError
from seedlib.model import Analysis, Block, Document, Layers, Span, Spans
from seedlib.tagging.windows import cut_windows, read_pieces
from seedlib.tagging.wordpieces import Pieces, WordPieces


def words(count: int, gap: int = 1) -> Pieces:
    """Return pieces of one letter each, `gap` code points apart."""
    starts = [place * (1 + gap) for place in range(count)]
    return Pieces([1] * count, starts, [start + 1 for start in starts], [1] * count)


@pytest.mark.parametrize(
    ("count", "blocks", "sentences", "size", "expected"),
    [
        (0, [0], [0], 4, []),
        (3, [0], [0], 4, [(0, 3)]),
        (4, [0, 2], [], 4, [(0, 4)]),  # two paragraphs that fit are read together
        (5, [0, 2], [], 4, [(0, 2), (2, 5)]),  # else each is whole
        (6, [0, 2, 4], [], 4, [(0, 4), (4, 6)]),
        (8, [0], [0, 3, 6], 4, [(0, 3), (3, 6), (6, 8)]),  # a long one is cut between sentences,
        (8, [0], [0, 2, 4, 6], 4, [(0, 4), (4, 8)]),  # of which as many as fit go together,
        (9, [0], [0], 4, [(0, 4), (4, 8), (8, 9)]),  # and a long sentence between words
        (7, [0, 5], [0], 4, [(0, 4), (4, 7)]),  # what is left of a long paragraph is joined by the next
    ],
)
def test_windows_are_cut(count: int, blocks: list[int], sentences: list[int], size: int, expected: list[tuple[int, int]]) -> None:
    """Blocks and sentences are given as pieces here, a code point and a space each."""
    found = cut_windows(words(count), [2 * block for block in blocks], [2 * sentence for sentence in sentences], size)
    assert expected == found


@pytest.mark.parametrize(
    ("blocks", "packed", "expected"),
    [
        ([0, 2, 4], 4, [(0, 4), (4, 9)]),  # the last has five pieces: it is whole, and alone
        ([0, 5, 7], 4, [(0, 5), (5, 9)]),
        ([0, 2, 4], 1, [(0, 2), (2, 4), (4, 9)]),
    ],
)
def test_blocks_are_read_together_only_where_they_are_short(blocks: list[int], packed: int, expected: list[tuple[int, int]]) -> None:
    """A window may hold more of one block than of several."""
    assert expected == cut_windows(words(9), [2 * block for block in blocks], [], 6, packed)


def test_a_word_is_not_cut_where_its_end_is_near() -> None:
    """Of a run without spaces, pieces are taken as they come."""
    pieces = Pieces([1] * 6, [0, 1, 3, 4, 5, 7], [1, 2, 4, 5, 6, 8], [1] * 6)  # words of two, three and one pieces
    assert cut_windows(pieces, [0], [0], 4) == [(0, 2), (2, 6)]
    assert cut_windows(words(9, gap=0), [0], [0], 4) == [(0, 4), (4, 8), (8, 9)]


@pytest.mark.parametrize("size", [0, -2])
def test_windows_that_hold_nothing_are_refused(size: int) -> None:
    """A setting that is too small must not run for ever."""
    with pytest.raises(UsageError, match=f"found windows of {size} pieces between their marks, expected at least one"):
        cut_windows(words(3), [0], [0], size)


@given(
    st.lists(st.integers(1, 3), max_size=60),
    st.lists(st.integers(0, 120), max_size=8),
    st.lists(st.integers(0, 120), max_size=12),
    st.integers(2, 20),
)
@settings(deadline=None)
def test_every_piece_is_in_one_window(steps: list[int], blocks: list[int], sentences: list[int], size: int) -> None:
    """Nothing is skipped, nothing read twice, no window too large, whatever the borders."""
    starts = [sum(steps[:place]) for place in range(len(steps))]
    pieces = Pieces([1] * len(steps), starts, [start + 1 for start in starts], [1] * len(steps))
    windows = cut_windows(pieces, blocks, sentences, size)
    assert all(0 < last - first <= size for first, last in windows)
    edges = [0, *(last for _, last in windows)]
    assert [first for first, _ in windows] == edges[:-1]
    assert edges[-1] == len(steps)
    assert all(a < b for a, b in pairwise(edges))


def test_boilerplate_is_not_read() -> None:
    """Menus and notices of cookies are nobody's words."""
    text = "menu\n\nsaid it"
    blocks = [Block(kind="boilerplate", span=Span(0, 4)), Block(kind="paragraph", span=Span(6, 13))]
    analysis = Analysis(document=Document(text=text, blocks=blocks), layers=Layers(sentences=Spans([(6, 13)])))
    pieces, windows = read_pieces(analysis, WordPieces(["[UNK]", "said", "it"]), 10)
    assert (pieces.starts, windows) == ([6, 11], [(0, 2)])


def test_a_text_without_blocks_is_read_whole() -> None:
    """As one block."""
    pieces, windows = read_pieces(Analysis(document=Document(text="said it")), WordPieces(["[UNK]", "said", "it"]), 10)
    assert (pieces.starts, windows) == ([0, 5], [(0, 2)])
