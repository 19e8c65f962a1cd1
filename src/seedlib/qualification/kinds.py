"""What act a claim is: the cue says it, and the content where it is plain.

Rules:

- Only a general kind (a statement, for the author's own claims too) gives way to what the content is.
- A question is a question, however it is reported.
- The cue decides, then the content's opening words ("I will", "he would not"), then a noun that stands for it ("his desire to"), then its
  modal, then words of blame and praise.
- What one binds oneself to is a threat where it is a harm ("we will retaliate"); what may come is a warning where it is one ("could
  collapse"). What follows from a condition is looked at first, see `consequences.py`.
- A stretch that nobody is known to say is the act that it tells of: "Norway rejected the offer".
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from itertools import islice, takewhile

from seedlib.matching import Match
from seedlib.model import Claim
from seedlib.qualification.acts import named, refusal, sense
from seedlib.qualification.clauses import Clause
from seedlib.qualification.consequences import consequence
from seedlib.qualification.findings import Finding
from seedlib.qualification.firmness import is_shifted
from seedlib.qualification.scopes import negates
from seedlib.qualification.subjects import BODIES, Subject
from seedlib.qualification.texts import REACH, Run, Text, is_word
from seedlib.qualification.vocabulary import CLAUSAL, Mark

__all__ = ["kind", "kinds"]

#: How many words may stand before and in a noun that names an act: "South Korea's plan of".
_NOUN_WITHIN = 5

#: What follows such a noun: "attacks on", "plan of", "desire to".
_GOVERNED = frozenset({"clause-words:infinitive", "clause-words:preposition"})

#: How far behind its modal a harm stands: "could lead in the end to a civil war".
_HARM_WITHIN = 8

#: How far in front of a word of blame or praise its negation stands: "is not a very good".
_DENIED_WITHIN = 3

#: The kinds that a question's content turns into a question.
_ASKABLE = frozenset({"statement", "belief"})

#: The kinds whose openings are such at the head of a sentence alone.
_AT_HEAD = frozenset({"question", "statement"})

#: The modalities of what may come, which is warned of where it is a harm.
_FORETELLING = frozenset({"possible", "probable", "hypothetical"})

#: The shortest words that tell by their beginning that two names are of one stem: `South Korea’s`, `South Korean`.
_STEM = 4


#: What ends as a question does.
_QUESTION = Finding("kind", "question", 0.8, "question", ())


def kind(text: Text, subject: Subject, clause: Clause) -> Iterator[Finding]:
    """Yield another kind than the claim has, where cue or content show one."""
    held = subject.claim.kind
    if held in _ASKABLE and _asks(text, subject, clause):
        yield _QUESTION
        return
    found = refusal(text, subject)
    if found is not None:
        if found.value != held:
            yield found
        return
    found = sense(text, subject, clause)
    if (held if found is None else found.value) == "statement":
        found = next(filter(None, (rule(text, subject, clause) for rule in _rules())), found)
    if found is not None and found.value != held:
        yield found


def kinds(text: Text, subject: Subject, clause: Clause) -> Iterator[Finding]:
    """Yield what every rule says of the kind, whether it is asked by `kind` or not, in the order in which they are asked there."""
    if _asks(text, subject, clause):
        yield _QUESTION
    yield from filter(None, (refusal(text, subject), sense(text, subject, clause)))
    yield from filter(None, (rule(text, subject, clause) for rule in _rules()))


def _rules() -> tuple[Callable[[Text, Subject, Clause], Finding | None], ...]:
    """Return the rules that say what a statement is, in the order in which they are asked."""
    return named, consequence, _opening, _told, _noun, _modal, _evaluation


def _asks(text: Text, subject: Subject, clause: Clause) -> bool:
    return subject.ends_asking(text) and (subject.direct or clause.question or _stands_alone(text, subject.main[0]))


def _stands_alone(text: Text, first: int) -> bool:
    """Say whether a sentence begins with a word, or at a sign before it: "asked: | Did he know?"."""
    return text.sentence(first)[0] == first or not is_word(text.words.texts[first - 1])


def _opening(text: Text, subject: Subject, clause: Clause) -> Finding | None:
    """Return the kind that the first words of the clause tell, if they are the speaker's, or told of him."""
    if clause.head >= clause.last or clause.infinitive:
        return None
    match = text.vocabulary.openings.at(text.words, clause.head, subject.main[1])
    if match is None and subject.direct:
        match = _later_opening(text, clause.head, subject.main[1])
    if match is None or not _counts(text, subject, clause, match):
        return None
    span, value = text.span(match.first, match.last), match.entries[0].value
    harm = _harm(text, match.last, clause, "threat") if value == "commitment" else None
    if harm is not None:
        return Finding("kind", "threat", 0.6, "harm", (span, text.span(harm.first, harm.last)))
    if value == "belief" and any(mark.has("modals", "future") for mark in clause.marks):  # "I think he will win" foretells
        value = "prediction"
    return Finding("kind", value, 0.7, "opening", (span,))


