"""The network: loaded once, checked, asked window by window."""

from __future__ import annotations

import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from seedlib.errors import UsageError
from seedlib.tagging import network as module
from seedlib.tagging.folder import DESCRIPTION, MODEL, PACKAGED, digest
from seedlib.tagging.network import load

TEXT = "The minister said that the dam would be built."


def ids(text: str) -> list[int]:
    """Return the numbers of a text's pieces."""
    return load(PACKAGED).wordpieces(text, [(0, len(text))]).ids


def changed(folder: Path, model: bytes | None = None, **fields: Any) -> Path:
    """Copy the library's weights with another network or description; its SHA-256 is right all the same."""
    shutil.copytree(PACKAGED, folder)
    if model is not None:
        (folder / MODEL).write_bytes(model)
    held = json.loads((folder / DESCRIPTION).read_text("utf-8")) | fields
    held["files"][MODEL] = digest(folder / MODEL)
    (folder / DESCRIPTION).write_text(json.dumps(held), "utf-8")
    return folder


def test_weights_are_loaded_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By many threads at once too, and however the folder is written."""
    folder = changed(tmp_path / "copy")
    made: list[Path] = []
    real = module._load
    monkeypatch.setattr(module, "_load", lambda path: made.append(path) or real(path))  # type: ignore[func-returns-value]  # append
    monkeypatch.setattr(module._Loaded, "networks", {})
    with ThreadPoolExecutor(8) as pool:
        held = list(pool.map(load, [folder, tmp_path / "." / "copy"] * 8))
    assert len({id(network) for network in held}) == 1
    assert made == [folder.resolve()]


def test_weights_that_are_put_in_the_place_of_others_are_loaded(tmp_path: Path) -> None:
    """As where a training writes its folder anew while somebody reads with it; what is damaged then is refused."""
    folder = changed(tmp_path / "copy")
    first = load(folder)
    assert load(folder) is first
    held = json.loads((folder / DESCRIPTION).read_text("utf-8"))
    (folder / DESCRIPTION).write_text(json.dumps(held | {"version": "next"}), "utf-8")
    assert (first.weights.version, load(folder).weights.version) == (held["version"], "next")
    (folder / MODEL).write_bytes(b"half of a netwo")
    (folder / DESCRIPTION).write_text(json.dumps(held | {"version": "third"}), "utf-8")
    with pytest.raises(UsageError, match=r"found model\.onnx with the SHA-256"):
        load(folder)


def test_networks_of_folders_that_are_gone_are_forgotten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A training scores every epoch from a folder of its own, which it then moves."""
    monkeypatch.setattr(module._Loaded, "networks", {})
    first, second = (changed(tmp_path / name) for name in ("first", "second"))
    load(first)
    shutil.rmtree(first)
    load(second)
    assert list(module._Loaded.networks) == [second.resolve()]


def test_probabilities_are_probabilities() -> None:
    """Of each piece's tags, and of where it points."""
    network = load(PACKAGED)
    (head,) = (head for head in network.weights.heads if head.name == "attribution")
    given = ids(TEXT)
    (answered,) = network(given, [1] * len(given), [head])
    assert answered.tags.shape == (len(given), len(head.tags))
    assert np.allclose(np.exp(answered.tags).sum(1), 1, atol=1e-4)
    assert set(answered.pointers) == set(head.links)
    for held in answered.pointers.values():
        assert held.shape == (len(given) + 2, len(given) + 2)
        assert np.allclose(held.sum(1), 1, atol=1e-4)


def test_an_answer_does_not_depend_on_what_was_asked_before_or_beside() -> None:
    """To the last bit, from eight threads, with windows of other lengths between."""
    network = load(PACKAGED)
    head = network.weights.heads[0]
    given = ids(TEXT)
    alone = network(given, [1] * len(given), [head])[0].tags
    others = [given * times for times in (1, 9, 2, 5)] * 4
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda window: network(window, [1] * len(window), [head])[0].tags, others))
    for window, answer in zip(others, answers, strict=True):
        if window == given:
            assert np.array_equal(alone, answer)


@pytest.mark.parametrize(
    ("model", "fields", "said"),
    [
        (b"no network", {}, "found weights that onnxruntime .* cannot load"),
        (None, {"heads": [{"name": "mentions", "tags": ["O"], "links": []}]}, r"found a network without the outputs mentions\.tags"),
        (None, {"heads": [{"name": "attribution", "tags": ["O"]}]}, "found a network with 7 tags, expected the 1 of the head attribution"),
        (None, {"begin": "<s>"}, "found a vocabulary without <s>"),
    ],
)
def test_weights_that_do_not_fit_are_refused(tmp_path: Path, model: bytes | None, fields: dict[str, Any], said: str) -> None:
    """A network that is none, or does not answer what its folder says."""
    folder = changed(tmp_path / "copy", model, **fields)
    with pytest.raises(UsageError, match=said) as caught:
        load(folder)
    assert str(folder.resolve()) in caught.value.where
    assert caught.value.advice


def test_a_damaged_network_is_refused(tmp_path: Path) -> None:
    """Before it is loaded."""
    folder = changed(tmp_path / "copy")
    with (folder / MODEL).open("r+b") as file:
        file.seek(5_000)
        file.write(b"!!")
    with pytest.raises(UsageError, match=r"found model\.onnx with the SHA-256 .*, expected .*copy the folder anew"):
        load(folder)
