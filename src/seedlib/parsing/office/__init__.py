"""Word files, OpenDocument texts and EPUB books: archives of XML.

Modules: `word`, `opendocument`, `epub` (a parser each), `blocks` (what they share).
"""

from __future__ import annotations

from seedlib.parsing.office.epub import CHAPTER, EPUB
from seedlib.parsing.office.opendocument import OPENDOCUMENT
from seedlib.parsing.office.word import DOCX

__all__ = ["CHAPTER", "DOCX", "EPUB", "OPENDOCUMENT"]
