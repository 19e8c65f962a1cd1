"""The scene: where in its sentence, quotation and claim each mention stands, and as what.

Rules:

- Nothing here parses: a mention is a subject where a verb follows it, an owner before a genitive, else an object,
  oblique after a preposition.
- What stands between a mention and its verb is passed over: adverbs, a part between commas or in brackets.
- Everything is found in one pass over the mentions.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from seedlib.components import Context
from seedlib.matching import Words, fold
from seedlib.model import Analysis, Claim, FrozenMapping, Mention, value

__all__ = ["Grammar", "Place", "Scene", "grammar"]

#: So many words of a part between commas are passed over on the way to a verb: "Smith, who was born in Oslo in 1950, moved".
_PART = 14

#: The blocks whose names are nobody's antecedent outside of them: who took a photograph is not who `he` is.
_ASIDE = frozenset({"biography", "boilerplate", "byline", "caption", "dateline", "disclosure", "heading", "republication-note", "title"})


@value(kw_only=True)
class Grammar:
    """Closed classes of a language, as far as they tell what a mention is in its sentence; words are folded."""

    #: Pronoun to its value and its case.
    pronouns: FrozenMapping[tuple[str, str]]
    genitives: frozenset[str]
    #: Forms of auxiliaries and modals, and of verbs of speech.
    verbs: frozenset[str]
    #: Words that are no verbs: what may follow a name that is no subject.
    closed: frozenset[str]
    prepositions: frozenset[str]
    adverbs: frozenset[str]
    adverb_endings: tuple[str, ...]
    conjunctions: frozenset[str]
    subordinators: frozenset[str]
    relatives: frozenset[str]
    determiners: frozenset[str]
    #: Those of them that mean one that has been named: `the`, `this`.
    definite: frozenset[str]
    #: Those of them that mean none in particular: `every`, `no`.
    distributives: frozenset[str]
    bes: frozenset[str]
    plurals: frozenset[str]
    plural_endings: tuple[str, ...]


def grammar(context: Context) -> Grammar:
    """Read the lexicons of the context's language; for `context.once`."""
    by_value: dict[str, set[str]] = {}
    for entry in context.phrases("word-classes").entries:
        by_value.setdefault(entry.value, set()).add(fold(entry.phrase))

    def of(*values: str) -> frozenset[str]:
        return frozenset(word for name in values for word in by_value.get(name, ()))

    genitives = of("genitive")
    verbs = of("auxiliary", "modal", "be") - genitives - of("infinitive")
    said = {fold(e.phrase) for e in context.phrases("cues").entries if e.data.get("form") in {"finite", "past"}}
    names = ("determiner", "possessive", "subject", "object-pronoun", "preposition", "conjunction", "subordinator", "complementizer")
    closed = of(*names, "infinitive", "interrogative", "relative", "time", "adverb", "plural")
    return Grammar(
        pronouns=FrozenMapping({fold(e.phrase): (e.value, e.data.get("case", "subject")) for e in context.phrases("pronouns").entries}),
        genitives=genitives,
        verbs=verbs | said,
        closed=closed - verbs,
        prepositions=of("preposition"),
        adverbs=of("adverb"),
        adverb_endings=tuple(sorted(of("adverb-ending"))),
        conjunctions=of("conjunction"),
        subordinators=of("subordinator"),
        relatives=of("relative"),
        determiners=of("determiner", "possessive") - genitives,
        definite=of("demonstrative").union(fold(e.phrase) for e in context.phrases("name-words").entries if e.value == "article"),
        distributives=of("distributive"),
        bes=of("be") - genitives,
        plurals=of("plural") - of("relative", "interrogative", "complementizer"),
        plural_endings=tuple(sorted(of("plural-ending"))),
    )


@value  # positional: made once a mention
class Place:
    """Where a mention stands."""

    #: Its words: `first` to `last`, the latter not included.
    first: int
    last: int
    #: The number of its sentence, and of its block.
    sentence: int
    block: int
    #: The number of the quotation that it stands in; -1 outside of any.
    quotation: int
    #: The number of the innermost claim whose content, and that whose source, it stands in; -1 for none.
    content: int
    source: int
    #: `subject`, `object`, `oblique` (after a preposition), `owner` or `reflexive`.
    part: str
    #: Whether it stands in a title, a caption, a byline.
    aside: bool


