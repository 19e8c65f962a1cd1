"""What is chosen beside the command line: the settings file, the environment, and which goes before which."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from seedlib.cli.config import FILE, read_config
from seedlib.components import TextCheck
from seedlib.errors import UsageError
from seedlib.model import TextProblem
from seedlib.plugins import loading

from .conftest import STORY, Ran


class Entry:
    """An installed plugin that adds a text problem under its name."""

    dist = None

    def __init__(self, name: str) -> None:
        self.name = self.module = name

    def load(self) -> Any:
        """Return the plugin."""
        from tests.conftest import plugin

        problem = TextProblem(kind=f"{self.name}:seen", note="seen")
        return plugin(text_checks=[TextCheck(name="x", check=lambda analysis, context: [problem])])  # a component's signature


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a folder with a story, where two plugins are installed and the environment says nothing."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SEEDLIB_DISABLE", raising=False)
    monkeypatch.setattr(loading, "entry_points", lambda group: [Entry("acme"), Entry("brio")])  # by keyword
    monkeypatch.setattr("seedlib.plugins.registry._Default.registry", None)
    (tmp_path / "story.txt").write_text(STORY, "utf-8")
    return tmp_path


def left(run: Callable[..., Ran], *words: str) -> set[str]:
    """Return the plugins that had a say when the story was read."""
    ran = run("read", "story.txt", "-f", "json", "--language", "en", *words)
    assert ran.status == 0, ran.said
    return {problem["kind"].partition(":")[0] for problem in json.loads(ran.text)[0]["problems"]} & {"acme", "brio"}


@pytest.mark.parametrize(
    ("file", "environment", "words", "expected"),
    [
        (None, None, (), {"acme", "brio"}),
        ('disable = ["acme"]', None, (), {"brio"}),
        (None, "acme", (), {"brio"}),
        (None, "acme, brio", (), set()),
        (None, "acme brio", (), set()),
        (None, None, ("--disable", "acme"), {"brio"}),
        ('disable = ["acme"]', "brio", (), {"acme"}),
        ('disable = ["acme"]', "", (), {"acme", "brio"}),
        ('disable = ["acme"]', "acme", ("--disable", "brio"), {"acme"}),
        ('disable = ["acme"]', None, ("--config", "none"), {"acme", "brio"}),
        ("disable = []", "acme", (), {"brio"}),
    ],
)
def test_the_command_line_goes_before_the_environment_before_the_file(  # noqa: PLR0913, PLR0917  # the columns of a table
    run: Callable[..., Ran],
    monkeypatch: pytest.MonkeyPatch,
    file: str | None,
    environment: str | None,
    words: tuple[str, ...],
    expected: set[str],
) -> None:
    """What is nearer stands in the place of what is further."""
    if file is not None:
        Path(FILE).write_text(file, "utf-8")
    if environment is not None:
        monkeypatch.setenv("SEEDLIB_DISABLE", environment)
    assert left(run, *words) == expected


def test_another_file_may_be_named(run: Callable[..., Ran], place: Path) -> None:
    """That of the working folder is not read then."""
    (place / FILE).write_text("this is no TOML", "utf-8")
    (place / "mine.toml").write_text('disable = ["brio"]', "utf-8")
    assert left(run, "--config", "mine.toml") == {"acme"}


def test_settings_and_options_of_the_file_hold_unless_the_command_line_says_otherwise(run: Callable[..., Ran], place: Path) -> None:
    """Key by key."""
    (place / FILE).write_text('[settings]\nmax_characters = 10\n\n[options]\n"table.width" = 40\n', "utf-8")
    ran = run("read", "story.txt")
    assert ran.status == 1
    assert "more than 10 characters" in ran.said
    ran = run("read", "story.txt", "--max-characters", "5000")
    assert ran.status == 0
    assert max(map(len, ran.text.splitlines())) <= 40
    wide = run("read", "story.txt", "--max-characters", "5000", "--set", "table.width=90")
    assert 40 < max(map(len, wide.text.splitlines())) <= 90


def test_words_and_preferences_of_the_file_hold(run: Callable[..., Ran], place: Path) -> None:
    """Paths are beside the file, wherever one works."""
    folder = place / "project"
    folder.mkdir()
    (folder / "ports.csv").write_text("type,phrase,value\nnames,Ruta Voss,acme:1\n", "utf-8")
    (folder / FILE).write_text('lexicons = ["ports.csv"]\nprefer = ["acme:x"]\n', "utf-8")
    words = ("--config", f"project/{FILE}")
    (held,) = json.loads(run("read", "story.txt", "-f", "json", "--language", "en", *words).text)
    assert "acme:1" in [actor["id"] for actor in held["actors"]]
    assert json.loads(run("plugins", "--json", *words).text)["prefer"] == ["acme:x"]


@pytest.mark.parametrize(
    ("held", "said"),
    [
        ("x", "seedlib.toml: found no TOML: "),
        ("\nlexicon = 1", "seedlib.toml: found 'lexicon', expected one of: disable, prefer, lexicons, [settings], [options]"),
        ('disable = "acme"', "seedlib.toml, disable: found 'acme', expected a list of names such as [\"acme\"]"),
        ("prefer = [1]", "seedlib.toml, prefer: found [1]"),
        ('disable = ["frob"]', "seedlib.toml: found frob among the disabled plugins, expected one of: seedlib, acme, brio"),
        ('prefer = ["frob"]', "seedlib.toml: found frob among the preferred components"),
        ("settings = 1", "seedlib.toml, settings: found 1, expected a table (write [settings] above its lines)"),
        ("[settings]\nlanguge = 'en'", "seedlib.toml, [settings] languge: found the setting 'languge', expected one of: language, blocks"),
        ("[settings]\nlanguage = '?'", "seedlib.toml, [settings] language: found '?', expected a BCP 47 tag"),
        ("[settings]\ntime_limit = 'long'", "seedlib.toml, [settings] time_limit: found 'long', expected a number above 0"),
        ("[settings]\nblocks = 'title'", "seedlib.toml, [settings] blocks: found the string 'title'"),
        ("[settings]\nblocks = 3", "seedlib.toml, [settings] blocks: found 3"),
        ("[settings]\noptions = 3", "seedlib.toml, [settings] options: found the setting 'options'"),
        ("[options]\nfrob = 1", "seedlib.toml, [options] frob: found no option 'frob', expected one of: "),
        ("[options]\ntable.width = 9", "seedlib.toml, [options] table: found no option 'table'"),
        ("[options]\n'table.width' = 'w'", "seedlib.toml, [options] table.width: found str 'w', expected int"),
        ("[options]\n'tagger.weights' = 'none-there'", "seedlib.toml, [options] tagger.weights: found no readable tagger.json"),
        ('lexicons = ["absent.csv"]', "absent.csv: found a lexicon that cannot be read"),
    ],
)
def test_mistakes_are_misuse_and_named_with_file_and_key(run: Callable[..., Ran], place: Path, held: str, said: str) -> None:
    """Before anything is read."""
    (place / FILE).write_text(held, "utf-8")
    ran = run("read", "story.txt")
    assert (ran.status, ran.text) == (2, "")
    assert said in ran.said


def test_a_place_in_toml_is_named_by_line_and_column(place: Path) -> None:
    """As its reader says it."""
    (place / FILE).write_text('disable = ["acme"]\nprefer = [\n', "utf-8")
    with pytest.raises(UsageError, match=r"seedlib\.toml: found no TOML: .*"):
        read_config()
    (place / FILE).write_text("disable = [acme]\n", "utf-8")
    with pytest.raises(UsageError, match="line 1, column"):
        read_config()


@pytest.mark.parametrize(("data", "said"), [(b"\xff", "no UTF-8"), (None, "cannot be read: ")])
def test_a_file_that_cannot_be_read_is_misuse(run: Callable[..., Ran], place: Path, data: bytes | None, said: str) -> None:
    """One that is named has to be there."""
    path = place / "mine.toml"
    if data is not None:
        path.write_bytes(data)
    ran = run("read", "story.txt", "--config", path)
    assert (ran.status, ran.text) == (2, "")
    assert f"{path}: found" in ran.said
    assert said in ran.said


def test_a_name_in_the_environment_that_names_nothing_is_misuse(run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch) -> None:
    """Under the variable's name."""
    monkeypatch.setenv("SEEDLIB_DISABLE", "frob")
    ran = run("read", "story.txt")
    assert ran.status == 2
    assert "SEEDLIB_DISABLE: found frob among the disabled plugins" in ran.said


