"""One pass over results: what a report keeps of each document; never a text.

Rules:

- Of a claim, who, what and how is kept in numbers and short names; its words wait in a temporary file until it is known which are listed.
- A document that comes twice is left out the second time: one with the same id and the same claims.
- An actor is one of a document here; which actors of several documents are one is found afterwards.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from sys import intern
from tempfile import SpooledTemporaryFile
from typing import NamedTuple
from urllib.parse import urlsplit

from seedlib.corpus.reporting.periods import stated
from seedlib.corpus.reporting.values import Lost, Problem, ReportedDocument
from seedlib.exporting.display import shortened
from seedlib.exporting.page.fragments import text_link, web_address
from seedlib.exporting.page.sheets import place_of
from seedlib.exporting.rows import Lines
from seedlib.model import Analysis, Claim, Document, Failure, Notice, Unread, is_local_id

__all__ = ["WORDS", "Row", "Taken", "Told", "lost"]

#: How many characters are kept of a claim's words, and of a title, a name or a message.
WORDS = 300

#: How many characters are kept of a text problem's words.
_PROBLEM = 80

#: How many text problems, and how many failures, are listed: a screen has some fifty lines, and nobody reads twenty screens of them.
_LISTED = 1_000

#: The words of claims wait in memory up to this many bytes, then in a file.
_SPOOL = 1 << 22


class Row(NamedTuple):
    """A claim, as far as it is counted."""

    #: The number of its document.
    document: int
    kind: str
    modality: str
    negative: bool
    by_author: bool
    #: The numbers of actors, see `Taken.actors`.
    speakers: tuple[int, ...]
    targets: tuple[int, ...]
    #: Where its words begin in the file.
    at: int


class Told(NamedTuple):
    """A claim's words, as they wait in the file."""

    id: str
    line: int
    who: str
    cue: str
    words: str
    quotation: str
    link: str


