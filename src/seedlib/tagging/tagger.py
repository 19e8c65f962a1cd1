"""The tagger: what the network finds in a text, as labels and links over whole words.

Rules:

- Labels are `attribution:source`, `attribution:cue` and `attribution:content`; each has a link `attribution:of-cue` whose head is the
  first label of its attribution's cue, or of its first content where it has no cue. A source may serve several attributions.
- Labels of actors are `mention:person`, `mention:organization` and `mention:place`, with `name` or `nominal` as value. Links
  `coreference:same` lead from a pronoun or nominal to mentions that may mean the same, with the probability as score.
- A label lies in one block: what goes on in the next paragraph is a second label with the same head.
- Spans are of whole words of the layer `tokens`.
- Where the extra `tagger` is absent nothing is found, and a notice says so.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from seedlib.components import Context, Tagger
from seedlib.errors import ComponentError, MissingExtraError, UsageError
from seedlib.matching import fold
from seedlib.model import Analysis, AttributeKey, Label, Link, Notice, Span, Spans
from seedlib.tagging.folder import PACKAGED, Weights, WeightsHead
from seedlib.tagging.windows import read_pieces
from seedlib.tagging.wordpieces import Pieces

if TYPE_CHECKING:
    from seedlib.tagging.decoding import Found, Run
    from seedlib.tagging.mentions import Referring
    from seedlib.tagging.network import HeadScores, Network

__all__ = ["FROM_SOURCE", "HEAD", "NAMES", "NOMINALS", "NO_NETWORK", "OF_CUE", "SAME", "TAGGER", "WEIGHTS"]

#: Instead of a folder: no network is asked.
NO_NETWORK = "none"

#: Which weights the tagger has; the library's own unless given.
WEIGHTS = AttributeKey("tagger.weights", str, f'the folder of the tagger\'s weights, or "{NO_NETWORK}": rules alone')

#: The head that finds who says what.
HEAD = "attribution"

#: The heads that find names, and nominals with what they and pronouns mean; weights may be without them.
NAMES, NOMINALS = "names", "nominals"

#: The link from a pronoun or nominal to what may mean the same actor.
SAME = "coreference:same"

#: The link from a part of an attribution to its cue, and the pointer of the network from a cue to its source.
OF_CUE, FROM_SOURCE = "attribution:of-cue", "attribution:from-source"


#: So many windows are read in a row.
_IN_A_ROW = 16


def _tag(analysis: Analysis, context: Context) -> Iterator[Label | Link | Notice]:
    """Yield what the chosen weights find; nothing where none are chosen or nothing is to be read."""
    chosen = context.settings.options.get(WEIGHTS, "")
    if chosen == NO_NETWORK or not analysis.document.text.strip():
        return
    try:
        network = _loaded(Path(chosen) if chosen else PACKAGED)
    except MissingExtraError as error:
        yield Notice(code="extra-absent", message=f"Claims were sought by rules alone: {error}.", component="seedlib:tagger")
        return
    yield from _read(analysis, network, context)


def _loaded(folder: Path) -> Network:
    try:
        from seedlib.tagging.network import load
    except ModuleNotFoundError as error:
        raise MissingExtraError(error.name or "onnxruntime", "tagger") from error
    except ImportError as error:
        advice = 'pip install --force-reinstall "seedlib[tagger]"'
        raise ComponentError(f"found numpy or onnxruntime, and cannot load it: {error}", advice=advice) from error
    return load(folder)


def _head_of(weights: Weights) -> WeightsHead:
    """Return the head that finds who says what.

    Raises:
        UsageError: there is none, or it has not the pointers by which attributions are put together.
    """
    head = weights.head(HEAD)
    if missing := {OF_CUE, FROM_SOURCE}.difference(head.links):
        found, links = f"found the head {HEAD} without the pointers {', '.join(sorted(missing))}", f'["{OF_CUE}", "{FROM_SOURCE}"]'
        raise UsageError(f"{found}, expected both", where=f"weights {weights.name}", advice=f"train with heads.links = {links}")
    return head


def _read(analysis: Analysis, network: Network, context: Context) -> Iterator[Label | Link]:
    from seedlib.tagging.decoding import decode, whole_words, word_firsts
    from seedlib.tagging.mentions import mention_runs, referring

    weights = network.weights
    head = _head_of(weights)
    others = [held for held in weights.heads if held.name in {NAMES, NOMINALS}]
    pieces, windows = read_pieces(analysis, network.wordpieces, weights.window - 2, (weights.packed or weights.window) - 2)
    places = _Places(analysis, pieces)
    firsts = word_firsts(pieces.starts, places.words.starts)
    pronouns = _Pronouns(context, analysis, pieces) if any(SAME in other.links for other in others) else None
    for (first, last), (scores, *more) in _scored(network, pieces, windows, [head, *others], context):
        whole = whole_words([held.tags for held in (scores, *more)], firsts[first:last] - first)
        found = decode(whole[0], scores.pointers, head.tags, head.offsets)
        if found.runs:
            yield from _answers(found, places, first)
        runs = {other.name: mention_runs(tags, other.tags) for other, tags in zip(others, whole[1:], strict=True)}
        for other in others:
            for run in runs[other.name]:
                yield from (Label(span, run.label, other.value, run.score) for span in places(first + run.first, first + run.last))
        for other, held in zip(others, more, strict=True):
            if pronouns is not None and SAME in other.links:
                mentions = referring(runs.get(NAMES, []), runs[other.name], pronouns.within(first, last), held.pointers[SAME])
                yield from _links(mentions, places, first)


def _scored(
    network: Network, pieces: Pieces, windows: Sequence[tuple[int, int]], heads: Sequence[WeightsHead], context: Context
) -> Iterator[tuple[tuple[int, int], list[HeadScores]]]:
    """Yield windows with their scores; the network reads several in a row, since what reads its scores slows down beside it."""
    for at in range(0, len(windows), _IN_A_ROW):
        held = windows[at : at + _IN_A_ROW]
        scores = []
        for first, last in held:
            context.seconds_left()
            scores.append(network(pieces.ids[first:last], pieces.shapes[first:last], heads))
        yield from zip(held, scores, strict=True)


class _Places:
    """Where runs of pieces stand in the text: whole words, block by block."""

    def __init__(self, analysis: Analysis, pieces: Pieces) -> None:
        self._pieces = pieces
        self.words = analysis.layers.tokens if analysis.layers.tokens is not None else Spans()
        self._borders = [bisect_left(pieces.starts, block.span.start) for block in analysis.document.blocks]
        self._known: dict[tuple[int, int], list[Span]] = {}

    def __call__(self, first: int, last: int) -> list[Span]:
        """Return the spans of a run of pieces, one a block; found once for its label and all its links."""
        spans = self._known.get((first, last))
        if spans is None:
            borders = self._borders
            inside = borders[bisect_right(borders, first) : bisect_left(borders, last)]
            edges = dict.fromkeys([first, *inside, last])
            spans = self._known[first, last] = [self._words(a, b) for a, b in pairwise(edges)]
        return spans

    def _words(self, first: int, last: int) -> Span:
        """Return the span of a run of pieces that lies in one block, made longer where it would cut a word."""
        start, end = self._pieces.starts[first], self._pieces.ends[last - 1]
        starts, ends = self.words.starts, self.words.ends
        at = bisect_right(starts, start) - 1
        if at >= 0 and start < ends[at]:
            start = starts[at]
        at = bisect_left(starts, end) - 1
        if at >= 0 and end < ends[at]:
            end = ends[at]
        return Span(start, end)


def _pronouns(context: Context) -> frozenset[str]:
    """Read the pronouns of the context's language; for `context.once`."""
    return frozenset(fold(entry.phrase) for entry in context.phrases("pronouns").entries)


