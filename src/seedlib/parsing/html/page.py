"""Pages: the parser of HTML, from bytes to a document.

Rules:

- All visible text is in the document; what is not main text is typed, never dropped.
- What the markup says goes before what the text says; each value's provenance says where it was found.
- The source map leads from every block back to the decoded page.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

import attrs
import regex

from seedlib.components import Context, Hint, Parsed, Settings
from seedlib.errors import LimitError, ParseError
from seedlib.model import Origin, SourceRun, value
from seedlib.parsing.articles import Given, analysis_of
from seedlib.parsing.claimreview import script_reviews, with_reviews
from seedlib.parsing.decoding import read_raw
from seedlib.parsing.html.blocks import blocks_of
from seedlib.parsing.html.charset import decoded_page
from seedlib.parsing.html.judge import main_of
from seedlib.parsing.html.metadata import facts_of
from seedlib.parsing.html.surrounding import completed, sorted_out
from seedlib.parsing.html.tree import prepared, tree_of
from seedlib.parsing.html.writing import PageBlock

if TYPE_CHECKING:
    from turbohtml import Document as Tree

__all__ = ["Page", "page_of", "parse"]

_NAME = "seedlib:html"

#: Where browsers, and an extension that many use for it, note what they saved: `<!-- saved from url=(0024)https://example.org/a -->`.
_SAVED = regex.compile(r"<!--\s*(?:saved\ from\ url=\(\d+\)|Page\ saved\ with\ SingleFile\s+url:\ )(?P<url>https?://\S+)")


@value(kw_only=True)
class Page:
    """A page: its source, its tree, and all its visible text in blocks."""

    #: As decoded.
    source: str
    #: The blocks, an empty line between each two.
    text: str
    blocks: tuple[PageBlock, ...]
    #: Where the text stands in the source, in text order.
    runs: tuple[SourceRun, ...]
    #: The document node; not to be changed.
    tree: Tree = attrs.field(eq=False, repr=False)


def page_of(source: str, settings: Settings) -> Page:
    """Return a page with its visible text in blocks.

    Args:
        source: the page as decoded.
        settings: with the limit of a text's length.

    Raises:
        LimitError: the source is longer than that.
        ParseError: the extra `html` is not installed.
    """
    if len(source) > settings.max_characters:
        raise LimitError(
            f"found a page of {len(source):,} characters, expected at most {settings.max_characters:,}",
            advice="raise Settings.max_characters (--max-characters)",
        )
    made_of = prepared(source)
    tree = tree_of(made_of)
    text, blocks, runs = blocks_of(tree, made_of)
    return Page(source=source, text=text, blocks=blocks, runs=runs, tree=tree)


def parse(stream: BinaryIO, hint: Hint, context: Context) -> Iterator[Parsed]:
    """Yield the document of a page."""
    decoded = decoded_page(read_raw(stream, context.settings), hint)
    page = page_of(decoded.text, context.settings)
    if not page.blocks:
        raise _without_text(page)
    facts = facts_of(page, url=hint.uri or _saved_from(page.source), context=context)
    kinds = main_of(page, context, title=facts.fields.get("title"))
    origin = Origin(media_type="text/html", encoding=decoded.encoding, encoding_by=decoded.by, source_map=page.runs)
    given = Given(
        component=_NAME,
        origin=origin,
        fields=facts.fields,
        provenance=facts.provenance,
        problems=decoded.problems,
        notices=decoded.notices,
    )
    pieces = sorted_out(page.text, page.blocks, kinds, facts, context)
    analysis = completed(analysis_of(page.text, given, context, pieces.article), pieces)
    reviews = script_reviews(facts.scripts) if "Claim" in page.source else []
    yield with_reviews(analysis, reviews, _NAME) if reviews else analysis


def _saved_from(source: str) -> str | None:
    """Return the address that a browser noted where it saved the page; None if there is none."""
    found = _SAVED.search(source, 0, 4096)
    return found["url"] if found else None


def _without_text(page: Page) -> ParseError:
    """Return the error for a page without visible text."""
    frames = ParseError("found a page made of frames, expected text", advice="parse the pages that its frames name")
    if page.tree.find("frameset") is not None:
        return frames
    if page.tree.find("script") is not None:
        advice = "save it from a browser, after the scripts have run"
        return ParseError("found no text in the page but scripts, which make its text when they are run, expected text", advice=advice)
    if page.tree.find("iframe") is not None:
        return frames
    return ParseError("found a page without visible text, expected some", advice="check how it was made or fetched")
