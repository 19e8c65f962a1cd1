"""Relatives: whom `who`, `which` and `that` mean as the source of a claim.

    Ann Poe, 45, who said that tea was free,      the name before
    the mayor of Tilden, who said so,             the noun before the complement: a place is nobody who says anything
    Wibble Mines, which denied it                 a body or a country, no person

Rules:

- The antecedent stands right before the relative, with nothing but signs and an age between, or with its complement after it.
- A personal relative (`who`) means a person or several, another (`which`) none.
"""

from __future__ import annotations

from bisect import bisect_left

from seedlib.matching import Words
from seedlib.model import Span
from seedlib.resolution.groups import Group, Grouping
from seedlib.resolution.knowledge import Knowledge

__all__ = ["antecedent"]

#: The kinds that a personal relative may mean, and those that another may.
_PERSONAL, _OTHER = frozenset({"group", "person", "unknown"}), frozenset({"country", "group", "organization", "publication", "unknown"})

#: Signs that may stand before a relative.
_SIGNS = frozenset(",-–—(")

#: So many mentions before a relative are looked at: `the head of the union of the workers of Oslo, who`.
_BACK = 6

#: How sure it is that a relative means the nearest mention that it fits.
_SURE = 0.9


def antecedent(relative: int, sentence: Span, grouping: Grouping, words: Words, known: Knowledge) -> tuple[Group | None, float]:
    """Return whom a relative means, None where nobody fits, and how sure that is.

    Args:
        relative: its number among the words.
        sentence: in which it stands.
        grouping: which mention means whom.
        words: the document's.
        known: what the language's lexicons say.
    """
    stop = _before(relative, words)
    kinds = _PERSONAL if words.folded[relative] in known.personal_relatives else _OTHER
    last = bisect_left(grouping.mentions, words.tokens.starts[relative], key=lambda mention: mention.span.start)
    for position in range(last - 1, max(-1, last - 1 - _BACK), -1):
        span = grouping.mentions[position].span
        numbers = words.tokens.within(span.start, span.end)
        if span.start < sentence.start or not numbers or numbers.stop < stop:
            break
        group, sure = grouping.of.get(position, (None, 0.0))
        kind = "country" if grouping.mentions[position].use == "metonym" else group and group.kind
        if kind in kinds:
            return group, _SURE * sure
        stop = min(stop, _past_links(numbers.start, words, known))
    return None, 0.0


def _before(relative: int, words: Words) -> int:
    """Return where what stands before a relative ends, signs and an age left out."""
    stop = relative
    while stop and (words.folded[stop - 1] in _SIGNS or words.texts[stop - 1].isdecimal()):
        stop -= 1
    return stop


def _past_links(first: int, words: Words, known: Knowledge) -> int:
    """Return where what has words from `first` on as its complement ends: the mayor | of the town."""
    small = known.links | known.determiners | known.articles
    while first and words.folded[first - 1] in small:
        first -= 1
    return first
