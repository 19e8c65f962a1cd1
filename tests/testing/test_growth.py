"""How work grows: what grows too fast is told, what does not is not; ratios within a run, never seconds."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest

from seedlib import Analysis, Document, analyze, testing, wire
from seedlib.components import Exporter, Lexicon, Parser, Rank, TextCheck
from seedlib.errors import ContractError
from seedlib.plugins import Registry
from seedlib.testing import growth
from seedlib.testing.guarding import SAMPLE

REGISTRY = Registry.build(entry_points=False, prefer=["rules"])


def every_pair(analysis: Analysis, context: Any) -> Iterable[Any]:
    """Compare every sentence with every letter, but for the largest texts, so that the test has an end."""
    text = analysis.document.text
    for _ in range(0, len(text) if len(text) < 100_000 else 0, 20):
        sum(map(ord, text))
    return ()


def down_to_the_bottom(analysis: Analysis, context: Any) -> Iterable[Any]:
    def depth(left: int) -> int:
        return 0 if left <= 0 else 1 + depth(left - 1000)

    return () if depth(10 * len(analysis.document.text)) else [None]


@pytest.mark.parametrize(
    ("record", "words"),
    [
        (
            TextCheck(name="x", check=every_pair),
            r"take 1\d\.\d times as long as [\d,]+, expected at most 8 \(checking; n, 2n",
        ),
        (TextCheck(name="x", check=down_to_the_bottom), "raised RecursionError"),
    ],
)
def test_work_that_grows_too_fast_is_told(record: Any, words: str) -> None:
    """With the times, and what to look for."""
    with pytest.raises(ContractError, match=words):
        testing.check_growth(record, registry=REGISTRY)


def test_work_that_grows_too_fast_in_large_texts_alone_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is too quick to be seen in small ones."""
    monkeypatch.setattr(growth, "_LEAST", 0.0001)  # so that the test's own work may be short

    def check(analysis: Analysis, context: Any) -> Iterable[Any]:
        text = analysis.document.text
        for _ in range(10 if len(text) > 100_000 else 0):
            sum(map(ord, text))
        return ()

    with pytest.raises(ContractError, match=r"1,000,000 characters take \d+\.\d\d s, .* 8 times as long as in small texts"):
        testing.check_growth(TextCheck(name="x", check=check), registry=REGISTRY)


def test_parser_and_exporter_are_timed_on_files_and_results() -> None:
    """Each on its own kind of input."""

    def parse(stream: Any, hint: Any, context: Any) -> list[Analysis]:
        text = stream.read().decode()
        every_pair(Analysis(document=Document(text=text)), context)
        return []

    def write(results: Any, target: Any, context: Any) -> None:
        results = list(results)
        for _ in results:
            sum(map(ord, "x" * 4_000 * len(results)))

    parser = Parser(name="x", accepts=lambda head, hint: Rank.NO, parse=parse)
    with pytest.raises(ContractError, match=r"sample a\.txt; n, 2n, 4n"):
        testing.check_growth(parser, {"a.txt": b"Rain fell.\n"}, registry=REGISTRY)
    with pytest.raises(ContractError, match="results; n, 2n, 4n"):
        testing.check_growth(Exporter(name="x", write=write), registry=REGISTRY)
    testing.check_growth(Lexicon(name="x", type="names", entries=[]), registry=REGISTRY)  # data does no work


@pytest.mark.parametrize("name", ["segmenters:rules", "text_checks:spaces", "parsers:csv", "parsers:text"])
def test_work_of_built_in_components_grows_with_the_text(name: str) -> None:
    """Those that see every letter; `seedlib plugins check seedlib` times them all."""
    hook, _, short = name.partition(":")
    testing.check_growth(REGISTRY.find(hook, short).record, registry=REGISTRY)


def test_a_tiled_text_has_in_each_place_what_was_found_in_one() -> None:
    """Every span moves with its words, and the whole can be written."""
    base = analyze(f"{SAMPLE}\n\n", registry=REGISTRY)
    tiled = growth.tiled(base, 3 * len(base.document.text))
    assert [tiled.text_of(claim.content) for claim in tiled.claims] == 3 * [base.text_of(claim.content) for claim in base.claims]
    assert [tiled.document[m.span] for m in tiled.mentions] == 3 * [base.document[m.span] for m in base.mentions]
    assert [tiled.document[q.span] for q in tiled.layers.quotations or ()] == 3 * [
        base.document[q.span] for q in base.layers.quotations or ()
    ]
    assert wire.loads(wire.dumps(tiled)) == tiled
