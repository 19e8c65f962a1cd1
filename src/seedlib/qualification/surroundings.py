"""What the words around an event say of it: that it happened, may happen, is wanted, or did not happen.

    The minister refused to resign.               resign: did not happen
    Poe denied that the pier had collapsed.       collapsed: perhaps not
    They never managed to repair it.              repair: did not happen
    A plan for the city to buy the yard failed.   buy: wanted

Theory of operation. From the event's word the sentence is read to the left. First comes what stands in its own verb group or noun phrase:
modals, hedges, negations. Then the word that governs it is sought: before "to" one that takes an infinitive, before a clause one that
takes a clause, else one that takes a noun; and from that one it goes on in the same way, out to the main verb. What was met is then
applied from the outermost to the innermost (module `weighing`). A governing word has a signature: what it implies of what it governs where
it holds itself, and where it does not, so that "did not fail to pay" comes out as paid (Nairn, Condoravdi and Karttunen, ICoS 2006).

Rules:

- One walk to the left over at most `REACH` words, of at most `_DEEPEST` governing words, each sought a few words away: linear.
- All words are data: `implications` has the governing words, the marks are those of `Vocabulary`.
- Probabilities are the shares of the events of news that five readers judged (Lee et al., EMNLP 2015, the training part), rounded.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from seedlib.matching import Entry, Match
from seedlib.model import value
from seedlib.qualification.conditions import find_conditions
from seedlib.qualification.findings import Finding
from seedlib.qualification.scopes import is_number
from seedlib.qualification.signs import BREAKS
from seedlib.qualification.texts import REACH, Text, is_word
from seedlib.qualification.vocabulary import CLAUSAL, Mark
from seedlib.qualification.weighing import Step, weighed

__all__ = ["surroundings"]

#: So many governing words are followed: "said he hoped to try to persuade …".
_DEEPEST = 8

#: How many words may stand between a governing word and what it governs: an infinitive ("a plan by the mayor of the city to"), a noun
#: ("no immediate official response"), a clause with its complementizer ("told reporters that"), the verb of an earlier conjunct.
_BEFORE_INFINITIVE, _BEFORE_NOUN, _BEFORE_CLAUSE, _BEFORE_CONJUNCT = 10, 5, 4, 8

#: Signs over which nothing governs.
_BREAKS = BREAKS | {"“", "”", '"', "(", ")"}

#: What a negation turns around, by where it stands: "not", "failed to"; "no one", "no talks"; "has no talks", whose verb holds somewhat.
_NEGATES = {"verb": 0.86, "infinitive": 0.86, "implicit": 0.9, "subject": 0.77, "word": 0.77, "noun": 0.65, "right": 0.4}

#: How often a word implies that what it governs is not so: an infinitive or clause; a noun, which may exist before it is prevented.
_IMPLIES_NOT, _NOUN_NOT = 0.88, 0.45

#: The same of a gerund, which may have been before ("stopped | paying"), and of a verb that is partly so: "nearly | proved".
_GERUND_NOT = 0.65

#: How much an event is untouched by what is said of the verb that it depends on: "may hold talks", "may hold the talks".
_INDEFINITE, _DEFINITE = 0.35, 0.75

#: The classes of words that are asked for often.
_PREPOSITION = "clause-words:preposition"
_AUXILIARY = "clause-words:auxiliary"
_INFINITIVE = "clause-words:infinitive"
_COORDINATE = "clause-words:coordinate"


@value  # positional: made once an event
class _Sight:
    """What is known of the words before an event."""

    text: Text
    begin: int
    #: The event's first word.
    event: int
    #: Marks and governing words by the word after their last one, and marks by their first one.
    ending: Mapping[int, Mark]
    beginning: Mapping[int, Mark]
    governing: Mapping[int, Match]

    def stops(self, index: int) -> bool:
        """Say whether a sign ends what the words after it can be governed from."""
        return self.text.words.texts[index] in _BREAKS


def surroundings(text: Text, first: int, last: int) -> Iterator[Finding]:
    """Yield how an event is put by the words around it, nothing where it is plainly said to have happened.

    All modalities are proposed, each with its probability, so that whoever asks how far the event is so can weigh them.

    Args:
        text: the text.
        first: the first of the event's words.
        last: the word after the last one.
    """
    steps = list(_met(text, first, last))
    shares, negative = weighed(steps)
    opening = next((step for step in steps if step.opens), None)
    turning = next((step for step in steps if step.negates or "-" in step.signature), None)
    if opening is not None:
        span = text.span(*opening.run)
        for modality, share in shares.items():
            yield Finding("modality", modality, min(1.0, share), opening.rule, (span,))
        if max(shares, key=lambda modality: shares[modality]) != "asserted":
            yield Finding("arguments.modality", (span,), 1 - shares.get("asserted", 0.0), opening.rule, (span,))
    if turning is not None and negative:
        span = text.span(*turning.run)
        yield Finding("polarity", "negative", negative, turning.rule, (span,))
        yield Finding("polarity", "positive", 1 - negative, turning.rule, (span,))
        if negative > 1 / 2:
            yield Finding("arguments.negation", (span,), negative, turning.rule, (span,))


#: How surely a mark opens what it governs. A plain future is nearly so; "would" tells a plan as often as a fancy.
_FUTURE = (("probable", 0.6),)
_SHIFTED = (("hypothetical", 0.35), ("probable", 0.8))
_SURE = 0.9

#: A bare noun or gerund behind a preposition often tells of no one event: "accused of smuggling", "ready for talks".
_BARE = (("possible", 0.25),)


def _met(text: Text, first: int, last: int) -> Iterator[Step]:
    """Yield what is met from an event outwards, the nearest first."""
    sight = _look(text, first)
    beside = _beside(text, first, last)
    if beside is not None:
        yield beside
    at = first
    for _ in range(_DEEPEST):
        steps, at, verb = _group(sight, at)
        yield from steps
        if at == first and not verb and at > sight.begin and text.words.folded[at - 1] in text.vocabulary.prepositions:
            yield Step("preposition", (at - 1, at), _BARE)
        step, after = _governing(sight, at, verb=verb)
        if step is not None and not (step.rule == "negation" and any(other.negates for other in steps)):  # "nor did they not"
            yield step
        if after is None or after <= sight.begin:
            break
        at = after
    for begin, end in find_conditions(text, sight.begin, min(first + REACH, text.sentence(first)[1])):
        if begin <= first < end:
            yield Step("condition", (begin, begin + 1), (("hypothetical", _SURE),))


def _look(text: Text, first: int) -> _Sight:
    """Return what is known of the words before an event in its sentence."""
    begin = max(text.sentence(first)[0], first - REACH)
    marks = [mark for mark in text.vocabulary.find(text.words, begin, first) if not _counts(text, mark)]
    return _Sight(
        text,
        begin,
        first,
        {mark.last: mark for mark in marks},
        {mark.first: mark for mark in marks},
        {match.last: match for match in text.vocabulary.implications.find(text.words, begin, first)},
    )


def _beside(text: Text, first: int, last: int) -> Step | None:
    """Return what stands right behind an event: a negated object, "has | no talks"; the sign of a question."""
    end = text.sentence(first)[1]
    after = text.vocabulary.at(text.words, last, end) if last < end else None
    if after is not None and _negates(after) == "word" and not _counts(text, after):
        return Step("negation", (after.first, after.last), negates=_NEGATES["right"])
    asks = next((n for n in range(max(last, end - 2), end) if text.words.texts[n] == "?"), None)
    return None if asks is None else Step("question", (asks, asks + 1), (("hypothetical", 0.5),))


def _counts(text: Text, mark: Mark) -> bool:
    """Say whether a mark is a "no" that is short for a number: "the No. 2 of the bank"."""
    return mark.has("negations", "number") and is_number(text, mark.first)


def _negates(mark: Mark | None) -> str | None:
    """Return the scope of a negation, None for any other mark."""
    if mark is None or mark.value("negations") != "negation":
        return None
    scope: str = mark.entries["negations"].data.get("scope", "verb")
    return scope


def _of_mark(mark: Mark, before: list[Step]) -> Iterator[Step]:
    """Yield what a modal, hedge or negation says of what it governs; `before` stands between the two."""
    run, scope = (mark.first, mark.last), _negates(mark)
    turned = scope is not None or mark.has("modals", "negative")
    if turned:
        yield Step("negation", run, negates=_NEGATES.get(scope or "verb", _NEGATES["verb"]))
    turned = turned or bool(before and before[-1].negates)
    if mark.has("modals", "ability") and turned:
        return  # "could not": it did not happen
    if mark.has("modals", "future") or (mark.has("modals", "backshift") and turned):  # "would not" tells a refusal
        yield Step("future", run, _FUTURE)
    elif mark.has("modals", "backshift"):
        yield Step("modal", run, _SHIFTED)
    else:
        opened = mark.value("modals") or (mark.value("hedges") if mark.is_modal else None)
        if opened is not None and opened != "asserted":
            yield Step("modal" if "modals" in mark.entries else "hedge", run, ((opened, _SURE),))


def _group(sight: _Sight, at: int) -> tuple[list[Step], int, bool]:
    """Read the verb group before the word `at`: return what it says, where it begins, and whether it shows a verb.

    It ends before the "to" of an infinitive, which is left to whoever seeks what governs it.
    """
    steps: list[Step] = []
    verb = False
    while at > sight.begin:
        mark, (step, before) = sight.ending.get(at), _adverb(sight, at)
        if before < at:
            steps += step
            at = before
        elif mark is None:
            break
        elif _negates(mark) == "infinitive":
            steps += _of_mark(mark, steps)
            return steps, mark.last, True
        elif _negates(mark) is not None or mark.is_modal:
            steps += _of_mark(mark, steps)
            verb = verb or _negates(mark) != "word"
            at = mark.first
            if _COORDINATE in mark.senses:  # "neither signed nor | paid"
                break
        elif _INFINITIVE in mark.senses:
            return steps, mark.last, True
        elif _AUXILIARY in mark.senses:
            verb, at = True, mark.first
        elif "clause-words:adverb" in mark.senses or ("clause-words:connective" in mark.senses and verb and _in_group(sight, mark.first)):
            at = mark.first
        else:
            break
    return steps, at, verb


def _in_group(sight: _Sight, at: int) -> bool:
    """Say whether a verb group goes on before the word `at`: "has not | yet"."""
    mark = sight.ending.get(at)
    return mark is not None and (mark.is_modal or _AUXILIARY in mark.senses or _negates(mark) == "verb")


def _adverb(sight: _Sight, at: int) -> tuple[list[Step], int]:
    """Return what an adverb before the word `at` says, and where it begins; `at` itself if there is none.

    It is one that the lexicon knows, "almost | sank", or an unknown word inside of a verb group: "will | publicly | announce".
    """
    match = sight.governing.get(at)
    entry = _entry(match, "verb")
    if match is not None and entry is not None:
        step, at = _governs(match, entry, _GERUND_NOT)
        return [step], at
    word = sight.text.words.texts[at - 1]
    if match is not None or at in sight.ending or not is_word(word) or word[0].isupper():  # "nor | Poe | left"
        return [], at
    return [], at - 1 if at - 1 > sight.begin and _in_group(sight, at - 1) else at


# ---------------------------------------------------------------- what governs

#: What governs, and the word before which to go on; none of the one where nothing is said, none of the other at the end of the walk.
_Found = tuple[Step | None, int | None]

_NOTHING: _Found = None, None


def _governing(sight: _Sight, at: int, *, verb: bool) -> _Found:
    """Return what governs the verb group or noun phrase that begins at a word."""
    mark = sight.ending.get(at)
    if mark is not None and _INFINITIVE in mark.senses and verb:
        return _over_infinitive(sight, mark.first, mark)
    definite = False
    if not verb:
        found, definite = _over_noun(sight, at)
        if found is not None:
            return found
        joined = _over_conjunct(sight, at)
        if joined is not None:
            return None, joined
    return _over_clause(sight, at, verb=verb, definite=definite)


def _entry(match: Match | None, *takes: str) -> Entry | None:
    """Return what a governing word means where it takes one of these; None if it takes none."""
    if match is None:
        return None
    return next((entry for entry in match.entries if any(name in entry.data.get("takes", ()) for name in takes)), None)


def _governs(match: Match, entry: Entry, implies_not: float = _IMPLIES_NOT) -> tuple[Step, int]:
    """Return the step of a governing word, and where it begins."""
    opens: tuple[tuple[str, float], ...] = ((entry.value, _SURE),)
    if entry.data.get("likely"):  # who plans or promises mostly does
        opens = ((entry.value, 0.55), ("probable", 0.8))
    signature: str = entry.data.get("signature", "oo")
    if "o" not in signature:
        opens = ()
    step = Step("implication", (match.first, match.last), opens, 0.0, signature, implies_not)
    return step, match.first


def _over_infinitive(sight: _Sight, at: int, mark: Mark) -> _Found:
    """Return what governs an infinitive whose "to" is the word `at`: "refused | to", "a plan by the city | to"; else it tells a purpose.

    That of a perfect tells none: "is alleged | to have taken".
    """
    for index in range(at, max(sight.begin, at - _BEFORE_INFINITIVE), -1):
        match = sight.governing.get(index)
        entry = _entry(match, "to" if index == at else "object-to")
        if match is not None and entry is not None:
            return _governs(match, entry)
        word = sight.beginning.get(index - 1)
        if sight.stops(index - 1) or (word is not None and word.senses & CLAUSAL and _PREPOSITION not in word.senses):
            break
    match = sight.governing.get(mark.last + 1)
    entry = _entry(match, "perfect")
    if match is not None and entry is not None:
        return _governs(match, entry)
    return Step("infinitive", (mark.first, mark.last), (("desired", 0.8),)), at


def _over_noun(sight: _Sight, at: int) -> tuple[_Found | None, bool]:
    """Return what governs a noun or gerund, "called for | talks", "no official | response", and whether the noun is definite."""
    text, definite = sight.text, False
    gerund = _is_gerund(sight, at)
    for index in range(at, max(sight.begin, at - _BEFORE_NOUN), -1):
        if index < at and (sight.stops(index) or text.words.texts[index] == ","):
            break
        match, after = sight.governing.get(index), sight.beginning.get(index)
        joined = text.words.folded[index] if after is not None and _PREPOSITION in after.senses else "np"
        entry = (_entry(match, "gerund") if gerund else None) or _entry(match, "np", joined)
        if match is not None and entry is not None:
            sure = _GERUND_NOT if gerund else _NOUN_NOT if at == sight.event else _IMPLIES_NOT  # of what was only planned nothing is left
            return _governs(match, entry, sure), definite
        mark = sight.ending.get(index)
        if mark is not None:
            if index < at and _negates(mark) == "verb" and _COORDINATE in mark.senses:  # "neither Poe nor | the others left"
                return (Step("negation", (mark.first, mark.last), negates=_NEGATES["subject"]), None), definite
            if _negates(mark) == "word" and index < at and not definite:  # not "no word of the | talks"
                return (Step("negation", (mark.first, mark.last), negates=_NEGATES["noun"]), mark.first), definite
            if mark.is_modal or (mark.senses & {_AUXILIARY, _COORDINATE, *CLAUSAL} and _PREPOSITION not in mark.senses):
                break
        definite = definite or text.words.folded[index - 1] in text.vocabulary.definite
    return None, definite


def _is_gerund(sight: _Sight, at: int) -> bool:
    """Say whether the event's word is a gerund like a verb: "stopped | paying", "kept from | voting", but not "stopped the | bombing"."""
    words, known = sight.text.words.folded, sight.text.vocabulary
    if at != sight.event or at <= sight.begin or not words[at].endswith(known.gerund_endings):
        return False
    return at in sight.governing or words[at - 1] in known.prepositions


