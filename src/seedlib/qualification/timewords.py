"""Expressions of time, found by patterns of words: "on Monday", "by the end of 2030", "from May 9 to June 2".

A pattern is a row of items: a word in capitals is a slot, which a word of the lexicon `times` with that value fills (`MONTH`, `UNIT`), or
a number (`DAY`, `YEAR`, `DECADE`, `COUNT`); any other word stands for itself; a `?` makes an item optional. Patterns are data of a
language, as the words are; so a language in which "ago" stands first has other patterns, and no other code.

    COUNT UNIT ago              two years ago
    MONTH DAY ,? YEAR           May 9, 2024

Before what a pattern finds may stand a stage ("the end of", "early") and a relation ("by", "since"); two finds with a word of range between
them are one ("from May 9 to June 2").

Rules:

- The longest match wins; a match lies in one sentence.
- Only words that tell of time by themselves (names of days and months, units, years, "today") begin a search, a few words before
  themselves; so a text without such words costs one look-up a word, and one with them is read in linear time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import compress, product
from typing import Any

from seedlib.components import Context
from seedlib.matching import WORD, Entry, Phrases, Words, fold
from seedlib.model import value

__all__ = ["Moment", "Part", "TimeWords", "make_time_words"]

#: What may begin a search: a slot that only words of time fill.
_TELLING = ("WEEKDAY", "MONTH", "UNIT", "YEAR", "DECADE", "PART", "SEASON")

#: How many words before a telling one a pattern may begin: "the day | before | yesterday", "the 9th of May".
_BEFORE = 5

#: How many words of stage and relation may stand before: "as of the beginning of".
_LED = 4

#: The years that count as years without more: those in which there was news.
_YEARS = range(1600, 2200)

#: A node of the tree of patterns: the next item's node, and under None the entry of the pattern that ends here.
_Node = dict[str | None, Any]


@value  # positional: made once a match
class Part:
    """What one pattern found: its entry, and the entries of the words in its slots, by slot."""

    pattern: Entry
    slots: Mapping[str, tuple[Entry, ...]]

    def number(self, slot: str, index: int = 0) -> int | None:
        """Return the number of a slot's word, or None."""
        held = self.slots.get(slot, ())
        number = held[index].data.get("number") if index < len(held) else None
        return number if isinstance(number, int) else None


@value  # positional: made once a match
class Moment:
    """An expression of time: the words `first` to `last` (the latter not included), one part or two."""

    first: int
    last: int
    #: Where it begins without its relation.
    head: int
    #: The word that relates it to what is told, such as "by".
    relation: Entry | None
    parts: tuple[Part, ...]


