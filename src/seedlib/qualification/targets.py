"""Targets: whom a claim is about.

    Ann Poe said that Norway had lied             Norway
    Ann Poe said that she had lied                Ann Poe: the claim is about its speaker
    Ann Poe thinks that she knows what Norway does    Norway
    Ann Poe said Norway’s voters were tired       the voters, not Norway

Rules:

- They are actors that the content names, or means by a pronoun or a nominal; those of the main clause come first.
- The speaker is one as a subject or object, `he said he was sick`, `“They hit me”`; but not as an owner (`my wife`), nor as the subject
  of a verb that only opens what is said (`I think that …`).
- Whoever only tells apart another actor is none: the owner of people (`Norway’s voters`), the body before a role (`FBI director Ann Poe`);
  nor is a nominal that tells what somebody is (`is a liar`).
- A place is none, unless it stands for its people or begins the clause.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from seedlib.model import Mention, Span
from seedlib.qualification.clauses import Clause
from seedlib.qualification.findings import Finding
from seedlib.qualification.subjects import BODIES, Subject
from seedlib.qualification.texts import REACH, Text

__all__ = ["targets"]

#: A claim has at most this many: as many as readers were asked for.
_MOST = 4

#: So many mentions of a content are looked at.
_LOOKED = 60

#: So many words may stand between a body and the person whose role tells of it: "FBI deputy assistant director Ann Poe".
_BETWEEN = 5

#: The share of right ones among the targets that the rule gives, on labelled claims of political news.
_SURE = 0.75

#: How sure it is that a claim that begins with such a pronoun is about its speaker.
_REPORTED = 0.75

#: What a verb has before it that has a body for its subject: `it had`, `it will`.
_HAVING = frozenset({"clause-words:auxiliary", "modals:asserted"})

#: The kinds of claim whose verbs only open what is said, and the forms of these: `I think`, `he says`.
_OPENING = frozenset({"belief", "statement"})
_VERBS = frozenset({"base", "finite", "past"})


def targets(text: Text, subject: Subject, clause: Clause) -> Iterator[Finding]:
    """Yield whom a claim is about, as one finding."""
    inside = _inside(text, subject)
    main = text.span(clause.head, clause.last) if clause.head < clause.last else text.span(*subject.main)
    speakers = frozenset(subject.claim.speakers)
    chosen: dict[str, tuple[int, Span, float]] = {}
    own = _reporting_itself(text, subject, clause, inside)
    if own is not None:
        chosen[own] = 0, text.span(clause.head, clause.head + 1), _REPORTED
    for at, mention in enumerate(inside):
        if mention.actor is None or _apart(text, inside, at) or _tells(text, mention):
            continue
        place = text.kinds.get(mention.actor) == "place" and mention.use == "literal"
        if place and mention.span.start > main.start:
            continue
        if mention.actor in speakers and not _about_itself(text, mention, subject):
            continue
        rank = 0 if main.start <= mention.span.start < main.end else 2 if mention.form == "nominal" else 1
        if mention.actor not in chosen or rank < chosen[mention.actor][0]:
            chosen[mention.actor] = rank, mention.span, mention.confidence
    best = sorted(chosen, key=lambda actor: chosen[actor][:2])[:_MOST]
    if best:
        confidence = _SURE * min(chosen[actor][2] for actor in best)
        yield Finding("targets", tuple(best), confidence, "about", tuple(chosen[actor][1] for actor in best))


def _reporting_itself(text: Text, subject: Subject, clause: Clause, inside: Sequence[Mention]) -> str | None:
    """Return the one speaker of an indirect claim that begins with a pronoun fit for a body, where nobody knows whom it means.

    `The bank said that | it had fired them`, `Republicans say | they have questions`; not `it was late`.
    """
    words, known, head = text.words, text.vocabulary, clause.head
    if (
        len(subject.claim.speakers) != 1
        or subject.direct
        or head + 1 >= clause.last
        or text.span(head, head + 1) in {m.span for m in inside}
    ):
        return None
    speaker = subject.claim.speakers[0]
    value = known.bodies.get(words.folded[head])
    if value is None or text.kinds.get(speaker) not in BODIES:
        return None
    if value == "it":
        mark = known.at(words, head + 1, clause.last)
        has = mark is not None and bool(mark.senses & _HAVING) and words.folded[head + 1] not in known.copulas
        return speaker if has and head + 2 < len(words) and words.folded[head + 2] not in known.copulas else None
    return speaker


def _inside(text: Text, subject: Subject) -> list[Mention]:
    """Return the mentions inside the content, each once; of those inside one another the outer one, which comes first."""
    held: list[Mention] = []
    for run in subject.content:
        span = text.span(*run)
        for mention in text.mentions(run[0], _LOOKED):
            if mention.span.start >= span.end:
                break
            if not (held and held[-1].span.covers(mention.span)):
                held.append(mention)
    return held[:_LOOKED]


def _apart(text: Text, inside: Sequence[Mention], at: int) -> bool:
    """Say whether a mention only tells apart the next one: its owner, or the body before a role."""
    mention, words, known = inside[at], text.words, text.vocabulary
    last = text.run(mention.span)[1]
    end = last
    owns = last < len(words) and words.folded[last] in known.genitives
    following = inside[at + 1] if at + 1 < len(inside) else None
    if following is not None:
        end = text.run(following.span)[0]
    if following is not None and 0 <= end - last <= _BETWEEN:
        between = range(last + owns, end)
        plain = all(words.texts[n].isalpha() and known.at(words, n, n + 1) is None and words.folded[n] not in known.verbs for n in between)
        if plain and following.form == "nominal" and (owns or mention.form == "name"):
            return True
        if plain and end > last and following.form == "name" and text.kinds.get(following.actor or "") == "person":
            return known.roles.ending(words, end, between.start) is not None
    role = known.roles.at(words, last) if last < len(words) else None
    before = inside[at - 1] if at else None
    if mention.form == "nominal" and before is not None and before.form == "nominal":  # the thousands of | employees
        start = text.run(before.span)[1]
        return text.run(mention.span)[0] - start == 1 and words.folded[start] in known.prepositions
    return mention.form == "name" and role is not None and words.texts[last].islower() and following is None


def _tells(text: Text, mention: Mention) -> bool:
    """Say whether a nominal tells what somebody is: `is a liar`, `as a senator`."""
    at = text.run(mention.span)[0] - 1
    return mention.form == "nominal" and at >= 0 and text.words.folded[at] in text.vocabulary.copulas - text.vocabulary.genitives


def _about_itself(text: Text, mention: Mention, subject: Subject) -> bool:
    """Say whether a mention of the speaker takes part in what is claimed: no owner, and no subject of a verb that only opens it."""
    words, known = text.words, text.vocabulary
    first, last = text.run(mention.span)
    if mention.form == "pronoun":
        bound = words.folded[first] in known.objects and first == subject.content[0][0]  # accused | him
        if bound or words.folded[first] in known.owners:
            return False
    if last >= len(words):
        return True
    mark = known.at(words, first, min(len(words), first + REACH))
    if mark is not None and mark.has("hedges", "frame"):
        return False
    cue = known.cues.at(words, last)
    return cue is None or not any(entry.value in _OPENING and entry.data.get("form") in _VERBS for entry in cue.entries)
