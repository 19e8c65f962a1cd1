"""Configurations: what they say, and what is no setting."""

from __future__ import annotations

from pathlib import Path

import attrs
import pytest
import regex

import seedlib.training
from seedlib.errors import UsageError
from seedlib.training.configuration import Configuration, DataSet, Encoder, Head, Schedule, Whole, read_configuration
from seedlib.training.sets import READERS

OWN = sorted((Path(seedlib.training.__file__).parent / "configurations").glob("*.toml"))

PAGE = (Path(__file__).parents[2] / "docs" / "how-to" / "train.md").read_text("utf-8")

LEAST = """
[encoder]
width = 8
[[heads]]
name = "attribution"
labels = ["attribution:source", "attribution:cue"]
links = ["attribution:of-cue"]
[[heads.sets]]
reader = "texts"
path = "x.jsonl"
"""


def write(path: Path, text: str) -> Path:
    """Write a configuration."""
    path.write_text(text, "utf-8")
    return path


def test_what_is_not_said_has_its_default(tmp_path: Path) -> None:
    """The name is the file's; tags are made of the labels."""
    configuration = read_configuration(write(tmp_path / "least.toml", LEAST))
    assert (configuration.name, configuration.schedule, configuration.development) == ("least", Schedule(), None)
    (head,) = configuration.heads
    assert head.tags == ("O", "B-attribution:source", "I-attribution:source", "B-attribution:cue", "I-attribution:cue")
    assert (head.sets[0].scores, head.sets[0].times) == (None, 1)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("windws = [3]\n" + LEAST, r"bad\.toml: found windws, expected some of .*window"),
        (LEAST.replace("width", "wide"), "encoder: found wide, expected some of .*width"),
        (LEAST.replace("labels", "label"), "heads: found label, expected some of .*labels"),
        (LEAST.replace("path", "file"), r"heads\.sets: found file, expected some of .*path"),
        (LEAST + "[schedule]\nepoch = 3", "schedule: found epoch, expected some of .*epochs"),
        (LEAST.replace('path = "x.jsonl"', ""), r"heads\.sets: found \['reader'\]: .*path"),
        ("[encoder]", r"bad\.toml: found .*heads"),
        ("[encoder", "found no valid TOML"),
        (
            LEAST.replace('["attribution:of-cue"]', '"attribution:of-cue"'),
            "heads: found links = 'attribution:of-cue', expected a list of str",
        ),
        (LEAST.replace('"attribution:source", ', "3, "), r"heads: found labels = \[3, .*expected a list of strings"),
        (
            LEAST.replace('"texts"', '"text"'),
            r"heads\.sets\.reader: found the reader 'text', expected one of attributions, factuality, mentions",
        ),
        (LEAST + '[schedule]\nepochs = "3"', "schedule: found epochs = '3', expected a whole number from 1 on"),
        (LEAST + "[schedule]\nepochs = 0", "schedule: found epochs = 0, expected a whole number from 1 on"),
        (LEAST + "[schedule]\nepochs = true", "schedule: found epochs = True, expected a whole number"),
        (LEAST + '[schedule]\nrate = "fast"', "schedule: found rate = 'fast', expected a number"),
        ("windows = [64, 0]\n" + LEAST, r"found windows = \[64, 0\], expected a list of whole numbers from 1 on"),
        ("encoder = 3\n" + LEAST.partition("width = 8")[2], r"bad\.toml: found .*encoder"),
    ],
)
def test_what_is_no_setting_is_named(tmp_path: Path, text: str, message: str) -> None:
    """A misspelt name never passes for its default, and no value is taken for what it is not."""
    with pytest.raises(UsageError, match=message) as caught:
        read_configuration(write(tmp_path / "bad.toml", text))
    assert caught.value.advice


def test_a_number_may_be_whole_and_a_seed_nought(tmp_path: Path) -> None:
    """As people write them."""
    schedule = read_configuration(write(tmp_path / "good.toml", LEAST + "[schedule]\nseed = 0\ndecay = 0\nrate = 1")).schedule
    assert (schedule.seed, schedule.decay, schedule.rate) == (0, 0, 1)


def test_a_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    """TOML is in UTF-8."""
    path = tmp_path / "bad.toml"
    path.write_bytes('name = "é"'.encode("latin-1"))
    with pytest.raises(UsageError, match=r"bad\.toml: found no valid TOML: 'utf-8' codec"):
        read_configuration(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """With what to do."""
    with pytest.raises(UsageError, match=r"none\.toml: found no such configuration"):
        read_configuration(tmp_path / "none.toml")


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.stem)
def test_the_library_s_own_can_be_read(path: Path) -> None:
    """Every reader that they name exists; the tagger finds the head that it asks; a teacher of names is no tagger."""
    configuration = read_configuration(path)
    assert configuration.heads[0].name == ("names" if path.stem == "names" else "attribution")
    assert {head.name for head in configuration.heads} <= {"attribution", "names", "nominals", "factuality"}
    assert {held.reader for head in configuration.heads for held in head.sets} <= set(READERS)


def test_the_library_has_each_step_and_the_teachers() -> None:
    """With these, all weights can be made from the repository."""
    assert [path.stem for path in OWN] == ["compact", "joint", "names", "small", "teacher"]


def test_every_setting_is_in_the_manual() -> None:
    """The page has each by its name, and no other."""
    table = PAGE.partition("\n## Settings\n")[2]
    shown = [name for row in regex.findall(r"(?m)^\| ([^|]+) \|", table) for name in regex.findall(r"`([\w.]+)`", row)]
    kinds: dict[str, type] = {"": Configuration, "encoder.": Encoder, "heads.": Head, "heads.sets.": DataSet}
    kinds |= {"whole.": Whole, "schedule.": Schedule}
    names = [f"{prefix}{field.name}" for prefix, kind in kinds.items() for field in attrs.fields(kind)]
    assert sorted(shown) == sorted(set(names) - {"encoder", "heads", "heads.sets", "whole", "schedule"})


@pytest.mark.parametrize("block", regex.findall(r"(?ms)^```toml\n(.*?)^```", PAGE))
def test_the_configurations_of_the_manual_can_be_read(tmp_path: Path, block: str) -> None:
    """Those that are whole, and sets of one."""
    text = block if "[encoder]" in block else LEAST + block
    assert read_configuration(write(tmp_path / "shown.toml", text)).heads
