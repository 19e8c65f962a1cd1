"""A tagger's attributions and the rules' findings, as one row of findings.

Where a tagger has labelled a document, what it labelled is what is said there. The rules add what they do better:

- two claims that the tagger linked as one: `thanked the museum and said that …`, two verbs of which each has a content of its own;
- who says it, where the tagger names nobody: the subject that `Lee left, saying that …` shares;
- how sure that is: two readers who agree are right more often than one;
- what is said inside of what is said, which the labels of a tagger whose contents do not overlap cannot hold.

Rules:

- A finding of the rules is the *twin* of the tagger's that has its cue, or else its content.
- Contents stay as the tagger labelled them: its borders are right more often than those of the rules.
- A source that a twin lends is taken as far as the tagger labelled it; if it labelled nothing of it, only a short one.
- What the rules find where the tagger found nothing is left out: in PolNeAR's dev part 1 in 6 of that is right.
- What is right less often than `LEAST` is left out.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from seedlib.attribution.confidence import SAME, SURE, Coefficients, features_of
from seedlib.attribution.findings import Finding
from seedlib.attribution.ground import Range
from seedlib.attribution.labels import Labels
from seedlib.attribution.learned import Group, Part

__all__ = ["LEAST", "Turn", "Weighed", "together", "weighed"]

#: A claim that is right less often than this is left out. F1 is highest if claims are kept from half of F1 on (Lipton et al., 2014), but
#: then many contents are lost that are right with another source; on PolNeAR's dev part this gains 1.2 in full F1 and costs 0.2 to 1.0 in
#: the words of cues. Chosen on its odd lines: full F1 76.0 there, 77.9 on the even ones; with 0.2 75.7 and 77.3, found as often.
LEAST = 0.24

#: Kinds of cue by which somebody does something to another by words; plans are told of too often: `those who seek to`.
_ACTS = frozenset({"accusation", "commitment", "demand", "denial", "threat", "warning"})

#: The act that is believed of a pronoun too, `that it had refused to pay`, and with a thing: `that Fiji has rejected the offer`.
_REFUSED = "denial"

#: From which confidence on an act is believed inside of what somebody else says, where the tagger's labels cannot hold it: of 16 that are
#: found with it on PolNeAR's dev part 11 are right, read by hand.
_LIKELY = 0.4

#: Words of a source that no label confirms; longer ones are most often clauses: `the attempt to stop the law, which`.
_SHORT = 6

#: Words in which the next cue begins after a content: `A | and |warned of| B`, `A |, but |warned of| B`.
_JOINED = 3


class Turn(NamedTuple):
    """What somebody says in a transcript: a claim by itself, so that what a tagger gives to the name before it is none."""

    words: Range
    speaker: Range


#: A finding, and what speaks for it.
Weighed: TypeAlias = tuple[Finding, Mapping[str, float]]


def together(found: Iterable[Weighed], ruled: Sequence[Finding], coefficients: Coefficients, turns: Sequence[Turn] = ()) -> list[Finding]:
    """Return what is kept of the tagger's findings, and what the rules find within that and within turns, in text order.

    Args:
        found: of `weighed`.
        ruled: all of the rules' findings.
        coefficients: how much each feature says of a finding's being right.
        turns: of a transcript, of which taggers of news know little.
    """
    spoken, speakers = (set(_places(parts)) for parts in ([turn.words for turn in turns], [turn.speaker for turn in turns]))
    begun = sorted(turn.speaker[0] for turn in turns)
    kept = []
    for finding, features in found:
        finding.confidence = coefficients.probability(features)
        if finding.confidence >= LEAST and speakers.isdisjoint(_places(finding.sources)) and _is_in_one_turn(finding, begun):
            kept.append(finding)
    outer = {place: finding for finding in kept for place in _places(finding.content)}
    taken = {place for finding in kept for place in _places(finding.cues)}
    more = [finding for finding in ruled if finding.cues and taken.isdisjoint(_places(finding.cues))]
    added = [
        finding
        for finding in more
        if _is_within(finding, outer) or _is_beside(finding, outer) or not spoken.isdisjoint(_places(finding.cues))
    ]
    return sorted([*kept, *added], key=_place)


def _is_in_one_turn(finding: Finding, begun: Sequence[int]) -> bool:
    """Say whether all of a finding stands in one speaker's turn, or before the first: no answer is part of what its question says."""
    return len({bisect_right(begun, place) for place in _places((*finding.sources, *finding.cues, *finding.content))}) == 1


