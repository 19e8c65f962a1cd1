"""Who does what: tasks go to idle workers, rows come back in any order and are taken in the order of the inputs.

Theory of operation:

- The window holds what was given out and is not taken yet, in order. Nothing is added to it while it is long, or while the rows that
  wait in it are many; so a slow document holds up others, but never fills the memory.
- When a worker ends, its task is cut at the document that it was at: what stands before it was done or is done again, what follows is
  done as ever, and the document itself is tried once more, alone. If that worker ends too, or if the document was too slow, it is
  read and not analyzed, with a failure that says why; a part of an input that ends its parser is left out of that input.
- The reader's documents are taken from its pipe only while there is room: a full pipe lets it wait.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from typing import Protocol

import attrs

from seedlib.corpus.running.pool import End, Hand, Pool
from seedlib.corpus.running.pulse import IDLE, PARSING
from seedlib.corpus.running.reader import Reader
from seedlib.corpus.running.tasks import ADVICE, START, At, Output, Stretch, Task, cut, rest_of, without_part
from seedlib.corpus.running.worker import Raised, Setup
from seedlib.errors import CorpusError, SeedlibError
from seedlib.model import Failure

__all__ = ["Schedule", "Taker"]

#: How many tasks a worker may be ahead of what is taken, and how many bytes of rows may wait in all.
_AHEAD, _WAITING = 32, 1 << 27

#: How long nothing may happen before clocks are looked at, in seconds.
_TICK = 0.25


class Taker(Protocol):
    """Takes rows, in the order of the inputs; see `seedlib.corpus.running.results.Results`."""

    @property
    def full(self) -> bool:
        """Whether nothing more is wanted."""

    @property
    def cut(self) -> bool:
        """Whether rows were left that follow those taken."""

    def add(self, task: Task, output: Output) -> None:
        """Take the rows of some results that follow those taken before."""


class _Slot:
    """A task in the window, with the rows of it that are not taken yet."""

    __slots__ = ("done", "outputs", "reached", "task")

    def __init__(self, task: Task) -> None:
        self.task = task
        self.outputs: deque[Output] = deque()
        self.reached: tuple[int, At] = (0, task.stretches[0].start if task.ready is None else START)
        self.done = False


class Schedule:
    """The work of one run.

    Args:
        plan: what is to be done, in order.
        results: takes the rows.
        setup: what the workers are given.
        workers: the processes that analyze; `close` ends them.
        timeout: seconds after which a document is given up; none for no limit.
    """

    def __init__(self, plan: Iterator[Task | Stretch], results: Taker, setup: Setup, *, workers: Pool, timeout: float | None) -> None:
        self._results, self._timeout = results, timeout
        self._workers = workers
        self._reader = Reader(plan, setup, timeout)
        self._window: deque[_Slot] = deque()
        self._waiting: deque[_Slot] = deque()
        self._at_work: dict[Hand, _Slot] = {}
        self._bytes = 0

    @property
    def read(self) -> int:
        """How many bytes are read of a large file that is not done."""
        return self._reader.read

    def close(self) -> None:
        """End all processes."""
        self._workers.close()
        self._reader.close()

    def run(self, tick: Callable[[], bool]) -> bool:
        """Do all there is to do.

        Args:
            tick: called several times a second; answers whether to stop.

        Returns:
            Whether nothing is left to do; False where a limit was reached before, or it was stopped.

        Raises:
            SeedlibError: the results cannot be written, workers do not begin, or a document fails and the run is strict.
        """
        while True:
            self._fill()
            self._give()
            self._take()
            if tick() or self._results.full:
                return self._idle() and not self._results.cut
            if self._idle():
                return True
            for hand in self._listen():
                self._hear(hand)
            self._look_at_clocks()

    def _idle(self) -> bool:
        return self._reader.done and not self._reader.busy and not self._window

    def _room(self) -> bool:
        return len(self._window) < _AHEAD * len(self._workers.hands) and self._bytes < _WAITING

    def _fill(self) -> None:
        while not self._reader.busy and not self._reader.done and self._room():
            if (task := self._reader.next()) is not None:
                self._add(task)

    def _add(self, task: Task) -> None:
        slot = _Slot(task)
        self._window.append(slot)
        self._waiting.append(slot)

    def _give(self) -> None:
        for hand in self._workers.hands:
            if not self._waiting:
                return
            if hand.ready and hand.given is None:
                slot = self._waiting.popleft()
                self._at_work[hand] = slot
                hand.give(slot.task)

    def _take(self) -> None:
        """Take rows in order, as far as they are there."""
        while self._window and not self._results.full:
            slot = self._window[0]
            while slot.outputs and not self._results.full:
                output = slot.outputs.popleft()
                self._bytes -= sum(map(len, output.tables))
                self._results.add(slot.task, output)
            if not slot.done or slot.outputs:
                return
            self._window.popleft()

    def _listen(self) -> list[Hand]:
        """Wait until somebody has something to say who may."""
        listened = self._workers.hands
        if self._bytes >= _WAITING and (first := next((h for h, slot in self._at_work.items() if slot is self._window[0]), None)):
            listened = [first]  # only its rows can be taken; if nobody is at them, all must be heard, so that somebody gets free
        listened = [*listened, *(self._reader.hands if self._room() else ())]
        return self._workers.wait(listened, _TICK)

    def _hear(self, hand: Hand) -> None:
        if hand in self._reader.hands:
            for task in self._reader.heard(hand):
                self._add(task)
                if not self._room():
                    return
            return
        for answer in hand.answers():
            if isinstance(answer, SeedlibError):
                raise answer
            if isinstance(answer, Raised):
                self._worker_ended(hand, End(seen=hand.seen(), why=answer.why))
                return
            if answer == "ready":
                hand.ready = True
            else:
                self._hear_worker(hand, answer)

    def _hear_worker(self, hand: Hand, answer: object) -> None:
        slot = self._at_work[hand]
        if isinstance(answer, Output):
            slot.reached = answer.reached
            slot.outputs.append(answer)
            self._bytes += sum(map(len, answer.tables))
        else:  # "done"
            slot.done = True
            del self._at_work[hand]
            hand.given = None

    def _worker_ended(self, hand: Hand, end: End) -> None:
        slot = self._at_work.pop(hand, None)
        self._workers.replace(hand, end.why)
        if slot is None:
            return
        slot.done = True
        slots = [_Slot(task) for task in _again(slot, end)]
        place = self._window.index(slot) + 1
        for offset, made in enumerate(slots):
            self._window.insert(place + offset, made)
        self._waiting.extendleft(reversed(slots))

    def _look_at_clocks(self) -> None:
        if self._timeout is None:
            return
        for hand in [held for held in self._workers.hands if held.late(self._timeout)]:
            self._worker_ended(hand, hand.stopped(self._timeout))
        self._reader.look_at_clock()


def _again(slot: _Slot, end: End) -> list[Task]:
    """Return what is to be done instead of a task whose worker ended."""
    task, seen = slot.task, end.seen
    rest = rest_of(task, slot.reached)
    if rest is None:
        return []
    if seen.phase == IDLE and not task.ended:
        return [attrs.evolve(rest, ended=1)]
    if seen.phase == IDLE:  # twice between documents, or while rows were made: the first is taken for the cause
        unit, at = slot.reached
    else:
        unit, lost = seen.unit, task.stretches[seen.unit].start.lost if task.ready is None else ()
        at = At(seen.position, lost, seen.untold)
    first = 0 if task.ready is not None else task.stretches[0].start.position
    before, suspect, after = cut(task, slot.reached, (unit, at), parsing=seen.phase == PARSING)
    parts = [attrs.evolve(held, alone=False, ended=0) if held is not None else None for held in (before, suspect, after)]
    if parts[1] is not None:
        parts[1] = _judged(parts[1], end, again=task.alone and unit == 0 and at.position == first)
    return [held for held in parts if held is not None]


def _judged(task: Task, end: End, *, again: bool) -> Task:
    """Return the task of a document at which a worker ended: it is tried alone, or given up."""
    if not end.late and not again:
        return attrs.evolve(task, alone=True)
    given_up = task.verdict is not None
    if given_up and (task.ready is not None or any(lost == 0 for lost, _ in task.stretches[0].start.lost)):
        found = f"found a process that ends at what it need only write a failure of ({end.why}), expected that failure"
        raise CorpusError(found, where=task.stretches[0].path, advice="take the file out of the inputs, and report this")
    if end.seen.phase == PARSING or given_up:
        (stretch,) = task.stretches
        ordinal = end.seen.ordinal if end.seen.phase == PARSING else 0
        return attrs.evolve(task, stretches=[attrs.evolve(stretch, start=without_part(stretch.start, ordinal, end.told))])
    error = "DeadlineError" if end.late else "CorpusError"
    advice = "raise --timeout, or look at it alone (seedlib read)" if end.late else ADVICE
    return attrs.evolve(task, verdict=Failure(stage="corpus", error=error, message=end.told, advice=advice))
