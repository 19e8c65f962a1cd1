"""The author's own claims: sentences in which he judges, hedges, foretells or recommends in his own voice.

Theory of operation. Each sentence of the main text is either others' (they say more than half of it, or it stands in quotation marks) or
the author's. What shows his judgement in a sentence of his is a mark: a modal or hedge, an evaluation, a question that is no invitation.
Where such marks are many the text is opinion (`genres`), and there the weaker signs of an argument count too: contrast, cause, comparison,
what always or rarely is; so do the items of a list and plain sentences between marked ones. A figure or date ties a sentence to a fact:
there weak signs count for nothing.

Rules:

- `Settings.author_claims` chooses: none; the marked ones; all sentences that are the author's.
- In an opinion piece all main text is looked at, in other genres only titles and headings, and there by strong marks only.
- What the author says of himself ("we condemn") is his, though it looks like a report.
- A "would" behind what others say retells them: free indirect speech (Banfield, Unspeakable Sentences, 1982).
- The content is the sentence without connectives, conditions and the final stop; the claim is qualified as any other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, pairwise

import attrs

from seedlib.components import Context
from seedlib.matching import Match, Phrases
from seedlib.model import Analysis, Claim, Provenance, Span, hull, value
from seedlib.qualification.clauses import is_connective, read_clause
from seedlib.qualification.conditions import find_conditions
from seedlib.qualification.covered import Covered
from seedlib.qualification.genres import SHOWN, find_opinion, is_self, stated_genre
from seedlib.qualification.scopes import negates
from seedlib.qualification.texts import Run, Text, is_word
from seedlib.qualification.vocabulary import Mark

__all__ = ["author_claims"]

#: Blocks in which a marked sentence is the author's in any genre: a news story's headline hedges too.
_HEADS = frozenset({"title", "heading"})

#: Blocks that hold what others say.
_FOREIGN = frozenset({"quote"})

#: The shortest sentence that claims something, in words: "The bill may fail."
_SHORTEST = 4

#: How many words may stand before a report at the head of a sentence: "As the mayor said, …".
_LEADING = 2

#: The signs after the number of a list's item.
_AFTER_NUMBER = frozenset({".", ")"})

#: Others' claims that are less sure leave a sentence to its author: "the decision to build it may end badly". On six opinion pieces F1 of
#: the author's own claims is 84 from 0.55 to 0.6, and falls to 80 at 0.4; above, more of what others say leaks into his claims.
_BELIEVED = 0.55

#: A sentence of which others say more than this share is theirs.
_MOST = 0.5


@value
class _Found:
    """What marks a sentence as its author's judgement."""

    rule: str
    #: The probability that he judges in it.
    confidence: float
    #: The words that it rests on.
    spans: tuple[Span, ...] = ()


#: What a sentence is given that is the author's but not marked.
_PLAIN = _Found("plain", 0.5)

#: What a sentence is given that stands between marked ones.
_AMONG = _Found("among", 0.55)

#: What a plain future is given where it foretells: in the title of an opinion piece, and under a condition.
_FORETOLD = "future", 0.65

#: What an item of a list is given that a marked sentence leads in to.
_ITEM = _Found("item", 0.6)

#: From which share of marked sentences a text judges throughout.
_THROUGHOUT = 0.6


@value  # positional: made once a sentence
class _Place:
    """Where a sentence stands."""

    text: Text
    foreign: Covered
    voice: Phrases
    #: Whether it is a title or heading.
    head: bool
    #: Whether others are heard in the sentence before, in the same block.
    told: bool

    def own(self, held: Iterable[Mark | Match]) -> tuple[Span, ...]:
        """Return where marks stand that are in no one else's words."""
        spans = (self.text.span(mark.first, mark.last) for mark in held)
        return tuple(islice((span for span in spans if self.foreign.share(span) == 0), SHOWN))

    def says(self, value: str, run: Run) -> Iterator[Match]:
        """Yield what the lexicon of the author's voice has of a value in a sentence."""
        return (match for match in self.voice.find(self.text.words, *run) if _says(match, value, run[0]))


