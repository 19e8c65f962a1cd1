"""The author's own claims: sentences in which he judges, hedges, foretells or recommends in his own voice.

Rules:

- `Settings.author_claims` chooses: none; the marked ones; all sentences that are the author's.
- In an opinion piece all main text is looked at, in other genres only titles and headings. A text of no known genre is opinion where
  many sentences are marked, or some are and the author says "I".
- A sentence of which more than half is what others say, or stands in quotation marks, is not the author's.
- The content is the sentence without connectives, conditions and the final stop; the claim is qualified as any other.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from seedlib.components import Context
from seedlib.matching import Match
from seedlib.model import Analysis, Claim, Provenance, Span
from seedlib.qualification.clauses import find_conditions, is_connective, read_clause
from seedlib.qualification.texts import Run, Text, is_word
from seedlib.qualification.vocabulary import Mark

__all__ = ["author_claims"]

#: Blocks in which a marked sentence is the author's in any genre: a news story's headline hedges too.
_HEADS = frozenset({"title", "heading"})

#: Blocks that hold what others say.
_FOREIGN = frozenset({"quote"})

#: The shortest sentence that claims something, in words: "The bill may fail."
_SHORTEST = 4


#: The signs after the number of a list's item.
_AFTER_NUMBER = frozenset({".", ")"})

#: A rule, its confidence, and the words that it rests on.
_Found = tuple[str, float, tuple[Span, ...]]

#: What a sentence is given that is the author's but not marked.
_PLAIN: _Found = ("plain", 0.5, ())

#: From which share of strongly marked sentences a text of no known genre is opinion: with an "I" of its author, and without. In the
#: news of PolNeAR's dev part the median is 0.1; in op-eds it is above 0.2.
_OPINION_SHARE = {True: 0.15, False: 0.3}

#: The rules whose marks are strong in that sense.
_STRONG = frozenset({"modal", "voice"})

#: From how many sentences on a share says something; fewer need an "I".
_ENOUGH = 8

#: Others' claims that are less sure leave a sentence to its author: "the decision to build it may end badly". On six opinion pieces this
#: raises F1 of the author's own claims from 55 to 73 with the tagger and from 69 to 72 with rules alone, at no more leaks.
_BELIEVED = 0.65


def author_claims(analysis: Analysis, context: Context) -> Iterator[Claim]:
    """Yield the author's own claims, as content with a rule; they are qualified with all others."""
    wanted = context.settings.author_claims
    if wanted == "none" or not analysis.layers.tokens:
        return
    heads_only = wanted == "marked" and analysis.document.genre not in {None, "opinion"}
    text = Text(analysis, context, within=_spans_of(analysis, _HEADS) if heads_only else None)
    foreign = _Covered(_foreign(analysis))
    own = [(kind, run, _marked(text, run, foreign, kind)) for kind, run in _own_sentences(text, foreign, context.settings.blocks)]
    opinion = _is_opinion(text, own)
    for kind, run, found in own:
        chosen = (found or _PLAIN) if wanted == "all" else (found if opinion or kind in _HEADS else None)
        content = _content(text, run, kind) if chosen is not None else ()
        if chosen is not None and content:
            rule, confidence, evidence = chosen
            provenance = Provenance(about="content", component="seedlib:rules", rule=rule, confidence=confidence, spans=evidence)
            yield Claim(content=content, by_author=True, confidence=confidence, provenance=(provenance,))


def _spans_of(analysis: Analysis, kinds: frozenset[str]) -> list[Span]:
    return [block.span for block in analysis.document.blocks if block.kind in kinds]


def _is_opinion(text: Text, own: Sequence[tuple[str, Run, _Found | None]]) -> bool:
    """Say whether a text is opinion: its genre says so, or is not known and its author judges as "I", or all the time."""
    genre = text.analysis.document.genre
    if genre is not None:
        return genre == "opinion"
    body = [(run, found) for kind, run, found in own if kind not in _HEADS]
    names = text.vocabulary.first_person
    says_i = any(not names.isdisjoint(text.words.folded[first:last]) for (first, last), _ in body) or _says_i(text)
    strong = sum(found is not None and found[0] in _STRONG for _, found in body)
    return (says_i or len(body) >= _ENOUGH) and strong >= _OPINION_SHARE[says_i] * len(body)


def _says_i(text: Text) -> bool:
    """Say whether the author names himself in what he reports of others, outside of quotations: "with whose elders I sat"."""
    document, starts = text.analysis.document, text.words.tokens.starts
    names = text.vocabulary.first_person
    places = [starts[index] for index, word in enumerate(text.words.folded) if word in names]
    if not places:
        return False
    quoted = _Covered(quotation.span for quotation in text.analysis.layers.quotations or ())
    main = _Covered(document.main_text) if document.blocks else None
    return any(quoted.share(Span(at, at + 1)) == 0 and (main is None or main.share(Span(at, at + 1)) > 0) for at in places)


class _Covered:
    """How many code points of a span are covered by others; the others are merged first."""

    __slots__ = ("ends", "starts", "sums")

    def __init__(self, spans: Iterable[Span]) -> None:
        self.starts: list[int] = []
        self.ends: list[int] = []
        for start, end in sorted((span.start, span.end) for span in spans):
            if self.ends and start <= self.ends[-1]:
                self.ends[-1] = max(self.ends[-1], end)
            else:
                self.starts.append(start)
                self.ends.append(end)
        self.sums = [0]
        for start, end in zip(self.starts, self.ends, strict=True):
            self.sums.append(self.sums[-1] + end - start)

    def before(self, offset: int) -> int:
        """Return how many code points before `offset` are covered."""
        index = bisect_right(self.starts, offset)
        if index == 0:
            return 0
        return self.sums[index - 1] + min(offset, self.ends[index - 1]) - self.starts[index - 1]

    def share(self, span: Span) -> float:
        """Return how much of a span is covered, from 0 to 1."""
        return (self.before(span.end) - self.before(span.start)) / len(span)


