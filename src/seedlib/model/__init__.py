"""The nouns of seedlib: frozen values that say what a text holds.

Rules:

- Values are final, slotted, frozen and keyword-only, compared by value; change is `attrs.evolve`.
- Containers are tuples or `FrozenMapping`s.
- Confidences and scores have four decimals, as on the wire.
- Constructors check what can be checked without anything else, and say what was found, expected and where.
"""

from seedlib.model._values import EMPTY, FrozenMapping, Json, evolved, freeze, thaw, value
from seedlib.model.actors import ACTOR_KINDS, FORMS, KIND, NAMESPACES, USES, Actor, Mention, actor_id, id_rank, is_actor_id, is_local_id
from seedlib.model.analysis import LABELS, LINKS, STATED, Analysis, Label, Layers, Link, Quotation, Quote, Unread
from seedlib.model.attributes import NO_ATTRIBUTES, AttributeKey, Attributes, is_name
from seedlib.model.claims import ARGUMENTS, CLAIM_KINDS, MODALITIES, POLARITIES, QUOTATIONS, Claim, Qualification, claim_id
from seedlib.model.documents import (
    BLOCK_KINDS,
    GENRES,
    MAIN_TEXT_KINDS,
    PROBLEM_KINDS,
    Block,
    Document,
    Origin,
    SourceRun,
    TextProblem,
    document_id,
    in_source,
    is_language,
    without_surrogates,
)
from seedlib.model.provenance import Failure, Notice, Provenance
from seedlib.model.spans import Span, Spans, hull, overlapping

__all__ = [
    "ACTOR_KINDS",
    "ARGUMENTS",
    "BLOCK_KINDS",
    "CLAIM_KINDS",
    "EMPTY",
    "FORMS",
    "GENRES",
    "KIND",
    "LABELS",
    "LINKS",
    "MAIN_TEXT_KINDS",
    "MODALITIES",
    "NAMESPACES",
    "NO_ATTRIBUTES",
    "POLARITIES",
    "PROBLEM_KINDS",
    "QUOTATIONS",
    "STATED",
    "USES",
    "Actor",
    "Analysis",
    "AttributeKey",
    "Attributes",
    "Block",
    "Claim",
    "Document",
    "Failure",
    "FrozenMapping",
    "Json",
    "Label",
    "Layers",
    "Link",
    "Mention",
    "Notice",
    "Origin",
    "Provenance",
    "Qualification",
    "Quotation",
    "Quote",
    "SourceRun",
    "Span",
    "Spans",
    "TextProblem",
    "Unread",
    "actor_id",
    "claim_id",
    "document_id",
    "evolved",
    "freeze",
    "hull",
    "id_rank",
    "in_source",
    "is_actor_id",
    "is_language",
    "is_local_id",
    "is_name",
    "overlapping",
    "thaw",
    "value",
    "without_surrogates",
]
