"""Groups: which mentions name the same actor, from their words alone.

Rules:

- One canonical id is one group. Without an id, names are joined by their words, kind by kind.
- A person's short name is the beginning or the end of a full one (Putin, Kim; López Obrador). Where several full names fit, the
  nearest before it has it, with less confidence.
- A head word alone (the Commission) means the last body before it in whose name it stands.
- An acronym belongs to the body after which it stands in brackets, else to the one body whose capitals it spells.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from seedlib.matching import fold
from seedlib.model import KIND, Mention, actor_id
from seedlib.resolution.knowledge import Knowledge

__all__ = ["Group", "Grouping"]

#: How sure a mention's place in its group is: the same words; a short form of one full name; of several; an acronym's capitals.
_SAME, _SHORT, _SHARED, _SPELLED = 0.95, 0.9, 0.6, 0.8

#: A place's name in capitals from this many letters on is a dateline's, not an acronym.
_SHOUTED = 4

#: The kinds whose names are not cut into given name and surname.
_PERSON = "person"


class Group:
    """The mentions of one actor, and what has been learned of it so far."""

    __slots__ = ("country", "gender", "id", "kind", "names", "roles", "written")

    def __init__(self, identifier: str, kind: str, name: str) -> None:
        self.id = identifier
        self.kind = kind
        #: The ways in which the text names it, the name to be shown first.
        self.names: dict[str, None] = {name: None}
        #: Those of a place that stand in the text.
        self.written: set[str] = set()
        self.roles: dict[str, None] = {}
        self.country: str | None = None
        #: `m` or `f` where a title tells.
        self.gender: str | None = None


class Grouping:
    """Which group each mention is in.

    Args:
        mentions: in text order.
        text: the document's text.
        knowledge: what the language's lexicons say.
    """

    def __init__(self, mentions: Sequence[Mention], text: str, knowledge: Knowledge) -> None:
        self.mentions = mentions
        self.text = text
        #: By id.
        self.groups: dict[str, Group] = {}
        #: By position in `mentions`: the group, and how sure it is.
        self.of: dict[int, tuple[Group, float]] = {}
        #: The ids of those that are nominals which nothing names.
        self.unnamed: set[str] = set()
        self._knowledge = knowledge
        self._by_id()
        self._persons()
        self._others()

    def words(self, position: int) -> str:
        """Return the words of a mention, white space made single."""
        span = self.mentions[position].span
        return " ".join(self.text[span.start : span.end].split())

    def put(self, position: int, group: Group, confidence: float) -> None:
        """Put a mention into a group."""
        if group.kind == "place":
            group.written.add(self.words(position))
        self.of[position] = group, confidence

    def own(self, position: int) -> None:
        """Put a mention that nothing groups into a group of its own words."""
        mention, words = self.mentions[position], self.words(position)
        group = self._group(actor_id(words), str(mention.attributes.get(KIND, "unknown")), words)
        self.unnamed.add(group.id)
        self.put(position, group, mention.confidence)

    def _group(self, identifier: str, kind: str, name: str) -> Group:
        return self.groups.setdefault(identifier, Group(identifier, kind, name))

    def _named(self, kind: str | None = None) -> list[int]:
        """Return the positions of the names that have no group yet."""
        return [
            position
            for position, mention in enumerate(self.mentions)
            if mention.form == "name" and position not in self.of and (kind is None or mention.attributes.get(KIND) == kind)
        ]

    def _by_id(self) -> None:
        for position, mention in enumerate(self.mentions):
            if mention.actor is None:
                continue
            known = self._knowledge.actors.get(mention.actor)
            words = self.words(position)
            kind = known.kind if known else str(mention.attributes.get(KIND, "unknown"))
            group = self._group(mention.actor, kind, known.name if known else words)
            group.country = known.country if known else None
            if mention.form == "name" and mention.use == "literal":
                group.names[words] = None
            self.put(position, group, mention.confidence)

    def _persons(self) -> None:
        """Join full names first, then the short ones to them."""
        positions = self._named(_PERSON)
        spelled = {position: tuple(self.words(position).replace(".", "").casefold().split()) for position in positions}
        shorter: defaultdict[tuple[str, ...], dict[str, None]] = defaultdict(dict)
        placed: list[tuple[int, str]] = []
        for position in sorted(positions, key=lambda p: (-len(spelled[p]), p)):
            name = spelled[position]
            fitting = list(shorter.get(name, ()))
            if fitting:
                continue
            group = self._group(actor_id(self.words(position)), _PERSON, self.words(position))
            self.put(position, group, _SAME)
            placed.append((position, group.id))
            if len(name) > 1:
                for short in _short_forms(name):
                    shorter[short][group.id] = None
        self._short(positions, spelled, shorter, placed)

    def _short(
        self,
        positions: Iterable[int],
        spelled: dict[int, tuple[str, ...]],
        shorter: dict[tuple[str, ...], dict[str, None]],
        placed: list[tuple[int, str]],
    ) -> None:
        full = dict(placed)
        nearest: dict[tuple[str, ...], str] = {}
        for position in positions:
            if position in full:
                nearest.update(dict.fromkeys(_short_forms(spelled[position]), full[position]))
                continue
            name = spelled[position]
            fitting = shorter[name]
            group = self.groups[nearest.get(name) or next(iter(fitting))]
            group.names[self.words(position)] = None
            self.put(position, group, _SHORT if len(fitting) == 1 else _SHARED)

    def _others(self) -> None:
        """Join what is no person: by the lexicon's name, by the same words, by acronyms."""
        named: dict[str, Group] = {}
        for joined in self.groups.values():
            named.update((name.casefold(), named.get(name.casefold(), joined)) for name in joined.names)
        bodies: list[tuple[int, Group]] = []
        heads: dict[str, Group] = {}
        for position, mention in enumerate(self.mentions):
            if mention.form != "name":
                continue
            if position not in self.of:
                self._place(position, named, bodies, heads)
            if mention.attributes.get(KIND) == "organization":
                group = self.of[position][0]
                heads.update((word, group) for word in self.words(position).casefold().split() if word in self._knowledge.heads)
        self._spell(bodies)

    def _place(self, position: int, named: dict[str, Group], bodies: list[tuple[int, Group]], heads: dict[str, Group]) -> None:
        """Put a name that is no person's into a group: that of a known name, of its words, of an acronym, of a head word alone."""
        words, kind = self.words(position), str(self.mentions[position].attributes.get(KIND, "unknown"))
        usual = _usual(words) if kind == "place" else words
        known = self._knowledge.by_name.get(fold(words))
        name = known.name if known else usual
        group, confidence = named.get(words.casefold()) or named.get(name.casefold()) or self._defined(position, bodies), _SAME
        short = kind == "organization" and words.casefold() in heads
        if short and (group is None or group is heads[words.casefold()]):
            group, confidence = heads[words.casefold()], _SHORT
        if group is None:
            group = self._group(actor_id(name), known.kind if known and known.kind != "unknown" else kind, name)
            group.country = group.country or (known.country if known else None)
        if not short:
            named.setdefault(words.casefold(), group)
        group.names[words] = None
        self.put(position, group, confidence)
        if kind == "organization" and not short:
            bodies.append((position, group))

    def _defined(self, position: int, bodies: Sequence[tuple[int, Group]]) -> Group | None:
        """Return the body right after which a name stands in brackets, if it is made of the body's letters."""
        if not bodies or bodies[-1][0] < position - 3:
            return None
        before, group = bodies[-1]
        between = self.text[self.mentions[before].span.end : self.mentions[position].span.start]
        return group if between.strip() == "(" and _spells(self.words(position), self.words(before)) else None

    def _spell(self, bodies: Sequence[tuple[int, Group]]) -> None:
        """Give acronyms that nothing defines to the one body whose capitals they are."""
        initials: defaultdict[str, dict[str, Group]] = defaultdict(dict)
        for position, body in bodies:
            initials[_initials(self.words(position))][body.id] = body
        for position, body in bodies:
            words = self.words(position)
            fitting = [g for g in initials.get(words, {}).values() if g is not body] if words.isupper() else []
            if len(fitting) == 1 and list(body.names) == [words]:
                fitting[0].names[words] = None
                self.put(position, fitting[0], _SPELLED)


def _usual(name: str) -> str:
    """Return a name in capitals as it is usually spelled: `Aberdeen` for `ABERDEEN`.

    >>> _usual("ABERDEEN"), _usual("UK"), _usual("Oslo")
    ('Aberdeen', 'UK', 'Oslo')
    """
    return name.title() if name.isupper() and len(name) >= _SHOUTED else name


def _short_forms(name: tuple[str, ...]) -> Iterable[tuple[str, ...]]:
    """Yield what a person of this name may be called: itself, its first word, and its ends."""
    yield name
    yield name[:1]
    yield (name[0], name[-1])
    for start in range(1, len(name)):
        yield name[start:]


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split() if word[0].isupper())


def _spells(acronym: str, name: str) -> bool:
    """Say whether an acronym's letters stand in a name in this order, the first ones at the beginning of words.

    >>> _spells("ICP", "Institute for Coastal Policy"), _spells("BBC", "Bank of Ghana")
    (True, False)
    """
    rest = iter(name.casefold())
    return acronym[0].casefold() == name[0].casefold() and all(letter in rest for letter in acronym.casefold() if letter.isalpha())
