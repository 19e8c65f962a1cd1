"""The slots of a frame: source, quotation, clause and what else may stand around a cue.

Each is a function of the attempt and the word index where it is to begin; it answers how far it reached, or None if it does not fit. A slot
on the left begins at the word after its last, one on the right at its first.

Rules:

- A slot writes what it holds into the attempt, and changes nothing else.
- Which words make a slot is read from word classes; nothing of a language stands here.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping

from seedlib.attribution.ground import Ground
from seedlib.attribution.phrases import Phraser, Range
from seedlib.attribution.vocabulary import Vocabulary
from seedlib.matching import Match

__all__ = ["LEFT", "RIGHT", "Attempt", "Reader"]

#: A clause before `, she said` has at least this many words: "Well, he said" has none.
_CLAUSE_WORDS = 3

#: Words between a possessor and its noun: Russia’s very public threat.
_ADJECTIVES = 3

_INFINITE = ("participle", "base")


class Reader(Phraser):
    """A document's phrases, with its cues."""

    def __init__(self, ground: Ground, vocabulary: Vocabulary, cues: list[Match]) -> None:
        super().__init__(ground, vocabulary)
        self.vocabulary = vocabulary
        self.forms: dict[int, frozenset[str]] = {
            cue.first: frozenset(str(entry.data.get("form")) for entry in cue.entries) for cue in cues
        }
        self._borders: tuple[Range, list[int]] = ((-1, -1), [])

    def borders(self, low: int, high: int) -> list[int]:
        """Return where, in a sentence, another thing said begins: `, adding`, `and said`, `, according to`."""
        if self._borders[0] != (low, high):
            found = [at for at in range(low + 1, high - 1) if self._is_border(at, high)]
            self._borders = ((low, high), found)
        return self._borders[1]

    def joins_clauses(self, at: int) -> bool:
        """Say whether the word may stand between two clauses: `, while`, `, but`."""
        return self.folded[at] in self.comma or self.folded[at] in self.subordinator or self.folded[at] in self.conjunction

    def ends_object(self, at: int, high: int) -> bool:
        """Say whether a noun phrase, with the clauses that belong to it, ends at the word."""
        if self.folded[at] in self.comma:
            return at + 1 >= high or self.folded[at + 1] not in self.relative
        return self.folded[at] in self.subordinator

    def _is_border(self, at: int, high: int) -> bool:
        word = self.folded[at]
        if word in self.comma:
            after = at + 1
            while after < high and (self.is_adverb(after) or self.folded[after] in self.coordinator):
                after += 1
            forms = self.forms.get(after, frozenset())
            joined = self.folded[at + 1] in self.conjunction
            return bool(forms & {"participle", "preposition"}) or (joined and bool(forms & {"finite", "past"}))
        if word in self.coordinator:
            after = at + 1
            while after < high and self.is_adverb(after):
                after += 1
            return "past" in self.forms.get(after, frozenset())
        return False


class Attempt:
    """A cue and what has been found around it."""

    __slots__ = ("content", "first", "form", "high", "last", "low", "quotes", "reader", "shared", "source")

    def __init__(self, reader: Reader, cue: Range, bounds: Range, shared: Range | None) -> None:
        self.reader = reader
        self.first, self.last = cue
        self.low, self.high = bounds
        #: The source of the claim before in this sentence.
        self.shared = shared
        self.form = ""
        self.source: Range | None = None
        self.content: list[Range] = []
        self.quotes: list[int] = []


def _source_before(attempt: Attempt, at: int) -> int | None:
    reader, low = attempt.reader, attempt.low
    start = reader.verb_start(at, low)
    helped = any(reader.folded[i] in reader.be for i in range(start, at))
    if helped and attempt.form in ("past", "passive"):
        return None
    if not helped and attempt.form == "passive" and start == at:
        return None
    governed = (attempt.form == "participle" and not helped) or (attempt.form == "base" and reader.folded[at - 1] in reader.infinitive)
    if attempt.form == "base" and reader.folded[at - 1] in reader.infinitive: return None
    found = None if governed else reader.subject_before(at, low)
    if found is None:
        joined = start > low and (reader.folded[start - 1] in reader.conjunction or reader.folded[start - 1] in reader.comma)
        if not governed and not joined:
            return None
        found = attempt.shared or reader.first_subject(low, at)
        start = at
    if found is None or (start > low and not governed and start == at and _is_noun(reader, start - 1)):
        return None
    attempt.source = found
    return min(found[0], start) if found[0] >= low and not governed else start


