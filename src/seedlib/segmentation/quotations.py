"""Quotations: which marks belong together.

Rules:

- Marks are data, the lexicon `quotation-marks` (phrase: the opening mark; value: the closing one; `apostrophe`: whether the closing
  one is an apostrophe too); a language without it is read with `UNIVERSAL`.
- A mark that only opens, or only closes, does so; one that can do both, such as `"`, goes by what stands before and after it.
- A closing mark takes back all that was opened since its opening mark.
- A quotation ends with its paragraph, but where the next paragraph follows at once and begins with the same opening mark.
- Marks in each other's place are still read as a quotation where the reading is plain: `Oslo” as firm as ever”`.
- Two single marks are one where two of them opened (`‘‘We won,’’`), else two.
- A mark that may be an apostrophe is one unless it opens and closes a quotation; `’` never closes what `‘` did not open.

Pairing is by a stack, in one walk over the marks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TypeAlias

import attrs
import regex

from seedlib.components import Context
from seedlib.matching import Entry
from seedlib.model import Quotation, Span
from seedlib.segmentation.paragraphs import Paragraph

__all__ = ["UNIVERSAL", "find_quotations"]

#: The marks of a language that has no lexicon of them; CLDR 46, `delimiters` of all languages, without those that open in one
#: language and close in another.
UNIVERSAL = (
    *(Entry(phrase=pair[0], value=pair[1]) for pair in ("“”", "„“", "„”", "«»", "‹›", "「」", "『』", '""')),
    *(Entry(phrase=pair[0], value=pair[1], data={"apostrophe": True}) for pair in ("‘’", "‚‘", "‚’", "''")),
)

#: What may stand before an opening mark, beside white space: `(“`, `—“`, `“‘`, `/“`.
_BEFORE_OPENING = regex.compile(r"[\s\p{Ps}\p{Pi}\p{Pd}\"'`/]")

#: What may stand after a closing mark, beside white space: `”.`, `”)`, `’”`, `”—`.
_AFTER_CLOSING = regex.compile(r"[\s\p{Pe}\p{Pf}\p{Pd}\p{Po}]")

#: No text nests its quotations deeper; more opening marks are noise, such as a megabyte of `«`.
_DEEPEST = 12

#: (start, end of the opening mark, start of the closing mark, end, closed)
_Found: TypeAlias = tuple[int, int, int, int, bool]


@attrs.frozen(kw_only=True)
class _Marks:
    """The marks of a language, ready for use."""

    #: Finds marks, and `elision`s, which are none.
    pattern: regex.Pattern[str]
    #: By an opening mark: the marks that close it.
    closing: dict[str, frozenset[str]]
    #: By a closing mark: the marks that it closes.
    opening: dict[str, frozenset[str]]
    #: Marks that may be apostrophes.
    apostrophes: frozenset[str]
    #: Letters after which an apostrophe may end a word: the s of `the workers’ party`.
    possessive: frozenset[str]


@attrs.define
class _Open:
    """A quotation whose closing mark has not come yet."""

    start: int
    mark: str
    closing: frozenset[str]
    #: Whether its mark may be an apostrophe.
    single: bool = False
    #: Whether a mark that closes opened it, so that it counts only if it is closed in its paragraph.
    doubtful: bool = False
    #: Where an apostrophe stands that may close it; it does if nothing better comes.
    perhaps: int | None = None


def find_quotations(text: str, paragraphs: Sequence[Paragraph], context: Context) -> tuple[Quotation, ...]:
    """Return the quotations of `paragraphs` in text order, an outer one before those inside it."""
    marks = context.once(_marks)
    pairing = _Pairing(text, marks)
    for index, paragraph in enumerate(paragraphs):
        pairing.read(paragraph)
        following = paragraphs[index + 1] if index + 1 < len(paragraphs) else None
        pairing.end(paragraph.end, following)
    return _quotations(text, pairing.found)


def _marks(context: Context) -> _Marks:
    entries = context.phrases("quotation-marks").entries or UNIVERSAL
    closing: dict[str, frozenset[str]] = {}
    opening: dict[str, frozenset[str]] = {}
    apostrophes: set[str] = set()
    possessive: set[str] = set()
    for entry in entries:
        first, last = entry.phrase, entry.value or entry.phrase
        closing[first] = closing.get(first, frozenset()) | {last}
        opening[last] = opening.get(last, frozenset()) | {first}
        if entry.data.get("apostrophe"):
            apostrophes |= {first, last}
            possessive |= set(entry.data.get("possessive") or ())
    return _Marks(
        pattern=_pattern({*closing, *opening}, apostrophes, [entry.phrase for entry in context.phrases("elisions").entries]),
        closing=closing,
        opening=opening,
        apostrophes=frozenset(apostrophes),
        possessive=frozenset(possessive),
    )


def _pattern(marks: Iterable[str], apostrophes: Iterable[str], elisions: Iterable[str]) -> regex.Pattern[str]:
    """Return a pattern that finds marks, but no apostrophe between letters, and takes up elisions such as `’90s` and `’tis`."""
    either = "|".join(regex.escape(mark) for mark in sorted(apostrophes)) or r"(?!)"
    shortened = sorted((regex.escape(word.lstrip("'’")).replace("'", f"(?:{either})") for word in elisions), key=len, reverse=True)
    words = "|".join([r"\d\d(?!\d)\p{L}*", *shortened])
    plain = "|".join(regex.escape(mark) for mark in sorted(set(marks) - set(apostrophes), key=lambda mark: (-len(mark), mark)))
    return regex.compile(
        rf"""
        (?P<mark> {plain or r"(?!)"} )
        | (?<! [\p{{L}}\p{{N}}] ) (?: {either} ) (?P<elision> (?i: {words} ) ) (?! [\p{{L}}\p{{N}}] )
        | (?P<single> (?<! [\p{{L}}\p{{N}}] ) (?: {either} ) | (?: {either} ) (?! [\p{{L}}\p{{N}}] ) )
        """,
        regex.VERBOSE,
    )


class _Pairing:
    """A walk over the marks of a text.

    Args:
        text: the text.
        marks: the marks of its language.
    """

    def __init__(self, text: str, marks: _Marks) -> None:
        self.text = text
        self.marks = marks
        self.found: list[_Found] = []
        self._stack: list[_Open] = []
        self._awaited: Counter[str] = Counter()  # how many of the stack a mark would close; saves a search in vain
        self._sure = 0  # how many of the stack are neither single nor doubtful

    def read(self, paragraph: Paragraph) -> None:
        """Take up the marks of a paragraph."""
        start, end, _ = paragraph
        for found in self.marks.pattern.finditer(self.text, start, end):
            if found["elision"] or (found.start() == start and self._stack):
                continue  # no mark; or the opening mark that a paragraph repeats, as `end` has found
            before = self.text[found.start() - 1] if found.start() > start else " "
            after = self.text[found.end()] if found.end() < end else " "
            opens = _BEFORE_OPENING.match(before) is not None
            closes = _AFTER_CLOSING.match(after) is not None
            if found["mark"] and self._is_two(found.group()):
                for at in range(found.start(), found.end()):
                    self._close_single(self.text[at], at, self.text[at - 1] if at > start else " ")
            elif found["mark"]:
                lost = bool(self._sure) and after.isspace() and not self._symmetric(found.group())  # it closes: “They see that. “
                self._take(found.group(), found.start(), opens and not closes, closes and (not opens or lost))
            elif not after.isspace() and opens and found.group() in self.marks.closing:
                self._take_single(found.group(), found.start())
            elif not opens or closes:
                self._close_single(found.group(), found.start(), before)

    def end(self, end: int, following: Paragraph | None) -> None:
        """End a paragraph: what is open is cut off here, but for a speech that the next paragraph goes on with."""
        keep = 0
        if self._stack and following is not None and following.follows:
            outer = self._stack[0]
            runs_on = not outer.single and not outer.doubtful and self.text.startswith(outer.mark, following.start)
            keep = 1 if runs_on else 0
        while len(self._stack) > keep:
            self._cut_off(end)

    def _take(self, mark: str, at: int, opens: bool, closes: bool) -> None:
        """Take up a mark that is no apostrophe; `opens` and `closes` say what its place speaks for, if that is clear."""
        can_open, can_close = mark in self.marks.closing, mark in self.marks.opening
        if can_close and self._awaited[mark] and not (can_open and opens):
            self._close(mark, at)
        elif can_open and not (closes and (self._sure or self._symmetric(mark))):
            self._open(_Open(at, mark, self.marks.closing[mark]))
        elif self._sure and not opens:  # “we left" and “we left“
            self._close(None, at, len(mark))
        elif opens:  # ”we left”
            self._open(_Open(at, mark, frozenset((mark,))))
        elif at and self.text[at - 1].isalpha():  # Oslo” as firm as ever”
            self._open(_Open(at, mark, frozenset((mark,)), doubtful=True))

    def _is_two(self, mark: str) -> bool:
        """Say whether a mark is made of apostrophes and closes nothing as one: the end of `‘I said ‘no’’`."""
        return not self._awaited[mark] and mark not in self.marks.closing and self.marks.apostrophes.issuperset(mark)

    def _symmetric(self, mark: str) -> bool:
        """Say whether a mark closes what it opens, as `"` does."""
        return mark in self.marks.closing.get(mark, ())

    def _take_single(self, mark: str, at: int) -> None:
        if self._stack and self._stack[-1].single:
            if mark != self._stack[-1].mark and mark in self._stack[-1].closing:
                return
            self._cut_off(at)
        self._open(_Open(at, mark, self.marks.closing[mark], single=True))

    def _close_single(self, mark: str, at: int, before: str) -> None:
        if not self._stack or not self._stack[-1].single or mark not in self._stack[-1].closing:
            return
        following = self.text[at + 1 : at + 3]
        if before in self.marks.possessive and following[:1].isspace() and following[1:].islower():
            if self._stack[-1].perhaps is None:
                self._stack[-1].perhaps = at
            return
        held = self._pop()
        self.found.append((held.start, held.start + len(held.mark), at, at + len(mark), True))

    def _open(self, opened: _Open) -> None:
        if self._stack and self._stack[-1].doubtful:
            self._pop()
        if len(self._stack) >= _DEEPEST:
            return
        self._stack.append(opened)
        self._awaited.update(() if opened.single else opened.closing)
        self._sure += not (opened.single or opened.doubtful)

    def _pop(self) -> _Open:
        held = self._stack.pop()
        self._awaited.subtract(() if held.single else held.closing)
        self._sure -= not (held.single or held.doubtful)
        return held

    def _close(self, mark: str | None, at: int, length: int = 0) -> None:
        """Close the innermost quotation that `mark` closes; None: the innermost one that is sure."""
        while True:
            held = self._stack[-1]
            if not held.single and (mark in held.closing if mark is not None else not held.doubtful):
                self._pop()
                self.found.append((held.start, held.start + len(held.mark), at, at + (length or len(mark or "")), True))
                return
            self._cut_off(at)

    def _cut_off(self, end: int) -> None:
        """End the innermost quotation without its closing mark; drop it if it may be none."""
        held = self._pop()
        after = held.start + len(held.mark)
        if held.perhaps is not None:
            self.found.append((held.start, after, held.perhaps, held.perhaps + 1, True))
        elif not held.single and not held.doubtful:
            stop = max(after, held.start + len(self.text[held.start : end].rstrip()))
            self.found.append((held.start, after, stop, stop, False))


def _quotations(text: str, found: list[_Found]) -> tuple[Quotation, ...]:
    """Return what was found as values, in text order, with depths."""
    found.sort(key=lambda held: (held[0], -held[3]))
    ends: list[int] = []
    made = []
    for start, first, last, end, closed in found:
        while ends and ends[-1] <= start:
            ends.pop()
        between = text[first:last]
        begin = first + len(between) - len(between.lstrip())
        stop = begin + len(between.strip())
        words = Span(begin, stop) if begin < stop else None
        made.append(Quotation(span=Span(start, end), words=words, depth=len(ends), closed=closed))
        ends.append(end)
    return tuple(made)