@value  # positional, as above
class _Sentence:
    """A sentence that is the author's."""

    #: The kind of its block, and which one that is.
    kind: str
    block: int
    run: Run
    place: _Place
    found: _Found | None


def author_claims(analysis: Analysis, context: Context) -> Iterator[Claim]:
    """Yield the author's own claims, as content with a rule; they are qualified with all others."""
    wanted = context.settings.author_claims
    if wanted == "none" or not analysis.layers.tokens:
        return
    genre, reason = stated_genre(analysis.document, context)
    heads_only = wanted == "marked" and genre not in {None, "opinion"}
    text = Text(analysis, context, within=_spans_of(analysis, _HEADS) if heads_only else None)
    own, sentences = _read(text, context)
    reports = _reports(text)
    if genre is None:
        body = [held.found for held in own if held.found is not None and not held.place.head]
        asked = [found.spans[0] for found in body if found.rule == "question"]
        reason = find_opinion(text, [found.spans[0] for found in body], asked, sentences)
        genre = "opinion" if reason is not None else None
    if genre == "opinion":
        own = _joined(text, [held if held.found else attrs.evolve(held, found=_argues(held.place, held.run)) for held in own])
    for held in own:
        head = held.place.head
        found = held.found if head or genre == "opinion" else None
        if wanted == "all":
            found = found or _PLAIN
        content = _content(text, held.run, held.kind, reports.get(text.sentence(held.run[0])[0], ())) if found is not None else ()
        if found is not None and content:
            why = Provenance(about="content", component="seedlib:rules", rule=found.rule, confidence=found.confidence, spans=found.spans)
            reasons = (why,) if head or reason is None else (why, reason)
            yield Claim(content=content, by_author=True, confidence=found.confidence, provenance=reasons)


def _spans_of(analysis: Analysis, kinds: frozenset[str]) -> list[Span]:
    return [block.span for block in analysis.document.blocks if block.kind in kinds]


def _read(text: Text, context: Context) -> tuple[list[_Sentence], int]:
    """Return the sentences that are the author's, and how many the main text has, those of others too."""
    document = text.analysis.document
    foreign = Covered(_foreign(text, context))
    held = [(block.span, block.kind) for block in document.blocks] or [(Span(0, len(document.text)), "paragraph")]
    allowed = set(context.settings.blocks)
    lines = {"paragraph"} if len(held) > 1 else set()  # a text of one line is no teaser beside others
    voice = context.phrases("author-voice")
    at, count, starts = 0, 0, text.words.tokens.starts
    told = -1  # the block in which others were heard last, with nothing of the author's since
    own = []
    for first, last in pairwise([*text.sentences, len(text.words)]):
        while at + 1 < len(held) and held[at + 1][0].start <= starts[first]:
            at += 1
        kind, run = held[at][1], text.trim(first, last)
        if kind not in allowed or run[1] - run[0] < _SHORTEST or (kind in lines and _is_line(text, held[at][0], run)):
            continue
        count += kind not in _HEADS
        share = foreign.share(text.span(*run))
        if share <= _MOST and kind not in _FOREIGN:
            place = _Place(text, foreign, voice, kind in _HEADS, told == at)
            own.append(_Sentence(kind, at, run, place, _marked(place, run)))
        told = at if share > 0 else -1
    return own, count


def _joined(text: Text, own: list[_Sentence]) -> list[_Sentence]:
    """Mark plain sentences that belong to marked ones.

    The items of a list complete the sentence that leads in: "The city should: – sell the pier; – close the fair". In a text that is marked
    throughout one argument runs through a paragraph: what stands in it between marked sentences is part of it.
    """
    throughout = sum(held.found is not None for held in own) >= _THROUGHOUT * len(own)
    joined: list[_Sentence] = []
    for index, held in enumerate(own):
        before = joined[-1] if joined else None
        if held.found is not None or held.place.head:
            joined.append(held)
        elif before is not None and before.found is not None and _leads(text, before, held):
            joined.append(attrs.evolve(held, found=_ITEM))
        else:
            near = (*own[max(0, index - 1) : index], *own[index + 1 : index + 2])
            beside = [other.found for other in near if other.block == held.block]
            among = throughout and beside and None not in beside and not _is_dated(text, held.run)
            joined.append(attrs.evolve(held, found=_AMONG) if among else held)
    return joined


