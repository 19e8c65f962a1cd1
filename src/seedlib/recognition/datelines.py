"""Datelines: the place and the agency before a report, `GENEVA (Example Wire) —`, `SEOUL, Sept. 18 (Example Wire) —`.

Rules:

- What begins a dateline, in capitals, is a place; what stands there in brackets with capitals is an agency.
- A block is a dateline where the parser says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from seedlib.matching import Words
from seedlib.model import Block
from seedlib.recognition.making import Found
from seedlib.recognition.runs import is_capital
from seedlib.recognition.vocabulary import Vocabulary

__all__ = ["datelines"]

#: A place's name in a dateline has at most this many words: `PORT OF SPAIN`; an agency's likewise: `Example News and Wire`.
_LONGEST = 5

#: A block that is a dateline tells more than any label does.
_SURE = 0.99


def datelines(words: Words, blocks: Sequence[Block], known: Vocabulary) -> Iterator[Found]:
    """Yield the places and agencies of a document's datelines."""
    for block in blocks:
        if block.kind == "dateline":
            numbers = words.tokens.within(block.span.start, block.span.end)
            yield from _place(words, numbers, known)
            yield from _agencies(words, numbers)


def _place(words: Words, numbers: range, known: Vocabulary) -> Iterator[Found]:
    last = numbers.start
    while last < numbers.stop and last - numbers.start < _LONGEST and words.texts[last].isalpha() and words.texts[last].isupper():
        last += 1
    name = known.names.at(words, numbers.start) if numbers else None
    if last > numbers.start and (name is None or name.last < last):
        yield Found(numbers.start, last, "place", "dateline", _SURE)


def _agencies(words: Words, numbers: range) -> Iterator[Found]:
    for opening in numbers:
        if words.texts[opening] != "(":
            continue
        closing = opening + 1
        while closing < numbers.stop and closing - opening <= _LONGEST and words.texts[closing] != ")":
            closing += 1
        named = words.texts[opening + 1 : closing]
        if closing < numbers.stop and words.texts[closing] == ")" and named and is_capital(named[0]) and is_capital(named[-1]):
            yield Found(opening + 1, closing, "publication", "dateline", _SURE)