def _is_beside(finding: Finding, outer: Mapping[int, Finding]) -> bool:
    """Say whether a finding is somebody's threat or promise that nobody reports, `|its commitment to …|`, or only tells whose words it is.

    Taggers look for verbs, and give what others say to one of them alone: `wants it written | “in ink”, as Lee put it`.
    """
    pieces = (*finding.sources, *finding.cues) if finding.aside else (*finding.cues, *finding.content)
    return (finding.aside or _is_owned(finding)) and not any(place in outer for place in _places(pieces))


def _is_owned(finding: Finding) -> bool:
    return finding.form == "noun" and bool(finding.sources)


def _is_within(finding: Finding, outer: Mapping[int, Finding]) -> bool:
    """Say whether a finding is sure, and stands with all it has in what others say: `that |Lee knows that …|`, `|its threat to …|`.

    A noun's content that is most of what somebody says is no claim of its own, `reiterated |his desire to …|`; what somebody else said or
    did is: `said that |Norway threatened to …|`. PolNeAR marks nothing there: these are 1 claim in 110 on its dev part, and
    cost 0.3 in full F1.
    """
    told = finding.form != "noun" and (finding.named or (finding.kind == _REFUSED and not finding.thing))
    act = told and finding.kind in _ACTS and (not finding.thing or finding.kind == _REFUSED) and _length(finding.sources) <= _SHORT
    sure = (told or finding.named) and finding.confidence >= (_LIKELY if act else SURE)
    if not (sure or _is_owned(finding)):
        return False
    if not all(place in outer for place in _places((*finding.sources, *finding.cues, *finding.content))):
        return False
    return told or _length(finding.content) < SAME * _length(outer[finding.content[0][0]].content)


def weighed(labels: Labels, ruled: Sequence[Finding]) -> Iterator[Weighed]:
    """Yield the tagger's findings, made better by the rules', each with what speaks for it."""
    twins = _Twins(ruled)
    groups = [part for group in labels.groups(ruled) for cut in _split(group, twins) for part in _cut(cut, twins)]
    sources = {place: part.words for group in groups for part in group.sources for place in range(*part.words)}
    for group in groups:
        twin = twins.of(group)
        finding = labels.finding(group, twin)
        if finding is not None:
            if twin is not None and not finding.sources:
                _lend(finding, twin, sources)
            yield finding, features_of(group, twin)


class _Twins:
    """Finds the rules' finding that goes with one of the tagger's."""

    def __init__(self, ruled: Sequence[Finding]) -> None:
        self._by_cue = {place: finding for finding in ruled for place in _places(finding.cues)}
        self._by_content: dict[int, list[int]] = {}
        self._ruled = ruled
        for index, finding in enumerate(ruled):
            for place in _places(finding.content):
                self._by_content.setdefault(place, []).append(index)

    def at(self, words: Range) -> Finding | None:
        """Return the finding whose cue has one of the words."""
        return next((self._by_cue[place] for place in range(*words) if place in self._by_cue), None)

    def goes_on(self, twin: Finding, words: Range) -> Finding | None:
        """Return what the same speaker says after it among the words, by a cue of the same form: `said | A |and warned of| B`."""
        first, last = words
        end = twin.content[-1][1]
        after = self.at((end, min(end + _JOINED, last))) if first < end else None
        if after is None or after.form != twin.form or not after.cues[0][0] < after.content[0][0] < last:
            return None
        return None if set(_places(twin.sources)).isdisjoint(_places(after.sources)) else after

    def of(self, group: Group) -> Finding | None:
        """Return the finding with the same cue, else the one with the same content; None where there is none."""
        by_cue = next((twin for twin in (self.at(cue.words) for cue in group.cues) if twin is not None), None)
        return by_cue if by_cue is not None else self._with_content([part.words for part in group.contents])

    def _with_content(self, content: Sequence[Range]) -> Finding | None:
        shared: dict[int, int] = {}
        for place in _places(content):
            for index in self._by_content.get(place, ()):
                shared[index] = shared.get(index, 0) + 1
        own = _length(content)
        alike = [(count / (own + _length(self._ruled[index].content) - count), -index) for index, count in shared.items()]
        share, index = max(alike, default=(0.0, 0))
        return self._ruled[-index] if share >= SAME else None


