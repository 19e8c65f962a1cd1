r"""The wire format as files: JSON Lines, and one JSON array.

Rules:

- Everything is written as it is made; no more than one document is held. JSON Lines are flushed after each, so that whoever
  reads the other end of a pipe sees it at once.
- UTF-8, `\n` after each line, whatever the machine.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from seedlib.components import Context
from seedlib.model import Analysis, AttributeKey, Unread
from seedlib.wire import dumps

__all__ = ["LAYERS", "write_json", "write_jsonl"]

#: Whether the working layers and the source map are written too.
LAYERS = AttributeKey("json.layers", bool, "write tokens, sentences, quotations, labels, links and the source map too")


def write_jsonl(results: Iterable[Analysis | Unread], target: BinaryIO, context: Context) -> None:
    """Write one JSON object a line, as each is made."""
    layers = context.settings.options.get(LAYERS, False)
    for result in results:
        target.write(dumps(result, layers=layers).encode() + b"\n")
        target.flush()


def write_json(results: Iterable[Analysis | Unread], target: BinaryIO, context: Context) -> None:
    """Write one JSON array, an object a line."""
    layers = context.settings.options.get(LAYERS, False)
    before = b"[\n"
    for result in results:
        target.write(before + dumps(result, layers=layers).encode())
        before = b",\n"
    target.write(b"[]\n" if before == b"[\n" else b"\n]\n")
