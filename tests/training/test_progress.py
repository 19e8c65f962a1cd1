"""The bar: on a terminal it moves, elsewhere lines come now and then."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest

from seedlib.training import progress
from seedlib.training.progress import Bar, watched


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Return a function that sets the time."""
    held = [0.0]
    monkeypatch.setattr(progress.time, "monotonic", lambda: held[0])
    return lambda seconds: held.__setitem__(0, seconds)


def test_without_a_terminal_lines_come_now_and_then(clock: Callable[[float], None], capsys: pytest.CaptureFixture[str]) -> None:
    """The time left is reckoned from what is done now, not from what an earlier run did; the last line always comes."""
    bar = Bar("step")
    for second, done in ((1, 51), (31, 52), (32, 53), (33, 100)):
        clock(second)
        bar.move(done, 100, "loss 1.0")
    assert capsys.readouterr().err.splitlines() == [
        "seedlib: step 52 of 100, loss 1.0, 12 min left",
        "seedlib: step 100 of 100, loss 1.0, 0 s left",
    ]


def test_on_a_terminal_the_bar_moves_in_its_line(
    clock: Callable[[float], None], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A shorter line covers a longer one, and at the end nothing is left."""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    bar = Bar("step")
    clock(1)
    bar.move(1, 4, "a long word")
    bar.move(2, 4, "too early")
    clock(2)
    bar.move(3, 4)
    bar.clear()
    lines = capsys.readouterr().err.split("\r")
    assert lines[1] == "[######..................] step 1 of 4, a long word, 3 s left"
    assert lines[2].rstrip() == "[##################......] step 3 of 4, 1 s left"
    assert len(lines[2]) == len(lines[1])
    assert lines[3].strip() == lines[4] == ""


def test_things_are_watched_without_being_changed(capsys: pytest.CaptureFixture[str]) -> None:
    """They come as they are, in order; the last one ends the count."""
    assert list(watched("abc", "letter")) == ["a", "b", "c"]
    assert capsys.readouterr().err == "seedlib: letter 3 of 3, 0 s left\n"
