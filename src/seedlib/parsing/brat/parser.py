"""Annotated text (brat standoff): `doc.ann` with `doc.txt` beside it; annotations become what the document states.

So gold data can be read, converted and scored. The names are those of the model: words of the types `Source`, `Cue` and `Content`
make claims, those of the kinds of actors make mentions. What connects them may be a relation of any name, or an event.

Rules:

- A file that has any claim, or nothing at all, states the claims; one that has any mention states the mentions; the actors too where
  it says which mentions are the same, or gives ids.
- Other types are kept as the document's attribute `annotations`, and named in a notice.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

import attrs
import regex

from seedlib.components import Context, Hint, Parsed, Parser, Rank
from seedlib.errors import LimitError, ParseError
from seedlib.model import Analysis, AttributeKey, Attributes, FrozenMapping, Notice
from seedlib.parsing.articles import analysis_of, given_by
from seedlib.parsing.brat.actors import actors_of, is_mention, mentions_of, speakers_of
from seedlib.parsing.brat.claims import Links, claims_of, links_of, part_of
from seedlib.parsing.brat.standoff import Bound, Standoff, standoff_of
from seedlib.parsing.decoding import Decoded, decode

__all__ = ["ANNOTATIONS", "BRAT"]

_NAME = "seedlib:brat"

ANNOTATIONS: AttributeKey[FrozenMapping[Any]] = AttributeKey(
    "annotations", FrozenMapping, "annotations of types that are not known: their spans by type, each a tuple of starts and ends"
)

#: How a line of words, the commonest first line, begins.
_LINE = regex.compile(rb"(?:\xef\xbb\xbf)?T\d+\t\S+ \d+ \d+")


def _parse(stream: BinaryIO, hint: Hint, context: Context) -> Iterator[Parsed]:
    text = hint.beside.get(".txt")
    if text is None:
        name = (hint.filename or "doc.ann").rsplit(".", 1)[0]
        advice = f"put the text that was annotated beside it as {name}.txt, in a folder or in one archive"
        raise ParseError("found annotations without their text", advice=advice)
    decoded = decode(text, "utf-8") if text else Decoded(text="", encoding="utf-8", by="valid")
    if len(decoded.text) > context.settings.max_characters:
        raise LimitError(f"found a text of {len(decoded.text):,} characters", advice="raise Settings.max_characters (--max-characters)")
    lines = stream.read(4 * (8 * context.settings.max_characters + 1))
    standoff = standoff_of(decode(lines, "utf-8").text if lines else "", decoded.text)
    given = given_by(decoded, _NAME, "text/x-brat")
    name = (hint.filename or "doc.ann").rsplit(".", 1)[0] + ".txt"
    analysis = analysis_of(decoded.text, attrs.evolve(given, origin=attrs.evolve(given.origin, filename=name)), context)
    yield _stated(analysis, standoff, context)


def _stated(analysis: Analysis, standoff: Standoff, context: Context) -> Analysis:
    """Return the document with what the annotations state of it."""
    links = links_of(standoff)
    mentions = mentions_of(standoff, links, analysis.document)
    actors = actors_of(mentions, standoff, analysis.document)
    claims = claims_of(standoff, links, speakers_of(mentions, standoff), context.kinds)
    stated = {name for name, held in (("mentions", mentions), ("actors", actors)) if held}
    if claims or not standoff.bounds:
        stated.add("claims")
    unknown = [bound for bound in standoff.bounds.values() if not _is_known(bound, links)]
    document, notices = analysis.document, analysis.notices
    if unknown:
        by_type = {kind: [_pairs(b) for b in unknown if b.type == kind] for kind in sorted({b.type for b in unknown})}
        document = attrs.evolve(document, attributes=Attributes({**document.attributes, ANNOTATIONS.name: by_type}))
        counted = ", ".join(f"{kind}: {len(held)}" for kind, held in by_type.items())
        message = f"Annotations of types that are not known are kept as attributes ({counted})."
        notices = (*notices, Notice(code="unknown-annotations", message=message, component=_NAME))
    return attrs.evolve(
        analysis,
        document=document,
        notices=notices,
        mentions=tuple(mentions.values()),
        actors=actors,
        claims=claims,
        stated=frozenset(stated),
        layers=attrs.evolve(analysis.layers, quotations=None),
    )


def _pairs(bound: Bound) -> list[list[int]]:
    return [[span.start, span.end] for span in bound.spans]


def _is_known(bound: Bound, links: Links) -> bool:
    return part_of(bound) is not None or is_mention(bound) or bound.id in links.parts


def _accepts(head: bytes, hint: Hint) -> Rank:
    if hint.suffix not in BRAT.suffixes:
        return Rank.NO
    return Rank.CONTENT if ".txt" in hint.beside or _LINE.match(head) else Rank.SUFFIX


#: Reads annotated texts.
BRAT = Parser(name="brat", accepts=_accepts, parse=_parse, suffixes=(".ann",), media_types=("text/x-brat",), beside=(".txt",))
