"""Phrases: a nominal with its owner and its complement, by which an actor without a name is told from others.

    a spokesman for the ministry, Ann Poe’s wife, analysts in Oslo

Rules:

- The complement is one link and the mention after it, with an article or without.
"""

from __future__ import annotations

from collections.abc import Sequence

from seedlib.matching import Words
from seedlib.model import Mention
from seedlib.resolution.knowledge import Knowledge

__all__ = ["whole_phrase"]

#: So many mentions beside a nominal are looked at: names may lie inside it.
_NEAR = 4


def whole_phrase(position: int, mentions: Sequence[Mention], words: Words, known: Knowledge) -> tuple[int, int]:
    """Return where the phrase of a nominal begins and ends, in code points.

    Args:
        position: the nominal's, among the mentions.
        mentions: in text order.
        words: the document's words.
        known: what the language's lexicons say.
    """
    span = mentions[position].span
    numbers = words.tokens.within(span.start, span.end)
    if not numbers:
        return span.start, span.end
    return _begin(position, mentions, words, known), _end(position, numbers.stop, mentions, words, known)


def _begin(position: int, mentions: Sequence[Mention], words: Words, known: Knowledge) -> int:
    start = mentions[position].span.start
    before = words.tokens.within(start, start + 1).start - 1
    if before < 1 or words.folded[before] not in known.genitives:
        return start
    ends = words.tokens.ends[before - 1]
    owners = (mention for mention in mentions[max(0, position - _NEAR) : position] if mention.span.end == ends)
    return next((owner.span.start for owner in owners), start)


def _end(position: int, last: int, mentions: Sequence[Mention], words: Words, known: Knowledge) -> int:
    after = last + 1
    if after + 1 < len(words) and words.folded[after] in known.articles:
        after += 1
    if after < len(words) and words.folded[last] in known.links:
        starts = {words.tokens.starts[last + 1], words.tokens.starts[after]}
        following = (mention for mention in mentions[position + 1 : position + 1 + _NEAR] if mention.span.start in starts)
        end = next((mention.span.end for mention in following), None)
        if end is not None:
            return end
    return mentions[position].span.end
