"""The slots that may stand after a cue.

Each is a function of the attempt and a word index: what the slot holds begins there.
It answers where what it holds ends, or None if it does not fit.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from seedlib.attribution.attempts import Attempt
from seedlib.attribution.phrases import Phraser

__all__ = ["AFTER", "lacks_object", "tells_lack"]

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
    """A clause with its complementizer: `that he won`; after a noun no relative clause: `a promise | that he made in March`."""
    end = attempt.clause_end(at)
    if _holds_nothing(attempt, at, end) or _compares(attempt, at, end):
        return None
    if attempt.form == "noun" and lacks_object(attempt.reader, at, end):
        return None
    return _opened(attempt, at, attempt.reader.that)


def _compares(attempt: Attempt, at: int, end: int) -> bool:
    """Say whether a comparison without a subject follows `that`, which then is what is said: `knew that | as well as anyone`."""
    reader = attempt.reader
    if attempt.word(at + 1) not in reader.subordinator:
        return False
    verbs = reader.comma | reader.auxiliary
    return not any(reader.folded[place] in verbs for place in range(at + 2, end - 1))


def lacks_object(reader: Phraser, at: int, end: int) -> bool:
    """Say whether a clause has a verb that gives or makes something, but not what: that is the noun before the clause."""
    given = [place for place in range(at, end) if reader.folded[place] in reader.light]
    if at + 1 < end and reader.folded[at + 1] not in reader.be:  # that | was made, but not: that the view | is shared
        given = [place for place in given if not reader.is_helped(reader.verb_start(place, at), place)]
    return any(place + 1 == end or reader.folded[place + 1] in reader.preposition or reader.is_adverb(place + 1) for place in given)


def _holds_nothing(attempt: Attempt, at: int, end: int) -> bool:
    """Say whether the words only point at what is said: `told me that`, `promised that too`, `said so`."""
    reader = attempt.reader
    return all(reader.folded[place] in reader.pointer or reader.is_adverb(place) for place in range(at, end))


def _question(attempt: Attempt, at: int) -> int | None:
    """A question: `whether he won`."""
    return _opened(attempt, at, attempt.reader.interrogative)


def _infinitive(attempt: Attempt, at: int) -> int | None:
    """An infinitive: `to win`, `not to win`; not `to the plan`."""
    reader, start = attempt.reader, at
    while attempt.word(at) and reader.is_adverb(at):
        at += 1
    if attempt.word(at) not in reader.infinitive or attempt.word(at + 1) in reader.noun_start:
        return None
    end = attempt.clause_end(at)
    return attempt.hold(start, end) if end > at + 1 else None


def _begins_nothing(attempt: Attempt, at: int) -> bool:
    """Say whether no clause and no noun phrase begins at the word: `promises | do not carry freight`."""
    reader, word = attempt.reader, attempt.word(at)
    if not word or at in reader.ground.opening:
        return not word
    return word in reader.border or word in reader.stop or word in reader.preposition or word in reader.auxiliary


def tells_lack(reader: Phraser, at: int, end: int) -> bool:
    """Say whether the words are a noun phrase that tells what there is not: `shows | no figures`, `lists | very few nations`."""
    while at < end and reader.folded[at] in reader.adverb:
        at += 1
    if at >= end or reader.folded[at] not in reader.negative:
        return False
    return not any(reader.folded[place] in reader.auxiliary for place in range(at, end))


def _bare(attempt: Attempt, at: int) -> int | None:
    """A clause without a complementizer: `he won`."""
    end = attempt.clause_end(at)
    return (
        None
        if _begins_nothing(attempt, at) or _holds_nothing(attempt, at, end) or tells_lack(attempt.reader, at, end)
        else attempt.hold(at, end)
    )


def _gap(attempt: Attempt, at: int) -> int | None:
    """A clause without its subject, which stands before: `which Lee said | was safe`."""
    return attempt.hold(at, attempt.clause_end(at)) if attempt.word(at) in attempt.reader.auxiliary else None


def _object(attempt: Attempt, at: int) -> int | None:
    """A noun phrase with its relative clauses: `the plan that he made`."""
    reader = attempt.reader
    if _begins_nothing(attempt, at) or attempt.word(at) in reader.conjunction:
        return None
    end = attempt.clause_end(at)
    if tells_lack(attempt.reader, at, end):
        return None
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
    return _circumstances(attempt, at, attempt.reader.venue)


def _when(attempt: Attempt, at: int) -> int | None:
    """The same before an infinitive, whose `to` leads to no place: `agreed on Monday | to leave`."""
    reached = _circumstances(attempt, at, attempt.reader.setting)
    while reached is not None and attempt.word(reached - 1) in attempt.reader.negation:  # | not to leave
        reached = reached - 1 if reached - 1 > at else None
    return reached


def _circumstances(attempt: Attempt, at: int, venue: frozenset[str]) -> int | None:
    end = attempt.reader.circumstances_end(at, attempt.high, venue)
    return end if end > at else None


def _addressee(attempt: Attempt, at: int) -> int | None:
    """To whom it is said: `the Namibian government`."""
    found = attempt.reader.phrase_after(at, attempt.high)
    return attempt.reader.addressee_end(found[1], attempt.high) if found else None


def _asked(attempt: Attempt, at: int) -> int | None:
    """Who is to do what the infinitive after says: `both governments to accept a mediator`."""
    end = _addressee(attempt, at)
    if end is None:
        return None
    reached = _infinitive(attempt, _when(attempt, end) or end)
    if reached is not None:
        reached = attempt.reader.aside_start(end, reached)
        attempt.content[-1] = at, reached
    return reached


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
    end = attempt.reader.complement_end(found[1], attempt.high)
    attempt.source = found[0], attempt.reader.relative_end(end, attempt.high)
    return attempt.source[1]


#: By the name that stands in a frame.
AFTER: Mapping[str, Callable[[Attempt, int], int | None]] = {
    "QUOTE": _quote,
    "THAT": _that,
    "QUESTION": _question,
    "TO": _infinitive,
    "BARE": _bare,
    "GAP": _gap,
    "OBJECT": _object,
    "OF": _of,
    "CLAUSE": _clause,
    "REST": _rest,
    "END": _end,
    "ADJUNCT": _adjunct,
    "WHEN": _when,
    "ADDRESSEE": _addressee,
    "ASKED": _asked,
    "SOURCE": _source,
    "NAME": _name,
}
