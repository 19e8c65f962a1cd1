"""Word files, OpenDocument texts and EPUB books: archives of XML.

Modules: `known` (the records), `word`, `opendocument`, `epub` (a parser each), `blocks` (what they share).
"""

from __future__ import annotations

from seedlib.parsing.office.known import DOCX, EPUB, OPENDOCUMENT

__all__ = ["DOCX", "EPUB", "OPENDOCUMENT"]
