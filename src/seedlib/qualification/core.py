"""How a stretch of text is put: what act it is, how firm, whether denied, under which condition, to whom and when.

The one function that this stage rests on is `qualify`: it takes any stretch of text, in the shape of a claim, and answers what the rules
find of it. The pipeline proposes that.

Rules:

- Every finding names its rule, its confidence and the words that it rests on.
- A finding that only repeats a default (an asserted, positive statement) is left out.
- Confidence is the share of right answers that the rule had on labelled claims of political news, rounded; a guess where it was rare.
"""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from seedlib.model import Claim, Span, evolved
from seedlib.qualification.addressees import addressee, barred_at
from seedlib.qualification.clauses import Clause, read_clause
from seedlib.qualification.conditions import find_conditions
from seedlib.qualification.counterfactuals import counterfactual
from seedlib.qualification.findings import Finding
from seedlib.qualification.firmness import is_shifted, modality, negation, polarity
from seedlib.qualification.kinds import kind
from seedlib.qualification.scopes import negations
from seedlib.qualification.subjects import Subject, make_subject
from seedlib.qualification.surroundings import surroundings
from seedlib.qualification.targets import targets
from seedlib.qualification.texts import REACH, Run, Text, overlap
from seedlib.qualification.times import time_of

__all__ = ["main_clause", "qualify"]

#: The kind of what is but said: of it nothing is wanted.
_SAID = "statement"

#: How many signs may stand between a claim and its condition: a comma and a quotation mark.
_BESIDE = 2


def qualify(text: Text, claim: Claim) -> tuple[Finding, ...]:
    """Return what the rules find of how a stretch of text is put; nothing of signs alone.

    Args:
        text: the text.
        claim: the stretch, as the content of a claim; its source, cue, kind and quotation are looked at too, and may be absent.
    """
    subject = make_subject(text, claim)
    if subject is None:  # signs alone
        return ()
    clause = main_clause(text, subject)
    conditions = tuple(text.span(*run) for run in clause.conditions)
    kinds = list(kind(text, subject, clause))
    wanted = attrs.evolve(subject, claim=evolved(claim, kind=_SAID)) if any(found.value == _SAID for found in kinds) else subject
    findings = [*modality(text, wanted, clause, conditioned=bool(conditions)), *polarity(text, clause)]
    if not (claim.source or claim.cue or subject.direct):  # nobody is said to say it
        findings = [*_unsaid(text, subject, findings)]
    findings += negations(text, claim.content, negation(text, clause))
    findings += kinds
    named = conditions or _later(text, subject)
    if named:
        findings.append(Finding("arguments.condition", named, 0.8, "condition", named))
    findings += addressee(text, subject, clause, demanded="demand" in {claim.kind, *(found.value for found in kinds)})
    findings += time_of(text, subject, clause, next((found.value for found in kinds if found.field == "kind"), claim.kind))
    findings += targets(text, subject, clause)
    return tuple(findings)


def main_clause(text: Text, subject: Subject) -> Clause:
    """Return the clause that says what is claimed, with the marks that count in it and the conditions that it stands under."""
    first, last = subject.main
    clause = read_clause(text, barred_at(text, subject) or first, last, asked=subject.claim.kind == "question" and not subject.direct)
    if not is_shifted(subject) and any(mark.has("modals", "reported") for mark in clause.marks):  # "they had to leave" tells a fact
        clause = attrs.evolve(clause, marks=tuple(mark for mark in clause.marks if not mark.has("modals", "reported")))
    beside = () if clause.conditions else _beside(text, subject)
    return attrs.evolve(clause, conditions=beside) if beside else clause


def _unsaid(text: Text, subject: Subject, findings: list[Finding]) -> Iterator[Finding]:
    """Yield how a stretch is put that nobody is said to say: a sentence, or a piece of one, which the words around it put."""
    first, last = subject.main
    whole = text.trim(*text.sentence(first)) == (first, last)
    unreal = counterfactual(text, first, last) if whole else None
    if unreal is not None:
        span = text.span(*unreal)
        yield Finding("modality", "hypothetical", 0.85, "counterfactual", (span,))
        yield Finding("arguments.modality", (span,), 0.85, "counterfactual", (span,))
        yield from (finding for finding in findings if finding.field not in {"modality", "arguments.modality"})
    elif whole or findings:
        yield from findings
    else:
        yield from surroundings(text, first, last)


def _later(text: Text, subject: Subject) -> tuple[Span, ...]:
    """Return the conditions in the first sentence behind the main one that has any, of what somebody says in several sentences.

    They are part of what is said, but not of the main clause, whose modality they leave as it is: "I blame nobody. But if …, we will …".
    """
    pieces = text.pieces(subject.claim.content) if subject.direct else ()
    for piece in pieces:
        if piece[0] >= subject.main[1] and any(text.vocabulary.openers.find(text.words, *piece)):
            found = find_conditions(text, *piece)
            if found:
                return tuple(text.span(*run) for run in found)
    return ()


def _beside(text: Text, subject: Subject) -> tuple[Run, ...]:
    """Return the condition beside the main clause in its sentence: in another piece of the content, else beside that."""
    first, last = subject.main
    for piece in text.pieces(subject.claim.content) if len(subject.content) > 1 else ():
        beside = piece != subject.main and text.sentence(piece[0]) == text.sentence(first)
        found = find_conditions(text, *piece) if beside else ()
        if found:
            return found
    begin, end = text.sentence(first)
    begin, end = max(begin, first - REACH), min(end, last + REACH)
    openers = text.vocabulary.openers
    if not any(any(openers.find(text.words, *run)) for run in ((begin, first), (last, end))):
        return ()
    taken = (*subject.content, *subject.source, *subject.cue)
    for run in find_conditions(text, begin, end):
        beside = min((abs(piece[0] - run[1]) for piece in taken), default=0) <= _BESIDE or abs(run[0] - last) <= _BESIDE
        if beside and not any(overlap(run, piece) for piece in taken):
            return (run,)
    return ()
