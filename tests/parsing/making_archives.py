"""Archives made for tests, and what they are read as: part and beginning of the text, or the message of the failure."""

from __future__ import annotations

import io
import tarfile
import zipfile
from typing import Any

from seedlib import Settings
from seedlib.model import Analysis
from seedlib.reading import parse_many

#: A text that no parser takes for anything but a text.
RAIN = "Ada Poe said that it rained.\n"


def zipped(*members: tuple[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a ZIP archive of members by name."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive:
        for name, held in members:
            archive.writestr(zipfile.ZipInfo(name), held, method)
    return packed.getvalue()


def tarred(*members: tuple[str, bytes | str | None], form: int = tarfile.PAX_FORMAT) -> bytes:
    """Return a TAR archive of members by name; None stands for a link out of it."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=form) as archive:
        for name, held in members:
            member = tarfile.TarInfo(name)
            raw = held.encode() if isinstance(held, str) else held
            if raw is None:
                member.type, member.linkname = tarfile.SYMTYPE, "/etc/passwd"
            else:
                member.size = len(raw)
            archive.addfile(member, io.BytesIO(raw or b""))
    return packed.getvalue()


def read(raw: bytes, name: str = "a.zip", settings: Settings | None = None) -> list[Any]:
    """Return the documents of a file, and the `Unread`s, all parts of it read in their turn."""
    stream = io.BytesIO(raw)
    stream.name = name
    return list(parse_many([stream], failures="yield", settings=settings))


def told(results: list[Any]) -> list[tuple[str, str]]:
    """Return part and beginning of the text of each document, part and message of each failure."""
    return [
        (r.document.origin.part or "", r.document.text[:7]) if isinstance(r, Analysis) else (r.origin.part or "", r.failures[0].message)
        for r in results
    ]


def notices(results: list[Any]) -> list[str]:
    """Return the messages of all notices."""
    return [notice.message for result in results if isinstance(result, Analysis) for notice in result.notices]
