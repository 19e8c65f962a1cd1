"""The words of an element as readers see them: lines apart, labels told from what they label.

Rules:

- Blocks and line ends part lines; so do elements that run together, as those of a name and its role.
- Of an element only the first nodes are looked at, so that elements in elements are no trap.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import regex

if TYPE_CHECKING:
    from turbohtml import Element

__all__ = ["UNSEEN", "leads_home", "string_of", "visible_text", "without_labels"]

#: Elements whose content is no text of the page.
UNSEEN = frozenset({"script", "style", "template", "svg", "noscript", "iframe", "select", "textarea", "object", "canvas", "math"})

#: Elements that browsers set as blocks, as far as bylines and headings hold them.
_BLOCKS = frozenset(
    {
        "address", "article", "blockquote", "dd", "div", "dl", "dt", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "li", "ol",
        "p", "section", "table", "td", "th", "tr", "ul",
    }
)  # fmt: skip

#: Parts of a heading that are none of the title: what stands over and under it, rubrics, badges, words for screen readers alone.
_LABEL = regex.compile(
    r"""
    over-?line | roof-?line | top-?line | kicker | super-?title | top-?title | eyebrow | pre-?title | sub-?title | sub-?head | sub-?line
    | dachzeile
    | (?<![a-z])section | topic | label | badge | hidden | off-?screen | sr-only | screen-reader | (?<![a-z])aural | (?<![a-z])date(?![a-z])
    """,
    regex.VERBOSE,
)

#: Where links to a site's front page lead.
_HOME = regex.compile(r"(?:(?:https?:)?//[^/?#]+)?/?(?:\./)?(?:index\.\w{3,5})?(?:[?#].*)?")

#: Characters without a shape, and soft hyphens.
_SHAPELESS = dict.fromkeys((0xAD, 0x200B, 0x2060, 0xFEFF))

#: How many nodes of a byline or heading are looked at: elements that are called after authors may lie in each other a thousand deep.
_MOST_NODES = 2_000

_SPACE = regex.compile(r"[^\S\n]+")
_LINES = regex.compile(r"\s*\n\s*")


def string_of(held: Any) -> str:
    """Return an attribute's value as a string: turbohtml splits those that are lists."""
    return " ".join(held) if isinstance(held, list) else held or ""


def visible_text(element: Element, text: str) -> str:
    """Return an element's text, blocks and lines apart by line ends."""
    if element.find(True) is not None:
        text = _apart(element)
    return _tidy(text)


def _tidy(text: str) -> str:
    return _LINES.sub("\n", _SPACE.sub(" ", text.translate(_SHAPELESS))).strip()


def _apart(element: Element) -> str:
    """Return an element's text, with line ends for blocks, and between elements that run together: `<b>Jane Doe</b><i>Staff</i>`."""
    from turbohtml import Element, Text

    kept: list[str] = []
    stack: list[Any] = [iter(element.children)]
    blocks = [False]
    border = False
    for _ in range(_MOST_NODES):
        if not stack:
            break
        node = next(stack[-1], None)
        if node is None:
            stack.pop()
            if blocks.pop():
                kept.append("\n")
            border = True
        elif isinstance(node, Text):
            data = node.data
            if border and kept and kept[-1][-1:].islower() and data[:1].isupper():
                kept.append("\n")
            if data:
                kept.append(data)
                border = False
        elif isinstance(node, Element) and node.tag not in UNSEEN:
            block = node.tag in _BLOCKS or (node.tag == "a" and getattr(node.previous_sibling, "data", " ").isspace())
            if block or node.tag == "br":
                kept.append("\n")
            stack.append(iter(node.children))
            blocks.append(block)
            border = True
    return "".join(kept)


def without_labels(heading: Element) -> str:
    """Return a heading's text without the labels in it; empty if there are none, or nothing else.

    `<h1><span class="overline">The war</span> <span>Talks begin</span></h1>`: the rubric is none of the title.
    """
    from turbohtml import Element, Text

    if heading.find(True) is None:
        return ""
    kept: list[str] = []
    labels = False
    stack: list[Any] = [iter(heading.children)]
    for _ in range(_MOST_NODES):
        if not stack:
            break
        node = next(stack[-1], None)
        if node is None:
            stack.pop()
        elif isinstance(node, Text):
            kept.append(node.data)
        elif isinstance(node, Element) and (node.tag in {"small", "time"} or _LABEL.search(string_of(node.attrs.get("class")).lower())):
            labels = True
        elif isinstance(node, Element) and node.tag not in UNSEEN:
            kept.append("\n" if node.tag in {"br", "div", "p"} else "")
            stack.append(iter(node.children))
    words = _tidy("".join(kept))
    return words if labels and any(sign.isalnum() for sign in words) else ""


def leads_home(element: Element) -> bool:
    """Say whether a heading is a link to the site's front page."""
    return any(
        _HOME.fullmatch(string_of(link.attrs.get("href")).strip()) for link in element.find_all("a", limit=3) if link.attrs.get("href")
    )
