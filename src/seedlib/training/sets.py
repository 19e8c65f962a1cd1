"""Data sets: what people labelled, as texts with labelled spans and the links between them.

Rules:

- A reader takes a file and yields `Text`s; it is chosen by its name in a configuration, from `READERS`.
- Nothing of a data set is part of the library: files lie where the user says.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, chain
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

import regex

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
    "read_factuality",
    "read_mentions",
    "read_texts",
]

#: (start, end) code points of the text.
Offsets: TypeAlias = tuple[int, int]

#: An attribution by the spans of its roles; a role may be absent.
Spans: TypeAlias = Mapping[str, Sequence[Offsets]]

#: A mention as its line has it.
_Mention: TypeAlias = Mapping[str, Any]

#: From a mention to one that means the same actor.
_SAME = "coreference:same"

#: The pronoun that may mean nothing: `it rains`.
_IT = regex.compile(r"\b[Ii]t\b")

#: How many sentences that stand alone are put together to one text, each a paragraph: windows are then as full as at work.
_SENTENCES = 6

#: What stands between them.
_SEPARATOR = "\n\n"

#: The parts of an attribution.
ROLES = ("source", "cue", "content")


class Marked(NamedTuple):
    """A run of words that somebody labelled."""

    #: Such as `attribution:source`.
    label: str
    span: Offsets
    #: What kind of such a run it is, where a label has kinds: the form of a mention.
    value: str | None = None


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
    #: Such as `news`, where its set tells.
    genre: str | None = None
    #: None where nobody labelled the text.
    marked: tuple[Marked, ...] | None = None
    pointed: tuple[Pointed, ...] = ()
    #: Where it is not known whether a label stands.
    unsure: tuple[Offsets, ...] = ()
    #: Words of which people said how much of each label they are, as (span, {label: share}).
    graded: tuple[tuple[Offsets, Mapping[str, float]], ...] = ()


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


def read_mentions(path: Path) -> Iterator[Text]:
    """Yield texts with mentions of actors: lines of `{"id", "text", "scope", "mentions": […]}`.

    A mention is `{"start", "end", "type", "form", "cluster", "head"}`; scope says which types are marked at all.

    A mention is labelled by its type, with its form as value; of a nominal its words up to its head, without a mention inside of it (`wife`
    of `his wife`). Pronouns and nominals point to the mention before them that means the same, and to the last name that does; to nothing
    where they are the first. Where `pronouns` are given instead, each points to the names that it means.

    Raises:
        ParseError: the file is absent, or a line is no such object; the message says which.
    """
    for number, held in enumerate(lines_of(path), 1):
        try:
            scope, mentions = held["scope"], sorted(held["mentions"], key=lambda m: (m["start"], -m["end"]))
            yield Text(
                id=held["id"],
                text=held["text"],
                genre=held.get("genre"),
                marked=tuple(_labelled(held["text"], mentions, scope["types"])) if scope["types"] else None,
                pointed=(*_referring(held["text"], mentions, scope), *_meant(held.get("pronouns") or ())),
                unsure=tuple((m["start"], m["end"]) for m in mentions if m["type"] in scope.get("optional", ())),
            )
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            advice = 'expected {"id", "text", "scope", "mentions": [{"start", "end", "type", "form"}]}'
            raise ParseError("found no text with mentions", where=f"{path}, text {number}", advice=advice) from error


def _labelled(text: str, mentions: Sequence[_Mention], types: Sequence[str]) -> Iterator[Marked]:
    for mention in mentions:
        if mention["type"] in types and mention["form"] != "pronoun":
            yield Marked(f"mention:{mention['type']}", _label_span(text, mention, mentions), mention["form"])


def _label_span(text: str, mention: _Mention, mentions: Sequence[_Mention]) -> Offsets:
    """Return the words of a name; of a nominal those up to its head, from after the last mention that stands before the head in it."""
    start, end = mention["start"], mention["end"]
    if mention["form"] != "nominal":
        return start, end
    head = mention.get("head") or (start, end)
    inner = [m["end"] for m in mentions if start <= m["start"] and m["end"] <= head[0] and m["end"] - m["start"] < end - start]
    begin = max([start, *inner])
    while begin < head[0] and (text[begin].isspace() or text[begin] in "'’s"):
        begin += 1
    return min(begin, head[0]), max(head[1], min(begin, head[0]) + 1)


def _referring(text: str, mentions: Sequence[_Mention], scope: Mapping[str, Any]) -> Iterator[Pointed]:
    """Yield what pronouns and nominals point to; an `it` that is no mention points to nothing."""
    if not scope.get("coreference") or not scope["types"]:
        return
    last: dict[str, Offsets] = {}
    named: dict[str, Offsets] = {}
    known = set()
    for mention in mentions:
        cluster, head = mention["cluster"], tuple(mention.get("head") or (mention["start"], mention["end"]))
        span = _label_span(text, mention, mentions)
        is_actor, form = mention["type"] in scope["types"], mention["form"]
        if form == "pronoun" or (form == "nominal" and is_actor):
            known.add(span)
            targets = sorted({held[cluster] for held in (last, named) if is_actor and cluster in held})
            yield from (Pointed(_SAME, span, target) for target in targets or (None,))
        if cluster is not None:
            last[cluster] = head
            if form == "name":
                named[cluster] = head
    for match in _IT.finditer(text):
        if match.span() not in known:
            yield Pointed(_SAME, match.span(), None)


def _meant(pronouns: Iterable[Mapping[str, Any]]) -> Iterator[Pointed]:
    for held in pronouns:
        for start, end in held["true"]:
            yield Pointed(_SAME, tuple(held["pronoun"]), (start, end))


def read_factuality(path: Path) -> Iterator[Text]:
    """Yield sentences with events: lines of `{"id", "text", "target", "factuality"}`, an event a line; several sentences make a text.

    An event between -3 (it did not happen) and 3 (it did) is shared out among `factuality:not`, `factuality:open` and `factuality:so`.

    Raises:
        ParseError: the file is absent, or a line is no such object; the message says which.
    """
    events: dict[str, dict[Offsets, float]] = {}
    for number, held in enumerate(lines_of(path), 1):
        try:
            start, end = held["target"]
            events.setdefault(held["text"], {})[start, end] = float(held["factuality"])
        except (KeyError, TypeError, ValueError) as error:
            advice = 'expected {"id", "text", "target": [start, end], "factuality": from -3 to 3}'
            raise ParseError("found no event", where=f"{path}, event {number}", advice=advice) from error
    sentences = list(events.items())
    for first in range(0, len(sentences), _SENTENCES):
        group = sentences[first : first + _SENTENCES]
        starts = accumulate((len(sentence) + len(_SEPARATOR) for sentence, _ in group), initial=0)
        graded = [
            ((start + span[0], start + span[1]), _shared_out(told))
            for start, (_, found) in zip(starts, group, strict=False)  # the last start is the end
            for span, told in found.items()
        ]
        yield Text(id=f"{path.stem}-{first}", text=_SEPARATOR.join(sentence for sentence, _ in group), graded=tuple(graded))


def _shared_out(factuality: float) -> dict[str, float]:
    part = max(-1.0, min(1.0, factuality / 3))
    return {"factuality:so": max(part, 0.0), "factuality:not": max(-part, 0.0), "factuality:open": 1 - abs(part)}


#: The readers by the name that a configuration gives.
READERS: Mapping[str, Callable[[Path], Iterator[Text]]] = {
    "attributions": read_attributions,
    "factuality": read_factuality,
    "mentions": read_mentions,
    "texts": read_texts,
}
