"""Metadata: what a page says of its article, and where it says so."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from seedlib.model import EMPTY, Notice, Provenance, value

if TYPE_CHECKING:
    from seedlib.parsing.html.page import Page

__all__ = ["Facts", "facts_of"]


@value(kw_only=True)
class Facts:
    """What a page says of itself."""

    #: Fields of the document by name: `title`, `authors` (a tuple), `published` …; only those that are known.
    fields: Mapping[str, Any] = EMPTY
    provenance: tuple[Provenance, ...] = ()
    notices: tuple[Notice, ...] = ()


def facts_of(page: Page, *, url: str | None = None) -> Facts:
    """Return what a page says of its article.

    Args:
        page: the page.
        url: its address, where somebody gives it from outside.
    """
    del page
    return Facts(fields={"url": url} if url else {})
