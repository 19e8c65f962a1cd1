"""The judge: which blocks of a page are its main text.

Each block is measured (`measures`: its text, the elements around it and their names, its place on the page, what stands beside it), and a
forest of small trees (`forest`) says how sure it is main text. No other program is asked, nothing is kept between pages, and no list of
words of any language is used but those of classes and ids, which are code. `make_forest` says from what the trees were learnt.

Rules:

- Nothing is dropped: what is not main text is `boilerplate`. A caption stays one between the title and the end of the main text;
  elsewhere it is of a picture of something else, such as another story.
- One block at most is the title: the heading that says it, else the first block that does.
- A page of which nothing is surely main text still has some: the surest of it, and what is half as sure.
- The same page is judged alike each time.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from seedlib.components import Context
from seedlib.model import MAIN_TEXT_KINDS
from seedlib.parsing.html.judge.forest import read_forest
from seedlib.parsing.html.judge.measures import measures_of, same_words

if TYPE_CHECKING:
    from seedlib.parsing.html.page import Page

__all__ = ["main_of"]


def main_of(page: Page, context: Context, *, title: str | None = None) -> tuple[str, ...]:
    """Return the kind of each block of a page: its own if it is main text, `title`, `caption`, else `boilerplate`.

    Args:
        page: the page.
        context: keeps the forest.
        title: the article's title, if the page states it.
    """
    forest = context.once(read_forest)
    sure = [forest.probability(row) for row in measures_of(page, title)]
    best = max(sure, default=0.0)
    border = forest.border if best >= forest.border else best / 2
    heading = _title(page, title)
    main = [index for index, probability in enumerate(sure) if probability >= border and page.blocks[index].kind != "caption"]
    first = min(main[:1] + ([heading] if heading is not None else []), default=0)
    last = max(main, default=first) + 1  # of a picture at the end
    return tuple(
        "title" if index == heading else _kind(block.kind, is_main=sure[index] >= border, is_near=first <= index <= last)
        for index, block in enumerate(page.blocks)
    )


def _kind(kind: str, *, is_main: bool, is_near: bool) -> str:
    if kind == "caption" and is_near:
        return kind
    if kind == "caption" or not is_main:
        return "boilerplate"
    return kind if kind in MAIN_TEXT_KINDS else "paragraph"


def _title(page: Page, title: str | None) -> int | None:
    """Return the block that is the title: a first-level heading before other headings, these before other blocks."""
    if not title:
        return None
    blocks = page.blocks
    near = [index for index, block in enumerate(blocks) if block.end - block.start <= 2 * len(title)]
    said: Sequence[int] = [index for index in near if same_words(page.text[blocks[index].start : blocks[index].end], title)]
    return min(said, key=lambda index: (blocks[index].node.tag != "h1", blocks[index].kind != "heading", index), default=None)
