r"""Foreign text for a terminal: nothing in it acts, and its width is known.

Rules:

- A control character, an escape sequence or a sign that turns the direction of text never reaches the terminal raw; it is
  shown as Python writes it, `\x1b`.
- White space of every kind is shown as one space; words are not cut unless one alone is wider than its column.
- Widths are columns of a terminal: East Asian wide characters take two, combining marks none (Unicode, UAX 11).
"""

from __future__ import annotations

import unicodedata

import regex

__all__ = ["fitted", "shortened", "visible", "width", "wrap"]

#: What is made visible: control and format characters (ESC, U+202E), lone surrogates and private signs. U+200C and U+200D stay:
#: Persian words and emoji need them.
_HIDDEN = regex.compile(r"[\p{Cc}\p{Cf}\p{Cs}\p{Co}--[\u200c\u200d]]", regex.VERSION1)

_SPACE = regex.compile(r"\s+")

#: Categories that take no column: combining marks, and the format characters that `visible` lets through.
_NO_WIDTH = frozenset({"Mn", "Me", "Cf"})


def visible(text: str) -> str:
    r"""Return `text` on one line with every character that could act on a terminal written out.

    >>> visible("red \x1b[31m\n  text")
    'red \\x1b[31m text'
    """
    spaced = _SPACE.sub(" ", text).strip()
    return spaced if spaced.isascii() and spaced.isprintable() else _HIDDEN.sub(_written_out, spaced)


def _written_out(found: regex.Match[str]) -> str:
    return found.group().encode("unicode_escape").decode("ascii")


def width(text: str) -> int:
    """Return how many columns of a terminal `text` takes."""
    if text.isascii():
        return len(text)
    return sum(_width(character) for character in text)


def _width(character: str) -> int:
    if unicodedata.category(character) in _NO_WIDTH:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def wrap(text: str, columns: int) -> list[str]:
    """Break `text` into lines of at most `columns` columns, at spaces where that is possible; at least one line.

    Args:
        text: one line, as `visible` makes it.
        columns: at least 2, so that a wide character fits.
    """
    lines: list[str] = []
    line, used = "", 0
    for word in text.split(" "):
        needed = width(word)
        if line and used + 1 + needed <= columns:
            line, used = f"{line} {word}", used + 1 + needed
            continue
        if line:
            lines.append(line)
        pieces = _pieces(word, columns) if needed > columns else [word]
        lines += pieces[:-1]
        line, used = pieces[-1], width(pieces[-1])
    return [*lines, line]


def _pieces(word: str, columns: int) -> list[str]:
    """Cut a word that is wider than a line; a combining mark stays with its letter."""
    pieces: list[list[str]] = [[]]
    used = 0
    for character in word:
        needed = _width(character)
        if used + needed > columns:
            pieces.append([])
            used = 0
        pieces[-1].append(character)
        used += needed
    return ["".join(piece) for piece in pieces]


def fitted(text: str, columns: int) -> str:
    """Return `text` with spaces after it up to `columns` columns."""
    return text + " " * max(0, columns - width(text))


def shortened(text: str, characters: int) -> str:
    """Return `text`, cut after a whole word and marked by ` […]` if it has more characters than that."""
    if len(text) <= characters:
        return text
    kept = text[: characters + 1].rpartition(" ")[0] or text[:characters]
    return f"{kept} […]"
