"""Find copies: one pass over results, then the groups.

Rules:

- Results are taken one by one; what is kept of each is its id, its date and the ids of its quotations.
- The first of a group is the one published first; one without a date comes after those that have one, and among equals the order decides.
- Nothing is dropped: whoever counts leaves out what has a `duplicate_of`.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from contextlib import closing
from datetime import UTC, datetime
from importlib.metadata import version
from math import inf

from seedlib.corpus.copies.signing import rensa
from seedlib.corpus.copies.sketches import KEY_BYTES, Sketches
from seedlib.corpus.copies.values import LEAST_QUOTED, Copies, DocumentCopy, Method, RepeatedQuotation
from seedlib.corpus.copies.wording import main_words, quoted_words
from seedlib.model import Analysis, Document, Unread

__all__ = ["find_copies", "moment"]

#: How what an ISO 8601 date leaves open is filled, by how long it is: a year and a month begin with their first day.
_OPEN = {4: "-01-01", 7: "-01"}


class _Taken:
    """What is kept of the documents."""

    def __init__(self) -> None:
        #: The id of each, and its place.
        self.documents: dict[str, int] = {}
        self.moments = array("d")
        self.texts, self.quotes = Sketches(), Sketches()
        #: The number of each document's text; -1 where it has no words.
        self.text_of = array("q")
        #: Of each quotation the number of its words, its document's place, and its claim's id.
        self.quote_of, self.document_of = array("q"), array("q")
        self.claims: list[str] = []
        self.repeated = 0

    def close(self) -> None:
        self.texts.close()
        self.quotes.close()

    def add(self, result: Analysis | Document | Unread) -> None:
        if isinstance(result, Unread):
            return
        document = result if isinstance(result, Document) else result.document
        place = self.documents.setdefault(document.id, len(self.moments))
        if place < len(self.moments):
            self.repeated += 1
            return
        self.moments.append(moment(document.published))
        words = main_words(document)
        self.text_of.append(self.texts.add(words) if words else -1)
        if isinstance(result, Analysis):
            self._add_quotations(result, place)

    def _add_quotations(self, analysis: Analysis, place: int) -> None:
        for claim in analysis.claims:
            words = quoted_words(analysis, claim)
            if len(words) >= LEAST_QUOTED:
                self.quote_of.append(self.quotes.add(words))
                self.document_of.append(place)
                self.claims.append(claim.id)


def find_copies(results: Iterable[Analysis | Document | Unread]) -> Copies:
    """Find which documents are copies of one another, and which quotations stand in several places.

    >>> story = "The talks on the northern dam have failed for the third time this year, officials said on Monday."
    >>> found = find_copies([Document(id="late", text=story, published="2024-06-25"), Document(id="first", text=story.upper(),
    ...     published="2024-06-24"), Document(id="other", text="Rain is expected in the north from Tuesday on.")])
    >>> [(copy.document, copy.duplicate_of) for copy in found.documents]
    [('first', None), ('late', 'first')]

    Args:
        results: taken one by one, and not kept; documents that were not analyzed have no quotations, and inputs that gave no document
            are passed over.

    Raises:
        MissingExtraError: rensa is not installed.
    """
    rensa()  # not only at the first text
    with closing(_Taken()) as taken:
        for result in results:
            taken.add(result)
        return Copies(
            documents=_documents(taken),
            quotations=_quotations(taken),
            read=len(taken.documents),
            quoted=len(taken.claims),
            repeated=taken.repeated,
            method=Method(library=f"rensa {version('rensa')}"),
        )


def _documents(taken: _Taken) -> tuple[DocumentCopy, ...]:
    ids = list(taken.documents)
    found = []
    for group in _grouped(taken.texts, taken.text_of):
        first, *others = sorted(group, key=lambda place: (taken.moments[place], place))
        found.append(DocumentCopy(document=ids[first], documents=len(group)))
        for place in others:
            likeness = taken.texts.similarity(taken.text_of[first], taken.text_of[place])
            found.append(DocumentCopy(document=ids[place], duplicate_of=ids[first], similarity=round(likeness, 4), documents=len(group)))
    return tuple(found)


def _quotations(taken: _Taken) -> tuple[RepeatedQuotation, ...]:
    ids, keys = list(taken.documents), taken.quotes.keys()
    found = []
    for group in _grouped(taken.quotes, taken.quote_of):
        ordered = sorted(group, key=lambda place: (taken.moments[taken.document_of[place]], place))
        first = taken.quote_of[ordered[0]]
        name = f"quote:{keys[first]:0{2 * KEY_BYTES}x}"
        documents = len({taken.document_of[place] for place in group})
        found += [
            RepeatedQuotation(
                quotation_group=name,
                document=ids[taken.document_of[place]],
                claim=taken.claims[place],
                similarity=round(taken.quotes.similarity(first, taken.quote_of[place]), 4),
                claims=len(group),
                documents=documents,
            )
            for place in ordered
        ]
    return tuple(found)


def _grouped(sketches: Sketches, numbers: Sequence[int]) -> list[list[int]]:
    """Return the places whose texts are alike, where there are several, in the order of their first."""
    joined = sketches.joined()
    found: dict[int, list[int]] = {}
    for place, number in enumerate(numbers):
        if number >= 0:
            found.setdefault(joined.least(number), []).append(place)
    return [group for group in found.values() if len(group) > 1]


def moment(published: str | None) -> float:
    """Return when a document was published, in seconds, for sorting; infinity if it is not known.

    What is not stated is the earliest that it may be, and a time without a zone is UTC.

    >>> moment("2024-06-24T10:00+02:00") == moment("2024-06-24T08:00Z") > moment("2024-06-24") > moment("2024")
    True
    >>> moment(None), moment("last week")
    (inf, inf)
    """
    held = published or ""
    try:
        found = datetime.fromisoformat(held + _OPEN.get(len(held), ""))
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):
        return inf
