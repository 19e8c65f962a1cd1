"""The slots that may stand before a cue.

Each is a function of the attempt and a word index: what the slot holds ends there.
It answers where what it holds begins, or None if it does not fit.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from seedlib.attribution.attempts import Attempt, Reader
from seedlib.attribution.ground import Range

__all__ = ["BEFORE"]

#: A clause before `, she said` has at least this many words: "Well, he said" has none.
_CLAUSE_WORDS = 3

#: Words between a possessor and its noun, or a verb and its noun: Russia’s very public threat, issued a public notice.
_ADJECTIVES = 3

#: Words of a name before a colon: Senator Maria del Carmen Ruiz.
_NAME_WORDS = 5


def _source(attempt: Attempt, at: int) -> int | None:
    """Who says it: the subject before the cue, or the one that the cue shares with the verb before it."""
    reader = attempt.reader
    start = reader.verb_start(at, attempt.low)
    helped = reader.is_helped(start, at)
    if helped if attempt.form == "past" else attempt.form == "passive" and (helped or start == at):
        return None  # was told: who says it stands elsewhere; told alone is read as "past"
    if attempt.form == "base" and attempt.word(at - 1) in reader.infinitive:
        return None  # to say: most often what somebody may say, not what he says
    shares = attempt.form == "participle" and not helped
    found = None if shares else reader.subject_before(at, attempt.low)
    if found is not None:
        noun = start == at and (reader.wants_noun(start - 1) or (attempt.form == "base" and not reader.has_plural_head(found)))
        if noun or _says_nothing(reader, found, attempt.low):
            return None
        attempt.source = found
        attempt.aside = attempt.word(start - 1) in reader.relative and attempt.word(start - 2) in reader.comma
        return min(found[0], start)
    if not shares and not (start > attempt.low and reader.joins_clauses(start - 1)):
        return None
    attempt.source = attempt.shared or reader.first_subject(attempt.low, at)
    return start if attempt.source else None


def _says_nothing(reader: Reader, found: Range, low: int) -> bool:
    """Say whether a subject is nobody (`nobody said`), stands in a condition (`if Poland refuses`) or is a verb (`would call protests`)."""
    first = found[0]
    before = reader.folded[first - 1] if first > low else ""
    verb = before in reader.auxiliary and before not in reader.genitive and not reader.is_name(first - 1)  # in May the council
    return verb or before in reader.condition or reader.folded[first] in reader.negative


def _quote(attempt: Attempt, at: int) -> int | None:
    """A quotation that begins with the sentence, or before it, or after a border in it."""
    reader, ground = attempt.reader, attempt.reader.ground
    while at > attempt.low and at not in ground.closing and reader.folded[at - 1] in reader.mark:
        at -= 1
    index = ground.closing.get(at) if at > attempt.low else None
    if index is None:
        return None
    first, last = ground.quotes[index]
    if first > attempt.low and reader.folded[first - 1] not in reader.border:
        return None
    attempt.content.append((first, last))
    attempt.quotes.append(index)
    return first


def _clause(attempt: Attempt, at: int) -> int | None:
    """The sentence up to a border: `The economy is bad, she said`."""
    reader, end = attempt.reader, at
    while attempt.word(end - 1) in reader.border:
        end -= 1
    if end == at and not (end in reader.ground.closing and attempt.word(end - 2) in reader.comma):
        return None
    if end - attempt.low < _CLAUSE_WORDS:
        return None
    attempt.content.append((attempt.low, end))
    return attempt.low


def _content(attempt: Attempt, at: int) -> int | None:
    """What is said, in a language where it stands before the verb: back to the word that marks who says it, or to the sentence's begin."""
    reader, first = attempt.reader, at
    while first > attempt.low and reader.folded[first - 1] not in reader.source_mark:
        first -= 1
    return first if attempt.hold(first, at) else None


def _related(attempt: Attempt, at: int) -> int | None:
    """What is meant, by the pronoun of a relative clause that is said: `the bridge, |which| Lee said was safe, fell`.

    Commas tell where it ends; one that tells apart, `a bridge that Lee said was safe`, has none.
    """
    if attempt.word(at - 1) not in attempt.reader.relative or attempt.word(at - 2) not in attempt.reader.comma:
        return None
    attempt.aside = True
    attempt.content.append((at - 1, at))
    return at - 1


def _possessor(attempt: Attempt, at: int) -> int | None:
    """Whose threat it is: a possessive, or a name with its mark."""
    reader = attempt.reader
    for place in range(at - 1, max(attempt.low, at - 1 - _ADJECTIVES) - 1, -1):
        word = reader.folded[place]
        if word in reader.genitive:
            attempt.source = reader.name_before(place, attempt.low)
            return attempt.source[0] if attempt.source else None
        if word in reader.possessive:
            attempt.source = place, place + 1
            return place
        if word in reader.border or word in reader.preposition or word in reader.determiner:
            return None
    return None


def _light_verb(attempt: Attempt, at: int) -> int | None:
    """`issued a public` before `notice`: verb and noun are the cue together."""
    reader = attempt.reader
    for place in range(at - 1, max(attempt.low, at - 1 - _ADJECTIVES) - 1, -1):
        word = reader.folded[place]
        if word in reader.light:
            attempt.first = place
            return place
        if word in reader.border or word in reader.preposition:
            return None
    return None


def _patient(attempt: Attempt, at: int) -> int | None:
    """Of whom it is said, before a passive: `She is expected to win`."""
    start = attempt.reader.verb_start(at, attempt.low)
    found = attempt.reader.subject_before(at, attempt.low)
    if found is None or not attempt.reader.is_helped(start, at) or _is_object(attempt, found):
        return None
    attempt.content.append(found)
    return found[0]


def _is_object(attempt: Attempt, found: Range) -> bool:
    """Say whether a pronoun before a verb may be the object of another verb: `a plan to sell |it| was rejected`."""
    reader, (first, last) = attempt.reader, found
    if last - first > 1 or reader.folded[first] not in reader.subject & reader.object or first == attempt.low:
        return False
    return reader.folded[first - 1] not in reader.border | reader.clause_start


def _speaker(attempt: Attempt, at: int) -> int | None:
    """A name that begins the sentence and is all that stands there, as in `Diaz: “We will not pay.”`."""
    reader = attempt.reader
    named = 0 < at - attempt.low <= _NAME_WORDS and all(reader.is_name(place) for place in range(attempt.low, at))
    if not named or reader.is_cue(attempt.low):
        return None
    attempt.source = attempt.low, at
    return attempt.low


#: By the name that stands in a frame.
BEFORE: Mapping[str, Callable[[Attempt, int], int | None]] = {
    "SOURCE": _source,
    "QUOTE": _quote,
    "CLAUSE": _clause,
    "CONTENT": _content,
    "RELATED": _related,
    "POSSESSOR": _possessor,
    "LIGHT": _light_verb,
    "PATIENT": _patient,
    "SPEAKER": _speaker,
}
