"""What is marked in a text, as elements that are yet to find their place.

Rules:

- A claim of others is `said`, one of the author's own a `seg` of the type `claim`; a source, a cue or evidence is a `seg` of that type
  that corresponds to its claims; a mention is a name (`persName` …), or an `rs` where it is none.
- Each piece of a claim is an element of its own; `next` and `prev` lead from one to the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import regex

from seedlib.model import Actor, Analysis, Claim, Span, value

__all__ = ["Ids", "Mark", "category", "ids_of", "marks_of"]

#: The elements of names, by the kinds of actors; of other kinds a name is an `rs`.
_NAMES = {"person": "persName", "organization": "orgName", "publication": "orgName", "place": "placeName", "country": "placeName"}

#: What TEI says of a quotation's directness; of a mixed one it has no word.
_DIRECT = {"direct": "true", "indirect": "false", "mixed": "unknown"}

#: What an XML name cannot hold, as the colon of `acme:pledge`.
_NOT_NAME = regex.compile(r"[^\p{L}\p{N}_.-]")


@value(kw_only=True)
class Mark:
    """An element over a stretch of text."""

    span: Span
    element: str
    attributes: Mapping[str, str | None]
    #: Which is the outer one of two with one span: the lower.
    rank: int


@value(kw_only=True)
class Ids:
    """The ids that things have in a file, where ids of XML are unique: each begins with the document's number."""

    #: `d1.`, or `d2.` for the second document of a corpus.
    prefix: str
    #: By the actor's id.
    actors: Mapping[str, str]

    def pointers(self, identifiers: tuple[str, ...]) -> str | None:
        """Return pointers to actors; None for none."""
        return " ".join(f"#{self.actors[name]}" for name in identifiers if name in self.actors) or None


def ids_of(analysis: Analysis, number: int) -> Ids:
    """Return the ids of the actors of a document, which has this number in its file."""
    prefix = f"d{number}."
    return Ids(prefix=prefix, actors={name: f"{prefix}a{place + 1}" for name, place in analysis.actor_places().items()})


def category(ids: Ids, axis: str, name: str) -> str:
    """Return the id of a value of `kind`, `modality` or `polarity`."""
    return f"{ids.prefix}{axis}.{_NOT_NAME.sub('-', name)}"


def marks_of(analysis: Analysis, ids: Ids) -> Iterator[Mark]:
    """Yield what is marked in a document: claims, what they rest on, mentions."""
    evidence: dict[tuple[str, Span], list[str]] = {}
    for number, claim in enumerate(analysis.claims, 1):
        name = f"{ids.prefix}c{number}"
        yield from _claim(claim, name, ids)
        for part, spans in {"source": claim.source, "cue": claim.cue, **claim.arguments}.items():
            for span in spans:
                evidence.setdefault((part, span), []).append(f"#{name}")
    for (part, span), claims in evidence.items():
        yield Mark(span=span, element="seg", attributes={"type": part, "corresp": " ".join(claims)}, rank=1)
    places = analysis.actor_places()
    for mention in analysis.mentions:
        ref = ids.pointers((mention.actor,)) if mention.actor else None
        element, kind = _name(mention.form, analysis.actors[places[mention.actor]] if mention.actor in places else None)
        yield Mark(span=mention.span, element=element, attributes={"type": kind, "ref": ref}, rank=2)


def _name(form: str, actor: Actor | None) -> tuple[str, str | None]:
    """Return the element of a mention and its type."""
    kind = actor.kind if actor else "unknown"
    if form == "name" and kind in _NAMES:
        return _NAMES[kind], None
    return "rs", kind


def _claim(claim: Claim, name: str, ids: Ids) -> Iterator[Mark]:
    axes = {"kind": claim.kind, "modality": claim.modality, "polarity": claim.polarity}
    said: dict[str, str | None] = {
        "ana": " ".join(f"#{category(ids, axis, held)}" for axis, held in axes.items()),
        "cert": str(claim.confidence),
    }
    if claim.by_author:
        element, said = "seg", {"type": "claim", **said}
    else:
        roles = {"who": ids.pointers(claim.speakers), "toWhom": ids.pointers(claim.addressees)}
        element, said = "said", {**roles, "direct": _DIRECT[claim.quotation], **said}
    names = [name if n == 1 else f"{name}.{n}" for n in range(1, len(claim.content) + 1)]
    for n, span in enumerate(claim.content):
        links = {
            "next": f"#{names[n + 1]}" if n + 1 < len(names) else None,
            "prev": f"#{names[n - 1]}" if n else None,
        }
        yield Mark(span=span, element=element, attributes={"xml:id": names[n], **said, **links}, rank=0)
