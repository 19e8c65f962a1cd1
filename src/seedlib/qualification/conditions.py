"""Clauses of condition, found without a parser: where one opens, and where it ends.

Theory of operation. A condition is opened by a subordinator ("if", "unless", "as long as"), or by a verb before its subject ("Had he
known"). It goes on to a comma, another sign that parts, or the end of the sentence; in front of its main clause also to where that begins
without a comma, with its subject and verb ("If it was late it is now settled"), behind it to a second clause ("if it rains and we stay").
What only looks like one is none: an indirect question ("asked if", "if it was so or not"), and a condition on what is said rather than on
what happens ("if I may") (Quirk et al., A Comprehensive Grammar of the English Language, 1985, 15.33 to 15.40).

Rules:

- One pass over the marks, and over at most `REACH` words behind each opener: linear, whatever the text.
- No condition stands inside another.
- All words are data: the lexicon `conditions`, and the classes of `clause-words`.
"""

from __future__ import annotations

from seedlib.qualification.signs import BREAKS, begins_clause, is_dash, opens_quotation
from seedlib.qualification.texts import REACH, Run, Text, is_word
from seedlib.qualification.vocabulary import OPENERS, Mark

__all__ = ["find_conditions"]

#: How many words may stand between a verb of asking and its "if", and how long a parenthesis behind an opener may be.
_NEAR = 4

#: The shortest condition, in words with its opener: "if elected".
_SHORTEST = 2

#: Signs that end a condition, besides a comma and a full stop.
_ENDS = BREAKS | {"?", "!", "”", "»", '"', ")", "("}

#: Marks that open a quotation, each with what closes it: "if the “deal” fails".
_QUOTES = {"“": "”", "«": "»", '"': '"'}

#: Classes of words behind which a condition by inversion may stand as at the head of a sentence: "because had I looked, I would".
_JOINING = frozenset({"clause-words:connective", "clause-words:complementizer", "clause-words:subordinate"})

#: Classes of words behind which a verb before its subject opens no condition: "they had this", "what should it".
_SUBJECTS = frozenset({"clause-words:question", "clause-words:pronoun"})

#: Classes of words behind which a participle is a verb or a noun: "are depending on", "in providing that relief".
_VERBAL = frozenset({"clause-words:auxiliary", "clause-words:preposition"})

#: Classes of words that the clause behind them belongs to: "if that is what they are doing".
_GOVERNING = frozenset(
    {f"clause-words:{name}" for name in ("relative", "question", "subordinate", "complementizer", "coordinate", "preposition", "auxiliary")}
)


def find_conditions(text: Text, first: int, last: int, marks: list[Mark] | None = None) -> tuple[Run, ...]:
    """Return the clauses of condition among the words `first` to `last` of one sentence."""
    marks = text.vocabulary.find(text.words, first, last) if marks is None else marks
    modals = [mark.first for mark in marks if "modals" in mark.entries]
    found: list[Run] = []
    asked = -REACH
    previous: Mark | None = None
    for mark in marks:
        held = mark.value("conditions")
        before = previous.senses if previous is not None and previous.last == mark.first else frozenset()
        previous = mark
        if held == "asks":
            asked = mark.last
        if held == "alternative" and found and found[-1][1] == mark.last:
            found.pop()  # "if it was so or not": a question
        if held not in OPENERS or (found and mark.first < found[-1][1]) or _is_none(text, mark, before, asked):
            continue
        leading = not any(map(is_word, text.words.texts[max(first, mark.first - 1) : mark.first]))
        if held == "condition":
            run = _condition(text, mark, last, leading=leading)
        elif leading or not _JOINING.isdisjoint(before):
            run = _before_main(text, mark, last, modals)
        else:
            behind = held == "inverted" and bool(modals) and modals[0] < mark.first and before.isdisjoint(_SUBJECTS)
            run = _condition(text, mark, last, leading=False) if behind else None
        if run is not None:
            found.append(run)
    return tuple(found)