def _later_opening(text: Text, first: int, last: int) -> Match | None:
    """Return the first opening behind a comma, in the first person: "After much prayer, | I will vote for him"."""
    for index in range(first + 1, last):
        match = text.vocabulary.openings.at(text.words, index, last) if text.words.texts[index - 1] == "," else None
        if match is not None and not match.entries[0].data.get("person") and match.entries[0].value not in _AT_HEAD:
            return match
    return None


def _counts(text: Text, subject: Subject, clause: Clause, match: Match) -> bool:
    """Say whether an opening counts: reports have words of the third person, and speech those of the first and second."""
    entry = match.entries[0]
    person = entry.data.get("person")
    if entry.value == "question":
        return subject.direct or not clause.question
    if entry.value == "statement" or (person == "second" and not subject.direct):
        return False
    return person != "third" or (not subject.direct and _means_itself(text, subject, clause.head, body=entry.data.get("of") == "body"))


def _means_itself(text: Text, subject: Subject, index: int, *, body: bool) -> bool:
    """Say whether a pronoun may mean the speaker: nobody else is known whom it means, and "it" is a body."""
    if body and not any(text.kinds.get(speaker) in BODIES for speaker in subject.claim.speakers):
        return False
    span = text.span(index, index + 1)
    held = text.mentions(index, 1)
    others = held and held[0].span == span and held[0].actor not in {None, *subject.claim.speakers}
    return not (others and subject.claim.speakers)


def _harm(text: Text, first: int, clause: Clause, value: str) -> Match | None:
    """Return the word of harm of this kind in a clause from a word on: what one threatens, or warns of."""
    last = min(clause.last, first + _HARM_WITHIN)
    found = text.vocabulary.harms.find(text.words, first, last) if first < last else ()
    words, known = text.words.folded, text.vocabulary
    told = first < last and words[first] in known.copulas  # "would be a disaster" judges, "would be in danger" warns
    return next((m for m in found if m.entries[0].value == value and not (told and words[m.first] not in known.prepositions)), None)


def _noun(text: Text, subject: Subject, clause: Clause) -> Finding | None:
    """Return the act that a content without a verb is: "his desire to keep ties"."""
    if subject.direct or clause.infinitive or clause.question or clause.head != subject.main[0]:
        return None
    for match in text.vocabulary.acts.find(text.words, clause.head, min(clause.head + _NOUN_WITHIN, subject.main[1])):
        data = match.entries[0].data
        if data.get("deed") or data.get("form") == "verb" or not _is_noun(text, clause.head, match.first):
            continue  # "eleven attacks on ships" are done, not said
        governs = any(_governs(text, index, subject.main[1]) for index in (match.last - 1, match.last))  # "resistance to", "plan | to"
        if governs and not _has_verb(text, clause, subject):
            value = "statement" if _is_of_others(text, subject, (clause.head, match.first)) else match.entries[0].value
            return Finding("kind", value, 0.6, "noun", (text.span(match.first, match.last),))
    return None


def _is_noun(text: Text, first: int, index: int) -> bool:
    """Say whether what may be a verb is a noun: "plans to leave", "a plan", but not "Norway plans to leave"."""
    words, known = text.words, text.vocabulary
    begun = any(words.folded[at] in known.noun_start or words.folded[at] in known.genitives for at in range(first, index))
    mark = known.at(words, index - 1, index) if index > first else None
    return index == first or (begun and not (mark is not None and "clause-words:pronoun" in mark.senses))


def _governs(text: Text, index: int, stop: int) -> bool:
    """Say whether a word leads on to what a noun governs."""
    mark = text.vocabulary.at(text.words, index, stop) if index < stop else None
    return mark is not None and bool(mark.senses & _GOVERNED)


def _is_of_others(text: Text, subject: Subject, run: Run) -> bool:
    """Say whether an owner in front of a noun is somebody whom the source does not name: "brought up | Europe’s desire"."""
    words = text.words.folded
    owned = next((index for index in range(*run) if words[index] in text.vocabulary.genitives), None)
    if owned is None or not subject.source:
        return False
    stems = {words[index][:_STEM] for piece in subject.source for index in range(*piece)}
    return not any(words[index][:_STEM] in stems for index in range(run[0], owned))


