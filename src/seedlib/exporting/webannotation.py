"""Web annotations: the W3C's Web Annotation Data Model as JSON-LD (https://www.w3.org/TR/annotation-model/).

One collection with one page of annotations, of all documents. A claim is an annotation of its content; its source, cue and
evidence link to it; mentions identify actors, and text problems comment on it.

Rules:

- Each piece of text is a target of its own, found by its words (with what stands before and after them) and by its position, for
  several selectors of one target mean one and the same words.
- Positions are code points of `Document.text`, as the recommendation demands (4.2.4: "unicode code points, not code units").
  `webannotation.utf16` counts UTF-16 code units, for clients in JavaScript that take positions for indices of their strings.
- `source` is the document's URL, where it is one of the web, else a URN of its id. A page has more words than the text that was taken
  from it, so there the words find the place, and the position only tells which of several.
- Annotations are written as they are made; their number, `total`, stands at the end.
"""

from __future__ import annotations

import json
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Any, BinaryIO, TypeAlias
from urllib.parse import quote

from seedlib.components import Context
from seedlib.exporting.page.fragments import is_web
from seedlib.model import Actor, Analysis, AttributeKey, Claim, Document, Mention, Span, TextProblem, Unread, is_local_id

__all__ = ["UTF16", "annotations_of", "source_of", "write_webannotation"]

#: Whether positions count UTF-16 code units.
UTF16 = AttributeKey("webannotation.utf16", bool, "count positions in UTF-16 code units, as JavaScript does, instead of code points")

Annotation: TypeAlias = dict[str, Any]

#: What gives names their meaning: the recommendation's, and ours under a prefix, so that none of ours hides one of theirs.
_CONTEXT = ["http://www.w3.org/ns/anno.jsonld", {"seedlib": "urn:seedlib:schema:1#"}]

#: How many characters stand before and after a quotation: as many as Hypothesis writes, enough to tell places apart.
_AROUND = 32

#: What ids are on the web, by their namespaces; a country code has no address that its standard gives.
_ADDRESSES = {"wikidata": "http://www.wikidata.org/entity/"}

#: Kinds of actors that the recommendation has classes of agents for.
_AGENTS = {"person": "Person", "organization": "Organization", "publication": "Organization"}

#: How the one page begins.
_PAGE = b', "first": {"type": "AnnotationPage", "startIndex": 0, "items": [\n'

#: Characters of a URL that go into an IRI as they are; all else is percent-encoded.
_SAFE = ":/?#[]@!$&'()*+,;=~-._%"


class _Places:
    """A document's targets: where a span stands, in words and in numbers."""

    def __init__(self, document: Document, *, utf16: bool) -> None:
        self.text = document.text
        self.source = source_of(document)
        wide = (position for position, character in enumerate(self.text) if ord(character) > 0xFFFF)  # the last of the first plane
        self._wide = list(wide) if utf16 and not self.text.isascii() else []

    def targets(self, spans: Iterable[Span]) -> Any:
        """Return a target for each span; one alone is no list."""
        found = [self._target(span) for span in spans]
        return found[0] if len(found) == 1 else found

    def _target(self, span: Span) -> Annotation:
        before, after = _start(self.text, span.start), _end(self.text, span.end)
        words = {
            "type": "TextQuoteSelector",
            "exact": self.text[span.start : span.end],
            "prefix": self.text[before : span.start],
            "suffix": self.text[span.end : after],
        }
        place = {"type": "TextPositionSelector", "start": self._position(span.start), "end": self._position(span.end)}
        return {"type": "SpecificResource", "source": self.source, "selector": [words, place]}

    def _position(self, offset: int) -> int:
        """Return an offset as it is written: each character beyond the first plane before it is two code units of UTF-16."""
        return offset + bisect_right(self._wide, offset - 1)


def _start(text: str, offset: int) -> int:
    """Return where what stands before `offset` begins: not between a letter and its marks."""
    start = max(0, offset - _AROUND)
    while 0 < start < offset and unicodedata.combining(text[start]):
        start += 1
    return start


def _end(text: str, offset: int) -> int:
    """Return where what stands after `offset` ends: not between a letter and its marks."""
    end = min(len(text), offset + _AROUND)
    while offset < end < len(text) and unicodedata.combining(text[end]):
        end -= 1
    return end


def source_of(document: Document) -> str:
    """Return the IRI of a document: its URL if it is one of the web, else a URN of its id.

    >>> source_of(Document(text="x", url="https://example.org/a b")), source_of(Document(text="x", id="memo 7"))
    ('https://example.org/a%20b', 'urn:seedlib:document:memo%207')
    """
    return _quoted(document.url, _SAFE) if document.url and is_web(document.url) else _urn(document)


def _urn(document: Document) -> str:
    return f"urn:seedlib:document:{_quoted(document.id)}"


def _quoted(text: str, safe: str = ":") -> str:
    return quote(text, safe=safe, errors="replace")  # half of a surrogate pair, which JSON may hold


