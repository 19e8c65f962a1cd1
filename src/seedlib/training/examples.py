"""Examples: windows of pieces with what the network is to answer for them.

Rules:

- Tags are by piece: the first of a labelled run begins it, the others go on with it.
- A pointer's target is a distribution over the pieces of the window: a source of two claims points to the cues of both. What points
  to nothing points to the mark that begins the window.
- A teacher's scores are kept by where pieces begin, so that teacher and pupil may cut windows as they like.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from seedlib.model import Analysis
from seedlib.tagging.windows import read_pieces
from seedlib.tagging.wordpieces import Pieces, WordPieces
from seedlib.training.configuration import Head
from seedlib.training.sets import Offsets, Text

__all__ = ["NOTHING", "UNKNOWN", "Arrows", "Example", "Scores", "examples_of", "read_scores"]

#: The tag of a piece of which nothing is known.
UNKNOWN = -100

#: Where an arrow points that points to nothing: before the first piece.
NOTHING = -1

#: The pointers to what may well stand before the window.
_LEAVES = frozenset({"coreference:same"})

#: Rows of (piece, piece that it points to, weight).
Arrows: TypeAlias = list[tuple[int, int, float]]


class Scores(NamedTuple):
    """What a teacher thinks of a text."""

    #: (pieces,) the first code point of each.
    starts: NDArray[np.int32]
    #: (pieces, tags) probabilities.
    tags: NDArray[np.float16]
    #: By link: (arrows, 2) from which piece to which, and (arrows,) probabilities; the few best of each piece that has a label.
    links: Mapping[str, tuple[NDArray[np.int32], NDArray[np.float16]]]


class Example(NamedTuple):
    """A window, with the marks that begin and end it left out."""

    ids: list[int]
    #: How their words are written.
    shapes: list[int]
    #: (pieces,) what people say, `UNKNOWN` where they say nothing.
    tags: NDArray[np.int64]
    #: (pieces, tags) what a teacher says, rows of zeros where it says nothing; none without a teacher.
    soft: NDArray[np.float16] | None
    #: By link; indices count from the window's first piece.
    arrows: dict[str, Arrows]
    #: How much of the tags' loss the teacher has.
    trust: float


def read_scores(path: Path) -> Scores:
    """Read a teacher's scores for one text, as `… score` writes them."""
    with np.load(path) as held:
        names = [name.removesuffix("|from-to") for name in held.files if name.endswith("|from-to")]
        return Scores(held["starts"], held["tags"], {name: (held[f"{name}|from-to"], held[f"{name}|weight"]) for name in names})


def _touched(pieces: Pieces, span: Offsets) -> range:
    """Return the pieces that overlap a span."""
    first = bisect_right(pieces.ends, span[0])
    return range(first, max(first, bisect_left(pieces.starts, span[1])))


def _told(text: Text, pieces: Pieces, head: Head) -> tuple[NDArray[np.int64], dict[str, Arrows]]:
    """Return the tags and arrows that people's labels say."""
    tags = np.full(len(pieces.ids), UNKNOWN if text.marked is None else 0, dtype=np.int64)
    arrows: dict[str, Arrows] = {link: [] for link in head.links}
    for span in text.unsure:
        tags[list(_touched(pieces, span))] = UNKNOWN
    for label, span, value in text.marked or ():
        if label in head.labels and head.value in {None, value}:
            begin = head.tags.index(f"B-{label}")
            for place, piece in enumerate(_touched(pieces, span)):
                tags[piece] = begin + (place > 0)
    for link, span, target in text.pointed:
        if link in arrows:
            at = next(iter(_touched(pieces, target)), None) if target is not None else NOTHING
            if at is not None:
                arrows[link].extend((piece, at, 1.0) for piece in _touched(pieces, span))
    return tags, arrows


