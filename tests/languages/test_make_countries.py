"""The script that makes the names of countries, where its libraries are installed (extra `data`)."""

from __future__ import annotations

from pathlib import Path

import pytest

import seedlib.languages
from seedlib.errors import MissingExtraError
from seedlib.languages import make_countries, parse_lexicon

EN = Path(seedlib.languages.__file__).parent / "en"


@pytest.fixture
def _libraries() -> None:
    pytest.importorskip("babel")
    pytest.importorskip("pycountry")


def ids(path: Path) -> dict[str, str]:
    """Return the ids of a file by phrase."""
    return {entry.phrase: entry.value for entry in parse_lexicon(path.read_text("utf-8"), name="held").entries}


@pytest.mark.parametrize(
    ("name", "spellings"),
    [
        ("Côte d’Ivoire", ["Côte d’Ivoire", "Cote d’Ivoire"]),
        ("Hong Kong SAR China", ["Hong Kong"]),
        ("Myanmar (Burma)", ["Myanmar", "Burma"]),
        ("Antigua & Barbuda", ["Antigua & Barbuda", "Antigua and Barbuda"]),
        ("St. Lucia", ["St. Lucia", "St Lucia", "Saint Lucia"]),
    ],
)
def test_a_name_is_spelled_as_texts_spell_it(name: str, spellings: list[str]) -> None:
    """Accents, `&`, `St.` and brackets give further spellings."""
    assert list(make_countries._spellings(name)) == spellings


@pytest.mark.usefixtures("_libraries")
def test_names_kept_by_hand_are_left_out() -> None:
    """What a hand-kept file has is not made again; every id is of a country."""
    made = make_countries.countries(["Norway"])
    assert "Norway" not in {row["phrase"] for row in made}
    assert {row["value"].partition(":")[0] for row in made} == {"iso3166"}


@pytest.mark.usefixtures("_libraries")
def test_the_pack_holds_what_the_script_makes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The script writes both files; what it makes has the ids that the pack has for the same names."""
    (tmp_path / "en").mkdir()
    for name in ("names.json", "capitals.json"):
        (tmp_path / "en" / name).write_text((EN / name).read_text("utf-8"), "utf-8")
    monkeypatch.setattr(make_countries, "__file__", str(tmp_path / "make_countries.py"))
    make_countries.main()
    for name in ("countries.json", "places.json"):
        held, made = ids(EN / name), ids(tmp_path / "en" / name)
        assert {phrase: value for phrase, value in made.items() if held.get(phrase, value) != value} == {}
        assert len(made.keys() & held.keys()) > len(held) / 2


def test_without_its_libraries_the_script_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """The error says what to install."""
    monkeypatch.setitem(__import__("sys").modules, "babel", None)
    with pytest.raises(MissingExtraError, match=r"seedlib\[data\]"):
        make_countries.countries()
