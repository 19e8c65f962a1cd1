"""Mentions from what a tagger labelled: `mention:person`, `mention:organization`, `mention:place`, `mention:group`.

Rules:

- Any tagger will do: the label's name is the kind of actor, its value the form (a name unless it says otherwise), its score the
  confidence. A value that is no form is not ours to read.
- A mention is whole words; of a name, an article before it and a possessive ’s after it are no part.
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

#: The kinds of actor that labels may name; `mention:publication` is nobody's label.
_KINDS = frozenset(name.removeprefix(_PREFIX) for name in LABELS if name.startswith(_PREFIX))


def recognize(analysis: Analysis, context: Context) -> Iterator[Mention]:
    """Yield a mention for each label of one, in text order."""
    labels = [label for label in analysis.layers.labels if label.name.startswith(_PREFIX)]
    if not labels or not analysis.layers.tokens:
        return
    words, known = context.words(analysis), context.once(vocabulary)
    maker = Maker(words, "seedlib:labels")
    found = [held for label in labels if (held := _found(label, words, known)) is not None]
    for held in (*_of_one_kind(found, words), *_again(found, words, known)):
        yield maker.mention(in_use(held, words, known))


def _found(label: Label, words: Words, known: Vocabulary) -> Found | None:
    """Return the words of a label; None where none are left, or where they are a lexicon's."""
    kind, form = label.name.removeprefix(_PREFIX), label.value or "name"
    if kind not in _KINDS or form not in FORMS:
        return None
    first, last = bisect_right(words.tokens.ends, label.span.start), bisect_left(words.tokens.starts, label.span.end)
    if form == "name":
        while first < last and words.folded[first] in known.articles:
            first += 1
        while first < last and words.folded[last - 1] in known.genitives:
            last -= 1
    if first >= last or (form == "name" and _is_known(words, first, last, known)):
        return None
    return Found(first, last, kind, "label", label.score, form)


def _kinds(found: Iterable[Found], words: Words) -> dict[tuple[str, ...], str]:
    """Return the kind of each name by its words."""
    scores: defaultdict[tuple[str, ...], defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
    for held in found:
        if held.form == "name":
            scores[tuple(words.texts[held.first : held.last])][held.kind] += held.confidence
    return {spelled: max(sorted(kinds), key=kinds.__getitem__) for spelled, kinds in scores.items()}


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
