"""Counterfactuals: sentences that tell of what is not, or was not, so.

    Poe would have paid.                         she did not
    If the dam had held, the town would stand.   it did not hold
    Had they asked, we would know.               they did not ask
    I wish the pier were open.                   it is not
    But for the rain, they would be here.        it rained

Rules:

- They are told by the past of what is unreal: a perfect under "would" or "should", or a past perfect in a condition beside a modal; by a
  wish with a clause; and by phrases such as "were it not for".
- A perfect is one where a participle follows its "have": "would have gone", not "would have a look".
- One pass; all words are data of `counterfactuals`, in a language without them nothing is found.
"""

from __future__ import annotations

from seedlib.qualification.conditions import find_conditions
from seedlib.qualification.texts import Run, Text, is_word

__all__ = ["counterfactual"]

#: How many words may stand before a participle: "had | not yet really | begun"; and before an inverted one, with its subject between.
_ADVERBS, _SUBJECT = 3, 8

#: The shortest regular participle, in letters: `asked`, but not `bed` or `then`.
_REGULAR = 5


def counterfactual(text: Text, first: int, last: int) -> Run | None:
    """Return the words of the first counterfactual construction among those of one sentence, None if there is none."""
    known = text.vocabulary.counterfactuals
    found = list(known.phrases.find(text.words, first, last))
    for match in found:
        value = match.entries[0].value
        if (
            value == "absence"
            or (value == "perfect" and _has_participle(text, match.last, last))
            or (value == "wish" and _opens_clause(text, match.last, last))
        ):
            return match.first, match.last
    pasts = [match for match in found if match.entries[0].value == "past"]
    if not pasts or not any("modals" in mark.entries for mark in text.vocabulary.find(text.words, first, last)):
        return None
    conditions = find_conditions(text, first, last)
    for match in pasts:
        inside = next((run for run in conditions if run[0] <= match.first < run[1]), None)
        if inside is not None and _has_participle(text, match.last, inside[1], inverted=match.first == inside[0]):
            return match.first, match.last
    return None


def _has_participle(text: Text, first: int, last: int, *, inverted: bool = False) -> bool:
    """Say whether a participle stands among the next words, before any noun phrase but the subject of an `inverted` verb."""
    known, words = text.vocabulary.counterfactuals, text.words
    for index in range(first, min(last, first + 1 + (_SUBJECT if inverted else _ADVERBS))):
        word = words.folded[index]
        if word in known.participles or (word.endswith(known.endings) and len(word) >= _REGULAR):
            return True
        if not inverted and (word in text.vocabulary.noun_start or not is_word(words.texts[index])):
            return False
    return False


def _opens_clause(text: Text, index: int, last: int) -> bool:
    """Say whether a clause begins at a word: "wish | she were here", "wish | that it had", but not "wish | to"."""
    if index >= last:
        return False
    mark = text.vocabulary.at(text.words, index, last)
    if mark is not None and "clause-words:complementizer" in mark.senses:
        return True
    pronoun = mark is not None and ("clause-words:pronoun" in mark.senses or mark.has("modals", "subject"))
    return pronoun or text.words.folded[index] in text.vocabulary.definite
