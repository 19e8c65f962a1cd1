"""The forest: boosted trees that say from a block's measures how sure it is main text.

Rules:

- A tree is `[measure, border, tree, tree]`: the first tree goes on where the measure is at most the border, else the second; or it is
  a number, which adds to the odds.
- The data name their measures; they are read only if those are the measures that are counted.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from seedlib.errors import ModelError
from seedlib.model import value

if TYPE_CHECKING:
    from seedlib.components import Context

__all__ = ["FOREST_FILE", "Forest", "forest_of", "read_forest"]

#: The data file in this package; `make_forest` writes it.
FOREST_FILE = "forest.json"


@value(kw_only=True)
class Forest:
    """Trees whose sum is the logarithm of the odds."""

    #: The measures by the numbers that the trees have for them.
    measures: tuple[str, ...]
    #: From this probability on a block is main text.
    border: float
    #: Nested lists: see the module's rules.
    trees: tuple[Any, ...]

    def probability(self, row: Sequence[float]) -> float:
        """Return the probability that a block with these measures is main text."""
        odds = 0.0
        for tree in self.trees:
            node = tree
            while node.__class__ is list:
                measure, border, low, high = node
                node = low if row[measure] <= border else high
            odds += node
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))


def forest_of(text: str, measures: Sequence[str]) -> Forest:
    """Read a forest.

    Args:
        text: JSON with `measures`, `border` and `trees`.
        measures: those that are counted, in order.

    Raises:
        ModelError: it was made of other measures.
    """
    held = json.loads(text)
    if held["measures"] != list(measures):
        raise ModelError(
            f"found trees over {len(held['measures'])} measures that are not the {len(measures)} that are counted",
            where=FOREST_FILE,
            advice="make it anew: python -m seedlib.parsing.html.judge.make_forest",
        )
    return Forest(measures=tuple(held["measures"]), border=held["border"], trees=tuple(held["trees"]))


def read_forest(_: Context | None = None) -> Forest:
    """Read the library's forest; to be called through `context.once`."""
    from seedlib.parsing.html.judge.measures import NAMES

    return forest_of(files(__package__).joinpath(FOREST_FILE).read_text("utf-8"), NAMES)