class TimeWords:
    """The expressions of time of a language, compiled."""

    __slots__ = ("_first", "_items", "_ranges", "_relations", "_stages", "_telling", "_tree")

    def __init__(self, words: Iterable[Entry], patterns: Iterable[Entry]) -> None:
        words = [*words]
        self._relations = Phrases(entry for entry in words if entry.value == "relation")
        self._stages = Phrases(entry for entry in words if entry.value == "stage")
        self._ranges = Phrases(entry for entry in words if entry.value in {"range", "joint"})
        #: The slots that a word can fill, with its entry.
        self._items: dict[str, list[tuple[str, Entry]]] = {}
        for entry in (*words, *_numbers([fold(entry.phrase) for entry in words if entry.value == "ordinal-ending"])):
            self._items.setdefault(fold(entry.phrase), []).append((entry.value.upper(), entry))
        self._tree: _Node = {}
        telling = {word for word, held in self._items.items() if any(slot in _TELLING for slot, _ in held)}
        for entry in patterns:
            for items in _spelled_out(entry.phrase):
                if not any(item in _TELLING for item in items):
                    telling.add(items[0])
                node = self._tree
                for item in items:
                    node = node.setdefault(item, {})
                node.setdefault(None, entry)
        self._telling = frozenset(telling)
        first = (word for word, held in self._items.items() if any(slot in self._tree for slot, _ in held))
        self._first = frozenset((*first, *(item for item in self._tree if item is not None)))

    def find(self, words: Words, first: int, last: int) -> Iterator[Moment]:
        """Yield the expressions of time among the words `first` to `last` of one sentence, in text order."""
        done = first
        for index in compress(range(first, last), map(self._telling.__contains__, words.folded[first:last])):
            for begin in range(max(done, index - _BEFORE), index + 1):
                found = self._part(words, begin, last) if words.folded[begin] in self._first else None
                if found is not None and found[0] > index:
                    moment = self._moment(words, done, begin, found, last)
                    done = found[0] if moment is None else moment.last
                    if moment is not None:
                        yield moment
                    break

    def _part(self, words: Words, first: int, last: int) -> tuple[int, Part] | None:
        """Return the longest match of a pattern from the word `first` on: the word after it, and what it found."""
        best: tuple[int, Part] | None = None
        states: list[tuple[_Node, tuple[tuple[str, Entry], ...]]] = [(self._tree, ())]
        for index in range(first, last):
            word, reached = words.folded[index], []
            for node, held in states:
                if word in node:
                    reached.append((node[word], held))
                for slot, entry in self._items.get(word, ()):
                    if slot in node and (words.texts[index][0].isupper() or not entry.phrase[0].isupper()):
                        reached.append((node[slot], (*held, (slot, entry))))
            ended = next((state for state in reached if None in state[0]), None)
            if ended is not None:
                best = index + 1, Part(ended[0][None], _by_slot(ended[1]))
            if not reached:
                break
            states = reached
        return best

    def _moment(self, words: Words, floor: int, first: int, found: tuple[int, Part], last: int) -> Moment | None:
        """Return the whole expression about what a pattern found; None if that is none without more: a year alone."""
        (end, part), begin = found, first
        while (stage := self._stages.ending(words, begin, max(floor, begin - _LED))) is not None:
            begin = stage.first
        staged, head = begin < first, begin
        relation = self._relations.ending(words, head, max(floor, head - _LED))
        if relation is not None and relation.entries[0].data.get("not") == part.pattern.value:  # "weighed in | Friday"
            relation = None
        data = part.pattern.data
        if part.pattern.value == "none" or (data.get("staged") and not staged):
            return None
        if data.get("led") and relation is None and not staged:
            return None
        parts = [part]
        joined = self._ranges.at(words, end, last) if end < last else None
        if joined is not None and joined.entries[0].data.get("joins") == (relation.entries[0].data.get("joins") if relation else None):
            other = self._part(words, joined.last, last)
            if other is not None and other[1].pattern.value == part.pattern.value:
                end = other[0]
                parts.append(other[1])
        return Moment(relation.first if relation else head, end, head, relation.entries[0] if relation else None, tuple(parts))


def _by_slot(held: Iterable[tuple[str, Entry]]) -> dict[str, tuple[Entry, ...]]:
    slots: dict[str, tuple[Entry, ...]] = {}
    for slot, entry in held:
        slots[slot] = (*slots.get(slot, ()), entry)
    return slots


def _numbers(endings: Iterable[str]) -> Iterator[Entry]:
    """Yield days, with an ordinal's ending and without, years, decades, and counts in figures."""
    endings = [*endings]
    for day in range(1, 32):
        for word in dict.fromkeys((str(day), f"{day:02}", *(f"{day}{ending}" for ending in endings))):
            yield Entry(phrase=word, value="day", data={"number": day})
    for year in _YEARS:
        yield Entry(phrase=str(year), value="year", data={"number": year})
        if year % 10 == 0:
            yield Entry(phrase=f"{year}s", value="decade", data={"number": year})
    for count in range(1, 100):
        yield Entry(phrase=str(count), value="count", data={"number": count})


def _spelled_out(pattern: str) -> Iterator[tuple[str, ...]]:
    """Yield the rows of items that a pattern stands for, with and without each optional one."""
    choices = []
    for item in pattern.split():
        name = item.removesuffix("?") if len(item) > 1 else item
        words = (name,) if name.isupper() else tuple(map(fold, WORD.findall(name)))
        choices.append((words, ()) if name != item else (words,))
    for chosen in product(*choices):
        yield tuple(item for words in chosen for item in words)


def make_time_words(context: Context) -> TimeWords:
    """Compile the expressions of time of the context's language; to be called through `context.once`."""
    return TimeWords(context.phrases("times").entries, context.phrases("time-patterns").entries)
