"""Finding the model's words in the text: what is not there is no claim.

Rules:

- Words are sought as they are; else with runs of white space as one blank, all quotation marks as one, all dashes as one, and
  without signs that nobody sees. Spans are always those of the text itself.
- Neither end of a match may stand inside a word: `art` is not in `party`.
- Of several places the one is taken where content, source and cue stand nearest together; the earlier one of two.
"""

from collections.abc import Iterator

import attrs
import regex

from seedlib import Span
from seedlib.model import hull

__all__ = ["Found", "Passage", "ground"]

#: Marks that models change most: “curled” to straight ones, and a dash to a hyphen.
_MARKS = {
    **dict.fromkeys("“”„‟«»″＂", '"'),
    **dict.fromkeys("‘’‚‛‹›′´`＇", "'"),
    **dict.fromkeys("‐‑‒–—―−", "-"),
}

#: Signs that take no room: a soft hyphen, blanks and joiners of no width, a byte order mark.
_UNSEEN = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")

_WORD = regex.compile(r"[\p{L}\p{M}\p{N}_]")

#: A word that stands more often, such as `he` as a source, is sought so many times.
_MOST = 100


@attrs.frozen
class Found:
    """Where a claim's words stand."""

    content: tuple[Span, ...]
    source: tuple[Span, ...] = ()
    cue: tuple[Span, ...] = ()


@attrs.frozen(eq=False)
class _Folded:
    text: str
    #: For each sign of `text`, where in the document it is from.
    places: tuple[int, ...]

    @classmethod
    def of(cls, text, start=0):
        signs, places = [], []
        for at, sign in enumerate(text, start):
            if sign in _UNSEEN:
                continue
            kept = " " if sign.isspace() else _MARKS.get(sign, sign)
            if kept != " " or not signs or signs[-1] != " ":
                signs.append(kept)
                places.append(at)
        return cls("".join(signs), tuple(places))


class Passage:
    """Some spans of a text, in which words are sought.

    Args:
        text: the document's.
        spans: the passage, in text order.
    """

    def __init__(self, text, spans):
        self.text = text
        self.spans = spans
        self.folded = None

    def places(self, words: str) -> list[Span]:
        r"""Return where words stand, at most a hundred places.

        >>> text = 'She said “no\nmore”.'
        >>> [text[span.start : span.end] for span in Passage(text, [Span(0, len(text))]).places('"no more"')]
        ['“no\nmore”']
        """
        words = words.strip()
        if not words:
            return []
        exact = [Span(at, at + len(words)) for span in self.spans for at in _all(self.text, words, span.start, span.end)]
        if exact:
            return exact[:_MOST]
        if self.folded is None:
            self.folded = [_Folded.of(self.text[span.start : span.end], span.start) for span in self.spans]
        sought = _Folded.of(words).text.strip()
        return [
            Span(folded.places[at], folded.places[at + len(sought) - 1] + 1)
            for folded in (self.folded if sought else ())
            for at in _all(folded.text, sought, 0, len(folded.text))
        ][:_MOST]


def _all(text, words, start, end) -> Iterator[int]:
    """Yield where words stand in a stretch of text, neither end inside a word."""
    at = text.find(words, start, end)
    while at >= 0:
        if not _inside(text, at) and not _inside(text, at + len(words)):
            yield at
        at = text.find(words, at + 1, end)


def _inside(text, at):
    return 0 < at < len(text) and bool(_WORD.match(text[at - 1]) and _WORD.match(text[at]))


def ground(passage: Passage, content, source: str, cue: str) -> Found | None:
    """Return where a claim's words stand in a passage; None where some of them do not.

    Args:
        passage: where they are sought.
        content: the pieces of what is said, in text order; all must be there.
        source: who says it; empty for nobody.
        cue: what tells that it is said; empty for nothing.
    """
    pieces = [passage.places(piece) for piece in content]
    sides = [passage.places(words) if words.strip() else None for words in (source, cue)]
    if not pieces or not all(pieces) or any(side == [] for side in sides):
        return None
    chosen = [found for first in pieces[0] if (found := _around(_in_order(first, pieces[1:]), sides))]
    return min(chosen, key=lambda pair: pair[0])[1] if chosen else None


def _in_order(first, others):
    """Return the first piece and, of each further one, the next place behind the one before; None where one is missing."""
    held = [first]
    for places in others:
        following = next((place for place in places if place.start >= held[-1].end), None)
        if following is None:
            return None
        held.append(following)
    return tuple(held)


def _around(content, sides):
    """Return how far source and cue stand from the content, and all places; None where they are not outside of it."""
    if content is None:
        return None
    nearest, taken, far = [], list(content), 0
    for places in sides:
        if places is None:
            nearest.append(())
            continue
        free = [place for place in places if not any(place.overlaps(other) for other in taken)]
        if not free:
            return None
        place = min(free, key=lambda place: _distance(place, hull(content)))
        far += _distance(place, hull(content))
        nearest.append((place,))
        taken.append(place)
    return far, Found(content, *nearest)


def _distance(one, other):
    return max(0, one.start - other.end, other.start - one.end)