def _is_noun(reader: Reader, before: int) -> bool:
    """Say whether the word after `before` is a noun rather than a verb: the state, her support, of claims."""
    word = reader.folded[before]
    return word in reader.determiner or (word in reader.possessive and word not in reader.subject) or word in reader.preposition


def _quote_before(attempt: Attempt, at: int) -> int | None:
    ground = attempt.reader.ground
    while at > attempt.low and at not in ground.closing and (
        attempt.reader.folded[at - 1] in attempt.reader.comma or attempt.reader.folded[at - 1] in attempt.reader.mark
    ):
        at -= 1
    index = ground.closing.get(at) if at > attempt.low else None
    if index is None:
        return None
    first, last = ground.quotes[index]
    if first > attempt.low and attempt.reader.folded[first - 1] not in attempt.reader.border:
        return None
    attempt.content.insert(0, (first, last))
    attempt.quotes.insert(0, index)
    return first


def _clause_before(attempt: Attempt, at: int) -> int | None:
    reader = attempt.reader
    end = at
    while end > attempt.low and (reader.folded[end - 1] in reader.border):
        end -= 1
    closed = end > attempt.low and end in reader.ground.closing and reader.folded[end - 2] in reader.comma
    if end == at and not closed or end - attempt.low < _CLAUSE_WORDS:
        return None
    attempt.content.insert(0, (attempt.low, end))
    return attempt.low


def _possessor(attempt: Attempt, at: int) -> int | None:
    reader = attempt.reader
    for place in range(at - 1, max(attempt.low, at - 1 - _ADJECTIVES) - 1, -1):
        if reader.folded[place] in reader.genitive:
            found = reader.name_before(place, attempt.low)
            if found is None:
                return None
            attempt.source = found
            return found[0]
        if reader.folded[place] in reader.possessive:
            attempt.source = (place, place + 1)
            return place
        if reader.folded[place] in reader.border or reader.folded[place] in reader.preposition or reader.folded[place] in reader.determiner:
            return None
    return None


def _light_before(attempt: Attempt, at: int) -> int | None:
    """Step back over `issued a public` before `notice`: verb and noun are the cue together."""
    reader = attempt.reader
    for place in range(at - 1, max(attempt.low, at - 1 - _ADJECTIVES) - 1, -1):
        if reader.folded[place] in reader.light:
            attempt.first = place
            return place
        if reader.folded[place] in reader.border or reader.folded[place] in reader.preposition:
            return None
    return None


def _patient_before(attempt: Attempt, at: int) -> int | None:
    start = attempt.reader.verb_start(at, attempt.low)
    if not any(attempt.reader.folded[i] in attempt.reader.be for i in range(start, at)):
        return None
    found = attempt.reader.subject_before(at, attempt.low)
    if found is None:
        return None
    attempt.content.insert(0, found)
    return found[0]


def _quote_after(attempt: Attempt, at: int) -> int | None:
    reader, ground = attempt.reader, attempt.reader.ground
    while at < attempt.high and (reader.folded[at] in reader.mark or reader.folded[at] in reader.comma or reader.folded[at] in reader.stop):
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


def _clause_end(attempt: Attempt, at: int) -> int:
    """Return where a clause ends that begins at `at`: at another thing said, or with the sentence or its last quotation."""
    reader, ground = attempt.reader, attempt.reader.ground
    borders = reader.borders(attempt.low, attempt.high)
    index = bisect_left(borders, at + 1)
    end = borders[index] if index < len(borders) else attempt.high
    if attempt.form == "noun":
        end = next((i for i in range(at, end) if reader.folded[i] in reader.comma and reader.ends_object(i, end)), end)
    around = ground.quote_around(end - 1)
    if around is not None and ground.quotes[around][0] > attempt.last:
        end = ground.quotes[around][1]
    return end


def _clause(attempt: Attempt, at: int, end: int) -> int | None:
    if end - at < 1:
        return None
    attempt.content.append((at, end))
    return end


def _opens(attempt: Attempt, at: int, words: frozenset[str]) -> bool:
    return at < attempt.high and attempt.reader.folded[at] in words


def _that_after(attempt: Attempt, at: int) -> int | None:
    return _clause(attempt, at, _clause_end(attempt, at)) if _opens(attempt, at, attempt.reader.that) else None


def _question_after(attempt: Attempt, at: int) -> int | None:
    return _clause(attempt, at, _clause_end(attempt, at)) if _opens(attempt, at, attempt.reader.interrogative) else None


