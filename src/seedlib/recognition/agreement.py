"""Agreement: what words name they name all over a text, and what they name is of one kind.

    ROE:            in a transcript, is Ann Roe's last name
    Roe, Wibbleton  after `Ann Roe` and `in Wibbleton`, wherever they stand

Rules:

- The kind of a name is the one of which all its labels are surest together. A head word of bodies in it counts as much as a sure label,
  whom the document has as an author is a person, what somebody rules (`the king of Wibbleland`) a country, and capitals in brackets after a
  body are that body.
- The first and the last word of a person's full name are that person where they stand alone.
- A name in capitals is that of the same words in their usual spelling, where the text has it.
- Where a sure name, one in brackets, or the last word of a person's, stands without a label it is the name too, less surely.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise
from typing import TypeAlias

import attrs

from seedlib.matching import Words, fold
from seedlib.model import value
from seedlib.recognition.kinds import is_body
from seedlib.recognition.making import Found
from seedlib.recognition.vocabulary import Vocabulary

__all__ = ["agreed"]

#: A name's words, to the letter.
_Spelled: TypeAlias = tuple[str, ...]

#: From this score on a name is sought elsewhere in the text too; and how sure it is there.
_SURE, _HEARD = 0.8, 0.6

#: What a head word of bodies in a name is worth, beside labels of at most 1; and what the document itself says: of its authors, and in
#: brackets.
_HEAD, _SAID = 1.0, 10.0

#: The longest title of a ruler has so many words: `prime minister`.
_TITLE = 2

#: The signs that open brackets.
_OPENING = frozenset("([")

#: The kinds that a name with such a word is not of.
_NO_BODIES = frozenset({"person", "place"})

#: A word in capitals from this many letters on is written so for the sake of its place; shorter ones are acronyms.
_SHOUTED = 4


def agreed(found: Sequence[Found], words: Words, known: Vocabulary, authors: Iterable[str] = ()) -> Iterator[Found]:
    """Yield finds with the kinds on which those of equal words agree, then the names that stand elsewhere in the text.

    Args:
        found: what is labelled.
        words: the document's words.
        known: what is known of the language.
        authors: the names of the document's authors.
    """
    told = frozenset(_defined(found, words))
    kinds = _kinds(found, words, known, authors, told)
    for held in found:
        kind = kinds.of(words.texts[held.first : held.last]) if held.form == "name" else None
        yield attrs.evolve(held, kind=kind) if kind and kind != held.kind else held
    sure = [held for held in found if held.confidence >= _SURE or held in told]
    yield from _again(found, words, known, _kinds(sure, words, known, authors, told))


@value
class _Kinds:
    """The kinds of actor by the words that name them."""

    #: As a whole.
    named: Mapping[_Spelled, str]
    #: The words that persons among them may be called by: the first and the last ones, Roe and Kim.
    short: frozenset[_Spelled]
    #: The last ones alone, by which they are called most.
    last: frozenset[_Spelled]

    def of(self, spelled: Sequence[str]) -> str | None:
        """Return the kind of words; None where they name nobody."""
        return next((kind for form in (_usual(spelled), tuple(spelled)) if (kind := self._of(form))), None)

    def _of(self, spelled: _Spelled) -> str | None:
        return "person" if spelled in self.short else self.named.get(spelled)


def _kinds(found: Iterable[Found], words: Words, known: Vocabulary, authors: Iterable[str], told: AbstractSet[Found]) -> _Kinds:
    scores: defaultdict[_Spelled, defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
    for held in found:
        if held.form == "name":
            spelled = tuple(words.texts[held.first : held.last])
            scores[spelled][held.kind] += held.confidence
            if held.kind in _NO_BODIES and is_body(words.folded[held.first : held.last], known):
                scores[spelled]["organization"] += _HEAD
            if held in told:
                scores[spelled]["organization"] += _SAID
            if held.kind in _NO_BODIES and len(spelled) == 1 and (kind := _ruled(held, words, known)):
                scores[spelled][kind] += _SAID
    for author in filter(None, (tuple(author.split()) for author in authors)):
        scores[author]["person"] += _SAID
    named = {spelled: max(sorted(kinds), key=kinds.__getitem__) for spelled, kinds in scores.items()}
    persons = [spelled for spelled, kind in named.items() if kind == "person" and len(spelled) > 1]
    short = frozenset(part for spelled in persons for part in (spelled[:1], spelled[-1:]) if len(part[0]) > 1)
    last = {spelled[-1:] for spelled in persons if fold(spelled[-1]) not in known.suffixes}
    return _Kinds(named, short, short & last)


def _ruled(held: Found, words: Words, known: Vocabulary) -> str:
    """Return the kind of what somebody rules, nothing of other names: `the king of Wibbleland`, `Wibbleland chancellor Ann Roe`."""
    of = held.first - 1
    ruler = known.rulers.ending(words, of, of - _TITLE) if of > 0 and words.folded[of] in known.origins else None
    if ruler is None and held.last < len(words):
        ruler = known.rulers.at(words, held.last)
        ruler = ruler if ruler is not None and ruler.last < len(words) and words.texts[ruler.last][0].isupper() else None
    return str(ruler.entries[0].data["rules"]) if ruler is not None else ""


def _defined(found: Iterable[Found], words: Words) -> Iterator[Found]:
    """Yield the names in capitals that stand in brackets after a body: `Wibble Institute of Toast (WIT)`."""
    for body, held in pairwise(held for held in found if held.form == "name"):
        bracketed = body.last + 1 == held.first and words.texts[body.last] in _OPENING
        if bracketed and body.kind == "organization" and held.last - held.first == 1 and words.texts[held.first].isupper():
            yield held


def _usual(spelled: Sequence[str]) -> _Spelled:
    """Return words in capitals as they are usually spelled: `Nunes` for `NUNES`."""
    return tuple([word.capitalize() if word.isupper() and len(word) >= _SHOUTED else word for word in spelled])


def _is_shouted(word: str) -> bool:
    return len(word) >= _SHOUTED and word.isupper()


def _again(found: Iterable[Found], words: Words, known: Vocabulary, kinds: _Kinds) -> Iterator[Found]:
    """Yield the names, and the last names of persons, that stand where no name is found, the longest first."""
    taken = {place for held in found if held.form == "name" for place in range(held.first, held.last)}
    written = frozenset(words.texts)
    firsts: defaultdict[str, list[_Spelled]] = defaultdict(list)
    for spelled in sorted({*kinds.named, *kinds.last}, key=lambda spelled: (-len(spelled), spelled)):
        common = len(spelled) == 1 and (spelled[0].casefold() in known.common or (spelled in kinds.last and spelled[0].lower() in written))
        if spelled[0][0].isupper() and not common:
            firsts[_usual(spelled)[0]].append(spelled)
    for place, word in enumerate(_usual(words.texts)):
        for spelled in firsts.get(word, ()):
            last = place + len(spelled)
            if taken.isdisjoint(range(place, last)) and _stands(spelled, words, place):
                taken.update(range(place, last))
                yield Found(place, last, kinds.of(spelled) or "unknown", "heard", _HEARD)
                break


def _stands(spelled: _Spelled, words: Words, first: int) -> bool:
    """Say whether a name stands at a word to the letter, or in capitals among words that are not: `NUNES: They`."""
    last = first + len(spelled)
    written = tuple(words.texts[first:last])
    if written == spelled:
        return True
    beside = (*words.texts[max(0, first - 1) : first], *words.texts[last : last + 1])
    return _usual(written) == _usual(spelled) and all(map(_is_shouted, written)) and not any(map(_is_shouted, beside))
