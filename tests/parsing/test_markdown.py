"""Markdown: its marks as blocks, its front matter as fields, its source to the letter."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedlib.parsing.markdown import front_matter, pieces_of_markdown

SOURCE = """---
title: "Talks end"
authors: [Jane Doe, 'John Roe']
date: 2024-06-24
tags:
  - north
  - talks
note:
---
# Talks end – Example Times

By Jane Doe

They ended on Monday,
without an accord.

## What next

> We shall see,
> she said.
>
- one
  goes on
- two

```
code: x

more
```

Setext
------

![A hall](hall.png)

***

[link]: https://example.org

<!-- a comment -->

They will meet again.
"""


def test_every_mark_is_a_block(parse: Callable[..., Any]) -> None:
    """Headings without their marks; code, rules, comments, definitions and front matter are boilerplate."""
    (analysis,) = parse(SOURCE, "a.md")
    document = analysis.document
    blocks = [(block.kind, document[block.span]) for block in document.blocks][1:]

    assert (document.text, document.blocks[0].kind) == (SOURCE, "boilerplate")
    assert blocks == [
        ("title", "Talks end – Example Times"),
        ("byline", "By Jane Doe"),
        ("paragraph", "They ended on Monday,\nwithout an accord."),
        ("heading", "What next"),
        ("quote", "We shall see,\n> she said.\n>"),
        ("list-item", "- one\n  goes on"),
        ("list-item", "- two"),
        ("boilerplate", "```\ncode: x\n\nmore\n```"),
        ("heading", "Setext"),
        ("boilerplate", "------"),
        ("caption", "![A hall](hall.png)"),
        ("boilerplate", "***"),
        ("boilerplate", "[link]: https://example.org"),
        ("boilerplate", "<!-- a comment -->"),
        ("paragraph", "They will meet again."),
    ]


def test_front_matter_is_fields_and_attributes(parse: Callable[..., Any]) -> None:
    """Known names are fields, others attributes, and the first heading does not replace a given title."""
    document = parse(SOURCE, "a.md")[0].document

    assert (document.title, document.authors, document.published) == ("Talks end", ("Jane Doe", "John Roe"), "2024-06-24")
    assert dict(document.attributes) == {"tags": ("north", "talks"), "note": ""}


def test_without_front_matter_the_first_heading_is_the_title(parse: Callable[..., Any]) -> None:
    """With the site behind it, as in plain text; a second heading of the first level is a heading."""
    document = parse("# Talks end | Example Times #\n\nThey ended.\n\n# Later\n\nThey went on.\n", "a.markdown")[0].document

    assert (document.title, document.publisher) == ("Talks end", "Example Times")
    assert [block.kind for block in document.blocks] == ["title", "paragraph", "heading", "paragraph"]


def test_an_underlined_title(parse: Callable[..., Any]) -> None:
    """Setext's first level is a title, too."""
    document = parse("Talks end\n=========\n\nThey ended.\n", "a.md")[0].document

    assert (document.title, [block.kind for block in document.blocks]) == ("Talks end", ["title", "boilerplate", "paragraph"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("---\na: 1\n...\nx", {"a": "1"}),
        ("\r\n---\r\na: \r\n- b\r\n---\r\nx", {"a": ["b"]}),
        ("---\n- b\na b\n---\n", {}),
        ("---\na: 1\n", {}),
        ("x\n---\na: 1\n---\n", {}),
    ],
)
def test_front_matter_in_every_shape(text: str, expected: dict[str, Any]) -> None:
    """Ended by dashes or dots, and only at the beginning."""
    assert expected == front_matter(text)[0]


@given(st.text(alphabet="#>-=*`~[]:!() ab\n\r", max_size=60))
def test_pieces_of_any_source_are_in_order(text: str) -> None:
    """No marks raise, and pieces do not overlap."""
    pieces = pieces_of_markdown(text, 0)

    assert all(piece.start < piece.end for piece in pieces)
    assert all(one.end <= other.start for one, other in itertools.pairwise(pieces))
