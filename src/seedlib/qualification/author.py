"""The author's own claims: sentences in which he judges, hedges, foretells or recommends in his own voice.

Rules:

- `Settings.author_claims` chooses: none; the marked ones; all sentences that are the author's.
- Where the genre is opinion, or is not known and the author says "I" outside quotations, all main text is looked at; in other genres
  only titles and headings.
- A sentence of which more than half is what others say, or stands in quotation marks, is not the author's.
- The content is the sentence without connectives, conditions and the final stop; the claim is qualified as any other.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator

from seedlib.components import Context
from seedlib.model import Analysis, Claim, Provenance, Span
from seedlib.qualification.clauses import find_conditions
from seedlib.qualification.texts import Run, Text, is_word
from seedlib.qualification.vocabulary import Mark

__all__ = ["author_claims"]

#: Blocks in which a marked sentence is the author's in any genre: a news story's headline hedges too.
_HEADS = frozenset({"title", "heading"})

#: Blocks that hold what others say.
_FOREIGN = frozenset({"quote"})

#: The shortest sentence that claims something, in words: "The bill may fail."
_SHORTEST = 4


def author_claims(analysis: Analysis, context: Context) -> Iterator[Claim]:
    """Yield the author's own claims, as content with a rule; they are qualified with all others."""
    wanted = context.settings.author_claims
    if wanted == "none" or not analysis.layers.tokens:
        return
    text = Text(analysis, context)
    foreign = _Covered(_foreign(analysis))
    own = list(_own_sentences(text, foreign, context.settings.blocks))
    opinion = analysis.document.genre == "opinion" or (analysis.document.genre is None and _says_i(text, own))
    for kind, run in own:
        if wanted == "marked" and kind not in _HEADS and not opinion:
            continue
        found = _marked(text, run)
        if found is None and wanted == "all":
            found = "plain", 0.5, ()
        content = _content(text, run) if found is not None else ()
        if found is not None and content:
            rule, confidence, evidence = found
            provenance = Provenance(about="content", component="seedlib:rules", rule=rule, confidence=confidence, spans=evidence)
            yield Claim(content=content, by_author=True, confidence=confidence, provenance=(provenance,))


class _Covered:
    """How many code points of a span are covered by others; the others are merged first."""

    __slots__ = ("ends", "starts", "sums")

    def __init__(self, spans: Iterable[Span]) -> None:
        self.starts: list[int] = []
        self.ends: list[int] = []
        for span in sorted(spans):
            if self.ends and span.start <= self.ends[-1]:
                self.ends[-1] = max(self.ends[-1], span.end)
            else:
                self.starts.append(span.start)
                self.ends.append(span.end)
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
        if not claim.by_author:
            yield from (*claim.content, *claim.source, *claim.cue)
    for quotation in analysis.layers.quotations or ():
        yield quotation.span


def _own_sentences(text: Text, foreign: _Covered, blocks: Iterable[str]) -> Iterator[tuple[str, Run]]:
    """Yield the kind of block and the words of each sentence that is the author's."""
    document = text.analysis.document
    held = [(block.span, block.kind) for block in document.blocks] or [(Span(0, len(document.text)), "paragraph")]
    allowed = set(blocks) - _FOREIGN
    at, starts = 0, text.words.tokens.starts
    for first, last in zip(text.sentences, [*text.sentences[1:], len(text.words)], strict=True):
        while at + 1 < len(held) and held[at + 1][0].start <= starts[first]:
            at += 1
        run = text.trim(first, last)
        if held[at][1] in allowed and run[1] - run[0] >= _SHORTEST and foreign.share(text.span(*run)) <= 0.5:
            yield held[at][1], run


def _says_i(text: Text, own: Iterable[tuple[str, Run]]) -> bool:
    """Say whether the author names himself."""
    names = text.vocabulary.first_person
    return any(not names.isdisjoint(text.words.folded[first:last]) for _, (first, last) in own)


def _marked(text: Text, run: Run) -> tuple[str, float, tuple[Span, ...]] | None:
    """Return the rule that marks a sentence as the author's judgement, its confidence and evidence; None if it is plain."""
    first, last = run
    marks = [mark for mark in text.vocabulary.find(text.words, first, last) if _is_strong(mark)]
    if marks:
        return "modal", 0.75, tuple(text.span(mark.first, mark.last) for mark in marks[:3])
    if "?" in text.words.texts[last : last + 1]:
        return "question", 0.6, (text.span(first, last),)
    voiced = list(text.vocabulary.voice.find(text.words, first, last))
    if voiced:
        return "voice", 0.7, tuple(text.span(match.first, match.last) for match in voiced[:3])
    judged = list(text.vocabulary.evaluations.find(text.words, first, last))
    if judged:
        return "evaluation", 0.65, tuple(text.span(match.first, match.last) for match in judged[:3])
    return None


def _is_strong(mark: Mark) -> bool:
    """Say whether a modal or hedge shows the author's judgement by itself: not a plain future, nor what somebody is able to do."""
    if "hedges" in mark.entries:
        return not mark.has("hedges", "cue")
    value = mark.value("modals")
    return value is not None and value != "asserted" and not mark.has("modals", "ability")


def _content(text: Text, run: Run) -> tuple[Span, ...]:
    """Return a sentence without its connectives in front, and without its conditions."""
    first, last = _after_connectives(text, *run)
    pieces: list[Run] = []
    for begin, end in find_conditions(text, first, last):
        pieces.append(text.trim(first, begin))
        first = end
    pieces.append(text.trim(first, last))
    held = [piece for piece in pieces if piece[1] - piece[0] >= 2]
    return tuple(text.span(*piece) for piece in held)


def _after_connectives(text: Text, first: int, last: int) -> Run:
    texts = text.words.texts
    while first < last:
        match = text.vocabulary.marks.at(text.words, first, last)
        senses = text.vocabulary.meanings[int(match.entries[0].value)][0] if match is not None else frozenset()
        if match is None or "clause-words:connective" not in senses:
            break
        if "clause-words:coordinate" not in senses and texts[match.last : match.last + 1] != [","]:
            break
        first = match.last
        while first < last and not is_word(texts[first]):
            first += 1
    return first, last
