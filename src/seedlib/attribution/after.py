"""The slots that may stand after a cue.

Each is a function of the attempt and a word index: what the slot holds begins there.
It answers where what it holds ends, or None if it does not fit.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from seedlib.attribution.attempts import Attempt

__all__ = ["AFTER"]

#: The rest of a sentence after `…, she said,` has at least this many words.
_REST_WORDS = 3


def _quote(attempt: Attempt, at: int) -> int | None:
    """A quotation that holds a sentence: it ends the sentence, or has a stop or a comma of its own at its end.

    It may be the next paragraph: `She said:`.
    """
    reader, ground = attempt.reader, attempt.reader.ground
    while reader.word_at(at) in reader.mark:
        at += 1
    index = ground.opening.get(at)
    if index is None:
        return None
    first, last = ground.quotes[index]
    inner = reader.folded[last - 2] if last - first > 2 else ""
    if last < attempt.high and inner not in reader.stop and inner not in reader.comma:
        return None
    attempt.content.append((first, last))
    attempt.quotes.append(index)
    return last


def _opened(attempt: Attempt, at: int, words: frozenset[str]) -> int | None:
    """A clause that one of `words` opens, with more than that word in it."""
    end = attempt.clause_end(at) if attempt.word(at) in words else at
    return attempt.hold(at, end) if end > at + 1 else None


def _that(attempt: Attempt, at: int) -> int | None:
    """A clause with its complementizer: `that he won`."""
    return _opened(attempt, at, attempt.reader.that)


def _question(attempt: Attempt, at: int) -> int | None:
    """A question: `whether he won`."""
    return _opened(attempt, at, attempt.reader.interrogative)


def _infinitive(attempt: Attempt, at: int) -> int | None:
    """An infinitive: `to win`."""
    return _opened(attempt, at, attempt.reader.infinitive)


def _begins_nothing(attempt: Attempt, at: int) -> bool:
    reader, word = attempt.reader, attempt.word(at)
    return not word or (at not in reader.ground.opening and (word in reader.border or word in reader.stop or word in reader.preposition))


def _bare(attempt: Attempt, at: int) -> int | None:
    """A clause without a complementizer: `he won`."""
    return None if _begins_nothing(attempt, at) else attempt.hold(at, attempt.clause_end(at))


def _object(attempt: Attempt, at: int) -> int | None:
    """A noun phrase with its relative clauses: `the plan that he made`."""
    reader = attempt.reader
    if _begins_nothing(attempt, at) or attempt.word(at) in reader.conjunction:
        return None
    end = attempt.clause_end(at)
    stop = reader.object_end(at, min(end, attempt.high))
    around = reader.ground.quote_around(stop) if stop < end else None
    if around is not None:
        stop = min(end, reader.ground.quotes[around][1])
    return attempt.hold(at, stop)


def _of(attempt: Attempt, at: int) -> int | None:
    """A noun phrase with its preposition: `for a ban`."""
    if attempt.word(at) not in attempt.reader.preposition or attempt.word(at) in attempt.reader.infinitive:
        return None
    reached = _object(attempt, at + 1)
    if reached is not None:
        attempt.content[-1] = at, reached
    return reached


def _clause(attempt: Attempt, at: int) -> int | None:
    """The rest of the sentence."""
    return attempt.hold(at, attempt.clause_end(at)) if at + _REST_WORDS <= attempt.high else None


def _rest(attempt: Attempt, at: int) -> int | None:
    """The rest of the sentence after a comma: `…, she said, and will not get better`."""
    return _clause(attempt, at + 1) if attempt.word(at) in attempt.reader.comma else None


def _end(attempt: Attempt, at: int) -> int | None:
    """Nothing: the sentence ends here, or a border stands here."""
    word = attempt.word(at)
    return at if not word or word in attempt.reader.border or word in attempt.reader.stop else None


def _adjunct(attempt: Attempt, at: int) -> int | None:
    """When, where and how it is said: `on Monday in a statement`."""
    reader, start = attempt.reader, at
    while attempt.word(at) and at not in reader.ground.opening:
        if reader.is_adverb(at):
            at += 1
        elif attempt.word(at) in reader.venue:
            at = reader.venue_end(at + 1, attempt.high)
        else:
            break
    return at if at > start else None


def _addressee(attempt: Attempt, at: int) -> int | None:
    """To whom it is said."""
    found = attempt.reader.phrase_after(at, attempt.high)
    return found[1] if found else None


def _source(attempt: Attempt, at: int) -> int | None:
    """Who says it, after the cue: `said Ann Lee, the mayor`."""
    found = attempt.reader.phrase_after(at, attempt.high)
    if found is None:
        return None
    end = attempt.reader.apposition_end(found[1], attempt.high)
    attempt.source = found[0], end
    return end


def _name(attempt: Attempt, at: int) -> int | None:
    """Who says it, where what is said comes after a comma: `According to the ministry, the dam will hold`."""
    found = attempt.reader.phrase_after(at, attempt.high)
    if found is None:
        return None
    attempt.source = found[0], attempt.reader.complement_end(found[1], attempt.high)
    return attempt.source[1]


#: By the name that stands in a frame.
AFTER: Mapping[str, Callable[[Attempt, int], int | None]] = {
    "QUOTE": _quote,
    "THAT": _that,
    "QUESTION": _question,
    "TO": _infinitive,
    "BARE": _bare,
    "OBJECT": _object,
    "OF": _of,
    "CLAUSE": _clause,
    "REST": _rest,
    "END": _end,
    "ADJUNCT": _adjunct,
    "ADDRESSEE": _addressee,
    "SOURCE": _source,
    "NAME": _name,
}
