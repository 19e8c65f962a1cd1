"""What a notebook shows of an analysis, and of several: a fragment with its own style, without script.

Rules:

- The fragment has no ids, since a notebook may show the same analysis twice, and its style reaches nothing outside of it.
- It is bounded: long texts and lists are cut, and say so. The page (`-f html`) has everything.
- Colours are laid over the notebook's own, light or dark.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib.resources import files
from itertools import islice

from seedlib.errors import MissingExtraError
from seedlib.exporting.page.rendering import environment
from seedlib.exporting.page.sheets import Sheet, Unreadable, sheet_of, unreadable_of
from seedlib.model import Analysis, Unread, value

__all__ = ["Shown", "show"]

#: How many characters of a text, and how many claims, actors and problems, a notebook shows: what can be scrolled through.
_TEXT, _ROWS = 20_000, 200


@value(kw_only=True)
class Shown:
    """What `show` gives to a notebook.

    >>> from seedlib import Analysis, Document
    >>> shown = show(Analysis(document=Document(text="It rains.", title="Rain")))
    >>> shown.documents, "<script" in shown.html
    (1, False)
    """

    #: How many documents and inputs that gave none are in it.
    documents: int
    #: The fragment of HTML.
    html: str

    def __repr__(self) -> str:
        return f"<{self.documents} {'document' if self.documents == 1 else 'documents'}, to be shown by a notebook>"

    def _repr_html_(self) -> str:
        return self.html


def show(results: Analysis | Unread | Iterable[Analysis | Unread], *, most: int = 20) -> Shown:
    """Show several analyses in a notebook, one under the other, each folded; one alone is shown by itself.

    It takes what `read_many` yields, and reads no more of it than is shown and one more. An object with `_repr_html_` is the answer,
    rather than a kind of list, since a list of analyses is a plain list to everything else.

    >>> import seedlib
    >>> texts = ["Ada Poe said that the port was open.", "It rains."]
    >>> seedlib.show(seedlib.analyze(text) for text in texts)
    <2 documents, to be shown by a notebook>

    Args:
        results: an analysis, or any number of them.
        most: how many are shown.

    Raises:
        MissingExtraError: jinja2 is not installed.
    """
    results = iter([results] if isinstance(results, Analysis | Unread) else results)
    sheets = [_sheet(result, number) for number, result in enumerate(islice(results, most), 1)]
    more = next(results, None) is not None
    return Shown(documents=len(sheets), html=_rendered(sheets, more=more))


def html_of(result: Analysis | Unread) -> str | None:
    """Return what a notebook shows of one analysis; `Analysis` and `Unread` answer `_repr_html_` by it.

    Where jinja2 is not installed it is None, which is no answer to a notebook: it shows the value's `repr`.

    >>> from seedlib import Analysis, Document
    >>> "It rains." in html_of(Analysis(document=Document(text="It rains.")))
    True
    """
    try:
        return _rendered([_sheet(result, 1)])
    except MissingExtraError:
        return None


def _sheet(result: Analysis | Unread, number: int) -> Sheet | Unreadable:
    return unreadable_of(result, number) if isinstance(result, Unread) else sheet_of(result, number, most=_TEXT)


def _rendered(sheets: list[Sheet | Unreadable], *, more: bool = False) -> str:
    from markupsafe import Markup

    template = environment(__package__).get_template("notebook.html.jinja")
    style = Markup(files(__package__).joinpath("notebook.css").read_text("utf-8"))  # noqa: S704  # our own file
    return template.render(sheets=sheets, more=more, rows=_ROWS, style=style)
