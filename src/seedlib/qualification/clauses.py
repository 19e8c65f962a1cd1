"""The main clause of a sentence, read without a parser: where it begins, its condition, and the marks in its verb group.

Theory of operation. A sentence's words are read from the left. What stands in front of the main clause is skipped: connectives
("However,"), a complementizer ("that"), clauses of condition and other subordinate clauses up to their comma, and a shell noun with its
copula ("A danger is that": Schmid, English Abstract Nouns as Conceptual Shells, 2000). Then the clause is read until a subordinator, a
second clause or a semicolon ends it. A relative clause inside the subject uses up the first verb group that follows it ("those who cannot
pay"), but where a verb that is no mark follows its pronoun ("a warning that comes after the flood"). Marks count where they stand in the
first verb group, or a few words after.

Rules:

- One pass over at most `REACH` words: linear, whatever the text.
- All words are data; signs are the same in all languages that use them.
"""

from __future__ import annotations

from seedlib.model import value
from seedlib.qualification.conditions import find_conditions
from seedlib.qualification.signs import BREAKS
from seedlib.qualification.texts import REACH, Run, Text, is_word
from seedlib.qualification.vocabulary import Mark

__all__ = ["Clause", "is_connective", "read_clause"]

#: How many words may stand between a verb and what still belongs to its group: "has so far shown no sign".
_NEAR = 4

#: How many words a shell noun has with its copula: "the one real danger is".
_SHELL = 6


@value  # positional: made once a claim
class Clause:
    """The main clause of a run of words."""

    #: Its first word.
    head: int
    #: The word after its last one that was read.
    last: int
    #: Whether it is an infinitive: "to leave".
    infinitive: bool = False
    #: Whether it is an indirect question: "whether he would leave".
    question: bool = False
    #: Whether that asks for a yes or a no.
    polar: bool = False
    #: The marks that say how it is put, in text order.
    marks: tuple[Mark, ...] = ()
    #: The conditions on which it depends.
    conditions: tuple[Run, ...] = ()


def read_clause(text: Text, first: int, last: int, *, asked: bool = False, marks: list[Mark] | None = None) -> Clause:
    """Read the main clause of the words `first` to `last` of one sentence.

    Args:
        text: the text.
        first: the first word.
        last: the word after the last one.
        asked: whether the words are what somebody asks, so that a leading "if" opens a question.
        marks: the marks among the words, if they are known.
    """
    last = min(last, first + 2 * REACH)
    marks = text.vocabulary.find(text.words, first, last) if marks is None else [mark for mark in marks if mark.last <= last]
    conditions = find_conditions(text, first, last, marks)
    if asked and conditions and conditions[0][0] == first:
        return Clause(first, last, question=True, polar=True, conditions=conditions[1:])
    at = {mark.first: mark for mark in marks}
    head, infinitive = _head(text, first, last, at, dict(conditions))
    head = _behind_shell(text, head, last, at)
    mark = at.get(head)
    question = mark is not None and "clause-words:question" in mark.senses
    polar = mark is not None and "clause-words:polar" in mark.senses
    end, held = _body(text, head, last, at, dict(conditions))
    return Clause(head, end, infinitive, question, polar, held, conditions)


def _head(text: Text, first: int, last: int, at: dict[int, Mark], conditions: dict[int, int]) -> tuple[int, bool]:
    """Return the first word of the main clause, and whether it is an infinitive."""
    texts = text.words.texts
    index = first
    while index < last:
        mark = at.get(index)
        if index in conditions:
            index = conditions[index]
        elif not is_word(texts[index]):
            index += 1
        elif mark is None:
            break
        elif index == first and "clause-words:complementizer" in mark.senses:
            index = mark.last
        elif "clause-words:infinitive" in mark.senses:
            return (mark.first if "negations" in mark.entries else mark.last), True
        elif is_connective(text, mark):
            index = mark.last
        elif "clause-words:subordinate" in mark.senses:
            comma = next((i for i in range(mark.last, last) if texts[i] == ","), None)
            if comma is None:
                break
            index = comma + 1
        else:
            break
    return min(index, last), False


def _behind_shell(text: Text, head: int, last: int, at: dict[int, Mark]) -> int:
    """Return the head of the clause that a shell noun stands for, "A danger is that | Brussels might refuse"; else the same head."""
    if head >= last or text.words.folded[head] not in text.vocabulary.noun_start:
        return head
    for index in range(head + 1, min(head + _SHELL, last)):
        mark = at.get(index)
        if mark is None:
            continue
        that = at.get(mark.last)
        copular = mark.is_verb and text.words.folded[mark.last - 1] in text.vocabulary.copulas
        if not copular or that is None or "clause-words:complementizer" not in that.senses:
            return head
        return that.last if any(other.is_verb for first, other in at.items() if first > that.last) else head
    return head


