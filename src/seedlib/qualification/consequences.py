"""What is said to follow from a condition: a forecast of what would be forced.

    200 towns would have to ration water if it stays dry.     a forecast: the duty is the drought's, nobody is asked

Rules:

- A necessity under a condition is dynamic rather than deontic (Palmer, Mood and Modality, 2001, chapter 3) where the verb says that it
  comes about, "would have to"; "we must" and "will have to" are asked for.
- A condition that names an aim makes it a recommendation (anankastic conditionals: Sæbø, 2001; von Fintel and Iatridou, 2005).
"""

from __future__ import annotations

from seedlib.qualification.clauses import Clause
from seedlib.qualification.findings import Finding
from seedlib.qualification.subjects import Subject
from seedlib.qualification.texts import Run, Text
from seedlib.qualification.vocabulary import Mark

__all__ = ["consequence"]


def consequence(text: Text, _subject: Subject, clause: Clause) -> Finding | None:
    """Return the kind of what is said to follow from a condition; None where there is none, or nothing special follows."""
    if not clause.conditions or clause.question:
        return None
    return next(filter(None, (_following(text, clause, mark) for mark in clause.marks)), None)


def _following(text: Text, clause: Clause, mark: Mark) -> Finding | None:
    """Return what a modal makes of what follows from a condition."""
    span = text.span(mark.first, mark.last)
    if mark.value("modals") == "required" and mark.has("modals", "forced"):
        aimed = any(_is_aim(text, run) for run in clause.conditions)
        return None if aimed else Finding("kind", "prediction", 0.6, "consequence", (span,))
    return None


def _is_aim(text: Text, run: Run) -> bool:
    """Say whether a condition names an aim: "if we |want| peace", "if the pier |is to| stay"."""
    known, words = text.vocabulary, text.words.folded
    for index in range(*run):
        after = known.at(text.words, index + 1, run[1]) if index + 1 < run[1] else None
        led = words[index] in known.copulas and after is not None and "clause-words:infinitive" in after.senses
        if words[index] in known.aims or led:
            return True
    return False
