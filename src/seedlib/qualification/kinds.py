"""What act a claim is: the cue says it, and the content where it is plain.

Rules:

- Only a general kind (a statement, for the author's own claims too) gives way to what the content is.
- A question is a question, however it is reported.
- A clause's opening words decide ("I will", "he would not"), then its modal, then words of blame and praise.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from seedlib.qualification.clauses import Clause
from seedlib.qualification.findings import Finding
from seedlib.qualification.firmness import is_shifted
from seedlib.qualification.subjects import Subject
from seedlib.qualification.texts import Text
from seedlib.qualification.vocabulary import Mark

__all__ = ["kind"]

#: How many words may stand before and in a noun that names an act: "South Korea's plan of".
_NOUN_WITHIN = 5

#: What follows such a noun: "attacks on", "plan of", "desire to".
_GOVERNED = frozenset({"clause-words:infinitive", "clause-words:preposition"})

#: What shows a clause's verb, and what begins a clause inside a noun phrase, whose verb is its own: "the plan that was made".
_VERBAL = frozenset({"clause-words:auxiliary"})
_SUBORDINATE = frozenset({"clause-words:relative", "clause-words:subordinate"})

#: The kinds that a question's content turns into a question.
_ASKABLE = frozenset({"statement", "belief"})


def kind(text: Text, subject: Subject, clause: Clause) -> Iterator[Finding]:
    """Yield another kind than the claim has, where the content shows one."""
    held = subject.claim.kind
    if held in _ASKABLE and _asks(text, subject, clause):
        yield Finding("kind", "question", 0.8, "question", ())
    elif held == "statement":
        rules = (_cue, _opening, _noun, _modal, _evaluation)
        found = next(filter(None, (rule(text, subject, clause) for rule in rules)), None)
        if found is not None and found.value != held:
            yield found


def _asks(text: Text, subject: Subject, clause: Clause) -> bool:
    return subject.ends_asking(text) and (subject.direct or clause.question)


def _opening(text: Text, subject: Subject, clause: Clause) -> Finding | None:
    """Return the kind that the first words of the clause tell; words of the third person do so only in indirect speech."""
    if clause.head >= clause.last or clause.infinitive:
        return None
    match = text.vocabulary.openings.at(text.words, clause.head, subject.main[1])
    if match is None or (subject.direct and match.entries[0].data.get("person") == "third"):
        return None
    return Finding("kind", match.entries[0].value, 0.7, "opening", (text.span(match.first, match.last),))


def _cue(text: Text, subject: Subject, _: Clause) -> Finding | None:
    """Return the act that the cue's words name, where the lexicon of cues knows nothing better: "has been critical of"."""
    if subject.own:
        return None
    matches = [match for run in subject.cue for match in text.vocabulary.acts.find(text.words, *run)]
    if not matches:
        return None
    return Finding("kind", matches[-1].entries[0].value, 0.6, "cue", (text.span(matches[-1].first, matches[-1].last),))


def _noun(text: Text, subject: Subject, clause: Clause) -> Finding | None:
    """Return the act that a content without a verb is: "his desire to keep ties"."""
    if subject.direct or clause.infinitive or clause.question or clause.head != subject.main[0]:
        return None
    for match in text.vocabulary.acts.find(text.words, clause.head, min(clause.head + _NOUN_WITHIN, subject.main[1])):
        if match.entries[0].data.get("deed"):  # "eleven attacks on ships" are done, not said
            continue
        after = text.vocabulary.at(text.words, match.last, subject.main[1]) if match.last < subject.main[1] else None
        if after is not None and after.senses & _GOVERNED and not _has_verb(text, clause, subject):
            return Finding("kind", match.entries[0].value, 0.6, "noun", (text.span(match.first, match.last),))
    return None


def _has_verb(text: Text, clause: Clause, subject: Subject) -> bool:
    """Say whether the words are a clause after all: "a plan to leave was rejected"."""
    for mark in text.vocabulary.find(text.words, clause.head, min(clause.last, subject.main[1])):
        if mark.senses & _VERBAL or "modals" in mark.entries:
            return True
        if mark.senses & _SUBORDINATE:
            return False
    return False


def _modal(text: Text, subject: Subject, clause: Clause) -> Finding | None:
    """Return a demand for what must or should be done, a prediction for what may or will become."""
    for mark in clause.marks:
        if clause.question:
            break
        if mark.value("modals") == "required" and not mark.has("modals", "past"):  # "should have paid" asks nothing
            return Finding("kind", "demand", 0.7, "required", (text.span(mark.first, mark.last),))
        foretold = (mark.has("modals", "future") and subject.direct) or (subject.own and _may(mark))
        if foretold or (mark.has("modals", "backshift") and not is_shifted(subject)):
            return Finding("kind", "prediction", 0.6, "future", (text.span(mark.first, mark.last),))
    return None


def _may(mark: Mark) -> bool:
    """Say whether a modal holds something possible, rather than somebody able."""
    return mark.value("modals") == "possible" and not mark.has("modals", "ability")


def _evaluation(text: Text, subject: Subject, clause: Clause) -> Finding | None:
    """Return blame or praise, where the words of one outnumber those of the other."""
    matches = list(text.vocabulary.evaluations.find(text.words, clause.head, subject.main[1]))
    counts = Counter(match.entries[0].value for match in matches).most_common(2)
    if not counts or (len(counts) > 1 and counts[0][1] == counts[1][1]):
        return None
    if any(mark.value("negations") == "negation" for mark in clause.marks) and counts[0][0] == "endorsement":
        return None  # "is not a success" praises nobody
    spans = tuple(text.span(m.first, m.last) for m in matches if m.entries[0].value == counts[0][0])
    return Finding("kind", counts[0][0], 0.65, "evaluation", spans[:3])
