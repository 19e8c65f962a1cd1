"""Sentences: where one ends and the next begins.

Rules:

- A sentence ends at an end mark with the closing quotes and brackets after it, where white space and a capital, a number or a
  letter without case follow; at `。` and its like wherever they stand; and always at a paragraph's end.
- An abbreviation of the lexicon does not end one, nor do initials and letters with full stops such as `U.S.`, but before a word
  of the lexicon `sentence-starters`.
- Spans have no white space around them, and none crosses a paragraph.

The method is that of Unicode's annex 29 (rules SB6 to SB11), with lists where the annex has none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import regex

from seedlib.components import Context
from seedlib.segmentation.paragraphs import Paragraph

__all__ = ["find_sentences"]

#: An end mark and what stands around it. It takes up all that it looks at, so that no text is looked at twice. ST and AT are the
#: terminators of annex 29: `!`, `?`, `।`, `۔` and `.`.
_END = regex.compile(
    r"""
    (?P<mark> (?: \. \ ){2,} \. | [….\p{SB=ST}\p{SB=AT}]++ )     # . . .   ?!   …
    (?P<close> (?: [\p{Pf}\p{Pe}\p{Pi}"'] | \[ \d{1,3} \] )*+ )  # .”)   .[12]
    (?:
      (?P<gap> \s++ )
      (?P<open> (?: [\p{Pd}•*] \s )? [\p{Ps}\p{Pi}\p{Pf}\p{Pd}\p{Sc}"'`@\#¿¡•*]*+ )
      (?P<next> [\p{Lu}\p{Lt}\p{Lo}\p{Georgian}\p{N}] [\p{L}\p{M}\p{N}]*+ )?  # Georgian uses small letters only
    )?
    """,
    regex.VERBOSE,
)

#: End marks that need no white space after them: `他走了。她没走。`
_FULL_WIDTH = frozenset("。｡！？")

#: The word before an end mark, with its inner full stops: `U.S`, `Lt`, `AT&T`.
_LAST_WORD = regex.compile(r"[\p{L}\p{M}\p{N}.&]+$")

#: No abbreviation is longer than this many code points; what stands farther off is not looked at.
_REACH = 24

#: How an abbreviation of the lexicon works: `No.` ends no sentence before a number, `Inc.` one only before a word that
#: begins sentences; any other kind, such as `before-name`, never ends one.
_BEFORE_NUMBER, _ANYWHERE = "before-number", "anywhere"


def find_sentences(text: str, paragraphs: Iterable[Paragraph], context: Context) -> Iterator[tuple[int, int]]:
    """Yield the sentences of `paragraphs` as pairs of offsets, in text order."""
    abbreviations, starters = context.once(_lists)
    for paragraph in paragraphs:
        start = paragraph.start
        for found in _END.finditer(text, paragraph.start, paragraph.end):
            if _ends_sentence(found, text, start, abbreviations, starters):
                yield start, found.end("close")
                start = found.end("gap") if found["gap"] else found.end("close")
        if start < paragraph.end:
            yield start, paragraph.end


def _lists(context: Context) -> tuple[Mapping[str, str], frozenset[str]]:
    """Return the abbreviations, by their letters with their end mark, and the words that begin a sentence."""
    abbreviations = {entry.phrase: entry.value for entry in reversed(context.phrases("abbreviations").entries)}
    return abbreviations, frozenset(entry.phrase for entry in context.phrases("sentence-starters").entries)


def _ends_sentence(found: regex.Match[str], text: str, start: int, abbreviations: Mapping[str, str], starters: frozenset[str]) -> bool:
    """Say whether a sentence ends at this mark.

    Args:
        found: a match of `_END`.
        text: the text.
        start: where the sentence began.
        abbreviations: how each works.
        starters: words that begin a sentence even after an abbreviation.
    """
    mark, following = found["mark"], found["next"]
    if mark[-1] in _FULL_WIDTH:
        return True
    if following is None:
        return False
    if len(mark) > 1 or mark == "…" or (found["close"] and found["close"][0] not in ")]"):
        return True
    last = _LAST_WORD.search(text, max(start, found.start() - _REACH), found.start())
    if last is None:
        return True
    word: str = last.group()
    if last.start() == start and word.isdigit():
        return False  # 1. The first point
    kind = abbreviations.get(word + mark) or abbreviations.get(word.lower() + mark) or _shape(word, mark)
    return not kind or _may_end(kind, following, starters, opens=last.start() == start)


def _may_end(kind: str, following: str, starters: frozenset[str], *, opens: bool) -> bool:
    """Say whether an abbreviation of this kind ends a sentence before this word; `opens`: it is the sentence's first word."""
    if kind == _BEFORE_NUMBER:
        return not following[0].isdigit()
    return kind == _ANYWHERE and following in starters and not opens


def _shape(word: str, mark: str) -> str:
    """Return how a word that is in no list works, judged by its letters: `J.` and `D.C.` are abbreviations."""
    if mark == "." and ((len(word) == 1 and word.isupper()) or (word[1:2] == "." and all(len(part) == 1 for part in word.split(".")))):
        return _ANYWHERE
    return ""
