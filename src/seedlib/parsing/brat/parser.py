"""Annotated text (brat standoff): `doc.ann` with `doc.txt` beside it; annotations become what the document states.

So gold data can be read, converted and scored. The names are those of the model: words of the types `Source`, `Cue` and `Content`
make claims, those of the kinds of actors make mentions. What connects them may be a relation of any name, or an event.

Rules:

- A file that has any claim, or nothing at all, states the claims; one that has any mention states the mentions; the actors too where
  it says which mentions are the same, or gives ids.
- Other types are kept as the document's attribute `annotations`, and named in a notice; so are attributes, events and relations that
  say nothing known, which are not kept.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sized
from typing import BinaryIO

import attrs

from seedlib.components import Context, Hint, Parsed
from seedlib.errors import LimitError, ParseError
from seedlib.model import Analysis, Attributes, Notice
from seedlib.parsing.articles import analysis_of, given_by
from seedlib.parsing.brat.actors import actors_of, is_mention, mentions_of, says_of_mention, speakers_of
from seedlib.parsing.brat.claims import Links, claims_of, links_of, part_of, says_of_claim
from seedlib.parsing.brat.standoff import Bound, Standoff, standoff_of
from seedlib.parsing.decoding import Decoded, decode
from seedlib.parsing.keys import ANNOTATIONS

__all__ = ["parse"]

_NAME = "seedlib:brat"

#: A file of annotations may have so many times the bytes of the longest text: a word may have a line of three times its size.
_MANY = 8


def parse(stream: BinaryIO, hint: Hint, context: Context) -> Iterator[Parsed]:
    """Yield the document of a text and its annotations."""
    text = hint.beside.get(".txt")
    if text is None:
        name = (hint.filename or "doc.ann").rsplit(".", 1)[0]
        advice = f"put the text that was annotated beside it as {name}.txt, in a folder or in one archive"
        raise ParseError("found annotations without their text", advice=advice)
    decoded = decode(text, "utf-8") if text else Decoded(text="", encoding="utf-8", by="valid")
    if len(decoded.text) > context.settings.max_characters:
        words = f"found a text of more than {context.settings.max_characters:,} characters, expected at most that many"
        raise LimitError(words, advice="raise Settings.max_characters (--max-characters)")
    limit = _MANY * context.settings.max_text_bytes
    lines = stream.read(limit + 1)
    if len(lines) > limit:
        words = f"found annotations of more than {limit:,} bytes, expected at most that many"
        raise LimitError(words, advice="raise Settings.max_characters (--max-characters)")
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
    document, unknown = analysis.document, _unknown(standoff, links)
    if unknown:
        document = attrs.evolve(document, attributes=Attributes({**document.attributes, ANNOTATIONS.name: unknown}))
    return attrs.evolve(
        analysis,
        document=document,
        notices=(*analysis.notices, *_notices(unknown, standoff, links, context.kinds)),
        mentions=tuple(mentions.values()),
        actors=actors,
        claims=claims,
        stated=frozenset(stated),
        layers=attrs.evolve(analysis.layers, quotations=None),
    )


def _unknown(standoff: Standoff, links: Links) -> dict[str, list[list[list[int]]]]:
    """Return the spans of words of types that are not known, by type."""
    found = defaultdict(list)
    for bound in standoff.bounds.values():
        if not _is_known(bound, links):
            found[bound.type].append([[span.start, span.end] for span in bound.spans])
    return dict(sorted(found.items()))


def _is_known(bound: Bound, links: Links) -> bool:
    return part_of(bound) is not None or is_mention(bound) or bound.id in links.parts


def _notices(unknown: Mapping[str, Sized], standoff: Standoff, links: Links, kinds: Collection[str]) -> Iterator[Notice]:
    """Yield what is said of annotations that are not known."""
    if unknown:
        counted = ", ".join(f"{kind}: {len(held)}" for kind, held in unknown.items())
        message = f"Annotations of types that are not known are kept as attributes ({counted})."
        yield Notice(code="unknown-annotations", message=message, component=_NAME)
    said = ((name, held) for attributes in standoff.attributes.values() for name, held in attributes.items())
    counts = Counter(links.unknown)
    counts.update(name for name, held in said if not says_of_claim(name, held, kinds) and not says_of_mention(name, held))
    if counts:
        counted = ", ".join(f"{kind}: {count}" for kind, count in sorted(counts.items()))
        message = f"Attributes, events and relations that say nothing known are left out ({counted})."
        yield Notice(code="unknown-annotations", message=message, component=_NAME)
