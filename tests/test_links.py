"""Every link inside the manual leads somewhere.

Sphinx sees to links between pages of the manual; what it does not see is here too: README.md and the pages of `examples/`, which are read
where the repository is shown, links to files, and those in the notebook's cells.
Addresses on the web are not asked: a test needs no network.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import unquote

import pytest
import regex
from markdown_it import MarkdownIt
from markdown_it.token import Token

ROOT = Path(__file__).parents[1]
PAGES = sorted(
    path
    for path in [ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*"), *(ROOT / "examples").rglob("*.md")]
    if path.suffix in {".md", ".ipynb"} and "_build" not in path.parts and ".pytest_cache" not in path.parts
)

#: What stands before a colon in an address that leads out of the repository.
SCHEMES = ("http:", "https:", "mailto:")

#: How deep a heading may be that has an anchor: `myst_heading_anchors` in docs/conf.py.
DEPTH = 3


def text_of(path: Path) -> str:
    """Return a page's Markdown: of a notebook, that of its cells."""
    text = path.read_text("utf-8")
    if path.suffix != ".ipynb":
        return text
    return "\n\n".join("".join(cell["source"]) for cell in json.loads(text)["cells"] if cell["cell_type"] == "markdown")


@cache
def tokens_of(path: Path) -> list[Token]:
    """Return what a page is made of."""
    return MarkdownIt("commonmark").enable("table").parse(text_of(path))


def inside(tokens: list[Token]) -> Iterator[Token]:
    """Yield tokens, and those inside of them."""
    for token in tokens:
        yield token
        yield from inside(token.children or [])


def slug(heading: str) -> str:
    """Return the anchor of a heading, as GitHub and MyST make it."""
    return regex.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


@cache
def anchors(path: Path) -> frozenset[str]:
    """Return the anchors of a page: its headings, and the labels that stand before them."""
    tokens = tokens_of(path)
    heads = [(token, after) for token, after in itertools.pairwise(tokens) if token.type == "heading_open"]
    words = ["".join(part.content for part in head.children or []) for token, head in heads if int(token.tag[1:]) <= DEPTH]
    found: dict[str, int] = {}
    for name in map(slug, words):
        found[name if name not in found else f"{name}-{found[name]}"] = found[name] = found.get(name, 0) + 1
    return frozenset([*found, *regex.findall(r"(?m)^\(([\w-]+)\)=$", text_of(path))])


def links(path: Path) -> list[str]:
    """Return the addresses that a page's links and pictures have."""
    found = [token.attrGet("href") or token.attrGet("src") for token in inside(tokens_of(path)) if token.type in {"link_open", "image"}]
    directives = regex.findall(r"(?m)^```\{(?:image|figure|include)\} (\S+)$|^:file: (\S+)$", text_of(path))
    return [unquote(str(address)) for address in [*found, *(name for pair in directives for name in pair if name)]]


def wrong(path: Path, address: str) -> str:
    """Return what is wrong with an address on a page; nothing if it leads somewhere."""
    if address.startswith(SCHEMES):
        return ""
    name, _, anchor = address.partition("#")
    target = (path.parent / name).resolve() if name else path
    if not target.exists():
        return f"{address}: no such file"
    return f"{address}: no such heading" if anchor and target.suffix in {".md", ".ipynb"} and anchor not in anchors(target) else ""


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(path: Path) -> None:
    """Files and headings that a page links to are there."""
    assert [found for found in (wrong(path, address) for address in links(path)) if found] == []


def test_a_dead_link_is_seen(tmp_path: Path) -> None:
    """A file that is not there, a heading that is not there, one that is too deep; code holds no links."""
    page = tmp_path / "page.md"
    page.write_text(
        "# One\n\n## A `b`: c\n\n#### Deep\n\n`[x](gone.md)` [x](gone.md) [x](#a-b-c) [x](#deep)\n\n```\n[x](off.md)\n```\n", "utf-8"
    )
    assert [wrong(page, address) for address in links(page)] == ["gone.md: no such file", "", "#deep: no such heading"]


def test_every_page_of_the_manual_is_linked_from_another() -> None:
    """A page that only the table of contents has is found by nobody who reads."""
    linked = {(page, (page.parent / address.partition("#")[0]).resolve()) for page in PAGES for address in links(page)}
    found = {target for page, target in linked if target != page}
    assert [str(page.relative_to(ROOT)) for page in PAGES if page.is_relative_to(ROOT / "docs") and page not in found] == []
