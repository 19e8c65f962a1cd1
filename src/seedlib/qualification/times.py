"""When something was said, and when that of which it speaks is, was or will be: "said on Monday", "will close by 2030".

Rules:

- The time of saying stands outside the content, in the clause of the cue or at the head of its sentence; the nearest to the cue counts.
- The time of the content stands in its main clause, outside conditions; where several stand there all are evidence, and none is the value.
- What only describes a noun tells neither: "the May 9 attack", "Monday's debate".
- A verb of saying without a modal looks back, other words as their clause does; the days of a direct quotation count from when it was said.
"""

from __future__ import annotations

from collections.abc import Iterator

from seedlib.model import AttributeKey
from seedlib.qualification.clauses import Clause
from seedlib.qualification.findings import Finding
from seedlib.qualification.moments import iso, make_day
from seedlib.qualification.subjects import Subject
from seedlib.qualification.texts import Run, Text, is_word, overlap
from seedlib.qualification.timewords import Moment

__all__ = ["CONTENT_TIME", "belongs", "moments", "time_of"]

#: When that of which a claim speaks is, was or will be; `Claim.time` is when it was said.
CONTENT_TIME = AttributeKey("content-time", str, "ISO 8601: when that of which a claim speaks is, was or will be")

#: Signs inside words and names.
_INNER = frozenset({"-", "&", "’", "'", "."})

#: The kinds of claim that look ahead whatever their verbs: "vowed to", "a plan for".
_AHEAD = frozenset({"prediction", "demand", "commitment", "intention", "threat"})

#: How many words before a cue may hold its modal, "will | soon | announce", or stand between a time and the comma that ends its phrase.
_NEAR = 3

#: The classes of words that end a clause.
_BORDERS = frozenset(f"clause-words:{name}" for name in ("complementizer", "coordinate", "question", "relative", "saying", "subordinate"))


def time_of(text: Text, subject: Subject, clause: Clause, kind: str) -> Iterator[Finding]:
    """Yield the words that tell when a claim was made, and of when it speaks, each with its date.

    Args:
        text: the text.
        subject: the claim.
        clause: the main clause of its content.
        kind: the claim's kind, as far as it is known.
    """
    written = text.analysis.document.published
    said = _said(text, subject)
    date = None
    if said is not None:
        span = text.span(said.first, said.last)
        date = iso(said, make_day(written, ahead=_cue_looks_ahead(text, subject)))
        yield Finding("arguments.time", (span,), 0.8, "time", (span,))
        if date is not None:
            yield Finding("time", date, 0.8, "date", (span,))
    held = [moment for moment in moments(text, *subject.main, clause.conditions) if moment.first < clause.last]
    if not held:
        return
    spans = tuple(text.span(moment.first, moment.last) for moment in held)
    yield Finding("arguments.content-time", spans, 0.8, "content-time", spans)
    if len(held) == 1:
        day = make_day(date if subject.direct and date and date[0].isdigit() else written, ahead=_looks_ahead(clause, kind))
        date = iso(held[0], day)
        if date is not None:
            yield Finding(f"attributes.{CONTENT_TIME.name}", date, 0.8, "content-date", spans)


def _said(text: Text, subject: Subject) -> Moment | None:
    """Return the time of saying."""
    if not subject.cue:
        return None
    cue = subject.cue[0][0]
    first, last = text.around(cue)
    taken = (*subject.content, *subject.source)
    near = sorted(moments(text, first, last, taken), key=lambda moment: abs(moment.first - cue))
    return next((m for m in near if not _is_others(text, m, subject) and belongs(text, (m.first, m.last), subject)), None)


def _is_others(text: Text, moment: Moment, subject: Subject) -> bool:
    """Say whether an expression stands right behind another verb of saying: "said | on Monday | the council had promised"."""
    before = moment.first - 1
    return (
        before >= 0
        and text.words.folded[before] in text.vocabulary.verbs
        and text.words.texts[moment.last : moment.last + 1] != [","]
        and not any(first <= before < last for first, last in subject.cue)
    )


def belongs(text: Text, run: Run, subject: Subject) -> bool:
    """Say whether words of the cue's sentence tell of the saying: those at its head, and those in the clause of the cue."""
    return _leads(text, run) or _is_beside(text, run, subject)


def _leads(text: Text, run: Run) -> bool:
    """Say whether words open their sentence, but for a word such as "but", or end a phrase that does: "At a rally on Monday,"."""
    start, _ = text.trim(text.sentence(run[0])[0], run[1])
    if run[0] - start <= 1:
        return True
    if text.words.folded[start] not in text.vocabulary.prepositions:
        return False
    comma = next((i for i, word in enumerate(text.words.texts[run[1] : run[1] + _NEAR + 1], run[1]) if word == ","), None)
    return comma is not None and _is_whole(text, start, comma, ())


def _is_beside(text: Text, run: Run, subject: Subject) -> bool:
    """Say whether no clause ends between some words and the cue, source and content left out."""
    first, last = (subject.cue[-1][1], run[0]) if run[0] >= subject.cue[-1][1] else (run[1], subject.cue[0][0])
    if any(entry.data.get("form") == "participle" for entry in subject.cue_entries) and text.words.texts[last - 1] == ",":
        last -= 1  # "spoke on Monday | , saying that"
    return _is_whole(text, first, last, (*subject.content, *subject.source))


def _is_whole(text: Text, first: int, last: int, without: tuple[Run, ...]) -> bool:
    """Say whether no clause ends among some words, as a sign or a subordinator tells, some runs left out."""
    held = set(range(first, last)).difference(*(range(*run) for run in without))
    if any(not is_word(text.words.texts[i]) and text.words.texts[i] not in _INNER for i in held):
        return False
    return not any(mark.first in held and mark.senses & _BORDERS for mark in text.vocabulary.find(text.words, first, last))


def moments(text: Text, first: int, last: int, without: tuple[Run, ...] = ()) -> Iterator[Moment]:
    """Yield the expressions of time among words of a sentence, but those in some runs, and those that describe a noun."""
    words, known = text.words, text.vocabulary
    for moment in known.times.find(words, first, last):
        held = any(overlap((moment.first, moment.last), run) for run in without)
        owned = moment.last < len(words) and words.folded[moment.last] in known.genitives
        if not (held or owned or (moment.head > first and words.folded[moment.head - 1] in known.noun_start)):
            yield moment


def _cue_looks_ahead(text: Text, subject: Subject) -> bool:
    """Say whether a cue tells what is to be said: "will announce on Monday"."""
    first = max(subject.cue[0][0] - _NEAR, text.sentence(subject.cue[0][0])[0])
    return any("modals" in mark.entries for mark in text.vocabulary.find(text.words, first, subject.cue[-1][1]))


def _looks_ahead(clause: Clause, kind: str) -> bool | None:
    """Say whether a content tells what is to be; None where nothing says so."""
    ahead = clause.infinitive or kind in _AHEAD or any("modals" in mark.entries for mark in clause.marks)
    return True if ahead else None
