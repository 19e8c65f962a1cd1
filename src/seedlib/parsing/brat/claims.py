"""Claims of annotated texts: from words and what connects them to what is claimed, by whom, with which words.

Rules:

- Each `Content` is a claim. Its cues are those connected to it; its sources those connected to it or to its cues; evidence likewise.
- Who says it, to whom and about whom may be said by relations from a mention: `Speaks`, `Spoken-to`, `Spoken-of`. In a file without
  any `Speaks` the speakers are those whose mentions stand in the sources.
- Where an event or relation says itself which part words play in it (`Source:T1`, `Source-of`), that goes before their type.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

import attrs

from seedlib.model import ARGUMENTS, CLAIM_KINDS, EMPTY, MODALITIES, POLARITIES, QUOTATIONS, Claim, FrozenMapping, Provenance, Span, value
from seedlib.parsing.brat.standoff import Bound, Connected, Standoff

__all__ = ["Links", "claims_of", "links_of", "part_of", "says_of_claim"]

#: What the words of a claim are called, by the names that annotators give them, in small letters.
_PARTS = {
    **{name: name for name in ("source", "cue", "content", *ARGUMENTS)},
    "speaker": "source",
    "trigger": "cue",
    "claim": "cue",
    "attribution": "cue",
}

#: Attributes that say what a claim is where no list of values binds them; the last four by being there.
_FREE = frozenset({"time", "by-author", "negated", "negation", "unbroken"})

#: Relations that say that two mentions are of one actor.
_SAME = frozenset({"alias", "equiv", "same", "coref", "coreference", "corefers", "same-as"})


#: Relations from a mention to what its actor says, is told or is spoken of in, and the claim's field.
_ROLES = {"speaks": "speakers", "spoken-to": "addressees", "spoken-of": "targets"}


@value(kw_only=True)
class Links:
    """What is connected with what, by the ids of words."""

    #: For each id, the others and the part that each plays.
    parts: Mapping[str, tuple[tuple[str, str], ...]]
    #: Ids of contents, and of those in which they stand.
    within: Mapping[str, str]
    #: For each id of a content, the ids of mentions by the fields of the claim that name their actors.
    roles: Mapping[str, Mapping[str, tuple[str, ...]]] = EMPTY
    #: Groups of ids of mentions.
    same: tuple[tuple[str, ...], ...]
    #: The types of events and relations that connect nothing known.
    unknown: tuple[str, ...]
    #: Whether relations say who speaks.
    says_speakers: bool = False


def part_of(bound: Bound) -> str | None:
    """Return the part of a claim that words are by their type: `source`, `cue`, `content`, or a name of evidence; else None."""
    return _PARTS.get(bound.type.lower().removeprefix("attribution-"))


def links_of(standoff: Standoff) -> Links:
    """Return what the events and relations of a file connect."""
    parts: dict[str, list[tuple[str, str]]] = defaultdict(list)
    within: dict[str, str] = {}
    roles: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    same = list(standoff.equivalent)
    unknown: list[str] = []
    for connected in standoff.connected:
        name = connected.type.lower()
        ids = [member for _, member in connected.members]
        if name in _SAME:
            same.append(tuple(ids))
        elif name == "within":
            within[ids[0]] = ids[-1]
        elif name in _ROLES:
            roles[ids[-1]][_ROLES[name]].append(ids[0])
        elif not _add_parts(parts, connected, standoff):
            unknown.append(connected.type)
    return Links(
        parts=FrozenMapping({name: tuple(dict.fromkeys(held)) for name, held in parts.items()}),
        within=FrozenMapping(within),
        roles=FrozenMapping({name: FrozenMapping({field: tuple(ids) for field, ids in held.items()}) for name, held in roles.items()}),
        same=tuple(same),
        unknown=tuple(unknown),
        says_speakers=any("speakers" in held for held in roles.values()),
    )


def _add_parts(parts: dict[str, list[tuple[str, str]]], connected: Connected, standoff: Standoff) -> bool:
    """Add to the parts of each member those that the others play beside it; say whether any plays one."""
    name = connected.type.lower()
    members = [
        (_part(standoff.bounds[member], part, "" if index else name), member) for index, (part, member) in enumerate(connected.members)
    ]
    if not any(part for part, _ in members):
        return False
    if connected.trigger is not None:
        members.append(("cue", connected.trigger))
    for part, member in members:
        if part:
            for _, other in members:
                if other != member:
                    parts[other].append((part, member))
    return True


def _part(bound: Bound, said: str, relation: str) -> str:
    """Return the part that words play in an event or a relation: as that says, else by their type; empty if they play none."""
    named = _PARTS.get(said.lower()) or (_PARTS.get(relation.removesuffix("-of")) if relation.endswith("-of") else None)
    return named or part_of(bound) or ""


def claims_of(standoff: Standoff, links: Links, speakers: Mapping[str, str], kinds: Collection[str]) -> tuple[Claim, ...]:
    """Return a claim for each content.

    Args:
        standoff: what the file says.
        links: what is connected in it.
        speakers: the ids of actors by the ids of words that name them.
        kinds: the kinds of claim that are registered.
    """
    contents = {bound.id for bound in standoff.bounds.values() if part_of(bound) == "content"}
    contents |= {member for held in links.parts.values() for part, member in held if part == "content"}
    found = {
        name: _claim(standoff, links, name, speakers, kinds)
        for name in sorted(contents, key=lambda name: (standoff.bounds[name].spans, name))
    }
    ids = {name: claim.id for name, claim in found.items()}
    claims = [attrs.evolve(claim, within=ids.get(links.within.get(name, ""))) for name, claim in found.items()]
    return tuple({claim.id: claim for claim in claims}.values())


def _claim(standoff: Standoff, links: Links, content: str, speakers: Mapping[str, str], kinds: Collection[str]) -> Claim:
    beside = links.parts.get(content, ())
    cues = [member for part, member in beside if part == "cue"]
    around = [*beside, *(pair for cue in cues for pair in links.parts.get(cue, ()))]
    sources = list(dict.fromkeys(member for part, member in around if part == "source"))
    arguments = {part: _spans(standoff, [m for p, m in around if p == part]) for part, _ in around if part in ARGUMENTS}
    said = {**(standoff.attributes.get(cues[0], {}) if cues else {}), **standoff.attributes.get(content, {})}

    def named(field: str) -> tuple[str, ...]:
        mentions = links.roles.get(content, EMPTY).get(field, ())
        return tuple(dict.fromkeys(speakers[name] for name in mentions if name in speakers))

    return Claim(
        content=standoff.bounds[content].spans,
        source=_spans(standoff, sources),
        cue=_spans(standoff, cues),
        speakers=named("speakers") if links.says_speakers else tuple(dict.fromkeys(speakers[n] for n in sources if n in speakers)),
        addressees=named("addressees"),
        targets=named("targets"),
        arguments=FrozenMapping(arguments),
        provenance=(Provenance(about="content", component="seedlib:brat", rule="annotation"),),
        **_fields(said, kinds),
    )


def _fields(said: Mapping[str, str], kinds: Collection[str]) -> dict[str, Any]:
    """Return the fields of a claim that the attributes of its content, or of its cue, give."""
    fields: dict[str, Any] = {name: said[name].lower() for name in _allowed(kinds) if says_of_claim(name, said.get(name, ""), kinds)}
    if said.get("time"):
        fields["time"] = said["time"]
    if "negated" in said or "negation" in said:
        fields.setdefault("polarity", "negative")
    return {**fields, "by_author": "by-author" in said}


def _allowed(kinds: Collection[str]) -> dict[str, Collection[str]]:
    return {"kind": kinds or CLAIM_KINDS, "modality": MODALITIES, "polarity": POLARITIES, "quotation": QUOTATIONS}


def says_of_claim(name: str, held: str, kinds: Collection[str]) -> bool:
    """Say whether an attribute, by its name in small letters and its value, says what a claim is."""
    return name in _FREE or held.lower() in _allowed(kinds).get(name, ())


def _spans(standoff: Standoff, names: Iterable[str]) -> tuple[Span, ...]:
    """Return the spans of several words in text order, those that overlap as one."""
    merged: list[Span] = []
    for span in sorted(span for name in names for span in standoff.bounds[name].spans):
        if merged and span.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(span.end, merged[-1].end))
        else:
            merged.append(span)
    return tuple(merged)
