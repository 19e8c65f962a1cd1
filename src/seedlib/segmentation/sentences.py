"""Sentences: where one ends and the next begins.

Rules:

- A sentence ends at an end mark with the closing quotes and brackets after it, where white space and a capital, a number or a
  letter without case follow; at `。` and its like wherever they stand; and always at a paragraph's end.
- An abbreviation of the lexicon does not end one, nor do initials and letters with full stops such as `U.S.`, but before a word
  of the lexicon `sentence-starters`.
- It does not end between a quotation with `?` or `!` and its speaker, where a verb of the lexicon `cues` that takes quotations
  follows the name.
- Spans have no white space around them, and none crosses a paragraph.

The method is that of Unicode's annex 29 (rules SB6 to SB11), with lists where the annex has none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import attrs
import regex

from seedlib.components import Context
from seedlib.segmentation.paragraphs import Paragraph

__all__ = ["find_sentences"]

#: An end mark and what stands around it. It takes up all that it looks at, so that no text is looked at twice. ST and AT are the
#: terminators of annex 29: `!`, `?`, `।`, `۔` and `.`.
_END = regex.compile(
    r"""
    (?P<mark> (?: \. \ ){2,} \. | [….\p{SB=ST}\p{SB=AT}]++ )     # . . .   ?!   …
    (?P<close> (?: [\p{Pf}\p{Pe}"'] | \p{Pi} (?! \S ) | \[ \d{1,3} \] )*+ )  # .”)   .“ in a closing place   .[12]
    (?P<gap> \s*+ )
    (?P<open> (?: [\p{Pd}•*] \s )? (?: [\p{Ps}\p{Pi}\p{Pf}\p{Pd}\p{Sc}\p{Cf}"'`@\#¿¡•*] | ,, )*+ )  # ,,Ja'', as typewriters have it
    (?P<next> [\p{Lu}\p{Lt}\p{Lo}\p{Georgian}\p{N}] [\p{L}\p{M}\p{N}]*+ )?  # Georgian uses small letters only
    """,
    regex.VERBOSE,
)

#: End marks that need no white space after them: `他走了。她没走。`
_FULL_WIDTH = frozenset("。｡！？")

#: The word before an end mark, with its inner full stops: `U.S`, `Lt`, `AT&T`.
_LAST_WORD = regex.compile(r"[\p{L}\p{M}\p{N}.&]+$")

#: No abbreviation is longer than this many code points; what stands farther off is not looked at.
_REACH = 24

#: Longer numbers before a full stop do not count points: `1988. The one thing …`
_NOT_A_LIST_NUMBER = 4

#: How an abbreviation of the lexicon works: `No.` ends no sentence before a number, `Inc.` one only before a word that
#: begins sentences; any other kind, such as `before-name`, never ends one.
_BEFORE_NUMBER, _ANYWHERE = "before-number", "anywhere"


#: What makes an ellipsis the beginning of what is left of a quotation: `said: “… and we go on.”`
_OPENING = regex.compile(r"[\p{Ps}\p{Pi}\"'`]")

#: Who spoke, after a quotation that ends with `?` or `!`: Trump | Lt. Col. Smith | Anna de Vries; then the cue.
_SPEAKER = regex.compile(r"(?: \p{Lu} [\p{L}.'’-]*+ \s++ ){1,4} (?P<cue> \p{Ll}++ )", regex.VERBOSE)


@attrs.frozen(kw_only=True)
class _Lists:
    """What a language's lexicons say about sentences."""

    #: How each abbreviation works, by its letters with their end mark.
    abbreviations: Mapping[str, str]
    #: Words that begin a sentence.
    starters: frozenset[str]
    #: Verbs that a quotation may stand before: `said`.
    cues: frozenset[str]


def find_sentences(text: str, paragraphs: Iterable[Paragraph], context: Context) -> Iterator[tuple[int, int]]:
    """Yield the sentences of `paragraphs` as pairs of offsets, in text order."""
    lists = context.once(_lists)
    for paragraph in paragraphs:
        start = paragraph.start
        for found in _END.finditer(text, paragraph.start, paragraph.end):
            if _ends_sentence(found, text, start, lists):
                yield start, found.end("close")
                start = found.end("gap")
        if start < paragraph.end:
            yield start, paragraph.end


def _lists(context: Context) -> _Lists:
    cues = context.phrases("cues").entries
    return _Lists(
        abbreviations={entry.phrase: entry.value for entry in reversed(context.phrases("abbreviations").entries)},
        starters=frozenset(entry.phrase for entry in context.phrases("sentence-starters").entries),
        cues=frozenset(entry.phrase for entry in cues if "quote" in (entry.data.get("takes") or ())),
    )


def _ends_sentence(found: regex.Match[str], text: str, start: int, lists: _Lists) -> bool:
    """Say whether a sentence, which began at `start`, ends at this match of `_END`."""
    mark, following = found["mark"], found["next"]
    if mark[-1] in _FULL_WIDTH:
        return True
    if following is None:
        return False
    at = found.start()
    if not found["gap"]:  # the space was lost: united the party.The only one
        return not found["open"] and following in lists.starters and text[max(start, at - 2) : at].islower()
    if found["close"] and found["close"][0] not in ")]":
        return mark[-1] not in "?!" or not _is_speaker(text, found, lists)
    if len(mark) > 1 or mark == "…":
        return at > start and not _OPENING.match(text, at - 1)
    return _word_ends(found, text, start, lists)


def _is_speaker(text: str, found: regex.Match[str], lists: _Lists) -> bool:
    """Say whether a quotation's speaker follows, so that the sentence goes on, as in `“Will they sign?” Putin asked`."""
    if found["next"] in lists.starters or found["open"]:
        return False
    speaker = _SPEAKER.match(text, found.start("next"))
    return speaker is not None and speaker["cue"] in lists.cues


def _word_ends(found: regex.Match[str], text: str, start: int, lists: _Lists) -> bool:
    """Say whether the word before an end mark lets a sentence end: an abbreviation does not, or not everywhere."""
    last = _LAST_WORD.search(text, max(start, found.start() - _REACH), found.start())
    if last is None:
        return True
    word, mark, following = last.group(), found["mark"], found["next"]
    opens = last.start() == start
    if opens and word.isdigit() and len(word) < _NOT_A_LIST_NUMBER:
        return False  # 1. The first point
    held = lists.abbreviations
    kind = held.get(word + mark) or _shape(word, mark) or held.get(word.lower() + mark)
    if not kind and word.isupper() and following.isupper():  # MR. SMITH, in transcripts and titles
        kind = held.get(word.capitalize() + mark) or ""
    if kind == _BEFORE_NUMBER:
        return not following[0].isdigit()
    return not kind or (kind == _ANYWHERE and following in lists.starters and not opens)


def _shape(word: str, mark: str) -> str:
    """Return how a word works that is in no list, judged by its letters: `J.` and `D.C.` are abbreviations."""
    if mark == "." and ((len(word) == 1 and word.isupper()) or (word[1:2] == "." and all(len(part) == 1 for part in word.split(".")))):
        return _ANYWHERE
    return ""
