"""Mentions from what a tagger labelled: `mention:person`, `mention:organization`, `mention:place`, `mention:group`.

Rules:

- Any tagger will do: the label's name is the kind of actor, its value the form (a name unless it says otherwise), its score the
  confidence. A value that is no form is not ours to read.
- A mention is whole words; of a name, an article before it and a possessive ’s after it are no part.
- What a lexicon has is left to the recogniser `lexicon`, which knows who it is: a tagger that is surer would take the id away.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from seedlib.components import Context
from seedlib.matching import Words
from seedlib.model import FORMS, LABELS, Analysis, Label, Mention
from seedlib.recognition.making import Found, Maker
from seedlib.recognition.metonyms import in_use
from seedlib.recognition.vocabulary import Vocabulary, vocabulary

__all__ = ["recognize"]

_PREFIX = "mention:"

#: The kinds of actor that labels may name; `mention:publication` is nobody's label.
_KINDS = frozenset(name.removeprefix(_PREFIX) for name in LABELS if name.startswith(_PREFIX))


def recognize(analysis: Analysis, context: Context) -> Iterator[Mention]:
    """Yield a mention for each label of one, in text order."""
    labels = [label for label in analysis.layers.labels if label.name.startswith(_PREFIX)]
    if not labels or not analysis.layers.tokens:
        return
    words, known = context.words(analysis), context.once(vocabulary)
    maker = Maker(words, "seedlib:labels")
    for label in labels:
        found = _found(label, words, known)
        if found is not None:
            yield maker.mention(found)


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
    return in_use(Found(first, last, kind, "label", label.score, form), words, known)


def _is_known(words: Words, first: int, last: int, known: Vocabulary) -> bool:
    """Say whether words are wholly a name of the lexicons, or an adjective of a people, which names nobody."""
    matches = (phrases.at(words, first, last) for phrases in (known.names, known.demonyms))
    return any(match is not None and match.last == last for match in matches)
