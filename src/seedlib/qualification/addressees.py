"""To whom something is said, or of whom it is demanded.

Rules:

- After a cue that takes one ("told reporters", "said to reporters"): the words up to what follows.
- Where a demand's content is a clause, its subject: "Poland must pay", "demanded that Russia cut …", "demands Ann Poe make a pledge"; but
  neither what something is to be done to ("the files must be released") nor "it".
- Else the audience of an occasion of speech in the cue's clause, or at the head of its sentence: "In a letter to Congress, he said …".
"""

from __future__ import annotations

from collections.abc import Iterator

from seedlib.model import Mention
from seedlib.qualification.clauses import Clause
from seedlib.qualification.findings import Finding
from seedlib.qualification.subjects import Subject
from seedlib.qualification.texts import Run, Text, is_word, overlap
from seedlib.qualification.times import belongs, moments
from seedlib.qualification.vocabulary import Mark, Vocabulary

__all__ = ["addressee", "barred_at"]

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
    if run is None:
        run, rule, confidence = _audience(text, subject), "audience", 0.7
    if run is None or (subject.own and not _mentions(text, run)):
        return
    span = text.span(*run)
    yield Finding("arguments.addressee", (span,), confidence, rule, (span,))
    actors = tuple(dict.fromkeys(m.actor for m in _mentions(text, run) if m.actor is not None))
    if len(actors) == 1:
        yield Finding("addressees", actors, confidence, rule, (span,))


def barred_at(text: Text, subject: Subject) -> int | None:
    """Return the word where begins what somebody is asked not to do, behind who that is: `warned |Seoul| not to land`."""
    run = _after_cue(text, subject) if subject.claim.kind in _ASKING else None
    if run is None or not subject.main[0] <= run[0] < run[1] < subject.main[1] or run[1] - run[0] > _NEAR:  # a longer one may have a verb
        return None
    mark = text.vocabulary.at(text.words, run[1], subject.main[1])
    return run[1] if mark is not None and "negations" in mark.entries else None


def _mentions(text: Text, run: Run) -> list[Mention]:
    span = text.span(*run)
    return [mention for mention in text.mentions(run[0], _LONGEST) if span.covers(mention.span)]


def _after_cue(text: Text, subject: Subject) -> Run | None:
    if not subject.cue:
        return None
    first = subject.cue_end or subject.cue[-1][1]
    limit = min(first + _LONGEST, text.sentence(subject.cue[-1][0])[1])
    if not any(_TAKING & set(entry.data.get("takes", ())) for entry in subject.cue_entries):
        return _marked(text, subject, first, limit)
    if subject.content[0][0] == first:  # urged | both sides to stop, reminded | voters he was there
        return _before(text, first, limit, "infinitive" if subject.claim.kind in _ASKING else "pronoun")
    return _hearers(text, subject, first, limit)


def _hearers(text: Text, subject: Subject, first: int, limit: int) -> Run | None:
    """Return the words from `first` on up to a subordinator, a preposition, a sign, a time or what else the claim holds."""
    starts = [run[0] for run in (*subject.content, *subject.source, *subject.cue) if run[0] >= first]
    limit = min([limit, *starts])
    limit = next((moment.first for moment in moments(text, first, limit)), limit) if first < limit else limit  # warned | last week | that
    index = first
    while index < limit and is_word(text.words.texts[index]):
        mark = text.vocabulary.at(text.words, index, limit)
        if mark is not None and mark.senses & _CUT:
            break
        index += 1
    return (first, index) if index > first else None


def _marked(text: Text, subject: Subject, first: int, limit: int) -> Run | None:
    """Return who hears what a cue says of which no list tells that it takes one: "said | to reporters", "pressed | him"."""
    words, known = text.words, text.vocabulary
    for match in known.occasions.find(words, *subject.cue[-1]):
        if match.entries[0].value == "hearer":  # taggers may take who hears it into the cue: "pressed him on"
            return _hearers(text, subject, match.last, limit) if _may_hear(text, match.last, limit) else None
    mark = known.occasions.at(words, first, limit) if first < limit else None
    if mark is None or mark.entries[0].value != "mark" or not _may_hear(text, mark.last, limit):
        return None
    return _hearers(text, subject, mark.last, limit)


