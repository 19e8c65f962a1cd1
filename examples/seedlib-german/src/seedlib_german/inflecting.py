"""The forms of words, made from tables: verbs of saying, roles, names of countries.

German inflects much, so that a table of lemmas is a tenth of the list of forms, and can be read and added to.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from importlib import resources

import attrs

from seedlib.components import Lexicon
from seedlib.matching import Entry

__all__ = ["countries", "given_names", "roles", "verbs", "with_other_spellings"]

#: How Swiss spelling writes a letter, and what is typed where a keyboard has no umlauts.
SWISS = str.maketrans({"ß": "ss"})
TYPED = str.maketrans({"ß": "ss", "ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})

#: What the words in the column `takes` stand for, as the frames ask for it.
TAKES = {
    "say": ("quote", "that", "bare", "paren", "wh"),
    "know": ("that", "bare", "wh"),
}

#: What a verb takes whose `particle` is a preposition: `warnte vor`.
ABOUT = "about"

#: Forms that are most often nouns, which have a capital: `die Frage`.
NOUNS = frozenset({"bitte", "frage", "klage", "plane", "rate", "rüge", "schreibe"})

#: Endings of adjectives (strong, weak and mixed declension have no others).
ADJECTIVE = ("e", "er", "en", "em", "es")


def verbs() -> Lexicon:
    """Return the cues that are verbs: finite forms, split ones of separable verbs (`kündigte … an`), those that stand last, participles."""
    entries: dict[tuple[str, str, str], Entry] = {}
    for row in _rows("verbs.csv"):
        takes = [taken for word in row["takes"].split("+") for taken in TAKES.get(word, (word,))]
        for phrase, form, particle in _forms(row):
            data = {"lemma": row["infinitive"], "form": form, "takes": takes} | ({"particle": particle} if particle else {})
            entries.setdefault((phrase, form, particle), Entry(phrase=phrase, value=row["kind"], data=data))
    return Lexicon(name="verbs", type="cues", languages=("de",), entries=tuple(entries.values()))


def _forms(row: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Yield the forms of a verb, each with what form it is and the particle that stands apart from it."""
    particle = row["particle"]
    parted = bool(particle) and row["takes"] != ABOUT
    infinitive = row["infinitive"].removeprefix(particle if parted else "")
    finite = [form for form in dict.fromkeys((row["present"], infinitive, _subjunctive(infinitive))) if form not in NOUNS]
    past = dict.fromkeys((row["past"], _plural(row["past"])))
    if row["participle"] and row["takes"] != ABOUT:
        yield row["participle"], "perfect", ""
    for forms, name in ((finite, "finite"), (past, "past")):
        for form in forms:
            yield form, name, particle
            if parted:
                yield particle + form, "last", ""


def _subjunctive(infinitive: str) -> str:
    """Return the first subjunctive, the mood of reports: `er sage`, `er fordere`."""
    return infinitive.removesuffix("n").removesuffix("e") + "e"


def _plural(past: str) -> str:
    """Return the plural of a past: `sagten`, `wiesen`."""
    return past + ("n" if past.endswith("e") else "en")


def roles() -> tuple[Lexicon, Lexicon]:
    """Return roles as titles, in both genders and with what may be put before them (`Vizekanzlerin`), and as nouns."""
    found: dict[str, dict[str, str]] = {}
    for row in _rows("roles.csv"):
        for gender, word in (("m", row["masculine"]), ("f", row["feminine"])):
            for form in _declined(word):
                found.setdefault(form, {"gender": gender})
                found |= {_compound(first, form): {"gender": gender, "head": form} for first in row["before"].split()}
    titles = tuple(Entry(phrase=form, value="role", data=data) for form, data in found.items())
    nouns = tuple(Entry(phrase=form, value="person", data={"plural": True}) for form in found)
    return (
        Lexicon(name="roles", type="titles", languages=("de",), entries=titles),
        Lexicon(name="persons", type="generics", languages=("de",), entries=nouns),
    )


def _declined(word: str) -> Iterator[str]:
    """Yield the forms of a role: those of an adjective used as a noun (`Vorsitzender`), the genitive and weak endings of others."""
    if not word:
        return
    yield word
    if word.endswith(("ender", "eter", "ter", "ende", "ete", "te")) and not word.endswith(("chter", "eiter", "treter", "rte")):
        stem = word.removesuffix("r")
        yield from (stem, stem + "r", stem + "n", stem + "m")
    elif word.endswith("e"):
        yield word + "n"  # des Experten
    elif not word.endswith("in"):
        yield word + "s"


def _compound(first: str, word: str) -> str:
    """Return a compound: `Regierungssprecher`, `EU-Kommissar`."""
    return first + (word if first.endswith("-") else word[0].lower() + word[1:])


def countries() -> tuple[Lexicon, Lexicon]:
    """Return the names of countries, also in the genitive, and of peoples with their adjectives in all their endings."""
    names: list[Entry] = []
    peoples: list[Entry] = []
    for row in _rows("countries.csv"):
        value = f"iso3166:{row['code']}"
        shown = next(entry.data["name"] for entry in names if entry.value == value) if any(e.value == value for e in names) else row["name"]
        about = {"kind": "country", "name": shown}
        names += [Entry(phrase=name, value=value, data=about) for name in (row["name"], _genitive(row["name"]))]
        if row["adjective"]:
            phrases = (row["adjective"] + ending for ending in ADJECTIVE)
            peoples += [Entry(phrase=phrase, value=value, data={"form": "adjective"}) for phrase in phrases]
        if row["people"]:
            peoples.append(Entry(phrase=row["people"], value=value, data={"form": "people"}))
    return (
        Lexicon(name="countries", type="names", languages=("de",), entries=tuple(dict.fromkeys(names))),
        Lexicon(name="peoples", type="demonyms", languages=("de",), entries=tuple(peoples)),
    )


def _genitive(name: str) -> str:
    """Return the genitive of a country's name: `Norwegens`; one that ends in s has none of its own."""
    return name if name.endswith("s") else name + "s"


def given_names(genders: Lexicon) -> Lexicon:
    """Return the given names of which the lexicon of genders knows one."""
    names = dict.fromkeys(name for entry in genders.entries for name in str(entry.data.get("names", "")).split())
    return Lexicon(name="given-names", type="given-names", languages=("de",), entries=tuple(Entry(phrase=name) for name in names))


def with_other_spellings(lexicon: Lexicon) -> Lexicon:
    """Return a lexicon with its words as Switzerland spells them (`dass`, `gross`), and as keyboards without umlauts do (`fuer`)."""
    held = {entry.phrase for entry in lexicon.entries}
    more = []
    for entry in lexicon.entries:
        spellings = dict.fromkeys(entry.phrase.translate(table) for table in (SWISS, TYPED))
        more += [attrs.evolve(entry, phrase=phrase) for phrase in spellings if phrase not in held]
    return attrs.evolve(lexicon, entries=(*lexicon.entries, *more)) if more else lexicon


def _rows(name: str) -> Iterable[Mapping[str, str]]:
    with (resources.files(__package__) / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