def is_connective(text: Text, mark: Mark) -> bool:
    """Say whether a mark at the head of a sentence only ties it to the one before: "But", "However,"."""
    if "clause-words:connective" not in mark.senses:
        return False
    return "clause-words:coordinate" in mark.senses or text.words.texts[mark.last : mark.last + 1] == [","]


class _Reading:
    """The state of reading a clause."""

    __slots__ = ("held", "relative", "verb")

    def __init__(self) -> None:
        #: The marks that count so far.
        self.held: list[Mark] = []
        #: The word after the clause's verb group so far.
        self.verb: int | None = None
        #: The word after the verb group of a relative clause inside the subject; -1 before that group, none without such a clause.
        self.relative: int | None = None


def _body(text: Text, head: int, last: int, at: dict[int, Mark], conditions: dict[int, int]) -> tuple[int, tuple[Mark, ...]]:
    """Read a main clause from its head; return where reading stopped, and the marks that count."""
    texts = text.words.texts
    state = _Reading()
    index = head
    while index < last:
        if index in conditions:
            index = conditions[index]
            continue
        mark = at.get(index)
        if mark is None:
            if texts[index] in BREAKS and state.verb is not None:
                break
            index += 1
            continue
        if _ends(mark, head, state):
            break
        if not (_in_relative(text, mark, head, state) or (index == head and _is_of_gerund(text, mark, last, at))):
            _take(mark, head, state)
        index = mark.last
    return min(index, last), tuple(state.held)


def _ends(mark: Mark, head: int, state: _Reading) -> bool:
    """Say whether a mark ends the clause, as a subordinator does, or a relative or a second clause after its verb."""
    senses = mark.senses
    if mark.first == head:
        return False
    if "clause-words:subordinate" in senses and "clause-words:relative" not in senses:
        within = state.verb is None and state.relative is not None and "clause-words:preposition" in senses
        return not within  # a warning that comes | after the flood
    if "clause-words:saying" in senses and state.relative is None:
        return True  # "voters said he should": what is claimed is that they said so
    return state.verb is not None and bool(senses & {"clause-words:relative", "clause-words:question", "clause-words:coordinate"})


def _is_of_gerund(text: Text, mark: Mark, last: int, at: dict[int, Mark]) -> bool:
    """Say whether a negation at the head is that of a gerund which is the subject: "|not| paying rent is wise"."""
    if mark.last >= last or "negations:negation" not in mark.senses:
        return False
    gerund = text.words.folded[mark.last].endswith(text.vocabulary.gerund_endings)
    return gerund and any(other.is_verb for first, other in at.items() if first > mark.last)


def _in_relative(text: Text, mark: Mark, head: int, state: _Reading) -> bool:
    """Say whether a mark belongs to a relative clause inside the subject, and keep account of where that ends."""
    if "clause-words:relative" in mark.senses and mark.first > head and state.verb is None:
        state.relative = mark.last if _has_verb(text, mark.last) else -1
        return True
    if state.relative is None or (state.relative >= 0 and mark.first > state.relative):
        return False
    if mark.is_modal or mark.senses & {"clause-words:auxiliary", "negations:negation"}:
        state.relative = mark.last
    return True


def _has_verb(text: Text, index: int) -> bool:
    """Say whether a relative clause has a verb that is no mark right behind its pronoun: "that | comes after", "who | own the land"."""
    words, known = text.words, text.vocabulary
    if index + 1 >= len(words) or not words.texts[index].islower() or known.at(words, index, index + 1) is not None:
        return False
    word, after = words.folded[index], words.folded[index + 1]
    if word in known.noun_start or word in known.prepositions or word.endswith(known.gerund_endings):
        return False
    return after in known.noun_start or after in known.prepositions or after in known.objects


def _take(mark: Mark, head: int, state: _Reading) -> None:
    """Let a mark count, if it stands where it says something of the main clause."""
    if mark.has("hedges", "frame"):
        state.held.append(mark)
        return
    if state.verb is not None and mark.first - state.verb > _NEAR:
        return
    modal, negation = mark.is_modal, "negations:negation" in mark.senses
    if not (modal or negation or "clause-words:auxiliary" in mark.senses):
        return
    scope = mark.entries["negations"].data.get("scope") if negation else None
    if scope == "infinitive" and mark.first != head:
        return  # "made a pledge not to pardon": the pledge is made
    if scope == "word" and state.verb is None and mark.first - head >= _NEAR - 1:
        return  # "talks with no end might fail": the negation is not the clause's
    if modal or negation:
        state.held.append(mark)
    if scope not in {"word", "infinitive"}:
        state.verb = mark.last
