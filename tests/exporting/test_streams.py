"""JSON Lines and JSON."""

import io
import json
from collections.abc import Callable, Iterator
from typing import Any

from seedlib.components import Context, Settings
from seedlib.exporting.streams import LAYERS, write_json, write_jsonl
from seedlib.model import NO_ATTRIBUTES, Analysis, Layers, Spans, Unread
from seedlib.wire import loads


def written(write: Callable[..., None], results: list[Any], *, layers: bool = False) -> bytes:
    """Return what an exporter writes."""
    target = io.BytesIO()
    options = NO_ATTRIBUTES.having(LAYERS, layers) if layers else NO_ATTRIBUTES
    write(results, target, Context(settings=Settings(options=options)))
    return target.getvalue()


def test_lines_are_read_back_as_they_were(analysis: Analysis, unread: Unread) -> None:
    """One line a result."""
    lines = written(write_jsonl, [analysis, unread]).decode().splitlines()
    assert [analysis, unread] == [loads(line) for line in lines]


def test_lines_are_written_as_they_are_made(analysis: Analysis) -> None:
    """Whoever reads the other end sees the first before the second is made."""
    target = io.BytesIO()
    seen = []

    def results() -> Iterator[Analysis]:
        yield analysis
        seen.append(target.getvalue().count(b"\n"))
        yield analysis

    write_jsonl(results(), target, Context())
    assert seen == [1]


def test_json_is_one_array(analysis: Analysis, unread: Unread) -> None:
    """Of the same objects."""
    array = json.loads(written(write_json, [analysis, unread]))
    assert [json.loads(line) for line in written(write_jsonl, [analysis, unread]).splitlines()] == array


def test_no_results_are_an_empty_array() -> None:
    """And no lines."""
    assert (written(write_json, []), written(write_jsonl, [])) == (b"[]\n", b"")


def test_layers_are_written_when_asked_for(analysis: Analysis) -> None:
    """They are off by default."""
    layered = type(analysis)(document=analysis.document, layers=Layers(tokens=Spans([(0, 3)])))
    for write in (write_json, write_jsonl):
        assert b"layers" not in written(write, [layered])
        assert b"layers" in written(write, [layered], layers=True)