def _split(group: Group, twins: _Twins) -> list[Group]:
    """Cut an attribution in two or more where the rules find that its cues say different things: `thanked the museum and said that …`."""
    heads: dict[int, tuple[Finding, list[Part]]] = {}
    for cue in group.cues:
        twin = twins.at(cue.words)
        if twin is not None:
            heads.setdefault(id(twin), (twin, []))[1].append(cue)
    found = [twin for twin, _ in heads.values()]
    said = [set(_places(twin.content)) for twin in found]
    if len(found) < 2 or len(set().union(*said)) < sum(map(len, said)):
        return [group]
    parts = [Group(_sources(group, twin), cues, []) for twin, cues in heads.values()]
    known = {cue for _, cues in heads.values() for cue in cues}
    for cue in group.cues:
        if cue not in known:
            parts[_nearest(cue, heads.values())].cues.append(cue)
    for content in group.contents:
        own = [len(held.intersection(range(*content.words))) for held in said]
        parts[own.index(max(own)) if any(own) else _nearest(content, heads.values())].contents.append(content)
    return [part for part in parts if part.contents]


def _cut(group: Group, twins: _Twins) -> list[Group]:
    """Cut an attribution where the rules find that its speaker says one thing more: `said he would leave | and warned against a war`."""
    twin = next((twin for twin in (twins.at(cue.words) for cue in group.cues) if twin is not None), None)
    if twin is None:
        return [group]
    for at, part in enumerate(group.contents):
        after = twins.goes_on(twin, part.words)
        if after is not None:
            own = part._replace(words=(part.words[0], twin.content[-1][1]))
            said = part._replace(words=(after.content[0][0], part.words[1]))
            cues = [part._replace(words=words) for words in after.cues]
            rest = Group(group.sources, cues, [said, *group.contents[at + 1 :]])
            return [group._replace(contents=[*group.contents[:at], own]), *_cut(rest, twins)]
    return [group]


def _nearest(part: Part, heads: Iterable[tuple[Finding, Sequence[Part]]]) -> int:
    """Return by its number whose cues stand nearest."""
    distances = [min(abs(cue.words[0] - part.words[0]) for cue in cues) for _, cues in heads]
    return distances.index(min(distances))


def _sources(group: Group, twin: Finding) -> list[Part]:
    """Return the sources that a rule confirms, or all of them."""
    confirmed = set(_places(twin.sources))
    return [source for source in group.sources if not confirmed.isdisjoint(range(*source.words))] or list(group.sources)


def _places(parts: Iterable[Range]) -> Iterator[int]:
    return (place for part in parts for place in range(*part))


def _length(parts: Iterable[Range]) -> int:
    return sum(last - first for first, last in parts)


def _lend(finding: Finding, twin: Finding, labelled: Mapping[int, Range]) -> None:
    """Give a finding its twin's source, as far as a tagger labelled it; what it labelled not at all only if it is short."""
    known = list(dict.fromkeys(labelled[place] for place in _places(twin.sources) if place in labelled))
    if known or _length(twin.sources) <= _SHORT:
        finding.sources = known or list(twin.sources)
        finding.lent = twin.rule if finding.sources else ""


def _place(finding: Finding) -> Range:
    return finding.cue or finding.content[0]
