"""PDF: pages to text in reading order, with the page and the place of every block (extra `pdf`, by PDFium).

Modules, in the order of the work: `characters` (pages to lines), `order` (columns), `running` (heads, feet and page numbers),
`paragraphs` (lines to blocks), `parser` (metadata, errors); `known` has the record.
"""

from __future__ import annotations

from seedlib.parsing.pdf.known import PDF

__all__ = ["PDF"]
