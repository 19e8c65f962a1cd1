"""Wire to model: a line is read part after part, and all that is wrong with it is said at once, each with its path.

Rules:

- Only `schema` and `text` must stand in a line, or `failures` where there is no text.
- A span that reaches beyond the text is an error here: no value can know that by itself.
- Names that this seedlib does not know are kept in the value's `unknown`; those of the working layers are dropped.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeVar

from seedlib._wire_hooks import converter, errors_of, names_of, refuse
from seedlib.errors import ModelError, WireError
from seedlib.model import (
    Actor,
    Analysis,
    Attributes,
    Claim,
    Document,
    Failure,
    FrozenMapping,
    Layers,
    Mention,
    Notice,
    Origin,
    Span,
    TextProblem,
    Unread,
    without_surrogates,
)

__all__ = ["LINE", "UNREAD", "analysis_from_dict", "unread_from_dict"]

#: The names that a line with a text may hold.
LINE = names_of(Document) | {"schema", "problems", "actors", "mentions", "claims", "notices", "failures", "layers"}

#: The names that a line without one may hold.
UNREAD = frozenset({"schema", "origin", "failures", "attributes"})

#: An error names so many of what is wrong with a line; the others are counted.
_SHOWN = 10

T = TypeVar("T")


def analysis_from_dict(held: Mapping[str, Any]) -> Analysis:
    """Structure a line that has a text.

    Raises:
        WireError: something in it is not as it must be.
    """
    text = held["text"]
    text, lone = without_surrogates(text) if isinstance(text, str) else (text, ())
    line = _Line(len(text) if isinstance(text, str) else 0)
    document = line.one({**held, "text": text}, Document, "$")
    actors, mentions = line.actors(held.get("actors", []))
    mentions += line.several(held, "mentions", Mention)
    problems = line.several(held, "problems", TextProblem)
    problems += [problem for problem in lone if problem not in problems]
    layers, stated = line.layers(held.get("layers"))
    claims = line.several(held, "claims", Claim)
    notices = line.several(held, "notices", Notice)
    failures = line.several(held, "failures", Failure)
    return line.made(
        lambda: Analysis(
            document=document,
            problems=problems,
            actors=actors,
            mentions=mentions,
            claims=claims,
            notices=notices,
            failures=failures,
            stated=stated,
            layers=layers,
            unknown=FrozenMapping({name: more for name, more in held.items() if name not in LINE}),
        )
    )


def unread_from_dict(held: Mapping[str, Any]) -> Unread:
    """Structure a line that has failures and no text.

    Raises:
        WireError: something in it is not as it must be.
    """
    line = _Line(0)
    origin = line.one(held.get("origin", {}), Origin, "$.origin")
    failures = line.several(held, "failures", Failure)
    attributes = line.one(held.get("attributes", {}), Attributes, "$.attributes")
    unknown = FrozenMapping({name: more for name, more in held.items() if name not in UNREAD})
    return line.made(lambda: Unread(origin=origin, failures=failures, attributes=attributes, unknown=unknown))


class _Line:
    """A line while it is read: the length of its text, and what is wrong with it so far."""

    def __init__(self, length: int) -> None:
        self.length = length
        self.errors: list[tuple[str, str]] = []

    def structured(self, held: Any, type_: Any, path: str) -> Any:
        """Return a part as a value; None if it cannot be one, with the reasons kept."""
        from cattrs import BaseValidationError

        try:
            return converter().structure(held, type_)
        except (BaseValidationError, ModelError) as error:
            self.errors.extend(errors_of(error, path))
            return None

    def one(self, held: Any, type_: type, path: str) -> Any:
        """Return a part as a value, its spans looked at; None if it cannot be one."""
        value = self.structured(held, type_, path)
        self.look(value, path)
        return value

    def several(self, held: Mapping[str, Any], name: str, type_: type, path: str = "$") -> list[Any]:
        """Return the list that stands under a name; empty if there is none or one of it cannot be a value."""
        rows = held.get(name, [])
        values: list[Any] = list(self.structured(rows, types.GenericAlias(tuple, (type_, ...)), f"{path}.{name}") or ())
        for index, value in enumerate(values):
            self.look(value, f"{path}.{name}[{index}]")
        return values

    def look(self, value: Any, path: str) -> None:
        """Keep an error for every span of a value that reaches beyond the text."""
        for place, span in _SPANS.get(type(value), _no_spans)(value):
            if span.end > self.length:
                found = f"found {span.start} to {span.end}, expected a span inside the text of {self.length} code points"
                self.errors.append((path + place, found))

    def actors(self, rows: Any) -> tuple[list[Actor], list[Mention]]:
        """Return the actors, and the mentions that stand under them."""
        actors: list[Actor] = []
        mentions: list[Mention] = []
        if not isinstance(rows, list):
            self.errors.append(("$.actors", refuse(rows, "a list").message))
            return actors, mentions
        for index, row in enumerate(rows):
            path = f"$.actors[{index}]"
            actor = self.one(row, Actor, path)
            if actor is None:
                continue
            actors.append(actor)
            under = row.get("mentions", [])
            if isinstance(under, list):
                under = [{**mention, "actor": actor.id} if isinstance(mention, dict) else mention for mention in under]
            mentions += self.several({"mentions": under}, "mentions", Mention, path)
        return actors, mentions

    def layers(self, held: Any) -> tuple[Layers, tuple[str, ...]]:
        """Return the working layers, and which layers were stated."""
        if held is None:
            return Layers(), ()
        layers = self.one(held, Layers, "$.layers") or Layers()
        stated = held.get("stated", []) if isinstance(held, dict) else []
        return layers, self.structured(stated, tuple[str, ...], "$.layers.stated") or ()

    def made(self, make: Callable[[], T]) -> T:
        """Return what `make` makes.

        Raises:
            WireError: something is wrong with the line; it names the first ten of what there is.
        """
        if not self.errors:
            try:
                return make()
            except ModelError as error:
                self.errors.extend(errors_of(error, "$"))
        (path, message), *others = self.errors
        said = [message, *(f"{place}: {more}" for place, more in others[: _SHOWN - 1])]
        if len(self.errors) > _SHOWN:
            said.append(f"and {len(self.errors) - _SHOWN} more")
        raise WireError("; ".join(said), where=path, advice="the manual's page on the wire format lists all fields")


Placed = Iterator[tuple[str, Span]]


def _no_spans(_: Any) -> Placed:
    return iter(())


def _evidence(holder: Document | Actor | Mention | Claim) -> Placed:
    for index, provenance in enumerate(holder.provenance):
        yield from _numbered(f".provenance[{index}].spans", provenance.spans)


def _numbered(name: str, spans: Iterable[Span]) -> Placed:
    for index, span in enumerate(spans):
        yield f"{name}[{index}]", span


def _of_claim(claim: Claim) -> Placed:
    yield from _numbered(".content", claim.content)
    yield from _numbered(".source", claim.source)
    yield from _numbered(".cue", claim.cue)
    for name, spans in claim.arguments.items():
        yield from _numbered(f".arguments.{name}", spans)
    yield from _evidence(claim)


def _of_mention(mention: Mention) -> Placed:
    yield "", mention.span
    yield from _evidence(mention)


def _of_problem(problem: TextProblem) -> Placed:
    if problem.span is not None:
        yield "", problem.span


def _of_layers(layers: Layers) -> Placed:
    for name, packed in (("tokens", layers.tokens), ("sentences", layers.sentences)):
        if packed:
            yield f".{name}[{len(packed) - 1}]", packed[-1]  # in text order: the last one reaches farthest
    for index, quotation in enumerate(layers.quotations or ()):
        spans = {"": quotation.span, ".words": quotation.words, ".speaker": quotation.speaker}
        yield from ((f".quotations[{index}]{name}", span) for name, span in spans.items() if span is not None)
    for index, label in enumerate(layers.labels):
        yield f".labels[{index}]", label.span
    for index, link in enumerate(layers.links):
        yield f".links[{index}].head", link.head
        yield f".links[{index}].dependent", link.dependent


#: Where the spans of a value stand. Blocks are not here: a Document looks at its own.
_SPANS: Mapping[type, Callable[[Any], Placed]] = {
    Document: _evidence,
    Actor: _evidence,
    Mention: _of_mention,
    Claim: _of_claim,
    TextProblem: _of_problem,
    Layers: _of_layers,
}
