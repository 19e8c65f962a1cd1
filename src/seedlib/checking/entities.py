"""HTML entities that were left in a text: `author of&nbsp, The Long Quay`, `Q&amp;A`, `it&#8217;s`.

Rules:

- A named entity counts if HTML has the name. Without its semicolon it must be one of HTML 4, with no letter, digit or `=` after it:
  `AT&T` and `?a=1&copy=2` are none.
- An escaped entity is one: `&amp;nbsp;`.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import unescape
from html.entities import html5, name2codepoint

import regex

from seedlib.checking.places import matches, problem
from seedlib.components import Context
from seedlib.model import Analysis, TextProblem

__all__ = ["check_entities"]

#: What may be an entity, escaped once or more, whole or without its semicolon. The longest name of HTML has 31 letters.
_ENTITY = regex.compile(
    r"""
    & (?P<escape> amp; ){0,3}+
    (?: (?P<body> \#[0-9]{1,7}+ | \#[xX][0-9a-fA-F]{1,6}+ | [A-Za-z][A-Za-z0-9]{1,31}+ ) (?P<end> ; )? )?
    """,
    regex.VERBOSE,
)


def check_entities(analysis: Analysis, context: Context) -> Iterator[TextProblem]:  # noqa: ARG001  # a component's signature
    """Find HTML entities, whole ones and broken ones; the suggestion is the character that was meant."""
    text = analysis.document.text
    if "&" not in text:
        return
    for found in matches(_ENTITY, analysis.document):
        start, end = found.span()
        if found["body"] and _is_entity(found, text):
            meant = unescape(f"&{found['body']};")
        elif found["escape"]:  # AT&amp;T, where T is no entity's name
            end, meant = found.end("escape"), "&"
        else:
            continue
        yield problem("entity-residue", start, end, f"the HTML entity {text[start:end]} was left in the text", meant)


def _is_entity(found: regex.Match[str], text: str) -> bool:
    body, ends = found["body"], found["end"] is not None
    if body.startswith("#"):
        return unescape(f"&{body};") != "\ufffd"
    if ends:
        return body + ";" in html5
    after = text[found.end() : found.end() + 1]
    if body not in name2codepoint or after.isalnum() or after in ("=", "_"):
        return False
    return regex.search(r"[?=]\S*$", text[max(0, found.start() - 200) : found.start()]) is None  # ?a=1&copy
