"""From lines to pieces: paragraphs, list items and headings, by the way a plain text is set out.

Rules:

- Blank lines separate pieces. Lines that stand together are one hard-wrapped paragraph, or a paragraph each.
- A piece has no white space at its ends, and white space is all that lies between pieces.
- Only the shape of a text counts here, no word of any language.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import regex

__all__ = ["HEADING_WORDS", "SENTENCE_END", "Piece", "pieces_of", "stripped", "turn_at"]

#: A line with more characters was not wrapped by hand or by an editor: the widest usual setting is 100, mail wraps at 78.
_WIDEST_WRAP = 120

#: A heading has no more words, and no more characters than this.
HEADING_WORDS, _HEADING_CHARACTERS = 14, 100

#: How a sentence ends: with a stop, and what may close after it. `…” he said.`  `(see above).`
SENTENCE_END = regex.compile(r"[.!?…。！？][\"'”’»)\]]*\Z")

#: The signs that begin an item of a list: `- `, `• `, `1. `, `2) `, `(3) `.
_ITEM = regex.compile(r"(?: [-*•◦▪●‣·–] | \d{1,3}[.)] | \(\d{1,3}\) ) [ \t\u00a0]+ (?=[^\s*_=~•-])", regex.VERBOSE)

#: A speaker before a colon, each word with a capital: `MR. SMITH: `, `Jane Doe (Reuters): `, `WOLF POE, CNN ANCHOR: `, `Q: `; with the
#: time before it, `[00:01:12] POE: `, the signs of captions, `>> POE: `, or those of bold type, `**Jane Doe:** `. Briefings of the
#: White House set `Q` off by blanks alone; programs that write down meetings put the name and the time on a line of their own. The
#: Congressional Record has `Mr. SMITH of Ohio. `, the European Parliament `Ada Poe (S&D), rapporteur. – `.
_TURN = regex.compile(
    r"""
    (?: [\[(]? (?:\d{1,3}:)? \d{1,2}:\d{2} (?:[.,]\d{1,3})? [\])]? [ \t]* (?:[-–—][ ]*)? | >{1,3} [ ]* )?
    (?P<bold> \*\* | __ )?
    (?: (?P<speaker> (?&name) )
        (?: [ ] [(\[] [^()\[\]\n]{1,40} [)\]] )?
        (?: , [ ] (?&name) ){0,2}
        (?(bold) (?: [*_]{2} [ ]? : | : [ ]? [*_]{2} | : ) | [ ]? : ) \s+
      | (?P<speaker> Q ) [ \t\u00a0]+ (?=[\p{Lu}“"])
      | (?P<speaker> [QA] ) (?: [ \t\u00a0]{2,} | [ ] [–—-] [ ] )
      | (?P<speaker>
          (?: \p{Lu}\p{Ll}{1,14} \.? [ ] ){1,2} \p{Lu}[\p{Lu}’'-]{2,30} (?: [ ] \p{Ll}{2,3} (?: [ ] \p{Lu}\p{Ll}{1,20} ){1,2} )?
        ) \. \s+ (?=[\p{Lu}“"])
      | (?P<speaker> (?&name) ) (?: [ ] \( [^()\n]{1,40} \) )? (?: , [ ] [^.\n]{1,80} )? \. [ ] [–—] [ ]
      | (?P<speaker> (?&name) ) [ \t\u00a0]* \n? [ \t]* [(\[]? (?:\d{1,3}:)? \d{1,2}:\d{2} [)\]]? [ \t]* \n \s*
    )
    (?=\S)
    (?(DEFINE) (?P<name>
        \p{Lu}[\p{L}\p{N}.’'-]{0,30} (?: [ ] (?: [\p{Lu}\p{N}][\p{L}\p{N}.’'-]{0,30} | \p{Ll}{1,3} ) ){0,5}
    ) )
    """,
    regex.VERBOSE,
)

#: How a turn begins whose speaker stands before no colon: ` Q `, `**`, `>> `, `Mr. SMITH`.
_NO_COLON = regex.compile(r"[>*_] | [QA] [ \t\u00a0] | (?: \p{Lu}\p{Ll}{1,14} \.? [ ] ){1,2} \p{Lu} [\p{Lu}’'-]{2}", regex.VERBOSE)

#: What stands behind a speaker who has neither: `Ada Poe (S&D), rapporteur. – `.
_DASHES = (". –", ". —")

#: A speaker, with all that may stand before and behind the name, has fewer characters.
_LONGEST_SPEAKER = 1_000

#: A line that is nothing but a speaker's name and the time: `Anna Poe  00:12`.
_NAME_AND_TIME = regex.compile(r"\p{Lu}[^\n:]{0,60}?[ \t(\[\u00a0]+(?:\d{1,3}:)?\d{1,2}:\d{2}[)\]]?")

#: What no heading begins or ends with: `“We stay,`  `By Jane Doe:`  `… and`
_NO_HEADING = regex.compile(r"[\"'“‘«(\[\p{Ll}]")
_NO_HEADING_END = regex.compile(r"[,;:.…—–-]\Z")


class Piece(NamedTuple):
    """A stretch of text that is one thing, and which."""

    kind: str
    start: int
    end: int


def stripped(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where the words between two offsets stand without the white space around them; twice the same offset if there are none."""
    words = text[start:end]
    left = start + len(words) - len(words.lstrip())
    return left, left + len(words.strip())


def turn_at(text: str, start: int, end: int) -> regex.Match[str] | None:
    """Return how a turn begins at the first of some words, its speaker as the group `speaker`; None where none does.

    The signs are sought first: most paragraphs have none, and the pattern is slow.
    """
    far = min(end, start + _LONGEST_SPEAKER)
    signs = (":", *_DASHES)
    if all(text.find(sign, start, far) < 0 for sign in signs) and not _NO_COLON.match(text, start, end):
        return None
    return _TURN.match(text, start, end)


def pieces_of(text: str) -> list[Piece]:
    r"""Return the paragraphs, list items and headings of a text, in order.

    >>> [(kind, end - start) for kind, start, end in pieces_of("- one\n- two")]
    [('list-item', 5), ('list-item', 5)]
    """
    found: list[Piece] = []
    for group in _groups(text):
        found.extend(_pieces_of_group(text, group))
    return _with_headings(text, found)


def _groups(text: str) -> list[list[tuple[int, int]]]:
    """Return the lines between blank lines, each without the white space at its ends."""
    groups: list[list[tuple[int, int]]] = []
    offset, blank = 0, True
    for line in text.splitlines(keepends=True):
        content = line.strip()
        if content:
            start = offset + len(line) - len(line.lstrip())
            if blank:
                groups.append([])
            groups[-1].append((start, start + len(content)))
        blank = not content
        offset += len(line)
    return groups


def _pieces_of_group(text: str, lines: Sequence[tuple[int, int]]) -> list[Piece]:
    apart = not _wrapped(text, lines)
    spoken = [start for start, end in lines if turn_at(text, start, end)] if len(lines) > 1 else []
    turns = frozenset(spoken) if len(spoken) > 1 else frozenset()
    found: list[Piece] = []
    for start, end in lines:
        if _ITEM.match(text, start, end):
            found.append(Piece("list-item", start, end))
        elif not found or start in turns or (apart and not _NAME_AND_TIME.fullmatch(text, found[-1].start, found[-1].end)):
            found.append(Piece("paragraph", start, end))
        else:
            found[-1] = Piece(found[-1].kind, found[-1].start, end)
    return found


def _wrapped(text: str, lines: Sequence[tuple[int, int]]) -> bool:
    """Say whether lines that stand together are one paragraph, cut where the line was full."""
    if len(lines) == 1:
        return True
    widest = max(end - start for start, end in lines)
    if widest > _WIDEST_WRAP:
        return False
    plain = [(start, end) for start, end in lines[:-1] if not _ITEM.match(text, start, end)]
    stops = sum(1 for start, end in plain if SENTENCE_END.search(text, max(start, end - 4), end))
    return stops * 4 < len(plain) * 3 or not plain


def _with_headings(text: str, pieces: list[Piece]) -> list[Piece]:
    """Return the pieces with short lines before a paragraph, and not at the beginning, as headings."""
    found = list(pieces)
    for index in range(1, len(pieces) - 1):
        kind, start, end = pieces[index]
        follower = pieces[index + 1]
        if kind == "paragraph" and _is_heading(text, start, end) and _has_body(text, follower):
            found[index] = Piece("heading", start, end)
    return found


def _is_heading(text: str, start: int, end: int) -> bool:
    if end - start > _HEADING_CHARACTERS or _NO_HEADING.match(text, start, end) or _NO_HEADING_END.search(text, end - 1, end):
        return False
    line = text[start:end]
    return "\n" not in line and len(line.split()) <= HEADING_WORDS and not (SENTENCE_END.search(line) and not line.endswith("?"))


def _has_body(text: str, piece: Piece) -> bool:
    """Say whether a piece can stand under a heading: a list, or more than a line's worth of words with an end."""
    if piece.kind == "list-item":
        return True
    ends = SENTENCE_END.search(text, max(piece.start, piece.end - 4), piece.end) is not None
    return ends or piece.end - piece.start > _HEADING_CHARACTERS
