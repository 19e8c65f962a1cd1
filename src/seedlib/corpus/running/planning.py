"""From the list of inputs to what is given to workers, in order and lazily.

Rules:

- A small file is parsed by the worker that analyzes it, several in one task: that scales with the workers, and what hangs or kills
  in parsing is one file.
- A large file may hold a million documents. It is parsed once, by a reader beside the workers, which hands its documents on;
  to let every worker parse it for a share of its documents would cost as many parsings as there are workers.
- A large file of a suffix that means one document is no task for a reader: it would parse book after book while the workers wait.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from seedlib.corpus.running.inputs import Input
from seedlib.corpus.running.tasks import START, At, Cursor, Stretch, Task

__all__ = ["LARGE", "plan"]

#: From how many bytes on a file is read by a reader: some fifty articles of JSON Lines, a quarter of a minute of one worker's work.
LARGE = 1 << 18

#: A task holds so many small files, or fewer with so many bytes together.
_FILES, _BYTES = 16, 1 << 16

#: Suffixes whose files hold one document each, however large.
_ONE = frozenset({".txt", ".md", ".html", ".htm", ".xhtml", ".pdf", ".docx", ".odt", ".epub", ".srt", ".vtt", ".ann"})


def plan(inputs: Iterable[Input], cursor: Cursor) -> Iterator[Task | Stretch]:
    """Yield what is to be done with inputs: tasks for workers, and stretches for the reader.

    Args:
        inputs: from the one on in which the cursor is.
        cursor: where to begin.
    """
    together: list[Stretch] = []
    size = 0
    for held in inputs:
        start: At = cursor.at if held.number == cursor.input else START
        stretch = Stretch(input=held.number, path=held.path, start=start)
        large = held.size >= LARGE and Path(held.path).suffix.lower() not in _ONE
        if together and (large or len(together) >= _FILES or size + held.size > _BYTES):
            yield Task(stretches=together)
            together, size = [], 0
        if large:
            yield stretch
        else:
            together.append(stretch)
            size += max(held.size, 0)
    if together:
        yield Task(stretches=together)