def _foreign(analysis: Analysis) -> Iterator[Span]:
    for claim in analysis.claims:
        if not claim.by_author and claim.confidence >= _BELIEVED:
            yield from (*claim.content, *claim.source, *claim.cue)
    for quotation in analysis.layers.quotations or ():
        yield quotation.span


def _own_sentences(text: Text, foreign: _Covered, blocks: Iterable[str]) -> Iterator[tuple[str, Run]]:
    """Yield the kind of block and the words of each sentence that is the author's."""
    document = text.analysis.document
    held = [(block.span, block.kind) for block in document.blocks] or [(Span(0, len(document.text)), "paragraph")]
    allowed = set(blocks) - _FOREIGN
    at, starts = 0, text.words.tokens.starts
    for first, last in pairwise([*text.sentences, len(text.words)]):
        while at + 1 < len(held) and held[at + 1][0].start <= starts[first]:
            at += 1
        run = text.trim(first, last)
        if held[at][1] in allowed and run[1] - run[0] >= _SHORTEST and foreign.share(text.span(*run)) <= 0.5:
            yield held[at][1], run


def _marked(text: Text, run: Run, foreign: _Covered, kind: str) -> _Found | None:
    """Return the rule that marks a sentence as the author's judgement, its confidence and evidence; None if it is plain."""
    first, last = run
    if "?" in text.words.texts[last : last + 1]:
        return "question", 0.6, (text.span(first, last),)
    vocabulary = text.vocabulary
    marks = vocabulary.find(text.words, first, last)
    clause = read_clause(text, first, last, marks=marks)
    # generators: the later ones are asked only where the earlier ones have nothing
    able = bool(clause.conditions) or kind in _HEADS  # "if they are late, ships could be barred", a headline's "pact could fail"
    found: tuple[tuple[str, float, Iterable[Mark | Match]], ...] = (
        ("modal", 0.8, (mark for mark in clause.marks if _is_strong(mark, able=able))),
        ("voice", 0.75, vocabulary.voice.find(text.words, first, last)),
        ("modal-within", 0.7, (mark for mark in marks if _is_strong(mark))),
        ("evaluation", 0.7, (match for match in vocabulary.evaluations.find(text.words, first, last) if not _is_deed(match))),
        ("denial", 0.65, (mark for mark in clause.marks if mark.value("negations") == "negation")),
    )
    for rule, confidence, held in found:
        spans = [text.span(mark.first, mark.last) for mark in held]
        own = tuple(span for span in spans if foreign.share(span) == 0)[:3]
        if own:
            return rule, confidence, own
    return None


def _is_deed(match: Match) -> bool:
    """Say whether a word of blame or praise may as well report a deed: "convicted of fraud" judges nobody."""
    return bool(match.entries[0].data.get("deed"))


def _is_strong(mark: Mark, *, able: bool = False) -> bool:
    """Say whether a modal or hedge shows the author's judgement by itself: no plain future or past duty, nor what somebody can do.

    Args:
        mark: the modal or hedge.
        able: whether one that may tell an ability counts, too.
    """
    if "hedges" in mark.entries:
        return not mark.has("hedges", "cue")
    value = mark.value("modals")
    if value is None or value == "asserted" or mark.has("modals", "reported"):
        return False
    return able or not mark.has("modals", "ability")


def _content(text: Text, run: Run, kind: str) -> tuple[Span, ...]:
    """Return a sentence without its connectives in front, and without its conditions; a title without the site's name."""
    first, last = _after_connectives(text, *_after_number(text, *run))
    title = text.analysis.document.title
    if kind == "title" and title:
        at = text.analysis.document.text.find(title, text.words.tokens.starts[first], text.words.tokens.ends[last - 1])
        first, last = text.run(Span(at, at + len(title))) if at >= 0 else (first, last)
    pieces: list[Run] = []
    for begin, end in find_conditions(text, first, last):
        pieces.append(text.trim(first, begin))
        first = end
    pieces.append(text.trim(first, last))
    held = [piece for piece in (_without_joiner(text, *piece) for piece in pieces) if piece[1] - piece[0] >= 2]
    return tuple(text.span(*piece) for piece in held)


def _after_number(text: Text, first: int, last: int) -> Run:
    """Return a sentence without the number of a list's item: `1. The city must pay`."""
    texts = text.words.texts
    numbered = first + 1 < last and texts[first].isdecimal() and texts[first + 1] in _AFTER_NUMBER
    return text.trim(first + 2, last) if numbered else (first, last)


def _without_joiner(text: Text, first: int, last: int) -> Run:
    """Return a piece without what only leads on to a condition: `half of the loan | , but only if`."""
    mark = text.vocabulary.at(text.words, last - 1, last) if first < last else None
    return text.trim(first, last - 1) if mark is not None and "clause-words:coordinate" in mark.senses else (first, last)


def _after_connectives(text: Text, first: int, last: int) -> Run:
    texts = text.words.texts
    while first < last:
        mark = text.vocabulary.at(text.words, first, last)
        if mark is None or not is_connective(text, mark):
            break
        first = mark.last
        while first < last and not is_word(texts[first]):
            first += 1
    return first, last
