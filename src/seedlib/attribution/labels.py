"""What a tagger's labels say of one document, as findings.

Rules:

- The kind is that which the rules give to the same cue, else that of the cue's words in the lexicon, else a statement.
- Who found it are all taggers that gave labels of attributions; which of them gave which label is not kept.
- Borders of sentences and quotations are the segmenter's, words that say nothing are the lexicons'.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from seedlib.attribution.after import lacks_object
from seedlib.attribution.findings import Finding
from seedlib.attribution.ground import Ground
from seedlib.attribution.learned import Group, groups_of
from seedlib.attribution.parting import parted
from seedlib.attribution.phrases import Phraser
from seedlib.attribution.tidying import (
    NO_CUE,
    as_framed,
    by_sentence,
    given_back,
    says_nothing,
    signed,
    tidied,
    with_subject,
    without_addressee,
)
from seedlib.attribution.vocabulary import Vocabulary
from seedlib.matching import Phrases
from seedlib.model import Layers

__all__ = ["RULE", "Labels"]

#: What a claim's provenance names as the rule.
RULE = "labels"

#: The taggers that count here: of names alone is no claim made.
_ABOUT = "attribution"

#: The form of a cue that is a noun.
_NOUN = "noun"

#: The kind that says least.
_PLAIN = "statement"


class Labels:
    """The attributions of a document, and what is needed to read them.

    Args:
        ground: the document.
        layers: its labels and links.
        cues: the lexicon of its language.
        vocabulary: of its language.
    """

    def __init__(self, ground: Ground, layers: Layers, cues: Phrases, vocabulary: Vocabulary) -> None:
        self._ground, self._layers, self._cues = ground, layers, cues
        self._phraser = Phraser(ground, vocabulary)
        self._taggers = tuple(tagger for tagger in layers.taggers if tagger.about == _ABOUT)

    def groups(self, ruled: Sequence[Finding] = ()) -> list[Group]:
        """Return the attributions as they were labelled, each speaker's own; parted as the rules' findings part them."""
        ground = self._ground
        groups = [part for group in groups_of(ground, self._layers) for part in by_sentence(ground, group)]
        groups = given_back(ground, [part for group in groups for part in signed(ground, group)])
        groups = parted(ground, groups, ruled, self._cues)
        return [without_addressee(self._phraser, group) for group in groups]

    def finding(self, group: Group, twin: Finding | None) -> Finding | None:
        """Turn an attribution into a finding; None where it says nothing.

        Args:
            group: the attribution.
            twin: what the rules find in the same place.
        """
        if says_nothing(self._ground, group, self._cues) or self._tells_nothing(group) or (twin is None and self._is_cut(group)):
            return None
        group = tidied(self._ground, group if twin is None else with_subject(self._ground, group, twin))
        finding = Finding(twin.kind if twin is not None else self._kind(group), RULE, 0.0)
        finding.form = twin.form if twin is not None else ""
        finding.cues, finding.sources = [part.words for part in group.cues], [part.words for part in group.sources]
        finding.content = as_framed(group.contents, twin) if twin is not None else [part.words for part in group.contents]
        finding.taggers = self._taggers
        finding.quotes = {index for part in finding.content for index in self._quotes(*part)}
        return finding

    def _tells_nothing(self, group: Group) -> bool:
        """Say whether a content, the only one, is what a heading asks, what is not said, seen or not there, or what tells a promise apart.

        `What` they say; `did not say | who pays`; `looks at | the port`; `has shown | no figures`; `kept the promise | that she made`.
        """
        if len(group.contents) > 1 or not group.cues or self._ground.quoted_between(*group.contents[0].words):
            return False
        return self._asks_nothing(group) or self._tells_apart(group)

    def _is_cut(self, group: Group) -> bool:
        """Say whether all that is labelled as a source is an article without its noun, one that is no name: `|The| rule requires`."""
        articles = self._phraser.vocabulary.words_of("definite")
        words = [part.words for part in group.sources]
        if not words or any(last - first > 1 or self._phraser.folded[first] not in articles for first, last in words):
            return False
        return not any(any(self._ground.names_at(first, last + 1)) for first, last in words)

    def _asks_nothing(self, group: Group) -> bool:
        """Say whether it is what a heading asks, what is not said, or what is but looked at."""
        phraser, (first, last) = self._phraser, group.contents[0].words
        if last - first == 1 and phraser.folded[first] in phraser.interrogative:
            return self._ground.paragraph_of(group.cues[0].words[0]) in self._ground.headings
        return self._only_looks(group, first)

    def _tells_apart(self, group: Group) -> bool:
        """Say whether it is what there is not, or a clause on a noun of speech."""
        phraser, (first, last) = self._phraser, group.contents[0].words
        return phraser.folded[first] in phraser.that and self._has_noun(group) and lacks_object(phraser, first, last)

    def _only_looks(self, group: Group, first: int) -> bool:
        """Say whether the lexicon has it that a cue says nothing of a thing: `looks at | the port`, but not `looks at | what it costs`."""
        match = self._cues.ending(self._ground.words, group.cues[-1].words[1], group.cues[-1].words[0])
        if match is None or self._phraser.folded[first] in self._phraser.interrogative | self._phraser.that:
            return False
        return all(entry.value == NO_CUE and entry.data.get("thing") for entry in match.entries)

    def _has_noun(self, group: Group) -> bool:
        """Say whether the last words of a cue are a noun of speech: `keeping the |promise|`."""
        end = group.cues[-1].words[1]
        match = self._cues.ending(self._ground.words, end, group.cues[-1].words[0])
        if match is None or match.first == 0 or not self._phraser.wants_noun(match.first - 1):  # it | demands
            return False
        return any(entry.data.get("form") == _NOUN for entry in match.entries)

    def _kind(self, group: Group) -> str:
        """Return the kind of claim that the cue's words make, a special one before a statement."""
        matches = (match for part in group.cues for match in self._cues.find(self._ground.words, *part.words))
        special = [match.entries[0].value for match in matches if match.entries[0].value not in {NO_CUE, _PLAIN}]
        return special[-1] if special else _PLAIN

    def _quotes(self, first: int, last: int) -> list[int]:
        """Return the outer quotations that stand whole among the words, by index."""
        ground = self._ground
        begun = range(bisect_left(ground.quote_firsts, first), bisect_left(ground.quote_firsts, last))
        return [index for index in begun if ground.quotes[index][1] <= last]
