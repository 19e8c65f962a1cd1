"""A report as one page: no file beside it, nothing from the network, no text that could act.

Rules:

- Everything that is printed into the template is escaped, and what is no visible character is shown as one.
- The page's own style and script are named by their digests in its content security policy; nothing else may load or run.
- No time of the run stands in the page: the same report gives the same bytes.
"""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, BinaryIO

from seedlib.corpus.reporting.cells import FIRMNESS, KINDS
from seedlib.corpus.reporting.values import Report
from seedlib.corpus.reporting.view import view_of
from seedlib.errors import MissingExtraError
from seedlib.exporting.page.visible import shown_value

if TYPE_CHECKING:
    from jinja2 import Template

__all__ = ["load_template", "write_report"]

#: How many pieces of the template are written at a time; one has some thirty characters.
_PIECES = 500


def write_report(report: Report, target: BinaryIO, *, title: str = "Who claims what") -> None:
    """Write a report as a page.

    Args:
        report: the numbers and the claims behind them.
        target: a binary stream.
        title: the page's heading.

    Raises:
        MissingExtraError: jinja2 is not installed.
    """
    template = load_template()
    pieces = template.stream(view=view_of(report, title), **_inlined())
    pieces.enable_buffering(_PIECES)
    target.writelines(piece.encode("utf-8", "backslashreplace") for piece in pieces)


def load_template() -> Template:
    """Return the page's template, so that an absent library is noticed before many documents are read.

    Raises:
        MissingExtraError: jinja2 is not installed.
    """
    try:
        from jinja2 import Environment, PackageLoader, StrictUndefined
    except ImportError as error:
        raise MissingExtraError("jinja2", "pages") from error
    environment = Environment(
        loader=PackageLoader("seedlib.corpus.reporting"),
        autoescape=True,
        finalize=shown_value,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["mark"] = _mark
    environment.filters["n"] = "{:,}".format
    return environment.get_template("report.html.jinja")


def _mark(name: str) -> str:
    """Return the class of a kind or modality, which has its colour; those of plugins share one."""
    return f"mark-{name}" if name in KINDS or name in FIRMNESS else "mark-other"


def _inlined() -> dict[str, str]:
    """Return the style and the script, as markup, with the digests by which the policy allows them."""
    from markupsafe import Markup

    style, script = (files("seedlib.corpus.reporting").joinpath(name).read_text("utf-8") for name in ("report.css", "report.js"))
    return {
        "style": Markup(style),  # noqa: S704  # our own file
        "script": Markup(script),  # noqa: S704  # our own file
        "style_digest": _digest(style),
        "script_digest": _digest(script),
    }


def _digest(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"
