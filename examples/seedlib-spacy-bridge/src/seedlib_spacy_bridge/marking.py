"""From an analysis to a `Doc`: groups of spans, and the way back from a span to what it stands for.

Rules:

- Offsets are code points in spaCy as in seedlib. A span that does not meet the borders of tokens grows to them (`expand`), and white
  space at its ends is let go; its exact place stands in the group's `attrs["exact"]`, span by span, and in the analysis.
- What has no token at all, as a problem with a line's end, is in no group. It stays in the analysis.
- A span's `id_` is the claim's id, its `kb_id_` the actor's. Both are kept by `Doc.to_bytes` and `DocBin`.
- `Doc.user_data` has the analysis as one line of `seedlib/1`, since spaCy keeps there only what msgpack can write.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from spacy.tokens import Doc, Span

import seedlib
from seedlib import Actor, Analysis, Claim
from seedlib.errors import UsageError

__all__ = ["GROUPS", "annotate", "register"]

#: The groups in `doc.spans`, without a prefix.
GROUPS = ("claims", "sources", "cues", "arguments", "actors", "problems")

#: Where spaCy itself keeps extension attributes of a whole `Doc`, so that `Doc.from_docs` and `Span.as_doc` know that it is none of
#: theirs: what was found in one text does not hold for a longer or a shorter one.
_KEY = ("._.", "seedlib", None, None)


class _Piece(NamedTuple):
    group: str
    span: seedlib.Span
    label: str
    claim: str = ""
    actor: str = ""


def annotate(doc: Doc, analysis: Analysis, *, prefix: str = "", alignment_mode: str = "expand") -> Doc:
    """Put what was found into a `Doc` of the same text, and return it.

    Args:
        doc: its groups of these names are made anew, all others are left.
        analysis: what `seedlib.read` or `seedlib.analyze` gave.
        prefix: stands before the names of the groups.
        alignment_mode: `expand`, `contract` or `strict`, as in `Doc.char_span`; what meets no token then is left out.

    Raises:
        UsageError: the texts differ.
    """
    register()
    shift = _shift(doc, analysis)
    held = {group: ([], []) for group in GROUPS}
    for piece in _pieces(analysis):
        start, end = piece.span.start + shift, piece.span.end + shift
        span = doc.char_span(start, end, piece.label, piece.actor, alignment_mode=alignment_mode, span_id=piece.claim)
        if span:  # neither none nor empty
            spans, exact = held[piece.group]
            spans.append(span)
            exact.append([start, end])  # a list, as it is when msgpack has read it back
    for group, (spans, exact) in held.items():
        doc.spans[prefix + group] = spans
        doc.spans[prefix + group].attrs["exact"] = exact
    doc.user_data[_KEY] = seedlib.dumps(analysis)
    return doc


def _shift(doc: Doc, analysis: Analysis) -> int:
    """Return what is to be added to offsets: 1 where the `Doc` begins with a byte order mark, which is no text to seedlib."""
    text = analysis.document.text
    if doc.text == text:
        return 0
    if doc.text == f"\ufeff{text}":
        return 1
    message = f"found a Doc of {len(doc.text)} characters and an analysis of {len(text)}, expected one text"
    raise UsageError(message, where="annotate", advice="make the Doc from analysis.document.text")


def _pieces(analysis: Analysis) -> Iterator[_Piece]:
    """Yield what becomes a span, group by group in text order."""
    for claim in analysis.claims:
        speaker = claim.speakers[0] if len(claim.speakers) == 1 else ""
        yield from (_Piece("claims", span, claim.kind, claim.id) for span in claim.content)
        yield from (_Piece("sources", span, "source", claim.id, speaker) for span in claim.source)
        yield from (_Piece("cues", span, "cue", claim.id) for span in claim.cue)
        for name, spans in claim.arguments.items():
            yield from (_Piece("arguments", span, name, claim.id) for span in spans)
    kinds = {actor.id: actor.kind for actor in analysis.actors}
    for mention in analysis.mentions:
        yield _Piece("actors", mention.span, kinds.get(mention.actor, "unknown"), actor=mention.actor or "")
    yield from (_Piece("problems", problem.span, problem.kind) for problem in analysis.problems if problem.span)


# The way back


@lru_cache(maxsize=8)  # a loop over the spans of a few documents reads each line once; a line is some 50 kB
def _read(line: str) -> Analysis:
    return seedlib.loads(line)


def _analysis(doc: Doc) -> Analysis | None:
    """Return the analysis of a `Doc`; none where it has none, as in a `DocBin` that was written without user data."""
    line = doc.user_data.get(_KEY)
    return None if line is None else _read(line)


def _claim(span: Span) -> Claim | None:
    """Return the claim that a span is a piece of: its content, source, cue or argument."""
    analysis = _analysis(span.doc)
    claims = analysis.claims if analysis and span.id else ()
    return next((claim for claim in claims if claim.id == span.id_), None)


def _actor(span: Span) -> Actor | None:
    """Return the actor that a span names, or who speaks in the claim that it is the source of, if that is one."""
    analysis = _analysis(span.doc)
    actors = analysis.actors if analysis and span.kb_id else ()
    return next((actor for actor in actors if span.kb_id_ in (actor.id, *actor.same_as)), None)


def register() -> None:
    """Add the attributes `doc._.seedlib`, `span._.claim` and `span._.actor`, unless they are there.

    The component and `annotate` call this; call it yourself only to look at saved `Doc`s without either.

    Raises:
        ValueError: spaCy has an attribute of that name already, and it is not this package's.
    """
    for kind, name, getter in ((Doc, "seedlib", _analysis), (Span, "claim", _claim), (Span, "actor", _actor)):
        if not kind.has_extension(name) or kind.get_extension(name)[2] is not getter:
            kind.set_extension(name, getter=getter)
