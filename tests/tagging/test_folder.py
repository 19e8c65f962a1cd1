"""Folders of weights: what they say of themselves, and what is said of bad ones."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from seedlib.errors import UsageError
from seedlib.model import LABELS
from seedlib.tagging.folder import DESCRIPTION, INTERFACE, PACKAGED, Weights, WeightsHead, check_files, read_weights

HEAD: dict[str, Any] = {"name": "attribution", "tags": ["O", "B-attribution:cue", "I-attribution:cue"], "links": ["attribution:of-cue"]}
GOOD: dict[str, Any] = {
    "interface": INTERFACE,
    "name": "small",
    "version": "1",
    "window": 128,
    "begin": "[CLS]",
    "end": "[SEP]",
    "unknown": "[UNK]",
    "heads": [HEAD],
    "files": {"model.onnx": "ab", "vocab.txt": "cd"},
}


def written(folder: Path, held: object) -> Path:
    """Write a description; return its folder."""
    (folder / DESCRIPTION).write_text(held if isinstance(held, str) else json.dumps(held), "utf-8")
    return folder


def test_the_packaged_weights_are_what_they_say() -> None:
    """The library's own: their files, their heads, their licence, and a size that a wheel may have."""
    weights = read_weights(PACKAGED)
    check_files(PACKAGED, weights)
    head = weights.head("attribution")
    assert {tag[2:] for tag in head.tags[1:]} <= LABELS
    assert set(head.links) == {"attribution:of-cue", "attribution:from-source"}
    assert weights.encoder["licence"] == "Apache-2.0"
    assert sum(path.stat().st_size for path in PACKAGED.iterdir()) <= 25_000_000


def test_a_plugins_labels_carry_its_prefix(tmp_path: Path) -> None:
    """Its own, beside the library's."""
    head = HEAD | {"tags": [*HEAD["tags"], "B-acme:pledge", "I-acme:pledge"]}
    assert read_weights(written(tmp_path, GOOD | {"heads": [head]})).heads[0].tags[-1] == "I-acme:pledge"


def test_a_field_of_the_first_folders_that_nothing_read_is_left(tmp_path: Path) -> None:
    """They are read all the same."""
    assert read_weights(written(tmp_path, GOOD | {"calibration": {"content": 0.5}})) == Weights(**GOOD)


@pytest.mark.parametrize(
    ("held", "said"),
    [
        ("{", "found no JSON in UTF-8"),
        ([], f"found the interface None, expected at most {INTERFACE}"),
        (GOOD | {"interface": INTERFACE + 1}, f"found the interface {INTERFACE + 1}, expected at most {INTERFACE}"),
        (GOOD | {"colour": "red"}, "found fields that do not fit: .*colour"),
        ({name: held for name, held in GOOD.items() if name != "window"}, "found fields that do not fit: .*window"),
        (GOOD | {"heads": 3}, "found fields that do not fit"),
        (GOOD | {"heads": [HEAD | {"offsets": {"O": "much"}}]}, "found the offset 'much' of O, expected a number"),
        (GOOD | {"window": 2}, "window: found 2, expected a whole number from 3 on"),
        (GOOD | {"window": "128"}, "window: found '128', expected a whole number from 3 on"),
        (GOOD | {"packed": 0}, "packed: found 0, expected a whole number from 3 on"),
        (GOOD | {"begin": None}, "begin: found None, expected a string"),
        (GOOD | {"files": {"model.onnx": 1, "vocab.txt": "cd"}}, r"files\.model\.onnx: found 1, expected a string"),
        (GOOD | {"files": 3}, "found fields that do not fit"),
        (GOOD | {"files": ["model.onnx"]}, "found fields that do not fit"),
        (GOOD | {"files": {"model.onnx": "ab"}}, "found no SHA-256 of vocab.txt"),
        (GOOD | {"heads": [HEAD | {"offsets": {"B-x": 1.0}}]}, "found offsets of B-x, expected only the head's tags"),
        (GOOD | {"heads": [HEAD | {"tags": ["O", "B-acme:pledge"]}]}, "expected O, then B and I of each label"),
        (GOOD | {"heads": [HEAD | {"tags": ["O", "B-pledge", "I-pledge"]}]}, "found the label 'pledge', expected one of .*attribution:cue"),
        (GOOD | {"heads": [HEAD | {"tags": ["O", "B-attribution:sauce", "I-attribution:sauce"]}]}, "found the label 'attribution:sauce'"),
    ],
)
def test_a_bad_description_is_refused_with_its_place_and_advice(tmp_path: Path, held: object, said: str) -> None:
    """Found, expected, where, what to do."""
    with pytest.raises(UsageError, match=said) as caught:
        read_weights(written(tmp_path, held))
    assert str(tmp_path) in caught.value.where
    assert caught.value.advice


def test_a_folder_without_a_description_is_refused(tmp_path: Path) -> None:
    """Such as one of another library's weights."""
    with pytest.raises(UsageError, match=r"found no readable tagger\.json: No such file"):
        read_weights(tmp_path)


@pytest.mark.parametrize(
    ("name", "said"),
    [("model.onnx", "found model.onnx with the SHA-256 e3b0c44298fc1c14…, expected "), ("vocab.txt", "found no readable vocab.txt")],
)
def test_files_that_are_not_those_described_are_refused(tmp_path: Path, name: str, said: str) -> None:
    """A download that broke off; a vocabulary that was forgotten."""
    folder = tmp_path / "copy"
    shutil.copytree(PACKAGED, folder)
    if name == "vocab.txt":
        (folder / name).unlink()
    else:
        (folder / name).write_bytes(b"")
    with pytest.raises(UsageError, match=said):
        check_files(folder, read_weights(folder))


def test_a_head_that_is_not_there_is_named() -> None:
    """With those that are."""
    weights = Weights(**GOOD)
    assert weights.head("attribution") == weights.heads[0]
    with pytest.raises(UsageError, match="weights small: found the heads attribution, expected one named mention"):
        weights.head("mention")


def test_heads_keep_their_order_of_tags() -> None:
    """O, B, I, B, I: decoding counts on it."""
    with pytest.raises(UsageError, match="expected O, then B and I of each label"):
        WeightsHead(name="x", tags=("O", "I-attribution:cue", "B-attribution:cue"))
