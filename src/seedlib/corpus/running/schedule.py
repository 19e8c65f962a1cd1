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

import attrs

from seedlib.corpus.running.pool import Hand, Pool
from seedlib.corpus.running.pulse import IDLE, PARSING, Seen
from seedlib.corpus.running.results import Results
from seedlib.corpus.running.tasks import START, At, Output, Ready, Stretch, Task, cut, rest_of, without_part
from seedlib.corpus.running.worker import Raised, Setup
from seedlib.errors import SeedlibError
from seedlib.model import Failure, value

__all__ = ["Schedule"]

#: How many tasks a worker may be ahead of what is taken, and how many bytes of rows may wait in all.
_AHEAD, _WAITING = 32, 1 << 27

#: How long nothing may happen before clocks are looked at, in seconds.
_TICK = 0.25

_ADVICE = "look at it alone (seedlib read); it may need more memory"


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
        workers: how many there are.
        timeout: seconds after which a document is given up; none for no limit.
    """

    def __init__(self, plan: Iterator[Task | Stretch], results: Results, setup: Setup, *, workers: int, timeout: float | None) -> None:
        self._plan, self._results, self._setup, self._timeout = plan, results, setup, timeout
        self._workers = Pool(setup, workers)
        self._readers: Pool | None = None
        self._window: deque[_Slot] = deque()
        self._waiting: deque[_Slot] = deque()
        self._at_work: dict[Hand, _Slot] = {}
        self._planned_all = False
        self._bytes = 0
        #: What is left of the large file that is being read, and how often its reader ended since it gave a document.
        self._reading: Stretch | None = None
        self._ended = 0
        #: How many bytes of it are read.
        self.read = 0

    def close(self) -> None:
        """End all processes."""
        self._workers.close()
        if self._readers is not None:
            self._readers.close()

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
        return self._planned_all and self._reading is None and not self._window

    def _room(self) -> bool:
        return len(self._window) < _AHEAD * len(self._workers.hands) and self._bytes < _WAITING

    def _fill(self) -> None:
        while self._reading is None and not self._planned_all and self._room():
            planned = next(self._plan, None)
            if planned is None:
                self._planned_all = True
            elif isinstance(planned, Stretch):
                self._reading, self._ended, self.read = planned, 0, 0
                if self._readers is None:
                    self._readers = Pool(self._setup, 1)
                self._readers.hands[0].give(planned)
            else:
                self._add(planned)

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
        listened = [*listened, *(self._readers.hands if self._readers is not None and self._room() else ())]
        return self._workers.wait(listened, _TICK)

    def _hear(self, hand: Hand) -> None:
        is_reader = self._readers is not None and hand in self._readers.hands
        for answer in hand.answers():
            if isinstance(answer, SeedlibError):
                raise answer
            if isinstance(answer, Raised):
                if is_reader:
                    self._reader_ended(hand, answer.why)
                else:
                    self._worker_ended(hand, answer.why)
                return
            if answer == "ready":
                hand.ready = True
            elif is_reader:
                self._hear_reader(hand, answer)
                if not self._room():
                    return
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

    def _hear_reader(self, hand: Hand, answer: object) -> None:
        if isinstance(answer, tuple) and self._reading is not None:
            ready: list[Ready]
            ready, self.read = answer
            self._add(Task(stretches=[self._reading], ready=tuple(ready)))
            self._reading, self._ended = attrs.evolve(self._reading, start=ready[-1].after), 0
        else:  # "done"
            self._reading, self.read = None, 0
            hand.given = None

    def _worker_ended(self, hand: Hand, why: str, *, late: bool = False) -> None:
        slot = self._at_work.pop(hand, None)
        seen = hand.seen()
        self._workers.replace(hand, why)
        if slot is None:
            return
        slot.done = True
        tasks = _again(slot, _End(seen=seen, why=why, late=late))
        slots = [_Slot(task) for task in tasks]
        place = self._window.index(slot) + 1
        for offset, made in enumerate(slots):
            self._window.insert(place + offset, made)
        self._waiting.extendleft(reversed(slots))

    def _reader_ended(self, hand: Hand, why: str, *, late: bool = False) -> None:
        seen = hand.seen()
        pool = self._readers
        if pool is None:
            return
        again = pool.replace(hand, why)
        if self._reading is None:
            return
        self._ended += hand.given is not None and seen.phase != IDLE
        if late or self._ended >= 2:
            start = without_part(self._reading.start, seen.ordinal, _End(seen=seen, why=why, late=late).told)
            self._reading, self._ended = attrs.evolve(self._reading, start=start), 0
        again.give(self._reading)

    def _look_at_clocks(self) -> None:
        if self._timeout is None:
            return
        why = f"found no end of it after {self._timeout:g} seconds, expected one; the process was stopped"
        for hand in [held for held in self._workers.hands if held.late(self._timeout)]:
            self._worker_ended(hand, why, late=hand.end_if_late(self._timeout))
        for hand in [held for held in (self._readers.hands if self._readers else ()) if held.late(self._timeout)]:
            self._reader_ended(hand, why, late=hand.end_if_late(self._timeout))


@value(kw_only=True)
class _End:
    """How a worker ended."""

    seen: Seen
    why: str
    #: Whether it was stopped since a document took too long.
    late: bool

    @property
    def told(self) -> str:
        """What a failure says."""
        return self.why if self.late else f"found a process that ended twice at it ({self.why}), expected an answer"


def _again(slot: _Slot, end: _End) -> list[Task]:
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


def _judged(task: Task, end: _End, *, again: bool) -> Task:
    """Return the task of a document at which a worker ended: it is tried alone, or given up."""
    if not end.late and not again:
        return attrs.evolve(task, alone=True)
    if end.seen.phase == PARSING:
        (stretch,) = task.stretches
        return attrs.evolve(task, stretches=[attrs.evolve(stretch, start=without_part(stretch.start, end.seen.ordinal, end.told))])
    error = "DeadlineError" if end.late else "CorpusError"
    advice = "raise --timeout, or look at it alone (seedlib read)" if end.late else _ADVICE
    return attrs.evolve(task, verdict=Failure(stage="corpus", error=error, message=end.told, advice=advice))