def _infinitive_after(attempt: Attempt, at: int) -> int | None:
    return _clause(attempt, at, _clause_end(attempt, at)) if _opens(attempt, at, attempt.reader.infinitive) else None


def _bare_after(attempt: Attempt, at: int) -> int | None:
    reader = attempt.reader
    if at >= attempt.high or (at not in reader.ground.opening and (
        reader.folded[at] in reader.border or reader.folded[at] in reader.stop or reader.folded[at] in reader.preposition
    )):
        return None
    return _clause(attempt, at, _clause_end(attempt, at))


def _object_after(attempt: Attempt, at: int) -> int | None:
    reader = attempt.reader
    if at >= attempt.high or (at not in reader.ground.opening and (
        reader.folded[at] in reader.border or reader.folded[at] in reader.stop or reader.folded[at] in reader.preposition
        or reader.folded[at] in reader.conjunction
    )):
        return None
    end = _clause_end(attempt, at)
    stop = next((i for i in range(at, end) if reader.ends_object(i, end)), end)
    around = reader.ground.quote_around(stop)
    if around is not None and stop < end:
        stop = min(end, reader.ground.quotes[around][1])
    return _clause(attempt, at, stop)


def _of_after(attempt: Attempt, at: int) -> int | None:
    reader = attempt.reader
    if not _opens(attempt, at, reader.preposition) or reader.folded[at] in reader.infinitive:
        return None
    reached = _object_after(attempt, at + 1)
    if reached is not None:
        attempt.content[-1] = (at, reached)
    return reached


def _rest_after(attempt: Attempt, at: int) -> int | None:
    reader = attempt.reader
    if at + _CLAUSE_WORDS >= attempt.high or reader.folded[at] not in reader.comma:
        return None
    return _clause(attempt, at + 1, _clause_end(attempt, at + 1))


def _clause_after(attempt: Attempt, at: int) -> int | None:
    return _clause(attempt, at, _clause_end(attempt, at)) if at + _CLAUSE_WORDS <= attempt.high else None


def _end_after(attempt: Attempt, at: int) -> int | None:
    reader = attempt.reader
    return at if at >= attempt.high or reader.folded[at] in reader.border or reader.folded[at] in reader.stop else None


def _adjunct_after(attempt: Attempt, at: int) -> int | None:
    reader, start = attempt.reader, at
    while at < attempt.high and at not in reader.ground.opening:
        if reader.is_adverb(at):
            at += 1
        elif reader.folded[at] in reader.venue:
            at += 1
            begun = at
            while at < attempt.high and at not in reader.ground.opening and not (
                reader.folded[at] in reader.border or reader.folded[at] in reader.stop or reader.folded[at] in reader.clause_start
                or reader.folded[at] in reader.subject or reader.is_adverb(at)
                or (at > begun and (reader.folded[at] in reader.determiner or reader.folded[at] in reader.possessive) and not reader.is_genitive(at)
                and reader.folded[at - 1] not in reader.preposition)
            ):
                at += 1
        else:
            break
    return at if at > start else None


def _addressee_after(attempt: Attempt, at: int) -> int | None:
    found = attempt.reader.phrase_after(at, attempt.high)
    return found[1] if found else None


def _source_after(attempt: Attempt, at: int) -> int | None:
    found = attempt.reader.phrase_after(at, attempt.high)
    if found is None:
        return None
    end = attempt.reader.apposition_after(found[1], attempt.high)
    attempt.source = (found[0], end)
    return end


Slot = Callable[[Attempt, int], "int | None"]

#: The slots that may stand before a cue.
LEFT: Mapping[str, Slot] = {
    "SOURCE": _source_before,
    "QUOTE": _quote_before,
    "CLAUSE": _clause_before,
    "POSSESSOR": _possessor,
    "PATIENT": _patient_before,
    "LIGHT": _light_before,
}

#: The slots that may stand after a cue.
RIGHT: Mapping[str, Slot] = {
    "SOURCE": _source_after,
    "QUOTE": _quote_after,
    "THAT": _that_after,
    "QUESTION": _question_after,
    "TO": _infinitive_after,
    "BARE": _bare_after,
    "OBJECT": _object_after,
    "OF": _of_after,
    "REST": _rest_after,
    "END": _end_after,
    "CLAUSE": _clause_after,
    "ADJUNCT": _adjunct_after,
    "ADDRESSEE": _addressee_after,
}
