"""The names of countries, states and bodies in the English pack: what the manual's page on canonical ids promises."""

from __future__ import annotations

import pytest
import regex

from seedlib.components import Lexicon
from seedlib.languages import pack
from seedlib.model import is_actor_id
from seedlib.plugins.lexicons import OF_ACTORS, without_bad_entries

#: A phrase and the ids that it may mean; empty: something else.
POLICY = [
    ("Korea", {"iso3166:KOR", "iso3166:PRK"}),
    ("Congo", {"iso3166:COD", "iso3166:COG"}),
    ("Georgia", {"iso3166:GEO", "iso3166-2:US-GA"}),
    ("Guinea", {"iso3166:GIN"}),
    ("Equatorial Guinea", {"iso3166:GNQ"}),
    ("New Guinea", {""}),
    ("Niger", {"iso3166:NER"}),
    ("Niger Delta", {""}),
    ("Taiwan", {"iso3166:TWN"}),
    ("Kosovo", {"iso3166:XKX"}),
    ("Palestine", {"iso3166:PSE"}),
    ("Macedonia", {"iso3166:MKD"}),
    ("Ireland", {"iso3166:IRL"}),
    ("Hong Kong", {"iso3166:HKG"}),
    ("Scotland", {"iso3166-2:GB-SCT"}),
    ("Burma", {"iso3166:MMR"}),
    ("Zaire", {"iso3166:ZRCD"}),
    ("Virgin Islands", {"iso3166:VIR", "iso3166:VGB"}),
    ("EU", {"wikidata:Q458"}),
    ("ICC", {"wikidata:Q47488", "org:international-cricket-council", "org:international-chamber-of-commerce"}),
]

#: Historical states of ISO 3166-3, with the year of their end and the one state that came after, if there is one.
HISTORICAL = [
    ("Soviet Union", "iso3166:SUHH", "1991", "RUS"),
    ("GDR", "iso3166:DDDE", "1990", "DEU"),
    ("Yugoslavia", "iso3166:YUCS", "2003", None),
    ("Czechoslovakia", "iso3166:CSHH", "1992", None),
    ("North Vietnam", "iso3166:VDVN", "1976", "VNM"),
]


@pytest.fixture(scope="module")
def lexicons() -> tuple[Lexicon, ...]:
    return tuple(lexicon for lexicon in pack("en") if lexicon.type in OF_ACTORS)


@pytest.fixture(scope="module")
def names(lexicons: tuple[Lexicon, ...]) -> dict[str, list]:
    """Return the entries of the type `names` by phrase."""
    held: dict[str, list] = {}
    for lexicon in lexicons:
        for entry in lexicon.entries if lexicon.type == "names" else ():
            held.setdefault(entry.phrase, []).append(entry)
    return held


@pytest.mark.parametrize(("phrase", "expected"), POLICY, ids=[phrase for phrase, _ in POLICY])
def test_names_mean_what_the_policy_says(names: dict, phrase: str, expected: set[str]) -> None:
    """All candidates, in whatever file."""
    assert {entry.value for entry in names[phrase]} == expected


@pytest.mark.parametrize(("phrase", "identifier", "year", "successor"), HISTORICAL, ids=[row[0] for row in HISTORICAL])
def test_historical_states_have_an_end(names: dict, phrase: str, identifier: str, year: str, successor: str | None) -> None:
    """Their end, and a successor only where there is one."""
    (entry,) = names[phrase]
    assert (entry.value, entry.data["until"][:4], entry.data.get("successor")) == (identifier, year, successor)


def test_every_country_has_a_name(names: dict) -> None:
    """All of ISO 3166-1 but the five territories without inhabitants, and Kosovo; historical codes are those of ISO 3166-3."""
    pycountry = pytest.importorskip("pycountry")
    codes = {entry.value.partition(":")[2] for entries in names.values() for entry in entries if entry.value.startswith("iso3166:")}
    current = {country.alpha_3 for country in pycountry.countries} - {"ATA", "ATF", "BVT", "HMD", "UMI"}
    assert {code for code in codes if len(code) == 3} == current | {"XKX"}
    assert {code for code in codes if len(code) == 4} <= {country.alpha_4 for country in pycountry.historic_countries}


def test_own_files_contradict_nothing(lexicons: tuple[Lexicon, ...]) -> None:
    """The checks on others' lexicons hold for the library's own, but for candidates that are open in every text."""
    found = [str(error) for lexicon in lexicons for error in without_bad_entries(lexicon, ())[1]]
    assert [error for error in found if "tells the two apart" not in error] == []


def test_ids_are_of_known_namespaces(lexicons: tuple[Lexicon, ...]) -> None:
    """ISO 3166, Wikidata, and the library's own for bodies and persons."""
    values = {entry.value for lexicon in lexicons for entry in lexicon.entries if entry.value}
    assert {value for value in values if not is_actor_id(value)} == set()
    assert {value.partition(":")[0] for value in values} <= {"iso3166", "iso3166-2", "wikidata", "org", "person"}
    assert {value for value in values if value.startswith("wikidata:") and not regex.fullmatch(r"wikidata:Q\d+", value)} == set()


def test_acronyms_of_two_or_three_letters_are_settled_by_the_text(names: dict) -> None:
    """Those that name one body the world over are few, and stand here."""
    short = [phrase for phrase in names if regex.fullmatch(r"\p{Lu}{2,3}", phrase)]
    bodies = {phrase for phrase in short if any(entry.data.get("kind") == "organization" for entry in names[phrase])}
    assert {p for p in bodies if not all(entry.data.get("open") for entry in names[p])} == {
        "BJP", "BOE", "BOJ", "BP", "CIA", "DHS", "DNC", "EU", "FAO", "FBI", "FSB", "GOP", "GRU", "IMF", "IOM", "IRS",
        "ILO", "ITU", "KGB", "MSF", "NHS", "PKK", "PLO", "RNC", "SVR", "UN", "WFP", "WHO", "WMO", "WTO", "YPG",
    }  # fmt: skip
