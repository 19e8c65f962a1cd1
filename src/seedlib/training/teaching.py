"""Teaching: what a trained network thinks of texts, written down so that a smaller one can learn from it.

Rules:

- One file a text, `N.npz` for the text in place N: `starts` and `tags` of its pieces, and of every pointer `LINK|from-to` and `LINK|weight`
  (see `seedlib.training.examples.Scores`).
- Of pointers only what says something is kept: of pieces that may have a label, the few best targets.
- A file that is there is not made again, so that a run that was cut off goes on.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from seedlib.errors import UsageError
from seedlib.model import Document
from seedlib.pipeline import analyze
from seedlib.tagging.windows import read_pieces
from seedlib.training.configuration import Configuration, Head
from seedlib.training.encoders import encoder_folder
from seedlib.training.examples import NOTHING
from seedlib.training.learning import load_vocabulary, load_weights, segmenting
from seedlib.training.losses import OUTSIDE, filled
from seedlib.training.network import Network, short_numbers
from seedlib.training.sets import Text
from seedlib.training.vocabulary import Vocabulary

__all__ = ["Teacher", "load_teacher", "write_scores"]

#: How many targets of a piece are kept, and from which probability on.
_TARGETS, _LEAST = 4, 0.02


class Teacher:
    """A trained network and one of its heads.

    Args:
        network: trained.
        vocabulary: of its encoder.
        head: which is asked.
        size: the most pieces of a window, with its two marks.
    """

    def __init__(self, network: Network, vocabulary: Vocabulary, head: Head, size: int) -> None:
        self.network, self.head, self.size = network.eval(), head, size
        self.marks = vocabulary.marks
        self.wordpieces = vocabulary.wordpieces
        self.registry = segmenting()

    def scores_of(self, text: str) -> dict[str, NDArray[Any]]:
        """Return what the teacher thinks of a text, under the names of its file."""
        analysis = analyze(Document(text=text), registry=self.registry)
        pieces, windows = read_pieces(analysis, self.wordpieces, self.size - 2)
        tags = np.zeros((len(pieces.ids), len(self.head.tags)), dtype=np.float16)
        arrows: dict[str, list[tuple[int, int, float]]] = {link: [] for link in self.head.links}
        for first, last in windows:
            tags[first:last], pointers = self._read(pieces.ids[first:last], pieces.shapes[first:last])
            for link, pointer in pointers.items():
                arrows[link] += _best(tags[first:last], pointer, first)
        made: dict[str, NDArray[Any]] = {"starts": np.array(pieces.starts, dtype=np.int32), "tags": tags}
        for link, rows in arrows.items():
            made[f"{link}|from-to"] = np.array([row[:2] for row in rows], dtype=np.int32).reshape(-1, 2)
            made[f"{link}|weight"] = np.array([row[2] for row in rows], dtype=np.float16)
        return made

    def _read(self, ids: list[int], shapes: list[int]) -> tuple[NDArray[Any], dict[str, NDArray[Any]]]:
        """Return the probabilities of tags, and of targets by link: the mark that begins the window, and its pieces."""
        given, written, mask = filled([(ids, shapes)], self.marks)
        with torch.no_grad(), short_numbers():
            scores, pointers = self.network(given, written, mask, self.head)
        size = len(ids)
        tags = scores[0, 1 : size + 1].softmax(-1).numpy()
        return tags, {link: held[0, 1 : size + 1].softmax(-1)[:, : size + 1].numpy() for link, held in pointers.items()}


def load_teacher(configuration: Configuration, weights: Path, *, head: str | None = None, data: Path | None = None) -> Teacher:
    """Return a trained network as a teacher.

    Args:
        configuration: by which it was trained.
        weights: the `network.pt` of its run.
        head: the name of the head that is asked; the first by default.
        data: the folder of the data sets, from which the vocabulary of a random encoder is counted.

    Raises:
        UsageError: the configuration has no such head, or the weights are of another one.
    """
    heads = {held.name: held for held in configuration.heads}
    chosen = heads.get(head) if head is not None else configuration.heads[0]
    if chosen is None:
        raise UsageError(f"found no head {head!r}, expected one of {', '.join(heads)}", where=configuration.name)
    torch.set_num_threads(configuration.schedule.threads)
    vocabulary = load_vocabulary(configuration, data or Path(), weights.parent)
    network = Network(configuration, len(vocabulary.pieces), encoder_folder(configuration.encoder, weights.parent))
    load_weights(network, weights)
    return Teacher(network, vocabulary, chosen, configuration.window)


def _best(tags: NDArray[Any], pointer: NDArray[Any], shift: int) -> Iterable[tuple[int, int, float]]:
    """Yield the best targets of the pieces of a window that may have a label."""
    for row in np.flatnonzero(tags[:, 0] < OUTSIDE).tolist():
        for target in np.argsort(-pointer[row])[:_TARGETS].tolist():
            if pointer[row, target] > _LEAST:
                yield shift + row, NOTHING if target == 0 else shift + target - 1, float(pointer[row, target])


def write_scores(teacher: Teacher, texts: Iterable[Text], folder: Path) -> None:
    """Write what a teacher thinks of texts.

    Args:
        teacher: is asked.
        texts: in the order in which their set is read.
        folder: is made if it is not there.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for number, text in enumerate(texts):
        place = folder / f"{number}.npz"
        if not place.is_file():
            fresh = folder / f".{number}.part.npz"
            np.savez_compressed(fresh, **teacher.scores_of(text.text))  # type: ignore[arg-type]  # no name is its option's
            fresh.replace(place)
