"""What a tagger labelled, made tidy: what is no part of a content taken away, and attributions that say nothing left out.

Rules:

- Only whole runs are taken away, but for an addressee and other sentences; where all would go all stays.
- A source that holds a part of a name holds all of it.
- Each step was held against PolNeAR's dev part with three sets of labels, weak and strong; the figures are those of the strongest.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Set as AbstractSet

from seedlib.attribution.findings import Finding
from seedlib.attribution.ground import Ground, Range
from seedlib.attribution.learned import Group, Part
from seedlib.matching import Phrases

__all__ = ["NO_CUE", "as_framed", "says_nothing", "tidied", "with_subject"]

#: The kind of a cue of the lexicon that is none: `declined to comment`.
NO_CUE = "none"

#: The sign that announces what is said.
_COLON = ":"

#: How surely a second source is to be linked.
_LINKED = 0.3

#: How many words of a lexicon's cue may stand on either side of a labelled one: `declined to | comment`.
_AROUND = 4


def tidied(ground: Ground, group: Group) -> Group:
    """Return an attribution without contents that stand too far from its cue, and sources that hardly belong to it."""
    taken = {place for part in (*group.cues, *group.contents) for place in range(*part.words)}
    sources = [part._replace(words=_whole(ground, part.words, taken)) for part in _beside(ground, group, _linked(group.sources))]
    return group._replace(contents=[_in_sentence(ground, group, part) for part in _near(ground, group)], sources=sources)


def _whole(ground: Ground, words: Range, taken: AbstractSet[int]) -> Range:
    """Return a source with the names that it cuts or that follow it, unless they are cue or content: `Ines |Falk|`, `|The| League`."""
    first, last = words
    for begin, end in ground.names_at(first, last + 1):
        if taken.isdisjoint(range(begin, end)):
            first, last = min(first, begin), max(last, end)
    return first, last


def _in_sentence(ground: Ground, group: Group, part: Part) -> Part:
    """End a run that quotes nothing with the sentence of its cue: `said |he was tired. Lee| left`; on the dev part there are none.

    What a colon announces may go on: `She said: The dam is old. It leaks.`
    """
    first, last = part.words
    sentences = range(_sentence(ground, first), _sentence(ground, last - 1) + 1)
    held = sorted({_sentence(ground, cue.words[0]) for cue in group.cues}.intersection(sentences) - {0})
    if len(sentences) == 1 or not held or _is_quoted(ground, part) or ground.quoted_between(first, last):
        return part
    if first and ground.words.folded[first - 1] == _COLON:
        return part
    begin, end = ground.sentences[held[0] - 1][0], ground.sentences[held[-1] - 1][1]
    return part._replace(words=(max(first, begin), min(last, end)))


def _linked(sources: list[Part]) -> list[Part]:
    """Leave out sources that the tagger hardly links beside one that it does: `said |Lee| to |lawmakers|`; this costs and gains nothing."""
    surest = max((part.link for part in sources), default=0.0)
    return [part for part in sources if part.link >= min(_LINKED, surest)]


def _beside(ground: Ground, group: Group, sources: list[Part]) -> list[Part]:
    """Leave out sources in other sentences than the cue's, where one is in it: a title's `|The town|` before `|The mayor| said`."""
    numbers = {_sentence(ground, cue.words[0]) - 1 for cue in group.cues}
    around = [ground.sentences[number] for number in numbers if number >= 0]
    return [part for part in sources if any(first <= part.words[0] < last for first, last in around)] or sources


def _near(ground: Ground, group: Group) -> list[Part]:
    """Leave out runs in other sentences than the cue's, but quoted ones: `He has denied |it|. |The court| …`; full F1 +0.1, exact +0.4."""
    at = {_sentence(ground, place) for cue in group.cues for place in (cue.words[0], cue.words[1] - 1)}
    near = {part for part in group.contents if not at.isdisjoint((_sentence(ground, part.words[0]), _sentence(ground, part.words[1] - 1)))}
    return [part for part in group.contents if part in near or _is_quoted(ground, part)] if near else group.contents


def _sentence(ground: Ground, place: int) -> int:
    return bisect_right(ground.sentence_firsts, place)


def _is_quoted(ground: Ground, part: Part) -> bool:
    return any(ground.quote_around(place) is not None for place in (part.words[0], part.words[1] - 1))


def as_framed(contents: list[Part], twin: Finding) -> list[Range]:
    """Return the words of a content as far as the frame of a rule does not know better.

    It knows to whom it is said, `warned |both towns| that …`, and what a colon announces: `The talks have begun, according to the
    minister: |they will be long|`.
    """
    if twin.announced:
        return sorted(twin.content)
    words = [part.words for part in contents]
    if not twin.addressed or not twin.cue:
        return words
    after, first = twin.cue[1], min(part[0] for part in twin.content)
    kept = [(first, end) if after <= begin < first else (begin, end) for begin, end in words]
    return [(begin, end) for begin, end in kept if begin < end] or words


def with_subject(group: Group, twin: Finding) -> Group:
    """Return an attribution with a content that a rule knows for its cue's subject as a source: `|The mayor| has threatened |to leave|`."""
    subject = {place for first, last in twin.sources for place in range(first, last)}
    speaking = [part for part in group.contents if subject.issuperset(range(*part.words))]
    contents = [part for part in group.contents if part not in speaking]
    return group._replace(sources=sorted([*group.sources, *speaking]), contents=contents) if speaking and contents else group


def says_nothing(ground: Ground, group: Group, cues: Phrases) -> bool:
    """Say whether the lexicon has it that by all of its cues nothing is said: `declined to comment`; this costs 0.1."""
    return bool(group.cues) and all(_is_no_cue(ground, part, cues) for part in group.cues)


def _is_no_cue(ground: Ground, part: Part, cues: Phrases) -> bool:
    first, last = max(0, part.words[0] - _AROUND), min(len(ground.words), part.words[1] + _AROUND)
    touching = (match for match in cues.find(ground.words, first, last) if match.first < part.words[1] and part.words[0] < match.last)
    return any(all(entry.value == NO_CUE for entry in match.entries) for match in touching)
