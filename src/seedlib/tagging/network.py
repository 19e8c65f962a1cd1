"""The network: weights that are loaded once, and answer the scores of one window at a time.

Rules:

- One session a folder of weights and process, made at first use under a lock; threads share it. Worker processes load their own.
- A folder's `tagger.json` is read at every call, a tenth of a millisecond: where other weights have been put there they are loaded, so
  that nobody is told what the earlier ones find.
- One thread a call: whoever has many documents reads them in several processes.
- A window is given as long as it is: nothing is filled up, so no mask is needed, and nothing outside of it can change an answer.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import onnxruntime

from seedlib.errors import UsageError
from seedlib.tagging.decoding import Floats
from seedlib.tagging.folder import DESCRIPTION, MODEL, VOCABULARY, Weights, WeightsHead, check_files, read_weights
from seedlib.tagging.wordpieces import WordPieces

__all__ = ["HeadScores", "Network", "load", "tags_output"]


_ADVICE = "copy the folder anew, or write it anew by `python -m seedlib.training train`: tagger.json is of other weights"


class HeadScores(NamedTuple):
    """What a head answers for a window."""

    #: (pieces, tags) log-probabilities, without the window's marks.
    tags: Floats
    #: By link: (pieces, pieces) probabilities that the piece of a row points to the piece of a column, with the window's marks.
    pointers: Mapping[str, Floats]


def tags_output(head: str) -> str:
    """Return how the output of a head's tags is called; a pointer's has the link's name."""
    return f"{head}.tags"


class Network:
    """Weights that are ready to read windows; made by `load`."""

    __slots__ = ("_begin", "_end", "_inputs", "_session", "weights", "wordpieces")

    def __init__(self, weights: Weights, pieces: Sequence[str], session: onnxruntime.InferenceSession) -> None:
        self.weights = weights
        self.wordpieces = WordPieces(pieces, unknown=weights.unknown)
        self._begin, self._end = pieces.index(weights.begin), pieces.index(weights.end)
        self._session = session
        self._inputs = [held.name for held in session.get_inputs()]  # older weights know no shapes

    def __call__(self, ids: Sequence[int], shapes: Sequence[int], heads: Sequence[WeightsHead]) -> list[HeadScores]:
        """Return what some heads say of a window, from one pass of the encoder.

        Args:
            ids: the numbers of the window's pieces, without its marks; at least one.
            shapes: how their words are written.
            heads: some of the weights' heads.
        """
        given = {"ids": np.array([[self._begin, *ids, self._end]], dtype=np.int64)}
        given["shapes"] = np.array([[0, *shapes, 0]], dtype=np.int64)
        wanted = [name for head in heads for name in (tags_output(head.name), *head.links)]
        found = iter(self._session.run(wanted, {name: given[name] for name in self._inputs}))
        return [HeadScores(next(found)[1:-1], {link: next(found) for link in head.links}) for head in heads]


class _Loaded:
    """Where sessions are kept: a cache beside the default registry's, since a session takes a hundred times an article's memory."""

    lock = threading.Lock()
    #: By folder: what its `tagger.json` held, to the byte, and the network that was made then.
    networks: dict[Path, tuple[bytes, Network]] = {}  # noqa: RUF012  # the cache itself


def load(folder: Path) -> Network:
    """Return the network of a folder of weights, loaded at the first call and kept as long as the folder says the same of itself.

    Raises:
        UsageError: the folder holds no weights, or other ones than it says.
    """
    folder = folder.resolve()
    with _Loaded.lock:
        described, network = _Loaded.networks.get(folder, (b"", None))
        found = _described(folder)
        if network is None or found != described:
            network = _load(folder)
            for gone in [held for held in _Loaded.networks if not held.is_dir()]:  # a training's, one an epoch
                del _Loaded.networks[gone]
            _Loaded.networks[folder] = found, network
        return network


def _described(folder: Path) -> bytes:
    """Return what a folder says of itself; nothing where that cannot be read, of which `read_weights` knows what to say."""
    try:
        return (folder / DESCRIPTION).read_bytes()
    except OSError:
        return b""


def _load(folder: Path) -> Network:
    weights = read_weights(folder)
    check_files(folder, weights)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_mem_pattern = False  # it would keep a plan of memory for every length of window
    options.log_severity_level = 3  # errors only: standard error is the program's
    try:
        session = onnxruntime.InferenceSession(str(folder / MODEL), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime raises classes of its own that have no common name
        message = f"found weights that onnxruntime {onnxruntime.__version__} cannot load: {error}"
        raise UsageError(message, where=str(folder), advice='pip install -U "seedlib[tagger]"') from error
    _check_outputs(folder, weights, {output.name: output.shape for output in session.get_outputs()})
    pieces = (folder / VOCABULARY).read_text("utf-8").removesuffix("\n").split("\n")
    if missing := {weights.begin, weights.end, weights.unknown}.difference(pieces):
        found = f"found a vocabulary without {', '.join(sorted(missing))}"
        raise UsageError(found, where=str(folder / VOCABULARY), advice=_ADVICE)
    return Network(weights, pieces, session)


def _check_outputs(folder: Path, weights: Weights, shapes: Mapping[str, Sequence[int | str]]) -> None:
    """Raise a UsageError unless a network answers what its folder says.

    Args:
        folder: of the weights.
        weights: what it says of itself.
        shapes: by the name of an output of the network; sizes that are known by name only are strings.
    """
    for head in weights.heads:
        if missing := {tags_output(head.name), *head.links} - shapes.keys():
            found = f"found a network without the outputs {', '.join(sorted(missing))}"
            raise UsageError(found, where=str(folder / MODEL), advice=_ADVICE)
        count = shapes[tags_output(head.name)][-1]
        if count != len(head.tags):
            found = f"found a network with {count} tags, expected the {len(head.tags)} of the head {head.name}"
            raise UsageError(found, where=str(folder / MODEL), advice=_ADVICE)
