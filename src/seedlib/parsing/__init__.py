"""Parsing: from a stream of bytes to a document, its text to the letter, its blocks and what it says of itself.

Rules:

- The text is never edited: newlines, blanks and odd signs stay; what is wrong is a finding.
- Everything visible is in a block; furniture (bylines, biographies, disclosures …) is typed, never dropped.
- A file is known by its beginning; what reads it is loaded when the first one of its kind is read.
- A parser yields `Analysis` values, one a document, and an `Unread` for each piece that cannot be read; a whole file that
  cannot be read is a `ParseError`.
"""

from __future__ import annotations

from seedlib.components import Parser
from seedlib.parsing.archives import COMPRESSED, TAR, ZIP
from seedlib.parsing.brat import BRAT
from seedlib.parsing.feeds import FEED
from seedlib.parsing.formats import REFUSED
from seedlib.parsing.html import HTML
from seedlib.parsing.jsonlines import JSON
from seedlib.parsing.keys import ATTRIBUTE_KEYS
from seedlib.parsing.mail import MAIL, MBOX
from seedlib.parsing.markdown import MARKDOWN
from seedlib.parsing.newsxml import NEWS_XML
from seedlib.parsing.office import DOCX, EPUB, OPENDOCUMENT
from seedlib.parsing.parquet import PARQUET
from seedlib.parsing.pdf import PDF
from seedlib.parsing.sqlite import SQLITE
from seedlib.parsing.subtitles import SUBTITLES
from seedlib.parsing.tables import CSV
from seedlib.parsing.text import TEXT
from seedlib.parsing.warc import WARC
from seedlib.parsing.wiretext import WIRE_TEXT

__all__ = ["ATTRIBUTE_KEYS", "PARSERS"]

#: The parsers that seedlib brings.
PARSERS: tuple[Parser, ...] = (
    TEXT,
    MARKDOWN,
    JSON,
    CSV,
    FEED,
    MAIL,
    MBOX,
    NEWS_XML,
    HTML,
    PDF,
    DOCX,
    OPENDOCUMENT,
    EPUB,
    BRAT,
    COMPRESSED,
    PARQUET,
    SQLITE,
    SUBTITLES,
    TAR,
    WARC,
    WIRE_TEXT,
    ZIP,
    REFUSED,
)
