"""Noun phrases and clause borders, by word classes alone: no parser, no tagger.

Rules:

- A subject is what stands before a verb, its auxiliaries and adverbs, back to a clause's border.
- Every scan ends after `_FAR` words, so that no text takes quadratic time.
- Answers are ranges of word indices, never empty; None where no phrase stands.
"""

from __future__ import annotations

from seedlib.attribution.ground import Ground
from seedlib.attribution.vocabulary import Vocabulary

__all__ = ["Phraser", "Range"]

#: How many words back or on a noun phrase is sought.
_FAR = 40

#: How many words a possessor has that is no name: the new South African government’s.
_SHORT = 6

Range = tuple[int, int]


class Phraser:
    """Finds phrases among the words of one document.

    Args:
        ground: the document.
        vocabulary: of its language.
    """

    def __init__(self, ground: Ground, vocabulary: Vocabulary) -> None:
        self.folded = ground.words.folded
        self.texts = ground.words.texts
        self.ground = ground
        of = vocabulary.words_of
        self.border, self.comma, self.stop, self.mark = of("border"), of("comma"), of("stop"), of("mark")
        self.auxiliary, self.be, self.infinitive = of("auxiliary"), of("be"), of("infinitive")
        self.adverb, self.endings = of("adverb") | of("time"), vocabulary.adverb_endings
        self.subject, self.object, self.possessive = of("subject"), of("object-pronoun"), of("possessive")
        self.determiner, self.preposition = of("determiner"), of("preposition")
        self.conjunction, self.coordinator = of("conjunction"), of("coordinator")
        self.relative, self.interrogative, self.that = of("relative"), of("interrogative"), of("complementizer")
        self.clause_start = of("subordinator") | of("interrogative") | of("complementizer") | of("conjunction")
        self.venue, self.genitive, self.light, self.subordinator = of("venue"), of("genitive"), of("light-verb"), of("subordinator")

    def is_adverb(self, index: int) -> bool:
        """Say whether the word is an adverb, by list or by ending."""
        word = self.folded[index]
        return word in self.adverb or (bool(self.endings) and word.endswith(self.endings) and self.texts[index][0].islower())

    def is_name(self, index: int) -> bool:
        """Say whether the word is written as names are."""
        return self.texts[index][0].isupper()

    def verb_start(self, at: int, low: int) -> int:
        """Step back from a verb over its auxiliaries and adverbs."""
        while at > low and (self.is_adverb(at - 1) or (self.folded[at - 1] in self.auxiliary and not self._possesses(at - 1, low))):
            at -= 1
        return at

    def _possesses(self, at: int, low: int) -> bool:
        """Say whether the word is the ’s of Putin’s rather than that of he’s."""
        return self.folded[at] in self.genitive and (at <= low or self.folded[at - 1] not in self.subject | self.relative)

    def subject_before(self, at: int, low: int) -> Range | None:
        """Return the subject of the verb at `at`, or the subject that it shares with the verb before it."""
        start = self.verb_start(at, low)
        if start <= low:
            return None
        word = self.folded[start - 1]
        if word in self.comma:
            return self._before_insertion(start, low)
        if word in self.relative:
            end = start - 1
            if end > low and self.folded[end - 1] in self.comma:
                end -= 1
            found = self.phrase_before(end, low)
            return (found[0], start) if found else (start - 1, start)
        if word in self.conjunction or word in self.border:
            return None
        return self.phrase_before(start, low)

    def _before_insertion(self, start: int, low: int) -> Range | None:
        """Return the subject before `, the governor of Ohio,` that stands before a verb."""
        at = start - 2
        while at > max(low, start - _FAR) and self.folded[at] not in self.comma:
            if self.folded[at] in self.border or at + 1 in self.ground.closing:
                return None
            at -= 1
        if at <= low or self.folded[at] not in self.comma:
            return None
        found = self.phrase_before(at, low)
        return (found[0], start) if found else None

    def phrase_before(self, end: int, low: int) -> Range | None:
        """Return the noun phrase that ends at `end`, back to a clause's border."""
        start, stop = end, max(low, end - _FAR)
        while start > stop:
            word = self.folded[start - 1]
            if word in self.subject and not self.is_genitive(start):
                return (start - 1, end) if start == end else self._trim(start, end)
            if word in self.border or start in self.ground.closing:
                break
            if word in self.clause_start and not self._coordinates(start - 1, stop, end):
                break
            start -= 1
        return self._trim(start, end)

    def name_before(self, end: int, low: int) -> Range | None:
        """Return the name, or the few words from a determiner on, that end at `end`: whose threat it is."""
        start = end
        if start > low and self.is_name(start - 1):
            while start > low and self.is_name(start - 1):
                start -= 1
            if start > low and self.folded[start - 1] in self.determiner:
                start -= 1
            return start, end
        while start > max(low, end - _SHORT) and self.folded[start - 1] not in self.border and self.folded[start - 1] not in self.preposition:
            start -= 1
            if self.folded[start] in self.determiner or self.folded[start] in self.possessive:
                return start, end
        return None

    def is_genitive(self, index: int) -> bool:
        """Say whether a possessive mark stands at the word."""
        return index < len(self.folded) and self.folded[index] in self.genitive

    def _coordinates(self, at: int, low: int, end: int) -> bool:
        """Say whether the conjunction at `at` joins two names or two phrases of one noun phrase."""
        if self.folded[at] not in self.coordinator or at <= low or at + 1 >= end:
            return False
        return self.is_name(at - 1) and (self.is_name(at + 1) or self.folded[at + 1] in self.determiner or self.folded[at + 1] in self.possessive)

    def _trim(self, start: int, end: int) -> Range | None:
        """Cut adverbs and conjunctions from a phrase's front, and a prepositional phrase from before its last name."""
        while start < end and (self.folded[start] in self.conjunction or self.is_adverb(start) or self.folded[start] in self.auxiliary):
            start += 1
        if start < end and self.folded[start] in self.preposition:
            at = end - 1
            while at > start and self.folded[at] not in self.preposition and self.folded[at - 1] not in self.preposition:
                if self.folded[at] in self.determiner:
                    break
                at -= 1
            start = at if self.folded[at] not in self.preposition else end
        return (start, end) if start < end and any(self.texts[i][0].isalnum() for i in range(start, end)) else None

    def first_subject(self, low: int, at: int) -> Range | None:
        """Return the subject of the clause that begins at `low`: what a participle or a second verb shares."""
        start = low
        if start < at and (self.folded[start] in self.preposition or self.folded[start] in self.clause_start or self.is_adverb(start)):
            stop = min(at, start + _FAR)
            comma = next((i for i in range(start, stop) if self.folded[i] in self.comma), None)
            start = start + 1 if comma is None else comma + 1
        while start < at and (self.folded[start] in self.conjunction or self.is_adverb(start)):
            start += 1
        return self.phrase_after(start, at)

    def phrase_after(self, start: int, high: int) -> Range | None:
        """Return the noun phrase that begins at `start`."""
        if start >= high or start in self.ground.opening:
            return None
        word = self.folded[start]
        if word in self.subject or word in self.object:
            return start, start + 1
        if word in self.border or word in self.stop or word in self.clause_start or word in self.preposition or word in self.auxiliary:
            return None
        end, stop, named = start, min(high, start + _FAR), False
        while end < stop:
            word = self.folded[end]
            ends = word in self.border or word in self.clause_start or end in self.ground.opening
            if ends or (word in self.auxiliary and not self._possesses(end, start)):
                if not self._coordinates(end, start, stop):
                    break
            elif end > start and (word in self.subject or word in self.preposition or self.is_adverb(end)):
                break
            elif named and not self.is_name(end) and word not in self.possessive and word not in self.stop:
                break
            named = self.is_name(end)
            end += 1
        return self._trim(start, end)

    def apposition_after(self, end: int, high: int) -> int:
        """Return where `, the governor of Ohio` ends that begins at `end`, or `end`."""
        if end < high and self.folded[end] in self.preposition and self.folded[end] not in self.infinitive:
            end += 1
            while end < high and self.folded[end] not in self.border and self.folded[end] not in self.stop and not self.is_adverb(end):
                end += 1
        if end + 1 < high and self.folded[end] in self.comma and (self.folded[end + 1] in self.determiner or self.folded[end + 1] in self.relative):
            at = end + 1
            while at < high and self.folded[at] not in self.border and at not in self.ground.opening:
                at += 1
            return at
        return end
