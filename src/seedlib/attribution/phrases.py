"""Noun phrases and clause borders, by word classes alone: no parser, no tagger.

Rules:

- A subject is what stands before a verb, its auxiliaries and adverbs, back to a clause's border.
- Every scan ends after `_FAR` words or with its sentence, which `ground.LONGEST` bounds, so that no text takes quadratic time.
- Answers are ranges of word indices, never empty; None where no phrase stands.
"""

from __future__ import annotations

from seedlib.attribution.ground import Ground, Range
from seedlib.attribution.vocabulary import Vocabulary

__all__ = ["Phraser"]

#: How many words back or on a noun phrase is sought: "a spokesman for …, who spoke on condition of …, said" has about thirty.
_FAR = 40

#: How many words a possessor has that is no name: the new South African government’s.
_SHORT = 6

#: Words between a determiner and its noun: `in a |joint written| statement`.
_ADJECTIVES = 2


class Phraser:
    """Finds phrases among the words of one document; each word class of the vocabulary is a field.

    Args:
        ground: the document.
        vocabulary: of its language.
    """

    def __init__(self, ground: Ground, vocabulary: Vocabulary) -> None:
        self.ground, self.vocabulary = ground, vocabulary
        self.folded, self.texts = ground.words.folded, ground.words.texts
        of = vocabulary.words_of
        self.border, self.comma, self.stop, self.mark = of("border"), of("comma"), of("stop"), of("mark")
        self.auxiliary, self.be, self.light, self.infinitive = of("auxiliary"), of("be"), of("light-verb"), of("infinitive")
        self.adverb, self.adverb_endings = of("adverb") | of("time"), vocabulary.adverb_endings
        self.subject, self.object, self.possessive = of("subject"), of("object-pronoun"), of("possessive")
        self.determiner, self.preposition, self.venue, self.genitive = of("determiner"), of("preposition"), of("venue"), of("genitive")
        self.conjunction, self.coordinator, self.subordinator = of("conjunction"), of("coordinator"), of("subordinator")
        self.condition, self.negative, self.negation = of("condition"), of("negative"), of("negation")
        self.relative, self.interrogative, self.that = of("relative"), of("interrogative"), of("complementizer")
        self.source_mark, self.plural, self.plural_endings = of("source-mark"), of("plural"), tuple(sorted(of("plural-ending")))
        #: Whose passive says to whom or of whom it is said: was told, is accused.
        self.told = of("told")
        #: Where and when something is said, `to` whom not.
        self.setting = self.venue - self.infinitive
        #: In what something is said, and what stands before that: `in a statement`.
        self.medium, self.within = of("medium"), of("within")
        #: What may join what the same speaker says twice.
        self.joiner = self.coordinator | of("contrast")
        #: What points at what is said, and says nothing: that, so.
        self.pointer = self.that | self.conjunction
        #: What begins a noun phrase.
        self.noun_start = self.determiner | self.possessive
        self.clause_start = self.subordinator | self.interrogative | self.that | self.conjunction
        #: What is no noun for all its capital at the beginning of a sentence.
        self.closed = self.noun_start | self.preposition | self.auxiliary | self.subject | self.object | self.adverb | self.clause_start

    def is_adverb(self, at: int) -> bool:
        """Say whether the word is an adverb, by list or by ending."""
        word = self.folded[at]
        return word in self.adverb or (word.endswith(self.adverb_endings) and self.texts[at][0].islower())

    def is_name(self, at: int) -> bool:
        """Say whether the word is written as names are."""
        return self.texts[at][0].isupper()

    def is_pronoun(self, phrase: Range) -> bool:
        """Say whether a phrase is a pronoun alone: he, they, who."""
        return phrase[1] - phrase[0] == 1 and (self.folded[phrase[0]] in self.subject or self.folded[phrase[0]] in self.relative)

    def wants_noun(self, at: int) -> bool:
        """Say whether a noun rather than a verb stands after the word: the state, her support, of claims."""
        word = self.folded[at]
        return word in self.determiner or word in self.preposition or (word in self.possessive and word not in self.subject)

    def is_helped(self, first: int, last: int) -> bool:
        """Say whether a form of `be` is among the words before a verb, which then is a passive: `was told`."""
        return any(self.folded[place] in self.be for place in range(first, last))

    def is_plural(self, at: int) -> bool:
        """Say whether the word may be the subject of a verb's base form: they, officials; always where the language has no such mark."""
        word = self.folded[at]
        return not self.plural_endings or word in self.subject or word in self.plural or word.endswith(self.plural_endings)

    def has_plural_head(self, phrase: Range) -> bool:
        """Say whether a subject may stand before a verb's base form by its head: `analysts in Moscow`, or by its last word."""
        first, last = phrase
        head = next((at - 1 for at in range(first + 1, last) if self.folded[at] in self.preposition), last - 1)
        return self.is_plural(head) or self.is_plural(last - 1)

    def _possesses(self, at: int, low: int) -> bool:
        """Say whether the word is the ’s of Putin’s rather than that of he’s."""
        return self.folded[at] in self.genitive and (at <= low or self.folded[at - 1] not in self.subject | self.relative)

    def verb_start(self, at: int, low: int) -> int:
        """Step back from a verb over its auxiliaries and adverbs, and over when it was."""
        end = at
        while at > low and (self.is_adverb(at - 1) or (self.folded[at - 1] in self.auxiliary and not self._possesses(at - 1, low))):
            at -= 1
        if at > low and at < end and self.folded[at - 1] in self.setting:
            return at - 1  # South Korea | on Thursday demanded
        return at

    def subject_before(self, at: int, low: int) -> Range | None:
        """Return the subject of the verb at `at`; of `, who said`, what the relative clause belongs to."""
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
            return (found[0] if found else start - 1), start
        if word == ")":
            return self._before_bracket(start, low)
        if word in self.conjunction or word in self.border:
            return None
        return self.phrase_before(start, low)

    def _before_bracket(self, start: int, low: int) -> Range | None:
        """Return the subject before `(ACL)` that stands before a verb, with it."""
        at = next((at for at in range(start - 2, max(low, start - _SHORT), -1) if self.folded[at] == "("), None)
        found = self.phrase_before(at, low) if at is not None else None
        return (found[0], start) if found else None

    def _before_insertion(self, start: int, low: int) -> Range | None:
        """Return the subject before `, the governor of Ohio,` that stands before a verb."""
        at, stop = start - 2, max(low, start - _FAR)
        while at > stop and self.folded[at] not in self.comma:
            if self.folded[at] in self.border or at + 1 in self.ground.closing:
                return None
            at -= 1
        if self.folded[at + 1] in self.subject:  # Kim, she added, knew
            return self.phrase_before(at, low) if at > stop else None
        found = self.phrase_before(at, low) if at > stop else None
        return (found[0], start) if found else None

    def phrase_before(self, end: int, low: int) -> Range | None:
        """Return the noun phrase that ends at `end`, back to a clause's border."""
        start, stop = end, max(low, end - _FAR)
        while start > stop:
            word = self.folded[start - 1]
            if word in self.subject and self.word_at(start) not in self.genitive:
                return (start - 1, end) if start == end else self._trim(start, end)
            if word in self.border or start in self.ground.closing:
                break
            if word in self.clause_start and not self._coordinates(start - 1, stop, end):
                break
            start -= 1
        return self._trim(start, end)

    def word_at(self, at: int) -> str:
        """Return the folded word, or an empty one after the last."""
        return self.folded[at] if at < len(self.folded) else ""

    def name_before(self, end: int, low: int) -> Range | None:
        """Return the name, or the few words from a determiner on, that end at `end`: whose threat it is."""
        start = end
        while start > low and self.is_name(start - 1):
            start -= 1
        if start < end:
            return (start - 1 if start > low and self.folded[start - 1] in self.determiner else start), end
        while start > max(low, end - _SHORT) and self.folded[start - 1] not in self.border | self.preposition:
            start -= 1
            if self.folded[start] in self.determiner or self.folded[start] in self.possessive:
                return start, end
        return None

    def _coordinates(self, at: int, low: int, high: int) -> bool:
        """Say whether the conjunction at `at` joins two names, or a name and a phrase, into one noun phrase."""
        if self.folded[at] not in self.coordinator or not low < at < high - 1 or not self.is_name(at - 1):
            return False
        return self.is_name(at + 1) or self.folded[at + 1] in self.determiner or self.folded[at + 1] in self.possessive

    def _trim(self, start: int, end: int) -> Range | None:
        """Cut adverbs and conjunctions from a phrase's front, and a prepositional phrase from before its last noun."""
        while start < end and (self.folded[start] in self.conjunction or self.is_adverb(start) or self.folded[start] in self.auxiliary):
            start += 1
        if start < end and self.folded[start] in self.preposition:
            at = end - 1
            while at > start and self.folded[at] not in self.preposition | self.determiner and self.folded[at - 1] not in self.preposition:
                at -= 1
            start = at if self.folded[at] not in self.preposition else end
        return (start, end) if any(self.texts[at][0].isalnum() for at in range(start, end)) else None

    def first_subject(self, low: int, high: int) -> Range | None:
        """Return the subject of the clause that begins at `low`: what a participle or a second verb shares."""
        start = low
        if start < high and (self.folded[start] in self.preposition | self.clause_start or self.is_adverb(start)):
            stop = min(high, start + _FAR)
            start = next((at for at in range(start, stop) if self.folded[at] in self.comma), start) + 1
        while start < high and (self.folded[start] in self.conjunction or self.is_adverb(start)):
            start += 1
        return self.phrase_after(start, high)

    def phrase_after(self, start: int, high: int) -> Range | None:
        """Return the noun phrase that begins at `start`."""
        if start >= high or start in self.ground.opening:
            return None
        word = self.folded[start]
        if word in self.subject or word in self.object:
            return start, start + 1
        if word in self.border | self.stop | self.clause_start | self.preposition | self.auxiliary:
            return None
        end, stop, named = start, min(high, start + _FAR), False
        while end < stop and not self._ends_phrase(end, start, stop):
            if named and not self.is_name(end) and self.folded[end] not in self.possessive | self.stop | self.coordinator:
                break
            named = self.is_name(end) and self.folded[end] not in self.noun_start  # The | company
            end += 1
        return self._trim(start, end)

    def _ends_phrase(self, at: int, start: int, high: int) -> bool:
        """Say whether the phrase that begins at `start` ends before the word."""
        word = self.folded[at]
        if word in self.border or word in self.clause_start or at in self.ground.opening:
            return not self._coordinates(at, start, high)
        if word in self.auxiliary:
            return not self._possesses(at, start)
        return at > start and (word in self.subject or word in self.preposition or self.is_adverb(at))

    def apposition_end(self, end: int, high: int) -> int:
        """Return where `of Ohio, the governor who …` ends that begins at `end`, or `end`."""
        end = self.complement_end(end, high)
        if end + 1 < high and self.folded[end] in self.comma and self.folded[end + 1] in self.determiner | self.relative:
            end += 1
            while end < high and self.folded[end] not in self.border and end not in self.ground.opening:
                end += 1
        return end

    def complement_end(self, end: int, high: int) -> int:
        """Return where `of Ohio` ends that begins at `end`, or `end`."""
        if end < high and self.folded[end] in self.preposition and self.folded[end] not in self.infinitive:
            end += 1
            while end < high and self.folded[end] not in self.border | self.stop and not self.is_adverb(end):
                end += 1
            if self.folded[end - 1] in self.preposition:  # the mayor of Tilden on | Monday
                end -= 1
        return end

    def relative_end(self, end: int, high: int) -> int:
        """Return where `who asked not to be named` ends that begins at `end`, or behind a comma there: before the next one; else `end`."""
        start = end + 1 if end < high and self.folded[end] in self.comma else end
        if start >= high or self.folded[start] not in self.relative:
            return end
        stop = min(high, end + _FAR)
        return next((at for at in range(start + 1, stop) if self.folded[at] in self.comma), end)

    def addressee_end(self, end: int, high: int) -> int:
        """Return where an addressee ends of which a name ends at `end`: `the Namibian | government` before `that`, `to` or `they`."""
        stop = min(high, end + _SHORT)
        for at in range(end, stop):
            word = self.folded[at]
            if word in self.that or word in self.infinitive or word in self.interrogative or word in self.subject:
                return at
            if word in self.border | self.stop | self.auxiliary | self.venue or at in self.ground.opening or self.is_adverb(at):
                return end
        return end

    def venue_end(self, start: int, high: int) -> int:
        """Return where the noun phrase of `in a statement` ends that begins at `start`: before a clause, or another noun phrase."""
        at = start
        while at < high and at not in self.ground.opening and not self._ends_venue(at, start):
            at += 1
        return at

    def circumstances_end(self, at: int, high: int, venue: frozenset[str]) -> int:
        """Return where adverbs and phrases of place and time end that begin at `at`: `on Monday in a statement`."""
        while at < high and at not in self.ground.opening:
            if self.is_adverb(at):
                at += 1
            elif self.folded[at] in venue:
                at = self.venue_end(at + 1, high)
            else:
                break
        return at

    def medium_start(self, first: int, last: int) -> int:
        """Return where it is told, at the end of a content, in what it was said: `a ban | in a statement on Monday`; else its end."""
        for at in range(first + 1, last - 2):
            if self.folded[at] in self.within and self.folded[at + 1] in self.noun_start and self._is_medium(at + 1, last):
                return at if self.circumstances_end(at, last, self.setting) == last else last
        return last

    def _is_medium(self, start: int, last: int) -> bool:
        """Say whether a noun phrase is one in which somebody says something: `a televised interview with …`, no `email leak`."""
        named = [at for at in range(start + 1, min(start + _ADJECTIVES + 2, last)) if self.folded[at] in self.medium]
        after = named[0] + 1 if named else last
        return bool(named) and (after == last or self.folded[after] in self.preposition or self.is_adverb(after))

    def _ends_venue(self, at: int, start: int) -> bool:
        word = self.folded[at]
        if word in self.border | self.stop | self.clause_start | self.subject or self.is_adverb(at):
            return True
        begins = word in self.determiner or (word in self.possessive and word not in self.genitive)
        return begins and at > start and self.folded[at - 1] not in self.preposition
