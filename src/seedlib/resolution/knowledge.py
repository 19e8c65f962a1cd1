"""What resolution knows of a language and of the world: read from lexicons, made once for all documents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from seedlib.components import Context
from seedlib.matching import Entry, Phrases, fold, spelled
from seedlib.model import EMPTY, FrozenMapping, value

__all__ = ["Knowledge", "Known", "Prominent", "knowledge"]

#: The classes of words that no noun phrase has inside.
_CLOSED = (
    "adverb", "auxiliary", "complementizer", "conjunction", "coordinator", "infinitive", "interrogative", "modal", "object-pronoun",
    "preposition", "relative", "subject", "subordinator", "time",
)  # fmt: skip


#: What stands before a person's name.
_TITLES = frozenset({"honorific", "role", "title"})


@value(kw_only=True)
class Known:
    """What the lexicon of names says of an actor."""

    name: str
    kind: str
    #: ISO 3166 code of the country that it is, or belongs to.
    country: str | None = None
    #: The ISO 8601 date at which a historical state ended.
    until: str | None = None
    #: The ISO 3166 code of the one state that came after it.
    successor: str | None = None


@value(kw_only=True)
class Prominent:
    """A person whom a lexicon names."""

    id: str
    #: ISO 3166 code.
    country: str | None
    #: Case folded.
    roles: frozenset[str]


@value(kw_only=True)
class Knowledge:
    """Lexicons as resolution asks them; words are folded."""

    #: By canonical id.
    actors: FrozenMapping[Known]
    #: By each name of those without a canonical id, folded: a dateline has its place in capitals.
    by_name: FrozenMapping[Known]
    names: Phrases
    demonyms: Phrases
    #: Words that are short for a body in whose name they are the head: `Commission`.
    heads: frozenset[str]
    #: Words without capitals that mean any one body, with what it must be: `company` a firm.
    bodies: FrozenMapping[str]
    #: Words of bodies that are no firms: `Ministry`.
    offices: frozenset[str]
    #: Words of bodies that stand for whose they are: `government`.
    governments: frozenset[str]
    #: Titles and roles, without honorifics.
    roles: Phrases
    titles: Phrases
    #: Titles as roles are compared, folded: `sen.` to `senator`, and nothing for `mr`.
    role_names: FrozenMapping[str]
    #: What a role of one word is besides, where roles are compounds: `ministerin` of `verkehrsministerin`.
    role_heads: FrozenMapping[str]
    #: Those of `titles` that are offices of a state's government: `finance minister`.
    state_offices: frozenset[str]
    #: What somebody is to an owner: `wife`, `ally`; and what many are: `critics`.
    relations: Phrases
    people: Phrases
    modifiers: frozenset[str]
    #: Those of them that are words of the role: `chief` of `chief engineer`.
    parts: frozenset[str]
    #: Those of these without which it would be another's: `deputy`.
    lesser: frozenset[str]
    determiners: frozenset[str]
    articles: frozenset[str]
    joins: frozenset[str]
    links: frozenset[str]
    #: Links inside roles and names: `minister of transport`.
    name_links: frozenset[str]
    #: Forms of cues that are verbs, which no role's complement has.
    verbs: frozenset[str]
    genitives: frozenset[str]
    copulas: Phrases
    #: Verbs that tell a role, see their entries' `role`: `chairs`.
    duties: Phrases
    #: The same in the passive, before who does it: `chaired by`.
    duties_by: Phrases
    #: Modifiers that say whether somebody still or already has a role: `former`.
    statuses: frozenset[str]
    #: Words that no noun phrase has inside: prepositions, conjunctions, auxiliaries, adverbs.
    closed: frozenset[str]
    #: Relative pronouns, after which nothing belongs to a source's head.
    relatives: frozenset[str]
    #: Those of them that mean persons: `who`.
    personal_relatives: frozenset[str]
    #: Links between a person and a country that is his: `Ann Poe | of Norway`.
    origins: frozenset[str]
    #: What stands before what somebody is: `led by her | as director`.
    capacities: frozenset[str]
    #: Links before whoever made what speaks: `a study | by`.
    makers: frozenset[str]
    #: Pronoun to its value, those that are no subjects included.
    pronouns: FrozenMapping[str]
    #: Words inside persons’ names that are no names themselves: `de`; and what may follow one, as names are compared: `jr`.
    particles: frozenset[str]
    suffixes: frozenset[str]
    #: Those of them that tell nobody apart: `phd`.
    academic: frozenset[str]
    #: Endings of verbs in the past, no nouns before a role: the `ed` of `the embattled minister`.
    past_endings: tuple[str, ...]
    #: Endings of plurals: the `s` of `the Clintons`.
    plural_endings: tuple[str, ...]
    #: `m` or `f` by given names, without accents.
    genders: FrozenMapping[str]
    #: The same by nouns: `wife`.
    gender_nouns: FrozenMapping[str]
    #: What stands between two names of one actor; value `bracketed` where it does so inside brackets only.
    aliases: Phrases
    #: What stands between somebody without a name and what he is called: `gave her name as`.
    given_names: Phrases
    #: Those whom a lexicon names, by their full names as names are compared, a blank between words.
    persons: FrozenMapping[tuple[Prominent, ...]]
    #: What ends names of bodies that are the same without it, its words as names are compared: `inc`, `a s` of `A/S`.
    legal_forms: frozenset[tuple[str, ...]]


def knowledge(context: Context) -> Knowledge:
    """Read the lexicons of the context's language; for `context.once`."""
    names = context.phrases("names").entries
    titles = context.phrases("titles").entries
    bodies = context.phrases("organizations").entries
    words = context.phrases("name-words").entries
    classes = context.phrases("word-classes").entries
    aliases = context.phrases("aliases").entries
    return Knowledge(
        actors=FrozenMapping({entry.value: _known(entry) for entry in reversed(names) if entry.value}),
        by_name=FrozenMapping({fold(entry.phrase): _known(entry) for entry in names if not entry.value}),
        names=context.phrases("names"),
        demonyms=context.phrases("demonyms"),
        heads=_folded(bodies, "head"),
        bodies=FrozenMapping({fold(e.phrase): e.data["any"] for e in bodies if e.data.get("any")}),
        offices=_folded(bodies, "takes-of"),
        governments=frozenset(fold(e.phrase) for e in bodies if e.data.get("government") or e.data.get("of_country")),
        roles=Phrases(e for e in titles if e.value in {"title", "role"}),
        titles=Phrases(e for e in titles if e.value in _TITLES),
        role_names=FrozenMapping(_role_names(titles)),
        role_heads=FrozenMapping({fold(e.phrase): fold(e.data["head"]) for e in titles if e.data.get("head")}),
        state_offices=frozenset(fold(entry.phrase) for entry in titles if entry.data.get("state")),
        relations=Phrases(e for e in titles if e.value == "relation"),
        people=Phrases(e for e in titles if e.value == "group"),
        modifiers=_folded(titles, "modifier"),
        parts=frozenset(fold(entry.phrase) for entry in titles if entry.data.get("part")),
        lesser=frozenset(fold(entry.phrase) for entry in titles if entry.data.get("lesser")),
        determiners=_folded(classes, "determiner", "possessive"),
        articles=_folded(words, "article"),
        joins=_folded(words, "join"),
        links=_folded(words, "link"),
        name_links=_folded(words, "name-link"),
        verbs=frozenset(fold(e.phrase) for e in context.phrases("cues").entries if e.data.get("form") in {"finite", "past"}),
        genitives=_folded(classes, "genitive"),
        copulas=Phrases(entry for entry in words if entry.value == "copula"),
        duties=Phrases(entry for entry in titles if entry.value == "duty"),
        duties_by=Phrases(entry for entry in titles if entry.value == "duty-by"),
        statuses=frozenset(fold(entry.phrase) for entry in titles if entry.data.get("status")),
        closed=_folded(classes, *_CLOSED),
        relatives=_folded(classes, "relative", "interrogative"),
        personal_relatives=frozenset(fold(e.phrase) for e in classes if e.value == "relative" and e.data.get("kind") == "person"),
        origins=_folded(words, "origin"),
        capacities=_folded(words, "capacity"),
        makers=_folded(words, "maker"),
        pronouns=FrozenMapping({fold(e.phrase): e.value for e in context.phrases("pronouns").entries}),
        particles=_folded(words, "particle"),
        suffixes=_spelled(words, "suffix") | _spelled(aliases, "academic"),
        academic=_spelled(aliases, "academic"),
        past_endings=tuple(sorted(_folded(context.phrases("metonyms").entries, "past-ending"))),
        plural_endings=tuple(sorted(_folded(classes, "plural-ending"))),
        genders=_genders(context, "names"),
        gender_nouns=_genders(context, "nouns"),
        aliases=Phrases(e for e in aliases if e.value in {"alias", "bracketed"}),
        given_names=Phrases(e for e in aliases if e.value == "given"),
        persons=_persons(context.phrases("persons").entries),
        legal_forms=frozenset(spelled(e.phrase) for e in aliases if e.value == "legal-form"),
    )


