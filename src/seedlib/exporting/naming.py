"""What the files of a folder are called that has some for each document."""

from __future__ import annotations

from pathlib import PurePosixPath

import regex

from seedlib.model import Document

__all__ = ["file_name"]

#: What a file's name does not keep: slashes, blanks, dots, what a shell or another system takes for something else.
_UNSAFE = regex.compile(r"[^A-Za-z0-9_-]+")

#: The longest part of a name that is the document's; file systems bear 255 bytes.
_LONGEST = 60


def file_name(number: int, document: Document) -> str:
    """Return a name without its suffix: the document's number, so that no two are alike and order stays, and the file that it is from.

    >>> file_name(7, Document(text="", id="memo/7", url=None))
    '000007-memo-7'
    """
    name = PurePosixPath(document.origin.filename or "").stem or document.id
    return f"{number:06d}-{_UNSAFE.sub('-', name)[:_LONGEST].strip('-') or 'document'}"
