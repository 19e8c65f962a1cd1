"""Pronouns and nominals: joined to a group that was named before, or left alone.

Rules:

- A nominal beside a name (`Putin, the president of Russia`) is that person; else one with a role means the last person before it
  who has that role, and that country if it names one; one with a body's head word the last body whose name has that word; one that fits any
  body (`the company`) the only one named before it.
- `he` and `she` mean the first person of the sentence so far, else of the sentences before, whose gender is not known to be
  another; `it` the first body or country likewise, `they` the first body. At most `_SENTENCES` are looked at.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections import defaultdict
from collections.abc import Callable
from itertools import islice

from seedlib.matching import fold
from seedlib.model import KIND, Spans
from seedlib.resolution.groups import Group, Grouping
from seedlib.resolution.roles import Reader

__all__ = ["Antecedents", "join"]

#: How sure it is that a nominal beside a name is that person; one alone the last with its role, or with its head word; a
#: pronoun the subject.
_BESIDE, _ROLE, _HEAD, _PRONOUN = 0.9, 0.65, 0.6, 0.6

#: A pronoun's actor is in this sentence or in one of the two before: Hobbs's distance in news is one or less in most cases
#: (Hobbs, Resolving Pronoun References, Lingua 1978).
_SENTENCES = 3

#: So many mentions of a sentence are looked at: a list of names of a whole page is no sentence.
_MENTIONS = 50

#: The gender of which a pronoun's value tells.
_GENDERS = {"he": "m", "she": "f"}

#: The pronouns that may mean a country; `they` are its people.
_SINGULAR = frozenset({"it"})

#: The kinds that `it` and `they` mean.
_BODIES = frozenset({"country", "group", "organization", "publication"})


class Antecedents:
    """The groups that each sentence mentions, in text order.

    Args:
        grouping: which mention is in which group, so far.
        sentences: where the sentences stand.
    """

    def __init__(self, grouping: Grouping, sentences: Spans) -> None:
        self._grouping = grouping
        self._sentences = sentences
        self._of: defaultdict[int, list[tuple[int, str]]] = defaultdict(list)
        for position, (group, _) in sorted(grouping.of.items()):
            self.add(position, group)

    def add(self, position: int, group: Group) -> None:
        """Tell that a mention means a group."""
        start = self._grouping.mentions[position].span.start
        insort(self._of[self._sentence(start)], (start, group.id))

    def meant(self, value: str, offset: int) -> Group | None:
        """Return whom a pronoun of this value at a code point means: `he`, `she`, `they`, `it`."""
        if value in _GENDERS:
            gender = _GENDERS[value]
            told = self._first(offset, lambda group: group.kind == "person" and group.gender == gender, sentences=1)
            return told or self._first(offset, lambda group: group.kind == "person" and group.gender in {None, gender})
        bodies = _BODIES if value in _SINGULAR else _BODIES - {"country"}
        return self._first(offset, lambda group: group.kind in bodies)

    def begins(self, offset: int) -> bool:
        """Say whether a sentence begins at a code point."""
        at = self._sentence(offset)
        return at >= 0 and self._sentences.starts[at] == offset

    def _sentence(self, offset: int) -> int:
        return bisect_right(self._sentences.starts, offset) - 1

    def _first(self, offset: int, fits: Callable[[Group], bool], *, sentences: int = _SENTENCES) -> Group | None:
        here = self._sentence(offset)
        for sentence in range(here, here - sentences, -1):
            for start, identifier in self._of.get(sentence, ())[:_MENTIONS]:
                if start >= offset:
                    break
                group = self._grouping.groups[identifier]
                if fits(group):
                    return group
        return None


def join(grouping: Grouping, reader: Reader, antecedents: Antecedents, pronouns: dict[int, str]) -> None:
    """Put nominals and pronouns into groups, in text order, where the rules tell which.

    Args:
        grouping: to which they are added.
        reader: reads the role that a nominal holds.
        antecedents: to which they are added too.
        pronouns: the value of each pronoun, by its position in `grouping.mentions`.
    """
    told = _Told()
    for position, mention in enumerate(grouping.mentions):
        placed = grouping.of.get(position)
        if placed is not None:
            told.hear(position, placed[0], grouping)
            continue
        if position in pronouns:
            group, confidence = antecedents.meant(pronouns[position], mention.span.start), _PRONOUN
        elif mention.form == "nominal":
            group, confidence = _nominal(position, grouping, reader, told)
        else:
            continue
        if group is not None:
            grouping.put(position, group, confidence)
            antecedents.add(position, group)


class _Told:
    """Who had which role, and which body which word in its name, up to here."""

    def __init__(self) -> None:
        self.roles: defaultdict[str, dict[str, Group]] = defaultdict(dict)
        self.heads: dict[str, Group] = {}
        self.bodies: dict[str, Group] = {}

    def hear(self, position: int, group: Group, grouping: Grouping) -> None:
        for role in group.roles:
            self.roles[role].pop(group.id, None)  # so that the last one heard is the last in order
            self.roles[role][group.id] = group
        if group.kind == "organization" and grouping.mentions[position].form == "name":
            self.bodies[group.id] = group
            self.heads.update((fold(word), group) for word in grouping.words(position).split() if word[0].isupper())


def _nominal(position: int, grouping: Grouping, reader: Reader, told: _Told) -> tuple[Group | None, float]:
    mention = grouping.mentions[position]
    numbers = reader.words.tokens.within(mention.span.start, mention.span.end)
    if mention.attributes.get(KIND) == "organization":
        head = reader.words.folded[numbers.stop - 1]
        return told.heads.get(head) or _only(head, reader, told), _HEAD
    owns = numbers.stop < len(reader.words) and reader.words.folded[numbers.stop] in reader.knowledge.genitives  # the manager’s sister
    beside = None if owns else _beside(position, grouping)
    if beside is not None:
        return beside, _BESIDE
    role = reader.nominal(numbers.start)
    if role is None:
        return None, _ROLE
    having = (g for words in role.words for g in islice(reversed(told.roles[words].values()), _MENTIONS))
    return next((g for g in having if role.country in {None, g.country}), None), _ROLE


def _only(head: str, reader: Reader, told: _Told) -> Group | None:
    """Return the one body named so far that a word for any body may mean: `Wibble Mines … the company`."""
    wanted, offices = reader.knowledge.bodies.get(head), reader.knowledge.offices
    if wanted is None:
        return None
    firm = wanted == "firm"
    fitting = [
        group
        for group in islice(told.bodies.values(), _MENTIONS)
        if not firm or (group.id.startswith("doc:") and not any(word in offices for name in group.names for word in fold(name).split()))
    ]
    return fitting[0] if len(fitting) == 1 else None


def _beside(position: int, grouping: Grouping) -> Group | None:
    """Return the person named right before or after a nominal, with nothing but a comma between."""
    mentions, text = grouping.mentions, grouping.text
    span = mentions[position].span
    for other, signs in ((position - 1, {","}), (position + 1, {",", ""})):
        for near in (other, other - 1 if other < position else other + 1):  # a country may stand in the nominal itself
            if not 0 <= near < len(mentions) or near not in grouping.of or grouping.of[near][0].kind != "person":
                continue
            there = mentions[near].span
            between = text[there.end : span.start] if near < position else text[span.end : there.start]
            if mentions[near].form == "name" and not there.overlaps(span) and between.strip() in signs:
                return grouping.of[near][0]
    return None