def _over_conjunct(sight: _Sight, at: int) -> int | None:
    """Return where the group of an earlier conjunct stands, that of "repair" for "paint" in "may repair and | paint"."""
    texts, mark = sight.text.words.texts, sight.ending.get(at)
    if mark is None or _COORDINATE not in mark.senses or texts[mark.first - 1] == ",":
        return None
    if sight.text.words.folded[mark.first] in sight.text.vocabulary.contrasts:
        return None  # "would not comment but | said"
    for index in range(mark.first, max(sight.begin, mark.first - _BEFORE_CONJUNCT), -1):
        if sight.stops(index - 1):
            return None
        other = sight.ending.get(index)
        if other is None:
            continue
        if other.is_modal or _INFINITIVE in other.senses or _negates(other) is not None:
            return index
        if other.senses & {_AUXILIARY, *CLAUSAL} and _PREPOSITION not in other.senses:
            return None
    return None


def _over_clause(sight: _Sight, at: int, *, verb: bool, definite: bool) -> _Found:
    """Return what governs a clause, or the verb on which a noun depends, whichever comes first to the left."""
    comma = joined = apart = named = False
    for index in range(at, sight.begin, -1):
        if sight.stops(index - 1):
            return _NOTHING
        comma = comma or sight.text.words.texts[index - 1] == ","
        mark = sight.ending.get(index)
        if mark is not None:
            ended, found = _over_mark(sight, mark, comma=comma)
            if ended:
                return found
            if verb and not (comma or named) and _denies_subject(mark):
                return Step("negation", (mark.first, mark.last), negates=_NEGATES["subject"]), None
            if "clause-words:pronoun" in mark.senses and index < at:
                named = True
            if _COORDINATE in mark.senses:
                apart = apart or sight.text.words.texts[mark.first - 1] == ","
                joined = True
            elif not verb and not comma and not joined and index < at and _is_verbal(sight, mark, index):
                return Step("object", (mark.first, mark.last), untouched=_DEFINITE if definite else _INDEFINITE), index
        match = sight.governing.get(index)
        entry = _entry(match, "bare")
        if match is not None and entry is not None and index < at and not apart and _begins_subject(sight, index):
            return _governs(match, entry)
    return _NOTHING


