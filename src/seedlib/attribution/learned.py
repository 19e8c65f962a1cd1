"""Attributions from what a tagger labelled and linked.

An attribution is its anchor, a cue or, where it has none, a content, and all that points to that: `attribution:of-cue`.

Rules:

- Any tagger will do: only the names of labels and links count, and where they stand.
- A source or a content may point to several anchors; a source or a cue that no content goes with says nothing.
- A labelled run is whole words: of a word that a label cuts all is taken. One of signs alone is at most a cue: a colon.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from seedlib.attribution.ground import Ground, Range
from seedlib.model import Label, Layers, Link, Span

__all__ = ["Group", "Part", "groups_of", "is_labelled"]

_SOURCE, _CUE, _CONTENT = "attribution:source", "attribution:cue", "attribution:content"

#: What points to the first piece of an attribution's cue, or to its content where it has no cue.
_OF_CUE = "attribution:of-cue"

#: Where a label stands, in code points.
_Place = tuple[int, int]


class Part(NamedTuple):
    """A labelled run of words in an attribution."""

    words: Range
    #: The label's score.
    score: float
    #: The score of its link to the anchor; 1 for the anchor itself.
    link: float


class Group(NamedTuple):
    """An attribution as a tagger found it, each role in text order."""

    sources: list[Part]
    cues: list[Part]
    contents: list[Part]


def is_labelled(layers: Layers) -> bool:
    """Say whether a tagger has looked for attributions in the document and found any."""
    return any(label.name == _CONTENT for label in layers.labels)


def groups_of(ground: Ground, layers: Layers) -> list[Group]:
    """Return the attributions that labels and links make, in the order of their anchors."""
    labelled: dict[_Place, list[Label]] = {}
    for label in layers.labels:
        if label.name in {_SOURCE, _CUE, _CONTENT}:
            labelled.setdefault((label.span.start, label.span.end), []).append(label)
    groups: dict[_Place, Group] = {}
    for anchor, place, score in _pointing(layers.links, labelled):
        group = groups.setdefault(anchor, Group([], [], []))
        for label in labelled[place]:
            words = ground.words_in(Span(*place))
            if label.name == _CONTENT and not ground.stands(words):  # a byline that a tagger takes to go on with the headline
                continue
            said = any(ground.words.texts[at][0].isalnum() for at in range(*words))
            if said or (label.name == _CUE and words[0] < words[1]):
                _row(group, label.name).append(Part(words, label.score, score))
    for group in groups.values():
        for row in group:
            row.sort()
    return [group for _, group in sorted(groups.items()) if group.contents]


def _row(group: Group, name: str) -> list[Part]:
    return {_SOURCE: group.sources, _CUE: group.cues, _CONTENT: group.contents}[name]


def _pointing(links: Iterable[Link], labelled: Mapping[_Place, list[Label]]) -> Iterator[tuple[_Place, _Place, float]]:
    """Yield what stands in which attribution: its anchor, the labelled run, and how sure that is."""
    pointers: dict[_Place, dict[_Place, float]] = {}
    for link in links:
        if link.name == _OF_CUE:
            head, dependent = (link.head.start, link.head.end), (link.dependent.start, link.dependent.end)
            if head in labelled and dependent in labelled:
                held = pointers.setdefault(dependent, {})
                held[head] = max(held.get(head, 0.0), link.score)
    root = {place: _root(place, pointers, labelled) for place in labelled}
    for place, labels in labelled.items():
        heads: dict[_Place, float] = {}
        for head, score in pointers.get(place, {}).items():
            if head != place:
                heads[root[head]] = max(heads.get(root[head], 0.0), score)
        if any(label.name != _SOURCE for label in labels) and root[place] == place:
            heads[place] = pointers.get(place, {}).get(place, 1.0)
        for head, score in heads.items():
            yield head, place, score


def _root(place: _Place, pointers: Mapping[_Place, Mapping[_Place, float]], labelled: Mapping[_Place, list[Label]]) -> _Place:
    """Return what a cue in pieces, or a content in pieces, points to in the end."""
    seen = {place}
    while True:
        heads = {head: score for head, score in pointers.get(place, {}).items() if head != place}
        source = all(label.name == _SOURCE for label in labelled[place])
        if not heads or source:
            return place
        after = max(heads, key=lambda head: (heads[head], head))
        if after in seen:
            return min(seen)
        seen.add(after)
        place = after
