"""Makes small PDF files for tests: words at places, in one of the fonts that every viewer has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

#: Widths of Helvetica's letters are about half of their size: enough to set columns by.
EM = 0.5


class Words(NamedTuple):
    """Words at a place: points from the lower left corner."""

    x: float
    y: float
    text: str
    size: float = 10.0
    bold: bool = False
    #: The first two columns of the text's matrix: upright by default.
    matrix: tuple[float, float, float, float] = (1, 0, 0, 1)


def paragraph(x: float, y: float, lines: Iterable[str], *, size: float = 10.0, step: float = 12.0) -> list[Words]:
    """Return lines under each other, the first at `y`."""
    return [Words(x, y - step * number, line, size) for number, line in enumerate(lines)]


def pdf(pages: Iterable[Iterable[Words]], info: Mapping[str, str] | None = None, *, page: str = "", catalog: str = "") -> bytes:
    """Return a file with these pages of 400 by 600 points.

    Args:
        pages: each its words, in the order in which the file draws them.
        info: what the file says of itself.
        page: more entries of each page's dictionary.
        catalog: more entries of the catalog.
    """
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /%s /Encoding /WinAnsiEncoding >>"
    objects: list[bytes] = [b"", b"", font % b"Helvetica", font % b"Helvetica-Bold"]
    kids = []
    for words in pages:
        content = b"BT\n" + b"".join(map(_drawn, words)) + b"ET"
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
        fonts = "/Font << /F1 3 0 R /F2 4 0 R >>"
        kids.append(f"{len(objects) + 1} 0 R")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 600] {page} /Contents {len(objects)} 0 R /Resources << {fonts} >> >>".encode()
        )
    objects[0] = f"<< /Type /Catalog /Pages 2 0 R {catalog} >>".encode()
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>".encode()
    objects.append(b"<< " + b"".join(f"/{key} ".encode() + _string(held) for key, held in (info or {}).items()) + b" >>")
    return _file(objects)


def _drawn(words: Words) -> bytes:
    numbers = " ".join(f"{number:g}" for number in (*words.matrix, words.x, words.y))
    return f"/F{1 + words.bold} {words.size:g} Tf {numbers} Tm ".encode() + _string(words.text) + b" Tj\n"


def _string(text: str) -> bytes:
    return b"(" + text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)") + b") "


def _file(objects: list[bytes]) -> bytes:
    written = b"%PDF-1.4\n"
    places = []
    for number, held in enumerate(objects, 1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, held)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    trailer = b"trailer\n<< /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(objects), len(written))
    return written + b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table) + trailer