def _role_names(titles: Iterable[Entry]) -> Iterator[tuple[str, str]]:
    """Yield the titles that are short for a role, or tell none, with how roles are compared."""
    for entry in titles:
        if entry.value in _TITLES and ("role" in entry.data or entry.value == "honorific"):
            yield entry.phrase.casefold(), entry.data.get("role", "")


def _genders(context: Context, held: str) -> FrozenMapping[str]:
    """Return `m` or `f` by words; an entry has all of one gender."""
    entries = context.phrases("genders").entries
    return FrozenMapping({fold(word): entry.value for entry in entries for word in entry.data.get(held, "").split()})


def _persons(entries: Iterable[Entry]) -> FrozenMapping[tuple[Prominent, ...]]:
    held: defaultdict[str, list[Prominent]] = defaultdict(list)
    for entry in entries:
        roles = frozenset(role.casefold() for role in entry.data.get("roles", ()))
        held[" ".join(spelled(entry.phrase))].append(Prominent(id=entry.value, country=entry.data.get("country"), roles=roles))
    return FrozenMapping({name: tuple(persons) for name, persons in held.items()})


def _known(entry: Entry) -> Known:
    data = entry.data or EMPTY
    is_state = entry.value.startswith("iso3166:")
    country = entry.value.partition(":")[2] if is_state else data.get("country")
    return Known(
        name=data.get("name", entry.phrase),
        kind=data.get("kind", "unknown"),
        country=country,
        until=data.get("until"),
        successor=data.get("successor"),
    )


def _folded(entries: Iterable[Entry], *values: str) -> frozenset[str]:
    return frozenset(fold(entry.phrase) for entry in entries if entry.value in values)


def _spelled(entries: Iterable[Entry], *values: str) -> frozenset[str]:
    """Return the words as names are compared: `phd` for `Ph.D.`."""
    return frozenset("".join(spelled(entry.phrase)) for entry in entries if entry.value in values)