class Taken:
    """What is kept of all documents so far. It holds a temporary file until it is closed."""

    def __init__(self) -> None:
        self.documents: list[ReportedDocument] = []
        #: Of each document, the date to be counted by.
        self.dates: list[str] = []
        self.rows: list[Row] = []
        #: Of each document, the place of its first claim among them.
        self.starts: list[int] = []
        #: The number of each actor that makes a claim or is what one is about: by its document's id and its own. One that is in no
        #: analysis, as in a file that another program wrote, and whose id holds everywhere, is in no document: None.
        self.actors: dict[tuple[str | None, str], int] = {}
        self.repeated = 0
        self.unread = 0
        self.problems: Counter[tuple[str, str]] = Counter()
        self.problem_documents: Counter[tuple[str, str]] = Counter()
        self.problem_list: list[Problem] = []
        self.failures = 0
        self.failure_list: list[Lost] = []
        self.notices: dict[str, tuple[Notice, int]] = {}
        self._seen: set[bytes] = set()
        self._words = SpooledTemporaryFile(max_size=_SPOOL)  # noqa: SIM115  # closed by `close`
        self._end = 0

    def close(self) -> None:
        """Drop the words."""
        self._words.close()

    def watch(self, results: Iterable[Analysis | Unread]) -> Iterator[Analysis]:
        """Yield the analyses of results, and keep of each what is kept; one that comes twice is yielded once."""
        for result in results:
            if isinstance(result, Unread):
                self.unread += 1
                for failure in result.failures:
                    self._lose(lost(failure, place_of(result.origin) or result.origin.uri or "", unread=True))
            elif self._is_new(result):
                self._take(result)
                yield result
            else:
                self.repeated += 1

    def words_of(self, row: Row) -> Told:
        """Return the words of a claim."""
        self._words.seek(row.at)
        return Told(*json.loads(self._words.readline()))

    def _is_new(self, analysis: Analysis) -> bool:
        told = (analysis.document.id, [(claim.id, claim.kind, claim.speakers, claim.targets) for claim in analysis.claims])
        digest = blake2b(repr(told).encode(errors="surrogatepass"), digest_size=16).digest()
        if digest in self._seen:
            return False
        self._seen.add(digest)
        return True

    def _take(self, analysis: Analysis) -> None:
        document = _kept(analysis.document)
        number = len(self.documents)
        self.documents.append(document)
        self.dates.append(stated(document.published))
        self.starts.append(len(self.rows))
        shown = {identifier: analysis.actors[place].id for identifier, place in analysis.actor_places().items()}
        names = {actor.id: actor.name for actor in analysis.actors}
        lines = Lines(analysis.document.text)
        address = web_address(analysis.document.url, analysis.document.origin.uri)
        for claim in analysis.claims:
            who = ", ".join(names.get(shown.get(speaker, ""), speaker) for speaker in claim.speakers)
            told = _told(analysis, claim, who, lines.of(claim.content[0].start), address)
            row = Row(
                document=number,
                kind=intern(claim.kind),
                modality=intern(claim.modality),
                negative=claim.polarity == "negative",
                by_author=claim.by_author,
                speakers=tuple(dict.fromkeys(self._actor(document.id, shown, held) for held in claim.speakers)),
                targets=tuple(dict.fromkeys(self._actor(document.id, shown, held) for held in claim.targets)),
                at=self._end,
            )
            self.rows.append(row)
            self._end += self._words.write(json.dumps(told).encode() + b"\n")
        self._take_problems(analysis, document, lines)
        for failure in analysis.failures:
            self._lose(lost(failure, document.place or document.id, unread=False))
        for notice in {notice.message: notice for notice in analysis.notices}.values():
            self.notices[notice.message] = (notice, self.notices.get(notice.message, (notice, 0))[1] + 1)

    def _actor(self, document: str, shown: dict[str, str], identifier: str) -> int:
        key: tuple[str | None, str] = (document, shown.get(identifier, identifier))
        if identifier not in shown and not is_local_id(identifier):
            key = (None, identifier)
        return self.actors.setdefault(key, len(self.actors))

    def _take_problems(self, analysis: Analysis, document: ReportedDocument, lines: Lines) -> None:
        for problem in analysis.problems:
            self.problems[problem.kind, document.outlet] += 1
            if len(self.problem_list) < _LISTED:
                words = analysis.document[problem.span] if problem.span else ""
                line = lines.of(problem.span.start) if problem.span else 0
                kept = shortened(words[: 2 * _PROBLEM], _PROBLEM)
                self.problem_list.append(Problem(document=document, kind=problem.kind, line=line, words=kept, note=_short(problem.note)))
        for kind in {problem.kind for problem in analysis.problems}:
            self.problem_documents[kind, document.outlet] += 1

    def _lose(self, failed: Lost) -> None:
        self.failures += 1
        if len(self.failure_list) < _LISTED:
            self.failure_list.append(failed)


def _kept(document: Document) -> ReportedDocument:
    return ReportedDocument(
        id=document.id,
        title=_short(document.title or ""),
        place=_short(place_of(document.origin)),
        url=document.url or "",
        outlet=_short(document.publisher or _site(document.url or "")),
        published=document.published or "",
    )


def _site(url: str) -> str:
    """Return the site of a URL; empty if it has none.

    >>> _site("https://www.example.org:8080/a"), _site("mailto:a@b.example"), _site("http://[")
    ('example.org', '', '')
    """
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _told(analysis: Analysis, claim: Claim, who: str, line: int, address: str | None) -> Told:
    return Told(
        id=claim.id,
        line=line,
        who=_short(who or analysis.text_of(claim.source)),
        cue=_short(analysis.text_of(claim.cue)),
        words=_short(analysis.text_of(claim.content)),
        quotation=claim.quotation,
        link="" if address is None else text_link(address, analysis.document, claim.content),
    )


def _short(text: str) -> str:
    return shortened(" ".join(text.split()), WORDS)


def lost(failure: Failure, place: str, *, unread: bool) -> Lost:
    """Return a failure with where it happened."""
    held = failure.part if failure.part and failure.part not in place else ""
    return Lost(
        place=_short(", ".join(part for part in (place, held) if part)),
        component=failure.component if not unread else "",
        message=_short(failure.message),
        advice=_short(failure.advice),
        unread=unread,
    )
