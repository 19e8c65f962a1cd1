"""What a tagger labelled, made tidy: what is no part of a content taken away, and attributions that say nothing left out.

Rules:

- Only whole runs are taken away, but for an addressee and other sentences; where all would go all stays.
- A source that holds a part of a name holds all of it.
- Each step was held against PolNeAR's dev part with three sets of labels, weak and strong; the figures are those of the strongest.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from seedlib.attribution.findings import Finding
from seedlib.attribution.ground import Ground, Range
from seedlib.attribution.learned import Group, Part
from seedlib.attribution.phrases import Phraser
from seedlib.matching import Phrases

__all__ = ["NO_CUE", "as_framed", "by_sentence", "given_back", "says_nothing", "signed", "tidied", "with_subject", "without_addressee"]

#: The kind of a cue of the lexicon that is none: `declined to comment`.
NO_CUE = "none"

#: The sign that announces what is said.
_COLON = ":"

#: How surely a second source is to be linked.
_LINKED = 0.3

#: How surely a source is to be linked that stands beside the subject of a verb.
_SURELY = 0.7

#: How many words of a lexicon's cue may stand on either side of a labelled one: `declined to | comment`.
_AROUND = 4

#: The forms of cues that have a subject of their own.
_FINITE = frozenset({"base", "finite", "past"})

#: The form of a cue behind which a name stands: `according to`.
_PREPOSITION = "preposition"

#: A subject of more words is most often more than one: `she said on Monday that she`.
_SUBJECT = 6


def tidied(ground: Ground, group: Group) -> Group:
    """Return an attribution without contents that stand too far from its cue, and sources that hardly belong to it."""
    taken = {place for part in (*group.cues, *group.contents) for place in range(*part.words)}
    sources = [part._replace(words=_whole(ground, part.words, taken)) for part in _beside(ground, group, _linked(group.sources))]
    return group._replace(contents=_contents(ground, group), sources=sources)


def _contents(ground: Ground, group: Group) -> list[Part]:
    near = _quoted_before(ground, group, _near(ground, group))
    return [_in_sentence(ground, group, part) for part in _before_next_turn(ground, near)]


def _before_next_turn(ground: Ground, parts: list[Part]) -> list[Part]:
    """Leave out runs behind the next speaker's sign, in talk that no format states: `Q: |Why did they pay?| A: |They had to|`."""
    first, last = parts[0].words[0], parts[-1].words[0]
    firsts = ground.sentence_firsts[bisect_right(ground.sentence_firsts, first) : bisect_right(ground.sentence_firsts, last)]
    sign = next((at for at in firsts if ground.words.folded[at + 1 : at + 2] == [_COLON]), None)
    return parts if sign is None else [part for part in parts if part.words[0] < sign]


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
    begin, end = ground.sentences[held[0] - 1]
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


def by_sentence(ground: Ground, group: Group) -> list[Group]:
    """Cut an attribution that says something unquoted by a cue in each of several sentences: `Lee |said| no. Diaz |said| that …`."""
    parts: dict[int, Group] = {}
    for cue in group.cues:
        parts.setdefault(_sentence(ground, cue.words[0]), Group([], [], [])).cues.append(cue)
    if len(parts) < 2 or any(_is_quoted(ground, part) for part in group.contents):
        return [group]
    for part in group.contents:
        _of_sentence(ground, parts, part).contents.append(part)
    for part in group.sources:
        _of_sentence(ground, parts, part).sources.append(part)
    return [*parts.values()] if all(part.contents for part in parts.values()) else [group]


def _of_sentence(ground: Ground, parts: Mapping[int, Group], part: Part) -> Group:
    """Return what is said in the sentence in which a run begins, or in the nearest one."""
    at = _sentence(ground, part.words[0])
    return parts[min(parts, key=lambda number: abs(number - at))]