class _Pronouns:
    """Which pieces are pronouns."""

    def __init__(self, context: Context, analysis: Analysis, pieces: Pieces) -> None:
        known = context.once(_pronouns)
        words = context.words(analysis)
        places = (
            (bisect_left(pieces.starts, start), bisect_left(pieces.starts, end))
            for start, end, word in zip(words.tokens.starts, words.tokens.ends, words.folded, strict=True)
            if word in known
        )
        self._places = [place for place in places if place[0] < place[1]]

    def within(self, first: int, last: int) -> list[Run]:
        """Return the pronouns of a window, as runs that count from its first piece."""
        from seedlib.tagging.decoding import Run

        held = self._places[bisect_left(self._places, (first, 0)) : bisect_left(self._places, (last, 0))]
        return [Run("", a - first, min(b, last) - first, 1.0) for a, b in held]


def _links(found: Referring, places: _Places, shift: int) -> Iterator[Link]:
    """Yield whom the pronouns and nominals of a window whose first piece is `shift` may mean."""
    for arrow in found.arrows:
        dependent, head = (found.runs[number] for number in (arrow.dependent, arrow.anchor))
        pair = [places(shift + run.first, shift + run.last)[0] for run in (head, dependent)]
        yield Link(pair[0], pair[1], SAME, arrow.score)


def _answers(found: Found, places: _Places, shift: int) -> Iterator[Label | Link]:
    """Yield the labels and links of a window whose first piece is `shift`."""
    spans = [places(shift + run.first, shift + run.last) for run in found.runs]
    for run, parts in zip(found.runs, spans, strict=True):
        yield from (Label(span, run.label, None, run.score) for span in parts)
    for arrow in found.arrows:
        head = spans[arrow.anchor][0]
        yield from (Link(head, span, OF_CUE, arrow.score) for span in spans[arrow.dependent])


#: Finds sources, cues and contents by the network of the extra `tagger`.
TAGGER = Tagger(name="tagger", tag=_tag, languages=("en",))
