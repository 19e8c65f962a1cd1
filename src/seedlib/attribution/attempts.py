"""Attempts: a cue in its sentence, and what the slots of a frame have found around it.

Rules:

- A slot writes into the attempt only; an attempt is thrown away when its frame does not fit.
- A clause goes to the end of the sentence, or of the quotation that it ends in, or to where another thing said begins.
"""

from __future__ import annotations

from bisect import bisect_left

from seedlib.attribution.ground import Ground, Range
from seedlib.attribution.phrases import Phraser
from seedlib.attribution.vocabulary import Cue, Vocabulary
from seedlib.matching import Match

__all__ = ["Attempt", "Reader"]

#: Kinds of claims whose contents end before a clause of comment: what is wanted is not so yet. In PolNeAR's train part people draw the
#: border before it 14 times and behind it 3 times.
_WANTED = frozenset({"demand", "intention"})


class Reader(Phraser):
    """A document's phrases, with its cues.

    Args:
        ground: the document.
        vocabulary: of its language.
        cues: all that were found in it.
    """

    def __init__(self, ground: Ground, vocabulary: Vocabulary, cues: list[Match]) -> None:
        super().__init__(ground, vocabulary)
        self._forms = {cue.first: frozenset(str(entry.data.get("form")) for entry in cue.entries) for cue in cues}
        self._borders: tuple[Range, list[int]] = ((-1, -1), [])

    def is_cue(self, at: int) -> bool:
        """Say whether a cue begins at the word."""
        return at in self._forms

    def next_said(self, at: int, bounds: Range) -> int:
        """Return where, from `at` on, another thing said begins: `, adding`, `and said`, `, according to`; else the sentence's end."""
        if self._borders[0] != bounds:
            low, high = bounds
            self._borders = bounds, [place for place in range(low + 1, high - 1) if self._is_border(place, high)]
        borders = self._borders[1]
        index = bisect_left(borders, at)
        return borders[index] if index < len(borders) else bounds[1]

    def _is_border(self, at: int, high: int) -> bool:
        comma, joined = self.folded[at] in self.comma, self.folded[at] in self.joiner
        if not comma and not joined:
            return False
        after = at + 1
        while after < high and (self.is_adverb(after) or (comma and self.folded[after] in self.coordinator)):
            after += 1
        forms = self._forms.get(after, frozenset())
        if joined:
            return bool(forms & {"past", "finite"})
        return bool(forms & {"participle", "preposition"}) or (self.folded[at + 1] in self.conjunction and bool(forms & {"finite", "past"}))

    def joins_clauses(self, at: int) -> bool:
        """Say whether the word may stand between two clauses: `, while`, `, but`."""
        word = self.folded[at]
        return word in self.comma or word in self.subordinator or word in self.conjunction

    def comment_start(self, first: int, last: int) -> int:
        """Return where a relative clause of comment stands at the end: `that they pay it | , which they have not done`; else the end."""
        commas = [at for at in range(first + 1, last - 1) if self.folded[at] in self.comma]
        if not commas or self.folded[commas[-1] + 1] not in self.relative - self.that or self.ground.quoted_between(commas[-1], last):
            return last
        return commas[-1]

    def aside_start(self, at: int, high: int) -> int:
        """Return where a clause of comment stands behind what is asked: `to write it down | , as Tulloch put it`; conditions are none."""
        for place in range(at, high - 1):
            if self.folded[place] in self.comma and self.folded[place + 1] in self.subordinator - self.condition:
                return place
        return high

    def object_end(self, at: int, high: int, *, clauses: bool = False) -> int:
        """Return where a noun phrase ends with the relative clauses that belong to it: at a comma, or where a subordinate clause begins.

        Args:
            at: its first word.
            high: where it ends at the latest.
            clauses: whether subordinate clauses belong to it.
        """
        for place in range(at, high):
            word = self.folded[place]
            if word in self.comma:
                if place + 1 >= high or self.folded[place + 1] not in self.relative:
                    return place
            elif not clauses and word in self.subordinator:
                return place
        return high


class Attempt:
    """A cue and what has been found around it.

    Args:
        reader: the document's phrases and cues.
        reading: which reading of the cue is tried.
        cue: the cue's words.
        bounds: the sentence's words, without its final stop.
        shared: the source of the claim before in this sentence.
    """

    __slots__ = (
        "aside", "behind", "bounds", "content", "first", "form", "high", "kind", "last", "low", "particle", "particle_word", "quotes",
        "reader", "shared", "source", "told",
    )  # fmt: skip

    def __init__(self, reader: Reader, reading: Cue, cue: Range, bounds: Range, shared: Range | None) -> None:
        self.reader, self.kind, self.form, self.bounds, self.shared = reader, reading.kind, reading.form, bounds, shared
        self.first, self.last = cue
        self.low, self.high = bounds
        #: Whether who says it stands behind the cue in a language whose verb stands second: `, erklärt Kern`.
        self.behind = False
        #: Where the particle of a separated verb stands, and which it is; empty for other verbs.
        self.particle: Range | None = None
        self.particle_word = reading.particle
        #: Whether the cue stands in a relative clause between commas: `, who said so,`.
        self.aside = False
        self.source: Range | None = None
        self.content: list[Range] = []
        self.quotes: list[int] = []
        #: What tells of it, behind the content: `in a statement on Monday`, `, which they have not done`.
        self.told: Range | None = None

    def word(self, at: int) -> str:
        """Return the folded word, or an empty one outside of the sentence."""
        return self.reader.folded[at] if self.low <= at < self.high else ""

    def hold(self, first: int, last: int) -> int | None:
        """Take words into the content; None if there are none."""
        if last <= first:
            return None
        self.content.append((first, last))
        return last

    def clause_end(self, at: int) -> int:
        """Return where a clause ends that begins at `at`."""
        reader, ground = self.reader, self.reader.ground
        end = reader.next_said(at + 1, self.bounds)
        if self.form == "noun" or self.aside:  # its threat to leave, which …; , who said so, has left
            end = reader.object_end(at, end, clauses=True)
        around = ground.quote_around(end - 1)
        if around is not None and ground.quotes[around][0] > self.last:
            return ground.quotes[around][1]
        start = reader.comment_start(at, end) if self.kind in _WANTED else end
        if self.word(at) not in reader.infinitive:  # plans to tell it in an interview
            start = reader.medium_start(at, start)
        self.told = (start, end) if start < end else None
        return start
