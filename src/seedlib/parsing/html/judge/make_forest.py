"""Learn which blocks of a page are its main text: `python -m seedlib.parsing.html.judge.make_forest FOLDER`.

It writes `forest.json`; with `--check` it writes nothing, and prints how well pages are judged whose sites were not learnt from.
Needs the extras `html` and `data` (LightGBM, which brings NumPy, and trafilatura).

FOLDER holds `pages/ID.html.gz`, and `expected.jsonl` with a line a page: `{"id", "source", "url"}`, and where the source states it `"text"`
(the article's whole text) or `"must"` and `"must_not"` (phrases that stand in it, and on the page outside of it). Learnt from are
the pages of article-extraction-benchmark (Scrapinghub, MIT), Fundus (MIT), trafilatura's evaluation (Apache-2.0), Postlight Parser (MIT
or Apache-2.0) and htmldate (Apache-2.0); of the last two there is no gold, only pages. What other extractors gave out and their
makers approved (Readability, newspaper) is not learnt from. The pages belong to their publishers: no text of them is kept.

Rules:

- A teacher learns from the gold, with what trafilatura makes of a page as one more measure. It then judges all blocks of which no gold
  is known, and the forest learns from both, by its own measures alone. So the forest needs no trafilatura.
- A page with whole text weighs as much as its text; a phrase as a part of that; a block judged by the teacher the less, the less sure.
- Sites are never split: those whose name falls into a fold are judged by what was learnt from the other folds, teacher and all.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from seedlib.components import Context, Hint, Settings
from seedlib.errors import MissingExtraError, SeedlibError
from seedlib.model import value
from seedlib.parsing.html.charset import decoded_page
from seedlib.parsing.html.judge.forest import FOREST_FILE
from seedlib.parsing.html.judge.gold import Gold, Label, figures, labels_of, read_gold, shares_of
from seedlib.parsing.html.judge.measures import NAMES, measures_of
from seedlib.parsing.html.metadata import facts_of
from seedlib.parsing.html.page import page_of

if TYPE_CHECKING:
    import numpy as np

__all__ = ["main"]

#: Whose pages are learnt from; of the first three there is gold.
_SOURCES = ("fundus", "scrapinghub", "trafilatura", "postlight", "htmldate")
_WITH_GOLD = _SOURCES[:3]

#: Small trees, each on some of the measures and blocks; chosen by `--check`.
_HOW = {
    "objective": "cross_entropy", "num_leaves": 12, "learning_rate": 0.12, "min_data_in_leaf": 30, "min_sum_hessian_in_leaf": 3,
    "feature_fraction": 0.4, "bagging_fraction": 0.8, "bagging_freq": 1, "lambda_l2": 5, "max_bin": 63, "seed": 1,
    "deterministic": True, "num_threads": 1, "verbose": -1,
}  # fmt: skip
_TREES, _TEACHERS_TREES = 120, 80

#: From this probability on a block is main text.
_BORDER = 0.45

#: What a page with whole text weighs, a block with a phrase, and a page that the teacher judged.
_PAGE, _PHRASE, _JUDGED = 60.0, 4.0, 15.0

#: All blocks of a page weigh together so much of it beside what their length does.
_EACH = 0.3

#: Of short blocks that are no main text, which are most of a page, so many are learnt from.
_LENGTH, _KEPT = 25.0, 0.2

_FOLDS = 5

#: What the data file says of itself.
_SOURCE = (
    "make_forest, learnt from the pages of article-extraction-benchmark (MIT), Fundus (MIT), the evaluation of trafilatura (Apache-2.0),"
    " Postlight Parser (MIT or Apache-2.0) and htmldate (Apache-2.0)"
)


@value(kw_only=True)
class Learnt:
    """A page as it is learnt from."""

    gold: Gold
    #: The text of its blocks, and their kinds.
    texts: tuple[str, ...]
    kinds: tuple[str, ...]
    #: Labels of the blocks; all None where there is no gold.
    labels: tuple[Label, ...]
    #: The measures of each block, a row each; and which share of it trafilatura gives out.
    rows: np.ndarray
    shares: np.ndarray


def main(arguments: Sequence[str] | None = None) -> int:
    """Make the forest, or check how good it is."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if len(given) - ("--check" in given) != 1:
        sys.stderr.write("usage: python -m seedlib.parsing.html.judge.make_forest FOLDER [--check]\n")
        return 2
    pages = list(read_pages(Path(next(word for word in given if word != "--check"))))
    if "--check" in given:
        for name, number in check(pages).items():
            sys.stdout.write(f"{name} {number}\n")
        return 0
    held = {"source": _SOURCE, "measures": NAMES, "border": _BORDER, "trees": trees_of(learn(pages))}
    Path(__file__).with_name(FOREST_FILE).write_text(json.dumps(held, separators=(",", ":")) + "\n", "utf-8")
    return 0


