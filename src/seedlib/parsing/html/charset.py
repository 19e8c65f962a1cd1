"""Which encoding a page says it is in, and what it is read as.

Rules:

- The order is that of the HTML standard (13.2.3.2): a byte order mark, what the server says, what the page says, then a guess.
- Where server and page disagree, that is a finding; the page is believed only where its bytes cannot be what the server says.
"""

from __future__ import annotations

from seedlib.components import Hint
from seedlib.parsing.decoding import Decoded, declared_encoding, declared_inside, decode_declared

__all__ = ["decoded_page"]


def decoded_page(raw: bytes, hint: Hint) -> Decoded:
    """Decode a page.

    Args:
        raw: the bytes, whole.
        hint: what the server, or whoever gave the page, says of it.

    Raises:
        ParseError: the bytes are no text.
    """
    return decode_declared(raw, declared_encoding(hint), declared_inside(raw, page=True))
