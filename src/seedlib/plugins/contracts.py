"""What a component may answer: the checks on records' answers, shared by the pipeline and `seedlib.testing`.

Rules:

- A check looks at one answered value and raises a `ContractError` that says what was found and what was expected.
- Types and local values are the constructors' business; here stands what needs the document or the registry:
  spans inside the text, kinds and keys that exist, subjects and fields that a proposal may have.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from seedlib.components import Proposal
from seedlib.errors import ContractError, ModelError
from seedlib.model import (
    ACTOR_KINDS,
    ARGUMENTS,
    BLOCK_KINDS,
    CLAIM_KINDS,
    GENRES,
    KIND,
    LABELS,
    LINKS,
    PROBLEM_KINDS,
    Actor,
    Analysis,
    Attributes,
    Claim,
    Document,
    Label,
    Layers,
    Link,
    Mention,
    Notice,
    Span,
    TextProblem,
    evolved,
    is_actor_id,
    is_name,
)
from seedlib.plugins.registry import Registry

__all__ = [
    "ACTOR_FIELDS",
    "CLAIM_FIELDS",
    "MENTION_FIELDS",
    "ONE_OF",
    "apply_fields",
    "check_answer",
    "check_proposal",
    "check_stated",
]

#: What each stage's function may answer; a `Notice` everywhere.
ONE_OF: Mapping[str, tuple[type, ...]] = {
    "segmentation": (Layers,),
    "tagging": (Label, Link),
    "recognition": (Mention,),
    "attribution": (Claim,),
    "resolution": (Actor, Proposal),
    "qualification": (Proposal,),
    "author": (Claim,),
    "checking": (TextProblem,),
}

#: The fields that may be proposed, by the kind of subject; `arguments.NAME` and `attributes.NAME` of a claim come to these.
MENTION_FIELDS = frozenset({"actor", "form", "use"})
ACTOR_FIELDS = frozenset({"name", "kind", "country", "roles", "aliases", "same_as"})
CLAIM_FIELDS = frozenset({"speakers", "kind", "modality", "polarity", "time", "addressees", "targets"})


def check_answer(answer: Any, stage: str, analysis: Analysis, registry: Registry) -> None:
    """Check one value that a component answered.

    Args:
        answer: the value.
        stage: a key of `ONE_OF`.
        analysis: what the component was given.
        registry: for kinds and keys.

    Raises:
        ContractError: the contract does not allow it.
    """
    allowed = (*ONE_OF[stage], Notice)
    if type(answer) not in allowed:
        names = " or ".join(t.__name__ for t in allowed)
        raise ContractError(f"found {type(answer).__name__} {answer!r:.80}, expected {names}")
    _check_value(answer, analysis, registry)
    if type(answer) is not Claim:
        return
    if stage == "attribution" and (answer.by_author or answer.speakers):
        raise ContractError("found a claim with by_author or speakers set, expected an extractor to leave both to later stages")
    if stage == "author" and not answer.by_author:
        raise ContractError("found a claim without by_author, expected a qualifier to answer the author's own claims only")


def check_stated(parsed: Analysis, registry: Registry) -> None:
    """Check what a parser yielded: its document, and the mentions, actors, claims and problems that its format states.

    Raises:
        ContractError: the contract does not allow one of them.
    """
    _check_document(parsed.document, registry)
    _check_layers(parsed.layers, parsed, registry)
    for held in (*parsed.mentions, *parsed.actors, *parsed.claims, *parsed.problems):
        _check_value(held, parsed, registry)
    known = {actor.id for actor in parsed.actors}
    for mention in parsed.mentions:
        if mention.actor is not None and mention.actor not in known:
            raise ContractError(f"found a mention of {mention.actor!r}, expected one of the actors that are stated beside it")


def _check_document(document: Document, registry: Registry) -> None:
    """Check a document that a parser made: its kinds, and that it keeps its own blocks inside the text."""
    for block in document.blocks:
        _check_name(block.kind, BLOCK_KINDS, "block kind")
    if document.genre is not None:
        _check_name(document.genre, GENRES, "genre")
    _check_typed(document.attributes, registry)


def _check_value(held: Any, analysis: Analysis, registry: Registry) -> None:
    """Check a value by its type, and the evidence of its provenance; a notice has nothing to check."""
    check = _CHECKS.get(type(held))
    if check is not None:
        check(held, analysis, registry)
    for provenance in getattr(held, "provenance", ()):
        _check_spans(provenance.spans, analysis, "evidence")


def _check_spans(spans: Iterable[Span], analysis: Analysis, what: str) -> None:
    length = len(analysis.document.text)
    for span in spans:
        if span.end > length:
            raise ContractError(f"found {what} at {span.start}-{span.end}, expected it inside the text of {length} code points")


def _check_name(name: str, library: Iterable[str], what: str) -> None:
    if not is_name(name) or (name not in library and ":" not in name):
        raise ContractError(f"found the {what} {name!r}, expected one of {', '.join(sorted(library))}, or one with a plugin's prefix")


def _check_typed(attributes: Attributes, registry: Registry, *, registered_only: bool = False) -> None:
    for name in attributes:
        key = KIND if name == KIND.name else registry.keys.get(name)  # known even where the built-in plugin is disabled
        if key is not None:
            try:
                key.check(attributes[name])
            except ModelError as error:
                raise ContractError(str(error)) from error
        elif registered_only:
            raise ContractError(
                f"found the attribute {name!r}, which nobody has registered",
                advice="return its AttributeKey from seedlib_attribute_keys",
            )


def _check_layers(layers: Layers, analysis: Analysis, _: Registry) -> None:
    for name in ("tokens", "sentences"):
        spans = getattr(layers, name)
        if spans is not None and len(spans):
            _check_spans([spans[-1]], analysis, name)  # they are in text order: the last one reaches farthest
    for quotation in layers.quotations or ():
        _check_spans([s for s in (quotation.span, quotation.words, quotation.speaker) if s is not None], analysis, "a quotation")


def _check_label(label: Label, analysis: Analysis, _: Registry) -> None:
    _check_name(label.name, LABELS, "label")
    _check_spans([label.span], analysis, "a label")


def _check_link(link: Link, analysis: Analysis, _: Registry) -> None:
    _check_name(link.name, LINKS, "link")
    _check_spans([link.head, link.dependent], analysis, "a link")


def _check_mention(mention: Mention, analysis: Analysis, registry: Registry) -> None:
    _check_spans([mention.span], analysis, "a mention")
    if mention.actor is not None and not is_actor_id(mention.actor):
        raise ContractError(f"found the actor {mention.actor!r}, expected a canonical id such as 'iso3166:RUS', or None")
    _check_typed(mention.attributes, registry, registered_only=True)
    if KIND.name in mention.attributes:
        _check_name(mention.attributes[KIND], ACTOR_KINDS, "actor kind")


def _check_claim(claim: Claim, analysis: Analysis, registry: Registry) -> None:
    for what in ("content", "source", "cue"):
        _check_spans(getattr(claim, what), analysis, f"a claim's {what}")
    for name, spans in claim.arguments.items():
        _check_name(name, ARGUMENTS, "argument")
        _check_spans(spans, analysis, f"the argument {name}")
    _check_claim_kind(claim.kind, registry)
    _check_typed(claim.attributes, registry, registered_only=True)


def _check_claim_kind(kind: Any, registry: Registry) -> None:
    known = CLAIM_KINDS | registry.kinds.keys()  # the library's own are known even where its plugin is disabled
    if not isinstance(kind, str) or kind not in known:
        raise ContractError(
            f"found the claim kind {kind!r}, expected one of {', '.join(sorted(known))}",
            advice="return its ClaimKind from seedlib_claim_kinds",
        )


def _check_actor(actor: Actor, _: Analysis, registry: Registry) -> None:
    _check_name(actor.kind, ACTOR_KINDS, "actor kind")
    _check_typed(actor.attributes, registry, registered_only=True)


def _check_problem(problem: TextProblem, analysis: Analysis, _: Registry) -> None:
    _check_name(problem.kind, PROBLEM_KINDS, "problem kind")
    if problem.span is not None:
        _check_spans([problem.span], analysis, "a problem")


def _check_proposal(proposal: Proposal, analysis: Analysis, registry: Registry) -> None:
    field = proposal.field
    _check_spans(proposal.spans, analysis, "a proposal's evidence")
    if isinstance(proposal.subject, Span):
        if field not in MENTION_FIELDS:
            raise ContractError(f"found the field {field!r} of a mention, expected one of {', '.join(sorted(MENTION_FIELDS))}")
        if field == "actor" and not is_actor_id(proposal.value):
            raise ContractError(f"found the actor {proposal.value!r:.80}, expected an id such as 'iso3166:RUS' or 'doc:a-name'")
        return
    base, _, name = field.partition(".")
    if base == "arguments" and name:
        _check_name(name, ARGUMENTS, "argument")
        held = proposal.value
        if not isinstance(held, tuple | list) or not all(type(span) is Span for span in held):
            raise ContractError(f"found {held!r:.80} for the argument {name}, expected Spans")
        _check_spans(held, analysis, f"the argument {name}")
    elif base == "attributes" and name:
        try:
            held_under = Attributes({name: proposal.value})
        except ModelError as error:
            raise ContractError(str(error)) from error
        _check_typed(held_under, registry, registered_only=True)
    elif field not in CLAIM_FIELDS | ACTOR_FIELDS:
        expected = sorted(CLAIM_FIELDS | ACTOR_FIELDS)
        raise ContractError(f"found the field {field!r}, expected arguments.NAME, attributes.NAME or one of {', '.join(expected)}")


def check_proposal(proposal: Proposal, subject: Actor | Claim | Mention, registry: Registry) -> None:
    """Check a proposal against its subject: that the subject can take the value in that field.

    Raises:
        ContractError: it cannot.
    """
    if type(subject) is Claim and proposal.field == "kind":
        _check_claim_kind(proposal.value, registry)
    try:
        apply_fields(subject, {proposal.field: proposal.value})
    except (ModelError, TypeError, AttributeError, ValueError) as error:
        raise ContractError(f"found {proposal.value!r:.80} for {proposal.field}: {error}") from error


def apply_fields(subject: Any, fields: Mapping[str, Any], **more: Any) -> Any:
    """Return a copy of an actor, claim or mention whose fields hold what was proposed.

    Args:
        subject: the value.
        fields: what each field is to hold, by the field's name, or by `arguments.NAME` or `attributes.NAME`.
        more: further fields, by name.

    Raises:
        ModelError: the subject has no such field, or it cannot hold such a value.
    """
    for field, held in fields.items():
        base, _, name = field.partition(".")
        if not hasattr(subject, base):
            raise ModelError(f"found the field {field!r}, which {type(subject).__name__} does not have")
        more[base] = {**more.get(base, getattr(subject, base)), name: held} if name else held
    return evolved(subject, **more)


_CHECKS: Mapping[type, Any] = {
    Layers: _check_layers,
    Label: _check_label,
    Link: _check_link,
    Mention: _check_mention,
    Claim: _check_claim,
    Actor: _check_actor,
    TextProblem: _check_problem,
    Proposal: _check_proposal,
}
