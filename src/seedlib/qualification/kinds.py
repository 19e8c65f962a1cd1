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
from seedlib.qualification.subjects import Subject
from seedlib.qualification.texts import Text

__all__ = ["kind"]

#: The kinds that a question's content turns into a question.
_ASKABLE = frozenset({"statement", "belief"})


def kind(text: Text, subject: Subject, clause: Clause) -> Iterator[Finding]:
    """Yield another kind than the claim has, where the content shows one."""
    held = subject.claim.kind
    if held in _ASKABLE and _asks(text, subject, clause):
        yield Finding("kind", "question", 0.8, "question", ())
    elif held == "statement":
        found = _opening(text, subject, clause) or _modal(text, subject, clause) or _evaluation(text, subject, clause)
        if found is not None and found.value != held:
            yield found


def _asks(text: Text, subject: Subject, clause: Clause) -> bool:
    last = subject.pieces[-1][1]
    return "?" in text.words.texts[last : last + 2] and (subject.direct or clause.question)


def _opening(text: Text, subject: Subject, clause: Clause) -> Finding | None:
    """Return the kind that the first words of the clause tell: in direct speech those of the first person."""
    if clause.head >= clause.last or clause.infinitive or subject.own:
        return None
    match = text.vocabulary.openings.at(text.words, clause.head, subject.main[1])
    if match is None:
        return None
    return Finding("kind", match.entries[0].value, 0.7, "opening", (text.span(match.first, match.last),))


def _modal(text: Text, subject: Subject, clause: Clause) -> Finding | None:
    """Return a demand for what must or should be done, a prediction for what may or will become."""
    for mark in clause.marks:
        if mark.value("modals") == "required":
            return Finding("kind", "demand", 0.7, "required", (text.span(mark.first, mark.last),))
        if subject.own and (mark.has("modals", "future") or mark.value("modals") == "hypothetical"):
            return Finding("kind", "prediction", 0.6, "future", (text.span(mark.first, mark.last),))
    return None


def _evaluation(text: Text, subject: Subject, clause: Clause) -> Finding | None:
    """Return blame or praise, where the words of one outnumber those of the other."""
    matches = list(text.vocabulary.evaluations.find(text.words, clause.head, subject.main[1]))
    counts = Counter(match.entries[0].value for match in matches).most_common(2)
    if not counts or (len(counts) > 1 and counts[0][1] == counts[1][1]):
        return None
    spans = tuple(text.span(m.first, m.last) for m in matches if m.entries[0].value == counts[0][0])
    return Finding("kind", counts[0][0], 0.65, "evaluation", spans[:3])
