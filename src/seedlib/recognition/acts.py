"""Acts: whether what follows a place’s name is what governments and people do rather than places.

    Moscow backed the plan                     a verb of saying, feeling or acting
    Moscow on Monday sharply criticised it     after adverbs and times
    Moscow has not commented                   after an auxiliary
    Brussels is likely to object               after an auxiliary and a stance
    Beijing is weighing a reply                after a form of "be"
    Beijing was concerned                      a feeling

Rules:

- A passive tells nothing (`Paris is called beautiful`), and no more does a verb that places have as well (`Oslo has two rivers`).
- At most `_REACH` words after the name are looked at.
"""

from __future__ import annotations

from seedlib.matching import Words
from seedlib.recognition.vocabulary import Doing, Vocabulary

__all__ = ["acts", "past_adverbs", "speaks"]

#: So many words may stand between a name and its verb: "would after all not have been likely to".
_REACH = 8


def acts(words: Words, at: int, known: Vocabulary, doing: Doing, *, plural: bool = False) -> bool:
    """Say whether what begins at word `at` is done, said or felt by people.

    Args:
        words: the document's words.
        at: the word after the name.
        known: what is known of the language.
        doing: the verbs that count, beside those of saying and feeling.
        plural: whether several names stand before, so that a verb has no ending: `Oslo and Bergen back it`.
    """
    folded, stop = words.folded, min(len(words), at + _REACH)
    at = past_adverbs(words, at, stop, known)
    if at >= stop:
        return False
    if _is_verb(words, at, known) or folded[at] in doing.finite or (plural and folded[at] in doing.base):
        return True
    return folded[at] in known.auxiliaries and _after_auxiliary(words, at, stop, known, doing)


def speaks(words: Words, at: int, known: Vocabulary) -> bool:
    """Say whether a verb of speech stands at word `at`, over an age and adverbs: `Lee, 45, quietly dismissed`, `Lee pointed out`.

    Args:
        words: the document's words.
        at: the word after the name.
        known: what is known of the language.
    """
    stop = min(len(words), at + _REACH)
    if at + 2 < stop and words.folded[at] == words.folded[at + 2] == "," and words.texts[at + 1].isdigit():
        at += 3
    at = past_adverbs(words, at, stop, known)
    return at < stop and _is_verb(words, at, known)


def _is_verb(words: Words, at: int, known: Vocabulary) -> bool:
    return words.folded[at] in known.verbs or known.verb_phrases.at(words, at) is not None


def past_adverbs(words: Words, at: int, stop: int, known: Vocabulary) -> int:
    """Return the first word that is no adverb and no time: over `on Monday`, `on April 4`, `also`, `sharply`."""
    folded = words.folded
    while at < stop:
        if folded[at] in known.prepositions and at + 1 < stop and folded[at + 1] in known.times:
            at += 2
            while at < stop and folded[at].isdecimal():
                at += 1
        elif folded[at] in known.adverbs or folded[at].endswith(known.adverb_endings):
            at += 1
        else:
            break
    return at


def _after_auxiliary(words: Words, at: int, stop: int, known: Vocabulary, doing: Doing) -> bool:
    folded = words.folded
    passive = False
    while at < stop:
        word = folded[at]
        if word in known.bes:
            passive = True
        elif word in known.infinitives:
            passive = False
        elif word not in known.auxiliaries and word not in known.metonyms.stances:
            break
        at = past_adverbs(words, at + 1, stop, known)
    if at >= stop:
        return False
    word = folded[at]
    if passive:
        return word in known.participles or word in known.metonyms.feelings or word in doing.going
    return _is_verb(words, at, known) or word in doing.finite or word in doing.base
