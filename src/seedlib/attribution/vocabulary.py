"""What the rules know of a language, all of it from lexicons: word classes, cues, and the frames in which cues stand.

Rules:

- Nothing of a language stands in code; a language without these lexicons gets an empty vocabulary.
- `word-classes`: value is the class, such as `determiner`; a word may have several entries.
- `cues`: value is the kind of claim; `form` is the form of the word, `takes` lists what it may govern, `particle` is the word that a
  separated verb leaves at the end of its clause, or the preposition of what is said: it fits frames with such a slot, and no others.
- `frames`: the phrase is a pattern, see `frames.py`; value is the rule's name; `takes` is what the cue has to govern, `forms` the
  forms of cue that it is for, `confidence` how often the rule found a claim with its source in PolNeAR's train part.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from seedlib.components import Context
from seedlib.matching import Entry, Match, fold
from seedlib.model import value

__all__ = ["Cue", "Frame", "Vocabulary", "make_vocabulary"]

#: The slot of a pattern where the cue stands, and those of its particle or preposition.
_CUE, _PARTED = "CUE", frozenset({"PARTICLE", "ABOUT"})

#: What a frame without a figure of its own is given.
_UNMEASURED = 0.5


@value(kw_only=True)
class Frame:
    """An order of source, cue and content."""

    #: The rule's name, such as `quote-subject-cue`.
    rule: str
    #: What stands before the cue, the nearest first.
    left: tuple[str, ...]
    #: What stands after the cue, the nearest first.
    right: tuple[str, ...]
    #: The forms of cue that it is for; empty for all.
    forms: frozenset[str]
    #: How often it is right.
    confidence: float


@value(kw_only=True)
class Cue:
    """A reading of a cue: the kind of claim it makes, its form, and the frames that it fits."""

    kind: str
    form: str
    frame: Frame
    #: The particle of a separated verb, `an` of `kündigte … an`, or a preposition, `vor` of `warnte vor`; folded, empty for all others.
    particle: str = ""


@value(kw_only=True)
class Vocabulary:
    """All that the rules know of a language."""

    #: Word classes by folded word.
    classes: Mapping[str, frozenset[str]]
    #: The endings that make an adverb, such as `ly`.
    adverb_endings: tuple[str, ...]
    #: The readings of a cue by its folded phrase, in the frames' order.
    readings: Mapping[str, tuple[Cue, ...]]

    def words_of(self, name: str) -> frozenset[str]:
        """Return the words of a class."""
        return self.classes.get(name, frozenset())

    def readings_of(self, match: Match) -> tuple[Cue, ...]:
        """Return the readings of a cue that was found, in the order in which they are to be tried."""
        return self.readings.get(_phrase_key(match.entries[0]), ())


def _frame(entry: Entry) -> tuple[str, Frame] | None:
    """Cut a pattern at its cue; None for one without, which is no frame."""
    items = entry.phrase.split()
    if _CUE not in items:
        return None
    at = items.index(_CUE)
    data = entry.data
    return str(data.get("takes", "")), Frame(
        rule=entry.value,
        left=tuple(reversed(items[:at])),
        right=tuple(items[at + 1 :]),
        forms=frozenset(data.get("forms", ())),
        confidence=float(data.get("confidence", _UNMEASURED)),
    )


def _phrase_key(entry: Entry) -> str:
    return fold(" ".join(entry.phrase.split()))


def _particle(entry: Entry) -> str:
    return fold(str(entry.data.get("particle", "")))


def _readings(cues: Iterable[Entry], frames: Iterable[Entry]) -> dict[str, tuple[Cue, ...]]:
    ordered = [pair for pair in map(_frame, frames) if pair is not None]
    grouped: dict[str, list[Entry]] = {}
    for entry in cues:
        grouped.setdefault(_phrase_key(entry), []).append(entry)
    return {
        key: tuple(
            Cue(kind=entry.value, form=str(entry.data.get("form", "")), frame=frame, particle=_particle(entry))
            for takes, frame in ordered
            for entry in entries
            if takes in entry.data.get("takes", ()) and (not frame.forms or entry.data.get("form") in frame.forms)
            if _PARTED.isdisjoint(frame.right) != bool(_particle(entry))
        )
        for key, entries in grouped.items()
    }


def make_vocabulary(context: Context) -> Vocabulary:
    """Compile the lexicons of the context's language; to be called through `context.once`."""
    classes: dict[str, set[str]] = {}
    for entry in context.phrases("word-classes").entries:
        classes.setdefault(entry.value, set()).add(fold(entry.phrase))
    return Vocabulary(
        classes={name: frozenset(words) for name, words in classes.items()},
        adverb_endings=tuple(sorted(classes.get("adverb-ending", ()))),
        readings=_readings(context.phrases("cues").entries, context.phrases("frames").entries),
    )
