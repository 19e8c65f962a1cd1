"""The page: one file in which documents can be read with their claims marked, without the network.

Rules:

- Everything is in the file: no style, script, font or picture is fetched, and no word of a document is markup, see `rendering`.
- It is written document by document. What stands at the head, how many there are and what they are called, is known at the end
  only: the documents wait in a temporary file until then.
- The templates are compiled once a file.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from tempfile import SpooledTemporaryFile
from typing import BinaryIO

from seedlib.components import Context
from seedlib.exporting.page.rendering import encoded, environment, inlined
from seedlib.exporting.page.sheets import Sheet, sheet_of, unreadable_of
from seedlib.model import Analysis, Unread, value

__all__ = ["write_html"]

#: So many bytes wait in memory; more go to a temporary file.
_SPOOL = 16 * 2**20


@value(kw_only=True)
class _Line:
    """A document in the list at the head of a page."""

    number: int
    title: str
    above: tuple[str, ...] = ()
    published: str = ""
    claims: int = 0
    problems: int = 0
    failed: bool = False


def write_html(results: Iterable[Analysis | Unread], target: BinaryIO, context: Context) -> None:  # noqa: ARG001  # an exporter's signature
    """Write one page with all documents.

    Raises:
        MissingExtraError: jinja2 is not installed.
    """
    templates, own = environment(__package__), inlined(__package__, "page.css", "page.js")
    document, unread = templates.get_template("document.html.jinja"), templates.get_template("unread.html.jinja")
    lines: list[_Line] = []
    with SpooledTemporaryFile(max_size=_SPOOL) as waiting:
        for number, result in enumerate(results, 1):
            if isinstance(result, Unread):
                input_ = unreadable_of(result, number)
                lines.append(_Line(number=number, title=input_.title, failed=True))
                waiting.write(encoded(unread.render(input=input_)))
                continue
            sheet = sheet_of(result, number)
            lines.append(_line(sheet))
            waiting.writelines(map(encoded, document.generate(sheet=sheet)))
        target.write(encoded(templates.get_template("head.html.jinja").render(lines=lines, **own)))
        waiting.seek(0)
        shutil.copyfileobj(waiting, target)
        target.write(encoded(templates.get_template("foot.html.jinja").render(**own)))


def _line(sheet: Sheet) -> _Line:
    published = next((held for label, held in sheet.below if label == "Published"), "")
    return _Line(
        number=sheet.number,
        title=sheet.title,
        above=sheet.above,
        published=published,
        claims=len(sheet.claims),
        problems=len(sheet.problems),
        failed=bool(sheet.failures),
    )
