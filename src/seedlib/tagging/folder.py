"""A folder of weights, and what its `tagger.json` says of it; the network itself is loaded elsewhere (`network`).

Rules:

- `tagger.json` names every other file with its SHA-256, so that weights and vocabulary never part.
- Its `interface` is raised when this library could no longer read older weights, or an older library these.
- What a head's tags mean is said by names of `seedlib.model.LABELS`, or by names with a plugin's prefix.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import attrs

from seedlib.errors import UsageError
from seedlib.model import EMPTY, LABELS, FrozenMapping, freeze, is_name, value

__all__ = ["DESCRIPTION", "INTERFACE", "MODEL", "PACKAGED", "VOCABULARY", "Weights", "WeightsHead", "check_files", "digest", "read_weights"]

#: The version of what a network takes and answers, and of this file's fields. Networks of 1 take no shapes of words.
INTERFACE = 2

#: The names of a folder's files.
DESCRIPTION, MODEL, VOCABULARY = "tagger.json", "model.onnx", "vocab.txt"

#: The weights that come with the library.
PACKAGED = Path(__file__).parent / "weights"

#: A window's two marks, and a piece between them.
_LEAST_WINDOW = 3

#: The prefixes of the library's own labels: nobody else's label may begin so.
_OWN = frozenset(name.partition(":")[0] for name in LABELS)

#: Fields that folders have and nothing reads: numbers for probabilities, which `seedlib.attribution.confidence` has.
_UNREAD = frozenset({"calibration"})

_ADVICE = "a folder of weights is written by `python -m seedlib.training train`"


def _tuple(items: Iterable[str]) -> tuple[str, ...]:
    return tuple(items)


def _frozen(held: Mapping[str, Any]) -> FrozenMapping[Any]:
    frozen: FrozenMapping[Any] = freeze(dict(held))
    return frozen


@value(kw_only=True)
class WeightsHead:
    """A task of the network: the tags that it gives to pieces, and the pointers between pieces."""

    name: str
    #: O, then B and I of each label: `B-attribution:source`.
    tags: tuple[str, ...] = attrs.field(converter=_tuple)
    #: The value of its labels: the form of mentions.
    value: str | None = None
    #: The names of its pointers.
    links: tuple[str, ...] = attrs.field(default=(), converter=_tuple)
    #: By tag, what is added to its log-probability where the best path is sought; chosen on texts that were not trained on.
    offsets: FrozenMapping[float] = attrs.field(default=EMPTY, converter=_frozen)

    def __attrs_post_init__(self) -> None:
        if unknown := self.offsets.keys() - set(self.tags):
            raise UsageError(f"found offsets of {', '.join(sorted(unknown))}, expected only the head's tags", where=f"heads.{self.name}")
        for tag, held in self.offsets.items():
            if isinstance(held, bool) or not isinstance(held, int | float):
                raise UsageError(f"found the offset {held!r} of {tag}, expected a number", where=f"heads.{self.name}")
        expected = ("O", *(f"{part}-{tag[2:]}" for tag in self.tags[1::2] for part in "BI"))
        if self.tags != expected:
            raise UsageError(f"found the tags {', '.join(self.tags)}, expected O, then B and I of each label", where=f"heads.{self.name}")
        for label in (tag[2:] for tag in self.tags[1::2]):
            prefix, sign, _ = label.partition(":")
            if label not in LABELS and not (sign and is_name(label) and prefix not in _OWN):
                expected_names = ", ".join(sorted(LABELS))
                raise UsageError(f"found the label {label!r}, expected one of {expected_names}, or one with a plugin's prefix")


def _heads(items: Iterable[Any]) -> tuple[WeightsHead, ...]:
    return tuple(item if isinstance(item, WeightsHead) else WeightsHead(**item) for item in items)


@value(kw_only=True)
class Weights:
    """What a `tagger.json` says."""

    #: See `INTERFACE`.
    interface: int
    #: How the weights are called, and their version; `seedlib --version --json` shows those of the library's own.
    name: str
    version: str
    #: The most pieces of a window, with the two marks at its ends.
    window: int
    #: The pieces that begin and end a window, and the one that stands for what cannot be spelled.
    begin: str
    end: str
    unknown: str
    heads: tuple[WeightsHead, ...] = attrs.field(converter=_heads)
    #: The most pieces of a window of several paragraphs, with its two marks; as `window` where none.
    packed: int | None = None
    #: By the name of a file: its SHA-256.
    files: FrozenMapping[str] = attrs.field(converter=_frozen)
    #: The encoder that training began from: `kind`, the `package` that carries it, its `licence`; what is not known is left out.
    encoder: FrozenMapping[Any] = attrs.field(default=EMPTY, converter=_frozen)

    def __attrs_post_init__(self) -> None:
        texts = {name: getattr(self, name) for name in ("name", "version", "begin", "end", "unknown")}
        texts |= {f"files.{name}": held for name, held in self.files.items()}
        for name, held in texts.items():
            if not isinstance(held, str):
                raise UsageError(f"found {held!r}, expected a string", where=name)
        for name, held in (("window", self.window), ("packed", self.packed if self.packed is not None else self.window)):
            if type(held) is not int or held < _LEAST_WINDOW:
                raise UsageError(f"found {held!r}, expected a whole number from {_LEAST_WINDOW} on", where=name)

    def head(self, name: str) -> WeightsHead:
        """Return a head.

        Raises:
            UsageError: there is none of this name.
        """
        for head in self.heads:
            if head.name == name:
                return head
        found = ", ".join(head.name for head in self.heads) or "none"
        raise UsageError(f"found the heads {found}, expected one named {name}", where=f"weights {self.name}", advice=_ADVICE)

    @property
    def sha256(self) -> str:
        """The network's."""
        return self.files[MODEL]


