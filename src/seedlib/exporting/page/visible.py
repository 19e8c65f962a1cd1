r"""Foreign text for a page: what has no picture gets one, and nothing turns the direction of what stands beside it.

Rules:

- Control characters are shown by their short names, ‹NUL›, others that act or cannot stand in HTML by their number, ‹U+202E›. Tabs and
  line ends stay. Unicode has pictures of controls (U+2400), but few fonts do.
- It is done on the page alone; what is copied from the page has the names.
- Escaping is not done here: whoever fills a template escapes.
"""

from __future__ import annotations

from typing import Any

import regex

__all__ = ["shown", "shown_value"]

#: The short names of C0, in order (ECMA-48; Unicode's chart of U+0000).
_NAMES = (
    "NUL", "SOH", "STX", "ETX", "EOT", "ENQ", "ACK", "BEL", "BS", "HT", "LF", "VT", "FF", "CR", "SO", "SI",
    "DLE", "DC1", "DC2", "DC3", "DC4", "NAK", "SYN", "ETB", "CAN", "EM", "SUB", "ESC", "FS", "GS", "RS", "US",
)  # fmt: skip

#: What is shown by a name or a number: NUL, which HTML drops; U+202E, which turns what follows; U+0085; U+FFFF, which is no character.
_HIDDEN = regex.compile(
    r"""
    [\p{Cc}--[\t\n\r]]             # controls: C0, DEL, C1
    | [\u202a-\u202e\u2066-\u2069] # embeddings, overrides and isolates (Unicode, UAX 9); the weak marks U+200E and U+200F stay
    | [\ufdd0-\ufdef\ufffe\uffff]  # no characters
    | \p{Cs}                       # halves of pairs, which a value from elsewhere may hold
    """,
    regex.VERBOSE | regex.VERSION1,
)


def shown(text: str) -> str:
    r"""Return `text` with every character that acts, or cannot stand in a page, as a name or a number.

    >>> shown("nul \x00, bell \x07, turned \u202e, next line \x85, tab \t stays")
    'nul ‹NUL›, bell ‹BEL›, turned ‹U+202E›, next line ‹U+0085›, tab \t stays'
    """
    return text if text.isascii() and text.isprintable() else _HIDDEN.sub(_named, text)


def _named(found: regex.Match[str]) -> str:
    point = ord(found[0])
    name = _NAMES[point] if point < len(_NAMES) else "DEL" if point == 0x7F else f"U+{point:04X}"
    return f"‹{name}›"


def shown_value(held: Any) -> Any:
    """Return a template's value with its text made visible; jinja2 calls this for every expression. What is markup already stays."""
    return shown(held) if type(held) is str else held
