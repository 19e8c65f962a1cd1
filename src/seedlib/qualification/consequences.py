"""What is said to follow from a condition: a forecast of what would be forced, or a threat of what would be done.

    200 towns would have to ration water if it stays dry.     a forecast: the duty is the drought's, nobody is asked
    If the ban lasts, we must close two mills.                 the same: a plight of the speaker's own
    If we want peace, we must talk.                            none: the condition is an aim, what follows is asked for
    If one ship crossed the line, it would be sunk.            a threat: who would do it stays unsaid

Rules:

- A necessity under a condition is dynamic rather than deontic (Palmer, Mood and Modality, 2001, chapter 3) where the verb says that it
  comes about, "would have to", or where it is the speaker's own, "we must".
- A condition that names an aim makes it a recommendation (anankastic conditionals: Sæbø, 2001; von Fintel and Iatridou, 2005).
- A deed of harm in the passive without its agent, under a condition on what somebody does, is threatened: a conditional directive in the
  words of a forecast (Searle, Expression and Meaning, 1979, chapter 2).
"""

from __future__ import annotations

from seedlib.qualification.clauses import Clause
from seedlib.qualification.findings import Finding
from seedlib.qualification.subjects import Subject
from seedlib.qualification.texts import Run, Text
from seedlib.qualification.vocabulary import Mark

__all__ = ["consequence"]

#: How many words stand between a modal and the participle of its passive: "would |be| sunk", "would |then be| sunk".
_PASSIVE_WITHIN = 3

#: How many mentions of a condition are looked at.
_LOOKED = 8

#: The kinds of actors that do things on purpose.
_ACTING = frozenset({"country", "group", "organization", "person", "publication"})


def consequence(text: Text, _subject: Subject, clause: Clause) -> Finding | None:
    """Return the kind of what is said to follow from a condition; None where there is none, or nothing special follows."""
    if not clause.conditions or clause.question:
        return None
    return next(filter(None, (_following(text, clause, mark) for mark in clause.marks)), None)


def _following(text: Text, clause: Clause, mark: Mark) -> Finding | None:
    """Return what a modal makes of what follows from a condition."""
    span = text.span(mark.first, mark.last)
    if mark.value("modals") == "required" and (mark.has("modals", "forced") or _is_own(text, mark)):
        aimed = any(_is_aim(text, run) for run in clause.conditions)
        return None if aimed else Finding("kind", "prediction", 0.6, "consequence", (span,))
    if mark.has("modals", "future") or mark.has("modals", "backshift"):
        harm = _harm_done(text, mark.last, clause.last)
        if harm is not None and any(_is_deed(text, run) for run in clause.conditions):
            return Finding("kind", "threat", 0.6, "consequence", (span, text.span(*harm)))
    return None


def _is_own(text: Text, mark: Mark) -> bool:
    """Say whether the subject of a modal is the speaker: "we | must"."""
    own = text.vocabulary.first_person | text.vocabulary.ourselves
    return mark.first > 0 and text.words.folded[mark.first - 1] in own


def _is_aim(text: Text, run: Run) -> bool:
    """Say whether a condition names an aim: "if we |want| peace", "if the pier |is to| stay"."""
    known, words = text.vocabulary, text.words.folded
    for index in range(*run):
        after = known.at(text.words, index + 1, run[1]) if index + 1 < run[1] else None
        led = words[index] in known.copulas and after is not None and "clause-words:infinitive" in after.senses
        if words[index] in known.aims or led:
            return True
    return False


def _harm_done(text: Text, first: int, last: int) -> Run | None:
    """Return the passive of a deed of harm right behind a modal, without who does it: "would | be sunk", not "be struck by a wave"."""
    known, words, counted = text.vocabulary, text.words.folded, text.vocabulary.counterfactuals
    for index in range(first, min(first + _PASSIVE_WITHIN, last - 1)):
        if words[index] in known.copulas:
            match = known.harms.at(text.words, index + 1, last)
            participle = words[index + 1] in counted.participles or words[index + 1].endswith(counted.endings)
            if match is None or match.entries[0].value != "threat" or not participle:
                return None
            done_by = any(word in known.agents for word in words[match.last : match.last + 1])
            return None if done_by else (match.first, match.last)
    return None


def _is_deed(text: Text, run: Run) -> bool:
    """Say whether a condition is on what somebody does: an actor, a people's name or a pronoun for people stands in it."""
    known, span = text.vocabulary, text.span(*run)
    if any(known.bodies.get(text.words.folded[index]) == "they" for index in range(*run)) or any(known.demonyms.find(text.words, *run)):
        return True
    held = (mention for mention in text.mentions(run[0], _LOOKED) if span.covers(mention.span))
    return any(text.kinds.get(mention.actor or "") in _ACTING or mention.use == "metonym" for mention in held)
