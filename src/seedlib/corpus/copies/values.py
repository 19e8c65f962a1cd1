"""What is found of copies: plain values, and the same as rows of tables."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from seedlib.corpus.copies.signing import BANDS, EXACT_BELOW, LEAST, PERMUTATIONS, ROWS, RUN, SEED
from seedlib.errors import UsageError
from seedlib.model import value

__all__ = ["COLUMNS", "LEAST_QUOTED", "TABLES", "TYPES", "Copies", "DocumentCopy", "Method", "RepeatedQuotation"]

#: Quotations of fewer words are not compared: many people say *no comment* or *it is a disaster*, each for themselves.
LEAST_QUOTED = 5


@value(kw_only=True)
class DocumentCopy:
    """A document of which there is another copy.

    >>> from seedlib import Document
    >>> from seedlib.corpus import find_copies
    >>> story = "The talks on the northern dam have failed for the third time this year."
    >>> late = Document(id="late", text=story, published="2024-06-25")
    >>> early = Document(id="early", text=story, published="2024-06-24")
    >>> found = find_copies([late, early])
    >>> [(copy.document, copy.duplicate_of, copy.similarity) for copy in found.documents]
    [('early', None, 1.0), ('late', 'early', 1.0)]
    """

    #: Its id.
    document: str
    #: The id of the first of its group; none if it is the first itself.
    duplicate_of: str | None = None
    #: Which share of all runs of three words is both in it and in the first.
    similarity: float = 1.0
    #: How many documents its group has.
    documents: int = 2


@value(kw_only=True)
class RepeatedQuotation:
    """A claim in the speaker's own words that stands in several places.

    >>> from seedlib import Analysis, Claim, Document, Span
    >>> from seedlib.corpus import find_copies
    >>> claim = Claim(content=[Span(1, 32)], quotation="direct")
    >>> one = Document(text="“We will not sign this treaty now,” Ada Poe said.")
    >>> other = Document(text="“We will not sign this treaty now,” the minister said.")
    >>> found = find_copies(Analysis(document=held, claims=[claim]) for held in (one, other))
    >>> [(repeated.claims, repeated.similarity) for repeated in found.quotations]
    [(2, 1.0), (2, 1.0)]
    """

    #: The id of its group, which all claims with the quotation have: `quote:` and 16 hex digits over the words of the first.
    quotation_group: str
    #: The id of the document.
    document: str
    #: The id of the claim in that document.
    claim: str
    #: Which share of all runs of three words is both in it and in the first.
    similarity: float = 1.0
    #: How many claims its group has.
    claims: int = 2
    #: In how many documents they are.
    documents: int = 1


@value(kw_only=True)
class Method:
    """How copies were found, for a methods section.

    >>> from seedlib.corpus import find_copies
    >>> method = find_copies([]).method
    >>> method.library.partition(" ")[0], method.least, method.least_quoted
    ('rensa', 0.5, 5)
    """

    #: The library that hashes and signs, with its version.
    library: str
    #: How many words a run has, by which texts are compared.
    run: int = RUN
    #: The least similarity of copies: which share of all their runs is in both.
    least: float = LEAST
    #: How many numbers a signature has.
    permutations: int = PERMUTATIONS
    #: How many bands it is cut into; two texts that agree in one are compared.
    bands: int = BANDS
    #: How many numbers a band has.
    rows: int = ROWS
    #: What makes the permutations.
    seed: int = SEED
    #: Texts of fewer words are copies where all their words are the same.
    exact_below: int = EXACT_BELOW
    #: Quotations of fewer words are not compared.
    least_quoted: int = LEAST_QUOTED


#: What the columns of each table hold, in Arrow's words, in order: the fields of a value.
TYPES = {
    "copies": {"document": "string", "duplicate_of": "string", "similarity": "float64", "documents": "int64"},
    "quotations": {
        "quotation_group": "string",
        "document": "string",
        "claim": "string",
        "similarity": "float64",
        "claims": "int64",
        "documents": "int64",
    },
}

#: The columns of each table, in order.
COLUMNS = {table: tuple(types) for table, types in TYPES.items()}

#: The names of the tables.
TABLES = tuple(COLUMNS)


@value(kw_only=True)
class Copies:
    """The copies in a corpus, made by `find_copies`.

    >>> from seedlib import Document
    >>> from seedlib.corpus import find_copies
    >>> story = "The talks on the northern dam have failed for the third time this year."
    >>> first = Document(id="a", text=story, published="2024-06-24")
    >>> copies = find_copies([first, Document(id="b", text=story.upper())])
    >>> [(row["document"], row["duplicate_of"]) for row in copies.rows("copies")]
    [('a', None), ('b', 'a')]
    """

    #: The documents of which there are several, group by group, the first of each before its copies.
    documents: tuple[DocumentCopy, ...] = ()
    #: The claims whose quotation stands in several places, quotation by quotation, the first of each before the others.
    quotations: tuple[RepeatedQuotation, ...] = ()
    #: How many documents were looked at.
    read: int = 0
    #: How many of their claims are quotations that are long enough.
    quoted: int = 0
    #: How many documents had the id of one before them, and were left out.
    repeated: int = 0
    #: How they were found.
    method: Method

    def rows(self, table: str) -> Iterator[dict[str, Any]]:
        """Yield the rows of a table, as plain dicts with the columns of `COLUMNS`.

        Raises:
            UsageError: there is no such table.
        """
        if table not in COLUMNS:
            raise UsageError(f"found the table {table!r}, expected one of {', '.join(TABLES)}")
        held = self.documents if table == "copies" else self.quotations
        return ({column: getattr(row, column) for column in COLUMNS[table]} for row in held)
