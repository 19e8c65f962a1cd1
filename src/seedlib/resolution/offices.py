"""Offices: whose they are and who has them, where other words tell than those beside a name.

    Uganda agreed. Its negotiator, Daniel Roe    of the country that the owner means
    The Centre is led by her as director         who the pronoun means is its director

Neither a dateline nor the only country that a text names tells whose a minister is: he may be on a visit, or answer a neighbour.
"""

from __future__ import annotations

from seedlib.matching import Words
from seedlib.model import Span
from seedlib.resolution.groups import Grouping
from seedlib.resolution.knowledge import Knowledge
from seedlib.resolution.roles import Reader

__all__ = ["led_by", "owned"]

#: So many words of a title stand between `led by` and a name, and so many between a body's name and that: `the Wibble Bank, founded and`.
_TITLE, _BETWEEN = 4, 5


def owned(grouping: Grouping, words: Words, known: Knowledge) -> None:
    """Give those of whom no country is told that of the owner before their role: `Uganda … its negotiator, Daniel Roe`.

    Args:
        grouping: whose pronouns have been joined.
        words: the document's words.
        known: what the language's lexicons say.
    """
    owners = {grouping.mentions[p].span.start: group for p, (group, _) in grouping.of.items() if _owns_offices(grouping, p)}
    for position, (group, _) in grouping.of.items() if owners else ():
        mention = grouping.mentions[position]
        owner = owners.get(mention.span.start)
        if owner is None or mention.form != "nominal" or group.kind != "person" or group.id in grouping.unnamed:
            continue
        numbers = words.tokens.within(mention.span.start, mention.span.end)
        if known.roles.ending(words, numbers.stop, numbers.start) is not None:
            group.learn((), (), owner.country, (Span(words.tokens.starts[numbers.start], words.tokens.ends[numbers.start]),))


def _owns_offices(grouping: Grouping, position: int) -> bool:
    return grouping.mentions[position].form == "pronoun" and grouping.of[position][0].kind == "country"


def led_by(grouping: Grouping, words: Words, reader: Reader) -> None:
    """Give those by whom a body is led the role that is named: `The Centre is led by her as director`.

    Args:
        grouping: whose pronouns have been joined.
        words: the document's words.
        reader: reads roles.
    """
    known = reader.knowledge
    matches = list(known.duties_by.find(words))
    if not matches:
        return
    starts = {words.tokens.within(mention.span.start, mention.span.end).start: p for p, mention in enumerate(grouping.mentions)}
    for match in matches:
        position = next((starts[n] for n in range(match.last, min(match.last + _TITLE, len(words))) if n in starts), None)
        held = grouping.of.get(position) if position is not None else None
        if position is None or held is None or held[0].kind != "person" or not _is_bodys(position, match.first, grouping, words, known):
            continue
        numbers = words.tokens.within(grouping.mentions[position].span.start, grouping.mentions[position].span.end)
        role = reader.nominal(numbers.stop + 1) if _is_capacity(numbers.stop, words, known) else None
        if role is not None:
            held[0].learn(role.words, role.spans, None, ())


def _is_capacity(at: int, words: Words, known: Knowledge) -> bool:
    return at + 1 < len(words) and words.folded[at] in known.capacities


def _is_bodys(position: int, first: int, grouping: Grouping, words: Words, known: Knowledge) -> bool:
    """Say whether a body is named right before word `first`, but for small words: what is led is no march."""
    for before in range(position - 1, max(-1, position - 1 - _BETWEEN), -1):
        last = words.tokens.within(grouping.mentions[before].span.start, grouping.mentions[before].span.end).stop
        if last <= first and before in grouping.of:
            between = words.folded[last:first]
            near = len(between) <= _BETWEEN and all(word in known.closed or not word.isalpha() for word in between)
            return near and grouping.of[before][0].kind == "organization"
    return False
