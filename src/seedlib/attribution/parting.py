"""Attributions parted where the frames of the rules part them, before each is read by itself.

    They believe that prices will fall; they hope that wind fills the gap.     two verbs, each with its own subject and content
    The office disputed that: it believes that the boats are small.            so behind a colon
    The judge did not believe it: “Nobody buys a bell by mistake.”              a quotation that a colon adds is no object of the verb
    What the critics say (heading) The town called the plan a mistake.          a heading says nothing of the text below it

Rules:

- A run of a content is another verb's where a frame finds it there, with a subject outside of what is said.
- A verb that takes no quotation, as the lexicon of cues has it, says none.
- What a heading's verb seems to say below it is said by who says it there, if a frame finds that, and else by nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from seedlib.attribution.confidence import SAME
from seedlib.attribution.findings import Finding
from seedlib.attribution.ground import Ground, Range
from seedlib.attribution.learned import Group, Part
from seedlib.matching import Phrases

__all__ = ["parted"]

#: The sign that adds a clause or quotation which tells why or how.
_COLON = ":"

#: What a cue governs that takes a quotation, see the lexicon `cues`.
_QUOTED = "quote"


def parted(ground: Ground, groups: Iterable[Group], ruled: Sequence[Finding], cues: Phrases) -> list[Group]:
    """Return a tagger's attributions, those that are more than one parted.

    Args:
        ground: the document.
        groups: what the tagger labelled.
        ruled: what the rules find.
        cues: the lexicon of the language.
    """
    frames = _Frames(ruled)
    below = [part for group in groups for part in frames.below_headings(ground, group)]
    quoted = [part for group in below for part in _added(ground, group, cues)]
    return [part for group in quoted for part in frames.freed(ground, group)]


class _Frames:
    """The rules' findings that have a subject, by where they and their contents begin."""

    def __init__(self, ruled: Sequence[Finding]) -> None:
        held = [finding for finding in ruled if finding.cues and finding.sources and finding.form != "noun"]
        self._by_content: Mapping[int, Finding] = {finding.content[0][0]: finding for finding in held}
        self._by_source: Mapping[int, Finding] = {finding.sources[0][0]: finding for finding in held}

    def below_headings(self, ground: Ground, group: Group) -> Iterator[Group]:
        """Yield an attribution; where its cue stands in a heading and what is said does not, what frames find in that."""
        heads = {ground.paragraph_of(part.words[0]) for part in group.cues}
        if not heads or not heads <= ground.headings or any(ground.paragraph_of(part.words[0]) in heads for part in group.contents[1:]):
            yield group
            return
        below = [part for part in group.contents if ground.paragraph_of(part.words[0]) not in heads]
        if not below or any(ground.quote_around(part.words[0]) is not None for part in below):
            yield group
            return
        for part in below:
            finding = self._inside(part.words)
            if finding is not None:
                yield _as_found(finding, part)

    def _inside(self, words: Range) -> Finding | None:
        """Return the finding that stands with all it has in a run of words, and takes most of it."""
        for finding in (self._by_source[at] for at in range(*words) if at in self._by_source):
            pieces = (*finding.sources, *finding.cues, *finding.content)
            length = sum(last - first for first, last in pieces)
            if all(words[0] <= first and last <= words[1] for first, last in pieces) and length >= SAME * (words[1] - words[0]):
                return finding
        return None

    def freed(self, ground: Ground, group: Group) -> Iterator[Group]:
        """Yield an attribution without what another verb says, and that."""
        kept: list[Part] = []
        freed: list[Group] = []
        said = {place for part in group.contents for place in range(*part.words)}
        cued = {place for part in group.cues for place in range(*part.words)}
        for part in group.contents:
            cut = self._behind_colon(ground, part) if group.cues else None
            own = part if cut is None else part._replace(words=(part.words[0], cut - 1))
            finding = self._by_content.get(part.words[0]) if cut is None else self._by_source[cut]
            if finding is None or (cut is None and not self._is_anothers(finding, part, said, cued)):
                kept.append(part)
                continue
            if cut is not None:
                kept.append(own)
            freed.append(_as_found(finding, part))
        if not kept or not freed:
            yield group
            return
        taken = {place for other in freed for part in (*other.cues, *other.sources) for place in range(*part.words)}
        sources = [part for part in group.sources if taken.isdisjoint(range(*part.words))] or group.sources
        yield Group(sources, group.cues, kept)
        yield from freed

    def _behind_colon(self, ground: Ground, part: Part) -> int | None:
        """Return where somebody's own clause begins behind a colon in a run that is not quoted: `that: |it believes that …|`."""
        first, last = part.words
        if _COLON not in ground.words.folded[first + 1 : last - 1]:
            return None
        colons = (at for at in range(first + 1, last - 1) if ground.words.folded[at] == _COLON and ground.quote_around(at) is None)
        return next((at + 1 for at in colons if at + 1 in self._by_source and self._by_source[at + 1].content[-1][1] <= last), None)

    def _is_anothers(self, finding: Finding, part: Part, said: AbstractSet[int], cued: AbstractSet[int]) -> bool:
        """Say whether a frame gives a run to a verb outside of what is said that the tagger did not link it to."""
        cue, source = finding.cues[0], finding.sources[0]
        outside = all(at not in said and at not in cued for at in (*range(*cue), *range(*source)))
        first, last = finding.content[0]
        return outside and cue[1] <= first and min(last, part.words[1]) - first >= SAME * (max(last, part.words[1]) - first)


def _as_found(finding: Finding, part: Part) -> Group:
    """Return a rule's finding as a tagger would have labelled it, as sure as a run that it labelled."""
    return Group(*([part._replace(words=words) for words in row] for row in (finding.sources, finding.cues, finding.content)))


def _added(ground: Ground, group: Group, cues: Phrases) -> Iterator[Group]:
    """Yield an attribution, and apart from it a quotation that a colon adds to the object of a verb that takes none."""
    at = next((index for index in range(1, len(group.contents)) if _is_added(ground, *group.contents[index - 1 : index + 1])), None)
    if at is None or not group.cues or not _takes_no_quotation(ground, group, cues):
        yield group
        return
    first, last = group.contents[at - 1].words
    before = group.contents[at - 1]._replace(words=(first, last - (ground.words.folded[last - 1] == _COLON)))
    yield group._replace(contents=[*group.contents[: at - 1], before])
    yield Group(group.sources, [], group.contents[at:])


def _is_added(ground: Ground, before: Part, part: Part) -> bool:
    """Say whether a run is a whole quotation behind a colon that follows one which is not quoted."""
    index = ground.opening.get(part.words[0])
    whole = index is not None and ground.quotes[index][1] <= part.words[1]
    colon = part.words[0] > 0 and ground.words.folded[part.words[0] - 1] == _COLON
    return whole and colon and ground.quote_around(before.words[0]) is None and part.words[0] - before.words[1] <= 1


def _takes_no_quotation(ground: Ground, group: Group, cues: Phrases) -> bool:
    """Say whether the lexicon knows the verbs of a cue, and none of them takes a quotation."""
    entries = [entry for part in group.cues for match in cues.find(ground.words, *part.words) for entry in match.entries]
    return bool(entries) and not any(_QUOTED in entry.data.get("takes", ()) for entry in entries)
