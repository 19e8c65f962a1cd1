"""The attribute keys of the parsers: their options, and what they say of documents, blocks and claims beside the fields of these.

Rules:

- They stand together, apart from the parsers: a registry knows them all, and loads a parser when its first file is read.
"""

from __future__ import annotations

from typing import Any

from seedlib.model import AttributeKey, FrozenMapping

__all__ = [
    "ANNOTATIONS",
    "ATTRIBUTE_KEYS",
    "BOX",
    "CHAPTER",
    "CLAIM_DATE",
    "END",
    "FURTHER_BOXES",
    "ID_COLUMN",
    "JOINED",
    "PAGE",
    "RATING",
    "REVIEWED",
    "START",
    "TEXT_COLUMN",
]

#: Where the text stands: a column of a table, a name of a JSON object.
TEXT_COLUMN = AttributeKey("text-column", str, "the column, or the JSON name, that holds the text; guessed where it is plain")

#: Where the id stands.
ID_COLUMN = AttributeKey("id-column", str, "the column, or the JSON name, that holds the document's id; `id` by default")

PAGE = AttributeKey("page", int, "the page on which a block begins, counted from 1")
BOX = AttributeKey("box", tuple, "where a block stands on its page: left, bottom, right, top, in points from the page's lower left corner")
FURTHER_BOXES = AttributeKey("further-boxes", tuple, "where a block goes on: page, left, bottom, right, top of each column or page")
JOINED = AttributeKey("joined-words", tuple, "the words of a block that were divided at line ends, whose hyphens are not in the text")

CHAPTER = AttributeKey("chapter", str, "the file of a book's chapter that a block stands in, such as text/chapter-3.xhtml")

ANNOTATIONS: AttributeKey[FrozenMapping[Any]] = AttributeKey(
    "annotations", FrozenMapping, "annotations of types that are not known: their spans by type, each a tuple of starts and ends"
)

START = AttributeKey("start-time", float, "when the first words of a block are shown, in seconds from the beginning")
END = AttributeKey("end-time", float, "until when the last words of a block are shown, in seconds from the beginning")

RATING: AttributeKey[str] = AttributeKey("rating", str, "a claim's: what a fact check found, in its words")

CLAIM_DATE: AttributeKey[str] = AttributeKey("claim-date", str, "a claim's: when it was made, as a fact check says")

REVIEWED: AttributeKey[tuple[Any, ...]] = AttributeKey(
    "reviewed-claims", tuple, "claims that a fact check reviews and that do not stand in the text: `claim`, `author`, `rating`, `date`"
)

#: All of them.
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