def _before_main(text: Text, mark: Mark, last: int, modals: list[int]) -> Run | None:
    """Return a condition by inversion in front of its main clause, "Had he known,": a modal follows, and nobody asks."""
    if not modals or modals[-1] < mark.last:
        return None
    run = _condition(text, mark, last, leading=True)
    if run is None or modals[-1] < run[1]:
        return None
    return None if "?" in text.words.texts[run[1] : min(last + 1, run[1] + REACH)] else run


def _is_none(text: Text, mark: Mark, before: frozenset[str], asked: int) -> bool:
    """Say whether what would open a condition opens none: "asked them if", "they are depending on", "if you like,"."""
    if mark.has("conditions", "participle") and not before.isdisjoint(_VERBAL):
        return True
    if mark.has("conditions", "bare") and not any(map(is_word, text.words.texts[mark.last : mark.last + 1])):
        return True
    return mark.value("conditions") == "condition" and mark.first - asked <= _NEAR


def _condition(text: Text, opener: Mark, last: int, *, leading: bool) -> Run | None:
    """Return a condition from its opener to its end; `leading` if it stands in front of its main clause."""
    if opener.has("conditions", "whole"):
        return opener.first, opener.last
    texts, first = text.words.texts, opener.last
    limit = min(last, first + REACH)
    if texts[first : first + 1] == [","] and "," in texts[first + 1 : min(limit, first + 2 * _NEAR)]:
        first = texts.index(",", first + 1) + 1  # "if, as it seems, it rains"
    closing, verb, index = None, False, first
    shortest = first + _SHORTEST - (opener.value("conditions") == "inverted")  # "had he" holds its subject
    while index < limit:
        word = texts[index]
        if word == closing:
            closing = None
        elif word in _QUOTES and opens_quotation(text, index):
            closing = _QUOTES[word]
        elif word in _ENDS or is_dash(text, index, limit) or (word == "." and not any(map(is_word, texts[index + 1 : limit][:1]))):
            break
        elif word == "," and not (leading and _coordinates(text, index + 1, limit)):
            break  # "if it rains, and it will, …" goes on, in front of its main clause
        mark = text.vocabulary.at(text.words, index, limit)
        if mark is not None:
            if index >= shortest and _ends(text, mark, limit, leading=leading, verb=verb):
                break
            verb = verb or mark.is_verb
        index += 1
    run = text.trim(opener.first, index)
    broken = index < limit and (texts[index] in BREAKS or is_dash(text, index, limit))  # "if you — if we had gone"
    return run if run[1] - run[0] >= _SHORTEST + broken and run[1] > opener.last else None


def _coordinates(text: Text, index: int, limit: int) -> bool:
    mark = text.vocabulary.at(text.words, index, limit) if index < limit else None
    return mark is not None and "clause-words:coordinate" in mark.senses


def _ends(text: Text, mark: Mark, limit: int, *, leading: bool, verb: bool) -> bool:
    """Say whether a condition ends before a mark; `verb` if it has a verb already."""
    if mark.value("conditions") == "end":
        return True
    if not leading:
        return "clause-words:coordinate" in mark.senses and begins_clause(text, mark.last, limit)
    if mark.has("modals", "subject"):
        return True
    contracted = mark.has("clause-words", "subject")
    before = text.vocabulary.at(text.words, mark.first - 1, mark.first)
    governed = before is not None and not before.senses.isdisjoint(_GOVERNING)  # "if that is what they are doing"
    if governed or not (contracted or "clause-words:pronoun" in mark.senses):
        return False
    after = mark if contracted else text.vocabulary.at(text.words, mark.last, limit) if mark.last < limit else None
    if after is None or "modals" in after.entries:
        return after is not None  # "if I stayed I would": the main clause begins
    return verb and ("hedges" in after.entries or "clause-words:auxiliary" in after.senses)  # "if it was late it is now"
