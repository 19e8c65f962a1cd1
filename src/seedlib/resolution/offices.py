"""Offices: whose they are and who has them, where other words tell than those beside a name.

    Uganda agreed. Its negotiator, Daniel Roe    of the country that the owner means
    The Centre is led by her as director         who the pronoun means is its director

    SEOUL, Sept. 18 — … Unification Minister Lee Hyun-woo     of the country whose capital the dateline has
    Fiji has rejected it, the finance minister, …, said       of the one country that the text names

Rules:

- A definite office names whoever holds it where the text is at home: *the prime minister* of a report from Oslo is Norway's (Quirk et al.,
  A Comprehensive Grammar of the English Language, 1985, 5.28: situational reference). That is taken only for offices of a state.
- Of a dateline that names a state or its capital that state; without a dateline the only country that the text names, if it does
  something in it (*visited Norway* tells of nobody at home). Where there are several none is taken.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from seedlib.matching import Words
from seedlib.model import Document, Span
from seedlib.resolution.groups import Group, Grouping
from seedlib.resolution.knowledge import Knowledge
from seedlib.resolution.roles import Reader
from seedlib.resolution.shortening import called

__all__ = ["at_home", "led_by", "owned"]

#: How a state's id begins.
_STATE = "iso3166:"

#: Nothing is left out of a role: a deputy minister's office is one of state too.
_NONE: frozenset[str] = frozenset()

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
    """Give those by whom a body is led the role that this is: `The Centre is led by Ann Poe`, `… by her as director`.

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
        said = Span(words.tokens.starts[match.first], words.tokens.ends[match.last - 1])
        if role is None:
            held[0].learn((match.entries[0].data["role"],), (said,), None, ())
        else:
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


def at_home(grouping: Grouping, words: Words, document: Document, known: Knowledge) -> None:
    """Give those who hold an office of state and of whom no country is told that of the text.

    Args:
        grouping: whose groups have learned their roles.
        words: the document's words.
        document: for its dateline.
        known: what the language's lexicons say.
    """
    persons = (group for group in grouping.groups.values() if group.kind == "person" and group.country is None)
    holders = [group for group in persons if _is_of_state(group, known)]
    if not holders:
        return
    country, grounds = _home(grouping, words, document, known)
    for group in holders:
        group.learn((), (), country, grounds)


def _is_of_state(group: Group, known: Knowledge) -> bool:
    return any(form in known.state_offices for role in group.roles for form in (role, *called(role, known.name_links, _NONE)))


def _home(grouping: Grouping, words: Words, document: Document, known: Knowledge) -> tuple[str | None, Iterable[Span]]:
    """Return the country of a text, and the words that tell it."""
    datelines = [words.tokens.within(block.span.start, block.span.end) for block in document.blocks if block.kind == "dateline"]
    if datelines:
        states = dict(_states(datelines, words, known))
        return next(iter(states.items())) if len(states) == 1 else (None, ())
    return _named(grouping)


def _states(datelines: Iterable[range], words: Words, known: Knowledge) -> Iterator[tuple[str, tuple[Span, ...]]]:
    """Yield the states that datelines name, or whose capitals: `OSLO`, `KATOWICE, Poland`."""
    for numbers in datelines:
        for match in known.names.find(words, numbers.start, numbers.stop):
            ids = {entry.data.get("stands_for") or entry.value for entry in match.entries}
            if len(ids) == 1 and (state := ids.pop()).startswith(_STATE):
                yield state.removeprefix(_STATE), (Span(words.tokens.starts[match.first], words.tokens.ends[match.last - 1]),)


def _named(grouping: Grouping) -> tuple[str | None, tuple[Span, ...]]:
    """Return the country that a text names alone, and the first words where it does something."""
    countries = {group.country for group in grouping.groups.values() if group.country}
    if len(countries) == 1:
        for position, (group, _) in sorted(grouping.of.items()):
            if group.kind == "country" and grouping.mentions[position].use == "metonym":
                return group.country, (grouping.mentions[position].span,)
    return None, ()
