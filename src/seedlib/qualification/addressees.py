"""To whom something is said, or of whom it is demanded.

Rules:

- After a cue that takes one ("told reporters", "said to reporters"): the words up to what follows.
- Where a demand's content is a clause, its subject if that is an actor's name: "demanded that Russia cut …".
"""

from __future__ import annotations

from collections.abc import Iterator

from seedlib.model import Mention
from seedlib.qualification.clauses import Clause
from seedlib.qualification.findings import Finding
from seedlib.qualification.subjects import Subject
from seedlib.qualification.texts import Run, Text, is_word

__all__ = ["addressee"]

#: The longest addressee, in words: "a crowd of several thousand supporters in Iowa" is cut before "in".
_LONGEST = 8

#: What a cue governs if it takes an addressee, see the lexicon `cues`.
_TAKING = frozenset({"addressee", "addressee-to"})


def addressee(text: Text, subject: Subject, clause: Clause) -> Iterator[Finding]:
    """Yield the addressee's words, and the actor whom they name."""
    run, rule, confidence = _after_cue(text, subject), "after-cue", 0.8
    if run is None and subject.claim.kind == "demand" and not subject.direct:
        run, rule, confidence = _subject_of(text, subject, clause), "demanded-of", 0.7
    if run is None:
        return
    span = text.span(*run)
    yield Finding("arguments.addressee", (span,), confidence, rule, (span,))
    actors = tuple(dict.fromkeys(m.actor for m in _mentions(text, run) if m.actor is not None))
    if len(actors) == 1:
        yield Finding("addressees", actors, confidence, rule, (span,))


def _mentions(text: Text, run: Run) -> list[Mention]:
    span = text.span(*run)
    return [mention for mention in text.analysis.mentions if span.covers(mention.span)]


def _after_cue(text: Text, subject: Subject) -> Run | None:
    if not subject.cue or not any(_TAKING & set(entry.data.get("takes", ())) for entry in subject.cue_entries):
        return None
    first = subject.cue[-1][1]
    limit = min(first + _LONGEST, text.sentence(subject.cue[-1][0])[1])
    starts = [run[0] for run in (*subject.pieces, *subject.source) if run[0] >= first]
    limit = min([limit, *starts])
    index = first
    while index < limit and is_word(text.words.texts[index]):
        match = text.vocabulary.marks.at(text.words, index, limit)
        if match is not None and text.vocabulary.meanings[int(match.entries[0].value)][0] & _CUT:
            break
        index += 1
    return (first, index) if index > first else None


#: The classes of words that end an addressee.
_CUT = frozenset({"clause-words:complementizer", "clause-words:preposition", "clause-words:subordinate", "clause-words:infinitive", "clause-words:question"})


def _subject_of(text: Text, subject: Subject, clause: Clause) -> Run | None:
    """Return the name at the head of a demanded clause."""
    if clause.infinitive or clause.head >= len(text.words):
        return None
    start = text.words.tokens.starts[clause.head]
    for mention in text.analysis.mentions:
        if mention.span.start == start and mention.form == "name":
            return text.run(mention.span)
    return None