def test_options_of_a_plugin_that_is_left_out_are_none(run: Callable[..., Ran], place: Path) -> None:
    """So that leaving it out is enough."""
    (place / FILE).write_text('[options]\n"acme:horizon" = 3\n', "utf-8")
    assert run("read", "story.txt").status == 2
    assert run("read", "story.txt", "--disable", "acme").status == 0


def test_a_network_of_the_file_is_beside_it(place: Path) -> None:
    """Or none."""
    (place / FILE).write_text('[options]\n"tagger.weights" = "none"\n', "utf-8")
    assert read_config().settings.options["tagger.weights"] == "none"


def test_the_version_says_what_is_in_force(run: Callable[..., Ran], place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """For a methods section; no plugin is loaded for it."""
    held = json.loads(run("--version", "--json").text)
    assert (held["config"], held["disable"], held["settings"]["author_claims"]) == (None, [], "marked")
    (place / FILE).write_text('prefer = ["acme:x"]\n[settings]\nauthor_claims = "all"\n[options]\n"acme:y" = 1\n', "utf-8")
    monkeypatch.setenv("SEEDLIB_DISABLE", "brio")
    held = json.loads(run("--version", "--json").text)
    assert (held["config"], held["disable"], held["prefer"]) == (FILE, ["brio"], ["acme:x"])
    assert (held["settings"]["author_claims"], held["settings"]["options"]) == ("all", {"acme:y": 1})
    (place / FILE).write_text("x", "utf-8")
    ran = run("--version", "--json")
    assert (ran.status, ran.text) == (2, "")
    assert "found no TOML" in ran.said


def test_expectations_are_checked_under_the_file_s_settings(run: Callable[..., Ran], place: Path) -> None:
    """As the samples are read."""
    (place / "story.expected.json").write_text('{"documents": [{"problems": {"must": [{"kind": "acme:seen"}]}}]}', "utf-8")
    assert run("check", place).status == 0
    (place / FILE).write_text('disable = ["acme"]', "utf-8")
    assert run("check", place).status == 1
    assert run("check", place, "--config", "none").status == 0


def test_a_plugin_that_is_left_out_adds_no_command(run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch) -> None:
    """It is not even loaded."""

    class Broken(Entry):
        """A plugin that must not be loaded."""

        def load(self) -> Any:
            """Fail the test."""
            raise AssertionError

    monkeypatch.setattr(loading, "entry_points", lambda group: [Broken("acme")])  # by keyword
    monkeypatch.setenv("SEEDLIB_DISABLE", "acme")
    ran = run("--help")
    assert (ran.status, ran.said) == (0, "")


def test_nothing_but_these_is_read_from_the_environment() -> None:
    """No other variable of ours is there to be forgotten."""
    assert [name for name in os.environ if name.startswith("SEEDLIB_") and name != "SEEDLIB_DISABLE"] == []