class Scene:
    """The places of one document's mentions.

    Args:
        analysis: with its mentions and claims.
        words: the document's words.
        grammar: the language's closed classes.
    """

    def __init__(self, analysis: Analysis, words: Words, grammar: Grammar) -> None:
        self.words = words
        self.grammar = grammar
        self.sentences = analysis.layers.sentences or words.tokens
        self.claims: Sequence[Claim] = analysis.claims
        self._blocks = analysis.document.blocks
        self._block_starts = [block.span.start for block in self._blocks]
        quotations = [(q.span.start, q.span.end, n) for n, q in enumerate(analysis.layers.quotations or ())]
        contents = [(span.start, span.end, n) for n, claim in enumerate(self.claims) for span in claim.content]
        sources = [(span.start, span.end, n) for n, claim in enumerate(self.claims) for span in claim.source]
        layers = [_innermost(analysis.mentions, pieces) for pieces in (quotations, contents, sources)]
        #: By position among the mentions.
        self.places = [self._place(mention, *held) for mention, *held in zip(analysis.mentions, *layers, strict=True)]

    def pronoun(self, place: Place) -> tuple[str, str] | None:
        """Return value and case of a mention that is a pronoun."""
        return self.grammar.pronouns.get(self.words.folded[place.first]) if place.last - place.first == 1 else None

    def is_plural(self, place: Place) -> bool:
        """Say whether a nominal means several."""
        word, known = self.words.folded[place.last - 1], self.grammar
        return word in known.plurals or (word.endswith(known.plural_endings) and not word.endswith("ss"))

    def sentence_at(self, offset: int) -> int:
        """Return the number of the sentence that begins at or before a code point, -1 before the first."""
        return bisect_right(self.sentences.starts, offset) - 1

    def begins(self, offset: int) -> bool:
        """Say whether a sentence begins at a code point."""
        sentence = self.sentence_at(offset)
        return sentence >= 0 and self.sentences.starts[sentence] == offset

    def first_word(self, sentence: int) -> int:
        """Return the number of a sentence's first word."""
        return self.words.tokens.within(self.sentences.starts[sentence], self.sentences.ends[sentence]).start if sentence >= 0 else 0

    def _place(self, mention: Mention, quotation: int, content: int, source: int) -> Place:
        numbers = self.words.tokens.within(mention.span.start, mention.span.end)
        part = self.words.tokens.at(mention.span.start) if not numbers else None  # the `we` of `we’ve`
        first, last = (part, part + 1) if part is not None else (numbers.start, numbers.stop)
        at = bisect_right(self._block_starts, mention.span.start) - 1
        aside = at >= 0 and self._blocks[at].kind in _ASIDE
        sentence = self.sentence_at(mention.span.start)
        return Place(first, last, sentence, at, quotation, content, source, self._part(mention, first, last, sentence), aside)

    def _part(self, mention: Mention, first: int, last: int, sentence: int) -> str:
        folded, known = self.words.folded, self.grammar
        stop = len(folded) if sentence < 0 else bisect_right(self.words.tokens.ends, self.sentences.ends[sentence])
        if mention.form == "pronoun" and last - first == 1 and folded[first] in known.pronouns:
            case = known.pronouns[folded[first]][1]
            if case == "possessive":
                return "owner" if self._noun_follows(last, stop) else "object"
            if case != "subject" or known.pronouns[folded[first]][0] not in {"it", "addressee"} or "'" in folded[first]:
                return case
            return "subject" if self._verb_follows(last, stop) else "object"
        if last < stop and folded[last] in known.genitives:
            return "owner"
        if first and folded[first - 1] in known.prepositions:
            return "oblique"
        return "subject" if self._verb_follows(last, stop) else "object"

    def _noun_follows(self, at: int, stop: int) -> bool:
        """Say whether a possessive is followed by what is possessed: `her hat`; not `her in Oslo`, `her.`."""
        return at < stop and self.words.texts[at][0].isalnum() and self.words.folded[at] not in self.grammar.closed

    def _verb_follows(self, at: int, stop: int) -> bool:
        """Say whether a verb stands after a mention, adverbs and one part between commas or in brackets passed over."""
        at = self._past_part(at, stop)
        known, folded, texts = self.grammar, self.words.folded, self.words.texts
        while at < stop and (folded[at] in known.adverbs or folded[at].endswith(known.adverb_endings)) and folded[at] not in known.verbs:
            at += 1
        if at >= stop:
            return False
        return folded[at] in known.verbs or (texts[at].islower() and texts[at].isalpha() and folded[at] not in known.closed)

    def _past_part(self, at: int, stop: int) -> int:
        folded = self.words.folded
        closing = {",": ",", "(": ")"}.get(folded[at]) if at < stop else None
        if closing is None:
            return at
        if closing == "," and at + 1 < stop and folded[at + 1] in self.grammar.verbs:  # The minister, Ann Poe, has left
            return at + 1
        return next((n + 1 for n in range(at + 1, min(stop, at + _PART)) if folded[n] == closing), at)


def _innermost(mentions: Sequence[Mention], pieces: Iterable[tuple[int, int, int]]) -> list[int]:
    """Return for each mention the number of the innermost piece that it begins in, -1 for none."""
    waiting = sorted(pieces, key=lambda piece: (piece[0], -piece[1]), reverse=True)
    open_: list[tuple[int, int, int]] = []
    found = []
    for mention in mentions:
        start = mention.span.start
        while waiting and waiting[-1][0] <= start:
            open_.append(waiting.pop())
        while open_ and open_[-1][1] <= start:
            open_.pop()
        found.append(open_[-1][2] if open_ else -1)
    return found
