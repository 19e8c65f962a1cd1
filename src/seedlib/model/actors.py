"""Actors: who acts in a text, and which words mean them.

Rules:

- An id is namespaced. `doc:` ids hold within one document and are never compared across documents.
- `country` is ISO 3166 alpha-3; historical states have their alpha-4 code of ISO 3166-3 (`SUHH`).
"""

from __future__ import annotations

import unicodedata

import attrs
import regex

from seedlib.errors import ModelError
from seedlib.model._checks import (
    attributes_field,
    check_kind,
    check_one_of,
    check_probability,
    check_spans,
    check_strings,
    check_text,
    probability,
    strings,
    unknown_field,
)
from seedlib.model._values import FrozenMapping, Json, value
from seedlib.model.attributes import AttributeKey, Attributes
from seedlib.model.provenance import Provenance, provenances
from seedlib.model.spans import Span

__all__ = ["ACTOR_KINDS", "FORMS", "KIND", "NAMESPACES", "USES", "Actor", "Mention", "actor_id", "id_rank", "is_actor_id", "is_local_id"]

#: The library's kinds of actor; a plugin's carry its prefix.
ACTOR_KINDS = frozenset({"person", "country", "organization", "group", "publication", "place", "unknown"})

#: How a mention names its actor.
FORMS = frozenset({"name", "nominal", "pronoun"})

#: `metonym`: a place's name stands for its government, its people or its team.
USES = frozenset({"literal", "metonym"})

#: Which of an actor's ids is shown first; all others come after these, `doc` last.
NAMESPACES = ("iso3166", "wikidata")

#: In a mention's attributes: the kind of actor that it means, as its recogniser says; one of `ACTOR_KINDS`, or a plugin's.
KIND: AttributeKey[str] = AttributeKey("mention-kind", str, "the kind of actor that a mention means, from its recogniser")

_ID = regex.compile(r"[\p{L}\p{N}_.-]+:\S+")

#: ISO 3166-1 alpha-3 or ISO 3166-3 alpha-4: RUS, SUHH; XKX is the code in use for Kosovo.
_COUNTRY = regex.compile(r"[A-Z]{3,4}")

_NOT_SLUG = regex.compile(r"[^\p{L}\p{N}]+")


#: What ids begin with that hold within one document.
_LOCAL = "doc:"


def is_actor_id(text: object) -> bool:
    """Say whether `text` can be an actor's id: a namespace, a colon, and what the namespace calls the actor.

    >>> is_actor_id("wikidata:Q7747"), is_actor_id("Ada Poe")
    (True, False)
    """
    return isinstance(text, str) and _ID.fullmatch(text) is not None


def actor_id(name: str) -> str:
    """Return the id of an actor that has no canonical one: `doc:` and a slug of the name.

    >>> actor_id("Yoon Suk Yeol"), actor_id("Angela Müller")
    ('doc:yoon-suk-yeol', 'doc:angela-müller')
    """
    slug = _NOT_SLUG.sub("-", unicodedata.normalize("NFC", name).casefold()).strip("-")
    return f"{_LOCAL}{slug or 'unnamed'}"


def is_local_id(identifier: str) -> bool:
    """Say whether an id holds within one document alone, as those of `actor_id` do.

    >>> is_local_id("doc:yoon-suk-yeol"), is_local_id("iso3166:KOR")
    (True, False)
    """
    return identifier.startswith(_LOCAL)


def id_rank(identifier: str) -> tuple[int, str]:
    """Return a sort key that puts the id to be shown first: ISO 3166, then Wikidata, others, and `doc:` last.

    >>> sorted(["doc:russia", "acme:7", "wikidata:Q159", "iso3166:RUS"], key=id_rank)
    ['iso3166:RUS', 'wikidata:Q159', 'acme:7', 'doc:russia']
    """
    if is_local_id(identifier):
        return len(NAMESPACES) + 1, identifier
    namespace = identifier.partition(":")[0]
    return (NAMESPACES.index(namespace) if namespace in NAMESPACES else len(NAMESPACES)), identifier


@value(kw_only=True)
class Actor:
    """A person, country, organization or group that a text speaks of, or that speaks in it.

    >>> actor = Actor(id="doc:ada-poe", name="Ada Poe", kind="person", roles=["minister"])
    >>> actor.name, actor.roles
    ('Ada Poe', ('minister',))
    >>> Actor(id="Ada Poe", name="Ada Poe")
    Traceback (most recent call last):
        ...
    seedlib.errors.ModelError: Actor.id: found 'Ada Poe', expected an id such as 'iso3166:RUS' or 'doc:a-name'
    """

    #: Namespaced: `iso3166:RUS`, `wikidata:Q7747`, `doc:scott-snyder`.
    id: str
    #: The fullest name, in the text's or the lexicon's words.
    name: str
    #: One of `ACTOR_KINDS`, or a plugin's with its prefix.
    kind: str = "unknown"
    #: ISO 3166 alpha-3, or alpha-4 of 3166-3; none if unknown.
    country: str | None = None
    #: In the text's words: `president`, `author`.
    roles: tuple[str, ...] = attrs.field(default=(), converter=strings)
    #: Other names by which the text calls it, sorted.
    aliases: tuple[str, ...] = attrs.field(default=(), converter=strings)
    #: Further ids of the same actor.
    same_as: tuple[str, ...] = attrs.field(default=(), converter=strings)
    provenance: tuple[Provenance, ...] = attrs.field(default=(), converter=provenances)
    attributes: Attributes = attributes_field()
    unknown: FrozenMapping[Json] = unknown_field()

    def __attrs_post_init__(self) -> None:
        for name, identifiers in (("id", (self.id,)), ("same_as", self.same_as)):
            for identifier in identifiers:
                if not is_actor_id(identifier):
                    raise ModelError(f"found {identifier!r}, expected an id such as 'iso3166:RUS' or 'doc:a-name'", where=f"Actor.{name}")
        check_text(self.name, "Actor.name", empty=False)
        check_kind(self.kind, "Actor.kind")
        check_strings(self.roles, "Actor.roles")
        check_strings(self.aliases, "Actor.aliases")
        check_text(self.country, "Actor.country", none=True)
        if self.country is not None and not _COUNTRY.fullmatch(self.country):
            raise ModelError(f"found {self.country!r}, expected an ISO 3166 code such as 'RUS'", where="Actor.country")


@value(kw_only=True)
class Mention:
    """Words that mean an actor.

    >>> from seedlib import Document, Span
    >>> document = Document(text="Lima said no.")
    >>> mention = Mention(span=Span(0, 4), actor="iso3166:PER", use="metonym", confidence=0.8)
    >>> document[mention.span], mention.form, mention.use
    ('Lima', 'name', 'metonym')
    """

    #: The words.
    span: Span
    #: The actor's id; none only until resolution.
    actor: str | None = None
    #: One of `FORMS`.
    form: str = "name"
    #: One of `USES`.
    use: str = "literal"
    #: The probability that these words mean this actor, in [0, 1].
    confidence: float = attrs.field(default=1.0, converter=probability)
    provenance: tuple[Provenance, ...] = attrs.field(default=(), converter=provenances)
    attributes: Attributes = attributes_field()
    unknown: FrozenMapping[Json] = unknown_field()

    def __attrs_post_init__(self) -> None:
        check_spans((self.span,), "Mention.span")
        check_text(self.actor, "Mention.actor", empty=False, none=True)
        check_one_of(self.form, FORMS, "Mention.form")
        check_one_of(self.use, USES, "Mention.use")
        check_probability(self.confidence, "Mention.confidence")
