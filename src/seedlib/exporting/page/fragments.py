"""Links to the words of a claim on the page that the text is from, by a text fragment (`#:~:text=`).

Rules:

- Only `http` and `https` addresses become links: `javascript:` and `file:` never do.
- The form is that of the WICG's draft "URL Fragment Text Directives": `[prefix-,]start[,end][,-suffix]`, each part percent-encoded,
  with `-`, `&` and `,` encoded too.
- Browsers seek the words with white space collapsed; words that go over lines are named by their beginning and end.
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote, urldefrag, urlsplit

import regex

from seedlib.model import Document, Span

__all__ = ["is_web", "text_link", "web_address"]

#: Longer words are named by their beginning and end: a link stays short, and a small change in between does no harm. Characters.
_WHOLE = 120

#: How many words a beginning, an end and what stands around has.
_WORDS, _AROUND = 6, 3

#: How many pieces of a claim are named; more are marked on our own page.
_PIECES = 5

#: What an address cannot hold; browsers drop some of it and run what is left, as in `java\nscript:`.
_NO_ADDRESS = regex.compile(r"[\s\p{Cc}\p{Cs}]")


def web_address(*addresses: str | None) -> str | None:
    """Return the first of these that leads to the web, or None.

    >>> web_address("javascript:alert(1)", None, "https://example.org/a")
    'https://example.org/a'
    """
    for address in addresses:
        if address and not _NO_ADDRESS.search(address) and is_web(address):
            return address
    return None


def is_web(address: str) -> bool:
    """Say whether an address begins as one of the web does, whatever else stands in it."""
    try:
        parts = urlsplit(address)
    except ValueError:  # such as a broken IPv6 address
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc)


def text_link(address: str, document: Document, spans: Iterable[Span]) -> str:
    """Return a link to words on a page.

    >>> document = Document(text="Rain fell. The dam – old, tired – held, she said.")
    >>> text_link("https://example.org/a#top", document, [Span(11, 38)])
    'https://example.org/a#top:~:text=The%20dam%20%E2%80%93%20old%2C%20tired%20%E2%80%93%20held'

    Args:
        address: where the page is, as `web_address` gives it.
        document: whose text was found there.
        spans: the words, in text order.
    """
    base, fragment = urldefrag(address)
    directives = filter(None, (_directive(document.text, span) for span in [*spans][:_PIECES]))
    held = "&".join(f"text={directive}" for directive in directives)
    kept = fragment.partition(":~:")[0]
    return f"{base}#{kept}:~:{held}" if held else address


def _directive(text: str, span: Span) -> str:
    words = text[span.start : span.end]
    parts = words.split()
    if not parts:
        return ""
    if len(parts) == 1 or (len(words) <= _WHOLE and "\n" not in words.strip()):
        sought, named = words, _encoded(parts)
    else:
        many = max(1, min(_WORDS, len(parts) // 2))
        sought, named = " ".join(parts[:many]), f"{_encoded(parts[:many])},{_encoded(parts[-many:])}"
    if text.count(sought) == 1:
        return named
    before = text[max(0, span.start - _WHOLE) : span.start].rpartition("\n")[2].split()[-_AROUND:]
    after = text[span.end : span.end + _WHOLE].partition("\n")[0].split()[:_AROUND]
    return (f"{_encoded(before)}-," if before else "") + named + (f",-{_encoded(after)}" if after else "")


def _encoded(words: Iterable[str]) -> str:
    return quote(" ".join(words), safe="", errors="replace").replace("-", "%2D")