class _Writer:
    """Makes the annotations of one document."""

    def __init__(self, analysis: Analysis, *, utf16: bool) -> None:
        self.analysis = analysis
        self.urn = _urn(analysis.document)
        self.places = _Places(analysis.document, utf16=utf16)
        self.actors = {identifier: analysis.actors[place] for identifier, place in analysis.actor_places().items()}

    def claim(self, claim: Claim) -> Iterator[Annotation]:
        """Yield the annotation of a claim's content, and those of its source, its cue and its evidence."""
        identifier = self._id("claim", claim.id)
        said = [claim.kind, claim.modality, claim.polarity]
        who = ", ".join(self._name(speaker) for speaker in claim.speakers) or self.analysis.text_of(claim.source)
        words = f"{who}: {', '.join(said)}" if who else ", ".join(said)
        bodies = [_text("describing", words), *(_text("tagging", tag) for tag in said), self._dataset(claim, identifier)]
        yield self._annotation(identifier, "describing", bodies, self.places.targets(claim.content))
        for name, spans in {"source": claim.source, "cue": claim.cue, **claim.arguments}.items():
            if spans:
                link = {"type": "SpecificResource", "source": identifier, "purpose": "linking"}
                yield self._annotation(
                    f"{identifier}-{_quoted(name)}", "linking", [link, _text("tagging", name)], self.places.targets(spans)
                )

    def _dataset(self, claim: Claim, identifier: str) -> Annotation:
        """Return what is known of a claim, field by field, for programs."""
        fields = {
            "kind": claim.kind,
            "modality": claim.modality,
            "polarity": claim.polarity,
            "quotation": claim.quotation,
            "byAuthor": claim.by_author,
            "time": claim.time,
            "within": {"id": self._id("claim", claim.within)} if claim.within else None,
            "speaker": [self._agent(speaker) for speaker in claim.speakers],
            "addressee": [self._agent(addressee) for addressee in claim.addressees],
            "about": [self._agent(target) for target in claim.targets],
            "confidence": claim.confidence,
        }
        known = {f"seedlib:{name}": held for name, held in fields.items() if held not in (None, [])}
        return {"id": f"{identifier}-fields", "type": "Dataset", **known}

    def mention(self, number: int, mention: Mention) -> Annotation:
        """Return the annotation of words that mean an actor."""
        actor = self.actors.get(mention.actor or "")
        words = f"{self._name(mention.actor)} ({actor.kind})" if actor and mention.actor else mention.actor or "unknown"
        bodies = [_text("describing", words)]
        if mention.actor:
            bodies.insert(0, {"type": "SpecificResource", "source": self._actor(mention.actor), "purpose": "identifying"})
        return self._annotation(self._id("mention", str(number)), "identifying", bodies, self.places.targets((mention.span,)))

    def problem(self, number: int, problem: TextProblem) -> Annotation:
        """Return the annotation of something that is wrong with the text; of the whole text where that says no place."""
        bodies = [_text("commenting", problem.note or problem.kind), _text("tagging", problem.kind)]
        if problem.suggestion is not None:
            bodies.append(_text("editing", problem.suggestion))
        target = self.places.targets((problem.span,)) if problem.span else self.places.source
        return self._annotation(self._id("problem", str(number)), "commenting", bodies, target)

    def _annotation(self, identifier: str, motivation: str, body: list[Annotation], target: Any) -> Annotation:
        return {"id": identifier, "type": "Annotation", "motivation": motivation, "body": body, "target": target}

    def _id(self, what: str, name: str) -> str:
        return f"{self.urn}#{what}-{_quoted(name)}"

    def _name(self, identifier: str) -> str:
        return self.actors[identifier].name if identifier in self.actors else identifier

    def _actor(self, identifier: str) -> str:
        """Return the IRI of an actor: of the web where it has one, else a URN; within the document where its id holds only there."""
        namespace, _, key = identifier.partition(":")
        if is_local_id(identifier):
            return self._id("actor", key)
        return f"{_ADDRESSES[namespace]}{_quoted(key)}" if namespace in _ADDRESSES else f"urn:seedlib:actor:{_quoted(identifier)}"

    def _agent(self, identifier: str) -> Annotation:
        actor: Actor | None = self.actors.get(identifier)
        kind = {"type": _AGENTS[actor.kind]} if actor and actor.kind in _AGENTS else {}
        return {"id": self._actor(identifier), **kind, "name": self._name(identifier)}


def _text(purpose: str, words: str) -> Annotation:
    return {"type": "TextualBody", "purpose": purpose, "format": "text/plain", "value": words}


def annotations_of(analysis: Analysis, *, utf16: bool = False) -> Iterator[Annotation]:
    """Yield the annotations of a document as JSON-LD objects: claims, then mentions, then text problems, each in text order.

    Args:
        analysis: the document with what was found in it.
        utf16: count positions in UTF-16 code units instead of code points.
    """
    writer = _Writer(analysis, utf16=utf16)
    for claim in analysis.claims:
        yield from writer.claim(claim)
    for number, mention in enumerate(analysis.mentions, 1):
        yield writer.mention(number, mention)
    for number, problem in enumerate(analysis.problems, 1):
        yield writer.problem(number, problem)


def write_webannotation(results: Iterable[Analysis | Unread], target: BinaryIO, context: Context) -> None:
    """Write one collection of the annotations of all documents; inputs that gave no document have none."""
    utf16 = context.settings.options.get(UTF16, False)
    head = {"@context": _CONTEXT, "type": "AnnotationCollection", "label": "Claims, mentions and text problems found by seedlib"}
    target.write(_json(head)[:-1])
    digest, total = sha256(), 0
    for result in results:
        for annotation in annotations_of(result, utf16=utf16) if isinstance(result, Analysis) else ():
            line = _json(annotation)
            target.write((b",\n" if total else _PAGE) + line)
            digest.update(line)
            total += 1
    identifier = f"urn:seedlib:annotations:{digest.hexdigest()[:16]}"
    if total:  # a page has at least one annotation
        target.write(b"\n], " + _json({"id": f"{identifier}#page"})[1:])
    target.write(b", " + _json({"id": identifier, "total": total})[1:] + b"\n")


def _json(held: Annotation) -> bytes:
    return json.dumps(held, ensure_ascii=False).encode("utf-8", "backslashreplace")  # half of a surrogate pair is `\\ud83d` in JSON too
