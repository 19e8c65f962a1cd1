"""Windows: the runs of pieces that the network reads at once.

Rules:

- Every piece is in exactly one window.
- A window holds whole blocks (paragraphs, headings): several where they are short, or one; a block that is too long is cut between
  sentences, and a sentence that is too long between words.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from seedlib.errors import UsageError
from seedlib.model import Analysis
from seedlib.tagging.wordpieces import Pieces, WordPieces

__all__ = ["cut_windows", "read_pieces"]

#: How far back from where a window is full the end of a word is sought; a longer run without spaces is cut anywhere.
_WORD_ENDS_WITHIN = 50


def read_pieces(analysis: Analysis, wordpieces: WordPieces, size: int, packed: int | None = None) -> tuple[Pieces, list[tuple[int, int]]]:
    """Return the pieces of all blocks but `boilerplate`, and the windows over them (see `cut_windows`)."""
    document = analysis.document
    blocks = [(block.span.start, block.span.end) for block in document.blocks if block.kind != "boilerplate"]
    if not document.blocks:
        blocks = [(0, len(document.text))]
    pieces = wordpieces(document.text, blocks)
    sentences = analysis.layers.sentences
    inner = sentences.starts if sentences is not None else ()
    return pieces, cut_windows(pieces, (start for start, _ in blocks), inner, size, packed)


def cut_windows(
    pieces: Pieces, blocks: Iterable[int], sentences: Iterable[int], size: int, packed: int | None = None
) -> list[tuple[int, int]]:
    """Return the windows over the pieces of a text: for each its first piece, and the piece after its last.

    Args:
        pieces: of a text, in order.
        blocks: the first code points of blocks.
        sentences: the first code points of sentences.
        size: the most pieces that a window may hold.
        packed: the most that one of several blocks may hold; `size` unless given.

    Raises:
        UsageError: nothing would fit into a window.

    >>> pieces = Pieces([7] * 5, [0, 5, 9, 20, 24], [4, 8, 12, 23, 29], [1] * 5)
    >>> cut_windows(pieces, blocks=[0, 20], sentences=[0, 9, 20], size=4)
    [(0, 3), (3, 5)]
    """
    if size < 1:  # nothing fits: no end would be reached
        raise UsageError(f"found windows of {size} pieces between their marks, expected at least one", advice="set a greater window")
    packed = size if packed is None else packed
    starts = pieces.starts
    borders = sorted({0, *(bisect_left(starts, block) for block in blocks), len(starts)})
    inner = sorted({bisect_left(starts, sentence) for sentence in sentences})
    windows: list[tuple[int, int]] = []
    for block in pairwise(borders):
        for first, last in _fitting(pieces, *block, inner, size):
            if windows and last - windows[-1][0] <= packed:
                windows[-1] = windows[-1][0], last
            else:
                windows.append((first, last))
    return windows


def _fitting(pieces: Pieces, first: int, last: int, sentences: Sequence[int], size: int) -> Iterator[tuple[int, int]]:
    """Yield a block whole, or in runs of whole sentences where it is too long."""
    while last - first > size:
        full = first + size
        at = bisect_left(sentences, full + 1) - 1
        cut = sentences[at] if at >= 0 else first
        if cut <= first:
            gaps = (
                place for place in range(full, max(full - _WORD_ENDS_WITHIN, first), -1) if pieces.ends[place - 1] < pieces.starts[place]
            )
            cut = next(gaps, full)
        yield first, cut
        first = cut
    if last > first:
        yield first, last