def _leads(text: Text, before: _Sentence, held: _Sentence) -> bool:
    """Say whether a sentence leads in to an item of a list, or is the item before."""
    stops = text.words.texts[before.run[1] : before.run[1] + 1]
    return stops in ([":"], [";"]) or (before.found is _ITEM and before.kind == held.kind == "list-item")


def _is_line(text: Text, block: Span, run: Run) -> bool:
    """Say whether words are a line of their own without a full stop: a teaser, a caption, a name."""
    first, last = text.run(block)
    return first >= run[0] - 1 and last == run[1]


def _foreign(text: Text, context: Context) -> Iterator[Span]:
    """Yield what others say."""
    for claim in _believed(text):
        yield from (*claim.content, *claim.source, *claim.cue)
    for quotation in text.analysis.layers.quotations or ():
        yield quotation.span
    yield from _broken(text, context)


def _believed(text: Text) -> Iterator[Claim]:
    """Yield the claims of others that are sure enough."""
    return (c for c in text.analysis.claims if not c.by_author and c.confidence >= _BELIEVED and not _is_himself(text, c))


def _reports(text: Text) -> dict[int, list[Run]]:
    """Return what others say in each sentence, with who says it, by the sentence's first word."""
    found: dict[int, list[Run]] = {}
    for claim in _believed(text):
        first, last = text.run(hull((*claim.content, *claim.source, *claim.cue)))
        if first < last:
            found.setdefault(text.sentence(first)[0], []).append((first, last))
    return found


def _broken(text: Text, context: Context) -> Iterator[Span]:
    """Yield paragraphs that begin as a quotation whose inner marks do not pair: "“It is over. No ”step” helps.”".."""
    sided = [entry for entry in context.phrases("quotation-marks").entries if entry.phrase != entry.value and not entry.data]
    opening = {entry.phrase for entry in sided}
    closing = {entry.value for entry in sided} - opening
    texts, open_ = text.words.texts, False
    for block in text.analysis.document.blocks:
        first, last = text.run(block.span)
        if first < last:
            held = texts[first:last]
            begins = held[0] in opening and sum(word in closing for word in held) > sum(word in opening for word in held)
            if begins or (open_ and held[-1] in closing):
                yield block.span
            open_ = begins and held[-1] not in closing


def _is_himself(text: Text, claim: Claim) -> bool:
    """Say whether the one who is said to claim something is the author: "We condemn the deal"."""
    if len(claim.source) != 1:
        return False
    first, last = text.run(claim.source[0])
    return last - first == 1 and is_self(text, first)


def _marked(place: _Place, run: Run) -> _Found | None:
    """Return what marks a sentence as the author's judgement; None if it is plain."""
    text, (first, last) = place.text, run
    if "?" in text.words.texts[last : last + 1]:
        match = place.voice.at(text.words, first, last)
        invites = match is not None and _says(match, "invitation", first)
        theirs = place.foreign.share(text.span(last - 1, last)) > 0
        return None if invites or theirs else _Found("question", 0.6, (text.span(first, last),))
    vocabulary = text.vocabulary
    marks = vocabulary.find(text.words, first, last)
    clause = read_clause(text, first, last, marks=marks)
    # generators: the later ones are asked only where the earlier ones have nothing
    if place.head and _only_asks(text, *_after_number(text, first, last)):
        return None
    able = bool(clause.conditions) or place.head  # "if they are late, ships could be barred", a headline's "pact could fail"
    strong: tuple[tuple[str, float, Iterable[Mark | Match]], ...] = (
        ("modal", 0.8, (mark for mark in clause.marks if _is_strong(mark, able=able, told=place.told))),
        ("voice", 0.75, place.says("mark", run)),
        ("modal-within", 0.7, (mark for mark in marks if _is_strong(mark, told=place.told))),
        ("evaluation", 0.7, (match for match in vocabulary.evaluations.find(text.words, first, last) if not _is_deed(match))),
        ("denial", 0.65, (mark for mark in clause.marks if negates(text, mark))),
    )
    for rule, confidence, held in strong:
        spans = place.own(held)
        if spans:
            return _Found(rule, confidence, spans)
    return None