def signed(ground: Ground, group: Group) -> list[Group]:
    """Cut an attribution that holds several with a sign before the name, as lists of letters have them: `“A.” |―| Lee “B.” |―| Diaz`."""
    firsts = [cue.words[0] for cue in group.cues]
    if len(firsts) < 2 or any(ground.words.texts[at][0].isalnum() for cue in group.cues for at in range(*cue.words)):
        return [group]
    parts = [Group([], [cue], []) for cue in group.cues]
    for content in group.contents:
        parts[min(bisect_left(firsts, content.words[1]), len(parts) - 1)].contents.append(content)
    for source in group.sources:
        parts[max(bisect_right(firsts, source.words[0]) - 1, 0)].sources.append(source)
    return parts if all(part.sources and part.contents for part in parts) else [group]


def given_back(ground: Ground, groups: list[Group]) -> list[Group]:
    """Give a quotation right behind a speaker's own back to him, if a later sentence took it: `“A,” she said. |“B.”| C, says Lee`."""
    given = list(groups)
    for at, after in enumerate(groups[1:], 1):
        rest = [part.words[0] for part in (*after.cues, *after.contents[1:])]
        first = after.contents[0]
        later = after.cues and len(after.contents) > 1 and _sentence(ground, min(rest)) > _sentence(ground, first.words[1] - 1)
        if later and _goes_on(ground, given[at - 1], first):
            given[at - 1] = given[at - 1]._replace(contents=[*given[at - 1].contents, first])
            given[at] = after._replace(contents=after.contents[1:])
    return given


def _goes_on(ground: Ground, group: Group, part: Part) -> bool:
    """Say whether a run is a quotation that begins the sentence after a speaker's own, in the same paragraph."""
    first, end = part.words[0], max(held.words[1] for held in (*group.cues, *group.contents))
    if not group.cues or not _is_whole(ground, part) or not _is_whole(ground, group.contents[-1]):
        return False
    together = ground.paragraph_of(first) == ground.paragraph_of(end - 1)
    return together and first in ground.sentence_starts and _sentence(ground, first) == _sentence(ground, end - 1) + 1


def _is_whole(ground: Ground, part: Part) -> bool:
    """Say whether a run is a quotation."""
    index = ground.opening.get(part.words[0])
    return index is not None and ground.quotes[index] == part.words


def _quoted_before(ground: Ground, group: Group, parts: list[Part]) -> list[Part]:
    """Leave out what stands unquoted behind a whole quotation and its cue: `“It holds,” said |Lee|, but |he has left|`.

    What goes on from the quotation stands right behind who says it. In PolNeAR's train part there are 17 such runs in 2,400.
    """
    told = max((part.words[1] for part in (*group.cues, *group.sources)), default=0)
    if not any(part.words[1] <= told and _is_whole(ground, part) for part in parts):
        return parts
    return [part for part in parts if part.words[0] <= told or _is_quoted(ground, part)]


def _sentence(ground: Ground, place: int) -> int:
    return bisect_right(ground.sentence_firsts, place)


def _is_quoted(ground: Ground, part: Part) -> bool:
    return any(ground.quote_around(place) is not None for place in (part.words[0], part.words[1] - 1))


def as_framed(contents: list[Part], twin: Finding) -> list[Range]:
    """Return the words of a content as far as the frame of a rule does not know better.

    It knows to whom it is said, `warned |both towns| that …`, in what, `|a ban| in a statement`, and what a colon announces: `The talks
    have begun, according to the minister: |they will be long|`.
    """
    if twin.announced:
        return sorted(twin.content)
    words = [_before(part.words, twin.told) for part in contents]
    if not twin.addressed or not twin.cue:
        return words
    after, first = twin.cue[1], min(part[0] for part in twin.content)
    kept = [(first, end) if after <= begin < first else (begin, end) for begin, end in words]
    return [(begin, end) for begin, end in kept if begin < end] or words


def _before(words: Range, told: Range | None) -> Range:
    """Return the words up to those that tell of what was said, if they end with these."""
    return (words[0], told[0]) if told is not None and words[0] < told[0] < words[1] <= told[1] else words


