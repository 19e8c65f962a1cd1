"""Worker processes: begun, listened to, stopped.

Rules:

- Workers are spawned, never forked. Each has its own pipe, so that what one leaves half written reaches no other.
- A worker that ends is told with what it was at; who does what again is not decided here.

`concurrent.futures` gives up all that is on its way when one process dies, and does not say whose fault it was; here the faults are the
point, and all there is to it is a pipe a worker.
"""

from __future__ import annotations

import multiprocessing
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing import connection
from typing import Any

from seedlib.corpus.running import worker
from seedlib.corpus.running.pulse import IDLE, Pulse, Seen
from seedlib.corpus.running.tasks import Stretch, Task
from seedlib.corpus.running.worker import Raised, Setup
from seedlib.errors import CorpusError, UsageError
from seedlib.model import value

__all__ = ["NAME", "End", "Hand", "Pool", "refuse_workers"]

#: What worker processes are called.
NAME = "seedlib-worker"

#: After so many workers in a row that end before they are ready, the run does.
_MOST = 3

_GUARD = 'write `if __name__ == "__main__":` before what your script does: worker processes import it too'

#: What Python calls the file of a script that it reads from standard input (`python - < script.py`); workers would look for it on the disk.
_STDIN = "<stdin>"


def refuse_workers() -> None:
    """Raise a UsageError where no worker could import the script that runs: it is none of a file, or it is a worker that runs it."""
    if multiprocessing.current_process().name.startswith(NAME):
        raise UsageError("found a run that is begun by a worker of a run", advice=_GUARD)
    if getattr(sys.modules["__main__"], "__file__", None) == _STDIN:
        advice = "save it, since worker processes import it too; what is typed at a prompt or in a notebook needs no file"
        raise UsageError("found a script that is read from standard input, expected one in a file", advice=advice)


@value(kw_only=True)
class End:
    """How a worker ended."""

    #: Where it was.
    seen: Seen
    why: str
    #: Whether it was stopped since a document took too long.
    late: bool = False

    @property
    def told(self) -> str:
        """What a failure says."""
        return self.why if self.late else f"found a process that ended twice at it ({self.why}), expected an answer"


class Hand:
    """A worker process, and what it has to do."""

    def __init__(self, setup: Setup, number: int) -> None:
        context = multiprocessing.get_context("spawn")
        self.pulse = Pulse(context)
        self.pipe, other = context.Pipe()
        self.process = context.Process(target=worker.main, args=(other, self.pulse, setup), name=f"{NAME}-{number}", daemon=True)
        with _no_interrupts():
            self.process.start()
        other.close()
        self.ready = False
        self.given: Task | Stretch | None = None

    def give(self, given: Task | Stretch) -> None:
        """Give it something to do."""
        self.given = given
        with suppress(OSError):  # it is gone, which is noticed where it is listened to
            self.pipe.send(given)

    def answers(self) -> Iterator[Any]:
        """Yield what has come from it; at last a `Raised` if it has ended."""
        try:
            while self.pipe.poll():
                yield self.pipe.recv()
        except (EOFError, OSError):
            self.process.join()
            yield Raised(_how(self.process.exitcode))

    def late(self, timeout: float) -> bool:
        """Say whether it has been at one document for longer than that."""
        seen = self.pulse.seen()
        return self.given is not None and seen.phase != IDLE and time.monotonic_ns() - seen.since > timeout * 1e9

    def stopped(self, timeout: float) -> End:
        """End it, since it has been at one document for longer than that; it may have been done with it in the last moment."""
        self.process.kill()
        self.process.join()
        why = f"found no end of it after {timeout:g} seconds, expected one; the process was stopped"
        return End(seen=self.seen(), why=why, late=self.late(timeout))

    def seen(self) -> Seen:
        """Return where it is, or was."""
        return self.pulse.seen()

    def stop(self) -> None:
        """End it at once."""
        self.process.kill()
        self.process.join()
        self.pipe.close()


@contextmanager
def _no_interrupts() -> Iterator[None]:
    """Begin a process that sees neither Ctrl-C nor a request to end, which go to all processes of a group: the parent ends it."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    from multiprocessing import resource_tracker

    resource_tracker.ensure_running()  # begun with the first process it would let both signals through again, in our mask too
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _how(code: int | None) -> str:
    if code is None or code >= 0:
        return f"the process ended with the status {code}"
    with suppress(ValueError):
        return f"the process was ended by {signal.Signals(-code).name}"
    return f"the process was ended by the signal {-code}"


class Pool:
    """Some workers; a new one is begun where one has ended."""

    def __init__(self, setup: Setup, count: int) -> None:
        self._setup = setup
        self._begun = 0
        self._failed = 0
        self.hands: list[Hand] = []
        try:
            for _ in range(count):
                self.add()
        except BaseException:
            self.close()
            raise

    def add(self) -> Hand:
        """Begin one more."""
        self._begun += 1
        self.hands.append(Hand(self._setup, self._begun))
        return self.hands[-1]

    def replace(self, hand: Hand, why: str) -> Hand:
        """Begin another one instead of one that has ended, or is to end.

        Raises:
            CorpusError: several in a row have ended before they were ready.
        """
        self._failed = 0 if hand.ready else self._failed + 1
        self.hands.remove(hand)
        hand.stop()
        if self._failed >= _MOST:
            found = f"found {_MOST} workers in a row that ended before they were ready: {why}"
            raise CorpusError(found, advice=f"{_GUARD}; or free some memory")
        return self.add()

    def wait(self, listened: list[Hand], timeout: float) -> list[Hand]:
        """Return those of some workers that have something to say, at the latest after so many seconds."""
        pipes: dict[Any, Hand] = {hand.pipe: hand for hand in listened}
        return [pipes[pipe] for pipe in connection.wait(list(pipes), timeout)]

    def close(self) -> None:
        """End all."""
        for hand in self.hands:
            hand.process.kill()
        for hand in self.hands:
            hand.stop()
        self.hands.clear()
