"""Parsing: from a stream of bytes to a document, its text to the letter, its blocks and what it says of itself.

Rules:

- The text is never edited: newlines, blanks and odd signs stay; what is wrong is a finding.
- Everything visible is in a block; furniture (bylines, biographies, disclosures …) is typed, never dropped.
- A parser yields `Analysis` values, one a document, and an `Unread` for each piece that cannot be read; a whole file that
  cannot be read is a `ParseError`.
"""

from __future__ import annotations

from typing import Any

from seedlib.components import Parser
from seedlib.model import AttributeKey
from seedlib.parsing.archives import COMPRESSED, TAR, ZIP
from seedlib.parsing.brat import ANNOTATIONS, BRAT
from seedlib.parsing.claimreview import CLAIM_DATE, RATING, REVIEWED
from seedlib.parsing.feeds import FEED
from seedlib.parsing.formats import REFUSED
from seedlib.parsing.html.page import HTML
from seedlib.parsing.jsonlines import JSON
from seedlib.parsing.mail import MAIL, MBOX
from seedlib.parsing.markdown import MARKDOWN
from seedlib.parsing.newsxml import NEWS_XML
from seedlib.parsing.office import CHAPTER, DOCX, EPUB, OPENDOCUMENT
from seedlib.parsing.pdf import BOX, FURTHER_BOXES, JOINED, PAGE, PDF
from seedlib.parsing.records import ID_COLUMN, TEXT_COLUMN
from seedlib.parsing.subtitles import END, START, SUBTITLES
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
    SUBTITLES,
    TAR,
    WARC,
    WIRE_TEXT,
    ZIP,
    REFUSED,
)

#: Their options.
ATTRIBUTE_KEYS: tuple[AttributeKey[Any], ...] = (
    TEXT_COLUMN,
    ID_COLUMN,
    PAGE,
    BOX,
    FURTHER_BOXES,
    JOINED,
    CHAPTER,
    ANNOTATIONS,
    START,
    END,
    CLAIM_DATE,
    RATING,
    REVIEWED,
)