def _over_mark(sight: _Sight, mark: Mark, *, comma: bool) -> tuple[bool, _Found]:
    """Say whether a mark begins the clause that is read, and if so return what it says and what governs there.

    Behind a comma a condition or an indirect question is over: "If it rains, they leave."
    """
    run, condition = (mark.first, mark.last), mark.value("conditions")
    if condition == "condition":
        return not comma, _NOTHING
    if condition == "question" or "clause-words:polar" in mark.senses:
        return not comma, (Step("indirect-question", run, (("hypothetical", 0.6),)), None)
    if "clause-words:complementizer" in mark.senses:
        for index in range(mark.first, max(sight.begin, mark.first - _BEFORE_CLAUSE), -1):
            match = sight.governing.get(index)
            entry = _entry(match, "that")
            if match is not None and entry is not None:
                return True, _governs(match, entry)
        return True, _NOTHING
    if mark.has("hedges", "negated"):  # "I doubt that"
        return True, (Step("hedge", run, ((mark.value("hedges") or "possible", _SURE),), _NEGATES["verb"]), None)
    clausal = mark.senses & {*CLAUSAL, "clause-words:question"} and _PREPOSITION not in mark.senses
    return bool(clausal), _NOTHING


def _denies_subject(mark: Mark) -> bool:
    """Say whether a mark denies what its noun does: "no | boats", "nor | boats"."""
    return _negates(mark) == "word" or (_negates(mark) is not None and _COORDINATE in mark.senses)


def _is_verbal(sight: _Sight, mark: Mark, after: int) -> bool:
    """Say whether a mark is of the verb group on which a noun depends: "will hold | talks", but not "to | the talks"."""
    if mark.is_modal or _negates(mark) is not None or _AUXILIARY in mark.senses:
        return True
    return _INFINITIVE in mark.senses and sight.text.words.folded[after] not in sight.text.vocabulary.noun_start


def _begins_subject(sight: _Sight, index: int) -> bool:
    """Say whether a clause's subject may begin at a word: "said | the mayor", "thinks | she"."""
    words, mark = sight.text.words, sight.beginning.get(index)
    pronoun = mark is not None and "clause-words:pronoun" in mark.senses
    return pronoun or words.texts[index][0].isupper() or words.folded[index] in sight.text.vocabulary.noun_start
