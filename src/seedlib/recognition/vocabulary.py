"""What the rules know of a language: sets and phrases made once from its lexicons."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from seedlib.components import Context
from seedlib.matching import Entry, Phrases, fold
from seedlib.model import FrozenMapping, value

__all__ = ["Doing", "Metonyms", "Vocabulary", "vocabulary"]


@value(kw_only=True)
class Doing:
    """Forms of verbs, folded."""

    #: `backed`, `backs`.
    finite: frozenset[str]
    #: After an auxiliary: `will back`.
    base: frozenset[str]
    #: After a form of "be": `is backing`.
    going: frozenset[str]


@value(kw_only=True)
class Metonyms:
    """Words around a place's name by what they say of it; folded."""

    #: What governments do and places do not: `backed`.
    acts: Doing
    #: Those, and what any people of a place do: `won`.
    deeds: Doing
    #: Verbs whose object is people: `accused`.
    objects: frozenset[str]
    #: Prepositions that stand before people, of which there are few before places: `against`.
    opposite: frozenset[str]
    #: Prepositions that before the name of a state or its seat stand before people: `with`.
    partners: frozenset[str]
    #: What people are, after a form of "be": `concerned`.
    feelings: frozenset[str]
    #: Prepositions between what people have and them: `talks between`.
    ties: frozenset[str]
    #: What people have, of which a place's name is the owner or the other side: `decision`, `talks`.
    owned: frozenset[str]
    #: Words to whose preposition people belong: `sold to`.
    receivers: frozenset[str]
    #: What places have: `suburb`.
    sited: frozenset[str]
    #: What follows a hyphen after who did it: `led`.
    agents: frozenset[str]
    #: Those of a team, after its name: `striker`.
    members: frozenset[str]
    past_endings: tuple[str, ...]
    #: What may stand between an auxiliary and a verb: `is likely to object`.
    stances: frozenset[str]


@value(kw_only=True)
class Vocabulary:
    """Words by what they are good for; folded unless said otherwise."""

    names: Phrases
    demonyms: Phrases
    #: Those of `titles` that may stand before a name: honorifics, titles and roles.
    titles: Phrases
    #: Titles and roles without honorifics: `president`.
    roles: Phrases
    #: The others: `Mr`.
    honorifics: Phrases
    #: Roles of those who make works, whose titles name nobody: `author`.
    makers: Phrases
    #: Roles of those who rule a place: `king`.
    rulers: Phrases
    #: Names of days, feasts, creeds, acronyms of things: capitals and no actors; value `event` where what stands before them is none
    #: either (`Academy Award`).
    nobody: Phrases
    organizations: Phrases
    #: Those of them that stand for the country named before: `government`, `foreign ministry`.
    governments: Phrases
    #: Common nouns of people, bodies and places, with their plurals: `voter`, `voters`.
    generics: Phrases
    #: What means the country that a text is about: `this country`.
    homes: Phrases
    locatives: Phrases
    #: Given names, to the letter.
    given: frozenset[str]
    #: Given names of women and men, folded: many more than `given`, but some are words as well.
    gendered: frozenset[str]
    #: Words of which a capital at the start of a sentence says nothing.
    common: frozenset[str]
    #: Closed classes: articles, prepositions, pronouns; never the first word of a name.
    closed: frozenset[str]
    #: Whether the language writes its nouns with capitals, so that one alone names nobody: `noun`, `capital`.
    capital_nouns: bool
    heads: frozenset[str]
    takes_of: frozenset[str]
    #: Words that papers' names end in: `Herald`.
    papers: frozenset[str]
    place_heads: frozenset[str]
    #: Those of them that are surnames as well: `Hill`.
    surnames: frozenset[str]
    #: Names of places that are given names as well, to the letter: `Paris`.
    place_given: frozenset[str]
    place_firsts: frozenset[str]
    directions: frozenset[str]
    particles: frozenset[str]
    links: frozenset[str]
    #: Links inside names of bodies: `Ministry of Health`, `Institute for Peace`.
    name_links: frozenset[str]
    #: Links between who made a work and its title, or a ruler and what he rules: `of`.
    origins: frozenset[str]
    genitives: frozenset[str]
    #: Marks that are the genitive of a plural, and the endings of the plurals before them.
    plural_genitives: frozenset[str]
    plural_endings: tuple[str, ...]
    #: What follows a hyphen that ends a name: `based`.
    compounds: frozenset[str]
    joins: frozenset[str]
    articles: frozenset[str]
    possessives: frozenset[str]
    suffixes: frozenset[str]
    determiners: frozenset[str]
    #: Determiners that mean nobody: `no`.
    denials: frozenset[str]
    #: Determiners that mean a certain one: `the`, `its`, `this`.
    definite: frozenset[str]
    modifiers: frozenset[str]
    auxiliaries: frozenset[str]
    #: Forms of cues that are verbs: `said`, `warned`.
    verbs: frozenset[str]
    #: Those of several words: `pointed out`.
    verb_phrases: Phrases
    #: What tells whether a place's name means its people.
    metonyms: Metonyms
    relatives: frozenset[str]
    #: Those of them that mean persons: `who`.
    personal_relatives: frozenset[str]
    bes: frozenset[str]
    infinitives: frozenset[str]
    participles: frozenset[str]
    adverbs: frozenset[str]
    adverb_endings: tuple[str, ...]
    #: Names of days and words of time, after a preposition: `Moscow on Monday warned`.
    times: frozenset[str]
    prepositions: frozenset[str]
    #: Those of them that begin a clause as well: `after`.
    subordinators: frozenset[str]
    modals: frozenset[str]
    #: Cues that stand before a source: `according to`.
    sources: Phrases
    #: Forms of cues that are nouns: `demand`, `warning`.
    nouns: frozenset[str]
    #: Pronoun to its value: `he` to `he`, `i` to `author`.
    pronouns: FrozenMapping[str]


