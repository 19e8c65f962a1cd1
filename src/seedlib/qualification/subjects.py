"""Subjects: a claim in words rather than offsets, as the rules look at it.

Rules:

- The main piece of a content is its first sentence of more than a few words: in "“It hurts,” she said. “We must go.”" the second. One that
  is but a condition is not: in "If a ship came, she said, it would be sunk" it is the second, too.
"""

from __future__ import annotations

from seedlib.matching import Entry
from seedlib.model import Claim, value
from seedlib.qualification.conditions import find_conditions
from seedlib.qualification.texts import Run, Text

__all__ = ["BODIES", "Subject", "make_subject"]

#: The kinds of actors that `it` means: "the bank said it would pay".
BODIES = frozenset({"country", "group", "organization", "publication"})

#: A sentence this short says little: "It's heartbreaking." has three words, with the verb's.
_SHORT = 3


@value(kw_only=True)
class Subject:
    """A claim in words."""

    claim: Claim
    #: The content.
    content: tuple[Run, ...]
    #: The sentence that says what is claimed.
    main: Run
    source: tuple[Run, ...] = ()
    cue: tuple[Run, ...] = ()
    #: The entries of the cue's words, of the last phrase that the lexicon knows.
    cue_entries: tuple[Entry, ...] = ()
    #: The word after that phrase; taggers may take more into a cue: `told | lawmakers`.
    cue_end: int = 0

    @property
    def direct(self) -> bool:
        """Whether it stands in the words of who says it."""
        return self.claim.quotation == "direct" or self.claim.by_author

    def asks(self, text: Text) -> bool:
        """Say whether its main sentence ends with a question mark."""
        return _ends_asking(text, self.main[1])

    def ends_asking(self, text: Text) -> bool:
        """Say whether the content ends with a question mark."""
        return _ends_asking(text, self.content[-1][1])

    @property
    def own(self) -> bool:
        """Whether the author says it."""
        return self.claim.by_author


def _ends_asking(text: Text, end: int) -> bool:
    """Say whether a question mark stands about the end of some words: before or after a closing mark."""
    return "?" in text.words.texts[max(0, end - 2) : end + 2]


def make_subject(text: Text, claim: Claim) -> Subject | None:
    """Return a claim in words; None if its content has none."""
    pieces = text.pieces(claim.content)
    if not pieces:
        return None
    long = [piece for piece in pieces if piece[1] - piece[0] > _SHORT] or pieces[:1]
    main = long[0]
    if len(long) > 1 and text.vocabulary.openers.at(text.words, *main) is not None and find_conditions(text, *main) == (main,):
        main = long[1]
    cue = tuple(run for run in map(text.run, claim.cue) if run[0] < run[1])
    found = [match for run in cue for match in text.vocabulary.cues.find(text.words, *run)]
    return Subject(
        claim=claim,
        content=tuple(run for run in map(text.run, claim.content) if run[0] < run[1]),
        main=main,
        source=tuple(run for run in map(text.run, claim.source) if run[0] < run[1]),
        cue=cue,
        cue_entries=found[-1].entries if found else (),
        cue_end=found[-1].last if found else 0,
    )
