"""What is to be done, and what was: places in inputs, tasks of some documents, and the rows that workers answer.

Rules:

- A place counts the results that an input gives, in order: the documents, and the pieces that gave none.
- Tasks are data that go to another process; what is cut out of one is a task again.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import attrs

from seedlib.model import Failure, value

__all__ = ["ADVICE", "START", "At", "Cursor", "Done", "Output", "Ready", "Stretch", "Task", "cut", "rest_of", "without_part"]


class At(NamedTuple):
    """A place in an input: between two of its results."""

    #: How many results stand before it.
    position: int = 0
    #: The parts that are not read any more, by how many inputs and parts parsers were asked for before, and why; each counts as one result.
    lost: tuple[tuple[int, str], ...] = ()
    #: How many of `lost`, at its end, have not been told yet. Results of the first of these may have been counted before it was lost:
    #: then it stands before `position`, and the count goes on from it.
    untold: int = 0


#: Where every input begins.
START = At()

#: What to do about a document that ends its process.
ADVICE = "look at it alone (seedlib read); it may need more memory"


class Cursor(NamedTuple):
    """A place in all inputs."""

    #: The number of the input.
    input: int = 0
    at: At = START


@value(kw_only=True)
class Stretch:
    """Results of one input that follow one another; `stop` is the position behind the last, or None for all there are."""

    input: int
    path: str
    start: At = START
    stop: int | None = None
    #: What the file is called in the results: its path as it was named, where another process needs another path.
    name: str = attrs.field(default=attrs.Factory(lambda self: self.path, takes_self=True))


class Ready(NamedTuple):
    """A document that is parsed, pickled for whoever analyzes it, and the place behind it."""

    held: bytes
    after: At


def _tuple(stretches: Iterable[Stretch]) -> tuple[Stretch, ...]:
    return tuple(stretches)


@value(kw_only=True)
class Task:
    """Some documents for one worker: stretches that it parses, or documents of one input that are parsed already."""

    stretches: tuple[Stretch, ...] = attrs.field(converter=_tuple)
    #: None where the stretches are to be parsed; else what the only stretch holds.
    ready: tuple[Ready, ...] | None = None
    #: Whether a worker ended at its document before: it is tried once more, with nothing beside it.
    alone: bool = False
    #: How often a worker ended with it between two documents.
    ended: int = 0
    #: Why its document is not analyzed any more.
    verdict: Failure | None = None


class Done(NamedTuple):
    """What has to be known of a result that is made into rows."""

    #: Which of the task's stretches it is of.
    unit: int
    #: The place behind it.
    after: At
    #: The document's id, if there is one, and whether it was given rather than made of its text.
    identifier: str | None
    given: bool
    filename: str | None
    part: str | None
    characters: int
    failures: int
    #: How many rows it has in each table.
    rows: tuple[int, ...]


class Output(NamedTuple):
    """Rows of some results that follow one another."""

    documents: list[Done]
    #: A serialized record batch a table.
    tables: list[bytes]
    #: Up to where the task is done now: the number of a stretch, and the place in it.
    reached: tuple[int, At]


def cut(task: Task, reached: tuple[int, At], running: tuple[int, At], *, parsing: bool) -> tuple[Task | None, Task | None, Task | None]:
    """Cut what is not done of a task at the document that was worked at when its worker ended.

    Args:
        task: what the worker had.
        reached: up to where its rows have come.
        running: where it was: the place before the document.
        parsing: whether the document was being parsed; how many more its stretch holds is not known then.

    Returns:
        What stands before the document, the document, what follows; None for what is nothing.
    """
    if task.ready is not None:
        return _cut_ready(task, reached[1], running[1])
    unit, at = running
    here = task.stretches[unit]
    before = [*task.stretches[reached[0] : unit]]
    if before:
        before[0] = attrs.evolve(before[0], start=reached[1])
    start = reached[1] if reached[0] == unit else here.start
    if at.position > start.position or start.untold > at.untold:  # the second: a lost part was told, its row has not come
        before.append(attrs.evolve(here, start=start, stop=at.position))
    suspect = attrs.evolve(here, start=at, stop=here.stop if parsing else at.position + 1)
    after = [*task.stretches[unit + 1 :]]
    if not parsing and at.position + 1 != here.stop:
        after.insert(0, attrs.evolve(here, start=At(at.position + 1, at.lost)))
    before_, suspect_, after_ = (attrs.evolve(task, stretches=held) if held else None for held in (before, [suspect], after))
    return before_, suspect_, after_


def rest_of(task: Task, reached: tuple[int, At]) -> Task | None:
    """Return what is not done of a task, or None if nothing is left."""
    if task.ready is not None:
        left = task.ready[reached[1].position :] if reached[0] == 0 else ()
        return attrs.evolve(task, ready=left) if left else None
    stretches = [*task.stretches[reached[0] :]]
    if not stretches:
        return None
    return attrs.evolve(task, stretches=[attrs.evolve(stretches[0], start=reached[1]), *stretches[1:]])


def _cut_ready(task: Task, reached: At, running: At) -> tuple[Task | None, Task | None, Task | None]:
    """Cut documents that are parsed; their places are counted within the task."""
    held = task.ready or ()
    first, here = reached.position, running.position
    pieces = (held[first:here], held[here : here + 1], held[here + 1 :])
    made = [attrs.evolve(task, ready=piece) if piece else None for piece in pieces]
    return made[0], made[1], made[2]


def without_part(at: At, ordinal: int, why: str) -> At:
    """Return a place from which an input is read without one of its parts, which is told as lost.

    Where that part is lost already, its parser fails outside of any part: the whole input is lost.
    """
    if any(ordinal == lost for lost, _ in at.lost):
        return At(at.position, ((0, why),), untold=1)
    kept = [(lost, told) for lost, told in at.lost if lost < ordinal]  # later ones may lie in this one, and are found anew
    told = min(len(at.lost) - at.untold, len(kept))
    return At(at.position, (*kept, (ordinal, why)), untold=len(kept) - told + 1)
