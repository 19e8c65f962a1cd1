r"""Foreign text as XML: nothing in it acts, and every character keeps its place.

Rules:

- What XML 1.0 cannot hold (U+0000, U+FFFE, most control characters; https://www.w3.org/TR/xml/#charsets) is written as U+FFFD, one for
  one, so that offsets into the text stay right.
- A carriage return is written `&#13;`, which no reader makes a newline of.
"""

from __future__ import annotations

from collections.abc import Mapping
from xml.sax.saxutils import escape, quoteattr  # writes alone: nothing foreign is parsed

import regex

__all__ = ["DECLARATION", "attributes", "element", "text_of"]

#: How an XML file begins.
DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'

#: What XML 1.0 cannot hold.
_NOT_XML = regex.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def text_of(text: str) -> str:
    r"""Return text as the content of an element.

    >>> text_of("a < b\r\n\0")
    'a &lt; b&#13;\n\ufffd'
    """
    return escape(_NOT_XML.sub("\ufffd", text), {"\r": "&#13;"})


def attributes(held: Mapping[str, str | None]) -> str:
    """Return attributes as they stand in a tag, each with a blank before it; those that hold None are left out.

    >>> print(attributes({"who": "#a1", "when": None, "n": 'a "b"'}))
     who="#a1" n='a "b"'
    """
    return "".join(f" {name}={quoteattr(_NOT_XML.sub(chr(0xFFFD), text))}" for name, text in held.items() if text is not None)


def element(name: str, text: str | None = None, **held: str | None) -> str:
    """Return an element that holds text, or nothing.

    >>> element("date", "June", when="2024-06"), element("anchor")
    ('<date when="2024-06">June</date>', '<anchor/>')
    """
    tag = name + attributes(held)
    return f"<{tag}/>" if text is None else f"<{tag}>{text_of(text)}</{name}>"
