"""What components find in a text, as one: labels and links, mentions, text problems."""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import Any

from seedlib.merging.answers import Answer, stamp, surest_first
from seedlib.model import Label, Link, Mention, Provenance, Span, TextProblem

__all__ = ["labellers", "merge_labels", "merge_mentions", "merge_problems"]


def merge_labels(answers: Sequence[Answer[Label | Link]]) -> tuple[tuple[Label, ...], tuple[Link, ...]]:
    """Return labels and links in text order; of two taggers' overlapping labels of one name the higher score stays."""
    ranked = _without_overlaps(surest_first([a for a in answers if isinstance(a.held, Label)], "score"))
    # by numbers: comparing spans calls a method each time, and labels come in thousands
    labels = sorted(ranked, key=lambda label: (label.span.start, label.span.end, label.name, label.value or ""))
    links = {(*_link_place(answer.held), answer.held.score): answer.held for answer in answers if isinstance(answer.held, Link)}
    return tuple(labels), tuple(links[place] for place in sorted(links))


def _link_place(link: Link) -> tuple[int, int, int, int, str]:
    return link.dependent.start, link.dependent.end, link.head.start, link.head.end, link.name


def labellers(answers: Iterable[Answer[Label | Link]]) -> list[Provenance]:
    """Return who gave labels or links, by full name; about what stands before the colon of their names: `attribution`."""
    gave = {(answer.component.full_name, answer.component.version, answer.held.name.partition(":")[0]) for answer in answers}
    return [Provenance(about=about, component=name, version=version) for name, version, about in sorted(gave)]


def _without_overlaps(ranked: Sequence[Answer[Any]]) -> list[Label]:
    """Return the labels but those that overlap a surer one of the same name from another tagger."""
    if len({answer.component.full_name for answer in ranked}) < 2:  # one tagger may overlap itself, as claims in claims do
        return [answer.held for answer in ranked]
    owners: dict[tuple[str, int], str] = {}
    kept = []
    for answer in ranked:
        label, owner = answer.held, answer.component.full_name
        letters = [(label.name, offset) for offset in range(label.span.start, label.span.end)]
        if all(owners.get(letter, owner) == owner for letter in letters):
            owners.update(dict.fromkeys(letters, owner))
            kept.append(label)
    return kept


def merge_mentions(answers: Sequence[Answer[Mention]]) -> tuple[Mention, ...]:
    """Return one mention a span, stamped; of two names of which one lies in the other, or that cross, the longer stays.

    Of equally long ones the surer stays. A name inside a nominal ("the president of Russia") stays beside it, but no nominal that only a
    part of a name is in ("the Justice" where "Justice Department" is a name). Of nominals that end together ("voters", "black voters")
    the surer stays, of those equally sure the longer.
    """
    by_span: dict[tuple[int, int], Answer[Mention]] = {}
    for answer in surest_first(answers):
        by_span.setdefault((answer.held.span.start, answer.held.span.end), answer)
    kept: list[Answer[Mention]] = []
    nominals: dict[int, Answer[Mention]] = {}
    taken = bytearray(max((end for _, end in by_span), default=0))
    for (start, end), answer in sorted(by_span.items(), key=lambda item: (item[0][0] - item[0][1], -item[1].held.confidence, item[0])):
        form = answer.held.form
        if form == "name":
            if any(taken[start:end]):
                continue
            taken[start:end] = b"\1" * (end - start)
        if form != "nominal":
            kept.append(answer)
        elif end not in nominals or answer.held.confidence > nominals[end].held.confidence:
            nominals[end] = answer
    names = sorted((answer.held.span.start, answer.held.span.end) for answer in kept if answer.held.form == "name")
    whole = (answer for answer in nominals.values() if not _cuts(answer.held.span, names))
    return tuple(answer.held for answer in stamp((*kept, *whole), "mention"))


def _cuts(span: Span, names: Sequence[tuple[int, int]]) -> bool:
    """Say whether a span begins or ends inside one of the names, which are sorted and do not overlap."""
    inside = (names[at] for offset in (span.start, span.end - 1) if (at := bisect_right(names, (offset, sys.maxsize)) - 1) >= 0)
    return any(start < span.start < end or start < span.end < end for start, end in inside)


def merge_problems(*groups: Iterable[TextProblem]) -> tuple[TextProblem, ...]:
    """Return one problem a kind and span, the first one given."""
    seen: dict[tuple[str, Span | None], TextProblem] = {}
    for problem in (problem for group in groups for problem in group):
        seen.setdefault((problem.kind, problem.span), problem)
    return tuple(seen.values())
