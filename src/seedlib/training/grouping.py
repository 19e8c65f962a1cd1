"""Groups: the kinds of quotation, cue, source and length by which figures are broken down.

Rules:

- An attribution is put into groups by the words of its parts alone, in the same way whether people marked it or a program found it.
- All is judged by the library's rules and English word lists, whatever tagger is scored, so that groups of two taggers can be compared.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from itertools import takewhile

import attrs

from seedlib.components import Context
from seedlib.matching import WORD, Words, fold
from seedlib.model import Analysis, Document, FrozenMapping, Spans
from seedlib.pipeline import analyze
from seedlib.plugins.registry import Registry
from seedlib.training.scoring import TextWords
from seedlib.training.sets import Offsets

__all__ = ["AXES", "Grouper", "Reading", "reading_registry"]

#: What figures are broken down by, with the groups of each in the order in which they are shown; kinds of claim are those of the lexicon.
AXES: Mapping[str, tuple[str, ...]] = {
    "quotation": ("direct", "indirect", "mixed"),
    "cue": ("verb", "noun", "according to", "colon", "other", "none"),
    "kind of cue": ("statement", "belief", "prediction", "demand", "commitment", "intention", "threat", "warning", "denial", "accusation",
                    "endorsement", "question", "other", "none"),
    "source": ("name", "nominal", "pronoun", "none"),
    "words of content": ("1-5", "6-10", "11-20", "21-40", "41 and more"),
}  # fmt: skip

#: The forms of cues of the lexicon, as groups.
_FORMS = {
    **dict.fromkeys(("base", "finite", "past", "participle", "passive"), "verb"),
    "noun": "noun",
    "preposition": "according to",
    "mark": "colon",
}

#: What an entry of the cues' lexicon says of a phrase that is no cue: `ask not to be named`.
_NO_CUE = "none"

#: How many code points before a cue the word before it is sought.
_BEFORE = 40

#: The most words of a content of each length.
_LENGTHS = (5, 10, 20, 40)


def reading_registry() -> Registry:
    """Return a registry of what groups depend on: sentences, quotations and mentions by the library's rules."""
    whole = Registry.build(entry_points=False)
    kept = ("parsers", "segmenters", "lexicons", "recognizers")
    return attrs.evolve(whole, components=FrozenMapping({hook: whole.components[hook] for hook in kept}))


class Reading:
    """A text, read as far as groups depend on it."""

    __slots__ = ("_closed", "_names", "_opened", "text", "words")

    def __init__(self, analysis: Analysis) -> None:
        self.text = analysis.document.text
        self.words = TextWords(self.text)
        quotations = [quotation.span for quotation in analysis.layers.quotations or () if quotation.depth == 0]
        self._opened = [span.start for span in quotations]
        self._closed = [span.end for span in quotations]
        self._names = sorted((held.span.start, held.span.end) for held in analysis.mentions if held.form == "name")

    def is_quoted(self, word: int) -> bool:
        """Say whether a word stands in quotation marks."""
        at = bisect_right(self._opened, self.words.starts[word]) - 1
        return at >= 0 and self.words.starts[word] < self._closed[at]

    def names_within(self, start: int, end: int) -> list[Offsets]:
        """Return the names that overlap some code points."""
        before = bisect_left(self._names, (end, 0))
        return [(a, b) for a, b in self._names[:before] if b > start]


class Grouper:
    """What puts attributions into groups.

    Args:
        registry: made by `reading_registry`.
    """

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._context: Context = registry.context(language="en")
        classes: dict[str, set[str]] = {}
        for entry in self._context.phrases("word-classes").entries:
            classes.setdefault(entry.value, set()).add(fold(entry.phrase))
        pronouns = {fold(entry.phrase) for entry in self._context.phrases("pronouns").entries}
        self._pronouns = pronouns.union(*(classes.get(name, ()) for name in ("subject", "object-pronoun", "relative")))
        #: What may follow the head of a noun phrase: `the spokesman | for Mrs Clinton`.
        self._after_head = set().union(*(classes.get(name, ()) for name in ("preposition", "relative", "border")))
        #: After these words `claim` is no verb.
        self._before_noun = set().union(*(classes.get(name, ()) for name in ("determiner", "possessive")))
        self._conjunctions = classes.get("coordinator", set())
        self._genitive = classes.get("genitive", set())

    def read(self, text: str) -> Reading:
        """Read a text, once for all its attributions."""
        return Reading(analyze(Document(text=text, language="en"), registry=self._registry))

    def groups_of(self, reading: Reading, spans: Mapping[str, Sequence[Offsets]]) -> dict[str, str]:
        """Return the group of an attribution by axis.

        Args:
            reading: of its text.
            spans: of its roles; a role may be absent.
        """
        form, kind = self._cue(reading.text, spans.get("cue") or ())
        words = reading.words.touched(spans["content"])
        return {
            "quotation": _quotation(reading, words),
            "cue": form,
            "kind of cue": kind,
            "source": self._source(reading, spans.get("source") or ()),
            "words of content": AXES["words of content"][bisect_left(_LENGTHS, len(words))],
        }

    def _cue(self, text: str, spans: Sequence[Offsets]) -> tuple[str, str]:
        """Return form and kind of the first phrase of a cue that is in the lexicon."""
        if not spans:
            return "none", "none"
        before = WORD.findall(text, max(0, spans[0][0] - _BEFORE), spans[0][0])[-1:]
        cue = " ".join([*before, *(text[start:end] for start, end in spans)])
        words = Words(cue, Spans(match.span() for match in WORD.finditer(cue)))
        for match in self._context.phrases("cues").find(words, len(before)):
            is_noun = bool(match.first) and words.folded[match.first - 1] in self._before_noun
            for entry in sorted(match.entries, key=lambda entry: is_noun != (entry.data.get("form") == "noun")):
                if entry.data.get("form") != _NO_CUE:
                    return _FORMS.get(entry.data.get("form", ""), "other"), entry.value if entry.value in AXES["kind of cue"] else "other"
        return "other", "other"

    def _source(self, reading: Reading, spans: Sequence[Offsets]) -> str:
        """Say what a source is by its head: `Mrs Clinton` is a name, `a spokesman for Mrs Clinton` and `Clinton’s spokesman` are none."""
        if not spans:
            return "none"
        start, end = spans[0]
        words = [(match.start(), match.end(), fold(match.group())) for match in WORD.finditer(reading.text, start, end)]
        if all(word in self._pronouns for _, _, word in words):
            return "pronoun"
        head = list(takewhile(lambda word: word[2] not in self._after_head, words[1:]))
        last = head[-1][1] if head else words[0][1]
        return "name" if any(self._stands_alone(reading.text, b, head) for _, b in reading.names_within(start, last)) else "nominal"

    def _stands_alone(self, text: str, name_end: int, head: Iterable[tuple[int, int, str]]) -> bool:
        """Say whether no common noun follows a name in its phrase, so that the name is no mere description of it."""
        for start, _, word in head:
            if start >= name_end:
                return word not in self._genitive and (word in self._conjunctions or not text[start].islower())
        return True


def _quotation(reading: Reading, words: Iterable[int]) -> str:
    """Say whether all, some or no words stand in quotation marks."""
    quoted = {reading.is_quoted(word) for word in words}
    return "mixed" if len(quoted) > 1 else "direct" if quoted == {True} else "indirect"
