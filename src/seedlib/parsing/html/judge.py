"""The judge: which blocks of a page are its main text."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from seedlib.parsing.html.page import Page

__all__ = ["main_of"]


def main_of(page: Page, *, title: str | None = None, language: str | None = None) -> tuple[str, ...]:
    """Return the kind of each block of a page: its own if it is main text; title, caption, byline … or boilerplate.

    Args:
        page: the page.
        title: the article's title, if the page states it.
        language: the page's language, if it states it.
    """
    del language
    return tuple("title" if page.text[block.start : block.end] == title else block.kind for block in page.blocks)
