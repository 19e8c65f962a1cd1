"""To whom something is said, or of whom it is demanded.

Rules:

- After a cue that takes one ("told reporters", "said to reporters"): the words up to what follows.
- Where a demand's content is a clause, its subject: "Poland must pay", "demanded that Russia cut …", "demands Ann Poe make a pledge".
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from seedlib.model import Mention
from seedlib.qualification.clauses import Clause
from seedlib.qualification.findings import Finding
from seedlib.qualification.subjects import Subject
from seedlib.qualification.texts import Run, Text, is_word

__all__ = ["addressee"]

#: The longest addressee, in words: "a crowd of several thousand supporters in Iowa" is cut before "in".
_LONGEST = 8

#: How many words may stand before a name at a clause's head: "that the US government cut".
_NEAR = 4

#: What a cue governs if it takes an addressee, see the lexicon `cues`.
_TAKING = frozenset({"addressee", "addressee-to"})

#: The kinds whose infinitive somebody is asked to do: "urged both sides to stop", but not "expects them to stop".
_ASKING = frozenset({"demand", "warning"})

#: The classes of words that end an addressee: "told voters in Iowa that …".
_CUT = frozenset(f"clause-words:{name}" for name in ("complementizer", "infinitive", "preposition", "question", "subordinate"))


def addressee(text: Text, subject: Subject, clause: Clause, *, demanded: bool) -> Iterator[Finding]:
    """Yield the addressee's words, and the actor whom they name."""
    run, rule, confidence = _after_cue(text, subject), "after-cue", 0.8
    if run is None and demanded:
        run, rule, confidence = _subject_of(text, subject, clause), "demanded-of", 0.7
    if run is None or (subject.own and not _mentions(text, run)):
        return
    span = text.span(*run)
    yield Finding("arguments.addressee", (span,), confidence, rule, (span,))
    actors = tuple(dict.fromkeys(m.actor for m in _mentions(text, run) if m.actor is not None))
    if len(actors) == 1:
        yield Finding("addressees", actors, confidence, rule, (span,))


def _mentions(text: Text, run: Run) -> list[Mention]:
    span = text.span(*run)
    at = bisect_left(text.analysis.mentions, span.start, key=lambda mention: mention.span.start)
    return [mention for mention in text.analysis.mentions[at : at + _LONGEST] if span.covers(mention.span)]


def _after_cue(text: Text, subject: Subject) -> Run | None:
    if not subject.cue or not any(_TAKING & set(entry.data.get("takes", ())) for entry in subject.cue_entries):
        return None
    first = subject.cue_end
    limit = min(first + _LONGEST, text.sentence(subject.cue[-1][0])[1])
    if subject.content[0][0] == first:  # urged | both sides to stop
        return _before_infinitive(text, first, limit) if subject.claim.kind in _ASKING else None
    starts = [run[0] for run in (*subject.content, *subject.source) if run[0] >= first]
    limit = min([limit, *starts])
    index = first
    while index < limit and is_word(text.words.texts[index]):
        mark = text.vocabulary.at(text.words, index, limit)
        if mark is not None and mark.senses & _CUT:
            break
        index += 1
    return (first, index) if index > first else None


def _before_infinitive(text: Text, first: int, limit: int) -> Run | None:
    """Return what stands before an infinitive without signs between: `the other three | to halt`."""
    for index in range(first, limit):
        mark = text.vocabulary.at(text.words, index, limit)
        if not is_word(text.words.texts[index]) or (mark is not None and mark.senses & _CUT):
            found = mark is not None and "clause-words:infinitive" in mark.senses and index > first
            return (first, index) if found else None
    return None


def _subject_of(text: Text, subject: Subject, clause: Clause) -> Run | None:
    """Return who is to do what is demanded: what stands before the modal, else a name at the head of the clause; never "we"."""
    if clause.infinitive or clause.question or clause.head >= clause.last:
        return None
    modal = next((mark for mark in clause.marks if mark.value("modals") == "required"), None)
    if modal is not None:
        head = _without_connective(text, clause)
        own = modal.first - head == 1 and text.words.folded[head] in text.vocabulary.ourselves
        return (head, modal.first) if 0 < modal.first - head <= _LONGEST and not own else None
    first = clause.head
    bare = first == subject.main[0]  # nothing like "that" leads it
    limit = text.words.tokens.starts[min(first + _NEAR, clause.last - 1)]
    start = text.words.tokens.starts[first]
    at = bisect_left(text.analysis.mentions, start, key=lambda mention: mention.span.start)
    for mention in text.analysis.mentions[at : at + _NEAR]:
        if mention.span.start <= limit and mention.form == "name":
            begins, last = text.run(mention.span)
            titled = all(text.words.texts[n][0].isupper() for n in range(first, begins))  # President | Ann Poe
            return (first, last) if not bare or (titled and _goes_on(text, last, clause.last)) else None
    return None


def _goes_on(text: Text, index: int, last: int) -> bool:
    """Say whether what may be a verb follows: "Ann Poe | make a pledge", but not "answers from Pyongyang", "Norway’s answer"."""
    words, known = text.words, text.vocabulary
    if index + 1 >= last or not (words.texts[index].isalpha() and words.texts[index].islower()):
        return False
    return known.at(words, index, last) is None and words.folded[index] not in known.prepositions


def _without_connective(text: Text, clause: Clause) -> int:
    """Return where a clause's subject begins: `Then | the government must`."""
    mark = text.vocabulary.at(text.words, clause.head, clause.last)
    return mark.last if mark is not None and "clause-words:connective" in mark.senses else clause.head
