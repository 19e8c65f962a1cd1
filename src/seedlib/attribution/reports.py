"""Sentences that report by the mood of their verb alone, without a cue, in languages that have such a mood.

    „Das ist falsch“, sagte Kern. Die Kammer |sei| bereit, sich zu beteiligen.     he says the second too

Rules:

- The mood's forms are the word class `reported`; a language without it has no such sentences. A form beside a word of the class
  `reporter` is none, “ich habe”, nor is one at the end of its clause, which is a subordinate one: “prüft, ob er komme”.
- A sentence goes on from a claim with a source in the sentence before it, or from another such sentence, inside one paragraph.
- One in which a cue says something already is left to that.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from seedlib.attribution.findings import Finding
from seedlib.attribution.ground import LONGEST, Ground, Range

__all__ = ["reports"]

#: Rule and confidence; no corpus with such sentences is measured yet.
_REPORTED = "reported-mood", 0.5


def reports(ground: Ground, findings: Sequence[Finding], forms: AbstractSet[str], but: AbstractSet[str]) -> Iterator[Finding]:
    """Yield the sentences that report what the one who spoke before them said.

    Args:
        ground: the document.
        findings: what cues say.
        forms: the forms of verbs that report, folded.
        but: words beside which they do not.
    """
    if not forms:
        return
    spoken = _by_sentence(ground, findings)
    source: Range | None = None
    for number, (first, last) in enumerate(ground.sentences):
        if number and ground.paragraph_of(first) != ground.paragraph_of(ground.sentences[number - 1][0]):
            source = None
        if number in spoken:
            source = spoken[number] or source
        elif source is not None and last - first <= LONGEST:
            if not _reports(ground, first, last, forms, but):
                source = source if ground.quote_around(first) is not None else None
                continue
            finding = Finding("statement", *_REPORTED, source=source)
            finding.content.append((first, _before_stop(ground, first, last)))
            yield finding


def _by_sentence(ground: Ground, findings: Sequence[Finding]) -> dict[int, Range | None]:
    """Return who speaks last in each sentence in which a cue stands; None where it has no source."""
    spoken: dict[int, Range | None] = {}
    for finding in findings:
        if finding.cue is not None:
            number = bisect_right(ground.sentence_firsts, finding.cue[0]) - 1
            spoken[number] = finding.source or spoken.get(number)
    return spoken


def _reports(ground: Ground, first: int, last: int, forms: AbstractSet[str], but: AbstractSet[str]) -> bool:
    """Say whether a form of the mood stands in a sentence, outside of quotations."""
    folded = ground.words.folded
    places = (place for place in range(first, last) if folded[place] in forms and ground.quote_around(place) is None)
    inner = (place for place in places if place + 1 < last and folded[place + 1][0].isalnum())
    return any(but.isdisjoint(folded[max(first, place - 1) : place + 2]) for place in inner)


def _before_stop(ground: Ground, first: int, last: int) -> int:
    """Return the end of a sentence without its stop."""
    while last - 1 > first and not ground.words.texts[last - 1][0].isalnum() and last not in ground.closing:
        last -= 1
    return last