def vocabulary(context: Context) -> Vocabulary:  # longer than a screen: a line a field
    """Read the lexicons of the context's language; for `context.once`."""
    types = ("titles", "generics", "organizations", "name-words", "word-classes", "cues")
    titles, generics, bodies, words, classes, cues = (context.phrases(type_).entries for type_ in types)
    in_bodies, in_words, in_classes = _by_value(bodies), _by_value(words), _by_value(classes)
    verbs = [e for e in cues if e.data.get("form") in {"finite", "past", "base"}]
    closed = frozenset(fold(e.phrase) for e in classes)
    return Vocabulary(
        names=context.phrases("names"),
        demonyms=context.phrases("demonyms"),
        titles=Phrases(e for e in titles if e.value in {"honorific", "title", "role"}),
        roles=Phrases(e for e in titles if e.value in {"title", "role"}),
        honorifics=Phrases(e for e in titles if e.value == "honorific"),
        makers=Phrases(e for e in titles if e.data.get("makes")),
        rulers=Phrases(e for e in titles if e.data.get("rules")),
        nobody=Phrases(e for e in words if e.value in {"no-name", "date", "event", "people"}),
        organizations=Phrases(e for e in bodies if e.value == "nominal"),
        governments=Phrases(e for e in bodies if e.data.get("government") or e.data.get("of_country")),
        generics=Phrases((*_with_plurals(generics, in_classes("plural-ending")), *_persons(titles, generics))),
        homes=Phrases(e for e in words if e.value == "home"),
        locatives=Phrases(e for e in words if e.value == "locative"),
        given=frozenset(e.phrase for e in context.phrases("given-names").entries),
        gendered=frozenset(name for e in context.phrases("genders").entries for name in e.data.get("names", "").split()),
        common=closed.union(fold(e.phrase) for e in context.phrases("common-words").entries),
        closed=closed,
        capital_nouns=bool(in_words("capital")),
        heads=in_bodies("head"),
        takes_of=in_bodies("takes-of"),
        papers=in_bodies("paper"),
        place_heads=in_words("place-head"),
        surnames=frozenset(fold(e.phrase) for e in words if e.value == "place-head" and e.data.get("surname")),
        place_given=frozenset(e.phrase for e in words if e.value == "place-given"),
        place_firsts=in_words("place-first"),
        directions=in_words("direction"),
        particles=in_words("particle"),
        links=in_words("link"),
        name_links=in_words("name-link"),
        origins=in_words("origin"),
        genitives=in_classes("genitive"),
        plural_genitives=in_words("mark"),
        plural_endings=tuple(sorted(in_classes("plural-ending"))),
        compounds=in_words("compound"),
        joins=in_words("join"),
        articles=in_words("article"),
        possessives=in_words("possessive"),
        suffixes=in_words("suffix"),
        determiners=in_classes("determiner", "possessive"),
        denials=in_classes("negative"),
        definite=(in_words("article") | in_classes("possessive", "demonstrative")) - in_classes("genitive"),
        modifiers=_by_value(titles)("modifier"),
        auxiliaries=in_classes("auxiliary", "modal"),
        verbs=frozenset(fold(e.phrase) for e in verbs if " " not in e.phrase),
        verb_phrases=Phrases(e for e in verbs if " " in e.phrase),
        metonyms=_metonyms(context),
        relatives=in_classes("relative"),
        personal_relatives=frozenset(fold(e.phrase) for e in classes if e.value == "relative" and e.data.get("kind") == "person"),
        bes=in_classes("be") - in_classes("genitive"),
        infinitives=in_classes("infinitive"),
        participles=frozenset(fold(e.phrase) for e in cues if e.data.get("form") == "participle"),
        adverbs=in_classes("adverb", "time"),
        adverb_endings=tuple(sorted(in_classes("adverb-ending"))),
        times=in_classes("time"),
        prepositions=in_classes("preposition"),
        subordinators=in_classes("subordinator"),
        modals=in_classes("modal"),
        sources=Phrases(e for e in cues if e.data.get("form") == "preposition"),
        nouns=frozenset(fold(e.phrase) for e in cues if e.data.get("form") == "noun"),
        pronouns=FrozenMapping({fold(e.phrase): e.value for e in context.phrases("pronouns").entries}),
    )