def read_weights(folder: Path) -> Weights:
    """Read what a folder of weights says of itself; the network is not loaded.

    Raises:
        UsageError: there is no `tagger.json`, or it is of another interface, or it says what cannot be.
    """
    path = folder / DESCRIPTION
    try:
        held = json.loads(path.read_text("utf-8"))
    except OSError as error:
        raise UsageError(f"found no readable {DESCRIPTION}: {error.strerror}", where=str(folder), advice=_ADVICE) from error
    except ValueError as error:
        raise UsageError(f"found no JSON in UTF-8: {error}", where=str(path), advice=_ADVICE) from error
    found = held.get("interface") if isinstance(held, dict) else None
    if found not in range(1, INTERFACE + 1):
        advice = "take weights that were made for this version of seedlib"
        raise UsageError(f"found the interface {found!r}, expected at most {INTERFACE}", where=str(path), advice=advice)
    try:
        weights = Weights(**{name: found for name, found in held.items() if name not in _UNREAD})
    except UsageError as error:
        raise UsageError(error.message, where=f"{path}: {error.where}".removesuffix(": "), advice=error.advice or _ADVICE) from error
    except (TypeError, AttributeError, ValueError) as error:
        raise UsageError(f"found fields that do not fit: {error}", where=str(path), advice=_ADVICE) from error
    if missing := {MODEL, VOCABULARY} - weights.files.keys():
        raise UsageError(f"found no SHA-256 of {', '.join(sorted(missing))}", where=str(path), advice=_ADVICE)
    return weights


def digest(path: Path) -> str:
    """Return the SHA-256 of a file, in hex digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def check_files(folder: Path, weights: Weights) -> None:
    """Raise a UsageError unless the files of a folder are those that its description names."""
    for name, expected in weights.files.items():
        try:
            found = digest(folder / name)
        except OSError as error:
            raise UsageError(f"found no readable {name}: {error.strerror}", where=str(folder), advice="copy the folder anew") from error
        if found != expected:
            message = f"found {name} with the SHA-256 {found[:16]}…, expected {expected[:16]}…"
            raise UsageError(message, where=str(folder), advice="copy the folder anew: the file is damaged, or of other weights")
