"""An article as it is drawn: its blocks in groups, their text in pieces that know what is marked over them.

Rules:

- Blocks of one kind that follow one another, where that makes a list or a box, are one group.
- What stands between blocks (the `## ` of Markdown) leads the block after it; words that stand in no block are a group without a
  kind. White space between blocks is not drawn.
- A claim and a problem have one anchor each, at their first piece.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from itertools import groupby
from math import inf

import attrs

from seedlib.exporting.page.marking import CLAIM_ROLES, Mark, Run, cut, marks_of
from seedlib.exporting.page.visible import shown
from seedlib.model import Analysis, Document, Span, value

__all__ = ["Group", "Part", "Piece", "groups_of"]

#: Groups of these kinds hold all blocks that follow one another; others one block each.
_GATHERED = frozenset({"list-item", "boilerplate", "caption", "quote"})

#: Boilerplate with more characters, or more blocks, is folded away until it is asked for: menus of pages have hundreds of links, and
#: what stands between two paragraphs (*Share*, *Bookmark*, *By*) is in nobody's way then.
_FOLDED, _MANY = 400, 3

#: What leads a block has no letter and no digit, and is short; else it is text outside of all blocks.
_LEAD = 40


@value(kw_only=True)
class Piece:
    """Text over which the same marks stand, and what begins at it."""

    text: str
    #: Parts of claims that it is, outer ones first, and `problem`.
    roles: tuple[str, ...] = ()
    #: How many contents lie over one another here.
    depth: int = 0
    #: Whether the innermost of them is a claim of the author's own.
    own: bool = False
    #: Numbers and roles of claims, `3:content`, outer ones first.
    claims: tuple[str, ...] = ()
    #: Numbers of the actors that are mentioned.
    actors: tuple[int, ...] = ()
    #: Numbers of the problems.
    problems: tuple[int, ...] = ()
    #: The claims, and the problems, that begin here.
    first_claims: tuple[int, ...] = ()
    first_problems: tuple[int, ...] = ()


@value(kw_only=True)
class Part:
    """A block: its pieces, and those of what leads it."""

    lead: tuple[Piece, ...] = ()
    pieces: tuple[Piece, ...]


@value(kw_only=True)
class Group:
    """Blocks of one kind that are drawn together; the kind is empty for text in no block."""

    kind: str
    parts: tuple[Part, ...]
    #: How many characters they have.
    length: int
    #: Whether they are no words, such as signs behind the last block.
    wordless: bool = False

    @property
    def folded(self) -> bool:
        """Whether it is to be opened before it is read."""
        return self.kind == "boilerplate" and (self.length > _FOLDED or len(self.parts) > _MANY)


class _Anchors:
    """What has to be given an anchor yet, in text order."""

    def __init__(self, analysis: Analysis) -> None:
        claims = ((claim.content[0].start, number) for number, claim in enumerate(analysis.claims))
        problems = ((problem.span.start, number) for number, problem in enumerate(analysis.problems) if problem.span is not None)
        self.waiting = {"claims": deque(sorted(claims)), "problems": deque(sorted(problems))}

    def before(self, offset: float, what: str) -> tuple[int, ...]:
        """Take the numbers of those that begin before an offset."""
        waiting, taken = self.waiting[what], []
        while waiting and waiting[0][0] < offset:
            taken.append(waiting.popleft()[1])
        return tuple(taken)


def groups_of(analysis: Analysis, most: int | None = None) -> tuple[Group, ...]:
    """Return an analysis's text as it is drawn.

    Args:
        analysis: what was found.
        most: how many characters are drawn; None for all.
    """
    text = analysis.document.text if most is None else analysis.document.text[:most]
    runs = deque(cut(len(text), marks_of(analysis), (block.span for block in analysis.document.blocks)))
    anchors = _Anchors(analysis)
    groups: list[Group] = []
    lead: tuple[Piece, ...] = ()
    for kind, span in _stretches(analysis.document, len(text)):
        words, held = text[span.start : span.end], _taken(runs, span)
        if not kind and not words.strip():
            continue
        pieces = tuple(_piece(analysis, run, anchors) for run in held)
        wordless = not kind and _leads(words)
        if not kind:
            pieces = _without_lines(pieces)
        if wordless and span.end < len(text):
            lead = pieces
            continue
        groups.append(Group(kind=kind, parts=(Part(lead=lead, pieces=pieces),), length=len(span), wordless=wordless))
        lead = ()
    return _gathered([*groups, *(_left(anchors) if most is None else ())])


def _left(anchors: _Anchors) -> Iterator[Group]:
    """Yield a group for what begins in white space at the end, or beyond it."""
    rest = Piece(text="", first_claims=anchors.before(inf, "claims"), first_problems=anchors.before(inf, "problems"))
    if rest.first_claims or rest.first_problems:
        yield Group(kind="", parts=(Part(pieces=(rest,)),), length=0, wordless=True)


def _stretches(document: Document, length: int) -> Iterator[tuple[str, Span]]:
    """Yield the blocks and what lies between them, with an empty kind, up to an offset; a text without blocks is a paragraph."""
    if length and not document.blocks:
        yield "paragraph", Span(0, length)
        return
    at = 0
    for block in document.blocks:
        if block.span.start >= length:
            break
        if at < block.span.start:
            yield "", Span(at, block.span.start)
        at = min(block.span.end, length)
        yield block.kind, Span(block.span.start, at)
    if at < length:
        yield "", Span(at, length)


def _taken(runs: deque[Run], span: Span) -> list[Run]:
    taken = []
    while runs and runs[0].start < span.end:
        taken.append(runs.popleft())
    return taken


def _leads(words: str) -> bool:
    return len(words) <= _LEAD and not any(character.isalnum() for character in words)


def _without_lines(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """Return pieces without the line ends before and behind them, which the blocks around stand for."""
    found = [*pieces]
    found[0] = attrs.evolve(found[0], text=found[0].text.lstrip("\r\n"))
    found[-1] = attrs.evolve(found[-1], text=found[-1].text.rstrip("\r\n"))
    return tuple(piece for piece in found if piece.text or piece.first_claims or piece.first_problems)


def _piece(analysis: Analysis, run: Run, anchors: _Anchors) -> Piece:
    text = analysis.document.text
    words = text[run.start : run.end]
    if words.endswith("\r") and text.startswith(
        "\n", run.end
    ):  # a page has one kind of line end: the two are one where a border parts them
        words = words[:-1]
    claims = [mark for mark in run.marks if mark.role in CLAIM_ROLES]
    contents = [mark.number for mark in claims if mark.role == "content"]
    return Piece(
        text=shown(words),
        roles=tuple(dict.fromkeys(mark.role for mark in run.marks if mark.role != "mention")),
        depth=len(contents),
        own=bool(contents) and analysis.claims[contents[-1]].by_author,
        claims=tuple(f"{mark.number}:{mark.role}" for mark in claims),
        actors=_numbers(run.marks, "mention"),
        problems=_numbers(run.marks, "problem"),
        first_claims=anchors.before(run.end, "claims"),
        first_problems=anchors.before(run.end, "problems"),
    )


def _numbers(marks: Iterable[Mark], role: str) -> tuple[int, ...]:
    return tuple(dict.fromkeys(mark.number for mark in marks if mark.role == role))


def _gathered(groups: Iterable[Group]) -> tuple[Group, ...]:
    """Join the groups of one kind that follow one another, where the kind makes a list or a box."""
    gathered: list[Group] = []
    for _, held in groupby(enumerate(groups), lambda item: (item[1].kind, None if item[1].kind in _GATHERED else item[0])):
        found = [group for _, group in held]
        parts = tuple(part for group in found for part in group.parts)
        gathered.append(attrs.evolve(found[0], parts=parts, length=sum(group.length for group in found)))
    return tuple(gathered)
