"""Configurations: a TOML file that says all settings of a training, as frozen values.

Rules:

- A name that is not a field is an error, so that a misspelt setting never passes for its default; so is a value of another type, so that
  nothing fails after an hour that could fail at once.
- Paths of data are relative to the data folder that the user gives.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import attrs

from seedlib.errors import UsageError
from seedlib.model import value
from seedlib.training.sets import READERS

__all__ = ["Configuration", "DataSet", "Encoder", "Head", "Schedule", "read_configuration"]

_ADVICE = "docs/how-to/train.md has all settings"

#: What a setting is expected to be, by the type of its field; where none stands here it is a table.
_EXPECTED = {
    "str": "a string",
    "int": "a whole number from 1 on",
    "float": "a number",
    "tuple[str, ...]": "a list of strings",
    "tuple[int, ...]": "a list of whole numbers from 1 on",
}

#: The whole number that may be 0.
_SEED = "seed"


def _tuple(items: Iterable[str]) -> tuple[str, ...]:
    return tuple(items)


@value(kw_only=True)
class Encoder:
    """The network under all heads: a pretrained encoder, or a random one of a given size."""

    #: The installed package that carries the weights; none for random weights.
    package: str | None = None
    #: Its folder with the weights and the vocabulary, inside the package's files.
    folder: str = ""
    #: Further packages, where each carries a part of one zip in which the folder lies.
    further: tuple[str, ...] = attrs.field(default=(), converter=_tuple)
    #: Which of its layers are kept, counted from 1, from below; all where none are named.
    kept: tuple[int, ...] = attrs.field(default=(), converter=tuple)
    #: How many inner units each of these layers has; as many as the package's where none are named.
    inner: tuple[int, ...] = attrs.field(default=(), converter=tuple)
    #: The width of a random encoder of two layers; its vocabulary is counted from the data.
    width: int = 32
    #: Of the encoder's own layers.
    dropout: float = 0.1

    @property
    def whole(self) -> Encoder:
        """The same with all of its layers and units."""
        return attrs.evolve(self, kept=(), inner=())


@value(kw_only=True)
class DataSet:
    """Texts that teach a head something."""

    #: Which reader of `seedlib.training.sets` reads it.
    reader: str
    #: A file of the data folder.
    path: str
    #: A teacher's scores for the texts of the file, a folder made by `… score`; none if people's labels teach alone.
    scores: str | None = None
    #: How much of the loss the teacher's scores have, beside people's labels; 1 where nobody labelled the texts.
    trust: float = 1.0
    #: How often its texts are seen, an epoch.
    times: int = 1
    #: The genres whose texts are left out, such as those under another licence.
    without: tuple[str, ...] = attrs.field(default=(), converter=_tuple)

    def __attrs_post_init__(self) -> None:
        if self.reader not in READERS:
            found = f"found the reader {self.reader!r}, expected one of {', '.join(sorted(READERS))}"
            raise UsageError(found, where="heads.sets.reader", advice=_ADVICE)


def _data_sets(items: Iterable[DataSet | Mapping[str, Any]]) -> tuple[DataSet, ...]:
    return tuple(item if isinstance(item, DataSet) else _made(DataSet, item, "heads.sets") for item in items)


@value(kw_only=True)
class Head:
    """A task on the encoder: labels for pieces of words, and pointers from pieces to others."""

    name: str
    #: The label names that its tags stand for: `attribution:source`.
    labels: tuple[str, ...] = attrs.field(converter=_tuple)
    #: Which of such labels: the form of mentions; all where none.
    value: str | None = None
    #: The names of its pointers.
    links: tuple[str, ...] = attrs.field(default=(), converter=_tuple)
    #: The weight of the tags' loss.
    weight: float = 1.0
    #: The weight of the pointers' loss.
    link_weight: float = 0.5
    #: What it learns from.
    sets: tuple[DataSet, ...] = attrs.field(default=(), converter=_data_sets)

    @property
    def tags(self) -> tuple[str, ...]:
        """What the network answers for a piece: O, and for each label B (it begins here) and I (it goes on)."""
        return ("O", *(f"{part}-{label}" for label in self.labels for part in "BI"))


def _heads(items: Iterable[Head | Mapping[str, Any]]) -> tuple[Head, ...]:
    return tuple(item if isinstance(item, Head) else _made(Head, item, "heads") for item in items)


@value(kw_only=True)
class Schedule:
    """How long and how fast it learns."""

    epochs: int = 4
    #: Windows a step.
    batch: int = 8
    #: The highest rate of learning of the encoder.
    rate: float = 1.5e-4
    #: The highest rate of learning of the heads.
    head_rate: float = 1e-3
    #: The part of all steps over which the rates rise; then they fall to zero in a straight line.
    warm_up: float = 0.06
    decay: float = 0.01
    #: Between encoder and heads.
    dropout: float = 0.1
    #: Of the teacher's scores: above 1 they are made softer.
    temperature: float = 1.0
    #: The weight of the newest step in the running average of the weights; 0 for no average.
    average: float = 0.0
    seed: int = 0
    threads: int = 2
    #: Steps between two checkpoints.
    checkpoint: int = 200


def _encoder(held: Encoder | Mapping[str, Any]) -> Encoder:
    made: Encoder = held if isinstance(held, Encoder) else _made(Encoder, held, "encoder")
    return made


def _schedule(held: Schedule | Mapping[str, Any]) -> Schedule:
    made: Schedule = held if isinstance(held, Schedule) else _made(Schedule, held, "schedule")
    return made


@value(kw_only=True)
class Whole:
    """The network out of which a smaller one is cut, and from which that learns: of the same encoder, with all of its layers and units."""

    #: A file of the data folder, a `network.pt`.
    weights: str
    #: The weight of how far the last states of the two are apart, in parts of their variance.
    states: float = 1.0
    #: The weight of how far the answers of their heads are apart.
    answers: float = 1.0
    #: The weight of the same for pointers.
    links: float = 0.5


def _whole(held: Whole | Mapping[str, Any] | None) -> Whole | None:
    made: Whole | None = held if held is None or isinstance(held, Whole) else _made(Whole, held, "whole")
    return made


@value(kw_only=True)
class Configuration:
    """All settings of a training."""

    #: Of the configuration, and of the weights.
    name: str
    #: Of the weights; their `tagger.json` has it.
    version: str = "1"
    encoder: Encoder = attrs.field(converter=_encoder)
    heads: tuple[Head, ...] = attrs.field(converter=_heads)
    #: The network that is made smaller; none where one learns from the package's weights.
    whole: Whole | None = attrs.field(default=None, converter=_whole)
    schedule: Schedule = attrs.field(default=Schedule(), converter=_schedule)
    #: The most pieces of a window at work, with the two that mark its ends.
    window: int = 256
    #: The same in training, epoch by epoch in turn, so that a text is not always cut at the same places; `window` where none is given.
    windows: tuple[int, ...] = attrs.field(default=(), converter=tuple)
    #: A file of the data folder on which every epoch is scored; none for no scores.
    development: str | None = None

    @property
    def sizes(self) -> tuple[int, ...]:
        """The size of windows in each epoch."""
        given = self.windows or (self.window,)
        return tuple(given[epoch % len(given)] for epoch in range(self.schedule.epochs))


def _made(kind: type, held: Mapping[str, Any], where: str) -> Any:
    fields = {field.name: field for field in attrs.fields(kind)}
    unknown = sorted(set(held) - fields.keys())
    if unknown:
        raise UsageError(f"found {', '.join(unknown)}, expected some of {', '.join(sorted(fields))}", where=where, advice=_ADVICE)
    for name, found in held.items():
        declared = str(fields[name].type).removesuffix(" | None")
        if declared in _EXPECTED and not _fits(name, found, declared):
            raise UsageError(f"found {name} = {found!r}, expected {_EXPECTED[declared]}", where=where, advice=_ADVICE)
    try:
        return kind(**held)
    except TypeError as error:
        raise UsageError(f"found {sorted(held)}: {error}", where=where, advice=_ADVICE) from error


def _fits(name: str, found: Any, declared: str) -> bool:
    """Say whether a value is of the type that its field declares; true and false are no numbers."""
    if declared.startswith("tuple["):
        item_type = declared.removeprefix("tuple[").removesuffix(", ...]")
        return isinstance(found, list | tuple) and all(_fits(name, item, item_type) for item in found)
    if declared == "int":
        return type(found) is int and found >= (name != _SEED)
    return isinstance(found, str) if declared == "str" else type(found) in {int, float}


def read_configuration(path: Path) -> Configuration:
    """Read a configuration file.

    Raises:
        UsageError: it is not there, or no TOML, or says something that is no setting, or of another type.
    """
    try:
        held = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError as error:
        advice = "give a TOML file, or the name of one of the library's own"
        raise UsageError("found no such configuration", where=str(path), advice=advice) from error
    except ValueError as error:  # of TOML, or of UTF-8
        raise UsageError(f"found no valid TOML: {error}", where=str(path), advice=_ADVICE) from error
    configuration: Configuration = _made(Configuration, {"name": path.stem, **held}, str(path))
    return configuration
