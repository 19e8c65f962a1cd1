"""Quotation marks that do not fit together: `Oslo” as firm as ever”`, `“We left. He stayed.`.

Rules:

- The pairs are those of the quotations layer; this check only says which of them are wrong, by the lexicon `quotation-marks`.
  A language without it is checked for marks that are never closed, and for nothing else.
- A format that states its quotations, such as a transcript, is not checked.
- Marks that may be apostrophes are reported only where they close a quotation that another mark opened.
- What is not closed is no fault where the next running text begins with the same mark, as a speech over several paragraphs does.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

import attrs
import regex

from seedlib.checking.places import matches, problem
from seedlib.components import Context
from seedlib.model import MAIN_TEXT_KINDS, Analysis, Document, Quotation, TextProblem

__all__ = ["check_quotation_marks"]

#: In a longer quotation only the wrong mark is reported, not all between it and its partner.
_SHORT = 80


@attrs.frozen(kw_only=True)
class _Marks:
    """The marks of a language, ready for use."""

    #: (opening, closing), the longest first.
    pairs: tuple[tuple[str, str], ...]
    #: What pairs stand in the place of: `‘‘` and `’’` of `“` and `”`.
    instead: Mapping[tuple[str, str], tuple[str, str]]
    #: All marks, the longest first.
    all: tuple[str, ...]
    #: Finds marks that cannot be apostrophes.
    sure: regex.Pattern[str]


def check_quotation_marks(analysis: Analysis, context: Context) -> Iterator[TextProblem]:
    """Find quotation marks that are wrong, never closed or without a partner."""
    quotations = analysis.layers.quotations
    if quotations is None or "quotations" in analysis.stated:
        return
    marks = context.once(_marks)
    document = analysis.document
    running = [block.span.start for block in document.blocks if block.kind in MAIN_TEXT_KINDS]
    paired: set[int] = set()
    for quotation in quotations:
        opening = _at_start(document.text, quotation.span.start, marks)
        paired.add(quotation.span.start)
        if quotation.closed:
            closing = _at_end(document.text, quotation.span.end, marks)
            paired.add(quotation.span.end - len(closing))
            if marks.pairs and (meant := marks.instead.get((opening, closing))):
                yield _instead(document, quotation, (opening, closing), meant)
            elif marks.pairs and (opening, closing) not in marks.pairs:
                yield _mispaired(document, quotation, opening, closing, marks)
        elif not _goes_on(document, quotation, opening, running):
            end = quotation.span.start + max(1, len(opening))
            yield problem("unclosed-quotation", quotation.span.start, end, "this quotation mark is never closed")
    yield from _lone(document, marks, paired)


def _marks(context: Context) -> _Marks:
    entries = context.phrases("quotation-marks").entries
    pairs = sorted(((entry.phrase, entry.value or entry.phrase) for entry in entries), key=lambda pair: (-len(pair[0]), pair))
    every = sorted({mark for pair in pairs for mark in pair}, key=lambda mark: (-len(mark), mark))
    doubtful = {mark for entry in entries if entry.data.get("apostrophe") for mark in (entry.phrase, entry.value)}
    sure = "|".join(regex.escape(mark) for mark in every if mark not in doubtful)
    instead = {(entry.phrase, str(entry.value)): tuple(entry.data["for"]) for entry in entries if "for" in entry.data}
    return _Marks(pairs=tuple(pairs), instead=instead, all=tuple(every), sure=regex.compile(sure or r"(?!)"))


def _at_start(text: str, start: int, marks: _Marks) -> str:
    return next((mark for mark in marks.all if text.startswith(mark, start)), "")


def _at_end(text: str, end: int, marks: _Marks) -> str:
    return next((mark for mark in marks.all if text.endswith(mark, 0, end)), text[end - 1])


def _mispaired(document: Document, quotation: Quotation, opening: str, closing: str, marks: _Marks) -> TextProblem:
    """Return the problem of a pair that does not fit, with the repaired words as its suggestion."""
    start, end = quotation.span.start, quotation.span.end
    partners = dict(reversed(marks.pairs))
    opens = opening in partners
    first, last = (opening, partners[opening]) if opens else (_opener_of(closing, marks), closing)
    note = f"the closing mark {closing} stands here for {last}" if opens else f"the mark {opening}, which closes, stands where one opens"
    if end - start > _SHORT:
        wrong = (end - len(closing), end) if opens else (start, start + len(opening))
        return problem("mispaired-quotation", *wrong, note, last if opens else first)
    words = document[quotation.words] if quotation.words is not None else ""
    space = " " if document.text[start + len(opening)].isspace() and not document.text[start - 1 : start].isspace() else ""
    return problem("mispaired-quotation", start, end, note, f"{space}{first}{words}{last}")


def _instead(document: Document, quotation: Quotation, marks: tuple[str, str], meant: tuple[str, str]) -> TextProblem:
    """Return the problem of a pair that stands in the place of another, with the repaired words as its suggestion."""
    start, end = quotation.span.start, quotation.span.end
    note = f"the marks {marks[0]} and {marks[1]} stand here for {meant[0]} and {meant[1]}"
    if end - start > _SHORT:
        return problem("mispaired-quotation", start, start + len(marks[0]), note, meant[0])
    words = document[quotation.words] if quotation.words is not None else ""
    return problem("mispaired-quotation", start, end, note, f"{meant[0]}{words}{meant[1]}")


def _opener_of(closing: str, marks: _Marks) -> str:
    return next((first for first, last in marks.pairs if last == closing), closing)


def _goes_on(document: Document, quotation: Quotation, opening: str, running: Sequence[int]) -> bool:
    """Say whether the next running text begins with the mark that this quotation lacks the partner of."""
    following = bisect_left(running, quotation.span.end)
    return bool(opening) and following < len(running) and document.text.startswith(opening, running[following])


def _lone(document: Document, marks: _Marks, paired: set[int]) -> Iterator[TextProblem]:
    """Yield the marks that belong to no quotation.

    One after a digit is a sign for inches or seconds; an opening one at a paragraph's start goes on with a speech.
    """
    opening = {first for first, _ in marks.pairs}
    for found in matches(marks.sure, document):
        start, end = found.span()
        before = document.text[start - 1 : start]
        if start in paired or before.isdigit() or (found.group() in opening and _begins_line(document.text, start)):
            continue
        yield problem("mispaired-quotation", start, end, "this quotation mark has no partner")


def _begins_line(text: str, at: int) -> bool:
    while at > 0 and text[at - 1] in " \t\xa0":
        at -= 1
    return at == 0 or text[at - 1] == "\n"