def _has_verb(text: Text, clause: Clause, subject: Subject) -> bool:
    """Say whether the words are a clause after all: "a plan to leave was rejected"."""
    for mark in text.vocabulary.find(text.words, clause.head, min(clause.last, subject.main[1])):
        if mark.is_verb:
            return True
        if mark.senses & CLAUSAL:
            return False
    return False


def _modal(text: Text, subject: Subject, clause: Clause) -> Finding | None:
    """Return a demand for what must or should be done, a prediction for what may or will become, a warning where that is a harm."""
    for mark in clause.marks:
        if clause.question:
            break
        if mark.value("modals") == "required" and not mark.has("modals", "past"):  # "should have paid" asks nothing
            return Finding("kind", "demand", 0.7, "required", (text.span(mark.first, mark.last),))
        if mark.has("modals", "future") or {mark.value("modals"), mark.value("hedges")} & _FORETELLING:
            harm = _harm(text, mark.last, clause, "warning")
            if harm is not None and not any(negates(text, other) for other in clause.marks):
                return Finding("kind", "warning", 0.6, "harm", (text.span(mark.first, mark.last), text.span(harm.first, harm.last)))
        foretold = (mark.has("modals", "future") and subject.direct) or (subject.own and _may(mark, conditioned=bool(clause.conditions)))
        if foretold or (mark.has("modals", "backshift") and not is_shifted(subject)):
            return Finding("kind", "prediction", 0.6, "future", (text.span(mark.first, mark.last),))
    return None


def _may(mark: Mark, *, conditioned: bool) -> bool:
    """Say whether a modal holds something possible, rather than somebody able; what depends on a condition is no ability."""
    return mark.value("modals") == "possible" and (conditioned or not mark.has("modals", "ability"))


def _evaluation(text: Text, subject: Subject, clause: Clause) -> Finding | None:
    """Return blame or praise, where the words of one outnumber those of the other; outside of the main sentence one word is too few."""
    found = _weighed(text, [(clause.head, subject.main[1])])
    if found is None and subject.direct:
        whole = _weighed(text, list(subject.content))
        found = whole if whole is not None and len(whole[1]) > 1 else None
    return None if found is None else Finding("kind", found[0], 0.65, "evaluation", tuple(text.span(m.first, m.last) for m in found[1][:3]))


def _weighed(text: Text, runs: list[Run]) -> tuple[str, list[Match]] | None:
    """Return whether blame or praise outweighs, and its words."""
    held: dict[str, list[Match]] = {}
    for first, last in runs:
        for match in text.vocabulary.evaluations.find(text.words, first, min(last, first + 2 * REACH)):
            value = _judged(text, match)
            if value is not None:
                held.setdefault(value, []).append(match)
    ranked = sorted(held.items(), key=lambda item: -len(item[1]))
    return ranked[0] if ranked and (len(ranked) == 1 or len(ranked[0][1]) > len(ranked[1][1])) else None


def _judged(text: Text, match: Match) -> str | None:
    """Return what a word of blame or praise says where it stands: "not honest" blames, "not corrupt" says nothing."""
    value = match.entries[0].value
    before = text.vocabulary.find(text.words, max(0, match.first - _DENIED_WITHIN), match.first)
    if not any(negates(text, mark) for mark in before):
        return value
    return "accusation" if value == "endorsement" else None


def _claims_in(text: Text, subject: Subject) -> Iterator[Claim]:
    """Yield the claims whose contents begin inside of a content, in text order."""
    whole, held = subject.claim.span, text.analysis.claims
    first = bisect_left(held, whole.start, key=lambda claim: claim.content[0].start)
    return takewhile(lambda claim: claim.content[0].start < whole.end, islice(held, first, None))


def _told(text: Text, subject: Subject, clause: Clause) -> Finding | None:
    """Return the act that a stretch tells of, of which nobody is known as the source: that of a claim in it, else that of its words."""
    if subject.cue or subject.source or subject.direct:
        return None
    for claim in _claims_in(text, subject):
        inside = all(any(whole.covers(span) for whole in subject.claim.content) for span in (*claim.cue, *claim.content))
        if claim.kind != "statement" and claim.cue and inside:
            return Finding("kind", claim.kind, 0.6, "told", claim.cue)
    match = next(text.vocabulary.acts.find(text.words, clause.head, clause.last), None)
    if match is None or "takes" in match.entries[0].data:
        return None
    return Finding("kind", match.entries[0].value, 0.5, "told", (text.span(match.first, match.last),))
