"""What the tests of segmentation share."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from seedlib.components import Context
from seedlib.languages import PACKS, pack
from seedlib.matching import Phrases
from seedlib.model import Analysis, Document, Layers
from seedlib.segmentation import SEGMENTERS

CASES = Path(__file__).parents[1] / "cases"


def cases(name: str) -> list[Any]:
    """Return the cases of a file as parameters, known failures marked."""
    rows = json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))
    marks = {True: [pytest.mark.xfail(strict=True)], False: []}
    return [pytest.param(row, id=row["label"], marks=marks[row.get("known_failure", False)]) for row in rows]


@cache
def context(language: str = "en") -> Context:
    """Return a context with the language's own pack, or with none."""
    lexicons = pack(language) if language in PACKS else ()
    return Context(language=language, lexicons={lexicon.type: Phrases(lexicon.entries) for lexicon in lexicons})


def segment(text: str | Document, language: str = "en") -> Layers:
    """Return the layers that the built-in segmenter makes of a text."""
    document = text if isinstance(text, Document) else Document(text=text)
    layers = SEGMENTERS[0].segment(Analysis(document=document), context(language))
    assert isinstance(layers, Layers)
    return layers


@pytest.fixture
def cut() -> Callable[..., Layers]:
    """Return the function that cuts a text."""
    return segment
