"""A report as one page: no file beside it, nothing from the network, no text that could act.

Rules:

- What makes it harmless and whole is what makes the page of one document so, see `seedlib.exporting.page.rendering`.
- No time of the run stands in the page: the same report gives the same bytes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from seedlib.corpus.reporting.cells import FIRMNESS, KINDS
from seedlib.corpus.reporting.values import Report
from seedlib.corpus.reporting.view import view_of
from seedlib.exporting.page.rendering import encoded, environment, inlined

if TYPE_CHECKING:
    from jinja2 import Template

__all__ = ["load_template", "write_report"]

#: How many pieces of the template are written at a time; one has some thirty characters.
_PIECES = 500


def write_report(report: Report, target: BinaryIO, *, title: str = "Who claims what") -> None:
    """Write a report as a page.

    >>> import io
    >>> from seedlib import Analysis, Document
    >>> from seedlib.corpus import report
    >>> found = report([Analysis(document=Document(text="It rains."))])
    >>> target = io.BytesIO()
    >>> write_report(found, target, title="The weather")
    >>> b"The weather" in target.getvalue()
    True

    Args:
        report: the numbers and the claims behind them.
        target: a binary stream.
        title: the page's heading.

    Raises:
        MissingExtraError: jinja2 is not installed.
    """
    template = load_template()
    pieces = template.stream(view=view_of(report, title), **inlined(__package__, "report.css", "report.js"))
    pieces.enable_buffering(_PIECES)
    target.writelines(map(encoded, pieces))


def load_template() -> Template:
    """Return the page's template, so that an absent library is noticed before many documents are read.

    Raises:
        MissingExtraError: jinja2 is not installed.
    """
    templates = environment(__package__)
    templates.keep_trailing_newline = True
    templates.filters["mark"] = _mark
    templates.filters["n"] = "{:,}".format
    return templates.get_template("report.html.jinja")


def _mark(name: str) -> str:
    """Return the class of a kind or modality, which has its colour; those of plugins share one."""
    return f"mark-{name}" if name in KINDS or name in FIRMNESS else "mark-other"
