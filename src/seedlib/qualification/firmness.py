"""How firm a claim is: its modality and its polarity, read from the main clause, as the source puts it.

Rules:

- The first modal or hedge of the main clause decides; behind "I think" the next one does, else the thinking itself.
- A "would" that only shifts a reported future is plain: "said it would close". Elsewhere it is hypothetical.
- A stated condition makes a plain claim hypothetical; a recommendation or a possibility stays what it is.
- What is only reported by its cue ("wants", "seems") is read from the cue.
- A denial by cue ("denied that …") leaves the polarity of the content as it stands.
"""

from __future__ import annotations

from collections.abc import Iterator

from seedlib.qualification.clauses import Clause
from seedlib.qualification.findings import Finding
from seedlib.qualification.scopes import negates
from seedlib.qualification.subjects import Subject
from seedlib.qualification.texts import Text
from seedlib.qualification.vocabulary import Mark

__all__ = ["is_shifted", "modalities", "modality", "negation", "polarity"]

#: Kinds whose contents are wanted rather than said to be so, where they are no clause: "the withdrawal", "that he resign".
_WANTING = frozenset({"demand", "intention"})

#: Kinds whose infinitives may be told rather than wanted: "is thought to be able".
_TELLING = frozenset({"statement", "belief"})


def modality(text: Text, subject: Subject, clause: Clause, *, conditioned: bool) -> Iterator[Finding]:
    """Yield how firm a claim is, and the deciding words; nothing for a plain assertion."""
    found, rule, confidence, mark = _decide(text, subject, clause)
    if conditioned and found == "asserted":
        found, rule, confidence = "hypothetical", "under-condition", 0.7
    if found == "asserted":
        return
    spans = (text.span(mark.first, mark.last),) if mark is not None else ()
    yield Finding("modality", found, confidence, rule, spans)
    if spans:
        yield Finding("arguments.modality", spans, confidence, rule, spans)


def modalities(text: Text, subject: Subject, clause: Clause) -> Iterator[Finding]:
    """Yield the modality of every mark of the main clause, then that of the cue, whether it decides or not."""
    for mark in clause.marks:
        held = mark.value("modals") or mark.value("hedges")
        if held:
            yield Finding("modality", held, 0.85, "modal" if "modals" in mark.entries else "hedge", (text.span(mark.first, mark.last),))
    found, rule, confidence, cue = _from_cue(text, subject, clause)
    if rule:
        yield Finding("modality", found, confidence, rule, (text.span(cue.first, cue.last),) if cue is not None else ())


#: A modality, the rule, its confidence, and the deciding mark.
_Decision = tuple[str, str, float, Mark | None]

#: Nothing speaks for anything but a plain assertion.
_PLAIN: _Decision = ("asserted", "", 0.8, None)


def _decide(text: Text, subject: Subject, clause: Clause) -> _Decision:
    """Return the modality, the rule, its confidence, and the deciding mark."""
    opener = text.vocabulary.at(text.words, clause.head, clause.last) if clause.head < clause.last else None
    if opener is not None and subject.asks(text) and opener.is_verb:
        return "hypothetical", "yes-or-no", 0.85, opener
    if clause.question and not subject.own:
        marks = [mark for mark in clause.marks if "modals" in mark.entries]
        if marks or clause.polar:
            return "hypothetical", "indirect-question", 0.8, marks[0] if marks else None
    mark = _deciding(clause)
    if mark is not None:
        found = _value(mark, subject)
        if found is not None:
            return found, "modal" if "modals" in mark.entries else "hedge", 0.85, mark
        return _PLAIN
    if subject.own:
        return _PLAIN
    return _from_cue(text, subject, clause)


def _from_cue(text: Text, subject: Subject, clause: Clause) -> _Decision:
    """Return the modality of a content without a mark of its own: an infinitive, what is wanted, what a cue hedges."""
    cue = _cue_mark(text, subject)
    if clause.infinitive:
        opener = text.vocabulary.at(text.words, clause.head, clause.last) if clause.head < clause.last else None
        raised = opener is not None and "clause-words:auxiliary" in opener.senses and subject.claim.kind in _TELLING
        if not raised:  # "is thought to be" wants nothing
            return "desired", "infinitive", 0.85, None
    if cue is not None:
        return cue.value("modals") or cue.value("hedges") or "asserted", "cue", 0.6, cue
    if subject.claim.kind in _WANTING and not subject.direct:
        return "desired", "wanting", 0.65, None
    return _PLAIN


def _deciding(clause: Clause) -> Mark | None:
    """Return the mark that decides: the first modal or hedge, one behind a clause of thinking before that itself."""
    frame = None
    for mark in clause.marks:
        if "modals" not in mark.entries and "hedges" not in mark.entries:
            continue
        if mark.has("modals", "future"):
            future = mark
            after = next((m for m in clause.marks if m.first >= future.last and ("hedges" in m.entries)), None)
            return after or frame or mark
        if mark.has("hedges", "frame"):
            frame = frame or mark
            continue
        return mark
    return frame


def _value(mark: Mark, subject: Subject) -> str | None:
    """Return a mark's modality, or None where it is but a shifted future."""
    if mark.has("modals", "backshift") and is_shifted(subject):
        return None
    return mark.value("modals") or mark.value("hedges")


def is_shifted(subject: Subject) -> bool:
    """Say whether a reported future is shifted to the past: indirect speech under a cue in the past."""
    forms = {entry.data.get("form") for entry in subject.cue_entries}
    return not subject.direct and bool(forms & {"past", "participle", "noun", "passive"})


def _cue_mark(text: Text, subject: Subject) -> Mark | None:
    """Return the last modal or hedge among the words of the cue."""
    marks = [mark for run in subject.cue for mark in text.vocabulary.find(text.words, *run)]
    return next((m for m in reversed(marks) if m.value("modals") == "possible" or "hedges" in m.entries), None)


def polarity(text: Text, clause: Clause) -> Iterator[Finding]:
    """Yield that the main clause is negated, by the word that negates it."""
    mark = negation(text, clause)
    if mark is not None:
        yield Finding("polarity", "negative", 0.85, "negation", (text.span(mark.first, mark.last),))


def negation(text: Text, clause: Clause) -> Mark | None:
    """Return the mark that negates a main clause, or None."""
    return next((mark for mark in clause.marks if negates(text, mark) or _is_negated(mark)), None)


def _is_negated(mark: Mark) -> bool:
    """Say whether a modal holds its negation: "is not going to", but not "is unlikely to", which negates nothing."""
    modal = mark.entries.get("modals")
    return modal is not None and modal.data.get("negative") is True