def with_subject(ground: Ground, group: Group, twin: Finding) -> Group:
    """Return an attribution with the whole subject of its cue as a source, as far as a rule knows better than its labels.

    It knows that a content is one, `|The mayor| has threatened |to leave|`, and where one begins of which a word alone is labelled that is
    no name: `|The| railways said`. It knows that what stands in the content is none, `A plan was rejected by |Kenya|, |two delegates|
    said`, nor what stands in another sentence; and that a verb in a subject is no cue: `According to two men who |asked| to stay unnamed`.
    """
    subject = {place for first, last in twin.sources for place in range(first, last)}
    group = _in_frame(ground, group, twin, subject)
    speaking = [part for part in group.contents if subject.issuperset(range(*part.words))]
    contents = [part for part in group.contents if part not in speaking]
    sources = [part._replace(words=_as_subject(ground, part.words, twin)) for part in group.sources]
    return Group(sorted([*sources, *speaking]), group.cues, contents) if contents else group._replace(sources=sources)


def _in_frame(ground: Ground, group: Group, twin: Finding, subject: AbstractSet[int]) -> Group:
    """Return an attribution without cues in its subject, and without sources in its content or, where it has a subject, elsewhere."""
    if not subject:
        return group
    within = subject if twin.form == _PREPOSITION else frozenset()  # of a verb `last month` may stand there, which taggers take into cues
    cues = [part for part in group.cues if within.isdisjoint(range(*part.words))] or group.cues
    said = {place for first, last in twin.content for place in range(first, last)}
    confirmed = [part for part in group.sources if not subject.isdisjoint(range(*part.words))]
    if not confirmed:
        elsewhere = twin.named and twin.form in _FINITE and not _are_beside(ground, cues, group.sources)
        return group._replace(cues=cues, sources=[] if elsewhere else group.sources)
    behind = {part.words[1] for part in cues}  # “…,” said | Lee
    unsure = [part for part in group.sources if part not in confirmed and part.words[0] not in behind]
    astray = [part for part in unsure if said.issuperset(range(*part.words))]
    sources = [part for part in group.sources if part not in astray]
    lone = twin.announced or (twin.named and twin.form in _FINITE and all(part.link < _SURELY for part in sources if part not in confirmed))
    return Group(confirmed if lone else sources, cues, [_with(part, astray) for part in group.contents])


def _are_beside(ground: Ground, cues: list[Part], sources: list[Part]) -> bool:
    """Say whether a source stands in the sentence of a cue."""
    held = {_sentence(ground, part.words[0]) for part in cues}
    return any(_sentence(ground, part.words[0]) in held for part in sources)


def _with(part: Part, astray: list[Part]) -> Part:
    """Return a run of a content with what stands right behind it: `was rejected by | Kenya`."""
    behind = next((other.words[1] for other in astray if other.words[0] == part.words[1]), part.words[1])
    return part._replace(words=(part.words[0], behind))


def _as_subject(ground: Ground, words: Range, twin: Finding) -> Range:
    first, last = words
    if last - first > 1 or any(ground.names_at(first, last)):
        return words
    return next(((first, end) for begin, end in twin.sources if begin == first and last < end <= first + _SUBJECT), words)


def without_addressee(phraser: Phraser, group: Group) -> Group:
    """Leave out sources before a passive that says to whom or of whom it is said: `|Residents| were told`; who says it stands elsewhere."""
    first = _passive(phraser, group.cues[0].words) if group.cues else None
    return group if first is None else group._replace(sources=[part for part in group.sources if part.words[1] > first])


def _passive(phraser: Phraser, cue: Range) -> int | None:
    """Return where a passive begins whose verb is in a cue; None where there is none."""
    for at in range(*cue):
        if phraser.folded[at] in phraser.told:
            first = phraser.verb_start(at, 0)
            if phraser.is_helped(first, at):
                return first
    return None


def says_nothing(ground: Ground, group: Group, cues: Phrases) -> bool:
    """Say whether the lexicon has it that by all of its cues nothing is said: `declined to comment`; this costs 0.1."""
    return bool(group.cues) and all(_is_no_cue(ground, part, cues) for part in group.cues)


def _is_no_cue(ground: Ground, part: Part, cues: Phrases) -> bool:
    first, last = max(0, part.words[0] - _AROUND), min(len(ground.words), part.words[1] + _AROUND)
    touching = (match for match in cues.find(ground.words, first, last) if match.first < part.words[1] and part.words[0] < match.last)
    return any(all(entry.value == NO_CUE and not entry.data.get("thing") for entry in match.entries) for match in touching)
