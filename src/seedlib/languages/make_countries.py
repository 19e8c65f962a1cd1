"""Make the English names of countries, of their parts and of large cities, from CLDR and ISO: `python -m seedlib.languages.make_countries`.

Needs the extra `data` (Babel, pycountry); nothing else in seedlib does. What these sources lack or get wrong for running text
(short names, ambiguous names, historical states, metonyms, demonyms) is kept by hand in the other files of the pack.

Rules:

- Countries are from CLDR's English territory names and ISO 3166-1; ids are `iso3166:` and the alpha-3 code.
- Parts of countries are from ISO 3166-2, for the countries of `_WITH_PARTS`; ids are `iso3166-2:` and the code.
- Cities are CLDR's exemplar cities of time zones; they have no id of their own.
- A name that stands in a hand-kept file is left out here: there it may have several candidates.
- What each name means is written down on the manual's page about canonical ids.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

import regex

from seedlib.errors import MissingExtraError
from seedlib.languages.making import phrases, write_lexicon

__all__ = ["countries", "main", "places"]

#: Kosovo has no code in ISO 3166-1; XKX is the one in use (European Commission, World Bank).
_BESIDE_ISO = {"XK": "XKX"}

#: Territories whose names mean something else in running text, or that nobody speaks for: Antarctica, "Outlying Oceania".
_NOT_ACTORS = frozenset({"AQ", "BV", "CP", "DG", "EA", "EU", "EZ", "HM", "IC", "QO", "TA", "TF", "UM", "UN", "XA", "XB", "ZZ"})

#: Countries whose parts English news names without naming the country: "in Texas", "in Kerala", "in Xinjiang".
_WITH_PARTS = ("AU", "BR", "CA", "CN", "DE", "ES", "IN", "IT", "JP", "MX", "NG", "PK", "RU", "UA", "US", "ZA")

#: What ISO 3166-2 adds to a name and running text does not: "Beijing Shi", "Moskva (Respublika)", "Donetska oblast".
_NOT_IN_TEXT = regex.compile(r"[\[(,/*]|\b(?:Shi|Sheng|Zizhiqu|SAR|oblast|Oblast|kray|Kray|okrug|Respublika|Avtonomna)\b|['’]")

_SUFFIX = regex.compile(r" (?:Shi|Sheng)$")


def _plain(name: str) -> str:
    """Return a name without accents: `Cote d’Ivoire`."""
    return "".join(sign for sign in unicodedata.normalize("NFD", name) if not unicodedata.combining(sign))


def _spellings(name: str) -> Iterator[str]:
    """Yield the ways to write a name of CLDR: `Myanmar (Burma)` is two, `Hong Kong SAR China` the words before `SAR`.

    >>> list(_spellings("St. Lucia"))
    ['St. Lucia', 'St Lucia', 'Saint Lucia']
    """
    for part in regex.split(r"\s*[()]\s*", name.partition(" SAR ")[0]):
        if not part:
            continue
        for written in dict.fromkeys((part, _plain(part), part.replace("&", "and"))):
            yield written
            if written.startswith("St. "):
                yield written.replace("St. ", "St ")
                yield written.replace("St. ", "Saint ")


def _sources() -> tuple[Any, Any]:
    try:
        import pycountry
        from babel import Locale
    except ImportError as error:
        raise MissingExtraError(error.name or "babel", "data") from error
    return Locale("en"), pycountry


def _codes(pycountry: Any) -> dict[str, str]:
    """Return alpha-3 by alpha-2."""
    return {country.alpha_2: country.alpha_3 for country in pycountry.countries} | _BESIDE_ISO


def countries(kept: Iterable[str] = ()) -> list[dict[str, str]]:
    """Return the rows of `countries.json`: phrase, id, kind and the name to be shown.

    Args:
        kept: names that a hand-kept file has.
    """
    locale, pycountry = _sources()
    taken, rows = set(kept), []
    for alpha2, alpha3 in sorted(_codes(pycountry).items(), key=lambda pair: pair[1]):
        if alpha2 in _NOT_ACTORS or alpha2 not in locale.territories:
            continue
        spellings = list(_spellings(locale.territories[alpha2]))
        official = pycountry.countries.get(alpha_2=alpha2)
        formal = [getattr(official, name, None) for name in ("common_name", "name", "official_name")]
        for written in dict.fromkeys([*spellings, *(s for f in formal if f and "," not in f for s in _spellings(f))]):
            if written not in taken:
                taken.add(written)
                rows.append({"phrase": written, "value": f"iso3166:{alpha3}", "kind": "country", "name": spellings[0]})
    return rows


def places(kept: Iterable[str] = ()) -> list[dict[str, str]]:
    """Return the rows of `places.json`: parts of countries and cities, with the country that each lies in.

    Args:
        kept: names that another file has.
    """
    locale, pycountry = _sources()
    codes, taken, rows = _codes(pycountry), set(kept), []
    for alpha2 in _WITH_PARTS:
        for part in pycountry.subdivisions.get(country_code=alpha2):
            name = _SUFFIX.sub("", part.name)
            if part.parent_code or _NOT_IN_TEXT.search(name):
                continue
            for written in dict.fromkeys((name, _plain(name))):
                if written not in taken:
                    taken.add(written)
                    row = {"phrase": written, "value": f"iso3166-2:{part.code}", "kind": "place", "country": codes[alpha2], "name": name}
                    rows.append(row)
    for zone, held in sorted(locale.time_zones.items()):
        city = held.get("city") or zone.rpartition("/")[2].replace("_", " ")
        if zone.partition("/")[0] in {"Etc", "Antarctica"} or "/" not in zone or regex.search(r"[\d,()]", city):
            continue
        for written in dict.fromkeys((city, _plain(city))):
            if written not in taken:
                taken.add(written)
                rows.append({"phrase": written, "kind": "place", "name": city})
    return rows


def main() -> None:
    """Write `countries.json` and `places.json` of the English pack."""
    from babel.core import get_cldr_version

    folder = Path(__file__).parent / "en"
    sources = f"CLDR {get_cldr_version()} (Unicode licence) and iso-codes (pycountry {version('pycountry')}, LGPL-2.1)"
    kept = [phrase for name in ("names.json", "capitals.json") for phrase in phrases(folder / name)]
    rows = countries(kept)
    made = f"made by seedlib.languages.make_countries from {sources}"
    write_lexicon(folder / "countries.json", "names", f"{made}; names in names.json left out", rows)
    others = [*kept, *(row["phrase"] for row in rows)]
    write_lexicon(folder / "places.json", "names", f"{made}: ISO 3166-2 and cities of time zones", places(others))


if __name__ == "__main__":
    main()
