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

__all__ = ["READERS", "Marked", "Offsets", "Pointed", "Text", "lines_of", "read_attributions", "read_texts"]

#: (start, end) code points of the text.
Offsets: TypeAlias = tuple[int, int]


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


def lines_of(path: Path) -> Iterator[Any]:
    """Yield the objects of a JSON Lines file.

    Raises:
        ParseError: the file is absent, or a line is no JSON; the message names the line.
    """
    if not path.is_file():
        raise ParseError("found no such file", where=str(path), advice="give the data folder with --data or SEEDLIB_DATA")
    with path.open(encoding="utf-8", newline="\n") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                try:
                    yield json.loads(line)
                except json.JSONDecodeError as error:
                    raise ParseError(f"found no valid JSON: {error.msg}", where=f"{path}, line {number}") from error


def _attribution(held: Mapping[str, Sequence[Sequence[int]]]) -> tuple[list[Marked], list[Pointed]]:
    """Return the labels and links of one attribution: all its parts point to its cue, its cue points to its source."""
    parts = {part: [(start, end) for start, end in held.get(part) or ()] for part in ("source", "cue", "content")}
    spans = [(part, span) for part, spans in parts.items() for span in spans]
    anchor = next(iter(parts["cue"] or parts["content"]), None)
    source = next(iter(parts["source"]), None)
    marked = [Marked(f"attribution:{part}", span) for part, span in spans]
    pointed = [Pointed("attribution:of-cue", span, anchor) for _, span in spans]
    return marked, pointed + [Pointed("attribution:from-source", span, source) for span in parts["cue"]]


def read_attributions(path: Path) -> Iterator[Text]:
    """Yield articles with attributions: lines of `{"id", "text", "annotations": {annotator: [{"source", "cue", "content"}]}}`.

    Of several annotators the first by name counts, as in the scorer.
    """
    for held in lines_of(path):
        annotators = held["annotations"]
        made = [_attribution(attribution) for attribution in annotators[min(annotators)]]
        marked, pointed = (tuple(chain.from_iterable(row)) for row in zip(*made, strict=True)) if made else ((), ())
        yield Text(id=held["id"], text=held["text"], marked=marked, pointed=pointed)


def read_texts(path: Path) -> Iterator[Text]:
    """Yield texts that nobody labelled: lines of `{"id", "text"}`; other fields do not count."""
    for held in lines_of(path):
        yield Text(id=held["id"], text=held["text"])


#: The readers by the name that a configuration gives.
READERS: Mapping[str, Callable[[Path], Iterator[Text]]] = {"attributions": read_attributions, "texts": read_texts}
