"""The network: weights that are loaded once, and answer the scores of one window at a time.

Rules:

- One session a folder of weights and process, made at first use under a lock; threads share it. Worker processes load their own.
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
from seedlib.tagging.folder import MODEL, VOCABULARY, Weights, WeightsHead, check_files, read_weights
from seedlib.tagging.wordpieces import WordPieces

__all__ = ["HeadScores", "Network", "load", "tags_output"]


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

    __slots__ = ("_begin", "_end", "_session", "weights", "wordpieces")

    def __init__(self, weights: Weights, pieces: Sequence[str], session: onnxruntime.InferenceSession) -> None:
        self.weights = weights
        self.wordpieces = WordPieces(pieces, unknown=weights.unknown)
        self._begin, self._end = pieces.index(weights.begin), pieces.index(weights.end)
        self._session = session

    def __call__(self, ids: Sequence[int], head: WeightsHead) -> HeadScores:
        """Return what a head says of a window.

        Args:
            ids: the numbers of the window's pieces, without its marks; at least one.
            head: one of the weights' heads.
        """
        given = np.array([[self._begin, *ids, self._end]], dtype=np.int64)
        tags, *pointers = self._session.run([tags_output(head.name), *head.links], {"ids": given})
        return HeadScores(tags[1:-1], dict(zip(head.links, pointers, strict=True)))


class _Loaded:
    """Where sessions are kept: a cache beside the default registry's, since a session takes a hundred times an article's memory."""

    lock = threading.Lock()
    networks: dict[Path, Network] = {}  # noqa: RUF012  # the cache itself


def load(folder: Path) -> Network:
    """Return the network of a folder of weights, loaded at the first call and kept for the process.

    Raises:
        UsageError: the folder holds no weights, or other ones than it says.
    """
    folder = folder.resolve()
    with _Loaded.lock:
        if folder not in _Loaded.networks:
            _Loaded.networks[folder] = _load(folder)
        return _Loaded.networks[folder]


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
    answered = {output.name for output in session.get_outputs()}
    for head in weights.heads:
        if missing := {tags_output(head.name), *head.links} - answered:
            raise UsageError(f"found a network without the outputs {', '.join(sorted(missing))}", where=str(folder / MODEL))
    pieces = (folder / VOCABULARY).read_text("utf-8").removesuffix("\n").split("\n")
    if missing := {weights.begin, weights.end, weights.unknown}.difference(pieces):
        raise UsageError(f"found a vocabulary without {', '.join(sorted(missing))}", where=str(folder / VOCABULARY))
    return Network(weights, pieces, session)
