"""Progress: a bar that moves on a terminal, and now and then a line where standard error is none."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from typing import TypeVar

__all__ = ["Bar", "say", "watched"]

T = TypeVar("T")

#: Seconds between two changes of the bar, and between two lines where there is no terminal.
_BAR, _LINE = 0.2, 30.0

#: Characters of the bar.
_WIDTH = 24


def say(words: str) -> None:
    """Write a line to standard error."""
    sys.stderr.write(f"seedlib: {words}\n")
    sys.stderr.flush()


class Bar:
    """How far some work is.

    Args:
        name: of what is counted.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        #: How much was done before: the time left is reckoned from what is done now.
        self._begun: int | None = None
        self._moves = sys.stderr.isatty()
        self._start = self._told = time.monotonic()
        self._length = 0

    def move(self, done: int, total: int, words: str = "") -> None:
        """Say that so much of the work is done."""
        now = time.monotonic()
        if self._begun is None:
            self._begun = done - 1
        if now - self._told < (_BAR if self._moves else _LINE) and done < total:
            return
        self._told = now
        left = (now - self._start) / max(1, done - self._begun) * (total - done)
        told = f"{self._name} {done} of {total}{words and f', {words}'}, {_time(left)} left"
        if not self._moves:
            say(told)
            return
        full = round(_WIDTH * done / total) if total else _WIDTH
        line = f"[{'#' * full}{'.' * (_WIDTH - full)}] {told}"
        sys.stderr.write(f"\r{line.ljust(self._length)}")
        sys.stderr.flush()
        self._length = len(line)

    def clear(self) -> None:
        """Take the bar away, so that a line may stand in its place."""
        if self._moves and self._length:
            sys.stderr.write(f"\r{' ' * self._length}\r")
            sys.stderr.flush()


def _time(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 100 else f"{seconds / 60:.0f} min"


def watched(items: Sequence[T], name: str) -> Iterator[T]:
    """Yield some things, and show how many of them are done."""
    shown = Bar(name)
    try:
        for number, item in enumerate(items, 1):
            yield item
            shown.move(number, len(items))
    finally:
        shown.clear()
