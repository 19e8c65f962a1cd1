"""Groups: which mentions name the same actor, from their words alone.

Rules:

- One canonical id is one group. Without an id, names are joined by their words, whatever their accents, capitals and hyphens.
- One name is of one kind: of the kinds that its mentions tell the surest ones win, but where a surname is a place's name too
  (Jackie Washington in Washington) and each is sure.
- Persons are joined as the module `persons` says, other names as `aliases` does: what the text explains, and short forms.
- A head word alone (the Commission) means the last body before it in whose name it stands.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet

import attrs

from seedlib.matching import Words, fold, spelled
from seedlib.model import KIND, Mention, Span, actor_id, is_local_id
from seedlib.resolution.aliases import Alias, Named, defined, shortened
from seedlib.resolution.knowledge import Knowledge
from seedlib.resolution.names import person
from seedlib.resolution.persons import Naming, Roles, join_persons
from seedlib.resolution.phrases import whole_phrase

__all__ = ["Group", "Grouping"]

#: How sure a mention's place in its group is: the same words; a head word alone; a nominal that nothing groups.
_SAME, _SHORT, _OWN = 0.95, 0.9, 0.8

#: A place's name in capitals from this many letters on is a dateline's, not an acronym.
_SHOUTED = 4

#: From here on a mention's kind is sure: a name of a place is that though somebody has it as a surname.
_SURE = 0.8

#: Below this a name of a body is a guess from its words, and less than a person's surname.
_GUESSED, _UNSURE = 0.5, frozenset({"organization", "unknown"})

#: The longest title before a name has so many words: `Lieutenant General Sir`.
_TITLE = 4

#: So many words of an apposition are looked at for a noun that tells the gender: `, a spokeswoman for`.
_APPOSITION = 9

#: What a sentence ends with; an abbreviation's full stop does harm where two have one surname only.
_STOPS = frozenset('.!?”"')

_PERSON = "person"

#: The kinds of the names that are shortened.
_SHORTENED = frozenset({"group", "organization", "publication"})


class Group:
    """The mentions of one actor, and what has been learned of it so far."""

    __slots__ = ("country", "evidence", "gender", "id", "kind", "names", "roles", "written")

    def __init__(self, identifier: str, kind: str, name: str) -> None:
        self.id = identifier
        self.kind = kind
        #: The ways in which the text names it, the name to be shown first.
        self.names: dict[str, None] = {name: None}
        #: Those of a place that stand in the text.
        self.written: set[str] = set()
        self.roles: dict[str, None] = {}
        self.country: str | None = None
        #: The words that tell its roles, and its country: by what they are about.
        self.evidence: dict[str, dict[Span, None]] = {}
        #: `m` or `f` where a title tells.
        self.gender: str | None = None

    def learn(self, roles: Iterable[str], told: Iterable[Span], country: str | None, grounds: Iterable[Span]) -> None:
        """Add roles and a country, with the words that tell them; a country that is known stays."""
        new = [role for role in roles if role not in self.roles]
        self.roles.update(dict.fromkeys(new))
        if new:
            self.evidence.setdefault("role", {}).update(dict.fromkeys(told))
        if country is not None and self.country is None:
            self.country = country
            self.evidence.setdefault("country", {}).update(dict.fromkeys(grounds))


class Grouping:
    """Which group each mention is in.

    Args:
        mentions: in text order.
        words: the document's words.
        text: the document's text.
        knowledge: what the language's lexicons say.
        roles: tells what somebody is.
    """

    def __init__(self, mentions: Sequence[Mention], words: Words, text: str, knowledge: Knowledge, roles: Roles) -> None:
        self.mentions = mentions
        self.text = text
        #: By id.
        self.groups: dict[str, Group] = {}
        #: By position in `mentions`: the group, and how sure it is.
        self.of: dict[int, tuple[Group, float]] = {}
        #: The ids of those that are nominals which nothing names.
        self.unnamed: set[str] = set()
        self._words = words
        self._knowledge = knowledge
        self._roles = roles
        #: The names, by position: their words to be compared, and their kinds.
        self._spelled = {p: self._key(p) for p, mention in enumerate(mentions) if mention.form == "name"}
        self._kinds = self._settled_kinds()
        self._by_id()
        self._persons()
        self._others()
        self._aliases()

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
        """Put a nominal that nothing groups into a group of its own: that of its phrase, `a spokesman for the ministry`."""
        mention = self.mentions[position]
        start, end = whole_phrase(position, self.mentions, self._words, self._knowledge)
        words = " ".join(self.text[start:end].split())
        group = self._group(str(mention.attributes.get(KIND, "unknown")), words)
        self.unnamed.add(group.id)
        self.put(position, group, max(mention.confidence, _OWN))

    def identify(self, group: Group, identifier: str) -> None:
        """Put a group under a canonical id; where that is another group's already, the two become one."""
        held = self.groups.get(identifier)
        del self.groups[group.id]
        if held is None:
            group.id = identifier
            self.groups[identifier] = group
            return
        held.names.update(group.names)
        held.roles.update(group.roles)
        for position, (other, confidence) in self.of.items():
            if other is group:
                self.of[position] = held, confidence

    def replace(self, unnamed: Group, named: Group, confidence: float) -> None:
        """Put the mentions of somebody without a name into the group of whom they mean, who has his roles too."""
        for position, (group, sure) in self.of.items():
            if group is unnamed:
                self.of[position] = named, min(sure, confidence)
        named.roles.update(unnamed.roles)
        for about, spans in unnamed.evidence.items():
            named.evidence.setdefault(about, {}).update(spans)
        named.gender, named.country = named.gender or unnamed.gender, named.country or unnamed.country
        self.unnamed.discard(unnamed.id)
        del self.groups[unnamed.id]

    def _key(self, position: int) -> tuple[str, ...]:
        words = spelled(self.words(position)) or (self.words(position),)
        return words[1:] if len(words) > 1 and words[0] in self._knowledge.articles else words

    def _numbers(self, position: int) -> range:
        span = self.mentions[position].span
        return self._words.tokens.within(span.start, span.end)

    def _group(self, kind: str, name: str, identifier: str | None = None) -> Group:
        """Return the group of an id, made if need be; a person and something else of one name are two."""
        own = identifier or actor_id(name)
        held = self.groups.get(own)
        if held is not None and identifier is None and (held.kind == _PERSON) != (kind == _PERSON) and "unknown" not in (held.kind, kind):
            own = actor_id(f"{name} {kind}")
        return self.groups.setdefault(own, Group(own, kind, name))

    def _settled_kinds(self) -> dict[int, str]:
        """Return the kind of each name that has no id: the surest one among the mentions with the same words."""
        told: defaultdict[tuple[str, ...], defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
        said = {p: (str(self.mentions[p].attributes.get(KIND, "unknown")), self.mentions[p].confidence) for p in self._spelled}
        surnames = {key[-1:] for p, key in self._spelled.items() if said[p][0] == _PERSON and len(key) > 1}
        for position, key in self._spelled.items():
            kind, sure = said[position]
            if kind in _UNSURE and sure < _GUESSED and key in surnames:
                kind = _PERSON  # Steel, after Anthony Steel
            told[key][kind] += sure if kind != "unknown" else 0.0
        kinds = {}
        for position, key in self._spelled.items():
            own, sure = said[position]
            best = max(told[key].items(), key=lambda pair: (pair[1], pair[0]))[0]
            apart = key in surnames and sure >= _SURE and own != "unknown"
            kinds[position] = own if apart else best
        return kinds

    def _by_id(self) -> None:
        for position, mention in enumerate(self.mentions):
            if mention.actor is None:
                continue
            known = self._knowledge.actors.get(mention.actor)
            words = self.words(position)
            kind = known.kind if known else str(mention.attributes.get(KIND, "unknown"))
            group = self._group(kind, known.name if known else words, mention.actor)
            group.country = known.country if known else None
            if mention.form == "name" and (mention.use == "literal" or self._names(position, mention.actor)):
                group.names[words] = None
            self.put(position, group, mention.confidence)

    def _names(self, position: int, identifier: str) -> bool:
        """Say whether a metonym is a name of its actor nevertheless: `the US left`, but not `Moscow said`."""
        numbers = self._numbers(position)
        match = self._knowledge.names.at(self._words, numbers.start, numbers.stop) if numbers else None
        return match is not None and match.last == numbers.stop and any(entry.value == identifier for entry in match.entries)

    def _persons(self) -> None:
        """Join the names of persons: full names first, then the short ones to them."""
        namings = [self._naming(position) for position in self._spelled if self._is_person(position)]
        surnames = {naming.spelling.words[-1] for naming in namings if len(naming.spelling.words) > 1}
        namings = [self._as_family(naming, surnames) for naming in namings]
        placed = join_persons(namings, self._roles, self._knowledge.particles, self._knowledge.genders.keys())
        new: dict[int, Group] = {}
        for number in sorted(placed, key=lambda n: (placed[n].person != n, n)):
            naming, person_of = namings[number], placed[number].person
            if naming.position in self.of:
                new[number] = self.of[naming.position][0]
                continue
            group = new.get(person_of)
            if group is None:
                group = new[number] = self._person(naming)
            group.gender = group.gender or naming.gender
            group.names[self.words(naming.position)] = None
            self.put(naming.position, group, placed[number].confidence)

    def _is_person(self, position: int) -> bool:
        held = self.of.get(position)
        return held[0].kind == _PERSON if held else self._kinds[position] == _PERSON

    def _naming(self, position: int) -> Naming:
        """Return a person's name without the titles in it, and what these and those before it tell."""
        span, known, words = self.mentions[position].span, self._knowledge, self._words
        numbers = self._numbers(position)
        before = known.titles.ending(words, numbers.start, numbers.start - _TITLE)
        titles = [before] if before is not None else []
        first = numbers.start
        while (title := known.titles.at(words, first, numbers.stop) if first < numbers.stop else None) is not None:
            if title.last >= numbers.stop or not words.texts[title.last][0].isupper():
                break
            titles.append(title)
            first = title.last
        start = words.tokens.starts[first] if first > numbers.start else span.start
        spelling = person(" ".join(self.text[start : span.end].split()), known.suffixes)
        if spelling.suffix in known.academic:
            spelling = attrs.evolve(spelling, suffix="")
        gender = next((entry.data["gender"] for title in titles for entry in title.entries if entry.data.get("gender")), None)
        likely = known.genders.get(spelling.words[0]) if len(spelling.words) > 1 else None
        begins = titles[0].first if titles else numbers.start
        noun = self._noun_gender(begins, numbers.stop) if len(spelling.words) > 1 else None
        told = noun if likely in {None, noun} else None  # After she met the king, Ann Poe left
        return Naming(
            position=position,
            numbers=range(first, numbers.stop),
            spelling=spelling,
            gender=gender or told,
            likely=likely,
            actor=self.mentions[position].actor,
            leads=begins == 0 or words.texts[begins - 1] in _STOPS or "\n" in self.text[words.tokens.ends[begins - 1] : span.start],
        )

    def _noun_gender(self, first: int, last: int) -> str | None:
        """Return the gender that a noun in apposition to words `first` to `last` tells: `the spokeswoman, Ann Wibble`."""
        folded, known = self._words.folded, self._knowledge
        before = folded[max(0, first - _APPOSITION) : max(0, first - 1)][::-1] if first and folded[first - 1] == "," else ()
        after = folded[last + 1 : last + _APPOSITION] if folded[last : last + 1] == [","] else ()
        for words in (after, before):
            for word in words:
                if word in known.gender_nouns:
                    return known.gender_nouns[word]
                if word in known.relatives or word in known.verbs or word in known.genitives or not word[0].isalpha():
                    break
        return None

    def _as_family(self, naming: Naming, surnames: AbstractSet[str]) -> Naming:
        """Return a naming as a family's where it is a surname of the text in the plural after an article: `the Clintons`."""
        before, word = self._numbers(naming.position).start - 1, naming.spelling.words[-1]
        if len(naming.spelling.words) > 1 or before < 0 or self._words.folded[before] not in self._knowledge.articles:
            return naming
        plural = any(word.endswith(ending) and word.removesuffix(ending) in surnames for ending in self._knowledge.plural_endings)
        return attrs.evolve(naming, plural=plural)

    def _person(self, naming: Naming) -> Group:
        """Return a new group for a person; `Mr Dobble` and `Mrs Dobble` have two ids."""
        name, kind = self.words(naming.position), "group" if naming.plural else _PERSON
        held = self.groups.get(actor_id(name))
        if held is not None and held.kind == kind and naming.gender:
            return self._group(kind, name, actor_id(f"{name} {naming.gender}"))
        return self._group(kind, name)

    def _others(self) -> None:
        """Join what is no person: by the lexicon's name, by the same words, by a head word alone."""
        named: dict[tuple[str, ...], Group] = {}
        for group in self.groups.values():
            if group.kind != _PERSON:
                for name in group.names:
                    named.setdefault(spelled(name), group)
        heads: dict[str, Group] = {}
        for position, key in self._spelled.items():
            if position not in self.of:
                self._place(position, named, heads)
            if self.of[position][0].kind == "organization":
                heads.update((word, self.of[position][0]) for word in key if word in self._knowledge.heads)

    def _place(self, position: int, named: dict[tuple[str, ...], Group], heads: dict[str, Group]) -> None:
        """Put a name that is no person's into a group: that of a known name, of its words, of a head word alone."""
        words, key, kind = self.words(position), self._spelled[position], self._kinds[position]
        usual = _usual(words) if kind == "place" else words
        known = self._knowledge.by_name.get(fold(words))
        name = known.name if known else usual
        group, confidence = named.get(key) or named.get(spelled(name)), _SAME
        head = heads.get(key[0]) if kind == "organization" and len(key) == 1 else None
        if head and (group is None or group is head):
            group, confidence = head, _SHORT
        if group is None:
            group = self._group(known.kind if known and known.kind != "unknown" else kind, name)
            group.country = group.country or (known.country if known else None)
        if not head:
            named.setdefault(key, group)
        group.names[words] = None
        self.put(position, group, confidence)

    def _aliases(self) -> None:
        """Join the groups of which the text says that they are one, then those of which one is short for the other."""
        named = [Named(p, self._numbers(p), self.of[p][0].kind, self.words(p)) for p in self._spelled]
        self._merge(defined(named, self._words, self._knowledge))
        seen: dict[tuple[str, str], Named] = {}
        for name in named:
            group = self.of[name.position][0]
            if group.kind in _SHORTENED:
                seen.setdefault((group.id, name.name), name)
        self._merge(shortened([(identifier, name) for (identifier, _), name in seen.items()], self._knowledge))

    def _merge(self, aliases: Iterable[Alias]) -> None:
        """Make one group of each two that aliases join; two canonical ids stay two."""
        into: dict[str, tuple[str, float]] = {}

        def root(identifier: str) -> tuple[str, float]:
            sure = 1.0
            while identifier in into:
                identifier, next_sure = into[identifier]
                sure = min(sure, next_sure)
            return identifier, sure

        for alias in aliases:
            full, short = (self.groups[root(self.of[p][0].id)[0]] for p in (alias.full, alias.short))
            if is_local_id(full.id) and not is_local_id(short.id):
                full, short = short, full
            if full is short or not is_local_id(short.id):
                continue
            into[short.id] = full.id, alias.confidence
            full.names.update(short.names)
            full.written |= short.written
            full.gender, full.country = full.gender or short.gender, full.country or short.country
        for position, (group, confidence) in self.of.items():
            if group.id in into:
                identifier, sure = root(group.id)
                self.of[position] = self.groups[identifier], min(confidence, sure)
        for identifier in into:
            del self.groups[identifier]


def _usual(name: str) -> str:
    """Return a name in capitals as it is usually spelled: `Aberdeen` for `ABERDEEN`.

    >>> _usual("ABERDEEN"), _usual("UK"), _usual("Oslo")
    ('Aberdeen', 'UK', 'Oslo')
    """
    return name.title() if name.isupper() and len(name) >= _SHOUTED else name
