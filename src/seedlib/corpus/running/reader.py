"""The reader: a process that parses a large file once, and hands its documents on to whoever analyzes them.

Rules:

- Nobody else parses that file: how far it is read is known here alone.
- A part of it that ends the process twice, or takes too long, is left out of it; the process is begun again behind what it has given.
"""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from seedlib.corpus.running.pool import End, Hand, Pool
from seedlib.corpus.running.tasks import Ready, Stretch, Task, without_part
from seedlib.corpus.running.worker import Raised, Setup
from seedlib.errors import SeedlibError

__all__ = ["Reader"]


class Reader:
    """Goes through what is planned, and reads the large files of it, one after another; its process is begun with the first.

    Args:
        planned: tasks for workers, and the large files.
        setup: what the process is given.
        timeout: seconds after which a document is given up; none for no limit.
    """

    def __init__(self, planned: Iterator[Task | Stretch], setup: Setup, timeout: float | None) -> None:
        self._planned, self._setup, self._timeout = planned, setup, timeout
        #: Whether nothing more is planned.
        self.done = False
        self._pool: Pool | None = None
        #: What is left of the file that is being read, and how often the process ended since it gave a document.
        self._left: Stretch | None = None
        self._ended = 0
        #: How many bytes of it are read.
        self.read = 0

    def close(self) -> None:
        """End its process."""
        if self._pool is not None:
            self._pool.close()

    @property
    def busy(self) -> bool:
        """Whether a file is not read to its end."""
        return self._left is not None

    @property
    def hands(self) -> list[Hand]:
        """The process, if there is one."""
        return self._pool.hands if self._pool is not None else []

    def next(self) -> Task | None:
        """Return the next task that needs no reading; None where a large file comes before it, which is begun, or where all is done.

        To be asked only while it is not busy.
        """
        planned = next(self._planned, None)
        if isinstance(planned, Stretch):
            self._begin(planned)
            return None
        self.done = planned is None
        return planned

    def _begin(self, stretch: Stretch) -> None:
        self._left, self._ended, self.read = stretch, 0, 0
        if self._pool is None:
            self._pool = Pool(self._setup, 1)
        self._pool.hands[0].give(stretch)

    def tasks(self, tick: float) -> Iterator[Task]:
        """Yield tasks of the documents that are parsed, after so many seconds at the latest, be it none.

        Raises:
            SeedlibError: the process cannot be begun, or it is of a strict run and fails.
        """
        if self._pool is not None:
            for hand in self._pool.wait(self.hands, tick):
                yield from self.heard(hand)
        self.look_at_clock()

    def heard(self, hand: Hand) -> Iterator[Task]:
        """Yield tasks of what the process has to say; whoever stops asking leaves the rest in its pipe.

        Raises:
            SeedlibError: as above.
        """
        for answer in hand.answers():
            if isinstance(answer, SeedlibError):
                raise answer
            if isinstance(answer, Raised):
                self._again(hand, End(seen=hand.seen(), why=answer.why))
                return
            if answer == "ready":
                hand.ready = True
            elif isinstance(answer, tuple) and self._left is not None:
                yield self._task(self._left, *answer)
            else:  # "done"
                self._left, self.read = None, 0
                hand.given = None

    def _task(self, stretch: Stretch, ready: list[Ready], size: int) -> Task:
        self._left, self._ended, self.read = attrs.evolve(stretch, start=ready[-1].after), 0, size
        return Task(stretches=[stretch], ready=tuple(ready))

    def _again(self, hand: Hand, end: End) -> None:
        """Read on with another process."""
        if self._pool is None:
            return
        again = self._pool.replace(hand, end.why)
        if self._left is None:
            return
        self._ended += hand.given is not None
        if end.late or self._ended >= 2:
            start = without_part(self._left.start, end.seen.ordinal, end.told)
            self._left, self._ended = attrs.evolve(self._left, start=start), 0
        again.give(self._left)

    def look_at_clock(self) -> None:
        """Stop the process if it has been at one document for too long."""
        if self._timeout is None:
            return
        for hand in [held for held in self.hands if held.late(self._timeout)]:
            self._again(hand, hand.stopped(self._timeout))
