"""Evidence beside a name for what it names, where labels err: in capitals, after a role, in the title of a work.

    IRELAND’S COASTGUARD CHIEF, AOIFE BRENNAN, said     after a role and a comma, with a given name: a person
    said Síle Maes, who                                 between a verb of speech and `who`: a person
    MR OBIORA, and so CHIKE OBIORA                      after an honorific, in capitals: a person, and who has that surname
    the Coast Herald                                    a word that papers' names end in: a publication
    the author of The Long Quay                         a work, and no actor

Rules:

- What a head word of bodies ends stays a body.
- A title goes on over words with capitals, small words and a colon; a name that owns or describes something is none (`the author of the
  Party’s plan`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet

import attrs

from seedlib.matching import Words
from seedlib.recognition.kinds import follows_role, is_body
from seedlib.recognition.making import Found
from seedlib.recognition.runs import is_capital
from seedlib.recognition.vocabulary import Vocabulary

__all__ = ["as_told", "is_paper", "is_work"]

#: So many words before a name may belong to a title: `A Short History of the Long and Narrow`.
_TITLE = 12

#: How sure a kind is that the words beside a name tell.
_TOLD = 0.9

#: A word in capitals from this many letters on is written so for the sake of its place; shorter ones are acronyms.
_SHOUTED = 4

#: What residue of an entity begins and ends with: `of&nbsp, The Long Quay`.
_ENTITY, _ENDS = "&", frozenset(",;")


def as_told(names: Sequence[Found], words: Words, known: Vocabulary) -> Iterator[Found]:
    """Yield names with the kinds that the words beside them tell, without those of works.

    Args:
        names: what is found.
        words: the document's words.
        known: what is known of the language.
    """
    surnames = frozenset(_honoured(names, words, known))
    for name in names:
        if not is_work(words, name, known):
            kind = _kind(name, words, known, surnames)
            yield name if kind == name.kind else attrs.evolve(name, kind=kind, confidence=max(name.confidence, _TOLD))


def _honoured(names: Iterable[Found], words: Words, known: Vocabulary) -> Iterator[str]:
    """Yield the last words of names in capitals that stand after an honorific as well: `MR OBIORA`, of `CHIKE OBIORA`."""
    sought = {words.texts[name.last - 1] for name in names if name.kind != "person" and _is_shouted(words.texts[name.last - 1])}
    for at, word in enumerate(words.texts) if sought else ():
        if word in sought and known.honorifics.ending(words, at, at - 1) is not None:
            yield word


def _kind(name: Found, words: Words, known: Vocabulary, surnames: AbstractSet[str]) -> str:
    if name.kind == "person":
        return name.kind
    if is_paper(words, name, known):
        return "publication"
    if is_body(words.folded[name.first : name.last], known):
        return name.kind
    if words.texts[name.last - 1] in surnames and all(map(_is_shouted, words.texts[name.first : name.last])):
        return "person"
    if name.last - name.first == 1:
        return name.kind
    given = words.folded[name.first] in known.gendered and follows_role(words, name.first, known) and _is_apposed(words, name.last, known)
    return "person" if given or _is_quoted(words, name, known) else name.kind


def _is_quoted(words: Words, name: Found, known: Vocabulary) -> bool:
    """Say whether a name stands between a verb of speech and what tells more of a person: `said Síle Maes, who`; a team is `who` too."""
    after = words.folded[name.last : name.last + 2]
    said = name.first > 0 and words.folded[name.first - 1] in known.verbs
    return said and len(after) == 2 and after[0] == "," and after[1] in known.personal_relatives


def _is_shouted(word: str) -> bool:
    return len(word) >= _SHOUTED and word.isupper()


def _is_apposed(words: Words, last: int, known: Vocabulary) -> bool:
    """Say whether a sign or a verb of speech follows a name."""
    if last >= len(words):
        return True
    word = words.folded[last]
    return word in known.verbs or not (word[0].isalpha() or word in known.genitives)


def is_paper(words: Words, name: Found, known: Vocabulary) -> bool:
    """Say whether a word that papers' names end in ends a name: `the Coast Herald`; not `Norway Post`, which carries letters."""
    if name.last - name.first < 2 or words.folded[name.last - 1] not in known.papers or not is_capital(words.texts[name.last - 1]):
        return False
    state = known.names.at(words, name.first, name.last - 1)
    of_state = state is not None and all(entry.value.startswith("iso3166:") for entry in state.entries)
    return not (of_state or known.demonyms.at(words, name.first, name.last - 1) is not None)


def is_work(words: Words, name: Found, known: Vocabulary) -> bool:
    """Say whether a name stands in the title of a work, after who made it: `the author of The Long Quay: A Story of Wibbleton`."""
    texts, folded = words.texts, words.folded
    after = folded[name.last] if name.last < len(texts) else ""
    if after in known.genitives or (after and texts[name.last].islower() and after not in known.closed):
        return False
    at, lowest = name.first - 1, max(1, name.first - _TITLE)
    while at >= lowest:
        if folded[at] in known.origins and known.makers.ending(words, at, at - 1) is not None:
            return True
        if texts[at] in _ENDS and texts[at - 2] == _ENTITY:
            at -= 3
        elif texts[at] == ":" or is_capital(texts[at]) or folded[at] in known.closed:
            at -= 1
        else:
            return False
    return False
