"""Characters that no text should hold: replacement characters, control characters, and invisible ones inside words.

Rules:

- Tab, line feed and carriage return are text; all other characters of Unicode's class Cc are not.
- Soft hyphens, zero-width spaces and byte order marks are reported: unseen, they cut a name in two for whoever searches it.
  Joiners are not: Persian and the scripts of India need them; nor are marks of direction, which Arabic and Hebrew need.
- A run of the same character is one problem.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from seedlib.checking.places import matches, problem
from seedlib.components import Context
from seedlib.model import Analysis, TextProblem

__all__ = ["check_characters"]

_CHARACTERS = regex.compile(r"(?P<one> \ufffd | [\p{Cc}--[\t\n\r]] | [\u00ad\u200b\ufeff] ) (?P=one)*+", regex.VERBOSE | regex.VERSION1)

#: What the invisible ones are called.
_INVISIBLE = {"\u00ad": "a soft hyphen", "\u200b": "a zero-width space", "\ufeff": "a byte order mark"}

#: The C1 controls: 0x92 as a control is a `’` of the encoding cp1252 that was read as Latin-1.
_C1 = range(0x80, 0xA0)


def check_characters(analysis: Analysis, context: Context) -> Iterator[TextProblem]:  # noqa: ARG001  # a component's signature
    """Find replacement characters, control characters and invisible ones."""
    for found in matches(_CHARACTERS, analysis.document):
        start, end = found.span()
        one = found["one"]
        if one == "\ufffd":
            yield problem("replacement-character", start, end, "a character was lost when the text was decoded")
        elif one in _INVISIBLE:
            yield problem("control-character", start, end, f"{_INVISIBLE[one]}, U+{ord(one):04X}, stands here unseen", "")
        else:
            yield problem("control-character", start, end, f"the control character U+{ord(one):04X} is no text", _meant(one, end - start))


def _meant(control: str, times: int) -> str:
    if ord(control) not in _C1:
        return ""
    return bytes((ord(control),)).decode("cp1252", "ignore") * times
