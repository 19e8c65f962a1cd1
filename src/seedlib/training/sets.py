"""Data sets: what people labelled, as texts with labelled spans and the links between them.

Rules:

- A reader takes a file and yields `Text`s; it is chosen by its name in a configuration, from `READERS`.
- Nothing of a data set is part of the library: files lie where the user says.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from seedlib.errors import ParseError
from seedlib.model import value

__all__ = [
    "READERS",
    "ROLES",
    "Article",
    "Marked",
    "Offsets",
    "Pointed",
    "Spans",
    "Text",
    "lines_of",
    "read_articles",
    "read_attributions",
    "read_texts",
]

#: (start, end) code points of the text.
Offsets: TypeAlias = tuple[int, int]

#: An attribution by the spans of its roles; a role may be absent.
Spans: TypeAlias = Mapping[str, Sequence[Offsets]]

#: The parts of an attribution.
ROLES = ("source", "cue", "content")


class Marked(NamedTuple):
    """A run of words that somebody labelled."""

    #: Such as `attribution:source`.
    label: str
    span: Offsets


class Pointed(NamedTuple):
    """What a labelled run of words points to."""

    #: Such as `attribution:of-cue`.
    link: str
    span: Offsets
    #: The run pointed at, of which the first piece counts; none where it points to nothing.
    target: Offsets | None


@value(kw_only=True)
class Text:
    """A text, and what is known of it."""

    id: str
    text: str
    #: Both None where nobody labelled the text.
    marked: tuple[Marked, ...] | None = None
    pointed: tuple[Pointed, ...] | None = None


@value(kw_only=True)
class Article:
    """A text and the attributions that people marked in it."""

    id: str
    text: str
    attributions: tuple[Spans, ...]


def lines_of(path: Path) -> Iterator[Any]:
    """Yield the objects of a JSON Lines file.

    Raises:
        ParseError: the file is absent, or a line is no JSON; the message names the line.
    """
    if not path.is_file():
        advice = "a configuration's files are sought in the data folder: --data, or SEEDLIB_DATA"
        raise ParseError("found no such file", where=str(path), advice=advice)
    with path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                try:
                    yield json.loads(line)
                except ValueError as error:  # of JSON, or of UTF-8
                    advice = "give one JSON object a line, in UTF-8"
                    raise ParseError(f"found no valid JSON: {error}", where=f"{path}, line {number}", advice=advice) from error


def read_articles(path: Path) -> Iterator[Article]:
    """Yield articles with attributions: lines of `{"id", "text", "annotations": {annotator: [{"source", "cue", "content"}]}}`.

    Of several annotators the first by name counts.

    Raises:
        ParseError: the file is absent, or a line is no such object; the message says which.
    """
    for number, held in enumerate(lines_of(path), 1):
        try:
            annotators = held["annotations"]
            marked = annotators[min(annotators)] if annotators else ()
            made = tuple({role: [(start, end) for start, end in item.get(role) or ()] for role in ROLES} for item in marked)
            yield Article(id=held["id"], text=held["text"], attributions=made)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            advice = 'expected {"id", "text", "annotations": {annotator: [{"source", "cue", "content"}]}}'
            raise ParseError("found no annotated article", where=f"{path}, article {number}", advice=advice) from error


def _attribution(parts: Spans) -> tuple[list[Marked], list[Pointed]]:
    """Return the labels and links of one attribution: all its parts point to its cue, its cue points to its source."""
    spans = [(role, span) for role in ROLES for span in parts[role]]
    anchor = next(iter(parts["cue"] or parts["content"]), None)
    source = next(iter(parts["source"]), None)
    marked = [Marked(f"attribution:{role}", span) for role, span in spans]
    pointed = [Pointed("attribution:of-cue", span, anchor) for _, span in spans]
    return marked, pointed + [Pointed("attribution:from-source", span, source) for span in parts["cue"]]


def read_attributions(path: Path) -> Iterator[Text]:
    """Yield the articles of `read_articles` as labelled texts."""
    for article in read_articles(path):
        made = [_attribution(parts) for parts in article.attributions]
        marked, pointed = (tuple(chain.from_iterable(row)) for row in zip(*made, strict=True)) if made else ((), ())
        yield Text(id=article.id, text=article.text, marked=marked, pointed=pointed)


def read_texts(path: Path) -> Iterator[Text]:
    """Yield texts that nobody labelled: lines of `{"id", "text"}`; other fields do not count.

    Raises:
        ParseError: the file is absent, or a line is no such object; the message says which.
    """
    for number, held in enumerate(lines_of(path), 1):
        try:
            yield Text(id=held["id"], text=held["text"])
        except (KeyError, TypeError) as error:
            raise ParseError("found no text", where=f"{path}, text {number}", advice='expected {"id", "text"}') from error


#: The readers by the name that a configuration gives.
READERS: Mapping[str, Callable[[Path], Iterator[Text]]] = {"attributions": read_attributions, "texts": read_texts}
