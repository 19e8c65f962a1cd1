"""Leads: who is meant by a report that says in its first sentence what somebody is, and only later how he is called.

    The former manager of the mine told an inquiry that he had warned the owners.
    “I wrote to them in March,” said Marek Zawada.

Journalists call this a delayed-identification lead (Brooks and others, News Reporting and Writing): the name of somebody whom few know
stands no earlier than in the second paragraph.

Rules:

- The lead is the first paragraph, or what follows the dateline in it. It has one person, by a noun that is a role, and names none; he
  opens a sentence of it, or what he says does (`Tea will be dear, its head said`).
- He is the first person who is named in one of the next two paragraphs, if that one speaks and nothing says that he is somebody else:
  another noun or role, another country or gender.
"""

from __future__ import annotations

from collections.abc import Sequence

from seedlib.model import Block
from seedlib.resolution.groups import Group, Grouping
from seedlib.resolution.roles import Reader
from seedlib.resolution.scene import Place, Scene

__all__ = ["identify"]

#: How sure it is.
_SURE = 0.6

#: So many paragraphs after the lead the name may stand.
_LATER = 2

#: So many signs and blanks may stand before a sentence's first word.
_MARKS = 2

#: The blocks of running text.
_TEXT = frozenset({"paragraph", "quote"})


def identify(grouping: Grouping, scene: Scene, reader: Reader, blocks: Sequence[Block]) -> None:
    """Join the unnamed person of a lead to the person who is named after it.

    Args:
        grouping: whose nominals and pronouns have been joined.
        scene: where the mentions stand.
        reader: reads roles.
        blocks: the document's.
    """
    text = [number for number, block in enumerate(blocks) if block.kind in _TEXT]
    if len(text) < 2:
        return
    lead = _unnamed(grouping, scene, text[0])
    named = _named(grouping, scene, text[1 : 1 + _LATER]) if lead is not None else None
    if lead is not None and named is not None and _may_be(lead, named, reader):
        grouping.replace(lead, named, _SURE)


def _unnamed(grouping: Grouping, scene: Scene, block: int) -> Group | None:
    """Return the one person of a lead, where he or his words open a sentence and nobody in it has a name."""
    found: dict[str, Group] = {}
    opens = False
    for position, (group, _) in sorted(grouping.of.items()):
        place = scene.places[position]
        if place.block > block:
            break
        if place.block == block and group.kind == "person":
            found[group.id] = group
            opens = opens or (
                grouping.mentions[position].form == "nominal" and _opens(grouping.mentions[position].span.start, place, scene)
            )
            if group.id not in grouping.unnamed or scene.is_plural(place):
                return None
    return next(iter(found.values())) if len(found) == 1 and opens else None


def _opens(start: int, place: Place, scene: Scene) -> bool:
    """Say whether a mention that begins at a code point, or what its actor says there, begins a sentence."""
    starts = [start] if place.source < 0 else [start, scene.claims[place.source].content[0].start]
    sentences = [(at, scene.sentence_at(at)) for at in starts]
    return any(number >= 0 and at - scene.sentences.starts[number] <= _MARKS for at, number in sentences)


def _named(grouping: Grouping, scene: Scene, blocks: Sequence[int]) -> Group | None:
    """Return the first person named in some blocks, if it speaks there and no noun says what it is."""
    for position, (group, _) in sorted(grouping.of.items()):
        place, mention = scene.places[position], grouping.mentions[position]
        if place.block > blocks[-1]:
            break
        if place.block in blocks and group.kind == "person" and mention.form == "name":
            nouns = any(grouping.mentions[p].form == "nominal" for p, (other, _) in grouping.of.items() if other is group)
            return None if nouns or place.source < 0 else group
    return None


def _may_be(lead: Group, named: Group, reader: Reader) -> bool:
    """Say whether nothing tells that two are not one."""
    roles, others = reader.called(tuple(lead.roles)), reader.called(tuple(named.roles))
    same = not others or not set(roles).isdisjoint(others)
    return bool(roles) and same and _agree(lead.gender, named.gender) and _agree(lead.country, named.country)


def _agree(one: str | None, other: str | None) -> bool:
    return one is None or other is None or one == other
