"""Copies counted once: which documents are one text in several places, and which quotations are one utterance (extra `dedup`).

Theory of operation:

- A text is its words (`wording`), in runs of three (`signing.shingles`). Two texts are copies where at least half of all their runs are
  in both: their Jaccard similarity.
- Comparing all with all is out of reach, so each text has a `signature`, and those that agree in one of its `bands` are compared: by their
  signatures, and then, exactly, by their runs (`sketches`).
- What is alike is joined (`grouping`); of each group one is the first, and the others are its copies (`finding`).
- `shingles`, `signature`, `bands`, `similarity` and `groups` have no state: another engine, such as Spark, runs them as it likes.
"""

from seedlib.corpus.copies.finding import find_copies
from seedlib.corpus.copies.grouping import groups
from seedlib.corpus.copies.signing import bands, shingles, signature, similarity
from seedlib.corpus.copies.values import COLUMNS, TABLES, Copies, DocumentCopy, Method, RepeatedQuotation
from seedlib.corpus.copies.wording import main_words, quoted_words, words_of

__all__ = [
    "COLUMNS",
    "TABLES",
    "Copies",
    "DocumentCopy",
    "Method",
    "RepeatedQuotation",
    "bands",
    "find_copies",
    "groups",
    "main_words",
    "quoted_words",
    "shingles",
    "signature",
    "similarity",
    "words_of",
]
