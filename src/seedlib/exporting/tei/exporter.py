"""TEI files: one document, a corpus, or a file a document in a folder.

Rules:

- A stream gets a `TEI` where there is one document, else a `teiCorpus`; so the second is asked for before the first is written.
- Inputs that gave no document are left out: TEI has no text without text.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain, islice
from pathlib import Path
from typing import BinaryIO

from seedlib.components import Context
from seedlib.exporting.markup import DECLARATION, attributes, element
from seedlib.exporting.naming import file_name
from seedlib.exporting.tei.document import NAMESPACE, header_of, tei_of
from seedlib.model import Analysis, Unread

__all__ = ["write_tei"]


def write_tei(results: Iterable[Analysis | Unread], target: BinaryIO | Path, context: Context) -> None:  # noqa: ARG001  # an exporter's signature
    """Write a TEI document or a corpus of them to a stream, or a file a document into a folder."""
    analyses = (result for result in results if isinstance(result, Analysis))
    if isinstance(target, Path):
        for number, analysis in enumerate(analyses, 1):
            with (target / f"{file_name(number, analysis.document)}.xml").open("wb") as file:
                _write_one(analysis, file)
        return
    first = list(islice(analyses, 2))
    if len(first) == 1:
        _write_one(first[0], target)
    else:
        _write_corpus(chain(first, analyses), target)


def _write_one(analysis: Analysis, target: BinaryIO) -> None:
    target.write(DECLARATION.encode())
    _write(tei_of(analysis, 1, alone=True), target)


def _write_corpus(analyses: Iterable[Analysis], target: BinaryIO) -> None:
    title = f"<titleStmt>{element('title', 'Documents read by seedlib')}</titleStmt>"
    header = header_of(title, element("p", "Each document says where it is from."))
    target.write(f"{DECLARATION}<teiCorpus{attributes({'xmlns': NAMESPACE})}>\n{header}".encode())
    for number, analysis in enumerate(analyses, 1):
        _write(tei_of(analysis, number, alone=False), target)
    target.write(b"</teiCorpus>\n")


def _write(pieces: Iterable[str], target: BinaryIO) -> None:
    target.write("".join(pieces).encode())
