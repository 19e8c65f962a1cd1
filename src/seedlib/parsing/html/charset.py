"""Which encoding a page says it is in, and what it is read as.

Rules:

- The order is that of the HTML standard (13.2.3.2): a byte order mark, what the server says, what the page says, then a guess.
- Where server and page disagree, that is a finding; the page is believed only where its bytes cannot be what the server says.
"""

from __future__ import annotations

import attrs
import regex

from seedlib.components import Hint
from seedlib.model import TextProblem
from seedlib.parsing.decoding import Decoded, codec_name, declared_encoding, decode

__all__ = ["decoded_page", "stated_encoding"]

#: How much of a page is searched for a declaration, in bytes. The standard asks for 1,024; pages that begin with a comment or a
#: style have theirs later, and browsers find it where the tree is built.
_SEARCHED = 16_384

_COMMENT = regex.compile(rb"<!--.*?(?:-->|\Z)", regex.DOTALL)

#: `<meta charset="utf-8">`, `<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">`.
_META = regex.compile(rb"<meta\b[^>]*?\bcharset\s*=\s*[\"']?\s*(?P<label>[\w.:-]+)", regex.IGNORECASE)

#: `<?xml version="1.0" encoding="iso-8859-2"?>`, as XHTML has.
_DECLARATION = regex.compile(rb"\s*<\?xml\b[^>]*?\bencoding\s*=\s*[\"'](?P<label>[\w.:-]+)", regex.IGNORECASE)


def stated_encoding(raw: bytes) -> str | None:
    """Return the encoding that a page states, as it states it; None if it states none.

    >>> stated_encoding(b'<html><head><meta charset="Windows-1251">')
    'Windows-1251'
    """
    head = raw[:_SEARCHED]
    found = _DECLARATION.match(head) or _META.search(_COMMENT.sub(b"", head))
    return found["label"].decode("ascii") if found else None


def decoded_page(raw: bytes, hint: Hint) -> Decoded:
    """Decode a page.

    Args:
        raw: the bytes, whole.
        hint: what the server, or whoever gave the page, says of it.

    Raises:
        ParseError: the bytes are no text.
    """
    outer, inner = declared_encoding(hint), stated_encoding(raw)
    decoded = decode(raw, outer or inner)
    if not outer or not inner or codec_name(outer) == codec_name(inner):
        return decoded
    if decoded.by in {"guess", "fallback"} or any(problem.span for problem in decoded.problems):
        second = decode(raw, inner)
        decoded = second if second.by == "declared" else decoded
    note = f"declared as {outer} outside of the page and as {inner} in it; read as {decoded.encoding}"
    return attrs.evolve(decoded, problems=(*decoded.problems, TextProblem(kind="encoding-conflict", note=note)))
