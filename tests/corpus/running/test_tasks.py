"""How a task is cut when its worker ends, and how an input is read without one of its parts."""

from __future__ import annotations

from typing import Any

import attrs
import pytest

from seedlib.corpus.running.pool import End
from seedlib.corpus.running.pulse import ANALYSING, Seen
from seedlib.corpus.running.schedule import _judged
from seedlib.corpus.running.tasks import START, At, Ready, Stretch, Task, cut, rest_of, without_part
from seedlib.errors import CorpusError
from seedlib.model import Failure


def stretch(number: int, start: int = 0, stop: int | None = None) -> Stretch:
    """Return a stretch of the input with this number."""
    return Stretch(input=number, path=f"{number}.txt", start=At(start), stop=stop)


def shown(task: Task | None) -> list[tuple[int, int, int | None]]:
    """Return a task's stretches as plain numbers."""
    return [] if task is None else [(held.input, held.start.position, held.stop) for held in task.stretches]


FILES = Task(stretches=[stretch(0), stretch(1, 4), stretch(2, 0, 9)])


@pytest.mark.parametrize(
    ("reached", "running", "parsing", "expected"),
    [
        ((0, 0), (0, 0), False, ([], [(0, 0, 1)], [(0, 1, None), (1, 4, None), (2, 0, 9)])),
        ((0, 0), (0, 0), True, ([], [(0, 0, None)], [(1, 4, None), (2, 0, 9)])),
        ((0, 2), (0, 5), False, ([(0, 2, 5)], [(0, 5, 6)], [(0, 6, None), (1, 4, None), (2, 0, 9)])),
        ((0, 2), (1, 6), False, ([(0, 2, None), (1, 4, 6)], [(1, 6, 7)], [(1, 7, None), (2, 0, 9)])),
        ((0, 2), (1, 4), True, ([(0, 2, None)], [(1, 4, None)], [(2, 0, 9)])),
        ((2, 3), (2, 8), False, ([(2, 3, 8)], [(2, 8, 9)], [])),
    ],
)
def test_files_are_cut_at_the_document(
    reached: tuple[int, int], running: tuple[int, int], parsing: bool, expected: tuple[list[tuple[int, int, int | None]], ...]
) -> None:
    """What is done is left out; nothing else is lost, and nothing stands twice."""
    made = cut(FILES, (reached[0], At(reached[1])), (running[0], At(running[1])), parsing=parsing)
    assert expected == tuple(shown(task) for task in made)


@pytest.mark.parametrize(
    ("reached", "running", "expected"),
    [(0, 0, ("", "a", "bcd")), (1, 2, ("b", "c", "d")), (1, 3, ("bc", "d", "")), (3, 3, ("", "d", ""))],
)
def test_parsed_documents_are_cut_at_the_document(reached: int, running: int, expected: tuple[str, ...]) -> None:
    """Their places are counted within the task."""
    task = Task(stretches=[stretch(0)], ready=tuple(Ready(name.encode(), START) for name in "abcd"))
    made = cut(task, (0, At(reached)), (0, At(running)), parsing=False)
    assert expected == tuple("".join(ready.held.decode() for ready in (held.ready or ())) if held else "" for held in made)


def test_what_is_left_of_a_task() -> None:
    """From the place that is reached; nothing when it is done."""
    assert shown(rest_of(FILES, (1, At(6)))) == [(1, 6, None), (2, 0, 9)]
    assert rest_of(FILES, (3, START)) is None
    task = Task(stretches=[stretch(0)], ready=tuple(Ready(name.encode(), START) for name in "ab"))
    rest = rest_of(task, (0, At(1)))
    assert rest is not None
    assert rest.ready == task.ready[1:] if task.ready else False
    assert rest_of(task, (0, At(2))) is None
    assert rest_of(task, (1, START)) is None


@pytest.mark.parametrize(
    ("at", "ordinal", "expected"),
    [
        (At(5), 3, At(5, ((3, "why"),), untold=1)),
        (At(5, ((2, "x"),)), 3, At(5, ((2, "x"), (3, "why")), untold=1)),
        (At(5, ((2, "x"),), untold=1), 3, At(5, ((2, "x"), (3, "why")), untold=2)),
        (At(5, ((4, "x"),)), 3, At(5, ((3, "why"),), untold=1)),
        (At(5, ((1, "x"), (2, "y"), (4, "z")), untold=2), 3, At(5, ((1, "x"), (2, "y"), (3, "why")), untold=2)),
        (At(5, ((3, "x"),)), 3, At(5, ((0, "why"),), untold=1)),
    ],
)
def test_a_part_is_left_out(at: At, ordinal: int, expected: At) -> None:
    """Later ones that lie in it are found anew; a part that is lost already is not what hangs, so that the whole input is left."""
    assert expected == without_part(at, ordinal, "why")


@pytest.mark.parametrize(
    "given", [{"ready": [Ready(b"", At(1))]}, {"stretches": [attrs.evolve(stretch(0), start=At(0, ((0, "it hung"),), 1))]}]
)
def test_a_worker_that_ends_at_what_is_given_up_ends_the_run(given: dict[str, Any]) -> None:
    """It is a fault of ours or of a library: tried again and again, it would be met for ever."""
    verdict = Failure(stage="corpus", error="CorpusError", message="it hung")
    task = Task(**{"stretches": [stretch(0)], "verdict": verdict, **given})
    end = End(seen=Seen(0, 0, 0, 0, ANALYSING, 0), why="TypeError: found none")
    with pytest.raises(CorpusError, match=r"need only write a failure of \(TypeError: found none\)"):
        _judged(task, end, again=True)