def _taught(scores: Scores, pieces: Pieces, head: Head) -> tuple[NDArray[np.float16], dict[str, Arrows]]:
    """Return the soft tags and arrows that a teacher's scores say, for the pieces that begin where the teacher's do."""
    place = {int(start): piece for piece, start in enumerate(pieces.starts)}
    mine = [place.get(int(start)) for start in scores.starts]
    soft = np.zeros((len(pieces.ids), len(head.tags)), dtype=np.float16)
    held = [(piece, row) for row, piece in enumerate(mine) if piece is not None]
    if held:
        to, of = zip(*held, strict=True)
        soft[list(to)] = scores.tags[list(of)]
    arrows: dict[str, Arrows] = {}
    for link in head.links:
        if link in scores.links:
            both = ((mine[a], NOTHING if b < 0 else mine[b], float(w)) for (a, b), w in zip(*scores.links[link], strict=True))
            arrows[link] = [(a, b, w) for a, b, w in both if a is not None and b is not None]
    return soft, arrows


def _graded(text: Text, pieces: Pieces, head: Head) -> NDArray[np.float16]:
    """Return the soft tags of the first pieces of words that people graded."""
    soft = np.zeros((len(pieces.ids), len(head.tags)), dtype=np.float16)
    for span, shares in text.graded:
        for piece in _touched(pieces, span)[:1]:
            for label, share in shares.items():
                soft[piece, head.tags.index(f"B-{label}")] = share
    return soft


def _mixed(told: Arrows, taught: Arrows, trust: float) -> Arrows:
    """Return people's and the teacher's arrows as one distribution a piece: `trust` is the teacher's part where both speak."""
    totals: dict[tuple[bool, int], float] = {}
    rows = [(False, *row) for row in told] + [(True, *row) for row in taught]
    for who, a, _, weight in rows:
        totals[who, a] = totals.get((who, a), 0.0) + weight
    out = []
    for who, a, b, weight in rows:
        both = (not who, a) in totals
        share = (trust if who else 1 - trust) if both else 1.0
        if share > 0 and totals[who, a] > 0:
            out.append((a, b, share * weight / totals[who, a]))
    return out


def examples_of(  # noqa: PLR0913  # a text, how it is read, and who teaches; the rest behind the *
    text: Text, analysis: Analysis, wordpieces: WordPieces, head: Head, *, size: int, scores: Scores | None = None, trust: float = 0.0
) -> Iterator[Example]:
    """Yield the windows of a text with what a head is to answer.

    Args:
        text: with people's labels, or without.
        analysis: the text cut into blocks and sentences.
        wordpieces: of the encoder.
        head: which labels and links count.
        size: the most pieces of a window, without its two marks.
        scores: what a teacher says.
        trust: the teacher's part of the loss where people speak too.
    """
    pieces, windows = read_pieces(analysis, wordpieces, size)
    tags, arrows = _told(text, pieces, head)
    soft = None
    if scores is not None:
        soft, taught = _taught(scores, pieces, head)
        arrows = {link: _mixed(arrows[link], taught.get(link, []), trust) for link in head.links}
    elif text.graded:
        soft = _graded(text, pieces, head)
    sorted_arrows = {link: sorted(rows) for link, rows in arrows.items()}
    for first, last in windows:
        inside = {link: _inside(rows, first, last, leaves=link in _LEAVES) for link, rows in sorted_arrows.items()}
        window = soft[first:last] if soft is not None else None
        share = trust if text.marked is not None else 1.0
        yield Example(pieces.ids[first:last], pieces.shapes[first:last], tags[first:last], window, inside, share)


def _inside(rows: Sequence[tuple[int, int, float]], first: int, last: int, *, leaves: bool) -> Arrows:
    """Return the arrows that begin and end in a window, counted from its first piece.

    Args:
        rows: all arrows, in order.
        first: the window's first piece.
        last: the piece after its last.
        leaves: an arrow that leaves the window points to nothing, instead of telling nothing.
    """
    low, high = bisect_left(rows, (first, -2, 0.0)), bisect_left(rows, (last, -2, 0.0))
    held = [(a, b if first <= b < last else NOTHING, w) for a, b, w in rows[low:high] if leaves or b == NOTHING or first <= b < last]
    stays = {a for a, b, _ in held if b != NOTHING}  # what points to something inside as well as outside points to the one inside
    return [(a - first, b if b == NOTHING else b - first, w) for a, b, w in held if b != NOTHING or not leaves or a not in stays]