def _only_asks(text: Text, first: int, last: int) -> bool:
    """Say whether a heading only names what is asked, "Who may drill", and takes no answer for granted as "Why the ban will fail" does."""
    clause = read_clause(text, first, last)
    mark = text.vocabulary.at(text.words, clause.head, last) if clause.question else None
    return mark is not None and not mark.has("clause-words", "presupposes")


def _foretells(place: _Place, run: Run) -> tuple[Span, ...]:
    """Return the plain future of a title, or under a condition: to say in one's own voice what will be is to foretell it."""
    clause = read_clause(place.text, *run)
    if clause.question or not (place.head or clause.conditions):
        return ()
    return place.own(mark for mark in clause.marks if mark.has("modals", "future"))


def _argues(place: _Place, run: Run) -> _Found | None:
    """Return what shows a sentence of an opinion piece to be part of its argument; None if nothing does."""
    foretold = _foretells(place, run)
    if foretold:
        return _Found(*_FORETOLD, foretold)
    spans = () if place.head or _is_dated(place.text, run) else place.own(place.says("argument", run))
    return _Found("argument", 0.6, spans) if spans else None


def _is_dated(text: Text, run: Run) -> bool:
    """Say whether a figure or a year stands in a sentence."""
    return any(word[0].isdecimal() for word in text.words.texts[run[0] : run[1]])


def _says(match: Match, value: str, first: int) -> bool:
    """Say whether words mean something here; some do so at the head of a sentence only: "Consider the harbour."."""
    entry = match.entries[0]
    return entry.value == value and (match.first == first or not entry.data.get("first"))


def _is_deed(match: Match) -> bool:
    """Say whether a word of blame or praise may as well report a deed: "convicted of fraud" judges nobody."""
    return bool(match.entries[0].data.get("deed"))


def _is_strong(mark: Mark, *, able: bool = False, told: bool = False) -> bool:
    """Say whether a modal or hedge shows the author's judgement by itself: no plain future or past duty, nor what somebody can do.

    Args:
        mark: the modal or hedge.
        able: whether one that may tell an ability counts, too.
        told: whether others are heard before, whose future a "would" tells.
    """
    if "hedges" in mark.entries:
        return not mark.has("hedges", "cue")
    value = mark.value("modals")
    if value is None or value == "asserted" or mark.has("modals", "reported") or (told and mark.has("modals", "backshift")):
        return False
    return able or not mark.has("modals", "ability")


def _content(text: Text, run: Run, kind: str, reports: Sequence[Run]) -> tuple[Span, ...]:
    """Return a sentence without its connectives in front, its conditions and reports at its edges; a title without the site's name."""
    first, last = _after_connectives(text, *_without_reports(text, *_after_number(text, *run), reports))
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


def _without_reports(text: Text, first: int, last: int, reports: Sequence[Run]) -> Run:
    """Return a sentence without the report of others that a comma parts from it: "As the mayor said, …", "…, according to the mayor"."""
    texts = text.words.texts
    for begin, end in reports:
        if begin - first <= _LEADING and texts[end : end + 1] == [","] and last - end > _SHORTEST:
            first = end + 1
        elif last - end <= 1 and texts[begin - 1] == "," and begin - first > _SHORTEST:
            last = begin - 1
    return text.trim(first, last)


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
