"""PDF: pages to text in reading order, with the page and the place of every block (extra `pdf`, by PDFium).

Modules, in the order of the work: `characters` (pages to lines), `order` (columns), `running` (heads, feet and page numbers),
`paragraphs` (lines to blocks), `parser` (the record, metadata, errors).
"""

from __future__ import annotations

from seedlib.parsing.pdf.paragraphs import BOX, FURTHER_BOXES, JOINED, PAGE
from seedlib.parsing.pdf.parser import PDF

__all__ = ["BOX", "FURTHER_BOXES", "JOINED", "PAGE", "PDF"]