def _may_hear(text: Text, index: int, limit: int) -> bool:
    """Say whether a word may begin a name for people or a body: "the", "Ann", "him", "reporters"; no verb does: "said to | be"."""
    if index >= limit:
        return False
    words, known = text.words, text.vocabulary
    word, noun = words.folded[index], known.occasions.at(words, index, limit)
    named = words.texts[index][0].isupper() or (noun is not None and noun.entries[0].value == "audience-noun")
    return named or word in known.noun_start or word in known.objects


def _audience(text: Text, subject: Subject) -> Run | None:
    """Return the audience of an occasion of speech outside the content: "In a letter to | Congress", "speaking to | reporters"."""
    if not subject.cue:
        return None
    first, last = text.around(subject.cue[0][0])
    for match in text.vocabulary.occasions.find(text.words, first, last):
        if match.entries[0].value != "audience" or not _may_hear(text, match.last, last):
            continue
        run = _hearers(text, subject, match.last, min(match.last + _LONGEST, last))
        if run is None or any(overlap(run, piece) for piece in (*subject.content, *subject.source)):
            continue
        if belongs(text, (match.first, run[1]), subject):
            return run
    return None


def _before(text: Text, first: int, limit: int, name: str) -> Run | None:
    """Return what stands before a word of a class without signs between: `the other three | to halt`, `voters | he was`."""
    for index in range(first, limit):
        mark = text.vocabulary.at(text.words, index, limit)
        if not is_word(text.words.texts[index]) or (mark is not None and mark.senses & (_CUT | {f"clause-words:{name}"})):
            found = mark is not None and f"clause-words:{name}" in mark.senses and index > first
            return (first, index) if found else None
    return None


def _subject_of(text: Text, subject: Subject, clause: Clause) -> Run | None:
    """Return who is to do what is demanded: what stands before the modal, else a name at the head of the clause; never "we"."""
    if clause.infinitive or clause.question or clause.head >= clause.last:
        return None
    modal = next((mark for mark in clause.marks if mark.value("modals") == "required"), None)
    if modal is not None:
        head = _without_connective(text, clause)
        own = modal.first - head == 1 and _is_nobody(text.vocabulary, text.words.folded[head])
        return (head, modal.first) if 0 < modal.first - head <= _LONGEST and not own and not _is_done_to(text, modal) else None
    first = clause.head
    bare = first == subject.main[0]  # nothing like "that" leads it
    limit = text.words.tokens.starts[min(first + _NEAR, clause.last - 1)]
    for mention in text.mentions(first, _NEAR):
        if mention.span.start <= limit and mention.form == "name":
            begins, last = text.run(mention.span)
            titled = all(text.words.texts[n][0].isupper() for n in range(first, begins))  # President | Ann Poe
            return (first, last) if not bare or (titled and _goes_on(text, last, clause.last)) else None
    return None


def _is_done_to(text: Text, modal: Mark) -> bool:
    """Say whether a modal's subject does nothing: "must be released", "is needed"; but "is required to"."""
    copulas, folded = text.vocabulary.copulas, text.words.folded
    if any(word in copulas for word in folded[modal.last : modal.last + 1]):
        return True
    last = text.vocabulary.at(text.words, modal.last - 1, modal.last)
    return folded[modal.first] in copulas and (last is None or "clause-words:infinitive" not in last.senses)


def _is_nobody(known: Vocabulary, word: str) -> bool:
    """Say whether a subject is nobody else: "we", "I", "it"."""
    return word in known.ourselves or word in known.first_person or known.bodies.get(word) == "it"


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