def _metonyms(context: Context) -> Metonyms:
    of = _by_value(context.phrases("metonyms").entries)
    return Metonyms(
        acts=_doing(of, "act"),
        deeds=_doing(of, "act", "deed"),
        objects=of("object"),
        opposite=of("opposite"),
        partners=of("partner"),
        feelings=of("feeling"),
        ties=of("tie"),
        owned=of("owned"),
        receivers=of("receiver"),
        sited=of("sited"),
        agents=of("agent"),
        members=of("member"),
        past_endings=tuple(sorted(of("past-ending"))),
        stances=of("stance"),
    )


def _doing(of: Callable[..., frozenset[str]], *values: str) -> Doing:
    base, going = (of(*(f"{value}-{form}" for value in values)) for form in ("base", "going"))
    return Doing(finite=of(*values), base=base, going=going)


def _by_value(entries: Iterable[Entry]) -> Callable[..., frozenset[str]]:
    """Return a function from values to the phrases, folded, of the entries that have one of them."""
    held: dict[str, set[str]] = {}
    for entry in entries:
        held.setdefault(entry.value, set()).add(fold(entry.phrase))
    return lambda *values: frozenset[str]().union(*(held.get(value, ()) for value in values))


def _with_plurals(entries: Iterable[Entry], endings: Iterable[str]) -> list[Entry]:
    """Return nouns with the plurals that a language's endings make: several persons are a group."""
    held = list(entries)
    several = [
        Entry(phrase=entry.phrase + ending, value="group" if entry.value == "person" else entry.value, data={"plural": True})
        for entry in held
        if not entry.data.get("plural")
        for ending in sorted(endings)
    ]
    return [*held, *several]


def _persons(titles: Iterable[Entry], but: Iterable[Entry]) -> list[Entry]:
    """Return roles as nouns of one person, but for those that are nouns already."""
    known = {entry.phrase for entry in but}
    return [Entry(phrase=e.phrase, value="person") for e in titles if e.value == "role" and e.phrase.islower() and e.phrase not in known]
