"""The page: one file in which documents can be read with their claims marked, without the network.

Rules:

- Everything is in the file: no style, script, font or picture is fetched. The page says so itself, by a content security policy
  that allows the style and the script in it, by their digests, and nothing else.
- No word of a document is markup: templates escape everything, and what acts is made visible (`visible`).
- It is written document by document. What stands at the head, how many there are and what they are called, is known at the end
  only: the documents wait in a temporary file until then.
- The templates are compiled once a file.
"""

from __future__ import annotations

import shutil
from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256
from importlib.resources import files
from tempfile import SpooledTemporaryFile
from typing import TYPE_CHECKING, BinaryIO

from seedlib.components import Context
from seedlib.errors import MissingExtraError
from seedlib.exporting.page.sheets import Sheet, sheet_of, unreadable_of
from seedlib.exporting.page.visible import shown_value
from seedlib.model import Analysis, Unread, value

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["environment", "write_html"]

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


def environment() -> Environment:
    """Return the templates, which escape everything.

    Raises:
        MissingExtraError: jinja2 is not installed.
    """
    try:
        from jinja2 import Environment, PackageLoader, StrictUndefined
    except ImportError as error:
        raise MissingExtraError("jinja2", "pages") from error
    return Environment(
        loader=PackageLoader("seedlib.exporting.page"),
        autoescape=True,
        finalize=shown_value,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def write_html(results: Iterable[Analysis | Unread], target: BinaryIO, context: Context) -> None:  # noqa: ARG001  # an exporter's signature
    """Write one page with all documents.

    Raises:
        MissingExtraError: jinja2 is not installed.
    """
    templates = environment()
    document, unread = templates.get_template("document.html.jinja"), templates.get_template("unread.html.jinja")
    lines: list[_Line] = []
    with SpooledTemporaryFile(max_size=_SPOOL) as waiting:
        for number, result in enumerate(results, 1):
            if isinstance(result, Unread):
                input_ = unreadable_of(result, number)
                lines.append(_Line(number=number, title=input_.title, failed=True))
                waiting.write(_encoded(unread.render(input=input_)))
                continue
            sheet = sheet_of(result, number)
            lines.append(_line(sheet))
            waiting.writelines(map(_encoded, document.generate(sheet=sheet)))
        target.write(_encoded(templates.get_template("head.html.jinja").render(lines=lines, **_inlined())))
        waiting.seek(0)
        shutil.copyfileobj(waiting, target)
        target.write(_encoded(templates.get_template("foot.html.jinja").render(**_inlined())))


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


def _inlined() -> dict[str, str]:
    """Return the style and the script, as markup, with the digests by which the policy allows them."""
    from markupsafe import Markup

    style, script = (files(__package__).joinpath(name).read_text("utf-8") for name in ("page.css", "page.js"))
    return {
        "style": Markup(style),  # noqa: S704  # our own file
        "script": Markup(script),  # noqa: S704  # our own file
        "style_digest": _digest(style),
        "script_digest": _digest(script),
    }


def _digest(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "backslashreplace")
