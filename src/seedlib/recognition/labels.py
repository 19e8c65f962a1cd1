"""Mentions from what a tagger labelled: `mention:person`, `mention:organization`, `mention:place`, `mention:group`.

Rules:

- Any tagger will do: the label's name is the kind of actor, its value the form (a name unless it says otherwise), its score the
  confidence. A value that is no form is not ours to read.
- A mention is whole words; of a name, an article and small words before it and a possessive ’s after it are no part. A place and the one
  around it (`Paris, Texas`) are two.
- What a lexicon has is left to the recogniser `lexicon`, which knows who it is: a tagger that is surer would take the id away.
- Words that are one name several times in a text are of one kind, the one of which the labels are surest together; where they stand
  without a label they are the name too, less surely.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator

import attrs

from seedlib.components import Context
from seedlib.matching import Words
from seedlib.model import FORMS, LABELS, Analysis, Label, Mention
from seedlib.recognition.making import Found, Maker
from seedlib.recognition.metonyms import in_use
from seedlib.recognition.vocabulary import Vocabulary, vocabulary

__all__ = ["recognize"]

_PREFIX = "mention:"

#: From this score on a name is sought elsewhere in the text too; and how sure it is there.
_SURE, _HEARD = 0.8, 0.6

#: Signs that are no part of a name at its ends.
_SIGNS = frozenset(",;:-–—")

#: The kinds of actor that labels may name; `mention:publication` is nobody's label.
_KINDS = frozenset(name.removeprefix(_PREFIX) for name in LABELS if name.startswith(_PREFIX))


def recognize(analysis: Analysis, context: Context) -> Iterator[Mention]:
    """Yield a mention for each label of one, in text order."""
    labels = [label for label in analysis.layers.labels if label.name.startswith(_PREFIX)]
    if not labels or not analysis.layers.tokens:
        return
    words, known = context.words(analysis), context.once(vocabulary)
    maker = Maker(words, "seedlib:labels")
    found = [held for label in labels for held in _found(label, words, known)]
    for held in (*_of_one_kind(found, words), *_again(found, words, known)):
        yield maker.mention(in_use(held, words, known))


def _found(label: Label, words: Words, known: Vocabulary) -> Iterator[Found]:
    """Yield the words of a label; nothing where none are left, or where they are a lexicon's."""
    kind, form = label.name.removeprefix(_PREFIX), label.value or "name"
    if kind not in _KINDS or form not in FORMS:
        return
    first, last = bisect_right(words.tokens.ends, label.span.start), bisect_left(words.tokens.starts, label.span.end)
    if form != "name":
        if first < last and (form == "pronoun" or words.folded[last - 1] not in known.closed):  # `the`, `both`: no head
            yield Found(first, last, kind, "label", label.score, form)
        return
    for part in _places(first, last, words) if kind == "place" else [(first, last)]:
        start, stop = _trimmed(*part, words, known)
        if start < stop and not _is_known(words, start, stop, known):
            yield Found(start, stop, kind, "label", label.score, form)


def _places(first: int, last: int, words: Words) -> Iterator[tuple[int, int]]:
    """Yield the places of a label: two in `Paris, Texas`."""
    for at in range(first, last):
        if words.texts[at] == ",":
            yield first, at
            first = at + 1
    yield first, last


def _trimmed(first: int, last: int, words: Words, known: Vocabulary) -> tuple[int, int]:
    """Return a name without what is none of it at its ends: articles, signs, a possessive, small words (`northern Wibbleton`)."""
    while first < last and (words.folded[first] in known.articles or (first + 1 < last and _is_small(words.texts[first]))):
        if words.folded[first] in known.particles:
            break
        first += 1
    while first < last and _is_after(words, last - 1, known):
        last -= 1
    return first, last


def _is_small(word: str) -> bool:
    return word.islower() or word in _SIGNS


def _is_after(words: Words, at: int, known: Vocabulary) -> bool:
    return words.folded[at] in known.genitives or words.folded[at] in known.prepositions or words.texts[at] in _SIGNS


def _kinds(found: Iterable[Found], words: Words) -> dict[tuple[str, ...], str]:
    """Return the kind of each name by its words."""
    scores: defaultdict[tuple[str, ...], defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
    for held in found:
        if held.form == "name":
            scores[tuple(words.texts[held.first : held.last])][held.kind] += held.confidence
    made = {spelled: max(sorted(kinds), key=kinds.__getitem__) for spelled, kinds in scores.items()}
    persons = [spelled for spelled, kind in made.items() if kind == "person" and len(spelled) > 1]
    short = {part for spelled in persons for part in (spelled[:1], spelled[-1:])}  # Roe, and Kim, of persons named in full
    return {spelled: "person" if spelled in short else kind for spelled, kind in made.items()}


def _of_one_kind(found: Iterable[Found], words: Words) -> Iterator[Found]:
    kinds = _kinds(found, words)
    for held in found:
        kind = kinds.get(tuple(words.texts[held.first : held.last]), held.kind) if held.form == "name" else held.kind
        yield held if kind == held.kind else attrs.evolve(held, kind=kind)


def _again(found: Iterable[Found], words: Words, known: Vocabulary) -> Iterator[Found]:
    """Yield the names that were labelled elsewhere in the text, where nothing is labelled."""
    kinds = _kinds((held for held in found if held.confidence >= _SURE), words)
    firsts: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
    for spelled in sorted(kinds, key=lambda spelled: (-len(spelled), spelled)):
        if spelled[0][0].isupper() and (len(spelled) > 1 or spelled[0].casefold() not in known.common):
            firsts[spelled[0]].append(spelled)
    taken = {place for held in found if held.form == "name" for place in range(held.first, held.last)}
    for place, word in enumerate(words.texts):
        for spelled in firsts.get(word, ()):
            last = place + len(spelled)
            if tuple(words.texts[place:last]) == spelled and taken.isdisjoint(range(place, last)):
                taken.update(range(place, last))
                yield Found(place, last, kinds[spelled], "heard", _HEARD)
                break


def _is_known(words: Words, first: int, last: int, known: Vocabulary) -> bool:
    """Say whether words are wholly a name of the lexicons, or an adjective of a people, which names nobody."""
    matches = (phrases.at(words, first, last) for phrases in (known.names, known.demonyms))
    return any(match is not None and match.last == last for match in matches)
