"""Documents that are ZIP archives of XML: opened with clear errors, their members read as trees.

Rules:

- The member that the text stands in has to be there, and whole. Others are read where they can be; a notice says where they cannot.
- Old Office files, encrypted ones and what is no archive at all are refused by name.
"""

from __future__ import annotations

from typing import BinaryIO
from xml.etree.ElementTree import Element

from seedlib.components import Settings
from seedlib.errors import ParseError
from seedlib.model import Notice
from seedlib.parsing.archives import member, open_zip
from seedlib.parsing.formats import OLE, is_binary, refusal_of
from seedlib.parsing.xml import root_of

__all__ = ["ZIP_START", "Package", "has_media_type"]

#: How the first member of a ZIP archive begins (APPNOTE.TXT of PKWARE, 4.3.7).
ZIP_START = b"PK\x03\x04"

#: How many bytes are looked at to say what a file is that is no archive; the list of an old Office file's streams stands among them.
_HEAD = 65_536

#: The name of the stream that encrypted Office files have ([MS-OFFCRYPTO], 2.3.4.4).
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")

#: OpenDocument and EPUB files begin with a member `mimetype` that is not packed: where its name stands, and where the media type behind
#: it ends at the latest (OpenDocument 1.3 part 2, 3.3; EPUB 3.3, 4.2.6.3).
_MIMETYPE, _MIMETYPE_END = slice(30, 38), 120


class Package:
    """A document that is a ZIP archive of XML.

    Args:
        stream: the file; can seek.
        settings: with the limits.
        what: what it should be, with its article: `a Word file`.
        component: the full name of the parser, for notices.

    Raises:
        LimitError: it unpacks to too much.
        ParseError: it is something else, broken, or encrypted as a whole.
    """

    def __init__(self, stream: BinaryIO, settings: Settings, what: str, component: str) -> None:
        stream.seek(0)
        head = stream.read(_HEAD)
        if not head.startswith(b"PK"):
            raise _no_archive(head, what)
        self.archive = open_zip(stream, settings, what)
        self.settings, self.what, self.component = settings, what, component
        #: What could not be read so far.
        self.notices: list[Notice] = []

    def raw(self, name: str) -> bytes:
        """Return a member's bytes.

        Raises:
            ParseError: there is no such member, or it is broken or encrypted.
        """
        return member(self.archive, name, self.what)

    def root(self, name: str) -> Element:
        """Return the root of a member.

        Raises:
            ParseError: there is no such member, or it is broken.
        """
        return root_of(self.raw(name), self.settings, f"{name} of the {self.what.partition(' ')[2]}")

    def optional(self, name: str) -> Element | None:
        """Return the root of a member that the text can be read without; None if it is not there, or, with a notice, cannot be read."""
        if name not in self.archive.NameToInfo:
            return None
        try:
            return self.root(name)
        except ParseError as error:
            message = f"{name} cannot be read, and is left out: {error.message}"
            self.notices.append(Notice(code="member-unread", message=message, component=self.component))
            return None


def has_media_type(head: bytes, media_type: str) -> bool:
    """Say whether a file begins as an archive does that names its own media type."""
    return head.startswith(ZIP_START) and head[_MIMETYPE] == b"mimetype" and media_type.encode() in head[:_MIMETYPE_END]


def _no_archive(raw: bytes, what: str) -> ParseError:
    """Return the error for a file that is no archive, by its beginning."""
    if raw.startswith(OLE) and _ENCRYPTED in raw:
        return ParseError(f"found {what} that needs a password to be opened", advice="save a copy without a password")
    if is_binary(raw):
        return refusal_of(raw, expected=what)
    return ParseError(
        f"found text that begins with {raw[:16]!r}, expected {what}", advice="check how it was made; --parser text reads text"
    )
