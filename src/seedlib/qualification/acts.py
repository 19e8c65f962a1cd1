"""What act a claim's cue names: the word's sense, by what the cue takes, and what is made of it where it is refused.

Rules:

- Of a cue's senses that counts which takes such a content: "asked whether" asks, "asked him to" demands.
- A phrase of acts that is longer than the cue has its own sense: "call", "call out".
- Whoever refuses an act denies, whatever the act: "declined to endorse"; whoever does not deny leaves it open: "did not rule out".
- All words are data: the lexicon of cues has senses by what a cue takes, that of acts the usual one.
"""

from __future__ import annotations

from collections.abc import Sequence

from seedlib.matching import Entry, Match
from seedlib.qualification.clauses import Clause
from seedlib.qualification.findings import Finding
from seedlib.qualification.scopes import negates
from seedlib.qualification.subjects import Subject
from seedlib.qualification.texts import Text
from seedlib.qualification.vocabulary import CLAUSAL

__all__ = ["named", "refusal", "sense"]

#: The kinds of which the contrary is meant where the cue is negated: "did not endorse", "would not promise".
_CONTRARY = frozenset({"commitment", "endorsement"})

#: How a cue takes a clause, with "that" and without.
_CLAUSE = ("that", "bare")

#: How many words a bare noun has that is asked for or suggested: "suggested | a second vote".
_BARE_NOUN = 3


def refusal(text: Text, subject: Subject) -> Finding | None:
    """Return a denial where an act is refused or avoided: "stopped short of endorsing"; or a good one negated: "did not endorse".

    A denial negated is none: "has not ruled out".
    """
    if subject.claim.kind == "denial" and any(entry.value == "denial" for entry in subject.cue_entries):
        begin = subject.cue_end - len(subject.cue_entries[0].phrase.split())
        found = _negated(text, subject, "statement", before=begin)
        if found is not None:
            return found
    for match in _acts(text, subject):
        if match.entries[0].data.get("refuses"):
            return Finding("kind", match.entries[0].value, 0.7, "refusal", (text.span(match.first, match.last),))
    return _negated(text, subject, "denial") if subject.claim.kind in _CONTRARY else None


def _negated(text: Text, subject: Subject, value: str, *, before: int | None = None) -> Finding | None:
    """Return a kind where a negation stands in the cue, before a word of it if one is given."""
    marks = (mark for run in subject.cue for mark in text.vocabulary.find(text.words, *run) if negates(text, mark))
    mark = next((mark for mark in marks if before is None or mark.last <= before), None)
    return None if mark is None else Finding("kind", value, 0.6, "refusal", (text.span(mark.first, mark.last),))


def sense(text: Text, subject: Subject, clause: Clause) -> Finding | None:
    """Return the sense of a cue that takes such a content, where the claim has another one of its senses.

    The lexicon of cues has one by what a cue takes ("asked whether", "asked him to"), that of acts one for the rest ("wants a wall").
    """
    held = subject.claim.kind
    if subject.own or held not in {entry.value for entry in subject.cue_entries}:
        return None
    known = len(subject.cue_entries[0].phrase.split())
    act = next((match for match in _acts(text, subject) if match.first < subject.cue_end <= match.last), None)
    usual = None if act is None else next((entry for entry in act.entries if "takes" not in entry.data), None)
    longer = act is not None and act.last - act.first > known  # "call" | "call out"
    senses = (*(() if act is None else act.entries), *subject.cue_entries)
    fitting = _fitting(senses, _shape(text, subject, clause))
    if not longer and held in {entry.value for entry in fitting}:
        return None
    entry = usual if longer else next(iter(fitting), usual if held != "statement" else None)
    if entry is None or entry.value == held:
        return None
    return Finding("kind", entry.value, 0.7, "sense", tuple(text.span(*run) for run in subject.cue[:1]))


def named(text: Text, subject: Subject, clause: Clause) -> Finding | None:
    """Return the act that the cue's words name, where the lexicon of cues knows nothing better: "has been critical of"."""
    if subject.own:
        return None
    shapes = _shape(text, subject, clause)
    values = {entry.value for entry in subject.cue_entries}
    settled = "statement" in values and len(values) > 1  # the cue has more senses, and this one was chosen
    for match in reversed(_acts(text, subject)):
        if settled and match.last == subject.cue_end and " " not in match.entries[0].phrase:
            continue
        usual = (entry for entry in match.entries if "takes" not in entry.data)
        entry = next(iter(_fitting(match.entries, shapes)), next(usual, None))
        if entry is not None:
            return Finding("kind", entry.value, 0.6, "cue", (text.span(match.first, match.last),))
    return None


def _acts(text: Text, subject: Subject) -> list[Match]:
    """Return the words of acts in a cue: in its first run that has any, or that is a cue by itself (`noted | declined`)."""
    for run in subject.cue:
        matches = list(text.vocabulary.acts.find(text.words, *run))
        if matches or any(text.vocabulary.cues.find(text.words, *run)):
            return matches
    return []


def _fitting(entries: Sequence[Entry], shapes: tuple[str, ...]) -> list[Entry]:
    """Return the entries that take a content of the first shape that any takes."""
    fitting = ([entry for entry in entries if shape in entry.data.get("takes", ())] for shape in shapes)
    return next(filter(None, fitting), [])


def _shape(text: Text, subject: Subject, clause: Clause) -> tuple[str, ...]:
    """Return what a cue may take such a content as, the likeliest first; nothing where that cannot be told."""
    first, last = subject.main
    opening = text.vocabulary.at(text.words, first, last)
    if subject.direct:
        return ("quote",)
    if clause.question or (opening is not None and opening.value("conditions") == "condition"):  # "asked | if he knew"
        return ("wh",)
    if clause.infinitive:
        return ("to", "passive-to", "object", "addressee-to")
    if opening is not None and "clause-words:complementizer" in opening.senses:
        return _CLAUSE
    if opening is None and text.words.folded[first].endswith(text.vocabulary.gerund_endings):
        return ("gerund", "object")
    return _shape_of_phrase(text, first, last, min(last, clause.last))


def _shape_of_phrase(text: Text, first: int, last: int, stop: int) -> tuple[str, ...]:
    """Return what a cue may take words as that begin with a noun: a clause, "Congress | to act", or a bare noun."""
    words, known = text.words, text.vocabulary
    for mark in known.find(words, first, stop):
        if mark.is_verb:
            return _CLAUSE
        if "clause-words:infinitive" in mark.senses:  # "Congress to act", but not "Congress planned to act"
            return _CLAUSE if any(words.folded[index] in known.verbs for index in range(first, mark.first)) else ("addressee-to",)
        if mark.senses & CLAUSAL:
            return ()
    return ("object",) if last - first <= _BARE_NOUN else ()
