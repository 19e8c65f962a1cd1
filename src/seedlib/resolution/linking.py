"""Linking: canonical ids for the persons whom a lexicon names, where the text tells the same role or country of them.

    French President Ann Wibble     named in the lexicon as president, of France: linked
    Ann Wibble, a teacher           a namesake, as far as the text tells: not linked

Rules:

- The name is the full one; its role or its country in the text is one that the lexicon has, and its country is no other.
- Of two persons of the lexicon whom all this fits neither is taken.
"""

from __future__ import annotations

from collections.abc import Iterator

from seedlib.matching import spelled
from seedlib.model import is_local_id
from seedlib.resolution.groups import Group, Grouping
from seedlib.resolution.knowledge import Knowledge, Prominent
from seedlib.resolution.shortening import called

__all__ = ["link"]


def link(grouping: Grouping, known: Knowledge) -> None:
    """Give persons their canonical ids.

    Args:
        grouping: whose groups have learned their roles.
        known: for the lexicon of persons.
    """
    if not known.persons:
        return
    for group in list(grouping.groups.values()):
        if group.kind == "person" and is_local_id(group.id):
            fitting = {person.id: person for person in _fitting(group, known)}
            if len(fitting) == 1:
                [person] = fitting.values()
                group.country = group.country or person.country
                grouping.identify(group, person.id)


def _fitting(group: Group, known: Knowledge) -> Iterator[Prominent]:
    roles = {form.casefold() for role in group.roles for form in (role, *called(role, known.name_links, known.lesser))}
    for name in group.names:
        for person in known.persons.get(" ".join(spelled(name)), ()):
            if group.country in {None, person.country} and (group.country is not None or not roles.isdisjoint(person.roles)):
                yield person
