"""An explanation for a person's eyes and for programs: evidence as words in their line, ids as names."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from seedlib.explanation import OUTCOMES, Alternative, Explanation, Referent
from seedlib.exporting.display import shortened, visible
from seedlib.exporting.listing import Column, Listing, Section
from seedlib.model import Actor, Analysis, Claim, Label, Link, Mention, Provenance, Span

__all__ = ["claims_listing", "plain", "reasons"]

#: How many characters of a claim are shown, of another value, and of the line on both sides of the words that something rests on.
_CLAIM, _VALUE, _BESIDE = 600, 90, 24

#: Whom else words might have meant is shown from this share on; below it nothing was weighed in earnest.
_LEAST = 0.01

_LISTED = (Column("claim", 12), Column("line", 6, number=True), Column("who", 22), Column("kind", 13), Column("what"))
_FOR = (Column("what", 14), Column("by", 22), Column("rule", 18), Column("sure", 5, number=True), Column("words it rests on"))
_LOST = (Column("what", 12), Column("value"), Column("by", 20), Column("rule", 14), Column("sure", 5, number=True), Column("why not", 24))
_MEANT = (Column("words", 22), Column("means"), Column("by", 20), Column("sure", 5, number=True), Column("or, less sure"))
_LABELS = (Column("label", 24), Column("value", 12), Column("sure", 5, number=True), Column("words"))


def claims_listing(analysis: Analysis) -> Listing:
    """Return the claims of a document with their ids."""
    rows = []
    for claim in analysis.claims:
        who, _, words, line = analysis.quote(claim)
        shown = (claim.id, str(line), who or ("the author" if claim.by_author else "unknown"), claim.kind, shortened(words, _CLAIM))
        rows.append(tuple(map(visible, shown)))
    document = analysis.document
    title = document.title or document.origin.filename or document.id
    section = Section(title=f"Claims: {len(rows) or 'none'}", columns=_LISTED if rows else (), rows=tuple(rows))
    return Listing(title=visible(title), sections=(section,))


def reasons(why: Explanation) -> Listing:
    """Return why a claim stands, as a person is shown it."""
    lost = f"What lost: {len(why.alternatives) or 'nothing'}"
    sections = [
        Section(title="What speaks for it", columns=_FOR, rows=tuple(_for(held, why) for held in why.claim.provenance)),
        Section(title=lost, columns=_LOST, rows=tuple(_lost(a, why) for a in why.alternatives)),
        Section(title="Whom its words mean", columns=_MEANT, rows=tuple(_meant(held, why) for held in why.referents)),
        Section(title="What the tagger calls its words", columns=_LABELS, rows=tuple(_label(held, why) for held in why.labels)),
    ]
    if not why.complete:
        sections[1:] = []
    return Listing(
        title=visible(f"Claim {why.claim.id}"),
        facts=tuple(visible(fact) for fact in _facts(why)),
        sections=tuple(section for section in sections if section.rows or section is sections[1]),
    )


def _facts(why: Explanation) -> Iterable[str]:
    analysis, claim = why.analysis, why.claim
    who, cue, words, line = analysis.quote(claim)
    yield f"line {line}: {who or 'nobody named'}" + (f" | {cue}" if cue else "") + f" | {shortened(words, _CLAIM)}"
    held = [claim.kind, claim.modality, claim.polarity, claim.quotation, *(["by the author"] if claim.by_author else [])]
    yield ", ".join(held) + f"; {claim.confidence:.2f} sure that it is one, of this source"
    if found := why.found_by:
        yield f"found by {_by(found)}" + (f", rule {found.rule}" if found.rule else "")
    if claim.within is not None:
        yield f"within the claim {claim.within}"
    if not why.complete:
        yield "What lost is not known: these results were kept, or found under other settings. Explain the text itself."


def _by(held: Provenance | Alternative) -> str:
    return f"{held.component} {held.version}".rstrip()


def _for(held: Provenance, why: Explanation) -> tuple[str, ...]:
    return tuple(map(visible, (held.about, held.component, held.rule, f"{held.confidence:.2f}", _in_line(held.spans, why))))


def _lost(lost: Alternative, why: Explanation) -> tuple[str, ...]:
    value = shortened(_shown(lost.value, lost.about, why), _VALUE)
    return tuple(map(visible, (lost.about, value, lost.component, lost.rule, f"{lost.confidence:.2f}", OUTCOMES[lost.outcome])))


def _meant(held: Referent, why: Explanation) -> tuple[str, ...]:
    mention = held.mention
    means = next((source for source in mention.provenance if source.about == "actor"), None) or next(iter(mention.provenance), None)
    others = [f"{_name(one.value, why)} {one.confidence:.2f}" for one in held.alternatives if one.confidence >= _LEAST]
    others += [f"tagger: {why.words((link.head,))} {link.score:.2f}" for link in held.links if link.score >= _LEAST]
    shown = (
        why.words((mention.span,)),
        _name(mention.actor, why),
        means.component if means is not None else "",
        f"{mention.confidence:.2f}",
        "; ".join(others),
    )
    return tuple(map(visible, shown))


def _label(held: Label, why: Explanation) -> tuple[str, ...]:
    return tuple(map(visible, (held.name, held.value or "", f"{held.score:.2f}", shortened(why.words((held.span,)), _VALUE))))


def _name(identifier: object, why: Explanation) -> str:
    if identifier is None:
        return "nobody"
    held: Actor | None = next((a for a in why.analysis.actors if identifier in {a.id, *a.same_as}), None)
    return held.name if held is not None else str(identifier)


def _shown(held: Any, about: str, why: Explanation) -> str:
    """Return a value that lost in words."""
    if isinstance(held, Claim):
        _, cue, words, line = why.analysis.quote(held)
        return f"line {line}: {why.words(held.source)} | {cue} | {words}"
    if isinstance(held, Mention | Label):
        kind = held.form if isinstance(held, Mention) else held.name
        return f"{why.words((held.span,))} ({kind})"
    if isinstance(held, Iterable) and not isinstance(held, str):
        items = list(held)
        spans = [one for one in items if isinstance(one, Span)]
        return why.words(spans) if spans else ", ".join(_name(one, why) for one in items)
    return _name(held, why) if about == "actor" else str(held)


def _in_line(spans: Iterable[Span], why: Explanation) -> str:
    """Return words as they stand in their line, in brackets: `3: … Solheim [said] on Tuesday`."""
    text = why.analysis.document.text
    shown = []
    for span in spans:
        begin = max(text.rfind("\n", 0, span.start) + 1, span.start - _BESIDE)
        stop = text.find("\n", span.end)
        end = min(len(text) if stop < 0 else stop, span.end + _BESIDE)
        before, after = text[begin : span.start], text[span.end : end]
        if begin and text[begin - 1] != "\n":
            before = f"… {before.partition(' ')[2]}"
        if end < len(text) and text[end] != "\n":
            after = f"{after.rpartition(' ')[0]} …"
        words = shortened(text[span.start : span.end], _VALUE)
        shown.append(f"{why.analysis.document.line_of(span.start)}: {before}[{words}]{after}")
    return "; ".join(shown)


def plain(why: Explanation) -> dict[str, Any]:
    """Return an explanation as plain data; spans as pairs of offsets."""
    who, cue, words, line = why.analysis.quote(why.claim)
    return {
        "claim": why.claim.id,
        "who": who,
        "cue": cue,
        "words": words,
        "line": line,
        "confidence": why.claim.confidence,
        "provenance": [_source(held, why) for held in why.claim.provenance],
        "complete": why.complete,
        "alternatives": [_alternative(held, why) for held in why.alternatives],
        "referents": [
            {
                **_place(held.mention.span, why),
                "actor": held.mention.actor,
                "confidence": held.mention.confidence,
                "alternatives": [_alternative(one, why) for one in held.alternatives],
                "links": [_link(one, why) for one in held.links],
            }
            for held in why.referents
        ],
        "labels": [{**_place(held.span, why), "label": held.name, "value": held.value, "score": held.score} for held in why.labels],
    }


def _place(span: Span, why: Explanation) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "words": why.words((span,))}


def _link(link: Link, why: Explanation) -> dict[str, Any]:
    return {**_place(link.head, why), "score": link.score}


def _source(held: Provenance | Alternative, why: Explanation) -> dict[str, Any]:
    return {
        **{name: getattr(held, name) for name in ("about", "component", "version", "rule", "confidence")},
        "evidence": [_place(span, why) for span in held.spans],
    }


def _alternative(held: Alternative, why: Explanation) -> dict[str, Any]:
    return {**_source(held, why), "value": _value(held.value, why), "outcome": held.outcome}


def _value(held: Any, why: Explanation) -> Any:
    """Return a value as plain data: spans with their words."""
    if isinstance(held, Claim):
        pieces = {name: [_place(span, why) for span in getattr(held, name)] for name in ("source", "cue", "content")}
        return {"id": held.id, **pieces}
    if isinstance(held, Mention | Label):
        return _place(held.span, why)
    if isinstance(held, Span):
        return _place(held, why)
    if isinstance(held, Iterable) and not isinstance(held, str):
        return [_value(one, why) for one in held]
    return held
