"""How a PDF file is known, and its parser, which is loaded when the first one is read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

import regex

from seedlib.components import Context, Hint, Parsed, Parser, Rank
from seedlib.parsing.formats import rank_of

__all__ = ["PDF", "SIGNATURE"]

#: A PDF begins so, and may have up to a kilobyte of something else before (ISO 32000-1, annex H.3, note 13).
SIGNATURE = regex.compile(rb"%PDF-\d|%!PS-Adobe-\d\.\d PDF-\d")


def _accepts(head: bytes, hint: Hint) -> Rank:
    found = SIGNATURE.search(head, 0, 1032)
    if found and (not head[: found.start()].strip(b"\xef\xbb\xbf \t\r\n\0") or hint.suffix == ".pdf"):
        return Rank.CONTENT
    return rank_of(hint, PDF)


def _parse(stream: BinaryIO, hint: Hint, context: Context) -> Iterator[Parsed]:
    from seedlib.parsing.pdf.parser import parse  # not before a file is read

    return parse(stream, hint, context)


#: Reads PDF.
PDF = Parser(name="pdf", accepts=_accepts, parse=_parse, suffixes=(".pdf",), media_types=("application/pdf", "application/x-pdf"))
