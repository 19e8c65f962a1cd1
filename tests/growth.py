"""Whether work grows with its input as it should: a ratio within one run, never a speed."""

from __future__ import annotations

from collections.abc import Callable

__all__ = ["assert_linear"]


def assert_linear(seconds: Callable[[int], float], small: int) -> None:
    """Fail if four times the input takes anything like sixteen times as long.

    The best of five tries counts, since other work on a machine only ever adds time.

    Args:
        seconds: runs the work on an input of a size and returns its CPU seconds.
        small: the smaller size.
    """
    seconds(small // 4)  # what is made at first use
    tries = []
    for _ in range(5):
        before, after = max(seconds(small), 0.005), seconds(4 * small)
        if after < 10 * before:
            return
        tries.append(f"{before:.3f} s, {after:.3f} s")
    raise AssertionError(f"four times the input took more than ten times as long: {'; '.join(tries)}")