def read_pages(folder: Path) -> Iterator[Learnt]:
    """Yield the pages of a folder that are learnt from; one without text in it is left out."""
    try:
        import numpy as np
        import trafilatura
    except ImportError as error:
        raise MissingExtraError("trafilatura", "data") from error
    context = Context()
    with (folder / "expected.jsonl").open(encoding="utf-8") as lines:
        golds = [gold for gold in read_gold(lines) if gold.source in _SOURCES]
    for gold in golds:
        decoded = decoded_page(gzip.decompress((folder / "pages" / f"{gold.id}.html.gz").read_bytes()), Hint())
        try:
            page = page_of(decoded.text, Settings())
        except SeedlibError:
            continue
        if page.blocks:
            texts = tuple(page.text[block.start : block.end] for block in page.blocks)
            other = trafilatura.extract(decoded.text, include_comments=False) or ""
            yield Learnt(
                gold=gold,
                texts=texts,
                kinds=tuple(block.kind for block in page.blocks),
                labels=tuple(labels_of(texts, gold)),
                rows=np.array(measures_of(page, facts_of(page, context=context).fields.get("title")), dtype=np.float32),
                shares=np.array(shares_of(texts, other), dtype=np.float32)[:, None],
            )


def learn(pages: Sequence[Learnt]) -> Any:
    """Return what was learnt from pages, as LightGBM keeps it."""
    import numpy as np

    golden = [page for page in pages if page.gold.source in _WITH_GOLD]
    wide = {page.gold.id: np.hstack([page.rows, page.shares]) for page in pages}
    teacher = _fitted(golden, wide, {}, _TEACHERS_TREES)
    judged = {page.gold.id: teacher.predict(wide[page.gold.id]) for page in pages if page.gold.text is None}
    return _fitted(pages, {page.gold.id: page.rows for page in pages}, judged, _TREES)


def _fitted(pages: Sequence[Learnt], rows: Mapping[str, np.ndarray], judged: Mapping[str, np.ndarray], trees: int) -> Any:
    """Return trees learnt from pages.

    Args:
        pages: the pages.
        rows: the measures of their blocks, by the page's id.
        judged: what a teacher says of them.
        trees: how many.
    """
    try:
        import lightgbm
        import numpy as np
    except ImportError as error:
        raise MissingExtraError("lightgbm", "data") from error
    chance = np.random.default_rng(1)
    taken, targets, weights = [], [], []
    for page in pages:
        target, weight = _aims(page, judged.get(page.gold.id))
        large = (target >= 0.3) | (page.rows[:, 0] >= _LENGTH) | (weight >= _PHRASE)  # 0.3: the teacher is not sure
        kept = (weight > 0) & (large | (chance.random(len(target)) < _KEPT))
        taken.append(rows[page.gold.id][kept])
        targets.append(target[kept])
        weights.append(np.where(large, weight, weight / _KEPT)[kept])
    data = lightgbm.Dataset(np.vstack(taken), np.concatenate(targets), weight=np.concatenate(weights))
    return lightgbm.train(_HOW, data, trees)


def _aims(page: Learnt, judged: np.ndarray | None) -> tuple[np.ndarray, np.ndarray]:
    """Return what each block of a page should be judged, from 0 to 1, and how much it weighs."""
    import numpy as np

    lengths = page.rows[:, 0]
    known = np.array([label is not None for label in page.labels])
    labels = np.array([label or 0.0 for label in page.labels])
    if page.gold.text is not None:
        target = (labels >= 0.5).astype(float)  # half of it
        return target, _weights(lengths, target, np.where(known, np.abs(labels - 0.5) * 2, 0.0), _PAGE)
    target = np.zeros(len(labels)) if judged is None else judged.copy()
    weight = np.zeros(len(labels)) if judged is None else _weights(lengths, target, np.abs(target - 0.5) * 2, _JUDGED)
    return np.where(known, labels, target), np.where(known, _PHRASE, weight)


def _weights(lengths: np.ndarray, target: np.ndarray, sure: np.ndarray, whole: float) -> np.ndarray:
    """Return what blocks weigh: by their length as a share of the main text's, all of a page not more than one and a half times that."""
    weight = (lengths / ((lengths * target).sum() or 1) + _EACH / len(lengths)) * sure
    held: np.ndarray = weight * whole / max(1.0, weight.sum() / 1.5)
    return held


def trees_of(learnt: Any) -> list[Any]:
    """Return LightGBM's trees as `forest` reads them."""
    return [_tree(tree["tree_structure"]) for tree in learnt.dump_model()["tree_info"]]


def _tree(node: Mapping[str, Any]) -> Any:
    if "leaf_value" in node:
        return round(node["leaf_value"], 4)
    border = float(f"{node['threshold']:.6g}")
    return [node["split_feature"], border, _tree(node["left_child"]), _tree(node["right_child"])]


def check(pages: Sequence[Learnt]) -> dict[str, float]:
    """Return how well each page with gold is judged by what was learnt from other sites."""
    found: list[tuple[Gold, str]] = []
    for fold in range(_FOLDS):
        learnt = learn([page for page in pages if _fold(page.gold.site) != fold])
        for page in pages:
            if _fold(page.gold.site) == fold and page.gold.source in _WITH_GOLD:
                main = [index for index, sure in enumerate(learnt.predict(page.rows)) if sure >= _BORDER and page.kinds[index] != "caption"]
                found.append((page.gold, "\n".join(page.texts[index] for index in main)))
    return figures(found)


def _fold(site: str) -> int:
    return int(hashlib.sha256(site.encode()).hexdigest(), 16) % _FOLDS


if __name__ == "__main__":
    sys.exit(main())
