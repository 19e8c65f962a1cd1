"""What the scripts that make lexicon files share: reading the phrases of a file, and writing one that people can read.

Rules:

- An entry stands on lines of its own, none longer than `_WIDTH` unless it cannot be divided.
- Phrases that are alike in all else stand in one entry, as a list.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

__all__ = ["phrases", "write_lexicon"]

#: The length of a line in the repository.
_WIDTH = 140


def phrases(path: Path) -> list[str]:
    """Return the phrases of a lexicon file in JSON."""
    held = [row["phrase"] for row in json.loads(path.read_text("utf-8"))["entries"]]
    return [phrase for of_row in held for phrase in (of_row if isinstance(of_row, list) else [of_row])]


def write_lexicon(path: Path, type_: str, source: str, rows: Iterable[Mapping[str, Any]]) -> None:
    """Write a lexicon file of English.

    Args:
        path: where to.
        type_: the lexicon's type.
        source: where the words are from, with versions and licences.
        rows: one a phrase; those that follow each other and differ in nothing else are joined.
    """
    head = f'{{"type": "{type_}", "language": "en",\n "source": {_json(source)},\n "entries": [\n'
    path.write_text(head + ",\n".join(_entry(*row) for row in _joined(rows)) + "\n ]}\n", "utf-8")


def _json(held: Any) -> str:
    return json.dumps(held, ensure_ascii=False)


def _joined(rows: Iterable[Mapping[str, Any]]) -> Iterator[tuple[list[str], dict[str, Any]]]:
    """Yield the phrases that are alike in all else, and what that is."""
    alike: list[str] = []
    last: dict[str, Any] | None = None
    for row in rows:
        rest = {key: held for key, held in row.items() if key != "phrase"}
        if last is not None and rest != last:
            yield alike, last
            alike = []
        alike.append(row["phrase"])
        last = rest
    if last is not None:
        yield alike, last


def _entry(alike: list[str], rest: Mapping[str, Any]) -> str:
    """Return an entry in as many lines as it needs."""
    whole = f"  {_json({'phrase': alike if len(alike) > 1 else alike[0], **rest})}"
    if len(whole) <= _WIDTH or len(alike) == 1:
        return whole
    lines = ['  {"phrase": [']
    for part in [*(f"{_json(phrase)}," for phrase in alike[:-1]), f"{_json(alike[-1])}],", _json(rest)[1:]]:
        if len(lines[-1]) + len(part) >= _WIDTH:
            lines.append("   ")
        lines[-1] += part if lines[-1].endswith("[") else f" {part}"
    return "\n".join(lines)
