"""Where a worker is: a few numbers that it shares with the parent, which reads them when the worker hangs or is gone."""

from __future__ import annotations

import time
from multiprocessing.context import SpawnContext
from typing import Any, NamedTuple

__all__ = ["ANALYSING", "IDLE", "PARSING", "Pulse", "Seen"]

#: What a worker does: nothing that is timed, parsing the next document, analyzing it.
IDLE, PARSING, ANALYSING = range(3)

_UNIT, _POSITION, _UNTOLD, _ORDINAL, _PHASE, _SINCE = range(6)


class Seen(NamedTuple):
    """What a pulse said at one moment."""

    #: Which stretch of the task.
    unit: int
    #: The place before the document that is worked at.
    position: int
    #: As `At.untold`.
    untold: int
    #: How many inputs and parts parsers were asked for in this stretch, before the one that is being parsed.
    ordinal: int
    phase: int
    #: Since when, as `time.monotonic_ns` has it in every process of a machine.
    since: int


class Pulse:
    """Shared numbers; no lock: each is written whole, and whoever reads them while they change errs by one document's step."""

    def __init__(self, context: SpawnContext) -> None:
        self._held: Any = context.RawArray("q", 6)

    def parse(self, unit: int, position: int, *, untold: int) -> None:
        """Say that the document behind a place is being parsed."""
        held = self._held
        held[_SINCE] = time.monotonic_ns()
        held[_UNIT], held[_POSITION], held[_UNTOLD] = unit, position, untold
        held[_PHASE] = PARSING

    def ask(self, ordinal: int) -> None:
        """Say that parsers are asked for an input, or for a part of it, and that the time of its first document begins."""
        self._held[_ORDINAL] = ordinal
        self._held[_SINCE] = time.monotonic_ns()
        self._held[_PHASE] = PARSING

    def analyse(self, unit: int, position: int, *, untold: int) -> None:
        """Say that the document behind a place is being analyzed; its time goes on from the parsing."""
        held = self._held
        held[_UNIT], held[_POSITION], held[_UNTOLD] = unit, position, untold
        held[_PHASE] = ANALYSING

    def start(self) -> None:
        """Begin a document's time."""
        self._held[_SINCE] = time.monotonic_ns()

    def rest(self) -> None:
        """Say that nothing is worked at: what is sent may have to wait."""
        self._held[_PHASE] = IDLE

    def seen(self) -> Seen:
        """Return what it says now."""
        held = self._held
        return Seen(held[_UNIT], held[_POSITION], held[_UNTOLD], held[_ORDINAL], held[_PHASE], held[_SINCE])
